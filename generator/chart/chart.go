// Package chart draws small statistics as accessible SVG.
//
// A chart says in words what it shows (role=img with a name and a description),
// carries a title on every mark, starts its axis at zero and prints its values
// where there is room. Every chart also gives its numbers as a [Table], which the
// caller puts beside or below the picture. A chart without data is empty text:
// the caller says in its own words that there is nothing yet. The package has no
// words (only numbers, "—" for no number, "%"), so that it serves every language.
//
// With Width 0 a chart is part of a page: as wide as its place, with text that
// keeps its size. It is laid out for a place 300 pixels wide; labels for which
// there is room only in a wider one have the classes from-380 … from-640 and are
// hidden until the style sheet shows them; what stands for them until then has
// to-380 … to-640. With a Width in pixels a chart is a picture of its own with a
// viewBox and its legend inside, which prints without a style sheet and in black
// and white; below 240 it shrinks as a whole.
//
// The style sheet of the page gives the colours. Marks have the classes c0…c7
// (series, the eighth and all after it alike), l0…l7 (lines), h3…h7 (hatching
// over a series, so that it is told apart without colour), past, current, coming
// (time) and blank, notdue, missed, partly, met, over, heat1…heat4 (cells of a grid).
package chart

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	narrow = 300.0 // the place for which a chart in a page is laid out

	labelSize  = 14.0
	softSize   = 13.0
	axisSize   = 12.0
	insideSize = 11.0
)

// face is a kind of text: a class and a size.
type face struct {
	class string
	size  float64
}

// The kinds of text; on(n) is the one inside the nth series.
var (
	plain  = face{"", labelSize}
	strong = face{"strong", labelSize}
	soft   = face{"soft", softSize}
	axis   = face{"axis", axisSize}
	figure = face{"figure halo", axisSize}
	over   = face{"halo", labelSize} // over lines
	head   = face{"head", insideSize}
)

// drawing collects the marks of a chart.
type drawing struct {
	out   []byte
	width float64 // 0: as wide as its place
	shown float64 // width of a picture, which may be smaller than what it is laid out for
}

// leastWidth is that for which a picture can be laid out; a smaller one shrinks
// as a whole.
const leastWidth = 240.0

func newDrawing(width float64) *drawing {
	if !(width > 0) || math.IsInf(width, 0) {
		return &drawing{}
	}
	return &drawing{width: math.Max(width, leastWidth), shown: width}
}

// room is the width for which the chart is laid out.
func (d *drawing) room() float64 {
	if d.width > 0 {
		return d.width
	}
	return narrow
}

// share is a number of pixels as a share of the width.
func (d *drawing) share(pixels float64) float64 { return pixels / d.room() }

// tier is a width of the place, and the class of what is shown from it on.
type tier struct {
	width float64
	class string
}

// tiers are the widths to lay out for, ascending; a picture has only its own.
func (d *drawing) tiers() []tier {
	if d.width > 0 {
		return []tier{{d.width, ""}}
	}
	return []tier{{narrow, ""}, {380, "from-380"}, {460, "from-460"}, {540, "from-540"}, {640, "from-640"}}
}

// from is the class of what needs a width; false if no tier has it.
func (d *drawing) from(need float64) (class string, ok bool) {
	for _, t := range d.tiers() {
		if t.width >= need {
			return t.class, true
		}
	}
	return "", false
}

func (d *drawing) s(parts ...string) {
	out := d.out
	for _, p := range parts {
		out = append(out, p...)
	}
	d.out = out
}

// n writes an attribute.
func (d *drawing) n(name string, v float64) {
	d.s(" ", name, `="`)
	d.out = appendNumber(d.out, v)
	d.s(`"`)
}

// x writes an attribute that is a share of the width.
func (d *drawing) x(name string, share float64) {
	if d.width > 0 {
		d.n(name, share*d.width)
		return
	}
	d.s(" ", name, `="`)
	d.out = appendNumber(d.out, share*100)
	d.s(`%"`)
}

// begin opens the picture. In a page it is as wide as its place or, if natural
// is not 0, so many pixels wide; a picture with a Width shrinks to that as a whole.
func (d *drawing) begin(role, label, description string, natural, height float64) {
	kind := "fluid"
	if d.width > 0 {
		kind = "picture"
	} else if natural > 0 {
		kind = "natural"
	}
	d.s(`<svg xmlns="http://www.w3.org/2000/svg" class="chart `, kind, `" role="`, role, `" aria-label="`, escape(label), `"`)
	switch {
	case d.width > 0:
		wide := math.Max(d.width, natural)
		d.s(` viewBox="0 0 `, number(wide), " ", number(height), `" font-family="sans-serif"`)
		d.n("width", d.shown)
		height *= d.shown / wide
	case natural > 0:
		d.n("width", natural)
	}
	d.n("height", height)
	d.s(` font-size="14">`)
	if description != "" {
		d.s("<desc>", escape(description), "</desc>")
	}
}

func (d *drawing) end() string {
	d.s("</svg>")
	return string(d.out)
}

// mark opens a group with a title, which ends with done.
func (d *drawing) mark(title string) { d.s("<g><title>", escape(title), "</title>") }

func (d *drawing) done() { d.s("</g>") }

// at opens a group whose zero is a place of the chart, which ends with leave.
func (d *drawing) at(share, y float64) {
	if d.width > 0 {
		d.s(`<g transform="translate(`, number(share*d.width), " ", number(y), `)">`)
		return
	}
	d.s("<svg")
	d.x("x", share)
	d.n("y", y)
	d.s(` overflow="visible">`)
}

func (d *drawing) leave() {
	if d.width > 0 {
		d.s("</g>")
		return
	}
	d.s("</svg>")
}

// bar draws a piece of a series: its ends are shares of the width. Inside stands
// a text, if the piece is wide enough for it at some width of the place.
func (d *drawing) bar(series int, from, to, y, height float64, inside string) {
	d.rect(Class(series), from, to, y, height)
	if dash := hatch(series); dash != "" && height > 2*hatchInset {
		d.s(`<line class="`, hatchClass(series), `" stroke="`, hatchColour(series), `" stroke-dasharray="`, dash, `"`)
		d.n("stroke-width", height-hatchInset)
		d.x("x1", from)
		d.x("x2", to)
		d.n("y1", y+height/2)
		d.n("y2", y+height/2)
		d.s("/>")
	}
	w := textWidth(inside, insideSize)
	if inside == "" || height < insideSize+2 || to <= from {
		return
	}
	need, hatched := w+6, hatch(series) != ""
	if hatched {
		need += 6
	}
	class, ok := d.from(need / (to - from))
	if !ok {
		return
	}
	at, middle := (from+to)/2, y+height/2
	if hatched { // a plain plate, so that it can be read
		d.s(`<rect class="`, strings.TrimSpace(Class(series)+" "+class), `"`, hidden(class), ` fill="`, fill(series), `"`)
		d.x("x", at)
		d.n("y", middle-7)
		d.n("width", w+8)
		d.n("height", 14)
		d.s(` transform="translate(`, number(-w/2-4), `)"/>`)
	}
	d.text(on(series), class, "middle", at, 0, middle+4, inside)
}

// rect draws a box; its ends are shares of the width.
func (d *drawing) rect(class string, from, to, y, height float64) {
	d.s(`<rect class="`, class, `" fill="`, colour(class), `"`)
	d.x("x", from)
	d.n("y", y)
	d.x("width", to-from)
	d.n("height", height)
	d.s("/>")
}

// text writes a line: at a share of the width and so many pixels beside it. More
// is one more class: "" or that of a tier.
func (d *drawing) text(f face, more, anchor string, at, beside, y float64, s string) {
	d.s("<text")
	switch {
	case f.class != "" && more != "":
		d.s(` class="`, f.class, " ", more, `"`)
	case f.class != "" || more != "":
		d.s(` class="`, f.class, more, `"`)
	}
	d.s(hidden(more), textColour(f))
	if f.size != labelSize {
		d.n("font-size", f.size)
	}
	if f.class == "strong" || f.class == "centre" {
		d.s(` font-weight="600"`)
	}
	if anchor != "" {
		d.s(` text-anchor="`, anchor, `"`)
	}
	if d.width > 0 {
		d.n("x", at*d.width+beside)
	} else {
		d.x("x", at)
		if beside != 0 {
			d.n("dx", beside)
		}
	}
	d.n("y", y)
	d.s(">", escape(s), "</text>")
}

// lines writes a text in lines, the first at y.
func (d *drawing) lines(f face, more, anchor string, at, beside, y, leading float64, lines []string) {
	for i, s := range lines {
		d.text(f, more, anchor, at, beside, y+leading*float64(i), s)
	}
}

// upright writes a text up from a place: Chinese characters one below the other,
// anything else turned.
func (d *drawing) upright(f face, x, bottom float64, s string) {
	if strings.ContainsFunc(s, func(r rune) bool { return em(r) < 1 }) {
		d.s(`<g transform="translate(`, number(x+4), " ", number(bottom), `) rotate(-90)">`)
		d.text(f, "", "", 0, 0, 0, s)
		d.done()
		return
	}
	y := bottom - f.size*float64(utf8.RuneCountInString(s)) - 1
	for _, r := range s {
		y += f.size
		d.text(f, "", "middle", 0, x, y, string(r))
	}
}

// rule draws a line across or down.
func (d *drawing) rule(class string, x1, y1, x2, y2 float64) {
	d.s(`<line class="`, class, `" stroke="`, colour(class), `"`)
	if class == "now" {
		d.s(` stroke-dasharray="3 3"`)
	}
	d.x("x1", x1)
	d.x("x2", x2)
	d.n("y1", y1)
	d.n("y2", y2)
	d.s("/>")
}

// hidden keeps what belongs to a wider place out of sight until the style sheet
// shows it.
func hidden(class string) string {
	if strings.HasPrefix(class, "from-") {
		return ` display="none"`
	}
	return ""
}

// number writes a coordinate or a value with at most two decimals.
func number(f float64) string { return string(appendNumber(nil, f)) }

func appendNumber(b []byte, f float64) []byte {
	if math.Abs(f) > largestValue*10 {
		return strconv.AppendFloat(b, f, 'f', -1, 64)
	}
	n := int64(math.Round(f * 100))
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	b = strconv.AppendInt(b, n/100, 10)
	if n %= 100; n == 0 {
		return b
	}
	b = append(b, '.', byte('0'+n/10))
	if n %= 10; n > 0 {
		b = append(b, byte('0'+n))
	}
	return b
}

// largestValue is the largest number that is drawn; what is larger is no count
// of anything and would only break the axis.
const largestValue = 1e12

// drawable says that a value can be drawn as a length.
func drawable(v float64) bool { return v > 0 && v <= largestValue }

// value is a number in words: "—" for none.
func value(v float64) string {
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0):
		return "—"
	case math.Abs(v) > largestValue:
		return strconv.FormatFloat(v, 'g', 3, 64)
	case math.Round(v*100) < 0:
		return "−" + number(-v)
	}
	return number(v)
}

// withUnit is a number with its unit: 12人次, 12 awards, 40%.
func withUnit(number, unit string) string {
	if number == "—" || unit == "" {
		return number
	}
	if c := unit[0]; c < 0x80 && c != '%' {
		return number + " " + unit
	}
	return number + unit
}
