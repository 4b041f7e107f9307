package markdown

// Filled returns the document with its placeholders filled: what fill gives for
// the text between the braces stands in its place wherever the document is
// written, searched or counted. Where it gives nothing, the braces stay. The
// document itself stays as it is, and the ids of headings do too.
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
