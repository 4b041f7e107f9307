package chart

import "math"

// Heat is the shade for a value of a grid whose largest value is given; [Blank]
// for zero and what is no number.
func Heat(value, largest float64) Outcome {
	if !(value > 0) || !(largest > 0) {
		return Blank
	}
	return Heat1 + Outcome(math.Min(3, math.Ceil(4*value/largest)-1))
}

// Legend is the legend of a chart in a page: an HTML list; empty for one series.
func (b Bars) Legend() string { return legend(b.Series) }

// Legend is as that of [Bars].
func (c Columns) Legend() string { return legend(c.Series) }

// Legend is as that of [Bars].
func (l Lines) Legend() string {
	var names []string
	for _, line := range l.Lines {
		names = append(names, line.Name)
	}
	return legend(names)
}

func legend(series []string) string {
	if len(series) < 2 {
		return ""
	}
	s := `<ul class="legend">`
	for i, name := range series {
		s += `<li><svg class="chart" viewBox="0 0 10 10" aria-hidden="true"><rect class="` + Class(i) + `" width="10" height="10"/></svg>` + escape(name) + "</li>"
	}
	return s + "</ul>"
}

// SVG draws the chart. It is empty if there are no columns.
func (c Columns) SVG() string { return c.bars().SVG() }

// Table is the columns as rows.
func (c Columns) Table() Table { return c.bars().Table() }

func (c Columns) bars() Bars {
	return Bars{Label: c.Label, Series: c.Series, Bars: c.Columns, Width: c.Width, Unit: c.Unit, Total: c.Total}
}

// Table is the bars as rows, the series as columns.
func (b Bars) Table() Table {
	t := Table{Head: []string{""}}
	n := max(1, len(b.Series))
	for i := range n {
		name := b.Label
		if i < len(b.Series) && b.Series[i] != "" {
			name = b.Series[i]
		}
		t.Head = append(t.Head, name)
	}
	total := b.Total != "" && n > 1
	if total {
		t.Head = append(t.Head, b.Total)
	}
	for _, bar := range b.Bars {
		row := []string{bar.Label}
		for i := range n {
			cell := "—"
			if i < len(bar.Values) {
				cell = value(bar.Values[i])
			}
			row = append(row, cell)
		}
		if n == 1 && bar.Text != "" {
			row[1] = bar.Text
		}
		if total {
			row = append(row, bar.text())
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// value is a number in words.
func value(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "—"
	}
	return number(v)
}

// SVG draws the chart. It is empty if there are no points or no lines.
func (l Lines) SVG() string {
	b := Bars{Label: l.Label, Width: l.Width, Unit: l.Unit}
	for _, line := range l.Lines {
		b.Series = append(b.Series, line.Name)
	}
	for i, p := range l.Points {
		bar := Bar{Label: p}
		for _, line := range l.Lines {
			bar.Values = append(bar.Values, line.at(i))
		}
		b.Bars = append(b.Bars, bar)
	}
	return b.SVG()
}

func (l Line) at(i int) float64 {
	if i < len(l.Values) {
		return l.Values[i]
	}
	return math.NaN()
}

// Table is the points as rows, the lines as columns.
func (l Lines) Table() Table {
	t := Table{Head: []string{""}}
	for _, line := range l.Lines {
		t.Head = append(t.Head, line.Name)
	}
	for i, p := range l.Points {
		row := []string{p}
		for _, line := range l.Lines {
			row = append(row, value(line.at(i)))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// SVG draws the ring. It is empty if there are no slices.
func (r Ring) SVG() string {
	b := Bars{Label: r.Label, Width: r.Width}
	for _, s := range r.Slices {
		b.Bars = append(b.Bars, Bar{Label: s.Label, Values: []float64{s.Value}, Text: s.Text})
	}
	return b.SVG()
}

// Table is the slices as rows with what stands in the list.
func (r Ring) Table() Table {
	t := Table{Head: []string{"", r.Label}}
	for _, s := range r.Slices {
		text := s.Text
		if text == "" {
			text = value(s.Value)
		}
		t.Rows = append(t.Rows, []string{s.Label, text})
	}
	return t
}

// Table is the spans as rows with their notes.
func (t Timeline) Table() Table {
	table := Table{Head: []string{"", t.Label}}
	for _, s := range t.Spans {
		table.Rows = append(table.Rows, []string{s.Label, s.Note})
	}
	return table
}

// SVG draws the tree. It is empty if there are no roots.
func (t Tree) SVG() string {
	b := Bars{Label: t.Label, Width: t.Width}
	for _, row := range t.Table().Rows {
		b.Bars = append(b.Bars, Bar{Label: row[0], Text: row[2]})
	}
	return b.SVG()
}

// Table is the nodes as rows from the top: name, what it belongs to, note. The
// caller names all columns.
func (t Tree) Table() Table {
	table := Table{Head: []string{"", "", ""}}
	var walk func(parent string, nodes []Node)
	walk = func(parent string, nodes []Node) {
		for _, n := range nodes {
			table.Rows = append(table.Rows, []string{n.Label, parent, n.Note})
			walk(n.Label, n.Children)
		}
	}
	walk("", t.Roots)
	return table
}

// SVG draws the grid. It is empty if there are no rows or no columns.
func (g Grid) SVG() string {
	b := Bars{Label: g.Label, Width: g.Width}
	for _, r := range g.Rows {
		b.Bars = append(b.Bars, Bar{Label: r.Label})
	}
	return b.SVG()
}

// Table is the rows with what stands in each cell: its text, else what the
// legend says of its outcome, else its title.
func (g Grid) Table() Table {
	t := Table{Head: append([]string{""}, g.Columns...)}
	words := map[Outcome]string{}
	for _, m := range g.Legend {
		words[m.Outcome] = m.Title
	}
	for _, r := range g.Rows {
		row := []string{r.Label}
		for i := range g.Columns {
			var m Mark
			if i < len(r.Cells) {
				m = r.Cells[i]
			}
			switch {
			case m.Text != "":
				row = append(row, m.Text)
			case words[m.Outcome] != "":
				row = append(row, words[m.Outcome])
			default:
				row = append(row, m.Title)
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
