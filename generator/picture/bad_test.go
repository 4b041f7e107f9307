package picture_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"runtime"
	"testing"

	"showcase/generator/picture"
)

// TestHuge: pictures far larger than paper can show are made smaller without
// taking more memory than unfolding them does.
func TestHuge(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	img := image.NewGray(image.Rect(0, 0, 12000, 9000))
	for i := range img.Pix {
		img.Pix[i] = uint8(i / 12000 * 255 / 9000)
	}
	for _, c := range []struct {
		kind   string
		encode func(io.Writer) error
		want   image.Point
	}{
		{"jpeg", func(w io.Writer) error { return jpeg.Encode(w, img, nil) }, image.Pt(2600, 1950)},
		{"png", func(w io.Writer) error {
			return (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(w, img)
		}, image.Pt(5200, 3900)},
	} {
		var file bytes.Buffer
		if err := c.encode(&file); err != nil {
			t.Fatal(err)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		p, err := picture.Print(file.Bytes())
		runtime.ReadMemStats(&after)
		if err != nil {
			t.Fatal(err)
		}
		if p.Kind != c.kind || p.Width != c.want.X || p.Height != c.want.Y {
			t.Errorf("%s of %d × %d, not %s of %v", p.Kind, p.Width, p.Height, c.kind, c.want)
		}
		if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 300 {
			t.Errorf("%s: %d MB were allocated", c.kind, used)
		}
		small, _, err := image.Decode(bytes.NewReader(p.Data))
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range []int{1, 4, 7} {
			r, g, b, _ := small.At(p.Width/3, p.Height*part/8).RGBA()
			if want := 255 * part / 8; max(int(r>>8)-want, want-int(r>>8)) > 3 || r != g || g != b {
				t.Errorf("%s: %d at %d/8 of the height, not %d", c.kind, r>>8, part, want)
			}
		}
	}
}

// TestClaims: a file of a few bytes that claims to be a wall is refused, one
// that is cut or damaged too.
func TestClaims(t *testing.T) {
	var file bytes.Buffer
	if err := png.Encode(&file, image.NewGray(image.Rect(0, 0, 40, 30))); err != nil {
		t.Fatal(err)
	}
	wall := bytes.Clone(file.Bytes())
	copy(wall[16:], "\x00\x00\xff\xff\x00\x00\xff\xff")
	for name, data := range map[string][]byte{"wall": wall, "cut": file.Bytes()[:50], "head": file.Bytes()[:20], "empty": nil, "text": []byte("<html>")} {
		if p, err := picture.Print(data); err == nil {
			t.Errorf("%s: %+v", name, p)
		}
	}
}

// inks is a baseline JPEG of 8 × 8 pixels in one colour of four inks, as
// Photoshop writes them: 255 is no ink.
func inks(c, m, y, k uint8) []byte {
	out := []byte("\xff\xd8\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00\x00")
	out = append(append(out, "\xff\xdb\x00\x43\x00"...), bytes.Repeat([]byte{1}, 64)...)
	out = append(out, "\xff\xc0\x00\x14\x08\x00\x08\x00\x08\x04\x01\x11\x00\x02\x11\x00\x03\x11\x00\x04\x11\x00"...)
	// Differences: twelve codes of four bits, each its own number; all else: one code, “no more”.
	out = append(out, "\xff\xc4\x00\x1f\x00\x00\x00\x00\x0c\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b"...)
	out = append(out, "\xff\xc4\x00\x14\x10\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"...)
	out = append(out, "\xff\xda\x00\x0e\x04\x01\x00\x02\x00\x03\x00\x04\x00\x00\x3f\x00"...)
	var bits []bool
	put := func(v, n int) {
		for n--; n >= 0; n-- {
			bits = append(bits, v>>n&1 == 1)
		}
	}
	for _, v := range []uint8{c, m, y, k} {
		level := 8 * (int(v) - 128) // of the whole block
		size := 0
		for n := max(level, -level); n > 0; n >>= 1 {
			size++
		}
		put(size, 4)
		if level < 0 {
			level += 1<<size - 1
		}
		put(level, size)
		put(0, 1)
	}
	for len(bits)%8 != 0 {
		bits = append(bits, true)
	}
	for i := 0; i < len(bits); i += 8 {
		b := byte(0)
		for _, bit := range bits[i : i+8] {
			b <<= 1
			if bit {
				b |= 1
			}
		}
		out = append(out, b)
		if b == 0xff {
			out = append(out, 0)
		}
	}
	return append(out, 0xff, 0xd9)
}

// TestInks: a JPEG in printing inks comes out in red, green and blue.
func TestInks(t *testing.T) {
	for _, c := range []struct {
		data []byte
		want color.RGBA
	}{
		{inks(0, 255, 255, 255), color.RGBA{0, 255, 255, 255}},
		{inks(255, 0, 0, 255), color.RGBA{255, 0, 0, 255}},
		{inks(255, 255, 255, 0), color.RGBA{0, 0, 0, 255}},
	} {
		p, err := picture.Print(c.data)
		if err != nil {
			t.Fatal(err)
		}
		size, kind, err := image.DecodeConfig(bytes.NewReader(p.Data))
		if err != nil || kind != "jpeg" || size.ColorModel != color.YCbCrModel || p.Width != 8 {
			t.Fatalf("%s, %v, %v", kind, size, err)
		}
		img, err := jpeg.Decode(bytes.NewReader(p.Data))
		if err != nil {
			t.Fatal(err)
		}
		r, g, b, _ := img.At(3, 3).RGBA()
		for i, v := range [][2]int{{int(r >> 8), int(c.want.R)}, {int(g >> 8), int(c.want.G)}, {int(b >> 8), int(c.want.B)}} {
			if max(v[0]-v[1], v[1]-v[0]) > 4 {
				t.Errorf("colour %d is %d, not %d", i, v[0], v[1])
			}
		}
	}
}
