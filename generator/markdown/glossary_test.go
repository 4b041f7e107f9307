package markdown_test

import (
	"strings"
	"testing"
	"time"

	"showcase/generator/markdown"
)

func glossary() *markdown.Glossary {
	return markdown.NewGlossary([]markdown.GlossaryEntry{
		{Term: "学习", Note: "每天都做的事。", Href: "g.html#term:x"},
		{Term: "学习型组织", Note: "learning organization：<集体>。", Href: "g.html#term:%E5%AD%A6"},
		{Term: "PDCA", Note: "四步。", Href: "g.html#term:PDCA"},
		{Term: "学", Note: "一个字的不算。", Href: "g.html#term:y"},
		{Term: "学习", Note: "后来的不算。", Href: "g.html#term:z"},
	})
}

func TestGlossary(t *testing.T) {
	x := func(n, href, text, note string) string {
		return `<span class="term"><a href="../` + href + `" aria-describedby="tip:` + n + `">` + text + `</a><span class="tip" role="tooltip" id="tip:` + n + `">` + note + `</span></span>`
	}
	organization := func(n string) string {
		return x(n, "g.html#term:%E5%AD%A6", "学习型组织", "learning organization：&lt;集体&gt;。")
	}
	study := func(n string) string { return x(n, "g.html#term:x", "学习", "每天都做的事。") }
	for name, c := range map[string]struct{ text, want string }{
		"longest first":        {"学习型组织要学习。", "<p>" + organization("1") + "要" + study("2") + "。</p>\n"},
		"once a page":          {"学习，学习。\n\n学习", "<p>" + study("1") + "，学习。</p>\n<p>学习</p>\n"},
		"not within a longer":  {"学习型组织、学习型组织。", "<p>" + organization("1") + "、学习型组织。</p>\n"},
		"not in code or links": {"`学习`和[学习](a.html)", "<p><code>学习</code>和<a href=\"a.html\">学习</a></p>\n"},
		"in emphasis":          {"**学习**", "<p><strong>" + study("1") + "</strong></p>\n"},
		"whole words":          {"PDCAs、XPDCA、PDCA法", "<p>PDCAs、XPDCA、" + x("1", "g.html#term:PDCA", "PDCA", "四步。") + "法</p>\n"},
	} {
		doc, _ := markdown.Parse([]byte(c.text))
		if got := string(doc.HTML(nil, markdown.HTMLOptions{Glossary: glossary(), Root: "../"})); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, c.want)
		}
	}
	doc, _ := markdown.Parse([]byte("# 学习\n\n| 学习 |\n|---|\n| 学习 |\n"))
	if got := string(doc.HTML(nil, markdown.HTMLOptions{Glossary: glossary()})); strings.Contains(got, "tip") {
		t.Errorf("a term in a heading or table is linked:\n%s", got)
	}
}

// TestDefines: on the page that defines terms each has an id, and none links to
// itself, be it one of two that mean the same.
func TestDefines(t *testing.T) {
	doc, _ := markdown.Parse([]byte("学习（study）\nPDCA\n: 学习和PDCA，见学习型组织。\n\n学习型组织\n: 学习的集体。\n"))
	got := string(doc.HTML(nil, markdown.HTMLOptions{Glossary: glossary(), Defines: true}))
	for _, want := range []string{`<dt id="term:学习">学习（study）</dt>`, `<dt id="term:PDCA">`, "学习和PDCA，见<span", `</span></span>。</dd>`, `">学习</a>`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s:\n%s", want, got)
		}
	}
	if strings.Count(got, `class="tip"`) != 2 {
		t.Errorf("terms are linked in their own entries:\n%s", got)
	}
}

// TestGlossaryTime: a text that nearly is a term everywhere takes no longer.
func TestGlossaryTime(t *testing.T) {
	var entries []markdown.GlossaryEntry
	for i := range 2000 {
		entries = append(entries, markdown.GlossaryEntry{Term: strings.Repeat("学", 1+i%20) + string(rune('一'+i)), Href: "g.html"})
	}
	doc, _ := markdown.Parse([]byte(strings.Repeat("学", 200_000)))
	start := time.Now()
	doc.HTML(nil, markdown.HTMLOptions{Glossary: markdown.NewGlossary(entries)})
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("%v", took)
	}
}
