package render

import (
	"html/template"
	"maps"
	"slices"
	"strings"

	"showcase/generator/content"
	"showcase/generator/site"
)

// portfolioView is what is gathered for a person, a group or a programme.
type portfolioView struct {
	Badges  []string
	Figures []figure
	Years   *yearTable
	Honours *honourList
	Plans   []planStrip
	Levels  []levelBlock
	Ledgers []ledger
}

// yearTable is how much of what there was in each school year, and in all.
type yearTable struct {
	Head []schoolYear
	Rows []yearRow
}

type schoolYear struct{ From, To int }

type yearRow struct {
	Title, Unit string
	Cells       []string
	Total       string
}

// honourList are awards under a heading that counts them.
type honourList struct {
	Count, Note string
	Items       []template.HTML
}

// personPage adds the face of a person and everything the person has a part in.
func (r *renderer) personPage(l *level, p *site.Page, v *pageView) error {
	v.Avatar = r.avatar(l, p)
	v.Byline = ""
	if line := r.personLine(p); line != "" {
		v.Byline = template.HTML("<span>" + escape(line) + "</span>")
	}
	if len(v.WideFacts) > 0 || v.Body == "" {
		v.flatten()
	}
	v.Motto = p.Value("motto").Text
	v.Portfolio = &portfolioView{Badges: r.staffEntry(p).Value("talent").Strings()}
	who := r.PersonOf(p)
	if who == nil {
		return nil
	}
	v.Writing = r.writing(l, who)
	return r.portfolio(l, who, v)
}

// flatten lays the facts across the page, where they are many or have no text
// to stand beside.
func (v *pageView) flatten() {
	v.Flat = true
	v.Facts, v.WideFacts = nil, append(v.Facts, v.WideFacts...)
}

// portfolio gathers a person's parts. Types are shown whatever they are: what a
// site adds in its settings comes along.
func (r *renderer) portfolio(l *level, who *site.Person, v *pageView) error {
	f := v.Portfolio
	won, parts, about := shares(who)
	f.Years = r.record(won, parts)
	if len(won) > 0 {
		f.Honours = &honourList{Count: itoa(len(won)) + r.unit("人次")}
		shared := 0
		for _, part := range won {
			if len(part.Item().Value("recipients").Names) > 1 {
				shared++
			}
			html, err := r.honourOf(l, part.Entry)
			if err != nil {
				return err
			}
			f.Honours.Items = append(f.Honours.Items, html)
		}
		if shared > 0 {
			f.Honours.Note = r.say("honours_shared", itoa(shared))
		}
	}
	of := map[site.Entry]site.Part{}
	list := func(parts []site.Part) []site.Entry {
		var out []site.Entry
		for _, part := range parts {
			of[part.Entry] = part
			out = append(out, part.Entry)
		}
		return out
	}
	row := func(e site.Entry) ledgerRow { return r.partRow(l, who, of[e]) }
	f.Ledgers = r.ledgers(list(parts), row)
	if len(about) > 0 {
		f.Ledgers = append(f.Ledgers, r.ledger(r.words["written_about"], r.unit("篇"), list(about), row))
	}
	v.Group = &groupView{Groups: r.memberships(l, who)}
	return nil
}

// shares tells apart the awards that a person has won, the texts of others that
// name the person, and all else. Groups are shown as such.
func shares(who *site.Person) (won, parts, about []site.Part) {
	for _, part := range who.Parts {
		t := part.Item().Type
		is := func(name string) bool {
			return slices.ContainsFunc(part.Roles, func(role site.Role) bool { return role.Field.Name == name })
		}
		switch {
		case t.Layout == "group":
		case is("recipients"):
			won = append(won, part)
		case t.Author().Required && !is("author"):
			about = append(about, part)
		default:
			parts = append(parts, part)
		}
	}
	return won, parts, about
}

// record counts parts by type and school year. What a type adds up (hours)
// has a line of its own. Nil where there is nothing to count.
func (r *renderer) record(won, parts []site.Part) *yearTable {
	var lines []yearLine
	add := func(label, unit string, list []site.Part, amount func(site.Part) float64) {
		line := yearLine{label: label, unit: unit, years: map[int]float64{}}
		for _, part := range list {
			n := amount(part)
			line.total += n
			if d := part.Date(); n > 0 && !d.IsZero() {
				line.years[r.yearOf(d)] += n
			}
		}
		if line.total > 0 {
			lines = append(lines, line)
		}
	}
	one := func(site.Part) float64 { return 1 }
	add(r.words["honours"], r.unit("人次"), won, one)
	of := map[*content.Type][]site.Part{}
	for _, part := range parts {
		of[part.Item().Type] = append(of[part.Item().Type], part)
	}
	for _, sec := range r.Sections {
		list := of[sec.Type]
		add(r.label(sec), r.countUnit(sec.Type), list, one)
		if f := sec.Type.Field(sec.Type.Sum); f != nil {
			label := r.label(sec) // the unit tells it from the line above
			if r.english {
				label = r.fieldLabel(f)
			}
			add(label, f.Unit, list, func(p site.Part) float64 { return p.Item().Value(f.Name).Count.Value })
		}
	}
	if len(lines) == 0 {
		return nil
	}
	return r.yearTable(lines)
}

// yearLine is what there was of one kind: in all, and in each school year.
type yearLine struct {
	label, unit string
	total       float64
	years       map[int]float64
}

// yearTable has the years across, the oldest first, so that what has grown is
// seen; at the end of each line stands the sum, with what has no date.
func (r *renderer) yearTable(lines []yearLine) *yearTable {
	seen := map[int]bool{}
	for _, line := range lines {
		for y := range line.years {
			seen[y] = true
		}
	}
	years := slices.Sorted(maps.Keys(seen))
	t := &yearTable{}
	for _, y := range years {
		t.Head = append(t.Head, schoolYear{y, y + 1})
	}
	for _, line := range lines {
		row := yearRow{Title: line.label, Unit: line.unit, Total: decimal(line.total)}
		if r.english {
			row.Unit = ""
		}
		for _, y := range years {
			cell := ""
			if n := line.years[y]; n > 0 {
				cell = decimal(n)
			}
			row.Cells = append(row.Cells, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// yearOf is the year in which the school year of a date begins. A year
// alone counts as its January.
func (r *renderer) yearOf(d content.Date) int {
	d.Month = max(d.Month, 1)
	return content.TermOf(d, r.Config.Terms).Year
}

// memberships are a person's groups, with what the person is in them.
func (r *renderer) memberships(l *level, who *site.Person) template.HTML {
	var b strings.Builder
	for _, p := range who.Groups {
		b.WriteString("<li>" + string(l.page(p)))
		if g := r.GroupOf(p); g != nil {
			for _, m := range g.Roster {
				if m.Person == who {
					b.WriteString(r.standing(m))
				}
			}
		}
		b.WriteString("</li>\n")
	}
	return template.HTML(b.String())
}

// standing is a member's role and posts, behind the group's name.
func (r *renderer) standing(m site.Member) string {
	text := strings.Join(append(slices.DeleteFunc([]string{m.Role}, func(s string) bool { return s == "" }), m.Posts...), " · ")
	if text == "" {
		return ""
	}
	return `<span class="as">` + escape(text) + `</span>`
}

// staffEntry is what is known of someone: the page's own fields, and for what these
// leave out the row of the staff register.
type staffEntry struct {
	page *site.Page
	row  *site.Record // nil: none
}

func (r *renderer) staffEntry(p *site.Page) staffEntry {
	if who := r.PersonOf(p); who != nil {
		return staffEntry{p, who.Record}
	}
	return staffEntry{page: p}
}

// Value returns a field by its English name.
func (e staffEntry) Value(name string) content.Value {
	v := e.page.Value(name)
	if v.IsZero() && e.row != nil {
		v = e.row.Value(name)
	}
	return v
}

// personLine is a person's posts, subject and title in one line.
func (r *renderer) personLine(p *site.Page) string {
	it := r.staffEntry(p)
	var parts []string
	for _, name := range []string{"post", "union_post", "subject", "title"} {
		if s := it.Value(name).Strings(); len(s) > 0 {
			parts = append(parts, strings.Join(s, r.words["list_mark"]))
		}
	}
	if s := it.Value("rank").Text; s != "" {
		parts = append(parts, s)
	}
	return strings.Join(parts, " · ")
}

// avatar is the person's picture, or the family name.
func (r *renderer) avatar(l *level, p *site.Page) template.HTML {
	if html := r.thumb(l, p); html != "" {
		return `<span class="avatar">` + html + `</span>`
	}
	name := ""
	for _, c := range p.Title {
		name = string(c)
		break
	}
	return template.HTML(`<span class="avatar" aria-hidden="true">` + escape(name) + `</span>`)
}
