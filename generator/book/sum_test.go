package book_test

import (
	"testing"

	"showcase/generator/book"
)

// TestSum wants equal sums of equal documents alone.
func TestSum(t *testing.T) {
	make := func(change func(*book.Document)) [32]byte {
		d := &book.Document{
			Title: "甲", Body: []book.Block{
				&book.Paragraph{Text: []book.Inline{{Text: "一"}, {Text: "二", Note: []book.Block{&book.Paragraph{}}}}},
				&book.PageBreak{},
				&book.Enclosures{Names: []string{"附件"}},
			},
			Files: map[string]book.File{"a.png": {Data: []byte{1}}, "b.png": {Data: []byte{2}}},
		}
		change(d)
		return d.Sum()
	}
	same := make(func(*book.Document) {})
	if make(func(d *book.Document) {
		d.Files = map[string]book.File{"b.png": d.Files["b.png"], "a.png": d.Files["a.png"]}
	}) != same {
		t.Error("the order of a map matters")
	}
	for name, change := range map[string]func(*book.Document){
		"title":    func(d *book.Document) { d.Title = "乙" },
		"moved":    func(d *book.Document) { d.Title, d.Subtitle = "", "甲" },
		"cover":    func(d *book.Document) { d.Cover = &book.Cover{} },
		"image":    func(d *book.Document) { d.Files["a.png"] = book.File{Data: []byte{3}} },
		"kind":     func(d *book.Document) { d.Body[1] = &book.Rule{} },
		"names":    func(d *book.Document) { d.Body[2] = &book.NameList{Names: []string{"附件"}} },
		"split":    func(d *book.Document) { d.Body[0].(*book.Paragraph).Text[0].Text = "一二" },
		"note":     func(d *book.Document) { d.Body[0].(*book.Paragraph).Text[1].Note = nil },
		"numbers":  func(d *book.Document) { d.Layout.Width = 210.5 },
		"switches": func(d *book.Document) { d.Contents = true },
	} {
		if make(change) == same {
			t.Errorf("%s: another document has the same sum", name)
		}
	}
}
