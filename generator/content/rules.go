package content

import (
	"strings"

	"showcase/generator/diag"
)

// rule reports at a value's place.
func (b *builder) rule(it *Item, sev diag.Severity, v Value, code string, message, hint diag.Text) {
	if v.Pos.Line == 0 || it.Row > 0 && v.Pos.Line != it.Pos.Line {
		v.Pos, v.EndAt = it.Pos, diag.Pos{} // absent, or inherited by the row
	}
	b.found = append(b.found, diag.Diagnostic{File: b.file, Start: v.Pos, End: v.EndAt, Severity: sev, Code: code, Message: message, Hint: hint})
}

// check applies the rules that tie several fields of one item together (2.4 of
// the domain's checklist).
func (b *builder) check(it *Item) {
	b.span(it)
	for _, pair := range it.Type.atMost {
		small, large := it.Values[pair[0]], it.Values[pair[1]]
		if !small.IsZero() && !large.IsZero() && small.Count.Value > large.Count.Value {
			b.rule(it, diag.Warning, small, "profile/more", diag.Say("“%[1]s”（%[2]s）比“%[3]s”（%[4]s）还多", "%[1]q (%[2]s) is more than %[3]q (%[4]s)", b.label(it, pair[0]), small.Text, b.label(it, pair[1]), large.Text), diag.Say("核对这两个数", "check both numbers"))
		}
	}
	if it.Row == 0 {
		if len(it.Tags) > 8 {
			b.rule(it, diag.Hint, Value{}, "tags/many", diag.Say("标签有%[1]d个，太多了", "there are %[1]d tags", len(it.Tags)), diag.Say("留下最要紧的8个以内", "keep at most 8"))
		}
		if n := len([]rune(it.Summary)); n > 200 {
			b.rule(it, diag.Hint, Value{}, "summary/long", diag.Say("摘要有%[1]d字，太长", "the summary has %[1]d characters", n), diag.Say("200字以内", "at most 200"))
		}
	}
	if a := it.Values["approver"]; len(a.Names) > 0 && len(it.Authors) == 1 && a.Names[0].Text == it.Authors[0].Text {
		b.rule(it, diag.Warning, a, "status/approver", diag.Say("签发人就是作者本人", "the approver is the author"), diag.Say("请另一位负责人签发", "somebody else must approve it"))
	}
	switch it.Type.Name {
	case "award":
		b.award(it)
	case "concept":
		if c, items := it.Values["count"], it.Values["items"]; !c.IsZero() && int(c.Count.Value) != len(items.List) {
			b.rule(it, diag.Warning, c, "concept/count", diag.Say("数目写的是%[1]s，下面列了%[2]d项", "count says %[1]s, but there are %[2]d items", c.Text, len(items.List)), diag.Say("核对数目和各项", "make them agree"))
		}
	case "plan":
		b.phases(it, it.Values["phases"])
	case "group":
		b.group(it)
	case "activity":
		if kind := it.Values["kind"]; kind.Text == "专题研讨会" && it.Values["seminar_level"].IsZero() {
			b.rule(it, diag.Warning, kind, "activity/seminar-level", diag.Say("专题研讨会要写“层面”", "a seminar needs its level"), diag.Say("层面: 问题-课题、经验-实验、结果-成果之一", "seminar_level: 问题-课题, 经验-实验 or 结果-成果"))
		}
	case "project":
		if s := it.Values["status"]; s.Text == "结题" && it.Values["end"].IsZero() {
			b.rule(it, diag.Warning, s, "project/end", diag.Say("结题的课题要写结束时间", "a concluded project needs its end"), diag.Say("结题时间: 2012-03", "end: 2012-03"))
		}
	}
}

func (b *builder) label(it *Item, name string) string {
	if f := it.Type.Field(name); f != nil {
		return f.Label
	}
	return name
}

// span reports an item that starts after it ends.
func (b *builder) span(it *Item) {
	start, end := it.Values["start"], it.Values["end"]
	from := start.Date
	if from.IsZero() && it.Type.Field("start") == nil {
		from = it.Date
	}
	if !from.IsZero() && !end.Date.IsZero() && !ordered(from, end.Date) {
		b.rule(it, diag.Error, end, "value/order", diag.Say("结束（%[2]s）早于开始（%[1]s）", "the end %[2]s comes before the start %[1]s", from.String(), end.Text), diag.Say("核对两个日期", "check both dates"))
	}
}

// issuers are the words in an issuer's name that tell the level, narrowest first.
var issuers = []struct{ word, level string }{
	{"镇", "镇级"}, {"乡", "镇级"}, {"街道", "镇级"}, {"县", "县级"}, {"省", "省级"}, {"中国", "国家级"}, {"全国", "国家级"}, {"国家", "国家级"}, {"教育部", "国家级"},
}

func (b *builder) award(it *Item) {
	kind, grade, level, issuer := it.Values["kind"], it.Values["grade"], it.Values["level"], it.Values["issuer"]
	if kind.Text == "荣誉称号" && !grade.IsZero() {
		b.rule(it, diag.Error, grade, "award/grade", diag.Say("荣誉称号没有等级，这里写了“%[1]s”", "an honorary title has no grade, here is %[1]q", grade.Text), diag.Say("删去等级，或者把类别改成竞赛奖、名次", "delete the grade, or change the kind to 竞赛奖 or 名次"))
	}
	if kind.Text == "竞赛奖" && grade.IsZero() {
		b.rule(it, diag.Warning, kind, "award/no-grade", diag.Say("竞赛奖没有写等级", "a contest's prize needs its grade"), diag.Say("等级: 一等奖", "grade: 一等奖"))
	}
	if !level.IsZero() && !issuer.IsZero() && level.Text != "国际级" && level.Text != "市县级" {
		for _, w := range issuers {
			if strings.Contains(issuer.Text, w.word) {
				if level.Text != w.level && !(w.level == "镇级" && level.Text == "校级") && !b.mixedIssuer(issuer.Text, level.Text) {
					b.rule(it, diag.Warning, level, "award/level", diag.Say("级别是“%[1]s”，颁奖单位却是“%[2]s”", "the level is %[1]q but the issuer is %[2]q", level.Text, issuer.Text), diag.Say("核对级别，是不是“%[1]s”？", "check the level: %[1]q?", w.level))
				}
				break
			}
		}
	}
	if agg := it.Values["aggregate"]; agg.Bool && (it.Values["count"].IsZero() || it.Values["window"].IsZero()) {
		b.rule(it, diag.Warning, agg, "award/aggregate", diag.Say("汇总行要写人数和统计区间", "a line of totals needs count and window"), diag.Say("人数: 36人次；统计区间: 2007-06~2012-05", "count: 36人次, window: 2007-06~2012-05"))
	}
}

// mixedIssuer reports whether another word of the issuer's name fits the level:
// 省教育厅驻县…, or a school named after its town.
func (b *builder) mixedIssuer(issuer, level string) bool {
	for _, w := range issuers {
		if w.level == level && strings.Contains(issuer, w.word) {
			return true
		}
	}
	return level == "校级" && (strings.Contains(issuer, "学校") || strings.Contains(issuer, "小学") || strings.Contains(issuer, "中学")) ||
		level == "市级" && strings.Contains(issuer, "市")
}

// phases reports phases that overlap, leave a gap or stand in the wrong order.
func (b *builder) phases(it *Item, v Value) {
	for i := 1; i < len(v.List); i++ {
		before, after := v.List[i-1].Map["end"], v.List[i].Map["start"]
		if before.Date.IsZero() || after.Date.IsZero() {
			continue
		}
		names := [2]string{v.List[i-1].Map["name"].Text, v.List[i].Map["name"].Text}
		switch gap := monthsBetween(before.Date, after.Date); {
		case before.Date.Compare(after.Date) == 0 && before.Date.Day > 0, before.Date.Day > 0 && after.Date.Day > 0 && before.Date.Compare(after.Date) > 0, (before.Date.Day == 0 || after.Date.Day == 0) && gap < 0,
			before.Date.Day == 0 && after.Date.Day == 0 && gap == 0:
			b.rule(it, diag.Warning, after, "plan/overlap", diag.Say("“%[1]s”到%[2]s，“%[3]s”从%[4]s开始，两个阶段重叠", "%[1]q runs to %[2]s and %[3]q begins at %[4]s: they overlap", names[0], before.Text, names[1], after.Text),
				diag.Say("让后一阶段从前一阶段的下一个月开始", "let each phase begin in the month after the one before"))
		case gap > 1:
			b.rule(it, diag.Warning, after, "plan/gap", diag.Say("“%[1]s”到%[2]s，“%[3]s”从%[4]s开始，中间空了%[5]d个月", "%[1]q runs to %[2]s and %[3]q begins at %[4]s: %[5]d months between", names[0], before.Text, names[1], after.Text, gap-1),
				diag.Say("补上空着的月份，或者在正文里说明", "fill the gap, or explain it in the text"))
		}
	}
}

func monthsBetween(a, b Date) int { return (b.Year-a.Year)*12 + b.Month - a.Month }

func (b *builder) group(it *Item) {
	if kind := it.Values["kind"]; kind.Text == "领导小组" && it.Values["head"].IsZero() {
		b.rule(it, diag.Warning, kind, "group/head", diag.Say("领导小组要写组长", "a leading group needs its head"), diag.Say("组长: 张三", "head: 张三"))
	}
	seen := map[string]bool{}
	for _, m := range it.Values["members"].List {
		for _, n := range m.Map["name"].Names {
			if seen[n.Text] {
				b.rule(it, diag.Warning, m, "group/twice", diag.Say("“%[1]s”在名单里出现了两次", "%[1]q stands in the list twice", n.Text), diag.Say("一人一行，几个职务写在“职务”里：posts: [宣传委员, 文艺委员]", "one line a person, several posts as a list"))
			}
			seen[n.Text] = true
		}
	}
}
