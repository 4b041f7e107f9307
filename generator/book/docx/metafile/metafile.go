// Package metafile turns a plain SVG drawing into an Enhanced Metafile ([MS-EMF]),
// the vector picture that every Word, WPS and LibreOffice shows.
//
// Only what charts are made of is understood: shapes, paths and lines of text
// with presentation attributes, groups that move, turn and scale. A drawing
// that needs more (style sheets, gradients, pictures, opacity) is refused as a
// whole, rather than shown wrongly.
package metafile

import (
	"encoding/binary"
	"math"
	"unicode/utf16"
)

// Picture is a metafile; Width and Height are the drawing's own, in CSS pixels.
type Picture struct {
	Data          []byte
	Width, Height float64
}

// unit is how many logical units a pixel has.
const unit = 20

// writer collects records.
type writer struct {
	out     []byte
	records uint32
}

// The records of [MS-EMF] 2.3 that are written.
const (
	recHeader      = 1
	recPolyline    = 4
	recPolyPolygon = 8
	recWindowExt   = 9
	recWindowOrg   = 10
	recViewportExt = 11
	recViewportOrg = 12
	recEOF         = 14
	recMapMode     = 17
	recBkMode      = 18
	recFillMode    = 19
	recTextAlign   = 22
	recTextColor   = 24
	recSelect      = 37
	recCreateBrush = 39
	recDelete      = 40
	recFont        = 82
	recText        = 84
	recCreatePen   = 95
)

// Stock objects, and the two handles that objects of our own take in turn.
const (
	nullBrush = 0x80000005
	nullPen   = 0x80000008
	handle    = 1
	handle2   = 2
)

// record writes one record of 32-bit values.
func (w *writer) record(kind uint32, values ...uint32) {
	w.raw(kind, values, nil)
}

func (w *writer) raw(kind uint32, values []uint32, tail []byte) {
	for len(tail)%4 != 0 {
		tail = append(tail, 0)
	}
	w.records++
	w.out = binary.LittleEndian.AppendUint32(w.out, kind)
	w.out = binary.LittleEndian.AppendUint32(w.out, uint32(8+4*len(values)+len(tail)))
	for _, v := range values {
		w.out = binary.LittleEndian.AppendUint32(w.out, v)
	}
	w.out = append(w.out, tail...)
}

// logical is a length in logical units, kept within what the format can hold.
func logical(v float64) uint32 {
	return uint32(int32(math.Round(max(-1e8, min(v*unit, 1e8)))))
}

// polygons draws closed shapes, filled and outlined; either may be absent.
func (w *writer) polygons(shapes [][]point, p paint) {
	total := 0
	for _, s := range shapes {
		total += len(s)
	}
	if total == 0 {
		return
	}
	w.record(recFillMode, map[bool]uint32{true: 1, false: 2}[p.evenOdd])
	w.brush(p)
	w.pen(p)
	values := append(noBounds(), uint32(len(shapes)), uint32(total))
	for _, s := range shapes {
		values = append(values, uint32(len(s)))
	}
	for _, s := range shapes {
		for _, q := range s {
			values = append(values, logical(q.x), logical(q.y))
		}
	}
	w.record(recPolyPolygon, values...)
	w.release()
}

// polyline draws an open line.
func (w *writer) polyline(list []point, p paint) {
	w.record(recSelect, nullBrush)
	w.pen(p)
	values := append(noBounds(), uint32(len(list)))
	for _, q := range list {
		values = append(values, logical(q.x), logical(q.y))
	}
	w.record(recPolyline, values...)
	w.release()
}

// noBounds is an empty rectangle: readers work the bounds of a mark out.
func noBounds() []uint32 { return []uint32{0, 0, math.MaxUint32, math.MaxUint32} }

func (w *writer) brush(p paint) {
	if !p.fill.shown {
		w.record(recSelect, nullBrush)
		return
	}
	w.record(recCreateBrush, handle, 0, p.fill.ref(), 0)
	w.record(recSelect, handle)
}

func (w *writer) pen(p paint) {
	if !p.stroke.shown || p.width <= 0 {
		w.record(recSelect, nullPen)
		return
	}
	const geometricFlatMitred = 0x10000 | 0x200 | 0x2000
	w.record(recCreatePen, handle2, 0, 0, 0, 0, geometricFlatMitred, max(logical(p.width), 1), 0, p.stroke.ref(), 0, 0)
	w.record(recSelect, handle2)
}

// release lets the objects of a mark go.
func (w *writer) release() {
	w.record(recSelect, nullBrush)
	w.record(recSelect, nullPen)
	w.record(recDelete, handle)
	w.record(recDelete, handle2)
}

// text writes a line of text from its baseline; turned is in tenths of degrees,
// against the clock.
func (w *writer) text(s string, at point, p paint, turned int, face string) {
	size := logical(p.size)
	font := make([]uint32, 0, 8)
	font = append(font, handle, uint32(-int32(size)), 0, uint32(turned), uint32(turned), uint32(p.weight))
	tail := []byte{0, 0, 0, 134, 0, 0, 0, 0} // a Chinese character set
	name := utf16.Encode([]rune(face))
	for i := range 32 {
		var c uint16
		if i < len(name) && i < 31 {
			c = name[i]
		}
		tail = binary.LittleEndian.AppendUint16(tail, c)
	}
	w.raw(recFont, font, append(tail, make([]byte, 320-92)...))
	w.record(recSelect, handle)
	w.record(recTextAlign, 24|map[string]uint32{"middle": 6, "end": 2}[p.anchor])
	w.record(recTextColor, p.fill.ref())
	units := utf16.Encode([]rune(s))
	var chars []byte
	for _, u := range units {
		chars = binary.LittleEndian.AppendUint16(chars, u)
	}
	for len(chars)%4 != 0 {
		chars = append(chars, 0)
	}
	const start = 8 + 28 + 40 // of the characters, from the start of the record
	values := append(noBounds(), 1, math.Float32bits(1), math.Float32bits(1),
		logical(at.x), logical(at.y), uint32(len(units)), start, 0, 0, 0, math.MaxUint32, math.MaxUint32, uint32(start+len(chars)))
	for _, r := range s {
		chars = binary.LittleEndian.AppendUint32(chars, logical(advance(r)*p.size))
		if r > 0xFFFF {
			chars = binary.LittleEndian.AppendUint32(chars, 0)
		}
	}
	w.raw(recText, values, chars)
	w.record(recSelect, 0x8000000D) // the system's font
	w.record(recDelete, handle)
}

// advance is the width of a character in ems in a Chinese font: half for those
// of Latin script.
func advance(r rune) float64 {
	if r < 0x2E80 && !(r >= 0x2010 && r <= 0x27BF) {
		return 0.5
	}
	return 1
}

// finish puts the header before the records.
func (w *writer) finish(width, height float64) []byte {
	const size = 88
	w.record(recEOF, 0, 16, 20)
	var h writer
	frame := func(v float64) uint32 { return uint32(math.Round(v * 2540 / 96)) }
	h.record(recHeader, 0, 0, uint32(math.Ceil(width)), uint32(math.Ceil(height)), 0, 0, frame(width), frame(height),
		0x464D4520, 0x10000, uint32(size+len(w.out)), w.records+1, 3, 0, 0, 0, 1920, 1080, 508, 286)
	return append(h.out, w.out...)
}

// begin sets the scale: unit logical units a pixel.
func (w *writer) begin(width, height float64) {
	w.record(recMapMode, 8)
	w.record(recWindowOrg, 0, 0)
	w.record(recWindowExt, logical(width), logical(height))
	w.record(recViewportOrg, 0, 0)
	w.record(recViewportExt, uint32(math.Ceil(width)), uint32(math.Ceil(height)))
	w.record(recBkMode, 1)
}
