package docx

import (
	"showcase/generator/book"
)

// sheet is a table ready to be drawn.
type sheet struct {
	header, rows [][]slot
	bold         []bool // by row
	align        []book.Align
	widths       []int   // twips
	size         float64 // pt of type at a 16 pt body
	margin       int     // twips at either side of a cell
}

// sizes are tried from the largest: 五号, 小五, 六号, 七号.
var sizes = [...]float64{10.5, 9, 7.5, 5.5}

// A line of a cell has its size and this leading in pt; a cell has so many
// twips above and below its text.
const (
	cellLeading = 4.5
	cellPad     = 55
)

// heldRows are the last rows of a table that stay with the note below it.
const heldRows = 2

func (w *writer) table(s *story, x *book.Table, sc scope) {
	t := w.sheetOf(x, sc)
	if x.Caption != "" {
		p := para{style: "Caption", keepNext: true}
		if sc.left > 0 {
			p.ind = indent(sc.left, sc.right)
		}
		w.paragraph(s, p, func() {
			done := w.mark(&s.out, x.Bookmark)
			w.caption(&s.out, x.Bookmark, x.Caption)
			s.str(done)
		})
	}
	w.beginTable(s)
	if x.Caption == "" {
		s.str(w.mark(&s.out, x.Bookmark))
	}
	s.str(`<w:tbl><w:tblPr>`, val("tblStyle", "TableGrid"), `<w:tblW w:w="`, itoa(total(t.widths)), `" w:type="dxa"/>`)
	if sc.left > 0 {
		s.str(`<w:tblInd w:w="`, itoa(sc.left), `" w:type="dxa"/>`)
	} else {
		s.str(`<w:jc w:val="center"/>`)
	}
	s.str(`<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="`, itoa(t.margin), `" w:type="dxa"/><w:right w:w="`, itoa(t.margin), `" w:type="dxa"/></w:tblCellMar>`,
		`<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr>`)
	columnsOf(&s.out, t.widths)
	whole := !sc.cell && x.Short()
	for i, row := range t.header {
		w.tableRow(s, t, row, rowLook{head: true, keep: whole && i+1 < len(t.header)+len(t.rows)})
	}
	for i, row := range t.rows {
		w.tableRow(s, t, row, rowLook{bold: t.bold[i], keep: whole && i+1 < len(t.rows) || x.Keep || s.noted && i+heldRows >= len(t.rows)})
	}
	s.str(`</w:tbl>`)
	s.afterTable, s.captioned = true, x.Caption != ""
}

// beginTable lets a waiting page break happen and parts two tables.
func (w *writer) beginTable(s *story) {
	if s.breakPage || s.afterTable {
		w.gap(s, 20)
	}
}

func columnsOf(o *out, widths []int) {
	o.str(`<w:tblGrid>`)
	for _, n := range widths {
		o.str(`<w:gridCol w:w="`, itoa(n), `"/>`)
	}
	o.str(`</w:tblGrid>`)
}

func (w *writer) sheetOf(x *book.Table, sc scope) sheet {
	header, n := arrange(x.Header, min(len(x.Columns), maxColumns))
	rows, m := arrange(x.Rows, n)
	n = max(n, m)
	t := sheet{header: header, rows: rows, align: make([]book.Align, n), bold: make([]bool, len(rows))}
	for i := range t.rows {
		t.bold[i] = x.Rows[i].Bold
	}
	if len(t.header)+len(t.rows) == 0 {
		t.rows, t.bold = [][]slot{nil}, []bool{false}
	}
	fill(t.header, n)
	fill(t.rows, n)
	weights := make([]float64, n)
	for i := range min(n, len(x.Columns)) {
		t.align[i] = x.Columns[i].Align
		weights[i] = max(x.Columns[i].Weight, 0)
	}
	w.fit(&t, weights, sc.width)
	return t
}

// fit chooses size of type and widths. A column with a weight takes its share
// of what the others leave; without any weight all widen alike to fill the line.
func (w *writer) fit(t *sheet, weights []float64, width int) {
	need, word := naturalWidths(t)
	em := 0
	for _, size := range sizes {
		t.size, em = size, w.page.scaled(size)*10
		t.margin = min(80, width/len(weights)/10)
		least := 0
		for i := range need {
			least += round(min(need[i], max(word[i], 4))*float64(em)) + 2*t.margin
		}
		if least <= width {
			break
		}
	}
	var shares, fixed float64
	natural := make([]float64, len(weights))
	for i := range weights {
		natural[i] = max(need[i], 1)*float64(em) + float64(2*t.margin) + 10
		shares += weights[i]
		if weights[i] == 0 {
			fixed += natural[i]
		}
	}
	t.widths = split(weights, natural, shares, fixed, float64(width))
}

func split(weights, natural []float64, shares, fixed, width float64) []int {
	out := make([]int, len(weights))
	squeeze := 1.0
	switch {
	case shares == 0:
		return proportion(natural, width)
	case fixed > width*0.6:
		squeeze = width * 0.6 / fixed
	}
	rest := width - fixed*squeeze
	for i := range weights {
		if weights[i] == 0 {
			out[i] = int(natural[i] * squeeze)
		} else {
			out[i] = int(rest * weights[i] / shares)
		}
		out[i] = max(out[i], 1)
	}
	return out
}

// proportion shares width by natural size, but lets no column with much text
// starve the small ones: what a column needs beyond twice its fair share counts little.
func proportion(natural []float64, width float64) []int {
	fair := width / float64(len(natural))
	sum := 0.0
	damped := make([]float64, len(natural))
	for i, n := range natural {
		if n > 2*fair {
			n = 2*fair + (n-2*fair)/8
		}
		damped[i] = min(n, 5*fair)
		sum += damped[i]
	}
	out := make([]int, len(natural))
	for i := range damped {
		out[i] = max(int(damped[i]*width/sum), 1)
	}
	return out
}

// naturalWidths gives for each column the widest cell and the widest word that
// cannot be broken, in characters. Cells over several columns do not count.
func naturalWidths(t *sheet) (need, word []float64) {
	need, word = make([]float64, len(t.align)), make([]float64, len(t.align))
	for _, rows := range [][][]slot{t.header, t.rows} {
		for _, row := range rows {
			col := 0
			for _, c := range row {
				if c.span == 1 {
					a, b := textWidths(c.text)
					need[col], word[col] = max(need[col], a), max(word[col], b)
				}
				col += c.span
			}
		}
	}
	return need, word
}

func textWidths(in []book.Inline) (line, word float64) {
	cur, run := 0.0, 0.0
	for _, x := range in {
		for _, r := range x.Text {
			if r == '\n' {
				line, cur = max(line, cur), 0
			}
			one := measure(string(r))
			cur += one
			if r < 0x80 && r > ' ' && r != '-' && r != '/' {
				run += one
			} else {
				run = 0
			}
			word = max(word, run)
		}
		if x.Picture != "" {
			cur += 4
		}
		if x.Break {
			line, cur, run = max(line, cur), 0, 0
		}
	}
	return max(line, cur), word
}

// rowLook is how a row is set.
type rowLook struct{ head, bold, keep bool }

func (w *writer) tableRow(s *story, t sheet, row []slot, l rowLook) {
	s.str(`<w:tr><w:trPr><w:cantSplit/>`)
	if l.head {
		s.str(`<w:tblHeader/>`)
	}
	s.str(`</w:trPr>`)
	col := 0
	for _, c := range row {
		s.str(`<w:tc><w:tcPr><w:tcW w:w="`, itoa(total(t.widths[col:col+c.span])), `" w:type="dxa"/>`)
		if c.span > 1 {
			s.str(val("gridSpan", itoa(c.span)))
		}
		switch {
		case c.top:
			s.str(val("vMerge", "restart"))
		case c.cont:
			s.str(`<w:vMerge/>`)
		}
		s.str(`<w:vAlign w:val="center"/></w:tcPr>`)
		p := para{style: "TableText", keepNext: l.keep}
		switch {
		case l.head:
			p.style = "TableHead"
		case t.align[col] == book.Center:
			p.jc = "center"
		case t.align[col] == book.Right:
			p.jc = "right"
		}
		w.cellParagraph(s, p, c.text, look{bold: l.bold}, t.size)
		s.str(`</w:tc>`)
		col += c.span
	}
	s.str(`</w:tr>`)
}

// cellParagraph draws a cell's text; a smaller type than the style's stands on the runs.
func (w *writer) cellParagraph(s *story, p para, in []book.Inline, l look, size float64) {
	s.breakPage = false
	if size != sizes[0] {
		l.half = w.page.scaled(size)
		p.spacing = w.lines(cellPad, cellPad, w.page.pitchOf(size, cellLeading))
	}
	if hasPicture(in) {
		p.spacing = growing
	}
	p.half = l.half
	w.paragraph(s, p, func() { w.inlines(s, in, l) })
}

func total(list []int) int {
	n := 0
	for _, x := range list {
		n += x
	}
	return n
}
