package docx_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"showcase/generator/book"
	"showcase/generator/book/docx"
)

func certificate(width, height float64, why string, to ...string) *book.Certificate {
	return &book.Certificate{
		Sheet: book.DesignSheet{Width: width, Height: height}, Title: "荣誉证书", To: to, Text: why, Closing: "特发此证，以资鼓励。",
		Issuer: "云川市青禾学校", Date: "二〇一二年一月六日", Number: "第1号",
	}
}

func certificates(list ...*book.Certificate) *book.Document {
	s := list[0].Sheet
	doc := &book.Document{Name: "certificates", Title: "证书", Author: "云川市青禾学校", Lang: "zh-CN", Template: book.CertificateTemplate,
		Layout: book.Layout{Width: s.Width, Height: s.Height, Top: 5, Bottom: 5, Left: 5, Right: 5}}
	for _, c := range list {
		doc.Body = append(doc.Body, c)
	}
	return doc
}

// batch is what certificates may have to hold: a short one, one of a long
// occasion, a name of many characters, a prize that many share.
func batch(width, height float64) *book.Document {
	shared := []string{}
	for i := range 12 {
		shared = append(shared, fmt.Sprintf("欧阳%c静、", '一'+rune(i)))
	}
	shared[11] = "欧阳静同志："
	return certificates(
		certificate(width, height, "在2011年度教科研成果评选中，荣获教学设计一等奖。", "欧阳静同志："),
		certificate(width, height, "在"+strings.Repeat("一二三四五六七八九十", 12)+"活动中，荣获论文一等奖。", "甘露同志："),
		certificate(width, height, "荣获第一名。", strings.Repeat("棠", 20)+"同志："),
		certificate(width, height, "在2011年度教科研成果评选中，荣获课件一等奖。", shared...),
		titled(certificate(width, height, "被评为优秀学员。", "甘露同学："), "优秀学员荣誉证书"),
	)
}

func titled(c *book.Certificate, title string) *book.Certificate {
	c.Title = title
	return c
}

// overlay is a batch on sheets that have title and frame already.
func overlay(dx, dy float64) *book.Document {
	doc := batch(297, 210)
	for _, b := range doc.Body {
		c := b.(*book.Certificate)
		c.Title, c.Sheet.OffsetX, c.Sheet.OffsetY = "", dx, dy
	}
	return doc
}

// TestCertificates: the Word file says what the PDF says, on the sheet that the
// settings name, without page numbers; only who prints all of it gets a frame.
func TestCertificates(t *testing.T) {
	for name, c := range map[string]struct {
		doc                       *book.Document
		width, height, left, top  string
		orientation, frame, title string
	}{
		"lying":   {batch(297, 210), "16838", "11906", "2608", "2024", "landscape", "A23B2A", "荣誉证书"},
		"upright": {batch(210, 297), "11906", "16838", "1871", "2694", "", "A23B2A", "荣誉证书"},
		"overlay": {overlay(4, -2.5), "16838", "11906", "2835", "3755", "landscape", "", ""},
	} {
		data := write(t, c.doc, docx.Options{})
		parts := checkPackage(t, data)
		x := told{doc: c.doc}
		x.blocks(&x.flow, c.doc.Body)
		root := parts["word/document.xml"]
		same(t, name, drawn(root), squeeze(x.flow.String()))
		var sections []*element
		root.walk(func(e, _ *element) {
			if e.name == "w:sectPr" {
				sections = append(sections, e)
			}
		})
		if len(sections) != 1 {
			t.Fatalf("%s: %d sections", name, len(sections))
		}
		size, margins := sections[0].child("w:pgSz").attrs, sections[0].child("w:pgMar").attrs
		got := []string{size["w:w"], size["w:h"], size["w:orient"], margins["w:left"], margins["w:top"]}
		if want := []string{c.width, c.height, c.orientation, c.left, c.top}; strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("%s: sheet and margins %v, want %v", name, got, want)
		}
		if sections[0].child("w:footerReference") != nil {
			t.Errorf("%s: the sheets have page numbers", name)
		}
		frame := ""
		if b := sections[0].child("w:pgBorders"); b != nil {
			frame = b.child("w:top").attrs["w:color"]
		}
		if frame != c.frame {
			t.Errorf("%s: a frame of the colour %q, want %q", name, frame, c.frame)
		}
	}
}

// TestCertificateSheets prints batches: a sheet for each winner, names whole,
// all text above the seal's room and inside of the sheet.
func TestCertificateSheets(t *testing.T) {
	docs := map[string]*book.Document{
		"certificate-a4": batch(297, 210), "certificate-upright": batch(210, 297), "certificate-a3": batch(420, 297), "certificate-own": batch(260, 185),
		"certificate-overlay": overlay(0, 0), "certificate-moved": overlay(6, -4),
	}
	printed := officePlaces(t, docs, docx.Options{})
	for name, doc := range docs {
		if len(printed[name]) != len(doc.Body) {
			t.Errorf("%s: %d sheets for %d certificates", name, len(printed[name]), len(doc.Body))
			continue
		}
		for i, b := range doc.Body {
			checkSheet(t, fmt.Sprintf("%s, sheet %d", name, i+1), b.(*book.Certificate), printed[name][i])
		}
	}
	for _, text := range []string{"欧阳静同志", "云川市青禾", "二〇一二"} {
		a, b := findBox(t, printed["certificate-overlay"][0], text), findBox(t, printed["certificate-moved"][0], text)
		if dx, dy := b.left-a.left, b.top-a.top; dx < 5.9 || dx > 6.1 || dy < -4.1 || dy > -3.9 {
			t.Errorf("%q moved by %.2f, %.2f mm", text, dx, dy)
		}
	}
}

func findBox(t *testing.T, page []bbox, text string) bbox {
	t.Helper()
	for _, b := range page {
		if strings.Contains(b.text, text) {
			return b
		}
	}
	t.Fatalf("%q stands nowhere: %v", text, page)
	return bbox{}
}

func checkSheet(t *testing.T, where string, c *book.Certificate, page []bbox) {
	t.Helper()
	const margin = 12
	all := ""
	for _, b := range page {
		if all += b.text; b.left < margin || b.right > c.Sheet.Width-margin || b.top < margin || b.bottom > c.Sheet.Height-margin {
			t.Errorf("%s: %q is too near the edge: %v", where, b.text, b)
		}
	}
	for _, piece := range c.To {
		whole := false
		for _, b := range page {
			whole = whole || strings.Contains(b.text, strings.TrimRight(piece, "、："))
		}
		if !whole {
			t.Errorf("%s: %q is broken: %v", where, piece, page)
		}
	}
	if c.Title != "" {
		if title := findBox(t, page, c.Title); math.Abs(title.left+title.right-c.Sheet.Width) > 10 {
			t.Errorf("%s: the title is not in the middle: %v", where, title)
		}
	}
	closing, issuer, date := findBox(t, page, "特发此证"), findBox(t, page, c.Issuer), findBox(t, page, c.Date)
	if middle := (issuer.top + date.bottom) / 2; closing.bottom > middle-21+2 || c.Sheet.Height-middle < 21 {
		t.Errorf("%s: no room for the seal: the text ends at %.1f, the seal's middle is at %.1f", where, closing.bottom, middle)
	}
	if issuer.bottom > date.top || issuer.left < c.Sheet.Width/2 {
		t.Errorf("%s: issuer %v, date %v", where, issuer, date)
	}
}
