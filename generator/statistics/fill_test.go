package statistics_test

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/site"
	"showcase/generator/statistics"
)

// options reads those in an archive's comment: "audience: everyone", "today: 2012-06-15".
func options(t testing.TB, ar *txtar.Archive) site.Options {
	t.Helper()
	o := site.Options{Audience: site.Staff, Today: date(t, "2012-06-15")}
	for line := range strings.Lines(string(ar.Comment)) {
		switch key, value, _ := strings.Cut(strings.TrimSpace(line), ": "); {
		case key == "audience" && value == "everyone":
			o.Audience = site.Everyone
		case key == "today":
			o.Today = date(t, value)
		}
	}
	return o
}

// TestFill fills the whole sites of testdata/fill: "filled" is what their texts
// then say, "findings" what is said about them.
func TestFill(t *testing.T) {
	files, err := filepath.Glob("testdata/fill/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no testdata", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar := archive(t, file)
			s := school(t, ar, options(t, ar))
			counts := statistics.New(s)
			found := counts.Fill()
			var b strings.Builder
			for _, p := range s.Pages {
				writeFilled(&b, counts, p)
			}
			compare(t, file, ar, "filled", b.String())
			compare(t, file, ar, "findings", listed(found))
		})
	}
}

// listed prints findings with what stands at their places.
func listed(found []diag.Diagnostic) string {
	var b strings.Builder
	for _, d := range found {
		fmt.Fprintf(&b, "%s:%d:%d-%d %s %s\n\t%s\n", d.File, d.Start.Line, d.Start.Column, d.End.Column, d.Severity, d.Code, d.Message.ZH)
		if d.Hint.ZH != "" {
			fmt.Fprintf(&b, "\t→ %s\n", d.Hint.ZH)
		}
		if d.Fix != nil {
			fmt.Fprintf(&b, "\tfix %v\n", d.Fix.Edits)
		}
	}
	return b.String()
}

// writeFilled writes what differs from how the author wrote it.
func writeFilled(b *strings.Builder, counts *statistics.Statistics, p *site.Page) {
	old := counts.Written(p)
	if old == p.Item {
		return
	}
	fmt.Fprintf(b, "%s\n", p.Path)
	text := func(name, was, is string) {
		if was != is {
			fmt.Fprintf(b, "  %s: %s\n", name, is)
		}
	}
	text("title", old.Title, p.Title)
	text("subtitle", old.Subtitle, p.Subtitle)
	text("summary", old.Summary, p.Summary)
	for i := range p.Images {
		text("image", old.Images[i].Caption, p.Images[i].Caption)
	}
	for i := range p.Evidence {
		text("evidence", old.Evidence[i].Title, p.Evidence[i].Title)
	}
	for _, k := range slices.Sorted(maps.Keys(p.Values)) {
		writeValue(b, k, old.Values[k], p.Values[k])
	}
	for _, r := range p.Records {
		for _, k := range slices.Sorted(maps.Keys(r.Values)) {
			if strings.Contains(r.Values[k].Text, "项") {
				fmt.Fprintf(b, "  row %d %s: %s\n", r.Row, k, r.Values[k].Text)
			}
		}
	}
	if old.Body != p.Body {
		for line := range strings.Lines(p.Body.Text()) {
			fmt.Fprintf(b, "  | %s", line)
		}
		for _, s := range p.Body.Outline {
			fmt.Fprintf(b, "  # %s {%s}\n", s.Text, s.ID)
		}
		fmt.Fprintf(b, "  %d words, not %d\n", p.Body.Words, old.Body.Words)
	}
	for i, f := range counts.Figures(p) {
		fmt.Fprintf(b, "  [%d] %s %s %s", i+1, f.Text, f.Query.Name, f.Window)
		if f.Own {
			b.WriteString(" (own)")
		}
		if f.Named != "" {
			b.WriteString(" " + f.Named)
		}
		b.WriteString("\n")
	}
}

func writeValue(b *strings.Builder, name string, was, is content.Value) {
	if was.Text != is.Text && len(is.Map)+len(is.List) == 0 {
		fmt.Fprintf(b, "  %s: %s\n", name, is.Text)
	}
	for _, k := range slices.Sorted(maps.Keys(is.Map)) {
		writeValue(b, name+"."+k, was.Map[k], is.Map[k])
	}
	for i := range is.List {
		writeValue(b, fmt.Sprintf("%s[%d]", name, i), was.List[i], is.List[i])
	}
}
