package render

import (
	"html/template"
	"slices"
	"strings"

	"showcase/generator/content"
	"showcase/generator/site"
)

// dossierView is what is handed in: its parts, the form, and which evidence
// stands for which criterion.
type dossierView struct {
	Form     []fact
	Parts    []dossierPart
	Matrix   []criterion
	Scored   bool // some criterion has a score
	Evidence []evidence
	Check    []task
	Text     template.HTML
}

type dossierPart struct {
	Title template.HTML
	Note  string
}

// criterion is a row of the matrix: its evidence by number.
type criterion struct {
	No, Text, Score, Note string
	Evidence              template.HTML
	Missing               bool
}

func (r *renderer) dossier(l *level, p *site.Page) *dossierView {
	v := &dossierView{}
	for _, f := range p.Value("form").List {
		if value := f.Map["value"].Text; value != "" { // boxes to be filled in by hand are for paper
			v.Form = append(v.Form, fact{Label: f.Map["label"].Text, Value: template.HTML(escape(value))})
		}
	}
	for _, part := range p.Value("parts").List {
		one := dossierPart{Title: template.HTML(escape(first(part.Map["title"].Text, part.Map["kind"].Text))), Note: part.Map["note"].Text}
		if a := part.Map["ref"].Asset; a != nil {
			if href := l.target(r.Asset(a)); href != "" {
				one.Title = template.HTML(`<a class="link" href="` + escape(href) + `">` + string(one.Title) + `</a>`)
			}
		}
		v.Parts = append(v.Parts, one)
	}
	for _, t := range p.Value("checklist").List {
		one := task{Text: t.Map["text"].Text, Done: t.Map["done"].Bool}
		if due := t.Map["due"].Date; !due.IsZero() {
			one.Note = r.dateText(due)
		}
		v.Check = append(v.Check, one)
	}
	if a := p.Value("text").Asset; a != nil {
		v.Text = r.asset(l, a)
	}
	r.matrix(l, p, v)
	return v
}

// matrix numbers the evidence once, in the order of its first use, so that one
// certificate keeps its number under every criterion.
func (r *renderer) matrix(l *level, p *site.Page, v *dossierView) {
	var known []site.Target
	number := func(a *content.Asset) int {
		t := r.Asset(a)
		i := -1
		if t.Path != "" {
			i = slices.IndexFunc(known, func(k site.Target) bool { return k.Path == t.Path && k.Anchor == t.Anchor })
		}
		if i < 0 {
			i = len(known)
			known = append(known, t)
			v.Evidence = append(v.Evidence, evidence{No: itoa(i + 1), Title: r.asset(l, a), Note: a.Pages})
		}
		return i + 1
	}
	for i := range p.Item.Evidence {
		number(&p.Item.Evidence[i])
	}
	for i, c := range p.Value("criteria").List {
		row := criterion{No: itoa(i + 1), Text: objectText(c, "text"), Score: c.Map["self_score"].Text, Note: c.Map["note"].Text}
		if full := c.Map["points"].Text; full != "" {
			row.Score += "/" + full
		}
		var numbers []int
		for _, e := range assets(c.Map["evidence"]) {
			numbers = append(numbers, number(e))
		}
		slices.Sort(numbers)
		var links []string
		for _, n := range numbers {
			links = append(links, `<a class="link" href="#e`+itoa(n)+`">`+itoa(n)+`</a>`)
		}
		row.Missing = len(links) == 0
		v.Scored = v.Scored || row.Score != ""
		row.Evidence = template.HTML(strings.Join(links, " "))
		v.Matrix = append(v.Matrix, row)
	}
}

// assets are the files and items that a value refers to.
func assets(v content.Value) []*content.Asset {
	if v.Asset != nil {
		return []*content.Asset{v.Asset}
	}
	var out []*content.Asset
	for _, e := range v.List {
		if e.Asset != nil {
			out = append(out, e.Asset)
		}
	}
	return out
}

// collection lists the works that a collection gathers.
func (r *renderer) collection(l *level, p *site.Page, v *pageView) error {
	pages := r.Collected(p)
	if len(pages) == 0 {
		return nil
	}
	rows, err := l.rowsOf(pages)
	v.Works = []works{{Title: r.words["contents"], Count: len(pages), Rows: rows}}
	return err
}
