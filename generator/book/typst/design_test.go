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
		"第2块":   design(book.PanelTemplate, panel(420, 297, section("短", &book.Prose{Paragraphs: []string{"话。"}}), section("第2块", &book.Prose{Paragraphs: []string{strings.Repeat("很长的一句话，", 900)}}))),
	} {
		r := pdf(t, doc)
		if r.PDF != nil || len(r.Findings) != 1 || r.Findings[0].Code != "print/overflow" || !strings.Contains(r.Findings[0].Message.ZH, name) ||
			!regexp.MustCompile(`还差 \d+\.\d 毫米`).MatchString(r.Findings[0].Message.ZH) || r.Findings[0].Origin.Pos.Line == 0 {
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

// everyPart is a panel with each kind of part.
func everyPart(width, height float64) *book.Document {
	vision := section("愿景", &book.Slogan{Lines: []string{"人人多学一点", "组组多懂一事"}})
	vision.Span = book.Banner
	plan := section("计划", &book.Points{Numbered: true, Items: []book.Point{{Name: "都有计划", Gloss: "3份"}, {Name: "都有本领"}}},
		&book.Strip{Phases: []book.Phase{{Name: "准备", Time: "2月—5月", Months: 4, State: book.Done, Tasks: []string{"学"}}, {Name: "创建", Months: 9, State: book.UnderWay}, {Name: "总结", Months: 5}}})
	plan.Span = book.Whole
	wall := section("照片", &book.Photos{Items: []book.Photo{{File: "a", Alt: "甲", Caption: "一"}, {File: "a", Alt: "乙"}, {File: "broken", Alt: "丙", Caption: "三"}}})
	wall.Span = book.Whole
	doc := design(book.PanelTemplate, panel(width, height, vision, plan,
		section("", &book.Steps{Items: []book.Point{{Name: "第一步", Gloss: "看"}, {Name: "第二步"}}}, &book.Turns{Pairs: []book.Turn{{From: "教", To: "学", Gloss: "为什么"}}}),
		section("成果", &book.Records{Rows: []book.PanelRecord{{Tag: "论文", Title: "从登记问题到立项课题", Note: "尤念慈"}, {Title: "没有别的"}}}),
		section("名单", &book.Roster{Rows: []book.RosterRow{{Role: "组长", Names: []string{"甘露"}}, {Role: "成员", Names: []string{"欧阳静", "𠮷㛃䶮"}}}},
			&book.Drawing{Files: []string{"chart"}, Alt: "论文24件", Note: "共24件"}, &book.Honours{All: "省级", Rows: []book.Honour{{Award: "一等奖", Names: []string{"甘露", "欧阳静"}}, {Award: "集体奖"}}}),
		section("某人", &book.Portrait{File: "a", Facts: "班主任", Paragraphs: []string{"一段。", "又一段。"}}),
		wall))
	doc.Layout = book.Layout{Width: width, Height: height}
	doc.Files["a"], doc.Files["broken"] = picture(400, 300), book.File{Kind: "png", Data: []byte("no picture")}
	doc.Files["code"] = book.File{Kind: "svg", Data: []byte(drawing)}
	doc.Files["chart"] = book.File{Kind: "svg", Data: []byte(drawing), Width: 560}
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
			if margin := 0.05 * min(w, h); b.XMin < margin || b.XMax > w-margin || b.YMin < margin || b.YMax > h-margin {
				t.Errorf("%v: %q is in the margin: %v", size, b.Text, b)
			}
		}
		if codes := codes(r); !slices.Contains(codes, "print/image") || slices.Contains(codes, "print/overfull") {
			t.Errorf("%v: found %v", size, r.Findings)
		}
	}
}

// TestTiles: the sheets of a small printer with the panel's marks and labels.
func TestTiles(t *testing.T) {
	doc := everyPart(600, 900)
	doc.Tiles = &book.Tiles{Width: 210, Height: 297, Margin: 7, Overlap: 10}
	r := pdf(t, doc)
	// Lying sheets take fewer: 3 columns and 5 rows, and the overview.
	if r.Pages != 16 {
		t.Errorf("%d sheets", r.Pages)
	}
	text := tool(t, r.PDF, "pdftotext", "-f", "16", "PDF", "-")
	if !strings.Contains(text, "15/15") || !strings.Contains(text, "第5行第3列") {
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
