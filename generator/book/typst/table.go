package typst

import (
	"math"
	"strconv"
	"strings"

	"showcase/generator/book"
	"showcase/generator/diag"
)

// noteBelow is the note under the table that opens the list; nil if there is none.
func noteBelow(list []book.Block) *book.Paragraph {
	if t, ok := list[0].(*book.Table); ok && len(t.Rows) > 0 && len(list) > 1 {
		if p, ok := list[1].(*book.Paragraph); ok && p.Style == book.TableNote {
			return p
		}
	}
	return nil
}

// heldRows are the last rows of a table that stay with the note below it.
const heldRows = 2

// table writes a table; one without columns or rows has only its caption. A
// note below it is its last row, so that it does not stand on a page without any
// of the table: an empty cell beside it and the rows before it, in a column of
// no width, holds them together.
func (w *writer) table(t *book.Table, note *book.Paragraph) {
	columns := columnCount(t)
	if columns == 0 {
		w.print("#tabular(columns: (1fr,), align: (left,)", w.captions(t, t.Caption), ")[];")
		return
	}
	set := w.crowded(t, columns)
	w.print("#tabular(columns: (")
	for i := range columns {
		switch c := column(t, i); {
		case set.size > 0:
			w.print(number(roundMM(set.widths[i])), "fr, ")
		case c.Weight > 0:
			w.print(number(c.Weight), "fr, ")
		default:
			w.print("auto, ")
		}
	}
	w.print(")")
	if set.size > 0 {
		w.print(", size: ", number(set.size), "pt, pad: ", number(roundMM(set.inset)), "pt")
	}
	w.print(", align: (")
	for i := range columns {
		w.print([]string{"left", "center", "right"}[min(column(t, i).Align, book.Right)], ", ")
	}
	w.print("), header-rows: ", strconv.Itoa(len(t.Header)), w.captions(t, t.Caption), ", whole: ", strconv.FormatBool(t.Short()), ", header: (\n")
	if note == nil {
		w.rows(t, t.Header, columns, set.size, true, 0)
		w.print("),\n")
		w.rows(t, t.Rows, columns, 0, false, 0)
		w.print(");")
		return
	}
	held := min(heldRows, len(t.Rows))
	w.rows(t, t.Header, columns, set.size, true, -1)
	w.print("),\n")
	w.rows(t, t.Rows, columns, 0, false, held)
	w.print("note: [")
	w.inlines(Song, note.Text)
	w.print("]);")
}

func column(t *book.Table, i int) book.Column {
	if i < len(t.Columns) {
		return t.Columns[i]
	}
	return book.Column{}
}

// columnCount is the number of columns declared, or as many as the rows need.
func columnCount(t *book.Table) int {
	count := len(t.Columns)
	for _, rows := range [][]book.Row{t.Header, t.Rows} {
		for _, row := range arrange(rows, 0) {
			for _, c := range row {
				count = max(count, c.column+c.across)
			}
		}
	}
	return count
}

// placedCell is a cell with its column and how far it reaches; cell is nil
// where a row has fewer cells than columns.
type placedCell struct {
	cell                 *book.Cell
	column, across, down int
}

// arrange finds the place of each cell: the next column of its row that no span
// from above covers. Rows are filled up to the number of columns.
func arrange(rows []book.Row, columns int) [][]placedCell {
	out := make([][]placedCell, len(rows))
	var covered []int // by column: for how many rows more
	busy := func(column int) bool { return column < len(covered) && covered[column] > 0 }
	for n, r := range rows {
		at := 0
		put := func(c *book.Cell, across, down int) {
			for len(covered) < at+across {
				covered = append(covered, 0)
			}
			for i := at; i < at+across; i++ {
				covered[i] = down
			}
			out[n] = append(out[n], placedCell{c, at, across, down})
			at += across
		}
		for i := range r.Cells {
			c := &r.Cells[i]
			for busy(at) {
				at++
			}
			across := 1
			for across < min(c.ColSpan, widestSpan) && !busy(at+across) {
				across++
			}
			put(c, across, min(max(1, c.RowSpan), len(rows)-n))
		}
		for ; at < columns; at++ {
			if !busy(at) {
				put(nil, 1, 1)
				at--
			}
		}
		for i := range covered {
			covered[i] = max(0, covered[i]-1)
		}
	}
	return out
}

// widestSpan is more columns than any page can show.
const widestSpan = 200

func (w *writer) captions(b book.Block, caption string) string {
	s := ""
	if caption != "" {
		s += ", caption: " + w.content(Hei, caption)
	}
	return s + w.name(b)
}

// rows writes cells row after row; size is that of a header's type, 0 the usual
// one. Where rows are held to a note (held is their number; -1: none of these),
// there is a further column.
func (w *writer) rows(t *book.Table, rows []book.Row, columns int, size float64, header bool, held int) {
	for n, row := range arrange(rows, columns) {
		broken := w.tallRow(t, row, columns)
		for _, c := range row {
			if c.cell == nil {
				w.print("[], ")
				continue
			}
			w.cell(c, size, broken, header, rows[n].Bold)
		}
		switch left := len(rows) - n; {
		case held > 0 && left == held:
			w.print("table.cell(rowspan: ", strconv.Itoa(held+1), ")[], ")
		case held != 0 && left > held:
			w.print("[], ")
		}
		w.print("\n")
	}
}

// cell writes the plainest form there is: much of what a table costs the
// engine is in calling functions and reading markup.
func (w *writer) cell(p placedCell, size float64, broken, header, bold bool) {
	text := p.cell.Text
	var arguments []string
	if p.across > 1 {
		arguments = append(arguments, "colspan: "+strconv.Itoa(p.across))
	}
	if p.down > 1 {
		arguments = append(arguments, "rowspan: "+strconv.Itoa(p.down))
	}
	if broken {
		arguments = append(arguments, "breakable: true")
	}
	if len(arguments) == 0 && !header && !bold && len(text) == 1 && unadorned(text[0]) {
		w.print(w.literal(breakable(text[0].Text), Song), ", ")
		return
	}
	if len(arguments) > 0 {
		w.print("table.cell(", strings.Join(arguments, ", "), ")")
	}
	w.print("[")
	switch {
	case header && size > 0:
		w.print("#head(size: ", number(size), "pt)[")
		w.inlines(Hei, text)
		w.print("];")
	case header:
		w.print("#head[")
		w.inlines(Hei, text)
		w.print("];")
	case bold:
		w.print("#bold[")
		w.inlines(heavy(w.doc, Song), text)
		w.print("];")
	default:
		w.inlines(Song, text)
	}
	w.print("], ")
}

// unadorned reports that a run is text and nothing else.
func unadorned(i book.Inline) bool {
	return i.Text != "" && !i.Bold && !i.Italic && !i.Strike && !i.Code && i.Link == "" && i.Note == nil && i.Picture == "" && !i.Break && i.PageOf == ""
}

const (
	pointsPerMM  = 72 / 25.4
	tableSize    = 10.5 // pt, as the template sets cells
	tablePitch   = 15.0
	formSize     = 12.0
	formPitch    = 20.0
	safetyFactor = 1.2 // estimates of height are rather too high
)

// tallRow tells whether a row may be higher than a page: only such a row may be
// split. It is an estimate from above; the columns that are as wide as their
// content are taken as equal shares.
func (w *writer) tallRow(t *book.Table, row []placedCell, columns int) bool {
	l := w.doc.Layout
	width, height := (l.Width-l.Left-l.Right)*pointsPerMM, (l.Height-l.Top-l.Bottom)*pointsPerMM
	weights := 0.0
	for i := range columns {
		weights += column(t, i).Weight
	}
	for _, c := range row {
		if c.cell == nil {
			continue
		}
		share := 0.0
		for i := c.column; i < c.column+c.across; i++ {
			if weights > 0 && column(t, i).Weight > 0 {
				share += column(t, i).Weight / weights * 0.8
			} else {
				share += 0.8 / float64(columns)
			}
		}
		if estimate(c.cell.Text, max(share*width-8, tableSize), tableSize, tablePitch)*safetyFactor > height*0.9 {
			return true
		}
	}
	return false
}

// estimate is the height of running text in points.
func estimate(text []book.Inline, width, size, pitch float64) float64 {
	lines, em := 1.0, 0.0
	for _, i := range text {
		if i.Break {
			lines += math.Ceil(em * size / width)
			em = 0
		}
		em += widthInEm(i.Text)
	}
	return (lines + math.Ceil(em*size/width)) * pitch
}

// widthInEm counts Chinese characters as one, others as a half.
func widthInEm(s string) float64 {
	n := 0.0
	for _, r := range s {
		if r < 0x2E80 {
			n += 0.55
		} else {
			n++
		}
	}
	return n
}

// figure writes an image with its caption, at most as large as the type area.
func (w *writer) figure(f *book.Figure) {
	path, ok := w.images[f.File]
	if !ok {
		w.brokenImage(f.File, f.Alt)
		w.print("#broken(", w.content(Song, placeholder(f.Alt, f.File)), w.captions(f, f.Caption), ");")
		return
	}
	width, height := w.imageSize(f)
	w.print("#picture(\nimage(", quote(path), ", width: ", number(width), "mm, height: ", number(height), `mm, fit: "contain"`)
	if f.Alt != "" {
		w.print(", alt: ", w.literal(f.Alt, ""))
	}
	w.print(")\n", w.captions(f, f.Caption), ");")
}

// placeholder is what is printed for an image that cannot be shown.
func placeholder(alt, file string) string {
	if alt == "" {
		alt = file
	}
	return "［图片：" + alt + "］"
}

func (w *writer) brokenImage(file, alt string) {
	w.find(Finding{Severity: diag.Error, Code: "print/image", Message: diag.Say(
		"图片“%[1]s”不能用于打印（没有这个文件，或文件已损坏），已用说明文字“%[2]s”代替",
		"the image %[1]q cannot be printed (no such file, or it is damaged); its description %[2]q stands in", file, alt)})
}

// captionRoom is kept free below a picture of full height, in mm.
const captionRoom = 14

// imageSize is the width and height in mm: the width asked for, else the true
// size at 150 pixels an inch (96 for drawings), within the type area.
func (w *writer) imageSize(f *book.Figure) (width, height float64) {
	l := w.doc.Layout
	file := w.doc.Files[f.File]
	widest, highest := l.Width-l.Left-l.Right, l.Height-l.Top-l.Bottom-captionRoom
	pixelsWide, pixelsHigh := float64(file.Width), float64(file.Height)
	if pixelsWide <= 0 || pixelsHigh <= 0 {
		pixelsWide, pixelsHigh = pixels(file)
	}
	perInch := 150.0
	if file.Kind == "svg" {
		perInch = 96
	}
	width = f.Width
	if width <= 0 {
		width = pixelsWide / perInch * 25.4
	}
	width = min(width, widest)
	height = width * pixelsHigh / pixelsWide
	if height > highest {
		width, height = width*highest/height, highest
	}
	return roundMM(width), roundMM(height)
}

func roundMM(v float64) float64 { return math.Round(v*100) / 100 }

// picture writes a small image in a line of text.
func (w *writer) picture(role Role, i book.Inline) {
	path, ok := w.images[i.Picture]
	if !ok {
		w.brokenImage(i.Picture, i.Text)
		w.run(role, placeholder(i.Text, i.Picture))
		return
	}
	w.print("#box(height: 1em,\nimage(", quote(path), ", height: 1em")
	if i.Text != "" {
		w.print(", alt: ", w.literal(i.Text, ""))
	}
	w.print(")\n);")
}

// form writes the boxes; two neighbours with Half share a line.
func (w *writer) form(f *book.Form) {
	w.print("#form((")
	for n := 0; n < len(f.Rows); n++ {
		w.print("(")
		w.formBox(f.Rows[n], f.Rows[n].Half)
		if f.Rows[n].Half && n+1 < len(f.Rows) && f.Rows[n+1].Half {
			n++
			w.formBox(f.Rows[n], true)
		}
		w.print("), ")
	}
	w.print("));")
}

// closing is the last line of a box that is sealed or signed.
func (w words) closing(r book.FormRow) string {
	if r.Sign {
		return w.sign
	}
	return w.seal
}

func (w *writer) formBox(r book.FormRow, half bool) {
	l := w.doc.Layout
	width, height := (l.Width-l.Left-l.Right)*pointsPerMM, (l.Height-l.Top-l.Bottom)*pointsPerMM
	share := 0.8
	if half {
		share = 0.3
	}
	tall := max(estimate(r.Value, share*width, formSize, formPitch), float64(r.MinLines)*formPitch)*safetyFactor > height*0.9
	least := max(1, r.MinLines)
	if r.Closed() {
		least = max(4, least)
	}
	if !half && estimate(r.Value, share*width, formSize, formPitch) > 2*formPitch {
		least = max(2, least)
	}
	seal := "none"
	if r.Closed() {
		seal = w.content(Body, wordsOf(w.doc.Lang).closing(r))
	}
	w.print("(", w.lines(Hei, strings.TrimSpace(r.Label)), ", [")
	for i, in := range r.Value { // each line is a paragraph
		switch {
		case !in.Break:
			w.inline(Body, in)
		case i == 0 || r.Value[i-1].Break:
			w.print("#box(height: 1em);\n\n")
		default:
			w.print("\n\n")
		}
	}
	w.print("], ", seal, ", ", strconv.Itoa(least), ", ", strconv.FormatBool(tall), "), ")
}
