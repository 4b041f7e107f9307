package book

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/picture"
	"showcase/generator/site"
	"showcase/generator/statistics"
)

// Options are what assembly needs from outside.
type Options struct {
	Read       func(file string) ([]byte, error)          // a file of the site, relative to it
	Picture    func(data []byte) (picture.Printed, error) // prepares an image; nil: picture.Print
	BaseURL    string                                     // where the site is published: links to pages that are not in the document lead there
	Statistics *statistics.Statistics                     // of the site, whose texts it has filled; nil: made here, and placeholders stay as written
}

// newAssembler begins the document of a work.
func newAssembler(w *Work, o Options) *assembler {
	if o.Statistics == nil {
		o.Statistics = statistics.New(w.site)
	}
	if o.Picture == nil {
		o.Picture = picture.Print
	}
	a := &assembler{
		site: w.site, page: w.Page, work: w, options: o,
		doc:       &Document{Name: path.Base(w.Name), Files: map[string]File{}},
		bookmarks: map[*site.Page]string{}, printed: map[*site.Page]bool{},
		taken: map[string]bool{}, broken: map[string]bool{}, dates: map[string]bool{}, shown: map[any]sight{},
		proof: &site.Evidence{}, annexes: map[*site.Piece]string{}, opened: map[string]bool{}, masked: map[*content.Item]bool{},
		files: map[string]bool{}, types: map[string]bool{}, written: map[*Table]Origin{},
	}
	a.use(w.Source)
	if w.Page != nil {
		a.use(w.Page.File)
		a.proof = w.site.Evidence(w.Page)
	}
	return a
}

// listed is how many lines the contents would have.
func (a *assembler) listed() int {
	n := 0
	for _, b := range a.doc.Body {
		if h, ok := b.(*Heading); ok && h.InOutline {
			n++
		}
	}
	return n
}

// assembler carries the counters of one document.
type assembler struct {
	site      *site.Site
	work      *Work
	page      *site.Page // the work's; nil for one that is gathered from many
	options   Options
	doc       *Document
	proof     *site.Evidence
	annexes   map[*site.Piece]string // the places of those that are no pages
	opened    map[string]bool        // those of them that are printed
	bookmarks map[*site.Page]string  // pages that are printed within
	printed   map[*site.Page]bool    // those whose text stands already
	taken     map[string]bool
	broken    map[string]bool // images that cannot be used, by source
	shown     map[any]sight   // where figures and tables are that links may lead to
	dates     map[string]bool // footnotes on windows that stand already
	files     map[string]bool // see Sources
	types     map[string]bool
	written   map[*Table]Origin // where in their files tables are
	figures   int
	charts    int
	tables    int
	diags     []diag.Diagnostic

	masked      map[*content.Item]bool // records whose pupils are only counted
	firstMasked *content.Item
}

func (a *assembler) add(b ...Block) { a.doc.Body = append(a.doc.Body, b...) }

// say adds a plain paragraph; centred lines turn by their sense.
func (a *assembler) say(style Style, text string) {
	p := &Paragraph{Style: style, Text: []Inline{{Text: text}}}
	if style == Centered {
		p.Text = lined(balance(text, lineChars))
	}
	a.add(p)
}

// metadata sets what a file says of itself; a work has no cover of its own accord.
func (a *assembler) metadata(title, author string, date content.Date) {
	d := a.doc
	d.Title, d.Author = title, cmp.Or(author, a.site.Config.School.Name)
	d.Lang, d.Layout, d.BoldHei = a.site.Config.Language, Official, a.site.Config.Print.BoldHei
	d.Date, d.Created = date.String(), date.ISO()
}

// front sets what the cover and the file's own metadata say.
func (a *assembler) front() {
	p, d := a.page, a.doc
	a.metadata(p.Title, p.Value("applicant").Text, p.Date)
	d.Subtitle = p.Subtitle
	d.Cover = &Cover{Kicker: p.Value("award_name").Text, Title: p.Title}
	if d.Cover.Kicker == p.Title {
		d.Cover.Kicker = ""
	}
	lines := []Field{{"申报单位", d.Author}, {"评选单位", p.Value("organizer").Text}, {"统计区间", p.Value("window").Text}, {"申报时间", cmp.Or(p.Value("submitted").Date.String(), d.Date)}}
	if p.Type.Name == "collection" {
		lines = []Field{{"编　　者", p.Value("editor").Text}, {"编印单位", d.Author}, {"编印时间", d.Date}}
	}
	if a.partial() {
		lines = append(lines, Field{"版　　本", "公开版（不含不公开的佐证）"})
	}
	for _, f := range lines {
		if f.Value != "" {
			d.Cover.Lines = append(d.Cover.Lines, f)
		}
	}
}

// partial reports that this edition leaves out evidence which the edition to
// be handed in holds: whoever prints the wrong one should see it on its cover.
func (a *assembler) partial() bool {
	return a.site.Audience == site.Everyone && slices.ContainsFunc(a.proof.Pieces, func(p *site.Piece) bool { return p.Target.Broken })
}

// part is one entry of a dossier's parts.
type part struct {
	kind, title, note string
	window            content.Value
	ref               *content.Asset
}

// dossier puts the parts in order. A dossier without parts is its own text,
// its awards if it has a window, and its evidence.
func (a *assembler) dossier() {
	a.doc.HandedIn = true
	a.lostVariants()
	parts := a.parts()
	a.markPages(parts)
	for _, pt := range parts {
		switch pt.kind {
		case "form":
			a.form(pt)
		case "deeds":
			a.deeds(pt)
		case "awards":
			a.awards(pt)
		case "statistics":
			a.statistics(pt)
		case "evidence":
			a.evidence(pt)
		case "page":
			a.included(pt)
		case "publicity":
			a.publicityPart(pt)
		}
	}
}

// titles of parts that give none.
var partTitles = map[string]string{
	"form": "推荐审批表", "deeds": "事迹材料", "awards": "获奖清单", "statistics": "获奖统计表", "evidence": "佐证材料目录", "page": "附页", "publicity": "公示件",
}

func (a *assembler) parts() []part {
	var out []part
	for _, v := range a.page.Value("parts").List {
		pt := part{kind: v.Map["kind"].Text, title: v.Map["title"].Text, note: v.Map["note"].Text, window: v.Map["window"], ref: v.Map["ref"].Asset}
		if pt.kind == "" {
			pt.kind = "page"
		}
		out = append(out, pt)
	}
	if len(out) > 0 {
		return out
	}
	has := func(kind string, there bool, ref *content.Asset) {
		if there {
			out = append(out, part{kind: kind, ref: ref})
		}
	}
	counted := !a.page.Value("window").IsZero() && len(a.awardRecords()) > 0
	publicity := a.page.Value("publicity").Asset
	has("form", len(a.page.Value("form").List) > 0, nil)
	has("deeds", true, nil)
	has("awards", counted, nil)
	has("statistics", counted, nil)
	has("evidence", len(a.proof.Pieces) > 0, nil)
	has("publicity", publicity != nil, publicity)
	return out
}

// name is a part's title: its own, else that of its kind.
func (pt part) name() string { return cmp.Or(pt.title, partTitles[pt.kind]) }

// markPages gives every page that the document holds its bookmark, so that
// links between them lead inside.
func (a *assembler) markPages(parts []part) {
	for _, pt := range parts {
		switch {
		case pt.kind == "deeds":
			a.mark(a.deedsPage(pt))
		case pt.kind == "evidence":
			a.markPieces()
		case pt.ref != nil:
			a.mark(a.site.Asset(pt.ref).Page)
		}
	}
}

func (a *assembler) markPieces() {
	for _, piece := range a.proof.Pieces {
		switch t := piece.Target; {
		case t.Record == nil && t.Page != nil:
			a.mark(t.Page)
		case a.annexes[piece] == "":
			a.annexes[piece] = a.bookmark("annex")
		}
	}
}

func (a *assembler) mark(p *site.Page) {
	if p == nil || a.bookmarks[p] != "" {
		return
	}
	name := strings.ReplaceAll(strings.TrimSuffix(p.Path, ".html"), "/", "-")
	if p == a.page {
		name = "deeds"
	}
	a.bookmarks[p] = a.bookmark(name)
}

// again reports whether a page stands in the document already; then only a
// pointer to it is printed. A page printed twice would have two places to link
// to, and a dossier says nothing twice.
func (a *assembler) again(p *site.Page) bool {
	if a.printed[p] {
		a.add(&Paragraph{Text: a.before(p)})
		return true
	}
	a.printed[p] = true
	return false
}

// before points to a page that was printed.
func (a *assembler) before(p *site.Page) []Inline {
	return []Inline{{Text: "（见前文"}, {Text: "《" + p.Title + "》", Link: "#" + a.bookmarks[p]}, {Text: "。）"}}
}

// bookmark makes a name unique within the document.
func (a *assembler) bookmark(name string) string {
	base, _, _ := strings.Cut(name, "~")
	for n := 2; a.taken[name]; n++ {
		name = base + "~" + itoa(n)
	}
	a.taken[name] = true
	return name
}

// heading opens a part.
func (a *assembler) heading(title, subtitle, annex, bookmark string) {
	a.add(&Heading{Text: titleText(title), Subtitle: subtitle, Annex: annex, Bookmark: bookmark, InOutline: true})
}

// deedsPage is the page whose text tells the deeds: the part's, else the
// dossier's.
func (a *assembler) deedsPage(pt part) *site.Page {
	if pt.ref != nil {
		if q := a.site.Asset(pt.ref).Page; q != nil {
			return q
		}
	}
	return a.site.Deeds(a.page)
}

// deeds prints the text of the dossier and signs it.
func (a *assembler) deeds(pt part) {
	p := a.deedsPage(pt)
	label := pt.name() // what the committee looks for, in the contents too
	if strings.Contains(p.Title+p.Subtitle, label) {
		label = ""
	}
	a.heading(p.Title, p.Subtitle, label, a.bookmarkOf(p))
	if a.again(p) {
		return
	}
	a.body(p)
	a.add(&Signature{Name: cmp.Or(a.page.Value("signature").Text, a.doc.Author), Date: a.doc.Date})
}

// included prints another page as a part.
func (a *assembler) included(pt part) {
	var q *site.Page
	if pt.ref != nil {
		q = a.site.Asset(pt.ref).Page
	}
	if q == nil {
		a.heading(pt.name(), "", "", a.bookmark("part"))
		if pt.note != "" {
			a.say(Body, pt.note)
		}
		if pt.ref != nil || pt.note == "" {
			cause := site.Lost
			if pt.ref != nil {
				cause = a.site.Asset(pt.ref).Cause
			}
			a.say(Body, onPaper(cause))
		}
		return
	}
	a.heading(cmp.Or(pt.title, q.Title), q.Subtitle, "", a.bookmarkOf(q))
	if pt.note != "" {
		a.say(Lead, pt.note)
	}
	if a.again(q) {
		return
	}
	a.body(q)
	a.pictures(q.Item)
}

// bookmarkOf is the place of a page the first time it is printed; then a new
// one, since every place may be there once.
func (a *assembler) bookmarkOf(p *site.Page) string {
	if a.printed[p] {
		return a.bookmark(a.bookmarks[p])
	}
	a.mark(p)
	return a.bookmarks[p]
}

// onPaper stands where something may not be shown, or is there on paper only.
func onPaper(cause site.Cause) string {
	switch cause {
	case site.Lost:
		return "（本件另附原件。）"
	case site.Expired:
		return "（期限已满，本件另附盖章的原件。）"
	case site.Unpublished, site.Scheduled:
		return "（本件尚未定稿，未收入。）"
	}
	return "（本件不公开，报送版附全文。）"
}

// byline says who wrote a page and when.
func byline(p *site.Page) string {
	var names []string
	for _, w := range p.Authors {
		names = append(names, w.Name)
	}
	return strings.TrimSpace(strings.Join(names, "、") + "　" + p.Date.String())
}

func (a *assembler) fault(sev diag.Severity, code string, message, hint diag.Text) {
	a.diags = append(a.diags, diag.Diagnostic{File: a.work.Source, Start: diag.Pos{Line: 1, Column: 1}, Severity: sev, Code: code, Message: message, Hint: hint})
}
