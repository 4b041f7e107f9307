package docx

import (
	"math"

	"showcase/generator/book"
)

// page is the layout in Word's units: twips (1/20 pt), half-points for type.
type page struct {
	width, height            int
	top, bottom, left, right int
	textWidth, textHeight    int
	pitch                    int     // baseline to baseline
	size                     float64 // pt of running text
	track                    int     // added after each character of running text
	em                       int     // advance of one character of running text
}

func newPage(l book.Layout) page {
	if l.Width <= 0 || l.Height <= 0 {
		l = book.Official
	}
	if l.BodySize <= 0 {
		l.BodySize = book.Official.BodySize
	}
	if l.LinePitch <= 0 {
		l.LinePitch = l.BodySize * book.Official.LinePitch / book.Official.BodySize
	}
	p := page{
		width: mm(l.Width), height: mm(l.Height),
		top: mm(l.Top), bottom: mm(l.Bottom), left: mm(l.Left), right: mm(l.Right),
		pitch: round(l.LinePitch * 20), size: l.BodySize,
	}
	p.textWidth = max(p.width-p.left-p.right, mm(20))
	p.textHeight = max(p.height-p.top-p.bottom, mm(20))
	p.track = tracking(p.textWidth, l)
	p.em = round(l.BodySize*20) + p.track
	return p
}

// tracking is the spacing that lets exactly l.Columns characters fit a line.
// A grid of characters would do the same, but LibreOffice breaks it.
func tracking(width int, l book.Layout) int {
	if l.Columns <= 0 {
		return 0
	}
	size := l.BodySize * 20
	t := math.Floor((float64(width) - float64(l.Columns)*size) / float64(l.Columns))
	if math.Abs(t) > size/8 {
		return 0 // the grid does not belong to this size of type
	}
	return int(t)
}

// scaled turns a size of type meant for the official 16 pt body into half-points
// for this layout. Where the body is small, what is smaller shrinks less: notes
// must stay readable.
func (p page) scaled(pt float64) int {
	return max(round(pt*p.size/book.Official.BodySize*2), round(min(pt, p.size)*0.85*2), 8)
}

// pitchOf is the height of a line of a smaller size in twips, with the leading
// between two lines in pt.
func (p page) pitchOf(pt, leading float64) int { return p.scaled(pt)*10 + round(leading*20) }

func mm(x float64) int { return round(x * 1440 / 25.4) }

func round(x float64) int { return int(math.Floor(x + 0.5)) }

// sectionKind is one of the parts of a printed work.
type sectionKind uint8

const (
	sectionCover sectionKind = iota
	sectionContents
	sectionBody
	sectionBlank // one blank page
)

// section is the properties of a section: page, footers, page numbers.
func (w *writer) section(k sectionKind) string {
	if w.doc.Template == book.CertificateTemplate {
		return w.certificateSection()
	}
	var o out
	o.str(`<w:sectPr>`)
	if k == sectionBody {
		around := w.around
		if w.turns && w.page.width > w.page.height {
			around = w.beside
		}
		for _, m := range around {
			id := w.main.rels.id(relation{kind: m.kind, target: m.file})
			for _, pages := range m.pages {
				o.str(`<w:`, m.kind, `Reference w:type="`, pages, `" r:id="`, id, `"/>`)
			}
		}
	}
	o.str(val("type", "nextPage"))
	p := w.page
	o.str(`<w:pgSz w:w="`, itoa(p.width), `" w:h="`, itoa(p.height), `"`)
	if p.width > p.height {
		o.str(` w:orient="landscape"`)
	}
	o.str(`/><w:pgMar w:top="`, itoa(p.top), `" w:right="`, itoa(p.right), `" w:bottom="`, itoa(p.bottom),
		`" w:left="`, itoa(p.left), `" w:header="`, itoa(p.top/2), `" w:footer="`, itoa(w.footerDistance()), `" w:gutter="0"/>`)
	if k == sectionBody && !w.begun {
		o.str(`<w:pgNumType w:start="1"/>`)
		w.begun = true
	}
	o.str(`<w:cols w:space="425"/>`)
	if k == sectionBlank { // a first page, which has neither header nor footer here
		o.str(`<w:titlePg/>`)
	}
	o.str(`<w:docGrid w:type="lines" w:linePitch="`, itoa(p.pitch), `"/></w:sectPr>`)
	return o.String()
}

// footerDistance puts the dash of the page number 7 mm below the type area
// (GB/T 9704-2012, 7.5): half a line of the footer lies above the dash.
func (w *writer) footerDistance() int {
	line := w.page.scaled(14) * 12
	return max(w.page.bottom-mm(7)-line/2, mm(5))
}
