package statistics

import (
	"slices"

	"showcase/generator/content"
	"showcase/generator/site"
)

// State says how far someone is with what is owed for a period.
type State uint8

// The states. What is over and was not met is Missed; who has written enough
// before the end has Met already.
const (
	NotOwed State = iota // nothing was owed: a holiday, not on staff, exempt
	Coming               // the period has not begun
	Open                 // the period goes on
	Missed               // 未达标
	Met                  // 达标: min or more
	Over                 // 超额: more than the target
)

// Report is what the staff owed in a term and what came of it. People are in
// the order of the staff table, never by number.
type Report struct {
	Term    content.Term
	Day     content.Date // what ended before this day is over
	Natural bool         // no calendar is written: weeks are natural ones, holidays and all
	Ledgers []*Ledger    // one a quota that anyone owes or has written for
	People  []*site.Colleague
	Groups  []Members // every group that some of the people belong to
	Homes   []Members // each of the people once, in the own group; Group nil: in none
}

// Members are people of a report, by their places in Report.People.
type Members struct {
	Group *site.Page
	At    []int
}

// Ledger is a report's part about one quota.
type Ledger struct {
	Quota   *content.Quota
	Periods []Period
	Lines   []Line       // by person, as Report.People
	Plans   []*site.Page // whose own numbers held for somebody
}

// Period is what a quota is owed for: a week, a month, a term, a school year,
// or an event.
type Period struct {
	From, To content.Date
	Number   int        // of a week in its term, of a month in the year
	Off      bool       // a holiday week
	State    State      // Coming, Open, or Missed: over
	Event    *site.Page // of a quota per event
	Title    string     // of the event
}

// Line is what one person owed for the periods of a quota.
type Line struct {
	Dues        []Due // by period
	State       State // of the whole: Missed if any period was
	Met, Missed int   // periods; what was owed is both together
	Open        int   // periods that go on, and are not yet met
	Pieces      int   // everything written that counts
	Run         int   // weekly quotas: weeks met in a row up to the report's day, across holidays and terms
	Longest     int   // the longest such run so far
}

// Owed is how many periods are settled.
func (l *Line) Owed() int { return l.Met + l.Missed }

// Due is what one person owes for one period.
type Due struct {
	State       State
	Min, Target int
	Pieces      []*site.Record
}

// Sum is what several people's lines come to.
type Sum struct {
	People  int // who owed something
	Behind  int // of them, who missed some
	Met     int
	Missed  int
	Pieces  int
	Open    int // periods that go on, and are not yet met
	Waiting int // of the people, who can still meet what goes on
}

// Owed is how many periods are settled.
func (s Sum) Owed() int { return s.Met + s.Missed }

// All counts the periods that go on too: of a term, whoever has not yet met it.
func (s Sum) All() int { return s.Met + s.Missed + s.Open }

// Whole reports whether the quota is for one long period, a term or a school
// year, of which a share is told of all who owe it.
func (l *Ledger) Whole() bool {
	return l.Quota.Per == content.PerTerm || l.Quota.Per == content.PerYear
}

// Share is what part of what is owed was met: of all for a long period, else
// of the periods that are settled.
func (l *Ledger) Share(s Sum) (met, of int) {
	if l.Whole() {
		return s.Met, s.All()
	}
	return s.Met, s.Owed()
}

// Sum adds the lines at the places.
func (c *Ledger) Sum(at []int) Sum {
	var s Sum
	for _, i := range at {
		l := &c.Lines[i]
		s.Pieces += l.Pieces
		if l.State == NotOwed {
			continue
		}
		s.People++
		s.Met += l.Met
		s.Missed += l.Missed
		s.Open += l.Open
		if l.Missed > 0 {
			s.Behind++
		}
		if l.Open > 0 {
			s.Waiting++
		}
	}
	return s
}

// Everyone are the places of all people of the report.
func (r *Report) Everyone() []int {
	at := make([]int, len(r.People))
	for i := range at {
		at[i] = i
	}
	return at
}

// InOrder are the places of all people, those of one group together.
func (r *Report) InOrder() []int {
	var at []int
	for _, m := range r.Homes {
		at = append(at, m.At...)
	}
	return at
}

// Of is the place of a person in the report; -1 if the person is not in it.
func (r *Report) Of(who *site.Person) int {
	return slices.IndexFunc(r.People, func(c *site.Colleague) bool { return c.Person == who })
}

// Weekly is the report's part about a weekly quota, nil if there is none.
func (r *Report) Weekly() *Ledger {
	for _, c := range r.Ledgers {
		if c.Quota.Per == content.PerWeek {
			return c
		}
	}
	return nil
}

// Terms are those that have a report, newest first. Where calendars are
// written, that takes no counting.
func (in *Internal) Terms() []content.Term {
	if in == nil || len(in.staff) == 0 {
		return nil
	}
	var out []content.Term
	if list := in.begun(in.calendar.Terms()); len(list) > 0 {
		slices.Reverse(list)
		return list
	}
	for _, r := range in.reports() {
		out = append(out, r.Term)
	}
	return out
}

// begun are the terms that have begun by the site's day.
func (in *Internal) begun(terms []content.Term) []content.Term {
	return slices.DeleteFunc(terms, func(t content.Term) bool {
		from, _ := in.calendar.Span(t)
		return !in.site.Today.IsZero() && from.Compare(in.site.Today) > 0
	})
}

// Reports are those of all terms that have begun and have something to report,
// newest first.
func (in *Internal) Reports() []*Report {
	if in == nil {
		return nil
	}
	return in.reports()
}

// Report is that of a term; of the zero Term, the newest. Nil if there is none.
func (in *Internal) Report(t content.Term) *Report {
	for _, r := range in.Reports() {
		if t.IsZero() || r.Term == t {
			return r
		}
	}
	return nil
}

// Stage is the name of a habit of writing, by the longest run of weeks: 0
// without one, then 1 逼着写, 2 学着写, 3 自觉写, 4 坚持写. A stage once reached stays.
func (in *Internal) Stage(l *Line) int {
	if in == nil || l == nil || l.Longest == 0 {
		return 0
	}
	stage := 1
	for _, weeks := range in.site.Config.Writing.Stages {
		if weeks > 0 && l.Longest >= weeks {
			stage++
		}
	}
	return stage
}

// shortest is the order of quotas in a report: what is owed most often first.
var shortest = []content.Per{content.PerWeek, content.PerMonth, content.PerTerm, content.PerYear, content.PerEvent}

// report makes the reports.
func (in *Internal) report() []*Report {
	if len(in.staff) == 0 {
		return nil
	}
	w := &writing{Internal: in, written: map[slot][]*site.Record{}}
	for _, t := range in.site.Types {
		for i := range t.Quotas {
			w.quotas = append(w.quotas, &t.Quotas[i])
		}
	}
	slices.SortStableFunc(w.quotas, func(a, b *content.Quota) int { return slices.Index(shortest, a.Per) - slices.Index(shortest, b.Per) })
	w.planned = in.plannedQuotas()
	for _, q := range w.quotas {
		w.gather(q)
	}
	runs := map[runKey]*Line{}
	var out []*Report
	for _, t := range w.terms() {
		if r := w.term(t, runs); r != nil {
			out = append(out, r)
		}
	}
	slices.Reverse(out)
	return out
}
