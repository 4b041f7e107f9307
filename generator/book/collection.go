package book

import (
	"slices"
	"strings"

	"showcase/generator/diag"
	"showcase/generator/site"
)

// collection prints its preface and items, each as a part; where the items are
// divided (divide), a sheet opens each division. Regulations that are repealed
// are named at the end, not printed.
func (a *assembler) collection() {
	a.doc.Head = a.doc.Title
	a.useAll(a.site.Known.Find(a.page.Value("query").Map["type"].Text))
	pages, repealed := inForce(a.site.Collected(a.page))
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
	if written(preface) {
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
	for i, d := range divided(pages, a.page.Value("divide").Text) {
		if d.title != "" {
			a.add(&Heading{Number: "第" + Han(i+1) + "编　", Text: titleText(d.title), Bookmark: a.bookmark("division"), InOutline: true})
		}
		for _, q := range d.pages {
			a.collected(q)
		}
	}
	if len(repealed) > 0 {
		a.heading("说明", "", "", a.bookmark("repealed"))
		a.say(Body, "下列制度已经废止，本编不再收入："+strings.Join(repealed, "、")+"。")
	}
}

// collected prints one item.
func (a *assembler) collected(q *site.Page) {
	a.heading(q.Title, q.Subtitle, "", a.bookmarkOf(q))
	by := byline(q)
	if issued := a.issueNote(q, firstText(q, "no")); issued != "" {
		by = issued
	}
	if by != "" {
		a.say(Centered, by)
	}
	a.printed[q] = true
	a.body(q)
	a.pictures(q.Item)
}

// inForce parts regulations that are repealed from all else, and says by what
// they are called.
func inForce(pages []*site.Page) (kept []*site.Page, repealed []string) {
	for _, q := range pages {
		if q.Value("status").Text == "废止" {
			repealed = append(repealed, "《"+q.Title+"》")
		} else {
			kept = append(kept, q)
		}
	}
	return kept, repealed
}

// division is a run of a collection's items under one title.
type division struct {
	title string
	pages []*site.Page
}

// divided groups pages by term, author, group or kind, in the order in which
// each first comes; without a key they are one untitled division.
func divided(pages []*site.Page, by string) []division {
	key := func(p *site.Page) string {
		switch by {
		case "学期":
			if p.Term != nil {
				return p.Term.Title
			}
		case "作者":
			return authorsOf(p.Item)
		case "部门":
			return p.Item.Group
		case "类别":
			return firstText(p, "kind", "field")
		}
		return ""
	}
	var out []division
	for _, p := range pages {
		title := key(p)
		if title == "" && by != "" {
			title = "其他"
		}
		i := slices.IndexFunc(out, func(d division) bool { return d.title == title })
		if i < 0 {
			i = len(out)
			out = append(out, division{title: title})
		}
		out[i].pages = append(out[i].pages, p)
	}
	return out
}
