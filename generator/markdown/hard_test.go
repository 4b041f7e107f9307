package markdown

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// Texts that make careless readers of Markdown quadratic or deep. Each grows to
// about size bytes.
var hard = []struct {
	name string
	text func(size int) string
}{
	{"one paragraph", rep("一段很长的文字，没有换行，**重点**也有，[链接](a.md)也有。")},
	{"one paragraph of many lines", rep("一行文字，**重点**，[链接](a.md)，`代码`，[注]。\n")},
	{"open brackets", rep("[")},
	{"open brackets and a link", func(n int) string { return strings.Repeat("[", n) + "a](b)" + strings.Repeat("](c)", n/8) }},
	{"close brackets", rep("]")},
	{"images in images", func(n int) string { return strings.Repeat("![", n/8) + "a" + strings.Repeat("](b)", n/8) }},
	{"stars", rep("*")},
	{"stars apart", rep("*a ")},
	{"closing stars", rep("a* ")},
	{"stars and underscores", rep("*a _b ")},
	{"rule of three", func(n int) string { return strings.Repeat("a**b", n/8) + strings.Repeat("c* ", n/6) }},
	{"underscores", rep("_a")},
	{"nested emphasis", func(n int) string { return strings.Repeat("*a **b ", n/14) + strings.Repeat("b** a*", n/14) }},
	{"tildes", rep("~~a ")},
	{"backticks", func(n int) string {
		var b strings.Builder
		for i := 1; b.Len() < n; i++ {
			b.WriteString(strings.Repeat("`", i%120+1) + " ")
		}
		return b.String()
	}},
	{"link heads", rep("[a](")},
	{"link heads and pointed", rep("[a](<b")},
	{"link titles", rep("[a](b \"")},
	{"link titles in brackets", rep("[a](b (")},
	{"pointed", rep("<a ")},
	{"comments", rep("<!-- ")},
	{"comment lines", rep("<!--\n")},
	{"footnotes", rep("[^")},
	{"footnote names", rep("[^1] [^")},
	{"titles", rep("[[")},
	{"placeholders", rep("{{")},
	{"addresses", rep("http://")},
	{"addresses apart", rep("www.a.b) ")},
	{"mails", rep("a@")},
	{"mail names", rep("a.b-c_")},
	{"entities", rep("&a")},
	{"escapes", rep("\\")},
	{"quotes", rep("> ")},
	{"quotes without spaces", rep(">")},
	{"quote lines", rep(strings.Repeat(">", 300) + "a\n")},
	{"lists in a line", rep("- ")},
	{"numbers in a line", rep("1. ")},
	{"nested lists", func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			fmt.Fprintf(&b, "%s- a\n", strings.Repeat("  ", i))
		}
		return b.String()
	}},
	{"list items", rep("- a\n")},
	{"loose list items", rep("- a\n\n")},
	{"open containers", rep(":::tip\n")},
	{"closed containers", func(n int) string { return strings.Repeat(":::tip\n", n/11) + strings.Repeat(":::\n", n/11) }},
	{"link definitions", func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			fmt.Fprintf(&b, "[a%d]: b\n", i)
		}
		return b.String()
	}},
	{"link definitions unfinished", rep("[a]: b '\n")},
	{"footnote definitions", func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			fmt.Fprintf(&b, "[^%d]: b [^%d]\n", i, i+1)
		}
		return "a[^0]\n\n" + b.String()
	}},
	{"wide table", func(n int) string {
		return strings.Repeat("|a", n/8) + "\n" + strings.Repeat("|-", n/8) + "\n" + strings.Repeat("|\n", n/4)
	}},
	{"long table", func(n int) string { return "|a|b|\n|-|-|\n" + strings.Repeat("|甲|乙|\n", n/12) }},
	{"table heads", rep("|a|\n|-|-|\n")},
	{"same headings", rep("# 标题\n")},
	{"definitions", rep("词\n: 义\n\n")},
	{"spaces", rep(" ")},
	{"tabs", rep("\t")},
	{"indented", rep("    一段\n")},
	{"line breaks", rep("[](a)\n")},
	{"html", rep("<b>")},
	{"number signs", rep("#")},
	{"full-width spaces", rep("　\n a")},
}

type repeat func(int) string

func rep(s string) repeat { return func(n int) string { return strings.Repeat(s, n/len(s)+1) } }

// What takes time in proportion to the text needs some tenths of a second for
// a quarter of a megabyte; what takes its square, much more than this allows.
func TestHardTexts(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	for _, h := range hard {
		t.Run(h.name, func(t *testing.T) {
			text := []byte(h.text(256 << 10))
			best := time.Hour
			for try := 0; try < 3 && best > 6*time.Second; try++ { // the machine may be busy
				start := time.Now()
				doc, _ := Parse(text)
				doc.HTML(nil, HTMLOptions{})
				doc.Text()
				best = min(best, time.Since(start))
			}
			if best > 6*time.Second {
				t.Errorf("%v for 256 KB", best)
			}
		})
	}
}
