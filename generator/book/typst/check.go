package typst

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"showcase/generator/book"
)

// reading is the text that a document must have when it is printed, worked out
// from the tree alone, so that what the writer or the engine loses is seen.
type reading struct {
	doc      *book.Document
	glyphs   *glyphs
	unusable map[string]bool
	pages    map[string]int // by bookmark
	main     passage
	notes    []*passage
}

// passage is text with a note of where each part of it comes from.
type passage struct {
	parts []part
}

type part struct{ where, text string }

func (p *passage) add(where, text string) { p.parts = append(p.parts, part{where, text}) }

// expect reads the document; pageOf gives the contents' page numbers, pages those
// that texts name.
func expect(doc *book.Document, g *glyphs, unusable map[string]bool, pages map[string]int, pageOf func(*book.Heading) int) *reading {
	r := &reading{doc: doc, glyphs: newGlyphs(g.faces), unusable: unusable, pages: pages}
	words := wordsOf(doc.Lang)
	if c := doc.Cover; c != nil {
		r.text(Hei, "cover", c.Kicker)
		r.text(Title, "cover", c.Title)
		if doc.Subtitle != "" {
			r.text(Kai, "cover", words.dash+doc.Subtitle)
		}
		r.fields(&r.main, "cover", c.Lines)
	}
	if doc.Contents {
		r.text(Title, "contents", words.contents)
		walk(doc.Body, func(b book.Block) {
			if h, ok := b.(*book.Heading); ok && h.InOutline && h.Level <= 2 {
				where := "contents: " + h.Number + plain(h.Text)
				r.text(Hei, where, annexInContents(h)+h.Number)
				r.inlines(Hei, where, withoutNotes(h.Text))
				r.main.add(where, strconv.Itoa(pageOf(h)))
			}
		})
	}
	r.blocks(&r.main, Body, "", doc.Body)
	return r
}

func (r *reading) text(role Role, where, text string) { r.put(&r.main, role, where, text) }

func (r *reading) put(to *passage, role Role, where, text string) {
	to.add(where, r.glyphs.printable(role, text))
}

func (r *reading) inlines(role Role, where string, list []book.Inline) {
	r.runs(&r.main, role, where, list)
}

func (r *reading) runs(to *passage, role Role, where string, list []book.Inline) {
	for _, i := range list {
		switch {
		case i.Note != nil:
			number := strconv.Itoa(len(r.notes) + 1)
			to.add(where, number)
			note := &passage{}
			r.notes = append(r.notes, note)
			note.add("footnote "+number, number)
			r.blocks(note, Song, "footnote "+number, i.Note)
		case i.PageOf != "":
			if n, ok := r.pages[i.PageOf]; ok {
				to.add(where, strconv.Itoa(n))
			} else {
				r.put(to, role, where, unknownPage)
			}
		case i.Break:
		case i.Picture != "":
			if !r.shows(i.Picture) {
				r.put(to, role, where, placeholder(i.Text, i.Picture))
			}
		case i.Code:
			r.put(to, Mono, where, i.Text)
		case i.Bold && r.doc.BoldHei:
			r.put(to, Hei, where, i.Text)
		case i.Italic:
			r.put(to, Kai, where, i.Text)
		default:
			r.put(to, role, where, i.Text)
		}
	}
}

func (r *reading) shows(name string) bool {
	return imagePath(r.doc.Files[name], "", 0) != "" && !r.unusable[name]
}

func (r *reading) blocks(to *passage, role Role, where string, blocks []book.Block) {
	for i, b := range blocks {
		here := fmt.Sprintf("%s/%d", where, i+1)
		r.block(to, role, here, b)
	}
}

func (r *reading) block(to *passage, role Role, where string, b book.Block) {
	switch b := b.(type) {
	case *book.Heading:
		r.heading(to, where, b)
	case *book.Paragraph:
		r.runs(to, paragraphRole(role, b.Style), where, b.Text)
	case *book.ListBlock:
		for _, item := range b.Items {
			r.put(to, role, where, item.Marker)
			r.blocks(to, role, where, item.Blocks)
		}
	case *book.Table:
		r.put(to, Hei, where, b.Caption)
		r.rows(to, Hei, where+" header", b.Header)
		r.rows(to, Song, where, b.Rows)
	case *book.Figure:
		if !r.shows(b.File) {
			r.put(to, Song, where, placeholder(b.Alt, b.File))
		}
		r.put(to, Hei, where, b.Caption)
	case *book.Figures:
		r.figures(to, where, b)
	case *book.Turned:
		r.blocks(to, role, where, b.Blocks)
	case *book.Quote:
		r.blocks(to, Kai, where, b.Blocks)
	case *book.CodeBlock:
		r.put(to, Mono, where, b.Text)
	case *book.Notice:
		r.put(to, Hei, where, b.Title)
		r.blocks(to, role, where, b.Blocks)
	case *book.Form:
		for _, row := range b.Rows {
			r.put(to, Hei, where+" "+row.Label, row.Label)
			r.runs(to, Body, where+" "+row.Label, row.Value)
			if row.Closed() {
				r.put(to, Body, where+" "+row.Label, wordsOf(r.doc.Lang).closing(row))
			}
		}
	case *book.Signature:
		r.put(to, Body, where, b.Name)
		r.put(to, Body, where, b.Date)
	case *book.Certificate:
		r.certificate(to, where, b)
	case *book.Calibration:
		for _, line := range b.Lines {
			r.put(to, Hei, where, line)
		}
	case *book.Panel:
		r.panel(to, where, b)
	case *book.Enclosures:
		if len(b.Names) == 0 {
			return
		}
		r.put(to, Body, where, wordsOf(r.doc.Lang).enclosure)
		for i, name := range b.Names {
			r.put(to, Body, where, enclosureNumber(b, i)+name)
		}
	case *book.NameList:
		for _, name := range b.Names {
			r.put(to, Kai, where, name)
		}
	}
}

func (r *reading) heading(to *passage, where string, h *book.Heading) {
	where += " " + h.Number + plain(h.Text)
	role := headingRole(r.doc, h.Level)
	if h.Level <= 0 {
		if m := h.Masthead; m != nil {
			r.put(to, Title, where, m.Name)
			r.put(to, Body, where, m.Number)
		}
		r.put(to, Hei, where, h.Annex)
	}
	r.put(to, role, where, h.Number)
	r.runs(to, role, where, h.Text)
	if h.Level <= 0 && h.Subtitle != "" {
		r.put(to, Kai, where, wordsOf(r.doc.Lang).dash+h.Subtitle)
	}
	if h.Sheet != nil {
		r.runs(to, Kai, where, h.Sheet.Remark)
		r.fields(to, where, h.Sheet.Fields)
	}
}

func (r *reading) fields(to *passage, where string, list []book.Field) {
	for _, f := range list {
		r.put(to, Hei, where, f.Label+wordsOf(r.doc.Lang).colon)
		r.put(to, Kai, where, f.Value)
	}
}

func (r *reading) rows(to *passage, role Role, where string, rows []book.Row) {
	for i, row := range rows {
		role := role
		if row.Bold {
			role = heavy(r.doc, role)
		}
		for _, c := range row.Cells {
			r.runs(to, role, fmt.Sprintf("%s row %d", where, i+1), c.Text)
		}
	}
}

// compare finds the first difference between what was to be printed and what was.
func (r *reading) compare(p *printed) error {
	if err := r.main.compare(p.main); err != nil {
		return err
	}
	if len(p.notes) != len(r.notes) {
		return fmt.Errorf("the PDF has %d footnotes, the document %d", len(p.notes), len(r.notes))
	}
	for i, note := range r.notes {
		if err := note.compare(p.notes[i]); err != nil {
			return err
		}
	}
	if extra := visible(p.unplaced); extra != "" {
		return fmt.Errorf("the PDF has text that is not in the document: %q", clip(extra))
	}
	return nil
}

func (p *passage) compare(found string) error {
	rest := visible(found)
	for i, part := range p.parts {
		want := visible(part.text)
		if got, ok := strings.CutPrefix(rest, want); ok {
			rest = got
			continue
		}
		if n := len(want); rightToLeft(want) && n <= len(rest) && sameRunes(want, rest[:n]) {
			rest = rest[n:]
			continue
		}
		same := 0
		for same < min(len(want), len(rest)) && want[same] == rest[same] {
			same++
		}
		for same > 0 && (!startsRune(want, same) || !startsRune(rest, same)) {
			same--
		}
		follow := want[same:]
		for _, next := range p.parts[i+1:] {
			if len(follow) > 60 {
				break
			}
			follow += visible(next.text)
		}
		return fmt.Errorf("the PDF's text differs from the document's at %s: after %q expected %q, found %q", part.where, tail(want[:same]), clip(follow), clip(rest[same:]))
	}
	if rest != "" {
		return fmt.Errorf("the PDF has text that is not in the document: %q", clip(rest))
	}
	return nil
}

// rightToLeft tells whether a text has Hebrew or Arabic letters: a PDF has them
// in the order in which they stand on the paper.
func rightToLeft(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko)
	})
}

func sameRunes(a, b string) bool {
	x, y := []rune(a), []rune(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

func startsRune(s string, i int) bool { return i >= len(s) || s[i]&0xC0 != 0x80 }

// visible drops what leaves no mark on paper.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if invisible(r) || unicode.Is(unicode.Cc, r) {
			return -1
		}
		return r
	}, s)
}

func clip(s string) string {
	if r := []rune(s); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return s
}

func tail(s string) string {
	if r := []rune(s); len(r) > 10 {
		return "…" + string(r[len(r)-10:])
	}
	return s
}

// plain is the text of runs alone.
func plain(list []book.Inline) string {
	var s strings.Builder
	for _, i := range list {
		s.WriteString(i.Text)
	}
	return s.String()
}
