package statistics

import (
	"slices"
	"sync"

	"showcase/generator/content"
	"showcase/generator/site"
)

// Internal answers what only the school's own people may know: who owes what
// and has written it, who is in no group, which task is overdue. A site that is
// not for staff has none ([Statistics.Internal] is nil), and no method of a nil
// Internal knows anything: so no public page can name who is behind.
type Internal struct {
	site     *site.Site
	calendar *content.Calendar
	staff    []*site.Colleague
	place    map[*site.Person]int // in staff
	reports  func() []*Report
	coverage func() *Coverage
}

// internals makes the one Internal of a site when it is first asked for.
type internals struct {
	once sync.Once
	made *Internal
}

// Internal returns what is for the school alone; nil unless the site is for staff.
func (s *Statistics) Internal() *Internal {
	if s.site.Audience != site.Staff {
		return nil
	}
	s.internals.once.Do(func() { s.internals.made = newInternal(s.site) })
	return s.internals.made
}

func newInternal(s *site.Site) *Internal {
	in := &Internal{site: s, staff: s.Colleagues(), place: map[*site.Person]int{}}
	in.calendar, _ = content.LoadCalendar(s.Config) // its findings are config.toml's, told when that was read
	for i, c := range in.staff {
		in.place[c.Person] = i
	}
	in.reports = sync.OnceValue(in.report)
	in.coverage = sync.OnceValue(in.cover)
	return in
}

// pieces are all items of a type, rows that are texts handed in as well, each
// text once.
func (in *Internal) pieces(typeName string) []*site.Record {
	sec := in.site.Section(typeName)
	if sec == nil {
		return nil
	}
	var out []*site.Record
	var items []*content.Item
	for _, p := range sec.Pages {
		if !p.IsRegister() {
			out = append(out, &site.Record{Item: p.Item, Page: p})
		}
		out = append(out, p.Records...)
	}
	for _, p := range out {
		items = append(items, p.Item)
	}
	kept := content.Once(items)
	if len(kept) == len(items) {
		return out
	}
	return slices.DeleteFunc(out, func(p *site.Record) bool {
		if len(kept) > 0 && kept[0] == p.Item {
			kept = kept[1:]
			return false
		}
		return true
	})
}

// colleague is the place in the staff of whoever bears the name; ok is false
// for guests and the unknown.
func (in *Internal) colleague(name string) (int, bool) {
	who := in.site.Person(name)
	if who == nil {
		return 0, false
	}
	i, ok := in.place[who]
	return i, ok
}

// present reports whether someone was there in a span. Who comes in a month is
// there from its first day, with three days' grace, so that September has the
// first week of term; who leaves in a month owes nothing in it any more; who is
// away for half of the span or more was not there.
func present(c *site.Colleague, from, to content.Date) bool {
	joined, left, away := c.Value("joined"), c.Value("left"), c.Value("away")
	if !joined.IsZero() && first(joined.Date).Compare(from.AddDays(3)) > 0 || !left.IsZero() && first(left.Date).Compare(to) <= 0 {
		return false
	}
	if away.IsZero() {
		return true
	}
	end := away.End
	if end.IsZero() { // and still is
		end = to
	}
	gone := 1 + latest(first(away.Date), from).DaysTo(earliest(last(end), to))
	return gone*2 < 1+from.DaysTo(to)
}

func latest(a, b content.Date) content.Date {
	return slices.MaxFunc([]content.Date{a, b}, content.Date.Compare)
}

func earliest(a, b content.Date) content.Date {
	return slices.MinFunc([]content.Date{a, b}, content.Date.Compare)
}
