package render

import (
	"html/template"
	"path"
	"strings"

	"showcase/generator/content"
	"showcase/generator/output"
	"showcase/generator/site"
)

// pageView is a page with everything that layouts show of it, ready to print.
type pageView struct {
	Lang      string
	W         words
	Head      template.HTML
	Header    template.HTML
	Footer    template.HTML
	Title     string
	Meta      template.HTML
	Root      string
	Heading   string
	Crumbs    template.HTML
	Layout    string
	Subtitle  string
	Byline    template.HTML
	Chips     template.HTML
	Lead      string
	Cover     template.HTML
	Outline   template.HTML
	Facts     []fact // beside the text
	WideFacts []fact // the same above the text, where they are many
	Flat      bool   // … across the page
	Body      template.HTML

	Gallery   template.HTML
	Evidence  []proof
	Prints    []printLink
	Source    string
	Backlinks template.HTML
	NextPrev  template.HTML

	Avatar     template.HTML // person
	Motto      string
	Works      []works // collection
	Plan       *planView
	Concept    *conceptView
	Group      *groupView
	Portfolio  *portfolioView // person, group, programme
	Dossier    *dossierView
	Profile    *profileView
	Board      *boardView
	Regulation *regulationView
	Above      []template.HTML // blocks before the register
	Register   *registerView
	Writing    *writingView // person, in the school's own edition
}

// fact is one field of a page.
type fact struct {
	Label string
	Value template.HTML
}

type printLink struct{ Href, Label, Kind string }

// works is a titled list of rows.
type works struct {
	Title string
	Count int
	More  string
	Rows  template.HTML
}

// sideFacts is how many facts fit beside the text.
const sideFacts = 5

// addPages puts every page with an address of its own into the tree.
func (r *renderer) addPages() {
	for _, p := range r.Pages {
		if p == r.Home || p.Section != nil && p.Section.Intro == p {
			continue
		}
		r.tree.Add(output.Entry{Path: p.Path, Source: p.File, Make: func() ([]byte, error) { return r.page(p) }})
		if register := r.registers[p]; register != nil {
			register.add(p.File, func(i int) ([]byte, error) { return r.pageSheet(p, register, i) })
		}
	}
}

func csvPath(p string) string { return strings.TrimSuffix(p, ".html") + ".csv" }

// page makes one page.
func (r *renderer) page(p *site.Page) ([]byte, error) {
	l := r.level(p.Path)
	v := r.pageView(l, p)
	err := r.special(l, p, v)
	if err != nil {
		return nil, err
	}
	return r.execute(v.Layout, v)
}

// pageView fills in what all kinds of pages have.
func (r *renderer) pageView(l *level, p *site.Page) *pageView {
	summary := r.summary(p)
	v := &pageView{
		Lang: r.lang, W: r.words, Root: l.root, Head: l.head, Header: l.header(p.Section), Footer: l.footer,
		Title: r.windowTitle(p.Title), Heading: p.Title, Meta: r.meta(p.Title, summary, "article", p), Crumbs: l.crumbs[p.Section],
		Layout: p.Type.Layout, Subtitle: p.Item.Subtitle, Lead: p.Item.Summary, Source: p.Item.Source,
	}
	v.Byline = r.byline(l, p)
	v.Chips = r.chips(l, p)
	v.Cover = r.cover(l, p)
	v.Body, v.Outline = r.body(l, p)
	if v.Facts = r.facts(l, p); len(v.Facts) > sideFacts || p.Type.Layout == "register" {
		v.Facts, v.WideFacts = nil, v.Facts
	}
	v.Gallery = r.gallery(l, p)
	v.Evidence = r.evidence(l, p)
	for _, f := range r.o.Prints[p] {
		v.Prints = append(v.Prints, printLink{Href: l.url(f.Path), Label: first(f.Label, p.Title), Kind: f.Kind})
	}
	v.Backlinks = l.items(p.Backlinks)
	switch {
	case len(p.Records) == 0 || p.Type.Layout == "register":
		v.NextPrev = l.neighbours(p)
	default: // what matters here is the table; its neighbours are of another kind
		v.Layout = "register"
	}
	return v
}

// special adds what only some kinds of pages have.
func (r *renderer) special(l *level, p *site.Page, v *pageView) error {
	var err error
	switch v.Layout {
	case "plan":
		v.Plan = r.plan(p)
		for i, g := range p.Value("goals").List {
			v.Plan.Goals[i].Evidence = r.value(l, g.Map["evidence"], nil)
		}
	case "person":
		err = r.personPage(l, p, v)
	case "group":
		err = r.groupPage(l, p, v)
	case "concept":
		v.Concept = r.concept(l, p)
	case "profile":
		v.Profile, err = r.profile(l, p)
	case "dossier":
		v.Dossier = r.dossier(l, p)
		v.Evidence = nil // the dossier lists it beside its criteria
	case "programme":
		r.programme(l, p, v)
	case "regulation":
		r.regulation(l, p, v)
	case "board":
		v.Board = r.board(l, p)
	case "reading":
		err = r.readingPage(l, p, v)
	case "collection":
		err = r.collection(l, p, v)
	}
	if isGlossary(p) {
		v.Works = r.termUses(l, p)
	}
	if err == nil && len(p.Records) > 0 {
		v.Register = r.registers[p].view(l, 0)
		if p.Type.Name == "award" {
			v.Above, err = r.awardCharts(p.Records)
		}
	}
	return err
}

// pageSheet makes a further page of the register that a page holds.
func (r *renderer) pageSheet(p *site.Page, register *register, i int) ([]byte, error) {
	l := r.level(p.Path)
	title := p.Title + r.words["title_mark"] + register.sheets[i].title
	v := &pageView{
		Lang: r.lang, W: r.words, Root: l.root, Head: l.head, Header: l.header(p.Section), Footer: l.footer,
		Title: r.windowTitle(title), Heading: p.Title, Meta: r.meta(title, "", "website", nil), Crumbs: l.crumbs[p.Section],
		Layout: "register", Register: register.view(l, i),
	}
	return r.execute(v.Layout, v)
}

// byline is authors, date, term, group and length.
func (r *renderer) byline(l *level, p *site.Page) template.HTML {
	var b strings.Builder
	span := func(class, html string) {
		if html == "" {
			return
		}
		b.WriteString("<span")
		if class != "" {
			b.WriteString(` class="` + class + `"`)
		}
		b.WriteString(">" + html + "</span>\n")
	}
	if len(p.Item.Authors) > 0 {
		span("authors", string(l.names(p.Item.Authors)))
	}
	span("", r.groupName(l, p))
	span("", string(r.date(p.Date)))
	if p.Term != nil {
		span("", string(l.link(p.Term.Path, r.termName(p.Term.Key))))
	}
	if n := r.wordCount(p); n >= 100 {
		span("", escape(r.say("words_minutes", itoa(n), itoa(max(1, (n+250)/500)))))
	}
	return template.HTML(b.String())
}

func (r *renderer) wordCount(p *site.Page) int {
	if p.Body == nil {
		return 0
	}
	return p.Body.Words
}

// chips are the programmes and tags of a page.
func (r *renderer) chips(l *level, p *site.Page) template.HTML {
	var b strings.Builder
	if p.Status != content.Published { // in a preview only
		b.WriteString(`<li><span class="state current">` + escape(r.words["draft"]) + "</span></li>\n")
	}
	for _, name := range p.Programmes {
		if to := r.programmePage(name); to != nil {
			b.WriteString(`<li><a class="strong"` + string(l.href(to.Path)) + `>` + escape(name) + "</a></li>\n")
		} else {
			b.WriteString(`<li><span class="strong">` + escape(name) + "</span></li>\n")
		}
	}
	for _, name := range p.Item.Tags {
		if t := r.tags[name]; t != nil {
			b.WriteString(`<li><a` + string(l.href(t.Path)) + `>` + escape(name) + "</a></li>\n")
		}
	}
	return template.HTML(b.String())
}

// programmePage finds a programme by its title or short name.
func (r *renderer) programmePage(name string) *site.Page {
	sec := r.Section("programme")
	if sec == nil {
		return nil
	}
	key := site.ProgrammeKey(name)
	for _, p := range sec.Pages {
		if site.ProgrammeKey(p.Title) == key || site.ProgrammeKey(p.Value("short").Text) == key {
			return p
		}
	}
	return nil
}

// evidence lists the numbered attachments of a page.
func (r *renderer) evidence(l *level, p *site.Page) []proof {
	if len(p.Item.Evidence) == 0 {
		return nil
	}
	var out []proof
	for _, piece := range r.Site.Evidence(p).Pieces {
		out = append(out, r.proof(l, piece, nil))
	}
	return out
}

// asset is a link to a file or to another item, under its title.
func (r *renderer) asset(l *level, a *content.Asset) template.HTML {
	t := r.Asset(a)
	text := first(a.Title, a.Caption, t.Title, a.Ref, path.Base(a.File))
	if href := l.target(t); href != "" {
		return template.HTML(`<a class="link" href="` + escape(href) + `">` + escape(text) + `</a>`)
	}
	return template.HTML(escape(text))
}

// items is a plain list of links to pages.
func (l *level) items(pages []*site.Page) template.HTML {
	var b strings.Builder
	for _, p := range pages {
		b.WriteString("<li>" + string(l.page(p)) + "</li>\n")
	}
	return template.HTML(b.String())
}

// neighbours leads to the pages before and after.
func (l *level) neighbours(p *site.Page) template.HTML {
	if p.Prev == nil && p.Next == nil {
		return ""
	}
	w := l.r.words
	var b strings.Builder
	b.WriteString(`<nav class="next-prev" aria-label="` + escape(w["neighbours"]) + `">`)
	if to := p.Prev; to != nil {
		b.WriteString(`<a class="prev"` + string(l.href(to.Path)) + `><span class="dir">← ` + escape(w["prev"]) + `</span><span class="to">` + escape(to.Title) + `</span></a>`)
	}
	if to := p.Next; to != nil {
		b.WriteString(`<a class="next"` + string(l.href(to.Path)) + `><span class="dir">` + escape(w["next"]) + ` →</span><span class="to">` + escape(to.Title) + `</span></a>`)
	}
	b.WriteString("</nav>\n")
	return template.HTML(b.String())
}

// rowsOf joins the list rows of pages.
func (l *level) rowsOf(pages []*site.Page) (template.HTML, error) {
	var b strings.Builder
	for _, p := range pages {
		row, err := l.row(p)
		if err != nil {
			return "", err
		}
		b.WriteString(string(row))
	}
	return template.HTML(b.String()), nil
}
