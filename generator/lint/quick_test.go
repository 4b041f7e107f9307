package lint

import (
	"os"
	"strings"
	"testing"

	"showcase/generator/diag"
)

// The first look may be wrong only in saying that there is something.
func FuzzQuick(f *testing.F) {
	b, _ := os.ReadFile("testdata/findings.txt")
	for line := range strings.Lines(string(b)) {
		f.Add(line)
	}
	f.Add("````\n```\n中,文\n````\n中,文")
	f.Add("```\n```x\n中,文\n")
	f.Fuzz(func(t *testing.T, text string) {
		o := Options{}
		if quick([]byte(text), &o) {
			return
		}
		// an image that no rule minds, but the first look does
		always := "{a}\n\n"
		if found := Text(diag.NewSource("p.md", []byte(always+text)), Options{}); len(found) > 0 {
			t.Fatalf("%q: not seen: %+v", text, found[0])
		}
	})
}
