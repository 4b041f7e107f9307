package statistics_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"showcase/generator/statistics"
)

// TestClaims reads the numbers that stand by hand in the texts of testdata/claims
// and compares them with the records.
func TestClaims(t *testing.T) {
	files, err := filepath.Glob("testdata/claims/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no testdata", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar := archive(t, file)
			s := school(t, ar, options(t, ar))
			counts := statistics.New(s)
			counts.Fill()
			var b strings.Builder
			for _, p := range s.Pages {
				if !p.Type.Claims {
					continue
				}
				fmt.Fprintln(&b, p.Path)
				for _, c := range counts.Claims(p) {
					writeClaim(&b, c)
				}
			}
			compare(t, file, ar, "claims", b.String())
			compare(t, file, ar, "findings", listed(counts.CheckClaims()))
		})
	}
}

func writeClaim(b *strings.Builder, c statistics.Claim) {
	mark := "?"
	switch {
	case c.Agrees:
		mark = "="
	case c.Checked:
		mark = "≠"
	}
	fmt.Fprintf(b, "  %s %d:%d-%d %s", mark, c.Start.Line, c.Start.Column, c.End.Column, c.Text)
	if c.Query != "" {
		fmt.Fprintf(b, "  {{stat %s}} %s", c.Query, statistics.Print(c.Records, false))
	}
	b.WriteString("\n")
}
