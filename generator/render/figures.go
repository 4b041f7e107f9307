package render

import (
	"html/template"
	"strings"

	"showcase/generator/chart"
	"showcase/generator/content"
	"showcase/generator/site"
	"showcase/generator/statistics"
)

// overview is what records come to: numbers with their units, and charts.
type overview struct {
	W       words
	Title   string
	Numbers []figure
	Note    string        // on what the numbers stand
	Charts  []chartFigure // beside their tables
	Minis   []chartFigure // several beside each other, their tables to be opened
	Grid    *chartFigure  // among the minis, as wide as it needs to be
}

// chartFigure is a chart with the same numbers as a table.
type chartFigure struct {
	Title  string
	Legend template.HTML
	Chart  template.HTML
	Table  template.HTML
	Note   string
}

// diagram is a chart of package chart.
type diagram interface {
	SVG() string
	Table() chart.Table
}

// chartFigure draws a chart beside its table. Head says what the rows are.
func (r *renderer) chartFigure(title, head string, c diagram) chartFigure {
	t := c.Table()
	t.Head[0] = head
	f := chartFigure{Title: title, Chart: template.HTML(c.SVG()), Table: chartTable(title, t)}
	if l, ok := c.(interface{ Legend() string }); ok {
		f.Legend = template.HTML(l.Legend())
	}
	return f
}

// chartTable is the table of a chart, for those who want the numbers.
func chartTable(caption string, t chart.Table) template.HTML {
	var heads []tableHead
	for _, h := range t.Head {
		heads = append(heads, tableHead{h, false})
	}
	rows := make([][]string, len(t.Rows))
	for i, row := range t.Rows {
		for _, cell := range row {
			rows[i] = append(rows[i], escape(cell))
		}
	}
	return figuresTable(caption, heads, rows)
}

// tableHead is the head of a column: of numbers, unless it says words.
type tableHead struct {
	text  string
	words bool
}

// figuresTable is a table of cells that are HTML already; the first of each row
// is its head, and zeros step back. Its caption is for those who cannot see what
// it stands under. Empty without rows.
func figuresTable(caption string, heads []tableHead, rows [][]string) template.HTML {
	if len(rows) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString(`<table class="figs"><caption class="vh">` + escape(caption) + "</caption><thead><tr>")
	class := make([]string, len(heads))
	for i, h := range heads {
		if h.words {
			class[i] = ` class="text"`
		}
		b.WriteString(`<th scope="col"` + class[i] + `>` + escape(h.text) + "</th>")
	}
	b.WriteString("</tr></thead><tbody>\n")
	for _, row := range rows {
		b.WriteString(`<tr><th scope="row">` + row[0] + "</th>")
		for i, cell := range row[1:] {
			if cell == "0" {
				b.WriteString(`<td class="zero">0</td>`)
			} else {
				b.WriteString("<td" + class[i+1] + ">" + cell + "</td>")
			}
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</tbody></table>")
	return template.HTML(b.String())
}

// unit is a unit as it stands behind a number; English goes without.
func (r *renderer) unit(unit string) string {
	if r.english {
		return ""
	}
	return unit
}

// cellText is a count as printed: 400余; nothing for none.
func (r *renderer) cellText(c statistics.Cell) string {
	if c.Count == 0 {
		return ""
	}
	return c.Text(r.english)
}

// countFigure is a count as a number with its unit: 561 余人次, 561+.
func (r *renderer) countFigure(label string, c statistics.Cell, unit string) figure {
	if r.english {
		before, after := "", ""
		switch c.Sign {
		case content.Over:
			after = "+"
		case content.Nearly, content.About:
			before = "≈"
		}
		return figure{label, before + itoa(c.Count), after}
	}
	number := r.cellText(c)
	digits := strings.TrimRight(number, "余")
	return figure{label, digits, number[len(digits):] + unit}
}

// itemsOf are the records' items.
func itemsOf(records []*site.Record) []*content.Item {
	items := make([]*content.Item, len(records))
	for i, rec := range records {
		items[i] = rec.Item
	}
	return items
}

// parts makes blocks of a page with the shared templates of these names, in
// pairs with what they show. What shows nothing (nil) is left out.
func (r *renderer) parts(pairs ...any) ([]template.HTML, error) {
	var out []template.HTML
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] == nil {
			continue
		}
		html, err := r.part(pairs[i].(string), pairs[i+1])
		if err != nil {
			return nil, err
		}
		out = append(out, html)
	}
	return out, nil
}
