package docx

import "showcase/generator/book"

// masthead is the red head: the issuer 35 mm below the type area's upper edge,
// the number two lines below it over the red rule (GB/T 9704-2012, 7.2).
func (w *writer) masthead(s *story, m *book.Masthead, sc scope) {
	pitch := w.page.pitch
	_, ind := w.balanced(m.Name, w.page.scaled(36), sc)
	w.paragraph(s, para{style: "Masthead", spacing: spaced(mm(35)-w.page.scaled(26)*10, 2*pitch), ind: ind}, func() { w.text(&s.out, m.Name, look{}) })
	w.paragraph(s, para{style: "CenteredText", spacing: spaced(0, 2*pitch),
		border: `<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="11" w:color="D7000F"/></w:pBdr>`}, func() { w.text(&s.out, m.Number, look{}) })
}

// enclosures lists what is attached, one blank line below the text. A name that
// turns the line goes on below its own first character (GB/T 9704-2012, 7.3.4).
func (w *writer) enclosures(s *story, x *book.Enclosures, sc scope) {
	label := w.words().enclosure
	for i, name := range x.Names {
		number := ""
		if len(x.Names) > 1 {
			number = itoa(i+1) + "."
		}
		head := round((measure(label) + measure(number)) * float64(sc.em))
		left := sc.left + 2*sc.em + head
		p := para{style: "FlushText", jc: "left", keepNext: true}
		if i == 0 {
			p.spacing = spaced(w.page.pitch, 0)
			p.ind = `<w:ind w:left="` + itoa(left) + `" w:firstLineChars="0" w:hanging="` + itoa(head) + `"/>`
			number = label + number
		} else {
			hang := round(measure(number) * float64(sc.em))
			p.ind = `<w:ind w:left="` + itoa(left) + `" w:firstLineChars="0" w:hanging="` + itoa(hang) + `"/>`
		}
		w.paragraph(s, p, func() { w.text(&s.out, number+name, look{}) })
	}
}

// names sets a roll of names in columns held by tabs, so that an office can
// add one by typing. Two characters stand as wide as three.
func (w *writer) names(s *story, x *book.NameList, sc scope) {
	longest := 3.0
	for _, name := range x.Names {
		longest = max(longest, measure(name))
	}
	width := sc.width - 2*sc.em
	columns := max(1, int(float64(width)/float64(sc.em)/(longest+1.4)))
	tabs := `<w:tabs>`
	for i := 1; i < columns; i++ {
		tabs += `<w:tab w:val="left" w:pos="` + itoa(sc.left+2*sc.em+width*i/columns) + `"/>`
	}
	p := para{style: "Lead", border: tabs + `</w:tabs>`, ind: indent(sc.left+2*sc.em, sc.right), jc: "left"}
	if columns == 1 {
		p.border = ""
	}
	for from := 0; from < len(x.Names); from += columns {
		row := x.Names[from:min(from+columns, len(x.Names))]
		w.paragraph(s, p, func() {
			for i, name := range row {
				if i > 0 {
					s.str(`<w:r><w:tab/></w:r>`)
				}
				if letters := []rune(name); len(letters) == 2 {
					name = string(letters[0]) + "　" + string(letters[1])
				}
				w.text(&s.out, name, look{})
			}
		})
	}
}
