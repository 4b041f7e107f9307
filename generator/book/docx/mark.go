package docx

import (
	"strings"

	"showcase/generator/book"
)

// collectMarks gives every bookmark of the tree a name that Word takes: a
// letter first, then letters, digits and _, at most 40, no two alike in either
// case. Names that are so already stay.
func (w *writer) collectMarks(list []book.Block, taken map[string]bool, aside bool) {
	add := func(name string, x said) {
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
		if !aside { // a note may come out as plain text, without its bookmarks
			w.said[name] = x
		}
	}
	inlines := func(in []book.Inline) {
		for _, x := range in {
			w.collectMarks(x.Note, taken, true)
		}
	}
	for _, b := range list {
		switch x := b.(type) {
		case *book.Heading:
			add(x.Bookmark, saidBy(x))
			inlines(x.Text)
		case *book.Paragraph:
			inlines(x.Text)
		case *book.ListBlock:
			for _, item := range x.Items {
				w.collectMarks(item.Blocks, taken, aside)
			}
		case *book.Table:
			add(x.Bookmark, said{label: captionLabel(x.Caption), whole: x.Caption})
			for _, rows := range [][]book.Row{x.Header, x.Rows} {
				for _, r := range rows {
					for _, c := range r.Cells {
						inlines(c.Text)
					}
				}
			}
		case *book.Figure:
			add(x.Bookmark, said{label: captionLabel(x.Caption), whole: x.Caption})
		case *book.Figures:
			for _, f := range x.Items() {
				add(f.Bookmark, said{label: captionLabel(f.Caption), whole: f.Caption})
			}
			add(x.Bookmark, said{label: captionLabel(x.Caption), whole: x.Caption})
		case *book.Turned:
			w.collectMarks(x.Blocks, taken, aside)
		case *book.Quote:
			w.collectMarks(x.Blocks, taken, aside)
		case *book.Notice:
			w.collectMarks(x.Blocks, taken, aside)
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

// said is what the reader sees where a bookmark stands: the label that has a
// bookmark of its own (附件1, 表2), and the whole text.
type said struct{ label, whole string }

// saidBy is that of a heading. One with a footnote or a picture is not repeated
// elsewhere, for these would be repeated too.
func saidBy(x *book.Heading) said {
	s := said{label: x.Annex, whole: x.Number}
	for _, in := range x.Text {
		if in.Note != nil || in.Picture != "" || in.Break {
			s.whole = ""
			return s
		}
		s.whole += in.Text
	}
	return s
}

// captionLabel is the kind and number of a caption: 表1 of “表1　获奖清单”.
func captionLabel(caption string) string {
	i := strings.IndexAny(caption, " 　")
	if i <= 0 {
		return ""
	}
	return caption[:i]
}

// labelMark is the name of the bookmark around a label alone.
func (w *writer) labelMark(name string) string { return "_L" + w.marks[name] }

// label writes the label of a bookmark's place with a bookmark of its own.
func (w *writer) label(o *out, name, text string) {
	mark := w.marks[name]
	if text == "" || mark == "" || w.marked[name+"\x00label"] || w.said[name].label != text || len(mark) > 38 {
		w.text(o, text, look{})
		return
	}
	w.marked[name+"\x00label"] = true
	id := itoa(w.markIDs)
	w.markIDs++
	o.str(`<w:bookmarkStart w:id="`, id, `" w:name="`, w.labelMark(name), `"/>`)
	w.text(o, text, look{})
	o.str(`<w:bookmarkEnd w:id="`, id, `"/>`)
}

// caption writes a caption: its label can be referred to by itself.
func (w *writer) caption(o *out, name, text string) {
	label := captionLabel(text)
	w.label(o, name, label)
	w.text(o, text[len(label):], look{})
}

// reference is the field that repeats what stands at the target of a link, when
// that is what the link says; empty if a plain link must do.
func (w *writer) reference(link string, in []book.Inline) string {
	name, inside := strings.CutPrefix(link, "#")
	mark := w.marks[name]
	if !inside || mark == "" {
		return ""
	}
	text := ""
	for _, x := range in {
		if x.Note != nil || x.Picture != "" || x.Break {
			return ""
		}
		text += x.Text
	}
	switch s := w.said[name]; {
	case text == "" || strings.ContainsAny(text, "\n\r\t"):
		return ""
	case text == s.label && len(mark) <= 38:
		return "REF " + w.labelMark(name) + ` \h \* MERGEFORMAT`
	case text == s.whole:
		return "REF " + mark + ` \h \* MERGEFORMAT`
	}
	return ""
}
