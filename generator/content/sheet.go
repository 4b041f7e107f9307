package content

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"showcase/generator/config"
	"showcase/generator/diag"
	"showcase/generator/markdown"
)

// noRegister is the code of the finding that a table holds no register; the
// file is an asset then.
const noRegister = "register/header"

// headerWithin is how many rows may stand above a sheet's header.
const headerWithin = 20

// sheet is one sheet of a table file: a CSV file, or a sheet of a workbook.
type sheet struct {
	name     string // empty: a CSV file
	rows     [][]cell
	date1904 bool
}

// place is where a piece of the text that stands for a workbook comes from.
type place struct{ start, end, sheet, row, column int }

// cellAt is the cell that the offset belongs to: its row and column. Behind the
// cell's text it is the next column, so that an end is behind its start.
func (x *lineIndex) cellAt(off int) diag.Pos {
	p := x.placeAt(off)
	if off > p.start && off >= p.end {
		return diag.Pos{Line: p.row, Column: p.column + 1}
	}
	return diag.Pos{Line: p.row, Column: p.column}
}

func (x *lineIndex) placeAt(off int) place {
	i, found := slices.BinarySearchFunc(x.cells, off, func(p place, off int) int { return cmp.Compare(p.start, off) })
	if !found && i > 0 {
		i--
	}
	if i >= len(x.cells) {
		return place{row: 1, column: 1}
	}
	return x.cells[i]
}

// isTable reports whether the name is that of a file that may be a register.
func isTable(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".csv", ".xlsx":
		return true
	}
	return false
}

// buildTable makes the item of a CSV or XLSX file: an empty body, a record a row. The
// item is nil if the file cannot be read or holds no register.
func buildTable(o *Options, file, folder string, raw []byte) (*Item, []diag.Diagnostic) {
	b := newBuilder(o, file, nil)
	b.item = &Item{File: file, Pos: diag.Pos{Line: 1, Column: 1}, Type: o.Types.Find(folder), Title: titleOfFile(file)}
	b.item.Body, _ = markdown.Parse(nil)
	b.defaults()
	if strings.EqualFold(path.Ext(file), ".csv") {
		return b.csv(raw)
	}
	return b.workbook(raw)
}

// header finds the header among the first rows: the first that is a register's.
func (b *builder) header(s *sheet) (int, []column) {
	b.sheet = s
	for i, row := range s.rows[:min(len(s.rows), headerWithin)] {
		if len(row) < 2 {
			continue
		}
		if columns, ok := b.columns(row); ok {
			return i, columns
		}
	}
	return -1, nil
}

// read turns the rows below the header into records.
func (b *builder) read(s *sheet, at int, columns []column) {
	b.sheet = s
	header := s.rows[at]
	for n := len(header); n > 0 && header[n-1].text == ""; n-- { // columns that are only there because a row is long
		header, columns = header[:n-1], columns[:n-1]
	}
	b.judgeColumns(header, columns)
	t := &registerTable{columns: columns, above: make([]string, len(columns))}
	b.item.Records = slices.Grow(b.item.Records, len(s.rows)-at)
	for _, row := range s.rows[at+1:] {
		if len(row) > 0 {
			b.row(t, row)
		}
	}
}

// titleAbove is the one text that stands alone in a row above the header.
func titleAbove(rows [][]cell) string {
	for _, row := range rows {
		text, n := "", 0
		for _, c := range row {
			if c.text != "" && c.text != text { // a merged title is the same in all its cells
				text = c.text
				n++
			}
		}
		if n == 1 && !strings.HasPrefix(text, "sep=") {
			return strings.Join(strings.Fields(text), " ")
		}
	}
	return ""
}

// remark reports a row below the table that is no record: one text alone that
// is no title, as 填表人：… or 注：….
func (b *builder) remark(t *registerTable, nodes []config.Node) bool {
	only := -1
	for i := range nodes {
		if nodes[i].Text == "" {
			continue
		}
		if only >= 0 {
			return false
		}
		only = i
	}
	text := nodes[only].Text
	if only < len(t.columns) && t.columns[only].field >= 0 {
		f := &b.item.Type.Fields[t.columns[only].field]
		if f.Common && f.Name == "title" && !slices.ContainsFunc(remarks, func(p string) bool { return strings.HasPrefix(text, p) }) {
			return false
		}
	}
	b.report(diag.Hint, nodes[only].Start, nodes[only].End, "register/remark", diag.Say("这一行只有“%[1]s”，不算一条记录", "this row has %[1]q alone and is no record", shorten(text)), diag.Text{})
	return true
}

var remarks = []string{"注：", "注:", "说明", "备注", "填表", "制表", "审核", "单位（", "单位:", "单位："}

func shorten(s string) string {
	if utf8.RuneCountInString(s) <= 20 {
		return s
	}
	return string([]rune(s)[:20]) + "……"
}

// padded reports whether a row's length is no fault: in a sheet, cells beyond
// the header that are empty; in a workbook, empty cells at the end too, which
// are not kept in the file.
func (b *builder) padded(want int, nodes []config.Node) bool {
	if b.sheet == nil || b.sheet.name == "" && len(nodes) < want {
		return false
	}
	for i := want; i < len(nodes); i++ {
		if nodes[i].Text != "" {
			return false
		}
	}
	return true
}

// sheetCell makes of a sheet's cell what a person would have written: line
// breaks become marks of enumeration or nothing, serial numbers dates. It
// reports and refuses the values of formulas that failed.
func (b *builder) sheetCell(t *Type, c column, n *config.Node) bool {
	kind := KindText
	if c.field >= 0 {
		kind = t.Fields[c.field].Kind
	}
	if strings.HasPrefix(n.Text, "#") && slices.Contains(failures, n.Text) {
		b.report(diag.Error, n.Start, n.End, "register/formula", diag.Say("这一格的公式出了错：%[1]s", "the formula of this cell failed: %[1]s", n.Text), diag.Say("改正公式，或者直接写出内容", "mend the formula or write the value"))
		return false
	}
	if strings.Contains(n.Text, "\n") {
		between := ""
		switch kind {
		case KindTexts, KindChoices, KindPersons, KindAttendance, KindRefs, KindFiles, KindObjects:
			between = "、"
		}
		lines := strings.FieldsFunc(n.Text, func(r rune) bool { return r == '\n' || r == '\r' })
		for i := range lines {
			lines[i] = strings.TrimSpace(lines[i])
		}
		if between == "" && !isHan(n.Text) {
			between = " "
		}
		n.Text = strings.Join(slices.DeleteFunc(lines, func(s string) bool { return s == "" }), between)
	}
	if (kind == KindDate || kind == KindMonth) && len(n.Text) == 6 && strings.HasSuffix(n.Text, ".1") && c.field >= 0 {
		b.report(diag.Hint, n.Start, n.End, "register/october", diag.Say("“%[1]s”读作%[2]s年1月；若表格程序把10月的零去掉了，它本来是10月", "%[1]q is read as January %[2]s; a spreadsheet makes it of 2012.10 too", n.Text, n.Text[:4]),
			diag.Say("写成 %[1]s年1月 或 %[1]s年10月", "write %[1]s-01 or %[1]s-10", n.Text[:4]))
	}
	switch {
	case kind == KindDate || kind == KindMonth || kind == KindRange || c.field < 0 && (strings.Contains(c.name, "日期") || strings.Contains(c.name, "时间")):
		n.Text = serialDate(n.Text, b.sheet.date1904)
	case kind == KindBool && b.sheet.name != "" && (n.Text == "1" || n.Text == "0"):
		n.Text = map[string]string{"1": "是", "0": "否"}[n.Text]
	case kind == KindPercent && b.sheet.name != "":
		if f, err := strconv.ParseFloat(n.Text, 64); err == nil && f <= 1 {
			n.Text = strconv.FormatFloat(f*100, 'f', -1, 64)
		}
	}
	return true
}

// failures are what cells show whose formulas failed.
var failures = []string{"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"}

// serialDate writes out a spreadsheet's number of a day: days since the end of
// 1899, or of 1903. Only five digits count, from 1954 on.
func serialDate(text string, date1904 bool) string {
	if len(text) < 5 || text[0] < '1' || text[0] > '9' || len(text) > 5 && text[5] != '.' {
		return text
	}
	n, err := strconv.ParseFloat(text, 64)
	if date1904 {
		n += 1462
	}
	if err != nil || n < 20000 || n > 80000 {
		return text
	}
	return time.Date(1899, 12, 30+int(n), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// noHeader says that no register was found.
func (b *builder) noHeader() (*Item, []diag.Diagnostic) {
	t := b.item.Type
	var names []string
	for i := range t.Fields {
		if f := &t.Fields[i]; f.Required {
			names = append(names, f.Label)
		}
	}
	severity := diag.Warning
	if t.HandedIn { // files beside texts are mostly attachments
		severity = diag.Hint
	}
	return nil, []diag.Diagnostic{whole(b.file, severity, noRegister, diag.Say("没有找到%[1]s的表头，这个文件当作附件", "no header of a register (%[1]s) was found; the file is an attachment", t.Label),
		diag.Say("表头写在前%[2]d行里，至少要有这些列：%[1]s", "the header stands in the first %[2]d rows and names at least: %[1]s", strings.Join(names, "、"), headerWithin))}
}
