// Package chart draws small statistics as accessible SVG.
//
// A chart says what it shows in words (role=img with a label), carries a title
// on every mark, starts its axis at zero and takes its colours from the style
// sheet of the page around it: marks have the classes c0…c7 (series), past,
// current, coming (time), text has soft for what is secondary. Without a style
// sheet the attributes in the SVG itself give a printable picture.
//
// Every chart also gives its numbers as a [Table], which the caller puts beside
// or below the picture, and a chart without data is empty text: the caller says
// in its own words that there is nothing yet. The package has no words of its own
// (only numbers, "—" for no number, "%"), so that it serves every language.
//
// With Width 0 a chart is as wide as its place and its text keeps its size at
// any width; with a Width in pixels it is a picture of its own with a viewBox.
package chart

import (
	"math"
	"strconv"
	"strings"
)

// palette is the printable fill of each class.
var palette = map[string]string{
	"c0": "#2c5e53", "c1": "#6f9a8f", "c2": "#aac5bd", "c3": "#7d5c1f", "c4": "#bba98a", "c5": "#a23b2a", "c6": "#d3a199", "c7": "#cdbfa6",
	"past": "#2c5e53", "current": "#a23b2a", "coming": "#cdbfa6", "track": "#f0ebe0",
}

const (
	labelHeight = 24.0
	barHeight   = 12.0
	rowGap      = 14.0
	seriesMax   = 8
)

// drawing collects the marks of a chart.
type drawing struct {
	strings.Builder
	width float64
}

// x is a place on the horizontal axis, given as a share of the width.
func (d *drawing) x(share float64) string {
	if d.width > 0 {
		return number(share * d.width)
	}
	return number(share*100) + "%"
}

func number(f float64) string {
	return strconv.FormatFloat(math.Round(f*100)/100, 'f', -1, 64)
}

// begin opens the picture.
func (d *drawing) begin(label string, height float64) {
	d.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" aria-label="` + escape(label) + `"`)
	if d.width > 0 {
		d.WriteString(` viewBox="0 0 ` + number(d.width) + ` ` + number(height) + `" width="` + number(d.width) + `"`)
	}
	d.WriteString(` height="` + number(height) + `" font-size="14">`)
}

func (d *drawing) end() string {
	d.WriteString("</svg>")
	return d.String()
}

// rect draws a bar with a title; its ends are shares of the width.
func (d *drawing) rect(class string, from, to, y, height float64, title string) {
	d.WriteString(`<rect class="` + class + `" fill="` + palette[class] + `" x="` + d.x(from) + `" y="` + number(y) + `" width="` + d.x(to-from) + `" height="` + number(height) + `" rx="1.5"`)
	if title == "" {
		d.WriteString("/>")
		return
	}
	d.WriteString("><title>" + escape(title) + "</title></rect>")
}

func (d *drawing) text(class, anchor string, at, y float64, s string) {
	d.WriteString(`<text`)
	if class != "" {
		d.WriteString(` class="` + class + `"`)
	}
	if anchor != "" {
		d.WriteString(` text-anchor="` + anchor + `"`)
	}
	d.WriteString(` x="` + d.x(at) + `" y="` + number(y) + `">` + escape(s) + "</text>")
}

func (d *drawing) line(class string, at, from, to float64) {
	stroke := palette["coming"]
	if class == "now" {
		stroke = palette["current"]
	}
	d.WriteString(`<line class="` + class + `" stroke="` + stroke + `" x1="` + d.x(at) + `" x2="` + d.x(at) + `" y1="` + number(from) + `" y2="` + number(to) + `"/>`)
}

// SVG draws the chart. It is empty if there are no bars.
func (b Bars) SVG() string {
	if len(b.Bars) == 0 {
		return ""
	}
	d := &drawing{width: b.Width}
	largest := 0.0
	for _, bar := range b.Bars {
		largest = math.Max(largest, bar.sum())
	}
	row := labelHeight + barHeight + rowGap
	d.begin(b.label(), math.Max(1, row*float64(len(b.Bars))-rowGap))
	for i, bar := range b.Bars {
		y := row * float64(i)
		d.text("", "", 0, y+16, bar.Label)
		d.text("soft", "end", 1, y+16, bar.text())
		d.rect("track", 0, 1, y+labelHeight, barHeight, "")
		at := 0.0
		for k, v := range bar.Values {
			if v <= 0 || largest == 0 {
				continue
			}
			title := bar.Label + " " + number(v)
			if k < len(b.Series) {
				title = bar.Label + " " + b.Series[k] + " " + number(v)
			}
			d.rect(Class(k), at, at+v/largest, y+labelHeight, barHeight, title)
			at += v / largest
		}
	}
	return d.end()
}

// Class is the class of the nth series, for legends.
func Class(n int) string { return "c" + strconv.Itoa(min(n, seriesMax-1)) }

// label is what is read aloud: the chart's own and every bar's.
func (b Bars) label() string {
	parts := []string{b.Label}
	for _, bar := range b.Bars {
		parts = append(parts, bar.Label+" "+bar.text())
	}
	return strings.Join(parts, "; ")
}

func (b Bar) sum() float64 {
	sum := 0.0
	for _, v := range b.Values {
		sum += math.Max(0, v)
	}
	return sum
}

func (b Bar) text() string {
	if b.Text != "" {
		return b.Text
	}
	return number(b.sum())
}

// SVG draws the timeline. It is empty if there are no spans.
func (t Timeline) SVG() string {
	if len(t.Spans) == 0 {
		return ""
	}
	from, to := t.Spans[0].From, t.Spans[0].To
	for _, s := range t.Spans {
		from, to = math.Min(from, s.From), math.Max(to, s.To)
	}
	if to <= from {
		to = from + 1
	}
	share := func(m float64) float64 { return math.Min(1, math.Max(0, (m-from)/(to-from))) }
	d := &drawing{width: t.Width}
	row := labelHeight + barHeight + rowGap
	const axis = 26.0
	bottom := axis + row*float64(len(t.Spans)) - rowGap + 8
	d.begin(t.label(), bottom)
	t.axis(d, from, to, share, bottom)
	for i, s := range t.Spans {
		class := [...]string{"coming", "current", "past"}[s.State]
		y := axis + row*float64(i)
		a, z := share(s.From), share(s.To)
		if a > .5 { // the label would run out of the picture
			d.text("", "end", z, y+16, s.Label)
		} else {
			d.text("", "", a, y+16, s.Label)
		}
		d.rect(class, a, z, y+labelHeight, barHeight, s.Label+" "+s.Note)
	}
	if t.Now > from && t.Now < to {
		d.line("now", share(t.Now), 20, bottom)
		anchor := "middle"
		if p := share(t.Now); p < .08 {
			anchor = "start"
		} else if p > .92 {
			anchor = "end"
		}
		d.text("soft now-label", anchor, share(t.Now), 14, t.NowLabel)
	}
	return d.end()
}

// axis draws a line for each January, or for every third month of a short span.
func (t Timeline) axis(d *drawing, from, to float64, share func(float64) float64, bottom float64) {
	step := 12.0
	if to-from <= 15 {
		step = 3
	}
	last := -1.0
	for m := math.Ceil(from/step) * step; m <= to; m += step {
		at := share(m)
		d.line("grid", at, 20, bottom)
		if at-last < .14 || t.Now > 0 && math.Abs(at-share(t.Now)) < .12 || at > .93 {
			continue
		}
		last = at
		d.text("soft", "", at, 14, t.tick(int(m)))
	}
}

// tick is a month on the axis: a January as its year.
func (t Timeline) tick(m int) string {
	year := strconv.Itoa(m / 12)
	if m%12 == 0 && t.Year != "" {
		return strings.Replace(t.Year, "%s", year, 1)
	}
	if m%12 == 0 {
		return year
	}
	return year + "." + strconv.Itoa(m%12+1)
}

func (t Timeline) label() string {
	parts := []string{t.Label}
	for _, s := range t.Spans {
		parts = append(parts, strings.TrimSpace(s.Label+" "+s.Note))
	}
	return strings.Join(parts, "; ")
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "\x00", "�")

func escape(s string) string { return escaper.Replace(s) }
