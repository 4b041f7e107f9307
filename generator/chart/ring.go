package chart

import (
	"math"
	"strings"
)

const (
	ringSize  = 148.0
	ringThick = 25.0
	listLine  = 26.0
	listTall  = 42.0 // an entry of two lines
)

// SVG draws the ring with its list. It is empty if there are no slices.
func (r Ring) SVG() string {
	if len(r.Slices) == 0 {
		return ""
	}
	d := newDrawing(r.Width)
	l := r.layout(d)
	d.begin("img", r.Label, r.describe(), 0, l.height)
	d.s(`<g transform="translate(`, number(ringSize/2), " ", number(l.ringY+ringSize/2), `)">`)
	r.draw(d)
	d.done()
	y := l.y
	for i, s := range r.Slices {
		d.mark(s.Label + " " + r.text(i))
		d.s(`<g transform="translate(`, number(l.x), " ", number(y+4), `)">`)
		swatchAt(d, i)
		d.done()
		at := l.x + swatchWidth + 8
		d.lines(plain, "", "", 0, at, y+15, labelLeading, l.labels[i])
		switch {
		case l.tall:
			d.text(soft, "", "", 0, at, y+33, l.texts[i])
		default:
			d.text(soft, "", "", 0, l.textX, y+15, l.texts[i])
		}
		d.done()
		y += l.row(i)
	}
	return d.end()
}

// ringLayout is where the list stands: beside the ring with the text behind or
// below each label, or below the ring.
type ringLayout struct {
	labels        [][]string
	texts         []string
	x, y          float64 // of the list
	textX         float64
	ringY, height float64
	tall          bool
}

func (l ringLayout) row(i int) float64 {
	if l.tall {
		return listTall
	}
	return listLine + labelLeading*float64(max(0, len(l.labels[i])-1))
}

func (r Ring) layout(d *drawing) ringLayout {
	label, text := 0.0, 0.0
	for i, s := range r.Slices {
		label = math.Max(label, textWidth(s.Label, labelSize))
		text = math.Max(text, textWidth(r.text(i), softSize))
	}
	const indent = swatchWidth + 8
	room, n := d.room(), float64(len(r.Slices))
	beside := room - ringSize - 24 - indent
	l := ringLayout{x: ringSize + 24}
	switch {
	case label+16+text <= beside:
	case math.Max(label, text) <= beside && n <= 6:
		l.tall = true
	default:
		l.x = 0
		text = math.Min(text, room*.45)
		label = math.Min(label, room-indent-16-text)
	}
	l.textX = l.x + indent + label + 16
	list := 0.0
	for i, s := range r.Slices {
		l.labels = append(l.labels, wrap(s.Label, labelSize, label, 2))
		l.texts = append(l.texts, shorten(r.text(i), softSize, text))
		list += l.row(i)
	}
	if l.x == 0 {
		l.y = ringSize + 20
		l.height = l.y + list
		return l
	}
	l.height = math.Max(list, ringSize)
	l.y, l.ringY = (l.height-list)/2, (l.height-ringSize)/2
	return l
}

// draw draws the ring around the zero of the drawing, from the top clockwise.
func (r Ring) draw(d *drawing) {
	whole := r.whole()
	outer := ringSize / 2
	if whole == 0 {
		d.s(`<circle class="track-line" fill="none" stroke="`, colour("track"), `"`)
		d.n("r", outer-ringThick/2)
		d.n("stroke-width", ringThick)
		d.s("/>")
	}
	from := 0.0
	for i, s := range r.Slices {
		if !drawable(s.Value) {
			continue
		}
		to := from + s.Value/whole
		d.mark(s.Label + " " + r.text(i))
		sector(d, i, from, to, outer)
		d.done()
		from = to
	}
	centre := shorten(r.Centre, 26, 2*(outer-ringThick)-12)
	switch {
	case r.Centre != "" && r.Note != "":
		d.text(face{"centre", 26}, "", "middle", 0, 0, 6, centre)
		d.text(axis, "", "middle", 0, 0, 25, shorten(r.Note, axisSize, 2*(outer-ringThick)-24))
	case r.Centre != "":
		d.text(face{"centre", 26}, "", "middle", 0, 0, 9, centre)
	case r.Note != "":
		d.text(axis, "", "middle", 0, 0, 4, shorten(r.Note, axisSize, 2*(outer-ringThick)-12))
	}
}

// sector draws a piece of the ring between two shares of its round.
func sector(d *drawing, n int, from, to, outer float64) {
	inner, mid := outer-ringThick, outer-ringThick/2
	whole := to-from > .9999
	if whole { // an arc cannot end where it begins
		to = from + .5
	}
	point := func(share, radius float64) string {
		sin, cos := math.Sincos(2 * math.Pi * share)
		return number(sin*radius) + " " + number(-cos*radius)
	}
	large := "0 "
	if to-from > .5 {
		large = "1 "
	}
	arc := func(radius float64, sweep string, share float64) string {
		return "A" + number(radius) + " " + number(radius) + " 0 " + large + sweep + " " + point(share, radius)
	}
	if whole {
		d.s(`<path class="`, Class(n), `" fill="`, fill(n), `" fill-rule="evenodd" d="`)
		for _, radius := range [...]float64{outer, inner} {
			d.s("M", point(from, radius), arc(radius, "1", to), arc(radius, "1", from), "z")
		}
		d.s(`"/>`)
	} else {
		d.s(`<path class="slice `, Class(n), `" fill="`, fill(n), `" stroke="#fff" stroke-width="1.5" d="M`, point(from, outer), arc(outer, "1", to), "L", point(to, inner), arc(inner, "0", from), `z"/>`)
	}
	if dash := hatch(n); dash != "" {
		d.s(`<path class="`, hatchClass(n), `" fill="none" stroke="`, hatchColour(n), `" stroke-dasharray="`, dash, `"`)
		d.n("stroke-width", ringThick-hatchInset)
		d.s(` d="M`, point(from, mid), arc(mid, "1", to), `"/>`)
	}
}

// swatchAt shows a series at the zero of the drawing, in pixels.
func swatchAt(d *drawing, n int) {
	own := drawing{width: swatchWidth}
	swatch(&own, n)
	d.out = append(d.out, own.out...)
}

func (r Ring) whole() float64 {
	sum := 0.0
	for _, s := range r.Slices {
		if drawable(s.Value) {
			sum += s.Value
		}
	}
	return sum
}

// text is what stands in the list: the slice's own words, else value and share.
func (r Ring) text(i int) string {
	s := r.Slices[i]
	if s.Text != "" {
		return s.Text
	}
	whole := r.whole()
	if whole == 0 || !drawable(s.Value) {
		return value(s.Value)
	}
	share := s.Value / whole
	if share < .001 {
		return value(s.Value) + " · <0.1%"
	}
	return value(s.Value) + " · " + number(math.Round(1000*share)/10) + "%"
}

// Table has the slices as rows, with what stands in the list.
func (r Ring) Table() Table {
	t := Table{Head: []string{"", r.Label}}
	for i, s := range r.Slices {
		t.Rows = append(t.Rows, []string{s.Label, r.text(i)})
	}
	return t
}

func (r Ring) describe() string {
	parts := make([]string, 0, len(r.Slices)+1)
	if centre := strings.TrimSpace(r.Centre + " " + r.Note); centre != "" {
		parts = append(parts, centre)
	}
	for i, s := range r.Slices {
		parts = append(parts, s.Label+" "+r.text(i))
	}
	return strings.Join(parts, "; ")
}
