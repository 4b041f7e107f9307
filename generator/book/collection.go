package book

import (
	"showcase/generator/diag"
)

// collection prints its preface and items, each as a part.
func (a *assembler) collection() {
	pages := a.site.Collected(a.page)
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
		a.pictures(q.Item)
	}
}
