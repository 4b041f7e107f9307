package typst_test

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"showcase/generator/book"
	"showcase/generator/chart"
	"showcase/generator/diag"
)

// certificate is a sheet of A4, lying.
func certificate(to, why string) *book.Certificate {
	return &book.Certificate{
		Sheet: book.DesignSheet{Width: 297, Height: 210}, Title: "荣誉证书", To: []string{to}, Text: why, Closing: "特发此证，以资鼓励。",
		Issuer: "清水湾实验学校", Date: "二〇一二年一月六日", Number: "第1号",
		Origin: book.Origin{File: "content/awards/2012.md", Pos: diag.Pos{Line: 7, Column: 3}, What: to},
	}
}

func design(template string, blocks ...book.Block) *book.Document {
	return &book.Document{Name: "d", Title: "设计", Author: "清水湾实验学校", Lang: "zh-CN", Template: template, Body: blocks, Files: map[string]book.File{},
		Layout: book.Layout{Width: 297, Height: 210}}
}

func find(t *testing.T, list []box, text string) box {
	t.Helper()
	i := slices.IndexFunc(list, func(b box) bool { return strings.Contains(b.Text, text) })
	if i < 0 {
		t.Fatalf("%q stands nowhere: %v", text, list)
	}
	return list[i]
}

// TestCertificates: a sheet each, names whole, everything on the sheet whatever
// its length, and room for the seal.
func TestCertificates(t *testing.T) {
	long := strings.Repeat("棠", 20) + "同志："
	doc := design(book.CertificateTemplate,
		certificate("欧阳静同志：", "在2011年度教科研成果评选中，荣获教学设计一等奖。"),
		certificate(long, "在"+strings.Repeat("一二三四五六七八九十", 12)+"活动中，荣获论文一等奖。"),
		certificate("𠮷㛃䶮同志：", "在读书节中，荣获第一名。"),
	)
	upright := certificate("甘露同志：", "在"+strings.Repeat("一二三四五六七八九十", 12)+"活动中，荣获论文一等奖。")
	upright.Sheet = book.DesignSheet{Width: 210, Height: 297}
	large := certificate("甘露同志：", "被评为优秀教师。")
	large.Sheet = book.DesignSheet{Width: 420, Height: 297}
	shared := certificate("", "荣获课件一等奖。")
	shared.To = nil
	for i := range 12 {
		shared.To = append(shared.To, fmt.Sprintf("欧阳%c静、", '一'+rune(i)))
	}
	doc.Body = append(doc.Body, upright, large, shared)
	r := pdf(t, doc)
	if r.Pages != len(doc.Body) {
		t.Errorf("%d pages for %d certificates", r.Pages, len(doc.Body))
	}
	pages := words(t, r.PDF)
	list := slices.Concat(pages...)
	for _, name := range []string{"欧阳静同志", strings.Repeat("棠", 20), "𠮷㛃䶮"} {
		find(t, list, name)
	}
	for i, c := range doc.Body {
		sheet, text := c.(*book.Certificate).Sheet, 0.0
		for _, b := range pages[i] {
			if b.XMin < 20 || b.XMax > sheet.Width*72/25.4-20 || b.YMin < 20 || b.YMax > sheet.Height*72/25.4-20 {
				t.Errorf("page %d: %q is too near the edge", i+1, b.Text)
			}
			if strings.Contains(b.Text, "特发此证") {
				text = b.YMax
			}
			if strings.Contains(b.Text, "清水湾") && b.YMin < text {
				t.Errorf("page %d: the issuer stands beside the text", i+1)
			}
		}
	}
	if info := tool(t, r.PDF, "pdfinfo", "-f", "1", "-l", "6", "PDF"); !strings.Contains(info, "1190.55 x 841.89") || !strings.Contains(info, "595.276 x 841.89") {
		t.Errorf("sizes:\n%s", info)
	}
	tool(t, r.PDF, "qpdf", "--check", "PDF")
}

// TestOverlay: the text moves by as many millimetres as it is told, and
// neither title nor frame is drawn.
func TestOverlay(t *testing.T) {
	plain, moved := certificate("甘露同志：", "荣获绝活奖。"), certificate("甘露同志：", "荣获绝活奖。")
	moved.Title, moved.Sheet.OffsetX, moved.Sheet.OffsetY = "", 4, -2.5
	a := words(t, pdf(t, design(book.CertificateTemplate, plain)).PDF)[0]
	r := pdf(t, design(book.CertificateTemplate, moved))
	b := words(t, r.PDF)[0]
	for _, text := range []string{"甘露", "绝活", "清水湾", "二〇一二", "第1号"} {
		x, y := find(t, a, text), find(t, b, text)
		if dx, dy := (y.XMin-x.XMin)/72*25.4, (y.YMin-x.YMin)/72*25.4; math.Abs(dx-4) > 0.05 || math.Abs(dy+2.5) > 0.05 {
			t.Errorf("%q moved by %.2f, %.2f mm", text, dx, dy)
		}
	}
	if strings.Contains(tool(t, r.PDF, "pdftotext", "PDF", "-"), "荣誉") {
		t.Error("the title is printed on a sheet that has one")
	}
	pdf(t, design(book.CertificateTemplate, &book.Calibration{Sheet: moved.Sheet, Lines: []string{"校准", "用尺量"}}))
}

// TestNoRoom: what does not fit is an error that says what and by how much.
func TestNoRoom(t *testing.T) {
	for name, doc := range map[string]*book.Document{
		"甘露同志：": design(book.CertificateTemplate, certificate("甘露同志：", strings.Repeat("很长的一句话，", 80))),
		"第2块":   onePanel(panel(420, 297, section("短", &book.Prose{Paragraphs: []string{"话。"}}), section("第2块", &book.Prose{Paragraphs: []string{strings.Repeat("很长的一句话，", 900)}}))),
	} {
		r := pdf(t, doc)
		if r.PDF != nil || len(r.Findings) != 1 || r.Findings[0].Code != "print/overflow" || !strings.Contains(r.Findings[0].Message.ZH, name) ||
			!regexp.MustCompile(`还差 \d+\.\d 毫米[，（]`).MatchString(r.Findings[0].Message.ZH) || r.Findings[0].Origin.Pos.Line == 0 {
			t.Errorf("%s: %d bytes, %v", name, len(r.PDF), r.Findings)
		}
	}
}

func section(title string, parts ...book.PanelPart) *book.PanelSection {
	return &book.PanelSection{Title: title, Parts: parts, Origin: book.Origin{File: "content/boards/b.md", Pos: diag.Pos{Line: 9, Column: 5}, What: title}}
}

func panel(width, height float64, sections ...*book.PanelSection) *book.Panel {
	return &book.Panel{Width: width, Height: height, Kicker: "创争", Title: "创争宣传栏", Subtitle: "人人每天多学一点", School: "清水湾实验学校", Time: "2012年5月", Sections: sections}
}

// onePanel is a document of one panel.
func onePanel(p *book.Panel) *book.Document {
	doc := design(book.PanelTemplate, p)
	doc.Layout = book.Layout{Width: p.Width, Height: p.Height}
	return doc
}

// amounts is a chart as a panel shows it.
func amounts(width int) book.File {
	c := chart.Bars{Label: "作品", Width: float64(width), Bars: []chart.Bar{{Label: "论文", Values: []float64{24}, Text: "24件"}, {Label: "没有", Values: []float64{0}, Text: "0件"}}}
	return book.File{Kind: "svg", Data: []byte(c.SVG()), Width: width}
}

// everyPart is a panel with each kind of part.
func everyPart(width, height float64) *book.Document {
	vision := section("愿景", &book.Slogan{Lines: []string{"人人多学一点", "组组多懂一事"}})
	vision.Span = book.Banner
	plan := section("计划", &book.Points{Numbered: true, Items: []book.Point{{Name: "都有计划", Gloss: "3份"}, {Name: "都有本领"}}},
		&book.Strip{Phases: []book.Phase{{Name: "准备", Time: "2月—5月", Months: 4, State: book.Done, Tasks: []string{"学"}}, {Name: "创建", Months: 9, State: book.UnderWay}, {Name: "总结", Months: 5}}})
	plan.Span = book.Whole
	wall := section("照片", &book.Photos{Items: []book.Photo{{File: "a", Alt: "甲", Caption: "一"}, {File: "a", Alt: "乙"}, {File: "broken", Alt: "丙", Caption: "三"}}})
	wall.Span = book.Whole
	doc := onePanel(panel(width, height, vision, plan,
		section("", &book.Steps{Items: []book.Point{{Name: "第一步", Gloss: "看"}, {Name: "第二步"}}}, &book.Turns{Pairs: []book.Turn{{From: "教", To: "学", Gloss: "为什么"}}}),
		section("成果", &book.Records{Rows: []book.PanelRecord{{Tag: "论文", Title: "从登记问题到立项课题", Note: "尤念慈"}, {Title: "没有别的"}}}, &book.Honours{All: "省级", Rows: []book.Honour{{Award: "一等奖", Names: []string{"甘露", "欧阳静"}}, {Award: "集体奖"}}}),
		section("名单", &book.Roster{Rows: []book.RosterRow{{Role: "组长", Names: []string{"甘露"}}, {Role: "成员", Names: []string{"欧阳静", "𠮷㛃䶮"}}}},
			&book.Drawing{Files: []string{"chart240", "chart420"}, Alt: "论文24件", Note: "共24件"}),
		section("某人", &book.Portrait{File: "a", Facts: "班主任", Paragraphs: []string{"一段。", "又一段。"}}),
		wall))
	doc.Files["a"], doc.Files["broken"] = picture(400, 300), book.File{Kind: "png", Data: []byte("no picture")}
	doc.Files["code"] = book.File{Kind: "svg", Data: []byte(drawing)}
	for _, w := range []int{240, 420} {
		doc.Files[fmt.Sprint("chart", w)] = amounts(w)
	}
	p := doc.Body[0].(*book.Panel)
	p.Code, p.CodeNote = "code", "扫码看网页"
	return doc
}

// TestPanels prints panels of all usual sizes; that the text is whole and in
// order is checked by the engine itself.
func TestPanels(t *testing.T) {
	for _, size := range [][2]float64{{600, 900}, {900, 600}, {1200, 900}, {594, 841}, {297, 420}, {800, 2000}} {
		doc := everyPart(size[0], size[1])
		r := pdf(t, doc)
		if r.PDF == nil {
			t.Errorf("%v: %v", size, r.Findings)
			continue
		}
		want := fmt.Sprintf("%.0f x %.0f", size[0]*72/25.4, size[1]*72/25.4)
		info := tool(t, r.PDF, "pdfinfo", "PDF")
		got := regexp.MustCompile(`Page size: +([\d.]+) x ([\d.]+)`).FindStringSubmatch(info)
		w, _ := strconv.ParseFloat(got[1], 64)
		h, _ := strconv.ParseFloat(got[2], 64)
		if r.Pages != 1 || math.Abs(w-size[0]*72/25.4) > 1 || math.Abs(h-size[1]*72/25.4) > 1 {
			t.Errorf("%v: %d pages of %s", size, r.Pages, want)
		}
		for _, b := range words(t, r.PDF)[0] {
			if margin := min(30*72/25.4, 0.05*min(w, h)); b.XMin < margin || b.XMax > w-margin || b.YMin < margin || b.YMax > h-margin {
				t.Errorf("%v: %q is in the margin: %v", size, b.Text, b)
			}
		}
		if codes := codes(r); !slices.Contains(codes, "print/image") || slices.Contains(codes, "print/overfull") {
			t.Errorf("%v: found %v", size, r.Findings)
		}
	}
}

// TestTooMuch: a text without so many characters as the message says fits, and
// each column that is too high is told.
func TestTooMuch(t *testing.T) {
	told := regexp.MustCompile(`约要删去 (\d+) 个字`)
	sheet := func(n int) *book.Document {
		return onePanel(panel(600, 900,
			section("甲", &book.Prose{Paragraphs: []string{strings.Repeat("一二三四五六七八九十", n)}}),
			section("乙", &book.Prose{Paragraphs: []string{strings.Repeat("一二三四五六七八九十", n)}})))
	}
	for _, n := range []int{180, 240} {
		r := pdf(t, sheet(n))
		if r.PDF != nil || len(r.Findings) == 0 {
			t.Fatalf("%d characters: %v", n*20, r.Findings)
		}
		most := 0
		for _, f := range r.Findings {
			m := told.FindStringSubmatch(f.Message.ZH)
			if m == nil {
				t.Fatalf("it is not said how much has to go: %s", f.Message.ZH)
			}
			few, _ := strconv.Atoi(m[1])
			most = max(most, few)
		}
		if r := pdf(t, sheet(n-(most+9)/10)); r.PDF == nil {
			t.Errorf("%d characters less of %d do not fit: %v", most, n*10, r.Findings)
		}
		if most > n*6 {
			t.Errorf("%d characters of %d have to go, which is too many", most, n*10)
		}
	}
	rows := &book.Records{}
	for range 200 {
		rows.Rows = append(rows.Rows, book.PanelRecord{Tag: "论文", Title: "从登记问题到立项课题"})
	}
	if r := pdf(t, onePanel(panel(420, 297, section("成果", rows)))); len(r.Findings) != 1 || !regexp.MustCompile(`约要删去 \d+ 条（\d+ 个字）`).MatchString(r.Findings[0].Message.ZH) {
		t.Errorf("rows: %v", r.Findings)
	}
}

// TestNearlyEmpty: a sheet that is mostly empty is a warning that says how much,
// a full one is none.
func TestNearlyEmpty(t *testing.T) {
	for n, want := range map[int]bool{1: true, 60: false} {
		r := pdf(t, onePanel(panel(600, 900, section("甲", &book.Prose{Paragraphs: []string{strings.Repeat("一二三四五六七八九十，", n)}}))))
		if r.PDF == nil || slices.Contains(codes(r), "print/empty") != want {
			t.Errorf("%d words: %v", n, r.Findings)
		}
		if want && !regexp.MustCompile(`约有 [5-7]\d% 是空的`).MatchString(r.Findings[0].Message.ZH) {
			t.Errorf("%d words: %s", n, r.Findings[0].Message.ZH)
		}
	}
}

// TestHonourBoard: nothing below the banner is larger than the names.
func TestHonourBoard(t *testing.T) {
	s := section("上榜的人", &book.Honours{Large: true, Rows: []book.Honour{
		{Tag: "市级", Award: "优秀教师", Names: []string{"邱明喆"}}, {Tag: "县级", Award: "优秀班主任", Names: []string{"欧阳静", "文清扬"}}, {Tag: "校级", Award: "好教员奖", Names: []string{"秦素兰"}}}})
	s.Span = book.Above
	p := panel(1200, 800, s, section("话", &book.Prose{Paragraphs: []string{"书由获奖者自己点。"}}))
	p.Honour = true
	list := words(t, pdf(t, onePanel(p)).PDF)[0]
	size := func(text string) float64 { b := find(t, list, text); return b.YMax - b.YMin }
	for _, name := range []string{"邱明喆", "欧阳静", "秦素兰"} {
		for _, other := range []string{"优秀教师", "市级", "上榜的人", "书由获奖者"} {
			if size(name) <= size(other) {
				t.Errorf("%s is not larger than %s: %.0f and %.0f", name, other, size(name), size(other))
			}
		}
	}
	if school, body := size("清水湾实验学校"), size("书由获奖者"); school < 0.8*body {
		t.Errorf("the school's name is small: %.0f beside %.0f", school, body)
	}
}

// TestPanelChart: the words of a chart are no smaller than captions may be.
func TestPanelChart(t *testing.T) {
	for _, size := range [][2]float64{{600, 900}, {1200, 900}, {297, 420}, {594, 841}} {
		doc := onePanel(panel(size[0], size[1]))
		p := doc.Body[0].(*book.Panel)
		for i := range 5 {
			p.Sections = append(p.Sections, section(fmt.Sprint("作品", i), &book.Drawing{Files: []string{"c240", "c350", "c500"}, Alt: "作品"}, &book.Prose{Paragraphs: []string{strings.Repeat("一二三四五六七，", 8)}}))
		}
		for _, w := range []int{240, 350, 500} {
			doc.Files[fmt.Sprint("c", w)] = amounts(w)
		}
		least := 16 * min(size[0], size[1]) / 600
		for _, b := range words(t, pdf(t, doc).PDF)[0] {
			if high := b.YMax - b.YMin; strings.Contains(b.Text, "件") && high < least {
				t.Errorf("%v: %q is %.0f points high, less than %.0f", size, b.Text, high, least)
			}
		}
	}
}

// TestTiles: the sheets of a small printer with the panel's marks and labels.
func TestTiles(t *testing.T) {
	doc := everyPart(600, 900)
	doc.Tiles = &book.Tiles{Width: 210, Height: 297, Margin: 7, Overlap: 8, Least: 0.92}
	r := pdf(t, doc)
	// At 93 % it takes 3 columns and 3 rows, and the overview.
	if r.Pages != 10 {
		t.Errorf("%d sheets", r.Pages)
	}
	if text := tool(t, r.PDF, "pdftotext", "-l", "1", "PDF", "-"); !strings.Contains(text, "印成原大的 93%") {
		t.Errorf("the first sheet says %q", text)
	}
	if text := tool(t, r.PDF, "pdftotext", "-f", "10", "PDF", "-"); !strings.Contains(text, "9/9") || !strings.Contains(text, "第3行第3列") {
		t.Errorf("the last sheet says %q", text)
	}
	tool(t, r.PDF, "qpdf", "--check", "PDF")
}

func BenchmarkCertificates(b *testing.B) {
	doc := design(book.CertificateTemplate)
	for i := range 200 {
		doc.Body = append(doc.Body, certificate(fmt.Sprintf("欧阳静%c同志：", '一'+rune(i)), "在2011年度教科研成果评选中，荣获教学设计一等奖。"))
	}
	measure(b, doc)
}

func BenchmarkPanel(b *testing.B) { measure(b, everyPart(900, 1200)) }

func measure(b *testing.B, doc *book.Document) {
	pdf(b, doc)
	pages := 0
	for b.Loop() {
		pages += pdf(b, doc).Pages
	}
	b.ReportMetric(b.Elapsed().Seconds()*1000/float64(pages), "ms/page")
}
