package book

import (
	"cmp"
	"slices"
	"strings"

	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/hanzi"
	"showcase/generator/site"
)

// publicityTerms says of a public notice what it must say whatever its text
// is: what it is about, from when to when, how to object and to whom.
func (a *assembler) publicityTerms(p *site.Page) {
	line := func(label, text string) {
		if text != "" {
			a.add(&Paragraph{Text: []Inline{{Text: label + "：", Bold: true}, {Text: text}}})
		}
	}
	var about []string
	for _, v := range p.Value("about").List {
		if v.Asset == nil {
			continue
		}
		if t := a.site.Asset(v.Asset); t.Record != nil {
			about = append(about, t.Record.Title+"（"+recipients(a.handed(t.Record.Item))+"）")
		} else if t.Title != "" {
			about = append(about, "《"+t.Title+"》")
		}
	}
	line("公示内容", strings.Join(about, "、"))
	from, to := p.Value("publicity_start").Date, p.Value("expires").Date
	if !from.IsZero() && !to.IsZero() {
		line("公示时间", from.String()+"至"+to.String()+"，共"+itoa(content.Workdays(from, to))+"个工作日。")
	}
	if text := a.plainBody(p); !strings.Contains(text, "意见") && !strings.Contains(text, "异议") {
		line("意见反映", "公示期内有不同意见的，请实名以书面或当面方式提出；以单位名义提出的，加盖公章。")
	}
	line("受理", p.Value("contacts").Text)
}

// publicityPart prints the public notice of a dossier, and the statement that
// the school fills in when the time is over.
func (a *assembler) publicityPart(pt part) {
	ref := pt.ref
	if ref == nil {
		ref = a.page.Value("publicity").Asset
	}
	var q *site.Page
	if ref != nil {
		q = a.site.Asset(ref).Page
	}
	if q == nil {
		pt.ref = ref
		a.included(pt)
	} else {
		a.heading(cmp.Or(pt.title, q.Title), q.Subtitle, "", a.bookmarkOf(q))
		if !a.again(q) {
			a.body(q)
			a.publicityTerms(q)
			a.add(&Signature{Name: a.signer(q), Date: q.Date.String()})
		}
	}
	a.add(&Form{Rows: []FormRow{{Label: "公示结果", Value: []Inline{{Text: "公示期间收到的意见及处理情况："}}, Seal: true, MinLines: usualSeal}}})
}

// commended are the awards that a decision is about: those it names, else the
// school's own of its day, and of an event that its text leads to.
func (a *assembler) commended(p *site.Page) []*content.Item {
	var named []*content.Item
	for _, v := range p.Value("about").List {
		if v.Asset == nil {
			continue
		}
		switch t := a.site.Asset(v.Asset); {
		case t.Record != nil:
			named = append(named, t.Record.Item)
		case t.Page != nil && len(t.Page.Records) > 0:
			for _, r := range t.Page.Records {
				named = append(named, r.Item)
			}
		case t.Page != nil && t.Page.Type.Name == "award":
			named = append(named, t.Page.Item)
		}
	}
	if len(named) > 0 {
		return slices.DeleteFunc(named, func(r *content.Item) bool { return r.Value("aggregate").Bool })
	}
	events := map[string]bool{}
	if p.Body != nil {
		for _, l := range p.Body.Links {
			if t := a.site.Target(l); t.Page != nil {
				events[t.Page.Title] = true
			}
		}
	}
	for _, r := range a.awardRecords() {
		ours := r.Value("level").Text == "校级" && !r.Value("aggregate").Bool
		if ours && (!p.Date.IsZero() && r.Date == p.Date || events[r.Value("event").Text]) {
			named = append(named, r)
		}
	}
	slices.SortStableFunc(named, func(x, y *content.Item) int {
		return cmp.Or(strings.Compare(x.File, y.File), cmp.Compare(x.Row, y.Row))
	})
	return named
}

// honourRoll attaches the names to a decision on commendation: by category of
// reward where all have one, else by award.
func (a *assembler) honourRoll(p *site.Page) []enclosed {
	awards := a.commended(p)
	if len(awards) == 0 {
		a.fault(diag.Warning, "notice/no-awards", diag.Say("这份表彰决定没有找到所表彰的奖项，光荣榜没有印出来。", "This decision names no awards: its roll of honour is not printed."),
			diag.Say("写明奖项，例如：所涉奖项: [../awards/2012.md#r3]；或者在获奖登记里把日期、活动写得与决定一致", "Name them, e.g. about: [../awards/2012.md#r3], or give the register the decision's date or event"))
		return nil
	}
	return []enclosed{{"光荣榜", func(label string) {
		a.heading("光荣榜", "", label, a.bookmark("honours"))
		category := func(r *content.Item) string { return r.Value("reward_category").Text }
		all := !slices.ContainsFunc(awards, func(r *content.Item) bool { return category(r) == "" })
		var order []string
		groups := map[string][]*content.Item{}
		for _, r := range awards {
			key := awardTitle(r)
			if all {
				key = category(r)
			}
			if groups[key] == nil {
				order = append(order, key)
			}
			groups[key] = append(groups[key], r)
		}
		for i, key := range order {
			a.honourGroup(headingNumber(1, i+1), key, groups[key], p.Value("names_order").Text == "姓氏笔画")
		}
	}}}
}

// awardTitle is an award's title with its grade.
func awardTitle(r *content.Item) string {
	if g := r.Value("grade").Text; g != "" && !strings.Contains(r.Title, g) {
		return r.Title + "（" + g + "）"
	}
	return r.Title
}

func (a *assembler) honourGroup(number, key string, awards []*content.Item, strokes bool) {
	var titles, unnamed []string
	list := &NameList{}
	for _, r := range awards {
		a.use(r.File)
		if t := awardTitle(r); t != key && !slices.Contains(titles, t) {
			titles = append(titles, t)
		}
		names := r.Value("recipients").Strings()
		if len(names) == 0 {
			unnamed = append(unnamed, recipients(r))
		}
		for _, n := range names {
			if !slices.Contains(list.Names, n) {
				list.Names = append(list.Names, n)
			}
		}
	}
	text := key
	if len(titles) > 0 {
		text += "：" + strings.Join(titles, "、")
	}
	if n := len(list.Names); n > 1 {
		text += "　" + itoa(n) + "名"
	}
	a.add(&Heading{Level: 1, Number: number, Text: []Inline{{Text: text}}, Bookmark: a.bookmark("honour")})
	if strokes {
		slices.SortStableFunc(list.Names, hanzi.CompareStrokes)
	}
	if len(list.Names) > 0 {
		a.add(list)
	}
	for _, text := range unnamed {
		if text != "" {
			a.say(Body, text)
		}
	}
}
