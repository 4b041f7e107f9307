package chart

import "math"

// axes are the frame of [Columns] and [Lines]: a scale from zero on the left, a
// slot for each point along the bottom.
type axes struct {
	d           *drawing
	ticks       []float64
	labels      [][]string // of the points, in lines
	widest      float64    // line of them
	from, slot  float64    // where the first slot begins and how wide each is, as shares
	top, bottom float64    // of the scale
	unit        string
	unitY       float64
}

const axisLeading = 15.0

// newAxes lays the frame out below top. Beside is how much room must be on the
// right of the last point.
func newAxes(d *drawing, points []string, largest float64, whole bool, unit string, top, beside float64) *axes {
	a := &axes{d: d, ticks: ticks(largest, whole), unit: unit, top: top + 18}
	if unit != "" {
		a.unitY = top + 12
		a.top += 16
	}
	height := 176.0
	if d.width > 0 {
		height = math.Min(220, math.Max(110, d.width*.36))
	}
	a.bottom = a.top + height
	scale := 0.0
	for _, t := range a.ticks {
		scale = math.Max(scale, textWidth(value(t), axisSize))
	}
	a.place(points, scale+8, beside)
	return a
}

// place makes the slots: the first and the last label may be wider than theirs.
func (a *axes) place(points []string, left, beside float64) {
	room, n := a.d.room(), float64(len(points))
	slot := (room - left) / n
	for _, p := range points {
		lines := wrap(p, axisSize, math.Max(slot*.92, 4.6*axisSize), 3)
		for _, s := range lines {
			a.widest = math.Max(a.widest, textWidth(s, axisSize))
		}
		a.labels = append(a.labels, lines)
	}
	right := 0.0
	for range 3 { // a narrower slot lets more of the label stand out
		over := math.Max(0, (a.widest-slot)/2)
		left, right = math.Max(left, over), math.Max(over, beside-slot/2)
		slot = (room - left - right) / n
	}
	a.from, a.slot = a.d.share(left), a.d.share(slot)
}

// height is that of the whole chart.
func (a *axes) height() float64 {
	lines := 0
	for _, l := range a.labels {
		lines = max(lines, len(l))
	}
	return a.bottom + 6 + axisLeading*float64(lines)
}

// x is the middle of a point's slot, y the height of a value.
func (a *axes) x(i int) float64 { return a.from + a.slot*(float64(i)+.5) }

func (a *axes) y(v float64) float64 {
	return a.bottom - (a.bottom-a.top)*v/a.ticks[len(a.ticks)-1]
}

// draw writes the scale and the labels of the points.
func (a *axes) draw() {
	d := a.d
	if a.unit != "" {
		d.text(axis, "", "", 0, 0, a.unitY, shorten(a.unit, axisSize, d.room()))
	}
	for _, t := range a.ticks[1:] {
		d.rule("grid", 0, a.y(t), 1, a.y(t))
		d.text(axis, "", "", 0, 0, a.y(t)-4, value(t))
	}
	for i, lines := range a.labels {
		if class, ok := a.shown(i); ok {
			d.lines(axis, class, "middle", a.x(i), 0, a.bottom+17, axisLeading, lines)
		}
	}
}

// base draws the line of zero, over the marks that stand on it.
func (a *axes) base() { a.d.rule("base", 0, a.bottom, 1, a.bottom) }

// shown says from which width on a point is labelled: the last always, of the
// others every second, third … for which there is room. What is labelled in a
// narrow place is in a wider one too.
func (a *axes) shown(i int) (class string, ok bool) {
	back, before := len(a.labels)-1-i, 0
	for _, t := range a.d.tiers() {
		stride := 1
		for float64(stride)*a.slot*t.width < a.widest+6 && stride < len(a.labels) || before%stride != 0 {
			stride++
		}
		if back%stride == 0 {
			return t.class, true
		}
		before = stride
	}
	return "", false
}
