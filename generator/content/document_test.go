package content_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"showcase/generator/config"
	"showcase/generator/content"
	"showcase/generator/diag"
)

// TestTypesDocument wants docs/types.md to be what the types say.
func TestTypesDocument(t *testing.T) {
	types, _ := content.LoadTypes(nil)
	got := types.Document(diag.ZH)
	file := filepath.Join("..", "..", "docs", "types.md")
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("%s is not what the types say: go test ./generator/content -run TestTypesDocument -update", file)
	}
}

// TestDocument wants every field, choice and rule of a type in its document,
// whoever defined it.
func TestDocument(t *testing.T) {
	cfg, _ := config.Load([]byte("[types.case.fields.rating]\nlabel = \"评定\"\nkind = \"choice\"\nchoices = [\"推荐|荐\", \"入选\"]\nrequired = true\n[types.case.rules.rating]\nwhen = \"rating=推荐|入选\"\nneed = [\"subject\"]\nhelp = \"看一看\"\n"), "config.toml")
	types, _ := content.LoadTypes(cfg.Types)
	for lang, want := range map[diag.Lang][]string{
		diag.ZH: {"## 案例 `case`", "content/cases/", "| 评定（必填） | `rating` |", "推荐（荐）；入选", "“评定”是“推荐”或“入选”时，要写“学科”（提醒）。看一看。", "正文一般800—3000字（建议）"},
		diag.EN: {"| 评定 (required) | `rating` |", "where rating is 推荐 or 入选, subject must be given (warning). 看一看"},
	} {
		got := string(types.Document(lang, types.Find("case")))
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s: no %q in\n%s", lang, w, got)
			}
		}
		if strings.Contains(got, "## 反思") {
			t.Error("a type that was not asked for")
		}
	}
}

// TestSettingsDocument wants docs/config.md to show every setting, and to be
// right: its example loads without a word.
func TestSettingsDocument(t *testing.T) {
	page, err := os.ReadFile("../../docs/config.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(page), "```toml\n")
	text, _, _ := strings.Cut(rest, "\n```")
	cfg, found := config.Load([]byte(text), "config.toml")
	_, more := content.LoadTypes(cfg.Types)
	_, last := content.LoadCalendar(cfg)
	if found = slices.Concat(found, more, last); len(found) > 0 {
		t.Error(findings(found))
	}
	root, _ := config.DecodeTOML([]byte(text), 0)
	shown := func(prefix string, at *config.Node) {
		_, asked := config.Load([]byte(prefix+"\nzzzzzz = 1\n"), "config.toml")
		_, known, _ := strings.Cut(asked[0].Hint.EN, ": ")
		for _, name := range strings.Fields(known) {
			if at.Get(name) == nil {
				t.Errorf("%s%s is not shown", prefix, name)
			}
		}
	}
	shown("", root)
	for _, k := range root.Keys {
		if k.Value.Kind == config.Map && k.Name != "types" {
			shown("["+k.Name+"]", k.Value)
		}
	}
}
