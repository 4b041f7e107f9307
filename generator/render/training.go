package render

import (
	"html/template"

	"showcase/generator/chart"
	"showcase/generator/content"
	"showcase/generator/site"
	"showcase/generator/statistics"
)

// training opens the register of trainings for the school's own eyes:
// hours by instructor and education.
func (r *renderer) training(sec *site.Section) ([]template.HTML, error) {
	if r.Audience != site.Staff {
		return nil, nil
	}
	items := itemsOf(sec.Entries())
	study := statistics.Trainings(items)
	v := &overview{W: r.words, Title: r.words["figures"], Numbers: []figure{
		{r.label(sec), itoa(study.Sessions), r.unit("次")},
		{r.words["figure_hours"], decimal(study.Hours), r.unit("学时")},
	}, Note: r.words["hours_note"]}
	if f := sec.Type.Field("instructor_source"); f != nil {
		v.Charts = r.addHours(v.Charts, "hours_by_instructor", items, f, statistics.InstructorSource)
	}
	if f := sec.Type.Field("education_kind"); f != nil {
		v.Charts = r.addHours(v.Charts, "hours_by_education", items, f, func(it *content.Item) string { return it.Value(f.Name).Text })
	}
	return r.parts("overview", v)
}

// addHours draws hours by a choice, where any record makes it.
func (r *renderer) addHours(charts []chartFigure, title string, items []*content.Item, f *content.Field, of func(*content.Item) string) []chartFigure {
	hours := statistics.HoursBy(items, of)
	bars := chart.Bars{Label: r.words[title], Series: []string{r.words["figure_hours"]}, Unit: r.unit("学时")}
	for _, c := range f.Choices {
		if h := hours[c.Value]; h > 0 {
			bars.Bars = append(bars.Bars, chart.Bar{Label: c.Value, Values: []float64{h}})
		}
	}
	if len(bars.Bars) == 0 {
		return charts
	}
	if h := hours[""]; h > 0 {
		bars.Bars = append(bars.Bars, chart.Bar{Label: r.words["not_said"], Values: []float64{h}})
	}
	return append(charts, r.chartFigure(bars.Label, r.fieldLabel(f), bars))
}
