package site

import (
	"cmp"
	"slices"
	"strings"

	"showcase/generator/config"
	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/markdown"
)

// Options are a build's own choices.
type Options struct {
	Audience Audience
	Today    content.Date // stands in for the clock; the zero Date: nothing is in the future or expired
}

// linker carries the state of one call of Link.
type linker struct {
	*Site
	source *content.Source
	types  *content.Types
	shown  map[*content.Item]*Page
	all    map[string]*content.Item // every file, shown or not
	titles map[string][]*content.Item
	assets map[string]bool // every other file under content/ and static/
	used   map[string]bool // assets that a page refers to
	diags  []diag.Diagnostic
	texts  map[string]*diag.Source
}

// Link makes one site of the items that the audience may see. Its findings are
// about what only the whole can tell: addresses, references, people.
func Link(source *content.Source, types *content.Types, cfg *config.Config, o Options) (*Site, []diag.Diagnostic) {
	l := &linker{
		Site: &Site{
			Config: cfg, Audience: o.Audience, Today: o.Today,
			byFile: map[string]*Page{}, people: map[string]*Person{},
			links: map[*markdown.Link]Target{}, assets: map[*content.Asset]Target{},
		},
		source: source, types: types,
		shown: map[*content.Item]*Page{}, all: map[string]*content.Item{}, titles: map[string][]*content.Item{},
		assets: map[string]bool{}, used: map[string]bool{}, texts: map[string]*diag.Source{},
	}
	for _, a := range source.Assets {
		l.assets[a] = true
	}
	l.choose()
	l.address()
	l.redirects()
	l.gatherPeople()
	l.sections()
	l.resolve()
	l.connect()
	l.files()
	diag.Sort(l.diags)
	return l.Site, l.diags
}

// choose makes a page of every item that this build may show.
func (l *linker) choose() {
	for _, it := range l.source.Items {
		l.all[it.File] = it
		key := titleKey(it.Title)
		l.titles[key] = append(l.titles[key], it)
		if !l.visible(it) {
			continue
		}
		p := &Page{Item: it}
		for _, row := range it.Records {
			if l.visible(row) {
				p.Records = append(p.Records, &Record{Item: row, Page: p, Anchor: "r" + itoa(row.Row)})
			}
		}
		l.shown[it] = p
		l.byFile[it.File] = p
		l.Pages = append(l.Pages, p)
	}
}

// visible decides by state, audience and date. Rows of a register are decided
// one by one, after their file.
func (l *linker) visible(it *content.Item) bool {
	if it.Status != content.Published {
		return false
	}
	limit := content.Public
	if l.Audience == Staff {
		limit = content.Submission
	}
	if it.Visibility > limit {
		return false
	}
	if l.Today.IsZero() {
		return true
	}
	if !it.Type.FutureDate && it.Date.Compare(l.Today) > 0 && it.Row == 0 {
		l.diags = append(l.diags, diag.Diagnostic{
			File: it.File, Severity: diag.Hint, Code: "publish/scheduled",
			Message: diag.Say("《%s》的日期是 %s，晚于本次生成的日期 %s，到那一天才会出现在网站上。",
				"“%s” is dated %s, after this build's day %s: it will appear from that day on.", it.Title, it.Date, l.Today),
		})
		return false
	}
	if end := it.Value("expires").Date; !end.IsZero() && end.Compare(l.Today) < 0 {
		return false
	}
	return true
}

// sections orders the pages of each type and makes the terms and tags.
func (l *linker) sections() {
	byType := map[*content.Type]*Section{}
	tags, terms := map[string]*Tag{}, map[content.Term]*Term{}
	for _, p := range l.Pages {
		if p.File == homeFile {
			l.Home = p
			continue
		}
		sec := byType[p.Type]
		if sec == nil {
			sec = &Section{Type: p.Type, Path: p.Type.Plural + "/index.html"}
			byType[p.Type] = sec
		}
		p.Section = sec
		if p.Path == sec.Path {
			sec.Intro = p
		} else {
			sec.Pages = append(sec.Pages, p)
		}
		sec.Records = append(sec.Records, p.Records...)
		for _, name := range p.Item.Tags {
			if tags[name] == nil {
				tags[name] = &Tag{Name: name}
			}
			if t := tags[name]; len(t.Pages) == 0 || t.Pages[len(t.Pages)-1] != p {
				t.Pages = append(t.Pages, p)
			}
		}
		if p.Type.Dated && !p.Date.IsZero() && p.Date.Month > 0 {
			key := content.TermOf(p.Date, l.Config.Terms)
			if terms[key] == nil {
				terms[key] = &Term{Title: key.String(), Path: "terms/" + itoa(key.Year) + "-" + itoa(key.Half) + ".html"}
			}
			p.Term = terms[key]
			p.Term.Pages = append(p.Term.Pages, p)
		}
	}
	for _, t := range l.types.All() {
		if sec := byType[t]; sec != nil {
			l.order(sec)
			l.Types = append(l.Types, t)
			l.Sections = append(l.Sections, sec)
		}
	}
	for _, t := range terms {
		slices.SortFunc(t.Pages, newest)
		l.Terms = append(l.Terms, t)
	}
	slices.SortFunc(l.Terms, func(a, b *Term) int { return strings.Compare(b.Path, a.Path) })
	l.tags(tags)
}

func (l *linker) tags(tags map[string]*Tag) {
	for _, t := range tags {
		slices.SortFunc(t.Pages, newest)
		l.Tags = append(l.Tags, t)
	}
	slices.SortFunc(l.Tags, func(a, b *Tag) int {
		return cmp.Or(len(b.Pages)-len(a.Pages), strings.Compare(a.Name, b.Name))
	})
	byName := slices.Clone(l.Tags) // addresses must not depend on how often a tag is used
	slices.SortFunc(byName, func(a, b *Tag) int { return strings.Compare(a.Name, b.Name) })
	taken := map[string]int{}
	for _, t := range byName {
		slug := Slug(t.Name)
		taken[slug]++
		if n := taken[slug]; n > 1 {
			slug += "-" + itoa(n)
		}
		t.Path = "tags/" + slug + ".html"
	}
}

// order sorts a section's pages and rows as its type says and joins neighbours.
func (l *linker) order(sec *Section) {
	less := newest
	switch sec.Type.Sort {
	case "order":
		less = func(a, b *Page) int { return cmp.Or(cmp.Compare(a.Order, b.Order), newest(a, b)) }
	case "name":
		less = func(a, b *Page) int {
			return cmp.Or(cmp.Compare(a.Order, b.Order), strings.Compare(Slug(a.Title), Slug(b.Title)), strings.Compare(a.Path, b.Path))
		}
	}
	slices.SortStableFunc(sec.Pages, func(a, b *Page) int {
		if a.Pinned != b.Pinned {
			if a.Pinned {
				return -1
			}
			return 1
		}
		return less(a, b)
	})
	for i, p := range sec.Pages {
		if i > 0 {
			p.Prev = sec.Pages[i-1]
		}
		if i+1 < len(sec.Pages) {
			p.Next = sec.Pages[i+1]
		}
	}
	if sec.Type.Sort == "date" {
		slices.SortStableFunc(sec.Records, func(a, b *Record) int { return b.Date.Compare(a.Date) })
	}
}

// newest puts later dates first, then sorts by address.
func newest(a, b *Page) int {
	return cmp.Or(b.Date.Compare(a.Date), strings.Compare(a.Path, b.Path))
}

// report adds a finding about the bytes [start,end) of an item's file.
func (l *linker) report(it *content.Item, start, end int, sev diag.Severity, code string, message, hint diag.Text) {
	src := l.texts[it.File]
	if src == nil {
		src = diag.NewSource(it.File, it.Text())
		l.texts[it.File] = src
	}
	l.diags = append(l.diags, src.At(start, end, sev, code, message, hint))
}

// reportAt adds a finding about a place of an item's file.
func (l *linker) reportAt(it *content.Item, pos, end diag.Pos, sev diag.Severity, code string, message, hint diag.Text) {
	l.diags = append(l.diags, diag.Diagnostic{File: it.File, Start: pos, End: end, Severity: sev, Code: code, Message: message, Hint: hint})
}

// titleKey is a title as it is compared: without spaces and case.
func titleKey(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(s, "　", " ")), ""))
}
