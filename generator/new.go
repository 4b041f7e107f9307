package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"showcase/generator/config"
	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/hanzi"
)

type newCommand struct {
	Type  string `arg:"" help:"${type}"`
	Title string `arg:"" optional:"" help:"${title}"`
	Table *bool  `negatable:"" help:"${table}"`
	siteFlag
}

// Run writes a filled template for a new item and says where it is. A file
// that exists is never touched.
func (k *newCommand) Run(c *console) error {
	if err := prepareSite(k.Site); err != nil {
		return err
	}
	src, _ := os.ReadFile(filepath.Join(k.Site, "config.toml"))
	cfg, _ := config.Load(src, "config.toml")
	types, _ := content.LoadTypes(cfg.Types)
	t := types.Find(k.Type)
	if t == nil {
		return usage(unknownType(k.Type, types))
	}
	table := len(t.Table) > 0
	if k.Table != nil {
		table = *k.Table
	}
	if table && !t.Register {
		return usage(diag.Say("“%[1]s”一篇一个文件，没有登记表。去掉 --table 再试。", "There are no registers of the type %[2]s: each is a file. Leave out --table.", t.Label, t.Name))
	}
	title := strings.TrimSpace(strings.Join(strings.Fields(k.Title), " "))
	if title == "" {
		title = diag.Say("新的%[1]s", "New %[2]s", t.Label, t.Name).In(c.lang)
	}
	now := time.Now() // the one place where the clock is asked: a person starts to write today
	date := content.Date{Year: now.Year(), Month: int(now.Month()), Day: now.Day()}
	folder := filepath.Join(k.Site, "content", typeFolder(k.Site, t))
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return environment(diag.Say("建不了文件夹 %s：", "The folder %s cannot be made:", folder), err)
	}
	stem := hanzi.Slug(title)
	if t.Dated && !table {
		stem = date.ISO() + "-" + stem
	}
	template := t.Template(c.lang, title, date, "")
	if table {
		template = t.RegisterTemplate(c.lang, title)
	}
	name, err := writeNew(folder, stem, template)
	if err != nil {
		return environment(diag.Say("写不了文件：", "The file cannot be written:"), err)
	}
	fmt.Fprintln(c.out, name)
	fmt.Fprintln(c.err, diag.Say("已新建%s《%s》。用记事本或 VS Code 打开它，照着提示填写，写完把“草稿”改成“发布”，存盘；看效果：showcase serve --open",
		"Started “%[2]s”. Open the file, fill it in as it says, change 草稿 to 发布 and save; to look at it: showcase serve --open", t.Label, title).In(c.lang))
	if t.Register {
		fmt.Fprintln(c.err, otherWay(table).In(c.lang))
	}
	return nil
}

// otherWay tells who has started a register how one item is started, and the
// other way round.
func otherWay(table bool) diag.Text {
	if table {
		return diag.Say("这是登记表，一行写一条；也可以用 Excel 或 WPS 填，表头相同，存成 .xlsx 放在同一个文件夹里。只写一条、一条一个文件的：加 --no-table",
			"This is a register with a row for each; a spreadsheet with the same header, saved as .xlsx in the same folder, does as well. For one alone in a file: --no-table")
	}
	return diag.Say("很多条登记在一张表里的：加 --table", "For many in one table: --table")
}

// prepareSite makes the content folder of a site that has none yet. A folder
// that holds other things and no config.toml is no site.
func prepareSite(dir string) error {
	if st, err := os.Stat(filepath.Join(dir, "content")); err == nil && st.IsDir() {
		return nil
	}
	entries, err := os.ReadDir(dir)
	_, noConfig := os.Stat(filepath.Join(dir, "config.toml"))
	if err != nil || noConfig != nil && len(entries) > 0 {
		return notSite(dir)
	}
	if err := os.Mkdir(filepath.Join(dir, "content"), 0o755); err != nil {
		return environment(diag.Say("建不了文件夹 content：", "The folder content cannot be made:"), err)
	}
	return nil
}

// typeFolder is the folder that the site uses for a type: the one it has, else
// the plural English name.
func typeFolder(dir string, t *content.Type) string {
	for _, name := range append([]string{t.Plural, t.Label, t.Name}, t.Aliases...) {
		if st, err := os.Stat(filepath.Join(dir, "content", name)); err == nil && st.IsDir() {
			return name
		}
	}
	return t.Plural
}

// writeNew writes data to stem.md, or to stem-2.md and so on if that exists.
func writeNew(folder, stem string, data []byte) (string, error) {
	for n := 1; ; n++ {
		name := filepath.Join(folder, stem+".md")
		if n > 1 {
			name = filepath.Join(folder, fmt.Sprintf("%s-%d.md", stem, n))
		}
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if os.IsExist(err) {
			continue
		}
		if err != nil {
			return "", err
		}
		_, err = f.Write(data)
		if cerr := f.Close(); err == nil {
			err = cerr
		}
		return name, err
	}
}

func unknownType(name string, types *content.Types) diag.Text {
	var labels, all []string
	for _, t := range types.All() {
		labels = append(labels, t.Label)
		all = append(append(all, t.Name, t.Plural, t.Label), t.Aliases...)
	}
	if near := diag.Nearest(name, all); near != "" {
		return diag.Say("没有“%s”这种类型，是不是“%s”？", "There is no type “%s”; did you mean “%s”?", name, near)
	}
	return diag.Say("没有“%s”这种类型。可以用：%s", "There is no type “%s”. There are: %s", name, strings.Join(labels, " "))
}
