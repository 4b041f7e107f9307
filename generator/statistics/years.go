package statistics

import "showcase/generator/content"

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
