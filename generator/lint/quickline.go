package lint

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"showcase/generator/hanzi"
)

// three decodes the three-byte character at i, as nearly all of Chinese is;
// 0 when there is none.
func three(t []byte, i int) rune {
	if i+2 < len(t) && t[i]&0xF0 == 0xE0 && t[i+1]&0xC0 == 0x80 && t[i+2]&0xC0 == 0x80 {
		return rune(t[i]&0x0F)<<12 | rune(t[i+1]&0x3F)<<6 | rune(t[i+2]&0x3F)
	}
	return 0
}

// line looks at the characters of a line.
func (s *scan) line(i, end int) bool {
	var prev uint8 // class of the character before
	t, g, length := s.t[:end], s.g, 0
	for i < end {
		length++
		r := three(t, i)
		if r < 0x800 { // ASCII, or something rare
			if t[i] < 0x80 {
				next, bad := s.ascii(i, end, prev)
				if bad {
					return true
				}
				i, prev = next, 0
				continue
			}
			n := 0
			if prev, n = s.rare(i); n == 0 {
				return true
			}
			i += n
			continue
		}
		k := g.class[r]
		if k&^isIdeograph != 0 {
			if k&isAlarm != 0 || k&^(isIdeograph|isNumeral|isPair|isStarter) != 0 && s.special(r, k, i, end) {
				return true
			}
			s.numeral = s.numeral || k&(isNumeral|isPair) != 0
			if k&isStarter != 0 && s.starts(r, s.t, i+3) {
				return true
			}
		}
		s.digits = 0
		prev = k
		i += 3
	}
	s.length, s.last = length, prev
	return false
}

// rare looks at a character of two or four bytes; n is 0 when it is reason
// enough to apply the rules.
func (s *scan) rare(i int) (k uint8, n int) {
	s.digits = 0
	r, n := utf8.DecodeRune(s.t[i:])
	if r == utf8.RuneError || r >= 0x10000 && (unseen(r) != none || hanzi.Traditional(r)) || r < 0x10000 && (s.g.class[r]&isAlarm != 0 || s.g.class[r]&isStarter != 0 && s.starts(r, s.t, i+n)) {
		return 0, 0
	}
	return s.class(i), n
}

// special looks at a character beyond ASCII that is not an ordinary Chinese one.
func (s *scan) special(r rune, k uint8, i, end int) bool {
	switch {
	case k&isBracket != 0:
		return s.bracket(r, i, 3)
	case k&isWeighted != 0:
		s.marks++
		if next := three(s.t, i+3); next != 0 && s.g.class[next]&isWeighted != 0 {
			return true
		}
		return r == '、' && i >= 6 && i+9 <= len(s.t) && bytes.Equal(s.t[i-6:i], s.t[i+3:i+9])
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
	j := strings.IndexRune(brackets, r) / 3
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
				return i + j + 1, s.codeLine(i, i+j)
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

// inside reports whether the bracket at i holds Chinese, or too much to tell.
func (s *scan) inside(i, end int) bool {
	near := min(end, i+reach)
	j := bytes.IndexByte(s.t[i:near], ')')
	if j < 0 && near < end {
		return true
	}
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
