package book

import (
	"math"
	"strings"
	"unicode"
)

// titleChars is how many characters of a title's type (22 pt) go on a line.
const titleChars = 20.0

// titleText breaks a long title into lines of about the same length, where the
// sense allows: GB/T 9704-2012, 7.3.1, asks that no word be torn. A title of
// more lines than three is left to the writers.
func titleText(title string) []Inline {
	runes := []rune(title)
	lines := math.Ceil(advance(runes) / titleChars)
	if lines < 2 || lines > 3 {
		return []Inline{{Text: title}}
	}
	var out []Inline
	for ; lines > 1; lines-- {
		at := bestBreak(runes, advance(runes)/lines)
		if at == 0 {
			break
		}
		out = append(out, Inline{Text: string(runes[:at])}, Inline{Break: true})
		runes = runes[at:]
	}
	return append(out, Inline{Text: string(runes)})
}

func advance(runes []rune) float64 {
	n := 0.0
	for _, r := range runes {
		if r < 0x2E80 {
			n += 0.55
		} else {
			n++
		}
	}
	return n
}

// Characters behind which a title may turn well, those behind which it may not,
// and those that may not begin a line.
const (
	turns   = "的、，：；》”）和与及度会校组县镇市省年级"
	opens   = "《“（〔"
	follows = "的、，：；》”）〕度年月日"
)

// bestBreak is before which character a line ends best, near the wanted length.
func bestBreak(runes []rune, wanted float64) int {
	best, cost := 0, math.Inf(1)
	for i := 1; i < len(runes); i++ {
		before, after := runes[i-1], runes[i]
		width := advance(runes[:i])
		if width > titleChars || strings.ContainsRune(opens, before) || strings.ContainsRune(follows, after) || !unicode.Is(unicode.Han, before) && !unicode.Is(unicode.Han, after) && !unicode.IsPunct(before) {
			continue
		}
		c := math.Abs(width - wanted)
		if !strings.ContainsRune(turns, before) {
			c += 5
		}
		if c < cost {
			best, cost = i, c
		}
	}
	return best
}
