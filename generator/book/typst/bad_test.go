package typst_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"showcase/generator/book"
	"showcase/generator/book/typst"
)

// wide is a table of so many columns.
func wide(columns int, cell string) *book.Table {
	t := &book.Table{Caption: "表1 很宽的表", Header: []book.Row{{}}, Rows: []book.Row{{}, {}}}
	for i := range columns {
		t.Header[0].Cells = append(t.Header[0].Cells, book.Cell{Text: text(fmt.Sprintf("第%d周", i+1))})
		for n := range t.Rows {
			t.Rows[n].Cells = append(t.Rows[n].Cells, book.Cell{Text: text(cell)})
		}
	}
	return t
}

// TestWideTables: however many columns a table has, its text stays within the type area.
func TestWideTables(t *testing.T) {
	for _, columns := range []int{8, 15, 30} {
		for _, cell := range []string{"98.5", "林小竹"} {
			r := pdf(t, document("wide", wide(columns, cell)))
			if len(r.Findings) > 0 {
				t.Errorf("%d columns of %q: %d findings, first %s", columns, cell, len(r.Findings), r.Findings[0].Message.ZH)
			}
			for _, page := range words(t, r.PDF) {
				for i, w := range page[:len(page)-1] {
					if next := page[i+1]; next.YMin == w.YMin && next.XMin < w.XMax-0.1 && next.XMin > w.XMin {
						t.Errorf("%d columns of %q: %q lies over %q", columns, cell, w.Text, next.Text)
						break
					}
				}
			}
		}
	}
}

// TestTooWide: a table that cannot be set at all is told.
func TestTooWide(t *testing.T) {
	if got := codes(pdf(t, document("wide", wide(80, "98.5")))); len(got) == 0 || got[0] != "print/wide-table" {
		t.Errorf("%q", got)
	}
}

// TestBadInput: what nobody should write is printed all the same.
func TestBadInput(t *testing.T) {
	title := strings.Repeat("关于深入推进学习型学校建设的实施方案", 11)
	note := []book.Inline{{Text: "三项"}, {Note: []book.Block{para("含一项市级。")}}}
	long := document("long", &book.Heading{Text: text(title), InOutline: true, Bookmark: "t"}, &book.Heading{Level: 1, Number: "一、", Text: text(title), InOutline: true}, para("正文。"))
	long.Title, long.Contents, long.Head = title, true, "书香"
	long.Cover = &book.Cover{Kicker: title, Title: title, Lines: []book.Field{{Label: "申报单位", Value: title}}}
	script := document("script", &book.Figure{File: "evil.svg", Alt: "图"})
	script.Files = map[string]book.File{"evil.svg": {Kind: "svg", Width: 100, Height: 50, Data: []byte(
		`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 50" onload="alert(1)"><script>alert(1)</script><a xlink:href="javascript:alert(1)"><rect width="9" height="9"/></a><rect width="100" height="50" fill="#ccc"/></svg>`)}}
	for _, doc := range []*book.Document{
		long, script,
		document("note", &book.Table{Caption: "表1", Header: []book.Row{cells("项", "数")}, Rows: []book.Row{cells("获奖", ""), {Cells: []book.Cell{{Text: text("立项")}, {Text: note}}}}}),
		document("header note", &book.Table{Header: []book.Row{{Cells: []book.Cell{{Text: note}, {Text: text("数")}}}}, Rows: []book.Row{cells("获奖", "1")}}),
		document("empty list", &book.ListBlock{Items: []book.ListItem{{}, {Marker: "1."}}}, &book.ListBlock{}, &book.NameList{}, &book.Enclosures{}, &book.NameList{Names: []string{"", "龘"}}),
	} {
		t.Run(doc.Name, func(t *testing.T) {
			r := pdf(t, doc)
			for _, f := range r.Findings {
				t.Errorf("%s: %s", f.Code, f.Message.ZH)
			}
			if bytes.Contains(r.PDF, []byte("/JavaScript")) || bytes.Contains(r.PDF, []byte("example.org")) {
				t.Error("a script or an address of the drawing is in the print")
			}
		})
	}
}

// TestBlurred: an image with too few pixels for its size is named; what is
// sharp enough, drawings and small images in a line are not.
func TestBlurred(t *testing.T) {
	doc := document("blurred",
		&book.Figure{File: "a-sharp.png", Width: 60}, &book.Figure{File: "b-blurred.png", Width: 120}, &book.Figure{File: "b-blurred.png", Width: 20},
		&book.Figure{File: "chart.svg", Width: 150}, &book.Figure{File: "own-size.png"}, &book.Paragraph{Text: []book.Inline{{Text: "图"}, {Picture: "own-size.png"}}})
	doc.Files = map[string]book.File{
		"a-sharp.png": picture(410, 300), "b-blurred.png": picture(400, 300), "own-size.png": picture(300, 200),
		"chart.svg": {Kind: "svg", Data: []byte(drawing), Width: 560, Height: 240},
	}
	var blurred []typst.Finding
	for _, f := range pdf(t, doc).Findings {
		if f.Code == "print/blurred" {
			blurred = append(blurred, f)
		}
	}
	if len(blurred) != 1 {
		t.Fatalf("%v", blurred)
	}
	for _, part := range []string{"b-blurred.png", "400×300", "120 毫米", "84 点", "150 点", "710 像素"} {
		if !strings.Contains(blurred[0].Message.ZH, part) {
			t.Errorf("%q does not tell %q", blurred[0].Message.ZH, part)
		}
	}
}
