package docx_test

import (
	"strings"
	"testing"

	"showcase/generator/book"
	"showcase/generator/book/docx"
)

// TestFigures: images side by side stand in tables without lines that Word can
// open, their captions can be referred to, and they fit a list's width.
func TestFigures(t *testing.T) {
	svg := book.File{Kind: "svg", Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><rect width="9" height="9"/></svg>`), Width: 40, Height: 30}
	group := func(mark string) *book.Figures {
		return &book.Figures{Caption: "图1　两张", Bookmark: mark, Rows: [][]*book.Figure{
			{{File: "a.svg", Alt: "甲", Caption: "（a）甲", Width: 76}, {File: "a.svg", Width: 76}},
			{{File: "none.svg", Alt: "没有", Width: 76}}}}
	}
	doc := &book.Document{Title: "图", Lang: "zh-CN", Layout: book.Official, Files: map[string]book.File{"a.svg": svg}, Body: []book.Block{
		group("f"), &book.Table{Columns: make([]book.Column, 1), Rows: []book.Row{{Cells: []book.Cell{{Text: []book.Inline{{Text: "表"}}}}}}},
		&book.ListBlock{Items: []book.ListItem{{Marker: "1.", Blocks: []book.Block{group("")}}}},
		&book.Paragraph{Text: []book.Inline{{Text: "见"}, {Text: "图1", Link: "#f"}, {PageOf: "f"}}}}}
	parts := checkPackage(t, write(t, doc, docx.Options{}))
	tables, fields := 0, 0
	parts["word/document.xml"].walk(func(e, _ *element) {
		switch {
		case strings.HasSuffix(e.name, "tbl"):
			tables++
		case strings.HasSuffix(e.name, "instrText"):
			fields++
		}
	})
	if tables != 5 || fields != 2 {
		t.Errorf("%d tables, %d fields", tables, fields)
	}
}
