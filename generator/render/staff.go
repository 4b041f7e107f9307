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

// peopleView is the list of people: role models, everyone else, the union's
// cadres, and for the school itself the structure of its staff.
type peopleView struct {
	listView
	Featured  []featured
	Others    []template.HTML
	Former    []template.HTML // who has left
	Cadres    []cadrePost
	Structure []chartFigure
	Base      string // what the shares are shares of
}

// featured is a role model.
type featured struct {
	Href          template.HTMLAttr
	Name, Line    string
	Face          template.HTML
	Summary, Says string
}

// cadrePost is a post of the union and who holds it.
type cadrePost struct {
	Post   string
	People template.HTML
}

// peopleList makes one page of the list of people.
func (r *renderer) peopleList(sec *site.Section, v *listView, parts []run, i int) ([]byte, error) {
	l := r.level(sec.Path)
	view := &peopleView{listView: *v}
	people := everyone(sec)
	for _, p := range parts[i].pages {
		switch {
		case p.IsRegister() || r.staffEntry(p).Value("featured").Bool:
		case r.hasLeft(p):
			view.Former = append(view.Former, r.personCard(l, p))
		default:
			view.Others = append(view.Others, r.personCard(l, p))
		}
	}
	view.Pager = r.pager(l, parts, i)
	if i == 0 {
		for _, p := range people {
			if r.staffEntry(p).Value("featured").Bool {
				view.Featured = append(view.Featured, r.featured(l, p))
			}
		}
		view.Cadres = r.cadres(l, sec, people)
		if r.Audience == site.Staff {
			view.Structure, view.Base = r.structure(sec, people)
		}
	}
	return r.execute("people", view)
}

// hasLeft reports whether a person had left the school by the site's day.
func (r *renderer) hasLeft(p *site.Page) bool {
	left := r.staffEntry(p).Value("left").Date
	return !left.IsZero() && !r.Today.IsZero() && left.Compare(content.Date{Year: r.Today.Year, Month: r.Today.Month}) < 0
}

// everyone are the people of a section, without the pages of its registers.
func everyone(sec *site.Section) []*site.Page {
	return slices.DeleteFunc(slices.Clone(sec.Pages), (*site.Page).IsRegister)
}

func (r *renderer) personCard(l *level, p *site.Page) template.HTML {
	return template.HTML(`<article class="person-card">` + string(r.avatar(l, p)) + `<div><h3>` + string(l.page(p)) + `</h3><p>` + escape(r.personLine(p)) + "</p></div></article>\n")
}

func (r *renderer) featured(l *level, p *site.Page) featured {
	return featured{
		Href: l.href(p.Path), Name: p.Title, Line: r.personLine(p), Face: r.avatar(l, p),
		Summary: r.summary(p), Says: r.staffEntry(p).Value("motto").Text,
	}
}

// cadres lists the posts of the union, in the order of the type, and who holds
// them. Who holds several is printed 甲（组织委员兼工会小组长）.
func (r *renderer) cadres(l *level, sec *site.Section, people []*site.Page) []cadrePost {
	f := sec.Type.Field("union_post")
	if f == nil {
		return nil
	}
	holders := map[string][]*site.Page{}
	for _, p := range people {
		for _, post := range r.staffEntry(p).Value(f.Name).Strings() {
			holders[post] = append(holders[post], p)
		}
	}
	var out []cadrePost
	for _, c := range f.Choices {
		held := holders[c.Value]
		if len(held) == 0 {
			continue
		}
		out = append(out, cadrePost{c.Value, template.HTML(l.join(len(held), func(i int) string {
			name := string(l.page(held[i]))
			if posts := r.staffEntry(held[i]).Value(f.Name).Strings(); len(posts) > 1 {
				name += `<span class="as">` + escape(r.say("in_brackets", r.joined(posts))) + `</span>`
			}
			return name
		}))})
	}
	return out
}

// share is how many of the staff something holds for.
type share struct {
	Label string
	Count int
}

// structure shows the staff by title, degree and talent grade, as shares of
// those who are in the register and at the school on the site's day.
func (r *renderer) structure(sec *site.Section, people []*site.Page) ([]chartFigure, string) {
	staff := slices.DeleteFunc(slices.Clone(people), func(p *site.Page) bool {
		return r.staffEntry(p).Value("external").Bool || r.hasLeft(p)
	})
	if len(staff) < 2 {
		return nil, ""
	}
	var out []chartFigure
	for _, name := range []string{"title", "degree"} {
		if f := ownField(sec.Type, name); f != nil {
			out = r.addShares(out, r.fieldLabel(f), r.byChoice(f, staff), len(staff), name == "degree")
		}
	}
	if f := ownField(sec.Type, "talent"); f != nil {
		out = r.addShares(out, r.fieldLabel(f), r.talents(f, staff), len(staff), false)
	}
	if len(out) == 0 {
		return nil, ""
	}
	return out, r.say("staff_base", itoa(len(staff)))
}

// ownField prefers a type's own field to the common one of that name.
func ownField(t *content.Type, name string) *content.Field {
	for i := range t.Fields {
		if f := &t.Fields[i]; f.Name == name && !f.Common {
			return f
		}
	}
	return nil
}

// byChoice counts the staff by a field's choices, in their order.
func (r *renderer) byChoice(f *content.Field, staff []*site.Page) []share {
	count := map[string]int{}
	for _, p := range staff {
		count[r.staffEntry(p).Value(f.Name).Text]++
	}
	if count[""] == len(staff) {
		return nil
	}
	var out []share
	for _, c := range f.Choices {
		if n := count[c.Value]; n > 0 {
			out = append(out, share{c.Value, n})
		}
	}
	if n := count[""]; n > 0 {
		out = append(out, share{r.words["not_given"], n})
	}
	return out
}

// talents counts who bears each title of a talent, without its year, the
// higher levels first. Who bears several stands in each.
func (r *renderer) talents(f *content.Field, staff []*site.Page) []share {
	count := map[string]int{}
	for _, p := range staff {
		own := map[string]bool{}
		for _, s := range r.staffEntry(p).Value(f.Name).Strings() {
			name, _, _ := strings.Cut(s, "（")
			own[strings.TrimSpace(name)] = true
		}
		for name := range own {
			count[name]++
		}
	}
	var out []share
	for name, n := range count {
		out = append(out, share{name, n})
	}
	rank := func(name string) int {
		i := strings.Index(name, "级")
		return content.LevelRank(name[:max(i, 0)] + "级")
	}
	slices.SortFunc(out, func(a, b share) int {
		return cmp.Or(cmp.Compare(rank(a.Label), rank(b.Label)), cmp.Compare(b.Count, a.Count), strings.Compare(a.Label, b.Label))
	})
	return out
}

// addShares draws shares, as a ring where they make a whole of few parts, and
// says the same in a table.
func (r *renderer) addShares(out []chartFigure, title string, shares []share, base int, ring bool) []chartFigure {
	if len(shares) == 0 {
		return out
	}
	f := chartFigure{Title: r.say("structure_by", title)}
	part := chart.Ring{Label: f.Title, Centre: itoa(base), Note: r.unit("人")}
	bars := chart.Bars{Label: f.Title}
	table := chart.Table{Head: []string{title, r.words["headcount"], r.words["share"]}}
	for _, s := range shares {
		share := percent(s.Count, base)
		text := itoa(s.Count) + r.unit("人") + " · " + share
		bars.Bars = append(bars.Bars, chart.Bar{Label: s.Label, Values: []float64{float64(s.Count)}, Text: text})
		part.Slices = append(part.Slices, chart.Slice{Label: s.Label, Value: float64(s.Count), Text: text})
		table.Rows = append(table.Rows, []string{s.Label, itoa(s.Count), share})
	}
	f.Table = chartTable(f.Title+r.say("in_brackets", r.say("staff_base", itoa(base))), table)
	if f.Chart = template.HTML(bars.SVG()); ring {
		f.Chart = template.HTML(part.SVG())
	}
	return append(out, f)
}
