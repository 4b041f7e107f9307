package render

import (
	"cmp"
	"html/template"
	"slices"
	"strings"

	"showcase/generator/chart"
	"showcase/generator/content"
	"showcase/generator/site"
)

// planView is what a plan shows besides its text.
type planView struct {
	Timeline template.HTML
	Goals    []goal
	Phases   []phase
	Done     string // how many of the tasks are done
}

type goal struct {
	Text, Measure, Status string
	Evidence              template.HTML
}

type phase struct {
	Name, Span, State, StateWord string
	Tasks                        []task
	from, to                     float64
}

type task struct {
	Text, Note, Status string
	Done               bool
}

// plan gathers goals and phases and says how far they are on the site's day.
func (r *renderer) plan(p *site.Page) *planView {
	v := &planView{}
	for _, g := range p.Value("goals").List {
		v.Goals = append(v.Goals, goal{Text: objectText(g, "text"), Measure: objectText(g, "measure"), Status: g.Map["status"].Text})
	}
	done, all := 0, 0
	for _, ph := range p.Value("phases").List {
		one := r.phase(ph)
		for _, t := range one.Tasks {
			all++
			if t.Done {
				done++
			}
		}
		v.Phases = append(v.Phases, one)
	}
	if all > 0 && done > 0 {
		v.Done = r.say("tasks_done", itoa(done), itoa(all))
	}
	v.Timeline = r.timeline(p.Title, v.Phases)
	return v
}

// objectText is a field of an object; an object written as a plain text is that text.
func objectText(v content.Value, name string) string {
	if v.Map == nil && (name == "text" || name == "name") {
		return v.Text
	}
	return v.Map[name].Text
}

func (r *renderer) phase(v content.Value) phase {
	start, end := v.Map["start"].Date, v.Map["end"].Date
	out := phase{Name: objectText(v, "name"), Span: r.span(start, end)}
	out.from = monthOf(start)
	if out.to = monthOf(end) + 1; end.IsZero() {
		out.to = out.from + 1
	}
	out.State, out.StateWord = r.state(start, end)
	for _, t := range v.Map["tasks"].List {
		status := t.Map["status"].Text
		one := task{Text: objectText(t, "text"), Done: strings.Contains(status, "完成") || strings.EqualFold(status, "done")}
		if !one.Done {
			one.Status = status
		}
		var note []string
		if due := t.Map["due"].Date; !due.IsZero() {
			note = append(note, r.dateText(due))
		}
		for _, n := range t.Map["owner"].Names {
			note = append(note, n.Text)
		}
		one.Note = strings.Join(note, " ")
		out.Tasks = append(out.Tasks, one)
	}
	return out
}

// span is "2012年2月—2012年5月".
func (r *renderer) span(a, b content.Date) string {
	switch {
	case a.IsZero():
		return r.dateText(b)
	case b.IsZero() || a == b:
		return r.dateText(a)
	}
	return r.dateText(a) + r.words["range_mark"] + r.dateText(b)
}

func monthOf(d content.Date) float64 { return chart.Month(d.Year, max(1, d.Month)) }

// state says where a span of months lies on the site's day; nothing without one.
func (r *renderer) state(start, end content.Date) (class, word string) {
	today := r.Today
	if today.IsZero() || start.IsZero() {
		return "", ""
	}
	month := content.Date{Year: today.Year, Month: today.Month}
	trim := func(d content.Date) content.Date {
		if d.Month == 0 {
			return content.Date{Year: d.Year, Month: 12}
		}
		return content.Date{Year: d.Year, Month: d.Month}
	}
	switch {
	case !end.IsZero() && trim(end).Compare(month) < 0:
		return "done", r.words["phase_done"]
	case (content.Date{Year: start.Year, Month: max(1, start.Month)}).Compare(month) > 0:
		return "coming", r.words["phase_coming"]
	}
	return "current", r.words["phase_current"]
}

func (r *renderer) timeline(title string, phases []phase) template.HTML {
	t := chart.Timeline{Label: r.say("timeline_of", title), NowLabel: r.words["today"], Year: r.words["year_heading"]}
	for _, p := range phases {
		if p.from == 0 {
			return "" // without dates there is nothing to draw
		}
		s := chart.Span{Label: p.Name, Note: p.Span, From: p.from, To: max(p.to, p.from+1)}
		switch p.State {
		case "done":
			s.State = chart.Past
		case "current":
			s.State = chart.Current
		}
		t.Spans = append(t.Spans, s)
	}
	if len(t.Spans) < 2 {
		return ""
	}
	if d := r.Today; !d.IsZero() {
		t.Now = monthOf(d) + float64(max(0, d.Day-1))/31
	}
	return template.HTML(t.SVG())
}

// now is the plan that is under way: the one with a current phase, the school's
// before a group's, else the newest with phases.
func (r *renderer) now(l *level) *nowView {
	sec := r.Section("plan")
	if sec == nil {
		return nil
	}
	var best *site.Page
	rank := func(p *site.Page) int {
		n := 0
		if slices.ContainsFunc(p.Value("phases").List, func(v content.Value) bool {
			s, _ := r.state(v.Map["start"].Date, v.Map["end"].Date)
			return s == "current"
		}) {
			n += 4
		}
		if s := p.Value("scope").Text; s == "学校" || s == "工会" {
			n++
		}
		if p.Pinned || p.Showcase {
			n++
		}
		return n
	}
	for _, p := range sec.Pages {
		if len(p.Value("phases").List) == 0 || p.Value("scope").Text == "个人" {
			continue
		}
		if best == nil || cmp.Or(rank(p)-rank(best), p.Date.Compare(best.Date)) > 0 {
			best = p
		}
	}
	if best == nil {
		return nil
	}
	v := &nowView{Href: l.href(best.Path), Title: best.Title, Summary: clip(r.summary(best), 80), More: l.url(sec.Path), Kicker: r.words["plan"]}
	strip, current := r.phaseStrip(best)
	if v.Strip = strip; current != "" {
		v.Kicker = r.say("now_phase", current)
	}
	return v
}

// conceptView is a set of ideas.
type conceptView struct {
	Kind  string // list, pairs, steps, slogan
	Items []idea
}

type idea struct {
	Name, From, To, Gloss, English string
	Term                           template.HTMLAttr // a link to the name's entry in the glossary; empty: none
}

func isSlogan(kind string) bool { return kind == "slogan" || kind == "口号" }

func (r *renderer) concept(l *level, p *site.Page) *conceptView {
	v := &conceptView{Kind: "list"}
	switch kind := p.Value("kind").Text; {
	case isSlogan(kind):
		v.Kind = "slogan"
	case kind == "pairs" || kind == "转变" || kind == "对照":
		v.Kind = "pairs"
	case kind == "steps" || kind == "台阶" || kind == "步骤" || kind == "阶段":
		v.Kind = "steps"
	}
	for _, it := range p.Value("items").List {
		one := idea{
			Name: objectText(it, "name"), From: it.Map["from"].Text, To: it.Map["to"].Text,
			Gloss: it.Map["gloss"].Text, English: it.Map["english"].Text,
		}
		if e, ok := r.glossary.Entry(one.Name); ok {
			one.Term = template.HTMLAttr(` href="` + escape(l.root+e.Href) + `"`)
		}
		switch shift := one.From != "" || one.To != ""; { // every item shows, however it was written
		case v.Kind != "pairs" && one.Name == "" && shift:
			one.Name = one.From + r.words["shift_mark"] + one.To
		case v.Kind == "pairs" && !shift:
			one.To = one.Name
		}
		v.Items = append(v.Items, one)
	}
	return v
}

// sectionCards shows ideas as cards; nil for a section that is better as rows.
func (r *renderer) sectionCards(l *level, sec *site.Section) []cardGroup {
	if sec.Type.Layout != "concept" || len(sec.Pages) == 0 {
		return nil
	}
	return r.conceptCards(l, sec)
}
