package docx_test

import (
	"strconv"
	"strings"
	"testing"
	"unicode"

	"showcase/generator/book"
	"showcase/generator/book/docx"
)

// drawn is the text of a part as a reader sees it, without white space.
func drawn(root *element) string {
	var b strings.Builder
	root.walk(func(e, _ *element) {
		if e.name == "w:t" {
			b.WriteString(e.text)
		}
	})
	return squeeze(b.String())
}

func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// told is the text of a tree: the flow, and the footnotes in order.
type told struct {
	doc         *book.Document
	flow, notes strings.Builder
	pictures    bool // their descriptions are text
}

func (x *told) inlines(b *strings.Builder, in []book.Inline) {
	for _, i := range in {
		switch {
		case i.Note != nil:
			x.blocks(&x.notes, i.Note)
		case i.Picture != "" && x.doc.Files[i.Picture].Data != nil:
		default:
			b.WriteString(i.Text)
		}
	}
}

func (x *told) rows(b *strings.Builder, rows []book.Row) {
	for _, r := range rows {
		for _, c := range r.Cells {
			x.inlines(b, c.Text)
		}
	}
}

func (x *told) blocks(b *strings.Builder, list []book.Block) {
	for _, block := range list {
		switch v := block.(type) {
		case *book.Heading:
			if m := v.Masthead; m != nil {
				b.WriteString(m.Name + m.Number)
			}
			b.WriteString(v.Annex + v.Number)
			x.inlines(b, v.Text)
			if v.Subtitle != "" {
				b.WriteString("——" + v.Subtitle)
			}
			if v.Sheet != nil {
				x.inlines(b, v.Sheet.Remark)
				for _, f := range v.Sheet.Fields {
					b.WriteString(f.Label + "：" + f.Value)
				}
			}
		case *book.Paragraph:
			x.inlines(b, v.Text)
		case *book.ListBlock:
			for _, i := range v.Items {
				b.WriteString(i.Marker)
				x.blocks(b, i.Blocks)
			}
		case *book.Table:
			b.WriteString(v.Caption)
			x.rows(b, v.Header)
			x.rows(b, v.Rows)
		case *book.Figure:
			if f := x.doc.Files[v.File]; f.Kind == "svg" && f.Fallback == nil {
				b.WriteString("［图片：" + v.Alt + "］")
			}
			b.WriteString(v.Caption)
		case *book.Turned:
			x.blocks(b, v.Blocks)
		case *book.Quote:
			x.blocks(b, v.Blocks)
		case *book.CodeBlock:
			b.WriteString(v.Text)
		case *book.Notice:
			b.WriteString(v.Title)
			x.blocks(b, v.Blocks)
		case *book.Form:
			for _, r := range v.Rows {
				b.WriteString(r.Label)
				x.inlines(b, r.Value)
				if r.Seal {
					b.WriteString("（盖章）　　年　月　日")
				}
				if r.Sign {
					b.WriteString("签名：　　　　　年　月　日")
				}
			}
		case *book.Signature:
			b.WriteString(v.Name + v.Date)
		case *book.Enclosures:
			b.WriteString("附件：")
			for i, name := range v.Names {
				b.WriteString(strconv.Itoa(i+1) + "." + name)
			}
		case *book.NameList:
			b.WriteString(strings.Join(v.Names, ""))
		case *book.Certificate:
			b.WriteString(v.Title + strings.Join(v.To, "") + v.Text + v.Closing + v.Issuer + v.Date + v.Number)
		}
	}
}

// front tells the cover and the contents of the sample.
func (x *told) front(pageOf map[string]int) {
	d := x.doc
	x.flow.WriteString(d.Cover.Kicker + d.Cover.Title + "——" + d.Subtitle)
	for _, f := range d.Cover.Lines {
		x.flow.WriteString(f.Label + "：" + f.Value)
	}
	x.flow.WriteString("目录")
	for _, b := range d.Body {
		if h, ok := b.(*book.Heading); ok && h.Level <= 2 && h.InOutline {
			x.flow.WriteString(h.Annex + h.Number + h.Text[0].Text + strconv.Itoa(pageOf[h.Bookmark]))
		}
	}
}

func TestText(t *testing.T) {
	doc := sample()
	parts := checkPackage(t, write(t, doc, docx.Options{PageOf: pages}))
	x := told{doc: doc}
	x.front(pages)
	x.blocks(&x.flow, doc.Body)
	same(t, "document", drawn(parts["word/document.xml"]), squeeze(x.flow.String()))
	same(t, "footnotes", drawn(parts["word/footnotes.xml"]), squeeze(x.notes.String()))
}

func same(tb testing.TB, what, got, want string) {
	tb.Helper()
	if got == want {
		return
	}
	g, w := []rune(got), []rune(want)
	i := 0
	for i < len(g) && i < len(w) && g[i] == w[i] {
		i++
	}
	around := func(r []rune) string { return string(r[max(i-10, 0):min(i+30, len(r))]) }
	tb.Errorf("the text of the %s differs at character %d: got …%s…, want …%s…", what, i, around(g), around(w))
}

// Quotation marks that Chinese and Latin share take the font of what they stand in.
func TestQuotationMarks(t *testing.T) {
	for _, c := range []struct{ text, lang, want string }{
		{"他说“好”。", "zh-CN", "他说“好”。*"},
		{"It’s “fine” here", "zh-CN", "It’s “fine” here"},
		{"读“ABC”课", "zh-CN", "读“ABC”课*"},
		{"中文It’s fine中文", "zh-CN", "中文It*|’s fine|中文*"},
		{"plain", "zh-CN", "plain"},
		{"the “quoted” word", "en", "the “quoted” word"},
		{"“中文”", "en", "“中文”*"},
	} {
		doc := &book.Document{Lang: c.lang, Body: []book.Block{p(c.text)}}
		var got []string
		checkPackage(t, write(t, doc, docx.Options{}))["word/document.xml"].walk(func(e, parent *element) {
			if e.name != "w:t" {
				return
			}
			s := e.text
			if rpr := parent.child("w:rPr"); rpr != nil && rpr.child("w:rFonts").attrs["w:hint"] == "eastAsia" {
				s += "*"
			}
			got = append(got, s)
		})
		if g := strings.Join(got, "|"); g != c.want {
			t.Errorf("%s (%s): got %s, want %s", c.text, c.lang, g, c.want)
		}
	}
}

// TestBold: Word makes the strokes of bold text heavier, or sets it in 黑体.
func TestBold(t *testing.T) {
	for _, hei := range []bool{false, true} {
		doc := &book.Document{Lang: "zh-CN", BoldHei: hei, Body: []book.Block{&book.Paragraph{Text: []book.Inline{{Text: "人人登台", Bold: true}}}}}
		found := false
		checkPackage(t, write(t, doc, docx.Options{}))["word/document.xml"].walk(func(e, parent *element) {
			if e.name != "w:rPr" || parent.child("w:t") == nil || parent.child("w:t").text != "人人登台" {
				return
			}
			found = true
			if got := e.child("w:b") == nil; got != hei {
				t.Errorf("黑体 for bold %v: the run is bold: %v", hei, !got)
			}
			if got := e.child("w:rFonts").attrs["w:eastAsia"]; (got == "黑体") != hei {
				t.Errorf("黑体 for bold %v: the run is set in %q", hei, got)
			}
		})
		if !found {
			t.Error("no run of the bold text")
		}
	}
}

// TestTurned: sheets that lie on their side are a section of their own among
// upright ones, and pages are numbered on.
func TestTurned(t *testing.T) {
	turned := &book.Turned{Blocks: []book.Block{&book.Table{Columns: make([]book.Column, 2), Rows: []book.Row{row("一", "二")}}}}
	doc := &book.Document{Lang: "zh-CN", Layout: book.Official, Body: []book.Block{p("前"), turned, turned, p("后")}}
	var sections []string
	checkPackage(t, write(t, doc, docx.Options{}))["word/document.xml"].walk(func(e, _ *element) {
		if e.name != "w:sectPr" {
			return
		}
		s := e.child("w:pgSz").attrs["w:orient"]
		if n := e.child("w:pgNumType"); n != nil {
			s += " from " + n.attrs["w:start"]
		}
		sections = append(sections, s)
	})
	if got, want := strings.Join(sections, ", "), " from 1, landscape, landscape, "; got != want {
		t.Errorf("sections: %s, want %s", got, want)
	}
}
