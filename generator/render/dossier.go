package render

import (
	"html/template"
	"strconv"
	"strings"

	"showcase/generator/chart"
	"showcase/generator/diag"
	"showcase/generator/site"
	"showcase/generator/statistics"
)

// dossierView is what is handed in: its parts, the form, and which evidence
// stands for which criterion.
type dossierView struct {
	Form     []fact
	Parts    []dossierPart
	Matrix   []criterion
	Evidence []proof
	Ready    *readyView // for the staff alone
	Text     template.HTML
}

type dossierPart struct {
	Title template.HTML
	Note  string
}

// criterion is what the jury judges by, with its evidence.
type criterion struct {
	Text, Score, Note string
	Evidence          []proof
	Missing           bool // no evidence, which only the staff need to know
}

// proof is a piece of evidence.
type proof struct {
	No    int
	Label string // 附件1
	Title template.HTML
	Note  string // what it is, of when, which pages
	Marks []mark
}

// mark is how something stands, in a word; Class is good, bad or hidden.
type mark struct{ Class, Text string }

// readyView is how far the dossier is from being handed in.
type readyView struct {
	Ring          template.HTML
	Summary, Due  string
	Late          bool
	Submitted     bool
	Missing, Done []needView
	Count         string // of what is missing, in words
	DoneCount     string
}

type needView struct {
	Label, Note string
	Grave       bool
	Gaps        []gapView
}

type gapView struct{ Message, Hint, Place string }

func (r *renderer) dossier(l *level, p *site.Page) *dossierView {
	v := &dossierView{}
	for _, f := range p.Value("form").List {
		if value := f.Map["value"].Text; value != "" { // boxes to be filled in by hand are for paper
			v.Form = append(v.Form, fact{Label: f.Map["label"].Text, Value: template.HTML(escape(value))})
		}
	}
	for _, part := range p.Value("parts").List {
		one := dossierPart{Title: template.HTML(escape(first(part.Map["title"].Text, part.Map["kind"].Text))), Note: part.Map["note"].Text}
		if a := part.Map["ref"].Asset; a != nil {
			if href := l.target(r.Asset(a)); href != "" {
				one.Title = template.HTML(`<a class="link" href="` + escape(href) + `">` + string(one.Title) + `</a>`)
			}
		}
		v.Parts = append(v.Parts, one)
	}
	if a := p.Value("text").Asset; a != nil {
		v.Text = r.asset(l, a)
	}
	var ready *statistics.Readiness
	if r.Audience == site.Staff {
		ready = r.counts.Readiness(p)
		v.Ready = r.readiness(ready)
	}
	r.matrix(l, p, v, ready)
	return v
}

// matrix shows the evidence by criteria and by number. How it stands is for
// the staff: ready is nil for everyone else.
func (r *renderer) matrix(l *level, p *site.Page, v *dossierView, ready *statistics.Readiness) {
	all := r.Site.Evidence(p)
	if ready != nil {
		all = ready.Evidence
	}
	for _, piece := range all.Pieces {
		v.Evidence = append(v.Evidence, r.proof(l, piece, ready))
	}
	for _, c := range all.Criteria {
		row := criterion{Text: first(c.Text(), "—"), Score: c.Score(), Note: c.Note(), Missing: ready != nil && len(c.Pieces) == 0}
		for _, piece := range c.Pieces {
			row.Evidence = append(row.Evidence, v.Evidence[piece.No-1])
		}
		v.Matrix = append(v.Matrix, row)
	}
}

// proof is a piece under its title, linked where it has a page or file here.
func (r *renderer) proof(l *level, piece *site.Piece, ready *statistics.Readiness) proof {
	t := piece.Target
	title := escape(first(piece.Title, r.words["not_public_title"]))
	if href := l.target(t); href != "" {
		title = `<a class="link" href="` + escape(href) + `">` + title + `</a>`
	}
	out := proof{No: piece.No, Label: r.say("annex", itoa(piece.No)), Title: template.HTML(title)}
	var notes []string
	switch {
	case t.Record != nil:
		notes = append(notes, r.typeLabel(t.Record.Type), r.dateText(t.Record.Date))
	case t.Page != nil:
		notes = append(notes, r.typeLabel(t.Page.Type), r.dateText(t.Page.Date))
	}
	notes = append(notes, piece.Pages)
	for _, n := range notes {
		if n != "" {
			out.Note += " · " + n
		}
	}
	out.Note = strings.TrimPrefix(out.Note, " · ")
	switch {
	case ready == nil && t.Broken && t.Cause != site.Lost:
		out.Marks = []mark{{"hidden", r.words["not_public"]}}
	case ready != nil && ready.Submitted.IsZero():
		for _, f := range ready.Flaws(piece) {
			out.Marks = append(out.Marks, mark{"bad", f.Text().In(r.diagLang())})
		}
		if len(out.Marks) == 0 {
			out.Marks = []mark{{"good", r.words["piece_ready"]}}
		}
	}
	return out
}

// diagLang is the language of what other packages say.
func (r *renderer) diagLang() diag.Lang {
	if r.english {
		return diag.EN
	}
	return diag.ZH
}

// ringWidth holds the ring and its list; on narrow phones the picture shrinks.
const ringWidth = 300

// readiness is the block that tells the staff what is still to be done.
func (r *renderer) readiness(ready *statistics.Readiness) *readyView {
	lang := r.diagLang()
	v := &readyView{Summary: ready.Summary().In(lang), Due: ready.Due().In(lang), Submitted: !ready.Submitted.IsZero()}
	if v.Submitted {
		return v
	}
	missing := ready.Missing()
	v.Late = ready.DaysLeft < 0
	v.Count, v.DoneCount = r.count("ready_missing", len(missing)), r.count("ready_done", ready.Done())
	v.Ring = template.HTML(chart.Ring{Label: r.words["ready"], Centre: strconv.Itoa(ready.Percent()) + "%", Note: r.words["ready_note"], Width: ringWidth, Slices: []chart.Slice{
		{Label: r.words["ready_met"], Value: float64(ready.Done()), Text: itoa(ready.Done())},
		{Label: r.words["ready_open"], Value: float64(len(missing)), Text: itoa(len(missing))},
	}}.SVG())
	for _, n := range missing {
		v.Missing = append(v.Missing, r.need(n))
	}
	for _, n := range ready.Needs {
		if n.Done() {
			v.Done = append(v.Done, r.need(n))
		}
	}
	return v
}

func (r *renderer) need(n *statistics.Need) needView {
	lang := r.diagLang()
	out := needView{Label: n.Label.In(lang), Note: n.Note.In(lang), Grave: n.Severity() != diag.Hint}
	for _, g := range n.Gaps {
		out.Gaps = append(out.Gaps, gapView{g.Message.In(lang), g.Hint.In(lang), g.File + ":" + itoa(max(1, g.Start.Line))})
	}
	return out
}

// collection lists the works that a collection gathers.
func (r *renderer) collection(l *level, p *site.Page, v *pageView) error {
	pages := r.Collected(p)
	if len(pages) == 0 {
		return nil
	}
	rows, err := l.rowsOf(pages)
	v.Works = []works{{Title: r.words["contents"], Count: len(pages), Rows: rows}}
	return err
}
