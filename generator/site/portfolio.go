package site

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"showcase/generator/content"
)

// Entry is one item wherever it stands: a page of its own, or a row of one.
type Entry struct {
	Page   *Page   // of a row, the register's page
	Record *Record // nil: the page itself
}

// Item returns what the entry says.
func (e Entry) Item() *content.Item {
	if e.Record != nil {
		return e.Record.Item
	}
	return e.Page.Item
}

// Anchor is the entry's place on its page; empty for the page itself.
func (e Entry) Anchor() string {
	if e.Record != nil {
		return e.Record.Anchor
	}
	return ""
}

// Date is the item's date or, where it has none, the first of its type's
// fields that says when: a project's start, a problem's 发现日期, a plan's year.
func (e Entry) Date() content.Date { return dateOf(e.Item()) }

func dateOf(it *content.Item) content.Date {
	if !it.Date.IsZero() {
		return it.Date
	}
	for i := range it.Type.Fields {
		f := &it.Type.Fields[i]
		if f.Name == "approved_on" || f.Name == "expires" {
			continue // about the file, not about what it tells of
		}
		switch f.Kind {
		case content.KindDate, content.KindMonth, content.KindRange, content.KindTerm:
			if d := it.Value(f.Name).Date; !d.IsZero() {
				return d
			}
		case content.KindInt:
			if n := int(it.Value(f.Name).Count.Value); f.Name == "year" && n > 0 {
				return content.Date{Year: n}
			}
		}
	}
	return content.Date{}
}

// Part is what a person has to do with one item: every field of it that names
// the person, in the type's order. A field of any type that takes people makes
// parts, so that types which a site adds are no exception.
type Part struct {
	Entry
	Roles []Role
}

// Role is a field that names a person.
type Role struct {
	Field *content.Field // 作者, 主持人; where an entry of a list has a 姓名, the list's field
	Of    content.Value  // the entry of the list, with its parts; the zero Value elsewhere
}

// naming is a way from a type's field down to one that takes people.
type naming struct {
	path    []*content.Field
	outside bool // people from elsewhere: an object of its own describes them (expert)
}

// guests reports whether people from elsewhere may stand there too.
func (n naming) guests() bool {
	return n.outside || n.path[len(n.path)-1].Kind == content.KindAttendance
}

// role is what the field says of those whom it names.
func (n naming) role() *content.Field {
	f := n.path[len(n.path)-1]
	if len(n.path) > 1 && f.Name == "name" {
		return n.path[len(n.path)-2]
	}
	return f
}

// each yields the names that an item has there, each with the entry of the
// list that it stands in.
func (n naming) each(it *content.Item) iter.Seq2[content.Name, content.Value] {
	return func(yield func(content.Name, content.Value) bool) {
		walkNames(it.Value(n.path[0].Name), content.Value{}, n.path[1:], yield)
	}
}

func walkNames(v, entry content.Value, path []*content.Field, yield func(content.Name, content.Value) bool) bool {
	if len(path) == 0 {
		for _, name := range v.Names {
			if !yield(name, entry) {
				return false
			}
		}
		return true
	}
	list := v.List
	if v.Kind == content.KindObject {
		list = []content.Value{v}
	}
	for _, e := range list {
		if !walkNames(e.Map[path[0].Name], e, path[1:], yield) {
			return false
		}
	}
	return true
}

// namings are the ways to people in a type's own fields, found once a type.
func (l *linker) namings(t *content.Type) []naming {
	if out, ok := l.naming[t]; ok {
		return out
	}
	var out []naming
	var walk func(f *content.Field, above []*content.Field, outside bool)
	walk = func(f *content.Field, above []*content.Field, outside bool) {
		path := append(slices.Clip(above), f)
		switch f.Kind {
		case content.KindPersons, content.KindAttendance:
			out = append(out, naming{path, outside})
		case content.KindObject, content.KindObjects:
			for i := range f.Fields {
				walk(&f.Fields[i], path, outside || f.Kind == content.KindObject)
			}
		}
	}
	for i := range t.Fields {
		if f := &t.Fields[i]; !f.Common {
			walk(f, nil, false)
		}
	}
	l.naming[t] = out
	return out
}

// namesStaff reports whether a field of an item surely means people of the
// school: award winners may be pupils or groups.
func namesStaff(it *content.Item, f *content.Field) bool {
	return f.Name != "recipients" || it.Value("recipient_type").Text == "教师"
}

// namesOthers reports whether a field surely means others than staff.
func namesOthers(it *content.Item, f *content.Field) bool {
	return !namesStaff(it, f) && !it.Value("recipient_type").IsZero()
}

// connect fills in who wrote what, who is in which group, and who has a part
// in what.
func (l *linker) connect() {
	for _, sec := range l.Sections {
		l.lineage(sec)
	}
	byName := l.makeGroups()
	for _, p := range l.Pages {
		for _, n := range p.Item.Authors {
			p.Authors = append(p.Authors, l.person(n.Text))
		}
		if p.Item.Group != "" {
			if g := byName[titleKey(p.Item.Group)]; g != nil {
				p.Group = g.Page
			}
		}
		if p.Row == 0 && len(p.Item.Records) == 0 {
			l.takeParts(Entry{Page: p})
		}
		for _, r := range p.Records {
			l.recordPeople(r)
		}
	}
	for _, who := range l.people {
		slices.SortStableFunc(who.Parts, func(a, b Part) int { return b.before(a.Entry) })
	}
	l.fillGroups(byName)
	l.backlinks()
}

// before orders entries by date, the older first; those of one day so that,
// newest first, they stand by address and row.
func (e Entry) before(o Entry) int {
	row := func(e Entry) int {
		if e.Record != nil {
			return e.Record.Row
		}
		return 0
	}
	return cmp.Or(e.Date().Compare(o.Date()), strings.Compare(o.Page.Path, e.Page.Path), cmp.Compare(row(o), row(e)))
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

// recordPeople says who has to do with a row of a register.
func (l *linker) recordPeople(r *Record) {
	if r.Type.Name == personType {
		who := l.person(personName(r.Title))
		if who.Record == nil {
			who.Record = r
		}
		return
	}
	l.takeParts(Entry{r.Page, r})
}

// takeParts enters an item with everyone it names who is known here.
func (l *linker) takeParts(e Entry) {
	it := e.Item()
	if it.Type.Name == personType {
		return
	}
	for m := range l.mentions(it) {
		l.takePart(e, m)
	}
}

// mention is one name in an item, and as what it stands there.
type mention struct {
	name    content.Name
	role    Role
	outside bool
}

// mentions yields everyone whom an item names. Whoever keeps a register has not
// made what its rows list, unless author is one of the type's columns.
func (l *linker) mentions(it *content.Item) iter.Seq[mention] {
	return func(yield func(mention) bool) {
		if f := it.Type.Author(); it.Row == 0 || f.Column > 0 {
			for _, n := range it.Authors {
				if !yield(mention{name: n, role: Role{Field: f}}) {
					return
				}
			}
		}
		for _, way := range l.namings(it.Type) {
			f := way.role()
			if namesOthers(it, f) {
				continue
			}
			for n, entry := range way.each(it) {
				if !yield(mention{n, Role{f, entry}, way.outside}) {
					return
				}
			}
		}
	}
}

// takePart enters one person's part, if the person is known. Items come one
// after the other, so that one met before is the person's last.
func (l *linker) takePart(e Entry, m mention) {
	who := l.people[m.name.Text]
	if who == nil || !who.Known {
		return
	}
	last := len(who.Parts) - 1
	if last < 0 || who.Parts[last].Entry != e {
		who.Parts = append(who.Parts, Part{Entry: e})
		last++
	}
	part := &who.Parts[last]
	for _, r := range part.Roles {
		if r.Field == m.role.Field {
			return // named twice in one field
		}
	}
	part.Roles = append(part.Roles, m.role)
}

// backlinks lists for each page the others that lead to it.
func (l *linker) backlinks() {
	for _, p := range l.Pages {
		if p.Body == nil {
			continue
		}
		for _, link := range p.Body.Links {
			to := l.links[link].Page
			if to == nil || to == p {
				continue
			}
			if n := len(to.Backlinks); n > 0 && to.Backlinks[n-1] == p {
				continue // pages come one after the other, so a repeated one is the last
			}
			to.Backlinks = append(to.Backlinks, p)
		}
	}
}
