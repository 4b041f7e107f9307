// Package markdown is the dialect that pages are written in: [Parse] makes a
// [Document] of a page's body, [Document.HTML] writes it for the web,
// [Document.Text] and [Summary] give its plain text, [Words] counts it as Word
// does. Nobody else knows how Markdown is read.
//
// The dialect is CommonMark with the tables, strikethrough, task lists, bare
// addresses and footnotes of GitHub, definition lists, and:
//
//   - emphasis that works beside Chinese punctuation: **重点：**后文
//   - no space where a line of Chinese goes on in the next line
//   - :::提示 标题 … ::: notices (提示 注意 说明 引用 重点) and 图集 galleries, nested
//     as one likes; a bare ::: closes the innermost
//   - [[标题]], [[标题|文字]], [[标题#小节]]: links to pages by their title
//   - {{stat …}}: placeholders that somebody else fills
//   - ## 标题 {#id}: a heading's own id
//   - an image alone in its paragraph is a figure, its title the caption
//   - in a page without any heading, lines 一、… and （一）… are headings
//   - <br> breaks a line (a table's cell has no other way)
//
// Authors are not trusted: HTML is shown as text, and no address that a browser
// would run comes out. Parsing never fails and takes time in proportion to the
// page; what is wrong with the text is told as [Problem] values with exact
// places.
package markdown

import (
	"slices"
	"strings"
	"unicode/utf8"

	"showcase/generator/diag"
)

// Problem is something wrong with a page's text, bytes [Start,End) of it.
type Problem struct {
	Start, End int
	Severity   diag.Severity
	Code       string // "markdown/html"
	Message    diag.Text
	Hint       diag.Text
	Fix        *diag.Fix // offsets count in the text given to Parse; nil: nothing safe to do
}

// page is a document that is being made.
type page struct {
	*Document
	src   string
	scan  *scan
	text  inline
	slab  []Node
	ids   map[string]int // ids given, and the last number tried for them
	notes map[string]*noteUse
	used  []*noteUse // in order of first use
	refs  map[string]*reference

	problems []Problem
	mild     int  // problems that are no errors
	deep     bool // already told
	inNote   bool
	filled   int // cells that were missing
}

// noteUse is a footnote and where it stands among those that are used.
type noteUse struct {
	def   *note
	index int // -1: not used yet
}

// reference is a link definition.
type reference struct {
	target
	at, stop int // the label in the source
	used     bool
}

// Parse reads the body of a page: UTF-8, without its front matter. It never
// fails; the problems come in the order of their places. More than 200 warnings
// and hints of one page are left out, errors never. Offsets count bytes of src,
// which Parse neither keeps nor changes.
func Parse(src []byte) (*Document, []Problem) {
	p := &page{Document: &Document{}}
	p.text.page = p
	p.src = p.decode(src)
	bytes := src
	if len(p.problems) > 0 {
		bytes = []byte(p.src)
	}
	tree, found := findBlocks(bytes)
	p.scan = found
	p.slab = make([]Node, 16+len(src)/30)
	p.define(tree)
	p.Root = p.node(Root)
	p.blocks(p.Root, tree)
	p.hollow(p.Root)
	if len(p.Outline) == 0 {
		p.looseHeadings()
	}
	p.readNotes()
	p.unused()
	p.Words = countWords(p.Document)
	slices.SortStableFunc(p.problems, func(a, b Problem) int { return a.Start - b.Start })
	return p.Document, p.problems
}

// decode makes a string of src in which every byte keeps its place.
func (p *page) decode(src []byte) string {
	if utf8.Valid(src) {
		return string(src)
	}
	b := slices.Clone(src)
	for i := 0; i < len(b); {
		r, w := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && w == 1 {
			if len(p.problems) == 0 {
				p.notUTF8(i)
			}
			b[i] = '?'
		}
		i += w
	}
	return string(b)
}

// node returns a new node.
func (p *page) node(k Kind) *Node {
	if len(p.slab) == 0 {
		p.slab = make([]Node, 64)
	}
	n := &p.slab[0]
	p.slab = p.slab[1:]
	n.Kind = k
	return n
}

// appender adds children to a node.
type appender struct{ parent, last *Node }

func (a *appender) add(n *Node) {
	if a.last == nil {
		a.parent.FirstChild = n
	} else {
		a.last.Next = n
	}
	a.last = n
}

// readNotes makes the footnotes that are used, those used in footnotes too.
func (p *page) readNotes() {
	p.inNote = true
	for i := 0; i < len(p.used); i++ {
		root := p.node(Root)
		root.Pos = p.used[i].def.start()
		p.blocks(root, p.used[i].def)
		p.Notes = append(p.Notes, root)
	}
}

// useNote returns the index of the footnote, -1 when it is not defined.
func (p *page) useNote(label string) int {
	u := p.notes[foldLabel(label)]
	if u == nil {
		return -1
	}
	if u.index < 0 {
		u.index = len(p.used)
		p.used = append(p.used, u)
	}
	return u.index
}

// heading puts a heading into the outline and gives it its id. own is the id that
// the author wants, "" for none.
func (p *page) heading(n *Node, own string) {
	text, _ := trimBlank(PlainText(n))
	base := own
	if base == "" {
		base = slug(text)
	}
	n.ID = p.unique(base)
	if !p.inNote {
		p.Outline = append(p.Outline, Section{Level: int(n.Level), ID: n.ID, Text: text, Pos: n.Pos})
	}
}

// unique returns id, or id-2, id-3, … when it is taken.
func (p *page) unique(id string) string {
	if p.ids == nil {
		p.ids = make(map[string]int)
	}
	last, taken := p.ids[id]
	if !taken {
		p.ids[id] = 1
		return id
	}
	for {
		last++
		next := id + "-" + itoa(last)
		if _, taken := p.ids[next]; !taken {
			p.ids[id], p.ids[next] = last, 1
			return next
		}
	}
}

// slug makes an id of a heading: letters and digits of any script, Latin in lower
// case, - for spaces, no punctuation.
func slug(text string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(text) {
		switch {
		case isWord(r):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		case breadthOf(r) == blank || r == '-':
			gap = true
		}
	}
	if b.Len() == 0 {
		return "section"
	}
	return b.String()
}

// looseHeadings makes headings of the lines 一、… and （一）… of a page that has
// none, as people number by hand.
func (p *page) looseHeadings() {
	for n := range p.Root.Children() {
		if n.Kind != Paragraph {
			continue
		}
		if level := looseLevel(n); level > 0 {
			n.Kind, n.Level = Heading, level
			p.heading(n, "")
		}
	}
}

// maxLoose is the length in characters of the longest line that can be a heading
// without being marked as one.
const maxLoose = 40

func looseLevel(n *Node) uint8 {
	for c := range n.Children() {
		if c.Kind != Text && c.Kind != Strong || c.Kind == Text && c.Text == " " {
			return 0
		}
	}
	t, _ := trimBlank(PlainText(n))
	if utf8.RuneCountInString(t) > maxLoose || strings.ContainsAny(t, "。；：！？，,;:!?…\n") {
		return 0
	}
	level := uint8(2)
	rest := t
	if r, ok := strings.CutPrefix(t, "（"); ok {
		level, rest = 3, r
	}
	body := strings.TrimLeft(rest, "一二三四五六七八九十百")
	if len(body) == len(rest) {
		return 0
	}
	mark := "、"
	if level == 3 {
		mark = "）"
	}
	if body, ok := strings.CutPrefix(body, mark); !ok || strings.TrimSpace(body) == "" {
		return 0
	}
	return level
}
