package typst_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"showcase/generator/book"
	"showcase/generator/book/typst"
	"showcase/generator/diag"
)

// TestCache: the compiled engine is kept; a damaged copy is made again, a folder
// that cannot be written is done without.
func TestCache(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles the engine")
	}
	dir := t.TempDir()
	slow := 0
	run := func(cache string) {
		t.Helper()
		e := newEngine(t, func(o *typst.Options) {
			o.CacheDir = cache
			o.Notice = func(n diag.Text) { slow++ }
		})
		slow = 0
		if _, err := e.PDF(document("cache", para("缓存"))); err != nil {
			t.Fatal(err)
		}
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	}
	run(dir)
	if slow != 1 {
		t.Errorf("%d notices at the first start", slow)
	}
	run(dir)
	if slow != 0 {
		t.Error("compiled again")
	}
	kept, err := filepath.Glob(filepath.Join(dir, "engine", "*", "*"))
	if err != nil || len(kept) != 1 {
		t.Fatalf("kept: %v, %v", kept, err)
	}
	if err := os.Truncate(kept[0], 1000); err != nil {
		t.Fatal(err)
	}
	run(dir)
	if slow != 1 {
		t.Error("a damaged copy was not made again")
	}
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	run(filepath.Join(file, "below"))
}

func ExampleEngine_PDF() {
	e, err := typst.Open(context.Background(), typst.Options{Templates: os.DirFS("themes/default/print")})
	if err != nil {
		fmt.Println(err) // a *typst.MissingError names the cure
		return
	}
	defer e.Close()
	r, err := e.PDF(&book.Document{
		Name: "plan", Title: "读书计划", Lang: "zh-CN", Layout: book.Official,
		Body: []book.Block{&book.Paragraph{Text: []book.Inline{{Text: "每学期读书两本。"}}}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Pages, len(r.Findings))
}
