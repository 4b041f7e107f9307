package book

import (
	"maps"
	"slices"
	"strings"

	"showcase/generator/chart"
	"showcase/generator/content"
	"showcase/generator/site"
)

// portfolioWorks are the booklets of the school's people, for the school alone.
func portfolioWorks(s *site.Site) []*Work {
	if s.Audience != site.Staff {
		return nil
	}
	var out []*Work
	for _, p := range s.Pages {
		who := s.PersonOf(p)
		if who == nil || p.Value("external").Bool {
			continue
		}
		out = append(out, &Work{Name: "portfolios/" + strings.TrimPrefix(pagePath(p), p.Type.Plural+"/"), Title: who.Name + "学习档案", Kind: "portfolio", Page: p, Source: p.File, Asked: true,
			who: who.Name, make: func(a *assembler) { a.portfolio(who) }})
	}
	return out
}

// chapterLines is how many ruled lines an empty chapter has.
const chapterLines = 14

// chapters of a portfolio: what a type's chapter key may say, in order.
var chapters = []struct {
	key, title string
	print      func(*assembler, *site.Person, []site.Part)
}{
	{"plan", "愿景与计划", (*assembler).visions},
	{"training", "培训与学时", (*assembler).hours},
	{"practice", "教学实践", (*assembler).activities},
	{"writing", "反思与案例", (*assembler).writings},
	{"research", "课题与成果", (*assembler).activities},
	{"honour", "荣誉与获奖", (*assembler).honours},
	{"evaluation", "发展性评价", (*assembler).evaluations},
}

// portfolio is one person's booklet: what the site knows of the person, chapter
// by chapter; what is empty is ruled to be written by hand.
func (a *assembler) portfolio(who *site.Person) {
	of := map[string][]site.Part{}
	var newest, oldest content.Date
	for _, part := range slices.Backward(who.Parts) { // the older first
		key := part.Item().Type.Chapter
		if key == "evaluation" && !isOwn(part) {
			key = "practice" // to evaluate others is work
		}
		of[key] = append(of[key], part)
		if d := part.Date(); !d.IsZero() {
			newest = d
			if oldest.IsZero() {
				oldest = d
			}
		}
	}
	a.metadata(a.work.Title, "", newest)
	a.doc.Layout, a.doc.Contents, a.doc.Head = Booklet, true, a.work.Title
	years := ""
	if !newest.IsZero() {
		years = itoa(oldest.Year) + "—" + itoa(newest.Year) + "年"
		if oldest.Year == newest.Year {
			years = itoa(newest.Year) + "年"
		}
	}
	a.doc.Cover = &Cover{Kicker: a.site.Config.School.Name, Title: "教师学习档案"}
	for _, f := range []Field{{"姓名", who.Name}, {"学科", a.page.Value("subject").Text}, {"年度", years}} {
		if f.Value != "" {
			a.doc.Cover.Lines = append(a.doc.Cover.Lines, f)
		}
	}
	a.chapter(0, "基本情况", "basics")
	a.basics(who)
	for i, c := range chapters {
		a.chapter(i+1, c.title, c.key)
		if list := of[c.key]; len(list) > 0 {
			c.print(a, who, list)
		} else {
			a.add(&Blank{Lines: chapterLines})
		}
	}
	a.chapter(len(chapters)+1, "年度小结", "summary")
	a.add(&Blank{Lines: chapterLines})
	a.say(Centered, "本人签名：　　　　　　　　　　年　　月　　日")
}

func (a *assembler) chapter(i int, title, mark string) {
	a.add(&Heading{Number: headingNumber(1, i+1), Text: []Inline{{Text: title}}, Bookmark: a.bookmark(mark), InOutline: true})
}

func (a *assembler) basics(who *site.Person) {
	a.printed[a.page] = true
	a.bookmarks[a.page] = "basics" // links to the person lead to the chapter
	a.facts(a.page, Field{"姓名", who.Name})
	var groups []string
	for _, g := range who.Groups {
		groups = append(groups, g.Title)
	}
	if len(groups) > 0 {
		a.say(Body, "所在组织："+strings.Join(groups, "、")+"。")
	}
	if written(a.page) {
		a.body(a.page)
	} else {
		a.add(&Heading{Level: 1, Text: []Inline{{Text: "学习与工作经历"}}, Bookmark: a.bookmark("life")}, &Blank{Lines: 8})
	}
}

// ledger lists parts with what the person did in each.
func (a *assembler) ledger(who *site.Person, parts []site.Part) {
	t := &Table{Columns: make([]Column, 6), Header: []Row{headRow("序号", "日期", "名称", "类别", "本人承担", "说明")}}
	for i, part := range parts {
		it := part.Item()
		a.use(it.File)
		t.Rows = append(t.Rows, Row{Cells: []Cell{textCell(itoa(i + 1)), textCell(part.Date().String()), textCell(it.Title),
			textCell(it.Type.Label), textCell(rolesOf(part)), textCell(a.brief(it, who))}})
	}
	if !slices.ContainsFunc(parts, func(p site.Part) bool { return p.Item().Type != parts[0].Item().Type }) {
		for i := range t.Rows {
			t.Rows[i].Cells[3] = Cell{} // the chapter says it
		}
	}
	a.add(weighOn(align(withoutEmptyColumns(t)), a.doc.Layout))
}

// room leaves lines to add by hand what the site does not know, on the page of
// a ledger of so many rows.
func (a *assembler) room(rows int) {
	if more := chapterLines - 3*rows/2; more > 1 {
		a.add(&Paragraph{Style: Lead, Keep: true, Text: []Inline{{Text: "补记："}}}, &Blank{Lines: more})
	}
}

// activities lists what the person did, with room for more.
func (a *assembler) activities(who *site.Person, parts []site.Part) {
	a.ledger(who, parts)
	a.room(len(parts))
}

// rolesOf says as what a person stands in an item.
func rolesOf(part site.Part) string {
	var out []string
	for _, role := range part.Roles {
		label := role.Field.Label
		if text := role.Of.Map["role"].Text; text != "" {
			label = text
		}
		if !slices.Contains(out, label) {
			out = append(out, label)
		}
	}
	return strings.Join(out, "、")
}

// brief is what a type tells of an item in short, but for the person's own name.
func (a *assembler) brief(it *content.Item, who *site.Person) string {
	var out []string
	for _, name := range it.Type.Brief {
		f := it.Type.Field(name)
		if f == nil {
			continue
		}
		if text := a.valueText(it.Value(name), f); text != "" && text != who.Name {
			out = append(out, text)
		}
	}
	return strings.Join(out, "，")
}

// fullText prints a page behind the ledger that names it.
func (a *assembler) fullText(p *site.Page) {
	if p == nil || a.printed[p] || !written(p) && len(p.Values) == 0 {
		return
	}
	a.heading(p.Title, p.Subtitle, "", a.bookmarkOf(p))
	a.printed[p] = true
	a.text(p)
}

// isOwn reports that an item is about the person.
func isOwn(part site.Part) bool {
	return slices.ContainsFunc(part.Roles, func(r site.Role) bool { return r.Field.Name == "person" })
}

// visions lists plans, and prints the newest of the person's own.
func (a *assembler) visions(who *site.Person, parts []site.Part) {
	a.activities(who, parts)
	for _, part := range slices.Backward(parts) {
		if isOwn(part) && part.Record == nil {
			a.fullText(part.Page)
			return
		}
	}
}

// hours lists training, and adds up its hours by school year.
func (a *assembler) hours(who *site.Person, parts []site.Part) {
	a.ledger(who, parts)
	times, sums, unit := map[int]int{}, map[int]float64{}, ""
	for _, part := range parts {
		it := part.Item()
		f := it.Type.Field(it.Type.Sum)
		if it.Type.Sum == "" || f == nil {
			continue
		}
		unit = f.Unit
		year := content.TermOf(part.Date(), a.site.Config.Terms).Year
		times[year]++
		sums[year] += it.Value(f.Name).Count.Value
	}
	if len(times) == 0 {
		a.room(len(parts))
		return
	}
	t := &Table{Caption: a.caption("按学年累计"), Columns: []Column{{Align: Center}, {Align: Center}, {Align: Center}}, Header: []Row{headRow("学年", "次数", unit)}}
	n, total := 0, 0.0
	var bars []chart.Bar
	for _, year := range slices.Sorted(maps.Keys(times)) {
		label := content.Term{Year: year}.String()
		if year == 0 {
			label = "日期不详"
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{textCell(label), textCell(itoa(times[year])), textCell(decimal(sums[year]))}})
		if year > 0 {
			bars = append(bars, chart.Bar{Label: itoa(year) + "—" + itoa(year+1), Values: []float64{sums[year]}, Text: decimal(sums[year])})
		}
		n, total = n+times[year], total+sums[year]
	}
	t.Rows = append(t.Rows, Row{Bold: true, Cells: []Cell{textCell("合计"), textCell(itoa(n)), textCell(decimal(total))}})
	a.add(weighOn(t, a.doc.Layout))
	if c := (chart.Columns{Label: "各学年" + unit + "的柱形图", Series: []string{""}, Columns: bars, Width: chartWidth, Unit: unit}); len(bars) > 1 {
		a.chart(c.SVG(), c.Label, "各学年"+unit)
	}
	a.room(len(parts) + len(t.Rows) + 3)
}

// writings lists texts, and prints those that are shown off.
func (a *assembler) writings(who *site.Person, parts []site.Part) {
	a.activities(who, parts)
	for _, part := range parts {
		if part.Record == nil && part.Item().Showcase && slices.Contains(part.Page.Authors, who) {
			a.fullText(part.Page)
		}
	}
}

// honours lists awards with the scans of their certificates.
func (a *assembler) honours(who *site.Person, parts []site.Part) {
	a.activities(who, parts)
	for _, part := range parts {
		a.pictures(part.Item())
	}
}

// evaluations prints each in full: they are written for the person alone.
func (a *assembler) evaluations(who *site.Person, parts []site.Part) {
	a.ledger(who, parts)
	for _, part := range parts {
		if part.Record == nil {
			a.fullText(part.Page)
		}
	}
}
