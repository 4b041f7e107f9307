package site

import (
	"cmp"
	"slices"
	"strings"

	"showcase/generator/diag"
	"showcase/generator/hanzi"
)

// Series is activities that belong together, such as the sessions of a salon.
type Series struct {
	Name    string
	Path    string // activities/series/qingnian-jiaoshi-shalong.html
	Section *Section
	Pages   []*Page // by date, oldest first
}

// SeriesOf returns the series that a page belongs to, nil if none.
func (s *Site) SeriesOf(p *Page) *Series { return s.seriesOf[p] }

// series gathers the pages that name a series, in the order of the menu, then
// by number of pages.
func (l *linker) series() {
	l.seriesOf = map[*Page]*Series{}
	for _, sec := range l.Sections {
		l.Series = append(l.Series, seriesIn(sec)...)
	}
	for _, s := range l.Series {
		for _, p := range s.Pages {
			l.seriesOf[p] = s
		}
		l.checkSessions(s)
	}
}

func seriesIn(sec *Section) []*Series {
	byKey := map[string]*Series{}
	var out []*Series
	for _, p := range sec.Pages {
		name := p.Value("series").Text
		if name == "" {
			continue
		}
		s := byKey[ProgrammeKey(name)]
		if s == nil {
			s = &Series{Name: name, Section: sec}
			byKey[ProgrammeKey(name)] = s
			out = append(out, s)
		}
		s.Pages = append(s.Pages, p)
	}
	for _, s := range out {
		slices.SortStableFunc(s.Pages, func(a, b *Page) int {
			return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(session(a), session(b)), strings.Compare(a.Path, b.Path))
		})
	}
	slices.SortFunc(out, func(a, b *Series) int { return strings.Compare(a.Name, b.Name) })
	slugs := slugger{}
	for _, s := range out {
		s.Path = strings.TrimSuffix(sec.Path, "index.html") + "series/" + slugs.next(s.Name) + ".html"
	}
	slices.SortStableFunc(out, func(a, b *Series) int { return len(b.Pages) - len(a.Pages) })
	return out
}

func session(p *Page) int { return int(p.Value("session").Count.Value) }

// slugger gives names addresses of their own: of two with one slug the later
// gets a number.
type slugger map[string]bool

func (taken slugger) next(name string) string {
	slug := hanzi.Slug(name)
	for n := 2; taken[strings.ToLower(slug)]; n++ {
		slug = hanzi.Slug(name) + "-" + itoa(n)
	}
	taken[strings.ToLower(slug)] = true
	return slug
}

// checkSessions reports session numbers of a series that stand twice or do not
// rise with the date.
func (l *linker) checkSessions(s *Series) {
	seen := map[int]*Page{}
	var last *Page
	highest := 0
	for _, p := range s.Pages {
		n := session(p)
		if n == 0 {
			continue
		}
		if other := seen[n]; other != nil {
			l.reportSession(p, highest+1, diag.Say("“%[1]s”的第%[2]d期写了两次：《%[3]s》（%[4]s）和《%[5]s》（%[6]s）。", "Session %[2]d of “%[1]s” stands twice: “%[3]s” (%[4]s) and “%[5]s” (%[6]s).",
				s.Name, n, other.Title, other.File, p.Title, p.File))
			continue
		}
		seen[n], highest = p, max(highest, n)
		if last != nil && n < session(last) && last.Date.Compare(p.Date) < 0 {
			l.reportSession(p, highest+1, diag.Say("“%[1]s”的期次和日期对不上：%[2]s的《%[3]s》（%[4]s）是第%[5]d期，后来%[6]s的《%[7]s》（%[8]s）却是第%[9]d期。",
				"Sessions of “%[1]s” do not rise with the date: “%[3]s” (%[4]s) of %[2]s is session %[5]d, but “%[7]s” (%[8]s) of %[6]s, later, is session %[9]d.",
				s.Name, last.Date, last.Title, last.File, session(last), p.Date, p.Title, p.File, n))
		}
		last = p
	}
}

func (l *linker) reportSession(p *Page, next int, message diag.Text) {
	v := p.Value("session")
	l.reportAt(p.Item, v.Pos, v.EndAt, diag.Warning, "activity/session", message,
		diag.Say("核对两次活动的日期和期次，改正写错的一个，例如：期次: %d", "Compare both dates and numbers and correct the wrong one, e.g. session: %d", next))
}
