package docx_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"

	"showcase/generator/book"
)

func text(s string) []book.Inline { return []book.Inline{{Text: s}} }

func p(s string) *book.Paragraph { return &book.Paragraph{Text: text(s)} }

func h(level int, number, title, mark string) *book.Heading {
	return &book.Heading{Level: level, Number: number, Text: text(title), Bookmark: mark, InOutline: true}
}

func row(cells ...string) book.Row {
	var r book.Row
	for _, c := range cells {
		r.Cells = append(r.Cells, book.Cell{Text: text(c)})
	}
	return r
}

func picture(w, h int) []byte {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.Set(x, y, color.RGBA{uint8(200 - x*120/w), uint8(180 - y*60/h), 220, 255})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err)
	}
	return b.Bytes()
}

const prose = "青禾学校坚持把教师学习摆在办学的中心位置，以“读书、研课、反思、分享”四件事为抓手，三年来共组织共读活动四十二场，教师撰写读书笔记一千一百余篇，逐步形成了人人参与、组组有题、月月有会的学习氛围。"

// sample is a dossier with every block and inline of the tree.
func sample() *book.Document {
	return &book.Document{
		Name:     "dossier",
		Title:    "青禾学校学习型组织创建申报材料",
		Subtitle: "让每一位教师都在学习中成长",
		Author:   "云川市青禾学校",
		Date:     "2012年5月17日",
		Created:  "2012-05-17",
		Lang:     "zh-CN",
		Layout:   book.Official,
		Contents: true,
		Cover: &book.Cover{
			Kicker: "云川市学习型组织先进单位",
			Title:  "青禾学校学习型组织创建申报材料",
			Lines: []book.Field{
				{Label: "申报单位", Value: "云川市青禾学校"}, {Label: "推荐单位", Value: "云川市教育工会"},
				{Label: "联系人", Value: "教务处"}, {Label: "申报时间", Value: "2012年5月17日"},
			},
		},
		Body: append(append(formPart(), deedsPart()...), annexPart()...),
		Files: map[string]book.File{
			"reading.png": {Kind: "png", Data: picture(900, 500), Width: 900, Height: 500},
			"chart.svg":   {Kind: "svg", Data: []byte("<svg/>"), Width: 640, Height: 320, Fallback: picture(640, 320)},
			"plain.svg":   {Kind: "svg", Data: []byte("<svg/>"), Width: 640, Height: 320},
			"star.png":    {Kind: "png", Data: picture(40, 40), Width: 40, Height: 40},
		},
	}
}

func formPart() []book.Block {
	return []book.Block{
		h(0, "", "推荐审批表", "form"),
		&book.Form{Rows: []book.FormRow{
			{Label: "单位名称", Value: text("云川市青禾学校")},
			{Label: "负责人", Value: text("校长室"), Half: true}, {Label: "教职工数", Value: text("126人"), Half: true},
			{Label: "地址", Value: text("云川市北新路8号"), Half: true}, {Label: "邮编", Value: text("400000"), Half: true},
			{Label: "曾获荣誉", Value: []book.Inline{{Text: "2010年 区级文明校园", Break: true}, {Text: "2011年 市级书香校园"}}, MinLines: 2},
			{Label: "主要事迹", Value: text(prose + prose), MinLines: 7},
			{Label: "申报单位意见", Value: text("同意申报。"), Seal: true, MinLines: 5},
			{Label: "推荐单位意见", Seal: true, MinLines: 5},
		}},
	}
}

func deedsPart() []book.Block {
	return []book.Block{
		&book.Heading{Level: 0, Text: text("以学立校 以研促教"), Subtitle: "青禾学校创建学习型组织事迹材料", Bookmark: "deeds", InOutline: true},
		&book.Paragraph{Style: book.Lead, Text: text("本材料由学校申报工作小组根据2009年至2012年的活动记录整理。")},
		p(prose),
		&book.Paragraph{Text: []book.Inline{{Text: "学校先后出台了"}, {Text: "《教师学习管理办法》", Bold: true}, {Text: "等制度"},
			{Note: []book.Block{&book.Paragraph{Text: []book.Inline{{Text: "制度全文见"}, {Text: "学校网站", Link: "https://example.org/制度?q=a b"}, {Text: "，2010年9月起施行。"}}}}},
			{Text: "，明确提出“三个一”要求，详见"}, {Text: "附件1", Link: "#annex-1"}, {Text: "和"}, {Text: "表1", Link: "#table-1"}, {Text: "。"}}},
		h(1, "一、", "组织领导", "lead"),
		p(prose),
		h(2, "（一）", "健全领导机构", "organs"),
		p("学校成立了由校长任组长的领导小组，下设办公室，负责日常工作的统筹、检查和考核。"),
		h(3, "1.", "明确职责分工", "duties"),
		p("教务处负责校本研修，工会负责共读活动，信息中心负责资料归档。"),
		h(4, "（1）", "教务处职责", "duties-1"),
		p("每月组织一次主题研修，每学期汇总一次学习情况。"),
		&book.ListBlock{Items: []book.ListItem{
			{Marker: "1.", Blocks: []book.Block{p("制订年度学习计划，" + prose)}},
			{Marker: "2.", Blocks: []book.Block{p("建立学习档案："), &book.ListBlock{Items: []book.ListItem{
				{Marker: "•", Blocks: []book.Block{p("个人档案由教师本人填写，每学期末由教研组长审核一次，作为评优的依据之一；")}},
				{Marker: "•", Blocks: []book.Block{p("集体档案由办公室保管。")}}}}}},
			{Marker: "10.", Blocks: []book.Block{p("开展学习成果评比。"), p("评比结果在校内公示五个工作日。")}},
		}},
		h(1, "二、", "主要成效", "results"),
		p("2010年以来，教师获奖人次逐年上升，如表1和图1所示。"),
		statisticsTable(),
		&book.Paragraph{Style: book.TableNote, Text: text("注：统计截至2012年4月30日，同一成果多次获奖的按最高级别计一次。")},
		&book.Figure{File: "chart.svg", Alt: "2010年至2012年获奖人次的柱形图", Caption: "图1 获奖人次变化", Bookmark: "figure-1", Width: 120},
		&book.Quote{Blocks: []book.Block{p("读书不是为了装点门面，而是为了把课上得更明白，把学生看得更清楚。")}},
		&book.Notice{Title: "说明", Blocks: []book.Block{p("本部分数据由学校获奖登记册自动汇总，登记册可在学校办公室查阅。"), &book.ListBlock{Items: []book.ListItem{{Marker: "☑", Blocks: []book.Block{p("已核对原件")}}, {Marker: "☐", Blocks: []book.Block{p("待补复印件")}}}}}},
		&book.CodeBlock{Text: "年度,人次\n2010,18\n2011,\t27\n  2012,35\n"},
		&book.Paragraph{Text: []book.Inline{{Text: "强调", Italic: true}, {Text: "与Latin italics", Italic: true}, {Text: "、"}, {Text: "删去的话", Strike: true}, {Text: "、"}, {Text: "config.toml", Code: true},
			{Text: "，星标"}, {Picture: "star.png", Text: "星"}, {Text: "；换行前", Break: true}, {Text: "换行后的文字。It’s “fine”，生僻字𠮷与😀。"}}},
		&book.Paragraph{Style: book.Centered, Text: text("居中的一行")},
		&book.Rule{},
		&book.Paragraph{Style: book.Flush, Text: text("顶格的一行")},
		&book.Signature{Name: "云川市青禾学校工会委员会", Date: "2012年5月17日"},
	}
}

func statisticsTable() *book.Table {
	return &book.Table{
		Caption: "表1 2010—2012年教师获奖统计", Bookmark: "table-1",
		Columns: []book.Column{{}, {Align: book.Center}, {Align: book.Center}, {Align: book.Right}},
		Header: []book.Row{
			{Cells: []book.Cell{{Text: text("类别"), RowSpan: 2}, {Text: text("级别"), ColSpan: 2}, {Text: text("合计"), RowSpan: 2}}},
			row("市级", "区级"),
		},
		Rows: []book.Row{
			row("论文", "12", "30", "42"),
			{Cells: []book.Cell{{Text: []book.Inline{{Text: "课例"}, {Note: []book.Block{p("含录像课。")}}}, RowSpan: 2}, {Text: text("8")}, {Text: text("15")}, {Text: text("23")}}},
			row("5", "10", "15"),
			{Bold: true, Cells: []book.Cell{{Text: text("合计")}, {Text: text("25")}, {Text: text("55")}, {Text: text("80")}}},
		},
	}
}

func annexPart() []book.Block {
	return []book.Block{
		&book.Heading{Level: 0, Annex: "附件1", Text: text("教师学习管理办法"), Bookmark: "annex-1", InOutline: true},
		p("第一条　为规范教师学习管理，制定本办法。"),
		&book.Figure{File: "plain.svg", Alt: "学习流程示意图", Caption: "图2 学习流程"},
		&book.PageBreak{},
		&book.Figure{File: "reading.png", Alt: "教师在阅览室共读的照片", Caption: "图3 共读活动", Bookmark: "figure-3"},
		&book.Heading{Level: 0, Annex: "附件2", Text: text("获奖证书目录"), Bookmark: "附件/二", InOutline: true,
			Sheet: &book.Sheet{Fields: []book.Field{{Label: "材料类别", Value: "荣誉与获奖"}, {Label: "评选条件", Value: "成效明显"}}, Remark: text("（本件另附原件。）")}},
		&book.Table{
			Columns: []book.Column{{Align: book.Center}, {Weight: 3}, {Weight: 1, Align: book.Center}, {Align: book.Center}},
			Header:  []book.Row{row("序号", "成果名称", "作者", "日期")},
			Rows:    []book.Row{row("1", "小学语文整本书阅读的课堂组织研究", "语文组", "2011.6"), row("2", "数学错题本的建立与使用", "数学组", "2012.3")},
		},
		&book.Table{Columns: []book.Column{{Weight: 1}}, Rows: []book.Row{row("紧跟着的另一张表")}},
		&book.Turned{Blocks: []book.Block{
			&book.Heading{Level: 0, Text: text("横放的登记表"), Bookmark: "turned"},
			&book.Table{Columns: make([]book.Column, 9), Rows: []book.Row{row("一", "二", "三", "四", "五", "六", "七", "八", "九")}},
		}},
		p("又回到竖放的纸上。"),
	}
}
