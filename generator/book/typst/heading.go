package typst

import (
	"slices"
	"strconv"

	"showcase/generator/book"
)

// contentsPages lists the headings; on which page each is the engine finds out.
func (w *writer) contentsPages(title string) {
	w.print("#contents(heading: ", w.content(Title, title), ", entries: (\n")
	walk(w.doc.Body, func(b book.Block) {
		h, ok := b.(*book.Heading)
		if !ok || !h.InOutline || h.Level > 2 {
			return
		}
		w.print("(", strconv.Itoa(h.Level), ", [")
		w.inOneLine(h)
		w.print("], ", quote(w.labels[h]), "),\n")
	})
	w.print("))\n")
}

// inOneLine is a heading as the contents and the outline of the PDF show it.
func (w *writer) inOneLine(h *book.Heading) {
	w.run(Hei, annexInContents(h)+h.Number)
	w.inlines(Hei, withoutNotes(h.Text))
}

// turned writes blocks for the sheet lying on its side.
func (w *writer) turned(role Role, t *book.Turned) {
	upright, lying := w.doc, *w.doc
	lying.Layout = upright.Layout.Turned()
	w.doc = &lying
	w.print("#turned[")
	w.fresh = true
	w.blocks(role, t.Blocks)
	w.fresh = false
	w.print("];")
	w.doc = upright
}

func (w *writer) heading(h *book.Heading) {
	w.glyphs.heading = h
	mark, role := w.name(h), headingRole(w.doc, h.Level)
	outlined := ", outlined: " + strconv.FormatBool(h.InOutline)
	if h.Level > 0 {
		w.print("#section(", strconv.Itoa(min(h.Level, 4)), mark, outlined, ")[")
		w.run(role, h.Number)
		w.inlines(role, h.Text)
		w.print("];")
		return
	}
	w.print("#part(full: [")
	w.inOneLine(h)
	w.print("], title: [")
	w.run(role, h.Number)
	w.inlines(role, h.Text)
	w.print("]", mark, outlined)
	if m := h.Masthead; m != nil {
		w.print(", masthead: (", w.lines(Title, m.Name), ", ", w.content(Body, m.Number), ")")
	}
	if w.fresh {
		w.print(", fresh: true")
		w.fresh = false
	}
	if h.Annex != "" {
		w.print(", annex: ", w.content(Hei, h.Annex))
	}
	if h.Subtitle != "" {
		w.print(", subtitle: ", w.lines(Kai, wordsOf(w.doc.Lang).dash+h.Subtitle))
	}
	if h.Sheet != nil {
		w.sheet(h.Sheet)
	}
	w.print(");")
}

// sheet writes what else stands on the heading sheet of an annex.
func (w *writer) sheet(s *book.Sheet) {
	w.print(", sheet: (colon: ", w.content(Hei, wordsOf(w.doc.Lang).colon), ", remark: ")
	if len(s.Remark) == 0 {
		w.print("none")
	} else {
		w.print("[")
		w.inlines(Kai, s.Remark)
		w.print("]")
	}
	w.print(", ")
	w.fields("lines", s.Fields)
	w.print(")")
}

// fields writes labels and their values as an argument.
func (w *writer) fields(name string, list []book.Field) {
	w.print(name, ": (")
	for _, f := range list {
		w.print("(", w.literal(f.Label, Hei), ", ", w.content(Kai, f.Value), "), ")
	}
	w.print(")")
}

// heavy is the type of bold text where other text is in the given one.
func heavy(doc *book.Document, role Role) Role {
	if doc.BoldHei {
		return Hei
	}
	return role
}

// headingRole is the type of a heading, GB/T 9704-2012, 7.3.3.
func headingRole(doc *book.Document, level int) Role {
	return []Role{Title, Hei, Kai, heavy(doc, Body), Body}[min(max(level, 0), 4)]
}

// annexInContents is an annex's label before its title in contents and outline.
func annexInContents(h *book.Heading) string {
	if h.Level > 0 || h.Annex == "" {
		return ""
	}
	return h.Annex + "　"
}

// withoutNotes leaves footnotes and line breaks out, for the contents and the outline.
func withoutNotes(list []book.Inline) []book.Inline {
	return slices.DeleteFunc(slices.Clone(list), func(i book.Inline) bool { return i.Note != nil || i.Break })
}
