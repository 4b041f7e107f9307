// Package site links a source tree into one site: addresses, references,
// people, terms and visibility.
//
// [Link] decides once, for the whole build, what its audience may see; what is
// left out there exists nowhere later: not in pages, search, feeds or prints.
// The result never changes afterwards.
package site

import (
	"showcase/generator/config"
	"showcase/generator/content"
	"showcase/generator/markdown"
)

// Audience is for whom a build is made.
type Audience uint8

// The audiences. Everyone sees what is 公开; Staff also what is 校内 and 仅申报.
const (
	Everyone Audience = iota
	Staff
)

// Site is the linked site.
type Site struct {
	Config   *config.Config
	Audience Audience
	Today    content.Date
	Known    *content.Types  // all types
	Types    []*content.Type // those with at least one visible item, in menu order
	Pages    []*Page         // everything with an address of its own, sorted by address
	Home     *Page           // content/index.md; nil if there is none
	Sections []*Section      // one a type, in menu order
	Terms    []*Term         // school terms that have items, newest first
	Years    []*SchoolYear   // those of the terms, newest first
	Tags     []*Tag          // by number of pages, then name
	Series   []*Series       // activities that belong together
	Files    []File          // images and attachments that pages use, and static files

	// Counted is every published record that staff may see, whoever this build
	// is for, in the order of the files: what a number that an author put into
	// a text is counted from. It must not be shown or named.
	Counted []*content.Item

	byFile   map[string]*Page
	people   map[string]*Person
	groups   map[*Page]*Group
	links    map[*markdown.Link]Target
	assets   map[*content.Asset]Target
	sources  map[string]string // output path of a file → its source
	pupils   map[string]bool   // whom registers name; true: not to be named elsewhere
	redirect []Redirect
	seriesOf map[*Page]*Series
}

// Page is an item with an address: a file, or a person's row of the staff
// register (its Row is then not 0, and it has no text). The item is as this
// audience may see it, and with the numbers in its texts filled in (see
// [Site.Reword]).
type Page struct {
	*content.Item
	Path      string // address in the output: cases/fractions.html
	Section   *Section
	Term      *Term // nil: undated or outside
	Authors   []*Person
	Group     *Page // the group named by group:, nil if none or unknown
	Prev      *Page // the neighbours in the section's order
	Next      *Page
	Backlinks []*Page // pages that link here, by address
	Records   []*Record
}

// Record is a row of a register: it has no page, but a place on one.
type Record struct {
	*content.Item
	Page   *Page  // the register's page
	Anchor string // r12
}

// Section is the list of a type's pages.
type Section struct {
	Type    *content.Type
	Path    string    // cases/index.html
	Intro   *Page     // cases/index.md: its text opens the list; nil if there is none
	Pages   []*Page   // in the type's order, pinned first
	Records []*Record // all rows of the type's registers, in the type's order; none of a type whose rows are texts handed in
}

// Person is someone named in the site. Page is nil when the person has no
// page that this audience may see: the name is then plain text.
type Person struct {
	Name   string
	Page   *Page   // the person's file, or the page made of the row of the staff register
	Record *Record // the row of the staff register, if that is where the person stands
	Known  bool    // stands in the staff table or has a file
	Parts  []Part  // everything that names the person, newest first
	Groups []*Page // in the section's order

	left content.Date // when the person left the school
}

// Term is a school term.
type Term struct {
	Key   content.Term
	Title string // 2011—2012学年度第一学期
	Path  string // terms/2011-1.html
	Year  *SchoolYear
	Pages []*Page
}

// Tag is a label and its pages.
type Tag struct {
	Name  string
	Path  string // tags/yuedu.html
	Pages []*Page
}

// File is something copied as it is (images lose their metadata).
type File struct {
	Source string // relative to the site: content/cases/img/a.png
	Path   string // in the output: cases/img/a.png
	From   string // the file of a page that refers to it; empty: none does, it is static
}

// Redirect leads a former address to a page.
type Redirect struct {
	From string
	To   *Page
}

// Target is where a link leads.
type Target struct {
	Page   *Page          // an internal page; nil otherwise
	Record *Record        // the row of a register that the anchor names; nil otherwise
	Path   string         // address in the output of a page or file; empty for the web
	Anchor string         // without #
	URL    string         // an address of the web
	Title  string         // the title of the page, for links without a text
	Table  *markdown.Grid // of a workbook that an image stands for; nil: none
	Book   string         // the file of that workbook
	Broken bool
	Cause  Cause // of a broken one

	hidden *content.Item // what a broken one would lead to; nil if there is none
}

// Cause says why a link leads nowhere.
type Cause uint8

// The causes. What is unpublished or past its time is in no build, the staff's
// included; so is what only its author may see, which is withheld from all.
const (
	Lost        Cause = iota // there is no such thing
	Withheld                 // it is for another audience
	Unpublished              // it is a draft, not yet approved, or archived
	Scheduled                // its day is still to come
	Expired                  // its last day is over
)

// Redirects returns the former addresses, sorted.
func (s *Site) Redirects() []Redirect { return s.redirect }

// Target returns where a link of a page's body leads.
func (s *Site) Target(l *markdown.Link) Target { return s.links[l] }

// SourceOf returns the source of a file that a page refers to, by the path that
// it has in the output where it is copied.
func (s *Site) SourceOf(path string) string { return s.sources[path] }

// Asset returns where a file or reference of a page's front matter leads.
func (s *Site) Asset(a *content.Asset) Target { return s.assets[a] }

// Person returns the person of that name, nil if no one bears it here.
func (s *Site) Person(name string) *Person { return s.people[name] }

// Reword puts a copy of an item that says the same in other words in its place:
// where the item is a page's or a record's, at is the place of its Item. The
// numbers in texts are filled in so, before anything of the site is shown; after
// that nothing changes any more.
func (s *Site) Reword(at **content.Item, copied *content.Item) {
	old := *at
	if old.Cover != nil && copied.Cover != old.Cover {
		s.assets[copied.Cover] = s.assets[old.Cover]
	}
	for i := range old.Images {
		s.assets[&copied.Images[i]] = s.assets[&old.Images[i]]
	}
	for i := range old.Evidence {
		s.assets[&copied.Evidence[i]] = s.assets[&old.Evidence[i]]
	}
	*at = copied
}

// ByFile returns the page made from a file (relative to the site), nil if this
// audience has none.
func (s *Site) ByFile(file string) *Page { return s.byFile[file] }

// Section returns the section of a type by its English name, nil if empty.
func (s *Site) Section(typeName string) *Section {
	for _, sec := range s.Sections {
		if sec.Type.Name == typeName {
			return sec
		}
	}
	return nil
}
