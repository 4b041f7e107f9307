package book

import (
	"bytes"

	"showcase/generator/chart"
	"showcase/generator/content"
	"showcase/generator/statistics"
)

// chartWidth is a chart's width in pixels, 96 an inch: 148 mm, within the type
// area of every page.
const chartWidth = 560

// mostGrades is how many series a chart can tell apart.
const mostGrades = 7

// chart adds a drawing with its caption below what gives its numbers in a table.
func (a *assembler) chart(svg, alt, caption string) {
	if svg == "" {
		return
	}
	name := "chart-" + itoa(a.charts+1) + ".svg"
	a.charts++
	data := []byte(svg)
	f := File{Kind: "svg", Data: bytes.TrimSpace(data)}
	f.Width, f.Height = drawingSize(data)
	a.doc.Files[name] = f
	a.add(a.numbered(name, alt, caption))
}

// awardCharts draws what a table of awards says: levels with their grades, and
// the years, if they add up to the table.
func (a *assembler) awardCharts(t *statistics.AwardTable, records []*content.Item, w statistics.Window) {
	if len(t.Levels) > 1 {
		alt := "各级别获奖数的条形图，每条按等级分段"
		a.chart(levelsChart(t, alt), alt, "各级别获奖情况　单位："+t.Unit)
	}
	if svg := yearsChart(t, records, w); svg != "" {
		a.chart(svg, "各年获奖数的柱形图", "各年获奖情况　单位："+t.Unit)
	}
}

func levelsChart(t *statistics.AwardTable, label string) string {
	c := chart.Bars{Label: label, Series: t.Grades, Width: chartWidth, Unit: t.Unit}
	if len(t.Grades) > mostGrades {
		c.Series = append(append([]string{}, t.Grades[:mostGrades-1]...), "其他")
	}
	for _, l := range t.Levels {
		bar := chart.Bar{Label: l, Values: make([]float64, len(c.Series)), Text: figure(t.LevelTotal(l))}
		for i, g := range t.Grades {
			bar.Values[min(i, len(bar.Values)-1)] += float64(t.Cells[[2]string{l, g}].Count)
		}
		c.Bars = append(c.Bars, bar)
	}
	return c.SVG()
}

// yearsChart counts each calendar year; sums over several years would be
// missing from it, so that it is only drawn if it comes to the same.
func yearsChart(t *statistics.AwardTable, records []*content.Item, w statistics.Window) string {
	from, to := 0, 0
	for _, r := range records {
		if y := r.Date.Year; y > 0 && w.Holds(r.Date) {
			if from == 0 || y < from {
				from = y
			}
			to = max(to, y)
		}
	}
	const mostYears = 12
	if from == 0 || to == from || to-from >= mostYears {
		return ""
	}
	c := chart.Columns{Label: "各年获奖数", Series: []string{""}, Width: chartWidth, Unit: t.Unit}
	sum := 0
	for y := from; y <= to; y++ {
		n := statistics.Cell{}
		for _, year := range statistics.Awards(within(records, w), statistics.Window{From: content.Date{Year: y}, To: content.Date{Year: y}}) {
			if year.Unit == t.Unit {
				n = year.Total()
			}
		}
		sum += n.Count
		c.Columns = append(c.Columns, chart.Bar{Label: itoa(y), Values: []float64{float64(n.Count)}, Text: figure(n)})
	}
	if sum != t.Total().Count {
		return ""
	}
	return c.SVG()
}

func within(records []*content.Item, w statistics.Window) []*content.Item {
	var out []*content.Item
	for _, r := range records {
		if w.Holds(r.Date) {
			out = append(out, r)
		}
	}
	return out
}
