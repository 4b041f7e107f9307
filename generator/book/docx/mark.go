package docx

import (
	"strings"

	"showcase/generator/book"
)

// collectMarks gives every bookmark of the tree a name that Word takes: a
// letter first, then letters, digits and _, at most 40, no two alike in either
// case. Names that are so already stay.
func (w *writer) collectMarks(list []book.Block, taken map[string]bool) {
	add := func(name string) {
		if name == "" || w.marks[name] != "" {
			return
		}
		mark := name
		if !wordName(mark) || taken[strings.ToLower(mark)] {
			// wordName refuses a leading _, so that these are free.
			n := itoa(len(w.marks) + 1)
			mark = "_Ref" + strings.Repeat("0", max(8-len(n), 0)) + n
		}
		taken[strings.ToLower(mark)] = true
		w.marks[name] = mark
	}
	inlines := func(in []book.Inline) {
		for _, x := range in {
			w.collectMarks(x.Note, taken)
		}
	}
	for _, b := range list {
		switch x := b.(type) {
		case *book.Heading:
			add(x.Bookmark)
			inlines(x.Text)
		case *book.Paragraph:
			inlines(x.Text)
		case *book.ListBlock:
			for _, item := range x.Items {
				w.collectMarks(item.Blocks, taken)
			}
		case *book.Table:
			add(x.Bookmark)
			for _, rows := range [][]book.Row{x.Header, x.Rows} {
				for _, r := range rows {
					for _, c := range r.Cells {
						inlines(c.Text)
					}
				}
			}
		case *book.Figure:
			add(x.Bookmark)
		case *book.Quote:
			w.collectMarks(x.Blocks, taken)
		case *book.Notice:
			w.collectMarks(x.Blocks, taken)
		case *book.Form:
			for _, r := range x.Rows {
				inlines(r.Value)
			}
		}
	}
}

func wordName(s string) bool {
	if s == "" || len(s) > 40 {
		return false
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (i == 0 || !(c >= '0' && c <= '9' || c == '_')) {
			return false
		}
	}
	return true
}
