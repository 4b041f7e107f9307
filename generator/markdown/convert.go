package markdown

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	xast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// blocks makes nodes of the blocks in from and adds them to parent.
func (p *page) blocks(parent *Node, from ast.Node) {
	a := appender{parent: parent}
	for c := from.FirstChild(); c != nil; c = c.NextSibling() {
		p.block(&a, c)
	}
}

func (p *page) block(a *appender, c ast.Node) {
	switch c := c.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		p.paragraph(a, spanOf(p.src, c.Lines()))
	case *ast.Heading:
		p.headingBlock(a, c)
	case *ast.List:
		p.list(a, c)
	case *ast.Blockquote:
		p.holder(a, Quote, c)
	case *ast.CodeBlock:
		p.indented(a, c)
	case *ast.FencedCodeBlock:
		p.fenced(a, c)
	case *ast.ThematicBreak:
		a.add(p.at(Rule, p.markPos(c)))
	case *container:
		p.container(a, c)
	case *comment:
		l := c.Lines()
		from, stop := l.At(0).Start, l.At(l.Len()-1).Stop
		p.commentLeftOut(from+strings.Index(p.src[from:stop], "<!--"), stop)
	case *note: // read when it is used
	case *xast.DefinitionList:
		p.definitions(a, c)
	default:
		panic("markdown: a block of kind " + c.Kind().String())
	}
}

// at returns a new node that stands at the offset pos.
func (p *page) at(k Kind, pos int) *Node {
	n := p.node(k)
	n.Pos = min(max(pos, 0), len(p.src))
	return n
}

// markPos returns where the mark stands with which the block c begins. goldmark's
// place is some bytes too far behind a tab that is partly indent.
func (p *page) markPos(c ast.Node) int {
	pos := min(max(c.Pos(), 0), len(p.src))
	marks := ""
	switch c.(type) {
	case *ast.Blockquote:
		marks = ">"
	case *ast.List, *ast.ListItem:
		marks = "-+*0123456789"
	case *ast.Heading:
		marks = "#"
	case *ast.FencedCodeBlock:
		marks = "`~"
	case *ast.ThematicBreak:
		marks = "-*_"
	case *container:
		marks = ":"
	}
	for i := pos; i >= max(0, pos-8); i-- {
		if i < len(p.src) && strings.IndexByte(marks, p.src[i]) >= 0 {
			return i
		}
	}
	return pos
}

// holder adds a node that holds what c holds.
func (p *page) holder(a *appender, k Kind, c ast.Node) *Node {
	n := p.at(k, p.markPos(c))
	p.blocks(n, c)
	a.add(n)
	return n
}

// paragraph adds a paragraph, or what else a run of lines may be: a table behind
// some text, figures.
func (p *page) paragraph(a *appender, s span) {
	if s.s == "" {
		return
	}
	if t, ok := findTable(s.s); ok {
		if t.header > 0 {
			p.plain(a, trimmed(s.cut(0, t.header)))
		}
		p.table(a, s, t)
		return
	}
	p.plain(a, s)
}

func (p *page) plain(a *appender, s span) {
	p.lookAtStart(s)
	n := p.at(Paragraph, s.pos(0))
	p.text.read(n, s, false)
	c := n.FirstChild
	if c == nil {
		return // nothing but a comment
	}
	if c.Kind == Image && onlyImages(n, a.parent.Kind == Container && a.parent.Info == "gallery") {
		for c != nil {
			next := c.Next
			if c.Kind == Image {
				c.Kind, c.Next = Figure, nil
				a.add(c)
			}
			c = next
		}
		return
	}
	a.add(n)
}

// onlyImages says whether the paragraph holds one image and nothing else; with
// many also several.
func onlyImages(n *Node, many bool) bool {
	count := 0
	for c := range n.Children() {
		switch {
		case c.Kind == Image:
			count++
		case c.Kind == LineBreak && many:
		case c.Kind != Text || strings.TrimSpace(c.Text) != "":
			return false
		}
	}
	return count == 1 || many
}

func (p *page) headingBlock(a *appender, c *ast.Heading) {
	s := spanOf(p.src, c.Lines())
	pos := p.markPos(c)
	if pos >= len(p.src) || p.src[pos] != '#' { // underlined
		if p.underlined(a, s, c) {
			return
		}
	}
	n := p.at(Heading, pos)
	n.Level = uint8(c.Level)
	own := ""
	s, own = p.ownID(s)
	p.text.read(n, s, false)
	p.heading(n, own)
	a.add(n)
}

// underlined handles what goldmark took for an underlined heading and is
// something else here: a table or nothing but link definitions before a line.
func (p *page) underlined(a *appender, s span, c *ast.Heading) bool {
	_, table := findTable(s.s)
	if s.s != "" && !table {
		p.maybeRule(s, c.Level)
		return false
	}
	p.paragraph(a, s)
	if c.Level == 2 {
		a.add(p.at(Rule, max(s.pos(len(s.s)), c.Pos())))
	}
	return true
}

// ownID takes {#id} off the end of a heading.
func (p *page) ownID(s span) (span, string) {
	if !strings.HasSuffix(s.s, "}") {
		return s, ""
	}
	i := strings.LastIndex(s.s, "{#")
	if i < 0 {
		return s, ""
	}
	id := s.s[i+2 : len(s.s)-1]
	if !validID(id) {
		if !strings.Contains(s.s[i:len(s.s)-1], "}") {
			p.badID(s.pos(i), s.pos(len(s.s)-1)+1, id)
		}
		return s, ""
	}
	if _, taken := p.ids[id]; taken {
		p.sameID(s.pos(i), s.pos(len(s.s)-1)+1, id)
	}
	return trimmed(s.cut(0, i)), id
}

func validID(id string) bool {
	for _, r := range id {
		if !isWord(r) && r != '-' && r != '_' && r != '.' {
			return false
		}
	}
	return id != ""
}

func (p *page) list(a *appender, c *ast.List) {
	n := p.at(List, p.markPos(c))
	n.Ordered, n.Tight, n.Start = c.IsOrdered(), c.IsTight, c.Start
	items := appender{parent: n}
	for i := c.FirstChild(); i != nil; i = i.NextSibling() {
		item := p.at(ListItem, p.markPos(i))
		in := appender{parent: item}
		for b := i.FirstChild(); b != nil; b = b.NextSibling() {
			if b == i.FirstChild() && isText(b) {
				s := spanOf(p.src, b.Lines())
				if rest, checked, ok := task(s.s); ok {
					item.Task, item.Checked = true, checked
					s = trimmed(s.cut(rest, len(s.s)))
				}
				p.paragraph(&in, s)
				continue
			}
			p.block(&in, b)
		}
		items.add(item)
	}
	a.add(n)
}

func isText(b ast.Node) bool {
	switch b.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		return true
	}
	return false
}

// task reads [ ] or [x] at the beginning of an item.
func task(s string) (rest int, checked, ok bool) {
	if len(s) < 3 || s[0] != '[' || s[2] != ']' || len(s) > 3 && s[3] != ' ' && s[3] != '\t' {
		return 0, false, false
	}
	switch s[1] {
	case ' ':
		return 3, false, true
	case 'x', 'X':
		return 3, true, true
	}
	return 0, false, false
}

func (p *page) indented(a *appender, c *ast.CodeBlock) {
	n := p.at(CodeBlock, c.Lines().At(0).Start)
	n.Text = p.code(c.Lines())
	a.add(n)
	p.maybeProse(n.Text, c.Lines())
}

func (p *page) fenced(a *appender, c *ast.FencedCodeBlock) {
	n := p.at(CodeBlock, p.markPos(c))
	n.Text = p.code(c.Lines())
	from := n.Pos
	if c.Info != nil {
		from = c.Info.Segment.Start
		info := unescape(p.src[from:c.Info.Segment.Stop])
		n.Info, _, _ = strings.Cut(strings.TrimSpace(info), " ")
	}
	a.add(n)
	stop := from
	if l := c.Lines(); l.Len() > 0 {
		stop = l.At(l.Len() - 1).Stop
	} else if i := strings.IndexByte(p.src[from:], '\n'); i >= 0 {
		stop = from + i + 1
	} else {
		stop = len(p.src)
	}
	line, _, _ := strings.Cut(p.src[stop:], "\n")
	line = strings.TrimLeft(line, " \t>")
	if !strings.HasPrefix(line, "```") && !strings.HasPrefix(line, "~~~") {
		p.fenceUnclosed(n.Pos, min(n.Pos+3, len(p.src)))
	}
}

// code returns the text of a block of code, its lines ending in \n but for the
// last.
func (p *page) code(lines *text.Segments) string {
	n := lines.Len()
	if n == 0 {
		return ""
	}
	first, direct := lines.At(0), true
	for i, stop := 0, first.Start; i < n && direct; i++ {
		l := lines.At(i)
		direct = l.Padding == 0 && l.Start == stop
		stop = l.Stop
	}
	t := ""
	if direct {
		t = p.src[first.Start:lines.At(n-1).Stop]
	} else {
		var b strings.Builder
		for i := range n {
			l := lines.At(i)
			b.WriteString("        "[:min(8, l.Padding)])
			b.WriteString(p.src[l.Start:l.Stop])
		}
		t = b.String()
	}
	if strings.IndexByte(t, '\r') >= 0 {
		t = strings.ReplaceAll(t, "\r\n", "\n")
	}
	return strings.TrimSuffix(t, "\n")
}

func (p *page) container(a *appender, c *container) {
	n := p.at(Container, p.markPos(c))
	from, stop := c.info.Start, c.info.Stop
	info := p.src[from:stop]
	word, title := info, ""
	if i := strings.IndexAny(info, kindEnds); i >= 0 {
		word, title = info[:i], strings.Trim(info[i:], kindEnds)
	}
	kind, ok := noticeKinds[strings.ToLower(word)]
	if !ok {
		p.unknownKind(from, from+len(word), word)
		kind, title = "note", info
	}
	if !c.closed {
		p.containerUnclosed(n.Pos, stop, info)
	}
	n.Info, n.Title = kind, title
	p.blocks(n, c)
	a.add(n)
}

// kindEnds may stand between a container's kind and its title.
const kindEnds = " \t\u3000:："

// noticeKinds maps what may stand behind ::: to the kind of container.
var noticeKinds = map[string]string{
	"提示": "tip", "tip": "tip",
	"注意": "warning", "warning": "warning",
	"说明": "note", "note": "note",
	"引用": "quote", "quote": "quote",
	"重点": "important", "important": "important",
	"图集": "gallery", "gallery": "gallery",
}

func (p *page) definitions(a *appender, c *xast.DefinitionList) {
	n := p.node(DefinitionList)
	items := appender{parent: n}
	for i := c.FirstChild(); i != nil; i = i.NextSibling() {
		switch i := i.(type) {
		case *xast.DefinitionTerm:
			s := spanOf(p.src, i.Lines())
			if items.last == nil {
				n.Pos = s.pos(0)
			}
			term := p.at(DefinitionTerm, s.pos(0))
			p.text.read(term, s, false)
			items.add(term)
		case *xast.DefinitionDescription:
			p.holder(&items, Definition, i).Tight = i.IsTight
		default:
			p.block(&items, i)
		}
	}
	a.add(n)
}

// define collects footnotes and link definitions, which may stand behind their
// use, and takes the link definitions out of their paragraphs.
func (p *page) define(tree ast.Node) {
	if !strings.Contains(p.src, "]:") {
		return
	}
	p.notes, p.refs = make(map[string]*noteUse), make(map[string]*reference)
	p.defineIn(tree)
}

func (p *page) defineIn(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *note:
			key := foldLabel(c.label)
			if p.notes[key] != nil {
				p.sameNote(c.start(), c.end, c.label)
			} else {
				p.notes[key] = &noteUse{def: c, index: -1}
			}
			p.defineIn(c)
		case *ast.Paragraph, *ast.TextBlock:
			p.takeDefinitions(c)
		case *ast.Heading:
			if pos := p.markPos(c); pos < len(p.src) && p.src[pos] != '#' {
				p.takeDefinitions(c)
			}
		case *ast.CodeBlock, *ast.FencedCodeBlock, *comment:
		default:
			p.defineIn(c)
		}
	}
}

// takeDefinitions removes link definitions from the lines of a paragraph.
func (p *page) takeDefinitions(c ast.Node) {
	l := c.Lines()
	if l.Len() == 0 || p.src[l.At(0).Start] != '[' {
		return
	}
	s := spanOf(p.src, l)
	at := 0
	for at < len(s.s) {
		end := p.definition(s, at)
		if end < 0 {
			break
		}
		at = end
	}
	if at == 0 {
		return
	}
	gone := strings.Count(s.s[:at], "\n")
	if at >= len(s.s) {
		gone = l.Len()
	}
	l.SetSliced(gone, l.Len())
}

// definition reads [label]: address "title" at s.s[i:] and returns where the next
// line begins, or -1.
func (p *page) definition(s span, i int) int {
	if s.s[i] != '[' {
		return -1
	}
	n := labelEnd(s.s, i+1)
	if n < 0 || n+1 >= len(s.s) || s.s[n+1] != ':' || strings.TrimSpace(s.s[i+1:n]) == "" {
		return -1
	}
	from, to, next := scanAddress(s.s, skipSpace(s.s, n+2))
	if next < 0 || from == to && s.s[from-1] != '<' {
		return -1
	}
	r := &reference{target: target{raw: s.s[from:to], pos: s.pos(from), stop: s.pos(from) + to - from}, at: s.pos(i), stop: s.pos(n) + 1}
	end := lineEnd(s.s, next)
	if k := skipSpace(s.s, next); k > next {
		if title, after := scanTitle(s.s, k); after > 0 {
			if e := lineEnd(s.s, after); e >= 0 {
				r.title, end = unescape(title), e
			}
		}
	}
	if end < 0 {
		return -1
	}
	key := foldLabel(s.s[i+1 : n])
	if p.refs[key] == nil {
		p.refs[key] = r
	}
	return end
}

// lineEnd returns where the line behind s[:i] begins when nothing but spaces
// comes before it, or -1.
func lineEnd(s string, i int) int {
	for i < len(s) {
		switch s[i] {
		case ' ', '\t', '\r':
			i++
		case '\n':
			i++
			for i < len(s) && (s[i] == ' ' || s[i] == '\t') {
				i++
			}
			return i
		default:
			return -1
		}
	}
	return i
}

// decodeEntity returns what &name; stands for, or "".
func decodeEntity(name string) string {
	if digits, ok := strings.CutPrefix(name, "#"); ok {
		base, most := 10, 7
		if digits != "" && digits[0]|0x20 == 'x' {
			digits, base, most = digits[1:], 16, 6
		}
		n, err := strconv.ParseUint(digits, base, 32)
		switch {
		case err != nil || len(digits) > most:
			return ""
		case n == 0 || n > utf8.MaxRune:
			return "\uFFFD"
		}
		return string(rune(n)) // a surrogate becomes U+FFFD
	}
	if e, ok := util.LookUpHTML5EntityByName(name); ok {
		return string(e.Characters)
	}
	return ""
}
