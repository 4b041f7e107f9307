package book

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"showcase/generator/chart"
	"showcase/generator/content"
	"showcase/generator/statistics"
)

// amount is a thing counted in a text: 论文24件.
var amount = regexp.MustCompile(`([\p{Han}]{1,12}?)\s*(\d+(?:\.\d+)?)\s*([\p{Han}%]{1,2}?)(?:[，,、；;。]|$)`)

// isSum says that an amount is that of all others together.
func isSum(label string) bool { return label == "共" || label == "合计" || label == "总计" }

// chart draws the amounts that the text names; their sum stands below. The text
// stays if it names none. With a register it counts levels.
func (b *boardBlock) chart() {
	words := b.words()
	if bars := amounts(words); len(bars) > 1 {
		words = rest(words)
		note := ""
		if len(words) == 1 && len(amount.FindAllString(words[0], -1)) == 1 {
			note, words = strings.TrimRight(words[0], "。；;，,"), nil
		}
		b.bars(bars, note)
		if len(words) > 0 { // what the bars leave unsaid
			b.put(&Prose{words})
		}
		return
	}
	if len(words) > 0 {
		b.put(&Prose{words})
		return
	}
	var items []*content.Item
	for _, r := range b.Records {
		items = append(items, r.Item)
	}
	if b.to == nil || b.to.Type.Name != "award" {
		b.bars(levelBars(items, b.Window), "")
		return
	}
	for _, t := range statistics.Awards(items, b.Window) {
		b.bars(awardBars(t), "")
	}
}

func amounts(words []string) []chart.Bar {
	var out []chart.Bar
	for _, m := range amount.FindAllStringSubmatch(strings.Join(words, "，"), -1) {
		if !isSum(m[1]) {
			v, _ := strconv.ParseFloat(m[2], 64)
			out = append(out, chart.Bar{Label: m[1], Values: []float64{v}, Text: m[2] + m[3]})
		}
	}
	return out
}

// rest is what texts say besides their amounts: their sum, remarks.
func rest(words []string) []string {
	var out []string
	for _, w := range words {
		w = amount.ReplaceAllStringFunc(w, func(m string) string {
			if isSum(amount.FindStringSubmatch(m)[1]) {
				return m
			}
			return ""
		})
		if w = strings.TrimLeft(w, "，,、；; 。"); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// awardBars counts awards of one unit by level.
func awardBars(t *statistics.AwardTable) []chart.Bar {
	var out []chart.Bar
	for _, l := range t.Levels {
		n := t.LevelTotal(l)
		out = append(out, chart.Bar{Label: cmp.Or(l, "其他"), Values: []float64{float64(n.Count)}, Text: n.Text(false) + t.Unit})
	}
	return out
}

// levelBars counts other rows by level.
func levelBars(items []*content.Item, w content.Window) []chart.Bar {
	count := map[string]int{}
	var levels []string
	for _, r := range items {
		if l := r.Value("level").Text; l != "" && w.Holds(r.Date) && !r.Value("aggregate").Bool {
			if count[l]++; count[l] == 1 {
				levels = append(levels, l)
			}
		}
	}
	slices.SortFunc(levels, func(x, y string) int { return content.LevelRank(x) - content.LevelRank(y) })
	var out []chart.Bar
	for _, l := range levels {
		out = append(out, chart.Bar{Label: l, Values: []float64{float64(count[l])}, Text: itoa(count[l]) + "项"})
	}
	return out
}

// panelChartWidths are the places, in pixels, for which a panel's chart is
// drawn. Its labels are 14 pixels high, so that the panel shows the widest one
// that fits with labels as large as its text or little larger.
var panelChartWidths = []float64{240, 290, 350, 420, 500, 600, 720}

// bars draws the chart in the panel's own colours.
func (b *boardBlock) bars(bars []chart.Bar, note string) {
	if len(bars) == 0 {
		return
	}
	out := &Drawing{Alt: b.section.Title, Note: note}
	for i, bar := range bars {
		out.Alt += []string{"：", "，"}[min(i, 1)] + bar.Label + bar.Text
	}
	b.charts++
	for _, w := range panelChartWidths {
		svg := []byte(chart.Bars{Label: b.section.Title, Bars: bars, Width: w}.SVG())
		if c := b.doc.Accent; c != "" {
			svg = bytes.Replace(svg, []byte("<desc>"), []byte("<style>.c0{fill:"+c+"}</style><desc>"), 1)
		}
		f := File{Kind: "svg", Data: svg}
		f.Width, f.Height = drawingSize(svg)
		name := "chart-" + itoa(b.charts) + "-" + itoa(int(w)) + ".svg"
		b.doc.Files[name] = f
		out.Files = append(out.Files, name)
	}
	b.put(out)
}
