package main

import (
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"showcase/generator/book/typst"
	"showcase/generator/diag"
	"showcase/generator/hanzi"
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
	for _, f := range st.Faces {
		out = append(out, faceState(f))
	}
	if len(st.Faces) > 0 {
		what := diag.Say("粗体：把笔画描粗（仿宋、楷体没有粗体字；想用黑体代替，在 config.toml 的 [print] 里写 bold = \"黑体\"）；斜体：用楷体", "Bold: strokes are made heavier, as 仿宋 and 楷体 have no bold faces ([print] bold = \"hei\" sets 黑体 instead); italics: 楷体")
		if l != nil && l.config.Print.BoldHei {
			what = diag.Say("粗体：用黑体；斜体：用楷体", "Bold: 黑体; italics: 楷体")
		}
		out = append(out, checkup{state: diag.Hint, what: what})
	}
	for _, m := range st.Missing {
		out = append(out, checkup{diag.Error, m.What, m.Cure})
	}
	return out
}

// faceState tells which font serves a role, from which file, and how much of the
// standard list it has.
func faceState(f typst.Face) checkup {
	role := map[typst.Role]diag.Text{
		typst.Title: diag.Say("小标宋（标题）", "小标宋 (titles)"), typst.Body: diag.Say("仿宋（正文）", "仿宋 (body)"),
		typst.Kai: diag.Say("楷体", "楷体"), typst.Hei: diag.Say("黑体", "黑体"), typst.Song: diag.Say("宋体", "宋体"), typst.Mono: diag.Say("等宽", "monospaced"),
	}[f.Role]
	it := checkup{state: diag.Hint, cure: f.Cure()}
	covers, state := coverage(f)
	it.state = state
	it.what = diag.Say("字体 %s：%s%s，%s", "Font for %s: %s%s, %s", role, cmp.Or(f.Script, f.Family), covers, home(f.File))
	if f.StandIn != (diag.Text{}) {
		it.state = min(it.state, diag.Warning)
		it.cure = f.StandIn
		if cure := f.Cure(); cure != (diag.Text{}) {
			it.cure = diag.Say("%s。%s", "%s. %s", f.StandIn, cure)
		}
	}
	return it
}

// coverage says how many characters of the standard list a face has; code needs none.
func coverage(f typst.Face) (diag.Text, diag.Severity) {
	if f.Role == typst.Mono {
		return diag.Text{}, diag.Hint
	}
	standard := hanzi.StandardList()
	lacks, err := f.Lacks(standard)
	switch {
	case err != nil:
		return diag.Say("，文件读不出来", ", its file cannot be read"), diag.Error
	case len(lacks) == 0:
		return diag.Say("，通用规范汉字 %d 个全有", ", all %d standard characters", len(standard)), diag.Hint
	}
	some := string(lacks[:min(len(lacks), 8)])
	return diag.Say("，通用规范汉字 %[1]d 个里有 %[2]d 个（缺 %[3]s 等，用其他字体补）", ", %[2]d of %[1]d standard characters (others, such as %[3]s, come from other fonts)",
		len(standard), len(standard)-len(lacks), some), diag.Hint
}

// home shortens a path below the user's home.
func home(path string) string {
	if h, err := os.UserHomeDir(); err == nil && strings.HasPrefix(path, h+string(filepath.Separator)) {
		return "~" + path[len(h):]
	}
	return path
}
