package book

import (
	"cmp"
	"slices"
	"strconv"

	"showcase/generator/content"
	"showcase/generator/site"
	"showcase/generator/statistics"
)

// wideColumns is from how many columns on a table lies on a turned sheet.
const wideColumns = 9

// registerWorks are the registers of a site: all of a type's, and where they
// are kept in several files each of them.
func registerWorks(s *site.Site) []*Work {
	var out []*Work
	for _, sec := range s.Sections {
		if len(sec.Records) == 0 {
			continue
		}
		title := rollTitle(sec.Type)
		out = append(out, &Work{Name: "registers/" + sec.Type.Plural, Title: title, Kind: "register", Source: sec.Records[0].File, Asked: true,
			make: func(a *assembler) {
				a.useAll(sec.Type)
				a.registerSheet(title, sec.Type, wholeRegister(sec))
			}})
		var files []*site.Page
		for _, p := range sec.Pages {
			if len(p.Records) > 0 {
				files = append(files, p)
			}
		}
		if sec.Intro != nil && len(sec.Intro.Records) > 0 {
			files = append(files, sec.Intro)
		}
		if len(files) < 2 {
			continue
		}
		for _, p := range files {
			out = append(out, &Work{Name: "registers/" + pagePath(p), Title: p.Title, Kind: "register", Page: p, Source: p.File, Asked: true,
				make: func(a *assembler) { a.registerSheet(p.Title, p.Type, p.Records) }})
		}
	}
	return out
}

func rollTitle(t *content.Type) string { return cmp.Or(t.Roll, t.Label+"一览表") }

// wholeRegister is every row of a type, and its single files as rows, the
// older first where they are dated.
func wholeRegister(sec *site.Section) []*site.Record {
	out := slices.Clone(sec.Records)
	for _, p := range sec.Pages {
		if p.Row == 0 && len(p.Records) == 0 {
			out = append(out, &site.Record{Item: p.Item, Page: p})
		}
	}
	if sec.Type.Sort == "date" {
		slices.SortStableFunc(out, func(x, y *site.Record) int { return byDate(x.Item, y.Item) })
	}
	return out
}

// registerSheet prints rows as a numbered table with what they come to; one
// with many columns on turned sheets.
func (a *assembler) registerSheet(title string, t *content.Type, records []*site.Record) {
	var newest, oldest content.Date
	items := make([]*content.Item, 0, len(records))
	for _, r := range records {
		items = append(items, r.Item)
		if d := r.Date; !d.IsZero() {
			if newest.IsZero() || d.Compare(newest) > 0 {
				newest = d
			}
			if oldest.IsZero() || d.Compare(oldest) < 0 {
				oldest = d
			}
		}
	}
	a.metadata(title, "", newest)
	table := withoutEmptyColumns(a.register(site.Columns(t, records), records))
	foldRare(table)
	numberRows(table)
	if len(table.Columns) >= wideColumns {
		a.doc.Layout = Wide
	}
	a.heading(title, "", "", a.bookmark("register"))
	if span := (statistics.Window{From: monthOf(oldest), To: monthOf(newest)}).String(); span != "" {
		a.say(Centered, "（"+span+"）")
	}
	a.add(weighOn(align(table), a.doc.Layout))
	a.say(TableNote, totals(t, items))
	if t.Name == "award" {
		for _, s := range statistics.Awards(items, statistics.Window{}) {
			a.awardCharts(s, items, statistics.Window{})
		}
	}
}

func monthOf(d content.Date) content.Date { return content.Date{Year: d.Year, Month: d.Month} }

// foldRare puts what only a few rows have into one column of remarks, where a
// table has many columns.
func foldRare(t *Table) {
	const few = 0.25
	var rare []int
	for i := 1; i < len(t.Columns); i++ {
		n := 0
		for _, r := range t.Rows {
			if len(r.Cells[i].Text) > 0 {
				n++
			}
		}
		if float64(n) < few*float64(len(t.Rows)) {
			rare = append(rare, i)
		}
	}
	if len(t.Columns) < wideColumns || len(rare) < 2 {
		return
	}
	head := t.Header[0].Cells
	for k := range t.Rows {
		var remark Cell
		for _, i := range rare {
			text := t.Rows[k].Cells[i].Text
			if len(text) == 0 {
				continue
			}
			if len(remark.Text) > 0 {
				remark.Text = append(remark.Text, Inline{Text: "；"})
			}
			remark.Text = append(append(remark.Text, Inline{Text: head[i].Text[0].Text + "："}), text...)
		}
		t.Rows[k].Cells = append(t.Rows[k].Cells, remark)
	}
	t.Header[0].Cells = append(head, textCell("备注"))
	t.Columns = append(t.Columns, Column{})
	for _, i := range slices.Backward(rare) {
		t.Columns = slices.Delete(t.Columns, i, i+1)
		t.Header[0].Cells = slices.Delete(t.Header[0].Cells, i, i+1)
		for k := range t.Rows {
			t.Rows[k].Cells = slices.Delete(t.Rows[k].Cells, i, i+1)
		}
	}
}

// numberRows puts a column of ordinals in front.
func numberRows(t *Table) {
	t.Columns = slices.Insert(t.Columns, 0, Column{Align: Center})
	for i := range t.Header {
		t.Header[i].Cells = slices.Insert(t.Header[i].Cells, 0, textCell("序号"))
	}
	for i := range t.Rows {
		t.Rows[i].Cells = slices.Insert(t.Rows[i].Cells, 0, textCell(itoa(i+1)))
	}
}

// totals says what a register comes to, each number with its unit.
func totals(t *content.Type, items []*content.Item) string {
	if t.Name == "award" {
		return tallyNote(statistics.Count(items, statistics.Window{}))
	}
	unit := "项"
	if t.Name == "person" {
		unit = "人"
	}
	note := "注：以上共" + itoa(len(items)) + unit
	if f := t.Field(t.Sum); t.Sum != "" && f != nil {
		sum := 0.0
		for _, it := range items {
			sum += it.Value(f.Name).Count.Value
		}
		note += "，每人全部参加可得" + decimal(sum) + f.Unit
	}
	return note + "。"
}

func decimal(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }
