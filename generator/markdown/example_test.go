package markdown_test

import (
	"fmt"

	"showcase/generator/diag"
	"showcase/generator/markdown"
)

func ExampleParse() {
	doc, problems := markdown.Parse([]byte("## 指导思想\n\n**重点：**人人学习，见[[学校计划]]。\n\n##组织领导\n"))
	for _, s := range doc.Outline {
		fmt.Println(s.Level, s.ID)
	}
	for _, l := range doc.Links {
		fmt.Println(l.Dest, l.ByTitle)
	}
	fmt.Println(doc.Words)
	for _, p := range problems {
		fmt.Println(p.Severity, p.Code, p.Message.In(diag.ZH))
	}
	// Output:
	// 2 指导思想
	// 学校计划 true
	// 22
	// warning markdown/heading-space ## 后面没有空格，所以不是标题
}

func ExampleDocument_HTML() {
	doc, _ := markdown.Parse([]byte("# 计划\n\n见[[学校计划]]，共{{stat 获奖}}。\n"))
	doc = doc.Filled(func(text string) string { return "12项" })
	fmt.Printf("%s", doc.HTML(nil, markdown.HTMLOptions{
		HeadingOffset: 1,
		Resolve: func(l *markdown.Link) markdown.Target {
			return markdown.Target{Href: "../plans/2012.html", Title: l.Dest}
		},
		Explain: func(text string) string { return "counted:1" },
	}))
	// Output:
	// <h2 id="计划">计划 <a class="heading-anchor" href="#计划" aria-label="本节链接 计划"></a></h2>
	// <p>见<a href="../plans/2012.html">学校计划</a>，共<a class="counted" href="#counted:1">12项</a>。</p>
}

func ExampleDocument_Filled() {
	doc, _ := markdown.Parse([]byte("## 案例{{stat 案例}}\n\n全校写案例{{stat 案例}}，{{论文数}}。\n"))
	filled := doc.Filled(func(text string) string { return map[string]string{"stat 案例": "12篇"}[text] })
	fmt.Println(filled.Outline[0].Text, filled.Outline[0].ID)
	fmt.Println(doc.Words, filled.Words)
	fmt.Printf("%q", filled.Text())
	// Output:
	// 案例12篇 案例
	// 9 13
	// "案例12篇\n全校写案例12篇，。\n"
}

func ExampleSummary() {
	doc, _ := markdown.Parse([]byte("# 总结\n\n本学期开展了读书活动。教师人人参加，\n家长也来了。\n"))
	fmt.Println(markdown.Summary(doc, 15))
	// Output: 本学期开展了读书活动。
}

func ExampleWords() {
	fmt.Println(markdown.Words("2012年，我校获奖 116 项（3.5%）。"))
	// Output: 13
}
