package docx

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// namespaces are declared on the root of every part that holds blocks.
const namespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"` +
	` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"` +
	` xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"` +
	` xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"` +
	` xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`

// out is markup being written.
type out struct{ bytes.Buffer }

// str writes markup as it stands.
func (o *out) str(parts ...string) {
	for _, p := range parts {
		o.WriteString(p)
	}
}

// escape returns s for an element's or an attribute's text. Characters that
// XML 1.0 has no way to write become U+FFFD.
func escape(s string) string {
	if !needsEscape(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	for _, r := range s {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r == '\n' || r == '\t' || r == '\r':
			b.WriteString("&#" + strconv.Itoa(int(r)) + ";")
		case !inXML(r):
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func needsEscape(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < 0x20, c == '&', c == '<', c == '>', c == '"', c == 0xEF:
			return true // 0xEF opens U+FFFE and U+FFFF
		}
	}
	return !utf8.ValidString(s)
}

// inXML tells whether XML 1.0, production 2, has the character.
func inXML(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' ||
		r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= 0x10FFFF
}

// val is an element with only a w:val: <w:jc w:val="center"/>.
func val(name, value string) string {
	return `<w:` + name + ` w:val="` + escape(value) + `"/>`
}

func itoa(n int) string { return strconv.Itoa(n) }
