package metafile_test

import (
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"

	"showcase/generator/book/docx/metafile"
)

// record is one record of a metafile.
type record struct {
	kind uint32
	body []byte
}

// records reads a metafile back, wanting its header to be right.
func records(t testing.TB, data []byte) []record {
	t.Helper()
	le := binary.LittleEndian
	if len(data) < 108 || le.Uint32(data) != 1 || le.Uint32(data[40:]) != 0x464D4520 || int(le.Uint32(data[48:])) != len(data) {
		t.Fatalf("no metafile: % x", data[:min(len(data), 60)])
	}
	var out []record
	for rest := data; len(rest) > 0; {
		if len(rest) < 8 {
			t.Fatal("a record is cut off")
		}
		size := int(le.Uint32(rest[4:]))
		if size < 8 || size%4 != 0 || size > len(rest) {
			t.Fatalf("a record of %d bytes", size)
		}
		out = append(out, record{le.Uint32(rest), rest[8:size]})
		rest = rest[size:]
	}
	if last := out[len(out)-1]; last.kind != 14 || int(le.Uint32(data[52:])) != len(out) {
		t.Fatalf("%d records, said to be %d, the last of kind %d", len(out), le.Uint32(data[52:]), last.kind)
	}
	return out
}

// texts are what a metafile writes.
func texts(list []record) string {
	var out []string
	for _, r := range list {
		if r.kind != 84 {
			continue
		}
		n := binary.LittleEndian.Uint32(r.body[36:])
		at := binary.LittleEndian.Uint32(r.body[40:]) - 8
		units := make([]uint16, n)
		for i := range units {
			units[i] = binary.LittleEndian.Uint16(r.body[int(at)+2*i:])
		}
		out = append(out, string(utf16.Decode(units)))
	}
	return strings.Join(out, "|")
}

func count(list []record, kind uint32) int {
	n := 0
	for _, r := range list {
		if r.kind == kind {
			n++
		}
	}
	return n
}

func TestDraw(t *testing.T) {
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 200 100" width="400" height="200" font-size="14"><desc>不画</desc>
<g><title>不写</title><rect class="c0" fill="#2c5e53" x="0" y="0" width="50" height="20"/></g>
<line stroke="#000" stroke-dasharray="10 10" x1="0" x2="100" y1="5" y2="5"/>
<circle r="20" cx="50" cy="50" fill="none" stroke="#abc" stroke-width="3"/>
<path fill="#c3d6d0" fill-rule="evenodd" d="M0-10A10 10 0 1 1 0 10zM5,5h3v-3H2z"/>
<g transform="translate(10 90) rotate(-90)"><text font-size="12" text-anchor="middle" x="5" y="2">甲 &amp; 乙𠮷</text></g><text display="none">藏</text></svg>`
	p, ok := metafile.Draw([]byte(svg), "黑体")
	if !ok || p.Width != 400 || p.Height != 200 {
		t.Fatalf("%v, %g × %g", ok, p.Width, p.Height)
	}
	list := records(t, p.Data)
	if got := texts(list); got != "甲 & 乙𠮷" {
		t.Errorf("texts: %s", got)
	}
	if polygons, lines := count(list, 8), count(list, 4); polygons != 3 || lines != 5 {
		t.Errorf("%d closed shapes and %d lines, want 3 and 5", polygons, lines)
	}
}

// What a metafile cannot show as it is meant is refused.
func TestRefused(t *testing.T) {
	for _, inside := range []string{`<rect style="fill:red"/>`, `<style>rect{}</style>`, `<image href="a.png"/>`, `<rect fill="url(#a)" width="1" height="1"/>`,
		`<rect opacity="0.5" width="1" height="1"/>`, `<text><tspan>a</tspan></text>`, `<rect width="10%" height="1"/>`, `<path d="L1 1"/>`, `<path d="M0 0 X"/>`, `<rect`} {
		if _, ok := metafile.Draw([]byte(`<svg width="10" height="10">`+inside+`</svg>`), "黑体"); ok {
			t.Errorf("%s is drawn", inside)
		}
	}
	for _, whole := range []string{"", "<svg/>", `<svg width="-1" height="2"/>`, `<!DOCTYPE svg [<!ENTITY a "b">]><svg width="1" height="1"/>`, `<html/>`} {
		if _, ok := metafile.Draw([]byte(whole), "黑体"); ok {
			t.Errorf("%s is drawn", whole)
		}
	}
}

// Whatever the drawing, what comes out is a metafile.
func FuzzDraw(f *testing.F) {
	f.Add(`<path d="M0 0c1 1 2 2 3 3s4 4 5 5q1 1 2 2a5 5 30 1 0 3 3z" stroke="#123" stroke-dasharray="0 2 1"/>`)
	f.Add(`<g transform="matrix(1 2 3 4 5 6)scale(1e9)"><text x="1">a</text></g>`)
	f.Add(`<polygon points="1 2 3 4"/><ellipse rx="-3" ry="1e7"/>`)
	f.Fuzz(func(t *testing.T, inside string) {
		if p, ok := metafile.Draw([]byte(`<svg width="10" height="10">`+inside+`</svg>`), "黑体"); ok {
			records(t, p.Data)
		}
	})
}
