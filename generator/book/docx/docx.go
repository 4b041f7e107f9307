// Package docx draws a printed work as a Word document (.docx, WordprocessingML
// of ISO/IEC 29500 transitional) that an office can go on editing in Word, WPS
// and LibreOffice.
//
// The tree arrives settled: numbers, references and footnotes are drawn as they
// stand, nothing is numbered by Word itself except pages and footnotes. All
// looks live in styles with Word's built-in names, so that the navigation
// pane, the contents field and a change of style work as in a document typed
// by hand. Nothing of the tree is ever dropped without a trace: an image that
// Word cannot show becomes a framed remark, a character that XML forbids
// becomes U+FFFD, a link whose target is unusable stays as text.
//
// The same tree gives the same bytes: no clock, no map order.
package docx

import (
	"fmt"

	"showcase/generator/book"
)

// Options are what the tree does not say. The zero value is usable.
type Options struct {
	// PageOf gives the printed page number of each Bookmark, for the cached
	// entries of the contents. When one that the contents need is missing,
	// the document asks Word to refresh its fields on opening.
	PageOf map[string]int
	// Blank is the number of blank pages at the end. They fill up the last
	// sheet of a work whose Layout has a Multiple. Word has no field that could
	// count them, so they are those of the PDF; without one there are none. The
	// two agree as long as Word breaks the text into as many pages.
	Blank int
	Fonts Fonts
}

// Fonts are the family names that the document asks for, by role. Word embeds
// none; an empty name means the default in brackets.
type Fonts struct {
	Title string // titles [方正小标宋简体]
	Body  string // running text [仿宋]
	Kai   string // second-level headings, leads, quotes [楷体]
	Hei   string // first-level headings, captions, labels [黑体]
	Song  string // tables, notes, page numbers [宋体]
	Latin string // Latin letters and digits [Times New Roman]
	Mono  string // code [Courier New]
}

func (f Fonts) orDefaults() Fonts {
	or := func(p *string, name string) {
		if *p == "" {
			*p = name
		}
	}
	or(&f.Title, "方正小标宋简体")
	or(&f.Body, "仿宋")
	or(&f.Kai, "楷体")
	or(&f.Hei, "黑体")
	or(&f.Song, "宋体")
	or(&f.Latin, "Times New Roman")
	or(&f.Mono, "Courier New")
	return f
}

// Write draws doc as the bytes of a .docx file. An error means that the
// package could not be put together; content never causes one.
func Write(doc *book.Document, o Options) ([]byte, error) {
	w := newWriter(doc, o)
	w.front()
	w.main.atTop = true
	w.blocks(w.main, w.doc.Body, w.bodyScope())
	w.closeTable(w.main)
	w.end(o.Blank)
	data, err := w.zip()
	if err != nil {
		return nil, fmt.Errorf("writing the Word document %q: %w", doc.Name, err)
	}
	return data, nil
}

// writer holds the state of one document being drawn.
type writer struct {
	doc    *book.Document
	fonts  Fonts
	pageOf map[string]int
	page   page
	around []margin // of upright sheets, or of all
	beside []margin // of sheets that lie on their side among upright ones
	turns  bool     // there are such sheets
	begun  bool     // the body's first section is closed: the pages are numbered on
	zh     bool

	main  *story // word/document.xml
	notes *story // word/footnotes.xml

	marks    map[string]string // bookmark of the tree → name in Word
	marked   map[string]bool   // bookmarks of the tree already set
	said     map[string]said   // what the reader sees at a bookmark
	markIDs  int
	noteIDs  int
	drawings int
	media    map[string]*medium // by name in Document.Files; nil: cannot be shown
	mediums  []*medium          // in order of first use
	stale    bool               // some contents entry has no page number
}

// story is one flow of blocks: a part of the package with its own relationships.
type story struct {
	out
	rels       relations
	afterTable bool // the last block written is a table
	captioned  bool // … with a caption above it
	noted      bool // a table's note follows, from which its last rows do not part
	atTop      bool // nothing is written in the section yet
	breakPage  bool // the next paragraph starts a new page
	isNotes    bool
}

func newWriter(doc *book.Document, o Options) *writer {
	w := &writer{
		doc:    doc,
		fonts:  o.Fonts.orDefaults(),
		pageOf: o.PageOf,
		page:   newPage(doc.Layout),
		zh:     doc.Lang != "en",
		main:   &story{rels: relations{first: len(fixedRelations) / 2}},
		notes:  &story{isNotes: true},
		marks:  map[string]string{},
		marked: map[string]bool{},
		said:   map[string]said{},
		media:  map[string]*medium{},
	}
	for _, b := range doc.Body {
		if _, ok := b.(*book.Turned); ok {
			w.turns = true
		}
	}
	w.around, w.beside = w.margins()
	w.collectMarks(doc.Body, map[string]bool{}, false)
	return w
}
