package metafile

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

type point struct{ x, y float64 }

// colour is one of a mark; shown is false for none.
type colour struct {
	r, g, b uint8
	shown   bool
}

// ref is a COLORREF of [MS-EMF].
func (c colour) ref() uint32 { return uint32(c.r) | uint32(c.g)<<8 | uint32(c.b)<<16 }

// paint is how marks look; groups hand it on.
type paint struct {
	fill, stroke colour
	width        float64
	dashes       []float64
	evenOdd      bool
	size         float64 // of text
	weight       int
	anchor       string
	hidden       bool
	move         matrix
}

// matrix maps a place of a group to one of the picture.
type matrix struct{ a, b, c, d, e, f float64 }

func (m matrix) at(x, y float64) point { return point{m.a*x + m.c*y + m.e, m.b*x + m.d*y + m.f} }

func (m matrix) then(n matrix) matrix { // n within m
	return matrix{m.a*n.a + m.c*n.b, m.b*n.a + m.d*n.b, m.a*n.c + m.c*n.d, m.b*n.c + m.d*n.d, m.a*n.e + m.c*n.f + m.e, m.b*n.e + m.d*n.f + m.f}
}

// scale is how much longer lengths become.
func (m matrix) scale() float64 { return math.Sqrt(math.Abs(m.a*m.d - m.b*m.c)) }

var errBeyond = errors.New("the drawing needs more than a metafile is made of")

// limits of what is drawn.
const (
	maxMarks = 200_000
	maxSide  = 20_000 // pixels
)

// drawing reads an SVG.
type drawing struct {
	writer
	face          string
	width, height float64
	marks         int
}

// Draw turns an SVG drawing into a metafile whose text is set in a font family.
// Ok is false if the drawing is damaged or needs more than the package knows.
func Draw(svg []byte, face string) (p Picture, ok bool) {
	d := &drawing{face: face}
	dec := xml.NewDecoder(bytes.NewReader(svg))
	for {
		tok, err := dec.Token()
		if err != nil {
			return p, false
		}
		if s, isStart := tok.(xml.StartElement); isStart {
			if s.Name.Local != "svg" || d.open(s) != nil || d.children(dec, d.root(s)) != nil {
				return p, false
			}
			break
		}
		if _, isDirective := tok.(xml.Directive); isDirective {
			return p, false
		}
	}
	return Picture{Data: d.finish(d.width, d.height), Width: d.width, Height: d.height}, true
}

func attrs(s xml.StartElement) map[string]string {
	m := map[string]string{}
	for _, a := range s.Attr {
		if a.Name.Space == "" {
			m[a.Name.Local] = strings.TrimSpace(a.Value)
		}
	}
	return m
}

// open takes the size of the picture: that of its view box scaled to its width.
func (d *drawing) open(s xml.StartElement) error {
	a := attrs(s)
	box := numbers(a["viewBox"])
	w, errW := length(a["width"])
	h, errH := length(a["height"])
	switch {
	case len(box) == 4 && (errW != nil || errH != nil):
		w, h = box[2], box[3]
	case errW != nil || errH != nil:
		return errBeyond
	}
	if !(w > 0 && h > 0 && w < maxSide && h < maxSide) {
		return errBeyond
	}
	d.width, d.height = w, h
	d.begin(w, h)
	return nil
}

// root is the paint that the picture begins with.
func (d *drawing) root(s xml.StartElement) paint {
	p := paint{fill: colour{shown: true}, width: 1, size: 16, weight: 400, move: matrix{1, 0, 0, 1, 0, 0}}
	a := attrs(s)
	if box := numbers(a["viewBox"]); len(box) == 4 && box[2] > 0 && box[3] > 0 {
		k := min(d.width/box[2], d.height/box[3])
		p.move = matrix{k, 0, 0, k, -box[0]*k + (d.width-box[2]*k)/2, -box[1]*k + (d.height-box[3]*k)/2}
	}
	q, err := p.with(a)
	if err != nil {
		return p
	}
	return q
}

// children draws what stands in an element, up to its end.
func (d *drawing) children(dec *xml.Decoder, p paint) error {
	for {
		tok, err := dec.Token()
		if err != nil {
			return err
		}
		switch x := tok.(type) {
		case xml.EndElement:
			return nil
		case xml.Directive:
			return errBeyond
		case xml.StartElement:
			if d.marks++; d.marks > maxMarks {
				return errBeyond
			}
			if err := d.element(dec, x, p); err != nil {
				return err
			}
		}
	}
}

func (d *drawing) element(dec *xml.Decoder, s xml.StartElement, p paint) error {
	a := attrs(s)
	p, err := p.with(a)
	if err != nil {
		return err
	}
	switch s.Name.Local {
	case "title", "desc", "metadata":
		return dec.Skip()
	case "g", "a":
		return d.children(dec, p)
	case "text":
		return d.line(dec, a, p)
	}
	shapes, closed, err := outline(s.Name.Local, a)
	if err != nil {
		return err
	}
	if !p.hidden {
		d.draw(shapes, closed, p)
	}
	return dec.Skip()
}

// draw puts the lines of a mark into the picture.
func (d *drawing) draw(shapes [][]point, closed bool, p paint) {
	for _, s := range shapes {
		for i, q := range s {
			s[i] = p.move.at(q.x, q.y)
		}
	}
	k := p.move.scale()
	p.width *= k
	line := p
	if p.fill.shown && slices.ContainsFunc(shapes, func(s []point) bool { return len(s) > 2 }) {
		if !closed || len(p.dashes) > 0 {
			p.stroke.shown = false
		}
		d.polygons(shapes, p)
	}
	switch {
	case !line.stroke.shown || line.width <= 0:
	case len(line.dashes) > 0:
		for _, s := range shapes {
			if closed {
				s = append(s, s[0])
			}
			for _, piece := range dashed(s, line.dashes, k) {
				d.polyline(piece, line)
			}
		}
	case !p.fill.shown && closed:
		d.polygons(shapes, line)
	case !closed:
		for _, s := range shapes {
			d.polyline(s, line)
		}
	}
}

// line draws a text, which must be one line without parts of its own.
func (d *drawing) line(dec *xml.Decoder, a map[string]string, p paint) error {
	var text strings.Builder
	for {
		tok, err := dec.Token()
		if err != nil {
			return err
		}
		switch x := tok.(type) {
		case xml.CharData:
			text.Write(x)
		case xml.StartElement:
			if x.Name.Local != "title" {
				return errBeyond
			}
			if err := dec.Skip(); err != nil {
				return err
			}
		case xml.EndElement:
			s := strings.Join(strings.FieldsFunc(text.String(), unicode.IsSpace), " ")
			left, top, err := pair(a, "x", "y")
			if err != nil {
				return err
			}
			dx, dy, err := pair(a, "dx", "dy")
			if err != nil {
				return err
			}
			if s == "" || p.hidden || !p.fill.shown {
				return nil
			}
			turned := int(math.Round(-math.Atan2(p.move.b, p.move.a) * 1800 / math.Pi))
			p.size *= p.move.scale()
			d.text(s, p.move.at(left+dx, top+dy), p, turned, d.face)
			return nil
		}
	}
}

// with is the paint with an element's own attributes.
func (p paint) with(a map[string]string) (paint, error) {
	var err error
	for _, name := range []string{"style", "opacity", "fill-opacity", "stroke-opacity", "filter", "mask", "clip-path"} {
		if v := a[name]; v != "" && !(strings.HasSuffix(name, "opacity") && v == "1") {
			return p, errBeyond
		}
	}
	set := func(name string, f func(string) error) {
		if v := a[name]; v != "" && v != "inherit" && err == nil {
			err = f(v)
		}
	}
	number := func(to *float64) func(string) error {
		return func(v string) (e error) { *to, e = length(v); return e }
	}
	set("fill", func(v string) (e error) { p.fill, e = parseColour(v); return e })
	set("stroke", func(v string) (e error) { p.stroke, e = parseColour(v); return e })
	set("stroke-width", number(&p.width))
	set("font-size", number(&p.size))
	set("stroke-dasharray", func(v string) error {
		if p.dashes = numbers(v); v == "none" {
			p.dashes = nil
		}
		return nil
	})
	set("fill-rule", func(v string) error { p.evenOdd = v == "evenodd"; return nil })
	set("text-anchor", func(v string) error { p.anchor = v; return nil })
	set("display", func(v string) error { p.hidden = p.hidden || v == "none"; return nil })
	set("font-weight", func(v string) error {
		if n, e := strconv.Atoi(v); e == nil && n > 0 && n < 1000 {
			p.weight = n
		} else if v == "bold" {
			p.weight = 700
		}
		return nil
	})
	set("transform", func(v string) error {
		m, e := transform(v)
		p.move = p.move.then(m)
		return e
	})
	return p, err
}

// parseColour reads #rgb, #rrggbb, none, black and white.
func parseColour(s string) (colour, error) {
	switch s {
	case "none", "transparent":
		return colour{}, nil
	case "black":
		return colour{shown: true}, nil
	case "white":
		return colour{255, 255, 255, true}, nil
	}
	hex, ok := strings.CutPrefix(s, "#")
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	n, err := strconv.ParseUint(hex, 16, 32)
	if !ok || len(hex) != 6 || err != nil {
		return colour{}, errBeyond
	}
	return colour{uint8(n >> 16), uint8(n >> 8), uint8(n), true}, nil
}

// transform reads a list of translate, scale, rotate and matrix.
func transform(s string) (matrix, error) {
	m := matrix{1, 0, 0, 1, 0, 0}
	for rest := strings.TrimSpace(s); rest != ""; {
		name, after, ok := strings.Cut(rest, "(")
		inside, next, closed := strings.Cut(after, ")")
		v := numbers(inside)
		if !ok || !closed || len(v) == 0 {
			return m, errBeyond
		}
		rest = strings.TrimLeft(next, " ,\t\n")
		for len(v) < 2 && strings.TrimSpace(name) == "translate" {
			v = append(v, 0)
		}
		switch name = strings.TrimSpace(name); {
		case name == "translate":
			m = m.then(matrix{1, 0, 0, 1, v[0], v[1]})
		case name == "scale":
			m = m.then(matrix{v[0], 0, 0, v[len(v)-1], 0, 0})
		case name == "rotate" && len(v) == 1:
			sin, cos := math.Sincos(v[0] * math.Pi / 180)
			m = m.then(matrix{cos, sin, -sin, cos, 0, 0})
		case name == "matrix" && len(v) == 6:
			m = m.then(matrix{v[0], v[1], v[2], v[3], v[4], v[5]})
		default:
			return m, errBeyond
		}
	}
	return m, nil
}

// length reads a number of pixels.
func length(s string) (float64, error) {
	v, err := strconv.ParseFloat(strings.TrimSuffix(s, "px"), 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, errBeyond
	}
	return v, nil
}

// pair reads two lengths, 0 where they are absent.
func pair(a map[string]string, x, y string) (float64, float64, error) {
	var v [2]float64
	for i, name := range []string{x, y} {
		if a[name] == "" {
			continue
		}
		var err error
		if v[i], err = length(a[name]); err != nil {
			return 0, 0, err
		}
	}
	return v[0], v[1], nil
}

// numbers reads a list; nil if it is none.
func numbers(s string) []float64 {
	var out []float64
	r := &scanner{s: s}
	for {
		v, err := r.number()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			return nil
		}
		out = append(out, v)
	}
}
