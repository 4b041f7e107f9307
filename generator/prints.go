package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
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

// prints are the documents of one build. Each is assembled, typeset and
// written once, when its PDF or its Word file is first asked for.
type prints struct {
	documents []*document
	asked     []*document // those that are made only when named
	press     *press
	missing   *typst.MissingError // why there are no PDFs; nil: nothing is missing
	mu        sync.Mutex
	findings  []diag.Diagnostic
}

// press is the PDF engine of a pipeline: opened at the first PDF, kept for all
// later ones, those of the next builds of a preview included.
type press struct {
	mu     sync.Mutex
	engine *typst.Engine
	err    error
	talk   sync.Mutex // guards told
	told   []diag.Text
	tell   func(diag.Text) // shows what the engine says while it works
}

func (pr *press) open(o typst.Options) (*typst.Engine, error) {
	pr.mu.Lock()
	defer pr.mu.Unlock()
	if pr.engine == nil && pr.err == nil {
		pr.engine, pr.err = typst.Open(context.Background(), o)
	}
	return pr.engine, pr.err
}

func (pr *press) running() bool {
	pr.mu.Lock()
	defer pr.mu.Unlock()
	return pr.engine != nil
}

// notice passes on what the engine says of fonts and of a slow first start,
// each thing once.
func (pr *press) notice(t diag.Text) {
	pr.talk.Lock()
	defer pr.talk.Unlock()
	if pr.tell != nil && !slices.Contains(pr.told, t) {
		pr.told = append(pr.told, t)
		pr.tell(t)
	}
}

// close lets the engine go.
func (pr *press) close() {
	pr.mu.Lock()
	defer pr.mu.Unlock()
	if pr.engine != nil {
		pr.engine.Close()
		pr.engine = nil
	}
}

// document is one printed work in its formats.
type document struct {
	*book.Work
	tree    func() (*book.Document, []diag.Diagnostic)
	pdf     func() (typst.Result, error)
	formats []string
	failed  error // why it could not be typeset; set by typeset
}

// prints finds the documents that builds make.
func (p *pipeline) prints(l *loaded) *prints {
	return p.printsOf(l, slices.DeleteFunc(book.Works(l.site), func(w *book.Work) bool { return w.Asked }))
}

// printsOf are the documents of some works, and what their making needs.
func (p *pipeline) printsOf(l *loaded, works []*book.Work) *prints {
	out := &prints{press: &p.press}
	formats := l.config.Print.Formats
	if len(formats) == 0 {
		formats = []string{"pdf", "docx"}
	}
	for _, w := range works {
		out.documents = append(out.documents, p.document(l, out, w, formats))
	}
	if len(out.documents)+len(out.asked) == 0 {
		return out
	}
	if slices.Contains(formats, "pdf") && !p.press.running() {
		if missing := typst.Probe(p.typstOptions(l)).Missing; len(missing) > 0 {
			out.missing = missing[0]
		}
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

// document prepares one work in those of the formats that make sense for it.
func (p *pipeline) document(l *loaded, out *prints, w *book.Work, formats []string) *document {
	d := &document{Work: w}
	for _, f := range formats {
		if w.Formats == nil || slices.Contains(w.Formats, f) {
			d.formats = append(d.formats, f)
		}
	}
	d.tree = sync.OnceValues(func() (*book.Document, []diag.Diagnostic) {
		return w.Assemble(book.Options{Read: p.read, BaseURL: l.config.BaseURL, Statistics: l.counts})
	})
	d.pdf = sync.OnceValues(func() (typst.Result, error) {
		engine, err := p.press.open(p.typstOptions(l))
		if err != nil {
			return typst.Result{}, environment(diag.Say("排版引擎启动不了：", "The PDF engine does not start:"), err)
		}
		tree, _ := d.tree()
		r, err := engine.PDF(tree)
		if err != nil {
			return r, environment(diag.Say("《%s》没有排成 PDF：", "“%s” could not be typeset:", d.Title), err)
		}
		out.mu.Lock()
		defer out.mu.Unlock()
		for _, f := range r.Findings {
			at := diag.Diagnostic{File: d.Source, Start: diag.Pos{Line: 1, Column: 1}, Severity: f.Severity, Code: f.Code, Message: f.Message}
			if f.Origin.File != "" {
				at.File, at.Start = f.Origin.File, f.Origin.Pos
			}
			out.findings = append(out.findings, at)
		}
		if r.PDF == nil {
			return r, errContent // the findings say what does not fit
		}
		return r, nil
	})
	return d
}

// typeset makes all PDFs now, so that one that fails, or an engine that does
// not start, takes neither the website nor the Word files with it.
func (ps *prints) typeset(c *console) {
	meter := c.progress(diag.Say("正在排版 PDF", "Typesetting"))
	defer meter.done()
	var wg sync.WaitGroup
	var done atomic.Int32
	for _, d := range ps.documents {
		if ps.has("pdf", d) {
			wg.Go(func() {
				_, d.failed = d.pdf()
				meter.show(int(done.Add(1)), len(ps.documents))
			})
		}
	}
	wg.Wait()
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
		if ps.has("pdf", d) {
			tree.Add(output.Entry{Path: d.path("pdf"), Source: d.Source, Make: func() ([]byte, error) {
				r, err := d.pdf()
				return r.PDF, err
			}})
		}
		if ps.has("docx", d) {
			tree.Add(output.Entry{Path: d.path("docx"), Source: d.Source, Make: func() ([]byte, error) { return ps.word(d) }})
		}
	}
}

// word writes the Word file; its contents page takes its numbers from the PDF
// where there is one.
func (ps *prints) word(d *document) ([]byte, error) {
	var o docx.Options
	if ps.has("pdf", d) {
		r, err := d.pdf()
		if err != nil {
			return nil, err
		}
		o.PageOf = r.PageOf
	}
	tree, _ := d.tree()
	data, err := docx.Write(tree, o)
	if err != nil {
		return nil, environment(diag.Say("《%s》没有写成 Word 文件：", "“%s” could not be written as Word:", d.Title), err)
	}
	return data, nil
}

// assemblyFindings are the findings about what documents are made of that
// builds make.
func (p *pipeline) assemblyFindings(l *loaded) []diag.Diagnostic {
	var out []diag.Diagnostic
	for _, w := range book.Works(l.site) {
		if w.Asked {
			continue
		}
		_, ds := w.Assemble(book.Options{Read: p.read, BaseURL: l.config.BaseURL, Statistics: l.counts})
		out = append(out, ds...)
	}
	return out
}

// outcome says after a build what the prints have to say: substituted fonts,
// missing characters, and what is missing on this computer.
func (ps *prints) outcome(c *console, p *pipeline) error {
	var ds []diag.Diagnostic
	for _, d := range ps.documents {
		_, more := d.tree()
		ds = append(ds, more...)
	}
	ds = append(ds, ps.findings...)
	diag.Sort(ds)
	failed := c.showFindings(p, ds, diag.Warning)
	if ps.missing != nil {
		fmt.Fprintln(c.err, diag.Say("网站和 Word 文件已经生成；PDF 没有做：%s\n→ %s", "The site and the Word files are made; PDFs are not: %s\n→ %s",
			ps.missing.What.In(c.lang), ps.missing.Cure.In(c.lang)).In(c.lang))
		return &failure{status: exitEnvironment}
	}
	stopped := false
	for _, d := range ps.documents {
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
