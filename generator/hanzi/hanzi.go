// Package hanzi knows Chinese characters: the standard list of 8,105
// (通用规范汉字表) and its order by strokes, traditional to simplified forms,
// readings, and what GBK bytes cut at the wrong place must have been.
//
// Its tables are made from the Unihan database by gen.go and are read when they
// are first asked for, so that a program that never asks pays nothing.
package hanzi

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:generate go run gen.go genstrokes.go

//go:embed table.txt
var table string

// row is a character's entry. Only characters of the basic plane have one
// that is looked up by number; the few beyond it are in wide.
type row struct {
	standard bool
	simple   string // simplified forms, likeliest first
	readings string // with tones, separated by spaces, most customary first
}

type rows struct {
	index []uint16 // by code point: 1 + number of the row
	rows  []row
	wide  map[rune]int
}

var load = sync.OnceValue(func() *rows {
	t := &rows{index: make([]uint16, 0x10000), rows: make([]row, 0, 11000), wide: map[rune]int{}}
	for line := range strings.SplitSeq(table, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		r, n := utf8.DecodeRuneInString(line)
		forms, readings, _ := strings.Cut(line[n:], " ")
		simple, standard := strings.CutPrefix(forms, "=")
		t.rows = append(t.rows, row{standard, simple, readings})
		if r < 0x10000 {
			t.index[r] = uint16(len(t.rows))
		} else {
			t.wide[r] = len(t.rows)
		}
	}
	return t
})

func find(r rune) row {
	t := load()
	n := 0
	if uint32(r) < 0x10000 {
		n = int(t.index[r])
	} else {
		n = t.wide[r]
	}
	if n == 0 {
		return row{}
	}
	return t.rows[n-1]
}

// Standard reports whether r is one of the 8,105 characters of the standard
// list. Some of them (著 乾 於 徵) are also traditional forms of others.
func Standard(r rune) bool { return find(r).standard }

// StandardList is the standard list in the order of code points.
func StandardList() []rune {
	var list []rune
	for line := range strings.SplitSeq(table, "\n") {
		if r, n := utf8.DecodeRuneInString(line); strings.HasPrefix(line[n:], "=") && r != '#' {
			list = append(list, r)
		}
	}
	slices.Sort(list)
	return list
}

// Simplified returns the simplified forms of r that are in the standard list,
// likeliest first; "" when r is not a traditional form. Where there are
// several, or where r itself is in the standard list, context decides.
func Simplified(r rune) string { return find(r).simple }

// Traditional reports whether r is a traditional form only: outside the
// standard list and with a simplified form in it.
func Traditional(r rune) bool {
	e := find(r)
	return !e.standard && e.simple != ""
}

// Readings returns the Mandarin readings of r with tone marks, the most
// customary first; nil when r is unknown.
func Readings(r rune) []string { return strings.Fields(find(r).readings) }

// Is reports whether r is a Chinese character of any kind.
func Is(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 0x3400 && r <= 0x4DBF || r == '〇' || r >= 0x20000 && r <= 0x323AF || r >= 0xF900 && r <= 0xFAFF
}

// Toned reports whether s is one written syllable of pinyin with a tone mark
// (ó, xiàn), or without one (de) when plain is true.
func Toned(s string, plain bool) bool {
	if len(s) > 9 || s == "" {
		return false
	}
	vowels, marks := 0, 0
	for _, r := range s {
		switch {
		case strings.ContainsRune("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜḿńňǹ", r):
			marks++
			vowels++
		case strings.ContainsRune("aeiouüê", r):
			vowels++
		case r < 'a' || r > 'z':
			return false
		}
	}
	return vowels > 0 && (marks == 1 || plain && marks == 0)
}

// Plain is a syllable of pinyin without its tone mark and with v for ü: lǜ → lv.
func Plain(s string) string {
	return plain.Replace(s)
}

var plain = strings.NewReplacer("ā", "a", "á", "a", "ǎ", "a", "à", "a", "ē", "e", "é", "e", "ě", "e", "è", "e", "ī", "i", "í", "i", "ǐ", "i", "ì", "i",
	"ō", "o", "ó", "o", "ǒ", "o", "ò", "o", "ū", "u", "ú", "u", "ǔ", "u", "ù", "u", "ǖ", "v", "ǘ", "v", "ǚ", "v", "ǜ", "v", "ü", "v",
	"ḿ", "m", "ń", "n", "ň", "n", "ǹ", "n", "ê", "e", "ế", "e", "ề", "e")
