package book

import (
	"path"
	"strings"

	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/site"
)

// Options are what assembly needs from outside.
type Options struct {
	Read    func(file string) ([]byte, error) // a file of the site, relative to it
	BaseURL string                            // where the site is published: links to pages that are not in the document lead there
}

// Printed reports whether a page is a document of its own: its type is, or it lists parts.
func Printed(p *site.Page) bool { return p.Type.Print }

// Assemble makes the document of a page whose type is printed: a dossier from
// its parts, a collection from its items. Whatever the page names but the
// audience may not see is named in the text as supplied on paper; nothing is
// left out silently.
func Assemble(s *site.Site, p *site.Page, o Options) (*Document, []diag.Diagnostic) {
	a := &assembler{
		site: s, page: p, options: o,
		doc:       &Document{Files: map[string]File{}},
		bookmarks: map[*site.Page]string{},
		taken:     map[string]bool{},
	}
	a.front()
	if p.Type.Name == "collection" {
		a.collection()
	} else {
		a.dossier()
	}
	return a.doc, a.diags
}

// assembler carries the counters of one document.
type assembler struct {
	site      *site.Site
	page      *site.Page
	options   Options
	doc       *Document
	bookmarks map[*site.Page]string // pages that are printed within
	taken     map[string]bool
	figures   int
	tables    int
	diags     []diag.Diagnostic
}

func (a *assembler) add(b ...Block) { a.doc.Body = append(a.doc.Body, b...) }

// front sets what the cover and the file's own metadata say.
func (a *assembler) front() {
	p, d := a.page, a.doc
	d.Name = strings.TrimSuffix(path.Base(p.Path), ".html")
	if d.Name == "index" {
		d.Name = path.Base(path.Dir(p.Path))
	}
	d.Title, d.Subtitle = p.Title, p.Subtitle
	d.Lang = a.site.Config.Language
	d.Layout = Official
	d.Contents = true
	d.Author = p.Value("applicant").Text
	if d.Author == "" {
		d.Author = a.site.Config.School.Name
	}
	d.Date, d.Created = p.Date.String(), p.Date.ISO()
	d.Cover = &Cover{Kicker: p.Value("award_name").Text, Title: p.Title}
	if d.Cover.Kicker == p.Title {
		d.Cover.Kicker = ""
	}
	for _, f := range []Field{
		{"申报单位", d.Author},
		{"主办单位", p.Value("organizer").Text},
		{"统计区间", p.Value("window").Text},
		{"申报时间", d.Date},
	} {
		if p.Type.Name == "collection" {
			f.Label = map[string]string{"申报单位": "编印单位", "申报时间": "编印时间"}[f.Label]
		}
		if f.Value != "" && f.Label != "" {
			d.Cover.Lines = append(d.Cover.Lines, f)
		}
	}
}

// part is one entry of a dossier's parts.
type part struct {
	kind, title, note string
	value             content.Value
}

// dossier puts the parts in order. A dossier without parts is its own text,
// its awards if it has a window, and its evidence.
func (a *assembler) dossier() {
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
		}
	}
}

// titles of parts that give none.
var partTitles = map[string]string{
	"form": "推荐审批表", "deeds": "事迹材料", "awards": "获奖清单", "statistics": "获奖统计表", "evidence": "佐证材料目录", "page": "附页",
}

func (a *assembler) parts() []part {
	var out []part
	for _, v := range a.page.Value("parts").List {
		pt := part{kind: v.Map["kind"].Text, title: v.Map["title"].Text, note: v.Map["note"].Text, value: v}
		if pt.kind == "" {
			pt.kind = "page"
		}
		if pt.title == "" {
			pt.title = partTitles[pt.kind]
		}
		out = append(out, pt)
	}
	if len(out) > 0 {
		return out
	}
	has := func(kind string, there bool) {
		if there {
			out = append(out, part{kind: kind, title: partTitles[kind]})
		}
	}
	has("form", a.page.Value("form").List != nil)
	has("deeds", true)
	has("awards", !a.page.Value("window").IsZero())
	has("statistics", !a.page.Value("window").IsZero())
	has("evidence", len(a.page.Evidence) > 0)
	return out
}

// markPages gives every page that the document holds its bookmark, so that
// links between them lead inside.
func (a *assembler) markPages(parts []part) {
	a.bookmarks[a.page] = "deeds"
	for _, pt := range parts {
		if ref := pt.value.Map["ref"].Asset; ref != nil {
			a.mark(a.site.Asset(ref).Page)
		}
		if pt.kind == "evidence" {
			for i := range a.page.Evidence {
				a.mark(a.site.Asset(&a.page.Evidence[i]).Page)
			}
		}
	}
}

func (a *assembler) mark(p *site.Page) {
	if p == nil || a.bookmarks[p] != "" {
		return
	}
	a.bookmarks[p] = a.bookmark(strings.ReplaceAll(strings.TrimSuffix(p.Path, ".html"), "/", "-"))
}

// bookmark makes a name unique within the document.
func (a *assembler) bookmark(name string) string {
	for n := 2; a.taken[name]; n++ {
		base, _, _ := strings.Cut(name, "~")
		name = base + "~" + itoa(n)
	}
	a.taken[name] = true
	return name
}

// heading opens a part.
func (a *assembler) heading(title, subtitle, annex, bookmark string) {
	a.add(&Heading{Text: []Inline{{Text: title}}, Subtitle: subtitle, Annex: annex, Bookmark: bookmark, InOutline: true})
}

// form prints the labelled boxes in their order.
func (a *assembler) form(pt part) {
	a.heading(pt.title, "", "", a.bookmark("form"))
	f := &Form{}
	for _, v := range a.page.Value("form").List {
		row := FormRow{Label: v.Map["label"].Text, Seal: v.Map["seal"].Bool, Half: v.Map["half"].Bool}
		if row.Half && len([]rune(v.Map["value"].Text)) > 16 {
			row.Half = false
		}
		for i, line := range strings.Split(strings.TrimSpace(v.Map["value"].Text), "\n") {
			if i > 0 {
				row.Value = append(row.Value, Inline{Break: true})
			}
			if line != "" {
				row.Value = append(row.Value, Inline{Text: line})
			}
		}
		if row.Seal {
			row.MinLines = 5
		}
		f.Rows = append(f.Rows, row)
	}
	if len(f.Rows) == 0 {
		a.fault(diag.Warning, "dossier/no-form", diag.Say("申报材料里列了表格部分，却没有写表格内容。", "The dossier lists a form, but has no form rows."),
			diag.Say("请写 form，例如：form: [{label: 单位名称, value: 某某学校}]", "Write form:, e.g. form: [{label: Unit, value: Our school}]"))
		a.add(&Paragraph{Style: Centered, Text: []Inline{{Text: "（表格内容待填）"}}})
		return
	}
	a.add(f)
}

// deeds is the dossier's own text or the page that the part refers to.
func (a *assembler) deeds(pt part) {
	p := a.page
	bookmark := "deeds"
	if ref := pt.value.Map["ref"].Asset; ref != nil {
		if q := a.site.Asset(ref).Page; q != nil {
			p, bookmark = q, a.bookmarks[q]
		}
	}
	a.taken[bookmark] = true
	title := p.Title
	a.heading(title, p.Subtitle, "", bookmark)
	a.body(p)
	if limit := int(a.page.Value("limit").Count.Value); limit > 0 && p.Body != nil && p.Body.Words > limit {
		a.fault(diag.Warning, "dossier/too-long",
			diag.Say("事迹材料有 %d 字，超过了 %d 字的上限，多 %d 字。", "The text has %d characters, over the limit of %d by %d.", p.Body.Words, limit, p.Body.Words-limit),
			diag.Say("请删减正文，或核对通知里的字数要求（limit）。", "Shorten it, or check the notice's limit (limit:)."))
	}
	a.add(&Signature{Name: a.doc.Author, Date: a.doc.Date})
}

// included prints another page as a part.
func (a *assembler) included(pt part) {
	ref := pt.value.Map["ref"].Asset
	if ref == nil {
		a.heading(pt.title, "", "", a.bookmark("part"))
		if pt.note != "" {
			a.add(&Paragraph{Text: []Inline{{Text: pt.note}}})
		}
		return
	}
	t := a.site.Asset(ref)
	if t.Page == nil {
		a.heading(pt.title, "", "", a.bookmark("part"))
		a.add(onPaper())
		return
	}
	title := pt.title
	if pt.value.Map["title"].Text == "" {
		title = t.Page.Title
	}
	a.heading(title, t.Page.Subtitle, "", a.bookmarks[t.Page])
	a.body(t.Page)
}

// onPaper stands where something may not be shown or could not be found.
func onPaper() Block {
	return &Paragraph{Text: []Inline{{Text: "（本件另附纸质材料。）"}}}
}

// evidence lists the pieces in order, then prints each on sheets of its own.
func (a *assembler) evidence(pt part) {
	list := a.page.Evidence
	a.heading(pt.title, "", "", a.bookmark("evidence"))
	t := &Table{Columns: []Column{{2, Center}, {12, Left}, {5, Center}, {6, Center}},
		Header: []Row{headRow("序号", "名称", "类别", "日期")}}
	for i := range list {
		target := a.site.Asset(&list[i])
		kind, date, link := "图片", "", ""
		switch {
		case target.Page != nil:
			kind, date, link = target.Page.Type.Label, target.Page.Date.String(), "#"+a.bookmarks[target.Page]
		case target.Broken:
			kind = "纸质"
		case !isPicture(target.Path):
			kind = "文件"
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			textCell("附件" + itoa(i+1)),
			{Text: []Inline{{Text: a.evidenceTitle(i, target), Link: link}}},
			textCell(kind), textCell(date),
		}})
	}
	a.add(t)
	for i := range list {
		a.annex(i, a.site.Asset(&list[i]))
	}
}

func (a *assembler) evidenceTitle(i int, t site.Target) string {
	if title := a.page.Evidence[i].Title; title != "" {
		return title
	}
	if t.Title != "" {
		return t.Title
	}
	return a.page.Evidence[i].Ref + a.page.Evidence[i].File
}

// annex prints one piece of evidence, opened by its number and title.
func (a *assembler) annex(i int, t site.Target) {
	asset := &a.page.Evidence[i]
	label, title := "附件"+itoa(i+1), a.evidenceTitle(i, t)
	switch {
	case t.Page != nil:
		a.heading(title, t.Page.Subtitle, label, a.bookmarks[t.Page])
		if by := byline(t.Page); by != "" {
			a.add(&Paragraph{Style: Lead, Text: []Inline{{Text: by}}})
		}
		a.facts(t.Page)
		a.body(t.Page)
		a.registerTable(t.Page)
	case t.Path != "" && isPicture(t.Path):
		a.heading(title, "", label, a.bookmark("annex"))
		caption := asset.Caption
		if caption == "" {
			caption = title
		}
		a.picture(a.site.SourceOf(t.Path), title, caption)
	default:
		a.heading(title, "", label, a.bookmark("annex"))
		a.add(onPaper())
	}
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
	a.diags = append(a.diags, diag.Diagnostic{File: a.page.File, Start: diag.Pos{Line: 1, Column: 1}, Severity: sev, Code: code, Message: message, Hint: hint})
}

// collection prints its preface and items, each as a part.
func (a *assembler) collection() {
	var pages []*site.Page
	for _, v := range a.page.Value("items").List {
		if v.Asset != nil {
			if q := a.site.Asset(v.Asset).Page; q != nil {
				pages = append(pages, q)
				a.mark(q)
			}
		}
	}
	for _, q := range a.queried() {
		if a.bookmarks[q] == "" {
			pages = append(pages, q)
			a.mark(q)
		}
	}
	if a.page.Body != nil && a.page.Body.Words > 0 {
		a.bookmarks[a.page] = "preface"
		a.taken["preface"] = true
		a.heading("前言", "", "", "preface")
		a.body(a.page)
	}
	for _, q := range pages {
		a.heading(q.Title, q.Subtitle, "", a.bookmarks[q])
		if by := byline(q); by != "" {
			a.add(&Paragraph{Style: Centered, Text: []Inline{{Text: by}}})
		}
		a.body(q)
	}
}

// queried lists the pages that a collection asks for by type, group and term, oldest first.
func (a *assembler) queried() []*site.Page {
	q := a.page.Value("query").Map
	if q == nil {
		return nil
	}
	sec := a.site.Section(q["type"].Text)
	if sec == nil {
		for _, other := range a.site.Sections {
			if other.Type.Label == q["type"].Text {
				sec = other
			}
		}
	}
	if sec == nil {
		return nil
	}
	var out []*site.Page
	for i := len(sec.Pages) - 1; i >= 0; i-- {
		p := sec.Pages[i]
		if g := q["group"].Text; g != "" && p.Item.Group != g {
			continue
		}
		if t := q["term"].Text; t != "" && (p.Term == nil || p.Term.Title != t) {
			continue
		}
		out = append(out, p)
	}
	return out
}
