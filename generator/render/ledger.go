package render

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"showcase/generator/content"
	"showcase/generator/site"
)

// ledgerShown is how many entries of one kind stand open on a page; the older
// ones are folded away.
const ledgerShown = 12

// ledger is a titled list of entries of one kind, newest first.
type ledger struct {
	Title string
	Count string // with its unit: 3篇
	Note  string
	Rows  []ledgerRow
	Older []ledgerRow
	More  string // what opens the older ones
}

// ledgerRow is one entry: when, what, and what of it matters here.
type ledgerRow struct {
	Date    template.HTML
	Href    template.HTMLAttr
	Title   string
	Role    string // as what the person stands in it
	Note    template.HTML
	Summary string
}

// ledgers puts entries under their types, in the order of the menu.
func (r *renderer) ledgers(entries []site.Entry, row func(site.Entry) ledgerRow) []ledger {
	of := map[*content.Type][]site.Entry{}
	for _, e := range entries {
		of[e.Item().Type] = append(of[e.Item().Type], e)
	}
	var out []ledger
	for _, sec := range r.Sections {
		if list := of[sec.Type]; len(list) > 0 {
			out = append(out, r.ledger(r.label(sec), r.countUnit(sec.Type), list, row))
		}
	}
	return out
}

func (r *renderer) ledger(title, unit string, list []site.Entry, row func(site.Entry) ledgerRow) ledger {
	g := ledger{Title: title, Count: itoa(len(list)) + unit}
	for _, e := range list {
		g.Rows = append(g.Rows, row(e))
	}
	if n := len(g.Rows); n > ledgerShown+ledgerShown/2 {
		g.Rows, g.Older = g.Rows[:ledgerShown], g.Rows[ledgerShown:]
		g.More = r.say("older_n", itoa(n-ledgerShown)+unit)
	}
	return g
}

// countUnit is in what entries of a type are counted: the type's first unit, but
// of prizes one is a 项, however many people won it. In English there is none.
func (r *renderer) countUnit(t *content.Type) string {
	for _, u := range t.Units {
		if u != "人次" {
			return r.unit(u)
		}
	}
	return ""
}

// entryRow is an entry with its date and a link to where it stands.
func (r *renderer) entryRow(l *level, e site.Entry) ledgerRow {
	it := e.Item()
	return ledgerRow{Date: r.date(e.Date()), Href: l.entryHref(e), Title: it.Title}
}

// authored is an entry with who wrote it.
func (r *renderer) authored(l *level, e site.Entry) ledgerRow {
	row := r.entryRow(l, e)
	if names := e.Item().Authors; len(names) > 0 && (e.Record == nil || e.Item().Type.Author().Column > 0) {
		row.Note = l.names(names)
	}
	row.Note = joinNotes(row.Note, r.brief(l, e.Item(), ""))
	return row
}

// partRow is a person's part in an entry: as what, and what the type tells of
// it in brief.
func (r *renderer) partRow(l *level, who *site.Person, part site.Part) ledgerRow {
	row := r.entryRow(l, part.Entry)
	it := part.Item()
	var roles []string
	for _, role := range part.Roles {
		if role.Field.Name != "author" {
			roles = append(roles, r.fieldLabel(role.Field))
		} else if part.Record == nil && it.Type.Author().Required {
			row.Summary = r.summary(part.Page)
		}
	}
	row.Role = strings.Join(roles, r.words["list_mark"])
	row.Note = r.brief(l, it, who.Name)
	others := slices.DeleteFunc(slices.Clone(it.Authors), func(n content.Name) bool { return r.Person(n.Text) == who })
	if part.Record != nil && it.Type.Author().Column == 0 {
		others = nil // who keeps the register
	}
	if len(others) > 0 {
		by := r.words["written_by"]
		if len(others) < len(it.Authors) {
			by = r.words["written_with"]
		}
		row.Note = joinNotes(row.Note, template.HTML(escape(by))+l.names(others))
	}
	return row
}

func joinNotes(a, b template.HTML) template.HTML {
	if a == "" || b == "" {
		return a + b
	}
	return a + " · " + b
}

// briefMax is how much of a longer text a short entry tells.
const briefMax = 60

// brief are the fields that a type tells of an item in short. People are named
// with what they are there, but for the one whose page it is and for those in
// the title.
func (r *renderer) brief(l *level, it *content.Item, but string) template.HTML {
	var parts []string
	for _, name := range it.Type.Brief {
		f := it.Type.Field(name)
		v := it.Value(name)
		if f == nil || v.IsZero() {
			continue
		}
		if v.Kind == content.KindPersons {
			names := slices.DeleteFunc(slices.Clone(v.Names), func(n content.Name) bool { return n.Text == but || strings.Contains(it.Title, n.Text) })
			if len(names) > 0 {
				parts = append(parts, escape(r.say("field_is", r.fieldLabel(f)))+string(l.names(names)))
			}
			continue
		}
		if v.Kind == content.KindText {
			v.Text = clip(v.Text, briefMax)
		}
		parts = append(parts, string(r.value(l, v, f)))
	}
	return template.HTML(strings.Join(parts, " · "))
}

// decimal is a number with as many decimals as it has.
func decimal(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
