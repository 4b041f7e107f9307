package typst_test

import (
	"os"
	"testing"
)

func TestPrint(t *testing.T) {
	e := open(t)
	r, err := e.PDF(sample())
	if err != nil {
		t.Fatal(err)
	}
	os.WriteFile("/tmp/tw/sample.pdf", r.PDF, 0o644)
	t.Log(r.PageOf, r.Findings)
	for _, f := range e.Faces() {
		t.Log(f)
	}
}
