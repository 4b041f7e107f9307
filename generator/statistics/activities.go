package statistics

import (
	"slices"

	"showcase/generator/content"
)

// Gatherings is what activities come to.
type Gatherings struct {
	Sessions   int  // 次
	Attendance Cell // 人次: everyone as often as they came
	Unknown    int  // sessions that tell neither names nor a number
}

// Activities counts activities and who came to them.
func Activities(records []*content.Item) Gatherings {
	var g Gatherings
	for _, r := range records {
		g.Sessions++
		came := Attendance(r.Value("attendees"))
		if came.Count == 0 {
			g.Unknown++
		}
		g.Attendance.add(came)
	}
	return g
}

// ChoiceCount is how many records have one value of a choice.
type ChoiceCount struct {
	Value string
	Count int
}

// Shares counts records by a choice, in the order in which the field lists its
// choices, those without a record included; without is how many say nothing.
func Shares(records []*content.Item, f *content.Field) (shares []ChoiceCount, without int) {
	counts := map[string]int{}
	for _, r := range records {
		values := r.Value(f.Name).Strings()
		if len(values) == 0 {
			without++
		}
		for _, v := range values {
			counts[v]++
		}
	}
	for _, c := range f.Choices {
		shares = append(shares, ChoiceCount{c.Value, counts[c.Value]})
	}
	return shares, without
}

// MonthCount is how many records a month has.
type MonthCount struct {
	Month content.Date // without a day
	Count int
}

// Months counts records by month, from the first that has one to the last,
// months between them included. Records without a month are left out.
func Months(records []*content.Item) []MonthCount {
	counts := map[int]int{}
	var months []int
	for _, r := range records {
		if d := r.Date; d.Month > 0 {
			m := d.Year*12 + d.Month - 1
			if counts[m]++; counts[m] == 1 {
				months = append(months, m)
			}
		}
	}
	if len(months) == 0 {
		return nil
	}
	var out []MonthCount
	last := slices.Max(months)
	for m := slices.Min(months); m <= last; m++ {
		out = append(out, MonthCount{content.Date{Year: m / 12, Month: m%12 + 1}, counts[m]})
	}
	return out
}
