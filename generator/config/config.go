// Package config reads config.toml into a typed [Config], and decodes TOML and
// YAML strictly: every key and value keeps its place, an unknown key is
// reported with the nearest known one, and a key given twice is an error.
package config

import (
	"strconv"
	"strings"

	"showcase/generator/diag"
)

// Config is a site's settings. The zero value of every field is a sensible site.
type Config struct {
	Title    string // the site's name; "学校展示" unless set
	Subtitle string
	Language string // zh-CN (default) or en
	BaseURL  string // https://…/ of the published site, for the feed and the sitemap; may be empty
	School   School
	Footer   Footer
	Home     Home
	Terms    Terms
	Publish  Publish
	Print    Print
	Theme    Theme
	Lint     Lint
	Editor   Editor
	Menu     []MenuItem // empty: the types in their order
	Types    []TypeExtension
	Calendar []CalendarTerm
	Training Training
	Writing  Writing
}

// School is the school's own facts, for the home page, covers and footers.
type School struct{ Name, Short, English, County, Town, Motto, Founded, Logo string }

// Footer is what the bottom of each page says.
type Footer struct {
	Host   string // 主办单位
	Note   string
	ICP    string // ICP备案号
	Police string // 公安备案号
	Links  []MenuItem
}

// Home is the home page's opening.
type Home struct {
	Headline string
	Lead     string
	Sections []string // type names in order; empty: the default order
}

// MenuItem is one entry of a menu.
type MenuItem struct{ Title, Link string }

// Terms says where the school year is divided, as month-day: 09-01 and 02-01 by default.
type Terms struct{ FirstStart, SecondStart string }

// Publish says what may go out.
type Publish struct {
	DefaultStatus string // status of items without one: 发布 (default) or 草稿
	SearchText    bool   // the search index holds whole texts (default true)
}

// Print is how documents are printed.
type Print struct {
	Fonts    map[string][]string // by role (title body kai hei song): families or files, tried in order
	FontDirs []string            // folders in the site, besides fonts/
	Formats  []string            // pdf, docx (default both)
	Pages    PrintedPages        // the pages that builds print besides documents
	BoldHei  bool                // bold text is set in 黑体 instead of having its strokes made heavier
	PageRefs bool                // links inside a document say the page behind them
	RedHead  bool                // notices with a number bear the red head of an organ's documents
	Seal     bool                // official pages leave room for a seal over their date

	Certificate Certificate
	Panel       Panel
}

// PrintedPages says whose pages builds print: those of all types that have a
// look, or of some.
type PrintedPages struct {
	All    bool
	Types  []*Node      // the types' names, any that they go by
	Source *diag.Source // the file that the nodes' offsets count in
}

// Sheet is a size of paper in mm, as it lies in print. The zero Sheet is none.
type Sheet struct{ Width, Height float64 }

// Certificate is how certificates are printed.
type Certificate struct {
	Paper            Sheet   // as it lies: turned already; A4 landscape unless set
	Overlay          bool    // text only, for sheets that are printed already (套打)
	OffsetX, OffsetY float64 // mm to the right and down, measured on a trial sheet
	Title            string  // of all certificates; empty: 荣誉证书, and 奖状 for pupils
	Signer           string  // empty: the school
	Number           bool    // number those that the register gives no number
	Shared           bool    // one certificate for all who share a prize, instead of one each
}

// Panel is how exhibition panels are printed.
type Panel struct {
	Bleed float64 // mm of ground beyond the trimmed edge; 0: none
	Marks bool    // crop marks
	Tiles Sheet   // the sheets of the tiled version; A4 unless set
	// CSS hex colours: of the ground of honour boards, which others have in the
	// site's accent, and of the lines and small words on all of them.
	Honour, Gold string
}

// Theme picks colours.
type Theme struct {
	Accent string // a CSS hex colour; empty: the theme's own
}

// Lint switches rules off and allows words.
type Lint struct {
	Off   []string // codes or rule ids: D06, damage/half-width
	Allow []string // words that are right as they are
}

// Editor is about the forms that teachers fill in.
type Editor struct {
	Forms bool // in the public edition too, not only in the staff edition and the preview
}

// TypeExtension adds a type or changes one: the decoded table [types.NAME].
type TypeExtension struct {
	Name   string
	Node   *Node
	Source *diag.Source // the file that Node's offsets count in; may be nil
}

// CalendarTerm is one [[calendar]] table, the teaching weeks of one term:
//
//	[[calendar]]
//	term = "2011—2012学年度第一学期"
//	first_week = "2011-09-05"       # any day of teaching week 1
//	weeks = 20                      # holidays included, as on the calendar on the wall
//	off = ["2011-10-01~2011-10-07"] # weeks that lie mostly in it do not count
//
// Weeks run from Monday to Sunday. Where there is a calendar, quotas are
// counted in its terms alone; where there is none, in natural weeks, holidays
// and all, of every term that has something to count.
type CalendarTerm struct {
	Node   *Node
	Source *diag.Source // the file that Node's offsets count in; may be nil
}

// Training says how much is to be learnt.
type Training struct {
	Hours float64 // 学时 a person and school year, 72 by default (360 in five years); 0: none
}

// Writing says how habits of writing are called.
type Writing struct {
	Stages [3]int // weeks in a row from which one is 学着写, 自觉写, 坚持写; 4, 10, 20 by default
}

// Node is a decoded TOML or YAML value with its place in the file. Scalars
// keep the text as written ("0123", "2012-05-17"), so that nothing is lost by
// guessing a type.
type Node struct {
	Kind   NodeKind
	Text   string  // Scalar: as written, quotes and escapes undone
	Quoted bool    // Scalar: was in quotes
	Null   bool    // Scalar: empty, null or ~
	Items  []*Node // List
	Keys   []Key   // Map, in order
	Start  int     // byte offset in the file
	End    int
}

// NodeKind is the shape of a Node.
type NodeKind uint8

// The shapes.
const (
	Scalar NodeKind = iota
	List
	Map
)

// Key is one key of a map and its value.
type Key struct {
	Name       string
	Value      *Node
	Start, End int // of the key itself
}

// Problem is a syntax fault found while decoding, by byte offsets. Its zero
// Severity is diag.Error.
type Problem struct {
	Start, End    int
	Severity      diag.Severity
	Code          string
	Message, Hint diag.Text
	Fix           *diag.Fix // offsets count like Start and End; nil: nothing safe to do
	Other         int       // an earlier place that the message calls {line}, e.g. where a key stood first
}

// Diagnostic returns the problem as a finding about the source.
func (p Problem) Diagnostic(src *diag.Source) diag.Diagnostic {
	if strings.Contains(p.Message.ZH, "{line}") {
		line := strconv.Itoa(src.Pos(p.Other).Line)
		p.Message.ZH = strings.ReplaceAll(p.Message.ZH, "{line}", line)
		p.Message.EN = strings.ReplaceAll(p.Message.EN, "{line}", line)
	}
	d := src.At(p.Start, p.End, p.Severity, p.Code, p.Message, p.Hint)
	d.Fix = p.Fix
	return d
}

// Get returns the value of the map's key of that name, nil if there is none.
func (n *Node) Get(name string) *Node {
	if n == nil {
		return nil
	}
	for _, k := range n.Keys {
		if k.Name == name {
			return k.Value
		}
	}
	return nil
}
