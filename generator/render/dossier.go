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
			v.Form = append(v.Form, fact{Label: f.Map["label"].Text, Value: template.HTML(escape(site.Fill(value)))})
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

// collection lists the works that a collection gathers: those it names, or
// those that its query finds.
func (r *renderer) collection(l *level, p *site.Page, v *pageView) error {
	var pages []*site.Page
	for _, a := range assets(p.Value("items")) {
		if t := r.Asset(a); t.Page != nil {
			pages = append(pages, t.Page)
		}
	}
	if len(pages) == 0 {
		pages = r.query(p.Value("query"))
	}
	if len(pages) == 0 {
		return nil
	}
	rows, err := l.rowsOf(pages)
	v.Works = []works{{Title: r.words["contents"], Count: len(pages), Rows: rows}}
	return err
}

// query finds the pages that meet all conditions of a collection's query.
func (r *renderer) query(q content.Value) []*site.Page {
	want := func(name string) string { return q.Map[name].Text }
	if len(q.Map) == 0 {
		return nil
	}
	var out []*site.Page
	for _, sec := range r.Sections {
		if t := want("type"); t != "" && t != sec.Type.Name && t != sec.Type.Plural && t != sec.Type.Label && !slices.Contains(sec.Type.Aliases, t) {
			continue
		}
		for _, p := range sec.Pages {
			named := func(names []content.Name, s string) bool {
				return slices.ContainsFunc(names, func(n content.Name) bool { return n.Text == s })
			}
			switch {
			case want("kind") != "" && p.Value("kind").Text != want("kind"),
				want("term") != "" && (p.Term == nil || p.Term.Title != want("term")),
				want("group") != "" && p.Item.Group != want("group") && (p.Group == nil || p.Group.Title != want("group")),
				want("tag") != "" && !slices.Contains(p.Item.Tags, want("tag")),
				want("author") != "" && !named(p.Item.Authors, want("author")),
				want("programme") != "" && !slices.ContainsFunc(p.Programmes, func(s string) bool { return bare(s) == bare(want("programme")) }):
				continue
			}
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b *site.Page) int { return a.Date.Compare(b.Date) })
	return out
}
