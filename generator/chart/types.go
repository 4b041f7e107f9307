package chart

// Table is a chart's numbers as a table: a head, then rows as long as the head.
// The first cell of a row is its heading. Head[0] is empty: what the rows are
// (年份, 级别) only the caller knows and may write there.
type Table struct {
	Head []string
	Rows [][]string
}

// Bar is one bar of [Bars] or one column of [Columns]: a value for each series,
// drawn one after the other. What is not a positive number is not drawn but
// stands in the description and the table.
type Bar struct {
	Label  string
	Values []float64
	Text   string // what stands at the end of the bar; empty: the sum and the unit
}

// Bars is a chart of horizontal bars from zero, for things that are compared.
// Its legend is HTML of its own (Legend) in a page, inside the picture with a Width.
type Bars struct {
	Label  string   // what the chart shows, for those who cannot see it
	Series []string // the names of the series; one series may be without a name
	Bars   []Bar
	Width  float64
	Unit   string // behind the sums: 人次
	Total  string // heading of the sums in the table; empty: no sums, unless there is one series
}

// Columns is a chart of vertical columns from zero, for years or months along
// the axis. Fields and legend are those of [Bars].
type Columns struct {
	Label   string
	Series  []string
	Columns []Bar
	Width   float64
	Unit    string
	Total   string
}

// Lines is a chart of lines over a common axis from zero, for the course of
// several things over the same years or months. Its legend is that of [Bars].
type Lines struct {
	Label  string
	Points []string // along the axis
	Lines  []Line
	Width  float64
	Unit   string
}

// Line is one line of [Lines].
type Line struct {
	Name   string
	Values []float64 // one a point; NaN: none, and so are missing and negative ones
}

// Ring shows the shares of a whole, with a list of them beside or below.
type Ring struct {
	Label  string
	Slices []Slice
	Centre string // in the middle, large: the whole ("110")
	Note   string // below it, small ("人")
	Width  float64
}

// Slice is a share of a [Ring].
type Slice struct {
	Label string
	Value float64
	Text  string // what stands in the list: "40%（44人）"; empty: value and share
}

// Tree is an organization chart. In a page (Width 0) it is indented, which also
// fits a phone; with a Width of 480 and more its levels stand beside each other,
// unless they are too many. With links it is no img but a group.
type Tree struct {
	Label string
	Roots []Node
	Width float64
}

// Node is a box of a [Tree] with the boxes below it.
type Node struct {
	Label    string
	Note     string // smaller below: who leads it
	Href     string // a relative address; empty: no link
	Children []Node
}

// Grid is a matrix of marks: who has met what, how much was done when. In a
// page (Width 0) it is as wide as it needs to be: put it into an element of the
// class chart-scroll, which can be reached with the keyboard and has a name. A
// picture with more columns than fit into its Width shrinks as a whole.
type Grid struct {
	Label   string
	Columns []string
	Rows    []GridRow
	Width   float64
	Legend  []Mark // below the grid: each mark with its Title
}

// GridRow is a row of a [Grid]: one cell a column; missing ones are blank.
type GridRow struct {
	Label string
	Cells []Mark
}

// Mark is a cell of a [Grid].
type Mark struct {
	Outcome Outcome
	Text    string // stands in the cell; empty: the outcome's own sign
	Title   string // says it in words
}

// Outcome says how a [Mark] looks.
type Outcome uint8

// The outcomes: what came of something that was to be done, or a shade of a heat
// grid (see [Heat]), light to dark.
const (
	Blank  Outcome = iota // nothing was to be done
	NotDue                // its time has not come
	Missed
	Partly
	Met
	Over // more than was to be done
	Heat1
	Heat2
	Heat3
	Heat4
)
