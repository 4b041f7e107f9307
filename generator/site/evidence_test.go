package site_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"showcase/generator/diag"
	"showcase/generator/site"
)

// TestEvidence numbers the evidence of the dossiers of testdata/evidence, for
// both audiences: the files "public" and "staff" hold the pieces, the criteria
// and what Link reports about the dossiers. A piece must have the same number
// in both.
func TestEvidence(t *testing.T) {
	files, err := filepath.Glob("testdata/evidence/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no testdata", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			sources := slices.DeleteFunc(slices.Clone(ar.Files), func(f txtar.File) bool { return f.Name == "public" || f.Name == "staff" })
			got := map[string]string{}
			for _, audience := range []string{"public", "staff"} {
				s, found := linkArchive(t, &txtar.Archive{Comment: append(slices.Clone(ar.Comment), "\naudience: "+audience+"\n"...), Files: sources})
				got[audience] = dossiers(s, found)
			}
			for i, f := range ar.Files {
				text, ok := got[f.Name]
				if !ok {
					continue
				}
				if diff := cmp.Diff(string(f.Data), text); diff != "" && !*update {
					t.Errorf("%s (-want +got):\n%s", f.Name, diff)
				}
				ar.Files[i].Data = []byte(text)
			}
			if len(sources)+2 != len(ar.Files) {
				t.Error("the archive lacks public or staff")
			}
			if *update {
				if err := os.WriteFile(file, txtar.Format(ar), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func dossiers(s *site.Site, found []diag.Diagnostic) string {
	var b strings.Builder
	causes := [...]string{"lost", "withheld", "unpublished", "scheduled", "expired"}
	for _, p := range s.Dossiers() {
		fmt.Fprintf(&b, "%s, deeds %s\n", p.Path, s.Deeds(p).Path)
		e := s.Evidence(p)
		for _, piece := range e.Pieces {
			fmt.Fprintf(&b, "  %d 《%s》 %s", piece.No, piece.Title, target(piece.Target))
			if piece.Target.Broken {
				b.WriteString(" " + causes[piece.Target.Cause])
			}
			if it := s.Behind(piece.Target); it != nil {
				fmt.Fprintf(&b, " (%s)", it.Title)
			}
			if piece.Pages != "" {
				b.WriteString(" pages " + piece.Pages)
			}
			if !piece.Listed {
				b.WriteString(" unlisted")
			}
			for _, a := range piece.Repeats {
				fmt.Fprintf(&b, " again:%d", a.Pos.Line)
			}
			b.WriteString("\n")
		}
		for _, c := range e.Criteria {
			fmt.Fprintf(&b, "  %s %s:", c.Text(), c.Score())
			for _, piece := range c.Pieces {
				fmt.Fprintf(&b, " %d", piece.No)
			}
			b.WriteString("\n")
		}
	}
	for _, d := range found {
		if strings.HasPrefix(d.File, "content/dossiers/") {
			b.WriteString(listFindings([]diag.Diagnostic{d}))
		}
	}
	return b.String()
}
