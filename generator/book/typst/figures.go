package typst

import (
	"bytes"
	"html"

	"showcase/generator/book"
)

// figures writes images side by side: a row is a grid whose columns are shares
// of the place, so that it shrinks with it.
func (w *writer) figures(x *book.Figures) {
	l := w.doc.Layout
	area := l.Width - l.Left - l.Right
	w.print("#pictures((\n")
	for _, row := range x.Rows {
		w.print("(")
		for _, f := range row {
			w.print("(", number(roundMM(f.Width/area*100)), "%, ")
			if path, ok := w.images[f.File]; ok {
				w.print("\nimage(", quote(path), `, width: 100%`)
				if f.Alt != "" {
					w.print(", alt: ", w.literal(f.Alt, ""))
				}
				w.print(")\n")
			} else {
				w.brokenImage(f.File, f.Alt)
				w.print(w.content(Song, placeholder(f.Alt, f.File)))
			}
			w.print(", ", w.optional(Hei, f.Caption), w.tag(f), "), ")
		}
		w.print("),\n")
	}
	w.print("), gap: ", number(roundMM(book.FigureGap/area*100)), "%", w.captions(x, x.Caption), ");")
}

// tag is a block's label as the last part of an array.
func (w *writer) tag(b book.Block) string {
	label := w.labels[b]
	if label == "" || w.placed[label] {
		return ", none"
	}
	w.placed[label] = true
	return ", " + quote(label)
}

func (r *reading) figures(to *passage, where string, x *book.Figures) {
	for _, f := range x.Items() {
		if !r.shows(f.File) {
			r.put(to, Song, where, placeholder(f.Alt, f.File))
		}
		r.put(to, Hei, where, f.Caption)
	}
	r.put(to, Hei, where, x.Caption)
}

// named is an image's bytes; a drawing that asks for any sans serif gets the
// family that stands for it here, since the engine has no generic ones.
func (w *writer) named(f book.File) []byte {
	chain := w.glyphs.faces.chain(Hei)
	if f.Kind != "svg" || len(chain) == 0 {
		return f.Data
	}
	return bytes.ReplaceAll(f.Data, []byte(`font-family="sans-serif"`), []byte(`font-family="`+html.EscapeString(chain[0].family)+`"`))
}

// pageNumber writes the number of a bookmark's page; a question mark where there
// is no such place.
func (w *writer) pageNumber(bookmark string) {
	if place := w.places[bookmark]; place != "" {
		w.print("#page-of(", quote(place), ");")
		return
	}
	w.run(Body, unknownPage)
}

const unknownPage = "？"
