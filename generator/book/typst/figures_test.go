package typst_test

import (
	"testing"

	"showcase/generator/book"
)

// TestFigures: images side by side are read back with their captions, in lists
// too, and can be led to; one that is not there is described.
func TestFigures(t *testing.T) {
	row := func(marks ...string) *book.Figures {
		f := &book.Figures{Caption: "图3　三张", Bookmark: marks[0], Rows: [][]*book.Figure{
			{{File: "a.png", Alt: "甲", Caption: "（a）甲", Bookmark: marks[1], Width: 70}, {File: "b.svg", Caption: "（b）", Width: 70}},
			{{File: "none.png", Alt: "没有", Width: 60}},
		}}
		return f
	}
	doc := document("figures", row("f", "a"),
		&book.ListBlock{Items: []book.ListItem{{Marker: "1.", Blocks: []book.Block{para("列表"), row("", "")}}}},
		&book.Paragraph{Text: []book.Inline{{Text: "图3", Link: "#f"}, {Text: "（a）", Link: "#a"}, {Text: "第"}, {PageOf: "f"}, {Text: "页"}}})
	doc.Files = map[string]book.File{"a.png": picture(400, 300), "b.svg": {Kind: "svg", Width: 40, Height: 30,
		Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30" font-family="sans-serif"><text x="1" y="20">字</text></svg>`)}}
	r := pdf(t, doc)
	if got := codes(r); len(got) != 3 { // of each that is not there, and of the one that is coarse
		t.Errorf("findings: %v", got)
	}
	if r.PageOf["f"] != 1 || r.PageOf["a"] != 1 {
		t.Errorf("places: %v", r.PageOf)
	}
}
