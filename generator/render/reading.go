package render

import (
	"cmp"
	"html/template"
	"slices"
	"strings"
	"unicode/utf8"

	"showcase/generator/content"
	"showcase/generator/output"
	"showcase/generator/site"
	"showcase/generator/statistics"
)

// readingsView is the shelf of recommended books and articles.
type readingsView struct {
	shell
	Help      string
	Intro     template.HTML
	Registers template.HTML
	CSV       string
	Figures   []figure
	Years     []shelfYear
	Months    []shelfMonth
	Pager     template.HTML
}

// shelfYear is the spines of a year, side by side.
type shelfYear struct {
	Year  string
	Books []*book
}

// shelfMonth is what was recommended in a month.
type shelfMonth struct {
	Title string
	Books []*book
}

// book is a recommendation on the shelf: a page or the row of a register.
type book struct {
	ID      string
	Href    template.HTMLAttr // of the recommendation itself
	Title   string            // as written, with 《》
	Spine   string            // the same without
	Tint    string            // of the spine
	Article bool
	Kind    string
	Writer  string
	From    string // who published it
	By      template.HTML
	Reason  string
	Readers string
	Notes   []template.HTML
	Year    string
	Month   string
}

// recommendations are all readings, the newest first.
func recommendations(sec *site.Section) []*site.Record {
	out := slices.Clone(sec.Entries())
	slices.SortStableFunc(out, func(a, b *site.Record) int {
		return cmp.Or(recommended(b).Compare(recommended(a)), cmp.Compare(a.Page.Path, b.Page.Path))
	})
	return out
}

// recommended is the month of a recommendation, else its day.
func recommended(rec *site.Record) content.Date {
	if d := rec.Value("period").Date; !d.IsZero() {
		return d
	}
	return content.Date{Year: rec.Date.Year, Month: rec.Date.Month}
}

// addShelf puts the pages of the shelf into the tree.
func (r *renderer) addShelf(sec *site.Section) {
	source := ""
	if sec.Intro != nil {
		source = sec.Intro.File
	}
	all := recommendations(sec)
	parts := split(sec.Path, make([]*site.Page, len(all))) // as many to a page as other lists
	for i := range parts {
		r.tree.Add(output.Entry{Path: parts[i].path, Source: source, Make: func() ([]byte, error) { return r.shelf(sec, all, parts, i) }})
	}
	if len(sec.Records) > 0 {
		r.tree.Add(output.Entry{Path: csvPath(sec.Path), Source: source, Make: func() ([]byte, error) { return r.csv(site.Columns(sec.Type, sec.Records), sec.Records), nil }})
	}
}

// shelf makes one page of the shelf.
func (r *renderer) shelf(sec *site.Section, all []*site.Record, parts []run, i int) ([]byte, error) {
	l := r.level(sec.Path)
	help := r.words["about_reading"]
	v := &readingsView{shell: r.shell(l, r.label(sec), help, "website", sec), Help: help, Pager: r.pager(l, parts, i)}
	if sec.Intro != nil && i == 0 {
		v.Heading = sec.Intro.Title
		v.Intro, _ = r.body(l, sec.Intro)
	}
	if i == 0 {
		v.Figures = r.shelfFigures(all)
		if len(sec.Records) > 0 {
			v.CSV = l.url(csvPath(sec.Path))
			v.Registers = l.items(slices.DeleteFunc(slices.Clone(sec.Pages), func(p *site.Page) bool { return !p.IsRegister() }))
		}
	} else {
		v.Title = r.say("page_n", itoa(i+1)) + r.words["title_mark"] + v.Title
	}
	for n, rec := range all[i*perPage : min(len(all), (i+1)*perPage)] {
		b := r.book(l, rec)
		b.ID, b.Tint = "b"+itoa(n+1), "t"+itoa(n%spineTints)
		if k := len(v.Years); k == 0 || v.Years[k-1].Year != b.Year {
			v.Years = append(v.Years, shelfYear{Year: b.Year})
		}
		if k := len(v.Months); k == 0 || v.Months[k-1].Title != b.Month {
			v.Months = append(v.Months, shelfMonth{Title: b.Month})
		}
		year, month := &v.Years[len(v.Years)-1], &v.Months[len(v.Months)-1]
		year.Books, month.Books = append(year.Books, b), append(month.Books, b)
	}
	return r.execute("readings", v)
}

// spineTints is how many colours the spines take turns in.
const spineTints = 5

// spineMax is how many characters a spine holds.
const spineMax = 24

func (r *renderer) book(l *level, rec *site.Record) *book {
	when := recommended(rec)
	b := &book{
		Href: l.hrefAt(rec.Page.Path, rec.Anchor), Title: rec.Title, Spine: clip(strings.Trim(rec.Title, "《》 "), spineMax),
		Article: statistics.IsArticle(rec.Item), Kind: rec.Value("kind").Text, Writer: rec.Value("writer").Text, From: rec.Value("publisher").Text,
		By: l.names(rec.Value("recommender").Names), Reason: first(rec.Value("reason").Text, rec.Item.Summary),
	}
	if b.Reason == "" && rec.Anchor == "" {
		b.Reason = clip(r.summary(rec.Page), 70)
	}
	if n := statistics.Attendance(rec.Value("readers")); n.Count > 0 {
		b.Readers = r.say("n_readers", r.cellText(n))
	}
	for _, p := range r.notes()[rec.Item] {
		b.Notes = append(b.Notes, l.page(p))
	}
	if b.Year, b.Month = r.words["undated"], r.words["undated"]; !when.IsZero() {
		b.Year, b.Month = itoa(when.Year), r.dateText(when)
	}
	return b
}

// shelfFigures are what the whole shelf comes to, in the order of the section.
func (r *renderer) shelfFigures(all []*site.Record) []figure {
	noted := map[*site.Page]bool{}
	for _, rec := range all {
		for _, p := range r.notes()[rec.Item] {
			noted[p] = true
		}
	}
	s := statistics.Reading(itemsOf(all))
	var out []figure
	add := func(key, number string) {
		if number != "" && number != "0" {
			digits := strings.TrimRight(number, "余")
			out = append(out, figure{r.words["shelf_"+key], digits, number[len(digits):] + r.words["shelf_"+key+"_unit"]})
		}
	}
	add("books", itoa(s.Books))
	add("articles", itoa(s.Articles))
	add("readers", r.cellText(s.Readers))
	add("notes", itoa(len(noted)))
	return out
}

// findNotes lists for each reading the pages written about it: those that the
// reading names, and reflections that name the reading.
func (r *renderer) findNotes() map[*content.Item][]*site.Page {
	out := map[*content.Item][]*site.Page{}
	add := func(reading *content.Item, p *site.Page) {
		if reading != nil && p != nil && !slices.Contains(out[reading], p) {
			out[reading] = append(out[reading], p)
		}
	}
	named := func(reading *content.Item) {
		for _, note := range reading.Value("notes").List {
			if note.Asset != nil {
				add(reading, r.Asset(note.Asset).Page)
			}
		}
	}
	if sec := r.Section("reading"); sec != nil {
		for _, rec := range recommendations(sec) {
			named(rec.Item)
		}
	}
	if sec := r.Section("reflection"); sec != nil {
		for _, p := range sec.Pages {
			switch a := p.Value("reading").Asset; {
			case a == nil:
			case r.Asset(a).Record != nil:
				add(r.Asset(a).Record.Item, p)
			case r.Asset(a).Page != nil:
				add(r.Asset(a).Page.Item, p)
			}
		}
	}
	return out
}

// readingPage adds what was written about a reading.
func (r *renderer) readingPage(l *level, p *site.Page, v *pageView) error {
	pages := r.notes()[p.Item]
	if len(pages) == 0 {
		return nil
	}
	rows, err := l.rowsOf(pages)
	v.Works = []works{{Title: r.words["reading_notes"], Count: len(pages), Rows: rows}}
	return err
}

// Short reports whether the writer's name fits the foot of a spine.
func (b *book) Short() bool { return b.Writer != "" && utf8.RuneCountInString(b.Writer) <= 6 }
