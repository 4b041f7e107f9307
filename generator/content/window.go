package content

import "showcase/generator/diag"

// Window is a span of days, months or years, both ends included. A zero end is
// open.
type Window struct{ From, To Date }

// Holds reports whether a date lies in the window. A month or a year does if
// all of it does: what cannot be shown to lie inside is not counted. Without a
// date, only the open window does.
func (w Window) Holds(d Date) bool {
	if d.IsZero() {
		return w.From.IsZero() && w.To.IsZero()
	}
	return w.Contains(Window{d, d})
}

// Contains reports whether all of another window lies in this one.
func (w Window) Contains(v Window) bool {
	if !w.From.IsZero() && (v.From.IsZero() || v.From.FirstDay().Compare(w.From.FirstDay()) < 0) {
		return false
	}
	return w.To.IsZero() || !v.To.IsZero() && v.To.LastDay().Compare(w.To.LastDay()) <= 0
}

// Overlaps reports whether the two have a day in common.
func (w Window) Overlaps(v Window) bool {
	before := func(a, b Date) bool {
		return !a.IsZero() && !b.IsZero() && a.LastDay().Compare(b.FirstDay()) < 0
	}
	return !before(w.To, v.From) && !before(v.To, w.From)
}

// Length orders windows: about as many days as they have, an open one most.
func (w Window) Length() int {
	if w.From.IsZero() || w.To.IsZero() {
		return 1 << 30
	}
	a, b := w.From.FirstDay(), w.To.LastDay()
	return ((b.Year-a.Year)*12+b.Month-a.Month)*31 + b.Day - a.Day
}

// FirstDay and LastDay are those of a date that names a month or a year. Months
// of 31 days will do, because dates are only compared.
func (d Date) FirstDay() Date {
	return Date{Year: d.Year, Month: max(d.Month, 1), Day: max(d.Day, 1)}
}

// LastDay is described with [Date.FirstDay].
func (d Date) LastDay() Date {
	if d.Month == 0 {
		d.Month = 12
	}
	if d.Day == 0 {
		d.Day = 31
	}
	return d
}

// Say is the window in a message; in English with ISO dates.
func (w Window) Say() diag.Text {
	switch {
	case w.From.IsZero() && w.To.IsZero():
		return diag.Text{}
	case w.To.IsZero():
		return diag.Say("%s起", "since %s", w.From)
	case w.From.IsZero():
		return diag.Say("截至%s", "up to %s", w.To)
	case w.From == w.To:
		return w.From.Say()
	}
	return diag.Say("%s—%s", "%s to %s", w.From, w.To)
}

// String prints the window with its dates: 2007年6月—2012年5月.
func (w Window) String() string { return w.Say().ZH }
