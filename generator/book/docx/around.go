package docx

import "showcase/generator/book"

// margin is what stands around the type area of the body: a header or footer.
type margin struct {
	kind  string   // header, footer
	pages []string // even, default (the odd ones)
	file  string
	xml   string
}

// margins are running head and page numbers. On a sheet that lies on its side
// the number belongs to the header, since it stands at the left edge.
func (w *writer) margins() []margin {
	if w.doc.Template == book.CertificateTemplate {
		return nil
	}
	even, odd := []string{"even"}, []string{"default"}
	if w.page.width > w.page.height {
		return []margin{
			{"header", odd, "header1.xml", w.header(w.turnedNumber("right"))},
			{"header", even, "header2.xml", w.header(w.turnedNumber("left"))},
		}
	}
	list := []margin{{"footer", odd, "footer1.xml", w.footer("right")}, {"footer", even, "footer2.xml", w.footer("left")}}
	if w.doc.Head != "" {
		list = append([]margin{{"header", append(even, odd...), "header1.xml", w.header("")}}, list...)
	}
	return list
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
