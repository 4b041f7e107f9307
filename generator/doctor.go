package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"showcase/generator/book/typst"
	"showcase/generator/diag"
)

type doctorCommand struct {
	siteFlag
}

// checkup is one line of the doctor's report.
type checkup struct {
	state diag.Severity // Hint stands for all is well
	what  diag.Text
	cure  diag.Text
}

// Run shows the state of everything that a site needs, with the cure for what
// is missing. It ends with the environment's status if something is.
func (k *doctorCommand) Run(c *console) error {
	var list []checkup
	p, err := newPipeline(c, k.Site, "staff", "")
	var l *loaded
	if err == nil {
		l, err = p.load(c.ctx)
	}
	if err != nil {
		c.report(err)
		p, l = &pipeline{dir: k.Site}, nil
	} else {
		list = append(list, contentState(l))
	}
	list = append(list, gitState(k.Site)...)
	list = append(list, p.printState(c, l)...)
	worst := diag.Hint
	for _, it := range list {
		mark := [...]string{"✗", "!", "✓"}[it.state]
		fmt.Fprintf(c.out, "%s %s\n", mark, it.what.In(c.lang))
		if cure := it.cure.In(c.lang); cure != "" {
			fmt.Fprintf(c.out, "    → %s\n", cure)
		}
		worst = min(worst, it.state)
	}
	switch {
	case err != nil:
		return &failure{status: exitUsage}
	case worst == diag.Error:
		return &failure{status: exitEnvironment}
	}
	return nil
}

func contentState(l *loaded) checkup {
	errs, warnings, _ := diag.Count(l.diags)
	it := checkup{state: diag.Hint, what: diag.Say("内容：%d 篇材料，%d 个错误，%d 个提醒", "Content: %d items, %d errors, %d warnings", len(l.source.Items), errs, warnings)}
	if errs+warnings > 0 {
		it.state, it.cure = diag.Warning, diag.Say("showcase check 会逐条说明", "showcase check explains each")
	}
	return it
}

// gitState looks at git only where it is used: without it everything works
// but dates from commits.
func gitState(dir string) []checkup {
	if _, err := exec.LookPath("git"); err != nil {
		return []checkup{{diag.Warning, diag.Say("没有安装 git：可以生成网站，但不能记录修改历史", "git is not installed: sites build, but no history is kept"), diag.Text{}}}
	}
	if !inGit(dir) {
		return []checkup{{diag.Warning, diag.Say("这个文件夹没有用 git 管理：可以生成网站，但不能记录修改历史", "This folder is not under git: sites build, but no history is kept"), diag.Say("想要记录：在文件夹里运行 git init", "to keep one: git init")}}
	}
	out := []checkup{{state: diag.Hint, what: diag.Say("git 可以用", "git works")}}
	git := func(args ...string) string {
		b, _ := exec.Command("git", append([]string{"-C", dir}, args...)...).Output()
		return strings.TrimSpace(string(b))
	}
	if git("config", "core.quotepath") != "false" {
		out = append(out, checkup{diag.Warning, diag.Say("git 会把中文文件名显示成 \\345\\205 这样的编码", "git shows Chinese file names as \\345\\205…"),
			diag.Say("运行一次：git config --global core.quotepath false", "run once: git config --global core.quotepath false")})
	}
	if git("rev-parse", "--is-shallow-repository") == "true" {
		out = append(out, checkup{diag.Warning, diag.Say("这是不完整的克隆，看不到以前的提交", "This is a shallow clone: older commits cannot be seen"),
			diag.Say("运行：git fetch --unshallow", "run: git fetch --unshallow")})
	}
	return out
}

// printState looks for the PDF engine and a font for each role.
func (p *pipeline) printState(c *console, l *loaded) []checkup {
	o := typst.Options{FontDirs: []string{filepath.Join(p.dir, "fonts")}}
	if l != nil {
		o = p.typstOptions(l)
	}
	st := typst.Probe(o)
	var out []checkup
	if st.Engine != "" {
		place := diag.Say("%s", "%s", home(st.Engine))
		if st.Engine == typst.Embedded {
			place = diag.Say("在程序里", "in the program")
		}
		out = append(out, checkup{state: diag.Hint, what: diag.Say("PDF 排版引擎：%s", "PDF engine: %s", place)})
	}
	names := map[typst.Role]diag.Text{
		typst.Title: diag.Say("标题（小标宋）", "titles (小标宋)"), typst.Body: diag.Say("正文（仿宋）", "body (仿宋)"),
		typst.Kai: diag.Say("楷体", "楷体"), typst.Hei: diag.Say("黑体", "黑体"), typst.Song: diag.Say("宋体", "宋体"), typst.Mono: diag.Say("等宽", "monospaced"),
	}
	for _, f := range st.Faces {
		role := names[f.Role]
		it := checkup{state: diag.Hint, what: diag.Text{ZH: fmt.Sprintf("字体 %s：%s", role.ZH, f.Family), EN: fmt.Sprintf("Font for %s: %s", role.EN, f.Family)}}
		if f.StandIn != (diag.Text{}) {
			it.state, it.cure = diag.Warning, f.StandIn
		}
		out = append(out, it)
	}
	for _, m := range st.Missing {
		out = append(out, checkup{diag.Error, m.What, m.Cure})
	}
	return out
}

// home shortens a path below the user's home.
func home(path string) string {
	if h, err := os.UserHomeDir(); err == nil && strings.HasPrefix(path, h+string(filepath.Separator)) {
		return "~" + path[len(h):]
	}
	return path
}
