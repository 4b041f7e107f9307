package chart_test

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"showcase/generator/chart"
)

func ExampleBars() {
	b := chart.Bars{
		Label:  "获奖",
		Series: []string{"一等奖", "二等奖"},
		Bars:   []chart.Bar{{Label: "县级", Values: []float64{1, 3}}},
		Unit:   "人次",
		Total:  "合计",
	}
	fmt.Println(strings.ReplaceAll(b.SVG(), "><", ">\n<"))
	fmt.Println(b.Table())
	// Output:
	// <svg xmlns="http://www.w3.org/2000/svg" class="chart fluid" role="img" aria-label="获奖" height="38" font-size="14">
	// <desc>县级 4人次</desc>
	// <g>
	// <title>县级 4人次</title>
	// <text x="0%" y="15">县级</text>
	// <text class="soft" fill="#444" font-size="13" text-anchor="end" x="100%" y="15">4人次</text>
	// <rect class="track" fill="#f0ebe0" x="0%" y="24" width="100%" height="14"/>
	// </g>
	// <g>
	// <title>县级 一等奖 1人次</title>
	// <rect class="c0" fill="#2c5e53" x="0%" y="24" width="25%" height="14"/>
	// <text class="on0" fill="#fff" font-size="11" text-anchor="middle" x="12.5%" y="35">1</text>
	// </g>
	// <g>
	// <title>县级 二等奖 3人次</title>
	// <rect class="c1" fill="#7da59b" x="25%" y="24" width="75%" height="14"/>
	// <text class="on1" font-size="11" text-anchor="middle" x="62.5%" y="35">3</text>
	// </g>
	// </svg>
	// {[ 一等奖 二等奖 合计] [[县级 1 3 4]]}
}

func ExampleBars_Legend() {
	fmt.Println(chart.Bars{Series: []string{"一等奖", "二等奖"}}.Legend())
	fmt.Printf("%q\n", chart.Bars{Series: []string{"一等奖"}}.Legend())
	// Output:
	// <ul class="legend"><li><svg class="chart" viewBox="0 0 20 12" width="20" height="12" aria-hidden="true"><rect class="c0" fill="#2c5e53" x="0" y="0" width="20" height="12"/></svg>一等奖</li><li><svg class="chart" viewBox="0 0 20 12" width="20" height="12" aria-hidden="true"><rect class="c1" fill="#7da59b" x="0" y="0" width="20" height="12"/></svg>二等奖</li></ul>
	// ""
}

func ExampleTimeline() {
	svg := chart.Timeline{
		Label: "阶段",
		Spans: []chart.Span{
			{Label: "准备", Note: "2012年2月—5月", From: chart.Month(2012, 2), To: chart.Month(2012, 6), State: chart.Past},
			{Label: "实施", Note: "2012年6月—2013年5月", From: chart.Month(2012, 6), To: chart.Month(2013, 6), State: chart.Current},
		},
		Now: chart.Month(2012, 10), NowLabel: "今天",
	}.SVG()
	fmt.Println(strings.Contains(svg, `aria-label="阶段"`))
	fmt.Println(strings.Contains(svg, `<desc>准备 2012年2月—5月; 实施 2012年6月—2013年5月</desc>`))
	fmt.Println(strings.Contains(svg, `<rect class="past" fill="#2c5e53" x="0%" y="50" width="25%"`))
	fmt.Println(strings.Contains(svg, `<line class="now" stroke="#a23b2a" stroke-dasharray="3 3" x1="50%"`))
	// Output:
	// true
	// true
	// true
	// true
}

func ExampleHeat() {
	for _, v := range []float64{0, 1, 3, 5, 8} {
		fmt.Print(chart.Heat(v, 8) == chart.Blank, " ", chart.Heat(v, 8)-chart.Heat1+1, "\n")
	}
	// Output:
	// true 251
	// false 1
	// false 2
	// false 3
	// false 4
}

// TestTables says what stands in each table: all that is in the picture.
func TestTables(t *testing.T) {
	none := math.NaN()
	for name, c := range map[string]struct {
		chart picture
		want  chart.Table
	}{
		"bars with text": {
			chart.Bars{Label: "人次", Bars: []chart.Bar{{Label: "省级", Values: []float64{113}}, {Label: "县级", Values: []float64{400}, Text: "400余"}}},
			chart.Table{Head: []string{"", "人次"}, Rows: [][]string{{"省级", "113"}, {"县级", "400余"}}},
		},
		"columns without a value": {
			chart.Columns{Label: "人次", Series: []string{"校内", "校外"}, Total: "合计", Columns: []chart.Bar{{Label: "2011", Values: []float64{2, none}}, {Label: "2012", Values: []float64{-3}}}},
			chart.Table{Head: []string{"", "校内", "校外", "合计"}, Rows: [][]string{{"2011", "2", "—", "2"}, {"2012", "−3", "—", "−3"}}},
		},
		"lines": {
			chart.Lines{Points: []string{"2011", "2012"}, Lines: []chart.Line{{Name: "案例", Values: []float64{1.5, none}}, {Name: "论文", Values: []float64{0}}}},
			chart.Table{Head: []string{"", "案例", "论文"}, Rows: [][]string{{"2011", "1.5", "0"}, {"2012", "—", "—"}}},
		},
		"ring": {
			chart.Ring{Label: "年龄", Slices: []chart.Slice{{Label: "青年", Value: 3}, {Label: "中年", Value: 1}, {Label: "其他", Text: "未统计"}}},
			chart.Table{Head: []string{"", "年龄"}, Rows: [][]string{{"青年", "3 · 75%"}, {"中年", "1 · 25%"}, {"其他", "未统计"}}},
		},
		"timeline": {
			chart.Timeline{Label: "阶段", Spans: []chart.Span{{Label: "准备", Note: "2012年"}}},
			chart.Table{Head: []string{"", "阶段"}, Rows: [][]string{{"准备", "2012年"}}},
		},
		"tree": {
			chart.Tree{Roots: []chart.Node{{Label: "学校", Children: []chart.Node{{Label: "教科室", Note: "主任"}}}}},
			chart.Table{Head: []string{"", "", ""}, Rows: [][]string{{"学校", "", ""}, {"教科室", "学校", "主任"}}},
		},
		"grid": {
			chart.Grid{Columns: []string{"反思", "听课", "论文"}, Legend: []chart.Mark{{Outcome: chart.Met, Title: "完成"}}, Rows: []chart.GridRow{{Label: "方", Cells: []chart.Mark{{Outcome: chart.Met}, {Outcome: chart.Missed, Text: "2", Title: "差一次"}}}}},
			chart.Table{Head: []string{"", "反思", "听课", "论文"}, Rows: [][]string{{"方", "完成", "2", ""}}},
		},
	} {
		if diff := cmp.Diff(c.want, c.chart.Table()); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestEmpty has charts without data: there is no picture.
func TestEmpty(t *testing.T) {
	for _, c := range []picture{chart.Bars{Label: "x"}, chart.Columns{}, chart.Lines{Points: []string{"1"}}, chart.Lines{Lines: []chart.Line{{}}}, chart.Ring{}, chart.Timeline{}, chart.Tree{}, chart.Grid{Columns: []string{"a"}}, chart.Grid{Rows: []chart.GridRow{{}}}} {
		if svg := c.SVG(); svg != "" {
			t.Errorf("%T: %s", c, svg)
		}
	}
}

// TestNothingToDraw has charts whose values cannot be drawn: they say so.
func TestNothingToDraw(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for name, c := range map[string]picture{
		"zero":     chart.Bars{Bars: []chart.Bar{{Label: "a", Values: []float64{0, 0}}}},
		"none":     chart.Columns{Columns: []chart.Bar{{Label: "a", Values: []float64{nan, inf}}, {Label: "b"}}},
		"negative": chart.Columns{Columns: []chart.Bar{{Label: "a", Values: []float64{-3}}}},
		"lines":    chart.Lines{Points: []string{"1", "2"}, Lines: []chart.Line{{Values: []float64{nan, -1, 5}}}},
		"ring":     chart.Ring{Slices: []chart.Slice{{Value: -1}, {Value: nan}, {Value: 0}}},
	} {
		svg := parse(t, c.SVG())
		for _, e := range append(svg.all("rect"), svg.all("path")...) {
			if swatch := e.parent.attr["transform"] != ""; !e.class("track") && !swatch {
				t.Errorf("%s: drew %v", name, e.attr)
			}
		}
		if len(svg.all("desc")) == 0 {
			t.Errorf("%s: says nothing", name)
		}
	}
}

// TestAccessible looks for a name, a description and a title on every mark.
func TestAccessible(t *testing.T) {
	for _, width := range []float64{0, 320, 640} {
		for name, c := range hard(width) {
			svg := parse(t, c.SVG())
			if svg.attr["aria-label"] == "" || len(svg.all("desc")) != 1 {
				t.Errorf("%s %g: no name or description: %v", name, width, svg.attr)
			}
			if role := svg.attr["role"]; role != "img" && !(role == "group" && len(svg.all("a")) > 0) {
				t.Errorf("%s %g: role %q", name, width, role)
			}
			for _, kind := range []string{"rect", "path", "circle"} {
				for _, e := range svg.all(kind) {
					swatch := e.parent.title() == "" && width > 0 || name == "grid" || name == "grid-heat"
					if e.title() == "" && !e.class("link") && !swatch {
						t.Errorf("%s %g: %s without title: %v", name, width, kind, e.attr)
					}
				}
			}
			for _, e := range append(svg.all("rect"), svg.all("svg")...) {
				if e.attr["id"] != "" || strings.HasPrefix(e.attr["width"], "-") || strings.HasPrefix(e.attr["height"], "-") {
					t.Errorf("%s %g: %v", name, width, e.attr)
				}
			}
		}
	}
}

// TestProportions measures what is drawn: lengths stand to each other as the
// values, and all begin at zero.
func TestProportions(t *testing.T) {
	pieces := []chart.Bar{{Label: "a", Values: []float64{10, 20}}, {Label: "b", Values: []float64{30, 10}}}
	for _, width := range []float64{0, 300, 900} {
		svg := parse(t, chart.Bars{Bars: pieces, Width: width}.SVG())
		unit := 0.0
		for _, e := range svg.all("rect") {
			if e.class("track") {
				continue
			}
			var v float64
			fmt.Sscanf(e.title(), e.title()[:1]+" %g", &v)
			if u := e.length("width", 1000) / v; unit == 0 {
				unit = u
			} else if math.Abs(u-unit) > .01 {
				t.Errorf("bars %g: %s is %g wide, want %g", width, e.title(), u*v, unit*v)
			}
		}
		svg = parse(t, chart.Columns{Columns: pieces, Width: width}.SVG())
		foot, unit := map[string]float64{}, 0.0
		base := svg.all("line")[len(svg.all("line"))-1].length("y1", 0)
		for _, e := range svg.all("rect") {
			var v float64
			fmt.Sscanf(e.title(), e.title()[:1]+" %g", &v)
			unit = max(unit, e.length("height", 0)/v)
			if u := e.length("height", 0) / v; math.Abs(u-unit) > .01 {
				t.Errorf("columns %g: %s is %g high, want %g", width, e.title(), u*v, unit*v)
			}
			foot[e.title()[:1]] = max(foot[e.title()[:1]], e.length("y", 0)+e.length("height", 0))
		}
		for name, y := range foot {
			if math.Abs(y-base) > .02 {
				t.Errorf("columns %g: %s stands at %g, not on %g", width, name, y, base)
			}
		}
	}
}

// TestTextsApart sees to it that no two texts of a chart meet and none leaves
// it, in places of many widths and in pictures.
func TestTextsApart(t *testing.T) {
	check := func(name string, svg *element, width float64) {
		t.Helper()
		boxes := svg.boxes(width)
		height := svg.length("height", 0)
		if view := strings.Fields(svg.attr["viewBox"]); len(view) == 4 { // what is laid out, before it shrinks
			width, _ = strconv.ParseFloat(view[2], 64)
			height, _ = strconv.ParseFloat(view[3], 64)
		}
		for i, b := range boxes {
			if b.left < -1 || b.right > width+1 || b.top < -1 || b.bottom > height+1 {
				t.Errorf("%s at %g: %q leaves the chart: %.1f", name, width, b.text, []float64{b.left, b.right, b.top, b.bottom, height})
			}
			for _, c := range boxes[:i] {
				if b.meets(c) {
					t.Errorf("%s at %g: %q meets %q", name, width, b.text, c.text)
				}
			}
		}
	}
	for name, c := range hard(0) {
		svg := parse(t, c.SVG())
		if svg.class("natural") {
			check(name, svg, svg.length("width", 0))
			continue
		}
		for _, width := range []float64{300, 324, 380, 430, 460, 540, 600, 640, 1000} {
			check(name, svg, width)
		}
	}
	for _, width := range []float64{90, 260, 320, 480, 640, 900} {
		for name, c := range hard(width) {
			check(name+" picture", parse(t, c.SVG()), width)
		}
	}
}

// TestSeriesApart has neighbouring series of unlike lightness, and hatching
// where two of like lightness could be taken for one another.
func TestSeriesApart(t *testing.T) {
	values, names := make([]float64, 8), make([]string, 8)
	for i := range values {
		values[i], names[i] = 10, "series"
	}
	svg := parse(t, chart.Bars{Bars: []chart.Bar{{Label: "a", Values: values}}, Series: names, Width: 400}.SVG())
	var before float64
	seen := map[string]bool{}
	for _, e := range svg.all("rect") {
		if !strings.HasPrefix(e.title(), "a series") || e.attr["transform"] != "" {
			continue
		}
		var r, g, b int
		fmt.Sscanf(e.attr["fill"], "#%02x%02x%02x", &r, &g, &b)
		light := (.3*float64(r) + .6*float64(g) + .1*float64(b)) / 255
		look := fmt.Sprintf("%.1f", light)
		for _, l := range e.parent.all("line") {
			look += " " + l.attr["stroke-dasharray"]
		}
		if seen[look] {
			t.Errorf("two series look like %s", look)
		}
		seen[look] = true
		if math.Abs(before-light) < .15 {
			t.Errorf("%s is as light as the one before: %.2f, %.2f", e.title(), before, light)
		}
		before = light
	}
	if len(seen) != 8 {
		t.Errorf("%d series", len(seen))
	}
}

// TestLinks draws links only to places inside the site.
func TestLinks(t *testing.T) {
	for href, want := range map[string]int{
		"groups/a.html": 1, "../a.html#x": 1, "?q=a:b": 1, "": 0,
		"javascript:alert(1)": 0, "https://example.com/": 0, "//example.com/": 0, "java\nscript:x": 0, `\\host\x`: 0, "data:text/html,x": 0,
	} {
		svg := parse(t, chart.Tree{Label: "x", Roots: []chart.Node{{Label: "a", Href: href}}}.SVG())
		if got := len(svg.all("a")); got != want {
			t.Errorf("%q: %d links, want %d", href, got, want)
		}
	}
}

// FuzzCharts draws every chart of any texts and values.
func FuzzCharts(f *testing.F) {
	f.Add("阶段", `"><script>alert(1)</script>`, 1.0, 2.0, uint8(3), 0.0)
	f.Add("", "a\x00\ufffe\xff\u202e", math.NaN(), -1.0, uint8(40), 640.0)
	f.Add("很长很长很长很长很长很长很长很长的名字", "]]>&amp;<!--", math.Inf(1), 1e300, uint8(9), 10.0)
	f.Add(" ", "NationalPrimaryEnglishTeachingContest", 1e-300, 1e12, uint8(1), 1e6)
	f.Fuzz(func(t *testing.T, label, name string, a, b float64, n uint8, width float64) {
		if !(width >= 0) || width > 1e9 {
			width = 0
		}
		for _, c := range anything(label, name, a, b, int(n%48), width) {
			svg := c.SVG()
			if again := c.SVG(); again != svg {
				t.Fatal("drew two pictures of the same chart")
			}
			if svg == "" {
				continue
			}
			if strings.Contains(svg, "NaN") && !strings.Contains(label+name, "NaN") || strings.Contains(svg, "Inf") && !strings.Contains(label+name, "Inf") {
				t.Errorf("no number: %s", svg)
			}
			root := parse(t, svg)
			if len(root.all("script")) > 0 || len(root.all("desc")) > 1 {
				t.Errorf("text became an element: %s", svg)
			}
			for _, e := range root.all("a") {
				if strings.Contains(strings.ToLower(e.attr["href"]), "script:") && !strings.ContainsAny(e.attr["href"], "/?#") {
					t.Errorf("link to %q", e.attr["href"])
				}
			}
			table := c.Table()
			for _, row := range table.Rows {
				if len(row) != len(table.Head) {
					t.Errorf("row of %d cells below a head of %d", len(row), len(table.Head))
				}
			}
		}
	})
}

// anything is every chart of the same texts and values.
func anything(label, name string, a, b float64, n int, width float64) []picture {
	var bars []chart.Bar
	var points []string
	var slices []chart.Slice
	var spans []chart.Span
	var nodes []chart.Node
	var rows []chart.GridRow
	for i := range n {
		v := a + b*float64(i)
		bars = append(bars, chart.Bar{Label: name, Values: []float64{v, a, b}})
		points = append(points, name)
		slices = append(slices, chart.Slice{Label: name, Value: v})
		spans = append(spans, chart.Span{Label: name, Note: label, From: math.Mod(v, 40000), To: math.Mod(b, 40000), State: chart.State(i)})
		nodes = []chart.Node{{Label: name, Note: label, Href: name, Children: nodes}, {Label: label}}
		rows = append(rows, chart.GridRow{Label: name, Cells: []chart.Mark{{Outcome: chart.Outcome(i * 3), Text: name, Title: label}, {Outcome: chart.Heat(a, b)}}})
	}
	series := []string{name, label}
	return []picture{
		chart.Bars{Label: label, Series: series, Bars: bars, Width: width, Unit: name, Total: label},
		chart.Columns{Label: label, Series: series, Columns: bars, Width: width, Unit: name},
		chart.Lines{Label: label, Points: points, Lines: []chart.Line{{Name: name, Values: []float64{a, b, a}}, {Name: label, Values: []float64{b}}}, Width: width, Unit: label},
		chart.Lines{Label: label, Points: points, Lines: []chart.Line{{Values: []float64{a, b, a, a}}}, Width: width},
		chart.Ring{Label: label, Slices: slices, Centre: name, Note: label, Width: width},
		chart.Timeline{Label: label, Spans: spans, Now: math.Mod(a, 40000), NowLabel: name, Width: width, Year: name},
		chart.Tree{Label: label, Roots: nodes, Width: width},
		chart.Grid{Label: label, Columns: []string{name, label, "一"}, Rows: rows, Width: width, Legend: []chart.Mark{{Outcome: chart.Met, Title: name}, {Title: label}}},
	}
}

func BenchmarkGrid(b *testing.B) {
	g := grid(0)
	for b.Loop() {
		g.SVG()
	}
}
