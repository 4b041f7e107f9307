package site

import (
	"slices"

	"showcase/generator/content"
)

// Colleague is someone of the school's own staff, with what the staff table's
// row and the person's own file say together.
type Colleague struct {
	*Person
	Entries []*content.Item // the rows and the file; at least one
}

// Value is the first that the entries give of a field.
func (c *Colleague) Value(field string) content.Value {
	for _, it := range c.Entries {
		if v := it.Value(field); !v.IsZero() {
			return v
		}
	}
	return content.Value{}
}

// Is reports whether one of the entries is as the condition says.
func (c *Colleague) Is(want content.Condition) bool {
	return slices.ContainsFunc(c.Entries, want.Holds)
}

// Colleagues are the people of the staff table that this audience may see,
// guests excepted: the rows in the order in which the school wrote them, then
// those who have a file alone.
func (s *Site) Colleagues() []*Colleague {
	var out []*Colleague
	known := map[*Person]*Colleague{}
	enter := func(it *content.Item) {
		who := s.people[personName(it.Title)]
		if who == nil || it.Value("external").Bool {
			return
		}
		c := known[who]
		if c == nil {
			c = &Colleague{Person: who}
			known[who] = c
			out = append(out, c)
		}
		c.Entries = append(c.Entries, it)
	}
	for _, rows := range []bool{true, false} {
		for _, p := range s.Pages {
			switch {
			case p.Type.Name != personType || opensSection(p.File):
			case rows:
				for _, r := range p.Records {
					enter(r.Item)
				}
			case len(p.Item.Records) == 0:
				enter(p.Item)
			}
		}
	}
	return out
}

// MembersOf are the people of a group: its head, deputies and members, and
// whoever names it as the own group. The order is that of the list.
func MembersOf(group *Page, list []*Colleague) []*Colleague {
	var out []*Colleague
	for _, c := range list {
		named := slices.ContainsFunc(c.Entries, func(it *content.Item) bool {
			return it.Group != "" && titleKey(it.Group) == titleKey(group.Title)
		})
		if named || slices.Contains(c.Groups, group) {
			out = append(out, c)
		}
	}
	return out
}
