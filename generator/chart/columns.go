package chart

import "math"

// SVG draws the chart. It is empty if there are no columns.
func (c Columns) SVG() string {
	if len(c.Columns) == 0 {
		return ""
	}
	d := newDrawing(c.Width)
	largest, whole, widest := 0.0, true, 0.0
	points := make([]string, len(c.Columns))
	for i, col := range c.Columns {
		points[i] = col.Label
		largest = math.Max(largest, col.length())
		widest = math.Max(widest, textWidth(col.text(""), axisSize))
		for _, v := range col.Values {
			whole = whole && (!drawable(v) || v == math.Trunc(v))
		}
	}
	a := newAxes(d, points, largest, whole, c.Unit, d.legendInside(c.Series, swatch, false), 0)
	d.begin("img", c.Label, describe(c.Columns, c.Series, c.Unit), 0, a.height())
	d.legendInside(c.Series, swatch, true)
	a.draw()
	sums, ok := d.from((widest + 3) / a.slot)
	for i, col := range c.Columns {
		c.draw(a, i, col)
		switch {
		case col.length() == 0 && col.Text == "": // to tell zero from none
			d.mark(col.Label + " " + col.text(c.Unit))
			d.text(figure, "", "middle", a.x(i), 0, a.bottom-5, shorten(col.text(""), axisSize, a.slot*d.room()))
			d.done()
		case ok:
			d.text(figure, sums, "middle", a.x(i), 0, a.y(col.length())-5, col.text(""))
		}
	}
	a.base()
	return d.end()
}

// draw piles up the pieces of a column.
func (c Columns) draw(a *axes, i int, col Bar) {
	half := math.Min(a.slot*.64, .12) / 2
	sum := 0.0
	for k, v := range col.Values {
		if !drawable(v) {
			continue
		}
		a.d.mark(title(col, c.Series, k, c.Unit))
		inside := ""
		if len(c.Series) > 1 {
			inside = value(v)
		}
		y := a.y(sum + v)
		a.d.bar(k, a.x(i)-half, a.x(i)+half, y, a.y(sum)-y, inside)
		a.d.done()
		sum += v
	}
}

// Table has the columns as rows, as that of [Bars].
func (c Columns) Table() Table {
	return Bars{Label: c.Label, Series: c.Series, Bars: c.Columns, Total: c.Total}.Table()
}

// Legend is as that of [Bars].
func (c Columns) Legend() string { return legend(c.Series, swatch) }
