package statistics

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/site"
)

// Claim is a number with its unit that an author wrote into a text: no
// placeholder, and nothing that somebody answers for ({{人工:…}}).
type Claim struct {
	Text       string // as far as it is understood: 国家级一等奖12人次
	Start, End diag.Pos
	Count      content.Count
	Query      string        // what the records can be asked instead; empty: nothing
	Records    content.Count // what they say, if Checked
	Window     Window        // over which span
	Checked    bool          // the records could be compared
	Agrees     bool          // and say the same, or may
}

// Claims returns the numbers that stand by hand in the texts of a page: in its
// body and notes, its summary and the texts of its front matter.
func (s *Statistics) Claims(p *site.Page) []Claim {
	var out []Claim
	for _, c := range s.claimsOf(p).all {
		if c.Checked || c.Claim.Count.Sign != content.Exact || strings.ContainsAny(c.Text, "0123456789") { // 三个层面
			out = append(out, c.Claim)
		}
	}
	return out
}

// CheckClaims compares the numbers in the texts of all types that say so
// (claims = true) with the records, with each other and with the sums that they
// make. Approximate numbers agree with all that they may mean: 400余 with 448.
//
// Records that are not complete by nature (a few cases of many are published)
// refute a number only by being more.
func (s *Statistics) CheckClaims() []diag.Diagnostic {
	var found []diag.Diagnostic
	for _, p := range s.site.Pages {
		if p.Type.Claims {
			t := s.claimsOf(p)
			t.report()
			found = append(found, t.found...)
		}
	}
	return found
}

// claimed is the claims of one page.
type claimed struct {
	*Statistics
	page     *site.Page
	src      *diag.Source
	passages []passage
	all      []*pageClaim
	of       [][]*pageClaim    // by passage
	beside   []map[string]bool // see named; nil: not asked for
	found    []diag.Diagnostic
}

// pageClaim is a claim and where it comes from.
type pageClaim struct {
	Claim
	reading
	passage *passage
	verdict verdict
	said    bool // the text names the span
	typ     *content.Type
}

func (s *Statistics) claimsOf(p *site.Page) *claimed {
	t := &claimed{Statistics: s, page: p, src: diag.NewSource(p.File, p.Text()), passages: s.passages(p)}
	t.of = make([][]*pageClaim, len(t.passages))
	for i := range t.passages {
		ps := &t.passages[i]
		for _, r := range s.words().read(ps.text, ps.label) {
			if ps.isFilled(r.start, r.end) {
				continue
			}
			c := &pageClaim{reading: r, passage: ps}
			c.whole = r.whole && !ps.narrow
			c.Text, c.Claim.Count, c.Query = ps.text[r.from:r.to], r.count, r.query
			if ps.label != "" && r.query != "" && r.end-r.start == len(ps.text) {
				c.Text = ps.label + "：" + c.Text
			}
			c.Start, c.End = t.places(ps, r.from, r.to)
			t.all = append(t.all, c)
			t.of[i] = append(t.of[i], c)
		}
	}
	for _, c := range t.all {
		t.compare(c)
	}
	return t
}

// places is where the bytes [start,end) of a passage stand in the file.
func (t *claimed) places(ps *passage, start, end int) (from, to diag.Pos) {
	file := t.page.Text()
	a := ps.place(file, start)
	b := ps.place(file, end-1)
	if a < 0 || b < 0 {
		return diag.Pos{Line: max(1, ps.pos.Line), Column: max(1, ps.pos.Column)}, diag.Pos{}
	}
	return t.src.Pos(a), t.src.Pos(b + runeLen(file[b:]))
}

// agreed tells whether a place of the file is in a number with which the records
// agree.
func (t *claimed) agreed() func(diag.Pos) bool {
	var spans [][2]diag.Pos
	for _, c := range t.all {
		if c.Agrees {
			from, to := t.places(c.passage, c.start, c.end)
			spans = append(spans, [2]diag.Pos{from, to})
		}
	}
	before := func(a, b diag.Pos) bool { return a.Line < b.Line || a.Line == b.Line && a.Column < b.Column }
	return func(at diag.Pos) bool {
		return slices.ContainsFunc(spans, func(s [2]diag.Pos) bool { return !before(at, s[0]) && before(at, s[1]) })
	}
}

// runeLen is how many bytes are left of the character that the last byte of a
// text belongs to.
func runeLen(b []byte) int {
	n := 1
	for n < len(b) && b[n]&0xC0 == 0x80 {
		n++
	}
	return n
}

// verdict is what the records say of a claim.
type verdict uint8

const (
	unknown verdict = iota
	agrees
	fewer // the claim is less than the records
	more  // the claim is more than the records
)

// compare asks the records.
func (t *claimed) compare(c *pageClaim) {
	if c.query == "" {
		return
	}
	state := strings.Contains(c.base, " 字段=")
	asked, ok := t.withWindow(c, state)
	if !ok {
		return
	}
	q, problems := ParseQuery(asked, t.site.Known)
	if len(problems) > 0 {
		return
	}
	c.typ, c.Query = q.Type, strings.Replace(asked, " 单位="+q.Type.Units[0], "", 1)
	reg := t.registers().of(q.Type)
	if len(reg.items) == 0 {
		return
	}
	f, problems := t.ask(t.page, asked, q)
	if hasError(problems) {
		return
	}
	partly := slices.ContainsFunc(problems, func(p Problem) bool {
		return p.Code == "stat/aggregate" || p.Code == "stat/old" || p.Code == "stat/early" && c.said
	})
	c.Records, c.Window = f.Count, f.Window
	if c.verdict = judge(c.Claim.Count, f.Count); state {
		c.verdict = judgeState(c.Claim.Count, f.Count)
	}
	switch {
	case state && c.verdict != agrees && t.inYear(c, q):
		c.verdict = agrees
	case f.Count.Value == 0 && (!q.Type.Complete || q.Unit == "项" || q.Field != nil):
		c.verdict = unknown
	case c.verdict == more && (!q.Type.Complete || partly || c.others || !state && f.Count.Sign == content.Over):
		c.verdict = unknown // there may be more than the records
	case c.verdict == fewer && (!c.whole || c.said && q.Type.Until != ""): // what began in May is not what went on in May
		c.verdict = unknown // a part of them
	case c.verdict == fewer && isAward(q.Type) && q.Unit == "项" && t.besides(c, f):
		c.verdict = agrees
	}
	c.Checked, c.Agrees = c.verdict != unknown, c.verdict == agrees
}

// withWindow is what a claim asks, with the span that the text speaks of. What an
// earlier sentence spoke of may be meant or not.
func (t *claimed) withWindow(c *pageClaim, state bool) (asked string, ok bool) {
	s, fault := parseSpan(c.window)
	if c.window == "" || fault != nil || state && c.far {
		return c.query, true
	}
	if state && s.n < 0 {
		return "", false // 去年……，现有会员116人
	}
	at := t.placeOf(t.page)
	if w, ok := s.window(at); ok && w == at.own {
		return c.query, true
	}
	if c.far {
		c.whole = false
		return c.query, true
	}
	c.said = true
	return c.query + " 时段=" + c.window, true
}

// inYear reports whether some record of the year that a claim about a state
// speaks of agrees with it: the year's profile may be younger than the text.
func (t *claimed) inYear(c *pageClaim, q Query) bool {
	at := t.placeOf(t.page)
	w, ok := q.span.window(at)
	if !ok {
		return false
	}
	year := cmp.Or(w.To.Year, w.From.Year, at.end.Year)
	reg := t.registers().of(q.Type)
	for i, it := range reg.items {
		if v := it.Cell(q.Field); reg.spans[i].From.Year == year && !v.IsZero() && judgeState(c.Claim.Count, number(v)) == agrees {
			return true
		}
	}
	return false
}

// judge compares a claim with the records. 余 is a floor: 400余 may be any
// number from 400 on, and records of 400余 may be any claim from 400 on.
func judge(claim, records content.Count) verdict {
	c, r := claim.Value, records.Value
	switch {
	case claim.Sign == content.About || records.Sign == content.About:
		if c >= r*0.9 && c <= r*1.1 {
			return agrees
		}
	case claim.Sign == content.Over:
		if r >= c {
			return agrees
		}
	case claim.Sign == content.Nearly || records.Sign == content.Nearly:
		if c >= r && c*0.8 <= r || records.Sign == content.Nearly && c <= r && c >= r*0.8 {
			return agrees
		}
	case c == r:
		return agrees
	}
	if c < r {
		return fewer
	}
	return more
}

// judgeState compares numbers of a state, which people entered as they say them:
// 1500余 is less than 1600.
func judgeState(claim, records content.Count) verdict {
	low, high := reach(claim)
	from, to := reach(records)
	switch {
	case low < to && from < high || low == from:
		return agrees
	case low < from:
		return fewer
	}
	return more
}

// reach is the numbers that a count may mean, the upper end excluded but for
// exact ones.
func reach(c content.Count) (low, high float64) {
	step := 1.0
	for v := c.Value; v >= 10 && v == float64(int64(v)) && int64(v)%10 == 0; v /= 10 {
		step *= 10
	}
	switch c.Sign {
	case content.Over:
		return c.Value, c.Value + step
	case content.Nearly:
		return c.Value - step, c.Value
	case content.About:
		return c.Value * 0.9, c.Value * 1.1
	}
	return c.Value, c.Value
}

// besides reports whether honours fall short of the records by those alone that
// some passage of the page names one by one beside a count: 县级荣誉8项，连续
// 五年获……一等奖. A page that counts so once counts so everywhere.
func (t *claimed) besides(c *pageClaim, f Figure) bool {
	titles := t.titles(f)
	for _, named := range t.named() {
		left := 0
		for _, title := range titles {
			if !named[title] {
				left++
			}
		}
		if judge(c.Claim.Count, content.Count{Value: float64(left)}) == agrees {
			return true
		}
	}
	return false
}

// named are the honours that each passage with a count of honours names.
func (t *claimed) named() []map[string]bool {
	if t.beside != nil {
		return t.beside
	}
	t.beside = []map[string]bool{}
	for i := range t.passages {
		if !slices.ContainsFunc(t.of[i], func(c *pageClaim) bool {
			return strings.HasSuffix(c.query, " 单位=项") && t.words().award != "" && strings.HasPrefix(c.query, t.words().award)
		}) {
			continue
		}
		named := map[string]bool{}
		for _, h := range t.honours() {
			if strings.Contains(t.passages[i].text, h.Title) {
				named[h.Title] = true
			}
		}
		if len(named) > 0 {
			t.beside = append(t.beside, named)
		}
	}
	return t.beside
}

// titles are those of the honours that a figure counts, one by one.
func (s *Statistics) titles(f Figure) []string {
	reg := s.registers().of(f.Query.Type)
	var out []string
	for _, i := range reg.once(reg.match(f.Query.where())) {
		if e := reg.entries[i]; e.unit == "项" && !e.whole && e.in(f.Window) {
			out = append(out, undatedTitle(reg.items[i].Title))
		}
	}
	return out
}

var running = regexp.MustCompile(`连续([二三四五六七八九十]+|\d+)年[^，。；：]{0,24}?(?:获得|荣获|获|被评为|评为|被授予)([^，。；：]{2,150})`)

// streaks compares 连续五年获…… with the years of the honours of that title.
func (t *claimed) streaks(ps *passage) {
	if !strings.Contains(ps.text, "连续") {
		return
	}
	for _, m := range running.FindAllStringSubmatchIndex(ps.text, 20) {
		n, fault := content.ParseCount(ps.text[m[2]:m[3]])
		if fault != nil || ps.isFilled(m[0], m[1]) {
			continue
		}
		title, years := t.streak(ps.text[m[4]:m[5]], int(n.Value))
		if title == "" || years == int(n.Value) {
			continue
		}
		severity := diag.Warning
		if years > int(n.Value) {
			severity = diag.Hint
		}
		from, to := t.places(ps, m[0], m[3]+len("年"))
		t.add(from, to, severity, "claim/streak", diag.Say("文中写连续%[1]s年，按登记“%[2]s”连续%[3]d年。", "The text says %[1]s years running, by the records “%[2]s” was won %[3]d years running.", ps.text[m[2]:m[3]], title, years),
			diag.Say("核对年份，改正文字，或者补上登记", "Check the years, and mend the text or the records"))
	}
}

// streak is the honour that a phrase names, of several that are called so the one
// that was held n years running, else for longest; no title if there is none.
func (t *claimed) streak(phrase string, n int) (title string, run int) {
	for _, h := range t.honours() {
		if !strings.Contains(phrase, h.Title) || len(h.Title) < len(title) {
			continue
		}
		from, to := h.Streak()
		years := 0
		if from > 0 {
			years = to - from + 1
		}
		if len(h.Title) > len(title) || years == n || years > run && run != n {
			title, run = h.Title, years
		}
	}
	return title, run
}

// schoolHonours are those of the school and its groups: what is counted in 项.
func (s *Statistics) schoolHonours() []Honour {
	var records []*content.Item
	for _, t := range s.site.Known.All() {
		if !isAward(t) {
			continue
		}
		reg := s.registers().of(t)
		for i, it := range reg.items {
			if reg.entries[i].unit == "项" {
				records = append(records, it)
			}
		}
	}
	return Honours(records)
}

func (t *claimed) add(from, to diag.Pos, sev diag.Severity, code string, message, hint diag.Text) {
	t.found = append(t.found, diag.Diagnostic{File: t.page.File, Start: from, End: to, Severity: sev, Code: code, Message: message, Hint: hint})
}

// report says where claims and records differ, and claims among themselves.
func (t *claimed) report() {
	said := map[string]*pageClaim{}
	for _, c := range t.all {
		switch c.verdict {
		case fewer, more:
			t.differs(c)
		}
		if c.query == "" || !c.whole || c.Claim.Count.Sign != content.Exact {
			continue
		}
		before := said[c.Query]
		if before == nil {
			said[c.Query] = c
		} else if before.Claim.Count.Value != c.Claim.Count.Value && !refuted(before) && !refuted(c) {
			t.add(c.Start, c.End, diag.Warning, "claim/twice", diag.Say("这里写“%[1]s”，第%[3]d行写“%[2]s”，前后不一致。", "Here it says %[1]q, on line %[3]d %[2]q.", c.Text, before.Text, before.Start.Line),
				diag.Say("核对以后改成一样的数", "Check, and make them agree"))
		}
	}
	for i := range t.passages {
		t.streaks(&t.passages[i])
		t.sums(&t.passages[i], t.of[i])
	}
}

// refuted reports whether the records say otherwise.
func refuted(c *pageClaim) bool { return c.verdict == fewer || c.verdict == more }

func (t *claimed) differs(c *pageClaim) {
	severity := diag.Warning
	if !c.typ.Complete || !c.whole {
		severity = diag.Hint
	}
	var span diag.Text
	if c.Window != (Window{}) {
		span = diag.Say("（%s）", " (%s)", c.Window)
	}
	instead := "{{stat " + c.Query + "}}"
	t.add(c.Start, c.End, severity, "claim/records",
		diag.Say("文中写“%[1]s”，按登记是%[2]s%[3]s。", "The text says %[1]q, the records say %[2]s%[3]s.", c.Text, diag.Text{ZH: Print(c.Records, false), EN: Print(c.Records, true)}, span),
		diag.Say("核对以后，改正文字或者补上登记；也可以写占位符，由程序来填：%s", "Check, and mend the text or the records; or let it be counted: %s", instead))
}
