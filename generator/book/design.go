package book

import "strconv"

// The print templates of sheets that are designed as a whole, besides the
// official layout of running text.
const (
	CertificateTemplate = "certificate"
	PanelTemplate       = "panel"
)

// design begins a document that consists of designed sheets.
func (a *assembler) design(template, title string, l Layout) {
	d := a.doc
	d.Template, d.Title, d.Layout = template, title, l
	d.Lang, d.Author, d.Accent = a.site.Config.Language, a.site.Config.School.Name, a.site.Config.Theme.Accent
}

func millimetres(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) + " mm" }
