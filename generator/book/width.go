package book

import (
	"math"
	"regexp"
	"slices"
	"unicode"
)

// The width of a page in characters of a table's type (10.5 pt on 156 mm), and
// what the edges of a cell take of it.
const (
	tableChars = 42.0
	cellPad    = 0.85
	shortCell  = 6.0 // characters that are not worth breaking
)

// date is a cell that looks torn when it is broken.
var date = regexp.MustCompile(`^\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?$`)

// weigh shares a table's width out among its columns so that its rows take as
// few lines as can be: each column gets what its longest word needs, and what is
// left goes, piece by piece, where it saves most lines. A column that lacks a
// character for half its cells comes before one that would have to double.
func weigh(t *Table) *Table { return weighOn(t, Official) }

// weighOn is the same for another page.
func weighOn(t *Table, page Layout) *Table {
	s := newShares(t, pageChars(page))
	for s.widen() {
	}
	for i, w := range s.final() {
		t.Columns[i].Weight = math.Round(w*100) / 100
	}
	return t
}

// pageChars is the width of a page's type area in characters of a table's type.
func pageChars(page Layout) float64 {
	return math.Floor((page.Width - page.Left - page.Right) / (Official.Width - Official.Left - Official.Right) * tableChars)
}

// crowdedOn reports that a table has many columns, and that they are so narrow
// on the page that most rows take several lines.
func (t *Table) crowdedOn(page Layout) bool {
	if len(t.Columns) < wideColumns-1 {
		return false
	}
	s := newShares(t, pageChars(page))
	for s.widen() {
	}
	lines := 0.0
	for _, row := range s.cells {
		highest := 1.0
		for k, c := range row {
			if c != nil {
				highest = max(highest, c.height(s.widths[k]))
			}
		}
		lines += highest
	}
	return s.room < 0 || lines > crowdedLines*float64(len(s.cells))
}

// crowdedLines is how many lines a row of a table takes at most on average
// before it is better off on a turned sheet.
const crowdedLines = 2.2

// mostWeighed is how many rows of a table are looked at: of a longer one a part
// tells what the whole is like.
const mostWeighed = 120

// shares are the widths of a table's columns while they are found, in
// characters without the edges of the cells.
type shares struct {
	cells  [][]*ink  // by row and column; nil: empty, or covered by a span
	widths []float64 // by column
	most   []float64 // by column: all its cells stand in one line
	room   float64   // what is left
}

// ink is what a cell takes: the width of each of its lines, its longest word,
// and whether it should not be broken at all.
type ink struct {
	lines []float64
	word  float64
	short bool
}

func newShares(t *Table, room float64) *shares {
	n := len(t.Columns)
	s := &shares{widths: make([]float64, n), most: make([]float64, n), room: room - float64(n)*cellPad}
	rows := slices.Concat(t.Header, t.Rows)
	step := 1 + len(rows)/mostWeighed
	for i := 0; i < len(rows); i += step {
		line := make([]*ink, n)
		for k := range n {
			if c := cellAt(rows[i], k); c != nil && c.ColSpan <= 1 && len(c.Text) > 0 {
				line[k] = inkOf(c.Text)
			}
		}
		s.cells = append(s.cells, line)
	}
	for k := range n {
		s.widths[k], s.most[k] = 1, 1
		for _, line := range s.cells {
			if c := line[k]; c != nil {
				s.widths[k] = max(s.widths[k], min(max(c.word, 2), 12))
				s.most[k] = max(s.most[k], slices.Max(c.lines))
			}
		}
		s.room -= s.widths[k]
	}
	return s
}

// steps are by how much a column may be widened at once: a greater step shows
// what several small ones, of which none saves a line, do together.
var steps = [...]float64{0.5, 1, 1.5, 2, 3, 4, 6, 8, 12}

// widen gives room to the column where it saves most for its width, and reports
// whether it saved anything.
func (s *shares) widen() bool {
	column, by, best := 0, 0.0, 0.0
	for k := range s.widths {
		now := s.height(k, s.widths[k])
		for _, d := range steps {
			if d > s.room {
				break
			}
			if gain := (now - s.height(k, s.widths[k]+d)) / d; gain > best+1e-9 {
				column, by, best = k, d, gain
			}
		}
	}
	if by == 0 {
		return false
	}
	s.widths[column] += by
	s.room -= by
	return true
}

// tornCell is what a short cell counts more, in lines, when it is broken; and
// looseCell is what every line of a cell counts even where another cell of its
// row is higher, so that the way there is seen.
const (
	tornCell  = 0.6
	looseCell = 0.15
)

// height is what all rows take if a column has the width, in lines.
func (s *shares) height(column int, width float64) float64 {
	sum := 0.0
	for _, row := range s.cells {
		highest := 1.0
		for k, c := range row {
			if c == nil {
				continue
			}
			w := s.widths[k]
			if k == column {
				w = width
			}
			n := c.height(w)
			highest = max(highest, n)
			sum += looseCell * n
			if c.short && n > float64(len(c.lines)) {
				sum += tornCell
			}
		}
		sum += highest
	}
	return sum
}

func (c *ink) height(width float64) float64 {
	n := 0.0
	for _, line := range c.lines {
		n += max(1, math.Ceil(line/width-1e-9))
	}
	return n
}

// final are the widths with the edges of the cells, once nothing is gained any
// more: what is left is shared by what columns could still use, else by all.
func (s *shares) final() []float64 {
	out := make([]float64, len(s.widths))
	wish := 0.0
	for k, w := range s.widths {
		wish += max(0, s.most[k]-w)
	}
	room := max(s.room, 0)
	for k, w := range s.widths {
		if wish > 0 {
			w += max(0, s.most[k]-w) * min(1, room/wish)
		}
		out[k] = w + cellPad
	}
	return out
}

// inkOf measures a text. Chinese breaks anywhere, a word or number nowhere.
func inkOf(text []Inline) *ink {
	c := &ink{lines: []float64{0}}
	word := 0.0
	for _, in := range text {
		if in.Break {
			c.lines = append(c.lines, 0)
			word = 0
			continue
		}
		for _, r := range in.Text {
			w := 1.0
			if r < 0x2E80 {
				w = 0.55 // a digit or a letter
			}
			if w == 1 || unicode.IsSpace(r) {
				word = 0
			}
			word += w
			c.word = max(c.word, word)
			c.lines[len(c.lines)-1] += w
		}
		if in.Picture != "" {
			c.lines[len(c.lines)-1] += 2
		}
	}
	c.short = slices.Max(c.lines) <= shortCell || len(text) == 1 && date.MatchString(text[0].Text)
	return c
}

// cellAt is the cell that begins in a column; nil where a span covers it.
func cellAt(r Row, column int) *Cell {
	at := 0
	for i := range r.Cells {
		if at == column {
			return &r.Cells[i]
		}
		at += max(1, r.Cells[i].ColSpan)
	}
	return nil
}

// width is a text's width in characters, two Latin ones counting as one; of
// several lines, the widest.
func width(text []Inline) int {
	half, widest := 0, 0
	for _, in := range text {
		if in.Break {
			half = 0
		}
		for _, r := range in.Text {
			half++
			if r > 0x2E80 {
				half++
			}
		}
		widest = max(widest, half)
	}
	return (widest + 1) / 2
}

// align centres the columns of short cells, as official tables do.
func align(t *Table) *Table {
	for i := range t.Columns {
		if !slices.ContainsFunc(t.Rows, func(r Row) bool {
			c := cellAt(r, i)
			return c != nil && float64(width(c.Text)) > shortCell+2
		}) {
			t.Columns[i].Align = Center
		}
	}
	return t
}

// withoutEmptyColumns drops the columns that have nothing below their heads.
// The table must have no spans.
func withoutEmptyColumns(t *Table) *Table {
	for i := len(t.Columns) - 1; i >= 0; i-- {
		if slices.ContainsFunc(t.Rows, func(r Row) bool { return i < len(r.Cells) && len(r.Cells[i].Text) > 0 }) {
			continue
		}
		t.Columns = slices.Delete(t.Columns, i, i+1)
		for _, rows := range [][]Row{t.Header, t.Rows} {
			for k := range rows {
				if i < len(rows[k].Cells) {
					rows[k].Cells = slices.Delete(rows[k].Cells, i, i+1)
				}
			}
		}
	}
	return t
}
