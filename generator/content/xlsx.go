package content

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"showcase/generator/diag"
)

// maxWorkbook bounds what a workbook may unpack to, in bytes.
const maxWorkbook = 256 << 20

// workbook reads the registers of an XLSX file: the first sheet that is shown,
// and each further one that has a register's header. Places are cells: the
// line is the row, the column the column's number.
func (b *builder) workbook(raw []byte) (*Item, []diag.Diagnostic) {
	f, err := excelize.OpenReader(bytes.NewReader(raw), excelize.Options{RawCellValue: true, UnzipSizeLimit: maxWorkbook, UnzipXMLSizeLimit: maxWorkbook})
	if err != nil {
		return nil, []diag.Diagnostic{whole(b.file, diag.Error, "register/workbook", diag.Say("打不开这个工作簿：%[1]v", "the workbook cannot be opened: %[1]v", err),
			diag.Say("用 Excel 或 WPS 打开，不加密码，另存为 .xlsx 或 .csv", "open it, take off any password and save it as .xlsx or .csv"))}
	}
	defer f.Close()
	x := &workbookReader{f: f}
	x.formulas, x.merged, x.hides = x.has("<f>", "<f "), x.has("<mergeCells>", "<mergeCells "), x.has(`hidden="1"`, `hidden="true"`)
	if p, err := f.GetWorkbookProps(); err == nil && p.Date1904 != nil {
		x.date1904 = *p.Date1904
	}
	var sheets []*sheet
	for _, name := range f.GetSheetList() {
		if shown, err := f.GetSheetVisible(name); err != nil || !shown {
			continue
		}
		s, err := x.sheet(name)
		if err != nil {
			return nil, []diag.Diagnostic{whole(b.file, diag.Error, "register/workbook", diag.Say("读不了工作表“%[1]s”：%[2]v", "the sheet %[1]q cannot be read: %[2]v", name, err), diag.Say("另存为 .csv 再试", "try to save it as .csv"))}
		}
		sheets = append(sheets, s)
	}
	b.item.text, b.at.text, b.at.cells = x.text.Bytes(), x.text.Bytes(), x.places
	any := false
	for _, s := range sheets {
		at, columns := b.header(s)
		if at < 0 {
			continue
		}
		if title := titleAbove(s.rows[:at]); title != "" && !any {
			b.item.Title = title
		}
		any = true
		before := len(b.found)
		b.formulas(x, s, at)
		b.hiddenRows(x, s, at)
		b.read(s, at, columns)
		name(b.found[before:], s.name)
	}
	if !any {
		return b.noHeader()
	}
	b.found = append(b.found, twinsIn(b.item)...)
	if b.o.Check != nil {
		b.found = append(b.found, x.located(&b.at, b.o.Check(b.item))...)
	}
	return b.item, b.found
}

// name puts the sheet and the cell before each message.
func name(found []diag.Diagnostic, sheet string) {
	for i := range found {
		d := &found[i]
		cell, err := excelize.CoordinatesToCellName(max(d.Start.Column, 1), max(d.Start.Line, 1))
		if err != nil {
			continue
		}
		d.Message.ZH = "工作表“" + sheet + "”" + cell + "：" + d.Message.ZH
		d.Message.EN = sheet + "!" + cell + ": " + d.Message.EN
	}
}

// workbookReader writes the cells of a workbook into one text, a row a line.
type workbookReader struct {
	f        *excelize.File
	date1904 bool
	formulas bool // some sheet has formulas, or merged cells
	merged   bool
	hides    bool // rows or columns
	text     bytes.Buffer
	places   []place
	names    []string // of the sheets in text
	lines    []int    // offset of each line of text
}

func (x *workbookReader) sheet(name string) (*sheet, error) {
	rows, err := x.f.GetRows(name)
	if err != nil {
		return nil, fmt.Errorf("sheet %s: %w", name, err)
	}
	if x.merged {
		merged, err := x.f.GetMergeCells(name)
		if err != nil {
			return nil, fmt.Errorf("sheet %s: %w", name, err)
		}
		for _, m := range merged {
			rows = fillDown(rows, m)
		}
	}
	s := &sheet{name: name, date1904: x.date1904, rows: make([][]cell, len(rows))}
	for i, row := range rows {
		if !slices.ContainsFunc(row, func(t string) bool { return strings.TrimSpace(t) != "" }) {
			continue
		}
		x.lines = append(x.lines, x.text.Len())
		s.rows[i] = make([]cell, len(row))
		for j, t := range row {
			t = strings.Trim(strings.ToValidUTF8(t, "\ufffd"), " \t\r\n\u3000")
			start := x.text.Len()
			x.text.WriteString(strings.Map(oneLine, t))
			s.rows[i][j] = cell{start: start, end: x.text.Len(), text: t}
			x.places = append(x.places, place{start, x.text.Len(), len(x.names), i + 1, j + 1})
			x.text.WriteString(" | ")
		}
		x.text.WriteByte('\n')
	}
	x.names = append(x.names, name)
	return s, nil
}

func oneLine(r rune) rune {
	if r == '\n' || r == '\r' {
		return ' '
	}
	return r
}

// fillDown gives the value of a merged range to the cells below its first one:
// a prize's name beside several winners. It does not spread to the right, where
// other columns are.
func fillDown(rows [][]string, m excelize.MergeCell) [][]string {
	c, top, err := excelize.CellNameToCoordinates(m.GetStartAxis())
	if err != nil {
		return rows
	}
	_, bottom, err := excelize.CellNameToCoordinates(m.GetEndAxis())
	if err != nil || top > len(rows) || c > len(rows[top-1]) {
		return rows
	}
	for r := top; r < min(bottom, len(rows)); r++ {
		if len(rows[r]) == 0 {
			continue // an empty row stays no record
		}
		for len(rows[r]) < c {
			rows[r] = append(rows[r], "")
		}
		rows[r][c-1] = rows[top-1][c-1]
	}
	return rows
}

// formulas reports formulas whose value is not in the file: some programs
// leave that to the reader.
func (b *builder) formulas(x *workbookReader, s *sheet, header int) {
	if !x.formulas {
		return
	}
	for _, row := range s.rows[header+1:] {
		for j, c := range row {
			if j >= len(s.rows[header]) || c.text != "" {
				continue
			}
			p := b.at.placeAt(c.start)
			axis, err := excelize.CoordinatesToCellName(p.column, p.row)
			if err != nil {
				continue
			}
			if formula, err := x.f.GetCellFormula(s.name, axis); err == nil && formula != "" {
				b.report(diag.Error, c.start, c.end, "register/formula", diag.Say("公式 =%[1]s 没有算出来的值", "the formula =%[1]s has no value in the file", shorten(formula)),
					diag.Say("用 Excel 或 WPS 打开，按 F9 重算后保存；或者直接写出内容", "open it in a spreadsheet, recalculate and save; or write the value"))
			}
		}
	}
}

// hiddenRows tells that a row which its author does not see is a record all the
// same: a filter, too, hides rows, and nothing may get lost by it.
func (b *builder) hiddenRows(x *workbookReader, s *sheet, header int) {
	if !x.hides {
		return
	}
	for _, row := range s.rows[header+1:] {
		if len(row) == 0 {
			continue
		}
		at := b.at.placeAt(row[0].start)
		if shown, err := x.f.GetRowVisible(s.name, at.row); err == nil && !shown {
			b.report(diag.Warning, row[0].start, row[0].end, "register/hidden", diag.Say("这一行是隐藏的，照样登记，网站上会有", "this row is hidden; it is a record all the same"),
				diag.Say("要登记的取消隐藏（或取消筛选）；不要的删去；只给校内看的，加一列“公开范围”写“校内”", "show it (or take off the filter), or delete it; if it is for the school alone, add a column 公开范围 and write 校内"))
		}
	}
}

// has looks for a mark in the XML of the sheets, because asking for what it
// stands for in other ways is slow: it makes excelize parse each sheet again.
func (x *workbookReader) has(marks ...string) bool {
	found := false
	x.f.Pkg.Range(func(k, v any) bool {
		if name, ok := k.(string); ok && strings.HasPrefix(name, "xl/worksheets/sheet") {
			data, _ := v.([]byte)
			found = slices.ContainsFunc(marks, func(m string) bool { return bytes.Contains(data, []byte(m)) })
		}
		return !found
	})
	return found
}

// located turns the places in the text that stands for the workbook into cells.
func (x *workbookReader) located(at *lineIndex, found []diag.Diagnostic) []diag.Diagnostic {
	for i := range found {
		d := &found[i]
		d.Fix = nil
		if d.Start.Line < 1 || d.Start.Line > len(x.lines) {
			continue
		}
		off := x.lines[d.Start.Line-1]
		for n := 1; n < d.Start.Column && off < x.text.Len(); n++ {
			_, size := utf8.DecodeRune(x.text.Bytes()[off:])
			off += size
		}
		p := at.placeAt(off)
		d.Start, d.End = diag.Pos{Line: p.row, Column: p.column}, diag.Pos{}
		name(found[i:i+1], x.names[p.sheet])
	}
	return found
}
