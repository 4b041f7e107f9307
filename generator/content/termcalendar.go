package content

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"showcase/generator/config"
	"showcase/generator/diag"
)

// mostWeeks is how many weeks a term may have.
const mostWeeks = 30

// LoadCalendar reads the calendars of the terms ([[calendar]]). Findings are
// about config.toml; a term whose calendar has an error has none.
func LoadCalendar(cfg *config.Config) (*Calendar, []diag.Diagnostic) {
	if cfg == nil {
		cfg = &config.Config{}
	}
	l := &calendarLoader{c: &Calendar{division: cfg.Terms, written: map[Term][]Week{}}}
	for _, t := range cfg.Calendar {
		l.src = t.Source
		if weeks := l.term(t.Node); weeks != nil {
			l.add(t.Node, weeks)
		}
	}
	slices.SortFunc(l.c.weeks, func(a, b Week) int { return a.From.Compare(b.From) })
	return l.c, l.found
}

type calendarLoader struct {
	c     *Calendar
	src   *diag.Source
	found []diag.Diagnostic
}

// report adds a finding about a piece of config.toml.
func (l *calendarLoader) report(n *config.Node, sev diag.Severity, code string, message, hint diag.Text) {
	d := diag.Diagnostic{File: "config.toml", Severity: sev, Code: code, Message: message, Hint: hint}
	if l.src != nil {
		d = l.src.At(n.Start, n.End, sev, code, message, hint)
	}
	l.found = append(l.found, d)
}

// term reads one table; nil if it does not tell the weeks.
func (l *calendarLoader) term(n *config.Node) []Week {
	l.keys(n)
	term, ok := l.name(n)
	first, day := l.first(n, term, ok)
	count, counted := l.weeks(n)
	if !ok || !day || !counted {
		return nil
	}
	weeks := make([]Week, count)
	for i := range weeks {
		from := first.monday().AddDays(7 * i)
		weeks[i] = Week{Term: term, Number: i + 1, From: from, To: from.AddDays(6)}
	}
	if _, to := term.Span(l.c.division); weeks[count-1].From.Compare(to) > 0 {
		fit := 1 + first.monday().DaysTo(to)/7
		l.report(n.Get("weeks"), diag.Error, "calendar/weeks", diag.Say("第%[1]d周从%[2]s开始，已经不在%[3]s里", "week %[1]d begins on %[2]s, which is not in %[3]s", count, weeks[count-1].From, term),
			diag.Say("weeks 最多写 %[1]d；下学期开学更晚的，写：\n[terms]\nsecond_start = \"02-15\"", "weeks is %[1]d at most; if the next term begins later, write:\n[terms]\nsecond_start = \"02-15\"", fit))
		return nil
	}
	l.off(n, weeks)
	return weeks
}

var calendarKeys = []string{"term", "first_week", "weeks", "off"}

func (l *calendarLoader) keys(n *config.Node) {
	for _, k := range n.Keys {
		if slices.Contains(calendarKeys, k.Name) {
			continue
		}
		hint := diag.Say("这里可以用：%[1]s", "known here: %[1]s", strings.Join(calendarKeys, " "))
		if near := diag.Nearest(k.Name, calendarKeys); near != "" {
			hint = diag.Say("是不是 %[1]s？", "did you mean %[1]s?", near)
		}
		l.report(&config.Node{Start: k.Start, End: k.End}, diag.Warning, "calendar/unknown-key", diag.Say("校历里不认识的设置“%[1]s”", "unknown setting %[1]q in a calendar", k.Name), hint)
	}
}

// text is a key's text; a key that is not there is reported at the table.
func (l *calendarLoader) text(n *config.Node, key, example string) (*config.Node, bool) {
	v := n.Get(key)
	if v != nil && v.Kind == config.Scalar && strings.TrimSpace(v.Text) != "" {
		return v, true
	}
	l.report(cmp.Or(v, n), diag.Error, "calendar/"+strings.ReplaceAll(key, "_", "-"), diag.Say("校历里没有写 %[1]s", "the calendar lacks %[1]s", key), diag.Say("写成 %[1]s = %[2]s", "write %[1]s = %[2]s", key, example))
	return nil, false
}

func (l *calendarLoader) name(n *config.Node) (Term, bool) {
	v, ok := l.text(n, "term", `"2011—2012学年度第一学期"`)
	if !ok {
		return Term{}, false
	}
	t, fault := ParseTerm(v.Text)
	if fault != nil {
		l.report(v, diag.Error, "calendar/term", fault.Message, fault.Hint)
		return Term{}, false
	}
	if t.Half == 0 {
		l.report(v, diag.Error, "calendar/term", diag.Say("“%[1]s”是一个学年，校历要一学期写一份", "%[1]q is a school year: each term has a calendar of its own", v.Text),
			diag.Say("写成 %[1]s第一学期 和 %[1]s第二学期 两节 [[calendar]]", "write two tables [[calendar]]: %[1]s第一学期 and %[1]s第二学期", t))
		return Term{}, false
	}
	return t, true
}

// first reads any day of teaching week 1, which must touch the term.
func (l *calendarLoader) first(n *config.Node, term Term, known bool) (Date, bool) {
	v, ok := l.text(n, "first_week", `"2011-09-05"`)
	if !ok {
		return Date{}, false
	}
	d, fault := ParseDate(v.Text)
	if fault == nil && d.Day == 0 {
		fault = faultf(dateHint, "“%[1]s”不是某一天", "%[1]q is no day", v.Text)
	}
	if fault != nil {
		l.report(v, diag.Error, "calendar/first-week", fault.Message, fault.Hint)
		return Date{}, false
	}
	if from, to := term.Span(l.c.division); known && (d.monday().Compare(to) > 0 || d.monday().AddDays(6).Compare(from) < 0) {
		l.report(v, diag.Error, "calendar/first-week", diag.Say("第一周（%[1]s）不在%[2]s里（%[3]s至%[4]s）", "the first week (%[1]s) is not in %[2]s (%[3]s to %[4]s)", d, term, from, to),
			diag.Say("核对年份和学期；学期的起点写在 [terms] 里", "check year and term; [terms] says where terms begin"))
		return Date{}, false
	}
	return d, true
}

func (l *calendarLoader) weeks(n *config.Node) (int, bool) {
	v, ok := l.text(n, "weeks", "20")
	if !ok {
		return 0, false
	}
	count, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(v.Text), "周"))
	if err != nil || count < 1 || count > mostWeeks {
		l.report(v, diag.Error, "calendar/weeks", diag.Say("教学周数“%[1]s”不对", "%[1]q teaching weeks cannot be right", v.Text), diag.Say("写1到%[1]d之间的数，放假的周也算在内，例如 weeks = 20", "a number from 1 to %[1]d, holidays included, like weeks = 20", mostWeeks))
		return 0, false
	}
	return count, true
}

// off marks the weeks that lie mostly, four days or more, in holidays.
func (l *calendarLoader) off(n *config.Node, weeks []Week) {
	list := n.Get("off")
	if list == nil {
		return
	}
	items := list.Items
	if list.Kind == config.Scalar {
		items = []*config.Node{list}
	}
	holidays := make([]int, len(weeks))
	for _, it := range items {
		from, to, fault := ParseRange(it.Text)
		if fault == nil && (from.Day == 0 || to.Day == 0) {
			fault = faultf(diag.Text{}, "“%[1]s”没有写明是哪几天", "%[1]q does not say which days", it.Text)
		}
		if fault != nil {
			l.report(it, diag.Error, "calendar/off", fault.Message, diag.Say("写成 \"2011-10-01~2011-10-07\"", "write \"2011-10-01~2011-10-07\""))
			continue
		}
		touched := false
		for i, w := range weeks {
			first, last := slices.MaxFunc([]Date{w.From, from}, Date.Compare), slices.MinFunc([]Date{w.To, to}, Date.Compare)
			days := 1 + first.DaysTo(last)
			if days > 0 {
				holidays[i] += days
				touched = true
			}
		}
		if !touched {
			l.report(it, diag.Warning, "calendar/off", diag.Say("这个假期不在任何一个教学周里", "this holiday is in no teaching week"), diag.Say("这学期的教学周是%[1]s至%[2]s；假期在学期以外的不用写", "the weeks run from %[1]s to %[2]s; holidays outside need not be written", weeks[0].From, weeks[len(weeks)-1].To))
		}
	}
	for i := range weeks {
		weeks[i].Off = holidays[i] >= 4
	}
}

// add enters a term's weeks unless the term has some already, or another
// term's weeks are the same days.
func (l *calendarLoader) add(n *config.Node, weeks []Week) {
	term, from, to := weeks[0].Term, weeks[0].From, weeks[len(weeks)-1].To
	if l.c.written[term] != nil {
		l.report(n.Get("term"), diag.Error, "calendar/twice", diag.Say("%[1]s的校历写了两次", "the calendar of %[1]s is written twice", term), diag.Say("留下一节，删去另一节", "keep one table and delete the other"))
		return
	}
	for _, w := range l.c.weeks {
		if w.From.Compare(to) <= 0 && from.Compare(w.To) <= 0 {
			l.report(n.Get("first_week"), diag.Error, "calendar/overlap", diag.Say("%[1]s（%[2]s至%[3]s）和%[4]s的第%[5]d周（%[6]s起）重叠", "%[1]s (%[2]s to %[3]s) overlaps week %[5]d of %[4]s (from %[6]s)", term, from, to, w.Term, w.Number, w.From),
				diag.Say("核对两个学期的 first_week 和 weeks", "check first_week and weeks of both terms"))
			return
		}
	}
	l.c.written[term] = weeks
	l.c.weeks = append(l.c.weeks, weeks...)
}
