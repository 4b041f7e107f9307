// Package picture prepares photographs for publication: without what they tell
// beside the picture, upright, and no larger than paper can show.
package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	_ "image/gif"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/webp"
)

// Printed is a picture as a printed document holds it. Kind is png, jpeg, gif
// or webp. Fallback is the PNG that stands in where a program cannot show the
// kind (Word and WebP); nil where every program can.
type Printed struct {
	Kind          string
	Data          []byte
	Width, Height int // pixels, upright
	Fallback      []byte
}

// maxSide is more than a page of A4 can show: 300 dots per inch over the
// length of the type area.
const maxSide = 2600

// maxLines is the same for what is not a photograph: drawings and screenshots
// are sharp at 600 dots per inch.
const maxLines = 2 * maxSide

// maxPixels is what a decoder may be asked to unfold: no camera makes more, but
// a file of a few bytes can claim it. A photograph takes 2 to 3 bytes for each,
// all else up to 4, so that neither takes more than half a gigabyte.
const (
	maxPixels      = 200_000_000
	maxOtherPixels = 120_000_000
)

// quality is that of a JPEG that has to be written again.
const quality = 90

// Print prepares a picture for print: upright, a photograph at most 2600 pixels
// long and all else 5200, in colours of light (a JPEG in printing inks, CMYK,
// is written anew in RGB: not every program can show it), without metadata. The
// pixels of one that is all this already stay as they are. The error is that of
// bytes that are no whole picture, or of one too large to be unfolded.
func Print(data []byte) (Printed, error) {
	size, kind, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return Printed{}, fmt.Errorf("reading the picture: %w", err)
	}
	most := maxOtherPixels
	if kind == "jpeg" {
		most = maxPixels
	}
	if size.Width > most/max(size.Height, 1) {
		return Printed{}, fmt.Errorf("a picture of %d × %d is too large", size.Width, size.Height)
	}
	p := Printed{Kind: kind, Width: size.Width, Height: size.Height}
	if p.Data, err = Strip(data); err != nil {
		return Printed{}, err
	}
	turn, long := Orientation(data), max(size.Width, size.Height)
	switch {
	case kind == "jpeg" && (turn > 1 || long > maxSide || size.ColorModel == color.CMYKModel):
		err = p.rewrite(turn)
	case kind != "jpeg" && long > maxLines:
		err = p.redraw()
	case kind == "webp":
		p.Fallback, err = fallback(data)
	}
	return p, err
}

// rewrite turns and shrinks a JPEG.
func (p *Printed) rewrite(turn int) error {
	img, err := jpeg.Decode(bytes.NewReader(p.Data))
	if err != nil {
		return fmt.Errorf("reading the photo: %w", err)
	}
	// Shrink first: turning is done pixel by pixel.
	img = upright(shrink(img, maxSide), turn)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, &jpeg.Options{Quality: quality}); err != nil {
		return fmt.Errorf("writing the photo: %w", err)
	}
	p.Data, p.Width, p.Height = out.Bytes(), img.Bounds().Dx(), img.Bounds().Dy()
	return nil
}

// redraw shrinks a picture of another kind, which becomes a PNG.
func (p *Printed) redraw() error {
	img, _, err := image.Decode(bytes.NewReader(p.Data))
	if err != nil {
		return fmt.Errorf("reading the picture: %w", err)
	}
	img = shrink(img, maxLines)
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		return fmt.Errorf("writing the picture: %w", err)
	}
	*p = Printed{Kind: "png", Data: out.Bytes(), Width: img.Bounds().Dx(), Height: img.Bounds().Dy()}
	return nil
}

func fallback(data []byte) ([]byte, error) {
	img, err := webp.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("reading the WebP picture: %w", err)
	}
	var out bytes.Buffer
	if err := png.Encode(&out, shrink(img, maxSide)); err != nil {
		return nil, fmt.Errorf("writing the PNG: %w", err)
	}
	return out.Bytes(), nil
}

// upright turns a picture as its orientation says (EXIF 2.32, tag 0x0112):
// 2–4 mirror or turn it by half, 5–8 swap its sides.
func upright(img image.Image, turn int) image.Image {
	if turn < 2 || turn > 8 {
		return img
	}
	in := image.NewRGBA(image.Rect(0, 0, img.Bounds().Dx(), img.Bounds().Dy()))
	draw.Draw(in, in.Bounds(), img, img.Bounds().Min, draw.Src)
	w, h := in.Rect.Dx(), in.Rect.Dy()
	if turn >= 5 {
		w, h = h, w
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			sx, sy := source(turn, x, y, w, h)
			copy(out.Pix[out.PixOffset(x, y):][:4], in.Pix[in.PixOffset(sx, sy):][:4])
		}
	}
	return out
}

// source is the pixel of the picture as stored that comes to x, y of the
// upright one, which is w × h.
func source(turn, x, y, w, h int) (int, int) {
	switch turn {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return y, w - 1 - x
	case 7:
		return h - 1 - y, w - 1 - x
	}
	return h - 1 - y, x // 8
}
