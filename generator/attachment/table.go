package attachment

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"showcase/generator/content"
	"showcase/generator/diag"
)

// sheet is a table: of a workbook, or a CSV file, which has no name.
type sheet struct {
	name string
	rows [][]cell
}

// cell is a cell with its place: row and column of a workbook, line and
// character of a CSV file.
type cell struct {
	diag.Pos
	text string
}

// headWithin is how many rows may stand above the names of the columns.
const headWithin = 10

// table examines a table: its cells, its columns, its names.
func (e *examiner) table(s *sheet) {
	t := &tableReader{e: e, sheet: s}
	t.findHead()
	told := t.personalColumns()
	var list []passage
	for i, row := range s.rows {
		for j, c := range row {
			if c.text == "" || i > t.head && told[j] {
				continue
			}
			text := c.text
			if i > t.head && t.column(j) != "" {
				text = t.column(j) + "：" + text // 学号：2012034
			}
			list = append(list, passage{t.where(c), text})
		}
	}
	e.passages(list)
	t.knownPupils(t.roster())
}

// Pupils finds the names of pupils in a table that a page shows; the places are
// rows and columns as they are shown.
func Pupils(file string, rows [][]string, o Options) []diag.Diagnostic {
	e := &examiner{file: file, o: &o, count: map[string]int{}}
	s := &sheet{}
	for i, row := range rows {
		cells := make([]cell, len(row))
		for j, text := range row {
			cells[j] = cell{diag.Pos{Line: i + 1, Column: j + 1}, strings.TrimSpace(text)}
		}
		s.rows = append(s.rows, cells)
	}
	t := &tableReader{e: e, sheet: s}
	t.findHead()
	t.knownPupils(t.roster())
	return e.done()
}

// tableReader knows where the columns' names stand.
type tableReader struct {
	e *examiner
	*sheet
	head int // the row with the columns' names; -1: none
}

func (t *tableReader) where(c cell) where {
	w := where{Pos: c.Pos, room: t.name}
	if t.name != "" {
		axis, _ := excelize.CoordinatesToCellName(max(c.Column, 1), max(c.Line, 1))
		w.part = diag.Say("工作表“%[1]s”%[2]s", "%[1]s!%[2]s", t.name, axis)
	}
	return w
}

// findHead takes the row for the head that names most columns: short words, one
// of which asks for a name, or else the first row with two of them.
func (t *tableReader) findHead() {
	t.head = -1
	for i, row := range t.rows[:min(len(t.rows), headWithin)] {
		words, named := 0, false
		for _, c := range row {
			if w := squeeze(c.text); w != "" && utf8.RuneCountInString(w) <= 12 && !strings.ContainsAny(w, "0123456789") {
				words++
				named = named || pupilColumn(w) || slices.Contains(nameColumns, w)
			}
		}
		if named && words > 1 || named && len(row) == 1 {
			t.head = i
			return
		}
		if words > 1 && t.head < 0 {
			t.head = i
		}
	}
}

// column is the name of a column.
func (t *tableReader) column(j int) string {
	if t.head < 0 || j >= len(t.rows[t.head]) {
		return ""
	}
	if w := squeeze(t.rows[t.head][j].text); utf8.RuneCountInString(w) <= 12 {
		return w
	}
	return ""
}

// has is the first column whose name holds one of the words; -1: none.
func (t *tableReader) has(words ...string) int {
	if t.head < 0 {
		return -1
	}
	for j := range t.rows[t.head] {
		if w := t.column(j); w != "" && slices.ContainsFunc(words, func(s string) bool { return strings.Contains(w, s) }) {
			return j
		}
	}
	return -1
}

// body are the rows below the head.
func (t *tableReader) body() [][]cell { return t.rows[t.head+1:] }

func at(row []cell, j int) string {
	if j < 0 || j >= len(row) {
		return ""
	}
	return strings.TrimSpace(row[j].text)
}

// personal are words in the names of columns that must not stand beside names.
var personal = []string{"身份证", "证件号", "住址", "家庭地址", "出生日期", "出生年月", "生日", "户籍", "户口", "学籍号", "准考证号", "银行卡", "银行账号", "病史", "残疾", "低保", "建档立卡", "贫困", "特困", "单亲", "离异", "孤儿", "监护人", "家长姓名", "父亲", "母亲"}

// personalColumns reports columns of personal data beside names, and which they are.
func (t *tableReader) personalColumns() map[int]bool {
	told := map[int]bool{}
	if t.has("姓名", "学生", "名字") < 0 {
		return told
	}
	for j, c := range t.rows[t.head] {
		name := t.column(j)
		if !slices.ContainsFunc(personal, func(w string) bool { return strings.Contains(name, w) }) {
			continue
		}
		if slices.ContainsFunc(t.body(), func(row []cell) bool { return at(row, j) != "" }) {
			told[j] = true
			t.e.report(t.where(c), diag.Error, "privacy/personal-circumstances", diag.Say("“%s”这一列是个人隐私，旁边有姓名", "the column “%s” is private, and names stand beside it", name),
				t.e.cure("删去这一列，另存后放回原处", "delete the column and save the file"))
		}
	}
	return told
}

// knownPupils reports pupils of the registers in rows that are about pupils,
// outside the columns that were told of already.
func (t *tableReader) knownPupils(told map[int]bool) {
	if t.e.o.IsPupil == nil {
		return
	}
	for i, row := range t.rows {
		line := t.name
		for j, c := range row {
			line += " " + t.column(j) + " " + c.text
		}
		if i <= t.head || !strings.Contains(line, "学生") && !strings.Contains(line, "同学") && !strings.Contains(line, "班") || t.consents(row) {
			continue
		}
		for j, c := range row {
			for _, name := range namesIn(c.text) {
				if !told[j] && t.e.o.IsPupil(name) {
					t.e.pupil(t.where(c), name)
				}
			}
		}
	}
}

// What tells a list of pupils: a column of their names; or one of names, beside
// one that only pupils have, or where the rows or the title speak of pupils.
var (
	nameColumns  = []string{"姓名", "名字", "获奖人", "获奖者", "获奖人员", "获奖学生", "参赛选手", "选手", "受奖人", "被表彰人"}
	pupilsAlone  = []string{"学号", "学籍号", "学生编号", "考号", "准考证号", "座号", "座位号", "家长", "监护人"}
	staffAlone   = []string{"学科", "任教", "职务", "职称", "教师", "岗位", "课题", "教研组", "工号", "班主任"}
	recipientsOf = []string{"获奖对象", "获奖类型", "获奖者类别", "受奖对象", "身份"}
)

func pupilColumn(name string) bool {
	return slices.Contains([]string{"学生", "学生姓名", "获奖学生", "参赛学生", "学员姓名", "幼儿姓名", "孩子姓名"}, name)
}

// roster reports the first name of a list of pupils, and which columns are one.
func (t *tableReader) roster() map[int]bool {
	told := map[int]bool{}
	if t.head < 0 {
		return told
	}
	for j := range t.rows[t.head] {
		column := t.column(j)
		if !pupilColumn(column) && !slices.Contains(nameColumns, column) {
			continue
		}
		for _, row := range t.body() {
			names := namesIn(at(row, j))
			if len(names) == 0 || !t.ofPupils(column, row) || t.consents(row) {
				continue
			}
			told[j] = true
			t.e.report(t.where(row[j]), diag.Error, "privacy/pupil", diag.Say("“%[1]s”这一列写出了学生姓名，例如“%[2]s”", "the column “%[1]s” names pupils, such as “%[2]s”", column, names[0]),
				t.e.cure("删去姓名，只写人数；监护人书面同意公开的，加一列“同意公开”，在那一行写“是”", "delete the names and give their number; where guardians consented in writing, add a column 同意公开 and write 是 in the row"))
		}
	}
	return told
}

// ofPupils reports whether a row's names in a column are those of pupils.
func (t *tableReader) ofPupils(column string, row []cell) bool {
	if kind := at(row, t.has(recipientsOf...)); kind != "" {
		return strings.HasPrefix(kind, "学生") || strings.HasPrefix(kind, "学员")
	}
	if pupilColumn(column) || t.has(pupilsAlone...) >= 0 {
		return true
	}
	title := t.name
	for _, r := range t.rows[:t.head] {
		for _, c := range r {
			title += c.text
		}
	}
	if t.has(staffAlone...) >= 0 || strings.Contains(title, "教师") || strings.Contains(title, "教职工") || strings.Contains(title, "班主任") {
		return false
	}
	return strings.Contains(title, "学生") || strings.Contains(title, "同学") || t.has("班级", "年级") >= 0
}

// consents reports whether a row says that a guardian consented.
func (t *tableReader) consents(row []cell) bool {
	v := at(row, t.has("同意公开", "家长同意", "同意书"))
	return v != "" && v != "否" && v != "无" && v != "0"
}

// namesIn are the Chinese names in a cell: two to four characters each.
func namesIn(text string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("、，,;；/\n", r) }) {
		w = squeeze(w)
		n, han := 0, true
		for _, r := range w {
			n++
			han = han && (unicode.Is(unicode.Han, r) || r == '·')
		}
		if han && n >= 2 && (n <= 4 || strings.Contains(w, "·")) && !strings.ContainsAny(w, "某人名班组校等") {
			out = append(out, w)
		}
	}
	return out
}

// squeeze takes out the spaces with which people spread words: 姓　名.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// csv examines a CSV file, whatever separates its cells.
func (e *examiner) csv(data []byte) {
	text, _ := content.Decode(data, e.file)
	first, _, _ := bytes.Cut(text, []byte("\n"))
	sep := ','
	for _, c := range "\t;" {
		if strings.Count(string(first), string(c)) > strings.Count(string(first), string(sep)) {
			sep = c
		}
	}
	lines := strings.Split(string(text), "\n")
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = sep, true, -1
	s := &sheet{}
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			e.plain(data) // no table, then: the words count
			return
		}
		row := make([]cell, len(record))
		for j, f := range record {
			line, column := r.FieldPos(j)
			if line <= len(lines) && column-1 <= len(lines[line-1]) {
				column = utf8.RuneCountInString(lines[line-1][:column-1]) + 1
			}
			row[j] = cell{diag.Pos{Line: line, Column: column}, strings.TrimSpace(f)}
		}
		s.rows = append(s.rows, row)
	}
	e.table(s)
}
