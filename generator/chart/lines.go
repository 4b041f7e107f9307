package chart

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
)

// markers are the shapes of the points; the second four are hollow.
var markers = [...]string{
	"M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
	"M-3.5 -3.5h7v7h-7z",
	"M0 -4.5L4.5 3.5h-9z",
	"M0 -5L4.5 0L0 5L-4.5 0z",
}

// SVG draws the chart. It is empty if there are no points or no lines.
func (l Lines) SVG() string {
	if len(l.Points) == 0 || len(l.Lines) == 0 {
		return ""
	}
	d := newDrawing(l.Width)
	largest, whole := 0.0, true
	for _, line := range l.Lines {
		for _, v := range line.Values {
			if drawable(v) {
				largest, whole = math.Max(largest, v), whole && v == math.Trunc(v)
			}
		}
	}
	a := newAxes(d, l.Points, largest, whole, l.Unit, d.legendInside(l.names(), lineSwatch, false), l.lastWidth())
	d.begin("img", l.Label, l.describe(), 0, a.height())
	d.legendInside(l.names(), lineSwatch, true)
	a.draw()
	a.base()
	for n := len(l.Lines) - 1; n >= 0; n-- { // the first line lies on top
		l.draw(a, n)
	}
	l.figures(a)
	return d.end()
}

// draw draws a line from point to point; a missing one leaves a gap.
func (l Lines) draw(a *axes, n int) {
	d, line := a.d, l.Lines[n]
	for i := range len(l.Points) - 1 {
		from, to := valueAt(line.Values, i), valueAt(line.Values, i+1)
		if !shows(from) || !shows(to) {
			continue
		}
		d.s("<line")
		lineStyle(d, n)
		d.x("x1", a.x(i))
		d.x("x2", a.x(i+1))
		d.n("y1", a.y(from))
		d.n("y2", a.y(to))
		d.s("/>")
	}
	for i, p := range l.Points {
		v := valueAt(line.Values, i)
		if !shows(v) {
			continue
		}
		d.at(a.x(i), a.y(v))
		d.mark(p + " " + line.Name + " " + withUnit(value(v), l.Unit))
		marker(d, n)
		d.done()
		d.leave()
	}
}

// figures writes the values: of a single line all for which there is room, of
// a few the last of each.
func (l Lines) figures(a *axes) {
	if len(l.Lines) > 1 {
		if len(l.Lines) <= len(markers) { // of more one could not say whose they are
			l.lastFigures(a)
		}
		return
	}
	widest := 0.0
	for i := range l.Points {
		widest = math.Max(widest, textWidth(value(valueAt(l.Lines[0].Values, i)), axisSize))
	}
	class, ok := a.d.from((widest + 3) / a.slot)
	for i := range l.Points {
		if v := valueAt(l.Lines[0].Values, i); shows(v) && ok {
			beside, y := l.aside(a, i)
			a.d.text(figure, class, "middle", a.x(i), beside, a.y(v)+y, value(v))
		}
	}
}

// aside is where the figure of a point stands clear of the first line: above the
// point, in a valley below it, or beside the slope where there is no room below.
func (l Lines) aside(a *axes, i int) (x, y float64) {
	v := l.Lines[0].Values
	before, after := v[i], valueAt(v, i+1)
	if i > 0 {
		before = v[i-1]
	}
	falls, rises := before > v[i], after > v[i]
	switch {
	case !falls && !rises || before < v[i] || after < v[i]:
		return 0, -10
	case a.y(v[i])+16 <= a.bottom:
		return 0, 15
	case falls && !rises:
		return 6, -8
	case rises && !falls:
		return -6, -8
	}
	return 0, -10
}

// lastFigures writes beside the last points what the lines have come to, one
// below the other where they are close.
func (l Lines) lastFigures(a *axes) {
	last := l.last()
	type end struct {
		text string
		line int
		y    float64
	}
	var ends []end
	for n, line := range l.Lines {
		if v := valueAt(line.Values, last); shows(v) {
			ends = append(ends, end{value(v), n, a.y(v) + 4})
		}
	}
	const leading = 13
	slices.SortStableFunc(ends, func(a, b end) int { return cmp.Compare(a.y, b.y) })
	for i := 1; i < len(ends); i++ {
		ends[i].y = math.Max(ends[i].y, ends[i-1].y+leading)
	}
	for i, below := len(ends)-1, a.bottom; i >= 0; i, below = i-1, ends[i].y-leading {
		ends[i].y = math.Min(ends[i].y, below)
	}
	for _, e := range ends {
		a.d.text(face{"figure of" + strconv.Itoa(e.line), axisSize}, "", "", a.x(last), 9, e.y, e.text)
	}
}

// lastWidth is how much room the figures beside the last points need.
func (l Lines) lastWidth() float64 {
	if len(l.Lines) == 1 || len(l.Lines) > len(markers) {
		return 0
	}
	w, last := 0.0, l.last()
	for _, line := range l.Lines {
		if v := valueAt(line.Values, last); shows(v) {
			w = math.Max(w, 9+textWidth(value(v), axisSize))
		}
	}
	return w
}

// last is the last point at which a line has a value.
func (l Lines) last() int {
	for i := len(l.Points) - 1; i > 0; i-- {
		for _, line := range l.Lines {
			if shows(valueAt(line.Values, i)) {
				return i
			}
		}
	}
	return 0
}

// Table has the points as rows, the lines as columns.
func (l Lines) Table() Table {
	t := Table{Head: append([]string{""}, l.names()...)}
	for i, p := range l.Points {
		row := append(make([]string, 0, len(l.Lines)+1), p)
		for _, line := range l.Lines {
			row = append(row, value(valueAt(line.Values, i)))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// Legend is as that of [Bars].
func (l Lines) Legend() string { return legend(l.names(), lineSwatch) }

func (l Lines) names() []string {
	names := make([]string, len(l.Lines))
	for i, line := range l.Lines {
		names[i] = first(line.Name, l.Label)
	}
	return names
}

func (l Lines) describe() string {
	parts := make([]string, len(l.Lines))
	for n, line := range l.Lines {
		points := make([]string, len(l.Points))
		for i, p := range l.Points {
			points[i] = p + " " + withUnit(value(valueAt(line.Values, i)), l.Unit)
		}
		parts[n] = strings.Join(points, ", ")
		if line.Name != "" {
			parts[n] = line.Name + ": " + parts[n]
		}
	}
	return strings.Join(parts, "; ")
}

// shows says that a value has a place on the scale.
func shows(v float64) bool { return v == 0 || drawable(v) }

func lineStyle(d *drawing, n int) {
	n = series(n)
	d.s(` class="l`, strconv.Itoa(n), `" stroke="`, strokes[n], `" stroke-width="2"`)
	if dashes[n] != "" {
		d.s(` stroke-dasharray="`, dashes[n], `"`)
	}
}

// marker draws the point of a line at the zero of the drawing.
func marker(d *drawing, n int) {
	n = series(n)
	class, fill := "m", strokes[n]
	if n >= len(markers) {
		class, fill = "o", "#fff"
	}
	d.s(`<path class="`, class, " l", strconv.Itoa(n), `" fill="`, fill, `" stroke="`, strokes[n], `" stroke-width="1.5" d="`, markers[n%len(markers)], `"/>`)
}

func lineSwatch(d *drawing, n int) {
	d.s("<line")
	lineStyle(d, n)
	d.s(` x1="0" x2="20" y1="6" y2="6"/><g transform="translate(10 6)">`)
	marker(d, n)
	d.done()
}
