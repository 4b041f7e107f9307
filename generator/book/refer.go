package book

import (
	"strings"

	"showcase/generator/markdown"
	"showcase/generator/site"
)

// label is the kind and number that a caption begins with: 图1, 表2.
func label(caption string) string {
	label, _, _ := strings.Cut(caption, "　")
	return label
}

// labelWords are what a link's text ends with to be given a number.
var labelWords = []string{"图", "表", "附件"}

// numberedText divides a link's text so that its last word takes the number of
// what it leads to: 见图 becomes 见 and 图1. ok is false if it asks for none.
func numberedText(text, label string) (before, numbered string, ok bool) {
	if label == "" {
		return text, "", false
	}
	if strings.TrimSpace(text) == "" {
		return "", label, true
	}
	for _, word := range labelWords {
		if before, found := strings.CutSuffix(text, word); found && strings.HasPrefix(label, word) {
			return before, label, true
		}
	}
	return text, "", false
}

// placeOf is what a link leads to if a figure or table of the document shows
// it: the file of an image, the table of a workbook; nil: something else.
func (c *converter) placeOf(l *markdown.Link) any {
	t := c.site.Target(l)
	switch {
	case t.Table != nil:
		return t.Table
	case !t.Broken && t.Page == nil && isPicture(t.Path):
		return c.site.SourceOf(t.Path)
	}
	return nil
}

// sight is where a document shows a file, and by which number; the number may
// be empty.
type sight struct {
	mark  *string // the block's bookmark, which is set when something leads there
	label string
}

// show notes where the document shows a file first.
func (a *assembler) show(key any, mark *string, label string) {
	if _, done := a.shown[key]; !done {
		a.shown[key] = sight{mark, label}
	}
}

// anchor prints a link. One to what the document itself shows is given its
// number when all are numbered.
func (c *converter) anchor(out []Inline, n *markdown.Node, style Inline) []Inline {
	style.Link = c.href(n.Link)
	first, place := len(out), c.placeOf(n.Link)
	for k := range n.Children() {
		out = c.inline(out, k, style)
	}
	if len(out) == first {
		style.Text = c.site.Target(n.Link).Title
		if _, table := place.(*markdown.Grid); table {
			style.Text = "表"
		} else if place != nil {
			style.Text = "图"
		}
		out = append(out, style)
	}
	out = c.quoted(out, first, n.Link)
	last := len(out) - 1
	if out[last].Note != nil || out[last].Break || out[last].Picture != "" {
		return out
	}
	out[last].cited = c.site.Config.Print.PageRefs && !c.inHeading
	if place != nil {
		out[last].refers = place
	} else if piece := c.pieceOf(n.Link); piece != nil {
		if link := c.annexLink(piece); link != "" {
			if _, _, asked := numberedText(out[last].Text, annexLabel(piece)); asked {
				out[last].Link = link
				return append(out[:last], numberedLink(out[last], annexLabel(piece))...)
			}
		}
	}
	return out
}

// quoted puts a link's text into 《》 where it is the title of a writing, as paper
// names one; on a screen the colour says it.
func (c *converter) quoted(out []Inline, first int, l *markdown.Link) []Inline {
	t := c.site.Target(l)
	if t.Page == nil || t.Record != nil || !t.Page.Type.Quoted || len(out) != first+1 || out[first].Text != t.Page.Title || strings.Contains(t.Page.Title, "《") {
		return out
	}
	if first > 0 && strings.HasSuffix(out[first-1].Text, "《") {
		return out
	}
	out[first].Text = "《" + out[first].Text + "》"
	return out
}

// pieceOf is the piece of evidence that a link leads to; nil if none.
func (c *converter) pieceOf(l *markdown.Link) *site.Piece {
	t := c.site.Target(l)
	for _, piece := range c.proof.Pieces {
		if t.Page != nil && piece.Target.Page == t.Page && piece.Target.Record == t.Record {
			return piece
		}
	}
	return nil
}

// settle gives the links to figures and tables their numbers, once all have one.
func (a *assembler) settle(blocks []Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case *Heading:
			b.Text = a.settled(b.Text)
		case *Paragraph:
			b.Text = a.settled(b.Text)
		case *ListBlock:
			for _, item := range b.Items {
				a.settle(item.Blocks)
			}
		case *Table:
			for _, rows := range [][]Row{b.Header, b.Rows} {
				for _, r := range rows {
					for i := range r.Cells {
						r.Cells[i].Text = a.settled(r.Cells[i].Text)
					}
				}
			}
		case *Quote:
			a.settle(b.Blocks)
		case *Notice:
			a.settle(b.Blocks)
		case *Form:
			for i := range b.Rows {
				b.Rows[i].Value = a.settled(b.Rows[i].Value)
			}
		}
	}
}

func (a *assembler) settled(list []Inline) []Inline {
	var out []Inline
	for i, in := range list {
		a.settle(in.Note)
		if in.refers == nil && !in.cited {
			if out != nil {
				out = append(out, in)
			}
			continue
		}
		if out == nil {
			out = append(make([]Inline, 0, len(list)+1), list[:i]...)
		}
		cited := in.cited
		in.cited = false
		if in.refers != nil {
			out = append(out, a.reference(in)...)
		} else {
			out = append(out, in)
		}
		if mark, inside := strings.CutPrefix(out[len(out)-1].Link, "#"); inside && cited {
			out = append(out, Inline{Text: "（见第"}, Inline{PageOf: mark}, Inline{Text: "页）"})
		}
	}
	if out == nil {
		return list
	}
	return out
}

// reference is a link to what the document shows, with its number if it asks
// for it; what the document does not show is led to as before.
func (a *assembler) reference(in Inline) []Inline {
	at, ok := a.shown[in.refers]
	in.refers = nil
	if !ok {
		return []Inline{in}
	}
	if *at.mark == "" {
		*at.mark = a.bookmark("shown")
	}
	in.Link = "#" + *at.mark
	return numberedLink(in, at.label)
}

// numberedLink is a link whose text asks for the number of its target or not.
func numberedLink(in Inline, label string) []Inline {
	before, numbered, ok := numberedText(in.Text, label)
	if !ok {
		return []Inline{in}
	}
	link := in
	link.Text = numbered
	if before == "" {
		return []Inline{link}
	}
	in.Text, in.Link = before, ""
	return []Inline{in, link}
}
