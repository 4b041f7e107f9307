package lint_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"showcase/generator/diag"
	"showcase/generator/lint"
)

var special = strings.NewReplacer("␣", " ", "⇥", "\t", "␀", "\u200B", "⍽", "\u00A0", "▮", "\uE123")

func body(text string) int {
	for _, fence := range []string{"---\n", "+++\n"} {
		if rest, ok := strings.CutPrefix(text, fence); ok {
			return 4 + strings.Index(rest, fence) + 4
		}
	}
	return 0
}

func options(spec, text string) lint.Options {
	var o lint.Options
	for f := range strings.FieldsSeq(spec) {
		key, value, _ := strings.Cut(f, "=")
		switch key {
		case "allow":
			o.Allow = strings.Split(value, "|")
		case "people":
			o.People = strings.Split(value, "|")
		case "type":
			o.Type = value
		case "slip":
			wrong, right, _ := strings.Cut(value, "=")
			o.Slips = []lint.Slip{{Wrong: wrong, Right: right}}
		case "body":
			o.Body = body(text)
		}
	}
	return o
}

func TestFindings(t *testing.T) {
	b, err := os.ReadFile("testdata/findings.txt")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for i, c := range strings.Split(special.Replace(string(b)), "\n### ")[1:] {
		head, rest, _ := strings.Cut(c, "\n")
		name, spec, _ := strings.Cut(strings.TrimSuffix(head, "]"), " [")
		t.Run(fmt.Sprintf("%02d %s", i, name), func(t *testing.T) {
			text, want, _ := strings.Cut(rest, "===\n")
			want, fixed, fixes := strings.Cut(want, "+++\n")
			o := options(spec, text)
			found := lint.Text(diag.NewSource("page.md", []byte(text)), o)
			var got strings.Builder
			for _, d := range found {
				seen[d.Code] = true
				fmt.Fprintf(&got, "%d:%d %s %s\n", d.Start.Line, d.Start.Column, d.Severity, d.Code)
			}
			if strings.TrimSpace(got.String()) != strings.TrimSpace(want) {
				t.Errorf("got\n%swant\n%s", got.String(), want)
			}
			out, n := diag.Apply([]byte(text), found)
			if !fixes && n > 0 || fixes && strings.TrimSpace(string(out)) != strings.TrimSpace(fixed) {
				t.Errorf("%d fixes give\n%swant\n%s", n, out, fixed)
			}
		})
	}
	for _, r := range lint.Rules() {
		if !seen[r.Code] {
			t.Errorf("no case for %s %s", r.ID, r.Code)
		}
	}
}

// Good prose must pass without a word.
func TestClean(t *testing.T) {
	files, _ := filepath.Glob("testdata/clean/*.md")
	if dir := os.Getenv("CORPUS"); dir != "" { // any folder of clean pages
		more, _ := filepath.Glob(filepath.Join(dir, "*", "*.md"))
		files = append(files, more...)
	}
	if len(files) < 3 {
		t.Fatal("no clean pages")
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range lint.Text(diag.NewSource(filepath.Base(f), b), lint.Options{Body: body(string(b))}) {
			t.Errorf("%s:%d:%d: %s: %s", d.File, d.Start.Line, d.Start.Column, d.Code, d.Message.ZH)
		}
	}
}

func TestOff(t *testing.T) {
	src := diag.NewSource("p.md", []byte("甲,乙、、丙"))
	found := lint.Text(src, lint.Options{Off: []string{"typography/doubled-mark"}})
	if len(found) != 1 || found[0].Code != "typography/half-width" {
		t.Errorf("%v", found)
	}
}

// A rule says the same thing at most 50 times in a file; the last time it says
// how many more there are, and its fix mends them.
func TestMany(t *testing.T) {
	for _, c := range []struct {
		unit, code string
		n          int
	}{{"“", "typography/unpaired", 200_000}, {"”", "typography/unpaired", 20_000}, {"（“中》", "typography/unpaired", 20_000}, {"甲，，乙", "typography/doubled-mark", 20_000}, {"# 范文\n", "wording/template", 20_000}} {
		text := strings.Repeat(c.unit, c.n)
		src := diag.NewSource("p.md", []byte(text))
		start := time.Now()
		found := lint.Text(src, lint.Options{})
		if took := time.Since(start); took > 10*time.Second { // it took a minute when its time grew with the square of the length
			t.Errorf("%q: %v", c.unit, took)
		}
		found = slices.DeleteFunc(found, func(d diag.Diagnostic) bool { return d.Code != c.code })
		if len(found) != 50 {
			t.Fatalf("%q: %d findings", c.unit, len(found))
		}
		all := slices.DeleteFunc(lint.Text(src, lint.Options{All: true}), func(d diag.Diagnostic) bool { return d.Code != c.code })
		if more := fmt.Sprint(len(all) - 50); !strings.Contains(found[49].Message.ZH, more) || !strings.Contains(found[49].Message.EN, more) || len(all) < c.n {
			t.Errorf("%q: %d findings in all, the last says %s", c.unit, len(all), found[49].Message.ZH)
		}
		few, _ := diag.Apply(src.Text, found)
		if whole, _ := diag.Apply(src.Text, all); string(few) != string(whole) {
			t.Errorf("%q: the fixes of the bounded findings do not mend all", c.unit)
		}
	}
}

// Many findings of one rule do not hide those of another.
func TestManyAndFew(t *testing.T) {
	text := strings.Repeat("书(shū)本\n\n", 2) + strings.Repeat("甲，，乙\n\n", 60) + "電(diàn)話\n"
	codes := map[string]int{}
	for _, d := range lint.Text(diag.NewSource("p.md", []byte(text)), lint.Options{}) {
		codes[d.Code]++
	}
	if codes["typography/doubled-mark"] != 50 || codes["damage/pinyin-residue"] != 3 {
		t.Errorf("%v", codes)
	}
}

func BenchmarkMany(b *testing.B) {
	text := []byte(strings.Repeat("“", 20_000))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		lint.Text(diag.NewSource("p.md", text), lint.Options{})
	}
}

func FuzzText(f *testing.F) {
	b, _ := os.ReadFile("testdata/findings.txt")
	for _, c := range strings.Split(special.Replace(string(b)), "\n### ")[1:] {
		_, rest, _ := strings.Cut(c, "\n")
		text, _, _ := strings.Cut(rest, "===\n")
		f.Add(text, body(text))
	}
	f.Fuzz(func(t *testing.T, text string, at int) {
		o := lint.Options{Body: at}
		for range 20 {
			found := lint.Text(diag.NewSource("p.md", []byte(text)), o)
			for _, d := range found {
				if d.Start.Line < 1 || d.Start.Column < 1 || d.Message.ZH == "" || d.Message.EN == "" {
					t.Fatalf("%q: %+v", text, d)
				}
				if d.Fix == nil {
					continue
				}
				for _, e := range d.Fix.Edits {
					if e.Start < 0 || e.End > len(text) || e.Start >= e.End || text[e.Start:e.End] == e.Text {
						t.Fatalf("%q: %+v", text, e)
					}
				}
			}
			out, n := diag.Apply([]byte(text), found)
			fixable := slices.IndexFunc(found, func(d diag.Diagnostic) bool { return d.Fix != nil })
			if n == 0 {
				if fixable >= 0 {
					t.Fatalf("%q: %+v is not applied", text, found[fixable])
				}
				return
			}
			if utf8.ValidString(text) && !utf8.Valid(out) {
				t.Fatalf("%q becomes %q", text, out)
			}
			if o.Body = min(o.Body, len(text)); o.Body > 0 { // edits before the body move it
				o.Body = max(0, len(out)-(len(text)-o.Body))
			}
			text = string(out)
		}
		if len(text) < 2000 {
			t.Fatalf("%q: fixes go on and on", text)
		}
	})
}

func BenchmarkClean(b *testing.B) {
	text, err := os.ReadFile("testdata/clean/essay.md")
	if err != nil {
		b.Fatal(err)
	}
	start := body(string(text))
	rest := text[start:]
	for len(text) < 5000 {
		text = append(text, rest...)
	}
	text = text[:5000-5000%1]
	for !utf8.Valid(text) {
		text = text[:len(text)-1]
	}
	text = append(text[:strings.LastIndexByte(string(text), '\n')], '\n')
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		lint.Text(diag.NewSource("essay.md", text), lint.Options{Body: start})
	}
}

func ExampleText() {
	src := diag.NewSource("plans/reading.md", []byte("創(chuàng)建学习型组织，人人讀書,天天进步。"))
	found := lint.Text(src, lint.Options{})
	for _, d := range found {
		fmt.Println(d.Start.Line, d.Start.Column, d.Severity, d.Code)
	}
	fixed, _ := diag.Apply(src.Text, found)
	fmt.Println(string(fixed))
	// Output:
	// 1 1 error damage/traditional
	// 1 2 error damage/pinyin-residue
	// 1 21 warning typography/half-width
	// 創建学习型组织，人人讀書，天天进步。
}
