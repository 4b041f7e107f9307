package render

import (
	"html/template"
	"slices"
	"strings"

	"showcase/generator/content"
	"showcase/generator/site"
)

// levelBlock is what one level of a campaign has brought: learning units,
// teams, persons.
type levelBlock struct {
	Title  string
	Groups []template.HTML
	Awards *ledger
}

// tag finds what names a programme: pages, and rows of registers. An award also
// names the one that its event is called after.
func (r *renderer) tag() {
	var programmes []string
	if sec := r.Section("programme"); sec != nil {
		for _, p := range sec.Pages {
			programmes = append(programmes, site.ProgrammeKey(first(p.Value("short").Text, p.Title)))
		}
	}
	add := func(e site.Entry) {
		it := e.Item()
		var keys []string
		for _, name := range it.Programmes {
			keys = append(keys, site.ProgrammeKey(name))
		}
		if len(programmes) > 0 {
			event := site.ProgrammeKey(it.Value("event").Text)
			for _, key := range programmes {
				if strings.Contains(event, key) && !slices.Contains(keys, key) {
					keys = append(keys, key)
				}
			}
		}
		for _, key := range keys {
			r.tagged[key] = append(r.tagged[key], e)
		}
	}
	for _, sec := range r.Sections {
		for _, p := range sec.Pages {
			if !p.IsRegister() && p.Row == 0 {
				add(site.Entry{Page: p})
			}
		}
		for _, rec := range sec.Records {
			add(site.Entry{Page: rec.Page, Record: rec})
		}
	}
}

// programmeWorks are the pages that name a programme.
func (r *renderer) programmeWorks(p *site.Page) []*site.Page {
	var out []*site.Page
	for _, e := range r.programmeEntries(p) {
		if e.Record == nil {
			out = append(out, e.Page)
		}
	}
	return out
}

// programmeEntries are the pages and rows that name a programme, by its name
// or its short one.
func (r *renderer) programmeEntries(p *site.Page) []site.Entry {
	out := r.tagged[site.ProgrammeKey(p.Title)]
	if short := site.ProgrammeKey(p.Value("short").Text); short != "" && short != site.ProgrammeKey(p.Title) {
		out = append(out[:len(out):len(out)], r.tagged[short]...)
	}
	return out
}

// programme gathers what belongs to a campaign.
func (r *renderer) programme(l *level, p *site.Page, v *pageView) {
	if s := p.Value("slogans").Strings(); len(s) > 0 {
		v.Concept = &conceptView{Kind: "slogan"}
		for _, slogan := range s {
			v.Concept.Items = append(v.Concept.Items, idea{Name: slogan})
		}
	}
	if goals := p.Value("goals").Strings(); len(goals) > 0 {
		v.Plan = &planView{}
		for _, g := range goals {
			v.Plan.Goals = append(v.Plan.Goals, goal{Text: g})
		}
	}
	f := &portfolioView{}
	v.Portfolio = f
	entries := slices.Clone(r.programmeEntries(p))
	slices.SortStableFunc(entries, func(a, b site.Entry) int { return b.Date().Compare(a.Date()) })
	var groups []*site.Page
	var plans, awards, others []site.Entry
	for _, e := range entries {
		switch t := e.Item().Type; {
		case t.Layout == "group" && e.Record == nil:
			groups = append(groups, e.Page)
		case t.Layout == "plan" && e.Record == nil:
			plans = append(plans, e)
		case t.Name == "award":
			awards = append(awards, e)
		default:
			others = append(others, e)
		}
	}
	f.Plans = r.planStrips(l, plans)
	row := func(e site.Entry) ledgerRow { return r.authored(l, e) }
	groups, awards = r.byLevel(l, p, f, groups, awards)
	v.Group = &groupView{Parts: r.subProgrammes(l, p), Groups: l.items(groups)}
	f.Ledgers = r.ledgers(slices.Concat(awards, others), row)
	f.Figures = r.entryFigures(entries)
}

// entryFigures counts entries by type, in the order of the menu.
func (r *renderer) entryFigures(entries []site.Entry) []figure {
	count := map[*content.Type]int{}
	for _, e := range entries {
		count[e.Item().Type]++
	}
	var out []figure
	for _, sec := range r.Sections {
		if n := count[sec.Type]; n > 0 && counts(sec.Type) {
			out = append(out, figure{r.label(sec), itoa(n), r.countUnit(sec.Type)})
		}
	}
	return out
}

// counts reports whether so and so many items of a type say something: things
// that happen and are recorded, not ideas, pages and printed documents.
func counts(t *content.Type) bool { return (t.Dated || t.Register) && !t.Print }

// subProgrammes links to the programmes that are part of this one.
func (r *renderer) subProgrammes(l *level, p *site.Page) template.HTML {
	var out []*site.Page
	for _, other := range p.Section.Pages {
		if a := other.Value("parent").Asset; a != nil && other != p && r.Asset(a).Page == p {
			out = append(out, other)
		}
	}
	return l.items(out)
}

// byLevel shows groups and awards by the level at which a learning organization
// is created, and returns those that name none.
func (r *renderer) byLevel(l *level, p *site.Page, f *portfolioView, groups []*site.Page, awards []site.Entry) ([]*site.Page, []site.Entry) {
	field := p.Type.Field("level_of_creation")
	if field == nil {
		return groups, awards
	}
	for _, choice := range field.Choices {
		level := choice.Value
		b := levelBlock{Title: r.say("learning_level", level)}
		groups = slices.DeleteFunc(slices.Clone(groups), func(g *site.Page) bool {
			if g.Value("level_of_creation").Text != level {
				return false
			}
			b.Groups = append(b.Groups, r.groupCard(l, g))
			return true
		})
		var won []site.Entry
		awards = slices.DeleteFunc(slices.Clone(awards), func(e site.Entry) bool {
			if e.Item().Value("level_of_creation").Text != level {
				return false
			}
			won = append(won, e)
			return true
		})
		if len(won) > 0 {
			g := r.ledger("", r.unit("项"), won, func(e site.Entry) ledgerRow {
				row := r.authored(l, e)
				row.Role = e.Item().Value("recipients").Text
				return row
			})
			b.Awards = &g
		}
		if len(b.Groups)+len(won) > 0 {
			f.Levels = append(f.Levels, b)
		}
	}
	return groups, awards
}
