package book

import (
	"bytes"
	"encoding/xml"
	"math"
	"strconv"
	"strings"

	"showcase/generator/markdown"
)

// Figures are images side by side, each row of one height. The Width of an
// image is settled for the whole type area; in a narrower place all of a row
// shrink alike. Either each image has a number of its own, or all have one
// (Caption) and are lettered （a）, （b）.
type Figures struct {
	Rows     [][]*Figure
	Caption  string // below all; may be empty
	Bookmark string // of the whole; may be empty
}

func (*Figures) block() {}

// Items are the images in their order.
func (f *Figures) Items() []*Figure {
	var out []*Figure
	for _, row := range f.Rows {
		out = append(out, row...)
	}
	return out
}

// FigureGap is between images side by side, in mm.
const FigureGap = 4.0

// In mm and pixels an inch: no row of images is higher, no photograph coarser.
const (
	rowHeight    = 80.0
	leastDensity = 150.0
)

// sideBySide are the images of a paragraph or gallery that holds nothing else;
// nil if it holds something else or fewer than two.
func (c *converter) sideBySide(n *markdown.Node) []*markdown.Node {
	var out []*markdown.Node
	for k := range n.Children() {
		switch {
		case k.Kind == markdown.Image || k.Kind == markdown.Figure:
			if c.site.Target(k.Link).Table != nil {
				return nil
			}
			out = append(out, k)
		case k.Kind == markdown.LineBreak || k.Kind == markdown.Text && strings.TrimSpace(k.Text) == "":
		default:
			return nil
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// gallery prints images side by side. A title is that of one figure whose parts
// are lettered; without one each image that has a caption is a figure.
func (c *converter) gallery(images []*markdown.Node, title string) []Block {
	var out []Block
	var items []*Figure
	group := &Figures{}
	if title != "" {
		group.Caption = c.figureCaption(title)
		group.Bookmark = c.bookmark("figure")
	}
	for _, n := range images {
		name := c.file(c.sourceOf(n.Link))
		switch {
		case name == "":
			out = append(out, c.figure(n)...) // says what is missing
		case title != "":
			f := &Figure{File: name, Alt: n.Text, Caption: letter(len(items)) + n.Title}
			c.show(name, &f.Bookmark, label(group.Caption)+letter(len(items)))
			items = append(items, f)
		default:
			items = append(items, c.numbered(name, n.Text, n.Title))
		}
	}
	if len(items) == 0 {
		return out
	}
	if len(items) == 1 && title == "" {
		return append(out, items[0])
	}
	for _, n := range rowsOf(len(items)) {
		row := items[:n]
		items = items[n:]
		c.fitRow(row)
		group.Rows = append(group.Rows, row)
	}
	return append(out, group)
}

// letter marks a part of a figure: （a）.
func letter(i int) string {
	if i >= 26 {
		return "（" + itoa(i+1) + "）"
	}
	return "（" + string(rune('a'+i)) + "）"
}

// rowsOf divides images into rows of two or three, a lone one into one.
func rowsOf(n int) []int {
	count := (n + 2) / 3
	out := make([]int, count)
	for i := range out {
		out[i] = (n + count - 1 - i) / count
	}
	return out
}

// fitRow gives the images of a row one height: so that they fill the type area,
// unless one would be coarser than 150 pixels an inch or the row too high.
func (a *assembler) fitRow(row []*Figure) {
	l := a.doc.Layout
	room := l.Width - l.Left - l.Right - FigureGap*float64(len(row)-1)
	sum, height := 0.0, rowHeight
	for _, f := range row {
		file := a.doc.Files[f.File]
		width, high := size(file)
		sum += width / high
		if file.Kind != "svg" {
			height = min(height, high/leastDensity*25.4)
		}
	}
	height = min(height, room/sum)
	for _, f := range row {
		width, high := size(a.doc.Files[f.File])
		f.Width = math.Floor(height*width/high*100) / 100
	}
}

// size is an image's width and height in pixels; 4:3 where it does not tell.
func size(f File) (width, height float64) {
	if f.Width > 0 && f.Height > 0 {
		return float64(f.Width), float64(f.Height)
	}
	return 1200, 900
}

// drawingSize reads the size of an SVG drawing from its root; 0 if it has none.
func drawingSize(data []byte) (width, height int) {
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		t, err := d.RawToken()
		if err != nil {
			return 0, 0
		}
		root, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		var box []string
		w, h := 0.0, 0.0
		for _, a := range root.Attr {
			switch a.Name.Local {
			case "viewBox":
				box = strings.FieldsFunc(a.Value, func(r rune) bool { return r == ' ' || r == ',' })
			case "width":
				w = pixelsOf(a.Value)
			case "height":
				h = pixelsOf(a.Value)
			}
		}
		if (w <= 0 || h <= 0) && len(box) == 4 {
			w, h = pixelsOf(box[2]), pixelsOf(box[3])
		}
		if !(w >= 1 && h >= 1 && w < 1e6 && h < 1e6) {
			return 0, 0
		}
		return int(math.Round(w)), int(math.Round(h))
	}
}

func pixelsOf(s string) float64 {
	n, err := strconv.ParseFloat(strings.TrimSuffix(s, "px"), 64)
	if err != nil {
		return 0
	}
	return n
}
