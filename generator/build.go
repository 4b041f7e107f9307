package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"showcase/generator/config"
	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/lint"
	"showcase/generator/output"
	"showcase/generator/render"
	"showcase/generator/site"
	"showcase/generator/statistics"
	"showcase/themes"
)

type buildCommand struct {
	siteFlag
	Out      string `short:"o" placeholder:"OUT" help:"${out}"`
	Audience string `enum:"public,staff" default:"public" placeholder:"public|staff" help:"${audience}"`
	Date     string `placeholder:"YYYY-MM-DD" help:"${date}"`
	NoPrint  bool   `help:"${noprint}"`
}

// Run builds the site and its prints and writes them.
func (b *buildCommand) Run(c *console) error {
	p, err := newPipeline(c, b.Site, b.Audience, b.Date)
	if err != nil {
		return err
	}
	out := b.Out
	if out == "" {
		out = filepath.Join(b.Site, "public")
	}
	if err := p.checkOut(out); err != nil {
		return err
	}
	built, err := p.load(c.ctx)
	if err != nil {
		return err
	}
	if c.showFindings(p, built.diags, diag.Warning) {
		return refused(c)
	}
	prints := &prints{press: &p.press} // none
	if !b.NoPrint {
		prints = p.prints(built)
		defer p.press.close()
		prints.typeset(c)
	}
	tree, err := p.render(built, prints)
	if err != nil {
		return err
	}
	if c.showFindings(p, tree.Problems(), diag.Warning) {
		return refused(c)
	}
	meter := c.progress(diag.Say("正在生成", "Building"))
	done, err := output.Write(c.ctx, tree, out, output.WriteOptions{Progress: meter.show, Protect: p.protected()})
	meter.done()
	if err != nil {
		return c.writeFailure(p, err)
	}
	if c.status != nil {
		fmt.Fprintln(c.err, diag.Say("共 %d 页、%d 份打印件，更新了 %d 个文件：%s", "%d pages, %d documents, %d files written: %s",
			len(built.site.Pages), len(prints.documents), done.Written, filepath.Join(out, "index.html")).In(c.lang))
	}
	if n := built.drafts(); n > 0 && c.status != nil {
		fmt.Fprintln(c.err, diag.Say("另有 %d 篇还没有发布，网站上没有：写好以后把“状态”改成“发布”。", "%d items are not published and not shown: set their status to 发布 when they are done.", n).In(c.lang))
	}
	if p.audience == site.Staff {
		fmt.Fprintln(c.err, diag.Say("%s 里是校内版，含有不公开的材料，请不要传到公开的网站上。", "%s holds the staff edition, with what is not public: do not publish it.", out).In(c.lang))
	}
	return prints.outcome(c, p)
}

// drafts counts the files that wait for being published.
func (l *loaded) drafts() int {
	n := 0
	for _, it := range l.source.Items {
		if it.Status != content.Published && it.Status != content.Archived {
			n++
		}
	}
	return n
}

// refused is the end of a command that the content's errors stopped.
func refused(c *console) error {
	fmt.Fprintln(c.err, diag.Say("有错误，没有生成，原来的网站没有改动。请按上面的提示改好再试。",
		"There are errors: nothing was written and the old output is as it was.").In(c.lang))
	return errContent
}

// writeFailure tells an error of a document from one of the disk.
func (c *console) writeFailure(p *pipeline, err error) error {
	var f *failure
	if errors.As(err, &f) {
		return f
	}
	var oe *output.Error
	if errors.As(err, &oe) {
		return environment(oe.Text, oe.Err)
	}
	return environment(diag.Say("没有写成，原来的网站没有改动：", "Not written; the old output is as it was:"), err)
}

// pipeline holds what a site's builds share: its folder, its settings and,
// between the builds of a preview, what was read.
type pipeline struct {
	dir      string
	audience site.Audience
	drafts   bool         // a preview
	date     content.Date // zero: from git, else the newest in the content
	cache    *content.Cache
	theme    fs.FS
	press    press
}

// loaded is a linked site and all findings about it.
type loaded struct {
	config *config.Config
	types  *content.Types
	source *content.Source
	site   *site.Site
	counts *statistics.Statistics // of site
	diags  []diag.Diagnostic
}

func newPipeline(c *console, dir, audience, date string) (*pipeline, error) {
	p := &pipeline{dir: dir, cache: &content.Cache{}, theme: themes.Default()}
	p.press.ctx, p.press.kept = c.ctx, openKept()
	p.press.warn = func(t diag.Text) { fmt.Fprintln(c.err, t.In(c.lang)) }
	if c.status != nil {
		p.press.warn = func(t diag.Text) { fmt.Fprintln(c.err, "\r\x1b[K"+t.In(c.lang)) } // over the progress
		p.press.tell = func(t diag.Text) { fmt.Fprintln(c.status, "\r\x1b[K"+t.In(c.lang)) }
	}
	if audience == "staff" {
		p.audience = site.Staff
	}
	if date != "" {
		d, fault := content.ParseDate(date)
		if fault != nil || d.Day == 0 {
			return nil, usage(diag.Say("--date 要写成 2012-06-15 这样的日期，读到的是 %q", "--date wants a day such as 2012-06-15, not %q", date))
		}
		p.date = d
	}
	if st, err := os.Stat(filepath.Join(dir, "content")); err != nil || !st.IsDir() {
		return nil, notSite(dir)
	}
	return p, nil
}

// notSite tells someone who runs a command in the wrong place.
func notSite(dir string) error {
	return usage(diag.Say("%s 不是网站文件夹：里面没有 content。请到网站文件夹里运行，或用 -s 指出它在哪里。\n从零开始：在空文件夹里放一个 config.toml，只写一行 title = \"某某学校学展\"，再运行 showcase new 案例 \"题目\"",
		"%s is not a site: it has no content folder. Run this inside the site, or name it with -s.\nTo begin one: put a config.toml with the line title = \"Our showcase\" into an empty folder and run showcase new case \"Title\"", dir))
}

// protected are the user's own folders, which no output may replace.
func (p *pipeline) protected() []string {
	return []string{p.dir, filepath.Join(p.dir, "content"), filepath.Join(p.dir, "static")}
}

// checkOut refuses an output folder inside what is read: the next build would
// read its own output.
func (p *pipeline) checkOut(out string) error {
	to, err := filepath.Abs(out)
	if err != nil {
		return err
	}
	for _, dir := range p.protected()[1:] {
		from, err := filepath.Abs(dir)
		if err != nil {
			return err
		}
		if to == from || strings.HasPrefix(to, from+string(filepath.Separator)) {
			return usage(diag.Say("不能输出到 %s：那里是材料所在的文件夹。请换一个，例如 -o public。", "%s is where the content is: choose another folder, e.g. -o public.", out))
		}
	}
	return nil
}

// load reads and links the site. Findings are not errors here.
func (p *pipeline) load(ctx context.Context) (*loaded, error) {
	l := &loaded{}
	src, err := os.ReadFile(filepath.Join(p.dir, "config.toml"))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		l.diags = append(l.diags, diag.Diagnostic{File: "config.toml", Severity: diag.Warning, Code: "config/missing",
			Message: diag.Say("没有 config.toml，全部用默认设置。", "There is no config.toml: all settings are defaults."),
			Hint:    diag.Say("新建 config.toml，写上网站的名字，例如：title = \"棠梨学展\"", "Make one with the site's name, e.g. title = \"Our showcase\"")})
	case err != nil:
		return nil, environment(diag.Say("读不了 config.toml：", "config.toml cannot be read:"), err)
	}
	var ds []diag.Diagnostic
	l.config, ds = config.Load(src, "config.toml")
	l.diags = append(l.diags, ds...)
	l.types, ds = content.LoadTypes(l.config.Types)
	l.diags = append(l.diags, ds...)
	_, ds = content.LoadCalendar(l.config)
	l.diags = append(l.diags, ds...)
	_, ds = content.PrintedTypes(l.config, l.types)
	l.diags = append(l.diags, ds...)
	l.source, err = content.Read(ctx, p.dir, content.Options{Types: l.types, Config: l.config, Cache: p.cache, Check: checkText(l.config)})
	if err != nil {
		return nil, environment(diag.Say("读不了内容：", "The content cannot be read:"), err)
	}
	l.diags = append(l.diags, l.source.Diagnostics...)
	l.diags = append(l.diags, content.Twins(l.source.Items)...)
	l.diags = append(l.diags, checkTables(l.config, l.source)...)
	p.link(ctx, l, p.audience)
	return l, nil
}

// link makes the site of an audience from what was read.
func (p *pipeline) link(ctx context.Context, l *loaded, audience site.Audience) {
	var ds []diag.Diagnostic
	l.site, l.counts, ds = linked(l, site.Options{Audience: audience, Drafts: p.drafts, Today: p.today(ctx, l.source)})
	l.diags = append(l.diags, ds...)
	l.diags = append(l.diags, p.checkFiles(l)...)
	l.diags = append(l.diags, l.pupilsInTables()...)
	diag.Sort(l.diags)
}

// linked makes one site of what was read and puts the numbers into its texts.
func linked(l *loaded, o site.Options) (*site.Site, *statistics.Statistics, []diag.Diagnostic) {
	s, ds := site.Link(l.source, l.types, l.config, o)
	counts := statistics.New(s)
	return s, counts, slices.Concat(ds, counts.Fill(), counts.CheckClaims())
}

// checkText lints a file's text with the site's settings.
func checkText(cfg *config.Config) func(*content.Item) []diag.Diagnostic {
	return func(it *content.Item) []diag.Diagnostic {
		return lint.Text(diag.NewSource(it.File, it.Text()), lint.Options{
			Body: it.BodyStart, Type: it.Type.Name, Allow: cfg.Lint.Allow, Off: cfg.Lint.Off,
		})
	}
}

// today is the day that the build stands at: told, else the newest commit's,
// else the newest in the content. The clock is never asked.
func (p *pipeline) today(ctx context.Context, src *content.Source) content.Date {
	if !p.date.IsZero() {
		return p.date
	}
	if d, ok := commitDate(ctx, p.dir); ok {
		return d
	}
	var newest content.Date
	for _, it := range src.Items {
		if it.Status != content.Published || it.Type.FutureDate {
			continue
		}
		dates := []content.Date{it.Date, it.Value("submitted").Date} // a dossier is handed in after it was written
		for _, row := range it.Records {
			dates = append(dates, row.Date)
		}
		for _, d := range dates {
			if d.Compare(newest) > 0 {
				newest = d
			}
		}
	}
	return newest
}

// commitDate is the day of the newest commit that touched the folder.
func commitDate(ctx context.Context, dir string) (content.Date, bool) {
	if !inGit(dir) {
		return content.Date{}, false
	}
	out, err := exec.CommandContext(ctx, "git", "-C", dir, "log", "-1", "--format=%cs", "--", ".").Output()
	if err != nil {
		return content.Date{}, false
	}
	d, fault := content.ParseDate(strings.TrimSpace(string(out)))
	return d, fault == nil && !d.IsZero()
}

// inGit looks for a .git above the folder, to spare a process where there is none.
func inGit(dir string) bool {
	abs, err := filepath.Abs(dir)
	for err == nil {
		if _, e := os.Stat(filepath.Join(abs, ".git")); e == nil {
			return true
		}
		up := filepath.Dir(abs)
		if up == abs {
			return false
		}
		abs = up
	}
	return false
}

// read reads a file of the site by its slash path; it cannot leave the site.
func (p *pipeline) read(file string) ([]byte, error) {
	root, err := os.OpenRoot(p.dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return root.ReadFile(filepath.FromSlash(file))
}

// render makes the output tree: pages, files and prints, each made when asked for.
func (p *pipeline) render(l *loaded, prints *prints) (*output.Tree, error) {
	var forms []*content.Type
	if p.drafts || p.audience == site.Staff || l.config.Editor.Forms {
		forms = l.types.All()
	}
	tree, ds, err := render.Render(l.site, render.Options{
		Theme: p.theme, Dir: p.dir, Read: p.read, Prints: prints.files(), Statistics: l.counts, Forms: forms,
	})
	if err != nil {
		return nil, environment(diag.Say("主题有错误：", "The theme has an error:"), err)
	}
	l.diags = append(l.diags, ds...)
	prints.add(tree)
	return tree, nil
}

// showFindings prints the findings down to a severity and reports whether
// there is an error among them.
func (c *console) showFindings(p *pipeline, ds []diag.Diagnostic, least diag.Severity) bool {
	var shown []diag.Diagnostic
	for _, d := range ds {
		if d.Severity <= least {
			shown = append(shown, d)
		}
	}
	errs, _, _ := diag.Count(shown)
	limit := 20
	if least == diag.Hint {
		limit = 0
	}
	diag.WriteText(c.err, shown, diag.TextOptions{Lang: c.lang, Color: c.color, Limit: limit, Source: p.excerpt})
	return errs > 0
}

// excerpt is a file's text for showing a line of it.
func (p *pipeline) excerpt(file string) []byte {
	data, err := p.read(file)
	if err != nil {
		return nil
	}
	text, _ := content.Decode(data, file)
	return text
}
