package markdown_test

import (
	"strings"
	"testing"

	"showcase/generator/markdown"
)

// TestGridHTML: a table that an image stands for has a caption, a head with
// scopes, its spans, and escapes what it holds.
func TestGridHTML(t *testing.T) {
	doc, _ := markdown.Parse([]byte("![<b>题](t.xlsx)\n"))
	g := &markdown.Grid{Title: "表自己的题", Columns: 2, Header: 1, Rows: [][]markdown.GridCell{
		{{Text: "<i>头", ColSpan: 2, RowSpan: 1}},
		{{Text: "甲\n乙", ColSpan: 1, RowSpan: 2}, {Text: "1", ColSpan: 1, RowSpan: 1}},
		{{Text: "2", ColSpan: 1, RowSpan: 1}},
	}}
	html := string(doc.HTML(nil, markdown.HTMLOptions{Resolve: func(*markdown.Link) markdown.Target { return markdown.Target{Table: g} }}))
	for _, want := range []string{"<caption>&lt;b&gt;题：表自己的题</caption>", `<th scope="colgroup" colspan="2">&lt;i&gt;头</th>`, `<td rowspan="2">甲<br>乙</td>`, "</thead>\n<tbody>", "</tbody>\n</table>"} {
		if !strings.Contains(html, want) {
			t.Errorf("no %s in\n%s", want, html)
		}
	}
	if strings.Contains(html, "<img") {
		t.Error("an image stands beside the table")
	}
}
