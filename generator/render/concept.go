package render

import (
	"html/template"
	"strings"

	"showcase/generator/site"
)

// conceptKinds are the kinds of concepts in the order in which the overview
// tells them: what one believes, where from and to, by which steps, in a word.
var conceptKinds = []string{"list", "pairs", "steps", "slogan"}

// conceptCards shows every set of ideas with all that it says, kind by kind.
func (r *renderer) conceptCards(l *level, sec *site.Section) []cardGroup {
	of := map[string]*cardGroup{}
	for _, p := range sec.Pages {
		v := r.concept(l, p)
		g := of[v.Kind]
		if g == nil {
			g = &cardGroup{Title: r.words["concepts_"+v.Kind], Class: "concepts " + v.Kind}
			of[v.Kind] = g
		}
		g.Items = append(g.Items, r.conceptCard(l, p, v))
		g.Count++
	}
	var out []cardGroup
	for _, kind := range conceptKinds {
		if g := of[kind]; g != nil {
			out = append(out, *g)
		}
	}
	return out
}

func (r *renderer) conceptCard(l *level, p *site.Page, v *conceptView) template.HTML {
	var b strings.Builder
	b.WriteString(`<article class="concept"><h3>` + string(l.page(p)) + "</h3>")
	if p.Item.Summary != "" {
		b.WriteString("<p>" + escape(p.Item.Summary) + "</p>")
	}
	list := "ol"
	if v.Kind == "pairs" || v.Kind == "slogan" {
		list = "ul"
	}
	b.WriteString("<" + list + ">\n")
	for _, it := range v.Items {
		b.WriteString("<li>")
		if it.From != "" || it.To != "" {
			b.WriteString(`<span class="from">` + escape(it.From) + `</span> <span class="arrow" aria-hidden="true">→</span><span class="vh">` + escape(r.words["becomes"]) + `</span> <b>` + escape(it.To) + `</b>`)
		} else {
			b.WriteString(escape(it.Name))
		}
		b.WriteString("</li>\n")
	}
	b.WriteString("</" + list + "></article>\n")
	return template.HTML(b.String())
}
