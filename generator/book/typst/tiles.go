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
	}{{"width", doc.Layout.Width}, {"height", doc.Layout.Height}, {"sheet-width", grid.width}, {"sheet-height", grid.height}, {"margin", t.Margin}, {"overlap", t.Overlap}} {
		w.print(v.name, ": ", number(v.value), "mm, ")
	}
	words := tileWords(doc, grid)
	w.print("columns: ", strconv.Itoa(grid.columns), ", rows: ", strconv.Itoa(grid.rows), ", how: ", w.contents(Hei, words[:1]), ", labels: ", w.contents(Hei, words[1:]), ")\n#places(())\n")
	src.text = []byte(w.String())
	pdf, _, _, err := c.make(src, folder)
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
	width, height float64
}

// tiling takes the sheets upright or lying, whichever needs fewer.
func tiling(t *book.Tiles, width, height float64) tileGrid {
	count := func(whole, sheet float64) int {
		printed := sheet - 2*t.Margin
		return max(1, int(math.Ceil((whole-t.Overlap)/max(printed-t.Overlap, 1))))
	}
	g := tileGrid{count(width, t.Width), count(height, t.Height), t.Width, t.Height}
	if turned := (tileGrid{count(width, t.Height), count(height, t.Width), t.Height, t.Width}); turned.columns*turned.rows < g.columns*g.rows {
		return turned
	}
	return g
}

// tileWords are how to put the sheets together, and the label of each.
func tileWords(doc *book.Document, g tileGrid) []string {
	n := g.columns * g.rows
	words := []string{fmt.Sprintf("《%s》　%d 行 %d 列，共 %d 张。打印选“实际大小”；先沿虚线裁去左边和上边的白边，再把后一张压在前一张的斜线上，对齐粘牢；先粘好每一行，再把各行接起来。", doc.Title, g.rows, g.columns, n)}
	for i := range n {
		words = append(words, fmt.Sprintf("%d/%d　第%d行第%d列", i+1, n, i/g.columns+1, i%g.columns+1))
	}
	return words
}
