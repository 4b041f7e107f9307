package main

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"github.com/alecthomas/kong"

	"showcase/generator/diag"
)

// helpTexts are the words of --help, by the name that the commands' tags use.
var helpTexts = map[string]diag.Text{
	"description": diag.Say("学展：把学校的 Markdown 材料做成网站和可以打印的申报材料。",
		"Showcase: a school's Markdown becomes a website and printable material."),
	"build":  diag.Say("生成整个网站和打印件", "Build the website and the printed documents"),
	"check":  diag.Say("检查内容，不生成任何文件", "Check the content and write nothing"),
	"serve":  diag.Say("边改边看：在本机打开预览，保存后自动刷新", "Preview on this computer; reloads when a file is saved"),
	"new":    diag.Say("新建一篇材料，例如：showcase new 案例 \"分数墙\"", "Start a new item, e.g. showcase new case \"The fraction wall\""),
	"print":  diag.Say("只做打印件（PDF 和 Word）", "Make the printed documents only (PDF and Word)"),
	"fill":   diag.Say("填通知附的 Word 表：showcase fill 推荐表.docx", "Fill the Word form of a notice: showcase fill form.docx"),
	"ready":  diag.Say("看申报材料准备得怎样：还缺什么、还有几天", "Show how ready the dossiers are: what is missing, how many days are left"),
	"import": diag.Say("导入旧文稿：拆分汇编、修复乱码和繁体", "Import old texts: split a compilation, repair damage"),
	"stats":  diag.Say("校内统计：谁还没写，覆盖到谁，计划走到哪里", "The school's own figures: who has not written, whom training has reached, how far plans are"),
	"schema": diag.Say("写出类型的定义：给编辑器用的 JSON Schema，或给人看的说明", "Write what the types are: a JSON Schema for editors, or a document for people"),
	"doctor": diag.Say("体检：查看字体、排版引擎、git 和内容的情况", "Show the state of fonts, PDF engine, git and content"),

	"site":       diag.Say("网站所在的文件夹（里面有 config.toml 和 content）", "folder of the site (with config.toml and content)"),
	"out":        diag.Say("输出到哪个文件夹，默认是 SITE/public", "output folder; SITE/public by default"),
	"audience":   diag.Say("给谁看：public 公开，staff 校内", "for whom: public or staff"),
	"date":       diag.Say("当作今天的日期，例如 2012-06-15；默认取最近一次提交的日期", "the day to take as today, e.g. 2012-06-15; by default the newest commit's"),
	"noprint":    diag.Say("不做 PDF 和 Word，只生成网站", "website only, no PDF or Word"),
	"format":     diag.Say("输出格式：text 给人看，json 给程序用，github 给代码托管平台用", "text for people, json for programs, github for hosts of git"),
	"fix":        diag.Say("自动改好有把握的问题", "mend what can be mended safely"),
	"port":       diag.Say("端口，默认自动选一个空闲的", "port; a free one by default"),
	"open":       diag.Say("在浏览器里打开", "open the browser"),
	"drafts":     diag.Say("草稿也显示（--no-drafts 只看已发布的）", "show drafts too (--no-drafts: only what is published)"),
	"type":       diag.Say("类型，例如：案例 反思 计划 活动（也可以用英文：case reflection plan activity）", "type, e.g. case reflection plan activity (Chinese names work too)"),
	"title":      diag.Say("标题", "title"),
	"which":      diag.Say("只看这几份；不写就全部都看", "only these dossiers; all if none is named"),
	"asformat":   diag.Say("输出格式：text 给人看，json 给程序用", "text for people, json for programs"),
	"strict":     diag.Say("还缺什么时退出状态为 1", "end with status 1 if something is missing"),
	"names":      diag.Say("只做这几份：名字、标题、姓名，或者一类的名称（案例、学习档案、登记表、活动记录表）；不写就做申报材料和汇编", "only these: a name, a title, a person, or a kind (case, portfolio, register, record); submissions and collections if none is named"),
	"list":       diag.Say("列出能打印的：名字、标题、格式", "list what can be printed: name, title, formats"),
	"formats":    diag.Say("格式：pdf,docx（两样都要就不用写）", "formats: pdf,docx (both by default)"),
	"what":       diag.Say("看什么：quotas 定额（默认），coverage 覆盖面，plans 计划进度", "what to show: quotas (default), coverage or plans"),
	"term":       diag.Say("学期，例如 2011-1 或 2011秋；默认是最近的学期", "term, e.g. 2011-1; the newest by default"),
	"group":      diag.Say("只看一个小组，例如：小学数学教研组", "one group only, by its name"),
	"sheet":      diag.Say("输出格式：text 给人看，csv 给表格软件用，json 给程序用", "text for people, csv for spreadsheets, json for programs"),
	"types":      diag.Say("只写这些类型；不写就是全部", "only these types; all if none is named"),
	"folder":     diag.Say("写到哪个文件夹，一种类型一个文件；不写就显示出来", "folder to write to, a file for each type; shown if there is none"),
	"schemas":    diag.Say("json 给编辑器和程序用，markdown 给人看", "json for editors and programs, markdown for people"),
	"files":      diag.Say("要导入的文件（.txt 或 .md）", "files to import (.txt or .md)"),
	"blank":      diag.Say("通知附的空表（.docx）；不写就填申报材料里 form_file 指的表", "the blank form (.docx); if none is named, those that dossiers name with form_file"),
	"dossier":    diag.Say("用哪一份申报材料来填", "the dossier that it is filled from"),
	"filled":     diag.Say("填好的表写到哪里，默认在 SITE/print", "where the filled form goes; SITE/print by default"),
	"fillstrict": diag.Say("有没有填上的就让退出状态为 1", "end with status 1 if something could not be filled"),
	"table":      diag.Say("新建登记表，一行一条（--no-table 一条一个文件）；不写就按这一类的习惯", "start a register, a row for each (--no-table: one item); by default as is usual for the type"),
}

func helpVars(l diag.Lang) kong.Vars {
	v := kong.Vars{}
	for key, t := range helpTexts {
		v[key] = strings.ReplaceAll(t.In(l), "$", "$$")
	}
	return v
}

// helpPrinter prints kong's help with its headings in the reader's language.
func helpPrinter(l diag.Lang) kong.HelpPrinter {
	return func(o kong.HelpOptions, ctx *kong.Context) error {
		o.Compact, o.NoExpandSubcommands = true, true
		var b bytes.Buffer
		out := ctx.Stdout
		ctx.Stdout = &b
		err := kong.DefaultHelpPrinter(o, ctx)
		ctx.Stdout = out
		text := b.String()
		if l == diag.ZH {
			for _, w := range [][2]string{
				{"Usage:", "用法："}, {"Arguments:", "参数："}, {"Flags:", "选项："}, {"Commands:", "命令："},
				{"Show context-sensitive help.", "显示这份帮助。"}, {"[flags]", "[选项]"}, {"<command>", "<命令>"},
			} {
				text = strings.ReplaceAll(text, w[0], w[1])
			}
			text = argumentNames.Replace(text)
			text = regexp.MustCompile(`Run "(.+) --help" for more information on a command\.`).
				ReplaceAllString(text, "想了解某个命令：$1 --help，例如 showcase build --help")
		}
		_, werr := fmt.Fprint(out, text)
		if err == nil {
			err = werr
		}
		return err
	}
}

// argumentNames are what the help calls the arguments of commands, in Chinese.
var argumentNames = strings.NewReplacer("<type>", "<类型>", "<title>", "<标题>", "<file>", "<文件>", "<name>", "<名称>", "<what>", "<看什么>")

// explainUsage puts a parser's complaint into words and points to the help.
func explainUsage(err error, l diag.Lang) string {
	text := err.Error()
	if l == diag.ZH {
		for _, w := range []struct{ pattern, to string }{
			{`^unknown flag (\S+?)(, did you mean (.+)\?)?$`, "没有这个选项：$1 $2"},
			{`^unexpected argument (\S+?)(, did you mean (.+)\?)?$`, "这里不用写“$1” $2"},
			{`^expected one of (.+)$`, "请写一个命令：$1"},
			{`^expected "(.+)"$`, "缺少参数：$1"},
			{`^(--\S+) must be one of (.+) but got (.+)$`, "$1 只能是 $2，读到的是 $3"},
			{`^missing flags: (.+)$`, "缺少选项：$1"},
		} {
			if re := regexp.MustCompile(w.pattern); re.MatchString(text) {
				text = re.ReplaceAllString(text, w.to)
				break
			}
		}
		text = argumentNames.Replace(text)
		text = regexp.MustCompile(`, did you mean (.+)\?`).ReplaceAllString(text, "是不是 $1？")
	}
	return text + "\n" + diag.Say("查看用法：showcase --help", "See showcase --help").In(l)
}
