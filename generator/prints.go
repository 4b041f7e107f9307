package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"showcase/generator/book"
	"showcase/generator/book/docx"
	"showcase/generator/book/typst"
	"showcase/generator/diag"
	"showcase/generator/output"
	"showcase/generator/render"
	"showcase/generator/site"
	"showcase/themes"
)

// prints are the documents of one build. Their files are made when they are
// asked for, of the tree as it is now; nothing but its sum stays in memory.
type prints struct {
	documents []*document
	press     *press
	settings  func() settings     // found out once, when the first file is made
	missing   *typst.MissingError // why no PDF can be made; set by probe
	spots     func(book.Sources, rune) []*spot
}

// document is one printed work in its formats.
type document struct {
	*book.Work
	assemble func() (*book.Document, []diag.Diagnostic)
	formats  []string
	failed   error // why it could not be typeset; set by make

	mu      sync.Mutex // guards what follows; held while a file is made
	tree    *book.Document
	sum     [32]byte // of the tree
	sources book.Sources
	settled bool // sum, sources and told are known
	told    []diag.Diagnostic
	found   []diag.Diagnostic // about its PDF
}

// prints finds the documents that builds make.
func (p *pipeline) prints(l *loaded) *prints {
	return p.printsOf(l, book.Works(l.site)).only(false)
}

// only are the documents that are made when somebody names them, or the others.
func (ps *prints) only(asked bool) *prints {
	out := *ps
	out.documents = slices.DeleteFunc(slices.Clone(ps.documents), func(d *document) bool { return d.Asked != asked })
	return &out
}

// printsOf are the documents of some works, and what their making needs.
func (p *pipeline) printsOf(l *loaded, works []*book.Work) *prints {
	out := &prints{press: &p.press, spots: func(of book.Sources, c rune) []*spot { return p.spotsOf(l, of, c) }}
	out.settings = sync.OnceValue(func() settings { return newSettings(p.typstOptions(l)) })
	formats := l.config.Print.Formats
	if len(formats) == 0 {
		formats = []string{"pdf", "docx"}
	}
	for _, w := range works {
		d := &document{Work: w, assemble: func() (*book.Document, []diag.Diagnostic) {
			return w.Assemble(book.Options{Read: p.read, Picture: p.press.picture, BaseURL: l.config.BaseURL, Statistics: l.counts})
		}}
		for _, f := range formats {
			if w.Formats == nil || slices.Contains(w.Formats, f) {
				d.formats = append(d.formats, f)
			}
		}
		out.documents = append(out.documents, d)
	}
	return out
}

func (p *pipeline) typstOptions(l *loaded) typst.Options {
	roles := map[typst.Role][]string{}
	for role, families := range l.config.Print.Fonts {
		roles[typst.Role(role)] = families
	}
	dirs := []string{filepath.Join(p.dir, "fonts")}
	for _, d := range l.config.Print.FontDirs {
		dirs = append(dirs, filepath.Join(p.dir, filepath.FromSlash(d)))
	}
	// A site's own print templates lie in its theme folder.
	templates, err := fs.Sub(themes.Over(os.DirFS(filepath.Join(p.dir, "theme"))), "print")
	if err != nil {
		panic(err) // "print" is a valid name
	}
	return typst.Options{Roles: roles, FontDirs: dirs, Templates: templates, Notice: p.press.notice}
}

// content is the document's tree, assembled if it is not at hand.
func (d *document) content() *book.Document {
	if d.tree == nil {
		d.tree, d.told = d.assemble()
		d.sum, d.sources, d.settled = d.tree.Sum(), d.tree.Sources, true
	}
	return d.tree
}

// settle wants the sum of the tree to be known.
func (d *document) settle() {
	if !d.settled {
		d.content()
	}
}

// pdf is the PDF with what there is to say about it.
func (ps *prints) pdf(d *document) (typst.Result, error) {
	d.settle()
	r, err := ps.press.pdf(ps.settings(), d.sum, d.content)
	if err != nil {
		return r, err
	}
	d.found = ps.located(d, r.Findings)
	if r.PDF == nil {
		return r, errContent // the findings say what does not fit
	}
	return r, nil
}

// word is the Word file; where there is a PDF, its contents page takes its
// numbers from it, and it gets as many blank pages at the end.
func (ps *prints) word(d *document) ([]byte, error) {
	var o docx.Options
	if ps.has("pdf", d) {
		if r, err := ps.pdf(d); err == nil { // an error is told where the PDF is asked for
			o.PageOf, o.Blank = r.PageOf, r.Blank
		}
	}
	d.settle()
	return ps.press.word(ps.settings(), d.sum, d.content, o)
}

// file is the document in a format.
func (ps *prints) file(d *document, format string) ([]byte, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	defer d.release()
	if format == "pdf" {
		r, err := ps.pdf(d)
		return r.PDF, err
	}
	return ps.word(d)
}

// release lets go of the tree: those of a thousand documents would fill the memory.
func (d *document) release() { d.tree = nil }

// typeset makes all files now, as many at a time as there are processors, so
// that one that fails, or an engine that does not start, takes neither the
// website nor the Word files with it.
func (ps *prints) typeset(c *console) {
	meter := c.progress(diag.Say("正在制作打印件", "Printing"))
	defer meter.done()
	var wg sync.WaitGroup
	var next, done atomic.Int32
	for range min(runtime.GOMAXPROCS(0), len(ps.documents)) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(ps.documents) && (c.ctx == nil || c.ctx.Err() == nil); i = int(next.Add(1)) - 1 {
				ps.make(ps.documents[i])
				meter.show(int(done.Add(1)), len(ps.documents))
			}
		})
	}
	wg.Wait()
}

// make makes a document's files and keeps them where the entries find them.
func (ps *prints) make(d *document) {
	d.mu.Lock()
	defer d.mu.Unlock()
	defer d.release()
	d.settle()
	if slices.Contains(d.formats, "pdf") {
		_, d.failed = ps.pdf(d)
	}
	if slices.Contains(d.formats, "docx") {
		_, _ = ps.word(d) // an error comes again where the file is asked for
	}
}

// probe finds out whether PDFs can be made before any is asked for.
func (ps *prints) probe() {
	if len(ps.documents) == 0 || ps.press.running() {
		return
	}
	if _, err := ps.press.open(ps.settings()); err != nil {
		ps.missing = missing(err)
	}
}

// pdfs reports that some PDF can be made.
func (ps *prints) pdfs() bool {
	return slices.ContainsFunc(ps.documents, func(d *document) bool { return ps.has("pdf", d) })
}

// has says which formats of a document can be made here.
func (ps *prints) has(format string, d *document) bool {
	return slices.Contains(d.formats, format) && (format != "pdf" || ps.missing == nil && d.failed == nil)
}

// files lists the documents for the pages that link to them.
func (ps *prints) files() map[*site.Page][]render.PrintFile {
	out := map[*site.Page][]render.PrintFile{}
	for _, d := range ps.documents {
		if d.Page == nil {
			continue
		}
		if ps.has("pdf", d) {
			out[d.Page] = append(out[d.Page], render.PrintFile{Path: d.path("pdf"), Label: "PDF", Kind: "pdf"})
		}
		if ps.has("docx", d) {
			out[d.Page] = append(out[d.Page], render.PrintFile{Path: d.path("docx"), Label: "Word", Kind: "docx"})
		}
	}
	return out
}

func (d *document) path(format string) string { return "prints/" + d.Name + "." + format }

// add puts the documents into the output tree.
func (ps *prints) add(tree *output.Tree) {
	for _, d := range ps.documents {
		for _, format := range []string{"pdf", "docx"} {
			if ps.has(format, d) {
				tree.Add(output.Entry{Path: d.path(format), Source: d.Source, Make: func() ([]byte, error) { return ps.file(d, format) }})
			}
		}
	}
}

// assemblyFindings are the findings about what documents are made of that
// builds make.
func (p *pipeline) assemblyFindings(l *loaded) []diag.Diagnostic {
	var out []diag.Diagnostic
	for _, w := range book.Works(l.site) {
		if w.Asked {
			continue
		}
		_, ds := w.Assemble(book.Options{Read: p.read, Picture: p.press.picture, BaseURL: l.config.BaseURL, Statistics: l.counts})
		out = append(out, ds...)
	}
	return out
}

// outcome says after a build what the prints have to say: substituted fonts,
// missing characters, and what is missing on this computer.
func (ps *prints) outcome(c *console, p *pipeline) error {
	var ds []diag.Diagnostic
	for _, d := range ps.documents {
		ds = append(append(ds, d.told...), d.found...)
	}
	diag.Sort(ds)
	failed := c.showFindings(p, ds, diag.Warning)
	stopped := false
	for _, d := range ps.documents {
		if m := missing(d.failed); m != nil {
			fmt.Fprintln(c.err, diag.Say("网站和 Word 文件已经生成；PDF 没有做：%s\n→ %s", "The site and the Word files are made; PDFs are not: %s\n→ %s",
				m.What.In(c.lang), m.Cure.In(c.lang)).In(c.lang))
			return &failure{status: exitEnvironment}
		}
		if d.failed != nil && !errors.Is(d.failed, errContent) {
			stopped = true
			c.report(d.failed)
		}
	}
	if stopped {
		fmt.Fprintln(c.err, diag.Say("网站和 Word 文件已经生成；上面的 PDF 没有做成。", "The site and the Word files are made; the PDFs named above are not.").In(c.lang))
		return &failure{status: exitEnvironment}
	}
	if failed {
		return errContent
	}
	return nil
}
