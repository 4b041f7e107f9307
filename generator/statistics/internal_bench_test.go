package statistics_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"showcase/generator/content"
	"showcase/generator/site"
	"showcase/generator/statistics"
)

// BenchmarkReports counts the notes of 200 teachers in 20 weeks of ten terms:
// 40,000 rows.
func BenchmarkReports(b *testing.B) {
	dir := b.TempDir()
	writeSchool(b, dir, largeSchool(200, 5))
	s := link(b, dir, site.Staff, content.Date{Year: 2012, Month: 7, Day: 31})
	for b.Loop() {
		in := statistics.New(s).Internal()
		if r := in.Reports(); len(r) != 10 || r[0].Weekly().Sum(r[0].Everyone()).Met != 200*20 {
			b.Fatal("counted wrongly")
		}
	}
}

// largeSchool has a calendar, and teachers who each hand in a note a week.
func largeSchool(teachers, years int) []txtar.File {
	var toml, staff, notes, group strings.Builder
	staff.WriteString("姓名,性别,学科\n")
	notes.WriteString("日期,作者,标题,类别\n")
	group.WriteString("---\ntitle: 数学教研组\nkind: 教研组\nmembers:\n")
	for i := range teachers {
		fmt.Fprintf(&staff, "教师%d号,女,数学\n", i)
		if i%5 == 0 {
			fmt.Fprintf(&group, "  - {name: 教师%d号}\n", i)
		}
	}
	group.WriteString("---\n")
	for y := range years {
		for half, day := range []content.Date{{Year: 2007 + y, Month: 9, Day: 3}, {Year: 2008 + y, Month: 2, Day: 18}} {
			monday := day.AddDays(-(int(day.Weekday()) + 6) % 7)
			fmt.Fprintf(&toml, "[[calendar]]\nterm = \"%d-%d\"\nfirst_week = \"%s\"\nweeks = 20\n", 2007+y, half+1, monday.ISO())
			for w := range 20 {
				for i := range teachers {
					fmt.Fprintf(&notes, "%s,教师%d号,第%d课,教学后记\n", monday.AddDays(7*w+i%5).ISO(), i, w)
				}
			}
		}
	}
	return []txtar.File{
		{Name: "config.toml", Data: []byte(toml.String())}, {Name: "content/people/staff.csv", Data: []byte(staff.String())},
		{Name: "content/reflections/notes.csv", Data: []byte(notes.String())}, {Name: "content/groups/maths.md", Data: []byte(group.String())},
	}
}
