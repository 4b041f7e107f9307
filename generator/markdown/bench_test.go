package markdown_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"showcase/generator/markdown"
)

// corpus reads the pages in the folder that BENCH_CORPUS names, without their
// front matter.
func corpus(b *testing.B) (pages [][]byte, size int64) {
	dir := os.Getenv("BENCH_CORPUS")
	if dir == "" {
		b.Skip("BENCH_CORPUS names no folder of pages")
	}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".md") {
			return err
		}
		data, err := os.ReadFile(path)
		if _, rest, ok := bytes.Cut(data, []byte("\n---\n")); ok {
			data = rest
		}
		pages, size = append(pages, data), size+int64(len(data))
		return err
	})
	if err != nil || len(pages) == 0 {
		b.Fatal("no pages", err)
	}
	return pages, size
}

// One operation is one page.
func run(b *testing.B, f func(page []byte)) {
	pages, size := corpus(b)
	b.SetBytes(size / int64(len(pages)))
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		f(pages[i%len(pages)])
	}
}

func BenchmarkParse(b *testing.B) {
	run(b, func(page []byte) { markdown.Parse(page) })
}

func BenchmarkParseAndHTML(b *testing.B) {
	var out []byte
	run(b, func(page []byte) {
		doc, _ := markdown.Parse(page)
		out = doc.HTML(out[:0], markdown.HTMLOptions{})
	})
}

func BenchmarkText(b *testing.B) {
	run(b, func(page []byte) {
		doc, _ := markdown.Parse(page)
		doc.Text()
	})
}

// BenchmarkGoldmark is what goldmark itself takes for parsing and rendering.
func BenchmarkGoldmark(b *testing.B) {
	md := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote), goldmark.WithParserOptions(parser.WithAutoHeadingID()))
	var out bytes.Buffer
	run(b, func(page []byte) {
		out.Reset()
		if err := md.Convert(page, &out); err != nil {
			b.Fatal(err)
		}
	})
}
