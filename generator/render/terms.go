package render

import (
	"html/template"
	"slices"
	"strings"
	"sync"

	"showcase/generator/chart"
	"showcase/generator/content"
	"showcase/generator/output"
	"showcase/generator/site"
	"showcase/generator/statistics"
)

// monthEvents is how many activities of a month a term's page names.
const monthEvents = 8

// recorded is what was recorded in a term or school year, by type.
type recorded map[string][]*content.Item

// recordedTypes are the types whose records are figures of a term, in the
// order in which they are shown.
var recordedTypes = []string{"activity", "case", "reflection", "award", "training"}

// recordsByTerm sorts the records of the site into terms, once.
func (r *renderer) recordsByTerm() func() map[content.Term]recorded {
	return sync.OnceValue(func() map[content.Term]recorded {
		out := map[content.Term]recorded{}
		for _, name := range recordedTypes {
			sec := r.Section(name)
			if sec == nil {
				continue
			}
			terms := statistics.Periods(itemsOf(sec.Entries()), func(d content.Date) content.Term { return content.TermOf(d, r.Config.Terms) })
			for term, items := range terms {
				if out[term] == nil {
					out[term] = recorded{}
				}
				out[term][name] = items
			}
		}
		return out
	})
}

// ofYear is what was recorded in all terms of a school year.
func (r *renderer) ofYear(y *site.SchoolYear) recorded {
	out := recorded{}
	for half := 1; half <= 2; half++ {
		for name, items := range r.terms()[content.Term{Year: y.Key.Year, Half: half}] {
			out[name] = append(out[name][:len(out[name]):len(out[name])], items...)
		}
	}
	return out
}

// termName is a term's or school year's name in the language of the site.
func (r *renderer) termName(t content.Term) string {
	if !r.english {
		return t.String()
	}
	return itoa(t.Year) + "–" + itoa(t.Year+1) + [...]string{"", ", first term", ", second term"}[t.Half]
}

// measure is one figure of a period; its unit tells it from those that it must
// not be added to.
type measure struct {
	figure
	none bool
}

// measures are the figures of a period: the same in the same order for every
// period of a site, so that periods can be compared.
func (r *renderer) measures(of recorded) []measure {
	var out []measure
	add := func(label string, c statistics.Cell, unit string) {
		if c.Count == 0 {
			out = append(out, measure{figure{label, "0", r.unit(unit)}, true})
		} else {
			out = append(out, measure{r.countFigure(label, c, unit), false})
		}
	}
	for _, name := range recordedTypes {
		sec := r.Section(name)
		if sec == nil {
			continue
		}
		items := of[name]
		switch name {
		case "activity":
			g := statistics.Activities(items)
			add(r.words["figure_sessions"], statistics.Cell{Count: g.Sessions}, "次")
			add(r.words["figure_attendance"], g.Attendance, "人次")
		case "award":
			totals := map[string]statistics.Cell{}
			for _, t := range statistics.Awards(items, statistics.Window{}) {
				totals[t.Unit] = t.Total()
			}
			add(r.words["awards_in_times"], totals["人次"], "人次")
			add(r.words["awards_in_items"], totals["项"], "项")
		case "training":
			s := statistics.Trainings(items)
			add(r.label(sec), statistics.Cell{Count: s.Sessions}, "次")
			out = append(out, measure{figure{r.words["figure_hours"], decimal(s.Hours), r.unit("学时")}, s.Hours == 0})
		default:
			add(r.label(sec), statistics.Cell{Count: len(items)}, "篇")
		}
	}
	return out
}

// shown are the figures of a period that has any.
func shown(list []measure) []figure {
	var out []figure
	for _, m := range list {
		if !m.none {
			out = append(out, m.figure)
		}
	}
	return out
}

// addTerms puts a page for each term and school year into the tree.
func (r *renderer) addTerms() {
	r.terms = r.recordsByTerm()
	for _, t := range r.Terms {
		r.addPlainList(t.Path, r.termName(t.Key), r.inMenuOrder(t.Pages), byKind, func(l *level, v *listView) (err error) {
			v.Registers = r.termLinks(l, t.Year, t)
			v.Above, err = r.parts("overview", r.termOverview(t), "months", r.months(l, t))
			return err
		})
	}
	for _, y := range r.Years {
		r.tree.Add(output.Entry{Path: y.Path, Make: func() ([]byte, error) { return r.schoolYear(y) }})
	}
}

// inMenuOrder puts the pages of each section together, the sections as in the menu.
func (r *renderer) inMenuOrder(pages []*site.Page) []*site.Page {
	place := map[*site.Section]int{}
	for i, sec := range r.Sections {
		place[sec] = i
	}
	return slices.SortedStableFunc(slices.Values(pages), func(a, b *site.Page) int { return place[a.Section] - place[b.Section] })
}

func (r *renderer) termOverview(t *site.Term) any {
	v := &overview{W: r.words, Title: r.words["figures"], Numbers: shown(r.measures(r.terms()[t.Key]))}
	if len(v.Numbers) == 0 {
		return nil
	}
	return v
}

// termLinks leads to a school year and its terms; the page that they stand on
// is marked.
func (r *renderer) termLinks(l *level, y *site.SchoolYear, current *site.Term) template.HTML {
	var b strings.Builder
	item := func(path, name string, here bool) {
		mark := ""
		if here {
			mark = ` aria-current="page"`
		}
		b.WriteString(`<li><a` + string(l.href(path)) + mark + `>` + name + "</a></li>\n")
	}
	item(y.Path, escape(r.termName(y.Key)), current == nil)
	for _, t := range y.Terms {
		item(t.Path, escape(r.words["term_"+itoa(t.Key.Half)])+` <span class="n">`+itoa(len(t.Pages))+`</span>`, t == current)
	}
	return template.HTML(b.String())
}

// monthView is what happened in a month.
type monthView struct {
	Name   string
	Counts string
	Events []template.HTML
	Rest   string
}

// months tells a term month by month: how much was written and won, and the
// activities by name.
func (r *renderer) months(l *level, t *site.Term) any {
	of := map[content.Date]recorded{}
	var order []content.Date
	for _, name := range recordedTypes {
		for _, it := range r.terms()[t.Key][name] {
			m := content.Date{Year: it.Date.Year, Month: it.Date.Month}
			if m.Month == 0 {
				continue
			}
			if of[m] == nil {
				of[m] = recorded{}
				order = append(order, m)
			}
			of[m][name] = append(of[m][name], it)
		}
	}
	if len(order) == 0 {
		return nil
	}
	slices.SortFunc(order, content.Date.Compare)
	var list []monthView
	for _, m := range order {
		list = append(list, r.month(l, m, of[m]))
	}
	return struct {
		W    words
		List []monthView
	}{r.words, list}
}

func (r *renderer) month(l *level, m content.Date, of recorded) monthView {
	v := monthView{Name: r.dateText(m)}
	var counts []string
	for _, one := range r.measures(of) {
		if !one.none {
			counts = append(counts, strings.TrimSpace(one.Label+" "+one.Number+one.Unit))
		}
	}
	v.Counts = strings.Join(counts, " · ")
	events := slices.SortedStableFunc(slices.Values(of["activity"]), func(a, b *content.Item) int { return a.Date.Compare(b.Date) })
	for _, it := range events[:min(monthEvents, len(events))] {
		if p := r.ByFile(it.File); p != nil {
			v.Events = append(v.Events, `<span class="day">`+r.day(it.Date)+`</span> `+l.page(p))
		}
	}
	if rest := len(events) - len(v.Events); rest > 0 {
		v.Rest = r.count("events_rest", rest)
	}
	return v
}

// schoolYear gathers the terms of a school year and compares them.
func (r *renderer) schoolYear(y *site.SchoolYear) ([]byte, error) {
	l := r.level(y.Path)
	name := r.termName(y.Key)
	v := &listView{shell: r.shell(l, name, r.say("tagged_with", name), "website", nil), Help: r.words["about_school_year"]}
	pages := 0
	for _, t := range y.Terms {
		pages += len(t.Pages)
	}
	v.CountText = r.count("count_pages", pages)
	v.Registers = r.termLinks(l, y, nil)
	whole := r.ofYear(y)
	sum := &overview{W: r.words, Title: r.words["figures"], Numbers: shown(r.measures(whole)), Minis: r.yearMinis(y, whole)}
	var err error
	if v.Above, err = r.parts("overview", sum, "table-block", r.compareTerms(y, whole)); err != nil {
		return nil, err
	}
	return r.execute("list", v)
}

// compareTerms is the figures of a year's terms beside each other.
func (r *renderer) compareTerms(y *site.SchoolYear, whole recorded) any {
	t := chart.Table{Head: []string{r.words["figure"], r.words["term_1"], r.words["term_2"], r.words["whole_year"]}}
	a, b := r.measures(r.terms()[content.Term{Year: y.Key.Year, Half: 1}]), r.measures(r.terms()[content.Term{Year: y.Key.Year, Half: 2}])
	for i, m := range r.measures(whole) {
		if m.none {
			continue
		}
		name := m.Label
		if unit := m.Unit[len(m.sign()):]; unit != "" {
			name += "（" + unit + "）"
		}
		t.Rows = append(t.Rows, []string{name, a[i].amount(), b[i].amount(), m.amount()})
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return struct {
		Title string
		Table template.HTML
	}{r.words["compare_terms"], chartTable(r.words["compare_terms"], t)}
}

// amount is the figure without its unit: 561余.
func (m measure) amount() string { return m.Number + m.sign() }

// sign is what of the unit belongs to the number: 余, +.
func (m measure) sign() string {
	return m.Unit[:len(m.Unit)-len(strings.TrimLeft(m.Unit, "余+"))]
}

// yearMinis are the year's months: what was written, and what was done.
func (r *renderer) yearMinis(y *site.SchoolYear, whole recorded) []chartFigure {
	var out []chartFigure
	written := chart.Columns{Label: r.words["written_by_month"], Unit: r.unit("篇"), Total: r.words["total"]}
	done := chart.Columns{Label: r.words["done_by_month"], Series: []string{r.words["times"]}, Unit: r.unit("次")}
	var sources [][]*content.Item
	for _, name := range []string{"case", "reflection"} {
		if len(whole[name]) > 0 {
			written.Series = append(written.Series, r.label(r.Section(name)))
			sources = append(sources, whole[name])
		}
	}
	for _, m := range r.monthsOf(y) {
		label := itoa(m.Year) + "." + itoa(m.Month)
		bar := chart.Bar{Label: label}
		for _, items := range sources {
			bar.Values = append(bar.Values, float64(inMonth(items, m)))
		}
		written.Columns = append(written.Columns, bar)
		done.Columns = append(done.Columns, chart.Bar{Label: label, Values: []float64{float64(inMonth(whole["activity"], m))}})
	}
	if len(sources) > 0 {
		out = append(out, r.chartFigure(written.Label, r.words["month"], written))
	}
	if len(whole["activity"]) > 0 {
		out = append(out, r.chartFigure(done.Label, r.words["month"], done))
	}
	if len(whole["award"]) > 0 && len(y.Terms) > 1 {
		out = append(out, r.termAwards(y)...)
	}
	return out
}

// termAwards are the awards of a year's terms by level, a chart for each unit.
func (r *renderer) termAwards(y *site.SchoolYear) []chartFigure {
	var periods []awardPeriod
	for _, t := range y.Terms {
		periods = append(periods, awardPeriod{r.words["term_"+itoa(t.Key.Half)], statistics.Awards(r.terms()[t.Key]["award"], statistics.Window{})})
	}
	var out []chartFigure
	for _, unit := range []string{"人次", "项"} {
		if slices.ContainsFunc(periods, func(p awardPeriod) bool { return p.table(unit) != nil }) {
			out = append(out, r.awardColumns(r.say("awards_terms", r.unitName(unit)), r.words["term"], unit, periods))
		}
	}
	return out
}

// monthsOf are the twelve months of a school year.
func (r *renderer) monthsOf(y *site.SchoolYear) []content.Date {
	from, _ := content.Term{Year: y.Key.Year, Half: 1}.Span(r.Config.Terms)
	var out []content.Date
	for i := range 12 {
		m := from.Year*12 + from.Month - 1 + i
		out = append(out, content.Date{Year: m / 12, Month: m%12 + 1})
	}
	return out
}

func inMonth(items []*content.Item, m content.Date) int {
	n := 0
	for _, it := range items {
		if it.Date.Year == m.Year && it.Date.Month == m.Month {
			n++
		}
	}
	return n
}
