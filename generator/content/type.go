package content

import (
	"slices"

	"showcase/generator/config"
	"showcase/generator/diag"
)

// Type is a kind of content, defined as data in types/*.toml; a site may add or
// extend types in config.toml ([types.NAME]).
type Type struct {
	Name        string   // English, singular: case
	Plural      string   // the folder and the address: cases
	Label       string   // 案例
	EnglishName string   // Cases (section title in English)
	Aliases     []string // folder names that are accepted too: 教学案例
	Help        string   // one sentence in Chinese on what belongs here
	Layout      string   // page template: article, plan, person, group, concept, register, profile, dossier, collection, page
	Sort        string   // list order: date (newest first), order, name
	Visibility  Visibility
	Register    bool     // tables in its files whose header names its fields are registers
	Menu        int      // place in the navigation; 0: not shown there
	Print       bool     // items of the type are printed documents (dossier, collection)
	Look        string   // how a page of another type is printed by itself: official, article; empty: not at all
	Sheet       string   // what a printed page is headed by, its own title standing below: 教师发展性评价表; empty: its title
	Signers     []string // who signs a printed page: 本人, 评价人
	Quoted      bool     // its pages are writings: paper names them in 《》
	Roll        string   // title of its registers in print: 课题一览表; empty: the label and 一览表
	Chapter     string   // where a person's portfolio shows it: plan, training, practice, writing, research, honour, evaluation; empty: nowhere
	Dated       bool     // a date is expected
	FutureDate  bool     // a date after today does not hold an item back (plans)
	Fields      []Field  // the common fields first, then the type's own
	Outline     []string // headings that a new file begins with
	Brief       []string // fields that a short entry in a portfolio tells besides date and title
	Sum         string   // the numeric field that is added up over a person's entries: hours; empty: none

	// How records are counted (package statistics); see doc.go for an example.
	Units       []string    // what they are counted in; the first unless a number asks for another. Never empty
	People      []string    // the fields that name the people they count: 人, 人次
	Since       []string    // the fields that say when a record was or began, the first that is given counts; empty: date
	Until       string      // the field that says when it ended; empty: it has one date
	Snapshot    bool        // a record is the state of things: the newest counts, numbers of several are never added
	Complete    bool        // the records are all there are, so that a larger number in a text is wrong
	CountedWhen []Condition // what a record must say to count, where nothing is asked of that field: an application is no project yet
	Window      string      // the field of a text that is the span its numbers are about: 统计区间
	Claims      bool        // numbers that stand in its texts are compared with the records
	Quotas      []Quota     // how much of it is owed, and by whom

	// HandedIn says that the type's registers list texts which were handed in
	// on paper: a table is one only if its rows name their authors, its rows are
	// for the school's own eyes unless it says otherwise, and a row beside a file
	// of the same author, day and title is the same text.
	HandedIn bool
	Table    []string // a new file is a register with these columns, unless one item is asked for; empty: the other way round

	keys         map[string]int // folded spelling → index in Fields; the type's own fields win
	common       map[string]int // folded spelling → index of a common field that an own one hides
	forbidden    []Choice       // keys that may not be used at all
	publicWhen   []Condition
	internalWhen []Condition
	rules        []rule
	week         string   // the field that derives the teaching week
	unique       []string // fields that tell two records apart; a ? behind the name: may be absent
	titleFrom    []string // fields that make a title where none is written
	rowTitle     []string // the same for rows, where files have other ways to a title
	confidential bool     // never public, whatever a file says
}

// Field defines one key of a type's front matter and one column of its tables.
type Field struct {
	Name     string   // English, canonical
	Label    string   // Chinese
	Aliases  []string // other spellings that are accepted
	Kind     Kind
	Required bool // its absence is a warning (title: an error)
	Choices  []Choice
	Unit     string
	Help     string
	Fields   []Field      // of an object's entries
	Column   int          // place as a column of the type's tables; 0: not a column
	Show     bool         // shown in the facts of the item's page
	Base     string       // of a percentage: the field that is its 100%
	Common   bool         // one of the fields that all types share
	Derive   string       // week: where nothing is written, the teaching week of the item's date
	Skeleton *config.Node // what a new file begins with, by the English names of Fields; nil: nothing
}

// Choice is one allowed value and the other spellings that mean it.
type Choice struct {
	Value   string
	Aliases []string
}

// In is the choice as it is shown and written in a language: its value, but in
// Chinese the first Chinese spelling if there is one.
func (c Choice) In(lang diag.Lang) string {
	if lang != diag.EN && !isHan(c.Value) {
		if i := slices.IndexFunc(c.Aliases, isHan); i >= 0 {
			return c.Aliases[i]
		}
	}
	return c.Value
}

// Kind is how a field is written and read.
type Kind string

// The kinds of values. KindNone is the kind of an absent value.
const (
	KindNone    Kind = ""
	KindText    Kind = "text"  // one line
	KindTexts   Kind = "texts" // list of lines; a single line is split at 、 , ，
	KindDate    Kind = "date"  // 2012-05-17, 2012年5月17日, …; a month where Month allows
	KindMonth   Kind = "month" // 2012-05, 2012年5月
	KindSheet   Kind = "sheet" // 60×90, A1, 75x105cm: width × height
	KindRange   Kind = "range" // 2012-02~2012-06
	KindTerm    Kind = "term"  // 2012—2013学年度第一学期, 2012秋
	KindInt     Kind = "int"
	KindNumber  Kind = "number"
	KindPercent Kind = "percent" // 0–100
	KindApprox  Kind = "approx"  // 50余人, 近百篇
	KindBool    Kind = "bool"    // true, 是
	KindChoice  Kind = "choice"
	KindChoices Kind = "choices"
	KindPersons Kind = "persons" // names split at 、 ， , ;
	// KindAttendance is a field that takes names or a number; its values are
	// of KindPersons or KindApprox.
	KindAttendance Kind = "attendance"
	KindFile       Kind = "file" // a path relative to the item's file
	KindFiles      Kind = "files"
	KindRef        Kind = "ref" // another item: path or title
	KindRefs       Kind = "refs"
	KindObject     Kind = "object"
	KindObjects    Kind = "objects"
)
