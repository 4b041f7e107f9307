package content

import (
	"fmt"
	"strings"

	"showcase/generator/diag"
)

// Template returns a new file of the type: front matter with the required
// fields filled in as far as they are known, a remark on how each is written,
// and the headings that such a text usually has. Keys are Chinese unless lang
// is English. The result reads without errors; what is still to be filled in
// says so.
func (t *Type) Template(lang diag.Lang, title string, date Date, author string) []byte {
	var b strings.Builder
	b.WriteString("---\n")
	t.templateKey(&b, lang, t.template("title"), quoteYAML(title))
	for i := range t.Fields {
		f := &t.Fields[i]
		if f.Common && f.Name == "title" {
			continue
		}
		value := ""
		switch {
		case f.Name == "date" && f.Common && (t.Dated || f.Required) && !date.IsZero():
			value = date.ISO()
		case f.Name == "author" && f.Common && (author != "" && (f.Required || !t.Register)):
			value = quoteYAML(author)
		case !f.Required:
			continue
		default:
			value = templateValue(f, date, author)
		}
		if f.Kind == KindPersons && value != "" {
			author = "" // one person does not fill two posts
		}
		t.templateKey(&b, lang, f, value)
	}
	status := map[bool]string{true: "status", false: "状态"}[lang == diag.EN]
	if f := t.Field("status"); f == nil || !f.Common { // a project's 状态 is another matter
		status = map[bool]string{true: "publish_status", false: "发布状态"}[lang == diag.EN]
	}
	fmt.Fprintf(&b, "# 写完再改成 发布\n%s: 草稿\n---\n", status)
	for _, h := range t.Outline {
		fmt.Fprintf(&b, "\n## %s\n", h)
	}
	if len(t.Outline) == 0 {
		b.WriteString("\n")
	}
	return []byte(b.String())
}

// template returns the common field of that name.
func (t *Type) template(name string) *Field {
	for i := range t.Fields {
		if t.Fields[i].Common && t.Fields[i].Name == name {
			return &t.Fields[i]
		}
	}
	return &Field{Name: name, Label: name}
}

func (t *Type) templateKey(b *strings.Builder, lang diag.Lang, f *Field, value string) {
	switch {
	case f.Help != "":
		fmt.Fprintf(b, "# %s\n", f.Help)
	case len(f.Choices) > 0:
		var names []string
		for _, c := range f.Choices {
			names = append(names, c.Value)
		}
		fmt.Fprintf(b, "# 可以写：%s\n", strings.Join(names, "、"))
	}
	name := f.Label
	if lang == diag.EN {
		name = f.Name
	}
	if value != "" && value[0] != '\n' {
		value = " " + value
	}
	fmt.Fprintf(b, "%s:%s\n", name, value)
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
