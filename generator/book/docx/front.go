package docx

import (
	"strings"

	"showcase/generator/book"
)

// front draws what comes before the body: cover and contents, a section each.
func (w *writer) front() {
	if w.doc.Cover != nil {
		w.cover(w.doc.Cover)
	}
	if w.doc.Contents {
		w.contents()
	}
}

// endSection closes a section with a paragraph that takes no room.
func (w *writer) endSection(k sectionKind) {
	s := w.main
	w.paragraph(s, para{style: "Normal", spacing: w.lines(0, 0, 20), section: w.section(k)}, nil)
}

// cover sets the kicker high, the title in the upper third and the fields in
// the lower third of the page.
func (w *writer) cover(c *book.Cover) {
	s, p := w.main, w.page
	used := 0
	line := func(style string, before, pitch int, text string, size float64) {
		used += before + pitch*w.linesOf(text, size)
		w.paragraph(s, para{style: style, spacing: `<w:spacing w:before="` + itoa(before) + `"/>`}, func() { w.text(&s.out, text, look{}) })
	}
	if c.Kicker != "" {
		line("CoverKicker", p.pitch, p.pitch*5/4, c.Kicker, 18)
	}
	line("Title", max(p.textHeight/5-used, p.pitch), p.scaled(26)*15, c.Title, 26)
	if w.doc.Subtitle != "" {
		line("Subtitle", p.pitch/2, p.pitch, "——"+w.doc.Subtitle, 16)
		used += p.pitch
	}
	if len(c.Lines) > 0 {
		w.coverFields(c.Lines, used)
	}
	w.endSection(sectionCover)
}

// linesOf estimates how many lines a centred text takes.
func (w *writer) linesOf(s string, pt float64) int {
	width := measure(s) * float64(w.page.scaled(pt)*10)
	return max((int(width)+w.page.textWidth-1)/w.page.textWidth, 1)
}

// coverFields is a block of labels of even width and values on a line.
func (w *writer) coverFields(fields []book.Field, used int) {
	s, p := w.main, w.page
	em := p.scaled(16) * 10
	label, value := 4.0, 8.0
	for _, f := range fields {
		label = max(label, min(measure(f.Label), 8))
		value = max(value, measure(f.Value)+1)
	}
	labelWidth := round(label*float64(em)) + 60
	colon := em + 20
	valueWidth := min(round(value*float64(em))+60, p.textWidth-labelWidth-colon)
	perLine := max(float64(valueWidth)/float64(em)-0.5, 1)
	height := 0
	for _, f := range fields {
		height += p.pitch * 3 / 2 * max(int(measure(f.Value)/perLine+0.99), 1)
	}
	room := max(p.textHeight-used-height-3*p.pitch, p.pitch)
	w.gap(s, min(room, 28*567)) // Word's largest line is 1584 pt
	s.str(`<w:tbl><w:tblPr><w:tblW w:w="`, itoa(labelWidth+colon+valueWidth), `" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>`,
		`<w:tblCellMar><w:left w:w="30" w:type="dxa"/><w:right w:w="30" w:type="dxa"/></w:tblCellMar></w:tblPr>`)
	columnsOf(&s.out, []int{labelWidth, colon, valueWidth})
	cell := func(width int, border, jc, text string) {
		s.str(`<w:tc><w:tcPr><w:tcW w:w="`, itoa(width), `" w:type="dxa"/>`, border, `<w:vAlign w:val="bottom"/></w:tcPr>`)
		w.paragraph(s, para{style: "CoverField", jc: jc}, func() { w.text(&s.out, text, look{}) })
		s.str(`</w:tc>`)
	}
	for _, f := range fields {
		s.str(`<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="`, itoa(p.pitch*3/2), `" w:hRule="atLeast"/></w:trPr>`)
		name := strings.TrimRight(f.Label, "：:")
		cell(labelWidth, "", "distribute", name)
		cell(colon, "", "", "：")
		cell(valueWidth, `<w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:tcBorders>`, "", f.Value)
		s.str(`</w:tr>`)
	}
	s.str(`</w:tbl>`)
}

// contents is a contents field with its entries already in it.
func (w *writer) contents() {
	entries := contentsOf(w.doc.Body, nil)
	if len(entries) == 0 {
		return
	}
	s := w.main
	title := "目　录"
	if !w.zh {
		title = "Contents"
	}
	s.str(`<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>`)
	w.paragraph(s, para{style: "TOCHeading"}, func() { w.text(&s.out, title, look{}) })
	for i, h := range entries {
		w.paragraph(s, para{style: "TOC" + itoa(min(max(h.Level, 0), 2)+1)}, func() {
			if i == 0 {
				fieldBegin(&s.out, `TOC \o "1-3" \f \h \z`)
			}
			w.contentsEntry(h)
		})
	}
	w.paragraph(s, para{style: "Normal", spacing: w.lines(0, 0, 20)}, func() { s.str(fieldEnd) })
	s.str(`</w:sdtContent></w:sdt>`)
	w.endSection(sectionContents)
}

// contentsOf lists the headings that the contents show, wherever they stand.
func contentsOf(list []book.Block, found []*book.Heading) []*book.Heading {
	for _, b := range list {
		switch x := b.(type) {
		case *book.Heading:
			if x.InOutline && x.Level <= 2 {
				found = append(found, x)
			}
		case *book.Quote:
			found = contentsOf(x.Blocks, found)
		case *book.Notice:
			found = contentsOf(x.Blocks, found)
		case *book.ListBlock:
			for _, item := range x.Items {
				found = contentsOf(item.Blocks, found)
			}
		}
	}
	return found
}

func (w *writer) contentsEntry(h *book.Heading) {
	s := w.main
	mark := w.marks[h.Bookmark]
	done := ""
	if mark != "" {
		s.str(`<w:hyperlink w:anchor="`, mark, `" w:history="1">`)
		done = `</w:hyperlink>`
	}
	if h.Annex != "" {
		w.text(&s.out, h.Annex+"　", look{})
	}
	w.text(&s.out, w.numberOf(h), look{})
	w.inlines(s, h.Text, look{plain: true})
	s.str(`<w:r><w:tab/></w:r>`)
	n, known := w.pageOf[h.Bookmark]
	shown := itoa(n)
	if !known || mark == "" {
		shown = "–"
		w.stale = true
	}
	if mark != "" {
		field(&s.out, `PAGEREF `+mark+` \h`, func() { w.text(&s.out, shown, look{}) })
	} else {
		w.text(&s.out, shown, look{})
	}
	s.str(done)
}

// contentsEntryOfAnnex marks an annex for a refreshed contents, where 附件1 must
// stand before the title although it is a paragraph of its own.
func (w *writer) contentsEntryOfAnnex(o *out, h *book.Heading) {
	text := h.Annex + "　" + w.numberOf(h) + plainText(h.Text)
	text = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ").Replace(text)
	o.str(`<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:instrText xml:space="preserve"> TC "`, escape(text),
		`" \l 1 </w:instrText></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType="end"/></w:r>`)
}
