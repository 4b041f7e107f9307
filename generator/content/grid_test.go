package content_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"showcase/generator/content"
)

// gridOf reads a page that shows the workbook.
func gridOf(t *testing.T, page string, change func(*excelize.File)) (string, []string) {
	t.Helper()
	dir := t.TempDir()
	os.MkdirAll(filepath.Join(dir, "content/cases"), 0o755)
	f := excelize.NewFile()
	f.SetSheetName("Sheet1", "人数")
	change(f)
	if err := f.SaveAs(filepath.Join(dir, "content/cases/t.xlsx")); err != nil {
		t.Fatal(err)
	}
	os.WriteFile(filepath.Join(dir, "content/cases/a.md"), []byte(page), 0o644)
	s, err := content.Read(t.Context(), dir, content.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if g := s.Grids["content/cases/t.xlsx"]; g != nil {
		fmt.Fprintf(&out, "%s|%d|%d\n", g.Title, g.Columns, g.Header)
		for _, row := range g.Rows {
			for _, c := range row {
				fmt.Fprintf(&out, "%s(%d,%d) ", c.Text, c.ColSpan, c.RowSpan)
			}
			out.WriteString("\n")
		}
	}
	var found []string
	for _, d := range s.Diagnostics {
		if strings.HasPrefix(d.Code, "table/") {
			found = append(found, fmt.Sprintf("%s:%d:%d %s %s", d.File, d.Start.Line, d.Start.Column, d.Code, d.Message.EN))
		}
	}
	return out.String(), found
}

// TestGrid: merged cells, formats as shown, no hidden rows, columns or sheets.
func TestGrid(t *testing.T) {
	got, found := gridOf(t, "---\ntitle: 甲\n---\n\n![人数](t.xlsx)\n", func(f *excelize.File) {
		f.NewSheet("后面")
		f.SetCellValue("后面", "A1", "不该出现")
		for k, v := range map[string]any{"A1": "各年级", "A2": "年级", "B2": "学生", "D2": "教师", "B3": "男", "C3": "女", "E3": "藏",
			"A4": "一", "B4": 20, "C4": 21, "D4": 3, "A5": "藏", "A6": "二", "B6": 18, "C6": 0.255} {
			f.SetCellValue("人数", k, v)
		}
		for _, m := range [][2]string{{"A1", "E1"}, {"A2", "A3"}, {"B2", "C2"}, {"D2", "D3"}, {"D4", "D6"}} {
			f.MergeCell("人数", m[0], m[1])
		}
		f.SetRowVisible("人数", 5, false)
		f.SetColVisible("人数", "E", false)
		percent, _ := f.NewStyle(&excelize.Style{NumFmt: 10})
		f.SetCellStyle("人数", "C6", "C6", percent)
	})
	want := "各年级|4|2\n年级(1,2) 学生(2,1) 教师(1,2) \n男(1,1) 女(1,1) \n一(1,1) 20(1,1) 21(1,1) 3(1,2) \n二(1,1) 18(1,1) 25.50%(1,1) \n"
	if got != want || len(found) > 0 {
		t.Errorf("got\n%swant\n%s%v", got, want, found)
	}
}

// TestGridFaults: what cannot be shown is said with its cell.
func TestGridFaults(t *testing.T) {
	for name, c := range map[string]struct {
		page   string
		change func(*excelize.File)
		want   string
	}{
		"formula": {"![](t.xlsx)", func(f *excelize.File) { f.SetCellValue("人数", "A1", "甲"); f.SetCellValue("人数", "B2", "#REF!") }, "人数!B2"},
		"empty":   {"![](t.xlsx)", func(f *excelize.File) {}, "table/empty"},
		"wide":    {"![](t.xlsx)", func(f *excelize.File) { f.SetCellValue("人数", "AF1", "远") }, "table/large"},
		"long":    {"![](t.xlsx)", func(f *excelize.File) { f.SetCellValue("人数", "A501", "远") }, "table/large"},
		"in text": {"看![](t.xlsx)这里", func(f *excelize.File) { f.SetCellValue("人数", "A1", "甲") }, "content/cases/a.md:1:"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, found := gridOf(t, c.page, c.change); len(found) != 1 || !strings.Contains(found[0], c.want) {
				t.Errorf("found %q, want one of %q", found, c.want)
			}
		})
	}
}
