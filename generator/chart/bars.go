package chart

import (
	"math"
	"strings"
)

// SVG draws the chart. It is empty if there are no bars.
func (b Bars) SVG() string {
	if len(b.Bars) == 0 {
		return ""
	}
	d := newDrawing(b.Width)
	largest := 0.0
	for _, bar := range b.Bars {
		largest = math.Max(largest, bar.length())
	}
	l := b.layout(d, largest)
	top := d.legendInside(b.Series, swatch, false)
	height := top
	for i := range b.Bars {
		height += l.row(i)
	}
	d.begin("img", b.Label, describe(b.Bars, b.Series, b.Unit), 0, height-l.gap)
	d.legendInside(b.Series, swatch, true)
	y := top
	for i, bar := range b.Bars {
		l.draw(d, b, bar, i, y, largest)
		y += l.row(i)
	}
	return d.end()
}

// barLayout is how bars stand: below their labels, or beside them where a
// picture is wide enough.
type barLayout struct {
	labels   [][]string
	beside   bool
	from, to float64 // where bars begin and the longest ends, as shares
	gap      float64 // between rows
}

const (
	barHeight    = 14.0
	labelLeading = 20.0
	besideFrom   = 420.0 // a picture this wide has its labels beside the bars
)

func (b Bars) layout(d *drawing, largest float64) barLayout {
	l := barLayout{to: 1, gap: 14, beside: d.width >= besideFrom}
	label := 0.0
	for _, bar := range b.Bars {
		label = math.Max(label, textWidth(bar.Label, labelSize))
	}
	room := d.room()
	if l.beside {
		label = math.Min(label, room*.34)
		l.from, l.gap = d.share(label+14), 8
	}
	for _, bar := range b.Bars {
		if length := bar.length(); l.beside && length > 0 { // its text stands behind it
			behind := d.share(textWidth(l.text(d, bar, b.Unit), softSize) + 8)
			l.to = math.Min(l.to, l.from+(1-l.from-behind)*largest/length)
		}
		if !l.beside {
			label = room - textWidth(l.text(d, bar, b.Unit), softSize) - 14
		}
		l.labels = append(l.labels, wrap(bar.Label, labelSize, label, 3))
	}
	return l
}

// text is what there is room for at the end of a bar.
func (l barLayout) text(d *drawing, bar Bar, unit string) string {
	most := d.room() * .6
	if l.beside {
		most = d.room() * .3
	}
	return shorten(bar.text(unit), softSize, most)
}

// row is the height of a bar with its label and the gap below.
func (l barLayout) row(i int) float64 {
	lines := labelLeading * float64(max(1, len(l.labels[i])))
	if l.beside {
		return lines + l.gap
	}
	return lines + 4 + barHeight + l.gap
}

func (l barLayout) draw(d *drawing, b Bars, bar Bar, i int, y, largest float64) {
	text := l.text(d, bar, b.Unit)
	scale := func(v float64) float64 { return l.from + (l.to-l.from)*v/math.Max(largest, 1e-9) }
	d.mark(bar.Label + " " + bar.text(b.Unit))
	d.lines(plain, "", "", 0, 0, y+15, labelLeading, l.labels[i])
	at := y + l.row(i) - l.gap - barHeight
	if l.beside {
		at = y + (l.row(i)-l.gap-barHeight)/2
		d.text(soft, "", "", scale(bar.length()), 8, at+barHeight-2, text)
	} else {
		d.text(soft, "", "end", 1, 0, y+15, text)
		d.rect("track", l.from, l.to, at, barHeight)
	}
	d.done()
	sum := 0.0
	for k, v := range bar.Values {
		if !drawable(v) {
			continue
		}
		d.mark(title(bar, b.Series, k, b.Unit))
		inside := ""
		if len(b.Series) > 1 {
			inside = value(v)
		}
		d.bar(k, scale(sum), scale(sum+v), at, barHeight, inside)
		d.done()
		sum += v
	}
}

// Table has the bars as rows, the series as columns and, with Total, their sums.
// The only series of a chart shows the bar's Text, if it has one.
func (b Bars) Table() Table {
	n := max(1, len(b.Series))
	t := Table{Head: make([]string, 1, n+2)}
	for i := range n {
		t.Head = append(t.Head, first(seriesName(b.Series, i), b.Label))
	}
	total := b.Total != "" && n > 1
	if total {
		t.Head = append(t.Head, b.Total)
	}
	for _, bar := range b.Bars {
		row := append(make([]string, 0, n+2), bar.Label)
		for i := range n {
			row = append(row, value(valueAt(bar.Values, i)))
		}
		if n == 1 {
			row[1] = first(bar.Text, row[1])
		}
		if total {
			row = append(row, bar.text(""))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// Legend is the legend of a chart in a page: an HTML list; empty for one series.
func (b Bars) Legend() string { return legend(b.Series, swatch) }

// length is what is drawn of a bar.
func (b Bar) length() float64 {
	sum := 0.0
	for _, v := range b.Values {
		if drawable(v) {
			sum += v
		}
	}
	return sum
}

// text is what stands at the end of a bar: its own words, else the sum of what
// is a number.
func (b Bar) text(unit string) string {
	if b.Text != "" {
		return b.Text
	}
	sum, none := 0.0, true
	for _, v := range b.Values {
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			sum, none = sum+v, false
		}
	}
	if none {
		return "—"
	}
	return withUnit(value(sum), unit)
}

// title says in words what a piece of a bar is.
func title(bar Bar, series []string, k int, unit string) string {
	name := seriesName(series, k)
	if name == "" && len(bar.Values) == 1 && bar.Text != "" {
		return bar.Label + " " + bar.Text
	}
	if name != "" {
		name += " "
	}
	return bar.Label + " " + name + withUnit(value(bar.Values[k]), unit)
}

// describe says all bars in words, with the parts that are not drawn.
func describe(bars []Bar, series []string, unit string) string {
	parts := make([]string, len(bars))
	for i, bar := range bars {
		parts[i] = bar.Label + " " + bar.text(unit)
		for k, v := range bar.Values {
			if len(bar.Values) > 1 && !drawable(v) && v != 0 {
				parts[i] += ", " + seriesName(series, k) + " " + value(v)
			}
		}
	}
	return strings.Join(parts, "; ")
}

func seriesName(series []string, i int) string {
	if i < len(series) {
		return series[i]
	}
	return ""
}

func valueAt(values []float64, i int) float64 {
	if i < len(values) {
		return values[i]
	}
	return math.NaN()
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
