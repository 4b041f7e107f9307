package content

import (
	"fmt"
	"time"

	"showcase/generator/diag"
)

// Date is a calendar day, a month (Day 0) or a year (Month and Day 0). The zero
// Date is none. Dates compare with [Date.Compare].
type Date struct{ Year, Month, Day int }

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d.Year == 0 }

// Compare orders dates; a month comes before its days.
func (d Date) Compare(e Date) int {
	a, b := d.Year*10000+d.Month*100+d.Day, e.Year*10000+e.Month*100+e.Day
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// Days is how many days lie between two days; negative if the second is the
// earlier. A month or year counts as its last day.
func (d Date) Days(to Date) int {
	return int(to.end().Sub(d.end()) / (24 * time.Hour))
}

// Workdays counts the days from Monday to Friday, both ends included. Public
// holidays are not known here.
func Workdays(from, to Date) int {
	a, b := from.end(), to.end()
	if b.Before(a) {
		return 0
	}
	days := int(b.Sub(a)/(24*time.Hour)) + 1
	n := days / 7 * 5
	for d, left := a, days%7; left > 0; d, left = d.AddDate(0, 0, 1), left-1 {
		if w := d.Weekday(); w != time.Saturday && w != time.Sunday {
			n++
		}
	}
	return n
}

// end is the last day of the date.
func (d Date) end() time.Time {
	switch {
	case d.Month == 0:
		return time.Date(d.Year, 12, 31, 0, 0, 0, 0, time.UTC)
	case d.Day == 0:
		return time.Date(d.Year, time.Month(d.Month)+1, 0, 0, 0, 0, 0, time.UTC)
	}
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
}

// Last is the last day of a month or year; a day is its own.
func (d Date) Last() Date {
	t := d.end()
	return Date{t.Year(), int(t.Month()), t.Day()}
}

// ISO returns 2012-05-17, 2012-05 or 2012; empty for the zero Date.
func (d Date) ISO() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Say is the date in a message: 2012年5月17日, and 2012-05-17 in English.
func (d Date) Say() diag.Text { return diag.Text{ZH: d.String(), EN: d.ISO()} }

// String returns the date as printed in Chinese documents (GB/T 9704-2012,
// 7.3.5.4: Arabic digits, full year, no leading zeros): 2012年5月17日.
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%d年", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%d年%d月", d.Year, d.Month)
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day)
}
