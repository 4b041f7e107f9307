package render

import (
	"html/template"
	"strings"

	"showcase/generator/content"
	"showcase/generator/site"
)

// personPage adds the face, the works, the honours and the groups of a person.
func (r *renderer) personPage(l *level, p *site.Page, v *pageView) error {
	v.Avatar = r.avatar(l, p)
	v.Byline = template.HTML("<span>" + escape(r.personLine(p)) + "</span>")
	if r.personLine(p) == "" {
		v.Byline = ""
	}
	who := r.PersonOf(p)
	if who == nil {
		return nil
	}
	var err error
	if v.Works, err = r.byType(l, who.Works); err != nil {
		return err
	}
	for _, rec := range who.Honours {
		html, err := r.honour(l, rec)
		if err != nil {
			return err
		}
		v.Honours = append(v.Honours, html)
	}
	if len(who.Groups) > 0 {
		v.Group = &groupView{Groups: l.items(who.Groups)}
	}
	return nil
}

// personLine is a person's posts, subject and title in one line.
func (r *renderer) personLine(it interface{ Value(string) content.Value }) string {
	var parts []string
	for _, name := range []string{"post", "union_post", "subject", "title"} {
		if s := it.Value(name).Strings(); len(s) > 0 {
			parts = append(parts, strings.Join(s, r.words["list_mark"]))
		}
	}
	if s := it.Value("rank").Text; s != "" {
		parts = append(parts, s)
	}
	return strings.Join(parts, " · ")
}

// avatar is the person's picture, or the family name.
func (r *renderer) avatar(l *level, p *site.Page) template.HTML {
	if html := r.thumb(l, p); html != "" {
		return `<span class="avatar">` + html + `</span>`
	}
	name := ""
	for _, c := range p.Title {
		name = string(c)
		break
	}
	return template.HTML(`<span class="avatar" aria-hidden="true">` + escape(name) + `</span>`)
}

// groupView is what a group shows besides its text.
type groupView struct {
	Kind    string
	Vision  string
	Members []member
	Duties  []string
	Parts   template.HTML // groups below it
	Groups  template.HTML // on a person's page: the groups the person is in
}

type member struct {
	Name  template.HTML
	Role  string
	Posts string
	Head  bool
}

func (r *renderer) groupPage(l *level, p *site.Page, v *pageView) error {
	g := &groupView{Kind: p.Value("kind").Text, Vision: p.Value("vision").Text, Duties: p.Value("duties").Strings()}
	heads := p.Value("head").Strings()
	for _, m := range p.Value("members").List {
		g.Members = append(g.Members, r.member(l, m, heads))
	}
	var parts []*site.Page
	for _, other := range p.Section.Pages {
		if a := other.Value("parent").Asset; a != nil && r.Asset(a).Page == p {
			parts = append(parts, other)
		}
	}
	g.Parts = l.items(parts)
	v.Group = g
	var err error
	v.Works, err = r.byType(l, r.groups[p])
	return err
}

func (r *renderer) member(l *level, v content.Value, heads []string) member {
	var m member
	names := v.Map["name"].Strings()
	if v.Map == nil {
		names = v.Strings()
	}
	for i, name := range names {
		if i > 0 {
			m.Name += template.HTML(r.words["list_mark"])
		}
		m.Name += r.memberName(l, name)
		for _, h := range heads {
			m.Head = m.Head || h == name
		}
	}
	m.Role = v.Map["role"].Text
	m.Posts = strings.Join(v.Map["posts"].Strings(), r.words["list_mark"])
	return m
}

// memberName is a name in a roster: a link where the person has a page.
func (r *renderer) memberName(l *level, name string) template.HTML {
	if who := r.Person(name); who != nil && who.Page != nil {
		return template.HTML(`<a class="name"` + string(l.href(who.Page.Path)) + `>` + escape(name) + `</a>`)
	}
	return template.HTML(`<span class="name">` + escape(name) + `</span>`)
}

// programmeWorks are the pages that name a programme.
func (r *renderer) programmeWorks(p *site.Page) []*site.Page {
	out := r.tagged[site.ProgrammeKey(p.Title)]
	if short := site.ProgrammeKey(p.Value("short").Text); short != "" && short != site.ProgrammeKey(p.Title) {
		out = append(out[:len(out):len(out)], r.tagged[short]...)
	}
	return out
}

// programme gathers what belongs to a campaign.
func (r *renderer) programme(l *level, p *site.Page, v *pageView) error {
	var err error
	v.Works, err = r.byType(l, r.programmeWorks(p))
	if s := p.Value("slogans").Strings(); len(s) > 0 {
		v.Concept = &conceptView{Kind: "slogan"}
		for _, slogan := range s {
			v.Concept.Items = append(v.Concept.Items, idea{Name: slogan})
		}
	}
	for _, g := range p.Value("goals").Strings() {
		if v.Plan == nil {
			v.Plan = &planView{}
		}
		v.Plan.Goals = append(v.Plan.Goals, goal{Text: g})
	}
	return err
}

// sectionCards shows people, groups, ideas and the like as cards. It returns
// nil for a section that is better as rows.
func (r *renderer) sectionCards(l *level, sec *site.Section) ([]cardGroup, error) {
	switch {
	case len(sec.Pages) == 0:
		return nil, nil
	case sec.Type.Layout == "person":
		g := cardGroup{Class: "people"}
		for _, p := range sec.Pages {
			if len(p.Records) == 0 {
				g.Items = append(g.Items, r.personCard(l, p))
			}
		}
		g.Count = len(g.Items)
		if g.Count == 0 {
			return nil, nil
		}
		return []cardGroup{g}, nil
	case sec.Type.Layout == "group":
		return r.groupCards(l, sec), nil
	case sec.Type.Layout == "concept":
		return r.conceptCards(l, sec), nil
	}
	return nil, nil
}

func (r *renderer) personCard(l *level, p *site.Page) template.HTML {
	return template.HTML(`<article class="person-card">` + string(r.avatar(l, p)) + `<div><h3>` + string(l.page(p)) + `</h3><p>` + escape(r.personLine(p)) + "</p></div></article>\n")
}

// groupCards shows the organization by kind of group, in the given order.
func (r *renderer) groupCards(l *level, sec *site.Section) []cardGroup {
	var out []cardGroup
	at := map[string]int{}
	for _, p := range sec.Pages {
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
	if n := len(p.Value("members").List); n > 0 {
		parts = append(parts, r.count("count_members", n))
	}
	if len(parts) > 0 {
		b.WriteString("<p>" + escape(strings.Join(parts, " · ")) + "</p>")
	}
	b.WriteString("</article>\n")
	return template.HTML(b.String())
}
