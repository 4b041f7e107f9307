package main

import (
	"fmt"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"showcase/generator/book"
	"showcase/generator/diag"
	"showcase/generator/output"
	"showcase/generator/site"
)

type printCommand struct {
	siteFlag
	Names  []string `arg:"" optional:"" name:"name" help:"${names}"`
	Out    string   `short:"o" placeholder:"OUT" help:"${out}"`
	Format string   `placeholder:"pdf,docx" help:"${formats}"`
}

// Run makes the named documents, or all of them. Whoever prints works in the
// school, so documents for submission are made too; those that the public may
// not see go to SITE/print unless a folder is named, never into the website.
func (k *printCommand) Run(c *console) error {
	p, err := newPipeline(c, k.Site, "staff", "")
	if err != nil {
		return err
	}
	if k.Out != "" {
		if err := p.checkOut(k.Out); err != nil {
			return err
		}
	}
	l, err := p.load(c.ctx)
	if err != nil {
		return err
	}
	if c.showFindings(p, l.diags, diag.Error) {
		return refused(c)
	}
	if k.Format != "" {
		if l.config.Print.Formats, err = formats(k.Format); err != nil {
			return err
		}
	}
	ps := p.prints(l)
	defer p.press.close()
	if err := ps.choose(k.Names); err != nil {
		return err
	}
	ps.typeset(c)
	trees := k.trees(p, l, ps)
	for _, folder := range slices.Sorted(maps.Keys(trees)) {
		tree := trees[folder]
		if _, err := output.Write(c.ctx, tree, folder, output.WriteOptions{Partial: true, Protect: p.protected()}); err != nil {
			return c.writeFailure(p, err)
		}
		for _, path := range tree.Paths() {
			fmt.Fprintln(c.out, filepath.Join(folder, filepath.FromSlash(path)))
		}
	}
	ps.readiness(c, l)
	return ps.outcome(c, p)
}

// readiness tells whoever prints a dossier that something is still missing.
func (ps *prints) readiness(c *console, l *loaded) {
	for _, d := range ps.documents {
		if !slices.Contains(l.site.Dossiers(), d.Page) {
			continue
		}
		if r := l.counts.Readiness(d.Page); r.Submitted.IsZero() && len(r.Missing()) > 0 {
			fmt.Fprintln(c.err, diag.Say("《%[1]s》准备了%[2]s；还缺什么，运行 showcase ready %[4]s", "“%[1]s” is ready in %[3]s; for what is missing: showcase ready %[4]s",
				d.Title, r.Summary().ZH, r.Summary().EN, d.Name).In(c.lang))
		}
	}
}

// trees puts each document into the output tree of the folder it belongs in.
func (k *printCommand) trees(p *pipeline, l *loaded, ps *prints) map[string]*output.Tree {
	public, internal := filepath.Join(k.Site, "public"), filepath.Join(k.Site, "print")
	if k.Out != "" {
		public, internal = k.Out, k.Out
	}
	out := map[string]*output.Tree{}
	all := ps.documents
	for _, d := range all {
		folder := internal
		if p.isPublic(l, d) {
			folder = public
		}
		if out[folder] == nil {
			out[folder] = output.New()
		}
		ps.documents = []*document{d}
		ps.add(out[folder])
	}
	ps.documents = all
	return out
}

// isPublic reports whether a document for the staff says nothing that the
// public's edition of it does not.
func (p *pipeline) isPublic(l *loaded, d *document) bool {
	everyone, counts, _ := linked(l, site.Options{Audience: site.Everyone, Today: l.site.Today})
	for _, w := range book.Works(everyone) {
		if w.Name == d.Name {
			theirs, _ := w.Assemble(book.Options{Read: p.read, BaseURL: l.config.BaseURL, Statistics: counts})
			ours, _ := d.tree()
			return reflect.DeepEqual(theirs, ours)
		}
	}
	return false
}

// formats reads the list of --format.
func formats(list string) ([]string, error) {
	var out []string
	for _, f := range strings.Split(list, ",") {
		f = strings.TrimSpace(f)
		if f != "pdf" && f != "docx" {
			return nil, usage(diag.Say("--format 只能是 pdf、docx 或 pdf,docx，读到的是 %q", "--format takes pdf, docx or pdf,docx, not %q", f))
		}
		out = append(out, f)
	}
	return out, nil
}

// choose keeps the documents of the given names.
func (ps *prints) choose(names []string) error {
	kept, err := named(ps.documents, names, func(d *document) *book.Work { return d.Work })
	ps.documents = kept
	return err
}

// named keeps of a list what goes by one of the names; all of it if there are none.
func named[T comparable](list []T, names []string, work func(T) *book.Work) ([]T, error) {
	if len(names) == 0 {
		return list, nil
	}
	var kept []T
	var known []string
	for _, x := range list {
		known = append(known, work(x).Name, work(x).Title)
	}
	for _, name := range names {
		found := slices.DeleteFunc(slices.Clone(list), func(x T) bool { return !work(x).Answers(name) })
		if len(found) == 0 {
			text := diag.Say("没有叫“%s”的打印件。现有：%s", "There is no document “%s”. There are: %s", name, strings.Join(known, "、"))
			if near := diag.Nearest(name, known); near != "" {
				text = diag.Say("没有叫“%s”的打印件，是不是“%s”？", "There is no document “%s”; did you mean “%s”?", name, near)
			}
			return list, usage(text)
		}
		for _, x := range found {
			if !slices.Contains(kept, x) {
				kept = append(kept, x)
			}
		}
	}
	return kept, nil
}
