package content

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"showcase/generator/diag"
)

// FuzzBuild reads any bytes as files of several types: nothing may panic, and
// every finding must say what is wrong in both languages.
func FuzzBuild(f *testing.F) {
	for _, s := range []string{"---\n标题: 菜地\n作者: 张三\n日期: 2012-05-17\n---\n\n正文\n", "---\n标题：宽\n———\n", "---\na: b", "+++\ntitle = \"x\"\n+++\n", "| 奖项 | 级别 | 等级 |\n|---|---|---|\n| a | 县级 | 一等奖 | x |\n| 合计 |\n\\|\n",
		"---\nphases:\n  - {name: a, start: 2012-05, end: 2012-01}\n  - b\nevidence: [x.pdf, {ref: y}]\nwindow: {start: 2012, end: 2013-01}\n---\n", "\xff\xfe-\x00", "---\n---\n", "---\n\n---\n# x", "---\n类型: 案例\nmembers: [[a]]\n标题: [[b]]\n---\n"} {
		f.Add([]byte(s))
	}
	types, _ := LoadTypes(nil)
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, folder := range []string{"awards", "plans", "people", "dossiers"} {
			it, found := build(&Options{Types: types}, "content/"+folder+"/a.md", folder, raw)
			for _, d := range found {
				if d.Message.ZH == "" || d.Message.EN == "" || d.Code == "" || strings.Contains(d.Message.ZH+d.Hint.ZH+d.Message.EN+d.Hint.EN, "%!") {
					t.Fatalf("%+v", d)
				}
			}
			if it == nil {
				continue
			}
			for _, x := range append([]*Item{it}, it.Records...) {
				if x.Title == "" || x.Type == nil || x.Pos.Line == 0 || x.Row == 0 && (x.Body == nil || x.BodyStart > len(x.Text())) {
					t.Fatalf("%+v", x)
				}
			}
		}
	})
}

// FuzzTable reads any bytes as CSV: nothing may panic or be lost. Every line
// that has a text becomes a record or a finding.
func FuzzTable(f *testing.F) {
	head := "日期,奖项,类别,级别,对象,获奖者,颁奖单位\n"
	for _, s := range []string{head + "2012.5.17,\"优质课\n竞赛\",竞赛奖,县级,教师,张三,县教育局\n", head + "\"a,b\"c,\"\"\"\r\n\"\n合计\n", strings.ReplaceAll(head, ",", ";") + ";x;;;;;;;;\n", "\xff\xfea\x00", head + "\t,\" ,\n,,,\n41046,#REF!", "a\tb\n" + strings.ReplaceAll(head, ",", "\t")} {
		f.Add([]byte(s))
	}
	types, _ := LoadTypes(nil)
	f.Fuzz(func(t *testing.T, raw []byte) {
		it, found := buildTable(&Options{Types: types, Check: func(it *Item) []diag.Diagnostic { return nil }}, "content/awards/a.csv", "awards", raw)
		for _, d := range found {
			if d.Message.ZH == "" || d.Message.EN == "" || d.Code == "" || strings.Contains(d.Message.ZH+d.Hint.ZH+d.Message.EN+d.Hint.EN, "%!") {
				t.Fatalf("%+v", d)
			}
		}
		if it == nil {
			if len(found) == 0 {
				t.Fatal("neither an item nor a finding")
			}
			return
		}
		for i, rec := range it.Records {
			if rec.Title == "" || rec.Row != i+1 || rec.Pos.Line < 2 {
				t.Fatalf("%+v", rec)
			}
		}
	})
}

// BenchmarkCSV reads a table of 100,000 rows.
func BenchmarkCSV(b *testing.B) {
	types, _ := LoadTypes(nil)
	var data strings.Builder
	data.WriteString("日期,奖项,类别,级别,等级,对象,获奖者,颁奖单位\r\n")
	for i := range 100000 {
		fmt.Fprintf(&data, "2012.5.17,优质课竞赛%d,竞赛奖,县级,一等奖,教师,\"张三、李四\",岚江县教育局\r\n", i)
	}
	raw := []byte(data.String())
	b.ReportAllocs()
	for b.Loop() {
		item, found := buildTable(&Options{Types: types}, "content/awards/a.csv", "awards", raw)
		if len(item.Records) != 100000 || len(found) > 0 {
			b.Fatal(len(item.Records), found)
		}
	}
}

// BenchmarkWorkbook reads a workbook of 5,000 rows.
func BenchmarkWorkbook(b *testing.B) {
	types, _ := LoadTypes(nil)
	f := excelize.NewFile()
	row := []any{"日期", "奖项", "类别", "级别", "等级", "对象", "获奖者", "颁奖单位"}
	for i := range 5001 {
		if err := f.SetSheetRow("Sheet1", fmt.Sprint("A", i+1), &row); err != nil {
			b.Fatal(err)
		}
		row = []any{41046, fmt.Sprint("优质课竞赛", i), "竞赛奖", "县级", "一等奖", "教师", "张三、李四", "岚江县教育局"}
	}
	var data bytes.Buffer
	if err := f.Write(&data); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if item, found := buildTable(&Options{Types: types}, "content/awards/a.xlsx", "awards", data.Bytes()); len(item.Records) != 5000 || len(found) > 0 {
			b.Fatal(len(item.Records), found)
		}
	}
}

func BenchmarkLoadTypes(b *testing.B) {
	for b.Loop() {
		LoadTypes(nil)
	}
}

// BenchmarkRead reads the site in BENCH_CORPUS; it reports the time per page.
func BenchmarkRead(b *testing.B) {
	dir := os.Getenv("BENCH_CORPUS")
	if dir == "" {
		b.Skip("BENCH_CORPUS is not set")
	}
	types, _ := LoadTypes(nil)
	pages := 0
	for b.Loop() {
		s, err := Read(context.Background(), dir, Options{Types: types})
		if err != nil {
			b.Fatal(err)
		}
		pages += len(s.Items)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(pages), "µs/page")
}

// BenchmarkFront reads the front matter of a typical page, without its body.
func BenchmarkFront(b *testing.B) {
	types, _ := LoadTypes(nil)
	raw := []byte("---\ntitle: \"2019年国家级数学素养测评获奖名单\"\ndate: 2021-12-20\ntype: award\nauthors: [\"王敏\", 张三]\ntags: [\"足球\", \"法治教育\", \"初高衔接\"]\nsummary: 一句话的摘要，说清这一篇讲什么。\nlevel: 县级\n---\n")
	b.ReportAllocs()
	for b.Loop() {
		build(&Options{Types: types}, "content/awards/a.md", "awards", raw)
	}
}

// BenchmarkRegister reads a register of 10,000 rows.
func BenchmarkRegister(b *testing.B) {
	types, _ := LoadTypes(nil)
	raw := []byte("---\n标题: 大表\n级别: 县级\n类别: 竞赛奖\n颁奖单位: 县教育局\n---\n\n| 日期 | 奖项 | 等级 | 对象 | 获奖者 |\n| --- | --- | --- | --- | --- |\n" +
		strings.Repeat("| 2012.5.17 | 优质课竞赛 | 一等奖 | 教师 | 张三、李四 |\n", 10000))
	for b.Loop() {
		item, _ := build(&Options{Types: types}, "content/awards/a.md", "awards", raw)
		if len(item.Records) != 10000 {
			b.Fatal(len(item.Records))
		}
	}
}
