package book

import (
	"path"
	"slices"
	"strings"

	"showcase/generator/content"
	"showcase/generator/site"
)

// evidence lists the pieces in order, says which criterion each supports, then
// prints each on sheets of its own.
func (a *assembler) evidence(pt part) {
	a.heading(pt.name(), "", "", a.bookmark("evidence"))
	if pt.note != "" {
		a.say(Body, pt.note)
	}
	a.evidenceList()
	a.criteria()
	for i := range a.page.Evidence {
		a.annex(i, a.site.Asset(&a.page.Evidence[i]))
	}
}

func (a *assembler) evidenceList() {
	list := a.page.Evidence
	if len(list) == 0 {
		a.say(Body, "（没有列出佐证材料。）")
		return
	}
	t := &Table{Columns: []Column{{Align: Center}, {Align: Left}, {Align: Center}, {Align: Center}},
		Header: []Row{headRow("编号", "名称", "类别", "日期")}}
	for i := range list {
		target := a.site.Asset(&list[i])
		kind, date, link := "图片", "", ""
		switch {
		case target.Page != nil:
			kind, date, link = target.Page.Type.Label, target.Page.Date.String(), "#"+a.bookmarks[target.Page]
		case target.URL != "":
			kind, link = "网页", target.URL
		case target.Broken:
			kind = "不公开"
		case !isPicture(target.Path):
			kind = "文件"
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			textCell(annexLabel(i)),
			{Text: []Inline{{Text: a.evidenceTitle(i, target), Link: link}}},
			textCell(kind), textCell(date),
		}})
	}
	a.add(weigh(t))
}

func annexLabel(i int) string { return "附件" + itoa(i+1) }

// criteria prints which annexes support each criterion: what a reviewer who
// scores by criteria looks for first.
func (a *assembler) criteria() {
	list := a.page.Value("criteria").List
	if len(list) == 0 {
		return
	}
	t := &Table{Caption: a.caption("评选条件与佐证材料对照"), Columns: []Column{{Align: Left}, {Align: Left}, {Align: Left}, {Align: Center}},
		Header: []Row{headRow("评选条件", "说明", "佐证材料", "自评分")}}
	for _, v := range list {
		score := v.Map["self_score"].Text
		if of := v.Map["points"].Text; of != "" {
			score += "/" + of
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			textCell(v.Map["text"].Text), textCell(v.Map["note"].Text), {Text: a.supports(v.Map["evidence"])}, textCell(score),
		}})
	}
	a.add(weigh(withoutEmptyColumns(t)))
}

// supports names the annexes of a criterion, and by its title what is none.
func (a *assembler) supports(refs content.Value) []Inline {
	var numbers []int
	var others []string
	for _, r := range refs.List {
		if r.Asset == nil {
			continue
		}
		t := a.site.Asset(r.Asset)
		i := -1
		for k := range a.page.Evidence { // by index: the site knows assets by their address
			e := &a.page.Evidence[k]
			u := a.site.Asset(e)
			if t.Page != nil && t.Page == u.Page || t.Page == nil && t.Path != "" && t.Path == u.Path || e.File+e.Ref == r.Asset.File+r.Asset.Ref {
				i = k
				break
			}
		}
		switch {
		case i >= 0:
			numbers = append(numbers, i)
		case t.Title != "":
			others = append(others, t.Title)
		default:
			others = append(others, "不公开的材料")
		}
	}
	slices.Sort(numbers)
	var out []Inline
	for k, i := range slices.Compact(numbers) {
		if k > 0 {
			out = append(out, Inline{Text: "、"})
		}
		in := Inline{Text: annexLabel(i)}
		if p := a.site.Asset(&a.page.Evidence[i]).Page; p != nil {
			in.Link = "#" + a.bookmarks[p]
		}
		out = append(out, in)
	}
	if len(others) > 0 {
		if len(out) > 0 {
			out = append(out, Inline{Text: "；"})
		}
		out = append(out, Inline{Text: strings.Join(others, "、")})
	}
	return out
}

// evidenceTitle is what a piece is called. One that this edition may not show
// has only the name that the dossier itself gives it.
func (a *assembler) evidenceTitle(i int, t site.Target) string {
	switch e := &a.page.Evidence[i]; {
	case e.Title != "":
		return e.Title
	case t.Title != "":
		return t.Title
	case e.Ref != "" && !strings.ContainsAny(e.Ref, "/."):
		return e.Ref
	}
	return "不公开的材料"
}

// annex prints one piece of evidence, opened by its number and title.
func (a *assembler) annex(i int, t site.Target) {
	asset := &a.page.Evidence[i]
	label, title := annexLabel(i), a.evidenceTitle(i, t)
	switch {
	case t.Page != nil:
		a.heading(title, t.Page.Subtitle, label, a.bookmarkOf(t.Page))
		if a.again(t.Page) {
			return
		}
		if by := byline(t.Page); by != "" {
			a.say(Lead, by)
		}
		a.facts(t.Page)
		a.body(t.Page)
		a.pictures(t.Page)
	case t.Path != "" && isPicture(t.Path):
		a.heading(title, "", label, a.bookmark("annex"))
		caption := asset.Caption
		if caption == "" {
			caption = title
		}
		a.picture(a.site.SourceOf(t.Path), title, caption)
	case t.Path != "" || t.URL != "":
		a.heading(title, "", label, a.bookmark("annex"))
		a.say(Body, "（本件另附：“"+path.Base(t.Path+t.URL)+"”。）")
	default:
		a.heading(title, "", label, a.bookmark("annex"))
		a.add(onPaper())
	}
	if asset.Pages != "" {
		a.say(Body, "（页码："+asset.Pages+"）")
	}
}

// pictures prints the photos and scans that a page names in its front matter.
func (a *assembler) pictures(p *site.Page) {
	for _, list := range [][]content.Asset{p.Images, p.Evidence} {
		for i := range list {
			if t := a.site.Asset(&list[i]); t.Page == nil && isPicture(t.Path) {
				text := list[i].Caption
				if text == "" {
					text = list[i].Title
				}
				a.picture(a.site.SourceOf(t.Path), text, text)
			}
		}
	}
}
