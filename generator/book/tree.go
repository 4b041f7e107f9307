// Package book assembles what is printed: a dossier, a collection, a booklet.
//
// Assembly ends in one [Document]: a tree in which every number, reference,
// contents entry and footnote is already settled, so that the writers (typst
// for PDF, docx for Word) only draw and can never disagree.
package book

// Document is one printed work. It refers to nothing outside itself: images
// are in Files, links lead to a Bookmark of the same document or to a full
// address of the web.
type Document struct {
	Name     string // file name without extension, ASCII
	Title    string
	Subtitle string // printed after ——
	Author   string // who answers for it: the applicant's full name
	Date     string // as printed: 2012年5月17日; may be empty
	Created  string // YYYY-MM-DD for the file's own metadata; may be empty
	Lang     string // zh-CN or en
	Layout   Layout
	Template string // of the theme that draws it: certificate, panel; empty: official
	Accent   string // the site's colour as #rrggbb for templates that have colours; empty: the template's own
	Gold     string // that of lines and small words on panels; empty: the template's own
	Tiles    *Tiles // a panel's: cut into these; nil: in one piece
	BoldHei  bool   // bold text is set in 黑体; else its strokes are made heavier, since 仿宋 and 楷体 have no bold faces
	HandedIn bool   // goes before a committee: a character that cannot be printed is an error
	Cover    *Cover // nil: none
	Head     string // running head of the body's pages; empty: none
	Contents bool   // a contents page after the cover, of all numbered Headings with Level ≤ 2
	Body     []Block
	Files    map[string]File // images by the name that Figure and Picture use
	Sources  Sources         // what it was made from; draws nothing
}

// Layout is the page and its type, lengths in mm and pt.
type Layout struct {
	Width, Height            float64 // mm
	Top, Bottom, Left, Right float64 // mm: margins
	Lines, Columns           int     // the grid: 22 lines of 28 characters (GB/T 9704-2012, 5.2.3)
	BodySize                 float64 // pt
	LinePitch                float64 // pt from baseline to baseline
	Mirrored                 bool    // Left is the inner margin of double-sided pages, Right the outer
	Multiple                 int     // blank pages make the number of pages a multiple of it; 0: none
}

// Official is the page of GB/T 9704-2012: A4, type area 156 × 225 mm, 22 lines
// of 28 characters of 3号 (16 pt).
var Official = Layout{Width: 210, Height: 297, Top: 37, Bottom: 35, Left: 28, Right: 26, Lines: 22, Columns: 28, BodySize: 16, LinePitch: 28.95}

// Wide is the same sheet turned: for tables with many columns. Its head lies at
// the sheet's left edge, so that the page number keeps its place on the sheet.
var Wide = Official.Turned()

// Turned is the same sheet lying on its side.
func (l Layout) Turned() Layout {
	const points = 72 / 25.4 // in a millimetre
	t := l
	t.Width, t.Height = l.Height, l.Width
	t.Top, t.Bottom, t.Left, t.Right = l.Left, l.Right, l.Bottom, l.Top
	t.Lines = int((t.Height - t.Top - t.Bottom) * points / t.LinePitch)
	t.Columns = int((t.Width - t.Left - t.Right) * points / t.BodySize)
	return t
}

// Booklet is a double-sided page with room to bind: 30 mm at the inner edge.
// Its sheets are folded or stitched by fours.
var Booklet = Layout{Width: 210, Height: 297, Top: 37, Bottom: 35, Left: 30, Right: 24, Lines: 22, Columns: 28, BodySize: 16, LinePitch: 28.95, Mirrored: true, Multiple: 4}

// Cover is the first page: lines from top to bottom.
type Cover struct {
	Kicker string // small line above the title: the award's name
	Title  string
	Lines  []Field // 申报单位：…, 申报时间：…
}

// Field is a label and its value.
type Field struct{ Label, Value string }

// File is an image's bytes. Kind is png, jpeg, gif, webp or svg; Width and Height are in pixels
// (for svg: of its view box), 0 when unknown. Fallback is the PNG that stands in
// where SVG cannot be shown; nil for other kinds.
type File struct {
	Kind          string
	Data          []byte
	Width, Height int
	Fallback      []byte
}

// Block is one of *Heading, *Paragraph, *ListBlock, *Table, *Figure, *Figures,
// *Quote,
// *CodeBlock, *Notice, *Form, *PageBreak, *Signature, *Rule, *Enclosures,
// *NameList, *Blank, *Turned; or a whole sheet of a design: *Certificate, *Calibration,
// *Panel.
type Block interface{ block() }

// Heading opens a part. Its number is settled and separate from its text, e.g.
// Number "一、", Text "组织领导". In print, Level 0 is a part's title (a page of its own kind: centred 小标宋 22 pt,
// starting on a new page), 1 is 黑体 一、, 2 is 楷体 （一）, 3 is 仿宋 bold 1., 4 is 仿宋 （1）.
type Heading struct {
	Level     int
	Number    string // may be empty
	Text      []Inline
	Bookmark  string    // unique in the document; links and contents lead here
	Annex     string    // "附件1": printed flush left in 黑体 above the title on a new page (Level 0 only); may be empty
	Subtitle  string    // Level 0 only; printed below after ——; may be empty
	Masthead  *Masthead // Level 0 only: printed above the title; nil: none
	Sheet     *Sheet    // Level 0 with Annex only: the heading fills a sheet of its own; nil: it stands above its text
	InOutline bool      // shown in the contents and the PDF outline
}

// Masthead is the red head of an organ's document (版头): who issues it, its
// number, and the red rule below (GB/T 9704-2012, 7.2).
type Masthead struct{ Name, Number string }

// Sheet is what else stands on the heading sheet of an annex (隔页), which lies
// before it: what it is, who made it, what it proves; and a remark, in the place
// of the text, about one that is added on paper.
type Sheet struct {
	Fields []Field
	Remark []Inline // may be empty
}

// Style is how a paragraph is set.
type Style uint8

// Paragraph styles.
const (
	Body      Style = iota // first line indented by two characters, justified
	Flush                  // no indent
	Centered               // no indent, centred
	Lead                   // a paragraph in 楷体 under a title: origin of an annex, a summary
	TableNote              // small, under a table: 注：…
)

// Paragraph is running text.
type Paragraph struct {
	Style Style
	Keep  bool // stays on the page of what follows
	Text  []Inline
}

// ListBlock is a bulleted or numbered list; Marker is what is printed before
// each item ("1.", "（1）", "•", "☐", "☑").
type ListBlock struct {
	Keep  bool // stays on the page of what follows
	Items []ListItem
}

// ListItem is one entry of a list.
type ListItem struct {
	Marker string
	Blocks []Block
}

// Table has a caption with its number settled ("表1 获奖统计"), header rows that
// repeat on each page, and rows that are never split across pages.
type Table struct {
	Keep     bool // stays on the page of what follows; only a short one
	Caption  string
	Bookmark string
	Columns  []Column
	Header   []Row
	Rows     []Row
}

// Column is a table column: Weight is its share of the width (0: as wide as its content).
type Column struct {
	Weight float64
	Align  Align
}

// Align is a horizontal alignment.
type Align uint8

// Alignments.
const (
	Left Align = iota
	Center
	Right
)

// Row is a table row.
type Row struct {
	Cells []Cell
	Bold  bool // totals
}

// Cell spans ColSpan columns and RowSpan rows (0 means 1). Cells that a span
// covers are left out of their row.
type Cell struct {
	Text             []Inline
	ColSpan, RowSpan int
}

// Figure is an image with a settled caption ("图1 …"). Width is in mm; 0: fit the type area, at most 150 dpi-true size.
type Figure struct {
	File     string // name in Document.Files
	Alt      string
	Caption  string
	Bookmark string
	Width    float64
}

// Quote is quoted matter, indented.
type Quote struct{ Blocks []Block }

// CodeBlock is preformatted text.
type CodeBlock struct{ Text string }

// Notice is a boxed remark with a heading.
type Notice struct {
	Title  string
	Blocks []Block
}

// Form is a two-column table of labels and values with seal boxes, as a
// recommendation form (推荐审批表) has them.
type Form struct {
	Rows []FormRow
}

// FormRow is one labelled box. Two rows with Half set share a line. Seal prints
// blank space and "（盖章）　　年　月　日" at the lower right, Sign the same for a
// signature. MinLines is the least height in lines.
type FormRow struct {
	Label    string
	Value    []Inline
	Half     bool
	Seal     bool
	Sign     bool
	MinLines int
}

// Closed reports whether the box ends in a line to be sealed or signed.
func (r FormRow) Closed() bool { return r.Seal || r.Sign }

// PageBreak starts a new page.
type PageBreak struct{}

// Rule is a thin line.
type Rule struct{}

// Signature is who signs and when, set at the right below the text
// (GB/T 9704-2012, 7.3.5.2; with Seal 7.3.5.1: room for a seal over both).
type Signature struct {
	Name string
	Date string
	Seal bool
}

// Enclosures name what is attached and stay with the signature below them, below the text (附件说明, GB/T 9704-2012,
// 7.3.4). Several are numbered by the writer; names bear no mark at their end.
type Enclosures struct{ Names []string }

// NameList is a roll of honour or of members: names in even columns, those of
// two characters spread to the width of three.
type NameList struct{ Names []string }

// Blank is room to write by hand: ruled lines.
type Blank struct{ Lines int }

// Turned are blocks on sheets of their own that lie on their side among upright
// ones: a table with many columns.
type Turned struct{ Blocks []Block }

func (*Heading) block()    {}
func (*Turned) block()     {}
func (*Paragraph) block()  {}
func (*ListBlock) block()  {}
func (*Table) block()      {}
func (*Figure) block()     {}
func (*Quote) block()      {}
func (*CodeBlock) block()  {}
func (*Notice) block()     {}
func (*Form) block()       {}
func (*PageBreak) block()  {}
func (*Rule) block()       {}
func (*Signature) block()  {}
func (*Enclosures) block() {}
func (*NameList) block()   {}
func (*Blank) block()      {}

// Inline is a run of text, or with Note a footnote, or with Picture a small
// image in the line, or with Break a line break. Link applies to the run's text.
type Inline struct {
	Text                       string
	Bold, Italic, Strike, Code bool
	Link                       string  // "#bookmark" or a full address; empty: none
	Note                       []Block // a footnote's text; Text is then empty
	Picture                    string  // name in Document.Files; Text is then its description
	Break                      bool
	PageOf                     string // a bookmark: the number of its page, as the writers find it; Text is then empty

	cited  bool // an author's link: the page of what it leads to is said behind it, if the site wishes so
	refers any  // while the document is assembled: the file of a figure or table whose number the text asks for
}
