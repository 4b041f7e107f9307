package book

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/site"
	"showcase/generator/statistics"
)

func itoa(n int) string { return strconv.Itoa(n) }

func headRow(texts ...string) Row {
	var r Row
	for _, t := range texts {
		r.Cells = append(r.Cells, Cell{Text: []Inline{{Text: t}}})
	}
	return r
}

func textCell(s string) Cell {
	if s == "" {
		return Cell{}
	}
	return Cell{Text: []Inline{{Text: s}}}
}

// caption numbers the next table.
func (a *assembler) caption(text string) string {
	a.tables++
	return "表" + itoa(a.tables) + "　" + text
}

// window is the span that a part counts: its own, else the dossier's.
func (a *assembler) window(pt part) statistics.Window {
	v := pt.window
	if v.IsZero() {
		v = a.page.Value("window")
	}
	return statistics.Window{From: v.Date, To: v.End}
}

// awardRecords are all rows of award registers, and single award files, as the
// document may count them.
func (a *assembler) awardRecords() []*content.Item {
	if sec := a.site.Section("award"); sec != nil {
		a.useAll(sec.Type)
	}
	out := awardRecords(a.site)
	if a.silent() {
		for i, r := range out {
			out[i] = site.WithoutPupils(r)
		}
	}
	return out
}

func awardRecords(s *site.Site) []*content.Item {
	sec := s.Section("award")
	if sec == nil {
		return nil
	}
	var out []*content.Item
	for _, r := range sec.Entries() {
		if r.Row > 0 || !r.Value("level").IsZero() {
			out = append(out, r.Item)
		}
	}
	return out
}

// awards lists the awards of the window, highest level first, then by date.
func (a *assembler) awards(pt part) {
	w := a.window(pt)
	var rows []*content.Item
	for _, r := range awardRecords(a.site) {
		if !r.Value("aggregate").Bool && w.Holds(r.Date) {
			rows = append(rows, a.handed(r))
		}
	}
	slices.SortStableFunc(rows, func(x, y *content.Item) int {
		return cmp.Or(
			content.LevelRank(x.Value("level").Text)-content.LevelRank(y.Value("level").Text),
			x.Date.Compare(y.Date),
			content.GradeRank(x.Value("grade").Text)-content.GradeRank(y.Value("grade").Text),
			strings.Compare(x.Title, y.Title))
	})
	a.heading(pt.name(), "", "", a.bookmark("awards"))
	if len(rows) == 0 {
		a.fault(diag.Warning, "dossier/no-awards", diag.Say("统计区间 %s 内没有获奖记录。", "There are no award records in %s.", w),
			diag.Say("请核对 window，或在 content/awards/ 里补充登记。", "Check window:, or add records in content/awards/."))
		a.say(Body, "（统计区间内没有获奖记录。）")
		return
	}
	t := &Table{
		Caption: a.caption("获奖清单" + spanNote(w)),
		Columns: []Column{{Align: Center}, {Align: Center}, {Align: Left}, {Align: Center}, {Align: Center}, {Align: Left}},
		Header:  []Row{headRow("序号", "时间", "奖项或称号", "级别", "获奖人", "颁奖单位")},
	}
	for i, r := range rows {
		title := r.Title
		if g := r.Value("grade").Text; g != "" && !strings.Contains(title, g) {
			title += "（" + g + "）"
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			textCell(itoa(i + 1)), textCell(shortDate(r.Date)), textCell(title),
			textCell(r.Value("level").Text), textCell(recipients(r)), textCell(r.Value("issuer").Text),
		}})
	}
	a.add(weigh(t))
	a.say(TableNote, tallyNote(statistics.Count(rows, w))+pt.note)
}

// tallyNote says what the list comes to, each number with its unit.
func tallyNote(t statistics.Tally) string {
	note := "注：以上共" + itoa(t.Items) + "项"
	if t.PersonTimes > 0 {
		note += "，其中个人获奖" + itoa(t.PersonTimes) + "人次"
		if t.People > 0 {
			note += "（列出姓名的" + itoa(t.People) + "人）"
		}
	}
	return note + "。"
}

// shortDate is a date for a narrow column: year and month.
func shortDate(d content.Date) string {
	if d.Month == 0 {
		return d.String()
	}
	return content.Date{Year: d.Year, Month: d.Month}.String()
}

func spanNote(w statistics.Window) string {
	if s := w.String(); s != "" {
		return "（" + s + "）"
	}
	return ""
}

// recipients says who won: by name, or by number where the site gives no names.
func recipients(r *content.Item) string {
	if names := r.Value("recipients").Strings(); len(names) > 0 {
		return strings.Join(names, "、")
	}
	kind, n := r.Value("recipient_type").Text, r.Value("count")
	if n.IsZero() {
		return kind
	}
	unit := r.Value("unit").Text
	if strings.HasSuffix(n.Text, unit) {
		unit = ""
	}
	return kind + n.Text + unit
}

// statistics prints level × grade, a table for each unit.
func (a *assembler) statistics(pt part) {
	w := a.window(pt)
	a.heading(pt.name(), "", "", a.bookmark("statistics"))
	tables := statistics.Awards(a.awardRecords(), w)
	if len(tables) == 0 {
		a.say(Body, "（统计区间内没有获奖记录。）")
		return
	}
	replaced := 0
	for _, s := range tables {
		replaced += s.Replaced
	}
	for i, s := range tables {
		a.add(a.awardTable(s, w))
		if i == 0 { // before anybody compares it with the list
			a.say(TableNote, a.countingNote(w, replaced)+pt.note)
		}
		a.awardCharts(s, a.awardRecords(), w)
	}
}

// countingNote says how the numbers of the tables were counted.
func (a *assembler) countingNote(w statistics.Window, replaced int) string {
	note := "注：人次按获奖人累计，一项奖由多人获得的按人数计；集体奖按项计，两种单位不相加。"
	if slices.ContainsFunc(a.awardRecords(), func(r *content.Item) bool { return r.Value("aggregate").Bool }) {
		note += "汇总的数包含已经逐项登记的同类奖项，不重复计算。"
	}
	if replaced > 0 {
		note += "有" + itoa(replaced) + "条汇总的数不多于已经逐项登记的，以逐项登记为准。"
	}
	if span := w.String(); span != "" {
		note += "统计区间为" + span + "。"
	}
	return note
}

func (a *assembler) awardTable(s *statistics.AwardTable, w statistics.Window) *Table {
	t := &Table{Caption: a.caption("获奖统计" + spanNote(w) + "　单位：" + s.Unit), Columns: []Column{{Align: Center}}}
	head := headRow(append(append([]string{"级别"}, s.Grades...), "合计")...)
	for range s.Grades {
		t.Columns = append(t.Columns, Column{Align: Center})
	}
	t.Columns = append(t.Columns, Column{Align: Center})
	t.Header = []Row{head}
	for _, l := range s.Levels {
		r := Row{Cells: []Cell{textCell(l)}}
		for _, g := range s.Grades {
			r.Cells = append(r.Cells, textCell(figure(s.Cells[[2]string{l, g}])))
		}
		r.Cells = append(r.Cells, textCell(figure(s.LevelTotal(l))))
		t.Rows = append(t.Rows, r)
	}
	sum := Row{Bold: true, Cells: []Cell{textCell("合计")}}
	for _, g := range s.Grades {
		sum.Cells = append(sum.Cells, textCell(figure(s.GradeTotal(g))))
	}
	t.Rows = append(t.Rows, Row{Bold: true, Cells: append(sum.Cells, textCell(figure(s.Total())))})
	return weigh(t)
}

// figure prints a count, none as a dash.
func figure(c statistics.Cell) string {
	if c.Count == 0 {
		return "—"
	}
	return c.Text(false)
}
