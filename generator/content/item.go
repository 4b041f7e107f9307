package content

import (
	"showcase/generator/diag"
	"showcase/generator/markdown"
)

// Item is one piece of content: a file with front matter and a body, or one
// row of a register. Its kind of content is Type; the keys that all kinds
// share are fields of their own, the rest is in Values.
//
// An Item depends on its file alone. It does not change after [Read].
type Item struct {
	File string // relative to the site, with slashes: content/cases/fractions.md
	Row  int    // 0: a file; n: the nth row of the register in the file
	Pos  diag.Pos

	Type             *Type
	Title            string // never empty
	TitleFromHeading bool   // the title was taken from the body's first heading, which stays in the body
	Subtitle         string
	Date             Date
	Authors          []Name
	Group            string
	Programmes       []string
	Tags             []string
	Summary          string
	Status           Status
	Visibility       Visibility
	Order            int
	Pinned           bool
	Showcase         bool
	Slug             string   // as written; empty: from the file name
	Aliases          []string // former addresses
	Source           string   // where a text that is not original comes from
	Cover            *Asset
	Images           []Asset
	Evidence         []Asset

	Values map[string]Value // the type's own fields by their English name

	Body      *markdown.Document // nil for a row
	BodyStart int                // byte offset of the body in the file
	Records   []*Item            // a register's rows, in order

	text []byte // the file as it was parsed, UTF-8 without a BOM
}

// Text returns the file's bytes as they were parsed: UTF-8, no BOM, line ends
// as written. Offsets of values, links and nodes (plus BodyStart) count in it.
// Nil for a row.
func (it *Item) Text() []byte { return it.text }

// Value returns the field by its English name; the zero Value if it is absent.
func (it *Item) Value(name string) Value { return it.Values[name] }

// Cell returns a field wherever an item keeps it: the common ones have places
// of their own.
func (it *Item) Cell(f *Field) Value {
	if f.Name == "title" && f.Common { // a type may have a field of that name beside it: a person's 职称
		return Value{Kind: KindText, Text: it.Title}
	}
	return valueOf(it, f.Name)
}

// Name is a person's name as read, spaces inside it removed, and its place.
type Name struct {
	Text string
	Pos  diag.Pos
	End  diag.Pos
}

// Asset is a file, or another item, that an item refers to in its front matter.
// A piece of evidence may have neither yet, but a title.
type Asset struct {
	File    string // path as written, relative to the item's file; empty if Ref
	Ref     string // path or title of another item
	Title   string
	Caption string
	Pages   string
	Checked bool // evidence: somebody looked at the scan and found nothing private
	People  []Name
	Minors  bool
	Consent string
	Pos     diag.Pos
	End     diag.Pos
}

// Status says how far an item has come (draft → published → archived).
type Status uint8

// The states. Only Published items are shown; the zero value is Published.
const (
	Published Status = iota // 发布
	Draft                   // 草稿
	Pending                 // 待审
	Approved                // 已审
	Archived                // 归档, 撤下
)

// Visibility says who may see an item.
type Visibility uint8

// From widest to narrowest. The audience public sees Public only; staff sees
// Public, Internal and Submission; Private is never built.
const (
	Public     Visibility = iota // 公开
	Internal                     // 校内
	Submission                   // 仅申报
	Private                      // 仅本人
)

// Value is a decoded field. Kind says which of the others are set; Text is
// always the normal form to show ("2012年2月—6月", "50余人", "一等奖").
type Value struct {
	Kind  Kind
	Text  string
	Date  Date  // KindDate, KindMonth; start of KindRange
	End   Date  // end of KindRange
	Count Count // KindInt, KindNumber, KindApprox, KindPercent
	Bool  bool
	Names []Name           // KindPersons
	List  []Value          // KindList, KindTexts, KindObjects
	Map   map[string]Value // KindObject (an entry of KindObjects)
	Asset *Asset           // KindFile, KindRef
	Pos   diag.Pos
	EndAt diag.Pos
}

// IsZero reports whether the value is absent.
func (v Value) IsZero() bool { return v.Kind == KindNone }

// Strings returns the texts of a list, or the one text of a single value.
func (v Value) Strings() []string {
	switch {
	case v.List != nil:
		out := make([]string, len(v.List))
		for i, e := range v.List {
			out[i] = e.Text
		}
		return out
	case v.Names != nil:
		out := make([]string, len(v.Names))
		for i, n := range v.Names {
			out[i] = n.Text
		}
		return out
	case v.Text != "":
		return []string{v.Text}
	}
	return nil
}

// Count is a number that may be approximate.
type Count struct {
	Value float64
	Sign  Sign
	Unit  string // 人次, 人, 项, 篇 …; empty if none was given
}

// Sign says how a number was qualified.
type Sign uint8

// Exact is a plain number; Over is 余 or 多; Nearly is 近; About is 约 or 左右.
const (
	Exact Sign = iota
	Over
	Nearly
	About
)
