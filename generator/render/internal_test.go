package render_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"showcase/generator/config"
	"showcase/generator/render"
	"showcase/generator/site"
)

// staffSchool writes the school of testdata/internal.txtar into a folder.
func staffSchool(t testing.TB) string {
	t.Helper()
	a, err := txtar.ParseFile("testdata/internal.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range a.Files {
		write(t, dir, f.Name, f.Data)
	}
	return dir
}

// TestStaffPages wants each page of the school's own statistics to say what it
// is for, and to be a sound page.
func TestStaffPages(t *testing.T) {
	pages := all(t, build(t, staffSchool(t), nil))
	want := map[string][]string{
		"staff/index.html":         {"第3周已写", "1／3人", "每周教学后记", "听课反思", "逾期 1 项", "缺“拜师学艺”", "有2012年个人学习计划", "校内统计"},
		"staff/weekly-2011-2.html": {"数学教研组", "其他教师", "湛蓝", "仅校内", "1／2", "放假", "本周还没写"},
		"staff/quota-2011-2.html":  {"全校", "进行中", "一节公开课"},
		"staff/coverage.html":      {"副校长", "还没有覆盖到 1 人", "没有", "两边都还没有"},
		"staff/plans.html":         {"教研计划", "逾期的任务", "湛蓝", "50%"},
		"staff/weekly-2011-2.csv":  {"\uFEFF姓名,小组,第1周 4.30,第2周 放假,第3周 5.14", "向北,数学教研组,√,,○,,,1,1", "卢晓棠,数学教研组,×,,√"},
		"staff/quota-2011-2.csv":   {"湛蓝,,1,0,1,1,0,0,,0,3,5,进行中"},
		"people/xiang-bei.html":    {"本学期写作", "目前连续 1 周", "weekly-2011-2.html#maths"},
		"index.html":               {"staff/index.html"},
	}
	for name, texts := range want {
		text, ok := pages[name]
		if !ok {
			t.Errorf("there is no %s", name)
			continue
		}
		said := text
		if strings.HasSuffix(name, ".html") {
			d := parse(t, name, text)
			if d.h1 != 1 {
				t.Errorf("%s has %d h1", name, d.h1)
			}
			said = d.text.String() + strings.Join(d.links, " ")
		}
		for _, s := range texts {
			if !strings.Contains(said, s) {
				t.Errorf("%s does not say %q", name, s)
			}
		}
	}
	for name := range pages {
		if strings.HasPrefix(name, "staff/") && strings.Contains(name, "2012-1") {
			t.Errorf("%s is about a term that has not begun", name)
		}
	}
}

// TestPublicHasNoStaffPages wants nothing of who owes what in a public build:
// no page, no link, no name of those who are behind, no register of what was
// handed in.
func TestPublicHasNoStaffPages(t *testing.T) {
	pages := all(t, buildFor(t, staffSchool(t), site.Everyone, nil))
	if len(pages) < 10 {
		t.Fatalf("only %d pages", len(pages))
	}
	for name, text := range pages {
		if strings.HasPrefix(name, "staff") || strings.HasPrefix(name, "reflections") {
			t.Errorf("the public gets %s", name)
		}
		for _, secret := range []string{"湛蓝", "staff/", "校内统计", "本学期写作", "缺的周次", "分数的意义", "week-strip\"", "听课反思"} {
			if strings.Contains(text, secret) {
				t.Errorf("the public %s says %q", name, secret)
			}
		}
	}
}

// TestStaffInEnglish wants the staff's pages in the site's language, and a page
// for each in a site that has nothing to count.
func TestStaffInEnglish(t *testing.T) {
	tree := build(t, staffSchool(t), func(c *config.Config, o *render.Options) { c.Language = "en" })
	pages := all(t, tree)
	for name, s := range map[string]string{"staff/index.html": "Written in week 3", "staff/weekly-2011-2.html": "Week by week · 2011–2012, second term", "staff/quota-2011-2.csv": "Weekly notes: owed"} {
		if !strings.Contains(pages[name], s) {
			t.Errorf("%s does not say %q", name, s)
		}
	}
	dir := t.TempDir()
	write(t, dir, "content/cases/one.md", []byte("---\ntitle: 一\ndate: 2012-01-01\nauthor: 张三\n---\n\n文。\n"))
	empty := build(t, dir, nil)
	if text := all(t, empty)["staff/index.html"]; !strings.Contains(text, "还没有教职工名册") {
		t.Error("a site without a staff table does not say so")
	}
	if slices.ContainsFunc(empty.Paths(), func(p string) bool { return strings.HasPrefix(p, "staff/weekly") }) {
		t.Error("a site without a staff table has a grid")
	}
}
