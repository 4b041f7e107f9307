package statistics

import (
	"slices"

	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/site"
)

// Readiness is how far a dossier is from being handed in, on the site's day.
type Readiness struct {
	Page      *site.Page
	Evidence  *site.Evidence
	Needs     []*Need      // what it takes, in the order of the work
	Deadline  content.Date // zero: none is given
	DaysLeft  int          // until the deadline, negative behind it; 0 where the site has no day
	Submitted content.Date // when it was handed in; zero: it was not, by the site's day

	today content.Date
	flaws map[*site.Piece][]Flaw
}

// Need is one thing that it takes to hand the dossier in. Needs that a dossier
// has no use for (a form, if its notice asks for none) are left out.
type Need struct {
	Code  string    // dossier/evidence; its gaps have this code or a narrower one
	Label diag.Text // what is wanted: 佐证都在
	Note  diag.Text // how it stands in figures: 2466／2500字; may be empty
	Gaps  []Gap     // what is missing; none: it is done
}

// Done reports whether nothing is missing.
func (n *Need) Done() bool { return len(n.Gaps) == 0 }

// Severity is that of the gravest gap. With a warning the submission would fail.
func (n *Need) Severity() diag.Severity {
	worst := diag.Hint
	for _, g := range n.Gaps {
		worst = min(worst, g.Severity)
	}
	return worst
}

// Gap is one thing that is missing: where, and what to do about it.
type Gap struct {
	diag.Diagnostic
	Told bool // reading, linking or assembling the site reports it already
}

// Readiness looks at a dossier. The site should be the staff's: it is the
// full edition that is handed in.
func (s *Statistics) Readiness(p *site.Page) *Readiness {
	today := s.site.Today
	r := &Readiness{Page: p, Evidence: s.site.Evidence(p), today: today}
	r.Deadline = p.Value("deadline").Date
	if d := p.Value("submitted").Date; !d.IsZero() && (today.IsZero() || today.Days(d) <= 0) {
		r.Submitted = d
	}
	if !r.Deadline.IsZero() && !today.IsZero() {
		r.DaysLeft = today.Days(r.Deadline)
	}
	a := &assessor{Readiness: r, Statistics: s, page: p}
	a.window = Window{From: p.Value("window").Date, To: p.Value("window").End}
	a.times()
	a.publicity()
	a.evidence()
	a.form()
	a.names()
	a.texts()
	a.numbers()
	a.copies()
	a.checklist()
	return r
}

// Done is how many needs are met.
func (r *Readiness) Done() int {
	n := 0
	for _, need := range r.Needs {
		if need.Done() {
			n++
		}
	}
	return n
}

// Percent is the share of needs that are met, each weighing the same, rounded
// down: only what is complete is 100.
func (r *Readiness) Percent() int {
	if len(r.Needs) == 0 {
		return 100
	}
	return r.Done() * 100 / len(r.Needs)
}

// Missing are the needs that are not met, first things first: those with which
// the submission would fail, then the others, each in the order of the work.
func (r *Readiness) Missing() []*Need {
	var out []*Need
	for _, n := range r.Needs {
		if !n.Done() {
			out = append(out, n)
		}
	}
	slices.SortStableFunc(out, func(a, b *Need) int { return int(a.Severity()) - int(b.Severity()) })
	return out
}

// Summary says the percentage with its base: 12/16 项，75%.
func (r *Readiness) Summary() diag.Text {
	return diag.Say("%d/%d 项，%d%%", "%d of %d, %d%%", r.Done(), len(r.Needs), r.Percent())
}

// Due says when the dossier must be handed in, and how long that is from the
// site's day, which it names: it need not be the reader's.
func (r *Readiness) Due() diag.Text {
	d, day := r.Deadline, r.today
	switch {
	case !r.Submitted.IsZero():
		return diag.Say("已于%[1]s报送", "handed in on %[2]s", r.Submitted, r.Submitted.ISO())
	case r.Deadline.IsZero():
		return diag.Say("没有写截止日期", "no deadline is given")
	case r.today.IsZero():
		return diag.Say("%[1]s截止", "due on %[2]s", d, d.ISO())
	case r.DaysLeft < 0:
		return diag.Say("%[1]s截止，到%[3]s已过%[5]d天", "was due on %[2]s, %[5]d days before %[4]s", d, d.ISO(), day, day.ISO(), -r.DaysLeft)
	case r.DaysLeft == 0:
		return diag.Say("%[1]s当天截止", "due on %[2]s, the very day", d, d.ISO())
	}
	return diag.Say("%[1]s截止，从%[3]s算起还有%[5]d天", "due on %[2]s, %[5]d days from %[4]s", d, d.ISO(), day, day.ISO(), r.DaysLeft)
}

// Findings are what nobody else reports: what stands between the dossier and
// its being handed in, and one that sums it up. A dossier that was handed in
// has none; of one whose time is over only the deadline matters.
func (r *Readiness) Findings() []diag.Diagnostic {
	missing := r.Missing()
	if !r.Submitted.IsZero() || len(missing) == 0 {
		return nil
	}
	over := r.DaysLeft < 0
	out := []diag.Diagnostic{{File: r.Page.File, Start: diag.Pos{Line: 1, Column: 1}, Severity: diag.Hint, Code: "dossier/ready",
		Message: diag.Say("《%[1]s》准备了%[2]s；%[3]s", "“%[1]s” is ready in %[4]s; %[5]s", r.Page.Title, r.Summary().ZH, r.Due().ZH, r.Summary().EN, r.Due().EN),
		Hint:    diag.Say("逐条看还缺什么：showcase ready", "For all that is missing: showcase ready")}}
	if over {
		out[0] = r.overdue(diag.Hint).Diagnostic
	}
	for _, n := range missing {
		for _, g := range n.Gaps {
			if !g.Told && g.Code != overdueCode && (!over || g.Code == "dossier/deadline") {
				out = append(out, g.Diagnostic)
			}
		}
	}
	return out
}

// assessor fills in the needs of one dossier.
type assessor struct {
	*Readiness
	*Statistics
	page   *site.Page
	window Window
}

// need adds a need with its gaps.
func (a *assessor) need(code string, label, note diag.Text, gaps ...Gap) {
	a.Needs = append(a.Needs, &Need{Code: code, Label: label, Note: note, Gaps: gaps})
}

// gap is something missing at a value of the dossier's front matter; at its
// head where there is no such value.
func (a *assessor) gap(at content.Value, sev diag.Severity, code string, message, hint diag.Text) Gap {
	if at.Pos == (diag.Pos{}) {
		at.Pos = diag.Pos{Line: 1, Column: 1}
	}
	return Gap{Diagnostic: diag.Diagnostic{File: a.page.File, Start: at.Pos, End: at.EndAt, Severity: sev, Code: code, Message: message, Hint: hint}}
}

// absent is a field that the type requires and that is not given, which
// reading reports.
func (a *assessor) absent(field, code string) Gap {
	label, help := field, ""
	if f := a.page.Type.Field(field); f != nil {
		label, help = f.Label, f.Help
	}
	g := a.gap(content.Value{}, diag.Warning, code, diag.Say("没有写“%[1]s”", "%[2]s is not given", label, field), diag.Text{ZH: help, EN: help})
	g.Told = true
	return g
}
