package docx_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"showcase/generator/book"
	"showcase/generator/book/docx"
)

// hostile is a document of what no one should write.
func hostile() *book.Document {
	long := strings.Repeat("关于进一步加强学习型组织建设的", 14)
	wide := &book.Table{Caption: "表1 三十列", Header: []book.Row{{}}}
	for i := range 30 {
		wide.Columns = append(wide.Columns, book.Column{})
		wide.Header[0].Cells = append(wide.Header[0].Cells, book.Cell{Text: text(fmt.Sprintf("第%d列", i+1))})
	}
	wide.Rows = []book.Row{row("一", "二"), wide.Header[0]}
	var endless book.Row
	for i := range 90 {
		endless.Cells = append(endless.Cells, book.Cell{Text: text(fmt.Sprint(i))})
	}
	deep := []book.Block{p("最里面一层的文字，长到必须换行才能放得下，因此可以看出悬挂缩进是否还在版心之内。")}
	for range 10 {
		deep = []book.Block{&book.ListBlock{Items: []book.ListItem{{Marker: "（10）", Blocks: append([]book.Block{p("层")}, deep...)}}}}
	}
	note := func(blocks ...book.Block) book.Inline { return book.Inline{Note: blocks} }
	body := []book.Block{
		h(0, "", long, "title"),
		&book.Heading{Level: 0, Text: text(long), Annex: long[:60], Subtitle: long, Bookmark: "title", InOutline: true},
		&book.Heading{Level: 9, Text: nil, Bookmark: "TITLE"},
		&book.Heading{Level: -3, Text: text(`引号"反斜\杠`), Annex: `附"件\`, InOutline: true, Bookmark: strings.Repeat("长", 60)},
		wide,
		&book.Table{Rows: []book.Row{endless}},
		&book.Table{}, &book.Table{Columns: make([]book.Column, 3)}, &book.Table{Rows: []book.Row{{}, {}}},
		&book.Table{Rows: []book.Row{
			{Cells: []book.Cell{{Text: text("甲"), ColSpan: 99, RowSpan: 99}}},
			{Cells: []book.Cell{{Text: text("乙"), ColSpan: -1, RowSpan: -5}}},
			{Cells: []book.Cell{{Text: text("丙"), RowSpan: 2}, {Text: text("丁")}, {Text: text("戊"), ColSpan: 2}}},
			{Cells: []book.Cell{{Text: []book.Inline{{Text: "己"}, note(p("表里的注"), statisticsTable())}}}},
		}},
		&book.ListBlock{}, &book.ListBlock{Items: []book.ListItem{{}, {Marker: "•"}, {Marker: long, Blocks: []book.Block{p("标记很长")}}}},
		&book.Quote{}, &book.Notice{}, &book.Notice{Blocks: []book.Block{&book.Quote{}}}, &book.Form{}, &book.CodeBlock{},
		&book.Notice{Title: "框中框", Blocks: []book.Block{&book.Notice{Title: "内", Blocks: []book.Block{statisticsTable()}}, &book.PageBreak{}, h(0, "", "框里的标题", "in-box"), &book.Form{Rows: []book.FormRow{{Label: "甲", Half: true}, {Label: long, Seal: true}}}}},
		&book.Paragraph{Text: []book.Inline{{Text: "控制符\x00\x01\x08\x0b\x0c\x1b\u007f\ufffe\uffff与坏字节\xff\xfe，表情😀👩‍👩‍👧，𠮷𪚥"}, {Text: "\r\n换行\n\t制表"},
			note(), note(&book.Quote{}), note(statisticsTable()), note(&book.Paragraph{Text: []book.Inline{{Text: "外层"}, note(p("内层"))}}),
			{Text: "坏链接", Link: "javascript:alert(1)"}, {Text: "空链", Link: "#nowhere"}, {Text: "文件", Link: "file:///c:/x"},
			{Text: "好", Link: "https://例子.中国/路径?a=<b>&c=\"d\"#片段"}, {Text: "连", Link: "https://例子.中国/路径?a=<b>&c=\"d\"#片段", Bold: true},
			{Text: "很长", Link: "https://example.org/" + strings.Repeat("长", 900)}, {Text: "无图", Picture: "none.png"}, {Break: true}}},
		&book.Figure{File: "none.png", Bookmark: "f"}, &book.Figure{File: "broken.png", Alt: "坏\x02图", Caption: "图", Bookmark: "F"},
		&book.Figure{File: "tall.png", Alt: "高图"}, &book.Signature{}, &book.Signature{Name: long, Date: "今"}, &book.Signature{Name: "短", Date: long[:90]},
		&book.PageBreak{}, &book.PageBreak{}, statisticsTable(), &book.PageBreak{},
	}
	return &book.Document{Title: long + "<&>", Author: "甲\x00乙", Created: "yesterday", Lang: "zh-CN", Contents: true, Cover: &book.Cover{Title: long, Lines: []book.Field{{Label: long, Value: long}, {}}},
		Body: append(body, deep...),
		Files: map[string]book.File{
			"broken.png": {Kind: "png", Data: []byte("\x89PNG\r\n\x1a\nnot an image")},
			"tall.png":   {Kind: "png", Data: picture(10, 2000)},
		}}
}

func TestHostile(t *testing.T) {
	parts := checkPackage(t, write(t, hostile(), docx.Options{}))
	shown := drawn(parts["word/document.xml"]) + drawn(parts["word/footnotes.xml"])
	for _, want := range []string{"\ufffd", "👩", "𠮷𪚥", "外层（内层）", "表里的注", "第30列", "89", "最里面一层", "［图片：坏\ufffd图］", "［图片：none.png］", "框里的标题", "坏链接", "戊"} {
		if !strings.Contains(shown, want) {
			t.Errorf("%q is lost", want)
		}
	}
	for _, r := range parts["word/_rels/document.xml.rels"].children {
		if target := r.attrs["Target"]; r.attrs["TargetMode"] == "External" && (!strings.HasPrefix(target, "https://") || len(target) > 2000) {
			t.Errorf("a link leads to %s", target)
		}
	}
}

func TestEmpty(t *testing.T) {
	checkPackage(t, write(t, &book.Document{}, docx.Options{}))
	checkPackage(t, write(t, &book.Document{Contents: true, Cover: &book.Cover{}, Layout: book.Layout{Width: 1, Height: 1, Left: 5, Right: 5, Columns: 400, BodySize: 10}}, docx.Options{}))
}

// Whatever the characters, the parts stay well-formed and the text whole.
func FuzzText(f *testing.F) {
	for _, s := range []string{"好", "a<b>&\"c'", "\x00\x1f\ufffe", "\xc3\x28", "“引”It’s…——", "𠮷😀", "\n\t\r\n", "https://x/%zz", "]]>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 2000 {
			return
		}
		in := []book.Inline{{Text: s, Italic: true}, {Text: "x", Link: s}, {Text: "y", Link: "https://" + s}}
		doc := &book.Document{Title: s, Lang: "zh-CN", Body: []book.Block{&book.Paragraph{Text: in}, &book.Heading{Annex: s, Text: in, Bookmark: s, InOutline: true},
			&book.CodeBlock{Text: s}, &book.Figure{File: s, Alt: s, Caption: s}}}
		parts := checkPackage(t, write(t, doc, docx.Options{}))
		want := utf8.RuneCountInString(squeeze(legible(s)))
		first := parts["word/document.xml"].child("w:body").children[0]
		if got := utf8.RuneCountInString(drawn(first)) - 2; got != want {
			t.Errorf("%q: %d characters drawn, want %d", s, got, want)
		}
	})
}

// legible is s with U+FFFD for what XML cannot hold.
func legible(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 && !strings.ContainsRune("\t\n\r", r) || r == 0xFFFE || r == 0xFFFF {
			return utf8.RuneError
		}
		return r
	}, s)
}
