package chart

import (
	"math"
	"strconv"
	"strings"
)

// Heat is the shade for a value of a heat grid whose largest value is given;
// [Blank] for zero and for what is no number.
func Heat(value, largest float64) Outcome {
	if !(value > 0) || !(largest > 0) {
		return Blank
	}
	return Heat1 + Outcome(max(0, min(3, math.Ceil(4*value/largest)-1)))
}

// outcomes are the classes of the outcomes.
var outcomes = [...]string{"blank", "notdue", "missed", "partly", "met", "over", "heat1", "heat2", "heat3", "heat4"}

// known is the outcome, [Blank] for a number that is none.
func (o Outcome) known() Outcome {
	if int(o) >= len(outcomes) {
		return Blank
	}
	return o
}

// paint is the printable look of a cell: lightness and edge tell the outcomes
// apart without colour.
func (o Outcome) paint() (fill, edge, ink string) {
	switch o {
	case Blank:
		return "#f6f3ec", "none", "#000"
	case NotDue:
		return "#fff", "#b5ab9b", "#565045"
	case Missed:
		return "#fff", "#a23b2a", "#a23b2a"
	case Heat1:
		return "#e4eeea", "none", "#000"
	case Partly, Heat2:
		return "#c3d6d0", "none", "#000"
	case Met, Heat3:
		return "#7da59b", "none", "#000"
	}
	return "#2c5e53", "none", "#fff"
}

// sign is what stands in a cell without a text: a path from its middle.
func (o Outcome) sign() string {
	switch o {
	case NotDue:
		return "m-1 0h2"
	case Missed:
		return "m-3.5 -3.5l7 7m0 -7l-7 7"
	case Partly:
		return "m-4 0h8"
	case Met:
		return "m-4 0l3 3.5l5.5 -7"
	case Over:
		return "m-4.5 -2l3 3.5l5.5 -7m-8.5 10h9"
	}
	return ""
}

const (
	cellSize    = 22.0
	cellGap     = 2.0
	cellLeast   = 13.0 // of a picture; with more columns it shrinks as a whole
	rowLeading  = 16.0
	headLeading = 13.0
	headGap     = 3.0  // between heads
	headMost    = 96.0 // height of upright heads
)

// gridLayout is the measure of a grid in pixels.
type gridLayout struct {
	labels  [][]string // of the rows
	heads   [][]string // of the columns; upright where there is no room
	upright bool
	fixed   bool
	left    float64 // width of the rows' labels
	cell    float64 // width of a cell
	top     float64 // where the rows begin
	bottom  float64 // where they end
	width   float64
	height  float64
}

func (g Grid) layout(width float64) gridLayout {
	l := gridLayout{fixed: width > 0}
	label := 0.0
	for _, r := range g.Rows {
		label = math.Max(label, textWidth(r.Label, softSize))
	}
	n := float64(len(g.Columns))
	l.left = math.Min(label, 9.5*softSize) + 8
	if width > 0 {
		l.left = math.Min(l.left, width*.34)
		l.cell = math.Max((width-l.left)/n, cellLeast)
		l.upright = !g.headsFit(l.cell, 2)
	} else {
		l.cell, l.upright = g.cellWidth(n)
	}
	l.width = l.left + n*l.cell
	l.heads, l.top = g.heads(l.cell, l.upright)
	y := l.top
	for _, r := range g.Rows {
		lines := wrap(r.Label, softSize, l.left-8, 2)
		l.labels = append(l.labels, lines)
		y += rowHeight(lines)
	}
	l.bottom, l.height = y, y
	if len(g.Legend) > 0 {
		l.height = y + 12 + new(drawing).flow(g.legendNames(), 0, l.legendWidth(), func(int, float64, float64, string) {})
	}
	return l
}

// legendWidth is at least that of a phone: a narrow grid may have long words.
func (l gridLayout) legendWidth() float64 {
	if l.fixed {
		return l.width
	}
	return math.Max(l.width, narrow)
}

func rowHeight(lines []string) float64 {
	return math.Max(cellSize, rowLeading*float64(len(lines))+4) + cellGap
}

// cellWidth is wide enough for every text and, if that is not much, for the
// heads of the columns.
func (g Grid) cellWidth(n float64) (width float64, upright bool) {
	width = cellSize + cellGap
	for _, r := range g.Rows {
		for _, m := range r.Cells {
			if m.Text != "" {
				width = math.Max(width, math.Min(textWidth(m.Text, insideSize)+8, 64))
			}
		}
	}
	for _, lines := range [...]int{1, 2} {
		for w := width; w <= 48 && w*n <= 520; w++ {
			if g.headsFit(w, lines) {
				return w, false
			}
		}
	}
	return width, !g.headsFit(width, 2)
}

// headsFit says that every head stands in so many lines over its cells.
func (g Grid) headsFit(width float64, lines int) bool {
	for _, c := range g.Columns {
		if _, cut := fold(c, insideSize, width-headGap, lines); cut {
			return false
		}
	}
	return true
}

// heads breaks the heads into lines and returns how high they are.
func (g Grid) heads(width float64, upright bool) (heads [][]string, height float64) {
	for _, c := range g.Columns {
		switch {
		case !upright:
			lines := wrap(c, insideSize, width-headGap, 2)
			heads, height = append(heads, lines), math.Max(height, headLeading*float64(len(lines)))
		default:
			c = shorten(c, insideSize, headMost)
			heads, height = append(heads, []string{c}), math.Max(height, textWidth(c, insideSize))
		}
	}
	return heads, height + 8
}

// SVG draws the grid. It is empty if there are no rows or no columns.
func (g Grid) SVG() string {
	if len(g.Rows) == 0 || len(g.Columns) == 0 {
		return ""
	}
	d := newDrawing(g.Width)
	d.out = make([]byte, 0, 2048+320*len(g.Rows)*len(g.Columns))
	l := g.layout(d.width)
	d.begin("img", g.Label, g.describe(), l.legendWidth(), l.height)
	g.drawHeads(d, l)
	y := l.top
	for i, r := range g.Rows {
		height := rowHeight(l.labels[i])
		g.drawRow(d, l, r, l.labels[i], y, height)
		y += height
	}
	d.flow(g.legendNames(), y+12, l.legendWidth(), func(i int, x, y float64, name string) {
		cell(d, g.Legend[i], "", x, y+2, swatchWidth, 14)
		d.text(axis, "", "", 0, x+swatchWidth+6, y+13, name)
	})
	return d.end()
}

func (g Grid) drawHeads(d *drawing, l gridLayout) {
	for i, lines := range l.heads {
		x := l.left + l.cell*(float64(i)+.5)
		d.mark(g.Columns[i])
		if l.upright {
			d.upright(head, x, l.top-6, lines[0])
		} else {
			d.lines(head, "", "middle", 0, x, l.top-8-headLeading*float64(len(lines)-1), headLeading, lines)
		}
		d.done()
	}
}

func (g Grid) drawRow(d *drawing, l gridLayout, r GridRow, lines []string, y, height float64) {
	middle := y + (height-cellGap)/2
	d.mark(r.Label)
	d.lines(soft, "", "", 0, 0, middle+5-rowLeading*float64(len(lines)-1)/2, rowLeading, lines)
	d.done()
	for i, c := range g.Columns {
		m := r.cell(i)
		title := m.Title
		if title == "" && m.Outcome != Blank {
			title = strings.TrimSpace(r.Label + " " + c + " " + m.Text)
		}
		cell(d, m, title, l.left+l.cell*float64(i), y, l.cell-cellGap, height-cellGap)
	}
}

// cell draws a mark.
func cell(d *drawing, m Mark, title string, x, y, width, height float64) {
	o := m.Outcome.known()
	fill, edge, ink := o.paint()
	d.s(`<g class="cell `, outcomes[o], `">`)
	if title != "" {
		d.s("<title>", escape(title), "</title>")
	}
	inset := 0.0
	if edge != "none" {
		inset = .75
	}
	d.s(`<rect fill="`, fill, `" stroke="`, edge, `" rx="2"`)
	if o == NotDue {
		d.s(` stroke-dasharray="2 2"`)
	}
	d.n("x", x+inset)
	d.n("y", y+inset)
	d.n("width", math.Max(0, width-2*inset))
	d.n("height", height-2*inset)
	d.s("/>")
	middle := y + height/2
	switch sign := o.sign(); {
	case m.Text != "":
		if s := shorten(m.Text, insideSize, width); s != "…" {
			d.s(`<text fill="`, ink, `" font-size="11" text-anchor="middle"`)
			d.n("x", x+width/2)
			d.n("y", middle+4)
			d.s(">", escape(s), "</text>")
		}
	case sign != "":
		d.s(`<path fill="none" stroke="`, ink, `" stroke-width="1.6" d="M`)
		d.out = appendNumber(d.out, x+width/2)
		d.s(" ")
		d.out = appendNumber(d.out, middle)
		d.s(sign, `"/>`)
	}
	d.done()
}

func (r GridRow) cell(i int) Mark {
	if i < len(r.Cells) {
		return r.Cells[i]
	}
	return Mark{}
}

func (g Grid) legendNames() []string {
	names := make([]string, len(g.Legend))
	for i, m := range g.Legend {
		names[i] = m.Title
	}
	return names
}

// words are the titles of the legend.
func (g Grid) words() map[Outcome]string {
	words := map[Outcome]string{}
	for _, m := range g.Legend {
		words[m.Outcome] = first(words[m.Outcome], m.Title)
	}
	return words
}

// describe counts the cells of each entry of the legend.
func (g Grid) describe() string {
	var counts [len(outcomes)]int
	for _, r := range g.Rows {
		for i := range g.Columns {
			counts[r.cell(i).Outcome.known()]++
		}
	}
	words := g.words()
	parts := []string{strconv.Itoa(len(g.Rows)) + " × " + strconv.Itoa(len(g.Columns))}
	for o, n := range counts {
		if word := words[Outcome(o)]; word != "" && n > 0 {
			parts = append(parts, word+" "+strconv.Itoa(n))
		}
	}
	return strings.Join(parts, "; ")
}

// Table has the rows with what stands in each cell: its text, else what the
// legend says of its outcome, else its title.
func (g Grid) Table() Table {
	t := Table{Head: append([]string{""}, g.Columns...)}
	words := g.words()
	for _, r := range g.Rows {
		row := append(make([]string, 0, len(g.Columns)+1), r.Label)
		for i := range g.Columns {
			m := r.cell(i)
			row = append(row, first(m.Text, first(words[m.Outcome], m.Title)))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
