package statistics

import (
	"maps"
	"slices"

	"showcase/generator/content"
)

// AwardYear is what the awards of one calendar year come to.
type AwardYear struct {
	Year   int
	Tables []*AwardTable // as Awards counts them
}

// AwardsByYear counts award records by the year of their date, oldest first,
// years between them without an award included. Sums over several years (汇总)
// and records without a date belong to no year: all years may come to less
// than the whole.
func AwardsByYear(records []*content.Item) []AwardYear {
	of := Periods(records, func(d content.Date) int { return d.Year })
	var out []AwardYear
	listed := slices.Sorted(maps.Keys(of))
	for i, y := range listed {
		if i > 0 && y-listed[i-1] <= longest {
			for gap := listed[i-1] + 1; gap < y; gap++ {
				out = append(out, AwardYear{Year: gap})
			}
		}
		out = append(out, AwardYear{Year: y, Tables: Awards(of[y], Window{})})
	}
	return out
}

// Periods sorts records into periods (years, terms) that a date belongs to. A
// sum (汇总) belongs to the one that its whole span lies in. What belongs to
// none, by a zero period or by a span over several, is left out.
func Periods[K comparable](records []*content.Item, of func(content.Date) K) map[K][]*content.Item {
	var none K
	out := map[K][]*content.Item{}
	for _, r := range records {
		key := of(r.Date)
		if w := r.Value("window"); r.Value("aggregate").Bool && !w.IsZero() {
			if key = of(w.Date); key != of(w.End) {
				key = none
			}
		}
		if key != none {
			out[key] = append(out[key], r)
		}
	}
	return out
}
