package statistics

import (
	"cmp"
	"slices"
	"strings"

	"showcase/generator/content"
	"showcase/generator/site"
)

// writing is what has been written, while the reports are made.
type writing struct {
	*Internal
	quotas  []*content.Quota
	events  []event
	written map[slot][]*site.Record
	planned []plannedQuota
}

// slot is a place for what one person writes for one period of a quota.
type slot struct {
	quota *content.Quota
	who   int
	term  content.Term
	n     int           // week or month
	event *content.Item // of a quota per event
}

// event is one that obliges people to write.
type event struct {
	*site.Record
	quota *content.Quota
	term  content.Term
	owing []int // who is named
}

// gather puts everything that a quota counts into its slots.
func (w *writing) gather(q *content.Quota) {
	if q.Events != nil {
		w.happened(q)
	}
	for _, p := range w.pieces(q.Type.Name) {
		if !q.Counts(p.Item) {
			continue
		}
		for _, n := range p.Authors {
			who, ok := w.colleague(n.Text)
			if !ok {
				continue
			}
			if at, ok := w.slotOf(q, who, p); ok {
				w.add(at, p)
			}
		}
	}
}

// add enters a piece; the same text entered twice counts once.
func (w *writing) add(at slot, p *site.Record) {
	if !slices.ContainsFunc(w.written[at], func(o *site.Record) bool { return o.Date == p.Date && o.Title == p.Title }) {
		w.written[at] = append(w.written[at], p)
	}
}

// slotOf is where a piece counts; nowhere if its date is too vague or in the holidays.
func (w *writing) slotOf(q *content.Quota, who int, p *site.Record) (at slot, ok bool) {
	at = slot{quota: q, who: who}
	switch q.Per {
	case content.PerWeek:
		week, ok := w.calendar.WeekFor(p.Item)
		at.term, at.n = week.Term, week.Number
		return at, ok
	case content.PerMonth:
		at.term, at.n = content.Term{Year: p.Date.Year}, p.Date.Month
		return at, p.Date.Month > 0
	case content.PerTerm:
		at.term = w.termOf(p.Item)
	case content.PerYear:
		at.term = content.Term{Year: w.termOf(p.Item).Year}
	default:
		return w.eventOf(q, who, p)
	}
	return at, !at.term.IsZero()
}

// termOf is the term of an item: of its date, else the one it names.
func (w *writing) termOf(it *content.Item) content.Term {
	if t := w.calendar.TermOf(it.Date); !t.IsZero() {
		return t
	}
	return w.calendar.TermOf(it.Value("term").Date)
}

// happened lists a quota's events and who of the staff is named by each.
func (w *writing) happened(q *content.Quota) {
	e := q.Events
	for _, p := range w.pieces(e.Of) {
		if p.Date.Day == 0 || slices.ContainsFunc(e.Where, func(c content.Condition) bool { return !c.Holds(p.Item) }) {
			continue
		}
		ev := event{Record: p, quota: q, term: w.calendar.TermOf(p.Date)}
		for _, n := range p.Value(e.Named).Names {
			excepted := slices.ContainsFunc(e.Except, func(field string) bool {
				return slices.ContainsFunc(p.Value(field).Names, func(m content.Name) bool { return m.Text == n.Text })
			})
			if who, ok := w.colleague(n.Text); ok && !excepted && !slices.Contains(ev.owing, who) {
				ev.owing = append(ev.owing, who)
			}
		}
		if len(ev.owing) > 0 {
			w.events = append(w.events, ev)
		}
	}
	slices.SortStableFunc(w.events, func(a, b event) int { return a.Date.Compare(b.Date) })
}

// eventOf is the event that a piece is about: the one it refers to, else one of
// the day it names that its author has not yet written about.
func (w *writing) eventOf(q *content.Quota, who int, p *site.Record) (at slot, ok bool) {
	to, days := w.reference(q, p), daysOf(q, p)
	for _, meant := range []func(event) bool{
		func(e event) bool { return e.Page == to && e.Row == 0 },
		func(e event) bool { return slices.Contains(days, e.Date) },
	} {
		for _, e := range w.events {
			at := slot{quota: q, who: who, term: e.term, event: e.Item}
			if e.quota == q && slices.Contains(e.owing, who) && meant(e) && len(w.written[at]) == 0 {
				return at, true
			}
		}
	}
	return slot{}, false
}

// reference is the page that a piece names as its event, nil if none.
func (w *writing) reference(q *content.Quota, p *site.Record) *site.Page {
	for _, name := range q.Events.By {
		if a := p.Value(name).Asset; a != nil {
			if to := w.site.Asset(a).Page; to != nil {
				return to
			}
		}
	}
	return nil
}

// daysOf are the days that a piece names as those of its event.
func daysOf(q *content.Quota, p *site.Record) []content.Date {
	var out []content.Date
	for _, name := range q.Events.By {
		field, part, nested := strings.Cut(name, ".")
		v := p.Value(field)
		if nested {
			v = v.Map[part]
		}
		if v.Date.Day > 0 {
			out = append(out, v.Date)
		}
	}
	return out
}

// terms are those to report, earliest first: where calendars are written those
// of them that have begun, else all in which something counts.
func (w *writing) terms() []content.Term {
	list := w.calendar.Terms()
	if len(list) == 0 {
		seen := map[content.Term]bool{}
		for at := range w.written {
			if at.term.Half > 0 {
				seen[at.term] = true
			}
		}
		for t := range seen {
			list = append(list, t)
		}
		slices.SortFunc(list, func(a, b content.Term) int { return cmp.Or(a.Year-b.Year, a.Half-b.Half) })
	}
	return w.begun(list)
}

// runKey is whose run of weeks it is.
type runKey struct {
	quota *content.Quota
	who   int
}

// term makes the report of one term and carries the runs on; nil if there is
// nothing in it.
func (w *writing) term(t content.Term, runs map[runKey]*Line) *Report {
	r := &Report{Term: t, Day: w.site.Today, Natural: !w.calendar.Written(t)}
	all := make([]*Ledger, 0, len(w.quotas))
	in := make([]bool, len(w.staff))
	for _, q := range w.quotas {
		c := w.count(q, t, runs)
		if c == nil {
			continue
		}
		all = append(all, c)
		for who := range w.staff {
			in[who] = in[who] || c.Lines[who].State != NotOwed || c.Lines[who].Pieces > 0
		}
	}
	for who, c := range w.staff {
		if in[who] {
			r.People = append(r.People, c)
		}
	}
	if len(r.People) == 0 {
		return nil
	}
	for _, c := range all {
		kept := c.Lines[:0]
		for who := range w.staff {
			if in[who] {
				kept = append(kept, c.Lines[who])
			}
		}
		c.Lines = kept
	}
	r.Ledgers = all
	r.Groups, r.Homes = w.grouped(r.People)
	return r
}

// count makes the lines of one quota for all staff; nil if no one owes it or
// has written for it.
func (w *writing) count(q *content.Quota, t content.Term, runs map[runKey]*Line) *Ledger {
	c := &Ledger{Quota: q, Lines: make([]Line, len(w.staff))}
	slots := w.periods(c, t)
	any := false
	for who, colleague := range w.staff {
		l := &c.Lines[who]
		l.Dues = make([]Due, len(c.Periods))
		owes := owes(q, colleague)
		for i := range c.Periods {
			at := slots[i]
			at.who = who
			p := &c.Periods[i]
			cell := &l.Dues[i]
			cell.Pieces = w.written[at]
			var plan *site.Page
			cell.Min, cell.Target, plan = w.limits(q, colleague, *p)
			if owes && !p.Off && present(colleague, p.From, p.To) && w.obliged(at) {
				cell.State = stateOf(cell, p)
				if plan != nil && !slices.Contains(c.Plans, plan) {
					c.Plans = append(c.Plans, plan)
				}
			}
		}
		w.total(l, q, who, runs)
		any = any || l.State != NotOwed || l.Pieces > 0
	}
	if !any {
		return nil
	}
	return c
}

// owes reports whether a quota is for someone at all.
func owes(q *content.Quota, c *site.Colleague) bool {
	return !c.Value("exempt").Bool && !slices.ContainsFunc(q.Who, func(want content.Condition) bool { return !c.Is(want) })
}

// obliged reports whether the slot's event names its person; other slots have none.
func (w *writing) obliged(at slot) bool {
	if at.event == nil {
		return true
	}
	i := slices.IndexFunc(w.events, func(e event) bool { return e.Item == at.event && e.quota == at.quota })
	return i >= 0 && slices.Contains(w.events[i].owing, at.who)
}

// stateOf judges a cell of someone who owes it.
func stateOf(c *Due, p *Period) State {
	need := c.Min
	if need == 0 {
		need = c.Target
	}
	switch n := len(c.Pieces); {
	case c.Target > 0 && n > c.Target:
		return Over
	case n >= need:
		return Met
	}
	return p.State
}

// total sums a line and carries the run of weeks on.
func (w *writing) total(l *Line, q *content.Quota, who int, runs map[runKey]*Line) {
	run := runs[runKey{q, who}]
	if run == nil {
		run = &Line{}
		runs[runKey{q, who}] = run
	}
	for i := range l.Dues {
		c := &l.Dues[i]
		l.Pieces += len(c.Pieces)
		switch c.State {
		case Met, Over:
			l.Met++
			run.Run++
			run.Longest = max(run.Longest, run.Run)
		case Missed:
			l.Missed++
			run.Run = 0
		case Open:
			l.Open++
		}
		l.State = worse(l.State, c.State)
	}
	if q.Per == content.PerWeek {
		l.Run, l.Longest = run.Run, run.Longest
	}
}

// worse is what two periods together come to.
func worse(a, b State) State {
	rank := [...]State{NotOwed: 0, Coming: 1, Over: 2, Met: 3, Open: 4, Missed: 5}
	if rank[b] > rank[a] {
		return b
	}
	return a
}
