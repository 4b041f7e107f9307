package hanzi_test

import (
	"fmt"
	"strings"
	"testing"

	"showcase/generator/hanzi"
)

func FuzzSlug(f *testing.F) {
	for _, s := range []string{"", "菜地里的分数", "2012 春・总结（终稿）", "Ａ１", "a--b-", "_x", "café", "㛃𠮷", "…", strings.Repeat("很长的题目", 30), "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		slug := hanzi.Slug(name)
		if slug == "" || len(slug) > 80 || strings.Trim(slug, "-") != slug || strings.Contains(slug, "--") ||
			strings.Trim(slug, "-_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
			t.Errorf("Slug(%q) = %q", name, slug)
		}
		if again := hanzi.Slug(slug); again != slug {
			t.Errorf("Slug(%q) = %q, but Slug of that is %q", name, slug, again)
		}
	})
}

func ExampleSlug() {
	fmt.Println(hanzi.Slug("菜地里的分数"))
	fmt.Println(hanzi.Slug("2012 图书角（终稿）"))
	// Output:
	// cai-di-li-de-fen-shu
	// 2012-tu-shu-jiao-zhong-gao
}
