package docx

import (
	"archive/zip"
	"bytes"
	"io"
	"slices"
	"strings"
	"time"
)

const (
	relNamespace = "http://schemas.openxmlformats.org/package/2006/relationships"
	relBase      = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	typeBase     = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// The document's fixed relationships come before those of links and images.
var fixedRelations = []string{
	"styles", "styles.xml", "settings", "settings.xml", "fontTable", "fontTable.xml",
	"webSettings", "webSettings.xml", "footnotes", "footnotes.xml",
}

// relations are the relationships of one part.
type relations struct {
	first int // how many ids are taken before these
	list  []relation
	ids   map[relation]string
}

type relation struct {
	kind, target string
	external     bool
}

// id returns the id of a relationship, adding it when it is new.
func (r *relations) id(x relation) string {
	if id, ok := r.ids[x]; ok {
		return id
	}
	if r.ids == nil {
		r.ids = map[relation]string{}
	}
	r.list = append(r.list, x)
	id := "rId" + itoa(r.first+len(r.list))
	r.ids[x] = id
	return id
}

func (r *relations) xml(o *out) {
	for i, x := range r.list {
		o.str(`<Relationship Id="rId`, itoa(r.first+i+1), `" Type="`, relBase, x.kind, `" Target="`, escape(x.target), `"`)
		if x.external {
			o.str(` TargetMode="External"`)
		}
		o.str(`/>`)
	}
}

// entry is one file of the package.
type entry struct {
	name string
	data []byte
	raw  bool // compressed already
}

func (w *writer) entries() []entry {
	file := func(name string, s string) entry { return entry{name: name, data: []byte(xmlHead + s)} }
	all := []entry{
		file("[Content_Types].xml", w.contentTypes()),
		file("_rels/.rels", `<Relationships xmlns="`+relNamespace+`"><Relationship Id="rId1" Type="`+relBase+`officeDocument" Target="word/document.xml"/>`+
			`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>`+
			`<Relationship Id="rId3" Type="`+relBase+`extended-properties" Target="docProps/app.xml"/></Relationships>`),
		file("docProps/core.xml", w.coreProperties()),
		file("docProps/app.xml", appProperties),
		w.storyPart("word/document.xml", `<w:document `+namespaces+`><w:body>`, w.main, `</w:body></w:document>`),
		file("word/_rels/document.xml.rels", w.documentRelations()),
		w.storyPart("word/footnotes.xml", `<w:footnotes `+namespaces+`>`+noteSeparators, w.notes, `</w:footnotes>`),
		file("word/styles.xml", w.styles()),
		file("word/settings.xml", w.settings()),
		file("word/fontTable.xml", w.fontTable()),
		file("word/webSettings.xml", `<w:webSettings `+namespaces+`/>`),
	}
	for _, m := range slices.Concat(w.around, w.beside) {
		all = append(all, file("word/"+m.file, m.xml))
	}
	if len(w.notes.rels.list) > 0 {
		var o out
		w.notes.rels.xml(&o)
		all = append(all, file("word/_rels/footnotes.xml.rels", `<Relationships xmlns="`+relNamespace+`">`+o.String()+`</Relationships>`))
	}
	for _, m := range w.mediums {
		all = append(all, entry{name: "word/" + m.target, data: m.data, raw: !strings.HasSuffix(m.target, ".emf")})
	}
	return all
}

func (w *writer) storyPart(name, open string, s *story, end string) entry {
	data := make([]byte, 0, len(xmlHead)+len(open)+s.Len()+len(end))
	data = append(data, xmlHead...)
	data = append(data, open...)
	data = append(data, s.Bytes()...)
	data = append(data, end...)
	return entry{name: name, data: data}
}

func (w *writer) documentRelations() string {
	var o out
	o.str(`<Relationships xmlns="`, relNamespace, `">`)
	var fixed relations
	for i := 0; i < len(fixedRelations); i += 2 {
		fixed.id(relation{kind: fixedRelations[i], target: fixedRelations[i+1]})
	}
	fixed.xml(&o)
	w.main.rels.xml(&o)
	o.str(`</Relationships>`)
	return o.String()
}

func (w *writer) contentTypes() string {
	var o out
	o.str(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">`,
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`,
		`<Default Extension="xml" ContentType="application/xml"/>`)
	for _, kind := range []string{"emf", "gif", "jpeg", "png"} {
		for _, m := range w.mediums {
			if strings.HasSuffix(m.target, "."+kind) {
				o.str(`<Default Extension="`, kind, `" ContentType="image/`, map[bool]string{true: "x-", false: ""}[kind == "emf"], kind, `"/>`)
				break
			}
		}
	}
	o.str(`<Override PartName="/word/document.xml" ContentType="`, typeBase, `document.main+xml"/>`)
	for i := 0; i < len(fixedRelations); i += 2 {
		o.str(`<Override PartName="/word/`, fixedRelations[i+1], `" ContentType="`, typeBase, fixedRelations[i], `+xml"/>`)
	}
	for _, m := range slices.Concat(w.around, w.beside) {
		o.str(`<Override PartName="/word/`, m.file, `" ContentType="`, typeBase, m.kind, `+xml"/>`)
	}
	o.str(`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>`,
		`<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>`)
	return o.String()
}

// zip packs the parts, always in the same order and with the same times.
func (w *writer) zip() ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range w.entries() {
		h := &zip.FileHeader{Name: e.name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)}
		if e.raw {
			h.Method = zip.Store
		}
		f, err := z.CreateHeader(h)
		if err != nil {
			return nil, err
		}
		if _, err := io.Copy(f, bytes.NewReader(e.data)); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
