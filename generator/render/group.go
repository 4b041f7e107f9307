package render

import (
	"html/template"
	"slices"
	"strings"

	"showcase/generator/site"
)

// groupView is what a group shows besides its text.
type groupView struct {
	Vision  string
	Members []member
	Order   string // by what the members stand in order; empty: as given
	Duties  []string
	Parts   template.HTML // groups below it
	Groups  template.HTML // on a person's page: the groups the person is in
}

type member struct {
	Name template.HTML
	Role string
	Post string // 校长兼工会小组长
	Head bool
}

// planStrip is a plan with the phase that it is in.
type planStrip struct {
	Href   template.HTMLAttr
	Title  string
	Kicker string
	Strip  template.HTML
}

// members are a group's people in the order of its roster.
func (r *renderer) members(l *level, g *site.Group) []member {
	heads := g.Page.Value("head").Strings()
	var out []member
	for _, m := range g.Roster {
		out = append(out, member{Name: r.memberName(l, m), Role: m.Role, Post: r.joined(m.Posts), Head: slices.Contains(heads, m.Name)})
	}
	return out
}

// groupPage adds a group's people, its plans and all that it has done and won.
func (r *renderer) groupPage(l *level, p *site.Page, v *pageView) error {
	g := r.GroupOf(p)
	if g == nil {
		return nil
	}
	view := &groupView{Vision: p.Value("vision").Text, Duties: p.Value("duties").Strings()}
	if len(v.WideFacts) > 0 || v.Body == "" && len(view.Duties) == 0 {
		v.flatten()
	}
	if order := p.Value("members_order"); order.Text != "" && order.Text != "按给定次序" {
		view.Order = order.Text
	}
	view.Members = r.members(l, g)
	var parts []*site.Page
	for _, below := range g.Parts {
		parts = append(parts, below.Page)
	}
	view.Parts = l.items(parts)
	v.Group, v.Portfolio = view, &portfolioView{Badges: r.groupBadges(p)}
	return r.groupRecord(l, g, v.Portfolio)
}

// joined are a person's posts as they are printed: the first, 兼, the others.
func (r *renderer) joined(posts []string) string {
	if len(posts) < 2 {
		return strings.Join(posts, "")
	}
	return posts[0] + r.words["and_also"] + strings.Join(posts[1:], r.words["list_mark"])
}

func (r *renderer) groupBadges(p *site.Page) []string {
	var out []string
	if p.Value("pilot").Bool {
		out = append(out, r.words["pilot"])
	}
	if s := p.Value("learning_status").Text; s != "" {
		out = append(out, r.say("learning_status", s))
	}
	return out
}

// groupRecord adds plans, honours, projects and entries, and counts them.
func (r *renderer) groupRecord(l *level, g *site.Group, f *portfolioView) error {
	var plans, others []site.Entry
	for _, e := range g.Entries {
		if e.Record == nil && e.Item().Type.Layout == "plan" {
			plans = append(plans, e)
		} else {
			others = append(others, e)
		}
	}
	f.Plans = r.planStrips(l, plans)
	row := func(e site.Entry) ledgerRow { return r.authored(l, e) }
	f.Ledgers = r.ledgers(slices.Concat(g.Projects, others), row)
	if len(g.Awards) > 0 {
		f.Honours = &honourList{Count: itoa(len(g.Awards)) + r.unit("项")}
		for _, e := range g.Awards {
			html, err := r.honourOf(l, e)
			if err != nil {
				return err
			}
			f.Honours.Items = append(f.Honours.Items, html)
		}
	}
	f.Figures = r.groupFigures(g, plans, others)
	return nil
}

// groupFigures are a group's key numbers, each in its unit.
func (r *renderer) groupFigures(g *site.Group, plans, others []site.Entry) []figure {
	var out []figure
	add := func(label, unit, number string) {
		if number != "0" && number != "" {
			out = append(out, figure{label, number, unit})
		}
	}
	if size := r.fieldFigure(g.Page, "size"); size.Number != "" {
		out = append(out, size)
	} else {
		add(r.words["headcount"], r.unit("人"), itoa(len(g.Roster)))
	}
	add(r.words["plan"], r.unit("份"), itoa(len(plans)))
	count := map[string]int{"project": len(g.Projects), "award": len(g.Awards)}
	for _, e := range others {
		count[e.Item().Type.Name]++
	}
	for _, sec := range r.Sections {
		if sec.Type.Layout != "plan" && counts(sec.Type) {
			add(r.label(sec), r.countUnit(sec.Type), itoa(count[sec.Type.Name]))
		}
	}
	return out
}

// planStrips shows plans with their phases and where they are.
func (r *renderer) planStrips(l *level, plans []site.Entry) []planStrip {
	var out []planStrip
	for _, e := range plans {
		s := planStrip{Href: l.href(e.Page.Path), Title: e.Page.Title, Kicker: first(e.Page.Value("kind").Text, r.words["plan"])}
		strip, current := r.phaseStrip(e.Page)
		if s.Strip = strip; current != "" {
			s.Kicker = r.say("now_phase", current)
		}
		out = append(out, s)
	}
	return out
}

// phaseStrip is a plan's phases as a short list, and the one under way.
func (r *renderer) phaseStrip(p *site.Page) (strip template.HTML, current string) {
	phases := r.plan(p).Phases
	if len(phases) == 0 {
		return "", ""
	}
	var b strings.Builder
	b.WriteString("<ol class=\"phase-strip\">\n")
	for _, one := range phases {
		mark := ""
		if one.State == "current" {
			mark, current = ` aria-current="step"`, one.Name
		}
		b.WriteString(`<li class="` + one.State + `"` + mark + `><span>` + escape(one.Name))
		if one.StateWord != "" {
			b.WriteString(`<span class="state ` + one.State + `">` + escape(one.StateWord) + `</span>`)
		}
		b.WriteString(`</span><span class="span">` + escape(one.Span) + "</span></li>\n")
	}
	b.WriteString("</ol>\n")
	return template.HTML(b.String()), current
}

// memberName is a name in a roster: a link where the person has a page.
func (r *renderer) memberName(l *level, m site.Member) template.HTML {
	if m.Person.Page != nil {
		return template.HTML(`<a class="name"` + string(l.href(m.Person.Page.Path)) + `>` + escape(m.Name) + `</a>`)
	}
	return template.HTML(`<span class="name">` + escape(m.Name) + `</span>`)
}

// groupCards shows the organization by kind of group, in the given order.
func (r *renderer) groupCards(l *level, pages []*site.Page) []cardGroup {
	var out []cardGroup
	at := map[string]int{}
	for _, p := range pages {
		kind := p.Value("kind").Text
		i, ok := at[kind]
		if !ok {
			i = len(out)
			at[kind] = i
			out = append(out, cardGroup{Title: first(kind, r.words["other"]), Class: "cards"})
		}
		out[i].Items = append(out[i].Items, r.groupCard(l, p))
		out[i].Count++
	}
	return out
}

func (r *renderer) groupCard(l *level, p *site.Page) template.HTML {
	var b strings.Builder
	b.WriteString(`<article class="org"><h3>` + string(l.page(p)) + "</h3>")
	if vision := p.Value("vision").Text; vision != "" {
		b.WriteString(`<p class="motto">` + escape(vision) + "</p>")
	}
	var parts []string
	if heads := p.Value("head").Strings(); len(heads) > 0 {
		parts = append(parts, r.say("head_is", strings.Join(heads, r.words["list_mark"])))
	}
	if n := r.headcount(p); n > 0 {
		parts = append(parts, r.count("count_members", n))
	}
	parts = append(parts, r.groupBadges(p)...)
	if len(parts) > 0 {
		b.WriteString("<p>" + escape(strings.Join(parts, " · ")) + "</p>")
	}
	b.WriteString("</article>\n")
	return template.HTML(b.String())
}

// headcount is a group's size as given, or the number of those it names.
func (r *renderer) headcount(p *site.Page) int {
	if n := int(p.Value("size").Count.Value); n > 0 {
		return n
	}
	if g := r.GroupOf(p); g != nil {
		return len(g.Roster)
	}
	return 0
}
