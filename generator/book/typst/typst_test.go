package typst_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"showcase/generator/book"
	"showcase/generator/book/typst"
)

// codes lists the findings' codes.
func codes(r typst.Result) (list []string) {
	for _, f := range r.Findings {
		list = append(list, f.Code)
	}
	return list
}

// TestPrint prints every kind of block. That the text is complete is checked by
// the engine itself; here other programs judge the file.
func TestPrint(t *testing.T) {
	r := pdf(t, sample())
	if dir := os.Getenv("SHOWCASE_PRINT_DIR"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, "sample.pdf"), r.PDF, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	info := tool(t, r.PDF, "pdfinfo", "PDF")
	for _, want := range []string{
		`Title: +创建学习型学校申报材料\n`, `Author: +清水湾实验学校\n`, `CreationDate: +Thu May 17 00:00:00 2012`, `Tagged: +yes`,
		`Page size: +595.\d+ x 841.\d+ pts \(A4\)`, fmt.Sprintf(`Pages: +%d\n`, r.Pages),
	} {
		if !regexp.MustCompile(want).MatchString(info) {
			t.Errorf("pdfinfo does not show %s:\n%s", want, info)
		}
	}
	for i, line := range strings.Split(strings.TrimSpace(tool(t, r.PDF, "pdffonts", "PDF")), "\n") {
		if i >= 2 && (strings.Contains(line, "Type 3") || !regexp.MustCompile(`yes yes yes +\d+ +0$`).MatchString(line)) {
			t.Errorf("a font is not embedded as a subset with its text: %s", line)
		}
	}
	tool(t, r.PDF, "qpdf", "--check", "PDF")
	want := map[string]int{"report": 1, "lead": 1, "group": 1, "t1": 2, "f1": 2, "form": 4, "a1": 6, "a2": 9}
	if diff := cmp.Diff(want, r.PageOf); diff != "" {
		t.Errorf("places (-want +got):\n%s", diff)
	}
	if bytes.Contains(r.PDF, []byte("/Type3")) {
		t.Error("a font of Type 3")
	}
}

// TestOutline: the headings that ask for it are the PDF's outline, annex labels included.
func TestOutline(t *testing.T) {
	r := pdf(t, sample())
	var titles []string
	for _, m := range regexp.MustCompile(`/Title <FEFF([0-9A-F]+)>`).FindAllStringSubmatch(string(r.PDF), -1) {
		var s []rune
		for h := m[1]; len(h) >= 4; h = h[4:] {
			var c rune
			if _, err := fmt.Sscanf(h[:4], "%X", &c); err != nil {
				t.Fatal(err)
			}
			s = append(s, c)
		}
		titles = append(titles, string(s))
	}
	want := []string{
		"以读书促成长的学校", "一、组织领导，健全制度", "（一）领导小组", "1.职责", "先进集体推荐审批表", "附件1　获奖清单",
		"附件2　清水湾实验学校关于创建学习型教研组、争做学习型教师活动的照片与活动记录汇编",
	}
	got := map[string]bool{}
	for _, s := range titles {
		got[s] = true
	}
	for _, s := range want {
		if !got[s] {
			t.Errorf("%q is not in the outline: %q", s, titles)
		}
	}
}

// TestSameBytes: the same document gives the same bytes, whatever was printed
// before it, in another engine and by several at once.
func TestSameBytes(t *testing.T) {
	first := pdf(t, sample()).PDF
	pdf(t, document("other", para("另一份文件，里面有生僻字：𪚥、☃。")))
	if !bytes.Equal(first, pdf(t, sample()).PDF) {
		t.Error("the second print differs from the first")
	}
	if testing.Short() {
		return
	}
	other := newEngine(t)
	var wait sync.WaitGroup
	for range 6 {
		wait.Go(func() {
			r, err := other.PDF(sample())
			if err != nil {
				t.Error(err)
			} else if !bytes.Equal(first, r.PDF) {
				t.Error("a print by another engine differs")
			}
		})
	}
	wait.Wait()
	if err := other.Close(); err != nil {
		t.Error(err)
	}
	if _, err := other.PDF(sample()); err == nil {
		t.Error("a closed engine printed")
	}
}

// TestManyDocuments: short documents one after another on the same machine keep
// their own characters, more of them than a machine makes before it is given up.
func TestManyDocuments(t *testing.T) {
	if testing.Short() {
		t.Skip("prints 120 documents")
	}
	e := open(t)
	var wait sync.WaitGroup
	for n := range 4 {
		wait.Go(func() {
			for i := range 30 {
				// 果 and 障 end in the same byte: the engine's trap for replaced files.
				s := strings.Repeat([]string{"成果", "成障", "城果"}[(n+i)%3]+fmt.Sprint(i), 40)
				if _, err := e.PDF(document("short", para(s))); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
}

func TestRareCharacters(t *testing.T) {
	r := pdf(t, document("rare", para("姓名：𠮷田、㛃、䶮。扩展区：𪚥。无字：\U000F1234。\x01终"), &book.Heading{Level: 1, Number: "一、", Text: text("☃与☑")}))
	got := map[rune]string{}
	for _, f := range r.Findings {
		got[f.Char] = f.Code
	}
	for c, code := range map[rune]string{'\U000F1234': "print/no-glyph", '\x01': "print/control-character"} {
		if got[c] != code {
			t.Errorf("U+%04X: %q, not %q", c, got[c], code)
		}
	}
	if s := tool(t, r.PDF, "pdftotext", "PDF", "-"); !strings.Contains(s, "〓") {
		t.Errorf("no 〓 for the character that no font has: %q", s)
	}
	for _, c := range "𠮷㛃䶮" {
		if got[c] == "print/no-glyph" {
			t.Errorf("no font for %c", c)
		}
	}
}

// TestHostileText: what an author writes is text, never Typst code or markup.
func TestHostileText(t *testing.T) {
	hostile := []string{
		`#panic("no")`, `"); #panic("no`, `\u{41}\n\\"`, `]; #import "/official.typ"; #[`, "$x^2$ `code` *bold* _it_ <label> @ref // comment /* more */ = no heading",
		"- no list\n+ none", "https://example.org/" + strings.Repeat("a/b?c=d&", 40), strings.Repeat("W", 300), "~~~ -- --- ... 'single' \"double\"", "\u202Ertl\u202C \u00AD soft\u200Bhyphen é e\u0301 ﬁ fi ffl",
		"שלום עולם العربية", "豈豈更更", "⼀一", "\ufeff", "",
	}
	doc := document(hostile[0])
	doc.Title, doc.Author, doc.Subtitle = hostile[1], hostile[2], hostile[3]
	doc.Contents, doc.Cover = true, &book.Cover{Kicker: hostile[0], Title: hostile[3], Lines: []book.Field{{Label: hostile[1], Value: hostile[2]}}}
	for i, s := range hostile {
		doc.Body = append(doc.Body, para(s), &book.Heading{Level: i % 5, Number: s, Text: text(s), Bookmark: s, InOutline: true, Annex: s, Subtitle: s},
			&book.Table{Caption: s, Bookmark: s, Header: []book.Row{cells(s, s)}, Rows: []book.Row{cells(s, "")}},
			&book.CodeBlock{Text: s}, &book.Notice{Title: s, Blocks: []book.Block{para(s)}}, &book.Signature{Name: s, Date: s},
			&book.Form{Rows: []book.FormRow{{Label: s, Value: text(s), Seal: true}}},
			&book.ListBlock{Items: []book.ListItem{{Marker: s, Blocks: []book.Block{para(s)}}}},
			&book.Figure{File: s, Alt: s, Caption: s},
			&book.Paragraph{Text: []book.Inline{{Text: s, Bold: true, Italic: true, Strike: true, Link: "#" + s}, {Text: s, Code: true, Link: s}, {Picture: s, Text: s}, {Note: []book.Block{para(s)}}}})
	}
	r := pdf(t, doc)
	for _, code := range codes(r) {
		if code == "print/no-glyph" {
			t.Error("a character was lost")
		}
	}
}

// TestExtremes: sizes that nobody plans for.
func TestExtremes(t *testing.T) {
	long := strings.Repeat("本校坚持全员读书、全程读书、终身读书，做到天天有书声、周周有交流、月月有讲坛。", 130)
	big := &book.Table{Caption: "表1 一千行", Columns: []book.Column{{}, {Weight: 1}, {Weight: 2}}, Header: []book.Row{cells("序号", "姓名", "事项")}}
	for i := range 1000 {
		big.Rows = append(big.Rows, cells(fmt.Sprint(i+1), "林小竹", "读书笔记一篇"))
	}
	for name, blocks := range map[string][]book.Block{
		"nothing":     nil,
		"long":        {para(long)},
		"tall row":    {&book.Table{Columns: []book.Column{{Weight: 1}, {Weight: 4}}, Rows: []book.Row{cells("短", long), cells("后", "一行")}}},
		"tall box":    {&book.Form{Rows: []book.FormRow{{Label: "事迹", Value: text(long), Seal: true}, {Label: "高", MinLines: 60}, {Label: "半", Half: true}}}},
		"empty table": {&book.Table{Caption: "表1"}, &book.Table{}, &book.Table{Rows: []book.Row{{}, {}}}, &book.Table{Header: []book.Row{cells("只有表头")}}, &book.ListBlock{}, &book.Form{}, &book.Quote{}, &book.Notice{}, &book.Signature{}, &book.Paragraph{}, &book.CodeBlock{}},
		"spans": {&book.Table{Rows: []book.Row{
			{Cells: []book.Cell{{Text: text("甲"), RowSpan: 9, ColSpan: 2}, {Text: text("乙"), ColSpan: 3}}}, cells("丙", "丁", "戊", "己"), cells("庚")}}},
		"thousand rows": {big},
	} {
		t.Run(name, func(t *testing.T) {
			if name == "thousand rows" && testing.Short() {
				t.Skip("takes seconds")
			}
			for _, code := range codes(pdf(t, document(name, blocks...))) {
				t.Error(code)
			}
		})
	}
}

// TestBrokenImages: an image that cannot be shown is described, and said to be missing.
func TestBrokenImages(t *testing.T) {
	good := picture(40, 30)
	doc := document("images",
		&book.Figure{File: "cut.png", Alt: "半张照片", Caption: "图1 坏图", Bookmark: "f1"}, &book.Figure{File: "none.png", Alt: "没有"},
		&book.Figure{File: "bad.svg", Alt: "坏图形"}, &book.Figure{File: "good.png", Alt: "好图", Caption: "图2"}, &book.Figure{File: "odd.bmp"},
		&book.Paragraph{Text: []book.Inline{{Text: "行内"}, {Picture: "text.jpg", Text: "印章"}, {Text: "见图1", Link: "#f1"}}})
	doc.Files = map[string]book.File{
		"cut.png": {Kind: "png", Data: good.Data[:60]}, "good.png": good, "text.jpg": {Kind: "jpeg", Data: []byte("not an image")},
		"bad.svg": {Kind: "svg", Data: []byte("<svg"), Width: 10, Height: 10}, "odd.bmp": {Kind: "bmp", Data: []byte("BM")},
	}
	r := pdf(t, doc)
	if n := strings.Count(strings.Join(codes(r), " "), "print/image"); n != 5 {
		t.Errorf("%d findings of images, not 5: %v", n, r.Findings)
	}
	if r.PageOf["f1"] != 1 {
		t.Errorf("places: %v", r.PageOf)
	}
}

func TestMissing(t *testing.T) {
	var missing *typst.MissingError
	t.Run("fonts", func(t *testing.T) {
		o := typst.Options{Templates: templates, OnlyFontDirs: true, FontDirs: []string{t.TempDir()}}
		if _, err := typst.Open(context.Background(), o); !errors.As(err, &missing) || !strings.Contains(missing.Cure.ZH, "fonts-noto-cjk fonts-lxgw-wenkai") {
			t.Errorf("without fonts: %v", err)
		}
		if len(typst.Probe(o).Missing) == 0 {
			t.Error("Probe misses nothing")
		}
	})
	t.Run("engine", func(t *testing.T) {
		t.Setenv("SHOWCASE_TYPST", filepath.Join(t.TempDir(), "none.wasm"))
		if _, err := newEngine(t).PDF(sample()); !errors.As(err, &missing) {
			t.Errorf("without the engine: %v", err)
		}
	})
	t.Run("damaged engine", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "damaged.wasm")
		if err := os.WriteFile(file, []byte("\x00asm\x01\x00\x00\x00 and no more"), 0o600); err != nil {
			t.Fatal(err)
		}
		t.Setenv("SHOWCASE_TYPST", file)
		if _, err := newEngine(t).PDF(sample()); !errors.As(err, &missing) || !strings.Contains(err.Error(), "npm ci") {
			t.Errorf("with a damaged engine: %v", err)
		}
	})
}

// TestChosenFonts: the site's choice goes before all others; what is not there is said.
func TestChosenFonts(t *testing.T) {
	kai := ""
	for _, f := range open(t).Faces() {
		if f.Role == typst.Kai {
			kai = f.File
		}
	}
	e := newEngine(t, func(o *typst.Options) {
		o.Roles = map[typst.Role][]string{typst.Body: {"没有这种字体", filepath.Base(kai)}, typst.Hei: {"没有那种字体"}}
		o.FontDirs = []string{filepath.Dir(kai)}
	})
	var standIns []string
	for _, f := range e.Faces() {
		if f.Role == typst.Body && f.File != kai {
			t.Errorf("running text is set in %s, not in the chosen %s", f.File, kai)
		}
		standIns = append(standIns, f.StandIn.ZH)
	}
	if !strings.Contains(strings.Join(standIns, "\n"), "没有那种字体") {
		t.Errorf("nothing is said about a font that was not found: %q", standIns)
	}
}

// BenchmarkDossier prints a dossier of about 100 pages with a started engine.
func BenchmarkDossier(b *testing.B) {
	doc := sample()
	for len(doc.Body) < 400 {
		doc.Body = append(doc.Body, fresh(report())...)
		doc.Body = append(doc.Body, forms()...)
		doc.Body = append(doc.Body, annex()...)
	}
	e := open(b)
	if _, err := e.PDF(doc); err != nil {
		b.Fatal(err)
	}
	pages := 0
	for b.Loop() {
		r, err := e.PDF(doc)
		if err != nil {
			b.Fatal(err)
		}
		pages += r.Pages
	}
	b.ReportMetric(float64(pages)/b.Elapsed().Seconds(), "pages/s")
	b.ReportMetric(float64(pages)/float64(b.N), "pages")
}

// fresh drops the bookmarks of a repeated part.
func fresh(blocks []book.Block) []book.Block {
	for _, b := range blocks {
		if h, ok := b.(*book.Heading); ok {
			h.Bookmark = ""
		}
	}
	return blocks
}

// BenchmarkNote prints a note of two pages with a started engine.
func BenchmarkNote(b *testing.B) {
	doc := document("note", report()[:9]...)
	doc.Body = append(doc.Body, para(strings.Repeat("晨诵、午读、暮省，三年间从未间断。", 60)))
	e := open(b)
	if _, err := e.PDF(doc); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := e.PDF(doc); err != nil {
			b.Fatal(err)
		}
	}
}
