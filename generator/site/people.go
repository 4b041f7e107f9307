package site

import (
	"cmp"
	"iter"
	"slices"

	"showcase/generator/content"
	"showcase/generator/diag"
)

// personType and groupType are the types that people and groups are found by.
const (
	personType = "person"
	groupType  = "group"
)

// gatherPeople finds who stands in the staff table or has a file, whether this
// audience may see it or not, and reports names that are nobody's.
func (l *linker) gatherPeople() {
	for it := range l.everything() {
		if it.Type.Name == personType {
			l.knownPerson(it)
		}
	}
	missing := map[string]*firstUse{}
	var order []string
	for it := range l.everything() {
		for _, n := range peopleOf(it) {
			if p := l.people[n.Text]; p != nil && p.Known || n.Text == "" {
				continue
			}
			if missing[n.Text] == nil {
				missing[n.Text] = &firstUse{it: it, name: n}
				order = append(order, n.Text)
			}
			missing[n.Text].times++
		}
	}
	for _, name := range order {
		l.reportUnknown(name, missing[name])
	}
}

// everything yields all items and, behind each register, its rows.
func (l *linker) everything() iter.Seq[*content.Item] {
	return func(yield func(*content.Item) bool) {
		for _, it := range l.source.Items {
			if !yield(it) {
				return
			}
			for _, row := range it.Records {
				if !yield(row) {
					return
				}
			}
		}
	}
}

// firstUse is where a name first stood, and how often in all.
type firstUse struct {
	it    *content.Item
	name  content.Name
	times int
}

// knownPerson enters one person of the staff table.
func (l *linker) knownPerson(it *content.Item) {
	name := personName(it.Title)
	if it.Row == 0 && len(it.Records) > 0 {
		return // the register itself
	}
	p := l.people[name]
	if p == nil {
		p = &Person{Name: name}
		l.people[name] = p
	}
	p.Known = true
	if it.Row == 0 {
		p.Page = l.shown[it]
	}
}

// personName drops the spaces that are typed to align two-character names.
func personName(s string) string {
	out := make([]rune, 0, len(s))
	for _, r := range s {
		if r != ' ' && r != '　' {
			out = append(out, r)
		}
	}
	return string(out)
}

// peopleOf is everyone whom an item names in a field that asks for staff.
// Award winners may be pupils and speakers may be guests, so only the fields
// that always mean staff are held against the staff table.
func peopleOf(it *content.Item) []content.Name {
	out := it.Authors
	for _, f := range it.Type.Fields {
		if f.Kind != content.KindPersons || f.Common {
			continue
		}
		if f.Name == "recipients" && !recipientsAreStaff(it) {
			continue
		}
		if v := it.Value(f.Name); v.Names != nil {
			out = append(slices.Clip(out), v.Names...)
		}
	}
	return out
}

func recipientsAreStaff(it *content.Item) bool {
	return it.Value("recipient_type").Text == "教师"
}

func (l *linker) reportUnknown(name string, u *firstUse) {
	var known []string
	for n, p := range l.people {
		if p.Known {
			known = append(known, n)
		}
	}
	slices.Sort(known)
	hint := diag.Say("如果是本校教职工，请在 content/people/ 里登记；如果是外校人员，可以不理会。",
		"Enter staff in content/people/; a guest may stay as is.")
	if near := diag.Nearest(name, known); near != "" {
		hint = diag.Say("是不是“%s”？如果是本校教职工，请在 content/people/ 里登记。", "Did you mean “%s”? Enter staff in content/people/.", near)
	}
	msg := diag.Say("教职工名单里没有“%s”。", "“%s” is not in the staff table.", name)
	if u.times > 1 {
		msg = diag.Say("教职工名单里没有“%s”（共 %d 处）。", "“%s” is not in the staff table (%d places).", name, u.times)
	}
	l.reportAt(u.it, u.name.Pos, u.name.End, diag.Warning, "person/unknown", msg, hint)
}

// connect fills in who wrote what, who is in which group, and who won what.
func (l *linker) connect() {
	groups := map[string]*Page{}
	for _, p := range l.Pages {
		if p.Type.Name == groupType {
			groups[titleKey(p.Title)] = p
		}
	}
	for _, p := range l.Pages {
		for _, n := range p.Item.Authors {
			who := l.person(n.Text)
			p.Authors = append(p.Authors, who)
			who.Works = append(who.Works, p)
		}
		if p.Item.Group != "" {
			p.Group = groups[titleKey(p.Item.Group)]
		}
		if p.Type.Name == groupType {
			l.members(p)
		}
		for _, r := range p.Records {
			l.recordPeople(r)
		}
	}
	for _, who := range l.people {
		slices.SortFunc(who.Works, newest)
		slices.SortStableFunc(who.Honours, func(a, b *Record) int {
			return cmp.Or(b.Date.Compare(a.Date), cmp.Compare(a.Page.Path, b.Page.Path), cmp.Compare(a.Row, b.Row))
		})
	}
	l.backlinks()
}

// person returns the one of that name, made on first use.
func (l *linker) person(name string) *Person {
	p := l.people[name]
	if p == nil {
		p = &Person{Name: name}
		l.people[name] = p
	}
	return p
}

func (l *linker) members(p *Page) {
	seen := map[string]bool{}
	add := func(name string) {
		if name != "" && !seen[name] {
			seen[name] = true
			who := l.person(name)
			who.Groups = append(who.Groups, p)
		}
	}
	for _, key := range []string{"head", "deputies"} {
		for _, n := range p.Value(key).Names {
			add(n.Text)
		}
	}
	for _, m := range p.Value("members").List {
		add(m.Map["name"].Text)
	}
}

func (l *linker) recordPeople(r *Record) {
	if r.Type.Name == personType {
		who := l.person(personName(r.Title))
		who.Record = r
		r.People = append(r.People, who)
		return
	}
	for _, f := range r.Type.Fields {
		if f.Kind != content.KindPersons {
			continue
		}
		for _, n := range r.Value(f.Name).Names {
			who := l.people[n.Text]
			if who == nil {
				continue
			}
			r.People = append(r.People, who)
			if f.Name == "recipients" {
				who.Honours = append(who.Honours, r)
			}
		}
	}
}

// backlinks lists for each page the others that lead to it.
func (l *linker) backlinks() {
	seen := map[[2]*Page]bool{}
	for _, p := range l.Pages {
		if p.Body == nil {
			continue
		}
		for _, link := range p.Body.Links {
			to := l.links[link].Page
			if to == nil || to == p || seen[[2]*Page{p, to}] {
				continue
			}
			seen[[2]*Page{p, to}] = true
			to.Backlinks = append(to.Backlinks, p)
		}
	}
}
