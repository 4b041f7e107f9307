package docx

import "showcase/generator/book"

// sealLines is the least room above the line that is stamped and dated by hand.
const sealLines = 3

// formPitch is the height of one line of a form, in twips.
func (w *writer) formPitch() int { return w.page.scaled(20) * 10 }

// form draws a recommendation form: labels, values, boxes for seals.
func (w *writer) form(s *story, x *book.Form, sc scope) {
	if len(x.Rows) == 0 {
		return
	}
	widths := w.formWidths(x, sc)
	w.beginTable(s)
	s.str(`<w:tbl><w:tblPr>`, val("tblStyle", "TableGrid"), `<w:tblW w:w="`, itoa(total(widths)), `" w:type="dxa"/>`)
	if sc.left > 0 {
		s.str(`<w:tblInd w:w="`, itoa(sc.left), `" w:type="dxa"/>`)
	} else {
		s.str(`<w:jc w:val="center"/>`)
	}
	s.str(`<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:bottom w:w="60" w:type="dxa"/></w:tblCellMar>`,
		`<w:tblLook w:val="0400" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr>`)
	columnsOf(&s.out, widths)
	for i := 0; i < len(x.Rows); i++ {
		r := x.Rows[i]
		switch {
		case r.Half && i+1 < len(x.Rows) && x.Rows[i+1].Half && !r.Closed() && !x.Rows[i+1].Closed():
			w.halves(s, r, x.Rows[i+1], widths)
			i++
		case r.Closed():
			w.sealBox(s, r, widths)
		default:
			w.formRow(s, w.formHeight(max(r.MinLines, 1)), longForm(r), func() {
				w.formLabel(s, r.Label, widths[0], "")
				w.formValue(s, r, total(widths[1:]), len(widths)-1)
			})
		}
	}
	s.str(`</w:tbl>`)
	s.afterTable, s.captioned = true, false
}

// formWidths gives two columns, or four when rows share a line.
func (w *writer) formWidths(x *book.Form, sc scope) []int {
	half := false
	for _, r := range x.Rows {
		half = half || r.Half
	}
	label := sc.width * 17 / 100
	if !half {
		return []int{label, sc.width - label}
	}
	value := sc.width/2 - label
	return []int{label, value, label, sc.width - 2*label - value}
}

// longForm tells whether a row is so long that it must be allowed to break
// over pages: one that cannot would leave a page nearly empty.
func longForm(r book.FormRow) bool {
	n := 0
	for _, x := range r.Value {
		n += len(x.Text)
	}
	return n > 1500
}

// formHeight is that of a box with so many lines: 7 pt stand above and below.
func (w *writer) formHeight(lines int) int { return lines*w.formPitch() + 2*formPad }

const formPad = 140

func (w *writer) formRow(s *story, height int, mayBreak bool, cells func()) {
	s.str(`<w:tr><w:trPr>`)
	if !mayBreak {
		s.str(`<w:cantSplit/>`)
	}
	s.str(`<w:trHeight w:val="`, itoa(height), `" w:hRule="atLeast"/></w:trPr>`)
	cells()
	s.str(`</w:tr>`)
}

func (w *writer) halves(s *story, a, b book.FormRow, widths []int) {
	w.formRow(s, w.formHeight(max(a.MinLines, b.MinLines, 1)), false, func() {
		w.formLabel(s, a.Label, widths[0], "")
		w.formValue(s, a, widths[1], 1)
		w.formLabel(s, b.Label, widths[2], "")
		w.formValue(s, b, widths[3], 1)
	})
}

func (w *writer) formLabel(s *story, label string, width int, merge string) {
	s.str(`<w:tc><w:tcPr><w:tcW w:w="`, itoa(width), `" w:type="dxa"/>`, merge, `<w:vAlign w:val="center"/></w:tcPr>`)
	_, ind := w.balanced(label, w.page.scaled(12), scope{width: width - 240})
	w.paragraph(s, para{style: "FormLabel", ind: ind}, func() { w.text(&s.out, label, look{}) })
	s.str(`</w:tc>`)
}

func (w *writer) formValue(s *story, r book.FormRow, width, span int) {
	s.str(`<w:tc><w:tcPr><w:tcW w:w="`, itoa(width), `" w:type="dxa"/>`)
	if span > 1 {
		s.str(val("gridSpan", itoa(span)))
	}
	if r.MinLines <= 2 {
		s.str(`<w:vAlign w:val="center"/>`)
	}
	s.str(`</w:tcPr>`)
	w.formText(s, r.Value, false)
	s.str(`</w:tc>`)
}

// formText sets each line of a value as a paragraph of its own; several lines
// are running text and get the usual indent.
func (w *writer) formText(s *story, in []book.Inline, keep bool) {
	p := para{style: "FormText", keepNext: keep}
	if measure(plainText(in)) > 40 {
		p.ind = `<w:ind w:firstLineChars="200" w:firstLine="` + itoa(w.page.scaled(12)*20) + `"/>`
	}
	if hasPicture(in) {
		p.spacing = growing
	}
	start := 0
	for i := range in {
		if in[i].Break && i+1 < len(in) {
			part := append([]book.Inline(nil), in[start:i+1]...)
			part[len(part)-1].Break = false
			w.paragraph(s, p, func() { w.inlines(s, part, look{}) })
			start = i + 1
		}
	}
	w.paragraph(s, p, func() { w.inlines(s, in[start:], look{}) })
}

// sealBox is two rows without a line between them: what is written above can
// grow, the seal's line stays at the bottom.
func (w *writer) sealBox(s *story, r book.FormRow, widths []int) {
	value := total(widths[1:])
	cell := func(edge string) {
		s.str(`<w:tc><w:tcPr><w:tcW w:w="`, itoa(value), `" w:type="dxa"/>`)
		if len(widths) > 2 {
			s.str(val("gridSpan", itoa(len(widths)-1)))
		}
		s.str(`<w:tcBorders><w:`, edge, ` w:val="nil"/></w:tcBorders></w:tcPr>`)
	}
	w.formRow(s, max(r.MinLines-1, sealLines)*w.formPitch()+formPad, longForm(r), func() {
		w.formLabel(s, r.Label, widths[0], val("vMerge", "restart"))
		cell("bottom")
		w.formText(s, r.Value, true)
		s.str(`</w:tc>`)
	})
	w.formRow(s, w.formPitch()+formPad, false, func() {
		w.formLabel(s, "", widths[0], `<w:vMerge/>`)
		cell("top")
		w.paragraph(s, para{style: "FormSeal"}, func() { w.text(&s.out, w.words().closing(r), look{}) })
		s.str(`</w:tc>`)
	})
}

// notice is a box of one cell, so that it can hold any block.
func (w *writer) notice(s *story, x *book.Notice, sc scope) {
	w.gap(s, w.page.pitch*2/9)
	s.str(`<w:tbl><w:tblPr>`, val("tblStyle", "TableGrid"), `<w:tblW w:w="`, itoa(sc.width), `" w:type="dxa"/>`)
	if sc.left > 0 {
		s.str(`<w:tblInd w:w="`, itoa(sc.left), `" w:type="dxa"/>`)
	} else {
		s.str(`<w:jc w:val="center"/>`)
	}
	s.str(`<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="110" w:type="dxa"/><w:left w:w="200" w:type="dxa"/><w:bottom w:w="110" w:type="dxa"/><w:right w:w="200" w:type="dxa"/></w:tblCellMar>`,
		`<w:tblLook w:val="0400" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr>`)
	columnsOf(&s.out, []int{sc.width})
	s.str(`<w:tr><w:tc><w:tcPr><w:tcW w:w="`, itoa(sc.width), `" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/></w:tcPr>`)
	if x.Title != "" || len(x.Blocks) == 0 {
		w.paragraph(s, para{style: "NoticeTitle"}, func() { w.text(&s.out, x.Title, look{}) })
	}
	before := s.Len()
	w.blocks(s, x.Blocks, scope{width: sc.width - 400, em: w.page.scaled(14) * 10, style: "NoticeText", cell: true})
	w.closeTable(s)
	if s.Len() == before && x.Title == "" && len(x.Blocks) > 0 {
		w.gap(s, 20)
	}
	s.str(`</w:tc></w:tr></w:tbl>`)
	s.afterTable, s.captioned = true, true // it has its room above
}
