package docx

import "showcase/generator/book"

// margin is what stands around the type area of the body: a header or footer.
type margin struct {
	kind  string   // header, footer
	pages []string // even, default (the odd ones)
	file  string
	xml   string
}

// margins are running head and page numbers, and those of the sheets that lie on
// their side, where the number belongs to the header, since it stands at the
// left edge. Where a document has both kinds, either has an empty one of what
// only the other needs: a section without has that of the one before.
func (w *writer) margins() (upright, turned []margin) {
	if w.doc.Template == book.CertificateTemplate {
		return nil, nil
	}
	even, odd := []string{"even"}, []string{"default"}
	both := []string{"even", "default"}
	numbers := func() []margin {
		return []margin{
			{"header", odd, "header2.xml", w.header(w.turnedNumber("right"))},
			{"header", even, "header3.xml", w.header(w.turnedNumber("left"))},
		}
	}
	if w.page.width > w.page.height {
		return numbers(), nil
	}
	if w.doc.Head != "" || w.turns {
		upright = []margin{{"header", both, "header1.xml", w.header("")}}
	}
	upright = append(upright, margin{"footer", odd, "footer1.xml", w.footer("right")}, margin{"footer", even, "footer2.xml", w.footer("left")})
	if w.turns {
		w.lying(func() { turned = numbers() })
		turned = append(turned, margin{"footer", both, "footer3.xml", `<w:ftr ` + namespaces + `><w:p/></w:ftr>`})
	}
	return upright, turned
}

// lying draws with the sheet lying on its side.
func (w *writer) lying(draw func()) {
	upright := w.page
	w.page = newPage(w.doc.Layout.Turned())
	draw()
	w.page = upright
}

// turned draws blocks as a section of sheets that lie on their side.
func (w *writer) turned(s *story, x *book.Turned) {
	w.endBody(s)
	w.lying(func() {
		w.blocks(s, x.Blocks, w.bodyScope())
		w.closeTable(s)
		w.endBody(s)
	})
}

// endBody ends a section of the body; what follows begins on a new page anyhow.
func (w *writer) endBody(s *story) {
	if !s.atTop {
		s.breakPage = false
		w.endSection(sectionBody)
	}
	s.breakPage, s.atTop = false, true
}

// header is the running head, the same on both sides, with what else stands there.
func (w *writer) header(more string) string {
	var o out
	o.str(`<w:hdr `, namespaces, `>`, more)
	p := para{style: "Header"}
	if w.doc.Head != "" {
		p.border = `<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="auto"/></w:pBdr>`
	}
	p.open(&o)
	w.text(&o, w.doc.Head, look{})
	o.str(`</w:p></w:hdr>`)
	return o.String()
}

// footer is the page number at the outer edge, one character in
// (GB/T 9704-2012, 7.5).
func (w *writer) footer(side string) string {
	var o out
	in := itoa(w.page.scaled(14) * 10)
	o.str(`<w:ftr `, namespaces, `>`)
	w.number(&o, para{style: "Footer", jc: side,
		ind: `<w:ind w:` + side + `Chars="100" w:` + side + `="` + in + `" w:firstLineChars="0" w:firstLine="0"/>`})
	o.str(`</w:ftr>`)
	return o.String()
}

// turnedNumber is the page number where upright sheets have it, so that bound
// sheets have all of theirs in one place: 7 mm from what is the left edge of
// the type area, one character in. Its line runs downwards, so that its right
// end is the lower one. Only the cell of a table turns in Word and LibreOffice.
func (w *writer) turnedNumber(side string) string {
	var o out
	p, em := w.page, w.page.scaled(14)*10
	width, high := itoa(em), itoa(p.textHeight-2*em)
	o.str(`<w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="page" w:horzAnchor="page" w:tblpX="`, itoa(max(p.left-mm(7)-em, 1)), `" w:tblpY="`, itoa(p.top+em), `"/>`,
		`<w:tblW w:w="`, width, `" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>`)
	columnsOf(&o, []int{em})
	o.str(`<w:tr><w:trPr><w:trHeight w:val="`, high, `" w:hRule="exact"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="`, width, `" w:type="dxa"/><w:textDirection w:val="tbRl"/></w:tcPr>`)
	w.number(&o, para{style: "Footer", jc: side, spacing: w.lines(0, 0, em)})
	o.str(`</w:tc></w:tr></w:tbl>`)
	return o.String()
}

// number is — 1 —.
func (w *writer) number(o *out, p para) {
	p.open(o)
	w.text(o, "— ", look{})
	field(o, "PAGE", func() { w.text(o, "1", look{}) })
	w.text(o, " —", look{})
	o.str(`</w:p>`)
}
