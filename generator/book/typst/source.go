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
	folder   string                // of this document's files in the engine
	labels   map[book.Block]string // headings, tables and figures that can be led to
	places   map[string]string     // bookmark → label
	placed   map[string]bool       // labels that stand in the source
	images   map[string]string     // image's name → file in the engine
	unusable map[string]bool       // images that the engine could not read
	findings []Finding
	measured []measured
	fresh    bool // a page was begun for what comes now
}

// source is a document ready for the engine.
type source struct {
	text     []byte
	files    map[string][]byte // by path
	places   []place           // in the order of the labels p0, p1, …
	findings []Finding
	measured []measured        // in the order in which the engine tells what they lack
	imageAt  map[string]string // path → the image's name in the document
}

// place is a block that can be led to and its bookmark, if it has one.
type place struct {
	block    book.Block
	bookmark string
}

// words are the few words of the layout's own.
type words struct{ contents, seal, colon, dash, enclosure, sign string }

func wordsOf(lang string) words {
	if strings.HasPrefix(lang, "en") {
		return words{"Contents", "(Seal)    Date:            ", ": ", "— ", "Enclosure: ", "Signed:                Date:            "}
	}
	return words{"目　录", "（盖章）　　　　年　　月　　日", "：", "——", "附件：", "签名：　　　　　　　年　　月　　日"}
}

// write draws the document. Images named in unusable are drawn as their description.
func write(doc *book.Document, g *glyphs, folder string, unusable map[string]bool) *source {
	w := &writer{
		doc: doc, glyphs: g, folder: folder, unusable: unusable, images: map[string]string{},
		labels: map[book.Block]string{}, places: map[string]string{}, placed: map[string]bool{},
	}
	out := &source{files: map[string][]byte{}, imageAt: map[string]string{}, places: places(doc)}
	for i, p := range out.places {
		label := fmt.Sprintf("p%d", i)
		w.labels[p.block] = label
		if p.bookmark != "" && w.places[p.bookmark] == "" {
			w.places[p.bookmark] = label
		}
	}
	w.mapImages(out)
	if w.doc.Template == "" {
		w.head()
		w.cover()
		w.print("#main(head: ", w.optional(Song, w.doc.Head), ")[\n")
	} else {
		w.designHead()
	}
	w.blocks(Body, w.doc.Body)
	w.print("#places((")
	for i := range out.places {
		w.print(`"p`, strconv.Itoa(i), `",`)
	}
	w.print("))\n")
	if w.doc.Template == "" {
		w.print("]\n")
	}
	out.text = []byte(w.String())
	out.findings, out.measured = w.findings, w.measured
	return out
}

func (w *writer) print(parts ...string) {
	for _, p := range parts {
		w.WriteString(p)
	}
}

// places lists what can be led to: all headings, and tables and figures with a bookmark.
func places(doc *book.Document) []place {
	var list []place
	seen := map[book.Block]bool{}
	walk(doc.Body, func(b book.Block) {
		mark, always := "", false
		switch b := b.(type) {
		case *book.Heading:
			mark, always = b.Bookmark, true
		case *book.Table:
			mark = b.Bookmark
		case *book.Figure:
			mark = b.Bookmark
		case *book.Figures:
			mark = b.Bookmark
		}
		if (always || mark != "") && !seen[b] {
			seen[b] = true
			list = append(list, place{b, mark})
		}
	})
	return list
}

// name is the argument that puts the block's label into the source, once.
func (w *writer) name(b book.Block) string {
	label := w.labels[b]
	if label == "" || w.placed[label] {
		return ""
	}
	w.placed[label] = true
	return ", name: " + quote(label)
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
		case *book.Turned:
			walk(b.Blocks, visit)
		case *book.Notice:
			walk(b.Blocks, visit)
		case *book.Figures:
			for _, f := range b.Items() {
				visit(f)
			}
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
		path := imagePath(f, w.folder, i)
		if path == "" || w.unusable[name] {
			continue
		}
		out.files[path] = w.named(f)
		out.imageAt[path] = name
		w.images[name] = path
	}
}

// imagePath is the engine's name for an image; empty for what is none.
func imagePath(f book.File, folder string, n int) string {
	extension := map[string]string{"png": "png", "jpeg": "jpg", "gif": "gif", "webp": "webp", "svg": "svg"}[f.Kind]
	if extension == "" || len(f.Data) == 0 {
		return ""
	}
	return fmt.Sprintf("%s/%d.%s", folder, n, extension)
}

// setUp writes the import of a template and what all templates are told.
func (w *writer) setUp(template string) {
	w.print(`#import "/`, template, `.typ": book`, "\n#let set-up = book(\n")
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
	w.print("),\n")
}

// head sets up the official layout. Lengths go over as mm and pt.
func (w *writer) head() {
	l := w.doc.Layout
	w.setUp("official")
	w.print("  layout: (")
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
	w.print("lines: ", strconv.Itoa(l.Lines), ", columns: ", strconv.Itoa(l.Columns))
	w.print(", mirrored: ", strconv.FormatBool(l.Mirrored), ", multiple: ", strconv.Itoa(l.Multiple), "),\n")
	if w.doc.BoldHei {
		w.print("  bold-by: ", quote(string(Hei)), ",\n")
	}
	w.print(")\n")
	w.print("#let (page, main, cover, contents, part, section, flush, centred, lead, table-note, items, quote, code, notice, rule, signature, keep, tabular, head, picture, pictures, broken, form, bold, italic, places, enclosures, names, blank, page-of, turned) = set-up\n")
	w.print("#show: page\n")
}

func (w *writer) cover() {
	words := wordsOf(w.doc.Lang)
	if c := w.doc.Cover; c != nil {
		w.print("#cover(title: ", w.lines(Title, c.Title))
		if c.Kicker != "" {
			w.print(", kicker: ", w.lines(Hei, c.Kicker))
		}
		if w.doc.Subtitle != "" {
			w.print(", subtitle: ", w.lines(Kai, words.dash+w.doc.Subtitle))
		}
		w.print(", colon: ", w.content(Hei, words.colon), ", ")
		w.fields("lines", c.Lines)
		w.print(")\n")
	}
	if w.doc.Contents {
		w.contentsPages(words.contents)
	}
}

// blocks writes blocks one after another, role being the type of running text.
func (w *writer) blocks(role Role, blocks []book.Block) {
	for i := 0; i < len(blocks); i++ {
		b := blocks[i]
		if t, ok := b.(*book.Table); ok && noteBelow(blocks[i:]) != nil {
			w.table(t, noteBelow(blocks[i:]))
			w.print("\n\n")
			i++
			continue
		}
		keep := keeps(b)
		if keep {
			w.print("#keep[\n\n") // empty lines make it a paragraph within the block
		}
		w.block(role, b)
		if keep {
			w.print("\n\n];")
		}
		w.print("\n\n")
	}
}

// keeps reports that a block stays on the page of what follows.
func keeps(b book.Block) bool {
	switch b := b.(type) {
	case *book.Paragraph:
		return b.Keep
	case *book.ListBlock:
		return b.Keep
	case *book.Table:
		return b.Keep
	case *book.Enclosures:
		return true
	}
	return false
}

func (w *writer) block(role Role, b book.Block) {
	if _, ok := b.(*book.Heading); !ok {
		w.fresh = false
	}
	switch b := b.(type) {
	case *book.Heading:
		w.heading(b)
	case *book.Paragraph:
		w.paragraph(role, b)
	case *book.ListBlock:
		w.list(role, b)
	case *book.Table:
		w.table(b, nil)
	case *book.Figure:
		w.figure(b)
	case *book.Figures:
		w.figures(b)
	case *book.Turned:
		w.turned(role, b)
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
		w.print("#signature(", w.content(Body, b.Name), ", ", w.content(Body, b.Date), ", seal: ", strconv.FormatBool(b.Seal), ");")
	case *book.Certificate:
		w.certificate(b)
	case *book.Calibration:
		w.calibration(b)
	case *book.Panel:
		w.panel(b)
	case *book.Enclosures:
		if len(b.Names) > 0 {
			w.enclosures(b)
		}
	case *book.NameList:
		w.names(b)
	case *book.Blank:
		w.print("#blank(", strconv.Itoa(b.Lines), ");")
	default:
		panic(fmt.Sprintf("typst: a block of type %T", b))
	}
}

func (w *writer) paragraph(role Role, p *book.Paragraph) {
	open, end := "", ""
	switch p.Style {
	case book.Flush:
		open, end = "#flush[", "];"
	case book.Centered:
		open, end = "#centred[", "];"
	case book.Lead:
		open, end = "#lead[", "];"
	case book.TableNote:
		open, end = "#table-note[", "];"
	}
	w.print(open)
	w.inlines(paragraphRole(role, p.Style), p.Text)
	w.print(end)
}

// paragraphRole is the type of a paragraph where running text is in the given type.
func paragraphRole(role Role, s book.Style) Role {
	switch s {
	case book.Lead:
		return Kai
	case book.TableNote:
		return Song
	}
	return role
}

func (w *writer) list(role Role, l *book.ListBlock) {
	for _, item := range l.Items {
		if widthInEm(item.Marker) > widestMarker {
			w.looseList(role, l)
			return
		}
	}
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

// widestMarker is the width in characters that a list's markers may have beside their items.
const widestMarker = 8

// looseList writes markers too wide to stand beside their items as paragraphs of their own.
func (w *writer) looseList(role Role, l *book.ListBlock) {
	for _, item := range l.Items {
		w.run(role, item.Marker)
		w.print("\n\n")
		w.blocks(role, item.Blocks)
	}
}

// inlines writes runs of text in the given type.
func (w *writer) inlines(role Role, list []book.Inline) {
	for _, i := range list {
		w.inline(role, i)
	}
}

func (w *writer) inline(role Role, i book.Inline) {
	switch {
	case len(i.Note) > 0:
		w.print("#footnote[")
		rest := i.Note
		if p, ok := rest[0].(*book.Paragraph); ok { // on the line of its number
			w.inlines(Song, p.Text)
			w.print("\n\n")
			rest = rest[1:]
		}
		w.blocks(Song, rest)
		w.print("];")
		return
	case i.Break:
		w.print("#linebreak();")
		return
	case i.PageOf != "":
		w.pageNumber(i.PageOf)
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
	if i.Strike {
		wrap("#strike[")
	}
	if i.Italic {
		wrap("#italic[")
		role = Kai
	}
	if i.Bold {
		wrap("#bold[")
		role = heavy(w.doc, role)
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
	if outward(link) {
		return quote(link)
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

// lines is the same for a text whose line breaks count.
func (w *writer) lines(role Role, text string) string {
	var pieces []string
	for _, line := range strings.Split(text, "\n") {
		pieces = append(pieces, "#"+w.literal(breakable(line), role)+";")
	}
	return "[" + strings.Join(pieces, "#linebreak();") + "]"
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
