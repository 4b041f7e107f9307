package statistics_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"showcase/generator/content"
	"showcase/generator/site"
	"showcase/generator/statistics"
)

// bigSchool has 100,000 prizes of five years, some in aggregate rows, and a
// dossier that asks for fifty numbers.
func bigSchool(b *testing.B) *site.Site {
	const rows = 100_000
	levels := []string{"国家级", "省级", "市级", "县级", "校级"}
	grades := []string{"一等奖", "二等奖", "三等奖", "优秀奖"}
	var awards strings.Builder
	awards.WriteString("日期,奖项,类别,级别,等级,对象,获奖者,人数,汇总,统计区间,颁奖单位\n")
	for i := range rows {
		who := fmt.Sprintf("\"教师%d、教师%d\"", i%997, i%991)
		fmt.Fprintf(&awards, "%d-%02d-%02d,第%d次评选,竞赛奖,%s,%s,教师,%s,,,,评委会%d\n", 2007+i%5, i%12+1, i%28+1, i, levels[i%len(levels)], grades[i/7%len(grades)], who, i%13)
	}
	for i := range 40 {
		fmt.Fprintf(&awards, "2012-05-01,汇总%d,竞赛奖,%s,%s,教师,,%d余人次,是,%d-01~%d-12,各单位\n", i, levels[i%len(levels)], grades[i%len(grades)], 100*i, 2007+i%5, 2007+i%5)
	}
	var text strings.Builder
	for i := range 50 {
		fmt.Fprintf(&text, "{{stat 获奖 级别=%s 等级=%s 时段=%d年 单位=%s}}\n\n", levels[i%5], grades[i/5%4], 2007+i/20, []string{"人次", "人"}[i/40])
	}
	return school(b, &txtar.Archive{Files: []txtar.File{
		{Name: "content/awards/a.csv", Data: []byte(awards.String())},
		{Name: "content/dossiers/d.md", Data: []byte("---\ntitle: 申报\naward_name: 先进\norganizer: 总工会\ndeadline: 2012-05-31\napplicant: 样校\nwindow: 2007-01~2011-12\nlimit: 2000\ndate: 2012-05-17\n---\n" + text.String())},
	}}, site.Options{Audience: site.Staff, Today: content.Date{Year: 2012, Month: 6, Day: 15}})
}

// BenchmarkFill fills fifty numbers from 100,000 rows: the register is read
// once, what a placeholder costs is what it finds.
func BenchmarkFill(b *testing.B) {
	s := bigSchool(b)
	for b.Loop() {
		counts := statistics.New(s)
		counts.Fill()
		if n := len(counts.Figures(s.ByFile("content/dossiers/d.md"))); n != 50 {
			b.Fatalf("%d figures", n)
		}
	}
}

// BenchmarkAsk asks one question once the register has been read.
func BenchmarkAsk(b *testing.B) {
	s := bigSchool(b)
	counts := statistics.New(s)
	p := s.ByFile("content/dossiers/d.md")
	q, _ := statistics.ParseQuery("获奖 级别=省级 等级=一等奖", s.Known)
	counts.Ask(p, q)
	for b.Loop() {
		counts.Ask(p, q)
	}
}
