package content_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"showcase/generator/config"
	"showcase/generator/content"
	"showcase/generator/diag"
)

func ExampleParseDate() {
	d, _ := content.ParseDate("二〇一二年五月十七日")
	fmt.Println(d.ISO(), d)
	_, fault := content.ParseDate("2011-02-29")
	fmt.Println(fault.Message.EN)
	// Output:
	// 2012-05-17 2012年5月17日
	// "2011-02-29" does not exist: month 2 of 2011 has 28 days
}

func ExampleDate_Say() {
	m := diag.Say("晚于%s", "after %s", content.Date{Year: 2012, Month: 2}.Last())
	fmt.Println(m.ZH, m.EN)
	// Output: 晚于2012年2月29日 after 2012-02-29
}

func TestParseDate(t *testing.T) {
	good := map[string]string{
		"2012-05-17": "2012-05-17", "2012年5月17日": "2012-05-17", "2012.5.17": "2012-05-17", "2012/5/17": "2012-05-17", "20120517": "2012-05-17",
		"二〇一二年五月十七日": "2012-05-17", "二○一二年五月十七日": "2012-05-17", "二零一二年十二月三十一日": "2012-12-31", "二〇一二年十月二十号": "2012-10-20",
		"２０１２年５月１７日": "2012-05-17", "２０１２－０５－１７": "2012-05-17", " 2012 年 5 月 17 日 ": "2012-05-17", "2012年05月07日": "2012-05-07",
		"2012-05": "2012-05", "2012.5": "2012-05", "2012年5月": "2012-05", "二〇一二年五月": "2012-05", "2012年": "2012", "2012": "2012",
		"2012-02-29": "2012-02-29", "2012-05-17T08:00:00Z": "2012-05-17", "2012-05-17 08:00:00": "2012-05-17", "2012年5月17日（星期四）": "2012-05-17", "2012年5月份": "2012-05",
	}
	for s, want := range good {
		if d, fault := content.ParseDate(s); fault != nil || d.ISO() != want {
			t.Errorf("%q: %v %v, want %s", s, d.ISO(), fault, want)
		}
	}
	for _, s := range []string{"", "2011-02-29", "2012-02-30", "2012-13-01", "2012-00-10", "2012-05-00", "12-05-17", "12年5月17日", "5月17日", "明天", "2012-5-17-3", "17/5/2012", "1012-05-17", "2012年五", "2012年5月三十二日", "九九年五月", "2012-05-17至"} {
		if d, fault := content.ParseDate(s); fault == nil {
			t.Errorf("%q was read as %s", s, d.ISO())
		} else if fault.Message.ZH == "" || fault.Message.EN == "" || fault.Hint.ZH == "" {
			t.Errorf("%q: nothing said", s)
		}
	}
}

func TestParseRange(t *testing.T) {
	for s, want := range map[string]string{
		"2012-02~2012-06": "2012-02 2012-06", "2012年2月至2012年6月": "2012-02 2012-06", "2012.2—2012.6": "2012-02 2012-06", "2012年2月—6月": "2012-02 2012-06",
		"2012-02-2012-06": "2012-02 2012-06", "2012.2-2012.6": "2012-02 2012-06", "2012年5月17日至20日": "2012-05-17 2012-05-20", "2012年5月17日—6月2日": "2012-05-17 2012-06-02",
		"2008—2012": "2008 2012", "2008-2012": "2008 2012", "2010-09-01～2012-05-31": "2010-09-01 2012-05-31", "2012年2月至今": "2012-02 ", "二〇一二年二月至六月": "2012-02 2012-06",
		"2012-05-17": "2012-05-17 2012-05-17", "自2012年2月到2012年3月": "2012-02 2012-03", "2012-02~2012-02-10": "2012-02 2012-02-10",
	} {
		a, b, fault := content.ParseRange(s)
		if got := a.ISO() + " " + b.ISO(); fault != nil || got != want {
			t.Errorf("%q: %s %v, want %s", s, got, fault, want)
		}
	}
	for _, s := range []string{"", "2012-06~2012-02", "2012年6月至2月", "近五年", "2012-02~", "~2012-02", "2012-02~2012-13", "2012-02-30~2012-03-01"} {
		if a, b, fault := content.ParseRange(s); fault == nil {
			t.Errorf("%q was read as %s %s", s, a.ISO(), b.ISO())
		}
	}
}

func TestParseCount(t *testing.T) {
	for s, want := range map[string]content.Count{
		"116": {116, content.Exact, ""}, "1,500": {1500, content.Exact, ""}, "50余人": {50, content.Over, "人"}, "400多人次": {400, content.Over, "人次"}, "近百篇": {100, content.Nearly, "篇"},
		"约300": {300, content.About, ""}, "30左右": {30, content.About, ""}, "1500余名": {1500, content.Over, "名"}, "三百五十": {350, content.Exact, ""}, "1.2万": {12000, content.Exact, ""},
		"3万余册": {30000, content.Over, "册"}, "十几个": {10, content.Over, "个"}, "两百": {200, content.Exact, ""}, "一千零五": {1005, content.Exact, ""}, "二十三": {23, content.Exact, ""},
		"５０余": {50, content.Over, ""}, "50+": {50, content.Over, ""}, "一万二千": {12000, content.Exact, ""}, "大约五十人": {50, content.About, "人"}, "0": {0, content.Exact, ""}, "十": {10, content.Exact, ""}, "2 项": {2, content.Exact, "项"},
	} {
		if c, fault := content.ParseCount(s); fault != nil || c != want {
			t.Errorf("%q: %+v %v, want %+v", s, c, fault, want)
		}
	}
	for _, s := range []string{"", "若干", "人", "1.2.3", "12-13", "-5", "九九八十一难与其他许多", "1e9"} {
		if c, fault := content.ParseCount(s); fault == nil {
			t.Errorf("%q was read as %+v", s, c)
		}
	}
}

func TestTerms(t *testing.T) {
	for s, want := range map[string]content.Term{
		"2011—2012学年度第一学期": {Year: 2011, Half: 1}, "2011-2012学年第2学期": {Year: 2011, Half: 2}, "2011秋": {Year: 2011, Half: 1}, "2012春": {Year: 2011, Half: 2}, "2012年春季": {Year: 2011, Half: 2},
		"2011—2012学年度": {Year: 2011}, "2011-2012(2)": {Year: 2011, Half: 2}, "2011—2012学年度下学期": {Year: 2011, Half: 2}, "2011-2012": {Year: 2011}, "２０１１—２０１２学年度第二学期": {Year: 2011, Half: 2},
	} {
		got, fault := content.ParseTerm(s)
		if fault != nil || got != want {
			t.Errorf("%q: %v %v", s, got, fault)
		}
		if again, fault := content.ParseTerm(got.String()); fault != nil || again != got {
			t.Errorf("%q does not read as itself", got)
		}
	}
	for _, s := range []string{"", "2012", "2011—2013学年度", "第一学期", "2012-05-17"} {
		if got, fault := content.ParseTerm(s); fault == nil {
			t.Errorf("%q was read as %v", s, got)
		}
	}
	for _, terms := range []config.Terms{{}, {FirstStart: "08-25", SecondStart: "02-15"}} {
		for _, half := range []int{1, 2} {
			term := content.Term{Year: 2011, Half: half}
			from, to := term.Span(terms)
			if content.TermOf(from, terms) != term || content.TermOf(to, terms) != term {
				t.Errorf("%v runs from %s to %s", term, from.ISO(), to.ISO())
			}
		}
	}
	if got := content.TermOf(content.Date{Year: 2012, Month: 1, Day: 31}, config.Terms{}).String(); got != "2011—2012学年度第一学期" {
		t.Error(got)
	}
	if !content.TermOf(content.Date{Year: 2012}, config.Terms{}).IsZero() {
		t.Error("a year has no term")
	}
}

func site(t testing.TB, files map[string]string) string {
	dir := t.TempDir()
	for name, data := range files {
		write(t, dir, name, []byte(data))
	}
	return dir
}

const plainCase = "---\n标题: 菜地里的分数\n作者: 张三\n日期: 2012-05-17\n---\n\n正文一行。\n"

func TestEncodings(t *testing.T) {
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(plainCase)
	if err != nil {
		t.Fatal(err)
	}
	utf16 := []byte{0xff, 0xfe}
	for _, r := range plainCase {
		utf16 = append(utf16, byte(r), byte(r>>8))
	}
	damaged := strings.Replace(plainCase, "一行", "一\xe8\xa1行", 1)
	for _, test := range []struct{ name, data, want string }{
		{"bom", "\ufeff" + plainCase, ""},
		{"crlf", strings.ReplaceAll(plainCase, "\n", "\r\n"), ""},
		{"gb", gb, "content/cases/a.md:1:1 warning encoding/gb18030\n"},
		{"utf16", string(utf16), "content/cases/a.md:1:1 warning encoding/utf-16\n"},
		{"damaged", damaged, "content/cases/a.md:7:4 error encoding/damaged\n"},
		{"binary", "PK\x03\x04\x00\x00", "content/cases/a.md:1:1 error encoding/binary\n"},
	} {
		s := read(t, site(t, map[string]string{"content/cases/a.md": test.data}), content.Options{})
		if got := findings(grave(s.Diagnostics)); got != test.want {
			t.Errorf("%s: found\n%s", test.name, got)
		}
		if test.name == "binary" {
			continue
		}
		if len(s.Items) != 1 || s.Items[0].Title != "菜地里的分数" || s.Items[0].Date.ISO() != "2012-05-17" || s.Items[0].Authors[0].Pos != (diag.Pos{Line: 3, Column: 5}) {
			t.Errorf("%s: %+v", test.name, s.Items)
		}
		if test.name == "damaged" && !strings.Contains(string(s.Items[0].Text()), "一\ufffd行") {
			t.Errorf("damaged bytes were dropped: %s", s.Items[0].Text())
		}
	}
}

func TestLinksOutOfTheSite(t *testing.T) {
	outside := t.TempDir()
	write(t, outside, "secret.md", []byte(plainCase))
	write(t, outside, "dir/x.md", []byte(plainCase))
	dir := site(t, map[string]string{"content/cases/a.md": plainCase})
	for link, to := range map[string]string{"content/cases/out.md": filepath.Join(outside, "secret.md"), "content/cases/in.md": "a.md", "content/dir": filepath.Join(outside, "dir"), "content/cases/gone.md": "nowhere.md"} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Skip(err)
		}
	}
	s := read(t, dir, content.Options{})
	want := "content/cases/gone.md:0:0 error content/symlink\ncontent/cases/out.md:0:0 error content/symlink\ncontent/dir:0:0 error content/symlink\n"
	if got := findings(grave(s.Diagnostics)); got != want {
		t.Errorf("found\n%s", got)
	}
	if len(s.Items) != 2 {
		t.Errorf("read %s", dump(s.Items))
	}
}

func TestNoContent(t *testing.T) {
	s := read(t, t.TempDir(), content.Options{})
	if got := findings(s.Diagnostics); got != "content:0:0 error content/none\n" {
		t.Error(got)
	}
	if _, err := content.Read(context.Background(), filepath.Join(t.TempDir(), "gone"), content.Options{}); err == nil {
		t.Error("a folder that is not there was read")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := content.Read(ctx, site(t, map[string]string{"content/a.md": "x"}), content.Options{}); err == nil {
		t.Error("reading went on after it was cancelled")
	}
}

// TestCache reads a site again and again while files change, and compares with
// reading it anew.
func TestCache(t *testing.T) {
	dir := site(t, map[string]string{
		"content/cases/a.md": plainCase, "content/cases/b.md": strings.Replace(plainCase, "2012-05-17", "2012-05-37", 1), "content/awards/r.md": "| 奖项 | 级别 |\n| --- | --- |\n| 一 | 县级 |\n",
	})
	old := time.Date(2012, 5, 17, 8, 0, 0, 0, time.UTC)
	touch := func(name string, at time.Time) {
		if err := os.Chtimes(filepath.Join(dir, name), at, at); err != nil {
			t.Fatal(err)
		}
	}
	parsed := 0
	types, _ := content.LoadTypes(nil)
	cfg, _ := config.Load(nil, "")
	o := content.Options{Types: types, Config: cfg, Workers: 1, Check: func(it *content.Item) []diag.Diagnostic {
		parsed++
		return []diag.Diagnostic{{File: it.File, Severity: diag.Hint, Code: "test/seen"}}
	}}
	cached := o
	cached.Cache = &content.Cache{}
	again := func(wantParsed int) {
		t.Helper()
		fresh, err := content.Read(context.Background(), dir, o)
		if err != nil {
			t.Fatal(err)
		}
		parsed = 0
		got, err := content.Read(context.Background(), dir, cached)
		if err != nil {
			t.Fatal(err)
		}
		if findings(got.Diagnostics) != findings(fresh.Diagnostics) || dump(got.Items) != dump(fresh.Items) {
			t.Errorf("from the cache:\n%s%s\nanew:\n%s%s", findings(got.Diagnostics), dump(got.Items), findings(fresh.Diagnostics), dump(fresh.Items))
		}
		if parsed != wantParsed {
			t.Errorf("%d files were parsed, want %d", parsed, wantParsed)
		}
	}
	for _, f := range []string{"content/cases/a.md", "content/cases/b.md", "content/awards/r.md"} {
		touch(f, old)
	}
	again(3)
	again(0)
	write(t, dir, "content/cases/a.md", []byte(strings.Replace(plainCase, "分数", "小数", 1)))
	touch("content/cases/a.md", old) // the same size and time, as after two saves within a tick
	again(1)
	write(t, dir, "content/cases/a.md", []byte(plainCase))
	again(1)
	touch("content/cases/b.md", old.Add(time.Hour)) // the same bytes
	again(0)
	write(t, dir, "content/cases/c.md", []byte(plainCase))
	again(1)
	if err := os.Remove(filepath.Join(dir, "content/cases/a.md")); err != nil {
		t.Fatal(err)
	}
	again(0)
}

func TestWorkersDoNotMatter(t *testing.T) {
	files := map[string]string{}
	for i := range 40 {
		files[fmt.Sprintf("content/cases/%02d.md", i)] = strings.Replace(plainCase, "作者", []string{"作着", "作者", "author"}[i%3], 1)
	}
	dir := site(t, files)
	one := read(t, dir, content.Options{Workers: 1})
	many := read(t, dir, content.Options{Workers: 8})
	if findings(one.Diagnostics) != findings(many.Diagnostics) || dump(one.Items) != dump(many.Items) || len(one.Items) != 40 {
		t.Error("the result depends on the number of workers")
	}
}

func TestTypes(t *testing.T) {
	types, found := content.LoadTypes(nil)
	if len(found) > 0 {
		t.Fatal(found)
	}
	for _, name := range []string{"profile", "person", "group", "programme", "concept", "plan", "case", "reflection", "activity", "project", "award", "regulation", "report", "reading", "page", "collection", "dossier"} {
		ty := types.Find(name)
		if ty == nil || ty.Name != name || types.Find(ty.Plural) != ty || types.Find(ty.Label) != ty || types.Find(strings.ToUpper(ty.Plural)) != ty {
			t.Errorf("%s cannot be found", name)
			continue
		}
		columns := map[int]string{}
		for i := range ty.Fields {
			f := &ty.Fields[i]
			if f.Column > 0 && columns[f.Column] != "" {
				t.Errorf("%s: %s and %s share column %d", name, columns[f.Column], f.Name, f.Column)
			}
			columns[f.Column] = f.Name
			for _, c := range f.Choices {
				for _, a := range append([]string{c.Value}, c.Aliases...) {
					for _, other := range f.Choices {
						if other.Value != c.Value && (other.Value == a || contains(other.Aliases, a)) {
							t.Errorf("%s.%s: %q means both %s and %s", name, f.Name, a, c.Value, other.Value)
						}
					}
				}
			}
			if f.Help == "" && f.Required && !f.Common {
				t.Errorf("%s.%s is required and has no help", name, f.Name)
			}
		}
	}
	owner := map[string]string{}
	for _, ty := range types.All() {
		for _, a := range append(ty.Aliases, ty.Name, ty.Plural, ty.Label) {
			if o := owner[a]; o != "" && o != ty.Name {
				t.Errorf("%q names both %s and %s", a, o, ty.Name)
			}
			owner[a] = ty.Name
		}
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// TestTemplates reads every type's template: it may lack things, but must not
// be wrong.
func TestTemplates(t *testing.T) {
	types, _ := content.LoadTypes(nil)
	for _, ty := range types.All() {
		for _, lang := range []diag.Lang{diag.ZH, diag.EN} {
			title := "题目: 一个“难”字"
			if ty.Name == "person" {
				title = "张三"
			}
			src := ty.Template(lang, title, content.Date{Year: 2012, Month: 5, Day: 17}, "张三")
			s := read(t, site(t, map[string]string{"content/" + ty.Plural + "/a.md": string(src)}), content.Options{})
			if errors, _, hints := diag.Count(s.Diagnostics); errors+hints > 0 {
				t.Errorf("%s:\n%s\n%s", ty.Name, src, findings(s.Diagnostics))
			}
			it := s.Items[0]
			if it.Title != title || it.Status != content.Draft || ty.Dated && len(ty.Table) == 0 && it.Date.ISO() != "2012-05-17" {
				t.Errorf("%s: %s", ty.Name, dump(s.Items))
			}
		}
	}
}

// TestLargeRegister reads 10,000 rows; none is lost and each knows its place.
func TestLargeRegister(t *testing.T) {
	var b strings.Builder
	b.WriteString("---\n标题: 大表\n级别: 县级\n类别: 竞赛奖\n颁奖单位: 县教育局\n---\n\n| 日期 | 奖项 | 等级 | 对象 | 获奖者 |\n| --- | --- | --- | --- | --- |\n")
	for i := range 10000 {
		fmt.Fprintf(&b, "| 2012.%d.%d | 第%d届优质课 | 一等 | 教师 | 张三、李四 |\n", i%12+1, i%28+1, i)
	}
	s := read(t, site(t, map[string]string{"content/awards/a.md": b.String()}), content.Options{})
	if len(s.Diagnostics) > 0 {
		t.Fatal(findings(s.Diagnostics[:min(5, len(s.Diagnostics))]))
	}
	rows := s.Items[0].Records
	if len(rows) != 10000 {
		t.Fatal(len(rows))
	}
	last := rows[9999]
	if last.Title != "第9999届优质课" || last.Row != 10000 || last.Pos != (diag.Pos{Line: 10009, Column: 3}) || len(last.Value("recipients").Names) != 2 || last.Value("level").Text != "县级" {
		t.Errorf("%+v", last)
	}
}

func FuzzValues(f *testing.F) {
	for _, s := range []string{"2012-05-17", "二〇一二年五月十七日", "2012年2月至6月", "50余人", "近百篇", "2011—2012学年度第一学期", "1.2万余", "2012-02-2012-06"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, fault := content.ParseDate(s); fault == nil {
			if again, fault := content.ParseDate(d.String()); fault != nil || again != d {
				t.Fatalf("%q: %v is not read as itself", s, d)
			}
			if again, fault := content.ParseDate(d.ISO()); fault != nil || again != d {
				t.Fatalf("%q: %s is not read as itself", s, d.ISO())
			}
		}
		if a, b, fault := content.ParseRange(s); fault == nil && !b.IsZero() && a.Compare(b) > 0 && a.Month > 0 && b.Month > 0 && b.Day > 0 {
			t.Fatalf("%q: from %v to %v", s, a, b)
		}
		if c, fault := content.ParseCount(s); fault == nil && (c.Value < 0 || c.Value != c.Value) {
			t.Fatalf("%q: %v", s, c)
		}
		if term, fault := content.ParseTerm(s); fault == nil {
			if again, fault := content.ParseTerm(term.String()); fault != nil || !reflect.DeepEqual(again, term) {
				t.Fatalf("%q: %v is not read as itself", s, term)
			}
		}
	})
}

// grave leaves the hints out.
func grave(ds []diag.Diagnostic) []diag.Diagnostic {
	return slices.DeleteFunc(slices.Clone(ds), func(d diag.Diagnostic) bool { return d.Severity == diag.Hint })
}

func ExampleWorkdays() {
	friday, thursday := content.Date{Year: 2012, Month: 5, Day: 18}, content.Date{Year: 2012, Month: 5, Day: 24}
	fmt.Println(content.Workdays(friday, thursday), content.Workdays(thursday, friday), friday.Days(thursday), thursday.Days(friday))
	fmt.Println(content.Workdays(friday, content.Date{Year: 2012, Month: 6}), friday.Days(content.Date{Year: 2012, Month: 5}))
	// Output:
	// 5 0 6 -6
	// 31 13
}

// TestSkeletons wants a clerk's lists to be begun, in the language asked for,
// and a site to begin them otherwise.
func TestSkeletons(t *testing.T) {
	cfg, _ := config.Load([]byte("[types.dossier.fields.criteria]\nskeleton = [{text = \"家校一心\"}]\n[types.lesson]\ntable = [\"title\", \"grade\"]\nregister = true\nfields.title = {column = 1}\nfields.grade = {kind = \"int\", required = true}\n"), "config.toml")
	own, found := content.LoadTypes(cfg.Types)
	if len(found) > 0 {
		t.Fatal(findings(found))
	}
	types, _ := content.LoadTypes(nil)
	for _, c := range []struct {
		types *content.Types
		of    string
		lang  diag.Lang
		field string
		texts []string
	}{
		{types, "dossier", diag.ZH, "criteria", []string{"组织领导有力", "职工广泛参与", "制度健全", "成效明显"}},
		{types, "dossier", diag.EN, "parts", []string{"form", "deeds", "awards", "statistics", "evidence"}},
		{own, "dossier", diag.ZH, "criteria", []string{"家校一心"}},
		{types, "plan", diag.EN, "phases", []string{"准备阶段", "实施阶段", "总结阶段"}},
		{types, "group", diag.ZH, "members", []string{"组长", "副组长", "成员"}},
	} {
		ty := c.types.Find(c.of)
		src := ty.Template(c.lang, "题目", content.Date{Year: 2012, Month: 5, Day: 17}, "")
		s := read(t, site(t, map[string]string{"content/" + ty.Plural + "/a.md": string(src)}), content.Options{Types: c.types})
		var got []string
		for _, e := range s.Items[0].Value(c.field).List {
			got = append(got, e.Text)
		}
		if !slices.Equal(got, c.texts) {
			t.Errorf("%s in %s: %q\n%s", c.of, c.lang, got, src)
		}
	}
	table := string(own.Find("lesson").RegisterTemplate(diag.ZH, "课例登记"))
	if !strings.Contains(table, "| 标题 | grade |\n| --- | --- |\n") {
		t.Error(table)
	}
	rows := strings.Replace(table, "|  |  |\n", "| 勾股定理 | 8 |\n", 1)
	if s := read(t, site(t, map[string]string{"content/lesson/a.md": rows}), content.Options{Types: own}); len(s.Items[0].Records) != 1 || len(s.Diagnostics) > 0 {
		t.Errorf("%s\n%s", rows, findings(s.Diagnostics))
	}
	for _, bad := range []string{"[types.dossier.fields.criteria]\nskeleton = [{colour = \"红\"}]\n", "[types.case]\ntable = [\"title\", \"subject\"]\n", "[types.case]\ntable = [\"titel\", \"date\", \"title\"]\n"} {
		cfg, _ := config.Load([]byte(bad), "config.toml")
		if _, found := content.LoadTypes(cfg.Types); len(found) != 1 || found[0].Code != "types/definition" {
			t.Errorf("%s%s", bad, findings(found))
		}
	}
}

// TestExamples writes what the help of fields and the findings about absent
// ones give as examples: the reader must take them without a word.
func TestExamples(t *testing.T) {
	types, _ := content.LoadTypes(nil)
	read := func(ty *content.Type, front string) []diag.Diagnostic {
		dir := site(t, map[string]string{"content/" + ty.Plural + "/a.md": "---\n" + front + "---\n\n正文。\n"})
		return read(t, dir, content.Options{Types: types}).Diagnostics
	}
	values := func(ds []diag.Diagnostic) (bad []diag.Diagnostic) {
		for _, d := range ds {
			if strings.HasPrefix(d.Code, "value/") || strings.HasSuffix(d.Code, "/unknown-key") || strings.HasPrefix(d.Code, "yaml/") {
				bad = append(bad, d)
			}
		}
		return bad
	}
	lines := func(t diag.Text) string { _, add, _ := strings.Cut(t.ZH, "\n"); return add + "\n" }
	for _, ty := range types.All() {
		for _, f := range ty.Fields {
			for _, example := range regexp.MustCompile(`\{.*?\}`).FindAllString(f.Help, -1) {
				if regexp.MustCompile(`[{,] ?[a-z_]+:`).MatchString(example) {
					t.Errorf("%s.%s: Chinese help with English keys: %s", ty.Name, f.Name, example)
				}
				if f.Kind != content.KindObject {
					example = "[" + example + "]"
				}
				if bad := values(read(ty, f.Label+": "+example+"\n")); len(bad) > 0 {
					t.Errorf("%s.%s: %s\n%s", ty.Name, f.Name, example, findings(bad))
				}
			}
		}
		absent := read(ty, "摘要: 只有摘要\n")
		for _, d := range absent {
			if d.Code != "front-matter/required" {
				continue
			}
			if left := values(read(ty, lines(d.Hint))); len(left) > 0 || strings.Contains(d.Hint.ZH, "……") {
				t.Errorf("%s: %s%s", ty.Name, d.Hint.ZH, findings(left))
			}
		}
	}
}
