package book

import (
	"bytes"
	"image"
	_ "image/gif" // the formats whose size is read
	_ "image/jpeg"
	_ "image/png"
	"path"
	"regexp"
	"strings"

	_ "golang.org/x/image/webp" // as above

	"showcase/generator/diag"
	"showcase/generator/markdown"
	"showcase/generator/site"
)

// converter turns one page's tree into blocks, with headings numbered afresh:
// 一、（一）1.（1）, whatever levels and ordinals their author typed.
type converter struct {
	*assembler
	page  *site.Page
	base  int    // the page's highest heading level
	count [5]int // numbers used, by level
	typed bool   // the author numbers the headings
}

// body prints a page's text.
func (a *assembler) body(p *site.Page) {
	if p.Body == nil {
		return
	}
	c := &converter{assembler: a, page: p, base: 7}
	for _, s := range p.Body.Outline {
		if s.Level == 1 && titleOnly(p, s) {
			continue
		}
		c.base = min(c.base, s.Level)
		c.typed = c.typed || ordinal.MatchString(s.Text)
	}
	a.doc.Body = append(a.doc.Body, c.blocks(p.Body.Root, 0)...)
}

// titleOnly reports that a heading merely repeats the page's title.
func titleOnly(p *site.Page, s markdown.Section) bool {
	return strings.TrimSpace(s.Text) == strings.TrimSpace(p.Title)
}

// ordinal is a number that an author typed before a heading.
var ordinal = regexp.MustCompile(`^(?:[一二三四五六七八九十]+[、.．]\s*|（[一二三四五六七八九十]+）[、]?\s*|\([一二三四五六七八九十]+\)\s*|\d{1,2}[.．、]\s*|（\d{1,2}）\s*|\(\d{1,2}\)\s*)`)

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
		return []Block{c.table(n)}
	case markdown.Figure:
		return c.figure(n)
	case markdown.Container:
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

func (c *converter) heading(n *markdown.Node) []Block {
	text := c.inlines(n)
	plain := strings.TrimSpace(markdown.PlainText(n))
	if n.Level == 1 && plain == strings.TrimSpace(c.page.Title) {
		return nil
	}
	level := min(max(int(n.Level)-c.base+1, 1), 4)
	if typed := ordinal.FindString(plain); typed != "" {
		text = cutLeft(text, len(typed))
	}
	c.count[level]++
	for l := level + 1; l < len(c.count); l++ {
		c.count[l] = 0
	}
	bookmark := c.bookmark(c.bookmarks[c.page] + "--" + n.ID)
	return []Block{&Heading{Level: level, Number: headingNumber(level, c.count[level]), Text: text, Bookmark: bookmark, InOutline: c.page == c.assembler.page && level == 1}}
}

// cutLeft drops the first n bytes of the text of a run of inlines.
func cutLeft(text []Inline, n int) []Inline {
	for len(text) > 0 && n > 0 {
		if len(text[0].Text) > n {
			text[0].Text = strings.TrimLeft(text[0].Text[n:], " ")
			return text
		}
		n -= len(text[0].Text)
		text = text[1:]
	}
	return text
}

// headingNumber is the ordinal of a level (GB/T 9704-2012, 7.3.3).
func headingNumber(level, n int) string {
	switch level {
	case 1:
		return Han(n) + "、"
	case 2:
		return "（" + Han(n) + "）"
	case 3:
		return itoa(n) + "."
	}
	return "（" + itoa(n) + "）"
}

// Han writes 1–99 in Han numerals.
func Han(n int) string {
	digits := []rune("零一二三四五六七八九")
	switch {
	case n < 1 || n > 99:
		return itoa(n)
	case n < 10:
		return string(digits[n])
	case n < 20:
		return strings.TrimSuffix("十"+string(digits[n%10]), "零")
	}
	return strings.TrimSuffix(string(digits[n/10])+"十"+string(digits[n%10]), "零")
}

func (c *converter) list(n *markdown.Node, depth int) *ListBlock {
	l := &ListBlock{}
	i := n.Start
	for item := range n.Children() {
		marker := "•"
		switch {
		case item.Task && item.Checked:
			marker = "☑"
		case item.Task:
			marker = "☐"
		case n.Ordered:
			marker = itoa(i) + "."
		}
		i++
		l.Items = append(l.Items, ListItem{Marker: marker, Blocks: c.blocks(item, depth+1)})
	}
	return l
}

func (c *converter) definitions(n *markdown.Node, depth int) []Block {
	var out []Block
	for k := range n.Children() {
		if k.Kind == markdown.DefinitionTerm {
			text := c.inlines(k)
			for i := range text {
				text[i].Bold = true
			}
			out = append(out, &Paragraph{Style: styleAt(depth), Text: text})
		} else {
			out = append(out, &Quote{Blocks: c.blocks(k, depth+1)})
		}
	}
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
	for _, a := range n.Align {
		t.Columns = append(t.Columns, Column{Align: [...]Align{markdown.AlignNone: Left, markdown.AlignLeft: Left, markdown.AlignCenter: Center, markdown.AlignRight: Right}[a]})
	}
	return weigh(t)
}

// weigh shares the width out by what the columns hold: between the longest
// cell and the mean, within 2 and 16 characters.
func weigh(t *Table) *Table {
	for i := range t.Columns {
		longest, sum, n := 0, 0, 0
		for _, rows := range [][]Row{t.Header, t.Rows} {
			for _, r := range rows {
				if i < len(r.Cells) {
					w := width(r.Cells[i].Text)
					longest, sum, n = max(longest, w), sum+w, n+1
				}
			}
		}
		mean := float64(sum) / float64(max(n, 1))
		t.Columns[i].Weight = min(max((float64(longest)+mean)/2+1, 2.5), 16)
	}
	return t
}

// width is a text's width in characters, two Latin ones counting as one.
func width(text []Inline) int {
	half := 0
	for _, in := range text {
		for _, r := range in.Text {
			half++
			if r > 0x2E80 {
				half++
			}
		}
	}
	return (half + 1) / 2
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
		style.Text = c.placeholder(n)
		return append(out, style)
	case markdown.FootnoteRef:
		note := &converter{assembler: c.assembler, page: c.page, base: 7}
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
		style.Link = c.href(n.Link)
		if n.FirstChild == nil {
			style.Text = c.site.Target(n.Link).Title
			return append(out, style)
		}
	}
	for k := range n.Children() {
		out = c.inline(out, k, style)
	}
	return out
}

// href is where a link leads in print: a bookmark of this document, the web,
// the published site, or nowhere.
func (c *converter) href(l *markdown.Link) string {
	t := c.site.Target(l)
	switch {
	case t.URL != "":
		return t.URL
	case t.Broken:
		return ""
	case t.Page != nil && c.bookmarks[t.Page] != "":
		return "#" + c.bookmarks[t.Page]
	case c.options.BaseURL != "" && t.Path != "":
		return strings.TrimSuffix(c.options.BaseURL, "/") + "/" + t.Path
	}
	return ""
}

// placeholder is the text of {{…}}: a number that a person answers for
// ({{人工:12}}) stands as it is.
func (c *converter) placeholder(n *markdown.Node) string {
	if rest, ok := strings.CutPrefix(n.Text, "人工:"); ok {
		return strings.TrimSpace(rest)
	}
	if rest, ok := strings.CutPrefix(n.Text, "人工："); ok {
		return strings.TrimSpace(rest)
	}
	return "{{" + n.Text + "}}"
}

func (c *converter) figure(n *markdown.Node) []Block {
	name := c.file(c.sourceOf(n.Link))
	if name == "" {
		return []Block{&Paragraph{Style: Centered, Text: []Inline{{Text: "（图：" + n.Text + "）"}}}}
	}
	return []Block{c.numbered(name, n.Text, n.Title)}
}

// numbered makes a figure, with a number if it has a caption.
func (a *assembler) numbered(name, alt, caption string) *Figure {
	f := &Figure{File: name, Alt: alt}
	if caption != "" {
		a.figures++
		f.Caption = "图" + itoa(a.figures) + "　" + caption
	}
	return f
}

// picture adds an image that stands by itself.
func (a *assembler) picture(file, alt, caption string) {
	name := a.file(file)
	if name == "" {
		a.add(onPaper())
		return
	}
	a.add(a.numbered(name, alt, caption))
}

// sourceOf is the site's file that an image link leads to.
func (c *converter) sourceOf(l *markdown.Link) string {
	t := c.site.Target(l)
	if t.Broken || t.Path == "" {
		return ""
	}
	return c.site.SourceOf(t.Path)
}

// file reads an image into the document once and returns its name there; ""
// if it cannot be used, which is reported.
func (a *assembler) file(source string) string {
	if source == "" {
		return ""
	}
	if _, ok := a.doc.Files[source]; ok {
		return source
	}
	data, err := a.options.Read(source)
	if err != nil {
		a.diags = append(a.diags, diag.Diagnostic{File: source, Severity: diag.Error, Code: "image/unreadable",
			Message: diag.Say("图片读不出来：%v", "The image cannot be read: %v", err)})
		return ""
	}
	f := File{Data: data}
	if strings.EqualFold(path.Ext(source), ".svg") {
		f.Kind = "svg"
	} else {
		cfg, kind, err := image.DecodeConfig(bytes.NewReader(data))
		if err != nil {
			return "" // a damaged image is reported once for the whole site
		}
		f.Kind, f.Width, f.Height = kind, cfg.Width, cfg.Height
	}
	a.doc.Files[source] = f
	return source
}

func isPicture(f string) bool {
	switch strings.ToLower(path.Ext(f)) {
	case ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg":
		return true
	}
	return false
}
