package statistics

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"showcase/generator/content"
)

// FuzzQuery: whatever stands between the braces, a query can be asked or its
// problems stand inside it.
func FuzzQuery(f *testing.F) {
	for _, s := range []string{
		"获奖 级别=国家级|省级 时段=近五年", "获奖，级别：省级；等级＝一等奖", "培训 字段=学时", "教职工 学历=本科 占比=学历 显示=数", "获奖 奖项=“a b” x='y", "获奖 =", "获奖 =省级", "|", "获奖 级别=|、|", `获奖 级别=国家级\|省级`, `案例 a=\"b c\"`, "案例 \xff=\xfe", "概况 教职工数 2011年", "案例 单位=", "案例 时段=近0年 时段=近999999999年", "award level=省级 window=\"last 5 years\"", "　＝　", "案例 期次=1e309 日期=0000",
	} {
		f.Add(s)
	}
	types, _ := content.LoadTypes(nil)
	f.Fuzz(func(t *testing.T, s string) {
		q, problems := ParseQuery(s, types)
		for _, p := range problems {
			if p.Start < 0 || p.End < p.Start || p.End > len(s) || p.Message.ZH == "" || p.Message.EN == "" {
				t.Errorf("%q: %+v", s, p)
			}
		}
		if len(problems) == 0 && (q.Type == nil || q.Unit == "" && q.Field == nil) {
			t.Errorf("%q: %+v", s, q)
		}
	})
}

// FuzzClaims: the numbers read in a text stand in it, in their order, and each
// query that they make can be read.
func FuzzClaims(f *testing.F) {
	for _, s := range []string{
		"共获国家级一等奖12人次、二等奖36人次，省级一等奖19人次，市县级一、二、三等奖400余人次；", "课题11项（县级5项、校级6项）", "近百篇，约1,500名学生，第3期，三至五个，40％左右", "2011年秋季学期，108名专任教师人人写案例。现有会员116人", "连续五年获县一等奖", "市、县、镇荣誉10项", "学校校级", "、、、级级级12人次", "百千万两亿个", "1人1人1人", "\xff12人次\xfe", "近近近近三十余多来百项", "二〇一二年五个", "一等奖一等奖5人次",
	} {
		f.Add(s, "")
		f.Add(s, "会员数")
	}
	f.Add("116人", "会员数")
	types, _ := content.LoadTypes(nil)
	r := newReader(types)
	f.Fuzz(func(t *testing.T, text, label string) {
		at := 0
		for _, c := range r.read(text, label) {
			if c.start < at || c.end <= c.start || c.end > len(text) || c.from > c.start || c.from < 0 || c.to < c.end || c.to > len(text) || c.count.Value < 1 {
				t.Fatalf("%q %q: %+v", text, label, c)
			}
			if utf8.ValidString(text) && !utf8.ValidString(text[c.from:c.to]) {
				t.Fatalf("%q: cut within a character: %+v", text, c)
			}
			at = c.end
			if c.query == "" {
				continue
			}
			if _, problems := ParseQuery(c.query, types); len(problems) > 0 {
				t.Fatalf("%q: query %q: %s", text, c.query, problems[0].Message.EN)
			}
		}
	})
}

// TestLongTexts: reading takes time in proportion to the text.
func TestLongTexts(t *testing.T) {
	types, _ := content.LoadTypes(nil)
	r := newReader(types)
	for _, unit := range []string{"县级5项、", "国家级一等奖12人次，", "2011年课题3项", "一等奖、", "市、县、", "12", "近", "三"} {
		text := strings.Repeat(unit, 100_000/len(unit))
		start := time.Now()
		r.read(text, "")
		if took := time.Since(start); took > 30*time.Second { // many minutes if it grew with the square
			t.Errorf("%q: %v", unit, took)
		}
	}
}
