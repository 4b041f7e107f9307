package docx_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"path"
	"slices"
	"strings"
	"testing"

	"showcase/generator/book"
	"showcase/generator/book/docx"
)

func write(tb testing.TB, doc *book.Document, o docx.Options) []byte {
	tb.Helper()
	data, err := docx.Write(doc, o)
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

// unzip returns the files of a package and their names in order.
func unzip(tb testing.TB, data []byte) (map[string][]byte, []string) {
	tb.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		tb.Fatal(err)
	}
	files := map[string][]byte{}
	var names []string
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			tb.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			tb.Fatal(err)
		}
		if files[f.Name] != nil {
			tb.Errorf("%s stands twice in the package", f.Name)
		}
		files[f.Name] = b
		names = append(names, f.Name)
	}
	return files, names
}

// element is a parsed element; names are local, with the prefix of the main
// namespaces: w:p, r:id.
type element struct {
	name     string
	attrs    map[string]string
	text     string // of this element alone
	children []*element
}

var prefixes = map[string]string{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main":           "w:",
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships":    "r:",
	"http://schemas.openxmlformats.org/drawingml/2006/main":                  "a:",
	"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp:",
	"http://schemas.openxmlformats.org/drawingml/2006/picture":               "pic:",
}

func parse(tb testing.TB, name string, data []byte) *element {
	tb.Helper()
	d := xml.NewDecoder(bytes.NewReader(data))
	root := &element{}
	stack := []*element{root}
	for {
		tok, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			tb.Fatalf("%s is not well-formed: %v", name, err)
		}
		top := stack[len(stack)-1]
		switch x := tok.(type) {
		case xml.StartElement:
			e := &element{name: prefixes[x.Name.Space] + x.Name.Local, attrs: map[string]string{}}
			for _, a := range x.Attr {
				e.attrs[prefixes[a.Name.Space]+a.Name.Local] = a.Value
			}
			top.children = append(top.children, e)
			stack = append(stack, e)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.text += string(x)
		}
	}
	if len(root.children) != 1 {
		tb.Fatalf("%s has %d root elements", name, len(root.children))
	}
	return root.children[0]
}

func (e *element) walk(visit func(e, parent *element)) {
	for _, c := range e.children {
		visit(c, e)
		c.walk(visit)
	}
}

func (e *element) child(name string) *element {
	for _, c := range e.children {
		if c.name == name {
			return c
		}
	}
	return nil
}

// sequences are the orders of ISO/IEC 29500-1 for the elements that are written.
var sequences = map[string]string{
	"w:pPr":    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr",
	"w:rPr":    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish",
	"w:tblPr":  "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
	"w:tcPr":   "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
	"w:sectPr": "headerReference* footerReference* footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
	"w:style":  "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr",
	"w:settings": "writeProtection view zoom mirrorMargins defaultTabStop evenAndOddHeaders drawingGridHorizontalSpacing drawingGridVerticalSpacing characterSpacingControl updateFields " +
		"hdrShapeDefaults footnotePr endnotePr compat docVars rsids themeFontLang clrSchemeMapping decimalSymbol listSeparator",
	"w:compat":      "spaceForUL balanceSingleByteDoubleByteWidth doNotLeaveBackslashAlone ulTrailSpace doNotExpandShiftReturn adjustLineHeightInTable useFELayout compatSetting*",
	"w:pgBorders":   "top left bottom right",
	"w:tblBorders":  "top left bottom right insideH insideV",
	"w:tcBorders":   "top left bottom right insideH insideV",
	"w:pBdr":        "top left bottom right between bar",
	"w:tblCellMar":  "top left bottom right",
	"w:font":        "altName panose1 charset family notTrueType pitch sig",
	"w:tbl":         "tblPr tblGrid tr*",
	"w:tr":          "trPr tc*",
	"w:trPr":        "cantSplit trHeight tblHeader",
	"w:docDefaults": "rPrDefault pPrDefault",
	"w:styles":      "docDefaults latentStyles style*",
	"w:sdt":         "sdtPr sdtEndPr sdtContent",
	"wp:inline":     "extent effectExtent docPr cNvGraphicFramePr graphic",
	"pic:pic":       "nvPicPr blipFill spPr",
	"w:document":    "background body",
}

func checkOrder(tb testing.TB, part string, root *element) {
	tb.Helper()
	check := func(e *element) {
		sequence, known := sequences[e.name]
		if !known {
			return
		}
		order := strings.Fields(sequence)
		last := -1
		for _, c := range e.children {
			name := c.name[strings.IndexByte(c.name, ':')+1:]
			at := slices.IndexFunc(order, func(s string) bool { return strings.TrimSuffix(s, "*") == name })
			switch {
			case at < 0:
				tb.Errorf("%s: %s has no child %s", part, e.name, c.name)
			case at < last || at == last && !strings.HasSuffix(order[at], "*"):
				tb.Errorf("%s: %s stands too late in %s", part, c.name, e.name)
			}
			last = max(last, at)
		}
	}
	check(root)
	root.walk(func(e, _ *element) { check(e) })
}

// checkBlocks looks at what Word calls a damaged file although it is valid XML.
func checkBlocks(tb testing.TB, part string, root *element, ids map[string]bool) {
	tb.Helper()
	unique := func(kind, id string) {
		if ids[kind+id] {
			tb.Errorf("%s: %s %q is used twice", part, kind, id)
		}
		ids[kind+id] = true
	}
	open, begun := map[string]bool{}, 0
	root.walk(func(e, parent *element) {
		switch e.name {
		case "w:bookmarkStart":
			unique("bookmark id ", e.attrs["w:id"])
			unique("bookmark ", strings.ToLower(e.attrs["w:name"]))
			open[e.attrs["w:id"]] = true
			if n := e.attrs["w:name"]; n == "" || len(n) > 40 {
				tb.Errorf("%s: bookmark name %q", part, n)
			}
		case "w:bookmarkEnd":
			if !open[e.attrs["w:id"]] {
				tb.Errorf("%s: bookmark %s ends before it starts", part, e.attrs["w:id"])
			}
			delete(open, e.attrs["w:id"])
		case "wp:docPr":
			unique("drawing ", e.attrs["id"])
		case "w:tc":
			if n := len(e.children); n == 0 || e.children[n-1].name != "w:p" {
				tb.Errorf("%s: a cell does not end in a paragraph", part)
			}
		case "w:tbl":
			checkTable(tb, part, e, parent)
		case "w:fldChar":
			begun += map[string]int{"begin": 1, "end": -1}[e.attrs["w:fldCharType"]]
		}
	})
	if len(open) > 0 || begun != 0 {
		tb.Errorf("%s: bookmarks left open: %v, fields: %d", part, open, begun)
	}
}

func checkTable(tb testing.TB, part string, e, parent *element) {
	tb.Helper()
	columns := len(e.child("w:tblGrid").children)
	if columns == 0 || columns > 63 {
		tb.Errorf("%s: a table of %d columns", part, columns)
	}
	rows := 0
	for _, r := range e.children {
		if r.name != "w:tr" {
			continue
		}
		rows++
		n := 0
		for _, c := range r.children {
			if c.name != "w:tc" {
				continue
			}
			if m := c.child("w:tcPr").child("w:vMerge"); m != nil && m.attrs["w:val"] != "restart" && drawn(c) != "" {
				tb.Errorf("%s: %q is hidden in a merged cell", part, drawn(c))
			}
			span := 1
			if s := c.child("w:tcPr").child("w:gridSpan"); s != nil {
				span = atoi(tb, s.attrs["w:val"])
			}
			n += span
		}
		if n != columns {
			tb.Errorf("%s: a row covers %d of %d columns", part, n, columns)
		}
	}
	if rows == 0 {
		tb.Errorf("%s: a table without rows", part)
	}
	at := slices.Index(parent.children, e)
	if at+1 < len(parent.children) && parent.children[at+1].name == "w:tbl" {
		tb.Errorf("%s: two tables touch", part)
	}
}

func atoi(tb testing.TB, s string) int {
	n := 0
	for _, r := range s {
		if r < '0' || r > '9' {
			tb.Fatalf("%q is no number", s)
		}
		n = n*10 + int(r-'0')
	}
	return n
}

// checkPackage checks everything about a file that needs no office program.
func checkPackage(tb testing.TB, data []byte) map[string]*element {
	tb.Helper()
	files, names := unzip(tb, data)
	if names[0] != "[Content_Types].xml" {
		tb.Errorf("the package begins with %s", names[0])
	}
	parts := map[string]*element{}
	ids := map[string]bool{}
	for _, name := range names {
		if !strings.HasSuffix(name, ".xml") && !strings.HasSuffix(name, ".rels") {
			continue
		}
		parts[name] = parse(tb, name, files[name])
		checkOrder(tb, name, parts[name])
		checkBlocks(tb, name, parts[name], ids)
	}
	checkTypes(tb, names, parts["[Content_Types].xml"])
	used := map[string]bool{"[Content_Types].xml": true, "_rels/.rels": true}
	for _, name := range names {
		if strings.HasSuffix(name, ".rels") {
			used[name] = true
			checkRelations(tb, name, files, parts, used)
		}
	}
	for _, name := range names {
		if !used[name] {
			tb.Errorf("nothing refers to %s", name)
		}
	}
	checkReferences(tb, parts, ids)
	return parts
}

func checkTypes(tb testing.TB, names []string, types *element) {
	tb.Helper()
	have := map[string]bool{}
	for _, c := range types.children {
		if key := c.attrs["PartName"]; key != "" {
			have[key] = true
			if !slices.Contains(names, key[1:]) {
				tb.Errorf("a content type for %s, which is missing", key)
			}
		}
		have[c.attrs["Extension"]] = true
	}
	for _, n := range names[1:] {
		ext := strings.TrimPrefix(path.Ext(n), ".")
		if !have["/"+n] && (!have[ext] || ext == "xml") {
			tb.Errorf("%s has no content type", n)
		}
	}
}

func checkRelations(tb testing.TB, name string, files map[string][]byte, parts map[string]*element, used map[string]bool) {
	tb.Helper()
	owner := strings.TrimSuffix(strings.Replace(name, "_rels/", "", 1), ".rels")
	ids := map[string]bool{}
	for _, r := range parts[name].children {
		if ids[r.attrs["Id"]] {
			tb.Errorf("%s: %s stands twice", name, r.attrs["Id"])
		}
		ids[r.attrs["Id"]] = true
		if r.attrs["TargetMode"] == "External" {
			continue
		}
		target := path.Join(path.Dir(owner), r.attrs["Target"])
		if files[target] == nil {
			tb.Errorf("%s leads to %s, which is missing", name, target)
		}
		used[target] = true
	}
	if owner == "" {
		return
	}
	parts[owner].walk(func(e, _ *element) {
		for _, a := range []string{"r:id", "r:embed"} {
			if id := e.attrs[a]; id != "" && !ids[id] {
				tb.Errorf("%s: %s asks for the relationship %s", owner, e.name, id)
			}
		}
	})
}

// checkReferences checks styles, footnotes and places that are referred to.
func checkReferences(tb testing.TB, parts map[string]*element, ids map[string]bool) {
	tb.Helper()
	styles, notes := map[string]bool{}, map[string]bool{}
	for _, s := range parts["word/styles.xml"].children {
		if id := s.attrs["w:styleId"]; id != "" {
			if styles[id] {
				tb.Errorf("the style %s is defined twice", id)
			}
			styles[id] = true
		}
	}
	for _, n := range parts["word/footnotes.xml"].children {
		notes[n.attrs["w:id"]] = true
	}
	for name, part := range parts {
		part.walk(func(e, _ *element) {
			switch e.name {
			case "w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn", "w:next":
				if !styles[e.attrs["w:val"]] {
					tb.Errorf("%s: no style %s", name, e.attrs["w:val"])
				}
			case "w:footnoteReference":
				if !notes[e.attrs["w:id"]] {
					tb.Errorf("%s: no footnote %s", name, e.attrs["w:id"])
				}
			case "w:instrText":
				if f := strings.Fields(e.text); (f[0] == "REF" || f[0] == "PAGEREF") && !ids["bookmark "+strings.ToLower(f[1])] {
					tb.Errorf("%s: the field %s repeats what is not there", name, e.text)
				}
			case "w:hyperlink":
				if a := e.attrs["w:anchor"]; a != "" && !ids["bookmark "+strings.ToLower(a)] {
					tb.Errorf("%s: a link to %s, which is no bookmark", name, a)
				}
			}
		})
	}
}

func TestPackage(t *testing.T) {
	data := write(t, sample(), docx.Options{PageOf: pages})
	parts := checkPackage(t, data)
	if parts["word/settings.xml"].child("w:updateFields") != nil {
		t.Error("fields ask to be refreshed although all page numbers are known")
	}
	if !bytes.Equal(data, write(t, sample(), docx.Options{PageOf: pages})) {
		t.Error("the same document gave different bytes")
	}
}

// A link that says what stands at its target is a field: it follows when the
// target is renumbered. Others are plain links.
func TestReferences(t *testing.T) {
	to := func(text, mark string) *book.Paragraph {
		return &book.Paragraph{Text: []book.Inline{{Text: "见"}, {Text: text, Link: "#" + mark}}}
	}
	noted := h(1, "一、", "有注的", "noted")
	noted.Text = append(noted.Text, book.Inline{Note: []book.Block{p("注")}})
	doc := &book.Document{Lang: "zh-CN", Layout: book.Official, Body: []book.Block{
		to("附件1", "annex"), to("办法", "annex"), to("1", "annex"), to("表1", "t"), to("一、有注的", "noted"), noted,
		&book.Heading{Level: 0, Annex: "附件1", Text: text("办法"), Bookmark: "annex", InOutline: true},
		&book.Table{Caption: "表1　统计", Bookmark: "t", Rows: []book.Row{row("甲")}},
	}}
	var fields []string
	parts := checkPackage(t, write(t, doc, docx.Options{}))
	parts["word/document.xml"].walk(func(e, _ *element) {
		if e.name == "w:instrText" && strings.HasPrefix(strings.TrimSpace(e.text), "REF ") {
			fields = append(fields, strings.Fields(e.text)[1])
		}
	})
	if got, want := strings.Join(fields, " "), "_Lannex annex _Lt"; got != want {
		t.Errorf("fields to %s, want %s", got, want)
	}
	if got, want := drawn(parts["word/document.xml"]), "见附件1见办法见1见表1见一、有注的一、有注的附件1办法表1统计甲"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// A chart is a drawing in Word too, at the size of its own if no width is asked
// for; what a drawing cannot show has its picture.
func TestDrawings(t *testing.T) {
	chart := `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="48"><rect width="96" height="48"/></svg>`
	doc := &book.Document{Lang: "zh-CN", Layout: book.Official, Body: []book.Block{&book.Figure{File: "a", Alt: "甲"}, &book.Figure{File: "b", Alt: "乙"}},
		Files: map[string]book.File{"a": {Kind: "svg", Data: []byte(chart)}, "b": {Kind: "svg", Data: []byte("<svg/>"), Fallback: picture(30, 20)}}}
	data := write(t, doc, docx.Options{})
	checkPackage(t, data)
	files, _ := unzip(t, data)
	if files["word/media/image1.emf"] == nil || files["word/media/image2.png"] == nil {
		t.Error("the drawing or the picture is missing")
	}
	if want := `<wp:extent cx="914400" cy="457200"/>`; !strings.Contains(string(files["word/document.xml"]), want) {
		t.Errorf("no %s", want)
	}
}

// Without page numbers Word has to fill them in.
func TestUnknownPages(t *testing.T) {
	parts := checkPackage(t, write(t, sample(), docx.Options{}))
	if parts["word/settings.xml"].child("w:updateFields") == nil {
		t.Error("page numbers are missing and Word is not asked to fill them in")
	}
}

var pages = map[string]int{"form": 1, "deeds": 2, "lead": 2, "organs": 2, "results": 4, "annex-1": 6, "附件/二": 8}
