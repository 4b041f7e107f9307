package chart_test

import (
	"fmt"
	"math"
	"strconv"

	"showcase/generator/chart"
)

// picture is any of the charts.
type picture interface {
	SVG() string
	Table() chart.Table
}

// hard are charts of more and longer things than a school should have, in a
// page (width 0) or as pictures.
func hard(width float64) map[string]picture {
	grades := []string{"特等奖", "一等奖", "二等奖", "三等奖", "优秀奖", "指导奖", "组织奖", "其他"}
	bars := chart.Bars{Label: "各学科组三年来在县级以上教学评比中的获奖人次", Series: grades, Width: width, Unit: "人次"}
	for i := range 30 {
		name := []string{"语文组", "岚江县中小学教师信息技术与学科教学融合优质课评比展示活动（棠梨镇片区）", "综合实践活动与劳动技术教研组", "National Primary English Teaching Contest 2011", "数学"}[i%5]
		bar := chart.Bar{Label: name + strconv.Itoa(i)}
		for k := range grades {
			bar.Values = append(bar.Values, float64((i*7+k*5)%13))
		}
		bars.Bars = append(bars.Bars, bar)
	}
	bars.Bars[3].Text = "400余人次（含集体奖3项）"
	bars.Bars[4].Values = []float64{math.NaN(), math.NaN()}
	bars.Bars[5].Values = []float64{-3, 12, math.Inf(1)}
	years := chart.Columns{Label: "各年获奖", Series: grades[:3], Width: width, Unit: "人次"}
	single := chart.Columns{Label: "教师读书量", Width: width, Unit: "册"}
	terms := chart.Columns{Label: "各学期公开课", Series: []string{"校内", "校外"}, Width: width}
	for y := range 20 {
		label := strconv.Itoa(1993+y) + "年"
		years.Columns = append(years.Columns, chart.Bar{Label: label, Values: []float64{float64(y % 4), float64(y * 2), float64(3 * y % 17)}})
		single.Columns = append(single.Columns, chart.Bar{Label: strconv.Itoa(1993 + y), Values: []float64{float64(900 + 137*y%700)}})
	}
	single.Columns[7].Values[0] = math.NaN()
	single.Columns[8].Values[0] = 0
	for i := range 6 {
		terms.Columns = append(terms.Columns, chart.Bar{Label: fmt.Sprintf("%d—%d学年第%d学期", 2009+i/2, 2010+i/2, 1+i%2), Values: []float64{float64(12 + i), 3.5 * float64(i)}})
	}
	lines := chart.Lines{Label: "教师撰写的文章", Width: width, Unit: "篇"}
	one := chart.Lines{Label: "学生人均借阅", Width: width, Unit: "册", Lines: []chart.Line{{Name: "人均借阅"}}}
	for y := range 20 {
		lines.Points = append(lines.Points, strconv.Itoa(1993+y))
	}
	for n, name := range []string{"案例", "反思与心得", "论文", "读书笔记", "教学日记", "课题报告", "校本教材", "其他"} {
		line := chart.Line{Name: name}
		for y := range 20 {
			line.Values = append(line.Values, float64((y*(n+2)+n*9)%40+y))
		}
		lines.Lines = append(lines.Lines, line)
	}
	lines.Lines[1].Values[6], lines.Lines[1].Values[8] = math.NaN(), math.NaN()
	lines.Lines[2].Values[3] = -4
	lines.Lines[4].Values[19], lines.Lines[5].Values[19] = 41, 41
	for i, m := range []string{"1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"} {
		one.Points = append(one.Points, m)
		one.Lines[0].Values = append(one.Lines[0].Values, []float64{1.2, .5, 2.8, 3, 3.25, 4.1, 0, 0, 2, 2.5, 3.75, 3.9}[i])
	}
	return map[string]picture{
		"bars": bars, "columns": years, "columns-single": single, "columns-terms": terms, "lines": lines, "lines-one": one,
		"bars-short": chart.Bars{Label: "各级别获奖", Series: grades[1:4], Width: width, Unit: "人次", Bars: []chart.Bar{
			{Label: "国家级", Values: []float64{12, 36}}, {Label: "省级", Values: []float64{19, 38, 56}}, {Label: "市县级", Values: []float64{0, 0, 400}, Text: "400余人次"}}},
		"ring": chart.Ring{Label: "教师年龄结构", Centre: "110", Note: "名专任教师", Width: width, Slices: []chart.Slice{
			{Label: "30岁以下", Value: 44, Text: "40%（44人）"}, {Label: "31—40岁", Value: 33, Text: "30%（33人）"}, {Label: "41—50岁", Value: 22, Text: "20%（22人）"}, {Label: "50岁以上", Value: 11, Text: "10%（11人）"}}},
		"ring-long": chart.Ring{Label: "教师学历与进修", Centre: "1280", Note: "人次", Width: width, Slices: []chart.Slice{
			{Label: "参加岚江县教师进修学校组织的骨干教师培训", Value: 500}, {Label: "本科", Value: 300}, {Label: "函授", Value: 200}, {Label: "校本培训与青年教师沙龙的主讲人", Value: 120},
			{Label: "远程", Value: 80}, {Label: "国培", Value: 40}, {Label: "顶岗", Value: 39.5}, {Label: "其他", Value: .5}, {Label: "未填", Value: 0}, {Label: "待核", Value: math.NaN()}}},
		"ring-one": chart.Ring{Label: "一样", Width: width, Slices: []chart.Slice{{Label: "女", Value: 7}}},
		"timeline": chart.Timeline{Label: "阶段", Width: width, NowLabel: "今天", Year: "%s年", Now: chart.Month(2012, 6), Spans: []chart.Span{
			{Label: "宣传发动与学习准备阶段", Note: "2011年9月—12月", From: chart.Month(2011, 9), To: chart.Month(2012, 1), State: chart.Past},
			{Label: "全面实施", Note: "2012年", From: chart.Month(2012, 1), To: chart.Month(2012, 11), State: chart.Current},
			{Label: "总结提高，整理材料，迎接岚江县总工会学习型组织创建工作检查验收", Note: "2012年11月", From: chart.Month(2012, 11), To: chart.Month(2013, 1)}}},
		"tree": tree(width), "grid": grid(width), "grid-heat": heat(width),
	}
}

func tree(width float64) chart.Tree {
	var groups []chart.Node
	for i, name := range []string{"语文教研组", "数学教研组", "英语教研组", "综合实践活动与信息技术教研组", "体艺教研组"} {
		g := chart.Node{Label: name, Note: "组长：方知微", Href: "groups/g" + strconv.Itoa(i) + ".html"}
		if i < 3 {
			g.Children = []chart.Node{{Label: "低段备课组", Note: "8人"}, {Label: "高段备课组", Note: "11人"}}
		}
		groups = append(groups, g)
	}
	return chart.Tree{Label: "组织机构", Width: width, Roots: []chart.Node{{Label: "创建学习型学校领导小组", Note: "组长：陆明远（校长、党支部书记），副组长：沈静秋", Children: []chart.Node{
		{Label: "教科室", Note: "主任：沈静秋", Children: groups},
		{Label: "工会委员会", Note: "主席：许广平川", Children: []chart.Node{{Label: "青年教师沙龙", Href: "groups/salon.html"}, {Label: "读书会"}}},
		{Label: "教务处"}}}}}
}

func grid(width float64) chart.Grid {
	g := chart.Grid{Label: "教师完成情况", Width: width, Legend: []chart.Mark{{Outcome: chart.Over, Title: "超额"}, {Outcome: chart.Met, Title: "完成"}, {Outcome: chart.Partly, Title: "部分完成"}, {Outcome: chart.Missed, Title: "未完成"}, {Outcome: chart.NotDue, Title: "未到期"}, {Outcome: chart.Blank, Title: "无要求"}}}
	for i := range 22 {
		g.Columns = append(g.Columns, []string{"教学反思", "读书笔记", "公开课", "2012年3月", "听课"}[i%5])
	}
	for i := range 40 {
		row := chart.GridRow{Label: []string{"方知微", "沈静秋", "欧阳明月", "棠梨镇中心学校幼儿园附属班教师"}[i%4]}
		for k := range 22 - i%3 {
			m := chart.Mark{Outcome: chart.Outcome((i*k + i) % 6)}
			if k == 2 {
				m.Text = strconv.Itoa(i)
			}
			if m.Outcome == chart.Met {
				m.Title = row.Label + "：" + g.Columns[k] + "已完成"
			}
			row.Cells = append(row.Cells, m)
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

func heat(width float64) chart.Grid {
	g := chart.Grid{Label: "各月活动", Width: width, Legend: []chart.Mark{{Outcome: chart.Blank, Title: "0"}, {Outcome: chart.Heat1, Title: "1–2"}, {Outcome: chart.Heat2, Title: "3–4"}, {Outcome: chart.Heat3, Title: "5–6"}, {Outcome: chart.Heat4, Title: "7–8"}}}
	for i := range 12 {
		g.Columns = append(g.Columns, strconv.Itoa(i+1)+"月")
	}
	for i, name := range []string{"语文组", "数学组", "英语组", "工会"} {
		row := chart.GridRow{Label: name}
		for k := range 12 {
			v := (i*3 + k*5) % 9
			m := chart.Mark{Outcome: chart.Heat(float64(v), 8), Title: fmt.Sprintf("%s %d月 %d次", name, k+1, v)}
			if v > 0 {
				m.Text = strconv.Itoa(v)
			}
			row.Cells = append(row.Cells, m)
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}
