package typst

import (
	"math"
	"testing"

	"showcase/generator/book"
)

// TestTiling: nothing of the panel is lost, neighbours overlap enough, no sheet
// shows a mere strip, and the panel shrinks only where that saves sheets.
func TestTiling(t *testing.T) {
	tiles := &book.Tiles{Margin: 7, Overlap: 8, Least: 0.92}
	full := *tiles
	full.Least = 0
	for _, paper := range [][2]float64{{210, 297}, {297, 420}} {
		tiles.Width, tiles.Height = paper[0], paper[1]
		full.Width, full.Height = paper[0], paper[1]
		for width := 150.0; width < 1300; width += 37 {
			for height := 150.0; height < 2100; height += 53 {
				g, whole := tiling(tiles, width, height), tiling(&full, width, height)
				fills(t, tiles, width*g.scale, g.width-14, g.across, g.columns)
				fills(t, tiles, height*g.scale, g.height-14, g.down, g.rows)
				if n, all := g.columns*g.rows, whole.columns*whole.rows; g.scale < tiles.Least || g.scale > 1 || n > all || g.scale < 1 && n == all || whole.scale != 1 {
					t.Fatalf("%v×%v on %v: %+v, and %+v as it is", width, height, paper, g, whole)
				}
			}
		}
	}
	tiles.Width, tiles.Height = 210, 297
	if g := tiling(tiles, 594, 841); g.columns != 3 || g.rows != 3 || math.Abs(g.scale-0.963) > 0.001 {
		t.Errorf("A1 on A4: %+v", g)
	}
}

func fills(t *testing.T, tiles *book.Tiles, whole, printed, overlap float64, n int) {
	t.Helper()
	last := whole - float64(n-1)*(printed-overlap) // what the last sheet shows
	if last > printed+0.01 || n > 1 && (last < printed/3 || overlap < tiles.Overlap || overlap > printed/3+0.01) {
		t.Fatalf("%v on %d of %v with %v: the last shows %v", whole, n, printed, overlap, last)
	}
}
