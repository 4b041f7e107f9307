package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"showcase/generator/book"
	"showcase/generator/diag"
	"showcase/generator/form"
	"showcase/generator/site"
	"showcase/generator/statistics"
)

type fillCommand struct {
	Form string `arg:"" optional:"" name:"form" help:"${blank}"`
	siteFlag
	Dossier string `placeholder:"NAME" help:"${dossier}"`
	Out     string `short:"o" placeholder:"OUT.docx" help:"${filled}"`
	Date    string `placeholder:"YYYY-MM-DD" help:"${date}"`
	Strict  bool   `help:"${fillstrict}"`
}

// job is one form to fill with what one dossier says.
type job struct {
	dossier *site.Page
	file    string // as findings call it
	data    []byte
}

// Run fills the named form, or those that the dossiers name, and says what
// could not be filled. Forms are never written to; neither is a filled one that
// somebody may have gone on with, unless it is named.
func (k *fillCommand) Run(c *console) error {
	p, err := newPipeline(c, k.Site, "staff", k.Date)
	if err != nil {
		return err
	}
	l, err := p.load(c.ctx)
	if err != nil {
		return err
	}
	jobs, err := k.jobs(c, p, l)
	if err != nil {
		return err
	}
	if k.Out != "" {
		if len(jobs) > 1 {
			return usage(diag.Say("有 %d 份表，-o 只能写一份：用 --dossier 指明填哪一份", "There are %d forms and -o names one file: say which with --dossier", len(jobs)))
		}
		if err := p.checkOut(filepath.Dir(k.Out)); err != nil {
			return err
		}
	}
	told := false
	for _, j := range jobs {
		r, err := form.Fill(j.data, form.Gather(l.site, l.types, j.dossier, l.number(j.dossier)))
		if err != nil {
			return unfit(c, j.file, err)
		}
		name, err := k.write(j, r.Data)
		if err != nil {
			return err
		}
		for i := range r.Findings {
			r.Findings[i].File = j.file
		}
		diag.WriteText(c.err, r.Findings, diag.TextOptions{Lang: c.lang, Color: c.color})
		fmt.Fprintln(c.err, diag.Say("用《%[1]s》填了%[2]d处，还有%[3]d处要看一看。原来的表没有改动。", "%[2]d places filled from “%[1]s”, %[3]d to look at. The form itself is as it was.", j.dossier.Title, r.Filled, len(r.Findings)).In(c.lang))
		fmt.Fprintln(c.out, name)
		told = told || len(r.Findings) > 0
	}
	if told && k.Strict {
		return errContent
	}
	return nil
}

// unfit says why a file cannot be filled.
func unfit(c *console, file string, err error) error {
	var f *form.Fault
	if !errors.As(err, &f) {
		return err
	}
	fmt.Fprintf(c.err, "%s: %s\n→ %s\n", file, f.What.In(c.lang), f.Cure.In(c.lang))
	return errContent
}

// jobs are the forms to fill: the one that is named, else those of the dossiers.
func (k *fillCommand) jobs(c *console, p *pipeline, l *loaded) ([]job, error) {
	works := slices.DeleteFunc(book.Works(l.site), func(w *book.Work) bool { return !slices.Contains(l.site.Dossiers(), w.Page) })
	var names []string
	if k.Dossier != "" {
		names = append(names, k.Dossier)
	}
	c.leftOut(l)
	works, err := named(works, names, func(w *book.Work) *book.Work { return w })
	if err != nil {
		return nil, err
	}
	if k.Form != "" {
		return k.named(works)
	}
	var out []job
	for _, w := range works {
		v := w.Page.Value("form_file")
		if v.IsZero() {
			continue
		}
		file := l.site.SourceOf(l.site.Asset(v.Asset).Path)
		data, err := p.read(file)
		if file == "" || err != nil {
			return nil, usage(diag.Say("《%[1]s》的 form_file 找不到：%[2]s", "The form_file of “%[1]s” is not there: %[2]s", w.Title, v.Text))
		}
		out = append(out, job{w.Page, file, data})
	}
	if len(out) == 0 {
		return nil, usage(diag.Say("没有要填的表。把通知附的 Word 表写在命令后面，例如：showcase fill 推荐表.docx；或者在申报材料里写 form_file: files/推荐表.docx",
			"There is no form to fill. Name the Word form of the notice, e.g. showcase fill form.docx, or write form_file: files/form.docx in the dossier"))
	}
	return out, nil
}

// named is the form of the command line with the dossier that it is for.
func (k *fillCommand) named(works []*book.Work) ([]job, error) {
	if len(works) == 0 {
		return nil, usage(diag.Say("没有申报材料，不知道填什么。写一份：showcase new 申报 \"先进集体申报材料\"", "There is no dossier to fill it from. Begin one: showcase new dossier \"Award submission\""))
	}
	if len(works) > 1 {
		var list []string
		for _, w := range works {
			list = append(list, w.Name)
		}
		return nil, usage(diag.Say("有几份申报材料，用哪一份来填？例如：--dossier %[1]s。现有：%[2]s", "Which dossier is it filled from? e.g. --dossier %[1]s. There are: %[2]s", list[0], strings.Join(list, "、")))
	}
	f, err := os.Open(k.Form)
	if err != nil {
		return nil, usage(diag.Say("打不开 %s：%v", "%s cannot be opened: %v", k.Form, err))
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, form.MaxFile+1))
	if err != nil {
		return nil, usage(diag.Say("读不了 %s：%v", "%s cannot be read: %v", k.Form, err))
	}
	return []job{{works[0].Page, k.Form, data}}, nil
}

// write puts a filled form in its place and returns its name: where -o says,
// else into SITE/print under the form's own name, or a further one if another
// stands there.
func (k *fillCommand) write(j job, data []byte) (string, error) {
	to := k.Out
	if to == "" {
		base := path.Base(filepath.ToSlash(j.file))
		stem := strings.TrimSuffix(base, path.Ext(base))
		for n := 1; ; n++ {
			to = filepath.Join(k.Site, "print", stem+".docx")
			if n > 1 {
				to = filepath.Join(k.Site, "print", stem+"-"+strconv.Itoa(n)+".docx")
			}
			old, err := os.ReadFile(to)
			if err == nil && bytes.Equal(old, data) {
				return to, nil
			}
			if os.IsNotExist(err) {
				break
			}
		}
	}
	if in, err := os.Stat(k.Form); err == nil && k.Form != "" {
		if out, err := os.Stat(to); err == nil && os.SameFile(in, out) {
			return "", usage(diag.Say("-o 不能写成表自己：那样原来的空表就没有了", "-o names the form itself: the blank form would be gone"))
		}
	}
	err := os.MkdirAll(filepath.Dir(to), 0o755)
	if err == nil {
		err = replaceFile(to, data)
	}
	if err != nil {
		return "", environment(diag.Say("写不了 %s：", "%s cannot be written:", to), err)
	}
	return to, nil
}

// number answers placeholders of a form: {{stat …}} is counted as it is meant
// in the dossier, {{人工:12人}} is as somebody wrote it.
func (l *loaded) number(dossier *site.Page) func(string) (string, bool) {
	return func(text string) (string, bool) {
		for _, mark := range []string{"人工:", "人工："} {
			if rest, ok := strings.CutPrefix(text, mark); ok {
				return strings.TrimSpace(rest), true
			}
		}
		query, ok := strings.CutPrefix(text, "stat ")
		if !ok {
			return "", false
		}
		wrong := func(problems []statistics.Problem) bool {
			return slices.ContainsFunc(problems, func(p statistics.Problem) bool { return p.Severity == diag.Error })
		}
		q, problems := statistics.ParseQuery(query, l.site.Known)
		if wrong(problems) {
			return "", false
		}
		f, problems := l.counts.Ask(dossier, q)
		return f.Text, !wrong(problems)
	}
}
