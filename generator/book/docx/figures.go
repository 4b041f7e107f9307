package docx

import "showcase/generator/book"

// figures draws images side by side: each row a table without lines.
func (w *writer) figures(s *story, x *book.Figures, sc scope) {
	scale := float64(sc.width) / float64(w.page.textWidth)
	twips := func(mm float64) int { return round(mm * 1440 / 25.4 * scale) }
	for i, row := range x.Rows {
		w.figureRow(s, row, sc, twips, x.Caption != "" || i+1 < len(x.Rows))
	}
	if x.Caption == "" {
		return
	}
	p := para{style: "Caption"}
	if sc.left > 0 {
		p.ind = indent(sc.left, sc.right)
	}
	w.paragraph(s, p, func() {
		done := w.mark(&s.out, x.Bookmark)
		w.caption(&s.out, x.Bookmark, x.Caption)
		s.str(done)
	})
}

func (w *writer) figureRow(s *story, row []*book.Figure, sc scope, twips func(mm float64) int, keep bool) {
	w.beginTable(s)
	gap := twips(book.FigureGap)
	widths := make([]int, len(row))
	for i, f := range row {
		widths[i] = twips(f.Width) + gap
	}
	s.str(`<w:tbl><w:tblPr><w:tblW w:w="`, itoa(total(widths)), `" w:type="dxa"/>`)
	if sc.left > 0 {
		s.str(`<w:tblInd w:w="`, itoa(sc.left+max((sc.width-total(widths))/2, -gap/2)), `" w:type="dxa"/>`)
	} else {
		s.str(`<w:jc w:val="center"/>`)
	}
	s.str(`<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="`, itoa(gap/2), `" w:type="dxa"/><w:right w:w="`, itoa(gap/2), `" w:type="dxa"/></w:tblCellMar></w:tblPr>`)
	columnsOf(&s.out, widths)
	s.str(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
	for i, f := range row {
		s.str(`<w:tc><w:tcPr><w:tcW w:w="`, itoa(widths[i]), `" w:type="dxa"/></w:tcPr>`)
		w.figureCell(s, f, widths[i]-gap, keep)
		s.str(`</w:tc>`)
	}
	s.str(`</w:tr></w:tbl>`)
	s.afterTable, s.captioned = true, true
}

func (w *writer) figureCell(s *story, f *book.Figure, wide int, keep bool) {
	m := w.mediumOf(f.File)
	picture := para{style: "Figure", loose: f.Caption == "" && !keep}
	if m == nil {
		picture.style = "Placeholder"
	}
	mark := func(inside func()) {
		done := w.mark(&s.out, f.Bookmark)
		inside()
		s.str(done)
	}
	w.paragraph(s, picture, func() {
		draw := func() {
			if m == nil {
				w.text(&s.out, w.missing(f.Alt, f.File), look{})
				return
			}
			w.drawing(s, m, wide, max(wide*m.height/m.width, 1), f.Alt)
		}
		if f.Caption == "" {
			mark(draw)
		} else {
			draw()
		}
	})
	if f.Caption != "" {
		w.paragraph(s, para{style: "Caption", keepNext: keep}, func() {
			mark(func() { w.caption(&s.out, f.Bookmark, f.Caption) })
		})
	}
}
