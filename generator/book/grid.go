package book

import (
	"slices"
	"strings"

	"showcase/generator/markdown"
)

// grid prints a workbook's table with its merged cells.
func (c *converter) grid(n *markdown.Node, g *markdown.Grid) *Table {
	t := &Table{}
	if text := g.Caption(n); text != "" {
		t.Caption = c.caption(text)
	}
	c.show(g, &t.Bookmark, label(t.Caption))
	for i, cells := range g.Rows {
		r := Row{}
		for _, cell := range cells {
			r.Cells = append(r.Cells, Cell{Text: brokenLines(cell.Text), ColSpan: cell.ColSpan, RowSpan: cell.RowSpan})
		}
		if i < g.Header {
			t.Header = append(t.Header, r)
		} else {
			t.Rows = append(t.Rows, r)
		}
	}
	flat := unmerged(g, t)
	t.Columns = weighOn(align(flat), c.doc.Layout).Columns
	return t
}

func brokenLines(s string) []Inline {
	var out []Inline
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			out = append(out, Inline{Break: true})
		}
		if line != "" {
			out = append(out, Inline{Text: line})
		}
	}
	return out
}

// unmerged is the same table with an empty cell wherever one above reaches
// down, so that its columns can be measured.
func unmerged(g *markdown.Grid, t *Table) *Table {
	flat := &Table{Columns: make([]Column, g.Columns)}
	down := make([]int, g.Columns)
	for _, row := range slices.Concat(t.Header, t.Rows) {
		r, cells := Row{}, row.Cells
		for at := 0; at < g.Columns; {
			if down[at] > 0 {
				down[at]--
				r.Cells = append(r.Cells, Cell{})
				at++
				continue
			}
			if len(cells) == 0 {
				break
			}
			c := cells[0]
			cells = cells[1:]
			r.Cells = append(r.Cells, Cell{Text: c.Text, ColSpan: c.ColSpan})
			for range max(c.ColSpan, 1) {
				if at < g.Columns {
					down[at] = max(c.RowSpan, 1) - 1
					at++
				}
			}
		}
		if len(flat.Header) < len(t.Header) {
			flat.Header = append(flat.Header, r)
		} else {
			flat.Rows = append(flat.Rows, r)
		}
	}
	return flat
}
