package markdown

import "strings"

// Grid is a table with merged cells that an image of the page stands for:
// ![caption](table.xlsx).
type Grid struct {
	Title   string // that the table itself bears; may be empty
	Columns int
	Header  int // how many of the rows are its head
	Rows    [][]GridCell
}

// GridCell covers ColSpan columns and RowSpan rows, at least one. Cells that
// it covers are left out of their row.
type GridCell struct {
	Text             string // with line feeds
	ColSpan, RowSpan int
}

// Caption is what stands above the table that an image stands for: what the
// author calls it, and the title that it bears unless that is the same.
func (g *Grid) Caption(n *Node) string {
	own := n.Title
	if own == "" {
		own = n.Text
	}
	switch {
	case own == "" || strings.Contains(g.Title, own):
		return g.Title
	case g.Title == "" || strings.Contains(own, g.Title):
		return own
	}
	return own + "：" + g.Title
}

// grid writes such a table; its head says what it heads.
func (w *writer) grid(n *Node, g *Grid) {
	w.tables++
	w.str(`<div class="table-scroll" tabindex="0" role="region" aria-label="`)
	w.text(w.o.Labels.Table)
	w.str(" ")
	w.int(w.tables)
	w.str("\">\n<table>\n")
	if c := g.Caption(n); c != "" {
		w.str("<caption>")
		w.text(c)
		w.str("</caption>\n")
	}
	for i, row := range g.Rows {
		switch {
		case i == 0 && g.Header > 0:
			w.str("<thead>\n")
		case i == g.Header:
			w.str("<tbody>\n")
		}
		w.gridRow(row, i < g.Header)
		switch i {
		case g.Header - 1:
			w.str("</thead>\n")
		case len(g.Rows) - 1:
			w.str("</tbody>\n")
		}
	}
	w.str("</table>\n</div>\n")
}

func (w *writer) gridRow(row []GridCell, head bool) {
	w.str("<tr>\n")
	for _, c := range row {
		open, end := "<td", "</td>\n"
		if head {
			open, end = `<th scope="col"`, "</th>\n"
			if c.ColSpan > 1 {
				open = `<th scope="colgroup"`
			}
		}
		w.str(open)
		for _, span := range [...]struct {
			name string
			n    int
		}{{"colspan", c.ColSpan}, {"rowspan", c.RowSpan}} {
			if span.n > 1 {
				w.str(" " + span.name + `="`)
				w.int(span.n)
				w.str(`"`)
			}
		}
		w.str(">")
		w.lines(c.Text)
		w.str(end)
	}
	w.str("</tr>\n")
}

// lines writes a text whose line feeds are breaks.
func (w *writer) lines(s string) {
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			w.str("<br>")
		}
		w.text(line)
	}
}
