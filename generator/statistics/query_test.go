package statistics_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"showcase/generator/config"
	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/site"
	"showcase/generator/statistics"
)

// school links an archive's files, but for those whose names have no folder.
func school(t testing.TB, ar *txtar.Archive, o site.Options) *site.Site {
	t.Helper()
	dir := t.TempDir()
	for _, f := range ar.Files {
		if f.Name != "config.toml" && !strings.Contains(f.Name, "/") {
			continue
		}
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, f.Data, 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(filepath.Join(dir, "config.toml"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	cfg, _ := config.Load(text, "config.toml")
	types, _ := content.LoadTypes(cfg.Types)
	src, err := content.Read(t.Context(), dir, content.Options{Types: types, Config: cfg})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range src.Diagnostics {
		if d.Severity == diag.Error {
			t.Fatalf("%s:%d:%d %s", d.File, d.Start.Line, d.Start.Column, d.Message.EN)
		}
	}
	s, _ := site.Link(src, types, cfg, o)
	return s
}

// archive reads an archive.
func archive(t testing.TB, file string) *txtar.Archive {
	t.Helper()
	ar, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return ar
}

// compare holds what was got against the archive's file of that name.
func compare(t *testing.T, file string, ar *txtar.Archive, name, got string) {
	t.Helper()
	for i := range ar.Files {
		if ar.Files[i].Name != name {
			continue
		}
		if diff := cmp.Diff(string(ar.Files[i].Data), got); diff != "" && !*update {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if ar.Files[i].Data = []byte(got); *update {
			if err := os.WriteFile(file, txtar.Format(ar), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		return
	}
	t.Errorf("the archive has no %s", name)
}

// TestQueries asks the queries of testdata.
func TestQueries(t *testing.T) {
	const file = "testdata/query.txtar"
	ar := archive(t, file)
	s := school(t, ar, site.Options{Audience: site.Staff, Today: content.Date{Year: 2012, Month: 6, Day: 15}})
	counts := statistics.New(s)
	page := s.ByFile("content/dossiers/d.md")
	var b strings.Builder
	for _, f := range ar.Files {
		if f.Name != "queries" {
			continue
		}
		for line := range strings.Lines(string(f.Data)) {
			if line = strings.TrimSuffix(line, "\n"); line == "" || strings.HasPrefix(line, "#") {
				fmt.Fprintln(&b, line)
				continue
			}
			ask(&b, s, counts, page, line)
		}
	}
	ask(&b, s, counts, page, "")
	compare(t, file, ar, "answers", b.String())
}

// ask writes a query, its answer and what is said about it.
func ask(b *strings.Builder, s *site.Site, counts *statistics.Statistics, page *site.Page, query string) {
	fmt.Fprintf(b, "? %s\n", query)
	q, problems := statistics.ParseQuery(query, s.Known)
	if len(problems) == 0 {
		var f statistics.Figure
		f, problems = counts.Ask(page, q)
		if f.Text != "" {
			fmt.Fprintf(b, "= %s  [%s", f.Text, f.Window)
			if f.Named != "" {
				fmt.Fprintf(b, " %s", f.Named)
			}
			b.WriteString("]")
			if f.Aggregates > 0 {
				fmt.Fprintf(b, " aggregates %d", f.Aggregates)
			}
			if f.Replaced > 0 {
				fmt.Fprintf(b, " replaced %d", f.Replaced)
			}
			b.WriteString("\n")
		}
	}
	for _, p := range problems {
		fmt.Fprintf(b, "! %s %s “%s” %s\n", p.Severity, p.Code, query[p.Start:p.End], p.Message.ZH)
		if p.Hint.ZH != "" {
			fmt.Fprintf(b, "  → %s\n", p.Hint.ZH)
		}
	}
}

func ExampleParseQuery() {
	types, _ := content.LoadTypes(nil)
	q, _ := statistics.ParseQuery("获奖 级别=国家级、省级 时段=近五年", types)
	fmt.Println(q.Type.Name, q.Where[0].Field.Name, q.Where[0].Values, q.Unit)
	_, problems := statistics.ParseQuery("获奖 级被=省级", types)
	fmt.Println(problems[0].Message.ZH, problems[0].Hint.ZH)
	// Output:
	// award level [国家级 省级] 人次
	// “获奖”没有“级被”这一项。 是不是“级别”？
}

func ExamplePrint() {
	n := content.Count{Value: 400, Sign: content.Over, Unit: "人次"}
	fmt.Println(statistics.Print(n, false), statistics.Print(n, true))
	// Output: 400余人次 over 400
}
