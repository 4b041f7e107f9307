package importer_test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"showcase/generator/diag"
	"showcase/generator/hanzi"
	"showcase/generator/importer"
	"showcase/generator/lint"
)

func clean(t testing.TB) string {
	b, err := os.ReadFile("testdata/clean.txt")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// traditional undoes the simplification of every character that has one
// traditional form of its own.
func traditional(s string) string {
	back := map[rune]rune{}
	for r := rune(0x4E00); r < 0x9FFF; r++ {
		if simple := []rune(hanzi.Simplified(r)); hanzi.Traditional(r) && len(simple) == 1 && back[simple[0]] == 0 {
			if _, err := simplifiedchinese.GBK.NewEncoder().String(string(r)); err == nil {
				back[simple[0]] = r
			}
		}
	}
	return strings.Map(func(r rune) rune {
		if t := back[r]; t != 0 {
			return t
		}
		return r
	}, s)
}

// cut halves full-width marks among GBK bytes without minding where characters
// begin, and puts 經's pinyin where its two bytes meet by chance, as the
// converter did that damaged the texts this package was made for.
func cut(t testing.TB, s string) string {
	b, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	halves := map[string]string{"\xA3\xAC": ",", "\xA3\xBA": ":", "\xA3\xBB": ";", "\xA3\xA1": "!", "\xA3\xBF": "?", "\xA3\xA8": "(", "\xA3\xA9": ")"}
	residues := map[string]string{"\xBD\x9B": "jīng", "\x83\x9E": "yōu"}
	var out strings.Builder
	lead, split := byte(0), ""
	put := func(c byte) {
		switch {
		case lead == 0 && c < 0x81:
			out.WriteByte(c)
		case lead == 0:
			lead = c
		case c < 0x40:
			out.WriteString("?" + string(c))
			lead = 0
		default:
			r, _ := simplifiedchinese.GBK.NewDecoder().Bytes([]byte{lead, c})
			out.Write(r)
			lead = 0
		}
	}
	for i := 0; i < len(b); i++ {
		if i+1 < len(b) {
			if h := halves[string(b[i:i+2])]; h != "" {
				put(h[0])
				i++
				continue
			}
			if p := residues[string(b[i:i+2])]; p != "" && lead != 0 && split == "" {
				put(b[i])
				out.WriteString("?" + p + ")")
				i++
				continue
			}
		}
		put(b[i])
	}
	return out.String()
}

var annotated = regexp.MustCompile(`[創學習發經現業產網]`)

// damage does to a clean text what D01–D19 name.
func damage(t testing.TB, s string) string {
	s = strings.Replace(s, "基础。有了", "基矗有了", 1)                                                       // D03
	s = strings.Replace(s, "提高了学习的质量", "提高了学\n1习的质量", 1)                                             // D09, D10
	s = strings.Replace(s, "学习成果，分享学习经验", "学习成果，分享学\n习经验", 1)                                        // D10
	s = strings.Replace(s, "每位会员的习惯。", "每位会员的习惯。7", 1)                                               // D09
	s = strings.Replace(s, "县先进集体、", "县先进集体、、", 1)                                                   // D07
	s = strings.Replace(s, "——云溪", "—云溪", 1)                                                         // D13
	s = strings.Replace(s, "兄弟学校考察", "兄弟学校 考察", 1)                                                   // D15
	s = strings.Replace(s, "\n为了推进", "\n　　为了推进", 1)                                                  // D15
	s = strings.Replace(s, "\n经过几年", "\n    经过几年", 1)                                                // D16
	s = strings.Replace(s, "“人人学习、天天进步”", "\"人人学习、天天进步\"", 1)                                        // D12
	s = strings.Replace(s, "青年教师论坛", "青年\u200B教师论坛", 1)                                              // D05
	s = strings.Replace(s, "2.实施阶段", "2、实施阶段", 1)                                                    // D17
	hidden := strings.NewReplacer("\u200B", "\u25C6").Replace(traditional(s))                        // GBK has no U+200B
	return strings.ReplaceAll(annotated.ReplaceAllStringFunc(cut(t, hidden), func(c string) string { // D01, D02, D06, D08
		return c + "(" + hanzi.Readings([]rune(c)[0])[0] + ")"
	}), "◆", "\u200B")
}

func TestRestore(t *testing.T) {
	want := importer.Split("source.txt", []byte(clean(t)))
	damaged := damage(t, clean(t))
	for _, sign := range []string{"?,F", "?jīng)Q", "?yōu)閳F", "基矗", "\n1", "習(xí)"} {
		if !strings.Contains(damaged, sign) {
			t.Errorf("the sample is not damaged by %s:\n%s", sign, damaged)
		}
	}
	got := importer.Split("source.txt", []byte(damaged))
	if len(want.Files) != 2 || len(got.Files) != 2 {
		t.Fatalf("%d and %d files", len(want.Files), len(got.Files))
	}
	for i, f := range got.Files {
		if f.Path != want.Files[i].Path || f.Type != want.Files[i].Type {
			t.Errorf("%s %s, want %s %s", f.Path, f.Type, want.Files[i].Path, want.Files[i].Type)
		}
		if string(f.Content) != string(want.Files[i].Content) {
			t.Errorf("%s is not restored:\n%s\nwant\n%s", f.Path, f.Content, want.Files[i].Content)
		}
	}
	accounts(t, got)
}

func TestShape(t *testing.T) {
	r := importer.Split("材料.txt", []byte(clean(t)))
	for i, want := range []struct {
		path  string
		parts []string
	}{
		{"dossiers/yun-xi-zhen-zhong-xin-xiao-xue-gong-hui-chuang-jian-xue-xi.md", []string{"date: 2023-05-20\n", "award_name: 创建“学习型组织”先进集体\n", "applicant: 云溪镇中心小学工会\n", "{kind: deeds, title: 事迹材料}", "\n## 一、健全组织，落实责任\n", "\n### 1.建立制度\n\n学校制定"}},
		{"plans/yun-xi-zhen-zhong-xin-xiao-xue-gong-hui-du-shu-huo-dong-ji.md", []string{"kind: 计划\n", "{name: 准备阶段, start: 2023-02, end: 2023-03}", "\n1. 每位会员", "\n2. 每个小组", "\n## 附：领导小组名单\n\n- 组长：林远（校长）\n", "- 成员：何青（宣传委员）、苏禾（组织委员）\n"}},
	} {
		f := r.Files[i]
		if f.Path != want.path {
			t.Errorf("path %s, want %s", f.Path, want.path)
		}
		for _, p := range want.parts {
			if !strings.Contains(string(f.Content), p) {
				t.Errorf("%s lacks %q:\n%s", f.Path, p, f.Content)
			}
		}
	}
}

// accounts checks that every character of the source is in the files, in
// order, or within a change.
func accounts(t testing.TB, r importer.Result) {
	t.Helper()
	changed := make([]bool, len(r.Source)+1)
	for _, c := range r.Changes {
		for i := c.Start; i < c.End; i++ {
			changed[i] = true
		}
	}
	var all strings.Builder
	for _, f := range r.Files {
		all.Write(f.Content)
	}
	out, at := all.String(), 0
	for i, c := range r.Source {
		if changed[i] || unicode.IsSpace(c) {
			continue
		}
		n := strings.IndexRune(out[at:], c)
		if n < 0 {
			t.Fatalf("%q at byte %d of the source is neither in the files nor in a change: …%s", c, i, r.Source[i:min(len(r.Source), i+60)])
		}
		at += n + utf8.RuneLen(c)
	}
}

func TestAgain(t *testing.T) {
	for _, f := range importer.Split("source.txt", []byte(clean(t))).Files {
		again := importer.Split(f.Path, f.Content)
		if len(again.Files) != 1 || string(again.Files[0].Content) != string(f.Content) || again.Files[0].Path != f.Path {
			t.Errorf("%s changes when it is imported again: %+v", f.Path, again.Changes)
		}
	}
	a, b := importer.Split("s.txt", []byte(damage(t, clean(t)))), importer.Split("s.txt", []byte(damage(t, clean(t))))
	if fmt.Sprint(a) != fmt.Sprint(b) {
		t.Error("two runs differ")
	}
}

func TestEncodings(t *testing.T) {
	want := importer.Split("a.txt", []byte(clean(t)))
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String(clean(t))
	if err != nil {
		t.Fatal(err)
	}
	utf16 := []byte("\xFF\xFE")
	for _, r := range clean(t) {
		utf16 = append(utf16, byte(r), byte(r>>8))
	}
	for name, data := range map[string]string{"GB18030": gbk, "UTF-16": string(utf16), "BOM": "\uFEFF" + clean(t), "CRLF": strings.ReplaceAll(clean(t), "\n", "\r\n")} {
		got := importer.Split("a.txt", []byte(data))
		if len(got.Files) != len(want.Files) || string(got.Files[0].Content) != string(want.Files[0].Content) {
			t.Errorf("%s reads differently", name)
		}
	}
}

func TestFormats(t *testing.T) {
	for name, data := range map[string]string{"a.docx": "PK\x03\x04", "a.doc": "\xD0\xCF\x11\xE0", "a.pdf": "%PDF-1.7", "renamed.txt": "PK\x03\x04", "a.bin": "a\x00b", "empty.txt": " \n"} {
		r := importer.Split(name, []byte(data))
		if len(r.Files) != 0 || len(r.Report) != 1 || r.Report[0].Severity != diag.Error {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

func TestUnsureIsMarked(t *testing.T) {
	r := importer.Split("一篇心得.txt", []byte("我的心得体会\n甲乙丙丁??赏ㄟ这样坏掉的字，看不出原来是什么。\n"))
	if len(r.Files) != 1 || !strings.Contains(string(r.Files[0].Content), "〔疑：") {
		t.Errorf("%s", r.Files)
	}
	accounts(t, r)
}

func TestMarkdown(t *testing.T) {
	r := importer.Split("笔记.md", []byte("# 读书心得\n\n## 第一节\n\n- 甲,乙\n- 丙\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n"))
	want := "## 第一节\n\n- 甲，乙\n- 丙\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n"
	if len(r.Files) != 1 || !strings.HasSuffix(string(r.Files[0].Content), want) || r.Files[0].Type != "reflection" {
		t.Errorf("%s", r.Files)
	}
}

// The texts that this package was made for; the file is not part of the sources.
func TestArticles(t *testing.T) {
	name := os.Getenv("ARTICLES")
	if name == "" {
		t.Skip("ARTICLES names no file")
	}
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	r := importer.Split("source.txt", b)
	accounts(t, r)
	types := ""
	for _, f := range r.Files {
		types += f.Type + " "
		body := strings.Index(string(f.Content), "\n---\n") + 5
		for _, d := range lint.Text(diag.NewSource(f.Path, f.Content), lint.Options{Body: body}) {
			if d.Severity == diag.Error {
				t.Errorf("%s:%d:%d %s %s", d.File, d.Start.Line, d.Start.Column, d.Code, d.Message.ZH)
			} else {
				t.Logf("%s:%d:%d %s %s", d.File, d.Start.Line, d.Start.Column, d.Code, d.Message.ZH)
			}
		}
		for _, c := range string(f.Content) {
			if hanzi.Traditional(c) {
				t.Errorf("%s: %c is left", f.Path, c)
			}
		}
		again := importer.Split(f.Path, f.Content)
		if string(again.Files[0].Content) != string(f.Content) || again.Files[0].Path != f.Path {
			t.Errorf("%s changes when it is imported again: %v %+v", f.Path, again.Files[0].Path, again.Changes)
		}
	}
	if types != "dossier reflection plan plan reflection " {
		t.Errorf("types %s", types)
	}
}

// Ordinary texts whose restructuring touches many characters.
var ordinary = []string{
	"学习计划\n\n一、要求\n认真学习。\n\n附件：名单",
	"学习计划\n\n一、要求\n认真学习。\n\n附：学习计划。",
	"学习计划\n认真学习。\n附件：名单。\n组长：甲。",
	"学习计划\n认真学习。\n附件：领导小组名单。组长：林远（校长）成员：何青（委员）苏禾（委员）。",
	"学习计划\n认真学习。\n附件：" + strings.Repeat("各班把读过的书记在登记表里，", 5) + "学期末交到工会。",
	"学习计划\n认真学习。\n附：名单：何青、苏禾。",
	"学习计划\n认真学习。\n附件：",
}

// Restructuring loses nothing, and is never given up for an ordinary text.
func TestOrdinary(t *testing.T) {
	for _, text := range ordinary {
		for _, name := range []string{"a.txt", "a.md"} {
			r := importer.Split(name, []byte(text))
			structured(t, r)
			accounts(t, r)
			if s := string(r.Files[0].Content); strings.Contains(text, "附件") != strings.Contains(s, "\n## 附件") {
				t.Errorf("the annex of %q is not headed by its word:\n%s", text, s)
			}
		}
	}
}

func structured(t testing.TB, r importer.Result) {
	t.Helper()
	for _, d := range r.Report {
		if d.Code == "import/plain" {
			t.Fatalf("%s\n%s", d.Message.EN, r.Source)
		}
	}
}

func TestLongName(t *testing.T) {
	for _, n := range []int{60, 61, 200} {
		r := importer.Split(strings.Repeat("a", n)+".txt", []byte("认真学习，天天进步。\n"))
		if want := "pages/" + strings.Repeat("a", 60) + ".md"; r.Files[0].Path != want {
			t.Errorf("%d letters: path %s, want %s", n, r.Files[0].Path, want)
		}
	}
}

func TestPhaseName(t *testing.T) {
	r := importer.Split("a.txt", []byte("读书计划\n一、步骤\n1.准备[一]阶段。（2023年2月至2023年3月）选书。\n2.实施阶段。（2023年4月至2023年6月）读书。\n"))
	for _, want := range []string{"\n  - {name: \"准备[一]阶段\", start: 2023-02, end: 2023-03}\n", "\n  - {name: 实施阶段, start: 2023-04, end: 2023-06}\n"} {
		if s := string(r.Files[0].Content); !strings.Contains(s, want) {
			t.Errorf("no %q in\n%s", want, s)
		}
	}
}

// Texts put together from what the importer looks for.
func FuzzParts(f *testing.F) {
	parts := []string{"\n", "附件：", "附：", "名单", "。", "：", "一、", "二、", "（一）", "1.", "2、", "组长：", "甲（校长）", "成员：", "第一篇：", "——", "，", "2023年5月2日", "作者：林远", "准备阶段", "（2023年2月至2023年3月）", "学习计划", "认真学习", "“", "”", "；", " ", "\u3000", "\u2003", "- ", "# ", "| ", "　　", "abcdefghijklmno", "*", "\\", "名单。组长：", "各班把读过的书记在登记表里，学期末交到工会，由工会统计以后再公布", "（2）", "总结范文", "\n\n"}
	f.Add(false, []byte("\x15\x00\x16\x04\x00\x01\x03"))
	f.Add(true, []byte("\x15\x00\x06\x16\x04\x00\x02\x25\x25"))
	f.Fuzz(func(t *testing.T, markdown bool, picks []byte) {
		if len(picks) > 200 {
			return
		}
		var b strings.Builder
		for _, p := range picks {
			b.WriteString(parts[int(p)%len(parts)])
		}
		name := "a.txt"
		if markdown {
			name = "a.md"
		}
		r := importer.Split(name, []byte(b.String()))
		structured(t, r)
		if len(r.Files) > 0 {
			accounts(t, r)
		}
	})
}

func FuzzSplit(f *testing.F) {
	f.Add("a.txt", []byte(clean(f)))
	f.Add("a.txt", []byte(damage(f, clean(f))))
	f.Add("b.md", []byte("---\ntitle: 计划\n---\n正文,完\n"))
	f.Add("b.md", []byte("# 题\n\n## 一、甲\n1、乙\n"))
	f.Add("", []byte("第一篇：\n一、\n1.甲。乙\n一、丙\n（二）、丁\n附：名单：组长：甲（乙）丙\n"))
	for _, text := range ordinary {
		f.Add("a.txt", []byte(text))
		f.Add("b.md", []byte(text))
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		r := importer.Split(name, data)
		structured(t, r)
		for _, file := range r.Files {
			if !utf8.Valid(file.Content) && utf8.Valid(data) || !strings.HasSuffix(file.Path, ".md") || len(file.Path) > 90 {
				t.Fatalf("%+q", file)
			}
		}
		for _, c := range r.Changes {
			if c.Start < 0 || c.End < c.Start || c.End > len(r.Source) {
				t.Fatalf("%+v", c)
			}
		}
		for _, d := range r.Report {
			if d.Message.ZH == "" || d.Message.EN == "" {
				t.Fatalf("%+v", d)
			}
		}
		if len(r.Files) > 0 && utf8.Valid(data) {
			accounts(t, r)
		}
	})
}

func ExampleSplit() {
	r := importer.Split("计划.txt", []byte("讀書計劃\n一、目標\n創(chuàng)建學習型班組,人人讀書。\n"))
	fmt.Println(r.Files[0].Path)
	fmt.Print(string(r.Files[0].Content))
	// Output:
	// plans/du-shu-ji-hua.md
	// ---
	// title: 读书计划
	// kind: 计划
	// source: 计划.txt
	// # 请补上：date（日期）
	// ---
	//
	// ## 一、目标
	//
	// 创建学习型班组，人人读书。
}
