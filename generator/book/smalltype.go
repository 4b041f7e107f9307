package book

import (
	"slices"
	"strings"

	"showcase/generator/diag"
	"showcase/generator/markdown"
)

// In points: the least type of a table that is read on paper, and what goes with
// it at either side of a cell in PDF and in Word. The writers go on to smaller
// type where a table does not fit in it.
const (
	readableType = 9.0
	readablePad  = 2.5
	wordPad      = 4.0
	wordColumn   = 4.0 // characters that Word's columns have before the type is made smaller
)

// placed notes where in a page's file a table is written.
func (c *converter) placed(n *markdown.Node, t *Table) *Table {
	if text := c.page.Text(); text != nil {
		c.written[t] = Origin{File: c.page.File, Pos: diag.NewSource(c.page.File, text).Pos(c.page.BodyStart + n.Pos)}
	}
	return t
}

// smallType tells of tables with so many columns that their type would be too
// small to read, wherever they stand and whatever format is made.
func (a *assembler) smallType(blocks []Block, page Layout) {
	for _, b := range blocks {
		switch b := b.(type) {
		case *Turned:
			a.smallType(b.Blocks, page.Turned())
		case *Quote:
			a.smallType(b.Blocks, page)
		case *Notice:
			a.smallType(b.Blocks, page)
		case *ListBlock:
			for _, item := range b.Items {
				a.smallType(item.Blocks, page)
			}
		case *Table:
			if !b.readableOn(page) {
				a.tooManyColumns(b)
			}
		}
	}
}

// readableOn reports that a table's longest words have room in readable type.
func (t *Table) readableOn(page Layout) bool {
	longest, widest := make([]float64, len(t.Columns)), make([]float64, len(t.Columns)) // by column
	for _, rows := range [][]Row{t.Header, t.Rows} {
		for _, r := range rows {
			at := 0
			for _, c := range r.Cells {
				if c.ColSpan <= 1 && at < len(t.Columns) {
					ink := inkOf(c.Text)
					longest[at], widest[at] = max(longest[at], ink.word), max(widest[at], slices.Max(ink.lines))
				}
				at += max(1, c.ColSpan)
			}
		}
	}
	room := (page.Width - page.Left - page.Right) * pointsPerMM
	pdf, word := 0.0, 0.0
	for k := range t.Columns {
		pdf += max(1, longest[k])*readableType + 2*readablePad
		word += max(1, min(widest[k], max(longest[k], wordColumn)))*readableType + 2*min(wordPad, room/float64(len(t.Columns))/10)
	}
	return max(pdf, word) <= room
}

func (a *assembler) tooManyColumns(t *Table) {
	at, known := a.written[t]
	if !known {
		at = Origin{File: a.work.Source, Pos: diag.Pos{Line: 1, Column: 1}}
	}
	name := t.Caption
	if name == "" && len(t.Header) > 0 {
		var heads []string
		for _, c := range t.Header[0].Cells[:min(3, len(t.Header[0].Cells))] {
			heads = append(heads, plainText(c.Text))
		}
		name = strings.Join(heads, "、") + "……"
	}
	a.diags = append(a.diags, diag.Diagnostic{File: at.File, Start: at.Pos, Severity: diag.Warning, Code: "print/small-type",
		Message: diag.Say("表格“%[1]s”有%[2]d栏，纸上的字不到8磅（六号或更小），很难看清", "the table %[1]q has %[2]d columns: its type on paper is smaller than 8 pt and hard to read", name, len(t.Columns)),
		Hint:    diag.Say("拆成两张表，或者只留要紧的几栏；长的栏目名换成短的；一行一条的名单和记录可以放进登记表，登记表横着印，零星的栏会并成“备注”", "make two tables of it or leave columns out; shorten long heads; a list with a row for each thing may be kept as a register, which prints on turned sheets and puts rare columns together")})
}
