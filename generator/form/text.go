package form

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
)

// line is one paragraph: its text, and where each piece of it stands. Word cuts
// a text into runs wherever it likes, in the middle of a placeholder too.
type line struct {
	p    *node
	segs []segment
	text string
}

// segment is a piece of a paragraph's text.
type segment struct {
	node     *node // t, tab, br, sym …
	from, to int   // its bytes in the line's text
}

// object stands in a line's text for a picture and the like.
const object = "\uFFFC"

// lineOf reads a paragraph without the text of boxes that hang on it and
// without what is marked as deleted.
func lineOf(p *node) *line {
	l := &line{p: p}
	var b strings.Builder
	var walk func(n *node)
	walk = func(n *node) {
		for _, k := range n.kids {
			text := ""
			switch k.name {
			case "t":
				text = k.text
			case "tab":
				text = "\t"
			case "br", "cr":
				text = "\n"
			case "noBreakHyphen":
				text = "-"
			case "sym":
				text = symbol(k)
			case "drawing", "pict", "object", "mc:AlternateContent":
				text = object
			case "pPr", "rPr", "p", "tbl", "del", "moveFrom", "sdtPr":
				continue
			default:
				walk(k)
				continue
			}
			l.segs = append(l.segs, segment{k, b.Len(), b.Len() + len(text)})
			b.WriteString(text)
		}
	}
	walk(p)
	l.text = b.String()
	return l
}

// prompt is the content control that the paragraph stands in or holds and that
// shows its prompt (“click here to enter text”), nil if there is none.
func (l *line) prompt() *node {
	for sdt := l.p.above("sdt"); sdt != nil; sdt = sdt.above("sdt") {
		if sdt.child("sdtPr", "showingPlcHdr") != nil {
			return sdt
		}
	}
	for _, sdt := range l.p.nearest("sdt", "p tbl") {
		if sdt.child("sdtPr", "showingPlcHdr") != nil {
			return sdt
		}
	}
	return nil
}

// blank reports whether there is nothing to read: rules and blanks to write on
// do not count, nor do prompts.
func (l *line) blank() bool { return isBlank(l.text) || l.prompt() != nil }

func isBlank(s string) bool { return strings.TrimFunc(s, isFiller) == "" }

func isFiller(r rune) bool {
	return unicode.IsSpace(r) || r == '_' || r == '＿' || r == 0x200B || r == 0xFEFF
}

// change replaces a part of a line's text.
type change struct {
	from, to int
	text     string
}

// edit replaces bytes of a part.
type edit struct {
	from, to int
	text     string
}

// markup writes Word's markup with the prefix that the part uses.
type markup struct{ prefix string }

func markupOf(s *story) markup {
	tag := s.src[s.root.start+1 : s.root.inner]
	if i := bytes.IndexAny(tag, ": \t\r\n/>"); i > 0 && tag[i] == ':' {
		return markup{string(tag[:i+1])}
	}
	return markup{}
}

// text is the inside of a run: line feeds and tabs become Word's own.
func (m markup) text(s string) string {
	var b strings.Builder
	for i, part := range strings.Split(s, "\n") {
		if i > 0 {
			b.WriteString("<" + m.prefix + "br/>")
		}
		for j, piece := range strings.Split(part, "\t") {
			if j > 0 {
				b.WriteString("<" + m.prefix + "tab/>")
			}
			if piece != "" {
				b.WriteString("<" + m.prefix + `t xml:space="preserve">` + escape(piece) + "</" + m.prefix + "t>")
			}
		}
	}
	return b.String()
}

func (m markup) run(properties, s string) string {
	return "<" + m.prefix + "r>" + properties + m.text(s) + "</" + m.prefix + "r>"
}

// escape makes text of XML; what XML cannot hold becomes U+FFFD.
func escape(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\t' && r != '\n' || r == 0xFFFE || r == 0xFFFF {
			return unicode.ReplacementChar
		}
		return r
	}, strings.ToValidUTF8(s, string(unicode.ReplacementChar)))
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
}

// rewrite puts changes of a line's text into its runs: each new text stands in
// the run where the old one began and looks like it.
func (m markup) rewrite(l *line, changes []change) []edit {
	if len(changes) == 0 {
		return nil
	}
	slices.SortStableFunc(changes, func(a, b change) int { return a.from - b.from })
	var out []edit
	for i, s := range l.segs {
		var b strings.Builder
		pos, touched := s.from, false
		for _, c := range changes {
			owner := c.from >= s.from && (c.from < s.to || i == len(l.segs)-1 && c.from == s.to)
			if !owner && (c.from >= s.to || c.to <= s.from) {
				continue
			}
			touched = true
			b.WriteString(l.text[pos:max(pos, min(c.from, s.to))])
			if owner {
				b.WriteString(c.text)
			}
			pos = max(pos, min(c.to, s.to))
		}
		if !touched {
			continue
		}
		b.WriteString(l.text[pos:s.to])
		text := m.text(b.String())
		if s.node.name == "sym" && b.String() == ticked {
			text = m.tickedSymbol(s.node)
		}
		out = append(out, edit{s.node.start, s.node.end, text})
	}
	return out
}

// apply makes the edits of src[from:to]; offsets count in src. Edits that
// overlap an earlier one are left out.
func apply(src []byte, from, to int, edits []edit) []byte {
	slices.SortStableFunc(edits, func(a, b edit) int { return a.from - b.from })
	out := make([]byte, 0, to-from+1024)
	pos := from
	for _, e := range edits {
		if e.from < pos || e.to > to {
			continue
		}
		out = append(out, src[pos:e.from]...)
		out = append(out, e.text...)
		pos = e.to
	}
	return append(out, src[pos:to]...)
}
