package typst

import (
	"math"
	"strings"

	"showcase/generator/book"
	"showcase/generator/diag"
)

// setting is how a table is set where its columns are too many or too narrow
// for the usual way: smaller type, and columns at least as wide as their
// longest word. The zero setting is the usual one.
type setting struct {
	size, inset float64   // points
	widths      []float64 // of the columns, in points
}

// settings are those that a crowded table is tried in: 五号, 小五, 六号, 小六, 七号.
func settings() []setting {
	return []setting{{size: tableSize, inset: tableInset}, {size: 9, inset: 2.5}, {size: 7.5, inset: 1.5}, {size: 6.5, inset: 1.3}, {size: 5.5, inset: 1.1}}
}

const tableInset = 4.0 // pt at either side of a cell, as the template has it

// crowded finds the setting of a table with so many columns.
func (w *writer) crowded(t *book.Table, columns int) setting {
	l := w.doc.Layout
	room := (l.Width - l.Left - l.Right) * pointsPerMM
	needs := wordWidths(t, columns)
	weights := 0.0
	for i := range columns {
		weights += column(t, i).Weight
	}
	if fits(t, needs, room, weights) {
		return setting{}
	}
	shares := make([]float64, columns)
	for i := range shares {
		if shares[i] = room / float64(columns); weights > 0 && column(t, i).Weight > 0 {
			shares[i] = column(t, i).Weight / weights * room
		}
	}
	var s setting
	for _, s = range settings() {
		if s.spread(needs, shares, room) {
			return s
		}
	}
	w.find(Finding{Severity: diag.Warning, Code: "print/wide-table", Near: clip(t.Caption), Message: diag.Say(
		"表格“%[1]s”有 %[2]d 栏，用最小的字也排不下，相邻的字会叠在一起；请拆成两张表，或者减少几栏",
		"the table %[1]q has %[2]d columns, too many even for the smallest type: words will lie over each other. Make two tables of it, or leave columns out", t.Caption, columns)})
	return s
}

// spread sets the columns' widths: as they are shared out, but none narrower
// than its longest word, at the cost of those that have more than they need.
// It reports whether there is room.
func (s *setting) spread(needs, shares []float64, room float64) bool {
	s.widths = make([]float64, len(needs))
	wanting, spare, total := 0.0, 0.0, 0.0
	for i, n := range needs {
		s.widths[i] = n*s.size + 2*s.inset
		total += s.widths[i]
		wanting += max(0, s.widths[i]-shares[i])
		spare += max(0, shares[i]-s.widths[i])
	}
	if total > room {
		return false
	}
	for i, least := range s.widths {
		if more := shares[i] - least; more > 0 {
			s.widths[i] += more * max(0, 1-wanting/spare)
		}
	}
	return true
}

// fits tells whether each column's longest word has room in the usual setting.
func fits(t *book.Table, needs []float64, room, weights float64) bool {
	total := 0.0
	weighted := true
	for i, n := range needs {
		total += n*tableSize + 2*tableInset
		weighted = weighted && column(t, i).Weight > 0
	}
	if total > room || !weighted {
		return total <= room
	}
	for i, n := range needs {
		if n*tableSize+2*tableInset > column(t, i).Weight/weights*room+1 {
			return false
		}
	}
	return true
}

// wordWidths is the width in characters that each column cannot do without:
// Chinese breaks anywhere, a word or a number nowhere.
func wordWidths(t *book.Table, columns int) []float64 {
	out := make([]float64, columns)
	for i := range out {
		out[i] = 1
	}
	for _, rows := range [][]book.Row{t.Header, t.Rows} {
		for _, row := range arrange(rows, columns) {
			for _, c := range row {
				if c.cell != nil && c.across == 1 {
					out[c.column] = max(out[c.column], longestWord(c.cell.Text))
				}
			}
		}
	}
	return out
}

func longestWord(text []book.Inline) float64 {
	var whole strings.Builder
	for _, in := range text {
		whole.WriteString(in.Text)
		if in.Break {
			whole.WriteByte('\n')
		}
	}
	longest, word := 0.0, 0.0
	for _, r := range breakable(whole.String()) {
		switch {
		case invisible(r):
			word = 0
		case r < 0x2E80:
			word += 0.55
		default:
			word = 1
		}
		longest = max(longest, word)
	}
	return math.Ceil(longest*10) / 10
}
