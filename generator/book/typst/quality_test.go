package typst

import (
	"strings"
	"testing"

	"github.com/go-text/typesetting/font"

	"showcase/generator/book"
)

// aPDF is a file of one page whose font, annotation and outline are given.
func aPDF(font, link, outline string) []byte {
	return withTable(`%PDF-1.7
1 0 obj << /Type /Catalog /Pages 2 0 R /Outlines 6 0 R /Names << /Dests << /Kids [<< /Names [(here) [3 0 R /XYZ 0 0 0] (gone) [9 0 R /XYZ 0 0 0]] >>] >> >> >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /Contents 4 0 R /Annots [` + link + `] /MediaBox [0 0 100 100] /Resources << /Font << /f0 5 0 R >> >> >> endobj
4 0 obj << /Length 0 >> stream

endstream endobj
5 0 obj ` + font + ` endobj
6 0 obj << /First 7 0 R /Last 7 0 R >> endobj
7 0 obj ` + outline + ` endobj
`)
}

const (
	embedded = "<< /Type /Font /Subtype /Type0 /BaseFont /A /DescendantFonts [<< /FontDescriptor << /FontFile3 4 0 R >> >>] >>"
	goodLink = "<< /Subtype /Link /Dest (here) >> << /Subtype /Link /A << /S /URI /URI (https://example.org/) >> >>"
	goodLine = "<< /Title <FEFF4E00> /Dest [3 0 R /XYZ 0 0 0] >>"
)

// TestSound: what is wrong with a PDF beside its text is found.
func TestSound(t *testing.T) {
	for _, c := range []struct{ name, font, link, want string }{
		{"good", embedded, goodLink, ""},
		{"type 3", "<< /Type /Font /Subtype /Type3 >>", goodLink, "Type 3"},
		{"not embedded", "<< /Type /Font /Subtype /Type0 /DescendantFonts [<< /FontDescriptor << >> >>] >>", goodLink, "not embedded"},
		{"script", embedded, "<< /Subtype /Link /A << /S /URI /URI (javascript:alert) >> >>", "javascript"},
		{"file", embedded, "<< /Subtype /Link /A << /S /URI /URI (file:///etc/passwd) >> >>", "file:"},
		{"no page", embedded, "<< /Subtype /Link /Dest (gone) >>", "no page"},
		{"no place", embedded, "<< /Subtype /Link /A << /S /GoTo /D (nowhere) >> >>", "no page"},
	} {
		p, err := readPDF(aPDF(c.font, c.link, goodLine), func(edges) edges { return edges{} })
		if err != nil {
			t.Fatal(c.name, err)
		}
		switch err := p.sound(); {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", c.name, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%s: %v, not %q", c.name, err, c.want)
		}
	}
	none := &printed{file: &pdfFile{}}
	if none.sound() == nil {
		t.Error("a PDF without pages is sound")
	}
}

// TestCompareOutline: a heading that the outline lacks, one too many and one
// that leads elsewhere are found.
func TestCompareOutline(t *testing.T) {
	one := &book.Heading{Level: 1, Text: []book.Inline{{Text: "一"}}, InOutline: true}
	other := &book.Heading{Level: 1, Text: []book.Inline{{Text: "二"}}, InOutline: true}
	faces := &typefaces{byRole: map[Role]*loadedFont{}}
	for _, r := range roles() {
		faces.byRole[r] = &loadedFont{cmap: everything{}}
	}
	for _, c := range []struct {
		name, line string
		headings   []book.Block
		good       bool
	}{
		{"same", goodLine, []book.Block{one}, true},
		{"missing", goodLine, []book.Block{one, other}, false},
		{"other", goodLine, []book.Block{other}, false},
		{"too many", goodLine, nil, false},
		{"leads nowhere", "<< /Title <FEFF4E00> >>", []book.Block{one}, false},
	} {
		p, err := readPDF(aPDF(embedded, "", c.line), func(edges) edges { return edges{} })
		if err != nil {
			t.Fatal(err)
		}
		r := &reading{doc: &book.Document{Body: c.headings}, glyphs: newGlyphs(faces)}
		if err := r.compareOutline(p, map[book.Block]int{one: 1, other: 1}); (err == nil) != c.good {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// everything is a font with a glyph for each character.
type everything struct{ font.Cmap }

func (everything) Lookup(rune) (font.GID, bool) { return 1, true }
