package chart_test

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"
)

// element is an element of a drawing with the text in it.
type element struct {
	name     string
	attr     map[string]string
	text     string
	parent   *element
	children []*element
}

// parse reads a drawing and fails unless it is well-formed.
func parse(t testing.TB, svg string) *element {
	t.Helper()
	root := &element{}
	at := root
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%v\n%s", err, svg)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			e := &element{name: tok.Name.Local, attr: map[string]string{}, parent: at}
			for _, a := range tok.Attr {
				e.attr[a.Name.Local] = a.Value
			}
			at.children = append(at.children, e)
			at = e
		case xml.EndElement:
			at = at.parent
		case xml.CharData:
			at.text += string(tok)
		}
	}
	if len(root.children) != 1 {
		t.Fatalf("%d roots\n%s", len(root.children), svg)
	}
	return root.children[0]
}

// all are the elements of a name, in the order of the drawing.
func (e *element) all(name string) []*element {
	var found []*element
	for _, c := range e.children {
		if c.name == name {
			found = append(found, c)
		}
		found = append(found, c.all(name)...)
	}
	return found
}

// title is that of the mark to which an element belongs.
func (e *element) title() string {
	for ; e != nil; e = e.parent {
		for _, c := range e.children {
			if c.name == "title" {
				return c.text
			}
		}
	}
	return ""
}

// class says that an element has one of the classes.
func (e *element) class(names ...string) bool {
	for _, have := range strings.Fields(e.attr["class"]) {
		for _, n := range names {
			if have == n {
				return true
			}
		}
	}
	return false
}

// length is an attribute in pixels, at a width of the drawing.
func (e *element) length(name string, width float64) float64 {
	s := e.attr[name]
	f, _ := strconv.ParseFloat(strings.TrimSuffix(s, "%"), 64)
	if strings.HasSuffix(s, "%") {
		return f * width / 100
	}
	return f
}

// box is where a text stands.
type box struct {
	text                     string
	left, top, right, bottom float64
}

// boxes are the texts that are shown at a width, a Chinese character one em wide
// and any other .55.
func (e *element) boxes(width float64) []box {
	return e.walk(width, 0, 0, false)
}

func (e *element) walk(width, x, y float64, turned bool) []box {
	if _, from, _ := strings.Cut(e.attr["class"], "from-"); e.attr["display"] == "none" {
		if n, _ := strconv.ParseFloat(from, 64); n > width {
			return nil
		}
	}
	if _, to, ok := strings.Cut(e.attr["class"], "to-"); ok {
		if n, _ := strconv.ParseFloat(to, 64); n <= width {
			return nil
		}
	}
	if e.name == "svg" && e.parent.name != "" {
		x, y = x+e.length("x", width), y+e.length("y", width)
	}
	if move, ok := strings.CutPrefix(e.attr["transform"], "translate("); ok {
		move, rest, _ := strings.Cut(move, ")")
		dx, dy, _ := strings.Cut(move, " ")
		fx, _ := strconv.ParseFloat(dx, 64)
		fy, _ := strconv.ParseFloat(dy, 64)
		x, y, turned = x+fx, y+fy, strings.Contains(rest, "rotate(-90)")
	}
	if e.name == "text" {
		return []box{e.textBox(width, x, y, turned)}
	}
	var all []box
	for _, c := range e.children {
		all = append(all, c.walk(width, x, y, turned)...)
	}
	return all
}

func (e *element) textBox(width, x, y float64, turned bool) box {
	size := 14.0
	if s := e.attr["font-size"]; s != "" {
		size, _ = strconv.ParseFloat(s, 64)
	}
	w := 0.0
	for _, r := range e.text {
		switch {
		case r >= 0x2000 || r == '·':
			w += size
		case r == ' ':
			w += .35 * size
		default:
			w += .55 * size
		}
	}
	left := e.length("x", width) + e.length("dx", width)
	switch e.attr["text-anchor"] {
	case "middle":
		left -= w / 2
	case "end":
		left -= w
	}
	base := e.length("y", width)
	b := box{e.text, x + left, y + base - .78*size, x + left + w, y + base + .12*size}
	if turned {
		b = box{e.text, x + base - .78*size, y - left - w, x + base + .12*size, y - left}
	}
	return b
}

func (b box) meets(c box) bool {
	const slack = .6
	return b.left+slack < c.right && c.left+slack < b.right && b.top+slack < c.bottom && c.top+slack < b.bottom
}
