package main

import (
	"bytes"
	_ "embed"
	"encoding/hex"
	"fmt"
	"html/template"

	"showcase/generator/diag"
	"showcase/generator/output"
)

//go:embed preview.html
var previewHTML string

// proofs are the pages on which a preview shows how the prints will look: a list
// of all that can be printed, and a page for each with its PDF in it.
type proofs struct {
	*prints
	console  *console
	template *template.Template
}

// proofsPath is where the list of prints is.
const proofsPath = "_prints/index.html"

func (c *console) proofs(ps *prints) *proofs {
	say := func(zh, en string, args ...any) string { return diag.Say(zh, en, args...).In(c.lang) }
	return &proofs{ps, c, template.Must(template.New("preview").Funcs(template.FuncMap{"say": say}).Parse(previewHTML))}
}

// add puts the pages into the tree, and the files of works that builds do not
// make. Everything is made when it is looked at.
func (p *proofs) add(tree *output.Tree) {
	p.only(true).add(tree)
	tree.Add(output.Entry{Path: proofsPath, Make: p.list})
	for _, d := range p.documents {
		tree.Add(output.Entry{Path: proofPath(d), Source: d.Source, Make: func() ([]byte, error) { return p.page(d) }})
	}
}

func proofPath(d *document) string { return "_prints/" + d.Name + ".html" }

// proofKind is a part of the list: the works of one kind.
type proofKind struct {
	Label string
	Works []proofWork
}

type proofWork struct {
	Title, Name, Href string
	Files             []proofFile
}

type proofFile struct{ Label, Href string }

func (p *proofs) list() ([]byte, error) {
	var kinds []*proofKind
	of := map[diag.Text]*proofKind{}
	for _, d := range p.documents {
		label := d.Label()
		if of[label] == nil {
			of[label] = &proofKind{Label: label.In(p.console.lang)}
			kinds = append(kinds, of[label])
		}
		of[label].Works = append(of[label].Works, proofWork{d.Title, d.Name, "/" + proofPath(d), p.links(d)})
	}
	return p.execute("list", map[string]any{"Kinds": kinds, "Missing": p.lack()})
}

// links are the files of a document.
func (p *proofs) links(d *document) []proofFile {
	var out []proofFile
	for _, f := range []proofFile{{"PDF", "pdf"}, {"Word", "docx"}} {
		if p.has(f.Href, d) {
			out = append(out, proofFile{f.Label, "/" + d.path(f.Href)})
		}
	}
	return out
}

// lack is what this computer lacks for PDFs, in a sentence or two.
func (p *proofs) lack() string {
	if p.missing == nil {
		return ""
	}
	return p.missing.What.In(p.console.lang) + "。" + p.missing.Cure.In(p.console.lang)
}

// page shows one document with what there is to say about it. The address of
// the PDF has its sum, so that a page with another PDF is another page.
func (p *proofs) page(d *document) ([]byte, error) {
	data := map[string]any{"Title": d.Title, "Label": d.Label().In(p.console.lang), "Name": d.Name, "Files": p.links(d), "Missing": p.lack()}
	if p.has("pdf", d) {
		data["PDF"] = true
		if err := p.settle(d, data); err != nil {
			return nil, err
		}
	}
	return p.execute("page", data)
}

// settle makes the document and says what it found.
func (p *proofs) settle(d *document, data map[string]any) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	defer d.release()
	r, err := p.pdf(d)
	if err != nil {
		data["PDF"] = false
		data["Failure"] = p.console.words(err)
	}
	data["Pages"] = r.Pages
	data["Address"] = fmt.Sprintf("/%s?%s", d.path("pdf"), hex.EncodeToString(d.sum[:6]))
	var found []map[string]string
	all := append(append([]diag.Diagnostic(nil), d.told...), d.found...)
	diag.Sort(all)
	for _, f := range all {
		at := f.File
		if f.Start.Line > 0 {
			at = fmt.Sprintf("%s:%d:%d", f.File, f.Start.Line, f.Start.Column)
		}
		found = append(found, map[string]string{"Place": at, "Message": f.Message.In(p.console.lang), "Hint": f.Hint.In(p.console.lang), "Severity": f.Severity.String()})
	}
	data["Found"] = found
	return nil
}

func (p *proofs) execute(name string, data map[string]any) ([]byte, error) {
	data["Lang"] = map[bool]string{true: "en", false: "zh-CN"}[p.console.lang == diag.EN]
	var b bytes.Buffer
	if err := p.template.ExecuteTemplate(&b, name, data); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
