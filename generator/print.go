package main

import (
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"showcase/generator/book"
	"showcase/generator/diag"
	"showcase/generator/output"
	"showcase/generator/site"
	"showcase/generator/statistics"
)

type printCommand struct {
	siteFlag
	Names  []string `arg:"" optional:"" name:"name" help:"${names}"`
	Out    string   `short:"o" placeholder:"OUT" help:"${out}"`
	Format string   `placeholder:"pdf,docx" help:"${formats}"`
	Date   string   `placeholder:"YYYY-MM-DD" help:"${date}"`
	List   bool     `help:"${list}"`
}

// Run makes the named documents, or all that builds make. Whoever prints works in the
// school, so documents for submission are made too; those that the public may
// not see go to SITE/print unless a folder is named, never into the website.
func (k *printCommand) Run(c *console) error {
	p, err := newPipeline(c, k.Site, "staff", k.Date)
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
	found := faultsOf(l)
	if c.showFindings(p, found.general(), diag.Error) {
		return refused(c)
	}
	if k.Format != "" {
		if l.config.Print.Formats, err = formats(k.Format); err != nil {
			return err
		}
	}
	works, withheld, err := k.choosing(l, found)
	if err != nil {
		return err
	}
	if k.List {
		list(c, works, l.config.Print.Formats)
		return nil
	}
	ps := p.printsOf(l, works)
	defer p.press.close()
	stopped := ps.stop(c, p, l, found, withheld)
	if err := k.write(c, p, l, ps); err != nil {
		return err
	}
	if err := ps.outcome(c, p); err != nil || !stopped {
		return err
	}
	return errContent
}

// write makes the documents and puts them into their folders.
func (k *printCommand) write(c *console, p *pipeline, l *loaded, ps *prints) error {
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
	return nil
}

// readiness tells whoever prints a dossier that something is still missing.
func (ps *prints) readiness(c *console, l *loaded) {
	for _, d := range ps.documents {
		if !d.IsPage() || !slices.Contains(l.site.Dossiers(), d.Page) {
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
	everyone, counts, _ := linked(l, site.Options{Audience: site.Everyone, Today: l.site.Today})
	all := ps.documents
	theirs := map[string]*book.Work{}
	for _, w := range book.Works(everyone) {
		theirs[w.Name] = w
	}
	for _, d := range all {
		folder := internal
		if p.isPublic(l, d, theirs[d.Name], counts) {
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
// public's edition of it, if there is one, does not.
func (p *pipeline) isPublic(l *loaded, d *document, theirs *book.Work, counts *statistics.Statistics) bool {
	if theirs == nil {
		return false
	}
	tree, _ := theirs.Assemble(book.Options{Read: p.read, Picture: p.press.picture, BaseURL: l.config.BaseURL})
	return tree.Sum() == d.sum
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

// choosing is choose, with the names apart that are those of files which their
// errors keep out of every document.
func (k *printCommand) choosing(l *loaded, fs faults) (works []*book.Work, withheld []string, err error) {
	withheld, rest := fs.withheld(l, k.Names)
	if len(withheld) > 0 && len(rest) == 0 {
		return nil, withheld, nil // without a name, choose would take all
	}
	k.Names = rest
	works, err = k.choose(l)
	return works, withheld, err
}

// choose finds the works of the given names; without one those that builds
// make, to list them all that there are.
func (k *printCommand) choose(l *loaded) ([]*book.Work, error) {
	works := book.Works(l.site)
	if len(k.Names) == 0 && !k.List {
		return slices.DeleteFunc(works, func(w *book.Work) bool { return w.Asked }), nil
	}
	kept, err := named(works, k.Names, func(w *book.Work) *book.Work { return w })
	if err != nil {
		for _, name := range k.Names {
			if !slices.ContainsFunc(works, func(w *book.Work) bool { return w.Answers(name) }) {
				if why, ok := book.Refusal(l.site, name); ok {
					return nil, usage(why)
				}
				if why, ok := unpublished(l, name); ok {
					return nil, usage(why)
				}
			}
		}
	}
	return kept, err
}

// unpublished says why a file that goes by the name is not printed.
func unpublished(l *loaded, name string) (diag.Text, bool) {
	stem := strings.TrimSuffix(path.Base(filepath.ToSlash(name)), path.Ext(name))
	for _, it := range l.source.Items {
		if it.Title != name && strings.TrimSuffix(path.Base(it.File), path.Ext(it.File)) != stem || l.site.ByFile(it.File) != nil {
			continue
		}
		if end := it.Value("expires").Date; !end.IsZero() && end.Compare(l.site.Today) < 0 {
			return diag.Say("《%[1]s》到%[2]s为止，期限已满，不再印发。要补印存档：showcase print %[3]s --date %[4]s",
				"“%[1]s” ended on %[4]s and is not printed any more. To print it for the files: showcase print %[3]s --date %[4]s", it.Title, end, name, end.ISO()), true
		}
		return diag.Say("《%[1]s》（%[2]s）还没有发布，或者只给本人看，不能打印；请先改它的“状态”或“公开范围”。",
			"“%[1]s” (%[2]s) is not published, or for its author alone: change its status or visibility first.", it.Title, it.File), true
	}
	return diag.Text{}, false
}

// list shows what can be printed: kind by kind, the name to ask for, title and
// formats of each.
func list(c *console, works []*book.Work, formats []string) {
	var kinds []diag.Text
	of := map[diag.Text][]*book.Work{}
	for _, w := range works {
		kind := w.Label()
		if of[kind] == nil {
			kinds = append(kinds, kind)
		}
		of[kind] = append(of[kind], w)
	}
	for _, kind := range kinds {
		fmt.Fprintln(c.out, diag.Say("%[1]s（%[2]d份；全部：showcase print %[1]s）", "%[3]s (%[2]d; all of them: showcase print %[3]s)", kind.ZH, len(of[kind]), kind.EN).In(c.lang))
		for _, w := range of[kind] {
			made := slices.DeleteFunc(slices.Clone(formats), func(f string) bool { return w.Formats != nil && !slices.Contains(w.Formats, f) })
			fmt.Fprintf(c.out, "  %s\t%s\t%s\n", w.Name, w.Title, strings.Join(made, " "))
		}
	}
	fmt.Fprintln(c.err, diag.Say("做其中几份：showcase print 名字（左边的一列，或者标题、姓名）", "To make some: showcase print NAME (the left column, a title, or a person's name)").In(c.lang))
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
		found := slices.DeleteFunc(slices.Clone(list), func(x T) bool { return work(x).Name != name })
		if len(found) == 0 {
			found = slices.DeleteFunc(slices.Clone(list), func(x T) bool { return !work(x).Answers(name) })
		}
		if len(found) == 0 {
			text := diag.Say("没有叫“%s”的打印件。现有：%s", "There is no document “%s”. There are: %s", name, strings.Join(known[:min(len(known), 12)], "、"))
			if len(known) == 0 {
				text = diag.Say("没有叫“%s”的打印件：这个网站还没有可以打印的材料，先用 showcase new 写一篇", "There is no document “%s”: the site has nothing to print yet; begin with showcase new", name)
			}
			if len(known) > 12 {
				text = diag.Say("没有叫“%s”的打印件。都有哪些：showcase print --list", "There is no document “%s”. For what there is: showcase print --list", name)
			}
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
