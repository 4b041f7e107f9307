package statistics

import (
	"cmp"

	"showcase/generator/content"
)

// Study is what trainings come to. Hours (学时) are those of one participant:
// a lecture of 3 hours counts 3, however many listened.
type Study struct {
	Sessions int
	Hours    float64
}

// Trainings counts trainings and their hours.
func Trainings(records []*content.Item) Study {
	var s Study
	for _, r := range records {
		s.Sessions++
		s.Hours += r.Value("hours").Count.Value
	}
	return s
}

// HoursBy sums the hours of trainings by a property of theirs, the empty one
// included.
func HoursBy(records []*content.Item, of func(*content.Item) string) map[string]float64 {
	out := map[string]float64{}
	for _, r := range records {
		out[of(r)] += r.Value("hours").Count.Value
	}
	return out
}

// InstructorSource is where the instructor of a training comes from (上级、
// 专业部门、内部、外聘), written in a column of its own or with the name.
func InstructorSource(r *content.Item) string {
	return cmp.Or(r.Value("instructor_source").Text, r.Value("instructor").Map["source"].Text)
}
