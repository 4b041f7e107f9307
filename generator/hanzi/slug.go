package hanzi

import (
	"hash/crc32"
	"strconv"
	"strings"
	"unicode"
)

// maxSlug keeps addresses within what file systems take: Windows stops at 260
// characters for the whole path.
const maxSlug = 80

// Slug turns a name into an address of ASCII letters, digits, - and _: Chinese
// by pinyin, full-width letters and digits by their plain forms, everything
// else by a single hyphen. A name that has nothing of these gives "x" and its
// code points, so that it is never empty; a long one ends in a checksum, and
// one that is a device's name on Windows in -x. A slug stays as it is.
func Slug(name string) string {
	if isSlug(name) {
		return name
	}
	var b slugWriter
	for _, r := range name {
		b.rune(r)
	}
	out := b.String()
	if out == "" {
		out = "x"
		for _, r := range name {
			out += strconv.FormatInt(int64(r), 16)
		}
	}
	if reserved(out) {
		out += "-x"
	}
	if len(out) > maxSlug {
		sum := "-" + strconv.FormatUint(uint64(crc32.ChecksumIEEE([]byte(name))), 36)
		out = strings.TrimRight(out[:maxSlug-len(sum)], "-") + sum
	}
	return out
}

// isSlug reports whether a name is an address already.
func isSlug(name string) bool {
	for i := 0; i < len(name); i++ {
		if c := name[i]; !isWord(rune(c)) && (c != '-' || i == 0 || i == len(name)-1 || name[i-1] == '-') {
			return false
		}
	}
	return name != "" && len(name) <= maxSlug && !reserved(name)
}

// reserved reports whether Windows keeps a name for a device.
func reserved(name string) bool {
	switch n := strings.ToLower(name); n {
	case "con", "prn", "aux", "nul":
		return true
	default:
		return len(n) == 4 && (n[:3] == "com" || n[:3] == "lpt") && n[3] >= '0' && n[3] <= '9'
	}
}

func isWord(r rune) bool {
	return r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

// slugWriter collects words; a hyphen goes between them, never at the ends.
type slugWriter struct {
	strings.Builder
	gap bool // a hyphen is due before the next word
}

func (b *slugWriter) rune(r rune) {
	if r >= '！' && r <= '～' {
		r -= '！' - '!'
	}
	switch {
	case isWord(r):
		b.word(string(r))
	case unicode.Is(unicode.Han, r):
		b.gap = true // each character is a word of its own
		b.word(syllable(r))
		b.gap = true
	default:
		b.gap = true
	}
}

// syllable is how a slug spells a character: its most customary reading, or its
// code point if it has none.
func syllable(r rune) string {
	if r == '地' {
		return "di" // as a particle it is read de more often, but hardly in names
	}
	if py := Readings(r); len(py) > 0 && isSlug(Plain(py[0])) {
		return Plain(py[0])
	}
	return "u" + strconv.FormatInt(int64(r), 16)
}

func (b *slugWriter) word(s string) {
	if b.gap && b.Len() > 0 {
		b.WriteByte('-')
	}
	b.gap = false
	b.WriteString(s)
}
