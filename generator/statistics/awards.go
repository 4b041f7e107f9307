// Package statistics counts records by the rules of the domain: one unit in
// one total, merged levels kept apart, individual rows before the aggregate
// rows that they cover.
package statistics

import (
	"cmp"
	"slices"

	"showcase/generator/content"
)

// Window is a span of days, both ends included. A zero end is open.
type Window struct{ From, To content.Date }

// Holds reports whether a date lies in the window; a month or year does if its
// first day could.
func (w Window) Holds(d content.Date) bool {
	if d.IsZero() {
		return w.From.IsZero() && w.To.IsZero()
	}
	if !w.From.IsZero() && d.Compare(content.Date{Year: w.From.Year, Month: w.From.Month}) < 0 {
		return false
	}
	if w.To.IsZero() {
		return true
	}
	end := w.To
	if end.Day == 0 {
		end.Day = 31
	}
	if end.Month == 0 {
		end.Month = 12
	}
	return d.Compare(end) <= 0
}

// String prints the window with its dates: 2007年6月—2012年5月.
func (w Window) String() string {
	switch {
	case w.From.IsZero() && w.To.IsZero():
		return ""
	case w.To.IsZero():
		return w.From.String() + "起"
	case w.From.IsZero():
		return "截至" + w.To.String()
	}
	return w.From.String() + "—" + w.To.String()
}

// AwardTable is level × grade for one unit.
type AwardTable struct {
	Unit   string // 人次 or 项
	Levels []string
	Grades []string
	Cells  map[[2]string]Cell // by level and grade
}

// Cell is a count and whether it is a floor ("400余").
type Cell struct {
	Count int
	Sign  content.Sign
}

// Row and column sums; their sign is Over if any part's is.

// LevelTotal sums a row.
func (t *AwardTable) LevelTotal(level string) Cell {
	var sum Cell
	for _, g := range t.Grades {
		sum.add(t.Cells[[2]string{level, g}])
	}
	return sum
}

// GradeTotal sums a column.
func (t *AwardTable) GradeTotal(grade string) Cell {
	var sum Cell
	for _, l := range t.Levels {
		sum.add(t.Cells[[2]string{l, grade}])
	}
	return sum
}

// Total sums the whole table.
func (t *AwardTable) Total() Cell {
	var sum Cell
	for _, l := range t.Levels {
		sum.add(t.LevelTotal(l))
	}
	return sum
}

func (c *Cell) add(d Cell) {
	c.Count += d.Count
	c.Sign = max(c.Sign, d.Sign)
}

// Awards counts award records in a window, a table for each unit: 人次 for
// prizes of people (a prize shared by three counts three), 项 for those of the
// school or a group. An aggregate row stands for the prizes of its level and
// grade until the individual rows outnumber it.
func Awards(records []*content.Item, w Window) []*AwardTable {
	type key struct{ unit, level, grade string }
	single, whole := map[key]Cell{}, map[key]Cell{}
	for _, r := range records {
		unit, n := awardUnit(r)
		k := key{unit, r.Value("level").Text, awardGrade(r)}
		if r.Value("aggregate").Bool {
			if v := r.Value("window"); v.IsZero() || w.Holds(v.End) || w.Holds(r.Date) {
				c := whole[k]
				c.add(n)
				whole[k] = c
			}
			continue
		}
		if w.Holds(r.Date) {
			c := single[k]
			c.add(n)
			single[k] = c
		}
	}
	tables := map[string]*AwardTable{}
	put := func(k key, c Cell) {
		t := tables[k.unit]
		if t == nil {
			t = &AwardTable{Unit: k.unit, Cells: map[[2]string]Cell{}}
			tables[k.unit] = t
		}
		if old := t.Cells[[2]string{k.level, k.grade}]; c.Count > old.Count {
			t.Cells[[2]string{k.level, k.grade}] = c
		}
		if !slices.Contains(t.Levels, k.level) {
			t.Levels = append(t.Levels, k.level)
		}
		if !slices.Contains(t.Grades, k.grade) {
			t.Grades = append(t.Grades, k.grade)
		}
	}
	for k, c := range single {
		put(k, c)
	}
	for k, c := range whole {
		put(k, c)
	}
	var out []*AwardTable
	for _, t := range tables {
		slices.SortFunc(t.Levels, func(a, b string) int { return cmp.Or(LevelRank(a)-LevelRank(b), cmp.Compare(a, b)) })
		slices.SortFunc(t.Grades, func(a, b string) int { return cmp.Or(GradeRank(a)-GradeRank(b), cmp.Compare(a, b)) })
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b *AwardTable) int { return cmp.Compare(a.Unit, b.Unit) })
	return out
}

// awardUnit is what a record counts in and how many it counts.
func awardUnit(r *content.Item) (string, Cell) {
	n := r.Value("count").Count
	unit := r.Value("unit").Text
	if unit == "" {
		unit = n.Unit
	}
	switch r.Value("recipient_type").Text {
	case "学校", "集体":
		if unit == "" {
			unit = "项"
		}
		return unit, Cell{max(1, int(n.Value)), n.Sign}
	}
	if unit == "" || unit == "人" {
		unit = "人次"
	}
	if n.Value > 0 {
		return unit, Cell{int(n.Value), n.Sign}
	}
	return unit, Cell{max(1, len(r.Value("recipients").Names)), content.Exact}
}

// awardGrade is a record's grade; titles of honour have none and say so.
func awardGrade(r *content.Item) string {
	if g := r.Value("grade").Text; g != "" {
		return g
	}
	if k := r.Value("kind").Text; k != "" && k != "竞赛奖" {
		return "荣誉称号"
	}
	return "未分等"
}

// levels and grades in the order in which tables list them.
var (
	levels = []string{"国际级", "国家级", "省级", "市级", "市县级", "县级", "镇级", "校级"}
	grades = []string{"特等奖", "一等奖", "二等奖", "三等奖", "一二三等奖", "优秀奖", "特别奖", "单项奖", "组织奖", "指导奖", "名次", "第一名", "第二名", "第三名", "荣誉称号", "未分等"}
)

// LevelRank orders levels, highest first; unknown ones come last.
func LevelRank(level string) int { return rank(levels, level) }

// GradeRank orders grades, highest first; unknown ones come last.
func GradeRank(grade string) int { return rank(grades, grade) }

func rank(list []string, s string) int {
	if i := slices.Index(list, s); i >= 0 {
		return i
	}
	return len(list)
}
