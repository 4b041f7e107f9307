package statistics

import (
	"strings"

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

// OnStaff is how many different people the staff register and the files of
// people hold who were on the staff on a day, as far as the audience may see
// them; guests are not.
func OnStaff(s *site.Site, day content.Date) int {
	sec := s.Section("person")
	if sec == nil {
		return 0
	}
	names, gone := map[string]bool{}, map[string]bool{}
	add := func(it *content.Item) {
		name := strings.Join(strings.Fields(it.Title), "")
		names[name] = true
		joined, left := it.Value("joined").Date, it.Value("left").Date
		if it.Value("external").Bool || !joined.IsZero() && first(joined).Compare(last(day)) > 0 || !left.IsZero() && last(left).Compare(first(day)) < 0 {
			gone[name] = true
		}
	}
	for _, p := range sec.Pages {
		if len(p.Item.Records) == 0 {
			add(p.Item)
		}
	}
	for _, rec := range sec.Records {
		add(rec.Item)
	}
	return len(names) - len(gone)
}
