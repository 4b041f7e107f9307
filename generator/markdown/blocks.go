package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	xast "github.com/yuin/goldmark/extension/ast"

	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// maxDepth is how deep blocks may stand in one another (a list and its item
// are two). Beyond it the marks are text, so that neither time nor the stack
// depends on how deep somebody nests.
const maxDepth = 100

// blockParser finds the blocks of a page. It has no inline parsers: the text in
// the blocks is read by [inline], which knows Chinese, keeps exact places and
// takes time linear in the text's length. Tables and link definitions are
// found in paragraphs by [converter]. It is safe for concurrent use.
var blockParser = parser.NewParser(parser.WithBlockParsers(
	util.Prioritized(parser.NewSetextHeadingParser(), 100),
	util.Prioritized(shallow{extension.NewDefinitionListParser()}, 101),
	util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
	util.Prioritized(parser.NewThematicBreakParser(), 200),
	util.Prioritized(shallow{parser.NewListParser()}, 300),
	util.Prioritized(parser.NewListItemParser(), 400),
	util.Prioritized(parser.NewCodeBlockParser(), 500),
	util.Prioritized(parser.NewATXHeadingParser(), 600),
	util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
	util.Prioritized(shallow{parser.NewBlockquoteParser()}, 800),
	util.Prioritized(commentParser{}, 850),
	util.Prioritized(shallow{containerParser{}}, 860),
	util.Prioritized(shallow{noteParser{}}, 870),
	util.Prioritized(parser.NewParagraphParser(), 1000),
))

// scanKey holds the *scan of the page that is being parsed.
var scanKey = parser.NewContextKey()

// scan is what the block parsers remember of a page.
type scan struct {
	tooDeep    int // offset of the first block that was left as text; -1: none
	noComment  bool
	containers int // containers open now
}

func scanOf(pc parser.Context) *scan { return pc.Get(scanKey).(*scan) }

// findBlocks returns goldmark's tree of the blocks of src.
func findBlocks(src []byte) (ast.Node, *scan) {
	pc := parser.NewContext()
	s := &scan{tooDeep: -1}
	pc.Set(scanKey, s)
	return blockParser.Parse(text.NewReader(src), parser.WithContext(pc)), s
}

// shallow keeps a kind of block from nesting deeper than maxDepth.
type shallow struct{ parser.BlockParser }

func (p shallow) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	// An item's list asks for the next item here: refusing would leave
	// goldmark's list state behind.
	if _, list := parent.(*ast.List); !list {
		depth := 0
		for n := parent; n != nil; n = n.Parent() {
			depth++
		}
		if depth >= maxDepth {
			_, at := r.Position()
			if s := scanOf(pc); s.tooDeep < 0 {
				s.tooDeep = at.Start
			}
			return nil, parser.NoChildren
		}
	}
	return p.BlockParser.Open(parent, r, pc)
}

var (
	kindContainer = ast.NewNodeKind("Container")
	kindComment   = ast.NewNodeKind("Comment")
	kindNote      = ast.NewNodeKind("Note")
)

// container is a ::: block.
type container struct {
	ast.BaseBlock
	info   text.Segment // what follows the colons
	closed bool
}

func (*container) Kind() ast.NodeKind { return kindContainer }
func (n *container) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, nil, nil)
}

// colons returns the place behind three or more colons that begin the line (after
// at most three spaces), or -1.
func colons(line []byte, offset int) int {
	w, i := util.IndentWidth(line, offset)
	if w > 3 {
		return -1
	}
	start := i
	for i < len(line) && line[i] == ':' {
		i++
	}
	if i-start < 3 {
		return -1
	}
	return i
}

// containerParser reads :::kind title … ::: blocks. A bare fence closes the
// innermost container that it can reach, whatever the number of its colons.
type containerParser struct{}

func (containerParser) Trigger() []byte { return []byte{':'} }

func (containerParser) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, seg := r.PeekLine()
	i := colons(line, r.LineOffset())
	if i < 0 || util.IsBlank(line[i:]) {
		return nil, parser.NoChildren
	}
	i -= seg.Padding
	info := text.NewSegment(seg.Start+i, seg.Stop)
	info = info.TrimLeftSpace(r.Source())
	info = info.TrimRightSpace(r.Source())
	r.AdvanceToEOL()
	scanOf(pc).containers++
	return &container{info: info}, parser.HasChildren
}

func (containerParser) Continue(node ast.Node, r text.Reader, pc parser.Context) parser.State {
	line, _ := r.PeekLine()
	if i := colons(line, r.LineOffset()); i >= 0 && util.IsBlank(line[i:]) && !ownedBelow(node, line, r.LineOffset(), pc) {
		node.(*container).closed = true
		r.AdvanceToEOL()
		return parser.Close
	}
	return parser.Continue | parser.HasChildren
}

// ownedBelow says whether a bare fence belongs to a block inside of the
// container: to another container or to code that the line still reaches.
func ownedBelow(node ast.Node, line []byte, offset int, pc parser.Context) bool {
	opened := pc.OpenedBlocks()
	i := len(opened) - 1
	for i >= 0 && opened[i].Node != node {
		i--
	}
	indent, _ := util.IndentWidth(line, offset)
	for _, b := range opened[i+1:] {
		switch n := b.Node.(type) {
		case *container, *ast.FencedCodeBlock, *comment:
			return true
		case *ast.ListItem:
			if indent < n.Offset {
				return false
			}
			indent -= n.Offset
		case *note:
			if indent < 4 {
				return false
			}
			indent -= 4
		case *xast.DefinitionList:
			if indent < n.Offset {
				return false
			}
			indent -= n.Offset
		case *ast.Blockquote:
			return false
		}
	}
	return false
}

func (containerParser) Close(ast.Node, text.Reader, parser.Context) {}
func (containerParser) CanInterruptParagraph() bool                 { return true }
func (containerParser) CanAcceptIndentedLine() bool                 { return false }

// comment is an HTML comment that stands on lines of its own.
type comment struct{ ast.BaseBlock }

func (*comment) Kind() ast.NodeKind { return kindComment }
func (*comment) IsRaw() bool        { return true }
func (n *comment) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, nil, nil)
}

var commentOpen, commentEnd = []byte("<!--"), []byte("-->")

// commentParser reads comments that go over several lines. A comment that is
// never closed is text: it must not swallow the rest of the page.
type commentParser struct{}

func (commentParser) Trigger() []byte { return []byte{'<'} }

func (commentParser) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, seg := r.PeekLine()
	at := pc.BlockOffset()
	s := scanOf(pc)
	if at < 0 || s.noComment || !bytes.HasPrefix(line[at:], commentOpen) {
		return nil, parser.NoChildren
	}
	if bytes.Contains(line[at+4:], commentEnd) {
		return nil, parser.NoChildren // within one line: the text's affair
	}
	if !bytes.Contains(r.Source()[seg.Stop:], commentEnd) {
		s.noComment = true
		return nil, parser.NoChildren
	}
	n := &comment{}
	n.Lines().Append(seg)
	r.AdvanceToEOL()
	return n, parser.NoChildren
}

func (commentParser) Continue(node ast.Node, r text.Reader, pc parser.Context) parser.State {
	line, seg := r.PeekLine()
	i := bytes.Index(line, commentEnd)
	if i < 0 {
		node.Lines().Append(seg)
		r.AdvanceToEOL()
		return parser.Continue | parser.NoChildren
	}
	i += len(commentEnd)
	node.Lines().Append(seg.WithStop(seg.Start + i - seg.Padding))
	if util.IsBlank(line[i:]) {
		r.AdvanceToEOL()
	} else {
		r.Advance(i)
	}
	return parser.Close
}

func (commentParser) Close(ast.Node, text.Reader, parser.Context) {}
func (commentParser) CanInterruptParagraph() bool                 { return true }
func (commentParser) CanAcceptIndentedLine() bool                 { return false }

// note is the definition of a footnote: [^label]: text.
type note struct {
	ast.BaseBlock
	label string
	end   int // offset behind the ]
}

func (*note) Kind() ast.NodeKind { return kindNote }
func (n *note) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, nil, nil)
}

// start returns where the [ stands.
func (n *note) start() int { return n.end - len("[^]") - len(n.label) }

// maxLabel is the length of a label in bytes (CommonMark: 999 characters).
const maxLabel = 999

// noteLabel reads [^label] at the beginning of s and returns the label and the
// length of all of it.
func noteLabel(s string) (string, int) {
	if len(s) < 4 || s[:2] != "[^" {
		return "", 0
	}
	i := 2 + strings.IndexAny(s[2:min(len(s), maxLabel)], "[]\n")
	if i < 3 || s[i] != ']' || strings.TrimSpace(s[2:i]) == "" {
		return "", 0
	}
	return s[2:i], i + 1
}

type noteParser struct{}

func (noteParser) Trigger() []byte { return []byte{'['} }

func (noteParser) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, seg := r.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || !bytes.HasPrefix(line[at:], []byte("[^")) {
		return nil, parser.NoChildren
	}
	label, n := noteLabel(string(line[at:min(len(line), at+maxLabel+1)]))
	if n == 0 || at+n >= len(line) || line[at+n] != ':' {
		return nil, parser.NoChildren
	}
	end := seg.Start + at + n - seg.Padding
	r.Advance(at + n + 1)
	if rest, _ := r.PeekLine(); len(rest) > 0 && (rest[0] == ' ' || rest[0] == '\t') {
		r.Advance(1)
	}
	return &note{label: label, end: end}, parser.HasChildren
}

func (noteParser) Continue(node ast.Node, r text.Reader, pc parser.Context) parser.State {
	line, _ := r.PeekLine()
	if util.IsBlank(line) {
		return parser.Continue | parser.HasChildren
	}
	at, padding := util.IndentPosition(line, r.LineOffset(), 4)
	if at < 0 {
		return parser.Close
	}
	r.AdvanceAndSetPadding(at, padding)
	return parser.Continue | parser.HasChildren
}

func (noteParser) Close(ast.Node, text.Reader, parser.Context) {}
func (noteParser) CanInterruptParagraph() bool                 { return true }
func (noteParser) CanAcceptIndentedLine() bool                 { return false }
