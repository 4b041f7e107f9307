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
	tableChars = 41.0
	cellPad    = 1.0
	shortCell  = 6.0 // characters that are not worth breaking
)

// date is a cell that looks torn when it is broken.
var date = regexp.MustCompile(`^\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?$`)

// weigh shares a table's width out among its columns: each gets what its
// longest word or short cell needs, and of the rest a share by what it would
// take to hold its cells in one line. In a crowded table fewer cells count as
// short, so that long texts do not become towers.
func weigh(t *Table) *Table { return weighOn(t, Official) }

// weighOn is the same for another page.
func weighOn(t *Table, page Layout) *Table {
	tableChars := math.Floor((page.Width - page.Left - page.Right) / (Official.Width - Official.Left - Official.Right) * tableChars)
	least, most := measure(t, shortCell)
	if room := tableChars - sum(least); room < (sum(most)-sum(least))/3 {
		least, most = measure(t, shortCell-2)
	}
	room, wish := tableChars-sum(least), sum(most)-sum(least)
	for i := range t.Columns {
		t.Columns[i].Weight = least[i]
		if room > 0 && wish > 0 {
			t.Columns[i].Weight += (most[i] - least[i]) * min(1, room/wish)
		}
	}
	return t
}

// measure is what each column needs at least, and at most takes. Cells of no
// more than short characters are not broken.
func measure(t *Table, short float64) (least, most []float64) {
	least, most = make([]float64, len(t.Columns)), make([]float64, len(t.Columns))
	for i := range t.Columns {
		least[i], most[i] = 1, 1
		for _, rows := range [][]Row{t.Header, t.Rows} {
			for _, r := range rows {
				if c := cellAt(r, i); c != nil && c.ColSpan <= 1 {
					n, whole := needs(c.Text, short)
					least[i], most[i] = max(least[i], n), max(most[i], min(whole, tableChars*0.6))
				}
			}
		}
		least[i], most[i] = least[i]+cellPad, max(most[i], least[i])+cellPad
	}
	return least, most
}

func sum(list []float64) float64 {
	var s float64
	for _, x := range list {
		s += x
	}
	return s
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

// needs is how many characters of width a text cannot do without, and how many
// it takes in one line. Chinese breaks anywhere, a word or number nowhere.
func needs(text []Inline, short float64) (least, whole float64) {
	word := 0.0
	longest, line := 0.0, 0.0
	for _, in := range text {
		if in.Break {
			word, line = 0, 0
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
			line += w
			longest, whole = max(longest, word), max(whole, line)
		}
	}
	if whole <= short || len(text) == 1 && date.MatchString(text[0].Text) {
		return whole, whole
	}
	return min(max(longest, 3), 12), whole
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
