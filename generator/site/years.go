package site

import (
	"slices"

	"showcase/generator/content"
)

// SchoolYear is a school year with at least one term that has items.
type SchoolYear struct {
	Key   content.Term // Half is 0
	Path  string       // years/2011.html
	Terms []*Term      // first term first
}

// schoolYears gathers the terms, newest year first.
func (l *linker) schoolYears() {
	for _, t := range slices.Backward(l.Terms) { // oldest first
		if n := len(l.Years); n == 0 || l.Years[n-1].Key.Year != t.Key.Year {
			key := content.Term{Year: t.Key.Year}
			l.Years = append(l.Years, &SchoolYear{Key: key, Path: "years/" + itoa(key.Year) + ".html"})
		}
		t.Year = l.Years[len(l.Years)-1]
		t.Year.Terms = append(t.Year.Terms, t)
	}
	slices.Reverse(l.Years)
}
