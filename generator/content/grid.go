package content

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"

	"showcase/generator/diag"
	"showcase/generator/markdown"
)

// What a table in a text may hold: a page shows it whole.
const (
	gridBytes   = 8 << 20
	gridRows    = 500
	gridColumns = 30
)

// isGrid reports whether an image stands for a table of a workbook.
func isGrid(link *markdown.Link) bool {
	return link != nil && link.Image && strings.EqualFold(path.Ext(link.Dest), ".xlsx") && !strings.Contains(link.Dest, "://")
}

// grids reads the tables that pages show: ![caption](table.xlsx), alone in a
// paragraph. One whose file is not there is reported where links are resolved.
func (w *walker) grids(s *Source) []diag.Diagnostic {
	var found []diag.Diagnostic
	assets := map[string]string{}
	for _, it := range s.Items {
		if it.Body == nil {
			continue
		}
		alone := map[*markdown.Link]bool{}
		for _, link := range it.Body.Links {
			if isGrid(link) {
				figures(it.Body.Root, alone)
				break
			}
		}
		for _, link := range it.Body.Links {
			if !isGrid(link) {
				continue
			}
			if !alone[link] {
				found = append(found, diag.NewSource(it.File, it.Text()).At(it.BodyStart+link.Pos, it.BodyStart+link.End, diag.Error, "table/alone",
					diag.Say("表格文件要单独成一段，不能放在文字中间", "a table's file must be alone in its paragraph"),
					diag.Say("前后各空一行，例如：![各年级人数](files/人数.xlsx)", "leave a blank line before and behind it: ![Pupils](files/pupils.xlsx)")))
			}
			if len(assets) == 0 {
				for _, a := range s.Assets {
					assets[norm.NFC.String(a)] = a
				}
			}
			name := norm.NFC.String(gridFile(it.File, link.Dest))
			file := assets[name]
			if _, done := s.Grids[name]; done || file == "" {
				continue
			}
			g, more := w.grid(file)
			if s.Grids == nil {
				s.Grids = map[string]*markdown.Grid{}
			}
			s.Grids[name] = g
			found = append(found, more...)
		}
	}
	return found
}

func gridFile(from, dest string) string {
	dest = strings.ReplaceAll(dest, `\`, "/")
	if strings.HasPrefix(dest, "/") {
		return path.Join("content", dest)
	}
	return path.Join(path.Dir(from), dest)
}

func figures(n *markdown.Node, links map[*markdown.Link]bool) {
	for k := range n.Children() {
		if k.Kind == markdown.Figure {
			links[k.Link] = true
		}
		figures(k, links)
	}
}

// grid reads the first sheet of a workbook that is shown; nil if it cannot.
func (w *walker) grid(file string) (*markdown.Grid, []diag.Diagnostic) {
	bad := func(code string, message, hint diag.Text) (*markdown.Grid, []diag.Diagnostic) {
		return nil, []diag.Diagnostic{whole(file, diag.Error, code, message, hint)}
	}
	raw, err := w.root.ReadFile(file)
	if err != nil {
		return bad("content/unreadable", diag.Say("打不开这个文件：%[1]v", "cannot be opened: %[1]v", err), diag.Say("看看文件是否被别的程序占用", "see whether another program holds it"))
	}
	if len(raw) > gridBytes {
		return bad("table/large", diag.Say("表格文件超过8MB，放不进文章", "the table's file is larger than 8 MB"), diag.Say("只留下要给人看的那张表，另存一份", "save a copy with the one table that is to be shown"))
	}
	f, err := excelize.OpenReader(bytes.NewReader(raw), excelize.Options{UnzipSizeLimit: maxWorkbook, UnzipXMLSizeLimit: maxWorkbook})
	if err != nil {
		return bad("table/workbook", diag.Say("打不开这个工作簿：%[1]v", "the workbook cannot be opened: %[1]v", err), diag.Say("用 Excel 或 WPS 打开，不加密码，另存为 .xlsx", "open it, take off any password and save it as .xlsx"))
	}
	defer f.Close()
	for _, name := range f.GetSheetList() {
		if shown, err := f.GetSheetVisible(name); err != nil || !shown {
			continue
		}
		r := &gridReader{f: f, file: file, sheet: name}
		if err := r.read(); err != nil {
			return bad("table/workbook", diag.Say("读不了工作表“%[1]s”：%[2]v", "the sheet %[1]q cannot be read: %[2]v", name, err), diag.Say("用 Excel 或 WPS 另存为 .xlsx 再试", "save it again as .xlsx"))
		}
		return r.grid(), r.found
	}
	return bad("table/empty", diag.Say("工作簿里没有显示着的工作表", "the workbook shows no sheet"), diag.Say("取消隐藏要放进文章的那一张", "show the sheet that belongs into the page"))
}

// gridReader reads one sheet.
type gridReader struct {
	f           *excelize.File
	file, sheet string
	text        [][]string
	rows, cols  []int // that are shown, from 0
	merged      []mergedCells
	found       []diag.Diagnostic
}

// mergedCells are from the first to the last row and column, from 0.
type mergedCells struct{ top, bottom, left, right int }

func (r *gridReader) read() error {
	var err error
	if r.text, err = r.f.GetRows(r.sheet); err != nil {
		return err
	}
	merged, err := r.f.GetMergeCells(r.sheet)
	if err != nil {
		return err
	}
	width, height := 0, 0
	for i, row := range r.text {
		for j, t := range row {
			if strings.TrimSpace(t) != "" {
				width, height = max(width, j+1), i+1
			}
		}
	}
	for _, m := range merged {
		left, top, err := excelize.CellNameToCoordinates(m.GetStartAxis())
		right, bottom, err2 := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err == nil && err2 == nil && r.at(top-1, left-1) != "" {
			r.merged = append(r.merged, mergedCells{top - 1, bottom - 1, left - 1, right - 1})
			width, height = max(width, min(right, gridColumns+1)), max(height, min(bottom, gridRows+1))
		}
	}
	if width > gridColumns || height > gridRows {
		r.report(0, 0, "table/large", diag.Say("这张表有%[1]d行%[2]d列，放进文章的表最多%[3]d行%[4]d列", "the table has %[1]d rows and %[2]d columns; a page shows at most %[3]d and %[4]d", height, width, gridRows, gridColumns),
			diag.Say("删去不用的行和列；要给人下载的大表，用链接：[名称](文件.xlsx)", "delete what is not needed; a large table can be linked: [name](file.xlsx)"))
		return nil
	}
	for i := range height {
		if shown, err := r.f.GetRowVisible(r.sheet, i+1); err != nil || shown {
			r.rows = append(r.rows, i)
		}
	}
	for j := range width {
		name, _ := excelize.ColumnNumberToName(j + 1)
		if shown, err := r.f.GetColVisible(r.sheet, name); err != nil || shown {
			r.cols = append(r.cols, j)
		}
	}
	return nil
}

// at is the text of a cell, as the sheet shows it.
func (r *gridReader) at(i, j int) string {
	if i >= len(r.text) || j >= len(r.text[i]) {
		return ""
	}
	return strings.TrimSpace(strings.ToValidUTF8(r.text[i][j], "\ufffd"))
}

func (r *gridReader) report(i, j int, code string, message, hint diag.Text) {
	r.found = append(r.found, diag.Diagnostic{File: r.file, Start: diag.Pos{Line: i + 1, Column: j + 1}, Severity: diag.Error, Code: code, Message: message, Hint: hint})
	name(r.found[len(r.found)-1:], r.sheet)
}

// grid lays out what is shown; nil if that is nothing.
func (r *gridReader) grid() *markdown.Grid {
	if len(r.found) > 0 {
		return nil
	}
	g := &markdown.Grid{}
	covered := map[[2]int]bool{}
	for _, i := range r.rows {
		var row []markdown.GridCell
		empty := true
		for _, j := range r.cols {
			if covered[[2]int{i, j}] {
				empty = false
				continue
			}
			c := r.cell(i, j, covered)
			empty = empty && c.Text == ""
			row = append(row, c)
		}
		if !empty || len(row) == 0 {
			g.Rows = append(g.Rows, row)
		}
	}
	g.Columns = len(r.cols)
	if len(g.Rows) == 0 || g.Columns == 0 {
		r.report(0, 0, "table/empty", diag.Say("这张工作表是空的", "the sheet is empty"), diag.Say("把要放进文章的表放在第一张工作表里，保存后再试", "put the table onto the first sheet and save it"))
		return nil
	}
	if len(r.found) > 0 {
		return nil
	}
	if first := g.Rows[0]; len(g.Rows) > 1 && g.Columns > 1 && len(first) == 1 && first[0].RowSpan == 1 {
		g.Title, g.Rows = strings.Join(strings.Fields(first[0].Text), " "), g.Rows[1:]
	}
	g.Header = headRows(g.Rows)
	return g
}

// cell is the cell at a place with what it covers of the rows and columns shown.
func (r *gridReader) cell(i, j int, covered map[[2]int]bool) markdown.GridCell {
	c := markdown.GridCell{Text: r.at(i, j), ColSpan: 1, RowSpan: 1}
	at := [2]int{i, j}
	for _, m := range r.merged {
		if i < m.top || i > m.bottom || j < m.left || j > m.right {
			continue
		}
		at = [2]int{m.top, m.left}
		c.Text, c.ColSpan, c.RowSpan = r.at(m.top, m.left), 0, 0
		for _, k := range r.cols {
			if k >= j && k <= m.right && !covered[[2]int{i, k}] {
				c.ColSpan++
			}
		}
		for _, k := range r.rows {
			if k >= i && k <= m.bottom {
				c.RowSpan++
			}
		}
		for _, y := range r.rows {
			for _, x := range r.cols {
				if y >= i && y <= m.bottom && x >= j && x <= m.right {
					covered[[2]int{y, x}] = true
				}
			}
		}
		break
	}
	r.judge(at[0], at[1], c.Text)
	return c
}

// judge reports a formula that failed, or whose value is not in the file.
func (r *gridReader) judge(i, j int, text string) {
	axis, err := excelize.CoordinatesToCellName(j+1, i+1)
	if err != nil {
		return
	}
	mend := diag.Say("用 Excel 或 WPS 打开，改好公式，按 F9 重算后保存；或者直接写出内容", "open it, mend the formula, recalculate and save; or write the value")
	switch formula, err := r.f.GetCellFormula(r.sheet, axis); {
	case strings.HasPrefix(text, "#") && slices.Contains(failures, text):
		r.report(i, j, "table/formula", diag.Say("这一格的公式出了错：%[1]s", "the formula of this cell failed: %[1]s", text), mend)
	case text == "" && err == nil && formula != "":
		if typ, _ := r.f.GetCellType(r.sheet, axis); typ != excelize.CellTypeFormula { // one that gives an empty text is stored so
			r.report(i, j, "table/formula", diag.Say("公式 =%[1]s 没有算出来的值", "the formula =%[1]s has no value in the file", shorten(formula)), mend)
		}
	}
}

// headRows is how many rows the head has: as many as its cells reach down, or
// two where cells of the first head several columns.
func headRows(rows [][]markdown.GridCell) int {
	n, wide := 1, false
	for _, c := range rows[0] {
		n, wide = max(n, c.RowSpan), wide || c.ColSpan > 1
	}
	if n == 1 && wide {
		n = 2
	}
	if n >= len(rows) {
		return min(1, len(rows)-1)
	}
	return n
}
