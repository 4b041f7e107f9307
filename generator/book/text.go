package book

import (
	"cmp"
	"math"
	"net/url"
	"strings"

	"showcase/generator/markdown"
	"showcase/generator/site"
	"showcase/generator/statistics"
)

// converter turns one page's tree into blocks.
type converter struct {
	*assembler
	page   *site.Page
	number numbering
	lists  int  // how deep in lists
	inNote bool // within a footnote

	inHeading bool // contents and running heads repeat it
}

// body prints a page's text, and behind it the register that the page holds.
func (a *assembler) body(p *site.Page) {
	a.pupilsInText(p)
	a.use(p.File)
	if p.Body != nil {
		c := &converter{assembler: a, page: p}
		a.add(c.blocks(p.Body.Root, 0)...)
	}
	a.registerTable(p)
}

func (c *converter) blocks(n *markdown.Node, depth int) []Block {
	var out []Block
	for k := range n.Children() {
		out = append(out, c.block(k, depth)...)
	}
	return out
}

func (c *converter) block(n *markdown.Node, depth int) []Block {
	switch n.Kind {
	case markdown.Heading:
		return c.heading(n)
	case markdown.Paragraph:
		if images := c.sideBySide(n); images != nil {
			return c.gallery(images, "")
		}
		return []Block{&Paragraph{Style: styleAt(depth), Text: c.inlines(n)}}
	case markdown.List:
		return []Block{c.list(n, depth)}
	case markdown.Quote:
		return []Block{&Quote{Blocks: c.blocks(n, depth+1)}}
	case markdown.CodeBlock:
		return []Block{&CodeBlock{Text: n.Text}}
	case markdown.Rule:
		return []Block{&Rule{}}
	case markdown.Table:
		return []Block{c.placed(n, c.table(n))}
	case markdown.Figure:
		return c.figure(n)
	case markdown.Container:
		if n.Info == "gallery" {
			if images := c.sideBySide(n); images != nil {
				return c.gallery(images, n.Title)
			}
			return c.blocks(n, depth)
		}
		return []Block{&Notice{Title: noticeTitle(n), Blocks: c.blocks(n, depth+1)}}
	case markdown.DefinitionList:
		return c.definitions(n, depth)
	default:
		return c.blocks(n, depth)
	}
}

func styleAt(depth int) Style {
	if depth > 0 {
		return Flush
	}
	return Body
}

func (c *converter) list(n *markdown.Node, depth int) *ListBlock {
	l := &ListBlock{}
	i := n.Start
	c.lists++
	defer func() { c.lists-- }()
	for item := range n.Children() {
		marker := "•"
		switch {
		case item.Task && item.Checked:
			marker = "☑"
		case item.Task:
			marker = "☐"
		case n.Ordered:
			marker = listNumber(c.lists, i)
		}
		i++
		l.Items = append(l.Items, ListItem{Marker: marker, Blocks: c.blocks(item, depth+1)})
	}
	return l
}

// listNumber numbers the items of a list by how deep it stands: 1. （1） ①.
func listNumber(depth, n int) string {
	switch {
	case depth == 1:
		return itoa(n) + "."
	case depth == 2 || n < 1 || n > 20:
		return "（" + itoa(n) + "）"
	}
	return string(rune('①' + n - 1))
}

// definitions prints each term in bold at the head of what it means.
func (c *converter) definitions(n *markdown.Node, depth int) []Block {
	var out []Block
	var term []Inline
	flush := func() {
		if term != nil {
			out = append(out, &Paragraph{Style: styleAt(depth), Text: term})
			term = nil
		}
	}
	for k := range n.Children() {
		if k.Kind == markdown.DefinitionTerm {
			if term != nil {
				term = append(term, Inline{Text: "、", Bold: true})
			}
			for _, in := range c.inlines(k) {
				in.Bold = true
				term = append(term, in)
			}
			continue
		}
		blocks := c.blocks(k, depth)
		if len(blocks) > 0 && term != nil {
			if p, ok := blocks[0].(*Paragraph); ok {
				p.Text = append(append(term, Inline{Text: "：", Bold: true}), p.Text...)
				term = nil
			}
		}
		flush()
		out = append(out, blocks...)
	}
	flush()
	return out
}

func noticeTitle(n *markdown.Node) string {
	if n.Title != "" {
		return n.Title
	}
	return map[string]string{"tip": "提示", "note": "说明", "warning": "注意", "important": "重点", "quote": "引用"}[n.Info]
}

func (c *converter) table(n *markdown.Node) *Table {
	t := &Table{}
	for row := range n.Children() {
		r := Row{}
		for cell := range row.Children() {
			r.Cells = append(r.Cells, Cell{Text: c.inlines(cell)})
		}
		if row.Header {
			t.Header = append(t.Header, r)
		} else {
			t.Rows = append(t.Rows, r)
		}
	}
	t.Columns = make([]Column, len(n.Align))
	align(t)
	for i, a := range n.Align {
		switch a {
		case markdown.AlignLeft:
			t.Columns[i].Align = Left
		case markdown.AlignCenter:
			t.Columns[i].Align = Center
		case markdown.AlignRight:
			t.Columns[i].Align = Right
		}
	}
	return weigh(t)
}

func hasTable(n *markdown.Node) bool {
	for k := range n.Children() {
		if k.Kind == markdown.Table || hasTable(k) {
			return true
		}
	}
	return false
}

// inlines flattens the inline tree below a node into runs.
func (c *converter) inlines(n *markdown.Node) []Inline {
	var out []Inline
	for k := range n.Children() {
		out = c.inline(out, k, Inline{})
	}
	return out
}

// inline appends the runs of one node; style carries what its parents set.
func (c *converter) inline(out []Inline, n *markdown.Node, style Inline) []Inline {
	switch n.Kind {
	case markdown.Text:
		style.Text = n.Text
		return append(out, style)
	case markdown.Code:
		style.Text, style.Code = n.Text, true
		return append(out, style)
	case markdown.LineBreak:
		return append(out, Inline{Break: true})
	case markdown.Placeholder:
		return c.filled(out, n, style)
	case markdown.FootnoteRef:
		if c.inNote { // a note has no notes; one that names itself would have no end
			return out
		}
		note := &converter{assembler: c.assembler, page: c.page, inNote: true}
		return append(out, Inline{Note: note.blocks(c.page.Body.Notes[n.Note], 1)})
	case markdown.Image:
		name := c.file(c.sourceOf(n.Link))
		if name == "" {
			style.Text = n.Text
			return append(out, style)
		}
		return append(out, Inline{Picture: name, Text: n.Text})
	case markdown.Strong:
		style.Bold = true
	case markdown.Emphasis:
		style.Italic = true
	case markdown.Strike:
		style.Strike = true
	case markdown.Anchor:
		return c.anchor(out, n, style)
	}
	for k := range n.Children() {
		out = c.inline(out, k, style)
	}
	return out
}

// filled appends what fills a placeholder; behind the first number of a window
// stands what its dates are.
func (c *converter) filled(out []Inline, n *markdown.Node, style Inline) []Inline {
	style.Text = cmp.Or(n.Title, "{{"+n.Text+"}}")
	out = append(out, style)
	figure := c.counted(c.page, n.Text)
	if c.inNote {
		return out
	}
	return c.dated(out, figure)
}

// counted is the figure that fills a placeholder of a page; what it counts is a
// source of the document.
func (a *assembler) counted(p *site.Page, text string) *statistics.Figure {
	f := a.options.Statistics.Figure(p, text)
	if f != nil {
		a.useAll(f.Query.Type)
	}
	return f
}

// dated appends a footnote with the dates of a figure's window, if this is the
// document's first figure of a window of that name.
func (a *assembler) dated(out []Inline, f *statistics.Figure) []Inline {
	if f == nil || f.Window.String() == "" || f.Named == "" && !f.Own {
		return out
	}
	note := f.Named + "指" + f.Window.String() + "。"
	if f.Own {
		note = "数字的统计区间为" + f.Window.String() + "。"
	}
	if a.dates[note] {
		return out
	}
	a.dates[note] = true
	return append(out, Inline{Note: []Block{&Paragraph{Style: Flush, Text: []Inline{{Text: note}}}}})
}

// href is where a link leads in print: a bookmark of this document, the web,
// the published site, or nowhere.
func (c *converter) href(l *markdown.Link) string {
	t := c.site.Target(l)
	switch {
	case t.Broken:
		return ""
	case t.URL != "":
		return t.URL
	case t.Page != nil && c.bookmarks[t.Page] != "":
		if mark := c.bookmarks[t.Page] + "--" + t.Anchor; hasHeading(t.Page, t.Anchor) {
			return "#" + mark
		}
		return "#" + c.bookmarks[t.Page]
	case c.options.BaseURL != "" && t.Path != "":
		at := url.URL{Path: t.Path, Fragment: t.Anchor}
		return strings.TrimSuffix(c.options.BaseURL, "/") + "/" + strings.TrimPrefix(at.String(), "./")
	}
	return ""
}

// hasHeading reports whether a page's heading of that id is printed.
func hasHeading(p *site.Page, id string) bool {
	if p.Body == nil || id == "" {
		return false
	}
	for _, s := range p.Body.Outline {
		if s.ID == id {
			return !repeatsTitle(p, s.Level, s.Text)
		}
	}
	return false
}

func (c *converter) figure(n *markdown.Node) []Block {
	t := c.site.Target(n.Link)
	c.use(t.Book)
	if t.Table != nil {
		return []Block{c.placed(n, c.grid(n, t.Table))}
	}
	name := c.file(c.sourceOf(n.Link))
	if name == "" {
		text := "（图略）"
		if n.Text != "" {
			text = "（图：" + n.Text + "）"
		}
		return []Block{&Paragraph{Style: Centered, Text: []Inline{{Text: text}}}}
	}
	f := c.numbered(name, n.Text, n.Title)
	f.Width = c.widthInText(c.doc.Files[name])
	return []Block{f}
}

// Images within a text are no higher, in mm: a larger one would often leave half
// a page empty before it. An upright one is mostly a scan, to be read.
const (
	lyingHeight   = 85
	uprightHeight = 150
)

// widthInText is the width in mm of an image in running text: its size at 150
// dots an inch, within the type area and the height that it may have; 0 if its
// size is not known.
func (c *converter) widthInText(f File) float64 {
	if f.Width <= 0 || f.Height <= 0 {
		return 0
	}
	l, dpi, ratio := c.doc.Layout, 150.0, float64(f.Width)/float64(f.Height)
	if f.Kind == "svg" {
		dpi = 96
	}
	highest := float64(lyingHeight)
	if ratio < 1 {
		highest = uprightHeight
	}
	return math.Round(min(float64(f.Width)/dpi*25.4, l.Width-l.Left-l.Right, highest*ratio)*100) / 100
}
