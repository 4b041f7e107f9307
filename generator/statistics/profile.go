package statistics

import (
	"showcase/generator/content"
	"showcase/generator/site"
)

// Ratio is what two numbers of a school's profile make together. A number that
// is only known about (1500余) makes a ratio that is only known about (约40.5).
type Ratio struct {
	Name       string        // union_share (入会率, %), class_size (班额, 人), pupils_per_staff (生师比, to one)
	Value      content.Count // rounded to one digit by whoever prints it
	Part, Base string        // the fields of the profile: Part ÷ Base
}

// ratios in the order in which they are told.
var ratios = []Ratio{
	{Name: "union_share", Value: content.Count{Value: 100, Unit: "%"}, Part: "union_members", Base: "staff"},
	{Name: "class_size", Value: content.Count{Value: 1, Unit: "人"}, Part: "students", Base: "classes"},
	{Name: "pupils_per_staff", Value: content.Count{Value: 1}, Part: "students", Base: "staff"},
}

// Ratios derives the ratios of a profile whose numbers are given.
func Ratios(profile *content.Item) []Ratio {
	var out []Ratio
	for _, q := range ratios {
		part, base := profile.Value(q.Part).Count, profile.Value(q.Base).Count
		if part.Value <= 0 || base.Value <= 0 {
			continue
		}
		q.Value.Value *= part.Value / base.Value
		if part.Sign != content.Exact || base.Sign != content.Exact {
			q.Value.Sign = content.About
		}
		out = append(out, q)
	}
	return out
}

// OnStaff is how many of the staff table, as far as the audience may see it, were
// on the staff on a day, or on one day of a month or year; guests are not.
func OnStaff(s *site.Site, day content.Date) int {
	n := 0
	for _, c := range s.Colleagues() {
		if onStaff(c, day) {
			n++
		}
	}
	return n
}

// onStaff reports whether someone was on the staff on a day. Whoever came or
// left in its month was, unless a day is given.
func onStaff(c *site.Colleague, day content.Date) bool {
	return (Window{From: c.Value("joined").Date, To: c.Value("left").Date}).Overlaps(Window{From: day, To: day})
}
