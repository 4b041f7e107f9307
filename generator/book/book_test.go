package book_test

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/jpeg"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"showcase/generator/book"
	"showcase/generator/config"
	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/site"
	"showcase/generator/statistics"
)

var update = flag.Bool("update", false, "write what was assembled into the testdata")

// TestAssemble assembles the works of the small sites of testdata: those that
// builds make, or those that "print: NAME" asks for. The comment may also hold
// "audience: staff" and "base: https://…"; "findings" and "tree" hold what is
// expected.
func TestAssemble(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no testdata", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			for _, f := range ar.Files {
				if f.Name != "findings" && f.Name != "tree" {
					writeFile(t, dir, f.Name, f.Data)
				}
			}
			var base string
			var names []string
			o := site.Options{}
			for line := range strings.Lines(string(ar.Comment)) {
				switch key, value, _ := strings.Cut(strings.TrimSpace(line), ": "); {
				case key == "audience" && value == "staff":
					o.Audience = site.Staff
				case key == "base":
					base = value
				case key == "today":
					o.Today, _ = content.ParseDate(value)
				case key == "print":
					names = append(names, value)
				}
			}
			docs, found := assemble(t, dir, o, base, names...)
			var tree strings.Builder
			for _, d := range docs {
				tree.WriteString(dump(d))
				wellFormed(t, d)
			}
			got := map[string]string{"findings": listFindings(found), "tree": tree.String()}
			for i, f := range ar.Files {
				if text, ok := got[f.Name]; ok {
					if diff := cmp.Diff(string(f.Data), text); diff != "" && !*update {
						t.Errorf("%s (-want +got):\n%s", f.Name, diff)
					}
					ar.Files[i].Data = []byte(text)
					delete(got, f.Name)
				}
			}
			if len(got) > 0 {
				t.Error("the archive lacks findings or tree")
			}
			if *update {
				if err := os.WriteFile(file, txtar.Format(ar), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func writeFile(t testing.TB, dir, name string, data []byte) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

// assemble reads and links a site and assembles the works of the given names,
// else those that builds make.
func assemble(t testing.TB, dir string, o site.Options, base string, names ...string) ([]*book.Document, []diag.Diagnostic) {
	t.Helper()
	toml, _ := os.ReadFile(filepath.Join(dir, "config.toml"))
	cfg, _ := config.Load(toml, "config.toml")
	types, _ := content.LoadTypes(cfg.Types)
	src, err := content.Read(t.Context(), dir, content.Options{Types: types, Config: cfg})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range src.Diagnostics {
		if d.Severity == diag.Error {
			t.Fatalf("%s:%d: %s", d.File, d.Start.Line, d.Message.EN)
		}
	}
	s, _ := site.Link(src, types, cfg, o)
	counts := statistics.New(s)
	counts.Fill()
	var docs []*book.Document
	var found []diag.Diagnostic
	for _, w := range book.Works(s) {
		if len(names) == 0 && w.Asked || len(names) > 0 && !slices.ContainsFunc(names, w.Answers) {
			continue
		}
		d, more := w.Assemble(book.Options{BaseURL: base, Statistics: counts, Read: func(file string) ([]byte, error) {
			return os.ReadFile(filepath.Join(dir, filepath.FromSlash(file)))
		}})
		docs, found = append(docs, d), append(found, more...)
	}
	return docs, found
}

func listFindings(found []diag.Diagnostic) string {
	var b strings.Builder
	for _, d := range found {
		fmt.Fprintf(&b, "%s:%d:%d %s %s\n\t%s\n", d.File, d.Start.Line, d.Start.Column, d.Severity, d.Code, d.Message.EN)
	}
	return b.String()
}

// wellFormed checks what the writers rely on: every place is there once, every
// link inside leads to one, every picture is there, every row is full.
func wellFormed(t *testing.T, d *book.Document) {
	t.Helper()
	w := walker{t: t, d: d, marks: map[string]int{}}
	w.blocks(d.Body)
	for mark, n := range w.marks {
		if n > 1 {
			t.Errorf("%s: the place %q is there %d times", d.Name, mark, n)
		}
	}
	for _, link := range w.links {
		if w.marks[link] == 0 {
			t.Errorf("%s: #%s leads nowhere", d.Name, link)
		}
	}
}

type walker struct {
	t     *testing.T
	d     *book.Document
	marks map[string]int
	links []string
}

func (w *walker) blocks(list []book.Block) {
	for _, b := range list {
		switch b := b.(type) {
		case *book.Heading:
			w.marks[b.Bookmark]++
			w.inlines(b.Text)
			if b.Sheet != nil {
				w.inlines(b.Sheet.Remark)
			}
		case *book.Paragraph:
			w.inlines(b.Text)
		case *book.ListBlock:
			for _, item := range b.Items {
				w.blocks(item.Blocks)
			}
		case *book.Turned:
			w.blocks(b.Blocks)
		case *book.Quote:
			w.blocks(b.Blocks)
		case *book.Notice:
			w.blocks(b.Blocks)
		case *book.Table:
			w.mark(b.Bookmark)
			covered := map[int]int{} // by row: cells that one above reaches over
			for i, r := range slices.Concat(b.Header, b.Rows) {
				n := covered[i]
				for _, c := range r.Cells {
					n += max(1, c.ColSpan)
					for k := 1; k < c.RowSpan; k++ {
						covered[i+k]++
					}
					w.inlines(c.Text)
				}
				if n != len(b.Columns) {
					w.t.Errorf("a row of %d cells in a table of %d columns", n, len(b.Columns))
				}
			}
		case *book.Figure:
			w.mark(b.Bookmark)
			w.file(b.File)
		case *book.Figures:
			w.mark(b.Bookmark)
			for _, f := range b.Items() {
				w.mark(f.Bookmark)
				w.file(f.File)
			}
		case *book.Form:
			for _, r := range b.Rows {
				w.inlines(r.Value)
			}
		}
	}
}

func (w *walker) mark(name string) {
	if name != "" {
		w.marks[name]++
	}
}

func (w *walker) inlines(list []book.Inline) {
	for _, in := range list {
		if name, ok := strings.CutPrefix(in.Link, "#"); ok {
			w.links = append(w.links, name)
		}
		if in.PageOf != "" {
			w.links = append(w.links, in.PageOf)
		}
		if in.Picture != "" {
			w.file(in.Picture)
		}
		w.blocks(in.Note)
	}
}

func (w *walker) file(name string) {
	if f := w.d.Files[name]; len(f.Data) == 0 || f.Kind == "" {
		w.t.Errorf("no file %q", name)
	}
}

// dump prints a document as text: a line a block, its parts indented.
func dump(d *book.Document) string {
	p := &printer{}
	fmt.Fprintf(p, "document %s 《%s》", d.Name, d.Title)
	if d.Subtitle != "" {
		fmt.Fprintf(p, " ——%s", d.Subtitle)
	}
	p.WriteString("\n")
	if l := d.Layout; l != book.Official {
		fmt.Fprintf(p, "on %g×%g mirrored %t, a multiple of %d\n", l.Width, l.Height, l.Mirrored, l.Multiple)
	}
	if d.Cover != nil {
		fmt.Fprintf(p, "cover %s|%s|\n", d.Cover.Kicker, d.Cover.Title)
		for _, l := range d.Cover.Lines {
			fmt.Fprintf(p, "  %s：%s\n", l.Label, l.Value)
		}
	}
	p.blocks(d.Body, "")
	for _, name := range slices.Sorted(maps.Keys(d.Files)) {
		f := d.Files[name]
		fmt.Fprintf(p, "file %s %s %d×%d\n", name, f.Kind, f.Width, f.Height)
	}
	return p.String()
}

type printer struct{ strings.Builder }

func (p *printer) blocks(list []book.Block, indent string) {
	for _, b := range list {
		p.WriteString(indent)
		switch b := b.(type) {
		case *book.Heading:
			p.heading(b)
		case *book.Paragraph:
			fmt.Fprintf(p, "%s%s\n", [...]string{"¶ ", "p ", "centred ", "lead ", "note "}[b.Style], inlines(b.Text))
		case *book.ListBlock:
			p.WriteString("list\n")
			for _, item := range b.Items {
				fmt.Fprintf(p, "%s  %s\n", indent, item.Marker)
				p.blocks(item.Blocks, indent+"    ")
			}
		case *book.Table:
			p.table(b, indent)
		case *book.Figure:
			fmt.Fprintf(p, "figure %s [%s] %s", b.File, b.Alt, b.Caption)
			if b.Bookmark != "" {
				p.WriteString(" {" + b.Bookmark + "}")
			}
			p.WriteString("\n")
		case *book.Figures:
			fmt.Fprintf(p, "figures %s {%s}\n", b.Caption, b.Bookmark)
			for _, row := range b.Rows {
				p.WriteString(indent + "  row\n")
				for _, f := range row {
					fmt.Fprintf(p, "%s    %s [%s] %s {%s} %.2f mm\n", indent, f.File, f.Alt, f.Caption, f.Bookmark, f.Width)
				}
			}
		case *book.Certificate, *book.Calibration, *book.Panel:
			p.design(b)
		case *book.Turned:
			p.WriteString("turned\n")
			p.blocks(b.Blocks, indent+"  ")
		case *book.Quote:
			p.WriteString("quote\n")
			p.blocks(b.Blocks, indent+"  ")
		case *book.CodeBlock:
			fmt.Fprintf(p, "code %q\n", b.Text)
		case *book.Notice:
			fmt.Fprintf(p, "notice %s\n", b.Title)
			p.blocks(b.Blocks, indent+"  ")
		case *book.Form:
			p.form(b)
		case *book.Signature:
			fmt.Fprintf(p, "signed %s, %s", b.Name, b.Date)
			if b.Seal {
				p.WriteString(", room for a seal")
			}
			p.WriteString("\n")
		case *book.Enclosures:
			fmt.Fprintf(p, "enclosed %s\n", strings.Join(b.Names, "|"))
		case *book.NameList:
			fmt.Fprintf(p, "names %s\n", strings.Join(b.Names, "|"))
		case *book.Blank:
			fmt.Fprintf(p, "blank %d\n", b.Lines)
		case *book.Rule:
			p.WriteString("rule\n")
		default:
			fmt.Fprintf(p, "%T\n", b)
		}
	}
}

func (p *printer) heading(h *book.Heading) {
	p.WriteString(strings.Repeat("#", h.Level+1) + " ")
	if m := h.Masthead; m != nil {
		p.WriteString("(" + m.Name + "｜" + m.Number + ") ")
	}
	if h.Annex != "" {
		p.WriteString("[" + h.Annex + "] ")
	}
	p.WriteString(h.Number + inlines(h.Text))
	if h.Subtitle != "" {
		p.WriteString(" ——" + h.Subtitle)
	}
	fmt.Fprintf(p, " {%s}\n", h.Bookmark)
	if s := h.Sheet; s != nil {
		for _, f := range s.Fields {
			fmt.Fprintf(p, "  %s：%s\n", f.Label, f.Value)
		}
		if len(s.Remark) > 0 {
			p.WriteString("  " + inlines(s.Remark) + "\n")
		}
	}
}

func (p *printer) table(t *book.Table, indent string) {
	fmt.Fprintf(p, "table %s\n%s  ", t.Caption, indent)
	for _, c := range t.Columns {
		fmt.Fprintf(p, "%.1f%s ", c.Weight, [...]string{"<", "^", ">"}[c.Align])
	}
	p.WriteString("\n")
	for i, r := range slices.Concat(t.Header, t.Rows) {
		p.WriteString(indent + "  ")
		if i < len(t.Header) {
			p.WriteString("= ")
		}
		if r.Bold {
			p.WriteString("* ")
		}
		for k, c := range r.Cells {
			if k > 0 {
				p.WriteString(" | ")
			}
			p.WriteString(inlines(c.Text))
			if c.ColSpan > 1 {
				fmt.Fprintf(p, " ×%d", c.ColSpan)
			}
			if c.RowSpan > 1 {
				fmt.Fprintf(p, " ↓%d", c.RowSpan)
			}
		}
		p.WriteString("\n")
	}
}

func (p *printer) form(f *book.Form) {
	p.WriteString("form\n")
	for _, r := range f.Rows {
		fmt.Fprintf(p, "  %s: %s", r.Label, inlines(r.Value))
		if r.Half {
			p.WriteString(" half")
		}
		if r.Seal {
			p.WriteString(" seal")
		}
		if r.Sign {
			p.WriteString(" sign")
		}
		if r.MinLines > 0 {
			fmt.Fprintf(p, " %d lines", r.MinLines)
		}
		p.WriteString("\n")
	}
}

func inlines(list []book.Inline) string {
	var b strings.Builder
	for _, in := range list {
		text := in.Text
		for _, s := range []struct {
			on   bool
			mark string
		}{{in.Code, "`"}, {in.Strike, "~"}, {in.Italic, "_"}, {in.Bold, "*"}} {
			if s.on {
				text = s.mark + text + s.mark
			}
		}
		switch {
		case in.Break:
			text = "⏎"
		case in.PageOf != "":
			text = "page of " + in.PageOf
		case in.Note != nil:
			p := &printer{}
			p.blocks(in.Note, "")
			text = "[^" + strings.TrimSpace(strings.ReplaceAll(p.String(), "\n", " ")) + "]"
		case in.Picture != "":
			text = "![" + in.Text + "](" + in.Picture + ")"
		}
		if in.Link != "" {
			text = "<" + text + ">(" + in.Link + ")"
		}
		b.WriteString(text)
	}
	return b.String()
}

// TestPhoto: a photo that a phone took sideways stands upright in print and
// says nothing about where it was taken.
func TestPhoto(t *testing.T) {
	var raw bytes.Buffer
	if err := jpeg.Encode(&raw, image.NewGray(image.Rect(0, 0, 40, 20)), nil); err != nil {
		t.Fatal(err)
	}
	exif := []byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00GPS 27.1N")
	photo := append(append([]byte{0xff, 0xd8, 0xff, 0xe1, 0, byte(len(exif) + 2)}, exif...), raw.Bytes()[2:]...)
	dir := t.TempDir()
	writeFile(t, dir, "content/collections/c.md", []byte("---\ntitle: 汇编\ndate: 2012-01-01\n---\n![合影](../img/a.jpg \"合影\")\n\n![坏](../img/bad.png)\n\n![坏](../img/bad.png)\n"))
	writeFile(t, dir, "content/img/a.jpg", photo)
	writeFile(t, dir, "content/img/bad.png", []byte("no picture"))
	docs, found := assemble(t, dir, site.Options{}, "")
	f := docs[0].Files["content/img/a.jpg"]
	if f.Width != 20 || f.Height != 40 || bytes.Contains(f.Data, []byte("GPS")) {
		t.Errorf("%d×%d, %d bytes", f.Width, f.Height, len(f.Data))
	}
	unreadable := 0
	for _, d := range found {
		if d.Code == "image/unreadable" && d.File == "content/img/bad.png" {
			unreadable++
		}
	}
	if unreadable != 1 || len(docs[0].Files) != 1 {
		t.Errorf("the broken picture is reported %d times: %s", unreadable, listFindings(found))
	}
}

func ExampleHan() {
	fmt.Println(book.Han(3), book.Han(10), book.Han(21), book.Han(90), book.Han(120))
	// Output: 三 十 二十一 九十 120
}

// FuzzHeading: whatever an author types for a number, the heading keeps its
// words: what is printed is the end of what was typed, and never nothing.
func FuzzHeading(f *testing.F) {
	for _, s := range []string{"一、（一）组织", "(1)", "1.1 步骤", "3.5倍", "①②", "第一章 总则", "**1.** 粗", "十一、、", "１．全角", "1. 2. 3.", "[^1]", "{{x}}", "`1.`x"} {
		f.Add(s)
	}
	types, _ := content.LoadTypes(nil)
	cfg, _ := config.Load(nil, "config.toml")
	f.Fuzz(func(t *testing.T, typed string) {
		if strings.ContainsAny(typed, "\n\r") {
			t.Skip("a heading is one line")
		}
		dir := t.TempDir()
		writeFile(t, dir, "content/collections/c.md", []byte("---\ntitle: 汇编\ndate: 2012-01-01\n---\n## "+typed+"\n\n文字。\n"))
		src, err := content.Read(t.Context(), dir, content.Options{Types: types, Config: cfg})
		if err != nil || len(src.Items) == 0 {
			t.Skip("not a text")
		}
		s, _ := site.Link(src, types, cfg, site.Options{})
		for _, w := range book.Works(s) {
			d, _ := w.Assemble(book.Options{Read: os.ReadFile})
			wellFormed(t, d)
			for _, b := range d.Body {
				if h, ok := b.(*book.Heading); ok && h.Level > 0 && len(h.Text) == 0 {
					t.Errorf("%q prints as nothing", typed)
				}
			}
		}
	})
}
