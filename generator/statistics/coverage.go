package statistics

import (
	"slices"
	"strings"

	"showcase/generator/content"
	"showcase/generator/site"
)

// Coverage says how many of the staff something has reached, on the site's day
// or in the school year that it lies in. A share always has its base.
type Coverage struct {
	Day      content.Date
	Year     content.Term // the school year
	Term     content.Term
	Staff    []*site.Colleague // who is on the staff on the day, in the table's order
	Profile  int               // the staff of the newest profile; 0 if there is none
	Learning Share             // with an individual learning plan for the calendar year
	Grouped  Share             // in a group
	Projects Share             // on a project that runs in the school year
	Hours    Share             // with the hours that a school year asks for; only if it asks for any
	Computer Share             // named at training on computers, at any time
	Groups   []GroupState
	Leaders  []LeaderState
	Learnt   []Learnt
	Unnamed  int // sessions of the school year whose register has a number instead of names
	Pairs    [4]Combination
}

// Share is a part of the staff, and who does not belong to it.
type Share struct {
	Have, Of int
	Missing  []*site.Colleague
	Stated   bool // Have is a number that a record states; nobody is named
}

// Percent is the share in whole percents, rounded down: 100 is everyone.
func (s Share) Percent() int {
	if s.Of == 0 {
		return 0
	}
	return s.Have * 100 / s.Of
}

// GroupState says whether a group has a plan, and has met.
type GroupState struct {
	Group      *site.Page
	Members    int
	Plan       *site.Page // the newest for the school year; nil: none
	Activities int        // in the term
}

// LeaderState is what one of the school's leaders did in the school year.
type LeaderState struct {
	Who                         *site.Colleague
	Reflections, Cases, Lessons int     // written; and given, talked at or led
	Hours                       float64 // 学时
}

// Learnt are one person's hours (学时).
type Learnt struct {
	Who         *site.Colleague
	Year, Years float64 // in the school year, and in the five that end with it
}

// Coverage is that of the site's day; nil if there is no staff table.
func (in *Internal) Coverage() *Coverage {
	if in == nil || len(in.staff) == 0 {
		return nil
	}
	return in.coverage()
}

func (in *Internal) cover() *Coverage {
	day := in.site.Today
	c := &Coverage{Day: day, Term: in.calendar.TermOf(day)}
	c.Year = content.Term{Year: c.Term.Year}
	for _, who := range in.staff {
		if day.IsZero() || onStaff(who, day) {
			c.Staff = append(c.Staff, who)
		}
	}
	if sec := in.site.Section("profile"); sec != nil {
		for _, p := range slices.Backward(sec.Pages) { // newest first in the section
			if n := int(p.Value("staff").Count.Value); n > 0 && (day.IsZero() || p.Date.Compare(day) <= 0) {
				c.Profile = n
			}
		}
	}
	c.Learning = c.share(in.withPlan(day.Year))
	c.Grouped = c.share(func(who *site.Colleague) bool { return len(who.Groups) > 0 || in.namesGroup(who) })
	c.Projects = c.share(in.onProject(c.window(in)))
	in.learnt(c)
	in.groupStates(c)
	in.leaders(c)
	return c
}

// window is the school year by its months, so that holidays belong to it.
func (c *Coverage) window(in *Internal) Window {
	from, to := c.Year.Span(in.site.Config.Terms)
	return Window{From: from, To: to}
}

func (c *Coverage) share(has func(*site.Colleague) bool) Share {
	s := Share{Of: len(c.Staff)}
	for _, who := range c.Staff {
		if has(who) {
			s.Have++
		} else {
			s.Missing = append(s.Missing, who)
		}
	}
	return s
}

// named collects whom names mean.
type named map[*site.Person]bool

func (in *Internal) name(into named, names []content.Name) {
	for _, n := range names {
		if who := in.site.Person(n.Text); who != nil {
			into[who] = true
		}
	}
}

func (n named) has(c *site.Colleague) bool { return n[c.Person] }

// withPlan tells who has an individual learning plan for a year. Plans that
// their owners keep to themselves are not known here.
func (in *Internal) withPlan(year int) func(*site.Colleague) bool {
	have := named{}
	for _, p := range in.pieces("learning-plan") {
		if int(p.Value("year").Count.Value) == year {
			in.name(have, p.Value("person").Names)
		}
	}
	for _, p := range in.pieces("plan") {
		if p.Value("kind").Text != "个人学习计划" && p.Value("scope").Text != "个人" {
			continue
		}
		if y := int(p.Value("year").Count.Value); y == year || y == 0 && p.Date.Year == year {
			in.name(have, append(p.Value("person").Names, p.Authors...))
		}
	}
	return have.has
}

func (in *Internal) namesGroup(c *site.Colleague) bool {
	sec := in.site.Section("group")
	return sec != nil && slices.ContainsFunc(sec.Pages, func(p *site.Page) bool {
		return len(site.MembersOf(p, []*site.Colleague{c})) > 0
	})
}

// onProject tells who leads or works on a project that runs in the window.
func (in *Internal) onProject(w Window) func(*site.Colleague) bool {
	have := named{}
	for _, p := range in.pieces("project") {
		switch p.Value("status").Text {
		case "申报", "终止":
			continue
		}
		if (Window{From: p.Value("start").Date, To: p.Value("end").Date}).Overlaps(w) {
			in.name(have, append(p.Value("leader").Names, p.Value("members").Names...))
		}
	}
	return have.has
}

// learnt sums the hours of training: of the register, and of activities that
// give hours and names.
func (in *Internal) learnt(c *Coverage) {
	year := c.window(in)
	years := Window{From: content.Date{Year: year.From.Year - 4, Month: year.From.Month, Day: year.From.Day}, To: year.To}
	sums := map[*site.Person]*Learnt{}
	for _, who := range c.Staff {
		sums[who.Person] = &Learnt{Who: who}
	}
	sessions := slices.Concat(in.pieces("training"), in.pieces("activity"))
	var records []*content.Item
	for _, p := range sessions {
		records = append(records, p.Item)
		v, hours := p.Value("attendees"), p.Value("hours").Count.Value
		if hours > 0 && v.Names == nil && !v.IsZero() && year.Holds(p.Date) {
			c.Unnamed++
		}
		for _, n := range v.Names {
			l := sums[in.site.Person(n.Text)]
			if l == nil || !years.Holds(p.Date) {
				continue
			}
			l.Years += hours
			if year.Holds(p.Date) {
				l.Year += hours
			}
		}
	}
	for _, who := range c.Staff {
		c.Learnt = append(c.Learnt, *sums[who.Person])
	}
	if want := in.site.Config.Training.Hours; want > 0 {
		c.Hours = c.share(func(who *site.Colleague) bool { return sums[who.Person].Year >= want })
	}
	c.Computer = in.onComputers(c, sessions)
	c.Pairs = combinations(records, year)
}

// onComputers is who was named at training on computers; where more are stated
// in number than are named, it is that number, of the profile's staff.
func (in *Internal) onComputers(c *Coverage, sessions []*site.Record) Share {
	have, most := named{}, 0
	for _, p := range sessions {
		if isComputer(p.Item) {
			in.name(have, p.Value("attendees").Names)
			most = max(most, int(p.Value("attendees").Count.Value))
		}
	}
	s := c.share(have.has)
	if of := max(c.Profile, len(c.Staff)); most > s.Have && most <= of {
		return Share{Have: most, Of: of, Stated: true}
	}
	return s
}

// isComputer reports whether a session was about computers.
func isComputer(it *content.Item) bool {
	return strings.Contains(it.Title, "计算机") || strings.Contains(it.Title, "信息技术") || slices.Contains(it.Tags, "计算机")
}

// groupStates says of each group whether it has a plan for the school year and
// has met in the term.
func (in *Internal) groupStates(c *Coverage) {
	sec := in.site.Section("group")
	if sec == nil {
		return
	}
	year := c.window(in)
	from, to := c.Term.Span(in.site.Config.Terms)
	plans, activities := in.pieces("plan"), in.pieces("activity")
	for _, g := range sec.Pages {
		s := GroupState{Group: g, Members: len(site.MembersOf(g, c.Staff))}
		for _, p := range plans {
			if p.Page.Group == g && p.Value("scope").Text != "个人" && in.during(p.Item, year) && (s.Plan == nil || p.Date.Compare(s.Plan.Date) > 0) {
				s.Plan = p.Page
			}
		}
		for _, a := range activities {
			if a.Page.Group == g && (Window{From: from, To: to}).Holds(a.Date) {
				s.Activities++
			}
		}
		c.Groups = append(c.Groups, s)
	}
}

// during reports whether a plan is for some of a school year.
func (in *Internal) during(p *content.Item, year Window) bool {
	if span, ok := planSpan(p); ok {
		return span.Overlaps(year)
	}
	return year.Holds(p.Date)
}

// leaders are the members of leading groups, and the head of the school: what
// they wrote, taught and learnt in the school year.
func (in *Internal) leaders(c *Coverage) {
	leading := named{}
	if sec := in.site.Section("group"); sec != nil {
		for _, g := range sec.Pages {
			if g.Value("kind").Text == "领导小组" {
				for _, who := range site.MembersOf(g, c.Staff) {
					leading[who.Person] = true
				}
			}
		}
	}
	year := c.window(in)
	count := func(typeName string, people func(*site.Record) []content.Name) map[*site.Person]int {
		out := map[*site.Person]int{}
		for _, p := range in.pieces(typeName) {
			if !year.Holds(p.Date) {
				continue
			}
			who := named{}
			in.name(who, people(p))
			for person := range who {
				out[person]++
			}
		}
		return out
	}
	authors := func(p *site.Record) []content.Name { return p.Authors }
	reflections, cases := count("reflection", authors), count("case", authors)
	lessons := count("activity", func(p *site.Record) []content.Name {
		return append(p.Value("speakers").Names, p.Value("host").Names...)
	})
	for i, who := range c.Staff {
		if !leading[who.Person] && !slices.ContainsFunc(who.Value("post").Strings(), isHead) {
			continue
		}
		c.Leaders = append(c.Leaders, LeaderState{who, reflections[who.Person], cases[who.Person], lessons[who.Person], c.Learnt[i].Year})
	}
}

func isHead(post string) bool {
	return strings.HasSuffix(post, "校长") || strings.HasSuffix(post, "书记")
}
