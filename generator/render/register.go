package render

import (
	"bytes"
	"encoding/csv"
	"html/template"
	"iter"
	"strings"
	"unicode/utf8"

	"showcase/generator/chart"
	"showcase/generator/content"
	"showcase/generator/site"
	"showcase/generator/statistics"
)

// registerView is the rows of one or several registers as one table.
type registerView struct {
	Title    string
	Count    string
	CSV      string
	Figures  []chartFigure
	HasLevel bool
	HasGrade bool
	HasYear  bool
	Head     []string
	Rows     []template.HTML
}

// chartFigure is a chart with the same numbers as a table.
type chartFigure struct {
	Title  string
	Legend template.HTML
	Chart  template.HTML
	Table  template.HTML
}

// register makes the table of records. Page is the page that holds it; nil
// where the rows of several registers stand together.
func (r *renderer) register(l *level, t *content.Type, records []*site.Record, title, csv string, page *site.Page) *registerView {
	v := &registerView{Title: title, Count: r.count("count_rows", len(records)), CSV: l.url(csv)}
	columns := site.Columns(t, records)
	for _, f := range columns {
		v.Head = append(v.Head, r.fieldLabel(f))
	}
	levels, grades, years := map[string]bool{}, map[string]bool{}, map[int]bool{}
	for _, rec := range records {
		levels[rec.Value("level").Text] = true
		grades[rec.Value("grade").Text] = true
		years[rec.Date.Year] = true
		v.Rows = append(v.Rows, r.registerRow(l, rec, columns, page))
	}
	v.HasLevel, v.HasGrade, v.HasYear = len(levels) > 1, len(grades) > 1, len(years) > 1
	if t.Name == "award" {
		r.awardFigures(v, records)
	}
	return v
}

func (r *renderer) registerRow(l *level, rec *site.Record, columns []*content.Field, page *site.Page) template.HTML {
	var b strings.Builder
	attr := func(name, value string) {
		if value != "" {
			b.WriteString(" " + name + `="` + escape(value) + `"`)
		}
	}
	b.WriteString("<tr")
	if page == rec.Page {
		attr("id", rec.Anchor)
	}
	attr("data-level", rec.Value("level").Text)
	attr("data-grade", rec.Value("grade").Text)
	if rec.Date.Year > 0 {
		attr("data-year", itoa(rec.Date.Year))
	}
	b.WriteString(">")
	for i, f := range columns {
		v := rec.Cell(f)
		if i == 0 {
			b.WriteString(`<th scope="row">` + string(r.recordTitle(l, rec, page)) + "</th>")
			continue
		}
		b.WriteString("<td")
		switch v.Kind {
		case content.KindDate, content.KindMonth, content.KindRange:
			attr("data-sort", v.Date.ISO())
		case content.KindInt, content.KindNumber, content.KindApprox, content.KindPercent:
			attr("data-sort", itoa(int(v.Count.Value*100)))
		}
		if f.Name == "level" {
			attr("data-sort", itoa(100+statistics.LevelRank(v.Text)))
		}
		if f.Name == "grade" {
			attr("data-sort", itoa(100+statistics.GradeRank(v.Text)))
		}
		b.WriteString(">" + string(r.value(l, v, f)) + "</td>")
	}
	b.WriteString("</tr>")
	return template.HTML(b.String())
}

// recordTitle is the row's head: a link to the person or to the row's own
// register where the table stands elsewhere.
func (r *renderer) recordTitle(l *level, rec *site.Record, page *site.Page) template.HTML {
	if rec.Type.Name == "person" {
		return template.HTML(l.person(rec.Title))
	}
	if page == rec.Page {
		return template.HTML(escape(rec.Title))
	}
	return template.HTML(`<a` + string(l.hrefAt(rec.Page.Path, rec.Anchor)) + `>` + escape(rec.Title) + `</a>`)
}

// awardFigures draws level × grade, with the same numbers as a table.
func (r *renderer) awardFigures(v *registerView, records []*site.Record) {
	items := make([]*content.Item, len(records))
	for i, rec := range records {
		items[i] = rec.Item
	}
	tables := statistics.Awards(items, statistics.Window{})
	for _, t := range tables {
		if len(t.Levels) < 2 && len(t.Grades) < 2 {
			continue
		}
		f := chartFigure{Title: r.say("awards_chart", t.Unit), Table: r.totals(t)}
		bars := chart.Bars{Label: f.Title, Series: t.Grades}
		for _, level := range t.Levels {
			bar := chart.Bar{Label: first(level, r.words["no_level"]), Text: cellText(t.LevelTotal(level)) + unitOf(r, t.Unit)}
			for _, g := range t.Grades {
				bar.Values = append(bar.Values, float64(t.Cells[[2]string{level, g}].Count))
			}
			bars.Bars = append(bars.Bars, bar)
		}
		f.Chart, f.Legend = template.HTML(bars.SVG()), legend(t.Grades)
		v.Figures = append(v.Figures, f)
	}
}

func legend(series []string) template.HTML {
	var b strings.Builder
	b.WriteString(`<ul class="legend">`)
	for i, s := range series {
		b.WriteString(`<li><svg class="chart" viewBox="0 0 10 10" aria-hidden="true"><rect class="` + chart.Class(i) + `" width="10" height="10"/></svg>` + escape(s) + "</li>")
	}
	b.WriteString("</ul>")
	return template.HTML(b.String())
}

func unitOf(r *renderer, unit string) string {
	if r.english {
		return ""
	}
	return unit
}

// cellText is a count as printed: 400余.
func cellText(c statistics.Cell) string {
	if c.Count == 0 {
		return ""
	}
	if c.Sign == content.Over {
		return itoa(c.Count) + "余"
	}
	return itoa(c.Count)
}

func (r *renderer) totals(t *statistics.AwardTable) template.HTML {
	var b strings.Builder
	b.WriteString(`<table class="figs"><caption>` + escape(r.say("awards_table", t.Unit)) + `</caption><thead><tr><th scope="col">` + escape(r.words["level"]) + "</th>")
	for _, g := range t.Grades {
		b.WriteString(`<th scope="col">` + escape(g) + "</th>")
	}
	b.WriteString(`<th scope="col">` + escape(r.words["total"]) + "</th></tr></thead><tbody>")
	for _, level := range t.Levels {
		b.WriteString(`<tr><th scope="row">` + escape(first(level, r.words["no_level"])) + "</th>")
		for _, g := range t.Grades {
			b.WriteString("<td>" + cellText(t.Cells[[2]string{level, g}]) + "</td>")
		}
		b.WriteString("<td>" + cellText(t.LevelTotal(level)) + "</td></tr>")
	}
	b.WriteString("</tbody></table>")
	return template.HTML(b.String())
}

// csv is the records as a file, and no cell of it one that a spreadsheet would
// run as a formula.
func (r *renderer) csv(t *content.Type, records []*site.Record) []byte {
	columns := site.Columns(t, records)
	return spreadsheet(func(yield func([]string) bool) {
		row := make([]string, len(columns))
		for i, f := range columns {
			row[i] = harmless(r.fieldLabel(f)) // a register may have columns of its own
		}
		more := yield(row)
		for k := 0; more && k < len(records); k++ {
			for i, f := range columns {
				row[i] = harmless(plainValue(records[k].Cell(f)))
			}
			more = yield(row)
		}
	})
}

// spreadsheet writes rows as a CSV file that Excel opens rightly: UTF-8 with a
// BOM, lines that end in CR LF.
func spreadsheet(rows iter.Seq[[]string]) []byte {
	b := bytes.NewBufferString("\uFEFF")
	w := csv.NewWriter(b)
	w.UseCRLF = true
	for row := range rows {
		if err := w.Write(row); err != nil {
			panic(err) // a buffer takes everything
		}
	}
	w.Flush()
	return b.Bytes()
}

func plainValue(v content.Value) string {
	switch {
	case v.Names != nil || v.List != nil:
		return strings.Join(v.Strings(), "、")
	case v.Kind == content.KindBool && v.Bool:
		return "是"
	case v.Kind == content.KindDate || v.Kind == content.KindMonth:
		return v.Date.ISO()
	}
	return v.Text
}

// harmless keeps a spreadsheet from taking a text for a formula.
func harmless(s string) string {
	if c, _ := utf8.DecodeRuneInString(s); strings.ContainsRune("=+-@＝＋－＠\t\r\n", c) { // East Asian editions take the wide signs too
		return "'" + s
	}
	return s
}
