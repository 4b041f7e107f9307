package statistics

import (
	"cmp"
	"maps"
	"slices"

	"showcase/generator/content"
)

// AwardTable is level × grade for one unit. Its cells add up: no prize stands
// in two of them.
type AwardTable struct {
	Unit     string // 人次 or 项
	Levels   []string
	Grades   []string
	Cells    map[[2]string]Cell // by level and grade
	Replaced int                // how many aggregate rows gave way to the rows that they had stood for
}

// Cell is a count, exact or approximate ("400余").
type Cell struct {
	Count int
	Sign  content.Sign
}

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

// add sums two counts.
func (c *Cell) add(d Cell) {
	c.Count += d.Count
	c.Sign = addSigns(c.Sign, d.Sign)
}

// Text prints the cell without its unit: 400余.
func (c Cell) Text(english bool) string {
	return Print(content.Count{Value: float64(c.Count), Sign: c.Sign}, english)
}

// addSigns is the sign of a sum: an approximate number stays one, and more than
// a few (余) and less than a few (近) make about a few (约).
func addSigns(a, b content.Sign) content.Sign {
	switch {
	case a == content.Exact:
		return b
	case b != content.Exact && b != a:
		return content.About
	}
	return a
}

// Awards counts award records in a window, a table for each unit: 人次 for
// prizes of people (a prize shared by three counts three), 项 for those of the
// school or a group.
//
// An aggregate row (汇总) counts if its own span lies in the window. It stands
// for the individual rows of its level, grade and span until they outnumber
// it; then they count and it does not. One of a merged level or grade (市县级,
// 一二三等奖) keeps that name and stands for the rows of each part.
func Awards(records []*content.Item, w Window) []*AwardTable {
	in := make([]entry, 0, len(records))
	for _, r := range records {
		if e := newEntry(r); e.in(w) {
			in = append(in, e)
		}
	}
	return tabulate(settle(in))
}

// AwardYear is what the prizes of one calendar year come to; no tables where
// there were none.
type AwardYear struct {
	Year   int
	Tables []*AwardTable
}

// AwardsByYear makes a table level × grade for each year of a window, from the
// first with prizes to the last. An aggregate row belongs to a year only if its
// own span does, so that the years together may come to less than [Awards].
func AwardsByYear(records []*content.Item, w Window) []AwardYear {
	years := map[int][]entry{}
	for _, r := range records {
		if e := newEntry(r); e.in(w) && e.span.From.Year > 0 && e.span.From.Year == e.span.To.Year {
			years[e.span.From.Year] = append(years[e.span.From.Year], e)
		}
	}
	var out []AwardYear
	listed := slices.Sorted(maps.Keys(years))
	for i, y := range listed {
		if i > 0 && y-listed[i-1] <= longest {
			for gap := listed[i-1] + 1; gap < y; gap++ {
				out = append(out, AwardYear{Year: gap})
			}
		}
		out = append(out, AwardYear{y, tabulate(settle(years[y]))})
	}
	return out
}

// tabulate enters what is left of the entries into a table for each unit.
func tabulate(kept, replaced []entry) []*AwardTable {
	tables := map[string]*AwardTable{}
	table := func(unit string) *AwardTable {
		t := tables[unit]
		if t == nil {
			t = &AwardTable{Unit: unit, Cells: map[[2]string]Cell{}}
			tables[unit] = t
		}
		return t
	}
	for _, e := range replaced {
		table(e.unit).Replaced++
	}
	for _, e := range kept {
		t := table(e.unit)
		at := [2]string{e.level, e.grade}
		c := t.Cells[at]
		c.add(e.Cell)
		t.Cells[at] = c
		if !slices.Contains(t.Levels, e.level) {
			t.Levels = append(t.Levels, e.level)
		}
		if !slices.Contains(t.Grades, e.grade) {
			t.Grades = append(t.Grades, e.grade)
		}
	}
	var out []*AwardTable
	for _, t := range tables {
		slices.SortFunc(t.Levels, func(a, b string) int { return cmp.Or(content.LevelRank(a)-content.LevelRank(b), cmp.Compare(a, b)) })
		slices.SortFunc(t.Grades, func(a, b string) int { return cmp.Or(content.GradeRank(a)-content.GradeRank(b), cmp.Compare(a, b)) })
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b *AwardTable) int { return cmp.Compare(a.Unit, b.Unit) })
	return out
}

// Tally is what single prizes come to: a prize shared by three teachers is one
// item, three person-times, and as many people as have not won before.
type Tally struct {
	Items       int // 项
	PersonTimes int // 人次, of the prizes of people
	People      int // 人: different names
}

// Count tallies the individual awards of a window; aggregate rows are none.
func Count(records []*content.Item, w Window) Tally {
	var t Tally
	people := map[string]bool{}
	for _, r := range records {
		if r.Value("aggregate").Bool || !w.Holds(r.Date) {
			continue
		}
		t.Items++
		if collective(r) {
			continue
		}
		_, c := awardUnit(r)
		t.PersonTimes += c.Count
		for _, n := range r.Value("recipients").Names {
			people[n.Text] = true
		}
	}
	t.People = len(people)
	return t
}

// entry is one record as it is counted.
type entry struct {
	unit, level, grade string
	Cell
	span   Window // when: a row's date, an aggregate's own window
	whole  bool   // an aggregate row
	record int    // its place in its register
}

func newEntry(r *content.Item) entry {
	unit, n := awardUnit(r)
	e := entry{unit: unit, level: r.Value("level").Text, grade: awardGrade(r), Cell: n, span: Window{From: r.Date, To: r.Date}, whole: r.Value("aggregate").Bool}
	if e.level == "" {
		e.level = "级别未注明"
	}
	if v := r.Value("window"); e.whole && !v.IsZero() {
		e.span = Window{From: v.Date, To: v.End}
	}
	return e
}

// in reports whether an entry counts in a window.
func (e *entry) in(w Window) bool {
	if e.whole {
		return w.Contains(e.span)
	}
	return w.Holds(e.span.From)
}

// settle decides between aggregates and what they stand for. The narrow ones
// go first, so that a wide one finds what they came to. Replaced are the
// aggregates that gave way to rows. The list is used up.
func settle(all []entry) (kept, replaced []entry) {
	var wholes []int
	for i := range all {
		if all[i].whole {
			wholes = append(wholes, i)
		}
	}
	if len(wholes) == 0 {
		return all, nil
	}
	slices.SortStableFunc(wholes, func(i, j int) int {
		a, b := &all[i], &all[j]
		return cmp.Or(breadth(a)-breadth(b), a.span.Length()-b.span.Length(), a.span.From.Compare(b.span.From))
	})
	cells, gone := rowsByCell(all), make([]bool, len(all))
	for _, w := range wholes {
		e := &all[w]
		var covered []int
		var sum Cell
		for _, at := range e.cells() {
			for _, i := range cells[at] {
				if !gone[i] && e.covers(&all[i]) {
					covered = append(covered, i)
					sum.add(all[i].Cell)
				}
			}
		}
		if e.outnumbered(sum) {
			gone[w] = true
			replaced = append(replaced, *e)
			continue
		}
		for _, i := range covered {
			gone[i] = true
		}
		at := e.cells()[0]
		cells[at] = append(cells[at], w)
	}
	kept = all[:0]
	for i := range all {
		if !gone[i] {
			kept = append(kept, all[i])
		}
	}
	return kept, replaced
}

// rowsByCell indexes the entries that are no aggregates by unit, level and grade.
func rowsByCell(all []entry) map[[3]string][]int {
	cells := map[[3]string][]int{}
	for i := range all {
		if e := &all[i]; !e.whole {
			at := [3]string{e.unit, e.level, e.grade}
			cells[at] = append(cells[at], i)
		}
	}
	return cells
}

// cells are the places of what an aggregate stands for, its own first.
func (e *entry) cells() [][3]string {
	var out [][3]string
	for _, l := range append([]string{e.level}, mergedLevels[e.level]...) {
		for _, g := range append([]string{e.grade}, mergedGrades[e.grade]...) {
			out = append(out, [3]string{e.unit, l, g})
		}
	}
	return out
}

// outnumbered reports whether the parts tell more than the aggregate: they are
// more, or as many as it says and it is no floor.
func (e *entry) outnumbered(parts Cell) bool {
	if parts.Count != e.Count {
		return parts.Count > e.Count
	}
	return parts.Sign == e.Sign || e.Sign != content.Over
}

// covers reports whether an aggregate stands for another entry in one of its cells.
func (e *entry) covers(x *entry) bool {
	if x.whole { // two that overlap would count the days in common twice
		return e.span.Overlaps(x.span)
	}
	return e.span.Contains(x.span) || e.span.From == e.span.To // one that names no span of its own covers all
}

// mergedLevels and mergedGrades are names that stand for several.
var (
	mergedLevels = map[string][]string{"市县级": {"市级", "县级"}}
	mergedGrades = map[string][]string{"一二三等奖": {"一等奖", "二等奖", "三等奖"}}
)

// breadth is how many cells an aggregate covers.
func breadth(e *entry) int {
	return (1 + len(mergedLevels[e.level])) * (1 + len(mergedGrades[e.grade]))
}

// collective reports whether an award went to the school or a group.
func collective(r *content.Item) bool {
	t := r.Value("recipient_type").Text
	return t == "学校" || t == "集体"
}

// awardUnit is what a record counts in and how many it counts. People are
// always counted as often as they won.
func awardUnit(r *content.Item) (string, Cell) {
	n := r.Value("count").Count
	unit := cmp.Or(r.Value("unit").Text, n.Unit)
	counted := Cell{int(n.Value), n.Sign}
	people := unit == "" || unit == "人" || unit == "名" || unit == "位" || unit == "人次"
	switch {
	case collective(r) && people: // a group's members do not each win
		if !r.Value("aggregate").Bool {
			return "项", Cell{Count: 1}
		}
		return "项", Cell{max(1, counted.Count), counted.Sign}
	case people:
		unit = "人次"
	}
	if counted.Count > 0 {
		return unit, counted
	}
	return unit, Cell{Count: max(1, len(r.Value("recipients").Names))}
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
