package docx

import (
	"strings"

	"showcase/generator/book"
)

// A certificate in Word stands where the built-in print template puts it. It is
// a title and three paragraphs in the flow of the page; who gives it and when,
// and its number, are frames that hang from the margins, so that they stay when
// somebody corrects a line, and move with the rest when the margins are moved.

// seal is a school's round seal, across, in mm (GB).
const seal = 42

// certificateSizes are the sizes of type of a certificate on A4 in pt, the
// largest first. They grow with the sheet.
var certificateSizes = []float64{27, 25, 23, 21, 19, 17, 15}

// In em: the pitch of the text's lines, the room more than that between its
// paragraphs, how far the line's edge is above the text, and the line of what
// stands alone.
const (
	certificatePitch = 1.78
	certificateGap   = 0.12
	certificateAbove = 0.5
	certificateLine  = 1.2
)

// certificateSheet is where things are on a sheet: pt, from its upper left corner.
type certificateSheet struct {
	scale                  float64 // to A4
	width, height          float64
	side, top, bottom      float64 // margins, before the text is moved
	title, text, foot      float64 // upper edges of title and text; lower edge of the date
	titled                 bool
	moveRight, moveDown    float64
	measure, room          float64 // width of the text and height down to the seal
	seal, titleSize, start float64 // start: where the flow is when the address comes
}

const (
	pointsPerMM = 72 / 25.4
	titleTrack  = 14 // pt between the characters of the title, on A4
)

func newCertificateSheet(c *book.Certificate) certificateSheet {
	s := certificateSheet{
		scale: min(c.Sheet.Width, c.Sheet.Height) / 210, width: c.Sheet.Width * pointsPerMM, height: c.Sheet.Height * pointsPerMM,
		moveRight: c.Sheet.OffsetX * pointsPerMM, moveDown: c.Sheet.OffsetY * pointsPerMM, titled: c.Title != "", seal: seal * pointsPerMM,
	}
	side, title, text, foot := 33.0, 0.16, 0.33, 0.15
	if s.width > s.height {
		side, title, text, foot = 46, 0.17, 0.35, 0.145
	}
	s.side, s.title, s.text, s.foot = side*s.scale*pointsPerMM, s.height*title, s.height*text, s.height*(1-foot)
	s.measure, s.room, s.titleSize = s.width-2*s.side, s.foot-s.seal-s.text, 46*s.scale
	s.top, s.bottom = s.title, s.height-s.foot
	turns, _ := wrap(c.Title, 0, (s.measure+s.side)/(s.titleSize+titleTrack*s.scale))
	s.start = s.title + float64(turns+1)*certificateLine*s.titleSize
	if !s.titled {
		s.top = s.text - certificateAbove*certificateSizes[0]*s.scale
		s.start = s.top
	}
	return s
}

// points turns pt into twips.
func points(pt float64) int { return round(pt * 20) }

// halfPoints turns pt into half-points, never to more.
func halfPoints(pt float64) int { return int(pt*2 + 0.001) }

// firstCertificate tells of the sheet, which all of a batch have.
func (w *writer) firstCertificate() *book.Certificate {
	for _, b := range w.doc.Body {
		if c, ok := b.(*book.Certificate); ok {
			return c
		}
	}
	return &book.Certificate{Sheet: book.DesignSheet{Width: w.doc.Layout.Width, Height: w.doc.Layout.Height}}
}

// certificateSection is the sheet with its frame; one that is printed already has none.
func (w *writer) certificateSection() string {
	s := newCertificateSheet(w.firstCertificate())
	var o out
	edge := func(v float64) string { return itoa(max(points(v), 0)) }
	o.str(`<w:sectPr><w:pgSz w:w="`, edge(s.width), `" w:h="`, edge(s.height), `"`)
	if s.width > s.height {
		o.str(` w:orient="landscape"`)
	}
	o.str(`/><w:pgMar w:top="`, edge(s.top+s.moveDown), `" w:right="`, edge(s.side-s.moveRight), `" w:bottom="`, edge(s.bottom-s.moveDown),
		`" w:left="`, edge(s.side+s.moveRight), `" w:header="0" w:footer="0" w:gutter="0"/>`)
	if s.titled {
		o.str(`<w:pgBorders w:offsetFrom="page">`)
		// A broad line between two fine ones, as in print; LibreOffice leaves out
		// the inner one. Word takes no more than 31 pt from the edge.
		for _, side := range []string{"top", "left", "bottom", "right"} {
			o.str(`<w:`, side, ` w:val="thinThickThinMediumGap" w:sz="`, itoa(round(min(24*s.scale, 48))), `" w:space="`, itoa(round(min(26*s.scale, 31))), `" w:color="A23B2A"/>`)
		}
		o.str(`</w:pgBorders>`)
	}
	o.str(`<w:cols w:space="425"/></w:sectPr>`)
	return o.String()
}

// certificateStyles are those of certificates in the largest type; no other
// document has them.
func (w *writer) certificateStyles() []style {
	if w.doc.Template != book.CertificateTemplate {
		return nil
	}
	s, f := newCertificateSheet(w.firstCertificate()), w.fonts
	exact := func(em, size float64) string { return w.lines(0, 0, points(em*size)) }
	size, track := certificateSizes[0]*s.scale, points(titleTrack*s.scale)
	signed := signatureSize(s, size)
	typed := func(face string, size float64) string {
		return w.faces(face) + val("spacing", "0") + w.sized(float64(halfPoints(size)))
	}
	return []style{
		// The title may reach into the margins. The room after its last character
		// would push it to the left.
		{id: "CertificateTitle", name: "Certificate Title", next: "CertificateAddress", priority: 10,
			ppr: exact(certificateLine, s.titleSize) + indent(track-points(s.side/2), -points(s.side/2)) + centred,
			rpr: w.faces(f.Title) + val("color", "A23B2A") + val("spacing", itoa(track)) + w.sized(float64(halfPoints(s.titleSize)))},
		{id: "CertificateText", name: "Certificate Text", priority: 11,
			ppr: exact(certificatePitch, size) + `<w:ind w:firstLineChars="200" w:firstLine="` + itoa(2*points(size)) + `"/>` + leftSet, rpr: typed(f.Kai, size)},
		{id: "CertificateAddress", name: "Certificate Address", based: "CertificateText", next: "CertificateText", priority: 11, ppr: noIndent, rpr: `<w:b/><w:bCs/>`},
		{id: "CertificateSignature", name: "Certificate Signature", priority: 12, ppr: exact(certificateLine, signed) + noIndent + centred, rpr: typed(f.Kai, signed)},
		{id: "CertificateNumber", name: "Certificate Number", priority: 12, ppr: exact(certificateLine, 11*s.scale) + noIndent + leftSet, rpr: typed(f.Song, 11*s.scale)},
	}
}

func signatureSize(s certificateSheet, size float64) float64 { return min(size, 21*s.scale) }

// certificate draws one sheet in the largest type in which it holds its text.
func (w *writer) certificate(c *book.Certificate) {
	sheet := newCertificateSheet(c)
	t := sheet.set(c)
	st := w.main
	if sheet.titled {
		w.paragraph(st, para{style: "CertificateTitle"}, func() { w.text(&st.out, c.Title, look{}) })
	}
	lines := func(size, before, after float64) string {
		return w.lines(points(before), points(after), points(certificatePitch*size))
	}
	gap := certificateGap * t.size
	before := sheet.text - certificateAbove*t.size - sheet.start
	w.paragraph(st, para{style: "CertificateAddress", spacing: lines(t.size, max(before, 0), gap)}, func() { w.broken(t.address, t.own) })
	own := `<w:ind w:firstLineChars="200" w:firstLine="` + itoa(2*points(t.size)) + `"/>`
	w.paragraph(st, para{style: "CertificateText", spacing: lines(t.size, 0, gap), ind: own}, func() { w.broken(t.text, t.size) })
	w.paragraph(st, para{style: "CertificateText", spacing: lines(t.size, 0, 0), ind: own}, func() { w.broken([]string{c.Closing}, t.size) })
	w.certificateFoot(c, sheet, signatureSize(sheet, t.size))
	st.breakPage = true
}

// broken draws lines that end where we say.
func (w *writer) broken(lines []string, size float64) {
	w.text(&w.main.out, strings.Join(lines, "\n"), look{half: halfPoints(size)})
}

// certificateFoot draws issuer and date centred on each other in the middle of
// the seal's room, and the number at the lower left. Frames belong to the
// paragraph that follows them, here an empty one.
func (w *writer) certificateFoot(c *book.Certificate, s certificateSheet, size float64) {
	st := w.main
	line, gap := certificateLine*size, 13*s.scale
	width := min(s.measure, max(s.seal, (measure(c.Issuer)+0.5)*size, (measure(c.Date)+0.5)*size))
	issuer, _ := wrap(c.Issuer, 0, width/size)
	high := float64(issuer+2)*line + gap
	frame := func(width, left, top float64) string {
		return `<w:framePr w:w="` + itoa(points(width)) + `" w:wrap="around" w:vAnchor="margin" w:hAnchor="margin" w:x="` + itoa(max(points(left), 1)) + `" w:y="` + itoa(max(points(top-s.top), 1)) + `"/>`
	}
	p := para{style: "CertificateSignature", frame: frame(width, s.measure-2*pointsPerMM-width, s.foot-(s.seal+high)/2)}
	for i, text := range []string{c.Issuer, c.Date} {
		if p.spacing = w.lines(i*points(gap), 0, points(line)); text != "" {
			w.paragraph(st, p, func() { w.broken([]string{text}, size) })
		}
	}
	if c.Number != "" {
		small := 11 * s.scale
		p = para{style: "CertificateNumber", frame: frame(min((measure(c.Number)+1)*small, s.measure/2), 0, s.foot-certificateLine*small)}
		w.paragraph(st, p, func() { w.text(&st.out, c.Number, look{}) })
	}
	w.gap(st, 20)
}

// typesetting is how a certificate's text stands: sizes in pt, lines that are
// broken on purpose.
type typesetting struct {
	size, own     float64 // own: of the address
	address, text []string
}

// set takes the largest size in which the text leaves room for the seal. What
// does not fit in the smallest goes on beside the seal and on the next sheet:
// nothing is cut, and the PDF's finding says by how much it is too long.
func (s certificateSheet) set(c *book.Certificate) typesetting {
	var t typesetting
	for _, size := range certificateSizes {
		t = typesetting{size: size * s.scale}
		n := 0
		t.own, t.address = s.address(c.To, t.size)
		wide := s.measure / t.size
		t.text, n = clauses(c, wide)
		closing, _ := wrap(c.Closing, 2, wide)
		n += len(t.address) + closing + 1
		if (float64(n)*certificatePitch+2*certificateGap-(certificatePitch-1))*t.size <= s.room {
			break
		}
	}
	return t
}

// address breaks a line of address between names only; when one name is too
// wide the line is set smaller.
func (s certificateSheet) address(to []string, size float64) (own float64, lines []string) {
	widest := 0.0
	for _, name := range to {
		widest = max(widest, measure(name))
	}
	own = size
	if widest*size > s.measure {
		own = max(size*0.55, s.measure/widest)
	}
	line := ""
	for _, name := range to {
		if line != "" && measure(line+name)*own > s.measure {
			lines, line = append(lines, line), ""
		}
		line += name
	}
	return own, append(lines, line)
}

// clauses breaks the text before its last clause, what is won, when that would
// be split and is not long. It also returns the number of lines that the text takes.
func clauses(c *book.Certificate, width float64) (lines []string, n int) {
	text, pieces := c.Text, c.Clauses()
	turns, _ := wrap(text, 2, width)
	if len(pieces) < 2 {
		return []string{text}, turns + 1
	}
	at := len(text) - len(pieces[len(pieces)-1])
	before, end := wrap(text[:at], 2, width)
	won := measure(text[at:])
	if won > width*0.7 || end+won <= width {
		return []string{text}, turns + 1
	}
	return []string{text[:at], text[at:]}, before + 2
}

// wrap sets text into lines of so many characters, the first from at on, and
// returns how often the line turns and where the text ends.
func wrap(text string, at, width float64) (turns int, end float64) {
	for _, unit := range units(text) {
		w := measure(unit)
		if at+w > width && at > 0 {
			turns, at = turns+1, 0
		}
		at += w
	}
	return turns, at
}

// units cuts text where a line may turn: between Chinese characters, but not
// before a mark that closes nor after one that opens.
func units(text string) []string {
	var out []string
	held := false // the next character belongs to the last one
	for _, r := range text {
		narrow := r > ' ' && classOf(r) == latin
		if len(out) > 0 && (held || strings.ContainsRune("，。、；：？！”’）》」』】…", r) || narrow && inLatin(out[len(out)-1])) {
			out[len(out)-1] += string(r)
		} else {
			out = append(out, string(r))
		}
		held = strings.ContainsRune("“‘（《「『【", r)
	}
	return out
}

func inLatin(unit string) bool {
	last := rune(unit[len(unit)-1])
	return last > ' ' && last < 0x7F
}
