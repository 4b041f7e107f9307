package markdown

import "strings"

// Filled returns the document with its placeholders filled: what fill gives for
// the text between the braces stands in its place wherever the document is
// written, searched or counted, in captions and the titles of notices too. Where
// it gives nothing, the braces stay. The document itself stays as it is, and the
// ids of headings do too.
func (d *Document) Filled(fill func(text string) string) *Document {
	out := *d
	titles := map[string]string{}
	var walk func(n *Node) *Node
	walk = func(n *Node) *Node {
		c := *n
		c.FirstChild, c.Next = nil, nil
		at := &c.FirstChild
		for k := range n.Children() {
			*at = walk(k)
			at = &(*at).Next
		}
		switch c.Kind {
		case Placeholder:
			c.Title = fill(c.Text)
		case Figure, Image, Container:
			c.Title, c.Text = fillText(c.Title, fill), fillText(c.Text, fill)
		case Heading:
			titles[c.ID] = PlainText(&c)
		}
		return &c
	}
	out.Root = walk(d.Root)
	out.Notes = make([]*Node, len(d.Notes))
	for i, n := range d.Notes {
		out.Notes[i] = walk(n)
	}
	out.Outline = make([]Section, len(d.Outline))
	for i, s := range d.Outline {
		s.Text, _ = trimBlank(titles[s.ID])
		out.Outline[i] = s
	}
	out.Words = countWords(&out)
	return &out
}

// fillText fills the placeholders of a plain text.
func fillText(s string, fill func(text string) string) string {
	if !strings.Contains(s, "{{") {
		return s
	}
	var b strings.Builder
	for {
		before, rest, opened := strings.Cut(s, "{{")
		inner, after, closed := strings.Cut(rest, "}}")
		if !opened || !closed {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(before)
		if shown := fill(strings.TrimSpace(inner)); shown != "" {
			b.WriteString(shown)
		} else {
			b.WriteString("{{" + inner + "}}")
		}
		s = after
	}
}
