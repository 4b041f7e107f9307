package render

import (
	"cmp"
	"html/template"
	"slices"
	"strings"

	"showcase/generator/chart"
	"showcase/generator/content"
	"showcase/generator/site"
	"showcase/generator/statistics"
)

// How much of the honours a board shows above its table.
const (
	plaquesMax = 24
	streaksMax = 12
)

// plaque is an honour with the years in which it was won.
type plaque struct {
	Href                  template.HTMLAttr
	Title, Level, Grade   string
	Issuer, Years, Streak string
	Who                   template.HTML
}

// honourWall is some honours, and whether the table has more.
type honourWall struct {
	W       words
	Plaques []plaque
	Count   string
	More    string
}

// honours opens the honours board: the school's own honours, what all awards
// come to, and what was won year after year.
func (r *renderer) honours(l *level, sec *site.Section) ([]template.HTML, error) {
	entries := sec.Entries()
	items := itemsOf(entries)
	held := statistics.Honours(items)
	var school []statistics.Honour
	for _, h := range held {
		if h.Recipient == "学校" {
			school = append(school, h)
		}
	}
	streaks := statistics.Streaks(held)
	walls := r.walls(l, entries, school[:min(len(school), plaquesMax)], streaks[:min(len(streaks), streaksMax)])
	wall, longest := walls[0], walls[1]
	if wall.Count = r.count("count_project", len(school)); len(school) > plaquesMax {
		wall.More = "#recipient_type=" + escapePath("学校")
	}
	longest.Count = r.count("count_project", len(streaks))
	return r.parts("wall", present(wall), "overview", r.awardOverview(items), "streaks", present(longest))
}

// present is the wall, or nothing if it is empty.
func present(w *honourWall) any {
	if len(w.Plaques) == 0 {
		return nil
	}
	return w
}

// walls makes plaques of lists of honours, in one pass over the records that
// they link to.
func (r *renderer) walls(l *level, entries []*site.Record, lists ...[]statistics.Honour) []*honourWall {
	at := map[*content.Item]*site.Record{}
	for _, h := range slices.Concat(lists...) {
		at[h.Last] = nil
	}
	for _, rec := range entries {
		if _, wanted := at[rec.Item]; wanted {
			at[rec.Item] = rec
		}
	}
	var out []*honourWall
	for _, list := range lists {
		w := &honourWall{W: r.words}
		for _, h := range list {
			w.Plaques = append(w.Plaques, r.plaque(l, h, at[h.Last]))
		}
		out = append(out, w)
	}
	return out
}

func (r *renderer) plaque(l *level, h statistics.Honour, rec *site.Record) plaque {
	v := plaque{Href: l.recordHref(rec), Title: h.Title, Level: rec.Value("level").Text, Issuer: rec.Value("issuer").Text, Years: r.yearSpans(h.Years)}
	if g := rec.Value("grade").Text; !strings.Contains(h.Title, g) {
		v.Grade = g
	}
	if from, to := h.Streak(); to > from {
		v.Streak = r.running(to - from + 1)
	}
	if h.Recipient != "学校" {
		v.Who = template.HTML(l.person(h.Recipient))
	} else {
		v.Who = template.HTML(escape(first(r.Config.School.Short, r.Config.School.Name, h.Recipient)))
	}
	return v
}

// running says for how many years: 连续五年.
func (r *renderer) running(years int) string {
	if r.english {
		return r.say("years_running", itoa(years))
	}
	return r.say("years_running", hanNumber(years))
}

// hanNumber writes 1 to 99 in Han numerals, others in digits.
func hanNumber(n int) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n < 1 || n > 99:
		return itoa(n)
	case n < 10:
		return digits[n]
	case n < 20:
		return "十" + digits[n-10]
	}
	return digits[n/10] + "十" + digits[n%10]
}

// yearSpans writes years with those in a row as a span: 2005年、2008—2012年.
func (r *renderer) yearSpans(years []int) string {
	var parts []string
	for i := 0; i < len(years); {
		from := years[i]
		for i++; i < len(years) && years[i] == years[i-1]+1; i++ {
		}
		part := itoa(from)
		if to := years[i-1]; to > from {
			part += r.words["range_mark"] + itoa(to)
		}
		parts = append(parts, r.say("year_heading", part))
	}
	return strings.Join(parts, r.words["list_mark"])
}

// awardOverview is what awards come to: numbers in units that are never added
// up, level × grade, and the course of the years.
func (r *renderer) awardOverview(items []*content.Item) *overview {
	v := &overview{W: r.words, Title: r.words["figures"], Note: r.words["award_units"]}
	tables := statistics.Awards(items, statistics.Window{})
	for _, t := range tables {
		v.Numbers = append(v.Numbers, r.countFigure(first(r.words["awards_in_"+unitKey[t.Unit]], r.words["awards_other"]), t.Total(), t.Unit))
	}
	if people := statistics.Count(items, statistics.Window{}).People; people > 0 {
		v.Numbers = append(v.Numbers, figure{r.words["award_people"], itoa(people), r.unit("人")})
	}
	for _, t := range tables {
		if len(t.Levels) > 1 || len(t.Grades) > 1 {
			v.Charts = append(v.Charts, r.gradeChart(t))
		}
	}
	years := statistics.AwardsByYear(items, statistics.Window{})
	for _, t := range tables {
		if f, ok := r.yearChart(t, years); ok {
			v.Charts = append(v.Charts, f)
		}
	}
	return v
}

// unitKey names the units that have a label of their own.
var unitKey = map[string]string{"人次": "times", "项": "items"}

// unitName is a unit of awards as a title says it.
func (r *renderer) unitName(unit string) string { return first(r.words["unit_"+unitKey[unit]], unit) }

// gradeChart draws level × grade.
func (r *renderer) gradeChart(t *statistics.AwardTable) chartFigure {
	title := r.say("awards_chart", r.unitName(t.Unit))
	bars := chart.Bars{Label: title, Series: t.Grades, Unit: r.unit(t.Unit)}
	table := chart.Table{Head: append(append([]string{r.words["level"]}, t.Grades...), r.words["total"])}
	for _, level := range t.Levels {
		name := first(level, r.words["no_level"])
		bar := chart.Bar{Label: name, Text: r.cellText(t.LevelTotal(level)) + r.unit(t.Unit)}
		row := []string{name}
		for _, g := range t.Grades {
			c := t.Cells[[2]string{level, g}]
			bar.Values = append(bar.Values, float64(c.Count))
			row = append(row, r.cellText(c))
		}
		bars.Bars = append(bars.Bars, bar)
		table.Rows = append(table.Rows, append(row, r.cellText(t.LevelTotal(level))))
	}
	return chartFigure{Title: title, Legend: template.HTML(bars.Legend()), Chart: template.HTML(bars.SVG()), Table: chartTable(r.say("awards_table", r.unitName(t.Unit)), table)}
}

// yearChart draws the years of one unit, from the first with an award to the
// last; false unless there are two.
func (r *renderer) yearChart(whole *statistics.AwardTable, years []statistics.AwardYear) (chartFigure, bool) {
	var periods []awardPeriod
	from, to, sum := len(years), 0, 0
	for i, y := range years {
		p := awardPeriod{name: itoa(y.Year), tables: y.Tables}
		if t := p.table(whole.Unit); t != nil {
			from, to = min(from, i), i
			sum += t.Total().Count
		}
		periods = append(periods, p)
	}
	if to <= from {
		return chartFigure{}, false
	}
	f := r.awardColumns(r.say("awards_years", r.unitName(whole.Unit)), r.words["year"], whole.Unit, periods[from:to+1])
	if sum < whole.Total().Count {
		f.Note = r.words["awards_spread"]
	}
	return f, true
}

// awardPeriod is what the awards of a year or term come to.
type awardPeriod struct {
	name   string
	tables []*statistics.AwardTable
}

func (p awardPeriod) table(unit string) *statistics.AwardTable {
	for _, t := range p.tables {
		if t.Unit == unit {
			return t
		}
	}
	return nil
}

// awardColumns draws periods beside each other, stacked by level.
func (r *renderer) awardColumns(title, head, unit string, periods []awardPeriod) chartFigure {
	var levels []string
	for _, p := range periods {
		if t := p.table(unit); t != nil {
			levels = append(levels, t.Levels...)
		}
	}
	slices.SortFunc(levels, func(a, b string) int {
		return cmp.Or(content.LevelRank(a)-content.LevelRank(b), strings.Compare(a, b))
	})
	levels = slices.Compact(levels)
	columns := chart.Columns{Label: title, Series: levels, Unit: r.unit(unit), Total: r.words["total"]}
	for _, p := range periods {
		bar := chart.Bar{Label: p.name, Values: make([]float64, len(levels))}
		for k, level := range levels {
			if t := p.table(unit); t != nil {
				bar.Values[k] = float64(t.LevelTotal(level).Count)
			}
		}
		columns.Columns = append(columns.Columns, bar)
	}
	return r.chartFigure(title, head, columns)
}

// awardCharts is level × grade of one register.
func (r *renderer) awardCharts(records []*site.Record) ([]template.HTML, error) {
	v := &overview{W: r.words, Title: r.words["figures"]}
	for _, t := range statistics.Awards(itemsOf(records), statistics.Window{}) {
		if len(t.Levels) > 1 || len(t.Grades) > 1 {
			v.Charts = append(v.Charts, r.gradeChart(t))
		}
	}
	if len(v.Charts) == 0 {
		return nil, nil
	}
	return r.parts("overview", v)
}
