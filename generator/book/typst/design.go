package typst

import (
	"fmt"
	"strings"

	"showcase/generator/book"
	"showcase/generator/diag"
)

// measured is a part of a designed sheet of which the engine tells whether its
// text has room, and by how much not.
type measured struct {
	origin book.Origin
	hint   diag.Text
}

// designHead sets up the template of designed sheets.
func (w *writer) designHead() {
	w.setUp(w.doc.Template)
	if c := w.doc.Accent; c != "" {
		w.print("  accent: rgb(", quote(c), "),\n")
	}
	w.print(")\n#let (page, sheets, places) = set-up\n#let (")
	w.print(map[string]string{
		book.CertificateTemplate: "certificate, calibration",
		book.PanelTemplate:       "panel, slogan, points, steps, turns, prose, strip, records, roster, portrait, faces, photos, bars, next",
	}[w.doc.Template], ") = sheets\n#show: page\n")
}

// overflows are the parts that have not room enough; lacks are in tenths of a millimetre.
func (s *source) overflows(lacks []int) []Finding {
	var out []Finding
	for i, lack := range lacks {
		if m := s.measured[i]; lack > 0 {
			mm := fmt.Sprintf("%.1f", float64(lack)/10)
			out = append(out, Finding{Severity: diag.Error, Origin: m.origin, Code: "print/overflow", Message: diag.Say(
				"%[1]s 用最小的字号也放不下，还差 %[2]s 毫米（%[3]s）", "%[1]s does not fit even in the smallest type: %[2]s mm are wanting (%[4]s)",
				m.origin.What, mm, m.hint.ZH, m.hint.EN)})
		}
	}
	return out
}

// certificate writes one sheet.
func (w *writer) certificate(c *book.Certificate) {
	w.glyphs.origin = c.Origin
	w.measured = append(w.measured, measured{c.Origin, diag.Say("请缩短活动或奖项的名称，或者在“证书正文”里另写一句", "shorten the name of the occasion or the award, or write 证书正文")})
	w.print("#certificate(", sheetArguments(c.Sheet))
	w.print(", title: ", w.optional(Title, c.Title), ", number: ", w.optional(Song, c.Number), ", to: (")
	for _, piece := range c.To {
		w.print(w.content(Kai, piece), ", ")
	}
	w.print("), body: ", w.contents(Kai, c.Clauses()), ", closing: ", w.content(Kai, c.Closing))
	w.print(", issuer: ", w.content(Kai, c.Issuer), ", date: ", w.content(Kai, c.Date), ");")
}

func (r *reading) certificate(to *passage, where string, c *book.Certificate) {
	where += " " + c.Origin.What
	r.put(to, Title, where, c.Title)
	for _, piece := range append(append([]string{}, c.To...), c.Text, c.Closing, c.Issuer, c.Date) {
		r.put(to, Kai, where, piece)
	}
	r.put(to, Song, where, c.Number)
}

func (w *writer) calibration(c *book.Calibration) {
	w.print("#calibration(", sheetArguments(c.Sheet), ", lines: (")
	for _, line := range c.Lines {
		w.print(w.content(Hei, line), ", ")
	}
	w.print("));")
}

func sheetArguments(s book.DesignSheet) string {
	return strings.Join([]string{"width: " + number(s.Width), "height: " + number(s.Height), "dx: " + number(s.OffsetX), "dy: " + number(s.OffsetY)}, "mm, ") + "mm"
}
