package site

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"showcase/generator/config"
	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/hanzi"
)

// Options are a build's own choices.
type Options struct {
	Audience Audience
	Drafts   bool         // a preview: what is not yet published is shown too, archived items excepted
	Today    content.Date // stands in for the clock; the zero Date: nothing is in the future or expired
}

// linker carries the state of one call of Link.
type linker struct {
	*Site
	drafts bool
	source *content.Source
	types  *content.Types
	shown  map[*content.Item]*Page
	all    map[string]*content.Item // every Markdown file, shown or not, by its name in NFC
	titles map[string][]*content.Item
	assets map[string]string               // every other file under content/ and static/: its name in NFC → as it is spelled
	used   map[string]string               // assets that a page leads to, with the first page's file
	known  map[string]bool                 // assets that a page refers to for the school's own work
	byPath map[string]*Page                // by address
	typed  map[*content.Type]*content.Item // one item of each type, a shown one if there is any
	diags  []diag.Diagnostic
	texts  map[string]*diag.Source
	names  map[string]*names // by type
	naming map[*content.Type][]naming
	hints  suggestions

	cards    map[string]*Page // made of a row of a staff register, by the person's name
	circular map[*Page]bool   // pages that are their own ancestors by parent
}

// names is what the items of one type are called.
type names struct {
	keys   map[string]bool
	titles []string
	near   guesser
}

// Link makes one site of the items that the audience may see. Its findings are
// about what only the whole can tell: addresses, references, people.
func Link(source *content.Source, types *content.Types, cfg *config.Config, o Options) (*Site, []diag.Diagnostic) {
	n := len(source.Items)
	l := &linker{
		drafts: o.Drafts,
		Site: &Site{
			Config: cfg, Audience: o.Audience, Today: o.Today, Known: types,
			byFile: make(map[string]*Page, n), people: map[string]*Person{},
			assets: map[*content.Asset]Target{},
		},
		source: source, types: types,
		shown: make(map[*content.Item]*Page, n), all: make(map[string]*content.Item, n), titles: make(map[string][]*content.Item, n),
		assets: make(map[string]string, len(source.Assets)), used: map[string]string{}, known: map[string]bool{}, byPath: make(map[string]*Page, n),
		typed: map[*content.Type]*content.Item{}, texts: map[string]*diag.Source{}, names: map[string]*names{},
		naming: map[*content.Type][]naming{}, circular: map[*Page]bool{}, cards: map[string]*Page{},
	}
	for _, a := range source.Assets {
		l.assets[norm.NFC.String(a)] = a
	}
	l.choose()
	l.address()
	l.redirects()
	l.gatherPeople()
	l.sections()
	l.series()
	l.resolve()
	l.connect()
	l.attendance()
	l.pupilsInTexts()
	l.files()
	diag.Sort(l.diags)
	return l.Site, l.diags
}

// choose makes a page of every item that this build may show.
func (l *linker) choose() {
	for _, it := range l.source.Items {
		l.all[norm.NFC.String(it.File)] = it
		key := titleKey(it.Title)
		l.titles[key] = append(l.titles[key], it)
		if l.typed[it.Type] == nil {
			l.typed[it.Type] = it
		}
		rows := l.out(it)
		if rows == nil || !l.visible(it) {
			continue
		}
		p := &Page{Item: l.withoutPupils(it)}
		for _, row := range rows[1:] {
			if l.visible(row) {
				p.Records = append(p.Records, &Record{Item: l.withoutPupils(row), Page: p, Anchor: "r" + itoa(row.Row)})
			}
		}
		if l.shown[l.typed[it.Type]] == nil {
			l.typed[it.Type] = it
		}
		l.shown[it] = p
		l.byFile[it.File] = p
		l.Pages = append(l.Pages, p)
	}
	l.Counted = content.Once(l.Counted)
}

// out is an item and its rows as far as they are published, nil if the item is
// not. What staff may see of them counts, whoever this build is for.
func (l *linker) out(it *content.Item) []*content.Item {
	if !l.isPublished(it) {
		return nil
	}
	rows := []*content.Item{it}
	for _, row := range it.Records {
		if l.isPublished(row) {
			rows = append(rows, row)
		}
	}
	counted := rows
	if len(it.Records) > 0 || opensSection(it.File) {
		counted = rows[1:] // a register is its rows
	}
	for _, x := range counted {
		if x.Visibility <= content.Submission {
			l.Counted = append(l.Counted, x)
		}
	}
	return rows
}

// visible decides by audience.
func (l *linker) visible(it *content.Item) bool {
	if l.Audience == Staff {
		return it.Visibility <= content.Submission
	}
	return it.Visibility == content.Public
}

// isPublished decides by state and date. Rows of a register are decided one by
// one, after their file.
func (l *linker) isPublished(it *content.Item) bool {
	if l.isDraft(it) {
		return false
	}
	if l.Today.IsZero() {
		return true
	}
	if !it.Type.FutureDate && it.Date.Compare(l.Today) > 0 {
		if l.visible(it) {
			l.reportScheduled(it)
		}
		return false
	}
	end := it.Value("expires").Date
	return end.IsZero() || end.Last().Compare(l.Today) >= 0
}

func (l *linker) reportScheduled(it *content.Item) {
	l.reportAt(it, it.Pos, diag.Pos{}, diag.Warning, "publish/scheduled",
		diag.Say("《%s》的日期是 %s，晚于本次生成的日期 %s，到那一天才会出现在网站上。",
			"“%s” is dated %s, after this build's day %s: it will appear from that day on.", it.Title, it.Date, l.Today),
		diag.Say("到那一天再生成就有；现在就要，写明日期：showcase build --date %s", "Build again on that day; to show it now: showcase build --date %s", it.Date.Last().ISO()))
}

// sections orders the pages of each type and makes the terms and tags.
func (l *linker) sections() {
	byType := map[*content.Type]*Section{}
	tags, terms := map[string]*Tag{}, map[content.Term]*Term{}
	for _, p := range l.Pages {
		if p.Path == homePath {
			l.Home = p
			continue
		}
		l.enterSection(byType, p)
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
				terms[key] = &Term{Key: key, Title: key.String(), Path: "terms/" + itoa(key.Year) + "-" + itoa(key.Half) + ".html"}
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
	l.schoolYears()
	l.tags(tags)
	l.homeHidden()
}

func (l *linker) enterSection(byType map[*content.Type]*Section, p *Page) {
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
	if !p.Type.HandedIn {
		sec.Records = append(sec.Records, p.Records...)
	}
}

// homeHidden reports a home page that is there but may not be shown: the site
// then opens with lists alone, which nobody would trace to one line.
func (l *linker) homeHidden() {
	it := l.all[contentDir+"index.md"]
	if it == nil {
		it = l.all[contentDir+"_index.md"]
	}
	if l.Home == nil && it != nil {
		l.reportAt(it, it.Pos, diag.Pos{}, diag.Warning, "publish/home",
			diag.Say("首页 %s 没有发布，网站打开时不显示它的文字。", "The home page %s is not published: the site opens without its text.", it.File),
			diag.Say("写好以后把“状态”改为“发布”，“公开范围”改为“公开”。", "When it is ready, set its status to published and its visibility to public."))
	}
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
	slugs := slugger{}
	for _, t := range byName {
		t.Path = "tags/" + slugs.next(t.Name) + ".html"
	}
}

// order sorts a section's pages and rows as its type says and joins neighbours.
func (l *linker) order(sec *Section) {
	less := newest
	switch sec.Type.Sort {
	case "order":
		less = func(a, b *Page) int { return cmp.Or(cmp.Compare(a.Order, b.Order), newest(a, b)) }
	case "name":
		spelled := make(map[*Page]string, len(sec.Pages))
		for _, p := range sec.Pages {
			spelled[p] = hanzi.Slug(p.Title)
		}
		less = func(a, b *Page) int {
			return cmp.Or(cmp.Compare(min(len(a.Records), 1), min(len(b.Records), 1)), cmp.Compare(a.Order, b.Order), strings.Compare(spelled[a], spelled[b]), strings.Compare(a.Path, b.Path))
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
	var last *Page
	for _, p := range sec.Pages {
		if sec.Type.HandedIn && len(p.Item.Records) > 0 {
			continue // from a text one reads on to a text, not to a list of titles
		}
		if p.Prev = last; last != nil {
			last.Next = p
		}
		last = p
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

// placeOf is where a value stands in an item's front matter; the start of the
// file if it is not there as written.
func placeOf(it *content.Item, value string) (start, end int) {
	front := string(it.Text()[:it.BodyStart])
	const around = " \t\r\n'\"[]{},，、;；:：/"
	for at := 0; value != ""; {
		i := strings.Index(front[at:], value)
		if i < 0 {
			break
		}
		start, end = at+i, at+i+len(value)
		before, _ := utf8.DecodeLastRuneInString(front[:start])
		after, _ := utf8.DecodeRuneInString(front[end:])
		if strings.ContainsRune(around, before) && strings.ContainsRune(around, after) {
			return start, end
		}
		at = end
	}
	return 0, 0
}

// titleKey is a title as it is compared: in NFC, without spaces and case.
func titleKey(s string) string {
	if !norm.NFC.IsNormalString(s) {
		s = norm.NFC.String(s)
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}
