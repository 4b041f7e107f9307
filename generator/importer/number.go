package importer

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// The styles of numbers before headings and items, in their order of rank.
const (
	byHan    = 1 + iota // 一、
	byHanIn             // （一）
	byDigit             // 1.
	byDigit2            // （1）
)

const numerals = "一二三四五六七八九十"

// number reads the number at the start of a line: its style (0: none), value,
// and the bytes that it takes with its marks.
func number(s string) (style, value, size int) {
	i := 0
	open := false
	for _, c := range []string{"（", "("} {
		if strings.HasPrefix(s, c) {
			open, i = true, len(c)
		}
	}
	n := i
	for n < len(s) {
		r, w := utf8.DecodeRuneInString(s[n:])
		if !strings.ContainsRune(numerals, r) {
			break
		}
		n += w
	}
	if n > i {
		return mark(s, n, open, byHan, hanValue(s[i:n]))
	}
	for n < len(s) && s[n] >= '0' && s[n] <= '9' && n-i < 3 {
		n++
	}
	if n == i {
		return 0, 0, 0
	}
	value, _ = strconv.Atoi(s[i:n])
	return mark(s, n, open, byDigit, value)
}

// mark reads what stands behind the number that ends at n.
func mark(s string, n int, open bool, style, value int) (int, int, int) {
	rest := s[n:]
	if open {
		for _, c := range []string{"）", ")"} {
			if after, ok := strings.CutPrefix(rest, c); ok {
				for _, extra := range []string{"、", "，", "."} {
					after = strings.TrimPrefix(after, extra)
				}
				return style + 1, value, len(s) - len(strings.TrimLeft(after, " "))
			}
		}
		return 0, 0, 0
	}
	for _, c := range []string{"、", "．", "."} {
		if after, ok := strings.CutPrefix(rest, c); ok {
			if c == "." && after != "" && after[0] >= '0' && after[0] <= '9' {
				return 0, 0, 0 // 1.5
			}
			return style, value, len(s) - len(strings.TrimLeft(after, " "))
		}
	}
	return 0, 0, 0
}

func hanValue(s string) int {
	value, unit := 0, 0
	for _, c := range s {
		if d := strings.IndexRune(numerals, c)/3 + 1; d == 10 {
			value += max(unit, 1) * 10
			unit = 0
		} else {
			unit = d
		}
	}
	return value + unit
}

func hanNumber(n int) string {
	d := []rune(numerals)
	switch {
	case n < 1 || n > 99:
		return strconv.Itoa(n)
	case n <= 10:
		return string(d[n-1])
	}
	s := "十"
	if n >= 20 {
		s = string(d[n/10-1]) + s
	}
	if n%10 > 0 {
		s += string(d[n%10-1])
	}
	return s
}

// numeral writes a number in a style.
func numeral(style, value int) string {
	switch style {
	case byHan:
		return hanNumber(value) + "、"
	case byHanIn:
		return "（" + hanNumber(value) + "）"
	case byDigit:
		return strconv.Itoa(value) + "."
	}
	return "（" + strconv.Itoa(value) + "）"
}
