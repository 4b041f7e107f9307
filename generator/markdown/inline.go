package markdown

import (
	"strings"
)

// inline reads the text of one leaf block in two passes: scan cuts it into
// pieces and pairs the marks, tree makes nodes of the pieces. Both take time
// linear in the text's length, whatever it holds. An inline is used again
// for block after block.
type inline struct {
	*page
	span
	cell bool // in a table cell: \| is |

	pieces   []piece
	text     int // where the text not yet cut off begins
	brackets []bracket
	inactive int // brackets below this index cannot begin a link: one was found inside them
	delims   []delim
	last     int32 // last delim that can still be matched; -1: none
	opens    []opening

	ticks     [80]int // where the last run of so many backticks stands, once ticksDone
	ticksDone bool
	noComment bool // no --> follows
	noTag     bool // no > follows

	frames []frame
}

type pieceKind uint8

const (
	pieceText  pieceKind = iota // s[start:end]
	pieceNode                   // node
	pieceBreak                  // a line break of the source
	pieceDelim                  // delims[delim]
	pieceOpen                   // [ or ![: node when it begins a link, else text
	pieceClose                  // the end of the innermost link
)

type piece struct {
	kind       pieceKind
	start, end int
	node       *Node
	delim      int32
}

// bracket is a [ or ![ that waits for its ].
type bracket struct {
	piece  int
	delims int32 // value of last when it was found
	image  bool
	inner  bool // another bracket follows: cannot be a reference's label
	text   int  // offset behind the bracket
}

// special holds the bytes that may begin something other than text.
var special = func() (t [256]bool) {
	for _, c := range []byte("\n\\`*_~[]!<&{:@w") {
		t[c] = true
	}
	return
}()

// read adds the text p as nodes to parent.
func (x *inline) read(parent *Node, p span, cell bool) {
	if p.s == "" {
		return
	}
	x.span, x.cell = p, cell
	x.pieces, x.brackets, x.delims, x.opens = x.pieces[:0], x.brackets[:0], x.delims[:0], x.opens[:0]
	x.last, x.inactive, x.text = -1, 0, 0
	x.ticksDone, x.noComment, x.noTag = false, false, false
	x.scan()
	x.pair(-1)
	x.tree(parent)
}

// flush cuts off the text before i; what is read next begins at next.
func (x *inline) flush(i, next int) {
	if i > x.text {
		x.pieces = append(x.pieces, piece{kind: pieceText, start: x.text, end: i})
	}
	x.text = next
}

// add puts a finished node that stands at s[i:end].
func (x *inline) add(n *Node, i, end int) int {
	x.flush(i, end)
	n.Pos = x.pos(i)
	x.pieces = append(x.pieces, piece{kind: pieceNode, start: i, end: end, node: n})
	return end
}

func (x *inline) scan() {
	s := x.s
	for i := 0; i < len(s); {
		c := s[i]
		if !special[c] {
			i++
			continue
		}
		next := i
		switch c {
		case '\n':
			next = x.lineBreak(i)
		case '\\':
			next = x.escape(i)
		case '`':
			next = x.code(i)
		case '*', '_', '~':
			next = x.delimiter(i)
		case '[':
			next = x.openBracket(i)
		case '!':
			if i+1 < len(s) && s[i+1] == '[' {
				next = x.pushBracket(i, i+2, true)
			}
		case ']':
			next = x.closeBracket(i)
		case '<':
			next = x.angle(i)
		case '&':
			next = x.entity(i)
		case '{':
			next = x.placeholder(i)
		default:
			next = x.bareLink(i)
		}
		if next == i {
			next++ // stays text
		}
		i = next
	}
	x.flush(len(s), len(s))
}

func (x *inline) lineBreak(i int) int {
	end := i
	for end > x.text && (x.s[end-1] == ' ' || x.s[end-1] == '\t' || x.s[end-1] == '\r') {
		end--
	}
	hard := strings.HasSuffix(strings.TrimRight(x.s[end:i], "\r"), "  ")
	next := i + 1
	for next < len(x.s) && (x.s[next] == ' ' || x.s[next] == '\t') {
		next++
	}
	if strings.HasPrefix(x.s[next:], "\u3000") { // an indent typed as spaces
		t, n := trimBlank(x.s[next:])
		if t != "" {
			next += n
		}
	}
	if hard {
		x.add(x.node(LineBreak), end, next)
		return next
	}
	x.flush(end, next)
	x.pieces = append(x.pieces, piece{kind: pieceBreak, start: end, end: next})
	return next
}

func (x *inline) escape(i int) int {
	if i+1 >= len(x.s) {
		return i
	}
	switch c := x.s[i+1]; {
	case c == '\n':
		x.add(x.node(LineBreak), i, i+2)
		return x.skipIndent(i + 2)
	case c == '\r' && strings.HasPrefix(x.s[i+2:], "\n"):
		x.add(x.node(LineBreak), i, i+3)
		return x.skipIndent(i + 3)
	case asciiPunct(c):
		x.flush(i, i+1)
		return i + 2
	}
	return i
}

func (x *inline) skipIndent(i int) int {
	for i < len(x.s) && (x.s[i] == ' ' || x.s[i] == '\t') {
		i++
	}
	x.text = i
	return i
}

// code reads `code`. Runs that find no partner are remembered, so that no run
// is searched for twice.
func (x *inline) code(i int) int {
	s := x.s
	n := run(s, i, '`')
	start := i + n
	if n >= len(x.ticks) || x.ticksDone && x.ticks[n] < start {
		return start
	}
	for j := start; j < len(s); {
		k := strings.IndexByte(s[j:], '`')
		if k < 0 {
			break
		}
		j += k
		m := run(s, j, '`')
		if m == n {
			return x.addCode(i, start, j, j+m)
		}
		j += m
	}
	if !x.ticksDone {
		x.countTicks(start)
	}
	return start
}

// countTicks notes the last place of each run of backticks behind i.
func (x *inline) countTicks(i int) {
	clear(x.ticks[:])
	x.ticksDone = true
	for i < len(x.s) {
		k := strings.IndexByte(x.s[i:], '`')
		if k < 0 {
			return
		}
		i += k
		m := run(x.s, i, '`')
		if m < len(x.ticks) {
			x.ticks[m] = i
		}
		i += m
	}
}

func (x *inline) addCode(i, from, to, end int) int {
	t := x.s[from:to]
	if strings.Contains(t, "\n") {
		lines := strings.Split(t, "\n")
		for k := range lines {
			if k > 0 {
				lines[k] = strings.TrimLeft(lines[k], " \t")
			}
			lines[k] = strings.TrimSuffix(lines[k], "\r")
		}
		t = strings.Join(lines, " ")
	}
	if len(t) > 2 && t[0] == ' ' && t[len(t)-1] == ' ' && strings.Trim(t, " ") != "" {
		t = t[1 : len(t)-1]
	}
	if x.cell {
		t = strings.ReplaceAll(t, `\|`, "|")
	}
	n := x.node(Code)
	n.Text = t
	return x.add(n, i, end)
}

// run returns how many bytes c stand at s[i:].
func run(s string, i int, c byte) int {
	n := i
	for n < len(s) && s[n] == c {
		n++
	}
	return n - i
}

func (x *inline) entity(i int) int {
	end := strings.IndexByte(x.s[i:min(len(x.s), i+40)], ';')
	if end < 2 {
		return i
	}
	t := decodeEntity(x.s[i+1 : i+end])
	if t == "" {
		return i
	}
	n := x.node(Text)
	n.Text = t
	return x.add(n, i, i+end+1)
}

// placeholder reads {{name arg…}}, which stands within one line.
func (x *inline) placeholder(i int) int {
	if !strings.HasPrefix(x.s[i:], "{{") {
		return i
	}
	end := strings.IndexAny(x.s[i+2:], "{}\n")
	if end < 0 || !strings.HasPrefix(x.s[i+2+end:], "}}") {
		return i
	}
	t := strings.TrimSpace(x.s[i+2 : i+2+end])
	if t == "" {
		return i
	}
	n := x.node(Placeholder)
	n.Text = t
	return x.add(n, i, i+end+4)
}

// frame is a node that is being filled.
type frame struct {
	node *Node // nil in frames above maxInline: what comes goes to the frame at maxInline
	last *Node // its last child
	end  int   // where last's text ends in s, when last is text that may grow
}

// tree makes nodes of the pieces.
func (x *inline) tree(parent *Node) {
	x.frames = append(x.frames[:0], frame{node: parent, end: -1})
	prev := rune('\n') // last visible character
	for k := range x.pieces {
		p := &x.pieces[k]
		switch p.kind {
		case pieceText:
			x.putText(p.start, p.end)
			prev = edgeBefore(x.s, p.end)
		case pieceOpen:
			if p.node == nil {
				x.putText(p.start, p.end)
				prev = '['
			} else {
				x.push(p.node)
			}
		case pieceClose:
			if n := x.pop(); n != nil && n.Kind == Image {
				prev = picture
			}
		case pieceDelim:
			if x.delimTree(&x.delims[p.delim]) {
				prev = rune(x.delims[p.delim].char)
			}
		case pieceBreak:
			if !joins(prev, x.nextVisible(k+1)) {
				n := x.node(Text)
				n.Text, n.Pos = " ", x.pos(p.start)
				x.put(n)
			}
			prev = '\n'
		case pieceNode:
			if p.node.Kind == Anchor && x.inAnchor() {
				x.putText(p.start, p.end)
			} else {
				x.put(p.node)
				x.register(p.node)
			}
			prev = lastVisible(p.node)
		}
	}
	for len(x.frames) > 1 {
		x.pop()
	}
}

// lastVisible returns the character that a finished node ends with, as far as it
// matters for joining lines.
func lastVisible(n *Node) rune {
	switch n.Kind {
	case Text, Code:
		return edgeBefore(n.Text, len(n.Text))
	case FootnoteRef:
		return '。'
	case LineBreak:
		return '\n'
	}
	return 'x'
}

// nextVisible returns the character that will stand behind a line break.
func (x *inline) nextVisible(k int) rune {
	for ; k < len(x.pieces); k++ {
		switch p := &x.pieces[k]; p.kind {
		case pieceText:
			return edgeAfter(x.s, p.start)
		case pieceDelim:
			if d := &x.delims[p.delim]; d.n > 0 {
				return rune(d.char)
			}
		case pieceOpen:
			if p.node == nil {
				return '['
			}
			if p.node.Kind == Image {
				return picture
			}
		case pieceNode:
			switch p.node.Kind {
			case Text, Code:
				return edgeAfter(p.node.Text, 0)
			case FootnoteRef:
				return '。'
			}
			return 'x'
		case pieceBreak:
			return '\n'
		}
	}
	return '\n'
}

func (x *inline) inAnchor() bool {
	for _, f := range x.frames[:min(len(x.frames), maxInline+1)] {
		if f.node.Kind == Anchor {
			return true
		}
	}
	return false
}

// top returns the innermost frame that takes nodes.
func (x *inline) top() *frame {
	return &x.frames[min(len(x.frames)-1, maxInline)]
}

func (x *inline) put(n *Node) {
	f := x.top()
	if f.last == nil {
		f.node.FirstChild = n
	} else {
		f.last.Next = n
	}
	f.last, f.end = n, -1
}

// putText adds s[from:to], to the text before it where the two meet.
func (x *inline) putText(from, to int) {
	f := x.top()
	if f.end == from && f.last != nil {
		f.last.Text = x.s[from-len(f.last.Text) : to]
		f.end = to
		return
	}
	n := x.node(Text)
	n.Text, n.Pos = x.s[from:to], x.pos(from)
	x.put(n)
	x.top().end = to
}

// maxInline is how deep emphasis and links may stand in one another.
const maxInline = 60

func (x *inline) push(n *Node) {
	if len(x.frames) > maxInline {
		x.nestedTooDeep(n.Pos)
		if n.Link != nil {
			x.put(n)
			x.register(n)
		}
		x.frames = append(x.frames, frame{})
		return
	}
	x.put(n)
	x.register(n)
	x.frames = append(x.frames, frame{node: n, end: -1})
}

// register lists the link of a node among the page's links. Those without an
// address have been told of already.
func (x *inline) register(n *Node) {
	if n.Link != nil && n.Link.Dest != "" {
		x.Links = append(x.Links, n.Link)
	}
}

// picture stands for an image where lines join: images want no space beside
// Chinese, whatever their description.
const picture = '图'

// pop ends the innermost frame and returns its node.
func (x *inline) pop() *Node {
	f := x.frames[len(x.frames)-1]
	x.frames = x.frames[:len(x.frames)-1]
	if f.node != nil && f.node.Kind == Image {
		for k := range f.node.Children() {
			if k.Kind == Placeholder { // a description is plain text; its braces are filled there
				k.Title = "{{" + k.Text + "}}"
			}
		}
		f.node.Text = PlainText(f.node)
		f.node.FirstChild = nil
	}
	return f.node
}

// delimTree puts what a run of delimiters has become: ends, leftover text,
// beginnings. It says whether text was left.
func (x *inline) delimTree(d *delim) bool {
	for range d.closes {
		x.pop()
	}
	at := d.start + d.closed
	if d.n > 0 {
		x.putText(at, at+d.n)
	}
	at += d.n
	for e := d.opens; e >= 0; e = x.opens[e].next {
		n := x.node(x.opens[e].kind)
		n.Pos = x.pos(at)
		at += x.opens[e].width
		x.push(n)
	}
	return d.n > 0
}
