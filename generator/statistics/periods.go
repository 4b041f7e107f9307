package statistics

import (
	"slices"
	"strings"

	"showcase/generator/content"
	"showcase/generator/site"
)

// periods fills in a count's periods of a term and returns their slots, which
// are still no one's.
func (w *writing) periods(c *Ledger, t content.Term) []slot {
	var slots []slot
	add := func(p Period, at slot) {
		at.quota = c.Quota
		p.State = w.stateOfPeriod(p)
		c.Periods = append(c.Periods, p)
		slots = append(slots, at)
	}
	switch c.Quota.Per {
	case content.PerWeek:
		for _, week := range w.calendar.Weeks(t) {
			add(Period{From: week.From, To: week.To, Number: week.Number, Off: week.Off}, slot{term: t, n: week.Number})
		}
	case content.PerMonth:
		for _, m := range w.months(t) {
			from := content.Date{Year: m.Year, Month: m.Month, Day: 1}
			add(Period{From: from, To: from.AddDays(31).AddDays(-from.AddDays(31).Day), Number: m.Month}, slot{term: content.Term{Year: m.Year}, n: m.Month})
		}
	case content.PerTerm:
		from, to := w.calendar.Span(t)
		add(Period{From: from, To: to}, slot{term: t})
	case content.PerYear:
		year := content.Term{Year: t.Year}
		from, to := w.calendar.Span(year)
		add(Period{From: from, To: to}, slot{term: year})
	default:
		for _, e := range w.events {
			if e.quota == c.Quota && e.term == t {
				add(Period{From: e.Date, To: e.Date.AddDays(c.Quota.Events.Days), Event: e.Page, Title: e.Title}, slot{term: t, event: e.Item})
			}
		}
	}
	return slots
}

// stateOfPeriod says where the site's day is; without a day nothing is over.
func (w *writing) stateOfPeriod(p Period) State {
	today := w.site.Today
	switch {
	case today.IsZero():
		return Open
	case today.Compare(p.To) > 0:
		return Missed
	case today.Compare(p.From) < 0:
		return Coming
	}
	return Open
}

// months are the months that have two weeks of teaching or more.
func (w *writing) months(t content.Term) []content.Date {
	var out []content.Date
	weeks := map[content.Date]int{}
	for _, week := range w.calendar.Weeks(t) {
		thursday := week.From.AddDays(3)
		m := content.Date{Year: thursday.Year, Month: thursday.Month}
		if week.Off {
			continue
		}
		if weeks[m]++; weeks[m] == 2 {
			out = append(out, m)
		}
	}
	return out
}

// plannedQuota is a plan's own number for a quota: for whom and when.
type plannedQuota struct {
	plan        *site.Page
	quota       *content.Quota
	min, target int
	span        Window
	members     []*site.Colleague // nil: everyone
}

// plannedQuotas are the quotas in plans that leave nothing open: they name one
// of the quotas that are counted, the plan tells its time (by its phases or its
// term) and its people (the school, a group that has a page, one person).
// Others stand on the plan's page alone. Narrower ones come later, and of equal
// ones the newer.
func (in *Internal) plannedQuotas() []plannedQuota {
	var out []plannedQuota
	for _, p := range in.pieces("plan") {
		span, ok := planSpan(p.Item)
		members, known := in.planMembers(p)
		if !ok || !known {
			continue
		}
		for _, e := range p.Value("quotas").List {
			q := content.QuotaFor(in.site.Types, e.Map["what"].Text, content.Per(e.Map["per"].Text))
			if q == nil || !isEveryone(e.Map["who"].Text) {
				continue
			}
			out = append(out, plannedQuota{p.Page, q, int(e.Map["min"].Count.Value), int(e.Map["target"].Count.Value), span, members})
		}
	}
	breadth := func(q plannedQuota) int {
		if q.members == nil {
			return 1 << 30
		}
		return len(q.members)
	}
	slices.SortStableFunc(out, func(a, b plannedQuota) int {
		if x, y := breadth(a), breadth(b); x != y {
			return y - x
		}
		return a.plan.Date.Compare(b.plan.Date)
	})
	return out
}

func isEveryone(who string) bool {
	return slices.Contains([]string{"", "全体教师", "每位教师", "教师", "每人", "全体教职工", "全体"}, strings.TrimSpace(who))
}

// planSpan is a plan's time: from its first phase to its last, or its term.
func planSpan(p *content.Item) (Window, bool) {
	var w Window
	for _, ph := range p.Value("phases").List {
		start, end := ph.Map["start"].Date, ph.Map["end"].Date
		if start.IsZero() || end.IsZero() {
			continue
		}
		if w.From.IsZero() || first(start).Compare(first(w.From)) < 0 {
			w.From = start
		}
		if w.To.IsZero() || last(end).Compare(last(w.To)) > 0 {
			w.To = end
		}
	}
	if term := p.Value("term"); w.From.IsZero() && !term.IsZero() {
		w = Window{From: term.Date, To: term.End}
	}
	return w, !w.From.IsZero()
}

// planMembers are whom a plan is for; nil for everyone. ok is false if that
// cannot be told.
func (in *Internal) planMembers(p *site.Record) (list []*site.Colleague, ok bool) {
	switch p.Value("scope").Text {
	case "", "学校":
		return nil, true
	case "小组":
		if p.Page.Group == nil {
			return nil, false
		}
		list = site.MembersOf(p.Page.Group, in.staff)
	case "个人":
		for _, n := range append(p.Value("person").Names, p.Authors...) {
			if i, ok := in.colleague(n.Text); ok {
				list = append(list, in.staff[i])
				break
			}
		}
	}
	return list, len(list) > 0
}

// limits are a quota's numbers for someone and a period, and the plan that set them.
func (w *writing) limits(q *content.Quota, c *site.Colleague, p Period) (least, target int, plan *site.Page) {
	least, target = q.Min, q.Target
	day := p.From.AddDays(3) // a month of a plan begins with its first whole week
	for _, pq := range w.planned {
		if pq.quota == q && pq.span.Holds(day) && (pq.members == nil || slices.Contains(pq.members, c)) {
			least, target, plan = pq.min, pq.target, pq.plan
		}
	}
	return least, target, plan
}

// ownKinds are the kinds of groups in the order in which one of them is
// someone's own.
var ownKinds = []string{"教研组", "备课组", "年级组", "班组", "工会小组", "部门", "沙龙", "课题组"}

// grouped are the groups of people: all that have members among them, and each
// of them once in the own group, in the order of the groups.
func (in *Internal) grouped(people []*site.Colleague) (groups, homes []Members) {
	sec := in.site.Section("group")
	best := make([]int, len(people)) // by person, the place in groups
	for i := range best {
		best[i] = -1
	}
	rank := func(m Members) int {
		if i := slices.Index(ownKinds, m.Group.Value("kind").Text); i >= 0 {
			return i
		}
		return len(ownKinds)
	}
	if sec != nil {
		for _, p := range sec.Pages {
			m := Members{Group: p}
			for _, c := range site.MembersOf(p, people) {
				m.At = append(m.At, slices.Index(people, c))
			}
			if len(m.At) == 0 {
				continue
			}
			groups = append(groups, m)
			for _, i := range m.At {
				if best[i] < 0 || rank(m) < rank(groups[best[i]]) {
					best[i] = len(groups) - 1
				}
			}
		}
	}
	for g := range groups {
		homes = append(homes, Members{Group: groups[g].Group})
	}
	homes = append(homes, Members{})
	for i, g := range best {
		if g < 0 || rank(groups[g]) == len(ownKinds) {
			g = len(groups)
		}
		homes[g].At = append(homes[g].At, i)
	}
	return groups, slices.DeleteFunc(homes, func(m Members) bool { return len(m.At) == 0 })
}
