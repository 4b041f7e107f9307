package docx

import (
	"slices"

	"showcase/generator/book"
)

// maxColumns is what Word opens; a table with more counts as damaged.
const maxColumns = 63

// slot is one cell as Word wants it: every place of the grid is covered, a
// cell that spans rows is followed by continuations.
type slot struct {
	text []book.Inline
	span int  // columns
	top  bool // first of several rows
	cont bool // continued from the row above
}

// arrange lays rows on a grid and returns the number of columns it takes.
// Spans that reach over the edge or into another cell are cut; cells beyond
// the last column that Word can have join the last one.
func arrange(rows []book.Row, columns int) ([][]slot, int) {
	type hold struct {
		rows, span int
		owner      *slot
	}
	open := make([]hold, maxColumns+1)
	grid := make([][]slot, len(rows))
	for r, row := range rows {
		col := 0
		cells := row.Cells
		var last *slot // the visible cell at the right end
		grid[r] = make([]slot, 0, maxColumns)
		for col < maxColumns {
			if h := &open[col]; h.rows > 0 {
				grid[r] = append(grid[r], slot{span: h.span, cont: true})
				last = h.owner
				h.rows--
				col += h.span
				continue
			}
			if len(cells) == 0 {
				if !anyOpen(col, func(i int) bool { return open[i].rows > 0 }) {
					break
				}
				grid[r] = append(grid[r], slot{span: 1})
				last = &grid[r][len(grid[r])-1]
				col++
				continue
			}
			c := cells[0]
			cells = cells[1:]
			span := 1
			for span < c.ColSpan && col+span < maxColumns && open[col+span].rows == 0 {
				span++
			}
			down := min(max(c.RowSpan, 1), len(rows)-r)
			grid[r] = append(grid[r], slot{text: c.Text, span: span, top: down > 1})
			last = &grid[r][len(grid[r])-1]
			open[col] = hold{down - 1, span, last}
			col += span
		}
		for _, c := range cells {
			text := append(slices.Clip(last.text), book.Inline{Break: true})
			last.text = append(text, c.Text...)
		}
		columns = max(columns, col)
	}
	return grid, min(max(columns, 1), maxColumns)
}

func anyOpen(from int, is func(int) bool) bool {
	for i := from; i < maxColumns; i++ {
		if is(i) {
			return true
		}
	}
	return false
}

// fill completes short rows with empty cells.
func fill(grid [][]slot, columns int) {
	for r := range grid {
		n := 0
		for _, c := range grid[r] {
			n += c.span
		}
		for ; n < columns; n++ {
			grid[r] = append(grid[r], slot{span: 1})
		}
	}
}
