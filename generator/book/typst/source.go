package typst

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"showcase/generator/book"
	"showcase/generator/diag"
)

// writer draws a document as Typst source. Whatever an author wrote goes over
// as a string literal, so that no text can be read as Typst code.
type writer struct {
	strings.Builder
	doc      *book.Document
	glyphs   *glyphs
	folder   string            // of this document's files in the engine
	places   map[string]string // bookmark → label in the source
	images   map[string]string // image's name → file in the engine
	unusable map[string]bool   // images that the engine could not read
	findings []Finding
	lines    []string // by line of the source: the image on it
}

// source is a document ready for the engine.
type source struct {
	text      []byte
	files     map[string][]byte // by path
	bookmarks []string          // in the order of the labels p0, p1, …
	findings  []Finding
	imageAt   map[string]string // path → the image's name in the document
}

// words are the few words of the layout's own.
type words struct{ contents, seal, colon, dash string }

func wordsOf(lang string) words {
	if strings.HasPrefix(lang, "en") {
		return words{"Contents", "(Seal)    Date:            ", ": ", "— "}
	}
	return words{"目　录", "（盖章）　　　　年　　月　　日", "：", "——"}
}

// write draws the document. Images named in unusable are drawn as their description.
func write(doc *book.Document, g *glyphs, folder string, unusable map[string]bool) *source {
	w := &writer{doc: doc, glyphs: g, folder: folder, places: map[string]string{}, images: map[string]string{}, unusable: unusable}
	out := &source{files: map[string][]byte{}, imageAt: map[string]string{}}
	for _, mark := range bookmarks(doc) {
		w.places[mark] = fmt.Sprintf("p%d", len(out.bookmarks))
		out.bookmarks = append(out.bookmarks, mark)
	}
	w.mapImages(out)
	w.head()
	w.cover()
	w.body()
	w.print("#places((")
	for i := range out.bookmarks {
		w.print(`"p`, strconv.Itoa(i), `",`)
	}
	w.print("))\n]\n")
	out.text = []byte(w.String())
	out.findings = w.findings
	return out
}

func (w *writer) print(parts ...string) {
	for _, p := range parts {
		w.WriteString(p)
	}
}

// bookmarks lists the places of the document that can be led to, each once.
func bookmarks(doc *book.Document) []string {
	var list []string
	seen := map[string]bool{"": true}
	walk(doc.Body, func(b book.Block) {
		mark := ""
		switch b := b.(type) {
		case *book.Heading:
			mark = b.Bookmark
		case *book.Table:
			mark = b.Bookmark
		case *book.Figure:
			mark = b.Bookmark
		}
		if !seen[mark] {
			seen[mark] = true
			list = append(list, mark)
		}
	})
	return list
}

// walk visits the blocks and those inside them, footnotes excepted.
func walk(blocks []book.Block, visit func(book.Block)) {
	for _, b := range blocks {
		visit(b)
		switch b := b.(type) {
		case *book.ListBlock:
			for _, item := range b.Items {
				walk(item.Blocks, visit)
			}
		case *book.Quote:
			walk(b.Blocks, visit)
		case *book.Notice:
			walk(b.Blocks, visit)
		}
	}
}

// mapImages gives each image a path that no document before used.
func (w *writer) mapImages(out *source) {
	names := make([]string, 0, len(w.doc.Files))
	for name := range w.doc.Files {
		names = append(names, name)
	}
	slices.Sort(names)
	for i, name := range names {
		f := w.doc.Files[name]
		extension := map[string]string{"png": "png", "jpeg": "jpg", "gif": "gif", "webp": "webp", "svg": "svg"}[f.Kind]
		if extension == "" || len(f.Data) == 0 || w.unusable[name] {
			continue
		}
		path := fmt.Sprintf("%s/%d.%s", w.folder, i, extension)
		out.files[path] = f.Data
		out.imageAt[path] = name
		w.images[name] = path
	}
}

// head writes the import and the settings. Lengths go over as mm and pt.
func (w *writer) head() {
	l := w.doc.Layout
	w.print(`#import "/official.typ": book`, "\n#let set-up = book(\n")
	w.print("  title: ", w.literal(w.doc.Title, ""), ", author: ", w.literal(w.doc.Author, ""), ",\n")
	if y, m, d, ok := date(w.doc.Created); ok {
		w.print(fmt.Sprintf("  created: datetime(year: %d, month: %d, day: %d),\n", y, m, d))
	}
	lang := "zh"
	if strings.HasPrefix(w.doc.Lang, "en") {
		lang = "en"
	}
	w.print("  lang: ", quote(lang), ",\n  roles: (")
	for _, r := range roles() {
		w.print(string(r), ": (")
		for _, f := range w.glyphs.faces.chain(r) {
			w.print(quote(f.family), ", ")
		}
		w.print("), ")
	}
	w.print("),\n  bolder: (")
	for _, r := range roles() {
		if w.glyphs.faces.plan.bolder[r] {
			w.print(quote(string(r)), ", ")
		}
	}
	w.print("),\n  layout: (")
	for _, v := range []struct {
		name  string
		value float64
		unit  string
	}{
		{"width", l.Width, "mm"}, {"height", l.Height, "mm"}, {"top", l.Top, "mm"}, {"bottom", l.Bottom, "mm"},
		{"left", l.Left, "mm"}, {"right", l.Right, "mm"}, {"size", l.BodySize, "pt"}, {"pitch", l.LinePitch, "pt"},
	} {
		w.print(v.name, ": ", number(v.value), v.unit, ", ")
	}
	w.print("lines: ", strconv.Itoa(l.Lines), ", columns: ", strconv.Itoa(l.Columns), "),\n)\n")
	w.print("#let (page, main, cover, contents, part, section, flush, centred, lead, table-note, items, quote, code, notice, rule, signature, tabular, head, picture, broken, form, bold, italic, places) = set-up\n")
	w.print("#show: page\n")
}

func (w *writer) cover() {
	words := wordsOf(w.doc.Lang)
	if c := w.doc.Cover; c != nil {
		w.print("#cover(title: ", w.content(Title, c.Title))
		if c.Kicker != "" {
			w.print(", kicker: ", w.content(Hei, c.Kicker))
		}
		if w.doc.Subtitle != "" {
			w.print(", subtitle: ", w.content(Kai, words.dash+w.doc.Subtitle))
		}
		w.print(", lines: (")
		for _, f := range c.Lines {
			w.print("(", w.content(Hei, f.Label+words.colon), ", ", w.content(Kai, f.Value), "), ")
		}
		w.print("))\n")
	}
	if w.doc.Contents {
		w.print("#contents(heading: ", w.content(Title, words.contents), ")\n")
	}
}

func (w *writer) body() {
	w.print("#main[\n")
	w.blocks(Body, w.doc.Body)
}

// blocks writes blocks one after another, role being the type of running text.
func (w *writer) blocks(role Role, blocks []book.Block) {
	for _, b := range blocks {
		w.block(role, b)
		w.print("\n\n")
	}
}

func (w *writer) block(role Role, b book.Block) {
	switch b := b.(type) {
	case *book.Heading:
		w.heading(b)
	case *book.Paragraph:
		w.paragraph(role, b)
	case *book.ListBlock:
		w.list(role, b)
	case *book.Table:
		w.table(b)
	case *book.Figure:
		w.figure(b)
	case *book.Quote:
		w.print("#quote[")
		w.blocks(Kai, b.Blocks)
		w.print("];")
	case *book.CodeBlock:
		w.print("#code(raw(block: true, ", w.literal(breakable(strings.TrimRight(b.Text, "\n")), Mono), "));")
	case *book.Notice:
		w.print("#notice(", w.optional(Hei, b.Title), ")[")
		w.blocks(role, b.Blocks)
		w.print("];")
	case *book.Form:
		w.form(b)
	case *book.PageBreak:
		w.print("#pagebreak(weak: true);")
	case *book.Rule:
		w.print("#rule();")
	case *book.Signature:
		w.print("#signature(", w.content(Body, b.Name), ", ", w.content(Body, b.Date), ");")
	default:
		panic(fmt.Sprintf("typst: a block of type %T", b))
	}
}

func (w *writer) heading(h *book.Heading) {
	mark := ""
	if h.Bookmark != "" {
		mark = ", name: " + quote(w.places[h.Bookmark])
	}
	outlined := ", outlined: " + strconv.FormatBool(h.InOutline)
	if h.Level > 0 {
		role := []Role{Body, Hei, Kai, Body, Body}[min(h.Level, 4)]
		w.print("#section(", strconv.Itoa(min(h.Level, 4)), mark, outlined, ")[")
		w.run(role, h.Number)
		w.inlines(role, h.Text)
		w.print("];")
		return
	}
	w.print("#part(full: [")
	if h.Annex != "" {
		w.run(Hei, h.Annex+"　")
	}
	w.run(Hei, h.Number)
	w.inlines(Hei, withoutNotes(h.Text))
	w.print("], title: [")
	w.run(Title, h.Number)
	w.inlines(Title, h.Text)
	w.print("]", mark, outlined)
	if h.Annex != "" {
		w.print(", annex: ", w.content(Hei, h.Annex))
	}
	if h.Subtitle != "" {
		w.print(", subtitle: ", w.content(Kai, wordsOf(w.doc.Lang).dash+h.Subtitle))
	}
	w.print(");")
}

// withoutNotes leaves footnotes and line breaks out, for the contents and the outline.
func withoutNotes(list []book.Inline) []book.Inline {
	return slices.DeleteFunc(slices.Clone(list), func(i book.Inline) bool { return i.Note != nil || i.Break })
}

func (w *writer) paragraph(role Role, p *book.Paragraph) {
	open, end := "", ""
	switch p.Style {
	case book.Flush:
		open, end = "#flush[", "];"
	case book.Centered:
		open, end = "#centred[", "];"
	case book.Lead:
		open, end, role = "#lead[", "];", Kai
	case book.TableNote:
		open, end, role = "#table-note[", "];", Song
	}
	w.print(open)
	w.inlines(role, p.Text)
	w.print(end)
}

func (w *writer) list(role Role, l *book.ListBlock) {
	w.print("#items((")
	for _, item := range l.Items {
		w.print(w.content(role, item.Marker), ", ")
	}
	w.print("), ")
	for _, item := range l.Items {
		w.print("[")
		w.blocks(role, item.Blocks)
		w.print("], ")
	}
	w.print(");")
}

// inlines writes runs of text in the given type.
func (w *writer) inlines(role Role, list []book.Inline) {
	for _, i := range list {
		w.inline(role, i)
	}
}

func (w *writer) inline(role Role, i book.Inline) {
	switch {
	case i.Note != nil:
		w.print("#footnote[")
		w.blocks(Song, i.Note)
		w.print("];")
		return
	case i.Break:
		w.print("#linebreak();")
		return
	case i.Picture != "":
		w.picture(role, i)
		return
	}
	depth := 0
	wrap := func(open string) {
		w.print(open)
		depth++
	}
	if to := w.target(i.Link); to != "" {
		wrap("#link(" + to + ")[")
	}
	if i.Bold {
		wrap("#bold[")
	}
	if i.Strike {
		wrap("#strike[")
	}
	if i.Italic {
		wrap("#italic[")
		role = Kai
	}
	if i.Code {
		w.print("#raw(", w.literal(breakable(i.Text), Mono), ");")
	} else {
		w.run(role, i.Text)
	}
	w.print(strings.Repeat("];", depth))
}

// target is a link's target as Typst code; empty where there is none to lead to.
func (w *writer) target(link string) string {
	if mark, ok := strings.CutPrefix(link, "#"); ok {
		if place := w.places[mark]; place != "" {
			return "label(" + quote(place) + ")"
		}
		w.find(Finding{Code: "print/no-target", Message: diag.Say(
			"链接“%s”在文档中没有去处", "the link %q leads nowhere in the document", link)})
		return ""
	}
	for _, scheme := range []string{"https://", "http://", "mailto:"} {
		if strings.HasPrefix(link, scheme) {
			return quote(link)
		}
	}
	return ""
}

func (w *writer) find(f Finding) { w.findings = append(w.findings, f) }

// run writes text in the given type; nothing for an empty string.
func (w *writer) run(role Role, text string) {
	if text != "" {
		w.print("#", w.literal(breakable(text), role), ";")
	}
}

// content is a piece of text as Typst content.
func (w *writer) content(role Role, text string) string {
	return "[#" + w.literal(breakable(text), role) + ";]"
}

func (w *writer) optional(role Role, text string) string {
	if text == "" {
		return "none"
	}
	return w.content(role, text)
}

// literal is a string of Typst code, checked for characters that the role's
// font lacks unless role is empty.
func (w *writer) literal(text string, role Role) string {
	return quote(w.glyphs.printable(role, text))
}

// quote writes a string literal. Typst knows these two escapes and others that
// are not needed; everything else stands for itself.
func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// date reads YYYY-MM-DD.
func date(s string) (year, month, day int, ok bool) {
	n, err := fmt.Sscanf(s, "%4d-%2d-%2d", &year, &month, &day)
	return year, month, day, err == nil && n == 3 && month >= 1 && month <= 12 && day >= 1 && day <= 31
}

const zeroWidthSpace = '\u200B'

// breakable puts places to break a line into long words of Latin letters, such
// as addresses, which would run out of the type area: after punctuation, and
// anywhere in words that have none.
func breakable(text string) string {
	const long, longest = 18, 12
	runes := []rune(text)
	var out strings.Builder
	for at := 0; at < len(runes); {
		end := at
		for end < len(runes) && runes[end] > ' ' && runes[end] < 0x2000 {
			end++
		}
		if end == at {
			out.WriteRune(runes[at])
			at++
			continue
		}
		since := 0
		for i := at; i < end; i++ {
			out.WriteRune(runes[i])
			since++
			if end-at > long && i+1 < end && (strings.ContainsRune("/.-_?&=#%:", runes[i]) && since > 2 || since >= longest) {
				out.WriteRune(zeroWidthSpace)
				since = 0
			}
		}
		at = end
	}
	return out.String()
}
