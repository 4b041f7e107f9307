package docx_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"showcase/generator/book"
	"showcase/generator/book/docx"
)

// office prints documents with LibreOffice and returns the text of the pages of each.
func office(t *testing.T, documents map[string][]byte) map[string][]string {
	t.Helper()
	printed := map[string][]string{}
	for name, file := range printedByOffice(t, documents) {
		printed[name] = pagesOf(t, file)
	}
	return printed
}

// officePlaces prints documents with LibreOffice and returns where the words
// stand on the pages of each.
func officePlaces(t *testing.T, documents map[string]*book.Document, o docx.Options) map[string][][]bbox {
	t.Helper()
	files := map[string][]byte{}
	for name, doc := range documents {
		files[name] = write(t, doc, o)
	}
	printed := map[string][][]bbox{}
	for name, file := range printedByOffice(t, files) {
		printed[name] = boxesOf(t, file)
	}
	return printed
}

// printedByOffice makes PDFs of documents, all in one start of LibreOffice
// because that is slow.
func printedByOffice(t *testing.T, documents map[string][]byte) map[string]string {
	t.Helper()
	if testing.Short() {
		t.Skip("LibreOffice is slow to start")
	}
	for _, tool := range []string{"soffice", "pdftotext"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip(tool + " is not installed")
		}
	}
	dir := os.Getenv("DOCX_PAGES") // keeps the files, to look at them
	if dir == "" {
		dir = t.TempDir()
	}
	args := []string{"-env:UserInstallation=file://" + t.TempDir(), "--headless", "--convert-to", "pdf", "--outdir", dir}
	for name, data := range documents {
		file := filepath.Join(dir, name+".docx")
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
		args = append(args, file)
	}
	if out, err := exec.Command("soffice", args...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	printed := map[string]string{}
	for name := range documents {
		printed[name] = filepath.Join(dir, name+".pdf")
	}
	return printed
}

// pagesOf returns the text of each page in reading order, lines as they stand.
func pagesOf(t *testing.T, file string) []string {
	t.Helper()
	out, err := exec.Command("pdftotext", "-layout", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")
}

var bboxWord = regexp.MustCompile(`<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>`)

// bbox is text with its place on a page in mm from the upper left.
type bbox struct {
	left, top, right, bottom float64
	text                     string
}

// boxesOf are the words on each page of a PDF.
func boxesOf(t *testing.T, file string) [][]bbox {
	t.Helper()
	out, err := exec.Command("pdftotext", "-bbox", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	var pages [][]bbox
	for _, page := range strings.Split(string(out), "<page ")[1:] {
		var list []bbox
		for _, m := range bboxWord.FindAllStringSubmatch(page, -1) {
			var v [4]float64
			for i := range v {
				v[i], _ = strconv.ParseFloat(m[i+1], 64)
				v[i] *= 25.4 / 72
			}
			list = append(list, bbox{v[0], v[1], v[2], v[3], m[5]})
		}
		pages = append(pages, list)
	}
	return pages
}

var pageNumber = regexp.MustCompile(`(?m)^ *— ?\d+ ?— *$`)

func TestOffice(t *testing.T) {
	doc := sample()
	for _, b := range doc.Body { // symbols of fonts that the machine may not have
		if n, ok := b.(*book.Notice); ok {
			n.Blocks = n.Blocks[:1]
		}
	}
	lines := &book.Paragraph{Style: book.Flush, Text: text(strings.Repeat("教师学习研究实践反思成长", 120))}
	printed := office(t, map[string][]byte{
		"sample":  write(t, doc, docx.Options{PageOf: pages}),
		"grid":    write(t, &book.Document{Lang: "zh-CN", Layout: book.Official, Body: []book.Block{lines}}, docx.Options{}),
		"hostile": write(t, hostile(), docx.Options{}),
	})
	t.Run("all text", func(t *testing.T) { printsAll(t, doc, printed["sample"]) })
	t.Run("page numbers", func(t *testing.T) { numbersPages(t, printed["sample"]) })
	t.Run("grid", func(t *testing.T) { keepsGrid(t, printed["grid"][0]) })
	t.Run("hostile", func(t *testing.T) {
		if list := printed["hostile"]; len(list) < 8 || !strings.Contains(squeeze(strings.Join(list, "")), "坏链接") {
			t.Errorf("%d pages without the text", len(list))
		}
	})
}

var leader = regexp.MustCompile(`\.{3,}`)

// printsAll compares characters without their order: footnotes and table cells
// come out of a PDF in another one.
func printsAll(t *testing.T, doc *book.Document, list []string) {
	x := told{doc: doc}
	x.front(pages)
	x.blocks(&x.flow, doc.Body)
	// Two footnotes have their numbers in the text and before the note.
	want := sorted(squeeze(x.flow.String() + x.notes.String() + "1212"))
	got := sorted(leader.ReplaceAllString(squeeze(pageNumber.ReplaceAllString(strings.Join(list, "\n"), "")), ""))
	if !slices.Equal(got, want) {
		same(t, "printed pages (sorted)", string(got), string(want))
	}
}

// numbersPages: cover and contents have no number, all others have one.
func numbersPages(t *testing.T, list []string) {
	if len(list) < 8 || len(list) > 14 {
		t.Errorf("%d pages", len(list))
	}
	for i, page := range list {
		want := 1
		if i < 2 {
			want = 0
		}
		if m := pageNumber.FindAllString(page, -1); len(m) != want {
			t.Errorf("sheet %d has the numbers %q", i+1, m)
		}
	}
}

// keepsGrid counts what GB/T 9704-2012, 5.2.3 asks for: 22 lines of 28 characters.
func keepsGrid(t *testing.T, page string) {
	var lines []string
	for _, l := range strings.Split(page, "\n") {
		if !pageNumber.MatchString(l) && squeeze(l) != "" {
			lines = append(lines, squeeze(l))
		}
	}
	if len(lines) != 22 {
		t.Errorf("%d lines on the page, want 22", len(lines))
	}
	for i, l := range lines {
		if n := len([]rune(l)); n != 28 {
			t.Errorf("line %d has %d characters, want 28", i+1, n)
		}
	}
}

func sorted(s string) []rune {
	r := []rune(s)
	slices.Sort(r)
	return r
}
