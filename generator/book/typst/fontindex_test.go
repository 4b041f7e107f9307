package typst

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/go-text/typesetting/font/opentype"
)

// namedFont writes a font file that has a name and nothing else.
func namedFont(t *testing.T, path, family string) {
	t.Helper()
	data := opentype.WriteTTF([]opentype.Table{{Tag: tagName, Content: nameTable(family, family)}})
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestFontIndex: what was read is kept; a file that changed, a damaged index and
// an index that cannot be written lead to reading again, never to another result.
func TestFontIndex(t *testing.T) {
	cache, fonts := t.TempDir(), t.TempDir()
	scan := func(cache string) (families []string, fresh bool) {
		t.Helper()
		x := readFontIndex(cache)
		for _, f := range x.scan([]string{fonts, filepath.Join(fonts, "none")}) {
			if filepath.Dir(f.File) != fonts {
				t.Errorf("%s is at %q", f.Family, f.File)
			}
			families = append(families, f.Family)
		}
		fresh = x.changed
		x.save()
		return families, fresh
	}
	check := func(step, cache string, wantFresh bool, want ...string) {
		t.Helper()
		got, fresh := scan(cache)
		if fresh != wantFresh || len(got) != len(want) {
			t.Fatalf("%s: %q, read again: %v", step, got, fresh)
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%s: %q, not %q", step, got, want)
			}
		}
	}
	namedFont(t, filepath.Join(fonts, "a.ttf"), "One")
	if err := os.WriteFile(filepath.Join(fonts, "no.otf"), []byte("no font"), 0o600); err != nil {
		t.Fatal(err)
	}
	check("first", cache, true, "One")
	check("second", cache, false, "One")

	namedFont(t, filepath.Join(fonts, "a.ttf"), "Two") // of the same size
	later := time.Now().Add(time.Hour)
	if err := os.Chtimes(filepath.Join(fonts, "a.ttf"), later, later); err != nil {
		t.Fatal(err)
	}
	namedFont(t, filepath.Join(fonts, "b.ttf"), "Three")
	check("changed", cache, true, "Two", "Three")

	index := filepath.Join(cache, fontIndexName)
	for _, damage := range []string{"", "{", "null", `{"` + filepath.ToSlash(filepath.Join(fonts, "a.ttf")) + `": 7}`} {
		if err := os.WriteFile(index, []byte(damage), 0o600); err != nil {
			t.Fatal(err)
		}
		check("damaged "+damage, cache, true, "Two", "Three")
		check("after "+damage, cache, false, "Two", "Three")
	}
	check("not writable", filepath.Join(index, "below"), true, "Two", "Three")
}

func BenchmarkPlanFonts(b *testing.B) {
	for name, cache := range map[string]string{"read": "/dev/null/none", "kept": b.TempDir()} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := planFonts(Options{CacheDir: cache}); err != nil {
					b.Skip(err)
				}
			}
		})
	}
}
