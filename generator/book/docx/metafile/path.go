package metafile

import (
	"io"
	"math"
	"strconv"
	"strings"
)

// outline is the lines of a shape; a closed one can be outlined all round.
func outline(name string, a map[string]string) (shapes [][]point, closed bool, err error) {
	get := func(key string) float64 {
		v := a[key]
		if v == "" {
			return 0
		}
		n, e := length(v)
		if e != nil {
			err = e
		}
		return n
	}
	switch name {
	case "rect":
		x, y, w, h := get("x"), get("y"), get("width"), get("height")
		if w <= 0 || h <= 0 {
			return nil, true, err
		}
		return [][]point{{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}}, true, err
	case "line":
		return [][]point{{{get("x1"), get("y1")}, {get("x2"), get("y2")}}}, false, err
	case "circle":
		return [][]point{ellipse(get("cx"), get("cy"), get("r"), get("r"))}, true, err
	case "ellipse":
		return [][]point{ellipse(get("cx"), get("cy"), get("rx"), get("ry"))}, true, err
	case "polyline", "polygon":
		v := numbers(a["points"])
		if len(v) < 4 || len(v)%2 != 0 {
			return nil, false, errBeyond
		}
		var list []point
		for i := 0; i < len(v); i += 2 {
			list = append(list, point{v[i], v[i+1]})
		}
		return [][]point{list}, name == "polygon", nil
	case "path":
		return path(a["d"])
	}
	return nil, false, errBeyond
}

// ellipse is its outline in short lines.
func ellipse(x, y, rx, ry float64) []point {
	list := make([]point, 72)
	for i := range list {
		sin, cos := math.Sincos(float64(i) * 2 * math.Pi / float64(len(list)))
		list[i] = point{x + rx*cos, y + ry*sin}
	}
	return list
}

// scanner reads the numbers of a list or a path.
type scanner struct {
	s   string
	pos int
}

func (r *scanner) skip() {
	for r.pos < len(r.s) && strings.IndexByte(" ,\t\r\n", r.s[r.pos]) >= 0 {
		r.pos++
	}
}

func (r *scanner) number() (float64, error) {
	r.skip()
	start := r.pos
	if start == len(r.s) {
		return 0, io.EOF
	}
	dot, digits := false, false
	for ; r.pos < len(r.s); r.pos++ {
		c := r.s[r.pos]
		switch {
		case c >= '0' && c <= '9':
			digits = true
		case (c == '-' || c == '+') && (r.pos == start || r.s[r.pos-1]|0x20 == 'e'):
		case c == '.' && !dot:
			dot = true
		case c|0x20 == 'e' && digits:
			dot = true
		default:
			goto end
		}
	}
end:
	v, err := strconv.ParseFloat(r.s[start:r.pos], 64)
	if err != nil || math.Abs(v) > 1e7 {
		return 0, errBeyond
	}
	return v, nil
}

// flag reads the 0 or 1 of an arc, which may stand without a space.
func (r *scanner) flag() (bool, error) {
	r.skip()
	if r.pos == len(r.s) || r.s[r.pos] != '0' && r.s[r.pos] != '1' {
		return false, errBeyond
	}
	r.pos++
	return r.s[r.pos-1] == '1', nil
}

// pen follows a path.
type pen struct {
	scanner
	shapes  [][]point
	at      point
	start   point
	control point // of the last curve
	closed  bool
}

// path reads the commands of a path into lines; closed is true if all of them are.
func path(d string) ([][]point, bool, error) {
	p := &pen{scanner: scanner{s: d}, closed: true}
	open := false
	last := byte(0)
	for {
		p.skip()
		if p.pos == len(p.s) {
			break
		}
		c := p.s[p.pos]
		switch {
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			p.pos++
		case last|0x20 == 'm': // further pairs draw lines
			c = last - 1
		case last == 0 || last|0x20 == 'z':
			return nil, false, errBeyond
		default:
			c = last
		}
		last = c
		if c|0x20 == 'z' {
			p.at = p.start
			open = false
			continue
		}
		if c|0x20 == 'm' && open {
			p.closed = false
		}
		if err := p.command(c); err != nil {
			return nil, false, errBeyond
		}
		open = true
	}
	return p.shapes, p.closed && !open, nil
}

// arguments is how many numbers a command takes.
var arguments = map[byte]int{'m': 2, 'l': 2, 'h': 1, 'v': 1, 'c': 6, 's': 4, 'q': 4}

// read reads the arguments of a command, as places of the whole drawing.
func (p *pen) read(kind byte, relative bool) ([]float64, error) {
	n, known := arguments[kind]
	if !known {
		return nil, errBeyond
	}
	v := make([]float64, n)
	for i := range v {
		var err error
		if v[i], err = p.number(); err != nil {
			return nil, err
		}
		if relative {
			switch {
			case kind == 'v' || kind != 'h' && i%2 == 1:
				v[i] += p.at.y
			default:
				v[i] += p.at.x
			}
		}
	}
	return v, nil
}

func (p *pen) command(c byte) error {
	relative, kind := c >= 'a', c|0x20
	if kind == 'a' {
		return p.arc(relative)
	}
	v, err := p.read(kind, relative)
	if err != nil || kind != 'm' && len(p.shapes) == 0 {
		return errBeyond
	}
	control := p.control
	p.control = point{}
	switch kind {
	case 'm':
		p.at = point{v[0], v[1]}
		p.start = p.at
		p.shapes = append(p.shapes, []point{p.at})
	case 'l':
		p.to(point{v[0], v[1]})
	case 'h':
		p.to(point{v[0], p.at.y})
	case 'v':
		p.to(point{p.at.x, v[0]})
	case 'q':
		q := point{v[0], v[1]}
		end := point{v[2], v[3]}
		p.curve(between(p.at, q, 2./3), between(end, q, 2./3), end)
	case 's':
		first := p.at
		if control != (point{}) {
			first = point{2*p.at.x - control.x, 2*p.at.y - control.y}
		}
		p.curve(first, point{v[0], v[1]}, point{v[2], v[3]})
	case 'c':
		p.curve(point{v[0], v[1]}, point{v[2], v[3]}, point{v[4], v[5]})
	}
	return nil
}

func between(a, b point, share float64) point {
	return point{a.x + (b.x-a.x)*share, a.y + (b.y-a.y)*share}
}

func (p *pen) to(q point) {
	if p.at == p.start && len(p.shapes[len(p.shapes)-1]) > 1 { // after a z without an m
		p.shapes = append(p.shapes, []point{p.at})
	}
	p.at = q
	i := len(p.shapes) - 1
	p.shapes[i] = append(p.shapes[i], q)
}

// curve draws a Bézier curve in short lines.
func (p *pen) curve(a, b, end point) {
	const steps = 16
	from := p.at
	for i := 1; i <= steps; i++ {
		t := float64(i) / steps
		u := 1 - t
		p.to(point{
			u*u*u*from.x + 3*u*u*t*a.x + 3*u*t*t*b.x + t*t*t*end.x,
			u*u*u*from.y + 3*u*u*t*a.y + 3*u*t*t*b.y + t*t*t*end.y,
		})
	}
	p.control = b
}

// arc draws an elliptical arc in short lines (SVG 1.1, appendix F.6).
func (p *pen) arc(relative bool) error {
	var v [3]float64
	for i := range v {
		var err error
		if v[i], err = p.number(); err != nil {
			return err
		}
	}
	large, err := p.flag()
	if err != nil {
		return err
	}
	sweep, err := p.flag()
	if err != nil {
		return err
	}
	x, errX := p.number()
	y, errY := p.number()
	if errX != nil || errY != nil || len(p.shapes) == 0 {
		return errBeyond
	}
	if relative {
		x, y = x+p.at.x, y+p.at.y
	}
	p.control = point{}
	p.turn(math.Abs(v[0]), math.Abs(v[1]), v[2], large, sweep, point{x, y})
	return nil
}

// turn draws an arc of given radii, whose axes are turned by degrees.
func (p *pen) turn(rx, ry, degrees float64, large, sweep bool, end point) {
	x, y := end.x, end.y
	if rx == 0 || ry == 0 || end == p.at {
		p.to(end)
		return
	}
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	dx, dy := (p.at.x-x)/2, (p.at.y-y)/2
	x1, y1 := cos*dx+sin*dy, -sin*dx+cos*dy
	if over := x1*x1/(rx*rx) + y1*y1/(ry*ry); over > 1 {
		rx, ry = rx*math.Sqrt(over), ry*math.Sqrt(over)
	}
	k := math.Sqrt(max(0, (rx*rx*ry*ry-rx*rx*y1*y1-ry*ry*x1*x1)/(rx*rx*y1*y1+ry*ry*x1*x1)))
	if large == sweep {
		k = -k
	}
	cx1, cy1 := k*rx*y1/ry, -k*ry*x1/rx
	cx, cy := cos*cx1-sin*cy1+(p.at.x+x)/2, sin*cx1+cos*cy1+(p.at.y+y)/2
	from := math.Atan2((y1-cy1)/ry, (x1-cx1)/rx)
	turn := math.Atan2((-y1-cy1)/ry, (-x1-cx1)/rx) - from
	switch {
	case sweep && turn < 0:
		turn += 2 * math.Pi
	case !sweep && turn > 0:
		turn -= 2 * math.Pi
	}
	steps := max(2, int(math.Ceil(math.Abs(turn)*180/math.Pi/5)))
	for i := 1; i < steps; i++ {
		s, c := math.Sincos(from + turn*float64(i)/float64(steps))
		p.to(point{cx + rx*c*cos - ry*s*sin, cy + rx*c*sin + ry*s*cos})
	}
	p.to(end)
}

// maxPieces keeps a line of tiny dashes from becoming endless.
const maxPieces = 5000

// dashed cuts a line into its dashes, whose lengths grow by scale.
func dashed(list []point, dashes []float64, scale float64) [][]point {
	sum := 0.0
	for _, d := range dashes {
		if d < 0 {
			return [][]point{list}
		}
		sum += d
	}
	if sum*scale < 0.05 {
		return [][]point{list}
	}
	if len(dashes)%2 == 1 {
		dashes = append(append([]float64{}, dashes...), dashes...)
	}
	var out [][]point
	n, left, drawn := 0, dashes[0]*scale, true
	for i := 1; i < len(list); i++ {
		a, b := list[i-1], list[i]
		whole := math.Hypot(b.x-a.x, b.y-a.y)
		for done := 0.0; done < whole && len(out) < maxPieces; {
			step := min(left, whole-done)
			if drawn && step > 0 {
				out = append(out, []point{between(a, b, done/whole), between(a, b, (done+step)/whole)})
			}
			done += step
			if left -= step; left <= 0 {
				n = (n + 1) % len(dashes)
				left, drawn = dashes[n]*scale, !drawn
			}
		}
	}
	return out
}
