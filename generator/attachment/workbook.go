package attachment

import (
	"bytes"
	"math"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"showcase/generator/diag"
)

// workbook examines the sheets of a workbook, those that are hidden included.
func (e *examiner) workbook(data []byte) {
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true, UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked})
	if err != nil {
		e.damaged(err)
		return
	}
	defer f.Close()
	for _, name := range f.GetSheetList() {
		s, hidden, err := readSheet(f, name)
		if err != nil {
			e.damaged(err)
			continue
		}
		e.table(s)
		if len(s.rows) == 0 {
			continue
		}
		if shown, err := f.GetSheetVisible(name); err == nil && !shown {
			e.hidden(where{part: diag.Say("工作表“%s”", "the sheet %q", name), room: name}, diag.Say("整张表是隐藏的", "the whole sheet is hidden"))
			continue
		}
		if len(hidden.rows) > 0 {
			e.hidden(where{Pos: diag.Pos{Line: hidden.rows[0], Column: 1}, part: diag.Say("工作表“%s”", "the sheet %q", name), room: name},
				diag.Say("第%[1]s行是隐藏的，里面有内容", "the rows %[1]s are hidden and hold something", spans(hidden.rows, strconv.Itoa)))
		}
		if len(hidden.columns) > 0 {
			e.hidden(where{Pos: diag.Pos{Line: 1, Column: hidden.columns[0]}, part: diag.Say("工作表“%s”", "the sheet %q", name), room: name + " columns"},
				diag.Say("%[1]s列是隐藏的，里面有内容", "the columns %[1]s are hidden and hold something", spans(hidden.columns, letters)))
		}
	}
}

func (e *examiner) hidden(w where, message diag.Text) {
	e.report(w, diag.Error, "file/hidden", message,
		e.cure("网上的人下载后能看到：取消隐藏看一遍，删去不该公开的，另存后放回原处", "whoever downloads it can see that: show it, delete what is not public, and save the file"))
}

func (e *examiner) damaged(err error) {
	e.report(where{}, diag.Error, "file/damaged", diag.Say("文件打不开，没法检查：%v", "the file cannot be opened and was not examined: %v", err),
		e.cure("用 Excel、Word 或 WPS 打开，去掉密码，另存后放回原处", "open it, take off any password and save it again"))
}

// hiddenCells are the rows and columns of a sheet that hold something and are
// not shown, from 1.
type hiddenCells struct{ rows, columns []int }

// readSheet reads the cells of a sheet as they are kept, not as they are shown:
// a format hides nothing from whoever has the file.
func readSheet(f *excelize.File, name string) (*sheet, hiddenCells, error) {
	s := &sheet{name: name}
	var hidden hiddenCells
	rows, err := f.Rows(name)
	if err != nil {
		return nil, hidden, err
	}
	defer rows.Close()
	filled := map[int]bool{}
	for n := 1; rows.Next(); n++ {
		texts, err := rows.Columns()
		if err != nil {
			return nil, hidden, err
		}
		row := make([]cell, len(texts))
		any := false
		for j, t := range texts {
			row[j] = cell{diag.Pos{Line: n, Column: j + 1}, whole(strings.TrimSpace(strings.ToValidUTF8(t, "\ufffd")))}
			if row[j].text != "" {
				any, filled[j+1] = true, true
			}
		}
		if !any {
			continue
		}
		if rows.GetRowOpts().Hidden {
			hidden.rows = append(hidden.rows, n)
		}
		s.rows = append(s.rows, row)
	}
	for j := 1; j <= excelize.MaxColumns && len(filled) > 0; j++ {
		if !filled[j] {
			continue
		}
		delete(filled, j)
		if shown, err := f.GetColVisible(name, letters(j)); err == nil && !shown {
			hidden.columns = append(hidden.columns, j)
		}
	}
	return s, hidden, nil
}

// whole writes a long number as people read it: 1.1E+17 is an identity number
// whose last digits the spreadsheet has lost, and is private all the same.
func whole(t string) string {
	if v, err := strconv.ParseFloat(t, 64); err == nil && strings.ContainsAny(t, "eE") && math.Abs(v) < 1e19 {
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return t
}

func letters(n int) string {
	name, _ := excelize.ColumnNumberToName(n)
	return name
}

// spans lists numbers, neighbours as one: 3、5—9.
func spans(list []int, spell func(int) string) string {
	var out []string
	for i := 0; i < len(list); {
		j := i
		for j+1 < len(list) && list[j+1] == list[j]+1 {
			j++
		}
		if text := spell(list[i]); i == j {
			out = append(out, text)
		} else {
			out = append(out, text+"—"+spell(list[j]))
		}
		i = j + 1
	}
	return strings.Join(out, "、")
}
