package docx_test

import (
	"strconv"
	"strings"
	"testing"

	"showcase/generator/book"
	"showcase/generator/book/docx"
)

// TestOfficial: what an office puts around a text is in the Word file too, as
// valid markup, all of it.
func TestOfficial(t *testing.T) {
	doc := &book.Document{Name: "issued", Title: "通知", Lang: "zh-CN", Layout: book.Booklet, Head: "青禾学校通知", Body: []book.Block{
		&book.Heading{Text: []book.Inline{{Text: "关于表彰学习先进"}, {Break: true}, {Text: "个人的决定"}}, Bookmark: "title", InOutline: true,
			Masthead: &book.Masthead{Name: "青禾学校文件", Number: "青校〔2012〕6号"}},
		p("决定予以表彰。"),
		&book.Enclosures{Names: []string{"光荣榜", "名单"}},
		&book.Signature{Name: "云川市青禾学校工会委员会", Date: "2012年5月17日", Seal: true},
		&book.NameList{Names: []string{"林竹", "欧阳小竹", "冉堃", "贺春莲", "王五", "赵六六", "孙七"}},
		&book.NameList{Names: []string{strings.Repeat("长", 40)}},
		&book.Form{Rows: []book.FormRow{{Label: "审核人意见", Value: text("同意。"), Sign: true}}},
		&book.Blank{Lines: 3},
	}}
	parts := checkPackage(t, write(t, doc, docx.Options{}))
	x := told{doc: doc}
	x.blocks(&x.flow, doc.Body)
	same(t, "document", drawn(parts["word/document.xml"]), squeeze(x.flow.String()))
	if n := blankSections(parts); n != 0 {
		t.Errorf("%d blank pages that nobody asked for", n)
	}
	if parts["word/settings.xml"].child("w:mirrorMargins") == nil {
		t.Error("the margins are not mirrored")
	}
}

// blankSections counts the sections without header and footer after the first
// one that has them.
func blankSections(parts map[string]*element) (n int) {
	begun := false
	parts["word/document.xml"].walk(func(e, _ *element) {
		if e.name != "w:sectPr" {
			return
		}
		numbered := e.child("w:footerReference") != nil
		if begun = begun || numbered; begun && !numbered && e.child("w:titlePg") != nil {
			n++
		}
	})
	return n
}

// TestBlankPages: what fills the PDF up to whole sheets follows in Word too,
// without page number and running head.
func TestBlankPages(t *testing.T) {
	doc := &book.Document{Lang: "zh-CN", Layout: book.Booklet, Head: "学习档案", Body: []book.Block{p(prose), &book.PageBreak{},
		&book.Table{Rows: []book.Row{row("末页的表")}}}}
	data := write(t, doc, docx.Options{Blank: 2})
	if n := blankSections(checkPackage(t, data)); n != 2 {
		t.Errorf("%d blank pages, want 2", n)
	}
	pages := office(t, map[string][]byte{"blank": data})["blank"]
	if len(pages) != 4 {
		t.Fatalf("%d pages, want 4: %q", len(pages), pages)
	}
	for i, page := range pages {
		if blank := squeeze(page) == ""; blank != (i >= 2) {
			t.Errorf("page %d says %q", i+1, page)
		}
	}
}

// TestTurnedNumber: a sheet that lies on its side has its number where upright
// ones have it, which is now the left edge: 7 mm from the type area, turned,
// one character in, odd ones at the lower end.
func TestTurnedNumber(t *testing.T) {
	doc := &book.Document{Lang: "zh-CN", Layout: book.Wide, Body: []book.Block{p(prose), &book.PageBreak{}, p(prose), &book.PageBreak{}, p(prose)}}
	parts := checkPackage(t, write(t, doc, docx.Options{}))
	for name := range parts {
		if strings.Contains(name, "footer") {
			t.Errorf("a sheet that lies has no footer: %s", name)
		}
	}
	headed := *doc
	headed.Head = "教师获奖登记表"
	pages := officePlaces(t, map[string]*book.Document{"turned": doc, "turned-head": &headed}, docx.Options{})
	for name, list := range pages {
		if len(list) != 3 {
			t.Errorf("%s: %d pages", name, len(list))
		}
		for i, page := range list {
			checkTurned(t, name, i+1, page)
		}
	}
	findBox(t, pages["turned-head"][1], "教师获奖登记表")
}

func checkTurned(t *testing.T, name string, n int, page []bbox) {
	t.Helper()
	const character = 14 * 25.4 / 72 // mm
	left, right, top, bottom := 300.0, 0.0, 300.0, 0.0
	for _, b := range page {
		if strings.ContainsAny(b.text, "—") || b.text == strconv.Itoa(n) {
			left, right, top, bottom = min(left, b.left), max(right, b.right), min(top, b.top), max(bottom, b.bottom)
		}
	}
	if gap := book.Wide.Left - right; gap < 6 || gap > 8.5 || bottom-top < right-left {
		t.Errorf("%s: the number of page %d lies from %.1f to %.1f mm and from %.1f to %.1f mm from above", name, n, left, right, top, bottom)
	}
	in := top - book.Wide.Top
	if n%2 == 1 {
		in = book.Wide.Height - book.Wide.Bottom - bottom
	}
	if in < character-1.5 || in > character+1.5 {
		t.Errorf("%s: the number of page %d is %.1f mm from the end of the type area, want %.1f", name, n, in, character)
	}
}
