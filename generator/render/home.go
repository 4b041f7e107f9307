package render

import (
	"html/template"
	"slices"
	"strings"
	"unicode/utf8"

	"showcase/generator/content"
	"showcase/generator/markdown"
	"showcase/generator/output"
	"showcase/generator/site"
	"showcase/generator/statistics"
)

// How much the home page shows of each.
const (
	homeShowcase = 6
	homeColumn   = 4
	homeColumns  = 6
	homeHonours  = 8
	homeNumbers  = 8
)

// homeView is the home page.
type homeView struct {
	shell
	Headline    template.HTML // the heading, in pieces that are better not broken
	Eyebrow     string
	Lead        string
	Motto       string
	Picture     template.HTML // beside the heading: the cover, or the first picture of the text
	Figures     []homeFigure
	FiguresNote string
	Empty       bool
	Body        template.HTML
	Showcase    []template.HTML
	Now         *nowView
	Columns     []column
	Honours     []template.HTML
	HonourNote  string
	HonourMore  string
	Slogan      string
	SloganFrom  template.HTML
	Programmes  []programmeCard

	won []figure // what the awards come to
}

// figure is a number with what it counts.
type figure struct{ Label, Number, Unit string }

// homeFigure leads to where its number comes from.
type homeFigure struct {
	figure
	Href string
}

type column struct {
	Title, More, Count string
	Items              []template.HTML
}

// nowView is the plan that is under way.
type nowView struct {
	Href           template.HTMLAttr
	Title, Summary string
	Kicker, More   string
	Strip          template.HTML
}

type programmeCard struct {
	Href                        template.HTMLAttr
	Title, Motto, Summary, Meta string
}

func (r *renderer) addHome() {
	source := ""
	if r.Home != nil {
		source = r.Home.File
	}
	r.tree.Add(output.Entry{Path: "index.html", Source: source, Make: r.home})
}

func (r *renderer) home() ([]byte, error) {
	l := r.levels[0]
	c := r.Config
	v := &homeView{Motto: c.School.Motto, Lead: c.Home.Lead, Empty: len(r.Sections) == 0}
	heading := first(c.Home.Headline, r.homeTitle(), r.siteTitle())
	if r.Home != nil {
		v.Lead = first(v.Lead, r.Home.Item.Summary)
		r.homeText(l, v)
	}
	v.Lead = first(v.Lead, c.Subtitle)
	v.shell = r.shell(l, heading, v.Lead, "website", nil)
	v.Title = first(c.Title, heading)
	if c.Subtitle != "" && c.Subtitle != v.Title {
		v.Title += r.words["title_mark"] + c.Subtitle
	}
	v.Header = l.home
	v.Headline = phrases(heading)
	if c.School.Name != heading {
		v.Eyebrow = c.School.Name
	}
	if sec := r.Section("award"); sec != nil {
		v.won = r.counted(sec)
	}
	v.Figures, v.FiguresNote = r.homeFigures(l, v.won)
	v.Now = r.now(l)
	v.Slogan, v.SloganFrom = r.slogan(l)
	v.Programmes = r.programmeCards(l)
	err := r.fillHome(l, v)
	if err != nil {
		return nil, err
	}
	return r.execute("home", v)
}

// phraseMax is how many characters of a headline may be kept together.
const phraseMax = 12

// phrases puts the pieces of a headline between its punctuation into elements
// that a browser breaks between rather than within.
func phrases(s string) template.HTML {
	var b strings.Builder
	for rest := s; rest != ""; {
		n := len(rest)
		if i := strings.IndexAny(rest, "，。；：！？、,;:!?"); i >= 0 {
			_, w := utf8.DecodeRuneInString(rest[i:])
			n = i + w
		}
		if utf8.RuneCountInString(rest[:n]) > phraseMax {
			return template.HTML(escape(s))
		}
		b.WriteString("<span>" + escape(rest[:n]) + "</span>")
		rest = rest[n:]
	}
	return template.HTML(b.String())
}

// homeText splits the home page's own text: its first picture goes beside the
// heading, the rest below.
func (r *renderer) homeText(l *level, v *homeView) {
	p := r.Home
	v.Picture = r.cover(l, p)
	doc := p.Body
	if doc == nil {
		return
	}
	if v.Picture == "" {
		var picture *markdown.Node
		for n := range doc.Root.Children() {
			if n.Kind == markdown.Figure && r.Target(n.Link).Table == nil {
				picture = n
				break
			}
		}
		if picture != nil {
			v.Picture = r.figure(l, picture)
			if v.Picture != "" {
				doc = doc.Without(func(n *markdown.Node) bool { return n == picture })
			}
		}
	}
	v.Body = r.document(l, p, doc, 3)
}

// figure is a picture of a text with its caption.
func (r *renderer) figure(l *level, n *markdown.Node) template.HTML {
	t := r.resolve(l, n.Link)
	if t.Broken {
		return ""
	}
	size := ""
	if t.Width > 0 && t.Height > 0 {
		size = ` width="` + itoa(t.Width) + `" height="` + itoa(t.Height) + `"`
	}
	html := `<img src="` + escape(t.Href) + `" alt="` + escape(n.Text) + `"` + size + `>`
	if n.Title != "" {
		html += "<figcaption>" + escape(n.Title) + "</figcaption>"
	}
	return template.HTML(html)
}

func (r *renderer) homeTitle() string {
	if r.Home != nil && r.Home.Title != r.siteTitle() {
		return r.Home.Title
	}
	return ""
}

// fillHome adds what is made of templates: cards, columns, honours.
func (r *renderer) fillHome(l *level, v *homeView) error {
	for _, p := range r.showcase() {
		card, err := l.card(p)
		if err != nil {
			return err
		}
		v.Showcase = append(v.Showcase, card)
	}
	for _, sec := range r.homeSections() {
		col := column{Title: r.label(sec), More: l.url(sec.Path), Count: r.count("all_n", len(sec.Pages))}
		for _, p := range sec.Pages[:min(homeColumn, len(sec.Pages))] {
			item, err := l.brief(p)
			if err != nil {
				return err
			}
			col.Items = append(col.Items, item)
		}
		v.Columns = append(v.Columns, col)
	}
	return r.homeHonours(l, v)
}

// showcase is the pages marked for show, those with a cover and the newest first.
func (r *renderer) showcase() []*site.Page {
	var out []*site.Page
	for _, p := range r.Pages {
		if p.Showcase && p.Section != nil && p.Type.Name != "profile" && p.Type.Name != "person" {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b *site.Page) int {
		if (a.Cover != nil) != (b.Cover != nil) {
			if a.Cover != nil {
				return -1
			}
			return 1
		}
		return b.Date.Compare(a.Date)
	})
	return out[:min(homeShowcase, len(out))]
}

// homeSections are the kinds of content whose latest pages the home page
// lists: those that the site names, or the dated ones with pages.
func (r *renderer) homeSections() []*site.Section {
	var out []*site.Section
	for _, name := range r.Config.Home.Sections {
		for _, sec := range r.Sections {
			if t := sec.Type; (name == t.Name || name == t.Plural || name == t.Label) && len(sec.Pages) > 0 && t.Layout != "register" {
				out = append(out, sec)
			}
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, sec := range r.Sections {
		if sec.Type.Dated && len(sec.Pages) > 0 && sec.Type.Layout != "register" && sec.Type.Layout != "profile" && !sec.Type.Print && len(out) < homeColumns {
			out = append(out, sec)
		}
	}
	return out
}

// homeFigures are the school's numbers by its latest profile, and what has been recorded.
// Won are the figures of the awards.
func (r *renderer) homeFigures(l *level, won []figure) ([]homeFigure, string) {
	var out []homeFigure
	note := ""
	if p := r.latestProfile(); p != nil {
		for _, name := range []string{"classes", "students", "staff"} {
			if f := r.fieldFigure(p, name); f.Number != "" {
				out = append(out, homeFigure{f, l.url(p.Path)})
			}
		}
		if len(out) > 0 {
			note = r.say("figures_as_of", p.Title)
		}
	}
	for _, name := range []string{"case", "reflection", "activity", "award", "project"} {
		sec := r.Section(name)
		if sec == nil {
			continue
		}
		figures := won
		if name != "award" {
			figures = r.counted(sec)
		}
		for _, f := range figures {
			if len(out) < homeNumbers {
				out = append(out, homeFigure{f, l.url(sec.Path)})
			}
		}
	}
	if len(out) < 3 {
		return nil, ""
	}
	return out, note
}

// counted is what a section's pages and records come to: awards in person-times
// and in items, each for itself, the others one by one.
func (r *renderer) counted(sec *site.Section) []figure {
	if sec.Type.Name != "award" {
		n := len(sec.Entries())
		if n == 0 {
			return nil
		}
		return []figure{{r.label(sec), itoa(n), r.countUnit(sec.Type)}}
	}
	var out []figure
	for _, t := range statistics.Awards(itemsOf(sec.Entries()), statistics.Window{}) {
		if label := r.words["awards_in_"+unitKey[t.Unit]]; label != "" && t.Total().Count > 0 {
			out = append(out, r.countFigure(label, t.Total(), t.Unit))
		}
	}
	return out
}

// honourNote is the awards in their units: 637余人次 · 17项.
func (r *renderer) honourNote(won []figure) string {
	var parts []string
	for _, f := range won {
		text := f.Number + f.Unit
		if r.english {
			text = f.Label + ": " + text
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, " · ")
}

func (r *renderer) latestProfile() *site.Page {
	sec := r.Section("profile")
	if sec == nil || len(sec.Pages) == 0 {
		return nil
	}
	return slices.MaxFunc(sec.Pages, func(a, b *site.Page) int { return a.Date.Compare(b.Date) })
}

// fieldFigure is one numeric field of a page: number and unit apart.
func (r *renderer) fieldFigure(p *site.Page, name string) figure {
	v := p.Value(name)
	if v.IsZero() {
		return figure{}
	}
	for i := range p.Type.Fields {
		if f := &p.Type.Fields[i]; f.Name == name {
			number, unit := v.Text, first(v.Count.Unit, f.Unit)
			number = strings.TrimSuffix(number, unit)
			if rest := strings.TrimLeft(number, "0123456789.,%"); len(rest) < len(number) { // 1500余: the sign goes with the unit
				number, unit = number[:len(number)-len(rest)], rest+unit
			}
			if f.Kind == content.KindPercent {
				number, unit = strings.TrimSuffix(v.Text, "%"), "%"
			}
			if r.english && f.Kind != content.KindPercent {
				return r.countFigure(r.fieldLabel(f), statistics.Cell{Count: int(v.Count.Value), Sign: v.Count.Sign}, "")
			}
			return figure{r.fieldLabel(f), number, unit}
		}
	}
	return figure{}
}

// slogan is the first of the site's slogans, and where it stands.
func (r *renderer) slogan(l *level) (string, template.HTML) {
	sec := r.Section("concept")
	if sec == nil {
		return "", ""
	}
	for _, p := range sec.Pages {
		if items := p.Value("items").List; isSlogan(p.Value("kind").Text) && len(items) > 0 {
			return items[0].Map["name"].Text, l.page(p)
		}
	}
	return "", ""
}

func (r *renderer) programmeCards(l *level) []programmeCard {
	sec := r.Section("programme")
	if sec == nil {
		return nil
	}
	var out []programmeCard
	for _, p := range sec.Pages {
		c := programmeCard{Href: l.href(p.Path), Title: p.Title, Summary: clip(r.summary(p), 70)}
		if s := p.Value("slogans").Strings(); len(s) > 0 {
			c.Motto = s[0]
		}
		if n := len(r.programmeWorks(p)); n > 0 {
			c.Meta = r.count("count_pages", n)
		}
		out = append(out, c)
	}
	return out
}

// homeHonours are the newest rows of the register of awards.
func (r *renderer) homeHonours(l *level, v *homeView) error {
	sec := r.Section("award")
	if sec == nil || len(sec.Records) == 0 {
		return nil
	}
	v.HonourMore = l.url(sec.Path)
	v.HonourNote = r.honourNote(v.won)
	records := slices.Clone(sec.Records)
	slices.SortStableFunc(records, func(a, b *site.Record) int {
		if a.Showcase != b.Showcase {
			if a.Showcase {
				return -1
			}
			return 1
		}
		return b.Date.Compare(a.Date)
	})
	for _, rec := range records {
		if len(v.Honours) == homeHonours {
			break
		}
		if rec.Value("aggregate").Bool {
			continue
		}
		html, err := r.honour(l, rec)
		if err != nil {
			return err
		}
		v.Honours = append(v.Honours, html)
	}
	return nil
}

// honourView is one award in a list.
type honourView struct {
	Href        template.HTMLAttr
	Title, Year string
	Grade       string
	Who         template.HTML
}

func (r *renderer) honour(l *level, rec *site.Record) (template.HTML, error) {
	return r.honourOf(l, site.Entry{Page: rec.Page, Record: rec})
}

func (r *renderer) honourOf(l *level, e site.Entry) (template.HTML, error) {
	rec := e.Item()
	v := honourView{Href: l.entryHref(e), Title: rec.Title}
	if !rec.Date.IsZero() {
		v.Year = itoa(rec.Date.Year)
	}
	v.Grade = strings.TrimSpace(rec.Value("level").Text + " " + rec.Value("grade").Text)
	if names := rec.Value("recipients").Names; len(names) > 0 {
		v.Who = l.names(names)
	} else {
		v.Who = template.HTML(escape(first(rec.Value("issuer").Text, rec.Value("recipient_type").Text)))
	}
	return r.part("honour", v)
}
