package statistics

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/site"
)

// Figure is the answer to a query, with all that its reader may ask for.
type Figure struct {
	Query      Query
	Text       string        // as it is printed, in the site's language: 113人次, 40%（110人中44人）
	Count      content.Count // the number, its sign and its unit
	Base       content.Count // of a share, and of a percentage that names its base
	BaseName   string        // of a percentage: 专任教师
	Window     Window        // what was counted; open: everything. Of a state, only the day
	Named      string        // the window's name: 近五年; empty if dates are written or nothing is
	Own        bool          // the window is the page's own
	Aggregates int           // how many aggregate rows stand for others in it
	Replaced   int           // how many aggregate rows gave way to the rows that they had stood for
}

// placeOf is what windows mean on a page; nil: on none.
func (s *Statistics) placeOf(p *site.Page) place {
	at := place{end: s.site.Today, terms: s.site.Config.Terms}
	if p == nil {
		return at
	}
	if !p.Date.IsZero() {
		at.end = p.Date
		at.own = Window{To: p.Date}
	}
	if f := p.Type.Window; f != "" {
		if v := p.Value(f); !v.IsZero() {
			at.own = Window{From: v.Date, To: v.End}
			at.end = cmp.Or(v.End, s.site.Today)
		}
	}
	return at
}

// Ask answers a query as it is meant on a page; nil: on no page, where
// everything counts unless the query says otherwise. The problems are about the
// query (see [ParseQuery]) and the records; with an error among them there is no
// answer.
//
// Everything that was published counts, whoever the build is for, so that a
// sentence says the same in every edition. But what it counts of persons who are
// named in the query is what everyone may see, in an edition for everyone:
// else a number would tell what is internal about somebody.
func (s *Statistics) Ask(p *site.Page, q Query) (Figure, []Problem) {
	at := s.placeOf(p)
	c := counter{Figure: Figure{Query: q, Named: q.span.name}, reg: s.registers().of(q.Type), english: s.site.Config.Language == "en"}
	var ok bool
	if c.Window, ok = q.span.window(at); !ok {
		c.fault(diag.Error, "stat/window", diag.Say("“%s”要从页面的日期算起，这一页没有日期。", "%q ends with the page's date, and the page has none.", q.span.name), diag.Say("写上 date，或者写明起止，例如：时段=2007-06~2012-05", "Give it a date, or write window=2007-06~2012-05"))
		return c.Figure, c.problems
	}
	if q.Type.Snapshot && q.span.kind == spanOwn && c.Window.To.IsZero() { // who is there, not who ever was
		c.Window.To = at.end
	}
	c.Own = q.span.kind == spanOwn && !c.Window.From.IsZero()
	found := c.reg.match(q.where())
	if s.site.Audience == site.Everyone && namesPerson(q) {
		all := len(found)
		found = slices.DeleteFunc(slices.Clone(found), func(i int) bool { return c.reg.items[i].Visibility != content.Public })
		if hidden := all - len(found); hidden > 0 {
			c.fault(diag.Warning, "stat/person", diag.Say("这里按姓名来数，公开的网站上只数公开的记录，有%d条没有计入。", "This counts by a name: for everyone only what is public counts, %d records do not.", hidden), diag.Say("要写个人的数字，先把那些记录公开，或者把这一篇设为校内", "Make those records public, or this page internal"))
		}
	}
	switch {
	case q.Share:
		c.share(found)
	case isAward(q.Type):
		c.awards(found)
	case q.Field != nil && q.Type.Snapshot:
		c.newest(found)
	default:
		c.records(found)
	}
	c.doubts(found)
	if q.Type.Snapshot { // a state has a day, no span
		c.Window, c.Named, c.Own = Window{To: cmp.Or(c.day, c.Window.To)}, "", false
	}
	c.Text = c.text()
	return c.Figure, c.problems
}

// asked is a question as it is written, and where. The same one is counted once.
type asked struct {
	query string
	at    place
}

type answer struct {
	figure   Figure
	problems []Problem
}

// ask is [Statistics.Ask] for a query that was read from a text.
func (s *Statistics) ask(p *site.Page, text string, q Query) (Figure, []Problem) {
	k := asked{strings.TrimSpace(text), s.placeOf(p)}
	s.mu.Lock()
	a, known := s.answers[k]
	s.mu.Unlock()
	if !known {
		a.figure, a.problems = s.Ask(p, q)
		s.mu.Lock()
		s.answers[k] = a
		s.mu.Unlock()
	}
	return a.figure, slices.Clone(a.problems)
}

// namesPerson reports whether a query asks about somebody by name.
func namesPerson(q Query) bool {
	return slices.ContainsFunc(q.Where, func(w Where) bool {
		return w.Field.Kind == content.KindPersons || w.Field.Kind == content.KindAttendance || slices.Contains(q.Type.People, w.Field.Name) && w.Field.Common
	})
}

// counter is one question at work.
type counter struct {
	Figure
	reg      *register
	english  bool
	counted  int          // records that were counted
	day      content.Date // of the state that a number was taken from
	undated  int          // records left out because they have no date
	outside  int          // aggregate rows that reach beyond the window
	problems []Problem
}

func (c *counter) fault(sev diag.Severity, code string, message, hint diag.Text) {
	c.problems = append(c.problems, Problem{Severity: sev, Code: code, Message: message, Hint: hint})
}

// within are the records of a list that lie in the window, each once.
func (c *counter) within(found []int) []int {
	var out []int
	for _, i := range found {
		in, known := c.reg.holds(i, c.Window)
		if in {
			out = append(out, i)
		}
		if !known {
			c.undated++
		}
	}
	return c.reg.once(out)
}

// records counts records, people or what stands in a field.
func (c *counter) records(found []int) {
	q := c.Query
	in := c.within(found)
	c.counted = len(in)
	c.Count.Unit = q.Unit
	switch {
	case q.Field != nil:
		c.Count.Unit = q.Field.Unit
		if q.Field.Kind == content.KindAttendance { // those who came to two sessions are two
			c.Count.Unit = "人次"
		}
		for _, i := range in {
			c.add(number(c.reg.items[i].Cell(q.Field)))
		}
	case isHeads(q.Unit):
		c.heads(in)
	case q.Unit == "人次":
		for _, i := range in {
			names, more := c.reg.heads(i)
			c.add(content.Count{Value: float64(len(names))})
			c.add(more)
		}
	default:
		c.Count.Value = float64(len(in))
	}
}

// heads counts different people. Who is only counted somewhere may be one of
// those named: then they are so many at least.
func (c *counter) heads(in []int) {
	seen := map[string]bool{}
	nameless := false
	for _, i := range in {
		names, more := c.reg.heads(i)
		for _, n := range names {
			seen[key(n)] = true
		}
		nameless = nameless || more.Value > 0 || len(names) == 0
	}
	c.people(len(seen), nameless)
}

func (c *counter) people(named int, nameless bool) {
	c.Count.Value, c.Count.Unit = float64(named), c.Query.Unit
	if !nameless {
		return
	}
	c.Count.Sign = content.Over
	if named == 0 {
		c.fault(diag.Error, "stat/nameless", diag.Say("登记里只有人数、没有姓名，数不出是多少个不同的人。", "The records give numbers and no names: different people cannot be counted."), diag.Say("改用 单位=人次，或者在登记里写上姓名", "Use unit=人次, or enter names"))
	}
}

// add adds to the number, as [Cell] does.
func (c *counter) add(n content.Count) {
	c.Count.Value += n.Value
	c.Count.Sign = addSigns(c.Count.Sign, n.Sign)
}

// newest takes a field from the newest record of a state up to the window's end.
func (c *counter) newest(found []int) {
	f := c.Query.Field
	best := -1
	for _, i := range found {
		if in, _ := c.reg.holds(i, c.Window); !in || c.reg.items[i].Cell(f).IsZero() {
			continue
		}
		if best < 0 || last(c.reg.spans[i].From).Compare(last(c.reg.spans[best].From)) >= 0 {
			best = i
		}
	}
	if best < 0 {
		c.Count.Unit = f.Unit
		return
	}
	c.counted = 1
	c.day = c.reg.spans[best].From
	it := c.reg.items[best]
	c.Count = number(it.Cell(f))
	c.Count.Unit = f.Unit
	if f.Kind == content.KindPercent {
		c.Count.Unit = "%"
	}
	if base := baseOf(it, f); base != nil {
		c.Base, c.BaseName = number(it.Cell(base)), base.Label
		c.Base.Unit = base.Unit
	}
	if from := c.Window.From; c.Query.span.kind != spanOwn && !from.IsZero() && last(c.reg.spans[best].From).Compare(first(from)) < 0 {
		c.fault(diag.Warning, "stat/old", diag.Say("%s没有%s，用的是%s的。", "There is no %[2]s in %[1]s; that of %[3]s was taken.", c.Window, c.Query.Name, c.reg.spans[best].From), diag.Say("补上这一年的登记，或者改时段", "Enter it, or change the window"))
	}
}

// baseOf is the field that is the 100% of a percentage, if the record has it.
func baseOf(it *content.Item, f *content.Field) *content.Field {
	if f.Base == "" {
		return nil
	}
	base := it.Type.Field(f.Base)
	if base == nil || it.Cell(base).IsZero() {
		return nil
	}
	return base
}

// awards counts prizes: see [Awards] for how aggregate rows and units are kept.
func (c *counter) awards(found []int) {
	in := make([]entry, 0, len(found))
	for _, i := range c.reg.once(found) {
		e := &c.reg.entries[i]
		switch {
		case e.in(c.Window):
			in = append(in, *e)
		case e.whole && c.Window.Overlaps(e.span):
			c.outside++
		case !e.whole && e.span.From.IsZero():
			c.undated++
		}
	}
	if isHeads(c.Query.Unit) {
		kept, _ := settle(slices.Clone(in))
		c.winners(in, kept)
		return
	}
	kept, replaced := settle(in)
	c.Replaced = len(replaced)
	c.Count.Unit = c.Query.Unit
	for _, e := range kept {
		if e.unit != c.Query.Unit {
			continue
		}
		c.counted++
		c.add(content.Count{Value: float64(e.Count), Sign: e.Sign})
		if e.whole {
			c.Aggregates++
		}
	}
}

// winners counts the different people who won. An aggregate row names nobody, but
// the rows that it stands for do.
func (c *counter) winners(in, kept []entry) {
	seen := map[string]bool{}
	nameless := slices.ContainsFunc(kept, func(e entry) bool { return e.whole && e.unit == "人次" })
	for _, e := range in {
		if e.unit != "人次" {
			continue
		}
		c.counted++
		names, _ := c.reg.heads(e.record)
		nameless = nameless || !e.whole && len(names) == 0
		for _, n := range names {
			seen[key(n)] = true
		}
	}
	c.people(len(seen), nameless)
}

// share compares the records that meet the conditions with all, or with those
// that have a field.
func (c *counter) share(found []int) {
	q := c.Query
	var base []int
	if q.Of == nil {
		base = c.reg.match(nil)
	} else {
		kept := slices.DeleteFunc(slices.Clone(q.Where), func(w Where) bool { return w.Field != q.Of })
		if len(kept) == len(q.Where) { // 学历=本科 占比=学历 is no share of itself
			kept = nil
		}
		base = slices.DeleteFunc(slices.Clone(c.reg.match(kept)), func(i int) bool { return c.reg.items[i].Cell(q.Of).IsZero() })
	}
	count := func(list []int) (content.Count, bool) {
		part := counter{Figure: Figure{Query: q, Window: c.Window}, reg: c.reg}
		if isAward(q.Type) {
			part.awards(list)
		} else {
			part.records(list)
		}
		c.counted, c.undated = part.counted, part.undated
		c.problems = append(c.problems, part.problems...)
		return part.Count, len(part.problems) == 0
	}
	all, ok := count(base)
	if !ok {
		return
	}
	some, _ := count(common(found, base))
	if all.Value == 0 {
		c.fault(diag.Error, "stat/share", diag.Say("%s没有可以作基数的记录，算不出占比。", "There are no %s records to take a share of.", q.Name), diag.Say("核对“占比”和时段", "Check share and window"))
		return
	}
	c.Base = all
	c.Count = content.Count{Value: some.Value / all.Value * 100, Unit: "%"}
	if some.Sign != content.Exact || all.Sign != content.Exact {
		c.Count.Sign = content.About
	}
	c.shareText(some)
}

// doubts reports what its author should know about the number.
func (c *counter) doubts(found []int) {
	t := c.Query.Type
	if slices.ContainsFunc(c.problems, func(p Problem) bool { return p.Severity == diag.Error }) {
		return
	}
	switch {
	case slices.ContainsFunc(c.problems, func(p Problem) bool { return p.Code == "stat/person" }):
	case len(found) == 0:
		c.fault(diag.Warning, "stat/empty", diag.Say("%s里没有符合条件的记录，填的是0。", "No record of %s meets the conditions: the number is 0.", c.Query.Name), c.unmet())
	case c.counted == 0:
		hint := diag.Say("核对时段，或者补上登记", "Check the window, or enter the records")
		if isAward(t) && c.Query.Unit == "项" {
			hint = diag.Say("单位“项”只数学校和集体的荣誉，教师和学生的奖用 单位=人次", "The unit 项 is for honours of the school and of groups; prizes of people are counted with unit=人次")
		}
		if s := c.Window.String(); s != "" {
			c.fault(diag.Warning, "stat/empty", diag.Say("%s，没有符合条件的%s记录，填的是0。", "There is no such record of %[2]s within %[1]s: the number is 0.", s, c.Query.Name), hint)
		} else {
			c.fault(diag.Warning, "stat/empty", diag.Say("%s里没有按“%s”计的记录，填的是0。", "No record of %s is counted in %q: the number is 0.", c.Query.Name, c.Query.Unit), hint)
		}
	}
	if c.outside > 0 {
		c.fault(diag.Warning, "stat/aggregate", diag.Say("有%d条汇总行的统计区间超出%s，没有计入。", "%d aggregate rows reach beyond %s and are not counted.", c.outside, c.Window), diag.Say("把时段改得与汇总行一致，例如：时段=2007-06~2012-05", "Use the same window as the aggregate rows"))
	}
	if c.undated > 0 {
		c.fault(diag.Hint, "stat/undated", diag.Say("有%d条记录没有日期，没有计入。", "%d records have no date and are not counted.", c.undated), diag.Say("在登记里补上日期", "Enter their dates"))
	}
	if from := c.Window.From; !from.IsZero() && !t.Snapshot && c.counted > 0 && !c.reg.first.IsZero() && first(c.reg.first).Compare(monthsLater(from, 12)) > 0 {
		c.fault(diag.Hint, "stat/early", diag.Say("时段从%s开始，%s最早的记录是%s的，前面的可能没有登记。", "The window begins in %s, the first record of %s is of %s: earlier ones may be missing.", from, c.Query.Name, c.reg.first), diag.Say("补上早年的登记，或者把时段改短", "Enter the earlier ones, or shorten the window"))
	}
}

// unmet says what to do where no record meets the conditions: which value none
// has, and what is like it.
func (c *counter) unmet() diag.Text {
	for _, w := range c.Query.Where {
		if w.spans != nil || w.numbers != nil || len(c.reg.items) == 0 || len(c.reg.having(w)) > 0 {
			continue
		}
		said := strings.Join(w.Values, "、")
		if near := diag.Nearest(key(w.Values[0]), slices.Sorted(maps.Keys(c.reg.column(w.Field)))); near != "" && len(w.Field.Choices) == 0 && w.Field.Kind != content.KindBool {
			return diag.Say("没有一条的“%[1]s”是“%[3]s”，是不是“%[4]s”？", "None has %[3]q as its %[2]s: did you mean %[4]q?", w.Field.Label, w.Field.Name, said, near)
		}
		return diag.Say("没有一条的“%[1]s”是“%[3]s”：核对条件，或者补上登记", "None has %[3]q as its %[2]s: check the condition, or enter the records", w.Field.Label, w.Field.Name, said)
	}
	return diag.Say("核对条件，或者补上登记", "Check the conditions, or enter the records")
}

// monthsLater is about so many months after a date.
func monthsLater(d content.Date, n int) content.Date {
	d = first(d)
	d.Month += n
	d.Year += (d.Month - 1) / 12
	d.Month = (d.Month-1)%12 + 1
	return d
}
