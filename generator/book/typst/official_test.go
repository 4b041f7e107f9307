package typst_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"showcase/generator/book"
)

const mm = 72 / 25.4

// issued is a notice with everything that an office puts around a text.
func issued() *book.Document {
	return document("issued",
		&book.Heading{Text: []book.Inline{{Text: "关于表彰学习先进"}, {Break: true}, {Text: "个人的决定"}}, Bookmark: "title", InOutline: true},
		&book.Paragraph{Style: book.Flush, Text: text("各教研组、各工会小组：")},
		para("决定予以表彰。"),
		&book.Enclosures{Names: []string{"光荣榜", "二〇一一至二〇一二学年度第一学期全校教职工学习情况检查结果汇总表和说明"}},
		&book.Signature{Name: "清水湾实验学校工会委员会", Date: "2012年5月17日", Seal: true},
		&book.Heading{Annex: "附件1", Text: text("光荣榜"), Bookmark: "a1", InOutline: true},
		&book.NameList{Names: []string{"林竹", "欧阳小竹", "冉堃", "贺春莲", "王五", "赵六六", "孙七"}},
		&book.Form{Rows: []book.FormRow{{Label: "审核人意见", Value: []book.Inline{{Text: "同意。"}, {Break: true}, {Text: "可以上网。"}}, Sign: true}}},
		&book.Blank{Lines: 30},
	)
}

// begins is the place of a word that begins with the text.
func begins(t *testing.T, page []box, text string) box {
	t.Helper()
	i := slices.IndexFunc(page, func(w box) bool { return strings.HasPrefix(w.Text, text) })
	if i < 0 {
		t.Fatalf("no %q on the page: %+v", text, page)
	}
	return page[i]
}

// TestBold: bold text keeps its face, with heavier strokes, unless the document
// sets it in 黑体.
func TestBold(t *testing.T) {
	e := open(t)
	fonts := func(hei bool) int {
		doc := document("bold", &book.Paragraph{Text: []book.Inline{{Text: "人人登台", Bold: true}, {Text: "，各学所缺。"}}})
		doc.BoldHei = hei
		r, err := e.PDF(doc)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Count(tool(t, r.PDF, "pdffonts", "PDF"), "CID")
	}
	if plain, hei := fonts(false), fonts(true); hei != plain+1 {
		t.Errorf("%d faces with heavier strokes, %d with 黑体: want one more", plain, hei)
	}
}

// TestRedHead: GB/T 9704-2012, 7.2.4: the issuer stands 35 mm below the upper
// edge of the type area, all of it and the title on the first page.
func TestRedHead(t *testing.T) {
	r := pdf(t, document("red", &book.Heading{Text: text("关于读书的通知"), Bookmark: "title",
		Masthead: &book.Masthead{Name: "清水湾实验学校文件", Number: "清校〔2012〕6号"}}, para("请读书。")))
	first := words(t, r.PDF)[0]
	head, title := begins(t, first, "清水湾实验学校文件"), begins(t, first, "关于读书")
	if top := head.YMin/mm - 37; math.Abs(top-35) > 2 {
		t.Errorf("the red head is %.1f mm below the edge of the type area", top)
	}
	if begins(t, first, "请读书").YMin < title.YMax || r.Pages != 1 {
		t.Error("the text does not follow the title")
	}
}

// TestIssued: GB/T 9704-2012, 7.3.4 (what is attached: two characters in, a turned line
// below the name) and 7.3.5.1 (the date four characters from the right, the
// name centred over it).
func TestIssued(t *testing.T) {
	r := pdf(t, issued())
	pages := words(t, r.PDF)
	if r.Pages != 3 || len(r.Findings) != 0 {
		t.Errorf("%d pages, %v", r.Pages, r.Findings)
	}
	first := pages[0]
	name, turned := begins(t, first, "2.二"), begins(t, first, "习情况")
	if math.Abs(name.XMin-28*mm-5*15.79) > 2 {
		t.Errorf("the second enclosure begins at %.1f pt", name.XMin-28*mm)
	}
	if turned.YMin <= name.YMin || turned.XMin < name.XMin+8 {
		t.Errorf("a turned name goes on at %.1f, its number at %.1f", turned.XMin, name.XMin)
	}
	date, by := begins(t, first, "2012年5月17日"), begins(t, first, "清水湾实验学校工会")
	if right := (210-26)*mm - date.XMax; math.Abs(right-4*15.79) > 2 {
		t.Errorf("the date ends %.1f pt from the right", right)
	}
	if off := (date.XMin + date.XMax - by.XMin - by.XMax) / 2; math.Abs(off) > 2 {
		t.Errorf("the name is %.1f pt off the middle of the date", off)
	}
}

// TestBooklet: double-sided pages have their wide margin at the inner edge, and
// their number is a multiple of four.
func TestBooklet(t *testing.T) {
	doc := document("booklet", para(strings.Repeat("一二三四五六七八九十", 90)))
	doc.Head = "学习档案"
	doc.Layout, doc.Cover = book.Booklet, &book.Cover{Title: "教师学习档案"}
	r := pdf(t, doc)
	pages := words(t, r.PDF)
	if len(pages)%4 != 0 || r.Pages != 4 {
		t.Fatalf("%d pages", len(pages))
	}
	for n, want := range map[int]float64{1: 24, 2: 30} { // the sheet's other side is an even page
		left := 1000.0
		for _, w := range pages[n] {
			if w.YMin > 37*mm && w.YMax < (297-35)*mm {
				left = min(left, w.XMin)
			}
		}
		if math.Abs(left/mm-want) > 1 {
			t.Errorf("the text of page %d begins at %.1f mm", n+1, left/mm)
		}
	}
	if begins(t, pages[1], "学习档案").YMax > 37*mm {
		t.Error("the running head does not stand in the margin")
	}
	if len(pages[3]) != 0 || r.Blank != 1 {
		t.Errorf("the last page is not blank: %v, %d blank pages", pages[3], r.Blank)
	}
}

// TestWide: on a turned sheet the page number stays where an upright one has
// it, which is now the left edge; the head of a table is on every page.
func TestWide(t *testing.T) {
	table := &book.Table{Columns: make([]book.Column, 10), Header: []book.Row{cells("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")}}
	for range 40 {
		table.Rows = append(table.Rows, cells("甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"))
	}
	doc := document("wide", &book.Heading{Text: text("登记表"), Bookmark: "t"}, table)
	doc.Layout = book.Wide
	r := pdf(t, doc)
	if r.Pages < 2 || !strings.Contains(tool(t, r.PDF, "pdfinfo", "PDF"), "841.89 x 595.276") {
		t.Errorf("%d pages", r.Pages)
	}
	for n, page := range words(t, r.PDF) {
		begins(t, page, "十")
		number := begins(t, page, "—")
		if number.XMax > 35*mm {
			t.Errorf("the number of page %d stands at %.1f mm", n+1, number.XMax/mm)
		}
		if low := number.YMin > 105*mm; low != (n%2 == 0) {
			t.Errorf("the number of page %d stands at %.1f mm from above", n+1, number.YMin/mm)
		}
	}
}

// TestHeadingSheet: the sheet before an annex holds nothing of its text.
func TestHeadingSheet(t *testing.T) {
	sheet := &book.Sheet{Fields: []book.Field{{Label: "材料类别", Value: "案例"}, {Label: "作　　者", Value: "林竹"}}}
	doc := document("sheets",
		&book.Heading{Text: text("佐证材料"), Bookmark: "list", InOutline: true}, para("目录。"),
		&book.Heading{Annex: "附件1", Text: text("菜地里的分数"), Subtitle: "一则教学案例", Bookmark: "a1", InOutline: true, Sheet: sheet},
		&book.Heading{Text: text("菜地里的分数"), Bookmark: "t1"}, para("正文。"),
		&book.Heading{Annex: "附件2", Text: text("荣誉墙"), Bookmark: "a2", InOutline: true, Sheet: sheet}, &book.PageBreak{}, para("照片。"),
		&book.Heading{Annex: "附件3", Text: text("会议记录"), Bookmark: "a3", InOutline: true, Sheet: &book.Sheet{Remark: text("（本件另附原件。）")}},
		&book.Heading{Text: text("公示"), Bookmark: "end", InOutline: true}, para("无异议。"))
	r, err := open(t).PDF(doc)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int{"list": 1, "a1": 2, "t1": 3, "a2": 4, "a3": 6, "end": 7}
	for mark, page := range want {
		if r.PageOf[mark] != page {
			t.Errorf("%s is on page %d, not %d", mark, r.PageOf[mark], page)
		}
	}
	if r.Pages != 7 {
		t.Errorf("%d pages, not 7", r.Pages)
	}
}

// TestTurned: a wide table lies on sheets of its own, with the title above it,
// and leaves no page empty.
func TestTurned(t *testing.T) {
	table := &book.Table{Columns: make([]book.Column, 11)}
	for range 4 {
		r := book.Row{}
		for range 11 {
			r.Cells = append(r.Cells, book.Cell{Text: text("课题登记")})
		}
		table.Rows = append(table.Rows, r)
	}
	doc := document("turned",
		&book.Heading{Text: text("总结"), Bookmark: "a", InOutline: true}, para("正文。"),
		&book.Turned{Blocks: []book.Block{&book.Heading{Text: text("课题登记表"), Bookmark: "b", InOutline: true}, para("截至今年五月。"), table}},
		&book.Heading{Text: text("公示"), Bookmark: "c", InOutline: true}, para("无异议。"),
		&book.Turned{Blocks: []book.Block{table}}, para("完。"))
	r, err := open(t).PDF(doc)
	if err != nil {
		t.Fatal(err)
	}
	for mark, page := range map[string]int{"a": 1, "b": 2, "c": 3} {
		if r.PageOf[mark] != page {
			t.Errorf("%s is on page %d, not %d", mark, r.PageOf[mark], page)
		}
	}
	var lying []string
	for _, line := range strings.Split(tool(t, r.PDF, "pdfinfo", "-f", "1", "-l", "9", "PDF"), "\n") {
		if f := strings.Fields(line); len(f) > 4 && f[2] == "size:" {
			lying = append(lying, f[3][:3])
		}
	}
	if got := strings.Join(lying, " "); got != "595 841 595 841 595" {
		t.Errorf("the pages are so many points wide: %s", got)
	}
}
