package book

import (
	"path"
	"slices"
	"strings"

	"showcase/generator/diag"
	"showcase/generator/site"
)

// Work is one document that a site can print: whether a page of its own asks
// for it or it is gathered from many, it is listed by [Works], made by
// [Work.Assemble] and named by its Name.
type Work struct {
	Name    string     // of its files, without extension: ASCII, may have folders, one a site
	Title   string     // what people call it
	Kind    string     // what it is: dossier, collection, certificate, panel; further names that ask for all of a kind are its page's type's
	Names   []string   // further names that it answers to
	Page    *site.Page // the page that offers it; nil: none
	Source  string     // the file that findings about the whole of it are told at
	Formats []string   // the formats that make sense for it (pdf, docx); nil: all
	Asked   bool       // made only when somebody names it, not with every build

	site *site.Site
	make func(*assembler)
}

// Works lists what a site can print for its audience, in the order of the
// pages. It costs little: nothing is assembled yet.
func Works(s *site.Site) []*Work {
	var out []*Work
	for _, p := range s.Pages {
		if w := pageWork(p); w != nil {
			w.site = s
			out = append(out, w)
		}
		out = append(out, panels(s, p)...)
	}
	return append(out, certificates(s)...)
}

// pageWork is the document that a page is, nil if it is none.
func pageWork(p *site.Page) *Work {
	if !p.Type.Print || p.Section != nil && p.Section.Intro == p {
		return nil
	}
	parts := (*assembler).dossier
	if p.Type.Name == "collection" {
		parts = (*assembler).collection
	}
	return &Work{Name: pageName(p), Title: p.Title, Kind: p.Type.Name, Page: p, Source: p.File, make: func(a *assembler) {
		a.front()
		parts(a)
		a.doc.Contents = a.listed() > 1
	}}
}

// pageName is what the files of a printed page are called.
func pageName(p *site.Page) string {
	name := strings.TrimSuffix(path.Base(p.Path), ".html")
	if name == "index" {
		name = path.Base(path.Dir(p.Path))
	}
	return name
}

// Assemble makes the document. Whatever it names but the audience may not see
// is named in the text as supplied on paper; nothing is left out silently.
func (w *Work) Assemble(o Options) (*Document, []diag.Diagnostic) {
	a := newAssembler(w, o)
	w.make(a)
	return a.doc, a.diags
}

// Answers reports whether the work goes by a name: its own, its page's file,
// address or title, or its kind's or type's, which mean all of that kind.
func (w *Work) Answers(name string) bool {
	base := strings.TrimSuffix(path.Base(strings.ReplaceAll(name, `\`, "/")), path.Ext(name))
	names := append([]string{w.Name, path.Base(w.Name), w.Title, w.Kind}, w.Names...)
	stem := ""
	if p := w.Page; p != nil {
		stem = strings.TrimSuffix(path.Base(p.File), path.Ext(p.File))
		names = append(names, p.File, stem, p.Type.Name, p.Type.Plural, p.Type.Label)
	}
	return slices.Contains(names, name) || slices.Contains(names[:2], base) || stem != "" && stem == base
}
