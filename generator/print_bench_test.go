package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"showcase/generator/book"
	"showcase/generator/book/docx"
	"showcase/generator/book/typst"
	"showcase/generator/diag"
)

// sampleDossier assembles the dossier of the sample school.
func sampleDossier(b *testing.B) (*book.Document, *pipeline, *loaded) {
	b.Helper()
	p, err := newPipeline(&console{lang: diag.ZH}, "..", "public", "2012-06-15")
	if err != nil {
		b.Fatal(err)
	}
	l, err := p.load(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	for _, w := range book.Works(l.site) {
		if w.Kind == "dossier" {
			doc, _ := w.Assemble(book.Options{Read: p.read})
			return doc, p, l
		}
	}
	b.Fatal("the sample has no dossier")
	return nil, nil, nil
}

// BenchmarkDossierPDF sets the sample's dossier, engine warm.
func BenchmarkDossierPDF(b *testing.B) {
	doc, p, l := sampleDossier(b)
	e, err := typst.Open(context.Background(), p.typstOptions(l))
	if err != nil {
		b.Fatal(err)
	}
	defer e.Close()
	if _, err := e.PDF(doc); err != nil {
		b.Fatal(err)
	}
	pages := 0
	for b.Loop() {
		r, err := e.PDF(doc)
		if err != nil {
			b.Fatal(err)
		}
		pages += r.Pages
	}
	b.ReportMetric(float64(pages)/float64(b.N), "pages")
	b.ReportMetric(b.Elapsed().Seconds()*1000/float64(pages), "ms/page")
}

// BenchmarkDossierWord writes the same as Word.
func BenchmarkDossierWord(b *testing.B) {
	doc, _, _ := sampleDossier(b)
	for b.Loop() {
		if _, err := docx.Write(doc, docx.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// Benchmark1000Notes builds a site of a thousand notes of two pages with their
// PDF and Word files, nothing of which is kept from before, and again with all
// of it kept. The peak of memory is the whole process's.
func Benchmark1000Notes(b *testing.B) {
	dir := b.TempDir()
	write := func(name, text string) {
		b.Helper()
		file := filepath.Join(dir, "site", filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o777), os.WriteFile(file, []byte(text), 0o666)); err != nil {
			b.Fatal(err)
		}
	}
	write("config.toml", "title = \"很多篇\"\n[print]\npages = [\"反思\"]\n")
	for i := range 1000 {
		text := strings.Repeat(strings.Repeat(fmt.Sprintf("第%d篇里的一句话，说这节课讲到一半放下教案，请学生自己把算式读一遍。", i), 4)+"\n\n", 6)
		write(fmt.Sprintf("content/reflections/n-%04d.md", i), fmt.Sprintf("---\ntitle: 第%d篇\ndate: 2012-0%d-1%d\n---\n\n%s", i, 1+i%5, i%10, text))
	}
	cache, err := ownCache(dir)
	if err != nil {
		b.Fatal(err)
	}
	b.Setenv("XDG_CACHE_HOME", cache)
	run := func(b *testing.B) {
		b.Helper()
		c := &console{ctx: b.Context(), out: io.Discard, err: io.Discard, lang: diag.ZH}
		command := buildCommand{siteFlag: siteFlag{filepath.Join(dir, "site")}, Out: filepath.Join(dir, "out"), Audience: "public", Date: "2012-06-15"}
		if err := command.Run(c); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("new", func(b *testing.B) {
		for b.Loop() {
			if err := os.RemoveAll(filepath.Join(cache, "showcase", "prints")); err != nil {
				b.Fatal(err)
			}
			run(b)
		}
		if status, err := os.ReadFile("/proc/self/status"); err == nil { // Linux
			if m := regexp.MustCompile(`VmHWM:\s+(\d+) kB`).FindSubmatch(status); m != nil {
				kb, _ := strconv.ParseFloat(string(m[1]), 64)
				b.ReportMetric(kb/1024, "peak-MiB")
			}
		}
	})
	b.Run("kept", func(b *testing.B) {
		run(b)
		for b.Loop() {
			run(b)
		}
	})
}
