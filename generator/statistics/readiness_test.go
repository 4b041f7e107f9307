package statistics_test

import (
	"fmt"
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

// TestReadiness looks at the dossiers of the small sites of testdata/readiness,
// as the staff see them. The comment may name the day (today: 2012-06-15); the
// file "readiness" holds what is expected.
func TestReadiness(t *testing.T) {
	files, err := filepath.Glob("testdata/readiness/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no testdata", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var b strings.Builder
			s, told := linked(t, ar)
			counts := statistics.New(s)
			told = append(told, counts.Fill()...)
			for _, p := range s.Dossiers() {
				r := counts.Readiness(p)
				writeReadiness(&b, r)
				toldOf(t, r, told)
			}
			for i, f := range ar.Files {
				if f.Name != "readiness" {
					continue
				}
				if diff := cmp.Diff(string(f.Data), b.String()); diff != "" && !*update {
					t.Errorf("(-want +got):\n%s", diff)
				}
				ar.Files[i].Data = []byte(b.String())
			}
			if *update {
				if err := os.WriteFile(file, txtar.Format(ar), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// linked reads and links an archive's site for the staff, with all findings of
// both.
func linked(t *testing.T, ar *txtar.Archive) (*site.Site, []diag.Diagnostic) {
	t.Helper()
	o := site.Options{Audience: site.Staff}
	for line := range strings.Lines(string(ar.Comment)) {
		if day, ok := strings.CutPrefix(line, "today: "); ok {
			o.Today = date(t, strings.TrimSpace(day))
		}
	}
	dir := t.TempDir()
	for _, f := range ar.Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	toml, _ := os.ReadFile(filepath.Join(dir, "config.toml"))
	cfg, _ := config.Load(toml, "config.toml")
	types, _ := content.LoadTypes(cfg.Types)
	src, err := content.Read(t.Context(), dir, content.Options{Types: types, Config: cfg})
	if err != nil {
		t.Fatal(err)
	}
	s, found := site.Link(src, types, cfg, o)
	return s, append(src.Diagnostics, found...)
}

// toldOf wants somebody to report what readiness leaves to others.
func toldOf(t *testing.T, r *statistics.Readiness, told []diag.Diagnostic) {
	for _, n := range r.Needs {
		for _, g := range n.Gaps {
			if !g.Told || n.Code == "dossier/form" || strings.HasSuffix(g.Message.EN, "names no text") { // the book's
				continue
			}
			found := false
			for _, d := range told {
				found = found || d.File == g.File && (d.Start.Line >= g.Start.Line && d.Start.Line <= max(g.Start.Line, g.End.Line) || g.Start.Line == 1) || n.Code == "dossier/publicity"
			}
			if !found {
				t.Errorf("%s:%d: nobody tells: %s", g.File, g.Start.Line, g.Message.EN)
			}
		}
	}
}

func writeReadiness(b *strings.Builder, r *statistics.Readiness) {
	fmt.Fprintf(b, "%s: %s; %s\n", r.Page.File, r.Summary().EN, r.Due().EN)
	for _, c := range r.Evidence.Criteria {
		fmt.Fprintf(b, "  %s:", c.Text())
		for _, p := range c.Pieces {
			fmt.Fprintf(b, " %d", p.No)
		}
		b.WriteString("\n")
	}
	for _, p := range r.Evidence.Pieces {
		fmt.Fprintf(b, "  %d %s %v\n", p.No, p.Title, r.Flaws(p))
	}
	for _, n := range r.Needs {
		if n.Done() {
			fmt.Fprintf(b, "  + %s [%s]\n", n.Label.EN, n.Note.EN)
		}
	}
	for _, n := range r.Missing() {
		fmt.Fprintf(b, "  - %s [%s]\n", n.Label.EN, n.Note.EN)
		for _, g := range n.Gaps {
			told := ""
			if g.Told {
				told = " (told)"
			}
			fmt.Fprintf(b, "      %s:%d:%d %s %s%s\n        %s\n        → %s\n", g.File, g.Start.Line, g.Start.Column, g.Severity, g.Code, told, g.Message.EN, g.Hint.EN)
		}
	}
	for _, d := range r.Findings() {
		fmt.Fprintf(b, "  ! %d %s %s\n", d.Start.Line, d.Severity, d.Code)
	}
}
