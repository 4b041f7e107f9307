package docx

import (
	"net/url"
	"strings"

	"showcase/generator/book"
)

// look is how a run differs from its paragraph's style.
type look struct {
	style                      string // character style
	face                       string // family for Chinese characters
	bold, italic, strike, mono bool
	plain                      bool // no links and notes: contents entries
	half                       int  // size in half-points; 0: the style's
}

// inlines draws running text. Neighbours with the same link share one hyperlink.
func (w *writer) inlines(s *story, in []book.Inline, base look) {
	for i := 0; i < len(in); {
		link := in[i].Link
		end := i + 1
		for link != "" && end < len(in) && in[end].Link == link {
			end++
		}
		open, look, done := "", base, ""
		ref := ""
		if link != "" && !base.plain {
			ref = w.reference(link, in[i:end])
		}
		switch {
		case ref != "":
			fieldBegin(&s.out, ref)
			done = fieldEnd
		case link != "" && !base.plain:
			open, done, look = w.hyperlink(s, link, base)
		}
		s.str(open)
		for _, x := range in[i:end] {
			w.inline(s, x, look)
		}
		s.str(done)
		i = end
	}
}

func (w *writer) inline(s *story, x book.Inline, l look) {
	l.bold = l.bold || x.Bold
	l.italic = l.italic || x.Italic
	l.strike = l.strike || x.Strike
	l.mono = l.mono || x.Code
	switch {
	case x.Note != nil:
		w.note(s, x.Note, l)
	case x.PageOf != "":
		w.pageNumber(s, x.PageOf, l)
	case x.Picture != "" && !l.plain:
		w.inlinePicture(s, x, l)
	default:
		w.text(&s.out, x.Text, l)
	}
	if x.Break {
		switch {
		case l.plain && w.zh: // Chinese goes on without a blank
		case l.plain:
			w.text(&s.out, " ", l)
		default:
			s.str(`<w:r><w:br/></w:r>`)
		}
	}
}

// hyperlink returns the opening and closing markup for a link. A target that
// Word could not open leaves the text without a link.
func (w *writer) hyperlink(s *story, link string, base look) (open, done string, l look) {
	l = base
	if name, inside := strings.CutPrefix(link, "#"); inside {
		mark := w.marks[name]
		if mark == "" {
			return "", "", l
		}
		return `<w:hyperlink w:anchor="` + mark + `" w:history="1">`, `</w:hyperlink>`, l
	}
	target := webAddress(link)
	if target == "" {
		return "", "", l
	}
	if l.style == "" {
		l.style = "Hyperlink"
	}
	id := s.rels.id(relation{kind: "hyperlink", target: target, external: true})
	return `<w:hyperlink r:id="` + id + `" w:history="1">`, `</w:hyperlink>`, l
}

// longestAddress is a little below the length at which Word declares a file damaged.
const longestAddress = 2000

// webAddress returns link as a URI in ASCII, empty when it is none that is
// safe to open from a document.
func webAddress(link string) string {
	var b strings.Builder
	const hex = "0123456789ABCDEF"
	for i := 0; i < len(link); i++ {
		c := link[i]
		if c > 0x20 && c < 0x7F && !strings.ContainsRune("\"<>\\^`{|}", rune(c)) {
			b.WriteByte(c)
		} else {
			b.WriteString("%" + string(hex[c>>4]) + string(hex[c&15]))
		}
	}
	u, err := url.Parse(b.String())
	if err != nil || b.Len() > longestAddress {
		return ""
	}
	switch u.Scheme {
	case "http", "https":
		if u.Host == "" {
			return ""
		}
	case "mailto", "tel":
		if u.Opaque == "" {
			return ""
		}
	default:
		return ""
	}
	return b.String()
}

// text writes s as runs. Line feeds and tabs become Word's own.
func (w *writer) text(o *out, s string, l look) {
	if s == "" {
		return
	}
	if strings.ContainsAny(s, "\r\u2028\u2029") {
		s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n").Replace(s)
	}
	for _, g := range scripts(s, w.zh, l.italic) {
		o.str(`<w:r>`)
		w.runProperties(o, l, g)
		o.str(`<w:t xml:space="preserve">`)
		rest := g.text
		for {
			i := strings.IndexAny(rest, "\n\t")
			if i < 0 {
				break
			}
			o.str(escape(rest[:i]))
			if rest[i] == '\n' {
				o.str(`</w:t><w:br/><w:t xml:space="preserve">`)
			} else {
				o.str(`</w:t><w:tab/><w:t xml:space="preserve">`)
			}
			rest = rest[i+1:]
		}
		o.str(escape(rest), `</w:t></w:r>`)
	}
}

func (w *writer) runProperties(o *out, l look, g segment) {
	style := l.style
	if l.mono {
		style = "HTMLCode"
	}
	face := l.face
	if l.italic && g.wide {
		face = w.fonts.Kai // slanted Chinese characters are no emphasis in print
	}
	if l.bold && g.wide && w.doc.BoldHei {
		face, l.bold = w.fonts.Hei, false
	}
	slant := l.italic && !g.wide
	if style == "" && face == "" && !g.wide && !l.bold && !slant && !l.strike && l.half == 0 {
		return
	}
	o.str(`<w:rPr>`)
	if style != "" {
		o.str(val("rStyle", style))
	}
	if g.wide || face != "" {
		o.str(`<w:rFonts`)
		if g.wide {
			o.str(` w:hint="eastAsia"`)
		}
		if face != "" {
			o.str(` w:eastAsia="`, escape(face), `"`)
		}
		o.str(`/>`)
	}
	if l.bold {
		o.str(`<w:b/><w:bCs/>`)
	}
	if slant {
		o.str(`<w:i/><w:iCs/>`)
	}
	if l.strike {
		o.str(`<w:strike/>`)
	}
	if l.half > 0 {
		o.str(val("sz", itoa(l.half)), val("szCs", itoa(l.half)))
	}
	o.str(`</w:rPr>`)
}

// pageNumber is a field with the page of a bookmark; Word counts anew when the
// PDF's number is not known.
func (w *writer) pageNumber(s *story, bookmark string, l look) {
	mark := w.marks[bookmark]
	n, known := w.pageOf[bookmark]
	shown := itoa(n)
	if !known || mark == "" {
		shown = "–"
		w.stale = true
	}
	if mark == "" || l.plain {
		w.text(&s.out, shown, l)
		return
	}
	field(&s.out, `PAGEREF `+mark+` \h`, func() { w.text(&s.out, shown, l) })
}
