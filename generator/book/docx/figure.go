package docx

import (
	"bytes"
	"image"
	_ "image/gif"
	_ "image/jpeg"
	_ "image/png"

	"showcase/generator/book"
	"showcase/generator/book/docx/metafile"
)

// medium is an image part of the package.
type medium struct {
	target        string // media/image1.png
	data          []byte
	width, height int // pixels
	dpi           float64
}

const emuPerTwip = 635

// mediumOf returns the image that Word can show for a name in Document.Files:
// the file itself, a drawing as a metafile, or the fallback; nil when none of
// them can be shown.
func (w *writer) mediumOf(name string) *medium {
	if m, ok := w.media[name]; ok {
		return m
	}
	var m *medium
	f, ok := w.doc.Files[name]
	if ok && f.Kind == "svg" {
		m = w.vector(f)
	}
	if ok && m == nil {
		for _, data := range [][]byte{f.Data, f.Fallback} {
			cfg, kind, err := image.DecodeConfig(bytes.NewReader(data))
			if err != nil || cfg.Width <= 0 || cfg.Height <= 0 {
				continue
			}
			m = &medium{target: "media/image" + itoa(len(w.mediums)+1) + "." + kind, data: data, width: cfg.Width, height: cfg.Height, dpi: 150}
			if f.Kind == "svg" && f.Width > 0 && f.Height > 0 {
				m.width, m.height, m.dpi = f.Width, f.Height, 96
			}
			w.mediums = append(w.mediums, m)
			break
		}
	}
	w.media[name] = m
	return m
}

// vector is a drawing as Word can show it without loss, nil if it cannot.
func (w *writer) vector(f book.File) *medium {
	p, ok := metafile.Draw(f.Data, w.fonts.Hei)
	if !ok {
		return nil
	}
	m := &medium{target: "media/image" + itoa(len(w.mediums)+1) + ".emf", data: p.Data, width: max(round(p.Width), 1), height: max(round(p.Height), 1), dpi: 96}
	w.mediums = append(w.mediums, m)
	return m
}

// fitted is the size in twips within a box, never above the true size at m.dpi
// unless a width in mm is asked for.
func (m *medium) fitted(width float64, boxWidth, boxHeight int) (int, int) {
	wide := float64(m.width) / m.dpi * 1440
	if width > 0 {
		wide = width * 1440 / 25.4
	}
	wide = min(wide, float64(boxWidth))
	ratio := float64(m.height) / float64(m.width)
	if wide*ratio > float64(boxHeight) {
		wide = float64(boxHeight) / ratio
	}
	return max(round(wide), 1), max(round(wide*ratio), 1)
}

func (w *writer) drawing(s *story, m *medium, wide, high int, alt string) {
	w.drawings++
	id, cx, cy := itoa(w.drawings), itoa(wide*emuPerTwip), itoa(high*emuPerTwip)
	rel := s.rels.id(relation{kind: "image", target: m.target})
	s.str(`<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="`, cx, `" cy="`, cy, `"/>`,
		`<wp:docPr id="`, id, `" name="Picture `, id, `" descr="`, escape(alt), `"/>`,
		`<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>`,
		`<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>`,
		`<pic:nvPicPr><pic:cNvPr id="`, id, `" name="Picture `, id, `"/><pic:cNvPicPr/></pic:nvPicPr>`,
		`<pic:blipFill><a:blip r:embed="`, rel, `"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`,
		`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="`, cx, `" cy="`, cy, `"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>`,
		`</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`)
}

func (w *writer) figure(s *story, x *book.Figure, sc scope) {
	m := w.mediumOf(x.File)
	ind := ""
	if sc.left > 0 {
		ind = indent(sc.left, sc.right)
	}
	done := ""
	picture := para{style: "Figure", ind: ind}
	if m == nil {
		picture.style = "Placeholder"
	}
	picture.loose = x.Caption == ""
	w.paragraph(s, picture, func() {
		if x.Caption == "" {
			done = w.mark(&s.out, x.Bookmark)
		}
		if m == nil {
			w.text(&s.out, w.missing(x.Alt, x.File), look{})
		} else {
			wide, high := m.fitted(x.Width, sc.width, w.page.textHeight-3*w.page.pitch)
			w.drawing(s, m, wide, high, x.Alt)
		}
		s.str(done)
	})
	if x.Caption != "" {
		w.paragraph(s, para{style: "Caption", ind: ind}, func() {
			done := w.mark(&s.out, x.Bookmark)
			w.caption(&s.out, x.Bookmark, x.Caption)
			s.str(done)
		})
	}
}

// missing says in the image's place what it would show.
func (w *writer) missing(alt, file string) string {
	if alt == "" {
		alt = file
	}
	return w.words().imageOpen + alt + w.words().imageEnd
}

// inlinePicture is a small image in the line, at most three lines high.
func (w *writer) inlinePicture(s *story, x book.Inline, l look) {
	m := w.mediumOf(x.Picture)
	if m == nil {
		w.text(&s.out, w.missing(x.Text, x.Picture), l)
		return
	}
	wide, high := m.fitted(0, w.page.textWidth/2, 3*w.page.pitch)
	w.drawing(s, m, wide, high, x.Text)
}
