package render_test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"showcase/generator/site"
)

// made builds a small site from files and follows every link of its pages.
func made(t *testing.T, files map[string]string) map[string]string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		write(t, dir, name, []byte(text))
	}
	out := all(t, build(t, dir, nil))
	pages := map[string]*document{}
	for name, text := range out {
		if strings.HasSuffix(name, ".html") {
			pages[name] = parse(t, name, text)
		}
	}
	for name, d := range pages {
		if d.h1 != 1 {
			t.Errorf("%s: %d h1", name, d.h1)
		}
		for _, link := range d.links {
			checkLink(t, out, pages, name, link)
		}
	}
	return out
}

// contains reports what a page does not have.
func contains(t *testing.T, name, text string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("%s: no %q", name, w)
		}
	}
}

// plain is the text of a page without its tags and with single blanks.
func plain(t *testing.T, text string) string {
	t.Helper()
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(text))
	for z.Next() != html.ErrorToken {
		if tok := z.Token(); tok.Type == html.TextToken {
			b.WriteString(tok.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// TestSheets: a register of more rows than a page holds is cut, every row is on
// one page of its year and one of its file, and links find it.
func TestSheets(t *testing.T) {
	var rows strings.Builder
	rows.WriteString("日期,奖项,类别,级别,等级,对象,获奖者,颁奖单位\n")
	const n = 1100
	for i := range n {
		level := "县级"
		if i%100 == 0 {
			level = "省级"
		}
		fmt.Fprintf(&rows, "%d-03-%02d,第%04d号奖,竞赛奖,%s,一等奖,教师,林小满,县教育局\n", 2010+i%2, 1+i%28, i, level)
	}
	files := made(t, map[string]string{
		"content/awards/all.csv":    rows.String(),
		"content/awards/single.md":  "---\ntitle: 一项一页的奖\ndate: 2011-06-01\nkind: 集体荣誉\nlevel: 国家级\nrecipient_type: 学校\nissuer: 国家学会\n---\n\n正文。\n",
		"content/people/lin.md":     "---\ntitle: 林小满\npublic_card: 是\n---\n",
		"content/cases/a.md":        "---\ntitle: 甲篇\ndate: 2012-03-01\nauthor: 林小满\n---\n\n见[后面的一行](../awards/all.csv#r1050)。\n",
		"content/achievements/a.md": "---\ntitle: 没有登记表的\ndate: 2012-03-01\nauthor: 林小满\nkind: 论文\n---\n",
	})
	seen := map[string]int{}
	for name, text := range files {
		if strings.HasSuffix(name, ".html") && strings.HasPrefix(name, "awards/") {
			if k := strings.Count(text, "<tr "); k > 401 {
				t.Errorf("%s has %d rows", name, k)
			}
		}
		if strings.HasPrefix(name, "awards/years/") || strings.HasPrefix(name, "awards/all") && strings.HasSuffix(name, ".html") {
			for i := range n {
				if strings.Contains(text, fmt.Sprintf("第%04d号奖<", i)) {
					seen[fmt.Sprintf("%t %d", strings.Contains(name, "years"), i)]++
				}
			}
		}
	}
	if len(seen) != 2*n {
		t.Errorf("%d of %d rows are shown by file and year", len(seen), 2*n)
	}
	for row, k := range seen {
		if k != 1 {
			t.Errorf("row %s stands %d times", row, k)
		}
	}
	index := files["awards/index.html"]
	contains(t, "awards/index.html", index, `href="../awards/years/2011.html"`, `href="../awards/single.html"`, "共 1101 条", `<option>省级</option><option>县级</option>`)
	table := index[strings.Index(index, "<tbody>\n<tr"):]
	if i, j := strings.Index(table, "一项一页的奖"), strings.Index(table, "号奖"); i < 0 || i > j {
		t.Error("the highest level does not come first")
	}
	contains(t, "cases/a.html", files["cases/a.html"], `href="../awards/all-3.html#r1050"`)
	if lines := strings.Count(files["awards/index.csv"], "\r\n"); lines != n+2 {
		t.Errorf("the table to download has %d lines", lines)
	}
	contains(t, "achievements/index.html", files["achievements/index.html"], "没有登记表的")
}

// TestHonoursBoard: the school's honours come first, what was won year after
// year is one, and units stay apart.
func TestHonoursBoard(t *testing.T) {
	text := made(t, map[string]string{"content/awards/a.csv": `日期,奖项,类别,级别,等级,对象,获奖者,颁奖单位,人数,汇总,统计区间
2009-02-01,综合管理一等奖,集体荣誉,县级,一等奖,学校,,县教育局,,,
2010-02-01,综合管理一等奖,集体荣誉,县级,一等奖,学校,,县教育局,,,
2011-02-01,综合管理一等奖,集体荣誉,县级,一等奖,学校,,县教育局,,,
2010-05-01,文明单位,荣誉称号,市级,,学校,,市委,,,
2010-05-01,教学竞赛,竞赛奖,省级,一等奖,教师,"甲一、乙二",省学会,,,
2010-05-01,教学竞赛,竞赛奖,县级,二等奖,教师,甲一,县教育局,,,
2011-05-01,教学竞赛,竞赛奖,县级,二等奖,教师,甲一,县教育局,,,
2011-05-01,五年汇总,竞赛奖,县级,三等奖,教师,,县教育局,400余人次,是,2007-06~2011-05
`})["awards/index.html"]
	shown := plain(t, text)
	contains(t, "awards", shown, "2009—2011年 连续三年", "404 余人次", "4 项", "获奖教师（登记了姓名的） 2 人", "跨年度的汇总数")
	if i, j := strings.Index(shown, "文明单位"), strings.Index(shown, "综合管理一等奖"); i < 0 || i > j {
		t.Error("the wall is not in the order of levels")
	}
	if strings.Index(shown, "学校荣誉") > strings.Index(shown, "师生获奖") {
		t.Error("the school's honours do not come first")
	}
}

// TestSeries: a series has a page with its sessions in order and every theme,
// the one without a session included; seminars stand on their steps.
func TestSeries(t *testing.T) {
	files := made(t, map[string]string{
		"content/activities/b.md": "---\ntitle: 第二次聚\ndate: 2011-05-01\nkind: 沙龙\nseries: 青年沙龙\nsession: 2\nfocus: 教育科研方法\nattendees: 20余人\n---\n",
		"content/activities/a.md": "---\ntitle: 第一次聚\ndate: 2011-03-01\nkind: 沙龙\nseries: 青年沙龙\nsession: 1\nfocus: 教育科研方法\nattendees: [甲一, 乙二]\ndirection: 请进来\n---\n",
		"content/activities/c.md": "---\ntitle: 一次研讨\ndate: 2011-04-01\nkind: 专题研讨会\nseminar_level: 经验-实验\nfield: 德育\n---\n",
		"content/activities/d.md": "---\ntitle: 一堂课\ndate: 2011-04-02\nkind: 公开课\nlevel: 县级\nscale: 教研组\n---\n",
	})
	const name = "activities/series/qing-nian-sha-long.html"
	shown := plain(t, files[name])
	contains(t, name, shown, "22 余人次", "课程开发策略 还没有这个专题的活动。", "第1期 · 2011年3月1日")
	if i, j := strings.LastIndex(shown, "第一次聚"), strings.LastIndex(shown, "第二次聚"); i > j {
		t.Error("the sessions are not in order")
	}
	contains(t, "activities/a.html", files["activities/a.html"], `href="../activities/series/qing-nian-sha-long.html"`)
	contains(t, "activities/index.html", plain(t, files["activities/index.html"]),
		"青年沙龙 共 2 次", "沙龙 2", "2011.4 2", "请进来 1", "走出去 0", "县级 1", "经验 → 转变为 实验 共 1 次 · 德育 1 一次研讨", "结果 → 转变为 成果 共 0 次")
}

// TestTerms: a term tells its figures and months, a school year compares its
// terms. A sum over several terms belongs to none.
func TestTerms(t *testing.T) {
	files := made(t, map[string]string{
		"content/activities/a.md": "---\ntitle: 秋天的会\ndate: 2011-10-08\nkind: 论坛\nattendees: 30\n---\n",
		"content/activities/b.md": "---\ntitle: 春天的会\ndate: 2012-03-08\nkind: 论坛\nattendees: 20余人\n---\n",
		"content/cases/a.md":      "---\ntitle: 甲篇\ndate: 2011-11-01\nauthor: 林小满\n---\n\n正文。\n",
		"content/training/a.csv":  "日期,培训内容,培训方式,学时,参加人\n2011-09-20,听课,专家讲座,1.5,96人\n",
		"content/awards/a.csv": `日期,奖项,类别,级别,等级,对象,获奖者,颁奖单位,人数,汇总,统计区间
2011-10-01,教学竞赛,竞赛奖,省级,一等奖,教师,"甲一、乙二",省学会,,,
2012-03-01,教学竞赛,竞赛奖,省级,二等奖,教师,甲一,省学会,,,
2012-03-01,两学期汇总,竞赛奖,省级,三等奖,教师,,省学会,50人次,是,2011-10~2012-03
2012-03-01,一学期汇总,竞赛奖,省级,特等奖,教师,,省学会,7人次,是,2012-02~2012-03
`,
	})
	contains(t, "terms/2011-1.html", plain(t, files["terms/2011-1.html"]), "参加 30 人次", "案例 1 篇", "师生获奖 2 人次", "培训学时 1.5 学时", "2011年10月 活动 1次 · 参加 30人次 · 师生获奖 2人次 10月8日 秋天的会")
	contains(t, "terms/2011-1.html", files["terms/2011-1.html"], `href="../years/2011.html"`)
	contains(t, "years/2011.html", plain(t, files["years/2011.html"]), "参加（人次） 30 20余 50余", "师生获奖（人次） 2 8 10", "案例（篇） 1 0 1")
	contains(t, "contents.html", files["contents.html"], `href="years/2011.html"`, `href="terms/2011-2.html"`)
}

// TestGlossaryPages: a page marked as the glossary explains its terms on others;
// without the mark it is a page like any other.
func TestGlossaryPages(t *testing.T) {
	page := "title: 词\n---\n\n棠梨时间（learning hour）\n: 每周三下午最后一节课。\n"
	with := map[string]string{
		"content/pages/words.md": "---\n术语表: 是\n" + page,
		"content/cases/a.md":     "---\ntitle: 甲篇\ndate: 2012-03-01\nauthor: 林小满\n---\n\n## 棠梨时间\n\n棠梨时间里说的。\n",
	}
	files := made(t, with)
	contains(t, "cases/a.html", files["cases/a.html"], `href="../pages/words.html#term%3A%E6%A3%A0%E6%A2%A8%E6%97%B6%E9%97%B4"`, ">learning hour：每周三下午最后一节课。</span>")
	if strings.Count(files["cases/a.html"], `class="tip"`) != 1 {
		t.Error("the term is explained more than once")
	}
	with["content/pages/words.md"] = "---\n" + page
	if text := made(t, with)["cases/a.html"]; strings.Contains(text, `class="tip"`) {
		t.Error("a page that is no glossary explains terms")
	}
}

// TestResearch: projects by level and state, and problems that became one.
func TestResearch(t *testing.T) {
	files := made(t, map[string]string{
		"content/projects/a.csv":  "课题名称,级别,状态,主持人,成员,类别,改善方面,开始\n甲课题,县级,结题,甲一,乙二,教育科研,,2010-09\n乙课题,校级,在研,乙二,,改善创新,工效,2011-09\n丙课题,校级,申报,丙三,,教育科研,,2011-09\n",
		"content/problems/a.md":   "---\ntitle: 手册\n---\n\n| 问题 | 提出人 | 发现日期 | 进展 | 课题 |\n|---|---|---|---|---|\n| 只有四个人举手 | 甲一 | 2010-03-01 | 已立项 | [甲课题](../projects/a.csv) |\n| 作业批不完 | 乙二 | 2011-03-01 | 已解决 | |\n| 雨天没处去 | 乙二 | 2011-04-01 | 待研究 | |\n",
		"content/profiles/p.md":   "---\ntitle: 2012年基本情况\ndate: 2012-03-01\nyear: 2012\nstaff: 20\n---\n",
		"content/activities/x.md": "---\ntitle: 会\ndate: 2011-03-01\nkind: 论坛\n---\n",
	})
	contains(t, "projects/index.html", plain(t, files["projects/index.html"]),
		"立项和结题的课题 2 项", "结题 1 项", "参加课题的教师 2 人", "10%（以20人为基数，见《2012年基本情况》）", "校级 1 1 0 2", "工效 1", "问题手册里的 3 个问题，有 1 个立成了课题（33.3%）。", "只有四个人举手 → 转变为 甲课题")
	contains(t, "projects/index.html", files["projects/index.html"], `href="../projects/a.html#r1"`)
	contains(t, "problems/index.html", plain(t, files["problems/index.html"]), "已解决：1／3 个 33.3 %", "待研究 1 雨天没处去", "研究中 0")
}

// TestTraining: the school's own edition tells the hours and who taught; the
// public one does not.
func TestTraining(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "content/training/a.csv", []byte("日期,培训内容,培训方式,学时,参加人,教育类别,师资来源\n2011-09-20,听课,专家讲座,3,96人,继续教育,专业部门\n2011-10-20,读书,自学,1.5,96人,,内部\n2011-11-20,进来,请进来,2,96人,,\n"))
	shown := plain(t, all(t, build(t, dir, nil))["training/index.html"])
	contains(t, "training", shown, "培训 3 次", "培训学时 6.5 学时", "内部 1.5", "未注明 2")
	if public := plain(t, all(t, buildFor(t, dir, site.Everyone, nil))["training/index.html"]); strings.Contains(public, "讲师") {
		t.Error("the public edition tells who taught")
	}
}

// TestConcepts: every item shows, whichever way it is written, and an idea that
// the glossary has leads there and back.
func TestConcepts(t *testing.T) {
	files := made(t, map[string]string{
		"content/concepts/a.md":  "---\nname: 两变\nkind: pairs\ncount: 2\nitems: [{from: 讲, to: 问}, {name: 只有名称的}]\n---\n",
		"content/concepts/b.md":  "---\nname: 两项\nkind: list\ncount: 2\nitems: [{name: 系统思考}, {from: 快, to: 慢}]\n---\n",
		"content/pages/words.md": "---\ntitle: 词\n术语表: 是\n---\n\n系统思考（systems thinking）\n: 前后左右一起想。\n",
	})
	contains(t, "concepts/a.html", plain(t, files["concepts/a.html"]), "讲 → 转变为 问", "只有名称的")
	contains(t, "concepts/b.html", plain(t, files["concepts/b.html"]), "快 → 慢")
	contains(t, "concepts/b.html", files["concepts/b.html"], `<h2><a href="../pages/words.html#term%3A`)
	contains(t, "pages/words.html", files["pages/words.html"], `href="../concepts/b.html"`)
}

// TestContents: the page of all sections leads on to what has a page of its own
// within a section: series, single pages.
func TestContents(t *testing.T) {
	files := made(t, map[string]string{
		"content/activities/a.md": "---\ntitle: 第一次聚\ndate: 2011-03-01\nkind: 沙龙\nseries: 青年沙龙\n---\n",
		"content/pages/words.md":  "---\ntitle: 术语表\n---\n\n字。\n",
	})
	contains(t, "contents.html", files["contents.html"], `href="activities/series/qing-nian-sha-long.html"`, `href="pages/words.html"`)
}

// TestPageOfRegister: a page that holds a register is about its table, whatever
// its type, and stands in lists under a heading of its own.
func TestPageOfRegister(t *testing.T) {
	files := made(t, map[string]string{
		"content/cases/a.md":    "---\ntitle: 一篇\ndate: 2011-03-01\nauthor: 林小满\n---\n\n字。\n",
		"content/cases/list.md": "---\ntitle: 春季登记\n---\n\n| 日期 | 标题 | 作者 | 可见范围 |\n| --- | --- | --- | --- |\n| 2011-03-02 | 另一篇 | 林小满 | 公开 |\n",
	})
	contains(t, "cases/list.html", files["cases/list.html"], "page-grid full", "另一篇")
	contains(t, "cases/index.html", plain(t, files["cases/index.html"]), "2011年 1", "登记表 1")
}

// TestPlanGoals: a plan shows of its goals how far they are and what proves it,
// and on what the plan stands.
func TestPlanGoals(t *testing.T) {
	files := made(t, map[string]string{
		"content/cases/a.md": "---\ntitle: 一篇\ndate: 2011-03-01\nauthor: 林小满\n---\n\n字。\n",
		"content/plans/p.md": "---\ntitle: 计划\ndate: 2011-03-01\nkind: 计划\nbasis: [县里的通知]\ngoals:\n  - {text: 写下来, measure: 每人一篇, status: 进行中, evidence: [../cases/a.md]}\n---\n",
	})
	contains(t, "plans/p.html", plain(t, files["plans/p.html"]), "县里的通知", "写下来 进行中 每人一篇 佐证与附件 一篇")
}
