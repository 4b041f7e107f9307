package docx

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"showcase/generator/book"
)

// para is the properties of one paragraph: markup, in Word's order.
type para struct {
	style    string
	keepNext bool
	newPage  bool
	border   string
	spacing  string
	ind      string
	jc       string
	half     int  // size of the paragraph mark, half-points
	loose    bool // no need to stay with the next paragraph
	section  string
}

// open writes a paragraph up to where its runs begin.
func (p para) open(o *out) {
	o.str(`<w:p><w:pPr>`)
	if p.style != "" {
		o.str(val("pStyle", p.style))
	}
	switch {
	case p.keepNext:
		o.str(`<w:keepNext/>`)
	case p.loose:
		o.str(`<w:keepNext w:val="0"/>`)
	}
	if p.newPage {
		o.str(`<w:pageBreakBefore/>`)
	}
	o.str(p.border, p.spacing, p.ind)
	if p.jc != "" {
		o.str(val("jc", p.jc))
	}
	if p.half > 0 {
		o.str(`<w:rPr>`, val("sz", itoa(p.half)), val("szCs", itoa(p.half)), `</w:rPr>`)
	}
	o.str(p.section, `</w:pPr>`)
}

// scope is where blocks are drawn.
type scope struct {
	left  int    // twips from the left edge of the text
	width int    // twips to the right of left
	em    int    // twips, one character
	style string // of running text
	plain bool   // no first-line indent of its own: inside lists
	cell  bool   // a box or a note: no page breaks
	top   bool   // the body itself
}

func (w *writer) bodyScope() scope {
	return scope{width: w.page.textWidth, em: w.page.em, style: "BodyText", top: true}
}

// paragraph draws one paragraph with a page break that waits for it.
func (w *writer) paragraph(s *story, p para, runs func()) {
	p.newPage = p.newPage || s.breakPage
	s.breakPage, s.afterTable = false, false
	p.open(&s.out)
	if runs != nil {
		runs()
	}
	s.str(`</w:p>`)
}

// gap is an almost empty paragraph: Word needs one between two tables and after
// the last table of a box.
func (w *writer) gap(s *story, height int) {
	w.paragraph(s, para{style: "Normal", spacing: w.lines(0, 0, height)}, nil)
}

// closeTable ends a run of blocks that must not end in a table.
func (w *writer) closeTable(s *story) {
	if s.afterTable {
		w.gap(s, 20)
	}
}

func (w *writer) blocks(s *story, list []book.Block, sc scope) {
	for _, b := range list {
		if p, ok := b.(*book.Paragraph); s.afterTable && !(ok && p.Style == book.TableNote) {
			w.gap(s, w.page.pitch/2)
		}
		w.block(s, b, sc)
	}
}

func (w *writer) block(s *story, b book.Block, sc scope) {
	switch x := b.(type) {
	case *book.Heading:
		w.heading(s, x, sc)
	case *book.Paragraph:
		w.paragraph(s, w.paraOf(x, sc), func() { w.inlines(s, x.Text, look{}) })
	case *book.ListBlock:
		w.list(s, x, sc)
	case *book.Table:
		w.table(s, x, sc)
	case *book.Figure:
		w.figure(s, x, sc)
	case *book.Quote:
		w.blocks(s, x.Blocks, quoted(sc))
	case *book.CodeBlock:
		w.code(s, x, sc)
	case *book.Notice:
		w.notice(s, x, sc)
	case *book.Form:
		w.form(s, x, sc)
	case *book.PageBreak:
		s.breakPage = s.breakPage || !sc.cell
	case *book.Signature:
		w.signature(s, x, sc)
	case *book.Rule:
		w.paragraph(s, para{style: "Normal",
			border:  `<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>`,
			spacing: w.lines(0, w.page.pitch/2, w.page.pitch/2),
			ind:     indent(sc.left, 0)}, nil)
	}
}

// indent sets the left edge and clears the first-line indent of the style.
func indent(left, right int) string {
	return `<w:ind w:left="` + itoa(left) + `" w:right="` + itoa(right) + `" w:firstLineChars="0" w:firstLine="0"/>`
}

func quoted(sc scope) scope {
	sc.left += 2 * sc.em
	sc.width -= 2 * sc.em
	if !sc.cell {
		sc.style = "Quote"
	}
	sc.top = false
	return sc
}

func (w *writer) paraOf(x *book.Paragraph, sc scope) para {
	p := para{style: sc.style}
	if sc.top {
		switch x.Style {
		case book.Flush:
			p.style = "FlushText"
		case book.Centered:
			p.style = "CenteredText"
		case book.Lead:
			p.style = "Lead"
		}
	}
	switch {
	case x.Style == book.TableNote:
		p.style = "TableNote"
		if sc.left > 0 {
			p.ind = indent(sc.left, 0)
		}
	case p.style != sc.style: // the style says it all
	case sc.plain || x.Style == book.Flush || x.Style == book.Centered:
		p.ind = indent(sc.left, 0)
	case sc.left > 0:
		p.ind = `<w:ind w:left="` + itoa(sc.left) + `" w:firstLineChars="200" w:firstLine="` + itoa(2*sc.em) + `"/>`
	}
	if x.Style == book.Centered && p.style != "CenteredText" {
		p.jc = "center"
	}
	if hasPicture(x.Text) {
		p.spacing = `<w:spacing w:line="` + itoa(w.page.pitch) + `" w:lineRule="atLeast"/>`
	}
	return p
}

func hasPicture(in []book.Inline) bool {
	for _, x := range in {
		if x.Picture != "" {
			return true
		}
	}
	return false
}

func (w *writer) heading(s *story, x *book.Heading, sc scope) {
	level := min(max(x.Level, 0), 4)
	p := para{style: "Heading" + itoa(level+1)}
	if !x.InOutline {
		p.style = "Unlisted" + p.style
	}
	if sc.left > 0 {
		p.ind = `<w:ind w:left="` + itoa(sc.left) + `"/>`
	}
	if level == 0 && !sc.cell {
		s.breakPage = true
		if x.Annex != "" {
			w.paragraph(s, para{style: "AnnexLabel"}, func() { w.text(&s.out, x.Annex, look{}) })
			if x.InOutline {
				p.style = "AnnexTitle"
			}
		}
	}
	if level == 0 && x.Subtitle != "" {
		p.spacing = `<w:spacing w:after="0"/>`
	}
	w.paragraph(s, p, func() {
		done := w.mark(&s.out, x.Bookmark)
		if p.style == "AnnexTitle" {
			w.contentsEntryOfAnnex(&s.out, x)
		}
		w.text(&s.out, w.numberOf(x), look{})
		w.inlines(s, x.Text, look{})
		s.str(done)
	})
	if level == 0 && x.Subtitle != "" {
		w.paragraph(s, para{style: "Subtitle"}, func() { w.text(&s.out, "——"+x.Subtitle, look{}) })
	}
}

// numberOf is the heading's number with what stands between it and the text:
// nothing after Chinese punctuation, a wide space after 第一章, a space after digits.
func (w *writer) numberOf(x *book.Heading) string {
	if x.Number == "" {
		return ""
	}
	last, _ := utf8.DecodeLastRuneInString(x.Number)
	switch {
	case unicode.IsSpace(last), strings.ContainsRune("、）．。：", last):
		return x.Number
	case unicode.Is(unicode.Han, last):
		return x.Number + "　"
	case w.zh && (last == '.' || last == ')'):
		return x.Number
	}
	return x.Number + " "
}

// mark opens a bookmark and returns the markup that closes it. Empty and
// repeated names give none: Word would drop them with a repair message.
func (w *writer) mark(o *out, name string) string {
	if name == "" || w.marked[name] {
		return ""
	}
	w.marked[name] = true
	id := itoa(w.markIDs)
	w.markIDs++
	o.str(`<w:bookmarkStart w:id="`, id, `" w:name="`, w.marks[name], `"/>`)
	return `<w:bookmarkEnd w:id="` + id + `"/>`
}

func (w *writer) code(s *story, x *book.CodeBlock, sc scope) {
	p := para{style: "HTMLPreformatted"}
	if sc.left > 0 {
		p.ind = indent(sc.left+120, 120)
	}
	w.paragraph(s, p, func() { w.text(&s.out, strings.TrimSuffix(x.Text, "\n"), look{}) })
}

// signature follows GB/T 9704-2012, 7.3.5.2: the name two characters from the
// right, the date below it two characters further right than the name begins;
// a date longer than the name stands two from the right and moves the name.
func (w *writer) signature(s *story, x *book.Signature, sc scope) {
	name, date := measure(x.Name), measure(x.Date)
	nameRight, dateRight := 2.0, name-date
	if date > name {
		nameRight, dateRight = 4+date-name, 2
	}
	if x.Name == "" {
		dateRight = 2
	}
	// A very long name leaves no room: never push a line off the page.
	limit := float64(sc.width)/float64(sc.em) - 8
	ind := func(chars float64) string {
		return indent(0, max(round(min(chars, limit)*float64(sc.em)), 0))
	}
	before := `<w:spacing w:before="` + itoa(w.page.pitch) + `"/>`
	if x.Name != "" {
		w.paragraph(s, para{style: "Signature", keepNext: x.Date != "", spacing: before, ind: ind(nameRight)}, func() { w.text(&s.out, x.Name, look{}) })
		before = ""
	}
	if x.Date != "" {
		w.paragraph(s, para{style: "Signature", spacing: before, ind: ind(dateRight)}, func() { w.text(&s.out, x.Date, look{}) })
	}
}
