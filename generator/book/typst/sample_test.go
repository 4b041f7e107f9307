package typst_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"strings"
	"sync"
	"testing"

	"showcase/generator/book"
	"showcase/generator/book/typst"
)

var templates = os.DirFS("../../../themes/default/print")

// newEngine returns an engine with the system's fonts, started by its first
// document; without the WebAssembly or fonts the test is skipped.
func newEngine(t testing.TB, change ...func(*typst.Options)) *typst.Engine {
	t.Helper()
	o := typst.Options{Templates: templates}
	for _, c := range change {
		c(&o)
	}
	if s := typst.Probe(o); len(s.Missing) > 0 {
		t.Skip("cannot print here: ", s.Missing[0])
	}
	e, err := typst.Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// shared is one engine for the tests that need no other.
var shared = struct {
	sync.Mutex
	engine *typst.Engine
}{}

func open(t testing.TB) *typst.Engine {
	t.Helper()
	shared.Lock()
	defer shared.Unlock()
	if shared.engine == nil {
		shared.engine = newEngine(t)
	}
	return shared.engine
}

// pdf prints the document.
func pdf(t testing.TB, doc *book.Document) typst.Result {
	t.Helper()
	r, err := open(t).PDF(doc)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// document is a document of the official layout with the given blocks.
func document(name string, blocks ...book.Block) *book.Document {
	return &book.Document{Name: name, Title: name, Lang: "zh-CN", Layout: book.Official, Body: blocks}
}

func text(s string) []book.Inline { return []book.Inline{{Text: s}} }

func para(s string) *book.Paragraph { return &book.Paragraph{Text: text(s)} }

func cells(texts ...string) book.Row {
	var r book.Row
	for _, s := range texts {
		r.Cells = append(r.Cells, book.Cell{Text: text(s)})
	}
	return r
}

func picture(width, height int) book.File {
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			img.Set(x, y, color.RGBA{uint8(90 + 120*x/width), uint8(140 + 80*y/height), 190, 255})
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		panic(err)
	}
	return book.File{Kind: "png", Data: out.Bytes(), Width: width, Height: height}
}

const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 560 240" font-family="sans-serif" font-size="14">
<rect x="40" y="80" width="60" height="130" fill="#2a61a8"/><rect x="140" y="50" width="60" height="160" fill="#2a61a8"/>
<text x="70" y="228" text-anchor="middle">上半年</text><text x="170" y="228" text-anchor="middle">下半年</text>
<path d="M20 210H540" stroke="#000"/></svg>`

// sample has every kind of block and inline.
func sample() *book.Document {
	doc := &book.Document{
		Name: "sample", Title: "创建学习型学校申报材料", Subtitle: "以读书促成长，以研究促发展", Author: "清水湾实验学校", Date: "2012年5月17日", Created: "2012-05-17",
		Lang: "zh-CN", Layout: book.Official, Contents: true,
		Cover: &book.Cover{Kicker: "清水湾市学习型组织创建先进集体", Title: "创建学习型学校申报材料", Lines: []book.Field{{Label: "申报单位", Value: "清水湾实验学校"}, {Label: "联系人", Value: "林小竹"}, {Label: "联系电话", Value: "000-0000000"}, {Label: "申报时间", Value: "2012年5月17日"}}},
		Files: map[string]book.File{
			"photo.png": picture(1200, 800), "tiny.png": picture(24, 24), "tall.png": picture(400, 2400),
			"chart.svg": {Kind: "svg", Data: []byte(drawing), Width: 560, Height: 240},
		},
	}
	doc.Body = append(doc.Body, report()...)
	doc.Body = append(doc.Body, forms()...)
	doc.Body = append(doc.Body, annex()...)
	return doc
}

func report() []book.Block {
	return []book.Block{
		&book.Heading{Level: 0, Text: text("以读书促成长的学校"), Subtitle: "清水湾实验学校事迹材料", Bookmark: "report", InOutline: true},
		&book.Paragraph{Style: book.Lead, Text: text("本材料写明学校三年来的做法与成效，数字均由登记簿统计得出。")},
		para("清水湾实验学校建校于1998年，现有37个班，1500余名学生，116名教职工。学校坚持“人人学习、时时学习、处处学习”，把读书写进每一天的作息：晨诵、午读、暮省，三年间从未间断。"),
		&book.Heading{Level: 1, Number: "一、", Text: text("组织领导，健全制度"), Bookmark: "lead", InOutline: true},
		&book.Paragraph{Text: []book.Inline{{Text: "学校成立了以校长为组长的领导小组"}, {Note: []book.Block{para("领导小组名单见附件，任期三年，每学期开两次会。")}}, {Text: "，工会、教导处、教科室"}, {Text: "分工负责", Bold: true}, {Text: "，做到"}, {Text: "有计划、有检查", Italic: true}, {Text: "、有总结。详见"}, {Text: "表1", Link: "#t1"}, {Text: "和"}, {Text: "网站", Link: "https://example.org/a/very/long/address/that/would/not/fit/into/one/line/of/the/page/index.html?name=value"}, {Text: "。"}}},
		&book.Heading{Level: 2, Number: "（一）", Text: text("领导小组"), Bookmark: "group", InOutline: true},
		&book.Heading{Level: 3, Number: "1.", Text: text("职责"), InOutline: true},
		para("领导小组负责制订规划、检查落实、总结表彰。"),
		&book.Heading{Level: 4, Number: "（1）", Text: text("规划")},
		para("每年三月公布年度计划，每学期末公布完成情况。"),
		&book.ListBlock{Items: []book.ListItem{
			{Marker: "1.", Blocks: []book.Block{para("制订读书计划，明确每人每学期读书两本、写读书笔记四篇，并在教研组内交流，交流情况记入教研组的活动记录。")}},
			{Marker: "2.", Blocks: []book.Block{para("开设书香讲坛。"), &book.ListBlock{Items: []book.ListItem{{Marker: "•", Blocks: []book.Block{para("每月一讲；")}}, {Marker: "☑", Blocks: []book.Block{para("师生同台。")}}}}}},
		}},
		&book.Table{Caption: "表1 2009—2011年获奖统计", Bookmark: "t1", Columns: []book.Column{{Weight: 1, Align: book.Center}, {Weight: 2}, {Weight: 1, Align: book.Right}, {Align: book.Center}},
			Header: []book.Row{{Cells: []book.Cell{{Text: text("年度"), RowSpan: 2}, {Text: text("获奖情况"), ColSpan: 2}, {Text: text("备注"), RowSpan: 2}}}, cells("项目", "人次")},
			Rows:   []book.Row{cells("2009", "县级优质课评比", "12", "—"), cells("2010", "市级教学能手", "8", "含集体1项"), cells("2011", "省级论文", "21", "—"), {Bold: true, Cells: []book.Cell{{Text: text("合计"), ColSpan: 2}, {Text: text("41")}, {Text: text("")}}}}},
		&book.Paragraph{Style: book.TableNote, Text: text("注：按获奖证书登记，同一人同一奖项只计一次。")},
		&book.Figure{File: "chart.svg", Alt: "上半年与下半年读书量的柱状图", Caption: "图1 全校人均读书量（本）", Bookmark: "f1", Width: 120},
		&book.Quote{Blocks: []book.Block{para("读一本好书，就是和一位高尚的人谈话。")}},
		&book.CodeBlock{Text: "name: 读书计划\nyear: 2012\n\titems: [晨诵, 午读]\n"},
		&book.Notice{Title: "提示", Blocks: []book.Block{para("凡引用的数字都可以在附件中查到原始登记。")}},
		&book.Rule{},
		&book.Paragraph{Style: book.Centered, Text: []book.Inline{{Text: "校徽"}, {Picture: "tiny.png", Text: "校徽图"}, {Text: "与"}, {Text: "旧说法", Strike: true}, {Break: true}, {Text: "code()", Code: true}}},
		&book.Paragraph{Style: book.Flush, Text: text("特此报告。")},
		&book.Signature{Name: "清水湾实验学校工会委员会", Date: "2012年5月17日"},
	}
}

func forms() []book.Block {
	return []book.Block{
		&book.Heading{Level: 0, Text: text("先进集体推荐审批表"), Bookmark: "form", InOutline: true},
		&book.Form{Rows: []book.FormRow{
			{Label: "单位名称", Value: text("清水湾实验学校")},
			{Label: "负责人", Value: text("林小竹"), Half: true}, {Label: "联系电话", Value: text("000-0000000"), Half: true},
			{Label: "教职工人数", Value: text("116"), Half: true}, {Label: "会员人数", Value: text("116"), Half: true},
			{Label: "主要事迹", Value: text(strings.Repeat("学校三年来坚持全员读书，教师人均读书十二本，学生人均读书三十六本，教研组活动记录完整。", 8)), MinLines: 12},
			{Label: "单位意见", Value: text("同意推荐。"), Seal: true, MinLines: 5},
			{Label: "主管部门意见", Seal: true, MinLines: 5},
			{Label: "评审委员会意见", Seal: true, MinLines: 5},
		}},
	}
}

func annex() []book.Block {
	list := &book.Table{Caption: "表2 获奖清单", Columns: []book.Column{{Align: book.Center}, {Weight: 3}, {Weight: 2}, {Weight: 2}, {Align: book.Center}}, Header: []book.Row{cells("序号", "奖项", "获奖者", "颁奖单位", "时间")}}
	for i := range 60 {
		list.Rows = append(list.Rows, cells(fmt.Sprint(i+1), "第"+fmt.Sprint(i+1)+"届课堂教学大赛一等奖", "语文教研组", "清水湾市教育局", fmt.Sprintf("%d.%d", 2009+i%3, 1+i%12)))
	}
	return []book.Block{
		&book.Heading{Level: 0, Annex: "附件1", Text: text("获奖清单"), Bookmark: "a1", InOutline: true},
		list,
		&book.Heading{Level: 0, Annex: "附件2", Text: text("清水湾实验学校关于创建学习型教研组、争做学习型教师活动的照片与活动记录汇编"), Bookmark: "a2", InOutline: true,
			Sheet: &book.Sheet{Fields: []book.Field{{Label: "材料类别", Value: "活动"}, {Label: "评选条件", Value: "职工广泛参与、成效明显"}}, Remark: text("（本件另附原件。）")}},
		&book.Figure{File: "photo.png", Alt: "书香讲坛", Caption: "图2 书香讲坛"},
		&book.Figure{File: "tall.png", Alt: "长卷"},
		&book.PageBreak{},
		para("照片由学校提供。"),
	}
}
