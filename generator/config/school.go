package config

import (
	"strconv"

	"showcase/generator/diag"
)

// calendar keeps the tables of the terms; what stands in them is read by those
// who know terms and dates.
func (l *loader) calendar(k Key, to *[]CalendarTerm) {
	tables := k.Value.Items
	if k.Value.Kind == Map { // [calendar] for [[calendar]]: a school that writes down one term
		tables = []*Node{k.Value}
	}
	for _, n := range tables {
		if n.Kind == Map {
			*to = append(*to, CalendarTerm{Node: n, Source: l.src})
		}
	}
	if len(*to) == 0 {
		l.bad(k.Value, "config/kind", diag.Say("“calendar”的值写法不对", "the value of calendar has the wrong form"),
			diag.Say("每学期一节，写成：\n[[calendar]]\nterm = \"2011—2012学年度第一学期\"\nfirst_week = \"2011-09-05\"\nweeks = 20", "a table for each term:\n[[calendar]]\nterm = \"2011—2012学年度第一学期\"\nfirst_week = \"2011-09-05\"\nweeks = 20"))
	}
}

func (l *loader) hours(k Key, to *float64) {
	n, err := strconv.ParseFloat(k.Value.Text, 64)
	if k.Value.Kind != Scalar || err != nil || n < 0 || n > 2000 {
		l.bad(k.Value, "config/number", diag.Say("每学年的学时“%[1]s”不对", "%[1]q hours a school year cannot be right", k.Value.Text), diag.Say("写成 hours = 72", "write hours = 72"))
		return
	}
	*to = n
}

// stages reads three rising numbers of weeks.
func (l *loader) stages(k Key, to *[3]int) {
	var read [3]int
	ok := k.Value.Kind == List && len(k.Value.Items) == len(read)
	for i := 0; ok && i < len(read); i++ {
		n, err := strconv.Atoi(k.Value.Items[i].Text)
		read[i] = n
		ok = err == nil && n > 0 && (i == 0 || n > read[i-1])
	}
	if !ok {
		l.bad(k.Value, "config/number", diag.Say("“stages”要写三个依次增大的周数", "stages wants three rising numbers of weeks"),
			diag.Say("连续写满几周算“学着写”“自觉写”“坚持写”，例如 stages = [4, 10, 20]", "weeks in a row from which each stage begins, like stages = [4, 10, 20]"))
		return
	}
	*to = read
}
