package content

import (
	"slices"
	"time"

	"showcase/generator/config"
)

// Week is one week of a term, from Monday to Sunday.
type Week struct {
	Term     Term
	Number   int // from 1; holidays have numbers too, as on the calendar on the wall
	From, To Date
	Off      bool // mostly holiday: nothing is owed in it
}

// Calendar knows the weeks of a school's terms. It never changes after
// [LoadCalendar]; a nil Calendar knows no weeks at all.
type Calendar struct {
	division config.Terms
	written  map[Term][]Week // of the terms that config.toml has
	weeks    []Week          // the same, by date
}

// Written reports whether config.toml has the calendar of the term.
func (c *Calendar) Written(t Term) bool { return c != nil && c.written[t] != nil }

// Terms are those whose calendar is written, earliest first.
func (c *Calendar) Terms() []Term {
	var out []Term
	if c != nil {
		for _, w := range c.weeks {
			if w.Number == 1 {
				out = append(out, w.Term)
			}
		}
	}
	return out
}

// Weeks are the weeks of a term in their order: its teaching weeks where its
// calendar is written, else the natural weeks whose Thursday lies in it. None
// for a whole school year.
func (c *Calendar) Weeks(t Term) []Week {
	if c == nil || t.Half == 0 {
		return nil
	}
	if w := c.written[t]; w != nil {
		return w
	}
	from, to := t.Span(c.division)
	var out []Week
	for at := firstMonday(from); at.AddDays(3).Compare(to) <= 0; at = at.AddDays(7) {
		out = append(out, Week{Term: t, Number: len(out) + 1, From: at, To: at.AddDays(6)})
	}
	return out
}

// firstMonday begins the first natural week of a term.
func firstMonday(from Date) Date {
	at := from.monday()
	if at.AddDays(3).Compare(from) < 0 {
		at = at.AddDays(7)
	}
	return at
}

// WeekOf returns the week that a day falls in; ok is false for a day of no
// teaching week of its term, and for a date that is no day.
func (c *Calendar) WeekOf(d Date) (week Week, ok bool) {
	if c == nil || d.Day == 0 {
		return Week{}, false
	}
	i, found := slices.BinarySearchFunc(c.weeks, d, func(w Week, d Date) int { return w.From.Compare(d) })
	if !found {
		i--
	}
	if i >= 0 && d.Compare(c.weeks[i].To) <= 0 {
		return c.weeks[i], true
	}
	t := TermOf(d.monday().AddDays(3), c.division)
	if c.Written(t) || c.Written(TermOf(d, c.division)) {
		return Week{}, false
	}
	from, _ := t.Span(c.division)
	monday := d.monday()
	return Week{Term: t, Number: firstMonday(from).DaysTo(monday)/7 + 1, From: monday, To: monday.AddDays(6)}, true
}

// TermOf returns the term of a date: that of its teaching week if it has one,
// else as [TermOf] divides the year.
func (c *Calendar) TermOf(d Date) Term {
	if w, ok := c.WeekOf(d); ok {
		return w.Term
	}
	if c == nil {
		return Term{}
	}
	return TermOf(d, c.division)
}

// Span returns the first and the last day of a term: of its teaching weeks
// where its calendar is written. A whole school year is its two terms.
func (c *Calendar) Span(t Term) (from, to Date) {
	if c == nil {
		return Date{}, Date{}
	}
	if t.Half == 0 {
		from, _ = c.Span(Term{t.Year, 1})
		_, to = c.Span(Term{t.Year, 2})
		return from, to
	}
	if w := c.written[t]; w != nil {
		return w[0].From, w[len(w)-1].To
	}
	return t.Span(c.division)
}

// AddDays returns the day n days later. A month or year begins with its first day.
func (d Date) AddDays(n int) Date {
	return dateOf(d.time().AddDate(0, 0, n))
}

// DaysTo counts the days from d to e.
func (d Date) DaysTo(e Date) int { return int(e.time().Sub(d.time()) / (24 * time.Hour)) }

// Weekday tells the day of the week.
func (d Date) Weekday() time.Weekday { return d.time().Weekday() }

func (d Date) time() time.Time {
	return time.Date(d.Year, time.Month(max(d.Month, 1)), max(d.Day, 1), 0, 0, 0, 0, time.UTC)
}

func dateOf(t time.Time) Date { return Date{t.Year(), int(t.Month()), t.Day()} }

// monday is the first day of the week.
func (d Date) monday() Date { return d.AddDays(-(int(d.Weekday()) + 6) % 7) }
