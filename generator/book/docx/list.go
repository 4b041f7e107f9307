package docx

import (
	"math"

	"showcase/generator/book"
)

// list draws markers as text with hanging indents: two characters in from the
// running text, nested lists under the text of their parent.
func (w *writer) list(s *story, x *book.ListBlock, sc scope) {
	widest := 1.0
	for _, item := range x.Items {
		widest = max(widest, measure(item.Marker))
	}
	hang := round((math.Ceil(widest*2)/2 + 0.5) * float64(sc.em))
	left := sc.left + hang
	if sc.style == "BodyText" || sc.style == "Quote" {
		left += 2 * sc.em
	}
	// Deep nesting stops moving in while eight characters still fit.
	left = min(left, max(sc.left+sc.width-8*sc.em, sc.left))
	hang = min(hang, left)
	in := scope{left: left, width: sc.left + sc.width - left, right: sc.right, em: sc.em, style: "ListParagraph", plain: true, cell: sc.cell}
	if sc.cell {
		in.style = sc.style
	}
	for _, item := range x.Items {
		w.listItem(s, item, in, hang, x.Keep)
	}
}

func (w *writer) listItem(s *story, item book.ListItem, sc scope, hang int, keep bool) {
	rest := item.Blocks
	var first *book.Paragraph
	if len(rest) > 0 {
		if p, ok := rest[0].(*book.Paragraph); ok && p.Style != book.TableNote {
			first, rest = p, rest[1:]
		}
	}
	p := para{style: sc.style}
	if first != nil {
		p = w.paraOf(first, sc)
	}
	p.keepNext = p.keepNext || keep
	p.ind = `<w:ind w:left="` + itoa(sc.left) + `" w:right="` + itoa(sc.right) + `" w:firstLineChars="0" w:hanging="` + itoa(hang) + `"/>`
	w.paragraph(s, p, func() {
		w.text(&s.out, item.Marker, look{})
		if item.Marker != "" {
			s.str(`<w:r><w:tab/></w:r>`)
		}
		if first != nil {
			w.inlines(s, first.Text, look{})
		}
	})
	w.blocks(s, rest, sc)
}
