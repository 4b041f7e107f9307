package book

import (
	"slices"
	"strings"

	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/site"
)

// collection prints its preface and items, each as a part.
func (a *assembler) collection() {
	pages := a.collected()
	preface := a.page
	if ref := a.page.Value("preface").Asset; ref != nil {
		if q := a.site.Asset(ref).Page; q != nil {
			preface = q
		}
	}
	a.bookmarks[preface] = a.bookmark("preface")
	for _, q := range pages {
		a.mark(q)
	}
	if preface.Body != nil && preface.Body.Root.FirstChild != nil {
		a.heading("前言", "", "", a.bookmarks[preface])
		a.printed[preface] = true
		a.body(preface)
	} else {
		delete(a.bookmarks, preface)
	}
	if len(pages) == 0 {
		a.fault(diag.Warning, "collection/empty", diag.Say("这本汇编里一篇也没有。", "This collection holds no page."),
			diag.Say("用 items 列出各篇，或核对 query 里的条件。", "List pages in items:, or check query:."))
	}
	for _, q := range pages {
		a.heading(q.Title, q.Subtitle, "", a.bookmarkOf(q))
		if by := byline(q); by != "" {
			a.say(Centered, by)
		}
		a.printed[q] = true
		a.body(q)
		a.pictures(q)
	}
}

// collected are the pages that the collection lists, then those that it asks
// for, each once.
func (a *assembler) collected() []*site.Page {
	var out []*site.Page
	for _, v := range a.page.Value("items").List {
		if v.Asset != nil {
			if q := a.site.Asset(v.Asset).Page; q != nil && !slices.Contains(out, q) {
				out = append(out, q)
			}
		}
	}
	for _, q := range a.queried() {
		if !slices.Contains(out, q) {
			out = append(out, q)
		}
	}
	return slices.DeleteFunc(out, func(q *site.Page) bool { return q == a.page })
}

// queried lists the pages that a collection asks for, oldest first.
func (a *assembler) queried() []*site.Page {
	q := a.page.Value("query").Map
	if q == nil {
		return nil
	}
	var out []*site.Page
	for _, sec := range a.site.Sections {
		if !isTyped(sec.Type, q["type"].Text) {
			continue
		}
		for _, p := range sec.Pages {
			if len(p.Item.Records) == 0 && answers(p, q) {
				out = append(out, p)
			}
		}
	}
	slices.SortStableFunc(out, func(x, y *site.Page) int { return x.Date.Compare(y.Date) })
	return out
}

// isTyped reports whether a type goes by that name; without one, all do but
// the printed documents themselves.
func isTyped(t *content.Type, name string) bool {
	if name == "" {
		return !t.Print
	}
	return name == t.Name || name == t.Label || name == t.Plural || slices.Contains(t.Aliases, name)
}

// answers reports whether a page fulfils every condition of a query. A whole
// school year (2011—2012学年度) takes in both of its terms.
func answers(p *site.Page, q map[string]content.Value) bool {
	is := func(key string, has func(want string) bool) bool {
		want := q[key].Text
		return want == "" || has(want)
	}
	return is("term", func(w string) bool { return p.Term != nil && strings.HasPrefix(p.Term.Title, w) }) &&
		is("group", func(w string) bool { return p.Item.Group == w }) &&
		is("kind", func(w string) bool { return p.Value("kind").Text == w }) &&
		is("programme", func(w string) bool { return slices.Contains(p.Programmes, w) }) &&
		is("tag", func(w string) bool { return slices.Contains(p.Item.Tags, w) }) &&
		is("author", func(w string) bool {
			return slices.ContainsFunc(p.Item.Authors, func(n content.Name) bool { return n.Text == w })
		})
}
