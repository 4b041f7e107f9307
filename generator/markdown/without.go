package markdown

// Without returns the document without the blocks that drop names, wherever
// they stand. The document itself stays as it is; links of what was dropped
// remain in Links.
func (d *Document) Without(drop func(*Node) bool) *Document {
	out := *d
	out.Root = without(d.Root, drop)
	out.Words = Words(out.Text())
	return &out
}

// without copies a block and those below it; inline nodes are shared.
func without(n *Node, drop func(*Node) bool) *Node {
	c := *n
	switch n.Kind {
	case Root, List, ListItem, Quote, Container, DefinitionList, Definition:
	default:
		return &c
	}
	c.FirstChild = nil
	at := &c.FirstChild
	for k := range n.Children() {
		if drop(k) {
			continue
		}
		kept := without(k, drop)
		kept.Next = nil
		*at = kept
		at = &kept.Next
	}
	return &c
}
