package render

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"showcase/generator/chart"
	"showcase/generator/content"
	"showcase/generator/site"
	"showcase/generator/statistics"
)

// How much a board names before it refers to the table.
const (
	conversionsMax = 24
	boardColumnMax = 12
)

// projects opens the register of research: how many were approved and
// concluded, level × status, improvements apart, and which problems became one.
func (r *renderer) projects(l *level, sec *site.Section) ([]template.HTML, error) {
	items := itemsOf(sec.Entries())
	v := &overview{W: r.words, Title: r.words["figures"], Numbers: r.projectNumbers(items)}
	if n := statistics.Projects(items).People; n > 0 {
		v.Numbers = append(v.Numbers, figure{r.words["project_people"], itoa(n), r.unit("人")})
		if p := r.latestProfile(); p != nil {
			if staff := p.Value("staff").Count.Value; staff > 0 {
				v.Note = r.say("project_people_share", percent(n, int(staff)), p.Value("staff").Text, p.Title)
			}
		}
	}
	if level, status := sec.Type.Field("level"), sec.Type.Field("status"); level != nil && status != nil {
		v.Charts = append(v.Charts, r.crossChart(r.words["level_status"], items, level, status))
	}
	if apart := only(items, "kind", "改善创新"); len(apart) > 0 {
		if f := sec.Type.Field("domain"); f != nil {
			c := r.choiceChart(r.words["improvements"], apart, f, "项", true)
			v.Charts = append(v.Charts, c)
		}
	}
	return r.parts("overview", v, "conversions", r.conversions(l))
}

func (r *renderer) projectNumbers(items []*content.Item) []figure {
	n := statistics.Projects(items)
	return []figure{
		{r.words["project_all"], itoa(n.Running + n.Concluded), r.unit("项")},
		{r.words["project_running"], itoa(n.Running), r.unit("项")},
		{r.words["project_concluded"], itoa(n.Concluded), r.unit("项")},
	}
}

// percent is a share of a base with one decimal at most: 31.9%.
func percent(n, base int) string {
	return strconv.FormatFloat(float64((n*2000+base)/(2*base))/10, 'f', -1, 64) + "%"
}

// crossChart draws records by two choices: a bar for each row.
func (r *renderer) crossChart(title string, items []*content.Item, row, column *content.Field) chartFigure {
	c := statistics.CrossTable(items, row, column)
	name := func(s string) string { return first(s, r.words["not_said"]) }
	bars := chart.Bars{Label: title, Unit: r.unit("项"), Total: r.words["total"]}
	for _, s := range c.Columns {
		bars.Series = append(bars.Series, name(s))
	}
	for _, a := range c.Rows {
		bar := chart.Bar{Label: name(a)}
		for _, b := range c.Columns {
			bar.Values = append(bar.Values, float64(c.Cells[[2]string{a, b}]))
		}
		bars.Bars = append(bars.Bars, bar)
	}
	return r.chartFigure(title, r.fieldLabel(row), bars)
}

// conversion is a problem and the project that it became.
type conversion struct{ Problem, Project template.HTML }

// conversions are the problems of the log that became a project; nil where this
// audience may not see the log.
func (r *renderer) conversions(l *level) any {
	sec := r.Section("problem")
	if sec == nil {
		return nil
	}
	problems := sec.Entries()
	var list []conversion
	n := 0
	for _, rec := range problems {
		v := rec.Value("project")
		if v.IsZero() {
			continue
		}
		if n++; len(list) < conversionsMax {
			list = append(list, conversion{l.record(rec), r.projectLink(l, v)})
		}
	}
	if n == 0 {
		return nil
	}
	return struct {
		W    words
		Note string
		List []conversion
	}{r.words, r.say("conversion", itoa(len(problems)), itoa(n), percent(n, len(problems))), list}
}

// projectLink leads to the row or page of the project that a reference names.
func (r *renderer) projectLink(l *level, v content.Value) template.HTML {
	if v.Asset == nil {
		return template.HTML(escape(v.Text))
	}
	t := r.Asset(v.Asset)
	if t.Page != nil {
		for _, rec := range t.Page.Records {
			if rec.Title == v.Asset.Title {
				return l.record(rec)
			}
		}
	}
	return r.asset(l, v.Asset)
}

// boardColumn is the problems of one state.
type boardColumn struct {
	Name  string
	Count int
	Cards []boardCard
	Rest  string
}

type boardCard struct {
	Title   template.HTML
	Meta    template.HTML
	Project template.HTML
}

// problems opens the problem log: a board by state, and how many are solved.
func (r *renderer) problems(l *level, sec *site.Section) ([]template.HTML, error) {
	f := sec.Type.Field("status")
	if f == nil {
		return nil, nil
	}
	entries := slices.Clone(sec.Entries())
	slices.SortStableFunc(entries, func(a, b *site.Record) int { return b.Value("found_on").Date.Compare(a.Value("found_on").Date) })
	of := map[string][]*site.Record{}
	for _, rec := range entries {
		of[rec.Value(f.Name).Text] = append(of[rec.Value(f.Name).Text], rec)
	}
	v := &overview{W: r.words, Title: r.words["figures"], Numbers: []figure{{r.words["problem_all"], itoa(len(entries)), r.unit("个")}}}
	for _, state := range []string{"已解决", "已立项"} {
		if n := len(of[state]); n > 0 && len(entries) > 0 {
			share := percent(n, len(entries))
			v.Numbers = append(v.Numbers, figure{r.say("problem_share", state, itoa(n), itoa(len(entries))), strings.TrimSuffix(share, "%"), "%"})
		}
	}
	var columns []boardColumn
	for _, c := range f.Choices {
		columns = append(columns, r.boardColumn(l, c.Value, of[c.Value]))
	}
	if none := of[""]; len(none) > 0 {
		columns = append(columns, r.boardColumn(l, r.words["not_said"], none))
	}
	return r.parts("overview", v, "board", struct {
		W       words
		Columns []boardColumn
	}{r.words, columns})
}

func (r *renderer) boardColumn(l *level, name string, records []*site.Record) boardColumn {
	c := boardColumn{Name: name, Count: len(records)}
	for _, rec := range records[:min(boardColumnMax, len(records))] {
		card := boardCard{Title: l.record(rec)}
		var meta []string
		if len(rec.Authors) > 0 {
			meta = append(meta, string(l.names(rec.Authors)))
		}
		if d := rec.Value("found_on").Date; !d.IsZero() {
			meta = append(meta, string(r.date(d)))
		}
		if s := rec.Value("field").Text; s != "" {
			meta = append(meta, escape(s))
		}
		card.Meta = template.HTML(strings.Join(meta, " · "))
		if v := rec.Value("project"); !v.IsZero() {
			card.Project = r.projectLink(l, v)
		}
		c.Cards = append(c.Cards, card)
	}
	if rest := len(records) - len(c.Cards); rest > 0 {
		c.Rest = r.count("board_rest", rest)
	}
	return c
}
