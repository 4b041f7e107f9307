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
	Menu     []MenuItem // empty: the types in their order
	Types    []TypeExtension
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
	Pages    bool                // builds print every page whose type has a look, not only documents
	RedHead  bool                // notices with a number bear the red head of an organ's documents
	Seal     bool                // official pages leave room for a seal over their date
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

// TypeExtension adds a type or changes one: the decoded table [types.NAME].
type TypeExtension struct {
	Name   string
	Node   *Node
	Source *diag.Source // the file that Node's offsets count in; may be nil
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
