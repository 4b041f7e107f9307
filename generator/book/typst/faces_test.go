package typst_test

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"

	"showcase/generator/book"
	"showcase/generator/book/typst"
	"showcase/generator/diag"
	"showcase/generator/hanzi"
)

// basic are the characters that an old font of a school's computer has.
func basic(c rune) bool { return c < 0x3400 || c >= 0x4E00 && c < 0xA000 || c >= 0xFF00 && c < 0xFFF0 }

// poorFont copies the face that serves a role into a file of its own, with
// none of the characters but those that has allows.
func poorFont(t *testing.T, role typst.Role, file string, has func(rune) bool) {
	t.Helper()
	faces := open(t).Faces()
	face := faces[slices.IndexFunc(faces, func(f typst.Face) bool { return f.Role == role })]
	data, err := os.ReadFile(face.File)
	if err != nil {
		t.Fatal(err)
	}
	loaders, err := opentype.NewLoaders(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	l := loaders[face.Index]
	var kept []opentype.Table
	for _, tag := range l.Tables() {
		raw, err := l.RawTable(tag)
		if err != nil {
			t.Fatal(err)
		}
		if tag == opentype.MustNewTag("cmap") {
			raw = characterMap(t, raw, has)
		}
		kept = append(kept, opentype.Table{Tag: tag, Content: raw})
	}
	out := opentype.WriteTTF(kept)
	if l.HasTable(opentype.MustNewTag("CFF ")) {
		copy(out, "OTTO")
	}
	if err := os.WriteFile(file, out, 0o600); err != nil {
		t.Fatal(err)
	}
}

// characterMap is a cmap table of format 12 with a group for each character.
func characterMap(t *testing.T, raw []byte, has func(rune) bool) []byte {
	t.Helper()
	table, _, err := tables.ParseCmap(raw)
	if err != nil {
		t.Fatal(err)
	}
	known, _, err := font.ProcessCmap(table, tables.FPNone)
	if err != nil {
		t.Fatal(err)
	}
	var groups []byte
	for c := rune(' '); c < 0x30000; c++ {
		if g, ok := known.Lookup(c); ok && has(c) {
			for _, v := range []uint32{uint32(c), uint32(c), uint32(g)} {
				groups = binary.BigEndian.AppendUint32(groups, v)
			}
		}
	}
	out := []byte{0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12, 0, 12, 0, 0}
	for _, v := range []uint32{uint32(16 + len(groups)), 0, uint32(len(groups) / 12)} {
		out = binary.BigEndian.AppendUint32(out, v)
	}
	return append(out, groups...)
}

// TestLostCharacters: with a computer's fonts wanting, each character that none
// has is told with its code and its place, as an error where the document is
// handed in, and stands as 〓 in the print.
func TestLostCharacters(t *testing.T) {
	fonts := t.TempDir()
	poorFont(t, typst.Song, filepath.Join(fonts, "song.otf"), basic)
	e := newEngine(t, func(o *typst.Options) { o.OnlyFontDirs, o.FontDirs = true, []string{fonts} })
	doc := document("lost", para("开头。"), &book.PageBreak{},
		&book.Heading{Level: 1, Number: "一、", Text: text("参与人员"), Bookmark: "people", InOutline: true},
		para("教师𠮷田、张㛃、李䶮；旧系统里的自造字\uE123。"))
	for _, handedIn := range []bool{true, false} {
		doc.HandedIn = handedIn
		want := diag.Warning
		if handedIn {
			want = diag.Error
		}
		r, err := e.PDF(doc)
		if err != nil {
			t.Fatal(err)
		}
		lost := map[rune]typst.Finding{}
		for _, f := range r.Findings {
			if f.Code == "print/no-glyph" {
				lost[f.Char] = f
			}
		}
		for c, place := range map[rune]string{'𠮷': "教师𠮷田", '㛃': "张㛃", '䶮': "李䶮", '\uE123': "自造字"} {
			f, ok := lost[c]
			if !ok || f.Severity != want {
				t.Errorf("U+%04X: %+v", c, f)
			}
			for _, part := range []string{"U+", "第2页", "一、参与人员", place} {
				if !strings.Contains(f.Message.ZH, part) {
					t.Errorf("U+%04X: %q does not name %q", c, f.Message.ZH, part)
				}
			}
		}
		if len(lost) != 4 {
			t.Errorf("%d characters are lost: %v", len(lost), r.Findings)
		}
		if n := strings.Count(tool(t, r.PDF, "pdftotext", "PDF", "-"), "〓"); n != 4 {
			t.Errorf("〓 stands %d times in the print, not 4", n)
		}
	}
}

// TestLostNames: a certificate and a panel tell the line that a lost character comes from.
func TestLostNames(t *testing.T) {
	doc := design(book.CertificateTemplate, certificate("\U000F1234老师：", "成绩优异。"))
	for _, f := range pdf(t, doc).Findings {
		if f.Code == "print/no-glyph" && f.Origin.Pos.Line == 7 && f.Origin.File != "" {
			return
		}
	}
	t.Error("the place of the name is not told")
}

// TestCoverage: how much of the standard list a face has.
func TestCoverage(t *testing.T) {
	fonts := t.TempDir()
	standard := hanzi.StandardList()
	if len(standard) != 8105 || !slices.Contains(standard, '䶮') || slices.Contains(standard, '學') {
		t.Fatalf("%d standard characters", len(standard))
	}
	poorFont(t, typst.Song, filepath.Join(fonts, "song.otf"), basic)
	for _, f := range typst.Probe(typst.Options{OnlyFontDirs: true, FontDirs: []string{fonts}}).Faces {
		lacks, err := f.Lacks(standard)
		if err != nil {
			t.Fatal(err)
		}
		want := slices.DeleteFunc(slices.Clone(standard), basic)
		if len(want) < 100 || !slices.Equal(lacks, want) {
			t.Errorf("%s lacks %d characters, not %d", f.Role, len(lacks), len(want))
		}
		if f.Role == typst.Body && (f.StandIn.ZH == "" || !strings.Contains(f.Cure().ZH, "simfang.ttf")) {
			t.Errorf("what stands in for 仿宋, and where it is to be had, is not told: %q, %q", f.StandIn.ZH, f.Cure().ZH)
		}
	}
	gone := typst.Face{File: filepath.Join(fonts, "gone.ttf")}
	if _, err := gone.Lacks(standard); err == nil {
		t.Error("a file that is gone was read")
	}
}
