package statistics_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"showcase/generator/content"
	"showcase/generator/statistics"
)

// table reads a file of a folder of content as rows of its register.
func table(t *testing.T, folder, text string) []*content.Item {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "content", folder, "a.csv")
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(strings.TrimLeft(text, "\n")), 0o666); err != nil {
		t.Fatal(err)
	}
	src, err := content.Read(t.Context(), dir, content.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(src.Items) != 1 || len(src.Items[0].Records) == 0 {
		t.Fatal("no rows read: ", src.Diagnostics)
	}
	return src.Items[0].Records
}

func TestStreaks(t *testing.T) {
	records := table(t, "awards", `
日期,奖项,类别,级别,等级,对象,获奖者,颁奖单位,连续年度,汇总,人数,统计区间
2008-02,综合管理一等奖,集体荣誉,县级,一等奖,学校,,县教育局,,,,
2009-02,综合管理一等奖,集体荣誉,县级,一等奖,学校,,县教育局,,,,
2010-02,综合管理一等奖,集体荣誉,县级,一等奖,学校,,县教育局,,,,
2012-02,综合管理一等奖,集体荣誉,县级,一等奖,学校,,县教育局,,,,
2011-02,综合管理一等奖,集体荣誉,镇级,一等奖,学校,,镇政府,,,,
2012-05,文明单位,荣誉称号,市级,,学校,,市委,2008—2010、2011、2012,,,
2009-09,2009年度优秀教师,荣誉称号,县级,,教师,"甲一、乙二",县教育局,,,,
2010-09,2010年度优秀教师,荣誉称号,县级,,教师,"乙二、丙三",县教育局,,,,
2009-06,书写比赛一等奖,竞赛奖,县级,一等奖,学生,,县教育局,,,2人次,
2010-06,书写比赛一等奖,竞赛奖,县级,一等奖,学生,,县教育局,,,2人次,
2010-09,优秀教师汇总,荣誉称号,县级,,教师,乙二,县教育局,2009、2010,是,5人次,2009~2010
`)
	var got []string
	for _, h := range statistics.Streaks(statistics.Honours(records)) {
		from, to := h.Streak()
		got = append(got, fmt.Sprintf("%d-%d %s %s %v %s", from, to, h.Title, h.Recipient, h.Years, h.Last.Date))
	}
	want := []string{
		"2008-2012 文明单位 学校 [2008 2009 2010 2011 2012] 2012年5月",
		"2008-2010 综合管理一等奖 学校 [2008 2009 2010 2012] 2012年2月",
		"2009-2010 优秀教师 乙二 [2009 2010] 2010年9月",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestHonours: what a school won in several years is one honour of it; levels
// come first.
func TestHonours(t *testing.T) {
	var got []string
	for _, h := range statistics.Honours(table(t, "awards", `
日期,奖项,类别,级别,等级,对象,获奖者,颁奖单位
2009-02,2009年先进集体,集体荣誉,县级,,学校,,县教育局
2011-02,2011年度先进集体,集体荣誉,县级,,学校,,县教育局
2008-02,文明单位,荣誉称号,市级,,学校,,市委
,没有日期的,荣誉称号,市级,,教师,甲一,市委
`)) {
		got = append(got, fmt.Sprint(h.Title, h.Recipient, h.Years))
	}
	if diff := cmp.Diff([]string{"文明单位学校[2008]", "没有日期的甲一[]", "先进集体学校[2009 2011]"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAwardsByYear(t *testing.T) {
	years := statistics.AwardsByYear(table(t, "awards", `
日期,奖项,类别,级别,等级,对象,获奖者,颁奖单位,汇总,人数,统计区间
2009-02,基本功竞赛,竞赛奖,县级,一等奖,教师,"甲一、乙二",县教育局,,,
2009-03,先进集体,集体荣誉,县级,,学校,,县教育局,,,
2011-02,基本功竞赛,竞赛奖,县级,一等奖,教师,甲一,县教育局,,,
2011-12,一年的汇总,竞赛奖,县级,一等奖,教师,,县教育局,是,5人次,2011-01~2011-12
2012-05,五年的汇总,竞赛奖,县级,一等奖,教师,,县教育局,是,400余人次,2007-06~2012-05
`), statistics.Window{})
	var got []string
	for _, y := range years {
		got = append(got, fmt.Sprint(y.Year))
		for _, u := range y.Tables {
			got = append(got, fmt.Sprint(u.Unit, u.Total().Count))
		}
	}
	if diff := cmp.Diff("2009 人次2 项1 2010 2011 人次5", strings.Join(got, " ")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if years := statistics.AwardsByYear(nil, statistics.Window{}); years != nil {
		t.Error(years)
	}
}
