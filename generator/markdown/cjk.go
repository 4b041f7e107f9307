package markdown

import (
	"unicode"
	"unicode/utf8"
)

// breadth is what a character is for typesetting: where a line break between
// two lines of source vanishes, and beside what emphasis may begin and end.
type breadth uint8

const (
	narrow breadth = iota // Latin, digits, Hangul (which has spaces between words)
	blank                 // spaces
	wide                  // Han, Kana, full-width letters
	stop                  // full-width punctuation: ，。、（）《》
	either                // “ ” ‘ ’ — … ·: as wide as the text they stand in
)

// breadthOf classes a character after East Asian Width (Unicode annex 11).
func breadthOf(r rune) breadth {
	switch {
	case r >= 0x4E00 && r <= 0x9FFF:
		return wide
	case r < 0x80:
		if r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == 0 {
			return blank
		}
		return narrow
	case r < 0x2E80:
		switch r {
		case '“', '”', '‘', '’', '—', '…', '·', '–':
			return either
		case 0xA0:
			return blank
		}
		return narrow
	case r == 0x3000:
		return blank
	case r <= 0x303F && r >= 0x3001, r >= 0xFE30 && r <= 0xFE4F:
		return stop
	case r >= 0x3130 && r <= 0x318F, r >= 0xA960 && r <= 0xA97F, r >= 0xAC00 && r <= 0xD7FF:
		return narrow
	case r >= 0xFF01 && r <= 0xFF60, r >= 0xFFE0 && r <= 0xFFE6:
		if r >= '０' && r <= '９' || r >= 'Ａ' && r <= 'Ｚ' || r >= 'ａ' && r <= 'ｚ' {
			return wide
		}
		return stop
	case r <= 0xD7FF, r >= 0xF900 && r <= 0xFAFF, r >= 0x1F000 && r <= 0x1FAFF, r >= 0x20000 && r <= 0x3FFFF:
		return wide
	}
	return narrow
}

// joins says whether a line break between the characters a and b vanishes:
// between two wide ones, and beside full-width punctuation (CSS Text, segment
// break transformation).
func joins(a, b rune) bool {
	x, y := breadthOf(a), breadthOf(b)
	switch {
	case x == blank || y == blank:
		return false
	case x == stop || y == stop:
		return true
	}
	return x == wide && y == wide
}

// maxLook is how many marks that are either are looked past.
const maxLook = 4

// edgeBefore returns the character that decides how wide the end of s[:i] is:
// marks that are either are as wide as what they stand by.
func edgeBefore(s string, i int) rune {
	for range maxLook {
		r, w := utf8.DecodeLastRuneInString(s[:i])
		if w == 0 || breadthOf(r) != either {
			break
		}
		i -= w
	}
	return before(s, i)
}

// edgeAfter is the same for the beginning of s[i:].
func edgeAfter(s string, i int) rune {
	for range maxLook {
		r, w := utf8.DecodeRuneInString(s[i:])
		if w == 0 || breadthOf(r) != either {
			break
		}
		i += w
	}
	return after(s, i)
}

// isPunct is CommonMark's "Unicode punctuation character".
func isPunct(r rune) bool {
	if r < 0x80 {
		return asciiPunct(byte(r))
	}
	return unicode.IsPunct(r) || unicode.IsSymbol(r)
}

func asciiPunct(c byte) bool {
	return c >= '!' && c <= '/' || c >= ':' && c <= '@' || c >= '[' && c <= '`' || c >= '{' && c <= '~'
}

func asciiAlnum(c byte) bool {
	return c >= '0' && c <= '9' || asciiLetter(c)
}

func asciiLetter(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z'
}

func isHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 0x3400 && r <= 0x4DBF || r == '〇' ||
		r >= 0xF900 && r <= 0xFAFF || r >= 0x20000 && r <= 0x3FFFF
}

// before returns the character that ends s[:i], a newline when there is none.
func before(s string, i int) rune {
	if i <= 0 {
		return '\n'
	}
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return r
}

// after returns the character that begins s[i:], a newline when there is none.
func after(s string, i int) rune {
	if i >= len(s) {
		return '\n'
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return r
}

// trimBlank cuts leading and trailing white space, full-width spaces included,
// and returns how many bytes went in front.
func trimBlank(s string) (string, int) {
	n := 0
	for n < len(s) {
		r, w := utf8.DecodeRuneInString(s[n:])
		if breadthOf(r) != blank {
			break
		}
		n += w
	}
	s = s[n:]
	for s != "" {
		r, w := utf8.DecodeLastRuneInString(s)
		if breadthOf(r) != blank {
			break
		}
		s = s[:len(s)-w]
	}
	return s, n
}
