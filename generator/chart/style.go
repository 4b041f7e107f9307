package chart

import "strconv"

const seriesMax = 8

// Class is the class of the nth series. From the eighth on all are alike: what
// has more should be put together before.
func Class(n int) string { return "c" + strconv.Itoa(series(n)) }

func series(n int) int { return max(0, min(n, seriesMax-1)) }

// fills are the printable colours of the series: their lightness differs from
// one to the next, and hatching tells apart those of like lightness.
var fills = [seriesMax]string{"#2c5e53", "#7da59b", "#c3d6d0", "#7d5c1f", "#d2c4ab", "#a23b2a", "#dfb8b0", "#9d917e"}

// strokes are the printable colours of the lines.
var strokes = [seriesMax]string{"#2c5e53", "#a23b2a", "#7d5c1f", "#565045", "#2c5e53", "#a23b2a", "#7d5c1f", "#565045"}

// dashes tell lines apart, markers (see lines.go) their points.
var dashes = [seriesMax]string{"", "7 4", "2 3", "9 3 2 3", "4 2", "12 4", "1 4", "6 2 1 2 1 2"}

// hatchInset is how much narrower than the bar its hatching is, so that the bar
// stays one piece.
const hatchInset = 4.0

// hatches are drawn over the series as a dashed line as thick as the bar: so
// they need no pattern, whose name could meet that of another chart in the page.
var hatches = [seriesMax]string{3: "0 2 1.2 2", 4: "0 2 1 2", 5: "0 4 3 4", 6: "0 2 4 2", 7: "0 4 1 4"}

func fill(n int) string  { return fills[series(n)] }
func hatch(n int) string { return hatches[series(n)] }

func hatchClass(n int) string { return "h" + strconv.Itoa(series(n)) }

// hatchColour is light over the dark series and dark over the light ones.
func hatchColour(n int) string {
	switch series(n) {
	case 3:
		return "#e6d9b8"
	case 5:
		return "#f0cfc8"
	case 7:
		return "#e9e3d6"
	case 4:
		return fills[3]
	case 6:
		return fills[5]
	}
	return "none"
}

// on is the face of a text inside a piece of the nth series.
func on(n int) face { return face{onClasses[series(n)], insideSize} }

var onClasses = [seriesMax]string{"on0", "on1", "on2", "on3", "on4", "on5", "on6", "on7"}

// textColour is the attribute for what is not black on paper.
func textColour(f face) string {
	switch f.class {
	case "on0", "on3", "on5":
		return ` fill="#fff"`
	case "soft", "axis", "head":
		return ` fill="#444"`
	}
	return ""
}

// colour is the printable colour of a class.
func colour(class string) string {
	switch class {
	case "past":
		return fills[0]
	case "current", "now":
		return fills[5]
	case "coming":
		return "#cdbfa6"
	case "track":
		return "#f0ebe0"
	case "grid":
		return "#d8d0c0"
	case "base", "link":
		return "#8a8072"
	}
	if len(class) == 2 && class[0] == 'c' {
		return fills[series(int(class[1]-'0'))]
	}
	return "none"
}

// The size of a swatch in a legend.
const (
	swatchWidth  = 20.0
	swatchHeight = 12.0
)

// legend is the legend of a chart in a page: an HTML list, empty for one series.
func legend(names []string, swatch func(d *drawing, n int)) string {
	if len(names) < 2 {
		return ""
	}
	d := &drawing{width: swatchWidth}
	d.s(`<ul class="legend">`)
	for i, name := range names {
		d.s(`<li><svg class="chart" viewBox="0 0 20 12" width="20" height="12" aria-hidden="true">`)
		swatch(d, i)
		d.s("</svg>", escape(name), "</li>")
	}
	d.s("</ul>")
	return string(d.out)
}

// swatch shows a series at the zero of its drawing.
func swatch(d *drawing, n int) { d.bar(n, 0, swatchWidth/d.width, 0, swatchHeight, "") }

const legendLine = 20.0

// legendInside draws the legend of a picture with a Width and returns its
// height: 0 in a page, where it stands outside, and for one series.
func (d *drawing) legendInside(names []string, swatch func(d *drawing, n int), draw bool) float64 {
	if d.width == 0 || len(names) < 2 {
		return 0
	}
	return d.flow(names, 0, d.width, func(i int, x, y float64, name string) {
		if !draw {
			return
		}
		d.s(`<g transform="translate(`, number(x), " ", number(y+2), `)">`)
		swatch(d, i)
		d.done()
		d.text(axis, "", "", 0, x+swatchWidth+6, y+12, name)
	}) + 8
}

// flow places the entries of a legend in lines and returns their height.
func (d *drawing) flow(names []string, y, width float64, place func(i int, x, y float64, name string)) float64 {
	x, top := 0.0, y
	for i, name := range names {
		name = shorten(name, axisSize, width-swatchWidth-6)
		w := swatchWidth + 6 + textWidth(name, axisSize)
		if x > 0 && x+w > width {
			x, y = 0, y+legendLine
		}
		place(i, x, y, name)
		x += w + 16
	}
	return y + legendLine - top
}
