package docx

import (
	"strings"

	"showcase/generator/book"
)

const noteSeparators = `<w:footnote w:type="separator" w:id="-1"><w:p><w:pPr><w:spacing w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:separator/></w:r></w:p></w:footnote>` +
	`<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:pPr><w:spacing w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>`

// note draws a footnote and its reference. Word has no footnote within a
// footnote: an inner one stands in brackets.
func (w *writer) note(s *story, blocks []book.Block, l look) {
	if l.plain {
		return
	}
	if s.isNotes {
		w.text(&s.out, "（"+strings.TrimSpace(plainBlocks(blocks))+"）", l)
		return
	}
	w.noteIDs++
	id := itoa(w.noteIDs)
	s.str(`<w:r><w:rPr>`, val("rStyle", "FootnoteReference"), `</w:rPr><w:footnoteReference w:id="`, id, `"/></w:r>`)
	n := w.notes
	n.str(`<w:footnote w:id="`, id, `">`)
	sc := scope{width: w.page.textWidth, em: w.page.scaled(9) * 10, style: "FootnoteText", plain: true, cell: true}
	var first []book.Inline
	if len(blocks) > 0 {
		if p, ok := blocks[0].(*book.Paragraph); ok {
			first, blocks = p.Text, blocks[1:]
		}
	}
	p := para{style: "FootnoteText"}
	if hasPicture(first) {
		p.spacing = growing
	}
	w.paragraph(n, p, func() {
		n.str(`<w:r><w:rPr>`, val("rStyle", "FootnoteReference"), `</w:rPr><w:footnoteRef/></w:r>`)
		w.text(&n.out, " ", look{})
		w.inlines(n, first, look{})
	})
	w.blocks(n, blocks, sc)
	w.closeTable(n)
	n.str(`</w:footnote>`)
}

// plainText is the text of runs without notes.
func plainText(in []book.Inline) string {
	var b strings.Builder
	for _, x := range in {
		b.WriteString(x.Text)
		if x.Break {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// plainBlocks is the text of blocks, for places that can hold no blocks.
func plainBlocks(list []book.Block) string {
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	for _, b := range list {
		switch x := b.(type) {
		case *book.Heading:
			add(x.Number + plainText(x.Text))
		case *book.Paragraph:
			add(plainNotes(x.Text))
		case *book.ListBlock:
			for _, item := range x.Items {
				add(item.Marker + plainBlocks(item.Blocks))
			}
		case *book.Table:
			add(x.Caption)
			for _, rows := range [][]book.Row{x.Header, x.Rows} {
				for _, r := range rows {
					for _, c := range r.Cells {
						add(plainNotes(c.Text))
					}
				}
			}
		case *book.Figure:
			add(x.Caption)
		case *book.Figures:
			for _, f := range x.Items() {
				add(f.Caption)
			}
			add(x.Caption)
		case *book.Quote:
			add(plainBlocks(x.Blocks))
		case *book.CodeBlock:
			add(x.Text)
		case *book.Notice:
			add(x.Title)
			add(plainBlocks(x.Blocks))
		case *book.Form:
			for _, r := range x.Rows {
				add(r.Label)
				add(plainNotes(r.Value))
			}
		case *book.Signature:
			add(x.Name)
			add(x.Date)
		}
	}
	return strings.Join(parts, " ")
}

// plainNotes is the text of runs with notes in brackets.
func plainNotes(in []book.Inline) string {
	var b strings.Builder
	for _, x := range in {
		b.WriteString(x.Text)
		if x.Note != nil {
			b.WriteString("（" + plainBlocks(x.Note) + "）")
		}
	}
	return b.String()
}
