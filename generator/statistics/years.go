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

// AwardsByYear counts award records by the year of their date, oldest first.
// Years between them without an award are listed too. Spread is true if there
// are sums over several years (汇总), which belong to none of them, or records
// without a date: the years then come to less than the whole.
func AwardsByYear(records []*content.Item) (years []AwardYear, spread bool) {
	of := map[int][]*content.Item{}
	for _, r := range records {
		year := r.Date.Year
		if w := r.Value("window"); r.Value("aggregate").Bool && !w.IsZero() {
			if year = w.Date.Year; year != w.End.Year {
				year = 0
			}
		}
		if year == 0 {
			spread = true
			continue
		}
		of[year] = append(of[year], r)
	}
	if len(of) == 0 {
		return nil, spread
	}
	listed := slices.Sorted(maps.Keys(of))
	for i, y := range listed {
		if i > 0 && y-listed[i-1] <= longest {
			for gap := listed[i-1] + 1; gap < y; gap++ {
				years = append(years, AwardYear{Year: gap})
			}
		}
		years = append(years, AwardYear{Year: y, Tables: Awards(of[y], Window{})})
	}
	return years, spread
}
