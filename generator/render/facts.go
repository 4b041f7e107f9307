package render

import (
	"html/template"
	"slices"
	"strings"
	"unicode/utf8"

	"showcase/generator/content"
	"showcase/generator/site"
)

// shownElsewhere are the fields that a layout shows in a place of their own.
var shownElsewhere = map[string][]string{
	"person":     {"post", "union_post", "subject", "title", "talent", "motto"},
	"group":      {"vision", "pilot", "learning_status", "size"},
	"reading":    {"notes"},
	"regulation": {"supersedes"},
	"profile":    {"year", "classes", "students", "staff", "full_time", "union_members", "qualified_pct", "bachelor_pct", "senior_mid", "talent", "computer_pct"},
}

// facts are the fields of a page that its type shows, in the type's order.
func (r *renderer) facts(l *level, p *site.Page) []fact {
	var out []fact
	for i := range p.Type.Fields {
		f := &p.Type.Fields[i]
		if !f.Show || f.Common || slices.Contains(shownElsewhere[p.Type.Layout], f.Name) {
			continue
		}
		if v := p.Values[f.Name]; !v.IsZero() {
			html := r.value(l, v, f)
			if s := r.SeriesOf(p); s != nil && f.Name == "series" {
				html = l.link(s.Path, s.Name)
			}
			if html != "" {
				out = append(out, fact{r.fieldLabel(f), html})
			}
		}
	}
	return out
}

// fieldLabel is a field's name in the site's language.
func (r *renderer) fieldLabel(f *content.Field) string {
	if !r.english {
		return first(f.Label, f.Name)
	}
	return englishLabel(f.Name)
}

// englishLabel makes "Union post" of union_post.
func englishLabel(name string) string {
	name = strings.ReplaceAll(name, "_", " ")
	_, size := utf8.DecodeRuneInString(name) // a column that a school added may be Chinese
	return strings.ToUpper(name[:size]) + name[size:]
}

// value prints a decoded field.
func (r *renderer) value(l *level, v content.Value, f *content.Field) template.HTML {
	switch v.Kind {
	case content.KindPersons:
		return l.names(v.Names)
	case content.KindDate, content.KindMonth:
		return r.date(v.Date)
	case content.KindBool:
		if v.Bool {
			return template.HTML(escape(r.words["yes"]))
		}
		return template.HTML(escape(r.words["no"]))
	case content.KindFile, content.KindRef:
		if v.Asset != nil {
			return r.asset(l, v.Asset)
		}
	case content.KindObject:
		return r.object(l, v, f)
	}
	if v.List != nil {
		return r.valueList(l, v, f)
	}
	if v.Asset != nil {
		return r.asset(l, v.Asset)
	}
	text := v.Text
	if f != nil && f.Unit != "" && (v.Kind == content.KindInt || v.Kind == content.KindNumber) && !strings.HasSuffix(text, f.Unit) && !r.english {
		text += f.Unit
	}
	return template.HTML(escape(text))
}

// valueList prints short texts in a line and longer or nested ones as a list.
func (r *renderer) valueList(l *level, v content.Value, f *content.Field) template.HTML {
	inline := true
	for _, e := range v.List {
		if e.Kind == content.KindObject || e.Asset != nil || len(e.Text) > 36 {
			inline = false
		}
	}
	if inline {
		return template.HTML(l.join(len(v.List), func(i int) string { return string(r.value(l, v.List[i], nil)) }))
	}
	var b strings.Builder
	b.WriteString("<ul>")
	for _, e := range v.List {
		b.WriteString("<li>" + string(r.value(l, e, f)) + "</li>")
	}
	b.WriteString("</ul>")
	return template.HTML(b.String())
}

// object prints the parts of an object in the order of its fields.
func (r *renderer) object(l *level, v content.Value, f *content.Field) template.HTML {
	var parts []string
	if f != nil {
		for i := range f.Fields {
			if e, ok := v.Map[f.Fields[i].Name]; ok && !e.IsZero() {
				parts = append(parts, string(r.value(l, e, &f.Fields[i])))
			}
		}
	}
	if len(parts) == 0 {
		return template.HTML(escape(v.Text))
	}
	return template.HTML(strings.Join(parts, r.words["part_mark"]))
}
