package site_test

import (
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"showcase/generator/content"
	"showcase/generator/site"
)

// TestColleagues wants rows in their order, then files, each person once; and
// what both say of one.
func TestColleagues(t *testing.T) {
	s, _ := linkArchive(t, txtar.Parse([]byte(`audience: staff
-- content/people/staff.csv --
姓名,性别,学科,校外,教研组,免写定额
向北,男,数学,,数学教研组,
卢晓棠,女,,,,
来客,男,,是,,
-- content/people/index.md --
---
title: 教师风采
---
-- content/people/an.md --
---
姓名: 安
学科: 语文
公开名片: 是
---
-- content/people/lu.md --
---
姓名: 卢晓棠
学科: 数学
免写定额: 是
---
-- content/groups/maths.md --
---
title: 数学教研组
kind: 教研组
head: 安
---
`)))
	list := s.Colleagues()
	got := ""
	for _, c := range list {
		got += c.Name + " "
	}
	if got != "向北 卢晓棠 安 " {
		t.Fatalf("colleagues: %s", got)
	}
	if v := list[1].Value("subject"); v.Text != "数学" || !list[1].Value("exempt").Bool || !list[1].Is(content.Condition{Field: "subject"}) || len(list[1].Entries) != 2 {
		t.Errorf("%+v", v)
	}
	members := ""
	for _, c := range site.MembersOf(s.ByFile("content/groups/maths.md"), list) {
		members += c.Name + " "
	}
	if members != "向北 安 " {
		t.Errorf("members: %s", members)
	}
}

// TestCountedOnce wants a text that has a row and a file to count once.
func TestCountedOnce(t *testing.T) {
	ar, err := txtar.ParseFile("testdata/attendance.txtar")
	if err != nil {
		t.Fatal(err)
	}
	s, _ := linkArchive(t, ar)
	n := 0
	for _, it := range s.Counted {
		if it.Type.Name == "reflection" {
			n++
		}
	}
	if n != 2 {
		t.Errorf("%d reflections are counted, not 2", n)
	}
}
