package render

import (
	"html/template"
	"math"
	"slices"
	"strconv"
	"strings"

	"showcase/generator/chart"
	"showcase/generator/content"
	"showcase/generator/site"
	"showcase/generator/statistics"
)

// profileView is the numbers of a year, what follows from them, and how they
// have come about.
type profileView struct {
	Figures  []figure
	Scope    string // what the percentages are based on
	Ratios   []derived
	Register string // how the staff register compares; for staff only
	Outcomes []template.HTML
	Trend    template.HTML
}

// derived is a number with the two that it was derived from.
type derived struct {
	figure
	Part, Base string
}

// trendView is all years side by side.
type trendView struct {
	W      words
	Charts []trendChart
	Head   []string
	Rows   [][]string // the first cell of each is its head
}

type trendChart struct {
	Title         string
	Legend, Chart template.HTML
}

// profile shows a year.
func (r *renderer) profile(l *level, p *site.Page) (*profileView, error) {
	trend, err := r.trend()
	v := &profileView{Trend: trend}
	for i := range p.Type.Fields {
		f := &p.Type.Fields[i]
		switch f.Kind {
		case content.KindInt, content.KindNumber, content.KindApprox, content.KindPercent:
			if fig := r.fieldFigure(p, f.Name); fig.Number != "" && f.Show && f.Name != "year" {
				v.Figures = append(v.Figures, fig)
			}
		}
	}
	if n := p.Value("full_time"); !n.IsZero() {
		v.Scope = r.say("pct_base", n.Text)
	}
	for _, q := range statistics.Ratios(p.Item) {
		one := derived{figure{Label: r.words[q.Name], Number: r.ratioText(q)}, r.numberOf(p, q.Part), r.numberOf(p, q.Base)}
		one.Number, one.Unit = apart(one.Number)
		v.Ratios = append(v.Ratios, one)
	}
	for _, o := range p.Value("outcomes").List {
		v.Outcomes = append(v.Outcomes, r.value(l, o, nil))
	}
	if n := int(p.Value("staff").Count.Value); r.Audience == site.Staff && n > 0 && p == r.latestProfile() {
		v.Register = r.registered(n, statistics.OnStaff(r.Site, p.Date))
	}
	return v, err
}

// apart parts a number from the words behind it.
func apart(text string) (number, unit string) {
	at := strings.LastIndexAny(text, "0123456789") + 1
	return text[:at], text[at:]
}

// numberOf is a field of a profile by its name with its number: 学生数1500余人.
func (r *renderer) numberOf(p *site.Page, name string) string {
	f := r.fieldFigure(p, name)
	if r.english {
		return f.Label + " " + f.Number + f.Unit
	}
	return f.Label + f.Number + f.Unit
}

// ratioText is a ratio as it stands in figures and tables: 约40.5人, 100%.
func (r *renderer) ratioText(q statistics.Ratio) string {
	text := strings.TrimSuffix(strconv.FormatFloat(q.Value.Value, 'f', 1, 64), ".0")
	if q.Value.Sign != content.Exact {
		text = r.words["about_mark"] + text
	}
	if q.Name == "pupils_per_staff" {
		return text + "∶1"
	}
	if q.Value.Unit != "%" && r.english {
		return text
	}
	return text + q.Value.Unit
}

// registered says how the number of the profile and the staff register agree.
func (r *renderer) registered(said, counted int) string {
	switch {
	case counted == 0:
		return ""
	case counted == said:
		return r.say("staff_agrees", itoa(counted))
	case counted < said:
		return r.say("staff_fewer", itoa(counted), itoa(said-counted))
	}
	return r.say("staff_more", itoa(counted), itoa(counted-said))
}

// trend is the profiles of all years, oldest first; nothing for a single one.
func (r *renderer) trend() (template.HTML, error) {
	sec := r.Section("profile")
	if sec == nil {
		return "", nil
	}
	years := slices.DeleteFunc(slices.Clone(sec.Pages), func(p *site.Page) bool { return p.Value("year").IsZero() })
	if len(years) < 2 {
		return "", nil
	}
	slices.SortStableFunc(years, func(a, b *site.Page) int {
		if d := yearOf(a) - yearOf(b); d != 0 {
			return d
		}
		return a.Date.Compare(b.Date)
	})
	v := &trendView{W: r.words, Head: []string{r.words["year"]}}
	for _, p := range years {
		v.Rows = append(v.Rows, []string{p.Value("year").Text})
	}
	for _, name := range []string{"classes", "students", "staff", "full_time", "union_members", "qualified_pct", "bachelor_pct", "computer_pct"} {
		v.column(r.fieldLabel(years[0].Type.Field(name)), func(i int) string { return r.numberText(years[i].Value(name)) })
	}
	for _, name := range []string{"union_share", "class_size", "pupils_per_staff"} {
		v.column(r.words[name], func(i int) string {
			for _, q := range statistics.Ratios(years[i].Item) {
				if q.Name == name {
					return r.ratioText(q)
				}
			}
			return ""
		})
	}
	v.Charts = r.trendCharts(years)
	return r.part("trend", v)
}

// numberText is a number as it was written; English says its sign in words.
func (r *renderer) numberText(v content.Value) string {
	if r.english && v.Count.Sign != content.Exact {
		return statistics.Print(v.Count, true)
	}
	return v.Text
}

func yearOf(p *site.Page) int { return int(p.Value("year").Count.Value) }

// column adds what any year has a number for.
func (v *trendView) column(head string, cell func(i int) string) {
	cells := make([]string, len(v.Rows))
	given := false
	for i := range v.Rows {
		cells[i] = cell(i)
		given = given || cells[i] != ""
	}
	if !given {
		return
	}
	v.Head = append(v.Head, head)
	for i, c := range cells {
		v.Rows[i] = append(v.Rows[i], first(c, "—"))
	}
}

// trendCharts draws pupils and staff apart: they differ by a magnitude.
func (r *renderer) trendCharts(years []*site.Page) []trendChart {
	var out []trendChart
	for _, names := range [][]string{{"students"}, {"staff", "union_members"}} {
		c := chart.Lines{Unit: r.unit("人")}
		var labels []string
		for _, p := range years {
			c.Points = append(c.Points, p.Value("year").Text)
		}
		for _, name := range names {
			f := years[0].Type.Field(name)
			line := chart.Line{Name: r.fieldLabel(f)}
			for _, p := range years {
				line.Values = append(line.Values, numberOrNone(p.Value(name)))
			}
			c.Lines, labels = append(c.Lines, line), append(labels, line.Name)
		}
		c.Label = r.say("trend_of", strings.Join(labels, r.words["list_mark"]))
		one := trendChart{Title: c.Label, Chart: template.HTML(c.SVG())}
		if len(names) > 1 {
			one.Legend = template.HTML(c.Legend())
		}
		out = append(out, one)
	}
	return out
}

func numberOrNone(v content.Value) float64 {
	if v.IsZero() {
		return math.NaN()
	}
	return v.Count.Value
}
