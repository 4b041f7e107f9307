package content_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"showcase/generator/content"
	"showcase/generator/diag"
)

const awardsCSV = "日期,奖项,类别,级别,等级,对象,获奖者,颁奖单位\r\n2012-05-17,优质课竞赛,竞赛奖,县级,一等奖,教师,张三,岚江县教育局\r\n"

// TestCSVEncodings reads one table in the encodings that spreadsheets write.
func TestCSVEncodings(t *testing.T) {
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(awardsCSV)
	if err != nil {
		t.Fatal(err)
	}
	utf16 := "\xff\xfe"
	for _, r := range strings.ReplaceAll(awardsCSV, ",", "\t") {
		utf16 += string([]byte{byte(r), byte(r >> 8)})
	}
	for name, data := range map[string]string{"plain": awardsCSV, "bom": "\ufeff" + awardsCSV, "gb18030": gb, "utf-16": utf16, "lf": strings.ReplaceAll(awardsCSV, "\r", "")} {
		s := read(t, site(t, map[string]string{"content/awards/2012.csv": data}), content.Options{})
		if got := findings(s.Diagnostics); got != "" {
			t.Errorf("%s: found %s", name, got)
		}
		if len(s.Items) != 1 || len(s.Items[0].Records) != 1 || len(s.Assets) != 0 {
			t.Fatalf("%s: %d items", name, len(s.Items))
		}
		it, rec := s.Items[0], s.Items[0].Records[0]
		if rec.Row != 1 || rec.File != it.File || rec.Title != "优质课竞赛" || rec.Value("issuer").Text != "岚江县教育局" || rec.Pos != (diag.Pos{Line: 2, Column: 1}) || it.Body == nil || it.Body.Words > 0 {
			t.Errorf("%s: %s", name, dump(s.Items))
		}
	}
}

// workbook writes sheets of rows; a cell that begins with = is a formula.
func workbook(t testing.TB, sheets []string, rows map[string][][]any, change func(*excelize.File)) string {
	t.Helper()
	f := excelize.NewFile()
	check := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	for i, name := range sheets {
		if i == 0 {
			check(f.SetSheetName("Sheet1", name))
		} else {
			_, err := f.NewSheet(name)
			check(err)
		}
		for r, row := range rows[name] {
			for c, v := range row {
				cell, err := excelize.CoordinatesToCellName(c+1, r+1)
				check(err)
				if s, ok := v.(string); ok && strings.HasPrefix(s, "=") {
					check(f.SetCellFormula(name, cell, s[1:]))
				} else if v != nil {
					check(f.SetCellValue(name, cell, v))
				}
			}
		}
	}
	if change != nil {
		change(f)
	}
	var b bytes.Buffer
	check(f.Write(&b))
	return b.String()
}

var awardHead = []any{"日期", "奖项", "类别", "级别", "等级", "对象", "获奖者", "颁奖单位", "汇总", "人数"}

// TestWorkbook reads what people do in Excel: titles above, merged cells,
// serial numbers, formulas, several sheets.
func TestWorkbook(t *testing.T) {
	data := workbook(t, []string{"教师", "说明", "学生", "草稿"}, map[string][][]any{
		"教师": {{"2012年获奖登记"}, nil, awardHead,
			{41046, "优质课竞赛", "竞赛奖", "县级", "一等奖", "教师", "张　三", "岚江县教育局"},
			{"2012.5.18", nil, "竞赛奖", "县级", "二等奖", "教师", "李四\n王五", "岚江县教育局"},
			{"２０１２－０５－１９", "论文评选", "竞赛奖", "县级", "=A1", "教师", "赵六", "岚江县教育局"},
			{"2012-05-20", "课件评选", "竞赛奖", "县际", "一等奖", "教师", "赵六", "岚江县教育局", nil, nil, "多出来的"},
			{"2012-05-21", "教具评选", "竞赛奖", "县级", "一等奖", "教师", "#REF!", "岚江县教育局"},
			{"填表人：张三"}},
		"说明": {{"怎样填写"}, {"一行一项", "写全称"}},
		"学生": {awardHead, {41047, "田径运动会", "名次", "县级", "第三名", "学生", nil, "岚江县教育局", nil, 4}},
		"草稿": {awardHead, {41047, "不读", "名次", "县级", "第三名", "学生", nil, "岚江县教育局", nil, 4}},
	}, func(f *excelize.File) {
		for _, err := range []error{f.MergeCell("教师", "A1", "H1"), f.MergeCell("教师", "B4", "B5"), f.SetSheetVisible("草稿", false)} {
			if err != nil {
				t.Fatal(err)
			}
		}
	})
	var checked string
	s := read(t, site(t, map[string]string{"content/awards/2012.xlsx": data}), content.Options{Check: func(it *content.Item) []diag.Diagnostic {
		checked = string(it.Text())
		src := diag.NewSource(it.File, it.Text())
		at := strings.Index(checked, "田径")
		return []diag.Diagnostic{src.At(at, at+6, diag.Warning, "test/place", diag.Say("这里", "here"), diag.Text{})}
	}})
	want := `content/awards/2012.xlsx:2:2 warning test/place
content/awards/2012.xlsx:6:3 warning award/no-grade
content/awards/2012.xlsx:6:5 error register/formula
content/awards/2012.xlsx:7:1 warning register/ragged
content/awards/2012.xlsx:7:4 error value/choice
content/awards/2012.xlsx:8:7 error register/formula
content/awards/2012.xlsx:9:1 hint register/remark
`
	if got := findings(s.Diagnostics); got != want {
		t.Errorf("found\n%swant\n%s", got, want)
	}
	for i, where := range []string{"学生!B2: ", "教师!"} {
		if m := s.Diagnostics[i].Message.EN; !strings.HasPrefix(m, where) {
			t.Errorf("%q does not begin with %q", m, where)
		}
	}
	var got strings.Builder
	for _, rec := range s.Items[0].Records {
		fmt.Fprintln(&got, rec.Row, rec.Pos.Line, rec.Title, rec.Date.ISO(), rec.Value("recipients").Text+rec.Value("count").Text)
	}
	if want := "1 4 优质课竞赛 2012-05-17 张三\n2 5 优质课竞赛 2012-05-18 李四、王五\n3 6 论文评选 2012-05-19 赵六\n4 7 课件评选 2012-05-20 赵六\n5 8 教具评选 2012-05-21 \n6 2 田径运动会 2012-05-18 4人次\n"; got.String() != want {
		t.Errorf("read\n%swant\n%s", got.String(), want)
	}
	if it := s.Items[0]; it.Title != "2012年获奖登记" || len(s.Assets) != 0 {
		t.Errorf("%q, assets %q", it.Title, s.Assets)
	}
}

// TestHiddenRows: a row that a filter hides is a record, and its author is told.
func TestHiddenRows(t *testing.T) {
	row := []any{"2012-05-17", "优质课竞赛", "竞赛奖", "县级", "一等奖", "教师", "张三", "岚江县教育局"}
	other := append([]any{"2012-05-18"}, row[1:]...)
	data := workbook(t, []string{"教师"}, map[string][][]any{"教师": {awardHead, row, other}}, func(f *excelize.File) {
		if err := f.SetRowVisible("教师", 3, false); err != nil {
			t.Fatal(err)
		}
	})
	s := read(t, site(t, map[string]string{"content/awards/2012.xlsx": data}), content.Options{})
	if got, want := findings(s.Diagnostics), "content/awards/2012.xlsx:3:1 warning register/hidden\n"; got != want {
		t.Errorf("found\n%swant\n%s", got, want)
	}
	if n := len(s.Items[0].Records); n != 2 {
		t.Errorf("%d records", n)
	}
}

// TestWorkbookRefused gives files that only call themselves workbooks.
func TestWorkbookRefused(t *testing.T) {
	for name, data := range map[string]string{"empty": "", "text": awardsCSV, "cut": workbook(t, []string{"a"}, nil, nil)[:900]} {
		s := read(t, site(t, map[string]string{"content/awards/a.xlsx": data}), content.Options{})
		if got := findings(s.Diagnostics); got != "content/awards/a.xlsx:1:1 error register/workbook\n" {
			t.Errorf("%s: found %s", name, got)
		}
	}
	s := read(t, site(t, map[string]string{"content/awards/a.xlsx": workbook(t, []string{"a"}, map[string][][]any{"a": {{"书", "数量"}, {"x", 1}}}, nil)}), content.Options{})
	if got := findings(s.Diagnostics); got != "content/awards/a.xlsx:1:1 warning register/header\n" || len(s.Assets) != 1 || len(s.Items) != 0 {
		t.Errorf("found %s, assets %q", got, s.Assets)
	}
}

// TestTwins compares the records of several files.
func TestTwins(t *testing.T) {
	again := "---\n标题: 优质课竞赛\n类别: 竞赛奖\n级别: 县级\n等级: 一等奖\n对象: 教师\n获奖者: 张三\n日期: 2012年5月17日\n颁奖单位: 县教育局\n---\n"
	s := read(t, site(t, map[string]string{"content/awards/a.csv": awardsCSV, "content/awards/b.md": again, "content/awards/c.md": strings.ReplaceAll(again, "张三", "李四")}), content.Options{})
	twins := content.Twins(s.Items)
	if len(twins) != 1 || twins[0].File != "content/awards/b.md" || !strings.Contains(twins[0].Message.EN, "content/awards/a.csv, line 2") || twins[0].Code != "register/twice" {
		t.Errorf("%+v", twins)
	}
}
