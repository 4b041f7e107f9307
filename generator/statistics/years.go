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
	of := map[int][]*content.Item{}
	for _, r := range records {
		year := r.Date.Year
		if w := r.Value("window"); r.Value("aggregate").Bool && !w.IsZero() {
			if year = w.Date.Year; year != w.End.Year {
				year = 0
			}
		}
		if year > 0 {
			of[year] = append(of[year], r)
		}
	}
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
