package markdown

import "strings"

// grid says where a table stands in a run of lines: header, delimiter and body
// are the offsets at which its header, its second line and its rows begin.
type grid struct {
	header, delimiter, body int
	align                   []Alignment
}

// findTable looks for a line |---|---| with as many columns as the line before.
func findTable(s string) (grid, bool) {
	prev := 0
	at := strings.IndexByte(s, '\n') + 1
	for at > 0 && at < len(s) {
		end := nextLine(s, at)
		if align := delimiterRow(s[at:end]); align != nil {
			if cells, _ := splitRow(s, prev, at, 0); len(cells) == len(align) {
				return grid{prev, at, end, align}, true
			}
		}
		prev, at = at, end
	}
	return grid{}, false
}

func nextLine(s string, i int) int {
	if n := strings.IndexByte(s[i:], '\n'); n >= 0 {
		return i + n + 1
	}
	return len(s)
}

// delimiterRow returns the alignments of | :--- | ---: |, nil when the line is
// none.
func delimiterRow(line string) []Alignment {
	line = strings.TrimSpace(line)
	if line == "" || strings.IndexByte("|:-", line[0]) < 0 || strings.Trim(line, "|:- \t") != "" ||
		strings.Trim(line, "-") == "" {
		return nil
	}
	line = strings.TrimSuffix(strings.TrimPrefix(line, "|"), "|")
	var align []Alignment
	for c := range strings.SplitSeq(line, "|") {
		c = strings.TrimSpace(c)
		left, right := strings.HasPrefix(c, ":"), strings.HasSuffix(c, ":")
		dashes := strings.TrimSuffix(strings.TrimPrefix(c, ":"), ":")
		if dashes == "" || strings.Trim(dashes, "-") != "" {
			return nil
		}
		switch {
		case left && right:
			align = append(align, AlignCenter)
		case left:
			align = append(align, AlignLeft)
		case right:
			align = append(align, AlignRight)
		default:
			align = append(align, AlignNone)
		}
	}
	return align
}

// cell is s[from:to], without the spaces around.
type cell struct{ from, to int }

// splitRow cuts the line s[from:to] at its strokes. With limit > 0 what is too
// much stays in the last cell; more says that there was such.
func splitRow(s string, from, to, limit int) (cells []cell, more bool) {
	for to > from && strings.IndexByte(" \t\r\n", s[to-1]) >= 0 {
		to--
	}
	for from < to && (s[from] == ' ' || s[from] == '\t') {
		from++
	}
	if from < to && s[from] == '|' {
		from++
	}
	if to > from && s[to-1] == '|' && (to-2 < from || s[to-2] != '\\') {
		to--
	}
	start := from
	for i := from; i < to; {
		switch c := s[i]; {
		case c == '\\':
			i += 2
			continue
		case c == '|' && limit > 0 && len(cells) == limit-1:
			more = true
		case c == '|':
			cells = append(cells, trimCell(s, start, i))
			start = i + 1
		case (c == '[' || c == '{') && i+1 < to && s[i+1] == c:
			i = skipPair(s, i, to)
			continue
		}
		i++
	}
	return append(cells, trimCell(s, start, to)), more
}

// skipPair returns where [[…]] or {{…}} at s[i:] ends: a stroke within does not
// part cells.
func skipPair(s string, i, to int) int {
	ends := "[]"
	if s[i] == '{' {
		ends = "{}"
	}
	n := strings.IndexAny(s[i+2:to], ends)
	if n < 0 || !strings.HasPrefix(s[i+2+n:to], ends[1:]+ends[1:]) {
		return i + 2
	}
	return i + n + 4
}

func trimCell(s string, from, to int) cell {
	t, lead := trimBlank(s[from:to])
	return cell{from + lead, from + lead + len(t)}
}

// maxFilled is how many cells of a page may be missing from its rows: each
// missing cell costs nothing to write and a node to hold.
const maxFilled = 50_000

func (p *page) table(a *appender, s span, g grid) {
	n := p.at(Table, s.pos(g.header))
	n.Align = g.align
	rows := appender{parent: n}
	head, _ := splitRow(s.s, g.header, g.delimiter, 0)
	row := p.row(s, g.header, head, g)
	row.Header = true
	rows.add(row)
	for at := g.body; at < len(s.s); {
		end := nextLine(s.s, at)
		cells, more := splitRow(s.s, at, end, len(g.align))
		if more {
			p.cellsTooMany(s.pos(at), s.lineStop(at, end), len(g.align))
		} else if len(cells) == 1 && len(g.align) > 1 && strings.IndexByte(s.s[at:end], '|') < 0 {
			p.notARow(s.pos(at), s.lineStop(at, end))
		}
		rows.add(p.row(s, at, cells, g))
		at = end
	}
	a.add(n)
}

func (p *page) row(s span, at int, cells []cell, g grid) *Node {
	row := p.at(TableRow, s.pos(at))
	in := appender{parent: row}
	for _, c := range cells {
		n := p.at(TableCell, s.pos(c.from))
		p.text.read(n, s.cut(c.from, c.to), true)
		in.add(n)
	}
	for i := len(cells); i < len(g.align) && p.filled < maxFilled; i++ {
		p.filled++
		in.add(p.at(TableCell, s.pos(max(0, nextLine(s.s, at)-1))))
	}
	return row
}
