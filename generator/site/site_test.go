package site_test

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"showcase/generator/config"
	"showcase/generator/content"
	"showcase/generator/site"
)

// TestNormalForms: macOS writes names decomposed, editors write them composed.
func TestNormalForms(t *testing.T) {
	const composed, decomposed = "caf\u00e9", "cafe\u0301"
	dir := t.TempDir()
	writeFile(t, dir, "content/cases/"+decomposed+".md", "---\ntitle: "+decomposed+"\nauthor: 甲一\ndate: 2012-01-01\n---\n![图](img/"+composed+".png)\n")
	writeFile(t, dir, "content/cases/img/"+decomposed+".png", "png")
	writeFile(t, dir, "content/people/staff.md", "---\ntitle: 名单\n---\n\n| 姓名 | 性别 | 学科 |\n|---|---|---|\n| 甲一 | 女 | 数学 |\n")
	writeFile(t, dir, "content/index.md", "---\ntitle: 首页\n---\n[甲](cases/"+composed+".md) [[ "+composed+" ]]\n")
	s, found := linkFolder(t, dir, site.Options{})
	if len(found) != 0 {
		t.Error(listFindings(found))
	}
	for _, k := range s.Home.Body.Links {
		if got := s.Target(k).Path; got != "cases/cafe.html" {
			t.Errorf("%q leads to %q", k.Dest, got)
		}
	}
	const out = "cases/img/" + composed + ".png"
	if got := s.SourceOf(out); got != "content/cases/img/"+decomposed+".png" {
		t.Errorf("the source of %s is %q", out, got)
	}
	if s.ByFile("content/cases/"+decomposed+".md") == nil {
		t.Error("a page is not found by its file's own name")
	}
}

func writeFile(t testing.TB, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// FuzzPaths: whatever a link says, it leads to a page or file of the site, to
// the web, or is reported; never to anything else.
func FuzzPaths(f *testing.F) {
	for _, s := range []string{"a.md", "../cases/a.md#x", "/..//../etc/passwd", "%2e%2e/%2e%2e/x", "A.MD", "img/a b.png?x#y", "https://x", "//x", "c:\\x", "..\\..\\x", "a%", "#", "", "cases", "\x00"} {
		f.Add(s, false)
		f.Add(s, true)
	}
	types, _ := content.LoadTypes(nil)
	cfg, _ := config.Load(nil, "config.toml")
	f.Fuzz(func(t *testing.T, dest string, image bool) {
		dir := t.TempDir()
		mark := ""
		if image {
			mark = "!"
		}
		writeFile(t, dir, "content/cases/a.md", "---\ntitle: 甲\nauthor: 甲一\ndate: 2012-01-01\n---\n"+mark+"[文]("+dest+")\n\n## x\n")
		writeFile(t, dir, "content/img/a b.png", "png")
		src, err := content.Read(t.Context(), dir, content.Options{Types: types, Config: cfg})
		if err != nil {
			t.Fatal(err)
		}
		s, found := site.Link(src, types, cfg, site.Options{})
		for _, p := range s.Pages {
			for _, k := range p.Body.Links {
				at := s.Target(k)
				switch {
				case at.Broken && at.Path != "", !at.Broken && at.Path == "" && at.URL == "":
					t.Errorf("%q: %+v", k.Dest, at)
				case at.Broken && len(found) == 0 && k.Dest != "":
					t.Errorf("%q is broken, but not reported", k.Dest)
				case at.Path != "" && (path.Clean("/"+at.Path) != "/"+at.Path):
					t.Errorf("%q leads to %q", k.Dest, at.Path)
				case at.Path != "" && at.Page == nil && s.SourceOf(at.Path) == "" && at.Path != "cases/index.html":
					t.Errorf("%q leads to %q, which is nothing", k.Dest, at.Path)
				}
			}
		}
	})
}

// BenchmarkLink links ten thousand pages, each with three links; the second one
// has a broken link and an unknown author on every page.
func BenchmarkLink(b *testing.B) {
	for _, faults := range []bool{false, true} {
		b.Run(fmt.Sprintf("faults=%t", faults), func(b *testing.B) {
			const pages = 10_000
			dir := b.TempDir()
			for i := range pages {
				var links, author strings.Builder
				for k := range 3 {
					fmt.Fprintf(&links, "看[第%d篇](page-%05d.md#二)，", k, (i*7+k*131)%pages)
				}
				fmt.Fprintf(&author, "教师%d", i%116)
				if faults {
					fmt.Fprintf(&links, "[缺](missing-%05d.md)[[没有这个题目%d]]![图](img/no-%d.png)[类](../cases)", i, i, i)
					fmt.Fprintf(&author, "、无名%d", i)
				}
				writeFile(b, dir, fmt.Sprintf("content/cases/page-%05d.md", i),
					fmt.Sprintf("---\ntitle: 第%d篇案例\nauthor: %s\ndate: 2012-%02d-%02d\ntags: [标签%d]\n---\n## 一\n\n%s\n\n## 二\n\n文字。\n", i, author.String(), i%12+1, i%28+1, i%50, links.String()))
			}
			var staff strings.Builder
			staff.WriteString("---\ntitle: 名册\n---\n\n| 姓名 | 职称 |\n| --- | --- |\n")
			for i := range 116 {
				fmt.Fprintf(&staff, "| 教师%d | 一级教师 |\n", i)
			}
			writeFile(b, dir, "content/people/staff.md", staff.String())
			types, _ := content.LoadTypes(nil)
			cfg, _ := config.Load(nil, "config.toml")
			src, err := content.Read(b.Context(), dir, content.Options{Types: types, Config: cfg})
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				site.Link(src, types, cfg, site.Options{Audience: site.Staff})
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/pages, "ns/page")
		})
	}
}
