package lint

import (
	"bytes"
	"unicode/utf8"

	"showcase/generator/lint/hanzi"
)

// line looks at the characters of a line.
func (s *scan) line(i, end int) bool {
	var prev uint8 // class of the character before
	t := s.t
	for i < end {
		c := t[i]
		s.length++
		if c < 0x80 {
			next, bad := s.ascii(i, end, prev)
			if bad {
				return true
			}
			i, prev = next, 0
			continue
		}
		s.digits = 0
		var r rune
		n := 3
		if c >= 0xE0 && c < 0xF0 && i+2 < end && t[i+1]&0xC0 == 0x80 && t[i+2]&0xC0 == 0x80 {
			r = rune(c&0x0F)<<12 | rune(t[i+1]&0x3F)<<6 | rune(t[i+2]&0x3F)
		} else {
			r, n = utf8.DecodeRune(t[i:])
		}
		if r >= 0x10000 {
			if unseen(r) != none || hanzi.Traditional(r) {
				return true
			}
			prev = s.class(i)
			i += n
			continue
		}
		k := s.g.class[r]
		if k&^isIdeograph != 0 && s.special(r, k, i, n, end) {
			return true
		}
		prev = k
		i += n
	}
	return false
}

// special looks at a character beyond ASCII that is not an ordinary Chinese one.
func (s *scan) special(r rune, k uint8, i, n, end int) bool {
	switch {
	case k&isAlarm != 0, k&isStarter != 0 && s.starts(r, s.t, i+n):
		return true
	case k&isBracket != 0:
		if s.bracket(r, i, n) {
			return true
		}
	case k&isWeighted != 0:
		s.marks++
		if s.weighted(s.t, i+n) || r == '、' && i >= 6 && i+9 <= len(s.t) && bytes.Equal(s.t[i-6:i], s.t[i+3:i+9]) {
			return true
		}
	case r == '—':
		return s.dash(i)
	}
	return false
}

// dash reports a single — that is not between digits; longer runs of two are right.
func (s *scan) dash(i int) bool {
	at := func(j int) bool {
		return j >= 0 && j+3 <= len(s.t) && s.t[j] == 0xE2 && s.t[j+1] == 0x80 && s.t[j+2] == 0x94
	}
	if at(i-3) || at(i+3) {
		return false
	}
	if i == 0 || s.t[i-1] < 0x80 {
		return s.class(i+3) != 0
	}
	r, _ := utf8.DecodeLastRune(s.t[:i])
	return r < 0x10000 && s.g.class[r]&isWide != 0 && s.class(i+3) != 0
}

// bracket keeps the balance of quotes and brackets.
func (s *scan) bracket(r rune, i, n int) bool {
	if r == '’' && i > 0 && isLatin(rune(s.t[i-1])) && s.class(i+n)&isIdeograph == 0 {
		return false
	}
	if r == '（' && s.tone(s.t, i+n) {
		return true
	}
	if r == '“' && i+21 <= len(s.t) && string(s.t[i+9:i+12]) == "一" && string(s.t[i+18:i+21]) == "”" {
		return true
	}
	for j, b := range []rune(brackets) {
		if b != r {
			continue
		}
		if j%2 == 0 {
			if s.nOpen >= len(s.open) {
				return true
			}
			s.open[s.nOpen] = int8(j)
			s.nOpen++
			return false
		}
		if s.nOpen == 0 || s.open[s.nOpen-1] != int8(j-1) {
			return true
		}
		s.nOpen--
	}
	return false
}

// ascii looks at an ASCII character and returns where to go on: behind code
// and link targets.
func (s *scan) ascii(i, end int, prev uint8) (next int, bad bool) {
	c, t := s.t[i], s.t
	if c >= '0' && c <= '9' {
		s.digits++
		return i + 1, s.digits >= 11
	}
	if c != ' ' && c != '-' {
		s.digits = 0
	}
	switch c {
	case ' ':
		return i + 1, prev != 0 && s.class(i+1)&(isIdeograph|isWide) != 0
	case ',', ';':
		s.marks++
		return i + 1, prev != 0 || s.class(i+1)&isIdeograph != 0 && i > 0 && t[i-1] > ' '
	case ':':
		s.marks++
		return i + 1, prev != 0 || s.class(i+1)&isIdeograph != 0 && i > 0 && t[i-1] > ' '
	case '?':
		return i + 1, prev != 0 || s.class(i+1)&isIdeograph != 0 || i+1 < end && t[i+1] == '?'
	case '!':
		return i + 1, prev != 0 && !(i+1 < end && t[i+1] == '[')
	case '(':
		if i > 0 && t[i-1] == ']' {
			if j := bytes.IndexByte(t[i:end], ')'); j > 0 && bytes.IndexByte(t[i+1:i+j], '(') < 0 {
				return i + j + 1, false
			}
			return i + 1, true
		}
		return i + 1, prev != 0 || s.inside(i, end)
	case ')':
		return i + 1, prev != 0 || s.class(i+1)&isIdeograph != 0
	case '"', '\'':
		return i + 1, prev != 0 || s.class(i+1) != 0
	case '.':
		return i + 1, prev&isIdeograph != 0 && !(i+1 < end && isDigit(rune(t[i+1])))
	case '-':
		return i + 1, i+1 < end && t[i+1] == '-' && s.class(i+2) != 0 && (prev != 0)
	case '`':
		return s.span(i, end)
	case '<':
		if j := bytes.IndexByte(t[i:end], '>'); j > 0 && i+1 < end && (isLatin(rune(t[i+1])) || t[i+1] == '/' || t[i+1] == '!') {
			return i + j + 1, s.codeLine(i, i+j)
		}
	case '{', '\\', '@', 0x7F:
		return i + 1, c != '\\' && (c != '{' || !(i+1 < end && t[i+1] == '{'))
	case 'X':
		return i + 1, i+1 < end && t[i+1] == 'X'
	case 'Q', 'q':
		return i + 1, prev != 0 || i+1 < end && (t[i+1] == 'Q' || t[i+1] == 'q')
	case 'O', 'o', 'l', 'I':
		return i + 1, i > 0 && isDigit(rune(t[i-1]))
	case 'h', 'w', 'f', 'm':
		return s.url(i, end), false
	}
	return i + 1, c < ' ' && c != '\t' && c != '\r'
}

// inside reports whether the bracket at i holds Chinese.
func (s *scan) inside(i, end int) bool {
	j := bytes.IndexByte(s.t[i:end], ')')
	if j < 0 {
		j = end - i
	}
	for _, c := range s.t[i : i+j] {
		if c >= 0xC3 {
			return true
		}
	}
	return false
}

// span passes over a code span.
func (s *scan) span(i, end int) (int, bool) {
	n := 1
	for i+n < end && s.t[i+n] == '`' {
		n++
	}
	if j := bytes.Index(s.t[i+n:end], s.t[i:i+n]); j >= 0 && !(i+2*n+j < end && s.t[i+2*n+j] == '`') {
		return i + 2*n + j, s.codeLine(i, i+n+j)
	}
	return i + n, n > 1
}

// url passes over an address.
func (s *scan) url(i, end int) int {
	t := s.t[i:end]
	if i > 0 && isLatin(rune(s.t[i-1])) || !bytes.HasPrefix(t, []byte("http://")) && !bytes.HasPrefix(t, []byte("https://")) && !bytes.HasPrefix(t, []byte("www.")) && !bytes.HasPrefix(t, []byte("mailto:")) && !bytes.HasPrefix(t, []byte("ftp://")) {
		return i + 1
	}
	n := 0
	for n < len(t) && t[n] > ' ' && t[n] < 0x7F && t[n] != '<' && t[n] != '>' {
		n++
	}
	for n > 1 && bytes.IndexByte([]byte(".,;:!?)"), t[n-1]) >= 0 {
		n--
	}
	return i + n
}
