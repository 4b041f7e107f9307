package markdown

import (
	"strconv"
	"strings"
)

// writer appends HTML to b.
type writer struct {
	b      []byte
	o      *HTMLOptions
	refs   []int // how often each note has been referred to so far
	total  []int // how often in all
	tables int
	tight  bool // paragraphs in the item being written have no tags
	inLink bool
	terms  terms
}

// HTML appends the page as HTML to dst and returns it. Nothing that an author
// writes becomes a tag, an attribute or an address that runs a program. Every
// block ends in a newline.
func (d *Document) HTML(dst []byte, o HTMLOptions) []byte {
	o.Labels.fill()
	w := writer{b: dst, o: &o}
	if o.Glossary != nil {
		w.terms.used = make([]bool, len(o.Glossary.entries))
	}
	if len(d.Notes) > 0 {
		w.refs, w.total = make([]int, len(d.Notes)), make([]int, len(d.Notes))
		countRefs(d.Root, w.total)
		for _, n := range d.Notes {
			countRefs(n, w.total)
		}
	}
	w.blocks(d.Root)
	if len(d.Notes) > 0 {
		w.notes(d.Notes)
	}
	return w.b
}

func countRefs(n *Node, total []int) {
	if n.Kind == FootnoteRef {
		total[n.Note]++
	}
	for c := n.FirstChild; c != nil; c = c.Next {
		countRefs(c, total)
	}
}

func (w *writer) str(s string)  { w.b = append(w.b, s...) }
func (w *writer) int(n int)     { w.b = strconv.AppendInt(w.b, int64(n), 10) }
func (w *writer) text(s string) { w.b = escape(w.b, s) }

func (w *writer) attr(name, value string) {
	w.b = append(w.b, ' ')
	w.b = append(w.b, name...)
	w.b = append(w.b, '=', '"')
	w.b = escape(w.b, value)
	w.b = append(w.b, '"')
}

func (w *writer) blocks(n *Node) {
	for c := n.FirstChild; c != nil; c = c.Next {
		w.block(c)
	}
}

func (w *writer) block(n *Node) {
	switch n.Kind {
	case Paragraph:
		if w.tight {
			w.inlines(n)
			w.str("\n")
			return
		}
		w.str("<p>")
		w.inlines(n)
		w.str("</p>\n")
	case Heading:
		w.heading(n)
	case List:
		w.list(n)
	case Quote:
		w.loose("<blockquote>\n", n, "</blockquote>\n")
	case CodeBlock:
		w.code(n)
	case Rule:
		w.str("<hr>\n")
	case Table:
		w.table(n)
	case Figure:
		w.figure(n)
	case Container:
		w.container(n)
	case DefinitionList:
		w.definitions(n)
	case Definition:
		if n.Tight && n.FirstChild != nil && n.FirstChild.Next == nil && n.FirstChild.Kind == Paragraph {
			w.str("<dd>")
			w.inlines(n.FirstChild)
			w.str("</dd>\n")
			return
		}
		w.loose("<dd>\n", n, "</dd>\n")
	default:
		w.inline(n)
	}
}

// definitions writes a list of terms and what they mean.
func (w *writer) definitions(n *Node) {
	w.str("<dl>\n")
	outer, follows := len(w.terms.heads), false // of two terms in a row both mean what comes
	for c := n.FirstChild; c != nil; c = c.Next {
		if c.Kind != DefinitionTerm {
			w.block(c)
		} else {
			if !follows {
				w.terms.heads = w.terms.heads[:outer]
			}
			w.head(c)
		}
		follows = c.Kind == DefinitionTerm
	}
	w.terms.heads = w.terms.heads[:outer]
	w.str("</dl>\n")
}

// loose writes what n holds with paragraphs that have tags.
func (w *writer) loose(open string, n *Node, end string) {
	tight := w.tight
	w.tight = false
	w.str(open)
	w.blocks(n)
	w.str(end)
	w.tight = tight
}

func (w *writer) heading(n *Node) {
	level := strconv.Itoa(min(max(int(n.Level)+w.o.HeadingOffset, 1), 6))
	w.str("<h")
	w.str(level)
	w.attr("id", w.o.IDPrefix+n.ID)
	w.str(">")
	w.terms.quiet++
	w.inlines(n)
	w.terms.quiet--
	w.str(` <a class="heading-anchor"`)
	w.attr("href", "#"+w.o.IDPrefix+n.ID)
	w.str(` aria-label="`)
	w.text(w.o.Labels.Section)
	w.str(" ")
	w.text(PlainText(n))
	w.str(`"></a></h`)
	w.str(level)
	w.str(">\n")
}

func (w *writer) list(n *Node) {
	tag := "ul"
	if n.Ordered {
		tag = "ol"
	}
	w.str("<")
	w.str(tag)
	if n.Ordered && n.Start != 1 {
		w.attr("start", strconv.Itoa(n.Start))
	}
	if n.FirstChild != nil && n.FirstChild.Task {
		w.str(` class="task-list"`)
	}
	w.str(">\n")
	tight := w.tight
	for c := n.FirstChild; c != nil; c = c.Next {
		w.tight = n.Tight
		w.item(c)
	}
	w.tight = tight
	w.str("</")
	w.str(tag)
	w.str(">\n")
}

func (w *writer) item(n *Node) {
	first := n.FirstChild
	if n.Task {
		w.str(`<li class="task">`)
	} else {
		w.str("<li>")
	}
	lead := first != nil && first.Kind == Paragraph && w.tight
	switch {
	case n.Task && first != nil && first.Kind == Paragraph:
		if !w.tight {
			w.str("<p>")
		}
		w.str("<label>")
		w.box(n, false)
		w.str(" ")
		w.inlines(first)
		w.str("</label>")
		if !w.tight {
			w.str("</p>")
		}
		first = first.Next
	case n.Task:
		w.box(n, true)
	case lead:
		w.inlines(first)
		first = first.Next
	}
	if first != nil {
		w.str("\n")
	}
	for ; first != nil; first = first.Next {
		w.block(first)
	}
	w.str("</li>\n")
}

func (w *writer) box(n *Node, alone bool) {
	w.str(`<input type="checkbox" disabled`)
	state := 0
	if n.Checked {
		w.str(" checked")
		state = 1
	}
	if alone {
		w.attr("aria-label", w.o.Labels.Task[state])
	}
	w.str(">")
}

func (w *writer) code(n *Node) {
	w.str(`<pre tabindex="0" role="region"`)
	w.attr("aria-label", w.o.Labels.Code)
	w.str("><code")
	if n.Info != "" {
		w.attr("class", "language-"+n.Info)
	}
	w.str(">")
	w.text(n.Text)
	if n.Text != "" {
		w.str("\n")
	}
	w.str("</code></pre>\n")
}

func (w *writer) table(n *Node) {
	w.tables++
	w.terms.quiet++
	w.str(`<div class="table-scroll" tabindex="0" role="region" aria-label="`)
	w.text(w.o.Labels.Table)
	w.str(" ")
	w.int(w.tables)
	w.str("\">\n<table>\n")
	inBody := false
	for r := n.FirstChild; r != nil; r = r.Next {
		switch {
		case r.Header:
			w.str("<thead>\n")
		case !inBody:
			w.str("<tbody>\n")
			inBody = true
		}
		w.row(r, n.Align)
		if r.Header {
			w.str("</thead>\n")
		}
	}
	if inBody {
		w.str("</tbody>\n")
	}
	w.str("</table>\n</div>\n")
	w.terms.quiet--
}

// The classes of aligned cells: a style attribute would need a weaker content
// security policy.
var alignClass = [...]string{AlignNone: "", AlignLeft: ` class="align-left"`, AlignCenter: ` class="align-center"`, AlignRight: ` class="align-right"`}

func (w *writer) row(r *Node, align []Alignment) {
	w.str("<tr>\n")
	open, end := "<td", "</td>\n"
	if r.Header {
		open, end = `<th scope="col"`, "</th>\n"
	}
	i := 0
	for c := r.FirstChild; c != nil; c = c.Next {
		w.str(open)
		if i < len(align) {
			w.str(alignClass[align[i]])
		}
		w.str(">")
		w.inlines(c)
		w.str(end)
		i++
	}
	w.str("</tr>\n")
}

func (w *writer) figure(n *Node) {
	if t := w.target(n.Link); t.Table != nil {
		w.grid(n, t.Table)
		return
	}
	w.str("<figure>\n")
	w.image(n)
	w.str("\n")
	if n.Title != "" {
		w.str("<figcaption>")
		w.text(n.Title)
		w.str("</figcaption>\n")
	}
	w.str("</figure>\n")
}

func (w *writer) container(n *Node) {
	label := n.Title
	if label == "" {
		label = w.o.Labels.notice(n.Info)
	}
	tag := "aside"
	if n.Info == "gallery" {
		tag = "section"
		w.str(`<section class="gallery"`)
	} else {
		w.str(`<aside class="notice notice-`)
		w.str(n.Info)
		w.str(`"`)
	}
	w.attr("aria-label", label)
	w.str(">\n")
	if n.Title != "" || tag == "aside" {
		w.str(`<p class="notice-title">`)
		w.text(label)
		w.str("</p>\n")
	}
	w.loose("", n, "")
	w.str("</")
	w.str(tag)
	w.str(">\n")
}

func (w *writer) notes(notes []*Node) {
	w.str(`<section class="footnotes" role="doc-endnotes"`)
	w.attr("aria-label", w.o.Labels.Notes)
	w.str(">\n<ol>\n")
	for i, n := range notes {
		w.str(`<li id="`)
		w.noteID("note", i, 0)
		w.str("\">\n")
		for c := n.FirstChild; c != nil; c = c.Next {
			if c.Next == nil && c.Kind == Paragraph {
				w.str("<p>")
				w.inlines(c)
				w.backlinks(i)
				w.str("</p>\n")
				continue
			}
			w.block(c)
			if c.Next == nil {
				w.backlinkParagraph(i)
			}
		}
		if n.FirstChild == nil {
			w.backlinkParagraph(i)
		}
		w.str("</li>\n")
	}
	w.str("</ol>\n</section>\n")
}

func (w *writer) backlinkParagraph(i int) {
	w.str("<p>")
	w.backlinks(i)
	w.str("</p>\n")
}

// noteID writes note:1, ref:1 or ref:1:2. Colons cannot stand in the ids of
// headings.
func (w *writer) noteID(kind string, i, nth int) {
	w.text(w.o.IDPrefix)
	w.str(kind)
	w.str(":")
	w.int(i + 1)
	if nth > 0 {
		w.str(":")
		w.int(nth + 1)
	}
}

func (w *writer) backlinks(i int) {
	for nth := range w.total[i] {
		w.str(` <a href="#`)
		w.noteID("ref", i, nth)
		w.str(`" role="doc-backlink" aria-label="`)
		w.text(w.o.Labels.Back)
		if w.total[i] > 1 {
			w.str(" ")
			w.int(nth + 1)
		}
		w.str(`">↩︎</a>`)
	}
}

func (w *writer) noteRef(n *Node) {
	nth := w.refs[n.Note]
	w.refs[n.Note]++
	w.str(`<sup class="footnote-ref" id="`)
	w.noteID("ref", n.Note, nth)
	w.str(`">`)
	if w.inLink {
		w.int(n.Note + 1)
	} else {
		w.str(`<a href="#`)
		w.noteID("note", n.Note, 0)
		w.str(`" role="doc-noteref" aria-label="`)
		w.text(w.o.Labels.Note)
		w.str(" ")
		w.int(n.Note + 1)
		w.str(`">`)
		w.int(n.Note + 1)
		w.str("</a>")
	}
	w.str("</sup>")
}

func (w *writer) inlines(n *Node) {
	for c := n.FirstChild; c != nil; c = c.Next {
		w.inline(c)
	}
}

func (w *writer) inline(n *Node) {
	switch n.Kind {
	case Text:
		if w.terms.used != nil && w.terms.quiet == 0 && !w.inLink {
			w.linked(n.Text)
		} else {
			w.text(n.Text)
		}
	case Emphasis:
		w.wrap("em", n)
	case Strong:
		w.wrap("strong", n)
	case Strike:
		w.wrap("del", n)
	case Code:
		w.str("<code>")
		w.text(n.Text)
		w.str("</code>")
	case Anchor:
		w.anchor(n)
	case Image:
		w.image(n)
	case LineBreak:
		w.str("<br>\n")
	case FootnoteRef:
		w.noteRef(n)
	case Placeholder:
		w.placeholder(n)
	}
}

// placeholder writes what fills it, or the braces as they are written.
func (w *writer) placeholder(n *Node) {
	shown, note := n.Title, ""
	if shown == "" {
		shown = "{{" + n.Text + "}}"
	} else if w.o.Explain != nil && !w.inLink {
		note = w.o.Explain(n.Text)
	}
	if note == "" {
		w.text(shown)
		return
	}
	w.str(`<a class="counted"`)
	w.attr("href", "#"+note)
	w.str(">")
	w.text(shown)
	w.str("</a>")
}

func (w *writer) wrap(tag string, n *Node) {
	w.str("<")
	w.str(tag)
	w.str(">")
	w.inlines(n)
	w.str("</")
	w.str(tag)
	w.str(">")
}

// target asks where a link leads.
func (w *writer) target(l *Link) Target {
	var t Target
	switch {
	case l.Dest == "":
		t.Broken = true
	case w.o.Resolve != nil:
		t = w.o.Resolve(l)
	case l.ByTitle:
		t.Broken = true
	default:
		t.Href = l.Dest
		t.External = strings.HasPrefix(scheme(l.Dest), "http")
	}
	if t.Href == "" || !safeAddress(t.Href) || l.Image && !safeImage(t.Href) {
		t.Broken = true
	}
	return t
}

func (w *writer) anchor(n *Node) {
	t := w.target(n.Link)
	end := "</a>"
	switch {
	case w.inLink:
		end = ""
	case t.Broken:
		w.str(`<span class="broken-link">`)
		end = "</span>"
	default:
		w.str(`<a href="`)
		w.b = escapeAddress(w.b, t.Href)
		w.str(`"`)
		if n.Title != "" {
			w.attr("title", n.Title)
		}
		if t.External {
			w.str(` rel="noopener"`)
		}
		w.str(">")
	}
	inLink := w.inLink
	w.inLink = true
	switch {
	case n.FirstChild != nil:
		w.inlines(n)
	case t.Title != "":
		w.text(t.Title)
	case n.Link.ByTitle:
		w.text(shownTitle(n.Link))
	default:
		w.text(t.Href)
	}
	w.inLink = inLink
	w.str(end)
}

// image writes an image without its figure.
func (w *writer) image(n *Node) {
	t := w.target(n.Link)
	if t.Broken || t.Table != nil {
		w.str(`<span class="broken-link">`)
		w.text(n.Text)
		w.str("</span>")
		return
	}
	w.str(`<img src="`)
	w.b = escapeAddress(w.b, t.Href)
	w.str(`"`)
	w.attr("alt", n.Text)
	if n.Kind == Image && n.Title != "" {
		w.attr("title", n.Title)
	}
	if t.Width > 0 && t.Height > 0 {
		w.attr("width", strconv.Itoa(t.Width))
		w.attr("height", strconv.Itoa(t.Height))
	}
	w.str(` loading="lazy" decoding="async">`)
}
