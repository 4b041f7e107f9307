package book

import (
	"cmp"
	"strings"

	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/site"
)

// recordWorks are the sheets that an office keeps of a page: the record of an
// activity, the roster of a group, the approval of what went on the web.
func recordWorks(s *site.Site, p *site.Page) []*Work {
	if opensSection(p) || p.Row != 0 || len(p.Records) > 0 || p == s.Home {
		return nil
	}
	var out []*Work
	sheet := func(folder, kind, title string, make func(*assembler)) {
		out = append(out, &Work{Name: folder + pagePath(p), Title: title, Kind: kind, Page: p, Source: p.File, Asked: true, make: make})
	}
	switch {
	case p.Type.Name == "activity":
		sheet("records/", "record", "活动记录表："+p.Title, (*assembler).activityRecord)
	case s.GroupOf(p) != nil:
		sheet("rosters/", "roster", rosterTitle(p), (*assembler).rosterSheet)
	}
	if s.Audience == site.Staff && p.Type.Look != "" {
		sheet("approvals/", "approval", "上网信息审核登记表："+p.Title, (*assembler).approval)
	}
	return out
}

func (a *assembler) rosterSheet() {
	a.metadata(rosterTitle(a.page), "", a.page.Date)
	a.heading(a.doc.Title, "", "", a.bookmark("roster"))
	a.members(a.page)
}

// box is a labelled box of a form.
func box(label, value string) FormRow {
	return FormRow{Label: label, Value: lined(value)}
}

// halfBox shares its line with the next or last one where its value is short.
func halfBox(label, value string) FormRow {
	r := box(label, value)
	r.Half = len([]rune(value)) <= 16
	return r
}

// lined is text with its line breaks.
func lined(s string) []Inline {
	var out []Inline
	for i, line := range strings.Split(strings.TrimSpace(s), "\n") {
		if i > 0 {
			out = append(out, Inline{Break: true})
		}
		if line != "" {
			out = append(out, Inline{Text: line})
		}
	}
	return out
}

// activityRecord is the form that is kept of an activity, with its photos
// behind it.
func (a *assembler) activityRecord() {
	p := a.page
	a.metadata("活动记录表", "", p.Date)
	a.heading("活动记录表", "", "", a.bookmark("record"))
	of := func(name string) string {
		if f := p.Type.Field(name); f != nil {
			return a.valueText(p.Value(name), f)
		}
		return ""
	}
	when := p.Date.String()
	if end := of("end"); end != "" {
		when += "—" + end
	}
	notes, rest := a.notes(p)
	rows := []FormRow{box("活动名称", p.Title), halfBox("时间", when), halfBox("地点", of("place")),
		halfBox("类别", of("kind")), halfBox("主持人", of("host"))}
	for _, r := range []FormRow{box("主讲", cmp.Or(of("speakers"), of("expert"))), box("议题", cmp.Or(of("topics"), of("focus")))} {
		if len(r.Value) > 0 {
			rows = append(rows, r)
		}
	}
	rows = append(rows, box("参加人", of("attendees")), FormRow{Label: "活动记录", Value: notes, MinLines: 12})
	pairHalves(rows)
	fit(rows, a.doc.Layout)
	a.add(&Form{Rows: rows})
	a.add(rest...)
	a.pictures(p.Item)
	a.signatures([]string{"记录人", "主持人"})
}

// notes is a page's text as it stands in the box of a form; what no box can
// hold (tables, pictures) follows the form.
func (a *assembler) notes(p *site.Page) (text []Inline, rest []Block) {
	if p.Body == nil {
		return nil, nil
	}
	a.bookmarks[p] = a.bookmark("notes")
	c := &converter{assembler: a, page: p}
	var flatten func(blocks []Block, marker string)
	line := func(in ...Inline) {
		if len(text) > 0 {
			text = append(text, Inline{Break: true})
		}
		text = append(text, in...)
	}
	flatten = func(blocks []Block, marker string) {
		for _, b := range blocks {
			switch b := b.(type) {
			case *Heading:
				line(append([]Inline{{Text: b.Number}}, b.Text...)...)
			case *Paragraph:
				line(append([]Inline{{Text: marker}}, b.Text...)...)
				marker = ""
			case *ListBlock:
				for _, item := range b.Items {
					flatten(item.Blocks, item.Marker)
				}
			case *Quote:
				flatten(b.Blocks, "")
			case *Notice:
				line(Inline{Text: b.Title})
				flatten(b.Blocks, "")
			case *Rule:
			default:
				rest = append(rest, b)
			}
		}
	}
	flatten(c.blocks(p.Body.Root, 0), "")
	for i := range text { // a link within the sheet would have no place to lead to
		if strings.HasPrefix(text[i].Link, "#") {
			text[i].Link = ""
		}
	}
	return text, rest
}

// approval is the form on which a text is passed before it goes on the web.
func (a *assembler) approval() {
	p := a.page
	a.metadata("上网信息审核登记表", "", p.Date)
	a.heading("上网信息审核登记表", "", "", a.bookmark("approval"))
	common := func(name string) string {
		if f := p.Type.Field(name); f != nil {
			return a.valueText(p.Value(name), f)
		}
		return ""
	}
	words, images := 0, len(p.Images)
	if p.Body != nil {
		words = p.Body.Words
	}
	extent := itoa(words) + "字"
	if images > 0 {
		extent += "，图片" + itoa(images) + "张"
	}
	opinion := func(label, who string) FormRow {
		text := ""
		if who != "" {
			text = label + "：" + who
		}
		return FormRow{Label: label + "意见", Value: lined(text), Sign: true, MinLines: 5}
	}
	rows := []FormRow{box("信息标题", p.Title), halfBox("栏目", p.Type.Label), halfBox("篇幅", extent),
		halfBox("撰稿人", authorsOf(p.Item)), halfBox("撰稿日期", p.Date.String()),
		box("公开范围", [...]string{content.Public: "公开", content.Internal: "校内", content.Submission: "仅申报", content.Private: "仅本人"}[p.Visibility]),
		{Label: "内容提要", Value: lined(p.Summary), MinLines: 2},
		opinion("撰稿人", ""), opinion("审核人", common("reviewer")), opinion("签发人", common("approver")),
		halfBox("审批日期", common("approved_on")), halfBox("上网日期", ""), {Label: "备注"}}
	pairHalves(rows)
	fit(rows, a.doc.Layout)
	a.add(&Form{Rows: rows})
}

// variantWorks are the shorter or longer texts of a dossier, one a limit.
func variantWorks(p *site.Page) []*Work {
	var out []*Work
	taken := map[int]int{} // several of one limit are told apart
	for _, v := range p.Value("variants").List {
		limit, ref := v.Map["limit"], v.Map["ref"].Asset
		most := int(limit.Count.Value)
		if ref == nil || most <= 0 {
			continue
		}
		title := cmp.Or(v.Map["title"].Text, p.Title) + "（" + itoa(most) + "字版）"
		name := "variants/" + pageName(p) + "-" + itoa(most)
		if taken[most]++; taken[most] > 1 {
			name += "-" + itoa(taken[most])
		}
		out = append(out, &Work{Name: name, Title: title, Kind: "variant", Page: p, Source: p.File, Asked: true,
			make: func(a *assembler) { a.variant(title, most, a.site.Asset(ref)) }})
	}
	return out
}

// variant prints a text of its own length, signed like the dossier.
func (a *assembler) variant(title string, most int, t site.Target) {
	p := a.page
	by := cmp.Or(firstText(p, "signature", "applicant"), a.site.Config.School.Name)
	a.metadata(title, by, p.Date)
	q := t.Page
	if q == nil {
		a.heading(p.Title, "", "", a.bookmark("text"))
		a.say(Body, "（这一版还没有正文，或者没有发布。）")
		return
	}
	a.mark(q)
	a.printed[q] = true
	a.heading(q.Title, q.Subtitle, "", a.bookmarks[q])
	a.body(q)
	a.add(&Signature{Name: by, Date: a.doc.Date})
	if q.Body != nil && q.Body.Words > most {
		a.diags = append(a.diags, diag.Diagnostic{File: q.File, Start: diag.Pos{Line: 1, Column: 1}, Severity: diag.Warning, Code: "dossier/variant",
			Message: diag.Say("%[1]d字的版本有%[2]d字，超出%[3]d字。", "The version of %[1]d characters has %[2]d, %[3]d too many.", most, q.Body.Words, q.Body.Words-most),
			Hint:    diag.Say("删减到%d字以内，或者把 variants 里的字数改成通知要求的数。", "Cut it to %d, or correct the limit in variants:.", most)})
	}
}
