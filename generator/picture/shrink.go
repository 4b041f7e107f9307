package picture

import (
	"image"
	"image/draw"
)

// shrink makes a picture's longer side at most so many pixels. It reads the
// picture row by row, so that it takes little more memory than the result,
// and counts in whole numbers, so that every machine gets the same pixels.
func shrink(img image.Image, side int) image.Image {
	b := img.Bounds()
	long := max(b.Dx(), b.Dy())
	if long <= side {
		return img
	}
	out := image.NewRGBA(image.Rect(0, 0, max(1, b.Dx()*side/long), max(1, b.Dy()*side/long)))
	across, down := shares(b.Dx(), out.Rect.Dx()), shares(b.Dy(), out.Rect.Dy())
	rows := map[int][]uint32{} // of the picture, made narrow already
	var spare [][]uint32       // rows that are needed no more
	line := image.NewRGBA(image.Rect(0, 0, b.Dx(), 1))
	how := draw.Src
	switch img.(type) {
	case *image.YCbCr, *image.Gray, *image.CMYK: // have no alpha; drawn over, they go many times faster
		how = draw.Over
	}
	sum := make([]uint64, 4*out.Rect.Dx())
	for y, share := range down {
		clear(sum)
		for i, weight := range share.weights {
			row, ok := rows[share.from+i]
			if !ok {
				draw.Draw(line, line.Rect, img, image.Pt(b.Min.X, b.Min.Y+share.from+i), how)
				if n := len(spare); n > 0 {
					row, spare = spare[n-1], spare[:n-1]
				} else {
					row = make([]uint32, len(sum))
				}
				narrow(row, line.Pix, across)
				rows[share.from+i] = row
			}
			for x, v := range row {
				sum[x] += uint64(v) * uint64(weight)
			}
		}
		for x, v := range sum {
			out.Pix[y*out.Stride+x] = uint8((v + 1<<31) >> 32)
		}
		if y+1 < len(down) {
			for n := share.from; n < down[y+1].from; n++ {
				spare = append(spare, rows[n])
				delete(rows, n)
			}
		}
	}
	return out
}

// share is which pixels of a line make one of the shrunken line: from on, each
// with its part of 1<<16.
type share struct {
	from    int
	weights []uint32
}

// shares spreads the pixels of a line over a shorter one: each of the shorter
// takes most from what lies under its middle, the less the farther away, and
// nothing from beyond its neighbours' middles.
func shares(long, short int) []share {
	out := make([]share, short)
	for i := range out {
		// In halves of a pixel of the long line, times short: whole numbers.
		middle, reach := (2*i+1)*long, 2*long
		from := max(0, (middle-reach)/(2*short))
		s := share{from: from}
		var weights []int
		total := 0
		for n := from; n < long; n++ {
			distance := (2*n+1)*short - middle
			w := reach - max(distance, -distance)
			if w <= 0 {
				if distance > 0 {
					break
				}
				w = 0
			}
			weights = append(weights, w)
			total += w
		}
		// What rounding leaves over goes to the heaviest.
		left, heaviest := 1<<16, 0
		for n, w := range weights {
			part := w * (1 << 16) / total
			s.weights = append(s.weights, uint32(part))
			left -= part
			if w > weights[heaviest] {
				heaviest = n
			}
		}
		s.weights[heaviest] += uint32(left)
		out[i] = s
	}
	return out
}

// narrow shrinks a line of red, green, blue and alpha into row; its values are times 1<<16.
func narrow(row []uint32, pix []uint8, across []share) {
	for x, s := range across {
		var sum [4]uint32
		for i, weight := range s.weights {
			p := pix[4*(s.from+i):][:4]
			for c := range sum {
				sum[c] += uint32(p[c]) * weight
			}
		}
		copy(row[4*x:], sum[:])
	}
}
