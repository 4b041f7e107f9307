package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestTablesAreRead: what is private in a workbook that a text shows is found
// like in the text itself.
func TestTablesAreRead(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "config.toml"), "title = \"样校\"\n")
	write(t, filepath.Join(dir, "content/pages/a.md"), "---\ntitle: 联系\n---\n\n![值班表](t.xlsx)\n")
	f := excelize.NewFile()
	for cell, text := range map[string]string{"A1": "姓名", "B1": "电话", "A2": "甲一", "B2": "13812345678"} {
		if err := f.SetCellValue("Sheet1", cell, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SaveAs(filepath.Join(dir, "content/pages/t.xlsx")); err != nil {
		t.Fatal(err)
	}
	status, out := showcase(t, "check", "-s", dir)
	if status != exitContent || !strings.Contains(out, "content/pages/t.xlsx:2:2") || !strings.Contains(out, "privacy/mobile") {
		t.Errorf("status %d\n%s", status, out)
	}
}
