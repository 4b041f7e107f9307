package docx_test

import (
	"fmt"
	"testing"

	"showcase/generator/book"
	"showcase/generator/book/docx"
)

func ExampleWrite() {
	doc := &book.Document{
		Title:  "读书活动总结",
		Author: "青禾学校",
		Lang:   "zh-CN",
		Layout: book.Official,
		Body: []book.Block{
			&book.Heading{Level: 1, Number: "一、", Text: []book.Inline{{Text: "基本情况"}}, Bookmark: "basics", InOutline: true},
			&book.Paragraph{Text: []book.Inline{{Text: "全年共读十二本书。"}}},
		},
	}
	data, err := docx.Write(doc, docx.Options{})
	fmt.Println(err, string(data[:2]))
	// Output: <nil> PK
}

// hundred is a document of about 100 pages.
func hundred() *book.Document {
	doc := sample()
	deeds := deedsPart()
	for i := range 24 {
		for _, b := range deeds {
			switch x := b.(type) {
			case *book.Heading:
				h := *x
				h.Bookmark = fmt.Sprintf("%s-%d", x.Bookmark, i)
				doc.Body = append(doc.Body, &h)
			case *book.Table:
				c := *x
				c.Bookmark = fmt.Sprintf("%s-%d", x.Bookmark, i)
				doc.Body = append(doc.Body, &c)
			case *book.Figure:
				f := *x
				f.Bookmark = ""
				doc.Body = append(doc.Body, &f)
			default:
				doc.Body = append(doc.Body, b)
			}
		}
	}
	return doc
}

func BenchmarkHundredPages(b *testing.B) {
	doc := hundred()
	for b.Loop() {
		data := write(b, doc, docx.Options{})
		b.SetBytes(int64(len(data)))
	}
}
