package chart

import "math"

// ticks are the marks of an axis from zero past the largest value, in steps of
// 1, 2 or 5 × 10ⁿ; whole steps for whole numbers.
func ticks(largest float64, whole bool) []float64 {
	if !(largest > 0) {
		largest = 1
	}
	const most = 4
	power := math.Pow(10, math.Floor(math.Log10(largest/most)))
	step := power
	for _, m := range [...]float64{1, 2, 5, 10} {
		if step = m * power; largest/step <= most {
			break
		}
	}
	if whole && step < 1 {
		step = 1
	}
	n := int(math.Ceil(largest/step - 1e-9))
	all := make([]float64, n+1)
	for i := range all {
		all[i] = float64(i) * step
	}
	return all
}
