package statistics

import (
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
