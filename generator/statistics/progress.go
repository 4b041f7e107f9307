package statistics

import (
	"slices"

	"showcase/generator/content"
	"showcase/generator/site"
)

// Progress is how far a plan has come: its phases, and their tasks.
type Progress struct {
	Plan   *site.Page
	Phases []PhaseProgress
	Done   int
	All    int
	Held   int // sessions of training that name the plan
}

// PhaseProgress is a phase of a plan.
type PhaseProgress struct {
	Name      string
	From, To  content.Date
	State     State // Coming, Open, or Missed: over; NotOwed where no time is given
	Done, All int
	Tasks     []Task
}

// Task is one thing to do.
type Task struct {
	Text    string
	Owners  []content.Name
	Due     content.Date
	Done    bool
	Overdue bool
}

// Percent is the part of the tasks that are done, in whole percents.
func (p *Progress) Percent() int {
	if p.All == 0 {
		return 0
	}
	return p.Done * 100 / p.All
}

// Overdue are the tasks whose day has passed.
func (p *Progress) Overdue() []Task {
	var out []Task
	for _, ph := range p.Phases {
		for _, t := range ph.Tasks {
			if t.Overdue {
				out = append(out, t)
			}
		}
	}
	return out
}

// Plans says how far every plan with tasks has come, those with tasks left
// before those that are done with, newest first. People's own plans are theirs.
func (in *Internal) Plans() []*Progress {
	if in == nil {
		return nil
	}
	held := map[*site.Page]int{}
	for _, s := range in.pieces("training") {
		if a := s.Value("plan").Asset; a != nil {
			if to := in.site.Asset(a).Page; to != nil {
				held[to]++
			}
		}
	}
	var out []*Progress
	for _, p := range in.pieces("plan") {
		if p.Value("scope").Text == "个人" || p.Value("kind").Text == "个人学习计划" {
			continue
		}
		if one := progress(p.Page, in.site.Today); one.All > 0 {
			one.Held = held[p.Page]
			out = append(out, one)
		}
	}
	slices.SortStableFunc(out, func(a, b *Progress) int {
		if x, y := a.Done == a.All, b.Done == b.All; x != y {
			if x {
				return 1
			}
			return -1
		}
		return b.Plan.Date.Compare(a.Plan.Date)
	})
	return out
}

func progress(plan *site.Page, today content.Date) *Progress {
	p := &Progress{Plan: plan}
	for _, v := range plan.Value("phases").List {
		ph := PhaseProgress{Name: v.Map["name"].Text, From: v.Map["start"].Date, To: v.Map["end"].Date}
		switch {
		case today.IsZero() || ph.From.IsZero():
		case first(ph.From).Compare(today) > 0:
			ph.State = Coming
		case !ph.To.IsZero() && last(ph.To).Compare(today) < 0:
			ph.State = Missed
		default:
			ph.State = Open
		}
		for _, t := range v.Map["tasks"].List {
			task := Task{Text: t.Map["text"].Text, Owners: t.Map["owner"].Names, Due: t.Map["due"].Date, Done: t.Map["status"].Text == "已完成"}
			due := task.Due
			if due.IsZero() {
				due = ph.To
			}
			task.Overdue = !task.Done && !today.IsZero() && !due.IsZero() && last(due).Compare(today) < 0
			if task.Done {
				ph.Done++
			}
			ph.Tasks = append(ph.Tasks, task)
		}
		ph.All = len(ph.Tasks)
		p.Done, p.All = p.Done+ph.Done, p.All+ph.All
		p.Phases = append(p.Phases, ph)
	}
	return p
}
