package chart

import (
	"math"
	"strings"
)

// SVG draws the tree. It is empty if there are no roots.
func (t Tree) SVG() string {
	if len(t.Roots) == 0 {
		return ""
	}
	d := newDrawing(t.Width)
	role := "img"
	if hasLink(t.Roots) { // links inside an img would be lost to assistive technology
		role = "group"
	}
	if d.width >= levelsFrom && d.width/float64(depth(t.Roots)) >= levelLeast {
		return t.levels(d, role)
	}
	return t.indented(d, role)
}

const (
	noteLeading = 17.0
	treeIndent  = 22.0
	levelsFrom  = 480.0
	levelsGap   = 26.0
	levelLeast  = 110.0
)

// placed is a node with its text in lines and its place in pixels.
type placed struct {
	Node
	label, note []string
	x, y        float64
	height      float64
	depth       int
	children    []*placed
}

// place breaks a node's text into lines of a width.
func place(n Node, width float64, depth int) *placed {
	p := &placed{Node: n, depth: depth, label: wrap(n.Label, labelSize, width, 3), note: wrap(n.Note, axisSize, width, 3)}
	if len(p.label) == 0 {
		p.label = []string{"—"}
	}
	p.height = labelLeading*float64(len(p.label)) + noteLeading*float64(len(p.note))
	return p
}

// indented draws the nodes one below the other, each further in than what it
// belongs to.
func (t Tree) indented(d *drawing, role string) string {
	var all []*placed
	y := 0.0
	var walk func(n Node, depth int) *placed
	walk = func(n Node, depth int) *placed {
		x := treeIndent * math.Min(float64(depth), 7)
		if depth == 0 && len(all) > 0 {
			y += 14
		}
		p := place(n, d.room()-x-14, depth)
		p.x, p.y = x, y
		y += p.height + 10
		all = append(all, p)
		for _, c := range n.Children {
			p.children = append(p.children, walk(c, depth+1))
		}
		return p
	}
	for _, n := range t.Roots {
		walk(n, 0)
	}
	d.begin(role, t.Label, t.describe(), 0, y-10)
	for _, p := range all {
		if len(p.children) > 0 {
			last := p.children[len(p.children)-1]
			d.s(`<path class="link" fill="none" stroke="`, colour("link"), `" d="M`, number(p.x+4.5), " ", number(p.y+16), "V", number(last.y+10))
			for _, c := range p.children {
				d.s("M", number(p.x+4.5), " ", number(c.y+10.5), "H", number(c.x))
			}
			d.s(`"/>`)
		}
	}
	for _, p := range all {
		d.mark(nodeTitle(p.Node))
		d.s(`<circle class="knot k`, depthClass(p.depth), `" fill="`, fill(min(p.depth, 2)), `" stroke="`, fills[0], `"`)
		d.n("cx", p.x+4.5)
		d.n("cy", p.y+10.5)
		d.n("r", 4)
		d.s("/>")
		t.words(d, p, p.x+14, p.y)
		d.done()
	}
	return d.end()
}

// levels draws the tree from left to right, a column for each level.
func (t Tree) levels(d *drawing, role string) string {
	columns := float64(depth(t.Roots))
	width := (d.width - 1 - levelsGap*(columns-1)) / columns
	step := width + levelsGap
	const pad = 8.0
	bottom := 0.0
	var all []*placed
	var walk func(n Node, depth int) *placed
	walk = func(n Node, depth int) *placed {
		p := place(n, width-2*pad, depth)
		p.x, p.y = .5+step*float64(depth), bottom
		p.height += 2*pad - 4
		all = append(all, p)
		for _, c := range n.Children {
			p.children = append(p.children, walk(c, depth+1))
		}
		if k := len(p.children); k > 0 {
			first, last := p.children[0], p.children[k-1]
			p.y = math.Max(p.y, (first.y+last.y+last.height-p.height)/2)
		}
		bottom = math.Max(bottom, p.y+p.height+10)
		return p
	}
	for _, n := range t.Roots {
		walk(n, 0)
	}
	d.begin(role, t.Label, t.describe(), 0, bottom-9)
	for _, p := range all {
		for _, c := range p.children {
			d.s(`<path class="link" fill="none" stroke="`, colour("link"), `" d="M`, number(p.x+width), " ", number(p.y+p.height/2), "h", number(levelsGap/2), "V", number(c.y+c.height/2), "H", number(c.x), `"/>`)
		}
	}
	for _, p := range all {
		d.mark(nodeTitle(p.Node))
		d.s(`<rect class="box k`, depthClass(p.depth), `" fill="#fff" stroke="`, fills[0], `" rx="3"`)
		d.n("x", p.x)
		d.n("y", p.y+.5)
		d.n("width", width)
		d.n("height", p.height)
		d.s("/>")
		t.words(d, p, p.x+pad, p.y+pad-2)
		d.done()
	}
	return d.end()
}

// words writes a node's lines, as a link where it has an address.
func (t Tree) words(d *drawing, p *placed, x, y float64) {
	f := strong
	if p.depth > 1 {
		f = plain
	}
	href := relative(p.Href)
	if href != "" {
		d.s(`<a href="`, escape(href), `">`)
	}
	d.lines(f, "", "", 0, x, y+15, labelLeading, p.label)
	if href != "" {
		d.s("</a>")
	}
	d.lines(axis, "", "", 0, x, y+labelLeading*float64(len(p.label))+13, noteLeading, p.note)
}

// relative is an address inside the site; "" for any other.
func relative(href string) string {
	head := href
	if i := strings.IndexAny(href, "/?#"); i >= 0 {
		head = href[:i]
	}
	if strings.ContainsAny(head, ":\\") || strings.HasPrefix(href, "//") || strings.ContainsFunc(href, func(r rune) bool { return r <= ' ' }) {
		return ""
	}
	return href
}

func hasLink(nodes []Node) bool {
	for _, n := range nodes {
		if relative(n.Href) != "" || hasLink(n.Children) {
			return true
		}
	}
	return false
}

func depth(nodes []Node) int {
	d := 0
	for _, n := range nodes {
		d = max(d, 1+depth(n.Children))
	}
	return d
}

func depthClass(n int) string { return string(rune('0' + min(n, 3))) }

func nodeTitle(n Node) string { return strings.TrimSpace(n.Label + " " + n.Note) }

// Table has the nodes as rows from the top: name, what it belongs to, note. The
// caller names all three columns.
func (t Tree) Table() Table {
	table := Table{Head: []string{"", "", ""}}
	var walk func(parent string, nodes []Node)
	walk = func(parent string, nodes []Node) {
		for _, n := range nodes {
			table.Rows = append(table.Rows, []string{n.Label, parent, n.Note})
			walk(n.Label, n.Children)
		}
	}
	walk("", t.Roots)
	return table
}

// describe is the tree in words: school (group, group (circle)).
func (t Tree) describe() string {
	var b strings.Builder
	var walk func(nodes []Node)
	walk = func(nodes []Node) {
		for i, n := range nodes {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(nodeTitle(n))
			if len(n.Children) > 0 {
				b.WriteString(" (")
				walk(n.Children)
				b.WriteString(")")
			}
		}
	}
	walk(t.Roots)
	return b.String()
}
