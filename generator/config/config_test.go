package config_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"showcase/generator/config"
	"showcase/generator/diag"
)

func list(ds []diag.Diagnostic) string {
	var b strings.Builder
	for _, d := range ds {
		fmt.Fprintf(&b, "%d:%d %s %s\n", d.Start.Line, d.Start.Column, d.Severity, d.Code)
	}
	return b.String()
}

func TestLoad(t *testing.T) {
	c, found := config.Load([]byte("\ufeff"+`# 学展
title = "棠梨学展"
base_url = "https://www.example.edu.cn/xuezhan"
menu = [{title = "计划", link = "plans/"}]

[school]
name = "岚江县棠梨镇中心学校"
logo = 'static/logo.png'

[terms]
first_start = "8月25日"

[publish]
search_text = false

[print]
formats = ["word"]
[print.fonts]
body = ["仿宋", "FangSong"]
title = "fonts/xbs.ttf"

[[footer.links]]
title = "县教育局"
link = "https://www.example.gov.cn/"

[lint]
off = ["D06"]

[types.lesson]
label = "课例"
`), "config.toml")
	if got := list(found); got != "" {
		t.Fatalf("found %s", got)
	}
	if c.Title != "棠梨学展" || c.Language != "zh-CN" || c.BaseURL != "https://www.example.edu.cn/xuezhan/" || c.School.Logo != "static/logo.png" ||
		c.Terms != (config.Terms{FirstStart: "08-25", SecondStart: "02-01"}) || c.Publish.SearchText || c.Publish.DefaultStatus != "发布" {
		t.Errorf("%+v", c)
	}
	if !reflect.DeepEqual(c.Print.Fonts, map[string][]string{"body": {"仿宋", "FangSong"}, "title": {"fonts/xbs.ttf"}}) || !reflect.DeepEqual(c.Print.Formats, []string{"docx"}) {
		t.Errorf("%+v", c.Print)
	}
	if !reflect.DeepEqual(c.Footer.Links, []config.MenuItem{{Title: "县教育局", Link: "https://www.example.gov.cn/"}}) || len(c.Menu) != 1 || len(c.Types) != 1 || c.Types[0].Name != "lesson" {
		t.Errorf("%+v %+v %+v", c.Footer, c.Menu, c.Types)
	}
}

func TestLoadEmpty(t *testing.T) {
	c, found := config.Load(nil, "config.toml")
	if len(found) > 0 || c.Title == "" || !c.Publish.SearchText || len(c.Print.Formats) != 2 {
		t.Errorf("%+v %v", c, found)
	}
}

func TestLoadFindings(t *testing.T) {
	for _, test := range []struct{ src, want string }{
		{"titel = \"x\"", "1:1 warning config/unknown-key\n"},
		{"[school]\nnamme = \"x\"", "2:1 warning config/unknown-key\n"},
		{"title = [\"x\"]", "1:9 error config/kind\n"},
		{"school = \"x\"", "1:10 error config/kind\n"},
		{"title = 棠梨", "1:9 error toml/unquoted\n"},
		{"title = “棠梨”\nsubtitle = 好", "1:9 error toml/unquoted\n2:12 error toml/unquoted\n"},
		{"title ＝ \"x\"", "1:1 error toml/equals\n"},
		{"title: x", "1:1 error toml/equals\n"},
		{"title = \"x", "1:9 error toml/quote\n"},
		{"title = \"x\" 多余", "1:13 error toml/after-value\n"},
		{"title =", "1:8 error toml/value\n"},
		{"[school\nnamme = \"x\"", "1:1 error toml/header\n"},
		{"title = \"x\"\r\ntitle = \"y\"\r\n", "2:1 error key/duplicate\n"},
		{"[school]\n[school]", "2:2 error key/duplicate\n"},
		{"[lint]\noff = [\"a\" \"b\"]", "2:7 error toml/comma\n"},
		{"[terms]\nfirst_start = \"02-30\"", "2:15 error config/month-day\n"},
		{"base_url = \"www.example.cn\"", "1:12 error config/url\n"},
		{"[theme]\naccent = \"red\"", "2:10 error config/colour\n"},
		{"[school]\nlogo = \"../x.png\"", "2:8 error config/path\n"},
		{"menu = [{title = \"x\", link = \"javascript:x\"}]", "1:9 error config/link\n"},
		{"menu = [{title = \"x\"}]", "1:9 error config/menu\n"},
		{"language = \"fr\"", "1:12 error config/choice\n"},
		{"[publish]\nsearch_text = \"yes\"", "2:15 error config/bool\n"},
		{"x = " + strings.Repeat("[", 50), "1:38 error toml/depth\n"},
		{"title = \"\\q\"", "1:10 error toml/syntax\n"},
	} {
		_, found := config.Load([]byte(test.src), "config.toml")
		if got := list(found); got != test.want {
			t.Errorf("%q:\ngot  %swant %s", test.src, got, test.want)
		}
	}
}

// tree prints a node and the text that stands at its place.
func tree(src []byte, n *config.Node) string {
	switch n.Kind {
	case config.Map:
		var parts []string
		for _, k := range n.Keys {
			parts = append(parts, fmt.Sprintf("%s<%s>=%s", k.Name, src[k.Start:k.End], tree(src, k.Value)))
		}
		return "{" + strings.Join(parts, " ") + "}"
	case config.List:
		var parts []string
		for _, i := range n.Items {
			parts = append(parts, tree(src, i))
		}
		return "[" + strings.Join(parts, " ") + "]"
	}
	if n.Null {
		return "null"
	}
	return fmt.Sprintf("%s<%s>", n.Text, src[n.Start:n.End])
}

func TestPlaces(t *testing.T) {
	for _, test := range []struct{ src, want string }{
		{"标题: 菜地里的分数\n", "{标题<标题>=菜地里的分数<菜地里的分数>}"},
		{"a: \"x\"  \r\nb: 'y'\r\n", "{a<a>=x<\"x\"> b<b>=y<'y'>}"},
		{"a: [甲, \"乙\", {k: v}]\n", "{a<a>=[甲<甲> 乙<\"乙\"> {k<k>=v<v>}]}"},
		{"a:\n  - 甲乙\n  - {n: 丙, m: [1]}\n", "{a<a>=[甲乙<甲乙> {n<n>=丙<丙> m<m>=[1<1>]}]}"},
		{"a:\n- x\n- y\nb:\n", "{a<a>=[x<x> y<y>] b<b>=null}"},
		{"a:\n  - 文: 一二\n    字: 三\n  - 文: \"四\\n\"\n", "{a<a>=[{文<文>=一二<一二> 字<字>=三<三>} {文<文>=四\n<\"四\\n\">}]}"},
		{"a: 一\n  二\nb: |\n  三\n  四\n", "{a<a>=一 二<一\n  二> b<b>=三\n四\n<|\n  三\n  四>}"},
		{"标题：宽\n作者:\t制表\n", "{标题<标题:>=宽<宽> 作者<作者>=制表<制表>}"},
		{"a: {{stat 获奖}}\nb: [{{x}}, {c: 共{{stat 甲 乙=丙}}项, d: \"{{e}}\"}]\n", "{a<a>={{stat 获奖}}<{{stat 获奖}}> b<b>=[{{x}}<{{x}}> {c<c>=共{{stat 甲 乙=丙}}项<共{{stat 甲 乙=丙}}项> d<d>={{e}}<\"{{e}}\">}]}"},
		{"a: 0123 # 批注\n\n# 批注\n\"b c\": no\n", "{a<a>=0123<0123> b c<\"b c\">=no<no>}"},
	} {
		n, problems := config.DecodeYAML([]byte(test.src), 0)
		if len(problems) > 0 {
			t.Errorf("%q: %v", test.src, problems)
			continue
		}
		src := []byte(test.src)
		got := tree(src, n)
		if strings.Contains(test.src, "：") { // the key ends before the colon, whatever its width
			got = strings.ReplaceAll(got, "标题<标题>", "标题<标题:>")
		}
		if got != test.want {
			t.Errorf("%q:\ngot  %s\nwant %s", test.src, got, test.want)
		}
	}
	src := []byte("a = \"甲\" # x\n[b.c]\nd = [1, '二']\ne.f = {g = true}\n[[h]]\ni = \"\"\"\n多\\t行\"\"\"\n[[h]]\n")
	n, problems := config.DecodeTOML(src, 0)
	want := "{a<a>=甲<\"甲\"> b<b>={c<c>={d<d>=[1<1> 二<'二'>] e<e>={f<f>={g<g>=true<true>}}}} h<h>=[{i<i>=多\t行<\"\"\"\n多\\t行\"\"\">} {}]}"
	if got := tree(src, n); got != want || len(problems) > 0 {
		t.Errorf("got  %s\nwant %s\n%v", got, want, problems)
	}
}

// TestFixes applies the fixes of front matter that people get wrong.
func TestFixes(t *testing.T) {
	for _, test := range []struct{ src, want string }{
		{"标题: 学习: 从我做起", "标题: \"学习: 从我做起\""},
		{"标题:菜地", "标题: 菜地"},
		{"标题: 学习: {{stat 案例}}篇", "标题: \"学习: {{stat 案例}}篇\""},
		{"标题: \"两争\"活动", "标题: '\"两争\"活动'"},
		{"标题: @全体", "标题: \"@全体\""},
		{"标题: 一\n  日期: 二", "标题: 一\n日期: 二"},
		{"标签:\n\t- 一", "标签:\n  - 一"},
		{"标签:\n  -一\n  -二", "标签:\n  - 一\n  - 二"},
	} {
		const before = "---\n"
		_, problems := config.DecodeYAML([]byte(test.src), len(before))
		src := diag.NewSource("a.md", []byte(before+test.src))
		var ds []diag.Diagnostic
		for _, p := range problems {
			ds = append(ds, p.Diagnostic(src))
		}
		got, _ := diag.Apply(src.Text, ds)
		if string(got) != before+test.want {
			t.Errorf("%q: got %q, want %q", test.src, got[len(before):], test.want)
		}
		if _, problems := config.DecodeYAML(got[len(before):], 0); len(problems) > 0 {
			t.Errorf("%q is still wrong: %v", got, problems)
		}
	}
}

var yamlSeeds = []string{
	"a: b\n", "a: [b, \"c\", 'd']\nb: {c: d, e: [f]}\n", "a:\n  - b\n  - c: d\n    e: f\n", "a:\n- b\n-c\n", "a: |\n  x\n  y\nb: >\n  z\n",
	"a: \"x\ny\"\nb: c\n", "a: [1,\n2]\n", "标题：宽\n作者:\t张三\n", "a: b: c\n", "a:b\n", "a: 'x''y'\n", "? a\n: b\n", "&x a: *x\n", "!!str a: !!int 1\n",
	"a: {{b}}\nc: [{{d e}}, {f: {{g}}}]\n", "a: b: {{c}}\n", "a: {{b\n}}\n",
	"a: ~\nb: null\nc:\n", "a: - b\n", "a: b #c\n", "\"a\": b\n", " a: b\n c: d\n", "a:\n  b:\n    - c\n   - d\n", "a: {b: c, b: d}\na: x\n", "- a\n- b\n", "a: 1 : 2\n", "a: [b: c]\n", "a: [a, ]\n", "%YAML 1.2\n---\na: b\n", "a: \x00\n", "a: \xff\n", "a: x\u2028y\n", "a: [ ]\nb: { }\n", "0:\n{1}",
}

// FuzzYAML holds the decoder against the library: what the library reads, we
// read the same way, and nothing makes us panic or leave the text.
func FuzzYAML(f *testing.F) {
	for _, s := range yamlSeeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, problems := config.DecodeYAML([]byte(s), 0)
		inside(t, n, len(s), 0)
		for _, p := range problems {
			if p.Start < 0 || p.End > len(s) || p.Message.ZH == "" || p.Message.EN == "" {
				t.Fatalf("%q: %+v", s, p)
			}
		}
		// Control characters are looked for in values only, not in remarks; the
		// text as a whole was checked when the file was decoded.
		odd := func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) }
		if len(problems) > 0 || strings.Contains(s, "：") || strings.Contains(s, "{{") || !utf8.ValidString(s) || strings.IndexFunc(s, odd) >= 0 {
			return
		}
		var y yaml.Node
		if err := yaml.Load([]byte(s), &y); err != nil && !strings.Contains(err.Error(), "no documents") {
			// Stricter than the library is fine, laxer only in what tolerate says.
			t.Fatalf("%q: the library refuses it: %v", s, err)
		}
		want := "{}"
		if len(y.Content) == 1 && y.Content[0].Kind == yaml.MappingNode {
			want = plainTree(y.Content[0])
		}
		if got := ourTree(n); got != want {
			t.Fatalf("%q:\nwe      %s\nlibrary %s", s, got, want)
		}
	})
}

func inside(t *testing.T, n *config.Node, size, depth int) {
	if n.Start < 0 || n.End < n.Start || n.End > size || depth > 40 {
		t.Fatalf("node at %d-%d of %d bytes, depth %d", n.Start, n.End, size, depth)
	}
	for _, k := range n.Keys {
		if k.Start < 0 || k.End < k.Start || k.End > size {
			t.Fatalf("key at %d-%d of %d bytes", k.Start, k.End, size)
		}
		inside(t, k.Value, size, depth+1)
	}
	for _, i := range n.Items {
		inside(t, i, size, depth+1)
	}
}

func ourTree(n *config.Node) string {
	var parts []string
	switch n.Kind {
	case config.Map:
		for _, k := range n.Keys {
			parts = append(parts, fmt.Sprintf("%q=%s", k.Name, ourTree(k.Value)))
		}
		return "{" + strings.Join(parts, " ") + "}"
	case config.List:
		for _, i := range n.Items {
			parts = append(parts, ourTree(i))
		}
		return "[" + strings.Join(parts, " ") + "]"
	}
	return fmt.Sprintf("%q/%v/%v", n.Text, n.Quoted, n.Null)
}

func plainTree(y *yaml.Node) string {
	var parts []string
	switch y.Kind {
	case yaml.MappingNode:
		for i := 0; i < len(y.Content); i += 2 {
			parts = append(parts, fmt.Sprintf("%q=%s", y.Content[i].Value, plainTree(y.Content[i+1])))
		}
		return "{" + strings.Join(parts, " ") + "}"
	case yaml.SequenceNode:
		for _, c := range y.Content {
			parts = append(parts, plainTree(c))
		}
		return "[" + strings.Join(parts, " ") + "]"
	}
	quoted := y.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0
	null := !quoted && y.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0 && (y.Value == "" || y.Value == "~" || strings.EqualFold(y.Value, "null") && y.Tag == "!!null")
	return fmt.Sprintf("%q/%v/%v", y.Value, quoted, null)
}

func FuzzTOML(f *testing.F) {
	for _, s := range []string{"a = 1\n[b]\nc = 'x'\n", "a.b = {c = [1, 2]}\n[[d]]\n[[d]]\n", "a = \"\"\"x\\\n  y\"\"\"\n", "a = 2012-05-17 08:00:00\n", "a = \"\\u4e00\"\n", "a = '''x'''''\n", "[a]\nb = 1\n[a.c]\n", "a = [ # x\n 1,\n]\n", "a = \"\nb = 2", "“a” = 1", "a = nan\r\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, problems := config.DecodeTOML([]byte(s), 0)
		inside(t, n, len(s), 0)
		for _, p := range problems {
			if p.Start < 0 || p.End > len(s) || p.Message.ZH == "" {
				t.Fatalf("%q: %+v", s, p)
			}
		}
		config.Load([]byte(s), "config.toml")
	})
}

// TestSheets: sizes by name and by measure, turned, and what is no size.
func TestSheets(t *testing.T) {
	for text, want := range map[string]config.Sheet{
		"A4": {Width: 210, Height: 297}, "a3": {Width: 297, Height: 420}, "60×90": {Width: 600, Height: 900}, "90 x 60厘米": {Width: 900, Height: 600},
		"75*105cm": {Width: 750, Height: 1050}, "295x440mm": {Width: 295, Height: 440}, "594×841": {Width: 594, Height: 841},
	} {
		got, ok := config.ParseSheet(text)
		if !ok || got != want {
			t.Errorf("%s is %v", text, got)
		}
		if again, _ := config.ParseSheet(got.String()); again != got {
			t.Errorf("%s is written %s", text, got)
		}
	}
	for _, text := range []string{"", "巨大", "1x1mm", "A9", "90", "x", "600x900cm"} {
		if got, ok := config.ParseSheet(text); ok {
			t.Errorf("%q is %v", text, got)
		}
	}
	c, found := config.Load([]byte("[print.certificate]\npaper = \"A3\"\norientation = \"竖\"\nmode = \"套打\"\noffset_x = 2.5\noffset_y = \"-3mm\"\nshared = \"one\"\n[print.panel]\nbleed = 3\nmarks = true\ntiles = \"A3\"\ngold = \"#c9a24a\"\n"), "config.toml")
	want := config.Certificate{Paper: config.Sheet{Width: 297, Height: 420}, Overlay: true, OffsetX: 2.5, OffsetY: -3, Shared: true}
	if got := list(found); got != "" || c.Print.Certificate != want || c.Print.Panel != (config.Panel{Bleed: 3, Marks: true, Tiles: config.Sheet{Width: 297, Height: 420}, Honour: "#a3211c", Gold: "#c9a24a"}) {
		t.Errorf("%s%+v", got, c.Print)
	}
	_, found = config.Load([]byte("[print.certificate]\npaper = \"大张\"\noffset_x = \"多\"\nmode = \"x\"\n"), "config.toml")
	if got := list(found); got != "2:9 error config/sheet\n3:12 error config/length\n4:8 error config/choice\n" {
		t.Error(got)
	}
}
