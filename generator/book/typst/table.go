package typst

import (
	"math"
	"strconv"
	"strings"

	"showcase/generator/book"
	"showcase/generator/diag"
)

// table writes a table; one without columns or rows has only its caption.
func (w *writer) table(t *book.Table) {
	columns := columnCount(t)
	if columns == 0 {
		w.print("#tabular(columns: (1fr,), align: (left,)", w.captions(t.Caption, t.Bookmark), ")[];")
		return
	}
	w.print("#tabular(columns: (")
	for i := range columns {
		if c := column(t, i); c.Weight > 0 {
			w.print(number(c.Weight), "fr, ")
		} else {
			w.print("auto, ")
		}
	}
	w.print("), align: (")
	for i := range columns {
		w.print([]string{"left", "center", "right"}[min(column(t, i).Align, book.Right)], ", ")
	}
	w.print("), header-rows: ", strconv.Itoa(len(t.Header)), w.captions(t.Caption, t.Bookmark), ", header: (\n")
	w.rows(t, t.Header, columns, true)
	w.print("),\n")
	w.rows(t, t.Rows, columns, false)
	w.print(");")
}

func column(t *book.Table, i int) book.Column {
	if i < len(t.Columns) {
		return t.Columns[i]
	}
	return book.Column{}
}

// columnCount is the number of columns declared, or as many as the widest row needs.
func columnCount(t *book.Table) int {
	count := len(t.Columns)
	for _, rows := range [][]book.Row{t.Header, t.Rows} {
		for _, r := range rows {
			width := 0
			for _, c := range r.Cells {
				width += max(1, c.ColSpan)
			}
			count = max(count, width)
		}
	}
	return count
}

func (w *writer) captions(caption, bookmark string) string {
	s := ""
	if caption != "" {
		s += ", caption: " + w.content(Hei, caption)
	}
	if bookmark != "" {
		s += ", name: " + quote(w.places[bookmark])
	}
	return s
}

// rows writes cells row after row. Rows with fewer cells than columns are
// filled up, so that the next row starts where it should; taken counts, for
// each column, the rows below that a span covers.
func (w *writer) rows(t *book.Table, rows []book.Row, columns int, header bool) {
	taken := make([]int, columns)
	for n, r := range rows {
		broken := w.tallRow(t, r, columns)
		next := 0
		free := func() int { // the next column that no span covers; columns if none
			for next < columns && taken[next] > 0 {
				next++
			}
			return next
		}
		for _, c := range r.Cells {
			at := free()
			if at == columns {
				break
			}
			across := 1
			for across < max(1, c.ColSpan) && at+across < columns && taken[at+across] == 0 {
				across++
			}
			down := min(max(1, c.RowSpan), len(rows)-n)
			w.cell(c, at, across, down, broken, header, r.Bold)
			for i := at; i < at+across; i++ {
				taken[i] = down
			}
			next = at + across
		}
		for free() < columns {
			w.print("[], ")
			taken[next] = 1
			next++
		}
		for i := range taken {
			taken[i]--
		}
		w.print("\n")
	}
}

func (w *writer) cell(c book.Cell, at, across, down int, broken, header, bold bool) {
	w.print("table.cell(")
	if across > 1 {
		w.print("colspan: ", strconv.Itoa(across), ", ")
	}
	if down > 1 {
		w.print("rowspan: ", strconv.Itoa(down), ", ")
	}
	w.print("breakable: ", strconv.FormatBool(broken), ")[")
	switch {
	case header:
		w.print("#head[")
		w.inlines(Hei, c.Text)
		w.print("];")
	case bold:
		w.print("#bold[")
		w.inlines(Song, c.Text)
		w.print("];")
	default:
		w.inlines(Song, c.Text)
	}
	w.print("], ")
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
func (w *writer) tallRow(t *book.Table, r book.Row, columns int) bool {
	l := w.doc.Layout
	width, height := (l.Width-l.Left-l.Right)*pointsPerMM, (l.Height-l.Top-l.Bottom)*pointsPerMM
	weights := 0.0
	for i := range columns {
		weights += column(t, i).Weight
	}
	at := 0
	for _, c := range r.Cells {
		share := 0.0
		for i := at; i < min(at+max(1, c.ColSpan), columns); i++ {
			if weights > 0 && column(t, i).Weight > 0 {
				share += column(t, i).Weight / weights * 0.8
			} else {
				share += 0.8 / float64(columns)
			}
		}
		at += max(1, c.ColSpan)
		if estimate(c.Text, max(share*width-8, tableSize), tableSize, tablePitch)*safetyFactor > height*0.9 {
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
	w.print("#picture(")
	if path, ok := w.images[f.File]; ok {
		width, height := w.imageSize(f)
		w.print("image(", quote(path), ", width: ", number(width), "mm, height: ", number(height), `mm, fit: "contain"`)
		if f.Alt != "" {
			w.print(", alt: ", w.literal(f.Alt, ""))
		}
		w.print(")")
	} else {
		w.brokenImage(f.File, f.Alt)
		w.print("broken(", w.content(Song, placeholder(f.Alt, f.File)), ")")
	}
	w.print(w.captions(f.Caption, f.Bookmark), ");")
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
	w.print("#box(height: 1em, image(", quote(path), ", height: 1em")
	if i.Text != "" {
		w.print(", alt: ", w.literal(i.Text, ""))
	}
	w.print("));")
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

func (w *writer) formBox(r book.FormRow, half bool) {
	l := w.doc.Layout
	width, height := (l.Width-l.Left-l.Right)*pointsPerMM, (l.Height-l.Top-l.Bottom)*pointsPerMM
	share := 0.8
	if half {
		share = 0.3
	}
	tall := max(estimate(r.Value, share*width, formSize, formPitch), float64(r.MinLines)*formPitch)*safetyFactor > height*0.9
	least := max(1, r.MinLines)
	if r.Seal {
		least = max(4, least)
	}
	if !half && estimate(r.Value, share*width, formSize, formPitch) > 2*formPitch {
		least = max(2, least)
	}
	seal := "none"
	if r.Seal {
		seal = w.content(Body, wordsOf(w.doc.Lang).seal)
	}
	w.print("(", w.content(Hei, strings.TrimSpace(r.Label)), ", [")
	w.inlines(Body, r.Value)
	w.print("], ", seal, ", ", strconv.Itoa(least), ", ", strconv.FormatBool(tall), "), ")
}
