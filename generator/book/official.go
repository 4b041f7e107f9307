package book

import (
	"cmp"
	"slices"
	"strings"

	"showcase/generator/content"
	"showcase/generator/markdown"
	"showcase/generator/site"
)

// enclosed is something attached to an official page: its title, and what
// prints it below that title on a new page.
type enclosed struct {
	title string
	print func(label string) // label: 附件1
}

// official prints one page as an office issues it (GB/T 9704-2012, 7.3): title,
// addressee, text, what is attached, signature, remark, the annexes.
func (a *assembler) official() {
	p := a.page
	by := a.signer(p)
	a.metadata(p.Title, by, p.Date)
	number := firstText(p, "doc_no", "issued_no", "no")
	var head *Masthead
	if a.site.Config.Print.RedHead && !p.Value("doc_no").IsZero() {
		head, number = &Masthead{Name: by + "文件", Number: number}, ""
	}
	a.openPage(head)
	a.markPieces()
	issued := a.issueNote(p, number)
	if issued != "" {
		a.say(Centered, issued)
	}
	if to := p.Value("to").Strings(); len(to) > 0 {
		a.say(Flush, strings.Join(to, "、")+"：")
	}
	if written(p) {
		a.body(p)
	} else {
		a.particulars(p)
	}
	if p.Value("kind").Text == "公示" {
		a.publicityTerms(p)
	}
	more := a.enclosures(p)
	a.closing(by, more)
	for i, x := range more {
		label := "附件"
		if len(more) > 1 {
			label += itoa(i + 1)
		}
		x.print(label)
	}
	a.pictures(&content.Item{Images: p.Images})
}

// enclosures are what goes with an official page, in order: what its front
// matter says beside its text, a roll of honour, its roster, its own annexes.
func (a *assembler) enclosures(p *site.Page) []enclosed {
	var out []enclosed
	if written(p) {
		out = a.dataAnnex(p)
	}
	if p.Value("kind").Text == "表彰决定" {
		out = append(out, a.honourRoll(p)...)
	}
	out = append(out, a.rosterAnnex(p)...)
	for _, piece := range a.proof.Pieces {
		out = append(out, enclosed{pieceTitle(piece), func(label string) { a.annex(piece, label) }})
	}
	return out
}

// closing stands below the text: what is attached, who signs, a remark.
func (a *assembler) closing(by string, more []enclosed) {
	if len(more) > 0 {
		e := &Enclosures{}
		for _, x := range more {
			e.Names = append(e.Names, strings.TrimRight(x.title, "。，、；：.,;: "))
		}
		a.add(e)
	}
	if a.page.Value("issued").IsZero() { // a regulation says below its title who issued it and when
		a.add(&Signature{Name: by, Date: a.doc.Date, Seal: a.site.Config.Print.Seal})
	}
	if r := a.page.Value("remark").Text; r != "" {
		a.say(Body, "（"+strings.Trim(r, "（）()")+"）")
	}
}

func written(p *site.Page) bool { return p.Body != nil && p.Body.Root.FirstChild != nil }

// firstText is the first of the fields that says something.
func firstText(p *site.Page, names ...string) string {
	for _, n := range names {
		if t := p.Value(n).Text; t != "" {
			return t
		}
	}
	return ""
}

// signer is who signs a page: who issues it, the person whose plan it is, the
// group, who wrote it, else the school.
func (a *assembler) signer(p *site.Page) string {
	return cmp.Or(p.Item.Signer(), a.site.Config.School.Name)
}

// issueNote stands below a title: the number, and of a regulation when it was
// issued and since when it is in force.
func (a *assembler) issueNote(p *site.Page, number string) string {
	if p.Value("issued").IsZero() {
		return number
	}
	parts := []string{number, p.Value("issued").Text + firstText(p, "issued_by") + "印发"}
	if v := p.Value("effective"); !v.IsZero() {
		parts = append(parts, v.Text+"起施行")
	}
	if s := p.Value("status").Text; s != "" && s != "现行" {
		parts = append(parts, "已"+s)
	}
	return "（" + strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "，") + "）"
}

// told are the fields of an official page that its form says already.
var told = []string{"doc_no", "issued_no", "no", "to", "issuer", "issued_by", "issued", "effective", "status", "kind", "scope", "year",
	"publicity_start", "expires", "contacts", "about", "names_order", "remark", "roster", "person", "applicant"}

// dataAnnex is the annex of what a page's front matter says beside its text:
// goals, phases, tasks.
func (a *assembler) dataAnnex(p *site.Page) []enclosed {
	title := "附表"
	switch {
	case len(p.Value("phases").List) > 0:
		title = "目标任务与阶段进度表"
	case len(p.Value("goals").List) > 0:
		title = "目标与安排"
	}
	if title == "附表" && hasTable(p.Body.Root) {
		return nil // the text has the table
	}
	if !slices.ContainsFunc(a.particularsOf(p), func(f *content.Field) bool { return f.Kind == content.KindObjects || f.Kind == content.KindTexts }) {
		return nil // a fact or two, which the text tells as well
	}
	return []enclosed{{title, func(label string) {
		a.heading(title, "", label, a.bookmark("particulars"))
		a.particulars(p)
	}}}
}

func (a *assembler) particularsOf(p *site.Page) []*content.Field {
	var out []*content.Field
	for i := range p.Type.Fields {
		f := &p.Type.Fields[i]
		v := p.Value(f.Name)
		if f.Common || slices.Contains(told, f.Name) || v.IsZero() || !f.Show && f.Kind != content.KindObjects && f.Kind != content.KindTexts {
			continue
		}
		if f.Kind == content.KindObjects && len(v.List) == 0 || f.Kind != content.KindObjects && a.valueText(v, f) == "" {
			continue
		}
		out = append(out, f)
	}
	return out
}

// particulars prints them: short ones in one table, lists each in its own.
func (a *assembler) particulars(p *site.Page) {
	t := &Table{Columns: []Column{{6, Center}, {30, Left}}}
	var lists []*content.Field
	for _, f := range a.particularsOf(p) {
		v := p.Value(f.Name)
		if f.Kind == content.KindObjects {
			lists = append(lists, f)
			continue
		}
		cell := Cell{}
		for i, s := range v.Strings() {
			if f.Kind != content.KindTexts {
				cell = textCell(a.valueText(v, f))
				break
			}
			if i > 0 {
				cell.Text = append(cell.Text, Inline{Break: true})
			}
			cell.Text = append(cell.Text, Inline{Text: s})
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{textCell(f.Label), cell}})
	}
	if len(t.Rows) > 0 {
		a.add(t)
	}
	for _, f := range lists {
		if f.Name == "phases" {
			a.phases(p.Value(f.Name).List, f)
			continue
		}
		a.objects(f, p.Value(f.Name).List)
	}
}

// phases is the timetable of a plan: a row a phase, its tasks line by line with
// who answers for each and until when.
func (a *assembler) phases(list []content.Value, f *content.Field) {
	t := &Table{Caption: a.caption("阶段进度表"), Header: []Row{headRow("阶段", "起止时间", "任务", "期限与负责人", "进度")},
		Columns: []Column{{Align: Center}, {}, {}, {}, {Align: Center}}}
	for _, v := range list {
		name, from := textCell(v.Map["name"].Text), span(v.Map["start"].Text, v.Map["end"].Text)
		tasks := v.Map["tasks"].List
		if text := v.Map["purpose"].Text; text != "" || len(tasks) == 0 {
			t.Rows = append(t.Rows, Row{Cells: []Cell{name, from, textCell(text), {}, {}}})
			name, from = Cell{}, Cell{}
		}
		for _, task := range tasks {
			who := lined(strings.TrimSpace(task.Map["due"].Text + "\n" + strings.Join(task.Map["owner"].Strings(), "、")))
			t.Rows = append(t.Rows, Row{Cells: []Cell{name, from, textCell(task.Map["text"].Text), {Text: who}, textCell(task.Map["status"].Text)}})
			name, from = Cell{}, Cell{}
		}
	}
	a.add(mergeDown(weigh(withoutEmptyColumns(t)), 2))
}

// mergeDown lets the cells of the first columns reach over the empty ones
// below them.
func mergeDown(t *Table, columns int) *Table {
	for i := len(t.Rows) - 1; i > 0; i-- {
		for c := min(columns, len(t.Columns)) - 1; c >= 0; c-- {
			if below, above := t.Rows[i].Cells[c], &t.Rows[i-1].Cells[c]; len(below.Text) == 0 {
				above.RowSpan = max(1, below.RowSpan) + 1
				t.Rows[i].Cells = slices.Delete(t.Rows[i].Cells, c, c+1)
			}
		}
	}
	return t
}

// rosterAnnex attaches the group that a plan names as its roster, unless the
// plan's text names all of it already.
func (a *assembler) rosterAnnex(p *site.Page) []enclosed {
	ref := p.Value("roster").Asset
	if ref == nil {
		return nil
	}
	g := a.site.Asset(ref).Page
	if g == nil || a.site.GroupOf(g) == nil {
		return nil
	}
	if text := a.plainBody(p); text != "" && !slices.ContainsFunc(a.site.GroupOf(g).Roster, func(m site.Member) bool { return !strings.Contains(text, m.Name) }) {
		return nil
	}
	title := rosterTitle(g)
	return []enclosed{{title, func(label string) {
		a.heading(title, "", label, a.bookmark("roster"))
		a.members(g)
	}}}
}

func (a *assembler) plainBody(p *site.Page) string {
	if p.Body == nil {
		return ""
	}
	return markdown.PlainText(p.Body.Root)
}

func rosterTitle(g *site.Page) string {
	if strings.HasSuffix(g.Title, "名单") {
		return g.Title
	}
	return g.Title + "名单"
}

// members prints a group's people: those with a role line by line with their
// posts, the others as a list of names.
func (a *assembler) members(g *site.Page) {
	a.use(g.File)
	var roles []string
	people := map[string][]site.Member{}
	for _, m := range a.site.GroupOf(g).Roster {
		if people[m.Role] == nil {
			roles = append(roles, m.Role)
		}
		people[m.Role] = append(people[m.Role], m)
	}
	if len(roles) == 0 {
		a.say(Body, "（名单待填。）")
		a.add(&Blank{Lines: 6})
	}
	for _, role := range roles {
		list := people[role]
		withPosts := slices.ContainsFunc(list, func(m site.Member) bool { return len(m.Posts) > 0 })
		a.add(&Paragraph{Keep: true, Text: []Inline{{Text: cmp.Or(role, "成员") + "：", Bold: true}}})
		if !withPosts {
			l := &NameList{}
			for _, m := range list {
				l.Names = append(l.Names, m.Name)
			}
			a.add(l)
			continue
		}
		for _, m := range list {
			name := m.Name
			if r := []rune(name); len(r) == 2 {
				name = string(r[0]) + "　" + string(r[1])
			}
			text := name
			if len(m.Posts) > 0 {
				text += "　" + strings.Join(m.Posts, "、")
			}
			a.say(Body, text)
		}
	}
	if duties := g.Value("duties").Strings(); len(duties) > 0 {
		a.add(&Heading{Level: 1, Text: []Inline{{Text: "主要职责"}}, Bookmark: a.bookmark("duties")})
		for i, d := range duties {
			a.say(Body, itoa(i+1)+"."+strings.TrimRight(d, "；;。")+"。")
		}
	}
}
