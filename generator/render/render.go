// Package render makes the website of a linked site: every page, list, index,
// feed and image of it, as entries of an output tree.
//
// Nothing is made before it is asked for: an entry of the tree knows how to
// make its bytes, from any goroutine, and equal input gives equal bytes. What
// all pages share (the frame for each depth of folder, links to people and
// tags, a page's row in lists) is made once.
//
// Every address in the output is relative and names a file, percent-encoded,
// so that one build serves a server, a folder of a server, and file://.
// Nothing is fetched from another host, and the pages forbid it.
//
// The theme is a file system (see package themes): templates in html/template,
// words by language, assets.
package render

import (
	"io/fs"
	"sync"
	"sync/atomic"

	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/markdown"
	"showcase/generator/output"
	"showcase/generator/site"
	"showcase/generator/statistics"
)

// Options are what a build adds to the site.
type Options struct {
	Theme  fs.FS                             // required: the theme, see package themes
	Read   func(file string) ([]byte, error) // required where the site has files: reads a file, relative to the site
	Dir    string                            // the folder of the site on disk; if set, files that stay as they are are copied from there
	Prints map[*site.Page][]PrintFile        // the printed files that each page offers

	// Statistics counts the site's records and has filled its texts; nil: made
	// here, and placeholders stay as written.
	Statistics *statistics.Statistics

	// Forms are the types that forms are made for: pages on which a teacher
	// fills in an item and gets its file. None: no forms.
	Forms []*content.Type
}

// PrintFile is a printed document that a page links to. Its entry in the tree
// is made by whoever prints it.
type PrintFile struct {
	Path  string // in the output: prints/dossier.pdf
	Label string // what the link says; empty: the page's title
	Kind  string // pdf, docx
}

// renderer carries what the pages of one site share. It does not change once
// Render has returned, but for caches that are safe to fill from any goroutine.
type renderer struct {
	*site.Site
	o         Options
	words     words
	theme     *theme
	tree      *output.Tree
	counts    *statistics.Statistics
	levels    []*level                // by depth
	index     map[*site.Page]int      // place in Pages
	tagged    map[string][]site.Entry // what names a programme
	tags      map[string]*site.Tag
	registers map[*site.Page]*register         // that pages hold
	terms     func() map[content.Term]recorded // made once
	labels    markdown.Labels
	titles    map[string]func() []string // of a type's items, to suggest in forms
	glossary  *markdown.Glossary         // nil: none
	sources   map[string]string          // of the files of the site, by output path
	sizes     sync.Map                   // output path of an image → *imageSize
	lang      string
	english   bool
	buffers   sync.Pool // of *bytes.Buffer, for whole pages
	scratch   sync.Pool // of *[]byte, for the text of pages

	notes func() map[*content.Item][]*site.Page // what was written about a reading; made once

	summaries []atomic.Pointer[string] // by the page's place in Pages
}

// Render returns the tree of the website. The diagnostics are about a theme
// that the site brings along; the error is about what cannot be read.
func Render(s *site.Site, o Options) (*output.Tree, []diag.Diagnostic, error) {
	if o.Statistics == nil {
		o.Statistics = statistics.New(s)
	}
	r := &renderer{Site: s, o: o, tree: output.New(), counts: o.Statistics}
	r.lang = s.Config.Language
	if r.lang == "" {
		r.lang = "zh-CN"
	}
	r.english = r.lang == "en"
	var ds []diag.Diagnostic
	if r.words, ds = loadWords(o.Theme, r.lang); len(ds) > 0 {
		return r.tree, ds, nil
	}
	if r.theme, ds = loadTheme(o.Theme); len(ds) > 0 {
		return r.tree, ds, nil
	}
	r.gather()
	r.notes = sync.OnceValue(r.findNotes)
	if err := r.frame(); err != nil {
		return r.tree, []diag.Diagnostic{themeFault(err)}, nil
	}
	r.addPages()
	r.addLists()
	r.addWhole()
	r.addStaff()
	r.addForms()
	r.addFiles()
	err := r.addAssets()
	return r.tree, nil, err
}

// gather makes the tables that pages look things up in.
func (r *renderer) gather() {
	r.summaries = make([]atomic.Pointer[string], len(r.Pages))
	r.index = make(map[*site.Page]int, len(r.Pages))
	r.tagged = map[string][]site.Entry{}
	r.tags = make(map[string]*site.Tag, len(r.Tags))
	for _, t := range r.Tags {
		r.tags[t.Name] = t
	}
	r.sources = make(map[string]string, len(r.Files))
	for _, f := range r.Files {
		r.sources[f.Path] = f.Source
	}
	w := r.words
	r.labels = markdown.Labels{
		Notes: w["notes"], Note: w["note"], Back: w["note_back"], Table: w["table"], Code: w["code"], Section: w["heading_link"],
		Task:   [2]string{w["task_open"], w["task_done"]},
		Notice: map[string]string{"tip": w["tip"], "warning": w["warning"], "note": w["remark"], "quote": w["quote"], "important": w["important"], "gallery": w["gallery"]},
	}
	r.registers = map[*site.Page]*register{}
	r.glossary = r.gatherGlossary()
	for i, p := range r.Pages {
		r.index[p] = i
		if len(p.Records) > 0 {
			r.registers[p] = r.pageRegister(p)
		}
	}
	r.tag()
	depth := 2 // of the years of a register
	for _, p := range r.Pages {
		depth = max(depth, depthOf(p.Path))
	}
	for d := range depth + 1 {
		r.levels = append(r.levels, newLevel(r, d))
	}
}

// level returns what the pages at a path's depth share.
func (r *renderer) level(path string) *level { return r.levels[depthOf(path)] }
