package hanzi

import (
	"maps"
	"slices"
	"strings"
)

// Syllables lists the standard characters by how [Slug] spells them, for
// programs in other languages: a line for each syllable, which comes first, a
// blank and its characters. The lines are in order.
func Syllables() string {
	of := map[string]*strings.Builder{}
	for line := range strings.SplitSeq(table, "\n") {
		for _, r := range line {
			if r == '#' || !Standard(r) {
				break
			}
			s := syllable(r)
			if of[s] == nil {
				of[s] = &strings.Builder{}
			}
			of[s].WriteRune(r)
			break
		}
	}
	var b strings.Builder
	for _, s := range slices.Sorted(maps.Keys(of)) {
		b.WriteString(s + " " + of[s].String() + "\n")
	}
	return b.String()
}
