package picture_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"

	"showcase/generator/picture"
)

// photo is a JPEG of four fields (red green / blue white) with an EXIF block
// that holds an orientation and, as a camera's would, a place.
func photo(t testing.TB, width, height, turn int) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			c := [2][2]color.RGBA{{{255, 0, 0, 255}, {0, 255, 0, 255}}, {{0, 0, 255, 255}, {255, 255, 255, 255}}}[y*2/height][x*2/width]
			img.SetRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	exif := []byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(rune(turn)) + "\x00\x00\x00\x00\x00\x00GPS: 27.1N 103.5E")
	head := append([]byte{0xff, 0xd8, 0xff, 0xe1, 0, byte(len(exif) + 2)}, exif...)
	return append(head, b.Bytes()[2:]...)
}

// corner names the colour of the upper left and upper right fields.
func corners(t *testing.T, p picture.Printed) string {
	t.Helper()
	img, _, err := image.Decode(bytes.NewReader(p.Data))
	if err != nil {
		t.Fatal(err)
	}
	name := func(x, y int) string {
		r, g, b, _ := img.At(x, y).RGBA()
		switch {
		case r > 0x8000 && g > 0x8000 && b > 0x8000:
			return "white"
		case r > 0x8000:
			return "red"
		case g > 0x8000:
			return "green"
		}
		return "blue"
	}
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	if w != p.Width || h != p.Height {
		t.Errorf("%d×%d is said to be %d×%d", w, h, p.Width, p.Height)
	}
	return fmt.Sprintf("%d×%d %s %s", w, h, name(w/4, h/4), name(w*3/4, h/4))
}

func TestUpright(t *testing.T) {
	for turn, want := range map[int]string{
		1: "64×32 red green", 2: "64×32 green red", 3: "64×32 white blue", 4: "64×32 blue white",
		5: "32×64 red blue", 6: "32×64 blue red", 7: "32×64 white green", 8: "32×64 green white",
	} {
		p, err := picture.Print(photo(t, 64, 32, turn))
		if err != nil {
			t.Fatal(err)
		}
		if got := corners(t, p); got != want {
			t.Errorf("orientation %d: %s, want %s", turn, got, want)
		}
		if bytes.Contains(p.Data, []byte("GPS")) || picture.Orientation(p.Data) != 1 && turn != 1 {
			t.Errorf("orientation %d: metadata is left", turn)
		}
	}
}

func TestLarge(t *testing.T) {
	p, err := picture.Print(photo(t, 4000, 1000, 6))
	if err != nil {
		t.Fatal(err)
	}
	if got := corners(t, p); got != "650×2600 blue red" {
		t.Error(got)
	}
}

func TestUntouched(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 3, 2))); err != nil {
		t.Fatal(err)
	}
	with := append(append(append([]byte{}, b.Bytes()[:33]...), "\x00\x00\x00\x0btEXtAuthor\x00abcd...."...), b.Bytes()[33:]...)
	p, err := picture.Print(with)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(p.Data, b.Bytes()) || p.Kind != "png" || p.Fallback != nil || p.Width != 3 {
		t.Errorf("%+v", p)
	}
}

// dot is a WebP picture of one pixel.
const dot = "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA"

func TestWebP(t *testing.T) {
	data, err := base64.StdEncoding.DecodeString(dot)
	if err != nil {
		t.Fatal(err)
	}
	p, err := picture.Print(data)
	if err != nil {
		t.Fatal(err)
	}
	if img, err := png.Decode(bytes.NewReader(p.Fallback)); err != nil || img.Bounds().Dx() != 1 || p.Kind != "webp" {
		t.Errorf("%+v %v", p, err)
	}
}

func FuzzPrint(f *testing.F) {
	dotted, _ := base64.StdEncoding.DecodeString(dot)
	f.Add(photo(f, 16, 8, 6))
	f.Add(photo(f, 16, 8, 1)[:200])
	f.Add(dotted)
	f.Add([]byte("GIF89a"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if cfg, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil && cfg.Width*cfg.Height > 1<<20 {
			t.Skip("too large for a fuzzer")
		}
		if p, err := picture.Print(data); err == nil && (len(p.Data) == 0 || p.Kind == "") {
			t.Errorf("%+v", p)
		}
	})
}

func ExampleStrip() {
	data, err := picture.Strip([]byte("no picture at all"))
	fmt.Printf("%s, %v\n", data, err)
	// Output: no picture at all, <nil>
}
