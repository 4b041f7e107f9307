package render

import (
	"html/template"
	"path"
	"strings"

	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/output"
	"showcase/generator/site"
	"showcase/generator/statistics"
)

// The pages that only the school's own edition has; each term has more.
const (
	staffIndex    = "staff/index.html"
	staffCoverage = "staff/coverage.html"
	staffPlans    = "staff/plans.html"
)

// addStaff puts the pages of the school's own statistics into the tree. A
// public site has no Internal, and so none of them.
func (r *renderer) addStaff() {
	in := r.counts.Internal()
	if in == nil {
		return
	}
	add := func(path string, make func() ([]byte, error)) { r.tree.Add(output.Entry{Path: path, Make: make}) }
	add(staffIndex, func() ([]byte, error) { return r.staffHome(in) })
	add(staffCoverage, func() ([]byte, error) { return r.staffCoverage(in) })
	add(staffPlans, func() ([]byte, error) { return r.staffPlans(in) })
	for _, t := range in.Terms() {
		add(termPath("weekly", t, "html"), func() ([]byte, error) { return r.staffWeekly(in, t) })
		add(termPath("quota", t, "html"), func() ([]byte, error) { return r.staffQuota(in, t) })
		add(termPath("weekly", t, "csv"), func() ([]byte, error) { return r.weekSheet(in, t), nil })
		add(termPath("quota", t, "csv"), func() ([]byte, error) { return r.quotaSheet(in, t), nil })
	}
}

func termPath(name string, t content.Term, ending string) string {
	return "staff/" + name + "-" + itoa(t.Year) + "-" + itoa(t.Half) + "." + ending
}

// staffShell is the frame of a page of the school's own statistics.
func (r *renderer) staffShell(path, heading string) (shell, error) {
	l := r.level(path)
	v := r.shell(l, heading, "", "website", nil)
	v.Header = l.staff
	v.Meta += `<meta name="robots" content="noindex">` + "\n"
	if path == staffIndex {
		return v, nil
	}
	way := struct {
		W      words
		Crumbs []template.HTML
	}{r.words, []template.HTML{l.link("index.html", r.words["home"]), l.link(staffIndex, r.words["internal_title"])}}
	crumbs, err := r.part("crumbs", way)
	v.Crumbs = crumbs
	return v, err
}

// staffLink leads from one page of the statistics to another.
type staffLink struct {
	Href, Title, Note string
	Current           bool
}

// internalTerms lead to the pages of each term.
func (r *renderer) internalTerms(l *level, in *statistics.Internal, name string, current content.Term) []staffLink {
	var out []staffLink
	for _, t := range in.Terms() {
		out = append(out, staffLink{Href: l.url(termPath(name, t, "html")), Title: r.termName(t), Current: t == current})
	}
	return out
}

// in puts a text that has both languages into the site's.
func (r *renderer) in(t diag.Text) string {
	if r.english {
		return t.EN
	}
	return t.ZH
}

// bar draws a part of a whole; the numbers stand beside it.
func bar(have, of int) template.HTML {
	if of == 0 {
		return ""
	}
	width := itoa(min(1000, have*1000/of))
	return template.HTML(`<svg class="chart bar-line" viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="1000" height="12"/><rect class="c0" width="` + width + `" height="12"/></svg>`)
}

// wholePercent is 38%, of a part and its whole.
func wholePercent(have, of int) string {
	if of == 0 {
		return ""
	}
	return itoa(have*100/of) + "%"
}

// anchorOf is the anchor of a group on the pages of a term: a head can be sent it.
func anchorOf(g *site.Page) string {
	if g == nil {
		return "others"
	}
	return strings.TrimSuffix(path.Base(g.Path), ".html")
}

// groupTitle is the heading of people of one group.
func (r *renderer) groupTitle(g *site.Page) string {
	if g == nil {
		return r.words["internal_others"]
	}
	return g.Title
}

// colleagues joins people's names.
func (l *level) colleagues(list []*site.Colleague) template.HTML {
	return template.HTML(l.join(len(list), func(i int) string { return l.person(list[i].Name) }))
}

// weekSheet and quotaSheet are the inspection and the statistics sheet of a
// term (检查表, 学习情况统计表) for a spreadsheet.
func (r *renderer) weekSheet(in *statistics.Internal, t content.Term) []byte {
	if rep := in.Report(t); rep != nil && rep.Weekly() != nil {
		return r.sheet(in.WeekTable(rep, rep.Weekly(), rep.InOrder()))
	}
	return r.sheet(statistics.Table{})
}

func (r *renderer) quotaSheet(in *statistics.Internal, t content.Term) []byte {
	if rep := in.Report(t); rep != nil {
		return r.sheet(in.QuotaTable(rep, rep.InOrder()))
	}
	return r.sheet(statistics.Table{})
}

// sheet is a table as a CSV file in the site's language.
func (r *renderer) sheet(t statistics.Table) []byte {
	if r.english {
		return Sheet(t, diag.EN)
	}
	return Sheet(t, diag.ZH)
}

// Sheet is a table as a CSV file that spreadsheets open rightly and safely.
func Sheet(t statistics.Table, lang diag.Lang) []byte {
	return spreadsheet(func(yield func([]string) bool) {
		row := make([]string, len(t.Columns))
		for i, c := range t.Columns {
			row[i] = harmless(c.Label.In(lang))
		}
		if !yield(row) {
			return
		}
		for _, cells := range t.Rows {
			for i, cell := range cells {
				row[i] = harmless(statistics.CellText(cell, lang))
			}
			if !yield(row) {
				return
			}
		}
	})
}
