package site

import (
	"slices"
	"strings"

	"showcase/generator/content"
)

// Collected are the pages that a collection gathers, on the web and on paper:
// those it lists as items in its order, then those that its query asks for
// (see queried); each once, and never the collection itself.
func (s *Site) Collected(p *Page) []*Page {
	var out []*Page
	seen := map[*Page]bool{nil: true, p: true}
	add := func(q *Page) {
		if !seen[q] {
			seen[q] = true
			out = append(out, q)
		}
	}
	for _, v := range p.Value("items").List {
		if v.Asset != nil {
			add(s.Asset(v.Asset).Page)
		}
	}
	for _, q := range s.queried(p.Value("query").Map) {
		add(q)
	}
	return out
}

// queried lists the pages that meet every condition of a query, oldest first;
// those of types that are kept in an order of their own (regulations) in that.
// Registers and their rows have no text to gather.
func (s *Site) queried(query map[string]content.Value) []*Page {
	if len(query) == 0 {
		return nil
	}
	var out []*Page
	dated := false
	for _, sec := range s.Sections {
		if !isTyped(sec.Type, query["type"].Text) {
			continue
		}
		for _, p := range sec.Pages {
			if len(p.Item.Records) == 0 && p.Row == 0 && answers(p, query) {
				out = append(out, p)
				dated = dated || sec.Type.Sort != "order"
			}
		}
	}
	if dated {
		slices.SortStableFunc(out, func(x, y *Page) int { return x.Date.Compare(y.Date) })
	}
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
// school year (2011—2012学年度) takes in both of its terms; names may be typed
// as they may elsewhere.
func answers(p *Page, query map[string]content.Value) bool {
	is := func(key string, has func(want string) bool) bool {
		want := query[key].Text
		return want == "" || has(want)
	}
	return is("term", func(w string) bool { return p.Term != nil && strings.HasPrefix(p.Term.Title, w) }) &&
		is("group", func(w string) bool { return titleKey(p.Item.Group) == titleKey(w) }) &&
		is("kind", func(w string) bool { return p.Value("kind").Text == w }) &&
		is("programme", func(w string) bool {
			return slices.ContainsFunc(p.Programmes, func(s string) bool { return ProgrammeKey(s) == ProgrammeKey(w) })
		}) &&
		is("tag", func(w string) bool { return slices.Contains(p.Item.Tags, w) }) &&
		is("author", func(w string) bool {
			return slices.ContainsFunc(p.Item.Authors, func(n content.Name) bool { return personName(n.Text) == personName(w) })
		})
}

// ProgrammeKey is a programme's name without the quotation marks and spaces
// that some write and others do not: “两争一创” and 两争一创 are the same.
func ProgrammeKey(name string) string {
	return strings.Map(func(c rune) rune {
		if strings.ContainsRune("“”\"「」『』《》〈〉' 　", c) {
			return -1
		}
		return c
	}, name)
}
