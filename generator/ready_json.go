package main

import (
	"encoding/json"
	"io"

	"showcase/generator/diag"
	"showcase/generator/statistics"
)

// The shape of ready --format json. Dates are ISO, empty if there is none;
// lines and columns count from 1; no list is null.
type (
	readyJSON struct {
		Dossiers []dossierJSON `json:"dossiers"`
	}
	dossierJSON struct {
		File      string          `json:"file"`
		Title     string          `json:"title"`
		Today     string          `json:"today"`
		Done      int             `json:"done"`
		All       int             `json:"all"`
		Percent   int             `json:"percent"`
		Deadline  string          `json:"deadline"`
		DaysLeft  int             `json:"daysLeft"`
		Submitted string          `json:"submitted"`
		Criteria  []criterionJSON `json:"criteria"`
		Evidence  []pieceJSON     `json:"evidence"`
		Needs     []needJSON      `json:"needs"`
	}
	criterionJSON struct {
		Text     string `json:"text"`
		Evidence []int  `json:"evidence"` // numbers of pieces
	}
	pieceJSON struct {
		No    int      `json:"no"`
		Title string   `json:"title"`
		Flaws []string `json:"flaws"`
	}
	needJSON struct {
		Code    string    `json:"code"`
		Label   string    `json:"label"`
		Note    string    `json:"note"`
		Done    bool      `json:"done"`
		Missing []gapJSON `json:"missing"`
	}
	gapJSON struct {
		File     string `json:"file"`
		Line     int    `json:"line"`
		Column   int    `json:"column"`
		Severity string `json:"severity"`
		Code     string `json:"code"`
		Message  string `json:"message"`
		Hint     string `json:"hint"`
	}
)

// writeReadinessJSON prints dossiers for programs.
func writeReadinessJSON(w io.Writer, list []*statistics.Readiness, today string, lang diag.Lang) error {
	out := readyJSON{Dossiers: []dossierJSON{}}
	for _, r := range list {
		d := dossierJSON{File: r.Page.File, Title: r.Page.Title, Today: today, Done: r.Done(), All: len(r.Needs), Percent: r.Percent(),
			Deadline: r.Deadline.ISO(), DaysLeft: r.DaysLeft, Submitted: r.Submitted.ISO(), Criteria: []criterionJSON{}, Evidence: []pieceJSON{}, Needs: []needJSON{}}
		for _, c := range r.Evidence.Criteria {
			one := criterionJSON{Text: c.Text(), Evidence: []int{}}
			for _, p := range c.Pieces {
				one.Evidence = append(one.Evidence, p.No)
			}
			d.Criteria = append(d.Criteria, one)
		}
		for _, p := range r.Evidence.Pieces {
			one := pieceJSON{No: p.No, Title: p.Title, Flaws: []string{}}
			for _, f := range r.Flaws(p) {
				one.Flaws = append(one.Flaws, f.String())
			}
			d.Evidence = append(d.Evidence, one)
		}
		for _, n := range r.Needs {
			one := needJSON{Code: n.Code, Label: n.Label.In(lang), Note: n.Note.In(lang), Done: n.Done(), Missing: []gapJSON{}}
			for _, g := range n.Gaps {
				one.Missing = append(one.Missing, gapJSON{g.File, max(1, g.Start.Line), max(1, g.Start.Column), g.Severity.String(), g.Code, g.Message.In(lang), g.Hint.In(lang)})
			}
			d.Needs = append(d.Needs, one)
		}
		out.Dossiers = append(out.Dossiers, d)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}
