package render

import (
	"html/template"
	"strings"

	"showcase/generator/content"
	"showcase/generator/site"
	"showcase/generator/statistics"
)

// staffTermView is a page about one term: week by week, or in sums.
type staffTermView struct {
	shell
	Term   string
	Lead   string
	Notes  []string
	Terms  []staffLink // the same page of other terms
	Links  []staffLink // other pages, tables
	Key    template.HTML
	Jump   []staffLink // to the groups
	Groups []staffGroup
	Sums   template.HTML // of the groups and the school
	Table  template.HTML
	Empty  string
}

type staffGroup struct {
	ID, Title, Note string
	Table           template.HTML
}

// termView begins a page about a term; its report is nil if there is nothing to say.
func (r *renderer) termView(in *statistics.Internal, t content.Term, page string) (*staffTermView, *statistics.Report, error) {
	path := termPath(page, t, "html")
	l := r.level(path)
	frame, err := r.staffShell(path, r.say("internal_"+page+"_of", r.termName(t)))
	frame.Heading = r.words["internal_"+page]
	v := &staffTermView{shell: frame, Term: r.termName(t), Terms: r.internalTerms(l, in, page, t)}
	rep := in.Report(t)
	if rep == nil {
		v.Empty = r.words["internal_nothing"]
		return v, nil, err
	}
	if rep.Natural {
		v.Notes = append(v.Notes, r.words["internal_natural"])
	}
	for _, ledger := range rep.Ledgers {
		if page == "weekly" && ledger != rep.Weekly() {
			continue
		}
		for _, p := range ledger.Plans {
			v.Notes = append(v.Notes, r.say("internal_by_plan", r.in(ledger.Label()), p.Title))
		}
	}
	return v, rep, err
}

// staffWeekly is the grid of teachers and weeks, group by group.
func (r *renderer) staffWeekly(in *statistics.Internal, t content.Term) ([]byte, error) {
	v, rep, err := r.termView(in, t, "weekly")
	if err != nil {
		return nil, err
	}
	l := r.levels[1]
	v.Links = []staffLink{{Href: l.url(termPath("quota", t, "html")), Title: r.words["internal_quota"]}, {Href: l.url(termPath("weekly", t, "csv")), Title: r.words["internal_week_sheet"]}}
	if rep == nil || rep.Weekly() == nil {
		v.Empty = r.words["internal_nothing"]
		return r.execute("staff-term", v)
	}
	weekly := rep.Weekly()
	v.Lead = r.say("internal_weekly_lead", r.in(weekly.Label()), r.dateText(rep.Day))
	if n := weekly.Quota.Min; n > 1 {
		v.Lead = r.say("internal_weekly_lead_more", r.in(weekly.Label()), r.dateText(rep.Day), itoa(n))
	}
	v.Key = r.markKey()
	for _, m := range rep.Homes {
		s := weekly.Sum(m.At)
		g := staffGroup{ID: anchorOf(m.Group), Title: r.groupTitle(m.Group), Table: r.weekGrid(l, rep, weekly, m)}
		g.Note = r.say("internal_met_of", itoa(s.Met), itoa(s.Owed()), itoa(s.Missed))
		v.Groups = append(v.Groups, g)
		v.Jump = append(v.Jump, staffLink{Href: "#" + escapePath(g.ID), Title: g.Title})
	}
	return r.execute("staff-term", v)
}

// marks are a state's class, sign and word; the signs tell it on paper without colour.
var marks = [...]struct{ class, sign, word string }{
	statistics.NotOwed: {"none", "–", "state_none"},
	statistics.Coming:  {"coming", "", "state_coming"},
	statistics.Open:    {"open", "○", "state_open"},
	statistics.Missed:  {"missed", "×", "state_missed"},
	statistics.Met:     {"met", "●", "state_met"},
	statistics.Over:    {"met", "●", "state_met"},
}

// mark is a cell of a grid.
func (r *renderer) mark(s statistics.State) string {
	m := marks[s]
	if s == statistics.Coming {
		return `<td class="coming"></td>`
	}
	return `<td class="` + m.class + `"><span aria-hidden="true">` + m.sign + `</span><span class="vh">` + escape(r.words[m.word]) + `</span></td>`
}

// markKey explains the signs.
func (r *renderer) markKey() template.HTML {
	var b strings.Builder
	for _, s := range []statistics.State{statistics.Met, statistics.Missed, statistics.Open, statistics.NotOwed} {
		b.WriteString(`<li><span class="sign ` + marks[s].class + `" aria-hidden="true">` + marks[s].sign + `</span>` + escape(r.words[marks[s].word]) + "</li>")
	}
	b.WriteString(`<li><span class="sign off" aria-hidden="true">` + escape(r.words["internal_off_sign"]) + `</span>` + escape(r.words["internal_off"]) + "</li>")
	return template.HTML(b.String())
}

// weekGrid is the table of one group.
func (r *renderer) weekGrid(l *level, rep *statistics.Report, weekly *statistics.Ledger, m statistics.Members) template.HTML {
	var b strings.Builder
	b.WriteString(`<table class="week-grid"><caption class="vh">` + escape(r.groupTitle(m.Group)) + `</caption><thead><tr><th scope="col">` + escape(r.words["internal_name"]) + "</th>")
	for _, p := range weekly.Periods {
		class, day := "", itoa(p.From.Month)+"."+itoa(p.From.Day)
		switch {
		case p.Off:
			class, day = ` class="off"`, escape(r.words["internal_off_sign"])
		case p.State == statistics.Open:
			class = ` class="this-week" aria-current="date"`
		}
		b.WriteString(`<th scope="col"` + class + `><span class="vh">` + escape(r.say("internal_week", itoa(p.Number))) + `</span><span aria-hidden="true">` + itoa(p.Number) + `<small>` + day + "</small></span></th>")
	}
	b.WriteString(`<th scope="col">` + escape(r.words["internal_met_owed"]) + `</th><th scope="col">` + escape(r.words["internal_longest"]) + "</th></tr></thead>\n<tbody>\n")
	for _, who := range m.At {
		line := &weekly.Lines[who]
		b.WriteString(`<tr><th scope="row">` + l.person(rep.People[who].Name) + "</th>")
		for i, d := range line.Dues {
			if weekly.Periods[i].Off {
				b.WriteString(`<td class="off"><span class="vh">` + escape(r.words["internal_off"]) + "</span></td>")
				continue
			}
			b.WriteString(r.mark(d.State))
		}
		b.WriteString(`<td class="sum">` + ratio(line.Met, line.Owed()) + `</td><td class="sum">` + positive(line.Longest) + "</td></tr>\n")
	}
	b.WriteString("</tbody>\n<tfoot><tr>" + `<th scope="row">` + escape(r.words["internal_written"]) + "</th>")
	weekTotals(&b, weekly, m)
	s := weekly.Sum(m.At)
	b.WriteString(`<td class="sum">` + ratio(s.Met, s.Owed()) + "</td><td></td></tr></tfoot></table>")
	return template.HTML(b.String())
}

// weekTotals is the line of how many of a group have written in each week.
func weekTotals(b *strings.Builder, weekly *statistics.Ledger, m statistics.Members) {
	for i, p := range weekly.Periods {
		have, of := written(weekly, m.At, i)
		switch {
		case p.Off:
			b.WriteString(`<td class="off"></td>`)
		case of == 0:
			b.WriteString("<td></td>")
		default:
			b.WriteString(`<td class="sum"><span class="of">` + itoa(have) + "</span><small>／" + itoa(of) + "</small></td>")
		}
	}
}

// written counts who of some people has written for a period, and who owes it.
func written(l *statistics.Ledger, at []int, period int) (have, of int) {
	for _, who := range at {
		switch l.Lines[who].Dues[period].State {
		case statistics.Met, statistics.Over:
			have++
			of++
		case statistics.Missed, statistics.Open:
			of++
		}
	}
	return have, of
}

// ratio is 15／16; a dash where nothing was owed.
func ratio(have, of int) string {
	if of == 0 {
		return "–"
	}
	return itoa(have) + "／" + itoa(of)
}

// positive is a number, and nothing for none.
func positive(n int) string {
	if n == 0 {
		return ""
	}
	return itoa(n)
}

// staffQuota are the sums of a term: of the groups, and of each person.
func (r *renderer) staffQuota(in *statistics.Internal, t content.Term) ([]byte, error) {
	v, rep, err := r.termView(in, t, "quota")
	if err != nil {
		return nil, err
	}
	l := r.levels[1]
	v.Links = []staffLink{{Href: l.url(termPath("quota", t, "csv")), Title: r.words["internal_quota_sheet"]}}
	if rep == nil {
		return r.execute("staff-term", v)
	}
	if rep.Weekly() != nil {
		v.Links = append([]staffLink{{Href: l.url(termPath("weekly", t, "html")), Title: r.words["internal_weekly"]}}, v.Links...)
	}
	v.Lead = r.say("internal_quota_lead", r.dateText(rep.Day))
	v.Sums = r.groupSums(l, rep)
	v.Table = r.personSums(l, in, rep)
	for _, m := range rep.Homes {
		v.Jump = append(v.Jump, staffLink{Href: "#" + escapePath(anchorOf(m.Group)), Title: r.groupTitle(m.Group)})
	}
	return r.execute("staff-term", v)
}

// groupSums has a line for each group, those included that are no one's own,
// and one for the school.
func (r *renderer) groupSums(l *level, rep *statistics.Report) template.HTML {
	var b strings.Builder
	b.WriteString(`<table class="figs sums"><caption class="vh">` + escape(r.words["internal_groups"]) + `</caption><thead><tr><th scope="col">` + escape(r.words["internal_group"]) + "</th>")
	for _, ledger := range rep.Ledgers {
		b.WriteString(`<th scope="col">` + escape(r.in(ledger.Label())) + `<small>` + escape(r.words["internal_met_owed"]) + `</small></th><th scope="col">` + escape(r.words["internal_behind"]) + "</th>")
	}
	b.WriteString("</tr></thead><tbody>\n")
	row := func(head string, at []int) {
		b.WriteString(`<tr><th scope="row">` + head + "</th>")
		for _, ledger := range rep.Ledgers {
			s := ledger.Sum(at)
			met, of := ledger.Share(s)
			b.WriteString("<td>" + ratio(met, of))
			if of > 0 {
				b.WriteString(` <small>` + wholePercent(met, of) + "</small>")
			}
			b.WriteString("</td><td>" + ratio(s.Behind, s.People) + "</td>")
		}
		b.WriteString("</tr>\n")
	}
	own := map[*site.Page]bool{}
	for _, m := range rep.Homes {
		own[m.Group] = true
	}
	for _, m := range rep.Groups {
		head := escape(m.Group.Title)
		if own[m.Group] {
			head = `<a class="link" href="#` + escapePath(anchorOf(m.Group)) + `">` + head + `</a>`
		}
		row(head, m.At)
	}
	b.WriteString("</tbody><tbody class=\"whole\">")
	row(escape(r.words["internal_school"]), rep.Everyone())
	b.WriteString("</tbody></table>")
	return template.HTML(b.String())
}

// personSums has a line for each person, group by group.
func (r *renderer) personSums(l *level, in *statistics.Internal, rep *statistics.Report) template.HTML {
	var b strings.Builder
	w := r.words
	columns := 0
	head := func(text, class string) {
		columns++
		b.WriteString(`<th scope="col"` + class + `>` + escape(text) + "</th>")
	}
	b.WriteString(`<table class="figs people-sums"><caption class="vh">` + escape(w["internal_people"]) + `</caption><thead><tr>`)
	head(w["internal_name"], "")
	for _, ledger := range rep.Ledgers {
		head(r.in(ledger.Label()), "")
		head(w["internal_missing_"+missingWord(ledger)], ` class="text"`)
		if ledger.Quota.Per == content.PerWeek {
			head(w["internal_run"], "")
			head(w["internal_stage"], ` class="text"`)
		}
	}
	b.WriteString("</tr></thead>\n")
	for _, m := range rep.Homes {
		b.WriteString(`<tbody id="` + escape(anchorOf(m.Group)) + `"><tr class="group-row"><th scope="rowgroup" colspan="` + itoa(columns) + `">` + escape(r.groupTitle(m.Group)) + "</th></tr>\n")
		for _, who := range m.At {
			b.WriteString(`<tr><th scope="row">` + l.person(rep.People[who].Name) + "</th>")
			for _, ledger := range rep.Ledgers {
				r.lineCells(&b, in, ledger, who)
			}
			b.WriteString("</tr>\n")
		}
		b.WriteString("</tbody>\n")
	}
	b.WriteString("</table>")
	return template.HTML(b.String())
}

// missingWord says what is missing of a quota: weeks, pieces, …
func missingWord(ledger *statistics.Ledger) string {
	switch ledger.Quota.Per {
	case content.PerWeek:
		return "weeks"
	case content.PerMonth:
		return "months"
	case content.PerEvent:
		return "events"
	}
	return "state"
}

// lineCells are the cells of one person and quota.
func (r *renderer) lineCells(b *strings.Builder, in *statistics.Internal, ledger *statistics.Ledger, who int) {
	line := &ledger.Lines[who]
	cell := func(class, text string) {
		if class != "" {
			class = ` class="` + class + `"`
		}
		b.WriteString("<td" + class + ">" + text + "</td>")
	}
	class := "text " + marks[line.State].class
	if ledger.Whole() {
		if line.State == statistics.NotOwed {
			cell("", positive(line.Pieces))
			cell("text none", "–")
			return
		}
		d := line.Dues[0]
		cell("", itoa(line.Pieces)+` <small>`+escape(r.wanted(d))+"</small>")
		cell(class, escape(r.in(line.State.Word())))
		return
	}
	cell("", ratio(line.Met, line.Owed()))
	cell(class, escape(ledger.Missed(who)))
	if ledger.Quota.Per == content.PerWeek {
		cell("", positive(line.Run))
		cell("text", escape(r.in(statistics.StageWord(in.Stage(line)))))
	}
}

// wanted is how many are asked for: 3—5.
func (r *renderer) wanted(d statistics.Due) string {
	switch {
	case d.Target == 0 || d.Target == d.Min:
		return r.say("internal_at_least", itoa(d.Min))
	case d.Min == 0:
		return r.say("internal_up_to", itoa(d.Target))
	}
	return r.say("internal_from_to", itoa(d.Min), itoa(d.Target))
}
