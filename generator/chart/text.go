package chart

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// textWidth estimates how wide a text is: a Chinese character is as wide as it
// is high, a Latin letter little more than half of that. It errs upwards.
func textWidth(s string, size float64) float64 {
	w := 0.0
	for _, r := range s {
		w += em(r)
	}
	return w * size
}

func em(r rune) float64 {
	switch {
	case r == ' ':
		return .3
	case r < 0x7f && (r >= 'A' && r <= 'Z' || r == 'm' || r == 'w' || r == '@' || r == '%' || r == '&'):
		return .75
	case r < 0x7f:
		return .56
	case r >= 0x300 && r <= 0x36f, r >= 0x200b && r <= 0x200f, r >= 0xfe00 && r <= 0xfe0f:
		return 0
	case r < 0x2000 && r != '·':
		return .65
	}
	return 1
}

// shorten cuts a text that is too wide and ends it with "…".
func shorten(s string, size, width float64) string {
	if textWidth(s, size) <= width {
		return s
	}
	w := size
	for i, r := range s {
		w += em(r) * size
		if w > width {
			return strings.TrimRight(s[:i], " ") + "…"
		}
	}
	return s
}

const (
	closing = "，。、；：！？）》」』】”’…—·％,.;:!?)]}%"
	opening = "（《「『【“‘([{"
)

// breakable says whether a line may end between two characters.
func breakable(before, after rune) bool {
	switch {
	case strings.ContainsRune(closing, after) || strings.ContainsRune(opening, before):
		return false
	case before == ' ':
		return true
	}
	return em(before) >= 1 || em(after) >= 1
}

// wrap breaks a text into lines of about the same length, none wider than width;
// what does not go into so many lines is cut.
func wrap(s string, size, width float64, most int) []string {
	s = strings.TrimSpace(s)
	if s == "" {
		return nil
	}
	if textWidth(s, size) <= width {
		return []string{s}
	}
	lines, cut := fold(s, size, width, most)
	for w := width - size/2; !cut && w > width/2; w -= size / 2 {
		tighter, worse := fold(s, size, w, most)
		if worse || len(tighter) > len(lines) {
			break
		}
		lines = tighter
	}
	return lines
}

// fold fills line after line. Cut says that the text did not go into them.
func fold(s string, size, width float64, most int) (lines []string, cut bool) {
	for s != "" {
		if len(lines) == most-1 {
			last := shorten(s, size, width)
			return append(lines, last), last != s
		}
		end := lineEnd(s, size, width)
		lines = append(lines, strings.TrimRight(s[:end], " "))
		s = strings.TrimLeft(s[end:], " ")
	}
	return lines, false
}

// lineEnd is where the first line of a text ends: at the last place where it
// may, else in the middle of a word; after one character at least.
func lineEnd(s string, size, width float64) int {
	w, last := 0.0, 0
	before := rune(0)
	for i, r := range s {
		if i > 0 && breakable(before, r) {
			last = i
		}
		w += em(r) * size
		if w > width && r != ' ' && i > 0 {
			if last > 0 {
				return last
			}
			return i
		}
		before = r
	}
	return len(s)
}

// clean says that a text can stand as it is. It may say no of one that can.
func clean(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c < ' ', c == 0x7f, c == '&', c == '<', c == '>', c == '"', c == '\'':
			return false
		case c == 0xc2, c == 0xef: // among what begins so are control characters
			return false
		}
	}
	return utf8.ValidString(s)
}

// escape makes a text safe between tags and in attributes. What XML cannot hold
// becomes a replacement character.
func escape(s string) string {
	if clean(s) {
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
			b.WriteString("&#34;")
		case r == '\'':
			b.WriteString("&#39;")
		case r == '\t' || r == '\n' || r == '\r':
			b.WriteByte(' ')
		case unicode.IsControl(r) || r == 0xfffe || r == 0xffff:
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
