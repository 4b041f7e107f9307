package content_test

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"showcase/generator/config"
	"showcase/generator/content"
	"showcase/generator/diag"
)

var update = flag.Bool("update", false, "write what was found into the test files")

// TestSites reads each site of testdata/sites. Its file "want" lists what must
// be found, its file "items" what must be read.
func TestSites(t *testing.T) {
	files, err := filepath.Glob("testdata/sites/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no sites", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			for _, f := range ar.Files {
				if f.Name != "want" && f.Name != "items" {
					write(t, dir, f.Name, f.Data)
				}
			}
			s := read(t, dir, content.Options{})
			for i := range ar.Files {
				f := &ar.Files[i]
				got := ""
				switch f.Name {
				case "want":
					got = findings(s.Diagnostics)
				case "items":
					got = dump(s.Items)
				default:
					continue
				}
				if got != string(f.Data) {
					if *update {
						f.Data = []byte(got)
						continue
					}
					t.Errorf("%s\ngot:\n%s\nwant:\n%s", f.Name, got, f.Data)
				}
			}
			if *update {
				if err := os.WriteFile(file, txtar.Format(ar), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func write(t testing.TB, dir, name string, data []byte) {
	t.Helper()
	p := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(p), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(p, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

// read reads the site with the settings of its config.toml.
func read(t testing.TB, dir string, o content.Options) *content.Source {
	t.Helper()
	src, _ := os.ReadFile(filepath.Join(dir, "config.toml"))
	var found, more []diag.Diagnostic
	o.Config, found = config.Load(src, "config.toml")
	if o.Types == nil {
		o.Types, more = content.LoadTypes(o.Config.Types)
	}
	_, calendar := content.LoadCalendar(o.Config)
	more = append(more, calendar...)
	s, err := content.Read(context.Background(), dir, o)
	if err != nil {
		t.Fatal(err)
	}
	s.Diagnostics = slices.Concat(found, more, s.Diagnostics)
	return s
}

// findings prints file:line:column severity code, a line each.
func findings(ds []diag.Diagnostic) string {
	var b strings.Builder
	for _, d := range ds {
		fmt.Fprintf(&b, "%s:%d:%d %s %s\n", d.File, d.Start.Line, d.Start.Column, d.Severity, d.Code)
	}
	return b.String()
}

func dump(items []*content.Item) string {
	var b strings.Builder
	for _, it := range items {
		one(&b, it)
		for _, r := range it.Records {
			one(&b, r)
		}
	}
	return b.String()
}

func one(b *strings.Builder, it *content.Item) {
	fmt.Fprintf(b, "%s", it.File)
	if it.Row > 0 {
		fmt.Fprintf(b, " row %d at %d:%d", it.Row, it.Pos.Line, it.Pos.Column)
	}
	fmt.Fprintf(b, ": %s %q", it.Type.Name, it.Title)
	zero := &content.Item{}
	for _, name := range []string{"Subtitle", "Date", "Authors", "Group", "Programmes", "Tags", "Summary", "Status", "Visibility", "Order", "Pinned", "Showcase", "Slug", "Aliases", "Source", "Cover", "Images", "Evidence"} {
		v, z := reflect.ValueOf(it).Elem().FieldByName(name), reflect.ValueOf(zero).Elem().FieldByName(name)
		if !reflect.DeepEqual(v.Interface(), z.Interface()) {
			fmt.Fprintf(b, "\n  %s = %s", name, show(v.Interface()))
		}
	}
	for _, k := range slices.SortedFunc(maps.Keys(it.Values), cmp.Compare[string]) {
		v := it.Values[k]
		fmt.Fprintf(b, "\n  %s: %s %s at %d:%d-%d:%d", k, v.Kind, v.Text, v.Pos.Line, v.Pos.Column, v.EndAt.Line, v.EndAt.Column)
		if v.Count != (content.Count{}) {
			fmt.Fprintf(b, " %v", v.Count)
		}
	}
	b.WriteByte('\n')
}

func show(v any) string {
	switch v := v.(type) {
	case content.Date:
		return v.ISO()
	case []content.Name:
		var out []string
		for _, n := range v {
			out = append(out, fmt.Sprintf("%s@%d:%d-%d:%d", n.Text, n.Pos.Line, n.Pos.Column, n.End.Line, n.End.Column))
		}
		return strings.Join(out, " ")
	case *content.Asset:
		return show([]content.Asset{*v})
	case []content.Asset:
		var out []string
		for _, a := range v {
			a.Pos, a.End = diag.Pos{}, diag.Pos{}
			out = append(out, fmt.Sprintf("%+v", a))
		}
		return strings.Join(out, " ")
	}
	return fmt.Sprint(v)
}
