package markdown

import "iter"

// Kind says what a [Node] is.
type Kind uint8

// The kinds of nodes. Blocks hold blocks or inlines as noted; the fields that a
// kind uses are named behind it.
const (
	// Blocks.
	Root           Kind = iota // holds blocks
	Paragraph                  // holds inlines
	Heading                    // holds inlines; Level 1–6, ID
	List                       // holds ListItem; Ordered, Start (first number), Tight
	ListItem                   // holds blocks; Task, Checked
	Quote                      // holds blocks
	CodeBlock                  // Text is the code, Info the language
	Rule                       // a thematic break
	Table                      // holds TableRow; Align one entry a column
	TableRow                   // holds TableCell; Header
	TableCell                  // holds inlines
	Figure                     // an image alone in its paragraph: Link.Dest, Text (alt), Title (caption)
	Container                  // holds blocks; Info is the notice's kind (tip, note, warning, quote, …), Title its heading
	DefinitionList             // holds DefinitionTerm and Definition
	DefinitionTerm             // holds inlines
	Definition                 // holds blocks

	// Inlines.
	Text        // Text
	Emphasis    // holds inlines
	Strong      // holds inlines
	Strike      // holds inlines
	Code        // Text
	Anchor      // a link; holds inlines; Link
	Image       // an image within text: Link, Text (alt), Title
	LineBreak   // a hard break
	FootnoteRef // Note: index into Document.Notes
	Placeholder // {{name arg…}}: Text is what stands between the braces, trimmed; Title what fills it, see [Document.Filled]
)

// Node is one piece of a parsed page. Trees are made by [Parse] and never
// change afterwards.
type Node struct {
	Kind    Kind
	Level   uint8 // Heading
	Ordered bool  // List
	Tight   bool  // List
	Task    bool  // ListItem: has a check box
	Checked bool  // ListItem
	Header  bool  // TableRow
	Start   int   // List: first number
	Note    int   // FootnoteRef
	Pos     int   // byte offset in the text given to Parse (best known place)
	Text    string
	Info    string
	Title   string
	ID      string // Heading: unique in the page
	Align   []Alignment
	Link    *Link // Anchor, Image, Figure

	FirstChild, Next *Node
}

// Alignment is that of a table column.
type Alignment uint8

// Column alignments.
const (
	AlignNone Alignment = iota
	AlignLeft
	AlignCenter
	AlignRight
)

// Children yields the node's children in order.
func (n *Node) Children() iter.Seq[*Node] {
	return func(yield func(*Node) bool) {
		for c := n.FirstChild; c != nil; c = c.Next {
			if !yield(c) {
				return
			}
		}
	}
}

// Link is one reference out of a page: to another file, a page by its title,
// an anchor, an image, an attachment or an address of the web.
type Link struct {
	Dest    string // as written, percent-decoding and escapes undone: "../cases/a.md#背景", "[[title]]" gives "title"
	ByTitle bool   // written as [[title]] or [[title|text]]
	Image   bool
	Pos     int // byte offset of the destination in the text given to Parse
	End     int
}

// Section is one heading of a page's outline.
type Section struct {
	Level int
	ID    string
	Text  string // plain text
	Pos   int
}

// Document is a parsed page.
type Document struct {
	Root    *Node
	Notes   []*Node   // footnotes in order of first use; each a Root that holds blocks
	Outline []Section // headings in order
	Links   []*Link   // every link and image in order
	Words   int       // 字数 as Word shows it, see [Words]
}
