package typst

import (
	"fmt"
	"math"
	"strconv"

	"showcase/generator/book"
)

// tile cuts a panel that is printed and checked already into the sheets of a
// small printer. The sheets show the very PDF, clipped and moved; before them
// stands an overview of how they are put together.
func (c *compiler) tile(whole Result, faces *typefaces, doc *book.Document) (Result, error) {
	t := doc.Tiles
	w := &writer{doc: doc, glyphs: newGlyphs(faces), images: map[string]string{}}
	grid := tiling(t, doc.Layout.Width, doc.Layout.Height)
	c.documents++
	folder := fmt.Sprintf("/d%d", c.documents)
	src := &source{files: map[string][]byte{folder + "/panel.pdf": whole.PDF}, imageAt: map[string]string{}}
	w.setUp(book.PanelTemplate)
	w.print(")\n#let (page, sheets, places) = set-up\n#show: page\n#(sheets.tiles)(\nimage(", quote(folder+"/panel.pdf"), ", width: 100%, height: 100%), ")
	for _, v := range []struct {
		name  string
		value float64
	}{
		{"width", doc.Layout.Width * grid.scale}, {"height", doc.Layout.Height * grid.scale}, {"sheet-width", grid.width}, {"sheet-height", grid.height},
		{"margin", t.Margin}, {"across", grid.across}, {"down", grid.down},
	} {
		w.print(v.name, ": ", number(roundMM(v.value)), "mm, ")
	}
	words := tileWords(doc, grid)
	w.print("columns: ", strconv.Itoa(grid.columns), ", rows: ", strconv.Itoa(grid.rows), ", how: ", w.contents(Hei, words[:1]), ", labels: ", w.contents(Hei, words[1:]), ")\n#places(())\n")
	src.text = []byte(w.String())
	pdf, _, err := c.make(src, folder)
	if err != nil {
		return Result{}, fmt.Errorf("cut %s into sheets: %w", doc.Name, err)
	}
	p, err := readPDF(pdf, func(edges) edges { return edges{right: math.Inf(1), top: math.Inf(1)} })
	if err != nil {
		return Result{}, fmt.Errorf("read back the PDF of %s: %w", doc.Name, err)
	}
	r := &reading{doc: doc, glyphs: newGlyphs(faces)}
	r.all(&r.main, Hei, "label", words)
	if err = r.compare(p); err == nil {
		err = p.sound()
	}
	if err != nil {
		return Result{}, fmt.Errorf("check the PDF of %s: %w", doc.Name, err)
	}
	return Result{PDF: pdf, Pages: p.pages, PageOf: map[string]int{}, Findings: whole.Findings}, nil
}

// tileGrid is how many sheets a panel takes and how they lie, in mm.
type tileGrid struct {
	columns, rows int
	width, height float64 // of a sheet
	scale         float64 // of the panel
	across, down  float64 // by how much neighbours overlap
}

// tiling takes as few sheets as can be: upright or lying, and the panel a little
// smaller where that saves some. What is left over widens the overlaps, so that
// no sheet shows a mere strip.
func tiling(t *book.Tiles, width, height float64) tileGrid {
	var best tileGrid
	for _, sheet := range [][2]float64{{t.Width, t.Height}, {t.Height, t.Width}} {
		w, h := sheet[0]-2*t.Margin, sheet[1]-2*t.Margin
		for _, scale := range []float64{1, shrunk(t, width, w), shrunk(t, height, h)} {
			g := tileGrid{columns: sheets(t, width*scale, w), rows: sheets(t, height*scale, h), width: sheet[0], height: sheet[1], scale: scale}
			saved := best.columns*best.rows - g.columns*g.rows
			if best.columns == 0 || saved > 0 || saved == 0 && scale > best.scale {
				best = g
			}
		}
	}
	best.across = overlap(t, width*best.scale, best.width-2*t.Margin, best.columns)
	best.down = overlap(t, height*best.scale, best.height-2*t.Margin, best.rows)
	return best
}

// sheets is how many of a printed length cover a whole.
func sheets(t *book.Tiles, whole, printed float64) int {
	const exact = 1e-6
	return max(1, int(math.Ceil((whole-t.Overlap)/max(printed-t.Overlap, 1)-exact)))
}

// shrunk is the scale at which a whole needs one sheet less; 1 if it would be too
// small.
func shrunk(t *book.Tiles, whole, printed float64) float64 {
	n := sheets(t, whole, printed) - 1
	scale := (float64(n)*(printed-t.Overlap) + t.Overlap) / whole
	if n < 1 || t.Least <= 0 || scale < t.Least {
		return 1
	}
	return scale
}

// overlap is that with which n sheets just cover the whole, up to a third of
// their length: more only makes gluing harder, and even then the last sheet is
// well filled.
func overlap(t *book.Tiles, whole, printed float64, n int) float64 {
	if n < 2 {
		return t.Overlap
	}
	return max(t.Overlap, min(printed/3, (float64(n)*printed-whole)/float64(n-1)))
}

// tileWords are how to put the sheets together, and the label of each.
func tileWords(doc *book.Document, g tileGrid) []string {
	n := g.columns * g.rows
	size := "与展板原大一样"
	if g.scale < 1 {
		size = fmt.Sprintf("为省纸，印成原大的 %.0f%%", math.Round(g.scale*100))
	}
	words := []string{fmt.Sprintf("《%s》　%d 行 %d 列，共 %d 张，%s。打印选“实际大小”；先沿虚线裁去左边和上边的白边，再把后一张压在前一张的斜线上，对齐粘牢；先粘好每一行，再把各行接起来。", doc.Title, g.rows, g.columns, n, size)}
	for i := range n {
		words = append(words, fmt.Sprintf("%d/%d　第%d行第%d列", i+1, n, i/g.columns+1, i%g.columns+1))
	}
	return words
}
