package main

import (
	"context"
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
