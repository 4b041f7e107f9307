package render

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"
	"sync"

	"showcase/generator/content"
	"showcase/generator/output"
	"showcase/generator/site"
)

// perSheet is how many rows one page of a register holds.
const perSheet = 400

// register is the table of many records, cut into sheets: output pages that a
// browser can show. Sheets are known at once; what they share is made when the
// first of them is asked for.
type register struct {
	r      *renderer
	typ    *content.Type
	title  string
	csv    string                // output path
	page   *site.Page            // that holds the rows; nil where the rows of several registers stand together
	total  int                   // rows
	sheets []sheet               // the first is the register's own page
	shared func() registerLayout // made once
}

// sheet is one output page of a register.
type sheet struct {
	path  string
	title string // what tells it from the others; empty for the first
	year  int    // of all its rows; 0: of any
	from  int    // the first of its rows, among those of the year
}

// registerLayout is what the sheets of a register share.
type registerLayout struct {
	rows    []*site.Record         // in the order of the table
	years   map[int][]*site.Record // the same by year, where the sheets are
	columns []*content.Field
	filters []filter
}

// filter narrows the rows of a sheet.
type filter struct {
	Name, Label string
	Options     []string
}

// pageRegister is the register that a page holds, in the order of its file.
func (r *renderer) pageRegister(p *site.Page) *register {
	g := &register{r: r, typ: p.Type, title: p.Title, csv: csvPath(p.Path), page: p, total: len(p.Records)}
	g.sheets = numbered(r, p.Path, "", 0, len(p.Records))
	g.shared = sync.OnceValue(func() registerLayout { return g.lay(p.Records, nil) })
	return g
}

// sectionRegister is all records of a section, nil if it has none. Where they
// are too many for one page, the first page holds the first of them and every
// year has pages of its own.
func (r *renderer) sectionRegister(sec *site.Section) *register {
	entries := sec.Records
	if sec.Type.Layout == "register" {
		entries = sec.Entries()
	}
	if len(entries) == 0 {
		return nil
	}
	title := first(r.words["register_"+sec.Type.Name], r.words["register"])
	g := &register{r: r, typ: sec.Type, title: title, csv: csvPath(sec.Path), total: len(entries), sheets: []sheet{{path: sec.Path}}}
	whole := len(entries) <= perSheet
	if !whole {
		counts := map[int]int{}
		for _, rec := range entries {
			counts[rec.Date.Year]++
		}
		for _, y := range sortedDown(counts) {
			g.sheets = append(g.sheets, numbered(r, yearPath(sec.Path, y), r.yearName(y), y, counts[y])...)
		}
	}
	g.shared = sync.OnceValue(func() registerLayout {
		rows := boardOrder(sec.Type, entries)
		years := map[int][]*site.Record{}
		if !whole {
			for _, rec := range rows {
				years[rec.Date.Year] = append(years[rec.Date.Year], rec)
			}
		}
		return g.lay(rows, years)
	})
	return g
}

// numbered cuts n rows into sheets: a.html, a-2.html, …
func numbered(r *renderer, path, title string, year, n int) []sheet {
	var out []sheet
	for from := 0; from == 0 || from < n; from += perSheet {
		s := sheet{path: path, title: title, year: year, from: from}
		if i := len(out) + 1; i > 1 {
			s.path = strings.TrimSuffix(path, ".html") + "-" + itoa(i) + ".html"
			s.title = strings.TrimSpace(title + " " + r.say("page_n", itoa(i)))
		}
		out = append(out, s)
	}
	return out
}

// yearPath is where the records of one year stand: awards/years/2011.html.
func yearPath(list string, year int) string {
	name := "undated"
	if year > 0 {
		name = itoa(year)
	}
	return strings.TrimSuffix(list, "index.html") + "years/" + name + ".html"
}

func (r *renderer) yearName(year int) string {
	if year == 0 {
		return r.words["undated"]
	}
	return r.say("year_heading", itoa(year))
}

// boardOrder sorts records as a board lists them: sums behind what they sum;
// where the level tells them apart, the highest first and the newest of a level
// before older ones. Otherwise they keep their order.
func boardOrder(t *content.Type, records []*site.Record) []*site.Record {
	type ranked struct {
		*site.Record
		sum, level, grade int
	}
	level := t.Field("level")
	list := make([]ranked, len(records))
	for i, rec := range records {
		list[i].Record = rec
		if rec.Value("aggregate").Bool {
			list[i].sum = 1
		}
		if level != nil && level.Required {
			list[i].level = 1 + content.LevelRank(rec.Value("level").Text)
			list[i].grade = content.GradeRank(rec.Value("grade").Text)
		}
	}
	slices.SortStableFunc(list, func(a, b ranked) int {
		if a.level == 0 {
			return a.sum - b.sum
		}
		return cmp.Or(a.sum-b.sum, a.level-b.level, b.Date.Compare(a.Date), a.grade-b.grade)
	})
	out := make([]*site.Record, len(list))
	for i, x := range list {
		out[i] = x.Record
	}
	return out
}

// lay finds the columns and filters of the rows.
func (g *register) lay(rows []*site.Record, years map[int][]*site.Record) registerLayout {
	v := registerLayout{rows: rows, years: years, columns: site.Columns(g.typ, rows)}
	for _, f := range v.columns {
		if f.Kind != content.KindChoice || len(v.filters) == filtersMax {
			continue
		}
		seen := map[string]bool{}
		for _, rec := range rows {
			seen[rec.Value(f.Name).Text] = true
		}
		if len(seen) > 1 {
			v.filters = append(v.filters, filter{f.Name, g.r.fieldLabel(f), optionsOf(f, seen)})
		}
	}
	seen := map[int]bool{}
	for _, rec := range rows {
		seen[rec.Date.Year] = true
	}
	if len(seen) > 1 {
		year := filter{Name: "year", Label: g.r.words["year"]}
		for _, y := range sortedDown(seen) {
			if y > 0 {
				year.Options = append(year.Options, itoa(y))
			}
		}
		v.filters = append(v.filters, year)
	}
	return v
}

// filtersMax is how many choices a reader is offered besides the year.
const filtersMax = 4

// optionsOf are the values of a choice that occur, highest level or grade
// first, others as their type lists them.
func optionsOf(f *content.Field, seen map[string]bool) []string {
	var out []string
	for _, c := range f.Choices {
		if seen[c.Value] {
			out = append(out, c.Value)
		}
	}
	switch f.Name {
	case "level":
		slices.SortStableFunc(out, func(a, b string) int { return content.LevelRank(a) - content.LevelRank(b) })
	case "grade":
		slices.SortStableFunc(out, func(a, b string) int { return content.GradeRank(a) - content.GradeRank(b) })
	}
	return out
}

func sortedDown[V any](m map[int]V) []int {
	var out []int
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	slices.Reverse(out)
	return out
}

// add puts the table as a file and, behind the register's own page, its
// further sheets into the tree. Further makes the page around a sheet.
func (g *register) add(source string, further func(i int) ([]byte, error)) {
	g.r.tree.Add(output.Entry{Path: g.csv, Source: source, Make: func() ([]byte, error) {
		v := g.shared()
		return g.r.csv(v.columns, v.rows), nil
	}})
	for i := 1; i < len(g.sheets); i++ {
		g.r.tree.Add(output.Entry{Path: g.sheets[i].path, Source: source, Make: func() ([]byte, error) { return further(i) }})
	}
}

// rowsOf are the rows of a sheet.
func (g *register) rowsOf(i int) []*site.Record {
	v, s := g.shared(), g.sheets[i]
	rows := v.rows
	if s.year > 0 || i > 0 && g.page == nil {
		rows = v.years[s.year]
	}
	return rows[s.from:min(s.from+perSheet, len(rows))]
}

// registerView is one sheet of a register.
type registerView struct {
	Title   string
	Count   string
	CSV     string
	Part    string // says that the sheet is not the whole
	Filters []filter
	Head    []string
	Rows    []template.HTML
	Years   template.HTML // the ways to the years
	Pager   template.HTML
}

// view fills in a sheet.
func (g *register) view(l *level, i int) *registerView {
	shared, rows := g.shared(), g.rowsOf(i)
	v := &registerView{Title: g.title, Count: g.r.count("count_rows", len(rows)), CSV: l.url(g.csv), Filters: shared.filters}
	if len(rows) < g.total {
		v.Count = g.r.say("rows_of", itoa(len(rows)), itoa(g.total))
		v.Part = g.r.words["sheet_part"]
		if i == 0 && g.page == nil {
			v.Part = g.r.say("sheet_first", itoa(len(rows)))
		}
		if g.page == nil {
			v.Years = g.years(l, g.sheets[i].year, i == 0)
		}
		v.Pager = g.pager(l, i)
	}
	for _, f := range shared.columns {
		v.Head = append(v.Head, g.r.fieldLabel(f))
	}
	for _, rec := range rows {
		v.Rows = append(v.Rows, g.row(l, rec, shared))
	}
	return v
}

// years leads to the first sheet of every year.
func (g *register) years(l *level, current int, top bool) template.HTML {
	var b strings.Builder
	if !top {
		b.WriteString(`<li><a` + string(l.href(g.sheets[0].path)) + `>` + escape(g.r.words["all"]) + "</a></li>\n")
	}
	for _, s := range g.sheets[1:] {
		if s.from > 0 {
			continue
		}
		mark := ""
		if !top && s.year == current {
			mark = ` aria-current="true"`
		}
		b.WriteString(`<li><a` + string(l.href(s.path)) + mark + `>` + escape(s.title) + ` <span class="n">` + itoa(len(g.shared().years[s.year])) + "</span></a></li>\n")
	}
	return template.HTML(b.String())
}

// pager leads to the other sheets that a sheet was cut from with it.
func (g *register) pager(l *level, i int) template.HTML {
	var parts []run
	current := 0
	for k, s := range g.sheets {
		if g.page == nil && (s.year != g.sheets[i].year || (k == 0) != (i == 0)) {
			continue
		}
		if k == i {
			current = len(parts)
		}
		parts = append(parts, run{path: s.path})
	}
	return g.r.pager(l, parts, current)
}

func (g *register) row(l *level, rec *site.Record, shared registerLayout) template.HTML {
	var b strings.Builder
	attr := func(name, value string) {
		if value != "" {
			b.WriteString(" " + name + `="` + escape(value) + `"`)
		}
	}
	b.WriteString("<tr")
	if g.page == rec.Page {
		attr("id", rec.Anchor)
	}
	for _, f := range shared.filters {
		if f.Name != "year" {
			attr("data-"+f.Name, rec.Value(f.Name).Text)
		} else if rec.Date.Year > 0 {
			attr("data-year", itoa(rec.Date.Year))
		}
	}
	b.WriteString(">")
	for i, f := range shared.columns {
		v := rec.Cell(f)
		if i == 0 {
			b.WriteString(`<th scope="row">` + string(g.r.recordTitle(l, rec, g.page)) + "</th>")
			continue
		}
		b.WriteString("<td")
		switch {
		case len(v.Text) <= longCell:
		case v.Kind == content.KindPersons:
			attr("class", "long names")
		default:
			attr("class", "long")
		}
		attr("data-sort", sortKey(f, v))
		b.WriteString(">" + string(g.r.value(l, v, f)) + "</td>")
	}
	b.WriteString("</tr>")
	return template.HTML(b.String())
}

// longCell is from how many bytes on (ten characters) a cell breaks into lines.
const longCell = 30

// sortKey is what a column is sorted by where that is not its text.
func sortKey(f *content.Field, v content.Value) string {
	switch {
	case f.Name == "level":
		return itoa(100 + content.LevelRank(v.Text))
	case f.Name == "grade":
		return itoa(100 + content.GradeRank(v.Text))
	}
	switch v.Kind {
	case content.KindDate, content.KindMonth, content.KindRange:
		return v.Date.ISO()
	case content.KindInt, content.KindNumber, content.KindApprox, content.KindPercent:
		return itoa(int(v.Count.Value * 100))
	}
	return ""
}

// recordTitle is the row's head: a link to the person or to the row's own
// register where the table stands elsewhere.
func (r *renderer) recordTitle(l *level, rec *site.Record, page *site.Page) template.HTML {
	if rec.Type.Name == "person" && rec.Anchor != "" {
		return template.HTML(l.person(rec.Title))
	}
	if page == rec.Page {
		return template.HTML(escape(rec.Title))
	}
	return l.record(rec)
}

// record links to a row of a register, or to the page that is a record.
func (l *level) record(rec *site.Record) template.HTML {
	return template.HTML(`<a` + string(l.recordHref(rec)) + `>` + escape(rec.Title) + `</a>`)
}

func (l *level) recordHref(rec *site.Record) template.HTMLAttr {
	return l.hrefAt(rowPath(rec.Page, rec.Row), rec.Anchor)
}

// entryHref leads to where an item stands: its page, or its row.
func (l *level) entryHref(e site.Entry) template.HTMLAttr {
	if e.Record != nil {
		return l.recordHref(e.Record)
	}
	return l.href(e.Page.Path)
}

// rowPath is the output path of the sheet that holds a row of a page's register.
func rowPath(p *site.Page, row int) string {
	if len(p.Records) <= perSheet || row == 0 {
		return p.Path
	}
	i, _ := slices.BinarySearchFunc(p.Records, row, func(rec *site.Record, row int) int { return rec.Row - row })
	if i < perSheet {
		return p.Path
	}
	return strings.TrimSuffix(p.Path, ".html") + "-" + itoa(i/perSheet+1) + ".html"
}

// anchorPath is rowPath for a place on a page that may be that of a row: r12.
func anchorPath(t site.Target) string {
	if t.Page == nil || len(t.Page.Records) <= perSheet || !strings.HasPrefix(t.Anchor, "r") {
		return t.Path
	}
	row, err := strconv.Atoi(t.Anchor[1:])
	if err != nil {
		return t.Path
	}
	return rowPath(t.Page, row)
}
