package site

import (
	"showcase/generator/content"
	"showcase/generator/diag"
)

// attendance reports activities and training at which more of the school's
// people are said to have been than it had in that year's profile. What is for
// several schools, or held by someone above the school, has others in it.
func (l *linker) attendance() {
	staff := l.staffByYear()
	if len(staff) == 0 {
		return
	}
	for it := range l.everything() {
		v := it.Value("attendees")
		if v.IsZero() || !l.isOwn(it) {
			continue
		}
		n := int(v.Count.Value)
		if v.Names != nil {
			n = len(v.Names)
		}
		profile := staff[it.Date.Year]
		if profile == nil || n <= int(profile.Value("staff").Count.Value) {
			continue
		}
		pos, end := v.Pos, v.EndAt
		if pos.Line == 0 {
			pos, end = it.Pos, diag.Pos{}
		}
		l.reportAt(it, pos, end, diag.Warning, "attendance/staff",
			diag.Say("《%s》的参加人是 %s，%d年的学校概况里教职工只有 %s 人。", "“%s” was attended by %s, but in the profile of %d the staff is %s.", it.Title, attended(v, n), it.Date.Year, profile.Value("staff").Text),
			diag.Say("核对两个数；有外校人员参加的，写明规模，例如：规模: 校际", "Check both numbers; if people of other schools were there, give the scale, e.g. scale: 校际"))
	}
}

func attended(v content.Value, n int) diag.Text {
	if v.Names != nil {
		return diag.Say("%d 人", "%d people", n)
	}
	return diag.Say("%[1]s", "%[2]d people", v.Text, n)
}

// isOwn reports whether an event was for the school's own people.
func (l *linker) isOwn(it *content.Item) bool {
	switch it.Value("scale").Text {
	case "校际", "全县":
		return false
	}
	switch it.Value("level").Text {
	case "", "校级":
		return true
	}
	return false
}

// staffByYear is the profile of each year that gives the number of staff.
func (l *linker) staffByYear() map[int]*content.Item {
	out := map[int]*content.Item{}
	for it := range l.everything() {
		if year := int(it.Value("year").Count.Value); it.Type.Name == "profile" && year > 0 && it.Value("staff").Count.Value > 0 {
			out[year] = it
		}
	}
	return out
}
