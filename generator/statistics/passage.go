package statistics

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/markdown"
	"showcase/generator/site"
)

// passage is a paragraph, a cell or a text of the front matter, as it reads with
// its numbers filled in.
type passage struct {
	label  string // of a form's box: 会员数
	text   string
	runs   []run                       // ascending
	filled [][2]int                    // bytes of text that a program or a person answers for, ascending
	narrow bool                        // what it counts may be narrowed elsewhere: by the heads of a table, a heading with a date
	pos    diag.Pos                    // where it begins, if runs do not tell
	last   struct{ run, at, file int } // the place that was asked for last
}

// run is bytes of a passage's text that stand in the file as they are, but for
// the line breaks that a page joins.
type run struct{ start, end, file int }

// passages are those of a page in the order of its file, front matter first.
func (s *Statistics) passages(p *site.Page) []passage {
	var out []passage
	front := &frontTexts{s: s, page: p, text: p.Text()[:min(p.BodyStart, len(p.Text()))]}
	it := s.Written(p)
	front.add("", content.Value{Text: it.Summary})
	for i := range it.Type.Fields {
		f := &it.Type.Fields[i]
		front.value(f, it.Values[f.Name])
	}
	out = front.out
	if p.Body == nil {
		return out
	}
	dated := 0 // the level of the heading above that tells a date
	var walk func(n *markdown.Node)
	walk = func(n *markdown.Node) {
		if n.Kind == markdown.Heading && (dated == 0 || int(n.Level) <= dated) {
			if dated = 0; dates.MatchString(markdown.PlainText(n)) {
				dated = int(n.Level)
			}
		}
		switch n.Kind {
		case markdown.Paragraph, markdown.Heading, markdown.TableCell, markdown.DefinitionTerm:
			b := bodyText{page: p, passage: passage{narrow: n.Kind == markdown.TableCell || dated > 0}}
			b.inlines(n)
			b.passage.text = b.text.String()
			out = append(out, b.passage)
			return
		}
		for k := range n.Children() {
			walk(k)
		}
	}
	walk(p.Body.Root)
	for _, n := range p.Body.Notes {
		walk(n)
	}
	return out
}

// bodyText gathers the text of one block.
type bodyText struct {
	passage passage
	text    strings.Builder
	page    *site.Page
}

func (b *bodyText) inlines(n *markdown.Node) {
	for k := range n.Children() {
		start := b.text.Len()
		switch k.Kind {
		case markdown.Text:
			b.text.WriteString(k.Text)
			b.passage.runs = append(b.passage.runs, run{start, b.text.Len(), b.page.BodyStart + k.Pos})
		case markdown.Placeholder:
			b.text.WriteString(k.Title)
			b.passage.filled = append(b.passage.filled, [2]int{start, b.text.Len()})
		case markdown.LineBreak:
			b.text.WriteString("\n")
		case markdown.Code, markdown.Image, markdown.FootnoteRef:
			b.text.WriteString(" ")
		default:
			b.inlines(k)
		}
	}
}

// frontTexts gathers the texts of the front matter.
type frontTexts struct {
	s     *Statistics
	page  *site.Page
	text  []byte
	lines []int // where each line begins
	out   []passage
}

// value adds the texts in a field: those that are prose, not names and dates.
func (x *frontTexts) value(f *content.Field, v content.Value) {
	switch f.Kind {
	case content.KindText, content.KindTexts:
		if len(v.List) == 0 {
			x.add("", v)
		}
		for _, e := range v.List {
			x.add("", e)
		}
	case content.KindObject, content.KindObjects:
		for _, e := range append(slices.Clip(v.List), v) {
			label := ""
			for i := range f.Fields {
				part := &f.Fields[i]
				if part.Kind != content.KindText {
					continue
				}
				if part.Name == "label" {
					label = e.Map[part.Name].Text
				} else {
					x.add(label, e.Map[part.Name])
				}
			}
		}
	}
}

// add appends a text with the place where it stands.
func (x *frontTexts) add(label string, v content.Value) {
	if v.Text == "" {
		return
	}
	p := passage{label: label, pos: v.Pos}
	var text strings.Builder
	at := x.offset(v.Pos)
	for _, piece := range x.s.Pieces(x.page, v.Text) {
		start := text.Len()
		text.WriteString(piece.Text)
		if piece.Filled {
			p.filled = append(p.filled, [2]int{start, text.Len()})
		} else if i := bytes.Index(x.text[at:], []byte(piece.Text)); i >= 0 {
			p.runs = append(p.runs, run{start, text.Len(), at + i})
			at += i + len(piece.Text)
		}
	}
	p.text = text.String()
	x.out = append(x.out, p)
}

// offset is the byte at a place of the file; its beginning for none.
func (x *frontTexts) offset(pos diag.Pos) int {
	if pos.Line == 0 {
		return 0
	}
	if x.lines == nil {
		x.lines = append(x.lines, 0)
		for i, c := range x.text {
			if c == '\n' {
				x.lines = append(x.lines, i+1)
			}
		}
	}
	if pos.Line > len(x.lines) {
		return 0
	}
	at := x.lines[pos.Line-1]
	for range pos.Column - 1 {
		_, size := utf8.DecodeRune(x.text[at:])
		at += size
	}
	return min(at, len(x.text))
}

// place is where the byte i of a passage's text stands in the file; -1 if it is
// not known. Places asked for in their order take time in proportion to the text.
func (p *passage) place(file []byte, i int) int {
	n, found := slices.BinarySearchFunc(p.runs, i, func(r run, i int) int { return cmp.Compare(r.start, i) })
	if !found {
		n--
	}
	if n < 0 || i >= p.runs[n].end {
		return -1
	}
	l := &p.last
	if l.run != n+1 || l.at > i {
		l.run, l.at, l.file = n+1, p.runs[n].start, p.runs[n].file
	}
	for {
		for l.file < len(file) && file[l.file] != p.text[l.at] { // a line break that was joined
			l.file++
		}
		if l.at == i || l.file >= len(file) {
			break
		}
		l.at++
		l.file++
	}
	if l.file >= len(file) {
		return -1
	}
	return l.file
}

// isFilled reports whether some of the bytes [start,end) are no author's words.
func (p *passage) isFilled(start, end int) bool {
	n, _ := slices.BinarySearchFunc(p.filled, start, func(f [2]int, start int) int { return cmp.Compare(f[1], start+1) })
	return n < len(p.filled) && p.filled[n][0] < end
}
