package render

import (
	"html/template"
	"slices"
	"strings"

	"showcase/generator/output"
	"showcase/generator/site"
)

// perPage is how many rows one page of a list holds.
const perPage = 200

// listView is a list of pages: a section, a term, a tag, all sections.
type listView struct {
	shell
	Help      string
	CountText string
	Body      template.HTML
	Groups    []rowGroup
	Jump      []menuCount
	Pager     template.HTML
	Cards     []cardGroup
	Registers template.HTML   // ways to the registers of a section, to the terms of a year
	Above     []template.HTML // blocks before the list
	Register  *registerView
}

// rowGroup is the rows of one year or kind under a heading.
type rowGroup struct {
	ID, Title string
	Count     int
	Rows      []template.HTML
}

type cardGroup struct {
	Title, Class string
	Count        int
	Items        []template.HTML
}

type menuCount struct {
	Href, Title string
	Count       int
}

// run is the piece of a list that one output page shows.
type run struct {
	path  string
	pages []*site.Page
}

// addLists puts the lists of sections, terms and tags into the tree.
func (r *renderer) addLists() {
	for _, sec := range r.Sections {
		switch sec.Type.Name {
		case "reading":
			r.addShelf(sec)
		case "regulation":
			r.addRules(sec)
		default:
			r.addSection(sec)
		}
	}
	r.addSeries()
	r.addTerms()
	for _, t := range r.Tags {
		r.addPlainList(t.Path, t.Name, t.Pages, byYear, nil)
	}
}

// addSection puts the pages of a section's list into the tree.
func (r *renderer) addSection(sec *site.Section) {
	source := ""
	if sec.Intro != nil {
		source = sec.Intro.File
	}
	register := r.sectionRegister(sec)
	parts := split(sec.Path, sec.Pages)
	if sec.Type.Layout == "register" { // every page is in the table
		parts = parts[:1]
	}
	for i := range parts {
		r.tree.Add(output.Entry{Path: parts[i].path, Source: source, Make: func() ([]byte, error) { return r.section(sec, register, parts, i) }})
	}
	if register != nil {
		register.add(source, func(i int) ([]byte, error) { return r.sectionSheet(sec, register, i) })
	}
}

// split cuts a list into its output pages: index.html, index-2.html, …
func split(path string, pages []*site.Page) []run {
	parts := []run{{path: path}}
	for rest := pages; ; {
		n := min(len(rest), perPage)
		parts[len(parts)-1].pages = rest[:n]
		if rest = rest[n:]; len(rest) == 0 {
			return parts
		}
		parts = append(parts, run{path: strings.TrimSuffix(path, ".html") + "-" + itoa(len(parts)+1) + ".html"})
	}
}

// addPlainList adds a list that is only rows; open, if it is not nil, fills in
// what stands before them.
func (r *renderer) addPlainList(path, title string, pages []*site.Page, by grouping, open func(*level, *listView) error) {
	parts := split(path, pages)
	for i := range parts {
		r.tree.Add(output.Entry{Path: parts[i].path, Make: func() ([]byte, error) {
			l := r.level(path)
			v := &listView{shell: r.shell(l, title, r.say("tagged_with", title), "website", nil)}
			v.CountText = r.count("count_pages", len(pages))
			if err := r.fillRows(l, v, parts, i, by); err != nil {
				return nil, err
			}
			if open != nil && i == 0 {
				if err := open(l, v); err != nil {
					return nil, err
				}
			}
			return r.execute("list", v)
		}})
	}
}

// grouping says under which heading a page of a list stands.
type grouping func(r *renderer, p *site.Page) string

func byKind(r *renderer, p *site.Page) string { return r.label(p.Section) }

func byYear(r *renderer, p *site.Page) string {
	switch {
	case len(p.Records) > 0:
		return r.words["register"]
	case p.Date.IsZero():
		return ""
	}
	return r.say("year_heading", itoa(p.Date.Year))
}

func byTerm(r *renderer, p *site.Page) string {
	if p.Term != nil && len(p.Records) == 0 {
		return r.termName(p.Term.Key)
	}
	return byYear(r, p)
}

// pinnedFirst gives the pages that a section puts first a heading of their own.
func pinnedFirst(by grouping) grouping {
	return func(r *renderer, p *site.Page) string {
		if p.Pinned {
			return r.words["pinned"]
		}
		return by(r, p)
	}
}

func ungrouped(*renderer, *site.Page) string { return "" }

// section makes one page of a section's list.
func (r *renderer) section(sec *site.Section, register *register, parts []run, i int) ([]byte, error) {
	l := r.level(sec.Path)
	label := r.label(sec)
	help := r.words["about_"+sec.Type.Name] // the type's own help speaks to authors
	v := &listView{shell: r.shell(l, label, help, "website", sec), Help: help}
	if n := len(sec.Pages) - registers(sec); n > 0 {
		v.CountText = r.countOf(sec.Type.Name, n)
	}
	if sec.Intro != nil && i == 0 {
		v.Heading = sec.Intro.Title
		v.Body, _ = r.body(l, sec.Intro)
	}
	var err error
	if i == 0 {
		if v.Above, err = r.above(l, sec); err != nil {
			return nil, err
		}
		if register != nil {
			v.Register = register.view(l, 0)
		}
	}
	switch {
	case sec.Type.Layout == "person" && len(everyone(sec)) > 0:
		return r.peopleList(sec, v, parts, i)
	case sec.Type.Layout == "group" && len(sec.Pages) > 0:
		return r.groupList(sec, v, parts, i)
	}
	err = r.fillSection(l, v, sec, parts, i)
	if err != nil {
		return nil, err
	}
	return r.execute("list", v)
}

// sectionSheet makes a further page of a section's register.
func (r *renderer) sectionSheet(sec *site.Section, register *register, i int) ([]byte, error) {
	l := r.level(register.sheets[i].path)
	v := &listView{shell: r.shell(l, register.sheets[i].title, "", "website", sec), Register: register.view(l, i)}
	v.Title = r.windowTitle(r.label(sec) + r.words["title_mark"] + v.Heading)
	v.Crumbs = l.crumbs[sec]
	return r.execute("list", v)
}

// above is what opens a section's list: what its records come to.
func (r *renderer) above(l *level, sec *site.Section) ([]template.HTML, error) {
	switch sec.Type.Name {
	case "award":
		return r.honours(l, sec)
	case "activity":
		return r.activities(l, sec)
	case "training":
		return r.training(sec)
	case "project":
		return r.projects(l, sec)
	case "problem":
		return r.problems(l, sec)
	case "profile":
		trend, err := r.trend()
		return []template.HTML{trend}, err
	}
	return nil, nil
}

// registers counts the pages of a section that only hold a register.
func registers(sec *site.Section) int {
	n := 0
	for _, p := range sec.Pages {
		if p.IsRegister() {
			n++
		}
	}
	return n
}

// countOf says how many pages of a type there are, in the type's own unit.
func (r *renderer) countOf(typeName string, n int) string {
	if _, ok := r.words["count_"+typeName]; ok {
		return r.count("count_"+typeName, n)
	}
	return r.count("count_pages", n)
}

// fillSection shows a section as cards where its pages are few and of that
// kind, as rows otherwise.
func (r *renderer) fillSection(l *level, v *listView, sec *site.Section, parts []run, i int) error {
	if sec.Type.Layout == "register" || registers(sec) == len(sec.Pages) {
		v.CountText = "" // all are rows of the table below
		v.Registers = l.items(slices.DeleteFunc(slices.Clone(sec.Pages), func(p *site.Page) bool { return !p.IsRegister() }))
		return nil
	}
	if len(parts) == 1 {
		if v.Cards = r.sectionCards(l, sec); v.Cards != nil {
			return nil
		}
	}
	by := byTerm
	if sec.Type.Sort != "date" {
		by = ungrouped
	} else if len(r.Terms) == 0 || len(sec.Pages) < 8 {
		by = byYear
	}
	return r.fillRows(l, v, parts, i, pinnedFirst(by))
}

// fillRows puts the rows of one part of a list under their headings.
func (r *renderer) fillRows(l *level, v *listView, parts []run, i int, by grouping) error {
	for _, p := range parts[i].pages {
		title := by(r, p)
		at := slices.IndexFunc(v.Groups, func(g rowGroup) bool { return g.Title == title })
		if at < 0 {
			at = len(v.Groups)
			v.Groups = append(v.Groups, rowGroup{Title: title, ID: "g" + itoa(at+1)})
		}
		row, err := l.row(p)
		if err != nil {
			return err
		}
		v.Groups[at].Rows = append(v.Groups[at].Rows, row)
		v.Groups[at].Count++
	}
	if len(v.Groups) > 2 {
		for _, g := range v.Groups {
			v.Jump = append(v.Jump, menuCount{"#" + g.ID, first(g.Title, r.words["undated"]), g.Count})
		}
	}
	for k := range v.Groups {
		if v.Groups[k].Title == "" && len(v.Groups) > 1 {
			v.Groups[k].Title = r.words["undated"]
		}
	}
	v.Pager = r.pager(l, parts, i)
	if i > 0 {
		v.Title = r.say("page_n", itoa(i+1)) + r.words["title_mark"] + v.Title
	}
	return nil
}

// pager links to the other parts of a list: all of them, or the ends and the
// neighbourhood where there are many.
func (r *renderer) pager(l *level, parts []run, current int) template.HTML {
	if len(parts) < 2 {
		return ""
	}
	var b strings.Builder
	skipped := false
	for i := range parts {
		near := i == 0 || i == len(parts)-1 || i >= current-2 && i <= current+2 || len(parts) <= 9
		switch {
		case !near && !skipped:
			b.WriteString(`<span class="gap">…</span>`)
			skipped = true
		case !near:
		case i == current:
			b.WriteString(`<span aria-current="page">` + itoa(i+1) + `</span>`)
			skipped = false
		default:
			b.WriteString(`<a` + string(l.href(parts[i].path)) + `><span class="vh">` + escape(r.words["page_word"]) + `</span>` + itoa(i+1) + `</a>`)
			skipped = false
		}
		b.WriteByte('\n')
	}
	return template.HTML(b.String())
}
