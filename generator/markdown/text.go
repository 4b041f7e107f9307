package markdown

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

func itoa(n int) string { return strconv.Itoa(n) }

// isWord says whether r is a letter or digit of any script, or a mark on one.
func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return asciiAlnum(byte(r))
	}
	return isHan(r) || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// Words counts s as Word's 字数 does: each Han character and each full-width mark
// is one, each run of Latin letters and digits is one (with . , ' - % inside:
// 3.5%, don't, A-1), spaces and other marks are none.
func Words(s string) int {
	var c counter
	c.add(s)
	return c.words
}

// counter counts words over the pieces of a text.
type counter struct {
	words int
	inRun bool
	tie   bool // a mark that may stand inside a run came last
}

func (c *counter) add(s string) {
	for i := 0; i < len(s); {
		if b := s[i]; b < utf8.RuneSelf {
			i++
			switch {
			case asciiAlnum(b):
				c.begin()
			case c.inRun && !c.tie && strings.IndexByte(".,'-%", b) >= 0:
				c.tie = true
			default:
				c.end()
			}
			continue
		} else if b >= 0xE4 && b <= 0xE9 && len(s)-i >= 3 { // U+4000–U+9FFF, nearly all of a page
			c.words++
			c.inRun, c.tie = false, false
			i += 3
			continue
		}
		r, w := utf8.DecodeRuneInString(s[i:])
		i += w
		switch {
		case r > 0x3000 && r <= 0x303F || r >= 0xFF01 && r <= 0xFF60:
			c.words++
			c.end()
		case breadthOf(r) == blank || unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			c.end()
		case breadthOf(r) == narrow && isWord(r):
			if !unicode.IsMark(r) || !c.inRun {
				c.begin()
			}
		case breadthOf(r) == narrow && unicode.IsSpace(r):
			c.end()
		default:
			c.words++
			c.end()
		}
	}
}

func (c *counter) begin() {
	if !c.inRun {
		c.words++
	}
	c.inRun, c.tie = true, false
}

func (c *counter) end() { c.inRun, c.tie = false, false }

// countWords counts what a reader sees of the page, footnotes included: not the
// descriptions of images and the places that links lead to.
func countWords(d *Document) int {
	var c counter
	c.node(d.Root)
	for _, n := range d.Notes {
		c.node(n)
	}
	return c.words
}

func (c *counter) node(n *Node) {
	switch n.Kind {
	case Text, Code:
		c.add(n.Text)
		return
	case Anchor:
		if n.FirstChild == nil {
			c.add(shownTitle(n.Link))
		}
	case CodeBlock:
		c.add(n.Text)
	case Figure, Container:
		c.add(n.Title)
		c.end()
	case Placeholder:
		c.add(n.Title)
		return
	case Image, LineBreak, FootnoteRef:
		c.end()
	}
	for k := n.FirstChild; k != nil; k = k.Next {
		c.node(k)
	}
	if isBlock(n.Kind) {
		c.end()
	}
}

// isBlock says whether nodes of the kind are blocks.
func isBlock(k Kind) bool { return k < Text }

// shownTitle is what a link by title shows where the page's own title is not at
// hand.
func shownTitle(l *Link) string {
	if !l.ByTitle {
		return ""
	}
	title, section, _ := strings.Cut(l.Dest, "#")
	if title == "" {
		return section
	}
	return title
}

// Text returns the page's text without its marks, for search: blocks end in a
// newline, a table's cells are parted by tabs; descriptions and captions of
// images, footnotes and what fills placeholders are in it.
func (d *Document) Text() string {
	var b strings.Builder
	writePlain(&b, d.Root)
	for _, n := range d.Notes {
		writePlain(&b, n)
	}
	return b.String()
}

// PlainText returns the text of a node and all that it holds, as in
// [Document.Text] but without a newline at its end.
func PlainText(n *Node) string {
	if c := n.FirstChild; c != nil && c.Next == nil && c.Kind == Text {
		return c.Text
	}
	var b strings.Builder
	if isBlock(n.Kind) || n.Kind == Text || n.Kind == Code {
		writePlain(&b, n)
	} else {
		for c := n.FirstChild; c != nil; c = c.Next {
			writePlain(&b, c)
		}
		if b.Len() == 0 {
			writePlain(&b, n)
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func writePlain(b *strings.Builder, n *Node) {
	switch n.Kind {
	case Text, Code:
		b.WriteString(n.Text)
		return
	case Placeholder:
		b.WriteString(n.Title)
		return
	case LineBreak:
		b.WriteByte('\n')
		return
	case Image:
		b.WriteString(n.Text)
	case CodeBlock:
		b.WriteString(n.Text)
		b.WriteByte('\n')
		return
	case Figure:
		if n.Text != n.Title {
			writeLine(b, n.Text)
		}
		writeLine(b, n.Title)
		return
	case Container:
		writeLine(b, n.Title)
	case Anchor:
		if n.FirstChild == nil {
			b.WriteString(shownTitle(n.Link))
		}
	}
	for c := n.FirstChild; c != nil; c = c.Next {
		writePlain(b, c)
		if c.Kind == TableCell && c.Next != nil {
			b.WriteByte('\t')
		}
	}
	switch n.Kind {
	case Paragraph, Heading, TableRow, DefinitionTerm:
		b.WriteByte('\n')
	}
}

func writeLine(b *strings.Builder, s string) {
	if s != "" {
		b.WriteString(s)
		b.WriteByte('\n')
	}
}

// Summary returns the beginning of the page in at most max characters: the text
// of its paragraphs (of all its blocks when it has none), up to the end of a
// sentence when one ends in the last half, else with … at the end.
func Summary(d *Document, max int) string {
	var b strings.Builder
	for n := range d.Root.Children() {
		if n.Kind == Paragraph {
			b.WriteString(PlainText(n))
			b.WriteByte(' ')
			if b.Len() > max*utf8.UTFMax {
				break
			}
		}
	}
	if b.Len() == 0 {
		b.WriteString(d.Text())
	}
	text := squeeze(b.String())
	if utf8.RuneCountInString(text) <= max {
		return text
	}
	return cutText(text, max)
}

// squeeze makes one line of text: white space becomes a space, or nothing beside
// Chinese.
func squeeze(s string) string {
	fields := strings.Fields(s)
	var b strings.Builder
	for i, f := range fields {
		if i > 0 && !joins(edgeBefore(fields[i-1], len(fields[i-1])), edgeAfter(f, 0)) {
			b.WriteByte(' ')
		}
		b.WriteString(f)
	}
	return b.String()
}

// cutText cuts text, which is longer, to at most max characters.
func cutText(text string, max int) string {
	count, sentence, clause := 0, 0, 0
	for i, r := range text {
		if count++; count > max {
			break
		}
		if strings.ContainsRune("。！？；!?", r) {
			end := i + utf8.RuneLen(r)
			for _, q := range text[end:] {
				if !strings.ContainsRune("”’」』）", q) || count >= max {
					break
				}
				count++
				end += utf8.RuneLen(q)
			}
			if count <= max && count*2 >= max {
				sentence = end
			}
		}
		if count < max {
			clause = i + utf8.RuneLen(r)
		}
	}
	if sentence > 0 {
		return text[:sentence]
	}
	return strings.TrimRight(text[:clause], "，、：；,:; “‘（") + "…"
}
