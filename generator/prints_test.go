package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"image"
	"image/jpeg"
	"io"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"showcase/generator/cache"
	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/markdown"
	"showcase/generator/picture"
)

// printed are the documents of the sample, each with a title that its outline
// must name.
var printed = map[string]string{
	"2012-advanced-collective": "获奖统计表",
	"2012-case-collection":     "菜地里的分数",
	"2012-regulations":         "学习考核评比办法",
}

// TestPrints builds the whole sample once, documents and all, and looks at
// them with the tools that other people have.
func TestPrints(t *testing.T) {
	slow(t)
	if _, ok := pdfEngine(t); !ok {
		t.Skip("the PDF engine is not here; make setup fetches it")
	}
	need(t, "pdftotext", "pdffonts", "qpdf")
	t.Parallel()
	school, out := copySample(t), filepath.Join(t.TempDir(), "public")
	if status, said := showcase(t, "build", "-s", school, "-o", out, "--date", today); status != exitOK {
		t.Fatalf("status %d\n%s", status, said)
	}
	prints := filepath.Join(out, "prints")
	texts := map[string]string{}
	for name := range printed {
		texts[name+".pdf"] = capture(t, "pdftotext", "-enc", "UTF-8", "-q", filepath.Join(prints, name+".pdf"), "-")
		texts[name+".docx"] = strings.Join(wordParagraphs(t, filepath.Join(prints, name+".docx")), "\n")
	}
	t.Run("all", func(t *testing.T) {
		for name := range files(t, prints) {
			if _, ok := texts[name]; !ok {
				t.Errorf("%s is not one of the documents known here", name)
			}
		}
	})
	t.Run("private", func(t *testing.T) { checkPrivate(t, school, texts) })
	t.Run("deeds", func(t *testing.T) { checkDeeds(t, school, texts) })
	for name, part := range printed {
		t.Run("pdf/"+name, func(t *testing.T) {
			t.Parallel()
			checkPDF(t, filepath.Join(prints, name+".pdf"), part, texts[name+".pdf"])
		})
	}
	t.Run("office", func(t *testing.T) {
		t.Parallel()
		readByOffice(t, prints)
	})
	t.Run("again", func(t *testing.T) {
		t.Parallel()
		// Elsewhere, on one processor, in another place and language.
		cmd := showcaseCommand(t, "build", "-s", copySample(t), "-o", filepath.Join(t.TempDir(), "x", "y"), "--date", today)
		cmd.Env = append(cmd.Env, "GOMAXPROCS=1", "TZ=America/New_York", "LANG=en_US.UTF-8")
		if status, said := finish(t, cmd); status != exitOK {
			t.Fatalf("status %d\n%s", status, said)
		}
		same(t, out, cmd.Args[5])
	})
}

// TestDesigns prints the sample's certificates and panels: everything has room,
// and each winner has a sheet.
func TestDesigns(t *testing.T) {
	slow(t)
	if _, ok := pdfEngine(t); !ok {
		t.Skip("the PDF engine is not here; make setup fetches it")
	}
	need(t, "pdfinfo", "pdftotext", "qpdf")
	t.Parallel()
	out := t.TempDir()
	if status, said := showcase(t, "print", "证书", "展板", "拼贴", "校准页", "-s", copySample(t), "-o", out); status != exitOK {
		t.Fatalf("status %d\n%s", status, said)
	}
	for name, want := range map[string]string{
		"certificates/2011-09-09": "Pages: +8\n", "certificates/2012-01-06": "Pages: +9\n", "certificates/calibration": "Pages: +1\n",
		"panels/2012-05-chuangzheng": `Page size: +2551\.\d+ x 3401\.\d+ pts`, "panels/2011-09-honour": `Page size: +3401\.\d+ x 2267\.\d+ pts`,
		"panels/2012-03-people": `\(A1\)`, "panels/2012-03-people-tiles": `\(A4\)`,
	} {
		file := filepath.Join(out, "prints", filepath.FromSlash(name)+".pdf")
		capture(t, "qpdf", "--check", file)
		if info := capture(t, "pdfinfo", file); !regexp.MustCompile(want).MatchString(info) {
			t.Errorf("%s is not %s:\n%s", name, want, info)
		}
	}
	certificates := filepath.Join(out, "prints", "certificates")
	for _, name := range []string{"2011-09-09", "2012-01-06"} {
		pdf := plain(capture(t, "pdftotext", "-enc", "UTF-8", filepath.Join(certificates, name+".pdf"), "-"))
		word := plain(strings.Join(wordParagraphs(t, filepath.Join(certificates, name+".docx")), ""))
		if sortedRunes(pdf) != sortedRunes(word) {
			t.Errorf("%s: Word says %s\nthe PDF %s", name, word, pdf)
		}
	}
}

func sortedRunes(s string) string {
	r := []rune(s)
	slices.Sort(r)
	return string(r)
}

// capture is what a program prints.
func capture(t *testing.T, name string, args ...string) string {
	t.Helper()
	var said bytes.Buffer
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", cmd, err, said.Bytes())
	}
	return string(out)
}

// checkPDF looks at one PDF: whole, of a sensible length, with fonts that every
// printer has because they are inside, and with an outline that leads to its parts.
func checkPDF(t *testing.T, name, part, text string) {
	capture(t, "qpdf", "--check", name)
	pages, err := strconv.Atoi(strings.TrimSpace(capture(t, "qpdf", "--show-npages", name)))
	if err != nil {
		t.Fatal(err)
	}
	var outline struct {
		Outlines []bookmark
	}
	if err := json.Unmarshal([]byte(capture(t, "qpdf", "--json", "--json-key=outlines", name)), &outline); err != nil {
		t.Fatal(err)
	}
	seen := 0
	found := walkOutline(outline.Outlines, func(b bookmark) bool {
		seen++
		if b.Page < 1 || b.Page > pages {
			t.Errorf("the bookmark %q leads to page %d of %d", b.Title, b.Page, pages)
		}
		return strings.Contains(b.Title, part)
	})
	if !found {
		t.Errorf("no bookmark names %q", part)
	}
	// A page holds 22 lines of 28 characters; each part begins a page of its own.
	full := utf8.RuneCountInString(plain(text)) / (22 * 28)
	if pages < full || pages > 2*full+seen+4 {
		t.Errorf("%d pages for a text of %d full ones in %d parts", pages, full, seen)
	}
	fonts := strings.Split(strings.TrimSpace(capture(t, "pdffonts", name)), "\n")[2:]
	if len(fonts) == 0 {
		t.Error("no fonts")
	}
	for _, f := range fonts {
		if fields := strings.Fields(f); strings.Contains(f, "Type 3") || fields[len(fields)-5] != "yes" || fields[len(fields)-3] != "yes" {
			t.Errorf("a font that is of Type 3, not embedded, or cannot be copied from: %s", f)
		}
	}
}

// bookmark is an entry of a PDF's outline.
type bookmark struct {
	Title string
	Page  int `json:"destpageposfrom1"`
	Kids  []bookmark
}

// walkOutline shows every bookmark to f and reports whether it was true of one.
func walkOutline(list []bookmark, f func(bookmark) bool) bool {
	found := false
	for _, b := range list {
		found = f(b) || found
		found = walkOutline(b.Kids, f) || found
	}
	return found
}

// folio is the page number at a page's foot.
var folio = regexp.MustCompile(`—\s*\d+\s*—\s*`)

// checkDeeds wants every paragraph of the dossier's own text in both formats,
// whole and in order.
func checkDeeds(t *testing.T, school string, texts map[string]string) {
	var said bytes.Buffer
	p, err := newPipeline(&console{ctx: t.Context(), out: &said, err: &said, lang: diag.ZH}, school, "public", today)
	if err != nil {
		t.Fatal(err)
	}
	l, err := p.load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var paragraphs []string
	for _, it := range l.source.Items {
		if it.File == "content/dossiers/2012-advanced-collective.md" {
			paragraphs = bodyParagraphs(it)
		}
	}
	if len(paragraphs) < 10 {
		t.Fatalf("the deeds have only %d paragraphs", len(paragraphs))
	}
	for _, format := range []string{".pdf", ".docx"} {
		rest := plain(folio.ReplaceAllString(texts["2012-advanced-collective"+format], ""))
		for _, para := range paragraphs {
			at := strings.Index(rest, para)
			if at < 0 {
				t.Errorf("%s: missing or out of order: %s", format, para)
				continue
			}
			rest = rest[at+len(para):]
		}
	}
}

// bodyParagraphs is the text of a body's paragraphs without spaces.
func bodyParagraphs(it *content.Item) []string {
	var out []string
	var text func(n *markdown.Node) string
	text = func(n *markdown.Node) string {
		s := ""
		if n.Kind == markdown.Text || n.Kind == markdown.Code {
			s = n.Text
		}
		for c := range n.Children() {
			s += text(c)
		}
		return s
	}
	for n := range it.Body.Root.Children() {
		if n.Kind == markdown.Paragraph {
			out = append(out, plain(text(n)))
		}
	}
	return out
}

// wordParagraphs reads a Word file, wanting every part of it to be what it
// says, and returns its paragraphs.
func wordParagraphs(t *testing.T, name string) []string {
	t.Helper()
	z, err := zip.OpenReader(name)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	defer z.Close()
	parts := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatalf("%s: %s: %v", name, f.Name, err)
		}
		parts[f.Name], err = io.ReadAll(r)
		if err != nil {
			t.Fatalf("%s: %s: %v", name, f.Name, err)
		}
		r.Close()
	}
	var paragraphs []string
	for part, data := range parts {
		if !strings.HasSuffix(part, ".xml") && !strings.HasSuffix(part, ".rels") {
			continue
		}
		ps, err := readPart(data, func(target string) {
			to := path.Join(path.Dir(path.Dir(part)), target)
			if u, err := url.Parse(target); err == nil && u.Scheme == "" && parts[strings.TrimPrefix(to, "/")] == nil {
				t.Errorf("%s: %s leads to %s, which is not in the file", name, part, to)
			}
		})
		if err != nil {
			t.Errorf("%s: %s: %v", name, part, err)
		}
		if part == "word/document.xml" {
			paragraphs = ps
		}
	}
	if len(paragraphs) == 0 {
		t.Fatalf("%s has no text", name)
	}
	return paragraphs
}

// readPart reads one XML part: its paragraphs, and the targets of relations.
func readPart(data []byte, target func(string)) ([]string, error) {
	var out []string
	var now strings.Builder
	inText := false
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		switch e := tok.(type) {
		case xml.StartElement:
			inText = e.Name.Local == "t"
			if e.Name.Local == "footnoteReference" { // its number stands between
				out = append(out, now.String())
				now.Reset()
			}
			for _, a := range e.Attr {
				if e.Name.Local == "Relationship" && a.Name.Local == "Target" {
					target(a.Value)
				}
			}
		case xml.EndElement:
			inText = false
			if e.Name.Local == "p" {
				out = append(out, now.String())
				now.Reset()
			}
		case xml.CharData:
			if inText {
				now.Write(e)
			}
		}
	}
}

// readByOffice converts the Word files with LibreOffice, where it is
// installed, and wants nothing of their text lost.
func readByOffice(t *testing.T, prints string) {
	if _, err := exec.LookPath("soffice"); err != nil {
		t.Skip("LibreOffice is not installed; the tests do not need it")
	}
	out := t.TempDir()
	args := []string{"-env:UserInstallation=file://" + filepath.ToSlash(t.TempDir()), "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", out}
	for name := range printed {
		args = append(args, filepath.Join(prints, name+".docx"))
	}
	capture(t, "soffice", args...)
	for name := range printed {
		read, err := os.ReadFile(filepath.Join(out, name+".txt"))
		if err != nil {
			t.Error(err)
			continue
		}
		text := plain(string(read))
		for _, p := range wordParagraphs(t, filepath.Join(prints, name+".docx")) {
			if p = plain(p); !strings.Contains(text, p) {
				t.Errorf("%s: LibreOffice lost %q", name, p)
			}
		}
	}
}

// TestKeptPicture: a large photograph is prepared once; what was kept of it is
// the same as what is made, and a damaged copy is made again.
func TestKeptPicture(t *testing.T) {
	dir := t.TempDir()
	pr := &press{kept: cache.Open(dir, 64<<20)}
	img := image.NewRGBA(image.Rect(0, 0, 3000, 900))
	for i := range img.Pix {
		img.Pix[i] = byte(i * i >> 7)
	}
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, img, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	want, err := picture.Print(photo.Bytes())
	if err != nil || want.Width >= 3000 {
		t.Fatal(want.Width, err)
	}
	files := func() []string {
		var list []string
		if err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				list = append(list, p)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return list
	}
	for round := range 3 {
		got, err := pr.picture(photo.Bytes())
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("round %d: another picture, %v", round, err)
		}
		if list := files(); len(list) != 1 {
			t.Fatalf("round %d: %d files are kept", round, len(list))
		} else if round == 1 {
			if err := os.WriteFile(list[0], []byte("damaged"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}
