package docx

import (
	"math"
	"strings"

	"showcase/generator/book"
)

// para is the properties of one paragraph: markup, in Word's order.
type para struct {
	style    string
	keepNext bool
	newPage  bool
	frame    string
	border   string
	spacing  string
	ind      string
	jc       string
	half     int  // size of the paragraph mark, half-points
	whole    bool // not to be broken over pages
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
	if p.whole {
		o.str(`<w:keepLines/>`)
	}
	if p.newPage {
		o.str(`<w:pageBreakBefore/>`)
	}
	o.str(p.frame, p.border, p.spacing, p.ind)
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
	width int    // twips of the line
	right int    // twips from the right edge of the text
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
	s.breakPage, s.afterTable, s.atTop = false, false, false
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
	for i, b := range list {
		s.noted = i+1 < len(list) && isTableNote(list[i+1])
		if s.afterTable && !s.breakPage && wantsGap(b, sc) {
			w.gap(s, w.roomBelow(s))
		}
		w.block(s, b, sc)
	}
}

func isTableNote(b book.Block) bool {
	p, ok := b.(*book.Paragraph)
	return ok && p.Style == book.TableNote
}

// roomBelow is the room below a table: what the PDF leaves between a line of
// text and a table, less the half that Word's lines have themselves. Word knows
// no room above a table: without a caption that is made up for here, so that
// pages stay as full.
func (w *writer) roomBelow(s *story) int {
	if s.captioned {
		return w.page.pitch * 2 / 9
	}
	return w.page.pitch * 4 / 9
}

// growing lets a line grow with a picture in it.
const growing = `<w:spacing w:line="240" w:lineRule="auto"/>`

// wantsGap tells whether b stands off from a table above it. What opens a new
// page must not: the gap of a table at the foot of a page would become a page
// of its own.
func wantsGap(b book.Block, sc scope) bool {
	switch x := b.(type) {
	case *book.Paragraph:
		return x.Style != book.TableNote
	case *book.Heading:
		return x.Level > 0 || sc.cell
	case *book.PageBreak, *book.Turned:
		return false
	}
	return true
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
	case *book.Figures:
		w.figures(s, x, sc)
	case *book.Turned:
		w.turned(s, x)
	case *book.Quote:
		w.blocks(s, x.Blocks, quoted(sc))
	case *book.CodeBlock:
		w.code(s, x, sc)
	case *book.Notice:
		w.notice(s, x, sc)
	case *book.Form:
		w.form(s, x, sc)
	case *book.PageBreak:
		s.breakPage = s.breakPage || !sc.cell && !s.atTop
	case *book.Signature:
		w.signature(s, x, sc)
	case *book.Enclosures:
		w.enclosures(s, x, sc)
	case *book.NameList:
		w.names(s, x, sc)
	case *book.Blank:
		line := para{style: "Normal", ind: indent(sc.left, sc.right), border: `<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="808080"/><w:between w:val="single" w:sz="4" w:space="1" w:color="808080"/></w:pBdr>`}
		for range x.Lines {
			w.paragraph(s, line, nil)
		}
	case *book.Certificate:
		w.certificate(x)
	case *book.Rule:
		w.paragraph(s, para{style: "Normal",
			border:  `<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>`,
			spacing: w.lines(0, w.page.pitch/3, w.page.pitch/3),
			ind:     indent(sc.left, sc.right)}, nil)
	}
}

// indent sets the left edge and clears the first-line indent of the style.
func indent(left, right int) string {
	return `<w:ind w:left="` + itoa(left) + `" w:right="` + itoa(right) + `" w:firstLineChars="0" w:firstLine="0"/>`
}

func quoted(sc scope) scope {
	sc.left += 2 * sc.em
	sc.width -= 4 * sc.em
	sc.right += 2 * sc.em
	if !sc.cell {
		sc.style = "Quote"
	}
	sc.top = false
	return sc
}

func (w *writer) paraOf(x *book.Paragraph, sc scope) para {
	p := para{style: sc.style, keepNext: x.Keep}
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
			p.ind = indent(sc.left, sc.right)
		}
	case p.style != sc.style: // the style says it all
	case sc.plain || x.Style == book.Flush || x.Style == book.Centered:
		p.ind = indent(sc.left, sc.right)
	case sc.left > 0:
		p.ind = `<w:ind w:left="` + itoa(sc.left) + `" w:right="` + itoa(sc.right) + `" w:firstLineChars="200" w:firstLine="` + itoa(2*sc.em) + `"/>`
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
	if level == 0 {
		w.part(s, x, sc)
		return
	}
	p := para{style: headingStyle(x, level)}
	if sc.left > 0 {
		p.ind = `<w:ind w:left="` + itoa(sc.left) + `"/>`
	}
	w.paragraph(s, p, func() { w.headingText(s, x) })
}

func headingStyle(x *book.Heading, level int) string {
	switch {
	case !x.InOutline:
		return "UnlistedHeading" + itoa(level+1)
	case level == 0 && x.Annex != "":
		return "AnnexTitle"
	}
	return "Heading" + itoa(level+1)
}

func (w *writer) headingText(s *story, x *book.Heading) {
	if x.InOutline && x.Annex != "" { // outside of the bookmark, whose text is repeated elsewhere
		w.contentsEntryOfAnnex(&s.out, x)
	}
	done := w.mark(&s.out, x.Bookmark)
	w.text(&s.out, x.Number, look{})
	w.inlines(s, x.Text, look{})
	s.str(done)
}

// part opens a part on a new page: annex label on the first line, title on the
// third or without a label on the first, subtitle, a blank line
// (GB/T 9704-2012, 7.3.6).
func (w *writer) part(s *story, x *book.Heading, sc scope) {
	if !sc.cell && !s.atTop {
		s.breakPage = true
	}
	if x.Sheet != nil {
		w.divider(s, x, sc)
		return
	}
	if m := x.Masthead; m != nil {
		w.masthead(s, m, sc)
	}
	if x.Annex != "" {
		w.paragraph(s, para{style: "AnnexLabel"}, func() { w.label(&s.out, x.Bookmark, x.Annex) })
	}
	pitch, half := w.page.pitch, w.page.scaled(22)
	lines, ind := w.balanced(x.Number+plainText(x.Text), half, sc)
	// The title takes whole lines of the grid, two at least.
	high := lines * titlePitch(half)
	spare := max((high+pitch-1)/pitch, 2)*pitch - high
	after := spare - spare/2
	if x.Subtitle == "" {
		after += pitch
	}
	w.paragraph(s, para{style: headingStyle(x, 0), spacing: spaced(spare/2, after), ind: ind}, func() { w.headingText(s, x) })
	if x.Subtitle != "" {
		text := w.words().dash + x.Subtitle
		_, ind := w.balanced(text, w.page.scaled(16), sc)
		w.paragraph(s, para{style: "Subtitle", ind: ind}, func() { w.text(&s.out, text, look{}) })
	}
}

func titlePitch(half int) int { return half * 15 }

// spaced is the room around a paragraph, leaving its line pitch alone.
func spaced(before, after int) string {
	return `<w:spacing w:before="` + itoa(before) + `" w:after="` + itoa(after) + `"/>`
}

// balanced narrows centred text so that its lines come out about equally long
// instead of a full one and a rest. It returns their number.
func (w *writer) balanced(s string, half int, sc scope) (lines int, ind string) {
	if turned := strings.Count(s, "\n"); turned > 0 { // broken by its sense
		return turned + 1, ""
	}
	em := float64(half * 10)
	natural, width := measure(s)*em, float64(sc.width)
	lines = max(int(math.Ceil(natural/width)), 1)
	if lines == 1 {
		return 1, ""
	}
	side := max(int((width-natural/float64(lines)-1.2*em)/2), 0)
	return lines, indent(sc.left+side, sc.right+side)
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
	p := para{style: "HTMLPreformatted", whole: strings.Count(x.Text, "\n") < 16}
	if sc.left > 0 {
		p.ind = indent(sc.left+120, sc.right+120)
	}
	w.paragraph(s, p, func() { w.text(&s.out, strings.TrimSuffix(x.Text, "\n"), look{}) })
}

// signature follows GB/T 9704-2012, 7.3.5.2: the name two characters from the
// right, the date below it two characters further right than the name begins;
// a date longer than the name stands two from the right and moves the name.
func (w *writer) signature(s *story, x *book.Signature, sc scope) {
	name, date := measure(x.Name), measure(x.Date)
	// A very long name leaves no room: never push a line off the page.
	limit := float64(sc.width)/float64(sc.em) - 8
	twips := func(chars float64) int { return max(round(min(chars, limit)*float64(sc.em)), 0) }
	first := para{style: "Signature", keepNext: x.Date != "", ind: indent(sc.left, sc.right+twips(2))}
	second := para{style: "Signature", ind: first.ind}
	switch {
	case x.Seal: // the date four characters from the right, the name centred over it
		second.ind = indent(sc.left, sc.right+twips(4))
		first.ind = indent(sc.left, sc.right+twips(4+(date-name)/2))
	case date > name:
		first.ind = indent(sc.left, sc.right+twips(4+date-name))
	case name <= limit:
		// From the left, so that the date begins right whatever its width.
		second.jc = "left"
		second.ind = indent(sc.left+sc.width-twips(name), sc.right)
	}
	before := spaced(w.page.pitch, 0)
	if x.Name != "" {
		first.spacing, before = before, ""
		w.paragraph(s, first, func() { w.text(&s.out, x.Name, look{}) })
	}
	if x.Date != "" {
		second.spacing = before
		w.paragraph(s, second, func() { w.text(&s.out, x.Date, look{}) })
	}
}
