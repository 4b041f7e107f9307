package form

import (
	"slices"
	"strconv"
	"strings"

	"showcase/generator/diag"
)

// table is a table of a form as its reader sees it.
type table struct {
	no    int // in the document, from 1
	node  *node
	rows  []*node
	cells [][]*cell
	grid  [][]*cell // by row: the cells that cover a part of it
}

// cell is one cell; those that a merge hides are none.
type cell struct {
	node       *node
	row, col   int
	span, down int // columns and rows that it covers
	lines      []*line
	text       string // of its paragraphs, without tables inside
	empty      bool   // nothing but room to write in
	done       bool
}

// read makes the grid of a table.
func (w *writing) read(n *node, no int) *table {
	t := &table{no: no, node: n, rows: n.nearest("tr", "tbl tc")}
	open := map[int]*cell{} // by column: the cell that a merge continues
	for r, tr := range t.rows {
		col, _ := strconv.Atoi(value(tr.child("trPr", "gridBefore")))
		var row, covers []*cell
		for _, tc := range tr.nearest("tc", "tbl p") {
			c := w.cell(tc, r, col)
			merge := tc.child("tcPr", "vMerge")
			col += c.span
			switch top := open[c.col]; {
			case merge != nil && merge.attr("val") != "restart" && top != nil:
				top.down++
				covers = append(covers, top)
				continue
			case merge != nil:
				open[c.col] = c
			default:
				delete(open, c.col)
			}
			row, covers = append(row, c), append(covers, c)
		}
		t.cells, t.grid = append(t.cells, row), append(t.grid, covers)
	}
	return t
}

func value(n *node) string {
	if n == nil {
		return ""
	}
	return n.attr("val")
}

func (w *writing) cell(tc *node, row, col int) *cell {
	c := &cell{node: tc, row: row, col: col, span: 1, down: 1, empty: true}
	if n, err := strconv.Atoi(value(tc.child("tcPr", "gridSpan"))); err == nil && n > 1 && n < 1000 {
		c.span = n
	}
	var text []string
	for _, p := range tc.nearest("p", "tbl tc txbxContent") {
		l := w.lines[p]
		if l == nil {
			continue
		}
		c.lines = append(c.lines, l)
		text = append(text, l.text)
		c.empty = c.empty && l.blank()
	}
	c.text = strings.Join(text, "\n")
	if len(c.lines) == 0 || len(tc.nearest("tbl", "p")) > 0 {
		c.empty = false
	}
	// A cell that says only how much may be written is empty too.
	if !c.empty && limitIn(c.text) > 0 && fold(remark.ReplaceAllString(c.text, "")) == "" && !strings.Contains(c.text, "{{") {
		c.empty = true
	}
	return c
}

// at is the cell that covers a place of the grid, nil if there is none.
func (t *table) at(row, col int) *cell {
	if row < 0 || row >= len(t.grid) {
		return nil
	}
	i := slices.IndexFunc(t.grid[row], func(c *cell) bool { return c.col <= col && col < c.col+c.span })
	if i < 0 {
		return nil
	}
	return t.grid[row][i]
}

// place is where something stands, for findings.
type place = diag.Text

func (t *table) place(row int) place {
	return diag.Say("表%[1]d第%[2]d行", "Table %[1]d, row %[2]d", t.no, row+1)
}

// fill fills the cells of a table that stand beside or below their labels.
func (w *writing) fill(t *table) {
	for r, row := range t.cells {
		if w.repeats(t.rows[r]) {
			continue
		}
		for _, c := range row {
			if c.empty || c.done || strings.ContainsAny(c.text, openBox) {
				continue
			}
			if w.label(t, c); c.done {
				for _, l := range c.lines { // it asks no more
					w.done[l] = true
				}
			}
		}
	}
	for _, row := range t.cells {
		for _, c := range row {
			unticked := strings.ContainsAny(c.text, openBox) && !strings.ContainsAny(c.text, tickedBox)
			if (c.empty || unticked) && !c.done && !w.repeats(t.rows[c.row]) {
				w.left(t, c)
			}
		}
	}
}

// label fills the cell that a label cell names: the one to its right, or the
// one below if that to the right says something too.
func (w *writing) label(t *table, c *cell) {
	right := t.at(c.row, c.col+c.span)
	below := t.at(c.row+c.down, c.col)
	if t.heads(c, right, below) {
		w.list(t, c)
		return
	}
	x := w.find(c.text)
	if x == nil {
		return
	}
	at := t.place(c.row)
	switch {
	case right != nil && right.row == c.row && strings.ContainsAny(right.text, openBox):
		if w.tickCell(right, x, at) {
			c.done, right.done = true, true
		}
	case x.ByHand && x.Value == "":
		w.taken(x)
		for _, n := range []*cell{right, below} {
			if n != nil && n.empty {
				n.done = true
				break
			}
		}
	case right != nil && right.empty && !right.done:
		w.put(right, x, c.text+right.text, at)
		c.done = true
	case (right == nil || !right.empty) && below != nil && below.empty && !below.done && below.col == c.col:
		w.put(below, x, c.text+below.text, at)
		c.done = true
	}
}

// heads reports whether a cell heads a column of several empty rows: a list,
// which one answer does not fill.
func (t *table) heads(c, right, below *cell) bool {
	if right != nil && right.empty || below == nil || !below.empty || below.col != c.col || below.span != c.span {
		return false
	}
	next := t.at(below.row+below.down, c.col)
	return next != nil && next.empty && next.col == c.col && next.span == c.span
}

// list tells once of an empty list and how to have it filled.
func (w *writing) list(t *table, c *cell) {
	for _, x := range t.cells[c.row] {
		if x.done {
			continue
		}
		if below := t.at(x.row+x.down, x.col); x.empty || below == nil || !below.empty {
			continue
		}
		x.done = true
	}
	at := t.place(c.row)
	w.hint("form/list", diag.Say("%[1]s下面像一张清单，没有填", "%[2]s heads what looks like a list; it is not filled", at.ZH, at.EN),
		diag.Say("要列登记过的内容，在第一空行各栏里写，例如：{{获奖.日期}}、{{获奖.奖项}}，其余空行删去", "To list records, write into the first empty row e.g. {{获奖.日期}} and {{获奖.奖项}}, and delete the other empty rows"))
}

// put writes the value of a field into an empty cell. An answer without words
// leaves it as it is.
func (w *writing) put(c *cell, x *Field, label string, at place) {
	text := w.use(x, label, at)
	if strings.TrimSpace(text) == "" {
		return
	}
	c.done = true
	w.filled++
	w.write(c, strings.Split(strings.Trim(text, "\n"), "\n"))
}

// left tells of a cell with a label that is empty, or none of whose boxes is
// ticked.
func (w *writing) left(t *table, c *cell) {
	label := t.at(c.row, c.col-1)
	if c.col == 0 || label == nil || label.empty || label.row != c.row {
		label = t.at(c.row-1, c.col)
		if c.row == 0 || label == nil || label.empty || label.done || label.col != c.col {
			return
		}
	}
	if label.done || !isLabel(label.text) || byHand(label.text) {
		return
	}
	label.done = true
	at := t.place(c.row)
	w.tell("form/empty", diag.Say("%[1]s“%[3]s”没有填", "%[2]s: “%[3]s” is empty", at.ZH, at.EN, shown(label.text)), diag.Say("在申报材料的 form 里加一栏，例如：{label: %[1]s, value: …}；没有的写“无”", "Add a box to the dossier's form:, e.g. {label: %[1]s, value: …}; write 无 for none", shown(remark.ReplaceAllString(label.text, ""))))
}

// isLabel reports whether a text is short enough to name a box.
func isLabel(text string) bool {
	n := len([]rune(fold(text)))
	return n > 0 && n <= 30 && !strings.ContainsAny(text, openBox) && !strings.Contains(text, "{{")
}

// tickCell ticks the boxes of a cell.
func (w *writing) tickCell(c *cell, x *Field, at place) bool {
	any := false
	for _, l := range c.lines {
		if changes, ok := tick(l.text, x.Value); ok {
			w.change(l, changes)
			any = true
		}
	}
	if x.Value == "" {
		return false
	}
	w.taken(x)
	if any {
		w.filled++
	} else {
		w.noChoice(x, c.text, at)
	}
	return true
}

func (w *writing) noChoice(x *Field, text string, at place) {
	var choices []string
	for _, b := range boxes(text) {
		choices = append(choices, b.choice)
	}
	w.tell("form/no-choice", diag.Say("%[1]s“%[3]s”填的是“%[4]s”，表里只有：%[5]s", "%[2]s: “%[3]s” is “%[4]s”, but the form offers: %[5]s", at.ZH, at.EN, x.Names[0], shown(x.Value), strings.Join(choices, "、")),
		diag.Say("把申报材料里这一栏改成表里的一个选项", "Give this box one of these choices in the dossier"))
}
