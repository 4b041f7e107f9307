package content

import (
	"strconv"
	"strings"

	"showcase/generator/diag"
)

// derive fills in the teaching week that the date falls in, where the type has
// a field for it, and reports one that was written otherwise.
func (b *builder) derive(it *Item) {
	field := it.Type.week
	if field == "" {
		return
	}
	term := b.calendar.TermOf(it.Date)
	if !b.calendar.Written(term) {
		return
	}
	week, ok := b.calendar.WeekOf(it.Date)
	v, last := it.Values[field], len(b.calendar.Weeks(term))
	switch n := int(v.Count.Value); {
	case v.IsZero() && ok:
		if it.Values == nil {
			it.Values = map[string]Value{}
		}
		it.Values[field] = Value{Kind: KindInt, Text: strconv.Itoa(week.Number), Count: Count{Value: float64(week.Number)}}
	case v.IsZero():
	case n < 1 || n > last:
		b.rule(it, diag.Warning, v, "week/beyond", diag.Say("%[2]s没有第%[1]d周，只有%[3]d周", "there is no week %[1]d in %[2]s, which has %[3]d", n, term, last), diag.Say("改正周次；不写时由日期推出", "correct it; without it the date decides"))
	case ok && !week.Off && n != week.Number:
		b.rule(it, diag.Warning, v, "week/conflict", diag.Say("%[1]s在第%[2]d周，这里写的是第%[3]d周，按日期算", "%[1]s is in week %[2]d, not %[3]d; the date counts", it.Date, week.Number, n), diag.Say("核对日期和周次；不写周次时由日期推出", "check both; without a week the date decides"))
	}
}

// WeekFor returns the teaching week that an item counts in: that of its date
// or, where that is none or a holiday, the one that the item names in its term.
func (c *Calendar) WeekFor(it *Item) (week Week, ok bool) {
	if w, ok := c.WeekOf(it.Date); ok && !w.Off {
		return w, true
	}
	term := c.TermOf(it.Date)
	if v := it.Values["term"]; it.Date.IsZero() && !v.IsZero() {
		term = c.TermOf(v.Date)
	}
	if n := int(it.Values[it.Type.week].Count.Value); n >= 1 {
		if weeks := c.Weeks(term); n <= len(weeks) {
			return weeks[n-1], !weeks[n-1].Off
		}
	}
	return Week{}, false
}

// weekOwed hints at an item that a weekly quota asks for and that counts in no
// week, because its date is in the holidays or names no day.
func (b *builder) weekOwed(it *Item) {
	for i := range it.Type.Quotas {
		q := &it.Type.Quotas[i]
		if q.Per != PerWeek || it.Date.IsZero() || !b.calendar.Written(b.calendar.TermOf(it.Date)) || !q.Counts(it) {
			continue
		}
		if _, ok := b.calendar.WeekFor(it); ok {
			continue
		}
		place := Value{Kind: KindDate, Pos: b.datePos(it)}
		b.rule(it, diag.Hint, place, "quota/no-week", diag.Say("%[1]s不在教学周里，不算作任何一周的“%[2]s”", "%[1]s is in no teaching week and counts for no week of %[2]q", it.Date, q.Label),
			diag.Say("是补交某一周的，写明周次，例如：教学周: 7", "if it is for some week, name it, like week: 7"))
	}
}

// datePos is where a file gives the date; a row's date is at the row.
func (b *builder) datePos(it *Item) diag.Pos {
	if it.Row == 0 {
		for i, k := range b.given {
			if f := &it.Type.Fields[i]; f.Common && f.Name == "date" {
				return b.at.pos(k.Value.Start)
			}
		}
	}
	return it.Pos
}

// plannedQuotas hints at quotas of a plan that are none of those which are
// counted: they stand on the plan's page alone.
func (b *builder) plannedQuotas(it *Item) {
	for _, e := range it.Values["quotas"].List {
		what, per := e.Map["what"], e.Map["per"]
		if what.IsZero() || per.IsZero() || QuotaFor(b.o.Types.all, what.Text, Per(per.Text)) != nil {
			continue
		}
		var known []string
		for _, t := range b.o.Types.all {
			for i := range t.Quotas {
				known = append(known, t.Quotas[i].Label+"（每"+string(t.Quotas[i].Per)+"）")
			}
		}
		b.rule(it, diag.Hint, what, "plan/quota-unknown", diag.Say("“%[1]s”（每%[2]s）对不上任何一项定额，只写在计划里，不参加统计", "%[1]q (per %[2]s) is none of the quotas that are counted: it stands in the plan alone", what.Text, per.Text),
			diag.Say("要统计的，写成：%[1]s", "to have it counted, write one of: %[1]s", strings.Join(known, "、")))
	}
}
