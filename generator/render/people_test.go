package render_test

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"showcase/generator/config"
	"showcase/generator/content"
	"showcase/generator/render"
	"showcase/generator/site"
	"showcase/themes"
)

// people makes the pages of testdata/people.txtar for an audience.
func people(t *testing.T, audience site.Audience) map[string]string {
	t.Helper()
	a, err := txtar.ParseFile("testdata/people.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range a.Files {
		write(t, dir, f.Name, f.Data)
	}
	text, err := os.ReadFile(filepath.Join(dir, "config.toml"))
	if err != nil {
		t.Fatal(err)
	}
	cfg, _ := config.Load(text, "config.toml")
	types, _ := content.LoadTypes(cfg.Types)
	source, err := content.Read(context.Background(), dir, content.Options{Types: types, Config: cfg})
	if err != nil {
		t.Fatal(err)
	}
	s, _ := site.Link(source, types, cfg, site.Options{Audience: audience, Today: content.Date{Year: 2012, Month: 6, Day: 15}})
	tree, ds, err := render.Render(s, render.Options{Theme: themes.Default(), Dir: dir, Read: func(f string) ([]byte, error) {
		return os.ReadFile(filepath.Join(dir, filepath.FromSlash(f)))
	}})
	if err != nil || len(ds) > 0 {
		t.Fatal(err, ds)
	}
	return all(t, tree)
}

// has checks that a page shows texts, in this order, once its tags are gone.
func has(t *testing.T, files map[string]string, name string, want ...string) {
	t.Helper()
	page, ok := files[name]
	if !ok {
		t.Errorf("there is no %s", name)
		return
	}
	text := regexp.MustCompile(`<[^>]*>|\s+`).ReplaceAllString(page[strings.Index(page, "<main"):], "|")
	text = regexp.MustCompile(`\|+`).ReplaceAllString(text, "|")
	rest := text
	for _, w := range want {
		_, after, found := strings.Cut(rest, w)
		if !found {
			t.Errorf("%s: no %q behind what goes before it in\n%s", name, w, text)
			return
		}
		rest = after
	}
}

// TestPortfolio: a person's page counts and lists everything that names the
// person, by kind and school year, whatever the type.
func TestPortfolio(t *testing.T) {
	files := people(t, site.Staff)
	has(t, files, "people/ding-yi.html",
		"丁一", "数学", "县级教坛新秀（2010）",
		"2010—|2011|2011—|2012|合计",
		"荣誉|人次|1|1|2|", "案例|篇|1|1|", "活动|次|1|1|", "值日|条|1|1|", "培训|次|1|1|2|", "培训|学时|2.5|4|6.5|",
		"荣誉|2人次|·|其中1次与他人共得|",
		"案例|1篇|", "课堂一刻", "活动|1次|", "讲座|", "主持人、参加人",
		"值日|1条|", "第一周", "值日教师",
		"师徒结对|1对|", "韦大年—丁一", "徒弟", "学科教学",
		"问题手册|1个|", "只点头不开口", "研究中",
		"同事笔下|1篇|", "听丁老师一课", "教师", "作者：|韦大年",
		"所在小组", "数学组", "组长|·|教研组长")
	has(t, files, "people/wei-da-nian.html", "师徒结对|1对|", "师父")
	for _, other := range []string{"学生奖", "反思与心得<"} {
		if page := files["people/ding-yi.html"]; strings.Contains(page[strings.Index(page, "<main"):strings.Index(page, "</main")], other) {
			t.Errorf("what is another's counts as the person's: %s", other)
		}
	}
}

// TestPeopleForThePublic: the public sees those who have a card, and of them
// what is public.
func TestPeopleForThePublic(t *testing.T) {
	files := people(t, site.Everyone)
	has(t, files, "people/ding-yi.html", "丁一", "荣誉|2人次", "课堂一刻")
	for name, text := range files {
		for _, secret := range []string{"韦大年", "只点头不开口", "研究中", "学时", "宣传委员"} {
			if strings.HasPrefix(name, "people/") && strings.Contains(text, secret) {
				t.Errorf("%s: %s", name, secret)
			}
		}
		if strings.HasPrefix(name, "people/") && name != "people/ding-yi.html" && name != "people/index.html" && name != "people/gan.html" {
			t.Errorf("%s is published", name)
		}
	}
	if strings.Contains(files["people/index.html"], "为基数") {
		t.Error("the structure of the staff is published")
	}
}

// TestPeopleList: role models first; who holds a post of the union; shares of
// the staff with their base.
func TestPeopleList(t *testing.T) {
	files := people(t, site.Staff)
	has(t, files, "people/index.html",
		"甘露", "实验室的钥匙她有六把", "同事", "丁一", "韦大年", "曾在这里工作", "退休的",
		"工会干部", "工会小组长|韦大年|（组织委员兼工会小组长）", "组织委员|韦大年|（组织委员兼工会小组长）", "宣传委员|甘露|",
		"队伍结构", "以登记在册的在职教职工3人为基数", "一级教师|2|66.7%", "二级教师|1|33.3%")
}

// TestPeopleAreFound: the search leads to a person's page, once.
func TestPeopleAreFound(t *testing.T) {
	index := people(t, site.Staff)["search/index.js"]
	if n := strings.Count(index, `"韦大年","教师风采"`); n != 1 || !strings.Contains(index, `["people/wei-da-nian.html","韦大年"`) {
		t.Errorf("found %d times:\n%s", n, index)
	}
}

// TestGroupPage: people in the order that the group asks for, with their posts;
// its plan, its record and its key figures.
func TestGroupPage(t *testing.T) {
	files := people(t, site.Staff)
	has(t, files, "groups/maths.html",
		"试点单位", "学习型小组·创建中", "每课留一分钟",
		"人数|3|人|", "计划|1|份|", "案例|1|篇|", "课题|1|项|", "荣誉与获奖|1|项|",
		"成员|姓氏笔画", "丁一|组长|·|教研组长", "韦大年|成员|·|宣传委员兼文艺委员", "甘露|成员",
		"下属小组", "留白小组", "当前：第二阶段", "荣誉|1项|", "先进教研组", "案例|1篇|", "课堂一刻", "课题|1项|", "留白的研究")
	has(t, files, "groups/index.html", "组织机构图", "用文字列出", "领导小组|韦大年|数学组|丁一|留白小组", "领导小组|1|")
}

// TestProgrammePage: what belongs to a campaign, and what it brought at each level.
func TestProgrammePage(t *testing.T) {
	files := people(t, site.Staff)
	has(t, files, "programmes/strive.html",
		"先读书，再上课", "人人有计划", "计划|1|份|", "下属活动", "读书月", "当前：第二阶段",
		"学习型班组", "数学组", "先进教研组", "学习型个人", "学习标兵", "丁一", "活动|1次|", "讲座")
}
