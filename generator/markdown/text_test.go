package markdown

import (
	"fmt"
	"strings"
	"sync"
	"testing"
)

func TestWords(t *testing.T) {
	for text, want := range map[string]int{
		"":                 0,
		" \n\t　":           0,
		"学校":               2,
		"学习型学校，重点。":        9,
		"Word 2019":        2,
		"don't stop":       2,
		"3.5%":             1,
		"1,000人":           2,
		"A-1 班":            2,
		"e.g. x":           2,
		"2012年5月17日":       6,
		"——……":             4,
		"“好”":              3,
		"a b，c":            4,
		"(a) / b":          2,
		"- x -":            1,
		"１２":               2,
		"①℃":               2,
		"カナ":               2,
		"naïve café":       2,
		"a--b":             2,
		"user@example.com": 2,
		"a\u200bb":         2,
		"第一\n第二":           4,
		"𠮷野":               2,
		"100多件、50余次":       7,
		"x.":               1,
		"中\xff文":           3,
		"《学习报》2012-05-17（第3期）。": 12,
	} {
		if got := Words(text); got != want {
			t.Errorf("Words(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestDocumentWords(t *testing.T) {
	for text, want := range map[string]int{
		"# 标题\n\n正文 **abc**def":           5, // abcdef is one word
		"![描述](a.jpg \"图注\")":             2, // the caption, not the description
		"文字![描述](a.jpg \"提示\")":           2,
		"[链接](https://example.com)":       2,
		"[[标题]] [[页|文字]]":                 4,
		"{{stat awards}}共":                1,
		"| 甲 | 乙 |\n|---|---|\n| 丙 | 1 |": 4,
		"文[^1]\n\n[^1]: 注":                2,
		":::提示 标题\n正文\n:::":               4,
		":::提示\n正文\n:::":                  2,
		"第一行\n第二行":                        6,
		"a\nb":                            2,
		"- [x] 完成":                        2,
		"<!-- 注释 -->正文":                   2,
		"`代码`与\n\n```\nx y\n```":          5,
	} {
		if doc, _ := Parse([]byte(text)); doc.Words != want {
			t.Errorf("%q has %d words, want %d", text, doc.Words, want)
		}
	}
}

func TestText(t *testing.T) {
	doc, _ := Parse([]byte("# 标题\n\n一段**重点**，见[计划](a.md)和[[总结#二]]。\n第二行[^1]\\\n换行\n\n- 项\n  - 细项\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n![描述](a.jpg \"图注\")\n\n:::提示 注意\n框\n:::\n\n[^1]: 脚注{{stat x}}。\n"))
	want := "标题\n一段重点，见计划和总结。第二行\n换行\n项\n细项\n甲\t乙\n1\t2\n描述\n图注\n注意\n框\n脚注。\n"
	if got := doc.Text(); got != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestSummary(t *testing.T) {
	for _, c := range []struct {
		text string
		max  int
		want string
	}{
		{"# 标题\n\n第一段。\n\n第二段。", 20, "第一段。第二段。"},
		{"第一句话说得很长。第二句话也说得很长。", 12, "第一句话说得很长。"},
		{"没有句号的很长很长很长的一段", 8, "没有句号的很长…"},
		{"他说：“第一句话。”然后又说了很多很多话", 12, "他说：“第一句话。”"},
		{"短。后面是很长很长很长很长很长的话", 10, "短。后面是很长很长…"},
		{"Hello big world, this is long", 12, "Hello big w…"},
		{"- 只有\n- 列表", 20, "只有列表"},
		{"", 10, ""},
		{"一行\n二行 three\nfour", 30, "一行二行 three four"},
	} {
		doc, _ := Parse([]byte(c.text))
		got := Summary(doc, c.max)
		if got != c.want {
			t.Errorf("Summary(%q, %d) = %q, want %q", c.text, c.max, got, c.want)
		}
	}
}

// Places of destinations: what stands there is what a program must replace to
// lead the link elsewhere.
func TestLinkPlaces(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string // what is written, in order
		dest []string
	}{
		{"[甲](a.md) [乙](b.md \"题\") [丙]( <c d.md> 'x' )", []string{"a.md", "b.md", "c d.md"}, []string{"a.md", "b.md", "c d.md"}},
		{"[甲](a\\_b.md) [乙](c&amp;d) [丙](%E5%AD%A6.md)", []string{"a\\_b.md", "c&amp;d", "%E5%AD%A6.md"}, []string{"a_b.md", "c&d", "学.md"}},
		{"[甲][x] [x] [y][]\n\n[x]: a.md \"题\"\n[y]: <b c>\n", []string{"a.md", "a.md", "b c"}, []string{"a.md", "a.md", "b c"}},
		{"> [甲](a.md\n> \"题\")\n> [乙](\n> b.md)", []string{"a.md", "b.md"}, []string{"a.md", "b.md"}},
		{"> > - ![图](a.png)\r\n> >   [乙](b.md)\r\n", []string{"a.png", "b.md"}, []string{"a.png", "b.md"}},
		{"| [甲](a.md) | [[乙\\|文]] |\n|---|---|\n| `x` | ![](b.png) |", []string{"a.md", "乙", "b.png"}, []string{"a.md", "乙", "b.png"}},
		{"[[ 标题#小节 | 文字 ]]", []string{"标题#小节"}, []string{"标题#小节"}},
		{"[![图](a.png)](b.md) 见 http://c.example/d。", []string{"b.md", "a.png", "http://c.example/d"}, []string{"b.md", "a.png", "http://c.example/d"}},
		{"<https://a.example> 和 x@b.example 和 www.c.example", []string{"https://a.example", "x@b.example", "www.c.example"}, []string{"https://a.example", "mailto:x@b.example", "http://www.c.example"}},
		{"# [甲](a.md) {#id}\n\n\t- [乙](b.md)\n\n词\n: [丙](c.md)\n\n文[^1]\n\n[^1]: [丁](d.md)", []string{"a.md", "c.md", "d.md"}, []string{"a.md", "c.md", "d.md"}},
		{"[空]()", nil, nil},
	} {
		doc, _ := Parse([]byte(c.text))
		var got, dest []string
		for _, l := range doc.Links {
			got, dest = append(got, c.text[l.Pos:l.End]), append(dest, l.Dest)
		}
		if fmt.Sprint(got) != fmt.Sprint(c.want) || fmt.Sprint(dest) != fmt.Sprint(c.dest) {
			t.Errorf("%q\ngot  %q %q\nwant %q %q", c.text, got, dest, c.want, c.dest)
		}
	}
}

// Places of blocks, as the text that begins there.
func TestBlockPlaces(t *testing.T) {
	text := "# 一\n\n段\n\n> 引\n\n- 甲\n  1. 乙\n\n```\nx\n```\n\n:::提示\n框\n:::\n\n| a |\n|---|\n| b |\n\n![](i.png)\n\n---\n\n词\n: 义\n"
	want := map[Kind]string{Heading: "# 一", Quote: "> 引", CodeBlock: "```", Container: ":::提示", Table: "| a |", Figure: "![](i", Rule: "---", DefinitionList: "词", DefinitionTerm: "词"}
	doc, _ := Parse([]byte(text))
	for n := range doc.Root.Children() {
		if w := want[n.Kind]; !strings.HasPrefix(text[n.Pos:], w) {
			t.Errorf("kind %d is said to stand at %q, want %q", n.Kind, text[n.Pos:], w)
		}
		if n.Kind == List {
			inner := n.FirstChild.FirstChild.Next
			if !strings.HasPrefix(text[n.Pos:], "- 甲") || !strings.HasPrefix(text[inner.Pos:], "1. 乙") {
				t.Errorf("lists at %q and %q", text[n.Pos:], text[inner.Pos:])
			}
		}
	}
	if s := doc.Outline[0]; s.Text != "一" || s.ID != "一" || s.Level != 1 || s.Pos != 0 {
		t.Errorf("outline %+v", s)
	}
}

func TestConcurrent(t *testing.T) {
	text := []byte("# 标题\n\n**重点：**后文[^1]，[甲]。\n\n:::提示\n- 框\n:::\n\n[^1]: 注\n\n[甲]: a.md\n")
	doc, _ := Parse(text)
	want := string(doc.HTML(nil, HTMLOptions{}))
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 50 {
				d, _ := Parse(text)
				if string(d.HTML(nil, HTMLOptions{})) != want || string(doc.HTML(nil, HTMLOptions{})) != want {
					t.Error("not the same in another goroutine")
				}
			}
		})
	}
	wg.Wait()
}
