package book

import (
	"strings"
	"unicode/utf8"

	"showcase/generator/content"
	"showcase/generator/site"
)

// factsWidth is how long a fact may be to share its line with another.
const factsWidth = 12

// facts prints the fields of a page that its type shows, two to a line where
// they are short, and its lists (a group's members, a plan's phases) as tables,
// unless the text has tables of its own, which then say the same. Further facts
// come first.
func (a *assembler) facts(p *site.Page, first ...Field) {
	a.use(p.File)
	if len(p.Item.Records) > 0 {
		return // the rows say it all
	}
	told := first
	for i := range p.Type.Fields {
		f := &p.Type.Fields[i]
		if f.Kind != content.KindObjects && f.Show && !f.Common {
			told = append(told, Field{f.Label, a.valueText(p.Value(f.Name), f)})
		}
	}
	if t := factTable(told); len(t.Rows) > 0 {
		a.add(t)
	}
	a.lists(p)
}

// factTable has labels and their values, two pairs to a line where both are
// short; what has no value is left out.
func factTable(facts []Field) *Table {
	t := &Table{Columns: []Column{{5, Center}, {13, Left}, {5, Center}, {13, Left}}}
	open := false // the last line has room for another short fact
	for _, f := range facts {
		if f.Value == "" {
			continue
		}
		cells := []Cell{textCell(f.Label), textCell(f.Value)}
		switch {
		case utf8.RuneCountInString(f.Value) > factsWidth:
			t.Rows = append(t.Rows, Row{Cells: cells})
			open = false
		case open:
			last := &t.Rows[len(t.Rows)-1]
			last.Cells = append(last.Cells, cells...)
			open = false
		default:
			t.Rows = append(t.Rows, Row{Cells: cells})
			open = true
		}
	}
	for _, r := range t.Rows {
		if len(r.Cells) == 2 {
			r.Cells[1].ColSpan = 3
		}
	}
	return t
}

// lists prints the lists of a page's front matter, unless its text has tables.
func (a *assembler) lists(p *site.Page) {
	if p.Body != nil && hasTable(p.Body.Root) {
		return
	}
	for i := range p.Type.Fields {
		f := &p.Type.Fields[i]
		if f.Kind != content.KindObjects {
			continue
		}
		list := p.Value(f.Name).List
		if roster := a.site.Roster(p); f.Name == "members" && len(list) > 0 && len(roster) > 0 {
			list = roster
		}
		a.objects(f, list)
	}
}

// objects prints a list of entries as a table of those parts that are given.
func (a *assembler) objects(f *content.Field, list []content.Value) {
	if len(list) == 0 || f.Name == "form" || f.Name == "parts" || f.Common {
		return
	}
	t := &Table{Caption: a.caption(f.Label), Header: []Row{{}}}
	for i := range f.Fields {
		t.Columns = append(t.Columns, Column{})
		t.Header[0].Cells = append(t.Header[0].Cells, textCell(f.Fields[i].Label))
	}
	for _, v := range list {
		var r Row
		for i := range f.Fields {
			r.Cells = append(r.Cells, textCell(a.valueText(v.Map[f.Fields[i].Name], &f.Fields[i])))
		}
		t.Rows = append(t.Rows, r)
	}
	a.add(weigh(align(withoutEmptyColumns(t))))
}

// registerTable prints the rows of a register that this audience may see: the
// columns are those of its page on the web.
func (a *assembler) registerTable(p *site.Page) {
	if len(p.Records) == 0 {
		return
	}
	records := a.handedRecords(p.Records)
	a.add(weigh(align(withoutEmptyColumns(a.register(site.Columns(p.Type, records), records)))))
}

// register makes the table of a register's rows.
func (a *assembler) register(fields []*content.Field, records []*site.Record) *Table {
	t := &Table{Header: []Row{{}}}
	start, end := fromTo(fields) // two dates take one column: 2010年3月—2011年12月
	for _, f := range fields {
		label := f.Label
		if start != nil && f == end {
			continue
		}
		if end != nil && f == start && f.Name == "start" {
			label = "起止时间"
		}
		t.Columns = append(t.Columns, Column{})
		t.Header[0].Cells = append(t.Header[0].Cells, textCell(label))
	}
	for _, r := range records {
		a.use(r.File)
		var row Row
		for _, f := range fields {
			cell := textCell(a.valueText(r.Cell(f), f))
			switch {
			case start != nil && f == end:
				continue
			case end != nil && f == start:
				to := a.valueText(r.Cell(end), end)
				if to != "" || f.Name == "start" { // a day without an end is all there was
					cell = span(a.valueText(r.Cell(f), f), to)
				}
			}
			row.Cells = append(row.Cells, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// fromTo are the columns of a beginning and an end.
func fromTo(fields []*content.Field) (start, end *content.Field) {
	for _, f := range fields {
		switch {
		case f.Name == "start", f.Name == "date" && start == nil:
			start = f
		case f.Name == "end":
			end = f
		}
	}
	return start, end
}

// span is the time between two dates, as far as they are known, each on a line.
func span(from, to string) Cell {
	switch {
	case from == "" || from == to:
		return textCell(to)
	case to == "":
		return textCell(from + "起")
	}
	return Cell{Text: []Inline{{Text: from + "—"}, {Break: true}, {Text: to}}}
}

// valueText is a value as a cell shows it: lists joined, pages by their titles.
func (a *assembler) valueText(v content.Value, f *content.Field) string {
	switch {
	case v.IsZero():
		return ""
	case v.Asset != nil:
		if t := a.site.Asset(v.Asset); t.Title != "" {
			return t.Title
		}
		if strings.ContainsAny(v.Text, "/.") {
			return "" // a path means nothing on paper
		}
	case len(v.Map) > 0:
		return a.partsText(v.Map, f.Fields, "，")
	case len(v.List) > 0:
		var out []string
		separator := "、"
		for _, e := range v.List {
			if len(e.Map) > 0 {
				separator = "；"
			}
			if text := a.valueText(e, f); text != "" {
				out = append(out, text)
			}
		}
		return strings.Join(out, separator)
	case v.Names != nil:
		return strings.Join(v.Strings(), "、")
	case f.Unit != "" && (f.Kind == content.KindInt || f.Kind == content.KindNumber) && !strings.HasSuffix(v.Text, f.Unit):
		return v.Text + f.Unit
	}
	return v.Text
}

// partsText joins the parts of one entry, in the order of the type.
func (a *assembler) partsText(m map[string]content.Value, fields []content.Field, separator string) string {
	var out []string
	for i := range fields {
		if text := a.valueText(m[fields[i].Name], &fields[i]); text != "" {
			out = append(out, text)
		}
	}
	return strings.Join(out, separator)
}
