package markdown

// Without returns the document without the blocks that drop names, wherever
// they stand, and without the footnotes that only they referred to; the other
// footnotes are numbered afresh. The document itself stays as it is; links of
// what was dropped remain in Links.
func (d *Document) Without(drop func(*Node) bool) *Document {
	out := *d
	out.Root = without(d.Root, drop)
	out.Notes = nil
	numbers := map[int]int{}
	var keep func(n *Node)
	keep = func(n *Node) {
		if n.Kind == FootnoteRef {
			number, seen := numbers[n.Note]
			if !seen {
				number = len(out.Notes)
				numbers[n.Note] = number
				note := without(d.Notes[n.Note], drop)
				out.Notes = append(out.Notes, note)
				defer keep(note)
			}
			n.Note = number
		}
		for k := range n.Children() {
			keep(k)
		}
	}
	keep(out.Root)
	out.Words = Words(out.Text())
	return &out
}

// without copies a node and those below it, but for what drop names.
func without(n *Node, drop func(*Node) bool) *Node {
	c := *n
	c.FirstChild, c.Next = nil, nil
	at := &c.FirstChild
	for k := range n.Children() {
		if drop(k) {
			continue
		}
		*at = without(k, drop)
		at = &(*at).Next
	}
	return &c
}
