package render

import (
	"html/template"
	"slices"
	"strings"

	"showcase/generator/site"
	"showcase/generator/statistics"
)

// figureID is the id of the note on the nth number of a page that was counted.
// Colons cannot stand in the ids of headings.
func figureID(n int) string {
	if n < 0 {
		return ""
	}
	return "counted:" + itoa(n+1)
}

// figureNotes says below a page's text what each counted number in it counts,
// over which span, with its dates, and in which register.
func (r *renderer) figureNotes(l *level, p *site.Page) template.HTML {
	figures := r.counts.Figures(p)
	if len(figures) == 0 {
		return ""
	}
	var b strings.Builder
	title := escape(r.words["figures_of_text"])
	b.WriteString(`<section class="counted" aria-label="` + title + `">` + "\n" + `<p class="counted-title">` + title + "</p>\n<ol>\n")
	for i, f := range figures {
		b.WriteString(`<li id="` + figureID(i) + `"><b>` + escape(f.Text) + "</b> " + r.figureNote(l, f) + "</li>\n")
	}
	b.WriteString("</ol>\n</section>\n")
	return template.HTML(b.String())
}

func (r *renderer) figureNote(l *level, f *statistics.Figure) string {
	t := f.Query.Type
	name := first(r.words["register_"+t.Name], t.Label)
	if r.english {
		name = first(r.words["register_"+t.Name], t.EnglishName, t.Label)
	}
	text := escape(name)
	if sec := r.Section(t.Name); sec != nil {
		text = string(l.link(sec.Path, name))
	}
	var conditions []string
	for _, w := range f.Query.Where {
		conditions = append(conditions, r.say("figure_where", r.fieldLabel(w.Field), strings.Join(w.Values, r.words["list_mark"])))
	}
	if f.Query.Field != nil {
		conditions = append(conditions, r.fieldLabel(f.Query.Field))
	}
	if len(conditions) > 0 {
		text += escape(r.say("figure_what", strings.Join(conditions, r.words["part_mark"])))
	}
	parts := []string{text, escape(r.windowText(f))}
	if f.Aggregates > 0 {
		parts = append(parts, escape(r.words["figure_aggregates"]))
	}
	if f.Replaced > 0 {
		parts = append(parts, escape(r.count("figure_replaced", f.Replaced)))
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), escape(r.words["part_mark"])) + escape(r.words["figure_end"])
}

// windowText is the span that was counted, with its name and its dates.
func (r *renderer) windowText(f *statistics.Figure) string {
	var dates string
	switch w := f.Window; {
	case w.From.IsZero() && w.To.IsZero():
		return r.words["figure_all"]
	case w.From.IsZero():
		dates = r.say("figure_until", r.dateText(w.To))
	case w.To.IsZero():
		dates = r.say("figure_since", r.dateText(w.From))
	default:
		dates = r.span(w.From, w.To)
	}
	if f.Named == "" || f.Named == dates {
		return dates
	}
	return r.say("figure_named", f.Named, dates)
}
