package typst

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"showcase/generator/book"
	"showcase/generator/diag"
)

// panel writes the sheet: its sections in the order in which they are read. A
// section's body is a function of how much larger its pictures are, and of the air
// between its entries.
func (w *writer) panel(p *book.Panel) {
	w.glyphs.origin = p.Origin
	w.print("#panel(width: ", number(p.Width), "mm, height: ", number(p.Height), "mm, bleed: ", number(p.Bleed), "mm, slug: ", number(p.Slug), "mm")
	w.print(", school: ", w.optional(Title, p.School), ", kicker: ", w.optional(Hei, p.Kicker), ", time: ", w.optional(Hei, p.Time))
	w.print(", honour: ", strconv.FormatBool(p.Honour), ", heading: ", w.content(Title, p.Title))
	if p.Subtitle != "" {
		w.print(", subtitle: ", w.content(Kai, wordsOf(w.doc.Lang).dash+p.Subtitle))
	}
	if path := w.images[p.Code]; path != "" {
		w.print(",\ncode: ", "image(", quote(path), "),\ncode-note: ", w.content(Hei, p.CodeNote))
	}
	w.print(", sections: (\n")
	for _, s := range ordered(p) {
		w.glyphs.origin = s.Origin
		w.print("(span: ", quote(spans[s.Span]), ", title: ", w.optional(Title, s.Title), ", lists: ", strconv.FormatBool(lists(s)), ", body: (grow, air) => [\n")
		for i, part := range s.Parts {
			if i > 0 {
				w.print("#next;")
			}
			w.panelPart(part)
			w.print("\n")
		}
		w.print("]),\n")
		w.measured = append(w.measured, w.measuredSection(s))
	}
	w.print("));")
	w.measured = append(w.measured, measured{origin: p.Origin, sheet: true})
}

// measuredSection counts what of a section could be taken out.
func (w *writer) measuredSection(s *book.PanelSection) measured {
	m := measured{origin: s.Origin, hint: diag.Say("请删减文字或条数，或者换大一号的展板", "take out text or entries, or take a larger panel")}
	r, text := reading{doc: w.doc, glyphs: newGlyphs(w.glyphs.faces)}, passage{}
	for _, part := range s.Parts {
		r.panelPart(&text, "", part)
		m.rows += rowsOf(part)
	}
	if !lists(s) { // its words are what can be taken out
		m.rows = 0
	}
	for _, part := range text.parts {
		m.characters += utf8.RuneCountInString(visible(part.text))
	}
	return m
}

// lists tells whether all of a section stands in columns of its own where there
// is room for them.
func lists(s *book.PanelSection) bool {
	for _, part := range s.Parts {
		if _, slogan := part.(*book.Slogan); rowsOf(part) == 0 && !slogan {
			return false
		}
	}
	return true
}

// rowsOf is how many entries a part lists; 0 if it is no list.
func rowsOf(part book.PanelPart) int {
	switch p := part.(type) {
	case *book.Points:
		return len(p.Items)
	case *book.Steps:
		return len(p.Items)
	case *book.Records:
		return len(p.Rows)
	case *book.Honours:
		return len(p.Rows)
	case *book.Faces:
		return len(p.Items)
	case *book.Photos:
		return len(p.Items)
	}
	return 0
}

var spans = map[book.Span]string{book.Banner: "banner", book.Above: "above", book.Narrow: "narrow", book.Whole: "whole"}

// ordered are a panel's sections as they are read.
func ordered(p *book.Panel) []*book.PanelSection {
	var out []*book.PanelSection
	for _, span := range []book.Span{book.Banner, book.Above, book.Narrow, book.Whole} {
		for _, s := range p.Sections {
			if s.Span == span {
				out = append(out, s)
			}
		}
	}
	return out
}

// panelPart writes one part as a call of the template with lists of its content.
func (w *writer) panelPart(part book.PanelPart) {
	switch p := part.(type) {
	case *book.Slogan:
		w.call("slogan", w.contents(Title, p.Lines))
	case *book.Points:
		w.call("points", w.points(p.Items), "numbered: "+strconv.FormatBool(p.Numbered), "air: air")
	case *book.Steps:
		w.call("steps", w.points(p.Items), "air: air")
	case *book.Turns:
		w.call("turns", each(p.Pairs, func(t book.Turn) string {
			return "(" + w.optional(Hei, t.From) + ", " + w.optional(Hei, t.To) + ", " + w.optional(Song, t.Gloss) + ")"
		}), "air: air")
	case *book.Prose:
		w.call("prose", w.contents(Song, p.Paragraphs))
	case *book.Strip:
		w.call("strip", each(p.Phases, func(f book.Phase) string {
			return fmt.Sprintf("(%s, %s, %d, %d, %s)", w.content(Hei, f.Name), w.optional(Song, f.Time), f.Months, f.State, w.contents(Song, f.Tasks))
		}))
	case *book.Records:
		w.call("records", w.optional(Hei, sayAll(p.All)), each(p.Rows, func(r book.PanelRecord) string {
			return "(" + w.optional(Hei, r.Tag) + ", " + w.content(Song, r.Title) + ", " + w.optional(Kai, r.Note) + ")"
		}), "air: air")
	case *book.Honours:
		w.call("honours", w.optional(Hei, sayAll(p.All)), each(p.Rows, func(h book.Honour) string {
			return "(" + w.optional(Hei, h.Tag) + ", " + w.content(Hei, h.Award) + ", " + w.contents(Kai, h.Names) + ")"
		}), "large: "+strconv.FormatBool(p.Large), "grow: grow", "air: air")
	case *book.Roster:
		w.call("roster", each(p.Rows, func(r book.RosterRow) string {
			return "(" + w.content(Hei, r.Role) + ", " + w.contents(Song, r.Names) + ")"
		}), "air: air")
	case *book.Portrait:
		w.call("portrait", w.panelPicture(p.File, ""), w.optional(Kai, p.Monogram), w.optional(Hei, p.Facts), w.contents(Song, p.Paragraphs), "grow: grow")
	case *book.Faces:
		w.call("faces", each(p.Items, func(f book.PanelFace) string {
			return "(" + w.panelPicture(f.File, f.Name) + ", " + w.content(Hei, f.Name) + ", " + w.optional(Song, f.Line) + ")"
		}), "grow: grow")
	case *book.Photos:
		w.call("photos", each(p.Items, func(p book.Photo) string {
			return "(" + w.panelPicture(p.File, p.Alt) + ", " + w.optional(Hei, p.Caption) + ")"
		}), "grow: grow")
	case *book.Drawing:
		w.call("drawing", w.drawings(p), w.optional(Hei, p.Note))
	default:
		panic(fmt.Sprintf("typst: a panel's part of type %T", p))
	}
}

// sayAll says once what is so of all rows.
func sayAll(tag string) string {
	if tag == "" {
		return ""
	}
	return "均为" + tag
}

func (w *writer) call(name string, arguments ...string) {
	w.print("#", name, "(", strings.Join(arguments, ", "), ");")
}

func each[T any](items []T, write func(T) string) string {
	var s strings.Builder
	s.WriteString("(")
	for _, item := range items {
		s.WriteString(write(item) + ", ")
	}
	return s.String() + ")"
}

func (w *writer) contents(role Role, lines []string) string {
	return each(lines, func(s string) string { return w.content(role, s) })
}

func (w *writer) points(items []book.Point) string {
	return each(items, func(p book.Point) string {
		return "(" + w.optional(Hei, p.Name) + ", " + w.optional(Song, p.Gloss) + ")"
	})
}

// drawings are a chart's files with the widths for which they are drawn, each
// read only if it is chosen.
func (w *writer) drawings(p *book.Drawing) string {
	var usable []string
	for _, name := range p.Files {
		if w.images[name] == "" {
			w.brokenImage(name, p.Alt)
		} else {
			usable = append(usable, name)
		}
	}
	return each(usable, func(name string) string {
		return "(" + strconv.Itoa(w.doc.Files[name].Width) + ", () =>\nimage(" + quote(w.images[name]) + ", width: 100%, alt: " + w.literal(p.Alt, "") + "))"
	})
}

// panelPicture is an image that fills whatever box it is put into; a picture
// that the engine cannot read is its description. The line of its own lets
// [badImage] find it.
func (w *writer) panelPicture(name, alt string) string {
	if name == "" {
		return "none"
	}
	path := w.images[name]
	if path == "" {
		w.brokenImage(name, alt)
		return "(missing: " + w.content(Song, placeholder(alt, name)) + ")"
	}
	return "(fill:\nimage(" + quote(path) + `, width: 100%, height: 100%, fit: "cover", alt: ` + w.literal(alt, "") + "))"
}

func (r *reading) panel(to *passage, where string, p *book.Panel) {
	r.put(to, Title, where, p.School)
	r.put(to, Hei, where, p.Kicker)
	r.put(to, Hei, where, p.Time)
	r.put(to, Title, where, p.Title)
	if p.Subtitle != "" {
		r.put(to, Kai, where, wordsOf(r.doc.Lang).dash+p.Subtitle)
	}
	for _, s := range ordered(p) {
		here := where + " " + s.Origin.What
		r.put(to, Title, here, s.Title)
		for _, part := range s.Parts {
			r.panelPart(to, here, part)
		}
	}
	if p.Code != "" && r.shows(p.Code) {
		r.put(to, Hei, where+" code", p.CodeNote)
	}
}

func (r *reading) panelPart(to *passage, where string, part book.PanelPart) {
	switch p := part.(type) {
	case *book.Slogan:
		r.all(to, Title, where, p.Lines)
	case *book.Points:
		for i, item := range p.Items {
			if p.Numbered {
				r.put(to, Title, where, strconv.Itoa(i+1))
			}
			r.put(to, Hei, where, item.Name)
			r.put(to, Song, where, item.Gloss)
		}
	case *book.Steps:
		for _, item := range p.Items {
			r.put(to, Hei, where, item.Name)
			r.put(to, Song, where, item.Gloss)
		}
	case *book.Turns:
		for _, t := range p.Pairs {
			r.put(to, Hei, where, t.From)
			r.put(to, Hei, where, t.To)
			r.put(to, Song, where, t.Gloss)
		}
	case *book.Prose:
		r.all(to, Song, where, p.Paragraphs)
	case *book.Strip:
		for _, f := range p.Phases {
			r.put(to, Hei, where, f.Name)
			r.put(to, Song, where, f.Time)
			r.all(to, Song, where, f.Tasks)
		}
	case *book.Records:
		r.put(to, Hei, where, sayAll(p.All))
		for _, row := range p.Rows {
			r.put(to, Hei, where, row.Tag)
			r.put(to, Song, where, row.Title)
			r.put(to, Kai, where, row.Note)
		}
	case *book.Honours:
		r.put(to, Hei, where, sayAll(p.All))
		for _, h := range p.Rows {
			r.all(to, Kai, where, h.Names)
			r.put(to, Hei, where, h.Tag)
			r.put(to, Hei, where, h.Award)
		}
	case *book.Roster:
		for _, row := range p.Rows {
			r.put(to, Hei, where, row.Role)
			r.all(to, Song, where, row.Names)
		}
	case *book.Portrait:
		if p.File != "" && !r.shows(p.File) {
			r.put(to, Song, where, placeholder("", p.File))
		}
		r.put(to, Hei, where, p.Facts)
		r.all(to, Song, where, p.Paragraphs)
	case *book.Faces:
		for _, f := range p.Items {
			if f.File != "" && !r.shows(f.File) {
				r.put(to, Song, where, placeholder(f.Name, f.File))
			}
			r.put(to, Hei, where, f.Name)
			r.put(to, Song, where, f.Line)
		}
	case *book.Photos:
		for _, photo := range p.Items {
			if !r.shows(photo.File) {
				r.put(to, Song, where, placeholder(photo.Alt, photo.File))
			}
			r.put(to, Hei, where, photo.Caption)
		}
	case *book.Drawing: // what it says belongs to the image
		r.put(to, Hei, where, p.Note)
	}
}

func (r *reading) all(to *passage, role Role, where string, lines []string) {
	for _, line := range lines {
		r.put(to, role, where, line)
	}
}
