package docx

import (
	"math"
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

// end closes the body and puts as many blank pages after it, a section each:
// without header and footer of its own, a section would have those of the body.
func (w *writer) end(blank int) {
	last := sectionBody
	for range blank {
		w.endSection(last)
		last = sectionBlank
	}
	if blank > 0 {
		w.gap(w.main, 20)
	}
	w.main.str(w.section(last))
}

// cover sets the kicker high, the title in the upper third and the fields near
// the foot of the page.
func (w *writer) cover(c *book.Cover) {
	s, p := w.main, w.page
	used, sc := 0, w.bodyScope()
	line := func(style string, before int, size float64, pitch int, text string) {
		lines, ind := w.balanced(text, p.scaled(size), sc)
		used += before + pitch*lines
		w.paragraph(s, para{style: style, spacing: spaced(before, 0), ind: ind}, func() { w.text(&s.out, text, look{}) })
	}
	before := p.textHeight / 7
	if c.Kicker != "" {
		line("CoverKicker", before, 18, p.pitch*5/4, c.Kicker)
		before = mm(14)
	}
	line("Title", before, 26, titlePitch(p.scaled(26)), c.Title)
	if w.doc.Subtitle != "" {
		line("CoverSubtitle", mm(8), 18, p.pitch*5/4, w.words().dash+w.doc.Subtitle)
	}
	w.answers(c.Lines, used, mm(24))
	w.endSection(sectionCover)
}

// divider is the heading sheet before an annex: its number and title in the
// upper part, near the foot what it is and what it proves.
func (w *writer) divider(s *story, x *book.Heading, sc scope) {
	p := w.page
	used := 0
	line := func(style string, before, after int, size float64, pitch int, text string, write func()) {
		lines, ind := w.balanced(text, p.scaled(size), sc)
		used += before + after + pitch*lines
		w.paragraph(s, para{style: style, spacing: spaced(before, after), ind: ind}, write)
	}
	line("DividerLabel", p.textHeight/6, mm(12), 22, p.pitch, x.Annex, func() { w.label(&s.out, x.Bookmark, x.Annex) })
	line("DividerTitle", 0, 0, 22, titlePitch(p.scaled(22)), x.Number+plainText(x.Text), func() { w.headingText(s, x) })
	if x.Subtitle != "" {
		text := w.words().dash + x.Subtitle
		line("CoverSubtitle", mm(6), 0, 18, p.pitch*5/4, text, func() { w.text(&s.out, text, look{}) })
	}
	if len(x.Sheet.Remark) > 0 {
		line("DividerRemark", mm(8), 0, 16, p.pitch, plainText(x.Sheet.Remark), func() { w.inlines(s, x.Sheet.Remark, look{}) })
	}
	w.answers(x.Sheet.Fields, used, mm(14))
	s.afterTable = false
	s.breakPage = true
}

// answers are labels spread to the width of the longest and values on a line, set
// near the foot of a page of which so much, in twips, is used above and stays
// free below.
func (w *writer) answers(fields []book.Field, used, below int) {
	if len(fields) == 0 {
		return
	}
	s, p := w.main, w.page
	em := p.scaled(16) * 10
	label := 2.0
	for _, f := range fields {
		label = max(label, min(measure(f.Label), 10))
	}
	widths := []int{round(label*float64(em)) + 130, em + 60, 0}
	widths[2] = max(min(mm(124), p.textWidth)-widths[0]-widths[1], 4*em)
	row, height := p.pitch*7/4, 0
	for _, f := range fields {
		lines := math.Ceil(measure(f.Value) * float64(em) / float64(widths[2]-60))
		height += row + p.pitch*max(int(lines)-1, 0)
	}
	// Word takes no more than 1584 pt before a paragraph.
	room := min(max(p.textHeight-used-height-below, p.pitch), 31000)
	w.paragraph(s, para{style: "Normal", spacing: w.lines(room, 0, 20)}, nil)
	s.str(`<w:tbl><w:tblPr><w:tblW w:w="`, itoa(total(widths)), `" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>`,
		`<w:tblCellMar><w:left w:w="30" w:type="dxa"/><w:right w:w="30" w:type="dxa"/></w:tblCellMar></w:tblPr>`)
	columnsOf(&s.out, widths)
	cell := func(i int, style, border, jc, text string) {
		s.str(`<w:tc><w:tcPr><w:tcW w:w="`, itoa(widths[i]), `" w:type="dxa"/>`, border, `<w:vAlign w:val="bottom"/></w:tcPr>`)
		w.paragraph(s, para{style: style, jc: jc}, func() { w.text(&s.out, text, look{}) })
		s.str(`</w:tc>`)
	}
	const underline = `<w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:tcBorders>`
	for _, f := range fields {
		s.str(`<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="`, itoa(row), `" w:hRule="atLeast"/></w:trPr>`)
		spread := "distribute"
		if !w.zh {
			spread = "left"
		}
		cell(0, "CoverLabel", "", spread, strings.TrimRight(f.Label, "：: "))
		cell(1, "CoverLabel", "", "", w.words().colon)
		cell(2, "CoverValue", underline, "", f.Value)
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
	s.str(`<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>`)
	w.paragraph(s, para{style: "TOCHeading"}, func() { w.text(&s.out, w.words().contents, look{}) })
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
		case *book.Turned:
			found = contentsOf(x.Blocks, found)
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
	w.text(&s.out, h.Number, look{})
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
	text := h.Annex + "　" + h.Number + plainText(h.Text)
	text = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ").Replace(text)
	o.str(`<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:instrText xml:space="preserve"> TC "`, escape(text),
		`" \l 1 </w:instrText></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType="end"/></w:r>`)
}
