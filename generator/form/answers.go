package form

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"showcase/generator/content"
	"showcase/generator/markdown"
	"showcase/generator/site"
	"showcase/generator/statistics"
)

// Gather collects what a dossier answers: first the boxes of its own form, then its
// fields, then what the school's settings, its newest profile and its records
// say. Types are all that the site knows, also those it has nothing of: rows
// that ask for them stay empty. Lookup answers placeholders that name a number; nil: none.
func Gather(s *site.Site, types *content.Types, dossier *site.Page, lookup func(string) (string, bool)) *Answers {
	k := &knowledge{site: s, types: types, page: dossier, lookup: lookup, window: statistics.Window{From: dossier.Value("window").Date, To: dossier.Value("window").End}}
	a := &Answers{Lookup: lookup, List: k.list}
	for _, v := range dossier.Value("form").List {
		box := v.Map
		a.Fields = append(a.Fields, Field{Names: []string{box["label"].Text}, Value: strings.TrimSpace(box["value"].Text),
			Limit: int(box["limit"].Count.Value), Given: !box["value"].IsZero(), ByHand: box["seal"].Bool})
	}
	for i := range a.Fields { // a limit may ask for the text at another length
		if x := &a.Fields[i]; tellsDeeds(x.Names[0]) {
			if x.Value != "" {
				k.short = append(k.short, x.Value)
			}
			x.Versions = k.deeds()
		}
	}
	for i := range dossier.Type.Fields {
		f := &dossier.Type.Fields[i]
		if text := k.text(dossier.Value(f.Name), f); text != "" && !f.Common && plainKind(f.Kind) {
			names := []string{f.Label}
			for _, n := range f.Aliases {
				if utf8.RuneCountInString(n) > 2 { // 奖项 and 单位 may be anybody's
					names = append(names, n)
				}
			}
			a.Fields = append(a.Fields, Field{Names: names, Value: text})
		}
	}
	for _, g := range labels().groups {
		if x := k.group(g); x.Value != "" || len(x.Versions) > 0 {
			a.Fields = append(a.Fields, x)
		}
	}
	for _, t := range types.All() {
		if t.Register {
			a.Names = append(a.Names, t.Label)
		}
	}
	return a
}

func plainKind(k content.Kind) bool {
	switch k {
	case content.KindObject, content.KindObjects, content.KindRef, content.KindRefs, content.KindFile, content.KindFiles, content.KindBool:
		return false
	}
	return true
}

// knowledge is what a site knows for one dossier.
type knowledge struct {
	site   *site.Site
	types  *content.Types
	page   *site.Page
	window statistics.Window
	lookup func(string) (string, bool)
	short  []string // what the dossier's own form says of its deeds
	texts  []string // of the deeds; nil: not read yet
}

// tellsDeeds reports whether a box takes the dossier's text.
func tellsDeeds(name string) bool {
	return slices.ContainsFunc(labels().groups, func(g group) bool {
		return slices.Contains(g.from, "deeds") && slices.ContainsFunc(g.names, func(n string) bool { return fold(n) == fold(name) })
	})
}

// group is the answer that the site itself has for what forms ask.
func (k *knowledge) group(g group) Field {
	x := Field{Names: g.names}
	for _, from := range g.from {
		where, name, _ := strings.Cut(from, ".")
		switch where {
		case "dossier":
			x.Value = k.page.Value(name).Text
		case "school":
			x.Value = k.school(name)
		case "profile":
			x.Value = k.profile(name)
		case "page":
			x.Value = k.page.Date.String()
		case "honours":
			x.Value = k.honours()
		case "deeds":
			x.Versions = append(slices.Clip(k.deeds()), k.short...)
		}
		if x.Value != "" || len(x.Versions) > 0 {
			break
		}
	}
	return x
}

func (k *knowledge) school(name string) string {
	if name == "name" {
		return k.site.Config.School.Name
	}
	return ""
}

// profile is a number of the newest of the school's profiles up to the
// dossier's day.
func (k *knowledge) profile(name string) string {
	sec := k.site.Section("profile")
	if sec == nil {
		return ""
	}
	var newest *site.Page
	for _, p := range sec.Pages {
		if p.Value(name).IsZero() || !k.page.Date.IsZero() && p.Date.Compare(k.page.Date) > 0 {
			continue
		}
		if newest == nil || p.Date.Compare(newest.Date) > 0 {
			newest = p
		}
	}
	if newest == nil {
		return ""
	}
	return k.text(newest.Value(name), newest.Type.Field(name))
}

// deeds are the dossier's text and its other versions, paragraph by paragraph.
func (k *knowledge) deeds() []string {
	if k.texts != nil {
		return k.texts
	}
	pages := []*site.Page{k.site.Deeds(k.page)}
	for _, v := range k.page.Value("variants").List {
		if a := v.Map["ref"].Asset; a != nil {
			pages = append(pages, k.site.Asset(a).Page)
		}
	}
	k.texts = []string{}
	for _, p := range pages {
		if p == nil || p.Body == nil {
			continue
		}
		var list []string
		k.paragraphs(p.Body.Root, &list)
		if text := strings.Join(list, "\n"); markdown.Words(text) > 0 {
			k.texts = append(k.texts, text)
		}
	}
	return k.texts
}

// paragraphs are the lines of a text as one types them into a box.
func (k *knowledge) paragraphs(n *markdown.Node, out *[]string) {
	for c := range n.Children() {
		switch c.Kind {
		case markdown.Heading, markdown.Paragraph, markdown.DefinitionTerm:
			if s := strings.TrimSpace(k.inline(c)); s != "" {
				*out = append(*out, "　　"+s)
			}
		case markdown.Table, markdown.Figure:
		default:
			k.paragraphs(c, out)
		}
	}
}

func (k *knowledge) inline(n *markdown.Node) string {
	switch n.Kind {
	case markdown.Text, markdown.Code:
		return n.Text
	case markdown.Placeholder:
		if k.lookup != nil {
			if text, ok := k.lookup(n.Text); ok {
				return text
			}
		}
		return "{{" + n.Text + "}}"
	}
	var b strings.Builder
	for c := range n.Children() {
		b.WriteString(k.inline(c))
	}
	return b.String()
}

// honours are the school's own prizes of the window, a line each.
func (k *knowledge) honours() string {
	l := k.records("award")
	var lines []string
	for _, r := range l {
		if t := r.Value("recipient_type").Text; t != "学校" {
			continue
		}
		line := r.Date.String() + "，" + r.Title
		if g := r.Value("grade").Text; g != "" && !strings.Contains(r.Title, g) {
			line += g
		}
		if by := r.Value("issuer").Text; by != "" {
			line += "（" + by + "）"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// records are those of a register in the dossier's window, highest level
// first, then by date. Sums that stand for many are none. Pupils are named only
// where the record or the dossier tells of consent, as in the printed dossier.
func (k *knowledge) records(typeName string) []*site.Record {
	sec := k.site.Section(typeName)
	if sec == nil {
		return nil
	}
	out := slices.Clone(sec.Records)
	for _, p := range sec.Pages {
		if len(p.Records) == 0 && p.Row == 0 {
			out = append(out, &site.Record{Item: p.Item, Page: p})
		}
	}
	out = slices.DeleteFunc(out, func(r *site.Record) bool { return r.Value("aggregate").Bool || !k.window.Holds(r.Date) })
	for i, r := range out {
		if masked := site.WithoutPupils(r.Item); masked != r.Item && !k.site.MayNamePupils(k.page) {
			c := *r
			c.Item = masked
			out[i] = &c
		}
	}
	slices.SortStableFunc(out, func(x, y *site.Record) int {
		return cmp.Or(
			content.LevelRank(x.Value("level").Text)-content.LevelRank(y.Value("level").Text),
			x.Date.Compare(y.Date),
			content.GradeRank(x.Value("grade").Text)-content.GradeRank(y.Value("grade").Text),
			strings.Compare(x.Title, y.Title))
	})
	return out
}

// list finds the records of a type by any of its names.
func (k *knowledge) list(name string) *List {
	t := k.types.Find(name)
	if t == nil {
		return nil
	}
	records := k.records(t.Name)
	l := &List{Rows: len(records)}
	for i := range t.Fields {
		l.Columns = append(l.Columns, t.Fields[i].Label)
	}
	l.Cell = func(row int, column string) (string, bool) {
		f := t.Field(column)
		if f == nil {
			return "", false
		}
		return k.column(records[row], f), true
	}
	return l
}

// column is a cell of a record. Who won is told by number where the site gives
// no names.
func (k *knowledge) column(r *site.Record, f *content.Field) string {
	text := k.text(r.Cell(f), f)
	if text != "" || f.Name != "recipients" {
		return text
	}
	n, unit := r.Value("count").Text, r.Value("unit").Text
	if n == "" || strings.HasSuffix(n, unit) {
		unit = ""
	}
	return r.Value("recipient_type").Text + n + unit
}

// text is a value as a form shows it: several joined, numbers with their unit.
func (k *knowledge) text(v content.Value, f *content.Field) string {
	if v.IsZero() {
		return ""
	}
	if list := v.Strings(); v.Names != nil || len(list) > 1 {
		return strings.Join(list, "、")
	}
	if f.Unit != "" && (f.Kind == content.KindInt || f.Kind == content.KindNumber || f.Kind == content.KindApprox) && !strings.HasSuffix(v.Text, f.Unit) {
		return v.Text + f.Unit
	}
	return v.Text
}
