package site

import (
	"cmp"
	"slices"
	"strings"

	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/hanzi"
)

// Group is what the page of a group stands for.
type Group struct {
	Page     *Page
	Parent   *Group   // nil: none, or none that this audience may see
	Parts    []*Group // the groups below it, in the section's order
	Roster   []Member // in the order that the group asks for
	Entries  []Entry  // pages and rows that name it as their group, newest first
	Projects []Entry  // that name it or whose people are mostly its own
	Awards   []Entry  // won by the group itself, newest first
}

// Member is one person of a group.
type Member struct {
	Name   string
	Person *Person
	Role   string // 组长, 副组长, 成员; empty where none is said
	Posts  []string
	entry  content.Value
}

// GroupOf returns the group whose page this is, nil if it is no group's.
func (s *Site) GroupOf(p *Page) *Group { return s.groups[p] }

// TopGroups are the groups above which this audience sees none, in the
// section's order: the roots of the organization chart.
func (s *Site) TopGroups() []*Group {
	var out []*Group
	if sec := s.Section(groupType); sec != nil {
		for _, p := range sec.Pages {
			if g := s.groups[p]; g != nil && g.Parent == nil {
				out = append(out, g)
			}
		}
	}
	return out
}

// Roster are the entries of a group's members in the order that it asks for
// (members_order): as given, by strokes of the family name, or by pinyin; head
// and deputies always come first. One person an entry, with the parts that the
// type gives them; a head or deputy whom the list leaves out is put in front.
func (s *Site) Roster(p *Page) []content.Value {
	var out []content.Value
	if g := s.groups[p]; g != nil {
		for _, m := range g.Roster {
			out = append(out, m.entry)
		}
	}
	return out
}

// makeGroups makes the group of each page of that type, with its roster, and
// returns them by name.
func (l *linker) makeGroups() map[string]*Group {
	l.groups = map[*Page]*Group{}
	byName := map[string]*Group{}
	sec := l.Section(groupType)
	if sec == nil {
		return byName
	}
	for _, p := range sec.Pages {
		g := &Group{Page: p}
		l.groups[p] = g
		byName[titleKey(p.Title)] = g
		g.Roster = l.roster(p)
		l.headless(g)
		for _, m := range g.Roster {
			who := m.Person
			if n := len(who.Groups); n == 0 || who.Groups[n-1] != p {
				who.Groups = append(who.Groups, p)
			}
			l.leftBefore(p, m)
		}
	}
	for _, p := range sec.Pages {
		g := l.groups[p]
		if a := p.Value("parent").Asset; a != nil && !l.circular[p] {
			g.Parent = l.groups[l.Site.assets[a].Page]
		}
		if g.Parent != nil {
			g.Parent.Parts = append(g.Parent.Parts, g)
		}
	}
	return byName
}

// headless reports a group of several people of whom none is said to lead it. A
// leading group without a head is found when its file is read.
func (l *linker) headless(g *Group) {
	members := g.Page.Value("members")
	if len(members.List) < 2 || !g.Page.Value("head").IsZero() || g.Page.Value("kind").Text == "领导小组" {
		return
	}
	lead := roles(g.Page.Type)
	if len(lead) == 0 || slices.ContainsFunc(g.Roster, func(m Member) bool { return m.Role == lead[0] }) {
		return
	}
	l.reportAt(g.Page.Item, members.Pos, members.EndAt, diag.Hint, "group/headless",
		diag.Say("“%s”有 %d 人，没有写由谁负责。", "“%s” has %d people and no head.", g.Page.Title, len(g.Roster)),
		diag.Say("加一行，例如：组长: %s", "Add a line, e.g. head: %s", g.Roster[0].Name))
}

// roles are the choices of a member's role, head first.
func roles(t *content.Type) []string {
	var out []string
	if f := t.Field("members"); f != nil {
		for i := range f.Fields {
			if f.Fields[i].Name == "role" {
				for _, c := range f.Fields[i].Choices {
					out = append(out, c.Value)
				}
			}
		}
	}
	return out
}

// roster puts head, deputies and members of a group in order.
func (l *linker) roster(p *Page) []Member {
	order := roles(p.Type)
	heads, deputies := p.Value("head").Names, p.Value("deputies").Names
	var out []Member
	seen := map[string]bool{}
	for _, e := range p.Value("members").List {
		for _, n := range e.Map["name"].Names {
			seen[n.Text] = true
			out = append(out, l.member(n, e.Map["role"].Text, e))
		}
	}
	var front []Member
	for i, names := range [][]content.Name{heads, deputies} {
		for _, n := range names {
			if !seen[n.Text] && i < len(order) {
				seen[n.Text] = true
				front = append(front, l.member(n, order[i], content.Value{}))
			}
		}
	}
	out = append(front, out...)
	var less func(a, b string) int
	switch p.Value("members_order").Text {
	case "姓氏笔画":
		less = hanzi.CompareStrokes
	case "姓名拼音":
		less = func(a, b string) int {
			return cmp.Or(strings.Compare(hanzi.Slug(a), hanzi.Slug(b)), hanzi.CompareStrokes(a, b))
		}
	default:
		return out
	}
	rank := func(m Member) int {
		named := func(n content.Name) bool { return n.Text == m.Name }
		switch i := slices.Index(order, m.Role); {
		case m.Role == "" && slices.ContainsFunc(heads, named):
			return 0
		case m.Role == "" && slices.ContainsFunc(deputies, named):
			return 1
		case i < 0:
			return 2
		default:
			return i
		}
	}
	slices.SortStableFunc(out, func(a, b Member) int { return cmp.Or(cmp.Compare(rank(a), rank(b)), less(a.Name, b.Name)) })
	return out
}

// member is one name of an entry, which may have several.
func (l *linker) member(n content.Name, role string, e content.Value) Member {
	m := Member{Name: n.Text, Person: l.person(n.Text), Role: role, Posts: e.Map["posts"].Strings()}
	m.entry = content.Value{Kind: content.KindObject, Text: n.Text, Pos: n.Pos, EndAt: n.End, Map: map[string]content.Value{}}
	for key, v := range e.Map {
		m.entry.Map[key] = v
	}
	m.entry.Map["name"] = content.Value{Kind: content.KindPersons, Text: n.Text, Names: []content.Name{n}, Pos: n.Pos, EndAt: n.End}
	if role != "" {
		m.entry.Map["role"] = content.Value{Kind: content.KindChoice, Text: role}
	}
	return m
}

// lineage reports a page of a section that is its own ancestor by parent:, and
// remembers it as one without a parent. Each page is walked over once.
func (l *linker) lineage(sec *Section) {
	if f := sec.Type.Field("parent"); f == nil || f.Kind != content.KindRef {
		return
	}
	const walking, done = 1, 2
	state := map[*Page]int{}
	parent := func(p *Page) *Page {
		if a := p.Value("parent").Asset; a != nil {
			return l.Site.assets[a].Page
		}
		return nil
	}
	for _, p := range sec.Pages {
		var way []*Page
		q := p
		for ; q != nil && q.Section == sec && state[q] == 0; q = parent(q) {
			state[q] = walking
			way = append(way, q)
		}
		if q != nil && state[q] == walking {
			l.circular[q] = true
			v := q.Value("parent")
			f := q.Type.Field("parent")
			l.reportAt(q.Item, v.Pos, v.EndAt, diag.Error, q.Type.Name+"/circle",
				diag.Say("“%s”的%s一级一级往上，又回到了它自己。", "“%s”: following %s upwards leads back to it.", q.Title, f.Label),
				diag.Say("最上面的那一个不写“%s”；请核对这几个：%s", "The topmost has no %s; check these: %s", f.Label, titles(way[slices.Index(way, q):])))
		}
		for _, w := range way {
			state[w] = done
		}
	}
}

func titles(pages []*Page) string {
	var out []string
	for _, p := range pages {
		out = append(out, p.Title)
	}
	return strings.Join(out, "、")
}

// fillGroups gives each group what belongs to it.
func (l *linker) fillGroups(byName map[string]*Group) {
	if len(byName) == 0 {
		return
	}
	for _, p := range l.Pages {
		if p.Row == 0 && !p.IsRegister() {
			l.fillGroup(byName, Entry{Page: p})
		}
		for _, r := range p.Records {
			l.fillGroup(byName, Entry{p, r})
		}
	}
	for _, g := range byName {
		for _, list := range [][]Entry{g.Entries, g.Projects, g.Awards} {
			slices.SortStableFunc(list, func(a, b Entry) int { return b.before(a) })
		}
	}
}

// fillGroup gives one item to the groups that it belongs to.
func (l *linker) fillGroup(byName map[string]*Group, e Entry) {
	it := e.Item()
	switch it.Type.Name {
	case personType, groupType:
	case "award":
		if it.Value("recipient_type").Text == "集体" {
			for _, n := range it.Value("recipients").Names {
				if g := byName[titleKey(n.Text)]; g != nil {
					g.Awards = append(g.Awards, e)
				}
			}
		}
	case "project":
		named := byName[titleKey(it.Group)]
		if named != nil {
			named.Projects = append(named.Projects, e)
		}
		for _, p := range l.mostlyOf(e) {
			if g := l.groups[p]; g != named {
				g.Projects = append(g.Projects, e)
			}
		}
	default:
		if g := byName[titleKey(it.Group)]; g != nil && it.Group != "" {
			g.Entries = append(g.Entries, e)
		}
	}
}

// byOffice are the kinds of groups that people are in by their office, not by
// what they work on: a project of theirs is not the group's.
var byOffice = []string{"领导小组", "部门", "工会小组"}

// mostlyOf are the groups to which more than half of an item's people belong.
func (l *linker) mostlyOf(e Entry) []*Page {
	it := e.Item()
	people := map[*Person]bool{}
	for _, way := range l.namings(it.Type) {
		for n := range way.each(it) {
			if who := l.people[n.Text]; who != nil {
				people[who] = true
			}
		}
	}
	count := map[*Page]int{}
	for who := range people {
		for _, p := range who.Groups {
			count[p]++
		}
	}
	var out []*Page
	for p, n := range count {
		if 2*n > len(people) && len(people) > 1 && !slices.Contains(byOffice, p.Value("kind").Text) {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b *Page) int { return strings.Compare(a.Path, b.Path) })
	return out
}
