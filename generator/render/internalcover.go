package render

import (
	"html/template"
	"strings"

	"showcase/generator/content"
	"showcase/generator/site"
	"showcase/generator/statistics"
)

// staffHomeView is the first page of the school's own statistics.
type staffHomeView struct {
	shell
	Lead    string
	Empty   string
	Term    string
	Figures []figure
	Quotas  []quotaLine
	Shares  []shareLine
	Base    string
	Plans   []planLine
	Pairs   []pairLine
	Terms   []termLine
	More    map[string]string // addresses of the other pages
}

// quotaLine is what the school is behind with of one quota.
type quotaLine struct {
	Title, Href, Ratio, Percent, Behind string
	Bar                                 template.HTML
}

// shareLine is a share of the staff.
type shareLine struct {
	Title, Ratio, Percent, Note string
	Bar                         template.HTML
	Missing                     template.HTML
	Missed                      string
}

type planLine struct {
	Title             template.HTML
	Ratio, Percent    string
	Overdue, Sessions string
	Bar               template.HTML
	Phases            []phaseLine
}

type phaseLine struct {
	Name, Span, State, StateWord, Ratio string
	Tasks                               []taskLine
}

type taskLine struct {
	Text, Due, State string
	Owners           template.HTML
	Done, Overdue    bool
	Plan             template.HTML
}

// pairLine is one of the four combinations.
type pairLine struct {
	Sides   [2]sideLine
	Verdict string
	Whole   bool // something was done on both sides
}

type sideLine struct{ Mode, Count, Hours string }

type termLine struct {
	Title                            string
	Weekly, Quota, WeekCSV, QuotaCSV string
}

func (r *renderer) staffHome(in *statistics.Internal) ([]byte, error) {
	l := r.levels[1]
	frame, err := r.staffShell(staffIndex, r.words["internal_title"])
	if err != nil {
		return nil, err
	}
	v := &staffHomeView{shell: frame, Lead: r.words["internal_lead"], More: map[string]string{"coverage": l.url(staffCoverage), "plans": l.url(staffPlans)}}
	c := in.Coverage()
	if c == nil {
		v.Empty = r.words["internal_no_table"]
	} else {
		v.Shares, v.Base = r.shares(l, c), r.staffBase(c)
		v.Pairs = r.pairs(c.Pairs)
	}
	if rep := in.Report(content.Term{}); rep != nil {
		v.Term = r.say("internal_term_day", r.termName(rep.Term), r.dateText(rep.Day))
		r.termFigures(l, v, rep)
	}
	for _, p := range in.Plans() {
		if p.Done < p.All {
			v.Plans = append(v.Plans, r.planLine(l, p))
		}
	}
	for _, t := range in.Terms() {
		v.Terms = append(v.Terms, termLine{r.termName(t), l.url(termPath("weekly", t, "html")), l.url(termPath("quota", t, "html")), l.url(termPath("weekly", t, "csv")), l.url(termPath("quota", t, "csv"))})
	}
	return r.execute("staff-home", v)
}

// termFigures says where the newest term stands: this week, and each quota.
func (r *renderer) termFigures(l *level, v *staffHomeView, rep *statistics.Report) {
	for _, ledger := range rep.Ledgers {
		page := "quota"
		if ledger.Quota.Per == content.PerWeek {
			page = "weekly"
			r.thisWeek(v, rep, ledger)
		}
		s := ledger.Sum(rep.Everyone())
		met, of := ledger.Share(s)
		q := quotaLine{Title: r.in(ledger.Label()), Href: l.url(termPath(page, rep.Term, "html")), Ratio: ratio(met, of), Percent: wholePercent(met, of), Bar: bar(met, of)}
		switch {
		case s.Behind > 0:
			q.Behind = r.say("internal_behind_n", itoa(s.Behind), itoa(s.People))
		case s.Waiting > 0:
			q.Behind = r.say("internal_waiting", itoa(s.Waiting))
		default:
			q.Behind = r.words["internal_all_met"]
		}
		v.Quotas = append(v.Quotas, q)
		v.Figures = append(v.Figures, figure{Label: r.in(ledger.Label()), Number: itoa(s.Pieces), Unit: r.countUnit(ledger.Quota.Type)})
	}
}

// thisWeek is how many have written in the week that goes on.
func (r *renderer) thisWeek(v *staffHomeView, rep *statistics.Report, weekly *statistics.Ledger) {
	for i, p := range weekly.Periods {
		if p.State != statistics.Open || p.Off {
			continue
		}
		have, of := written(weekly, rep.Everyone(), i)
		v.Figures = append(v.Figures, figure{Label: r.say("internal_this_week", itoa(p.Number)), Number: itoa(have), Unit: "／" + itoa(of) + r.words["internal_people_unit"]})
	}
}

// shares are the parts of the staff that something has reached.
func (r *renderer) shares(l *level, c *statistics.Coverage) []shareLine {
	var out []shareLine
	for _, s := range []struct {
		key   string
		share statistics.Share
		args  []string
	}{
		{"internal_learning", c.Learning, []string{itoa(c.Day.Year)}}, {"internal_grouped", c.Grouped, nil}, {"internal_projects", c.Projects, nil},
		{"internal_hours", c.Hours, []string{decimal(r.Config.Training.Hours)}}, {"internal_computer", c.Computer, nil},
	} {
		if s.share.Of == 0 {
			continue // nothing is asked for
		}
		line := shareLine{Title: r.say(s.key, s.args...), Ratio: ratio(s.share.Have, s.share.Of), Percent: wholePercent(s.share.Have, s.share.Of), Bar: bar(s.share.Have, s.share.Of)}
		if s.share.Stated {
			line.Note = r.words["internal_stated"]
		}
		if n := len(s.share.Missing); n > 0 {
			line.Missing, line.Missed = l.colleagues(s.share.Missing), r.count("internal_not_yet", n)
		}
		out = append(out, line)
	}
	return out
}

// staffBase says whom the shares are of.
func (r *renderer) staffBase(c *statistics.Coverage) string {
	if c.Profile > 0 && c.Profile != len(c.Staff) {
		return r.say("internal_base_profile", itoa(len(c.Staff)), itoa(c.Profile))
	}
	return r.say("internal_base", itoa(len(c.Staff)))
}

// pairs are the four combinations and what is missing of them.
func (r *renderer) pairs(list [4]statistics.Combination) []pairLine {
	var out []pairLine
	for _, c := range list {
		var p pairLine
		none := true
		for i, s := range c.Sides {
			p.Sides[i] = sideLine{Mode: s.Mode, Count: r.count("internal_sessions", s.Sessions)}
			if s.Hours > 0 {
				p.Sides[i].Hours = r.say("internal_n_hours", decimal(s.Hours))
			}
			none = none && s.Sessions == 0
		}
		switch {
		case none:
			p.Verdict = r.words["internal_pair_none"]
		case c.Missing() != "":
			p.Verdict = r.say("internal_pair_lacks", c.Missing())
		default:
			p.Verdict, p.Whole = r.words["internal_pair_both"], true
		}
		out = append(out, p)
	}
	return out
}

// staffCoverageView is the page of what the staff is covered by.
type staffCoverageView struct {
	shell
	Lead, Base, Empty string
	Shares            []shareLine
	Leaders           template.HTML
	Groups            template.HTML
	Hours             template.HTML
	HoursNote         string
	Pairs             []pairLine
}

func (r *renderer) staffCoverage(in *statistics.Internal) ([]byte, error) {
	l := r.levels[1]
	frame, err := r.staffShell(staffCoverage, r.words["internal_coverage"])
	if err != nil {
		return nil, err
	}
	v := &staffCoverageView{shell: frame}
	c := in.Coverage()
	if c == nil {
		v.Empty = r.words["internal_no_table"]
		return r.execute("staff-coverage", v)
	}
	v.Lead = r.say("internal_coverage_lead", r.termName(c.Year), r.dateText(c.Day))
	v.Base = r.staffBase(c)
	v.Shares = r.shares(l, c)
	v.Leaders = r.leaderTable(l, c)
	v.Groups = r.groupTable(l, c)
	v.Hours = r.hourTable(l, c)
	if c.Unnamed > 0 {
		v.HoursNote = r.count("internal_unnamed", c.Unnamed)
	}
	v.Pairs = r.pairs(c.Pairs)
	return r.execute("staff-coverage", v)
}

// leaderTable shows what the leaders did themselves.
func (r *renderer) leaderTable(l *level, c *statistics.Coverage) template.HTML {
	w := r.words
	var rows [][]string
	for _, s := range c.Leaders {
		rows = append(rows, []string{l.person(s.Who.Name), escape(strings.Join(s.Who.Value("post").Strings(), w["list_mark"])), itoa(s.Reflections), itoa(s.Cases), itoa(s.Lessons), decimal(s.Hours)})
	}
	return figuresTable(w["internal_leaders"], []tableHead{{w["internal_name"], false}, {w["internal_post"], true}, {w["internal_reflections"], false}, {w["internal_cases"], false}, {w["internal_lessons"], false}, {w["internal_hours_year"], false}}, rows)
}

// groupTable shows who has a plan and has met.
func (r *renderer) groupTable(l *level, c *statistics.Coverage) template.HTML {
	w := r.words
	var rows [][]string
	for _, g := range c.Groups {
		plan := `<span class="missed">` + escape(w["internal_no_plan"]) + "</span>"
		if g.Plan != nil {
			plan = string(l.page(g.Plan))
		}
		rows = append(rows, []string{string(l.page(g.Group)), escape(g.Group.Value("kind").Text), positive(g.Members), plan, itoa(g.Activities)})
	}
	return figuresTable(w["internal_groups"], []tableHead{{w["internal_group"], false}, {w["internal_kind"], true}, {w["members"], false}, {w["internal_plan_of_year"], true}, {w["internal_activities"], false}}, rows)
}

// hourTable shows each person's hours.
func (r *renderer) hourTable(l *level, c *statistics.Coverage) template.HTML {
	w := r.words
	want := r.Config.Training.Hours
	var rows [][]string
	for _, h := range c.Learnt {
		state := ""
		switch {
		case want > 0 && h.Year >= want:
			state = escape(w["state_reached"])
		case want > 0:
			state = escape(r.say("internal_hours_left", decimal(want-h.Year)))
		}
		rows = append(rows, []string{l.person(h.Who.Name), decimal(h.Year), state, decimal(h.Years)})
	}
	return figuresTable(w["internal_hours_table"], []tableHead{{w["internal_name"], false}, {w["internal_hours_year"], false}, {w["internal_hours_state"], true}, {w["internal_hours_five"], false}}, rows)
}

// staffPlansView is the page of all plans' tasks.
type staffPlansView struct {
	shell
	Lead, Empty string
	Overdue     []taskLine
	Plans       []planLine
}

func (r *renderer) staffPlans(in *statistics.Internal) ([]byte, error) {
	l := r.levels[1]
	frame, err := r.staffShell(staffPlans, r.words["internal_plans"])
	if err != nil {
		return nil, err
	}
	v := &staffPlansView{shell: frame, Lead: r.say("internal_plans_lead", r.dateText(r.Today))}
	for _, p := range in.Plans() {
		v.Plans = append(v.Plans, r.planLine(l, p))
		for _, t := range p.Overdue() {
			one := r.taskLine(l, t)
			one.Plan = l.page(p.Plan)
			v.Overdue = append(v.Overdue, one)
		}
	}
	if len(v.Plans) == 0 {
		v.Empty = r.words["internal_no_tasks"]
	}
	return r.execute("staff-plans", v)
}

func (r *renderer) planLine(l *level, p *statistics.Progress) planLine {
	out := planLine{Title: l.page(p.Plan), Ratio: ratio(p.Done, p.All), Percent: wholePercent(p.Done, p.All), Bar: bar(p.Done, p.All)}
	if n := len(p.Overdue()); n > 0 {
		out.Overdue = r.count("internal_overdue_n", n)
	}
	if p.Held > 0 {
		out.Sessions = r.count("internal_held", p.Held)
	}
	for _, ph := range p.Phases {
		one := phaseLine{Name: ph.Name, Span: r.span(ph.From, ph.To), Ratio: ratio(ph.Done, ph.All)}
		switch ph.State {
		case statistics.Coming:
			one.State, one.StateWord = "coming", r.words["phase_coming"]
		case statistics.Open:
			one.State, one.StateWord = "current", r.words["phase_current"]
		case statistics.Missed:
			if one.State, one.StateWord = "done", r.words["phase_done"]; ph.Done < ph.All {
				one.StateWord = r.words["internal_phase_over"]
			}
		}
		for _, t := range ph.Tasks {
			one.Tasks = append(one.Tasks, r.taskLine(l, t))
		}
		out.Phases = append(out.Phases, one)
	}
	return out
}

func (r *renderer) taskLine(l *level, t statistics.Task) taskLine {
	return taskLine{Text: t.Text, Due: r.dateText(t.Due), State: r.in(t.Word()), Owners: l.names(t.Owners), Done: t.Done, Overdue: t.Overdue}
}

// writing shows on a person's page, in the school's own edition, what the
// person owes this term and how long the run of weeks is; nil elsewhere.
func (r *renderer) writing(l *level, who *site.Person) *writingView {
	in := r.counts.Internal()
	rep := in.Report(content.Term{})
	if rep == nil || rep.Of(who) < 0 {
		return nil
	}
	at := rep.Of(who)
	v := &writingView{Term: r.termName(rep.Term)}
	for _, ledger := range rep.Ledgers {
		line := &ledger.Lines[at]
		f := fact{Label: r.in(ledger.Label())}
		switch {
		case line.State == statistics.NotOwed && line.Pieces == 0:
			continue
		case ledger.Whole():
			f.Value = template.HTML(itoa(line.Pieces))
			if line.State != statistics.NotOwed {
				f.Value += template.HTML(" <small>" + escape(r.wanted(line.Dues[0])) + "</small> " + string(r.stateMark(line.State)))
			}
		default:
			f.Value = template.HTML(ratio(line.Met, line.Owed()))
			if missed := ledger.Missed(at); missed != "" {
				f.Value += template.HTML(` <span class="missed">` + escape(r.say("internal_missing_these", missed)) + "</span>")
			}
		}
		v.Facts = append(v.Facts, f)
		if ledger.Quota.Per == content.PerWeek {
			r.writingWeeks(l, v, in, rep, ledger, at)
		}
	}
	if len(v.Facts) == 0 {
		return nil
	}
	return v
}

// writingView is the block on a person's page.
type writingView struct {
	Term, Href string
	Stage, Run string
	Weeks      template.HTML
	Facts      []fact
}

func (r *renderer) stateMark(s statistics.State) template.HTML {
	return template.HTML(`<span class="` + marks[s].class + `">` + escape(r.in(s.Word())) + "</span>")
}

// writingWeeks is the person's line of the grid, the run and the stage.
func (r *renderer) writingWeeks(l *level, v *writingView, in *statistics.Internal, rep *statistics.Report, weekly *statistics.Ledger, at int) {
	line := &weekly.Lines[at]
	for _, m := range rep.Homes {
		for _, i := range m.At {
			if i == at {
				v.Href = l.urlAt(termPath("weekly", rep.Term, "html"), anchorOf(m.Group))
			}
		}
	}
	if line.Longest > 0 {
		v.Run = r.say("internal_run_longest", itoa(line.Run), itoa(line.Longest))
		v.Stage = r.in(statistics.StageWord(in.Stage(line)))
	}
	var b strings.Builder
	for i, d := range line.Dues {
		m := marks[d.State]
		class, sign, word := m.class, m.sign, r.words[m.word]
		if weekly.Periods[i].Off {
			class, sign, word = "off", r.words["internal_off_sign"], r.words["internal_off"]
		}
		b.WriteString(`<li class="` + class + `"><small>` + itoa(weekly.Periods[i].Number) + `</small><span aria-hidden="true">` + escape(sign) + `</span><span class="vh">` + escape(word) + "</span></li>")
	}
	v.Weeks = template.HTML(b.String())
}
