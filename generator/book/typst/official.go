package typst

import (
	"strconv"

	"showcase/generator/book"
)

// enclosures writes what is attached, below the text.
func (w *writer) enclosures(e *book.Enclosures) {
	w.print("#enclosures(", w.content(Body, wordsOf(w.doc.Lang).enclosure), ", (")
	for i, name := range e.Names {
		w.print("(", w.content(Body, enclosureNumber(e, i)), ", ", w.content(Body, name), "), ")
	}
	w.print("));")
}

// names writes a list of names in columns.
func (w *writer) names(l *book.NameList) {
	w.print("#names(", strconv.Itoa(nameColumns(l, w.doc.Layout)), ", (")
	for _, name := range l.Names {
		w.print(w.literal(name, Kai), ", ")
	}
	w.print("));")
}

// enclosureNumber is what stands before the name of an enclosure: nothing
// where there is but one.
func enclosureNumber(e *book.Enclosures, i int) string {
	if len(e.Names) < 2 {
		return ""
	}
	return strconv.Itoa(i+1) + "."
}

// nameColumns is how many names stand side by side.
func nameColumns(l *book.NameList, page book.Layout) int {
	longest := 3.0
	for _, name := range l.Names {
		longest = max(longest, widthInEm(name))
	}
	return max(1, int((page.Width-page.Left-page.Right)*pointsPerMM/page.BodySize/(longest+1.4)))
}
