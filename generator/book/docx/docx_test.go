package docx_test

import (
	"os"
	"testing"

	"showcase/generator/book/docx"
)

func TestDump(t *testing.T) {
	out := os.Getenv("DUMP")
	if out == "" {
		t.Skip()
	}
	b, err := docx.Write(sample(), docx.Options{PageOf: map[string]int{"form": 1, "deeds": 2, "lead": 2, "organs": 3, "results": 4, "annex-1": 6, "附件/二": 8}})
	if err != nil {
		t.Fatal(err)
	}
	os.WriteFile(out, b, 0o644)
}
