package content

import (
	"cmp"
	"reflect"
	"slices"
	"strings"

	"showcase/generator/diag"
)

// Document describes types for people, as Markdown: where their files lie,
// each field with its names, how it is written, its choices and its help, and
// the rules in words. Without types it describes them all, and the fields that
// they share.
func (ts *Types) Document(lang diag.Lang, types ...*Type) []byte {
	w := &documentWriter{types: ts, lang: lang}
	if len(types) > 0 {
		for _, t := range types {
			w.section(t)
		}
		return []byte(w.String())
	}
	w.say("# %[1]s\n\n", diag.Say("内容类型", "Content types"))
	w.say("%[1]s\n\n", diag.Say("这份说明由程序按类型的定义写出（`showcase schema --format markdown`），不要手工修改。类型的定义在 `generator/content/types/`；一所学校自己的类型和字段写在它的 `config.toml` 里。",
		"Written by the program from the types' definitions (`showcase schema --format markdown`): do not edit. The definitions are in `generator/content/types/`; a school's own types and fields are in its `config.toml`."))
	w.say("| %[1]s | %[2]s | %[3]s |\n| --- | --- | --- |\n", diag.Say("类型", "type"), diag.Say("文件夹", "folder"), diag.Say("放什么", "what belongs there"))
	for _, t := range ts.all {
		w.say("| %[1]s `%[2]s` | `content/%[3]s/` | %[4]s |\n", t.Label, t.Name, t.Plural, inCell(t.Help))
	}
	w.say("\n## %[1]s\n\n", diag.Say("每一类都有的项目", "Fields of every type"))
	var shared []*Field
	for i := range ts.common {
		shared = append(shared, &ts.common[i])
	}
	w.fields(shared)
	for _, t := range ts.all {
		w.say("\n")
		w.section(t)
	}
	return []byte(w.String())
}

type documentWriter struct {
	strings.Builder
	types *Types
	lang  diag.Lang
}

// say writes a line's form with what is said in the language of the document.
func (w *documentWriter) say(form string, args ...any) {
	w.WriteString(diag.Say(form, form, args...).In(w.lang))
}

// section describes one type.
func (w *documentWriter) section(t *Type) {
	w.say("## %[1]s `%[2]s`\n\n", t.Label, t.Name)
	if t.Help != "" {
		w.say("%[1]s\n\n", t.Help)
	}
	for _, line := range w.facts(t) {
		w.say("- %[1]s\n", line)
	}
	w.WriteString("\n")
	var own []*Field
	for i := range t.Fields {
		if f := &t.Fields[i]; !f.Common || !reflect.DeepEqual(*f, w.shared(f.Name)) {
			own = append(own, f)
		}
	}
	if len(own) > 0 {
		w.fields(own)
	}
	if checks := t.Checks(); len(checks) > 0 {
		w.say("\n%[1]s\n\n", diag.Say("检查时还要看：", "It is also checked that"))
		for _, c := range checks {
			grave := [...]diag.Text{diag.Error: diag.Say("错误", "error"), diag.Warning: diag.Say("提醒", "warning"), diag.Hint: diag.Say("建议", "hint")}[c.Severity]
			help := diag.Text{}
			if c.Help.ZH != "" {
				help = diag.Say("%[1]s。", " %[1]s", strings.TrimSuffix(c.Help.In(w.lang), "。"))
			}
			w.say("- %[1]s\n", diag.Say("%[1]s（%[2]s）。%[3]s", "%[1]s (%[2]s).%[3]s", c.Say, grave, help))
		}
	}
}

// shared is the field as types have it that do not change it.
func (w *documentWriter) shared(name string) Field {
	if f := fieldNamed(w.types.common, name); f != nil {
		return *f
	}
	return Field{}
}

// facts are what holds for the type as a whole.
func (w *documentWriter) facts(t *Type) []diag.Text {
	var names []string
	for _, n := range append([]string{t.Label, t.Name}, t.Aliases...) {
		if n != t.Plural && !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	out := []diag.Text{diag.Say("文件夹：`content/%[1]s/`，也可以叫：%[2]s", "folder: `content/%[1]s/`, also called %[2]s", t.Plural, diag.Text{ZH: strings.Join(names, "、"), EN: strings.Join(names, ", ")})}
	visible := [...]diag.Text{Public: diag.Say("公开", "public"), Internal: diag.Say("校内", "internal"), Submission: diag.Say("仅申报", "for submissions"), Private: diag.Say("仅本人", "private")}[t.Visibility]
	if t.confidential {
		out = append(out, diag.Say("公开范围：不写时是%[1]s，不能公开", "visibility: %[1]s unless it is written, never public", visible))
	} else {
		out = append(out, diag.Say("公开范围：不写时是%[1]s", "visibility: %[1]s unless it is written", visible))
	}
	if t.Register {
		var columns []*Field
		for i := range t.Fields {
			if t.Fields[i].Column > 0 {
				columns = append(columns, &t.Fields[i])
			}
		}
		slices.SortStableFunc(columns, func(a, b *Field) int { return cmp.Compare(a.Column, b.Column) })
		out = append(out, diag.Say("可以是一行一条的登记表，列：%[1]s", "may be a register with a row for each, columns: %[1]s", called(columns, "、", ", ")))
	}
	if len(t.Outline) > 0 {
		out = append(out, diag.Say("正文的小标题：%[1]s", "usual headings: %[1]s", strings.Join(t.Outline, "、")))
	}
	if len(t.forbidden) > 0 {
		var keys []string
		for _, c := range t.forbidden {
			keys = append(keys, c.Value)
		}
		out = append(out, diag.Say("不能写：%[1]s", "may not be written: %[1]s", strings.Join(keys, "、")))
	}
	return out
}

// fields is a table of fields, then the choices of those that have any.
func (w *documentWriter) fields(fields []*Field) {
	w.say("| %[1]s | %[2]s | %[3]s | %[4]s | %[5]s |\n| --- | --- | --- | --- | --- |\n",
		diag.Say("项目", "label"), diag.Say("英文", "key"), diag.Say("也可以写", "also"), diag.Say("怎么写", "written as"), diag.Say("说明", "help (in Chinese)"))
	var choices []diag.Text
	for _, f := range fields {
		w.field(f, "", &choices)
	}
	if len(choices) > 0 {
		w.say("\n%[1]s\n\n", diag.Say("可以选的值（括号里的写法也认）：", "Choices, with the other spellings that are understood:"))
	}
	for _, c := range choices {
		w.say("- %[1]s\n", c)
	}
}

// field writes the field's row, below it those of its entries, and notes its choices.
func (w *documentWriter) field(f *Field, within string, choices *[]diag.Text) {
	label, key := within+f.Label, f.Name
	required := diag.Text{}
	if f.Required {
		required = diag.Say("（必填）", " (required)")
	}
	w.say("| %[1]s%[2]s | `%[3]s` | %[4]s | %[5]s | %[6]s |\n", inCell(label), required, key, inCell(strings.Join(f.Aliases, "、")), f.written(), inCell(f.Help))
	if len(f.Choices) > 0 {
		var all []string
		for _, c := range f.Choices {
			one := c.Value
			if len(c.Aliases) > 0 {
				one += "（" + strings.Join(c.Aliases, "、") + "）"
			}
			all = append(all, one)
		}
		*choices = append(*choices, diag.Say("%[1]s：%[3]s", "%[2]s: %[3]s", label, key, strings.Join(all, "；")))
	}
	for i := range f.Fields {
		w.field(&f.Fields[i], label+" › ", choices)
	}
}

// inCell is a text inside a table's cell.
func inCell(s string) string { return strings.ReplaceAll(s, "|", `\|`) }

// written says how a value of the field is written.
func (f *Field) written() diag.Text {
	say := map[Kind]diag.Text{
		KindText:       diag.Say("一行文字", "a line of text"),
		KindTexts:      diag.Say("几项文字，一项一行或用顿号分开", "texts, a line each or with 、 between"),
		KindDate:       diag.Say("日期：2012-05-17、2012年5月17日；只知道月份写 2012-05", "a day, 2012-05-17 or 2012年5月17日; or a month"),
		KindMonth:      diag.Say("年月：2012-05、2012年5月", "a month: 2012-05, 2012年5月"),
		KindRange:      diag.Say("起止：2012-02~2012-06、2012年2月至6月", "a span: 2012-02~2012-06"),
		KindTerm:       diag.Say("学期：2011—2012学年度第一学期、2011秋", "a school term: 2011—2012学年度第一学期, 2011秋"),
		KindInt:        diag.Say("整数", "a whole number"),
		KindNumber:     diag.Say("数", "a number"),
		KindPercent:    diag.Say("百分数：40%", "a percentage: 40%"),
		KindApprox:     diag.Say("数，可以是约数：50余、近百", "a number, perhaps an approximate one: 50余, 近百"),
		KindBool:       diag.Say("是或否", "是 (true) or 否 (false)"),
		KindChoice:     diag.Say("选一个", "one choice"),
		KindChoices:    diag.Say("选一个或几个", "one or more choices"),
		KindPersons:    diag.Say("姓名，用顿号分开", "names, with 、 between"),
		KindAttendance: diag.Say("姓名或人数", "names or a number of people"),
		KindFile:       diag.Say("文件的路径，从本文件算起", "a file's path, from this file"),
		KindFiles:      diag.Say("文件的路径，一项一行", "paths of files, a line each"),
		KindRef:        diag.Say("本站的另一篇：题目或路径", "another item: its title or path"),
		KindRefs:       diag.Say("本站的几篇：题目或路径", "other items: titles or paths"),
		KindObject:     diag.Say("分成几小项", "an object"),
		KindObjects:    diag.Say("一项一行，每项分成几小项", "a list of objects"),
	}[f.Kind]
	if f.Unit != "" {
		say = diag.Say("%[1]s，单位：%[2]s", "%[1]s, in %[2]s", say, f.Unit)
	}
	return say
}
