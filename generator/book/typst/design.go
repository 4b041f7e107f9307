package typst

import (
	"fmt"
	"strings"

	"showcase/generator/book"
	"showcase/generator/diag"
)

// measured is a part of a designed sheet of which the engine tells whether its
// text has room, and by how much not; or a panel's sheet as a whole, of which it
// tells how much is empty.
type measured struct {
	origin           book.Origin
	hint             diag.Text
	sheet            bool
	characters, rows int // of the part: so that it can be said how many are too many
}

// designHead sets up the template of designed sheets.
func (w *writer) designHead() {
	w.setUp(w.doc.Template)
	for _, colour := range [][2]string{{"accent", w.doc.Accent}, {"gold", w.doc.Gold}} {
		if colour[1] != "" {
			w.print("  ", colour[0], ": rgb(", quote(colour[1]), "),\n")
		}
	}
	w.print(")\n#let (page, sheets, places) = set-up\n#let (")
	w.print(map[string]string{
		book.CertificateTemplate: "certificate, calibration",
		book.PanelTemplate:       "panel, slogan, points, steps, turns, prose, strip, records, honours, roster, portrait, faces, photos, drawing, next",
	}[w.doc.Template], ") = sheets\n#show: page\n")
}

// mostEmpty is how many thousandths of a panel may be empty without a word.
const mostEmpty = 300

// overflows are the parts that have not room enough, and nearly empty sheets the
// warnings.
func (s *source) overflows(found answers) (errors, warnings []Finding) {
	for i, lack := range found.lacks {
		m := s.measured[i]
		switch {
		case m.sheet && lack > mostEmpty:
			warnings = append(warnings, m.empty(lack))
		case !m.sheet && lack > 0:
			share := 0
			if i < len(found.shares) {
				share = found.shares[i]
			}
			errors = append(errors, m.overflow(lack, share))
		}
	}
	return errors, warnings
}

func (m measured) empty(thousandths int) Finding {
	return Finding{Severity: diag.Warning, Origin: m.origin, Code: "print/empty", Message: diag.Say(
		"%[1]s约有 %[2]d%% 是空的，字和照片已经尽量放大；请加文字、条数或照片，或者换小一号的展板",
		"%[1]s: about %[2]d%% of the sheet are empty, though type and pictures are as large as this arrangement lets them be; add text, entries or pictures, or take a smaller panel",
		m.origin.What, (thousandths+5)/10)}
}

// overflow says what a part lacks, in tenths of a millimetre; share is how much of
// it that is, in thousandths, 0 if that is not known.
func (m measured) overflow(lack, share int) Finding {
	mm := fmt.Sprintf("%.1f", float64(lack)/10)
	most := m.tooMuch(share)
	return Finding{Severity: diag.Error, Origin: m.origin, Code: "print/overflow", Message: diag.Say(
		"%[1]s 用最小的字号也放不下，还差 %[2]s 毫米%[3]s（%[4]s）", "%[1]s does not fit even in the smallest type: %[2]s mm are wanting%[5]s (%[6]s)",
		m.origin.What, mm, most.ZH, m.hint.ZH, most.EN, m.hint.EN)}
}

// tooMuch is what has to go, in what an author counts: characters, or entries.
func (m measured) tooMuch(share int) diag.Text {
	of := func(n int) int { return (n*share + 999) / 1000 }
	switch {
	case share == 0 || m.characters == 0:
		return diag.Say("", "")
	case share >= 1000:
		return diag.Say("，这一块约 %[1]d 个字全部去掉也不够，别的版块也要删", ", more than this block with its %[1]d characters: others must be cut too", m.characters)
	case m.rows > 1:
		return diag.Say("，约要删去 %[1]d 条（%[2]d 个字）", ", about %[1]d entries (%[2]d characters) too many", of(m.rows), of(m.characters))
	}
	return diag.Say("，约要删去 %[1]d 个字", ", about %[1]d characters too many", min((of(m.characters)+9)/10*10, m.characters))
}

// certificate writes one sheet.
func (w *writer) certificate(c *book.Certificate) {
	w.glyphs.origin = c.Origin
	w.measured = append(w.measured, measured{origin: c.Origin, hint: diag.Say("请缩短活动或奖项的名称，或者在“证书正文”里另写一句", "shorten the name of the occasion or the award, or write 证书正文")})
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
