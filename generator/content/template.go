package content

import (
	"fmt"
	"slices"
	"strings"

	"showcase/generator/config"
	"showcase/generator/diag"
)

// Template returns a new file of the type: front matter with the required
// fields filled in as far as they are known, those with a skeleton begun, a
// remark on how each is written, and the headings that such a text usually has.
// Keys are Chinese unless lang is English. The result reads without errors;
// what is still to be filled in says so.
func (t *Type) Template(lang diag.Lang, title string, date Date, author string) []byte {
	w := &templateWriter{t: t, lang: lang}
	w.WriteString("---\n")
	w.fields(title, date, author)
	w.status()
	for _, h := range t.Outline {
		fmt.Fprintf(w, "\n## %s\n", h)
	}
	if len(t.Outline) == 0 {
		w.WriteString("\n")
	}
	return []byte(w.String())
}

// RegisterTemplate returns a new register of the type: the head of a table with
// an empty row, and how each column is written. The type must be a Register.
func (t *Type) RegisterTemplate(lang diag.Lang, title string) []byte {
	w := &templateWriter{t: t, lang: lang}
	columns := t.newColumns()
	w.WriteString("---\n")
	w.tableHead(title, columns)
	w.status()
	w.table(columns)
	return []byte(w.String())
}

// newColumns are the columns that a new register begins with: those that the
// type names, else what is required and what its pages show.
func (t *Type) newColumns() []*Field {
	var out []*Field
	if len(t.Table) > 0 {
		for _, name := range t.Table {
			out = append(out, fieldNamed(t.Fields, name))
		}
		return out
	}
	for i := range t.Fields {
		if f := &t.Fields[i]; f.Column > 0 && (f.Required || f.Show || t.HandedIn) {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b *Field) int { return a.Column - b.Column })
	return out
}

// templateWriter writes one new file.
type templateWriter struct {
	strings.Builder
	t    *Type
	lang diag.Lang
}

// status ends the front matter: a new file is a draft.
func (w *templateWriter) status() {
	key := "status"
	if f := w.t.commonField("status"); f != nil {
		key = w.t.Key(f, w.lang)
	}
	fmt.Fprintf(w, "# %s\n%s: 草稿\n---\n", diag.Say("写完再改成 发布", "change it to 发布 (published) when it is done").In(w.lang), key)
}

// fields writes the front matter of one item.
func (w *templateWriter) fields(title string, date Date, author string) {
	if f := w.t.commonField("title"); f != nil {
		w.key(f, quoteYAML(title))
	}
	var begun []*Field // a list: stands below the single values
	for i := range w.t.Fields {
		f := &w.t.Fields[i]
		value := ""
		switch {
		case f.Common && f.Name == "title":
			continue
		case f.Name == "date" && f.Common && (w.t.Dated || f.Required) && !date.IsZero():
			value = date.ISO()
		case f.Name == "author" && f.Common && (author != "" && (f.Required || !w.t.Register)):
			value = quoteYAML(author)
		case f.Skeleton != nil && f.Skeleton.Kind == config.Scalar:
			value = w.scalar(f, f.Skeleton.Text)
		case f.Skeleton != nil:
			begun = append(begun, f)
			continue
		case !f.Required:
			continue
		default:
			value = templateValue(f, date, author)
		}
		if f.Kind == KindPersons && value != "" {
			author = "" // one person does not fill two posts
		}
		w.key(f, value)
	}
	for _, own := range []bool{true, false} {
		for _, f := range begun {
			if f.Common != own {
				w.key(f, "")
				w.skeleton(f, f.Skeleton, "  ")
			}
		}
	}
}

// key writes a key with a remark on how its value is written.
func (w *templateWriter) key(f *Field, value string) {
	w.remark("", f)
	w.line(w.t.Key(f, w.lang), value)
}

// line writes a key and its value, which may be empty.
func (w *templateWriter) line(key, value string) {
	if value != "" {
		value = " " + value
	}
	w.WriteString(key + ":" + value + "\n")
}

// remark is the field's help, or else its choices, and what its entries have.
func (w *templateWriter) remark(name string, f *Field) {
	switch {
	case f.Help != "":
		fmt.Fprintf(w, "# %s%s\n", name, f.Help)
	case len(f.Choices) > 0:
		fmt.Fprintf(w, "# %s%s\n", name, diag.Say("可以写：%[1]s", "one of: %[1]s", choiceNames(f, w.lang)).In(w.lang))
	}
	if f.Skeleton == nil {
		return
	}
	for i := range f.Fields {
		sub := &f.Fields[i]
		if len(sub.Choices) > 0 {
			fmt.Fprintf(w, "# %s\n", diag.Say("“%[1]s”可以写：%[2]s", "%[1]s is one of: %[2]s", sub.called(), choiceNames(sub, w.lang)).In(w.lang))
		}
	}
}

func choiceNames(f *Field, lang diag.Lang) string {
	var names []string
	for _, c := range f.Choices {
		names = append(names, c.In(lang))
	}
	return strings.Join(names, "、")
}

// skeleton writes the entries that a list begins with, or the one of an object.
func (w *templateWriter) skeleton(f *Field, n *config.Node, indent string) {
	if n.Kind == config.Map {
		w.entry(f, n, indent, indent)
		return
	}
	for _, item := range n.Items {
		if item.Kind == config.Map {
			w.entry(f, item, indent+"- ", indent+"  ")
		} else {
			fmt.Fprintf(w, "%s- %s\n", indent, quoteYAML(item.Text))
		}
	}
}

// entry writes a map; its first line begins with first, the others with indent.
func (w *templateWriter) entry(f *Field, n *config.Node, first, indent string) {
	for _, k := range n.Keys {
		sub := fieldNamed(f.Fields, k.Name)
		value := ""
		if k.Value.Kind == config.Scalar {
			value = w.scalar(sub, k.Value.Text)
		}
		w.line(first+sub.called().In(w.lang), value)
		if first = indent; k.Value.Kind != config.Scalar {
			w.skeleton(sub, k.Value, indent+"  ")
		}
	}
}

// scalar is a value of the skeleton in the file's language.
func (w *templateWriter) scalar(f *Field, text string) string {
	if f.Kind == KindBool && w.lang != diag.EN {
		if v, fault := boolean(text); fault == nil {
			return v.Text
		}
	}
	for _, c := range f.Choices {
		if c.Value == text {
			text = c.In(w.lang)
		}
	}
	return quoteYAML(text)
}

// tableHead writes the front matter of a register: its title and how the
// columns are filled in.
func (w *templateWriter) tableHead(title string, columns []*Field) {
	w.line(diag.Say("标题", "title").In(w.lang), quoteYAML(title))
	fmt.Fprintf(w, "# %s\n", diag.Say("下面的表一行写一次，可以加列。各列的写法：", "One line of the table for each; columns may be added. How they are written:").In(w.lang))
	for _, f := range columns {
		w.remark(diag.Say("%[1]s：", "%[1]s: ", f.called()).In(w.lang), f)
	}
}

// table writes the head of the table and an empty row.
func (w *templateWriter) table(columns []*Field) {
	var head, rule, row strings.Builder
	for _, f := range columns {
		head.WriteString("| " + w.t.Key(f, w.lang) + " ")
		rule.WriteString("| --- ")
		row.WriteString("|  ")
	}
	fmt.Fprintf(w, "\n%s|\n%s|\n%s|\n", &head, &rule, &row)
}

// templateValue is a value that reads without an error and is easy to replace.
func templateValue(f *Field, date Date, author string) string {
	switch f.Kind {
	case KindPersons:
		return quoteYAML(author)
	case KindDate:
		return date.ISO()
	case KindSheet:
		return "60×90"
	case KindMonth:
		if date.Month > 0 {
			return Date{Year: date.Year, Month: date.Month}.ISO()
		}
	case KindInt:
		if f.Name == "year" && date.Year > 0 {
			return fmt.Sprint(date.Year)
		}
	}
	return "" // an empty key counts as absent and is asked for by check
}

// quoteYAML writes a text so that YAML reads the same text.
func quoteYAML(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if s == "" {
		return ""
	}
	plain := !strings.ContainsAny(s[:1], "-?:,[]{}#&*!|>'\"%@`~") && !strings.Contains(s, ": ") && !strings.Contains(s, " #") && !strings.HasSuffix(s, ":")
	switch strings.ToLower(s) {
	case "null", "true", "false", "yes", "no":
		plain = false
	}
	if plain {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", "''") + "'"
}
