package main

import (
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"showcase/generator/book"
	"showcase/generator/content"
	"showcase/generator/diag"
)

// faults are the errors of a site that are to be printed from. A document stops
// at those of the files that it draws from; those of others must not keep an
// office from printing.
type faults []diag.Diagnostic

func faultsOf(l *loaded) faults {
	return slices.DeleteFunc(slices.Clone(l.diags), func(d diag.Diagnostic) bool { return d.Severity != diag.Error })
}

// general are those that belong to no single file of the content, such as those
// of the settings: every document may suffer from them.
func (fs faults) general() faults {
	return fs.in(func(file string) bool {
		return !strings.HasPrefix(file, "content/") && !strings.HasPrefix(file, "static/")
	})
}

func (fs faults) in(holds func(file string) bool) faults {
	return slices.DeleteFunc(slices.Clone(fs), func(d diag.Diagnostic) bool { return !holds(d.File) })
}

// files are those that have faults, each once.
func (fs faults) files() []string {
	var out []string
	for _, d := range fs {
		if !slices.Contains(out, d.File) {
			out = append(out, d.File)
		}
	}
	return out
}

// someFiles names as many files as help anybody.
func someFiles(files []string) diag.Text {
	const most = 5
	shown := files[:min(len(files), most)]
	if len(files) > most {
		return diag.Say("%[1]s等", "%[2]s …", strings.Join(shown, "、"), strings.Join(shown, ", "))
	}
	return diag.Text{ZH: strings.Join(shown, "、"), EN: strings.Join(shown, ", ")}
}

// stop takes the documents out that draw from files with errors, and says of
// each why; of the errors of all other files it says that they are there. It
// reports whether anything that was asked for is not made. Names are those of
// files that are in no document at all because of their errors.
func (ps *prints) stop(c *console, p *pipeline, l *loaded, fs faults, names []string) bool {
	if len(fs) == 0 {
		return false
	}
	var why []diag.Text
	told := map[string]bool{}
	tell := func(title string, found faults) {
		for _, file := range found.files() {
			told[file] = true
		}
		why = append(why, diag.Say("《%[1]s》没有做：%[2]s里有%[3]d个错误。请按上面的提示改好，再打印一次。",
			"“%[1]s” was not made: there are %[3]d errors in %[2]s. Mend them as is said above and print again.", title, someFiles(found.files()), len(found)))
	}
	for _, name := range names {
		tell(name, fs.in(func(file string) bool { return goesBy(file, l, name) }))
	}
	ps.documents = slices.DeleteFunc(ps.documents, func(d *document) bool {
		sources := d.sourcesOf()
		found := fs.in(func(file string) bool { return sources.Hold(file, l.types) })
		if len(found) > 0 {
			tell(d.Title, found)
		}
		return len(found) > 0
	})
	c.showFindings(p, fs.in(func(file string) bool { return told[file] }), diag.Error)
	for _, t := range why {
		fmt.Fprintln(c.err, t.In(c.lang))
	}
	if rest := fs.in(func(file string) bool { return !told[file] }); len(rest) > 0 {
		fmt.Fprintln(c.err, diag.Say("这次打印用不到的%[1]d个文件里还有%[2]d个错误（%[3]s），不影响打印；网站要等它们改好才能生成。查看：showcase check",
			"%[1]d other files, which nothing of this draws from, have %[2]d errors (%[3]s): printing goes on, but the site is not built before they are mended. To see them: showcase check",
			len(rest.files()), len(rest), someFiles(rest.files())).In(c.lang))
	}
	return len(why) > 0
}

// sourcesOf are what the document draws from.
func (d *document) sourcesOf() book.Sources {
	d.mu.Lock()
	defer d.mu.Unlock()
	defer d.release()
	d.settle()
	return d.sources
}

// withheld parts the names of files that no document can be made of because of
// their errors from the others: a misspelt status keeps a file out of the site.
func (fs faults) withheld(l *loaded, names []string) (withheld, rest []string) {
	if len(fs) == 0 {
		return nil, names
	}
	works := book.Works(l.site)
	for _, name := range names {
		known := slices.ContainsFunc(works, func(w *book.Work) bool { return w.Answers(name) })
		if !known && len(fs.in(func(file string) bool { return goesBy(file, l, name) })) > 0 {
			withheld = append(withheld, name)
		} else {
			rest = append(rest, name)
		}
	}
	return withheld, rest
}

// goesBy reports whether a file of the content is what somebody calls it: its
// path, with or without the folders before it and its ending, or its title.
func goesBy(file string, l *loaded, name string) bool {
	if i := slices.IndexFunc(l.source.Items, func(it *content.Item) bool { return it.File == file }); i >= 0 && l.source.Items[i].Title == name {
		return true
	}
	name = strings.TrimPrefix(path.Clean(filepath.ToSlash(name)), "content/")
	bare := func(s string) string { return strings.TrimSuffix(s, path.Ext(s)) }
	file = strings.TrimPrefix(file, "content/")
	return name == file || name == bare(file) || name == path.Base(file) || name == path.Base(bare(file))
}
