package render

import (
	"html/template"
	"slices"
	"strings"

	"showcase/generator/chart"
	"showcase/generator/content"
	"showcase/generator/output"
	"showcase/generator/site"
	"showcase/generator/statistics"
)

// How much the list of activities shows before its rows.
const (
	monthsMax   = 36
	seminarsMax = 6
)

// addSeries puts a page for each series into the tree.
func (r *renderer) addSeries() {
	for _, s := range r.Series {
		r.tree.Add(output.Entry{Path: s.Path, Make: func() ([]byte, error) { return r.seriesPage(s) }})
	}
}

// seriesPage shows a series by focus and by session.
func (r *renderer) seriesPage(s *site.Series) ([]byte, error) {
	l := r.level(s.Path)
	v := &listView{shell: r.shell(l, s.Name, r.say("series_of", s.Name), "website", s.Section), Help: r.words["about_series"]}
	v.Crumbs = l.crumbs[s.Section]
	v.CountText = r.count("count_activity", len(s.Pages))
	foci := r.foci(l, s)
	sum := &overview{W: r.words, Title: r.words["figures"], Numbers: r.gatherings(pageItems(s.Pages))}
	if len(foci) > 0 {
		sum.Charts = append(sum.Charts, r.choiceChart(r.words["by_focus"], pageItems(s.Pages), s.Section.Type.Field("focus"), "次", true))
	}
	var err error
	v.Above, err = r.parts("overview", sum, "foci", foci, "sessions", r.sessions(l, s))
	if err != nil {
		return nil, err
	}
	return r.execute("list", v)
}

func pageItems(pages []*site.Page) []*content.Item {
	out := make([]*content.Item, len(pages))
	for i, p := range pages {
		out[i] = p.Item
	}
	return out
}

// gatherings is the number of activities and of those who came.
func (r *renderer) gatherings(items []*content.Item) []figure {
	g := statistics.Activities(items)
	out := []figure{{r.words["figure_sessions"], itoa(g.Sessions), r.unit("次")}}
	if g.Attendance.Count > 0 {
		out = append(out, r.countFigure(r.words["figure_attendance"], g.Attendance, "人次"))
	}
	if g.Unknown > 0 && g.Unknown < g.Sessions {
		out = append(out, figure{r.words["figure_unattended"], itoa(g.Unknown), r.unit("次")})
	}
	return out
}

// focus is one theme of a series with its sessions.
type focus struct {
	Name  string
	Items []template.HTML
	None  string
}

// foci are the themes that the type lists, each with its sessions; nil where
// no session names one. A theme without a session says so.
func (r *renderer) foci(l *level, s *site.Series) []focus {
	f := s.Section.Type.Field("focus")
	if f == nil || !slices.ContainsFunc(s.Pages, func(p *site.Page) bool { return !p.Value("focus").IsZero() }) {
		return nil
	}
	var out []focus
	for _, c := range f.Choices {
		one := focus{Name: c.Value}
		for _, p := range s.Pages {
			if p.Value("focus").Text == c.Value {
				one.Items = append(one.Items, r.sessionLink(l, p))
			}
		}
		if len(one.Items) == 0 {
			one.None = r.words["focus_none"]
		}
		out = append(out, one)
	}
	return out
}

// sessionLink is a session with its number and date.
func (r *renderer) sessionLink(l *level, p *site.Page) template.HTML {
	note := r.dateText(p.Date)
	if n := p.Value("session").Text; n != "" {
		note = r.say("session_n", n) + " · " + note
	}
	return l.page(p) + template.HTML(`<span class="note">`+escape(note)+`</span>`)
}

// sessionsView is the sessions of a series as a table.
type sessionsView struct {
	Title string
	Head  []string
	Rows  []template.HTML
}

func (r *renderer) sessions(l *level, s *site.Series) *sessionsView {
	v := &sessionsView{Title: r.words["sessions"]}
	var fields []*content.Field
	for _, name := range []string{"session", "focus", "host", "speakers", "attendees"} {
		f := s.Section.Type.Field(name)
		if f != nil && slices.ContainsFunc(s.Pages, func(p *site.Page) bool { return !p.Value(name).IsZero() }) {
			fields = append(fields, f)
		}
	}
	v.Head = []string{r.words["topic"], r.words["date"]}
	for _, f := range fields {
		v.Head = append(v.Head, r.fieldLabel(f))
	}
	for _, p := range s.Pages {
		var b strings.Builder
		b.WriteString(`<tr><th scope="row">` + string(l.page(p)) + "</th><td>" + string(r.date(p.Date)) + "</td>")
		for _, f := range fields {
			b.WriteString("<td>" + string(r.sessionCell(l, p, f)) + "</td>")
		}
		v.Rows = append(v.Rows, template.HTML(b.String()+"</tr>\n"))
	}
	return v
}

// sessionCell is a field of a session; of who came, how many.
func (r *renderer) sessionCell(l *level, p *site.Page, f *content.Field) template.HTML {
	if f.Name != "attendees" {
		return r.value(l, p.Value(f.Name), f)
	}
	came := r.cellText(statistics.Attendance(p.Value("attendees")))
	if came == "" {
		return ""
	}
	return template.HTML(escape(came + r.unit("人")))
}

// choiceChart draws how many records have each value of a choice, in the unit
// that they are counted in; all says that values without a record are drawn too.
func (r *renderer) choiceChart(title string, items []*content.Item, f *content.Field, unit string, all bool) chartFigure {
	bars := chart.Bars{Label: title, Series: []string{r.words["amount"]}, Unit: r.unit(unit)}
	shares, without := statistics.Shares(items, f)
	for _, s := range shares {
		if s.Count > 0 || all {
			bars.Bars = append(bars.Bars, chart.Bar{Label: s.Value, Values: []float64{float64(s.Count)}})
		}
	}
	if !all {
		slices.SortStableFunc(bars.Bars, func(a, b chart.Bar) int { return int(b.Values[0] - a.Values[0]) })
	}
	c := r.chartFigure(title, r.fieldLabel(f), bars)
	if without > 0 && all {
		c.Note = r.count("choice_without", without)
	}
	return c
}

// activities opens the list of activities: its series, what was done and how,
// and the seminars on their three steps.
func (r *renderer) activities(l *level, sec *site.Section) ([]template.HTML, error) {
	items := pageItems(sec.Pages)
	kind := sec.Type.Field("kind")
	v := &overview{W: r.words, Title: r.words["figures"], Numbers: r.gatherings(items)}
	if kind != nil {
		v.Minis = append(v.Minis, r.choiceChart(r.words["by_kind"], items, kind, "次", false))
	}
	if c, ok := r.monthChart(r.words["by_month"], items, monthsMax); ok {
		v.Minis = append(v.Minis, c)
	}
	for _, name := range []string{"scale", "direction"} {
		if f := sec.Type.Field(name); f != nil && given(items, name) {
			v.Minis = append(v.Minis, r.choiceChart(r.words["by_"+name], items, f, "次", name == "direction"))
		}
	}
	v.Grid = r.kindsByMonth(items, kind)
	lessons := only(items, "kind", "公开课")
	if f := sec.Type.Field("level"); f != nil && given(lessons, "level") {
		v.Minis = append(v.Minis, r.choiceChart(r.words["lessons_by_level"], lessons, f, "次", false))
	}
	return r.parts("series-list", r.seriesCards(l, sec), "overview", v, "ladder", r.seminarSteps(l, sec))
}

// only are the items with a value.
func only(items []*content.Item, field, value string) []*content.Item {
	var out []*content.Item
	for _, it := range items {
		if slices.Contains(it.Value(field).Strings(), value) {
			out = append(out, it)
		}
	}
	return out
}

func given(items []*content.Item, field string) bool {
	return slices.ContainsFunc(items, func(it *content.Item) bool { return !it.Value(field).IsZero() })
}

// monthChart draws the last months; false for less than two.
func (r *renderer) monthChart(title string, items []*content.Item, most int) (chartFigure, bool) {
	months := statistics.Months(items)
	if len(months) < 2 {
		return chartFigure{}, false
	}
	shown := months[max(0, len(months)-most):]
	columns := chart.Columns{Label: title, Series: []string{r.words["times"]}, Unit: r.unit("次")}
	for _, m := range shown {
		columns.Columns = append(columns.Columns, chart.Bar{Label: itoa(m.Month.Year) + "." + itoa(m.Month.Month), Values: []float64{float64(m.Count)}})
	}
	c := r.chartFigure(title, r.words["month"], columns)
	if len(shown) < len(months) {
		c.Note = r.say("months_last", itoa(len(shown)))
	}
	return c, true
}

// kindsByMonth shades in which months of a school year, from September on, each
// value of a choice was done, all years together; nil when there is nothing to
// compare.
func (r *renderer) kindsByMonth(items []*content.Item, f *content.Field) *chartFigure {
	if f == nil {
		return nil
	}
	const months, first = 12, 9
	var names []string
	var counts [][months]int
	most := 0
	for _, c := range f.Choices {
		var row [months]int
		total := 0
		for _, m := range statistics.Months(only(items, f.Name, c.Value)) {
			at := (m.Month.Month - first + months) % months
			row[at] += m.Count
			total += m.Count
			most = max(most, row[at])
		}
		if total > 0 {
			names, counts = append(names, c.Value), append(counts, row)
		}
	}
	if len(names) < 2 {
		return nil
	}
	grid := chart.Grid{Label: r.words["kinds_by_month"]}
	for at := range months {
		grid.Columns = append(grid.Columns, r.say("month_n", itoa((at+first-1)%months+1)))
	}
	for i, name := range names {
		row := chart.GridRow{Label: name, Cells: make([]chart.Mark, months)}
		for at, n := range counts[i] {
			if n > 0 {
				row.Cells[at] = chart.Mark{Outcome: chart.Heat(float64(n), float64(most)), Text: itoa(n), Title: name + " " + grid.Columns[at] + " " + itoa(n) + r.unit("次")}
			}
		}
		grid.Rows = append(grid.Rows, row)
	}
	c := r.chartFigure(grid.Label, r.fieldLabel(f), grid)
	return &c
}

// seriesCard is a series in a list.
type seriesCard struct {
	Link   template.HTML
	Count  string
	Latest string
}

func (r *renderer) seriesCards(l *level, sec *site.Section) any {
	var out []seriesCard
	for _, s := range r.Series {
		if s.Section == sec {
			latest := s.Pages[len(s.Pages)-1]
			out = append(out, seriesCard{l.link(s.Path, s.Name), r.count("count_activity", len(s.Pages)), r.say("series_latest", r.dateText(latest.Date), latest.Title)})
		}
	}
	if out == nil {
		return nil
	}
	return struct {
		W    words
		List []seriesCard
	}{r.words, out}
}

// seminarStep is a step from what is raw to what is worked out, with its seminars.
type seminarStep struct {
	From, To string
	Count    string
	Fields   string
	Items    []template.HTML
	Rest     string
}

// seminarSteps are the seminars on the steps that the type lists
// (问题→课题, 经验→实验, 结果→成果); nil without seminars.
func (r *renderer) seminarSteps(l *level, sec *site.Section) any {
	f := sec.Type.Field("seminar_level")
	if f == nil || !slices.ContainsFunc(sec.Pages, func(p *site.Page) bool { return !p.Value("seminar_level").IsZero() }) {
		return nil
	}
	of := map[string][]*site.Page{}
	for _, p := range sec.Pages {
		if step := p.Value("seminar_level").Text; step != "" {
			of[step] = append(of[step], p)
		}
	}
	var steps []seminarStep
	for _, c := range f.Choices {
		steps = append(steps, r.seminarStep(l, sec, c.Value, of[c.Value]))
	}
	return struct {
		W     words
		Steps []seminarStep
	}{r.words, steps}
}

func (r *renderer) seminarStep(l *level, sec *site.Section, name string, pages []*site.Page) seminarStep {
	s := seminarStep{Count: r.count("count_activity", len(pages))}
	s.From, s.To, _ = strings.Cut(name, "-")
	if f := sec.Type.Field("field"); f != nil {
		shares, _ := statistics.Shares(pageItems(pages), f)
		var parts []string
		for _, share := range shares {
			if share.Count > 0 {
				parts = append(parts, share.Value+" "+itoa(share.Count))
			}
		}
		s.Fields = strings.Join(parts, " · ")
	}
	for _, p := range pages[:min(seminarsMax, len(pages))] {
		s.Items = append(s.Items, r.sessionLink(l, p))
	}
	if rest := len(pages) - len(s.Items); rest > 0 {
		s.Rest = r.count("seminars_rest", rest)
	}
	return s
}
