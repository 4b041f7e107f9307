package chart_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"showcase/generator/chart"
)

func ExampleBars() {
	fmt.Println(chart.Bars{
		Label:  "获奖",
		Series: []string{"一等奖", "二等奖"},
		Bars:   []chart.Bar{{Label: "县级", Values: []float64{1, 3}}},
		Width:  200,
	}.SVG())
	// Output:
	// <svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" aria-label="获奖; 县级 4" viewBox="0 0 200 36" width="200" height="36" font-size="14"><text x="0" y="16">县级</text><text class="soft" text-anchor="end" x="200" y="16">4</text><rect class="track" fill="#f0ebe0" x="0" y="24" width="200" height="12" rx="1.5"/><rect class="c0" fill="#2c5e53" x="0" y="24" width="50" height="12" rx="1.5"><title>县级 一等奖 1</title></rect><rect class="c1" fill="#6f9a8f" x="50" y="24" width="150" height="12" rx="1.5"><title>县级 二等奖 3</title></rect></svg>
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
	fmt.Println(strings.Contains(svg, `aria-label="阶段; 准备 2012年2月—5月; 实施 2012年6月—2013年5月"`))
	fmt.Println(strings.Contains(svg, `<rect class="past" fill="#2c5e53" x="0%" y="50" width="25%"`))
	fmt.Println(strings.Contains(svg, `<line class="now" stroke="#a23b2a" x1="50%"`))
	// Output:
	// true
	// true
	// true
}

// TestWellFormed draws charts of hostile and empty data: XML all the same.
func TestWellFormed(t *testing.T) {
	for name, svg := range map[string]string{
		"no bars":    chart.Bars{Label: "x"}.SVG(),
		"zero":       chart.Bars{Bars: []chart.Bar{{Label: "a", Values: []float64{0, 0}}}}.SVG(),
		"negative":   chart.Bars{Bars: []chart.Bar{{Label: "a", Values: []float64{-3, 2}}}}.SVG(),
		"many":       chart.Bars{Bars: []chart.Bar{{Label: "a", Values: []float64{1, 2, 3, 4, 5, 6, 7, 8, 9}}}}.SVG(),
		"hostile":    chart.Bars{Label: `"><script>`, Bars: []chart.Bar{{Label: "</text><a>", Values: []float64{1}}}}.SVG(),
		"point":      chart.Timeline{Spans: []chart.Span{{Label: `<&"`, From: 5, To: 5}}}.SVG(),
		"backwards":  chart.Timeline{Spans: []chart.Span{{Label: "a", From: 9, To: 3}}, Now: 5}.SVG(),
		"long spans": chart.Timeline{Spans: []chart.Span{{From: chart.Month(1956, 1), To: chart.Month(2026, 1)}}}.SVG(),
	} {
		d := xml.NewDecoder(strings.NewReader(svg))
		for {
			tok, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Errorf("%s: %v\n%s", name, err, svg)
				break
			}
			if e, ok := tok.(xml.StartElement); ok {
				if e.Name.Local == "script" || e.Name.Local == "a" {
					t.Errorf("%s: text became the element %s", name, e.Name.Local)
				}
				for _, a := range e.Attr {
					if a.Name.Local == "width" && strings.HasPrefix(a.Value, "-") {
						t.Errorf("%s: width %s", name, a.Value)
					}
				}
			}
		}
	}
}
