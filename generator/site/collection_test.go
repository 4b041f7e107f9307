package site_test

import (
	"fmt"
	"strings"
	"testing"

	"showcase/generator/site"
)

// TestCollected: what a collection lists comes first, then what it asks for.
func TestCollected(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct{ name, front string }{
		{"spring", "date: 2012-03-01\nauthor: 甲一（语文）\ngroup: 语文组\nprogramme: [“书香园”]"},
		{"autumn", "date: 2011-10-01\nauthor: 乙二\ngroup: 数学组\ntags: [阅读]"},
		{"later", "date: 2012-10-01\nauthor: 甲一（语文）\ngroup: 语文组\ntags: [阅读]"},
	} {
		writeFile(t, dir, "content/cases/"+c.name+".md", fmt.Sprintf("---\ntitle: %s\n%s\n---\n文。\n", c.name, c.front))
	}
	writeFile(t, dir, "content/awards/2012.md", "---\ntitle: 登记\n---\n\n| 奖项 | 日期 |\n| --- | --- |\n| 甲奖 | 2012-03-01 |\n")
	for name, c := range map[string]struct{ front, want string }{
		"items":     {"items: [../cases/spring.md, ../cases/autumn.md]", "spring autumn"},
		"both":      {"items: [../cases/later.md]\nquery: {type: 案例}", "later autumn spring"},
		"year":      {"query: {term: 2011—2012学年度}", "autumn spring"},
		"term":      {"query: {term: 2011—2012学年度第二学期}", "spring"},
		"group":     {"query: {type: case, group: 语文 组}", "spring later"},
		"programme": {"query: {programme: 书香园}", "spring"},
		"two":       {"query: {tag: 阅读, author: 甲一(语文)}", "later"},
		"nothing":   {"query: {tag: 别的}", ""},
		"neither":   {"summary: 空", ""},
	} {
		t.Run(name, func(t *testing.T) {
			writeFile(t, dir, "content/collections/c.md", "---\ntitle: 集\ndate: 2012-12-01\n"+c.front+"\n---\n")
			s, _ := linkFolder(t, dir, site.Options{})
			var got []string
			for _, p := range s.Collected(s.ByFile("content/collections/c.md")) {
				got = append(got, p.Title)
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("%q, expected %q", got, c.want)
			}
		})
	}
}
