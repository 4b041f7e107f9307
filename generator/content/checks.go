package content

import (
	"strconv"
	"strings"

	"showcase/generator/diag"
)

// Check is one demand of a type's rules, told apart for those who do not read
// files: the form that teachers fill in, the documentation.
type Check struct {
	Severity diag.Severity
	When     []Condition // it is made only where all of these hold
	Given    []string    // … and one of these fields is given, if there are any
	Of       string      // it is about each entry of this list, or about them all together (all, once); empty: about the item
	Kind     CheckKind
	Fields   []string // that it is about, by their English names
	Values   []string // that it names
	Above    *float64 // bounds; days: Least working days
	Least    *float64
	Most     *float64
	Say      diag.Text // the demand as a sentence without its full stop
	Help     diag.Text // how it is met; may be empty
}

// CheckKind is what a [Check] asks for.
type CheckKind string

// The demands. Which rule of a type's data makes which is told in ruleset.go.
const (
	CheckNeed     CheckKind = "need"     // all Fields are given
	CheckAny      CheckKind = "any"      // one of Fields is given
	CheckWithout  CheckKind = "without"  // none of Fields is given
	CheckNever    CheckKind = "never"    // Fields[0] is none of Values
	CheckDiffer   CheckKind = "differ"   // nobody stands in both Fields
	CheckOrder    CheckKind = "order"    // Fields[0] is not larger or later than Fields[1]
	CheckEqual    CheckKind = "equal"    // Fields[0] is the number of entries of Fields[1]
	CheckBounds   CheckKind = "bounds"   // Fields[0] is a number between Above, Least and Most
	CheckDays     CheckKind = "days"     // Least working days from Fields[0] to Fields[1]
	CheckAll      CheckKind = "all"      // some entry has each of Values as Fields[0]
	CheckOnce     CheckKind = "once"     // nobody is Fields[0] of two entries
	CheckLevel    CheckKind = "level"    // Fields[0] is the level of the issuer Fields[1]
	CheckTitle    CheckKind = "title"    // the title ends as Fields[0] says
	CheckWords    CheckKind = "words"    // the text has Least to Most characters
	CheckHeadings CheckKind = "headings" // the text has headings
	CheckNumbered CheckKind = "numbered" // 第一条, 第二条 … (Values[0]) without a gap
)

// Checks are the demands of the type's rules, in the order of the rules.
func (t *Type) Checks() []Check {
	var out []Check
	for i := range t.rules {
		out = append(out, t.rules[i].checks(t)...)
	}
	return out
}

// checks takes a rule apart.
func (r *rule) checks(t *Type) []Check {
	w := &checkWriter{r: r, fields: t.Fields}
	if r.of != "" {
		w.fields = fieldNamed(t.Fields, r.of).Fields
	}
	w.lead = w.leadOf(t)
	w.presence()
	w.comparisons()
	w.entries()
	w.body()
	return w.out
}

// checkWriter collects the demands of one rule.
type checkWriter struct {
	r      *rule
	fields []Field   // that the demands are about
	lead   diag.Text // the beginning of their sentences
	out    []Check
}

func (w *checkWriter) add(kind CheckKind, fields []string, say diag.Text) *Check {
	say.ZH, say.EN = w.lead.ZH+say.ZH, w.lead.EN+say.EN
	w.out = append(w.out, Check{
		Severity: w.r.severity, When: w.r.when, Given: w.r.given, Of: w.r.of,
		Kind: kind, Fields: fields, Say: say, Help: diag.Text{ZH: w.r.help, EN: w.r.help},
	})
	return &w.out[len(w.out)-1]
}

// names are fields in a sentence.
func (w *checkWriter) names(names ...string) diag.Text { return quoted(w.fields, names, "", ", ") }

func quoted(fields []Field, names []string, zh, en string) diag.Text {
	var out []diag.Text
	for _, n := range names {
		called := diag.Text{ZH: n, EN: n}
		if f := fieldNamed(fields, n); f != nil {
			called = f.called()
		}
		out = append(out, diag.Say("“%[1]s”", "%[1]s", called))
	}
	return diag.Join(out, zh, en)
}

// leadOf is what the rule's demands depend on.
func (w *checkWriter) leadOf(t *Type) diag.Text {
	var parts []diag.Text
	say := func(zh, en string, args ...any) { parts = append(parts, diag.Say(zh, en, args...)) }
	for _, c := range w.r.when {
		name := quoted(t.Fields, []string{c.Field}, "", "")
		if len(c.Values) == 0 {
			say("写了%[1]s时，", "where %[1]s is given, ", name)
			continue
		}
		values := diag.Text{ZH: strings.Join(c.Values, "”或“"), EN: strings.Join(c.Values, " or ")}
		say("%[1]s是“%[2]s”时，", "where %[1]s is %[2]s, ", name, values)
	}
	if of := quoted(t.Fields, []string{w.r.of}, "", ""); w.r.of != "" && (len(w.r.all) > 0 || w.r.once != "") {
		say("%[1]s里，", "in %[1]s, ", of)
	} else if w.r.of != "" {
		say("%[1]s的每一项，", "in each entry of %[1]s, ", of)
	}
	if len(w.r.given) > 0 {
		say("写了%[1]s时，", "where %[1]s is given, ", quoted(w.fields, w.r.given, "或", " or "))
	}
	return diag.Join(parts, "", "")
}

// presence are the demands that something is given, or is not.
func (w *checkWriter) presence() {
	r := w.r
	if len(r.need) > 0 {
		w.add(CheckNeed, r.need, diag.Say("要写%[1]s", "%[1]s must be given", w.names(r.need...)))
	}
	if len(r.any) > 0 {
		w.add(CheckAny, r.any, diag.Say("要写%[1]s中的一项", "one of %[1]s must be given", w.names(r.any...)))
	}
	if len(r.without) > 0 {
		w.add(CheckWithout, r.without, diag.Say("不写%[1]s", "%[1]s must not be given", w.names(r.without...)))
	}
	for _, c := range r.never {
		w.add(CheckNever, []string{c.Field}, diag.Say("%[1]s不能是“%[2]s”", "%[1]s must not be %[2]s", w.names(c.Field), strings.Join(c.Values, "”“"))).Values = c.Values
	}
}

// comparisons are the demands on values beside each other, and on numbers.
func (w *checkWriter) comparisons() {
	r := w.r
	if d := r.differ; len(d) == 2 {
		w.add(CheckDiffer, d, diag.Say("%[1]s和%[2]s不能是同一个人", "%[1]s and %[2]s must be two persons", w.names(d[0]), w.names(d[1])))
	}
	for _, o := range r.order {
		more := diag.Text{ZH: "多于", EN: "more"}
		if f := fieldNamed(w.fields, o[0]); f != nil && (f.Kind == KindDate || f.Kind == KindMonth) {
			more = diag.Text{ZH: "晚于", EN: "later"}
		}
		w.add(CheckOrder, o[:], diag.Say("%[1]s不能"+more.ZH+"%[2]s", "%[1]s must not be "+more.EN+" than %[2]s", w.names(o[0]), w.names(o[1])))
	}
	if e := r.equal; len(e) == 2 {
		w.add(CheckEqual, e, diag.Say("%[1]s要和%[2]s的项数一致", "%[1]s must be the number of %[2]s", w.names(e[0]), w.names(e[1])))
	}
	if d := r.workdays; len(d) == 2 && r.least != nil {
		w.add(CheckDays, d, diag.Say("从%[1]s到%[2]s至少要有%[3]v个工作日", "there must be %[3]v working days from %[1]s to %[2]s", w.names(d[0]), w.names(d[1]), *r.least)).Least = r.least
	} else if bounds := r.bounds(); bounds.ZH != "" {
		c := w.add(CheckBounds, []string{r.field}, diag.Say("%[1]s应当%[2]s", "%[1]s should be %[2]s", w.names(r.field), bounds))
		c.Above, c.Least, c.Most = r.above, r.least, r.most
	}
}

// bounds are the rule's bounds of a number in words, empty if it has none.
func (r *rule) bounds() diag.Text {
	if r.field == "" || len(r.all) > 0 {
		return diag.Text{}
	}
	var zh, en []string
	for _, b := range []struct {
		bound *float64
		words diag.Text
	}{
		{r.above, diag.Text{ZH: "大于", EN: "more than "}}, {r.least, diag.Text{ZH: "不小于", EN: "at least "}}, {r.most, diag.Text{ZH: "不大于", EN: "at most "}},
	} {
		if b.bound != nil {
			n := strconv.FormatFloat(*b.bound, 'f', -1, 64)
			zh, en = append(zh, b.words.ZH+n), append(en, b.words.EN+n)
		}
	}
	return diag.Text{ZH: strings.Join(zh, "、"), EN: strings.Join(en, " and ")}
}

// entries are the demands on the entries of a list together, and on what
// certain fields say.
func (w *checkWriter) entries() {
	r := w.r
	if len(r.all) > 0 {
		w.add(CheckAll, []string{r.field}, diag.Say("%[1]s里要有：%[2]s", "%[1]s must name each of %[2]s", w.names(r.field), strings.Join(r.all, "、"))).Values = r.all
	}
	if r.once != "" {
		w.add(CheckOnce, []string{r.once}, diag.Say("同一个%[1]s只写一次", "each %[1]s stands once", w.names(r.once)))
	}
	if r.issuer != "" {
		w.add(CheckLevel, []string{r.level, r.issuer}, diag.Say("%[1]s要和%[2]s相符", "%[1]s must be that of %[2]s", w.names(r.level), w.names(r.issuer)))
	}
	if r.title != "" {
		w.add(CheckTitle, []string{r.title}, diag.Say("标题末尾的说法要和%[1]s一致", "the last word of the title must be that of %[1]s", w.names(r.title)))
	}
}

// body are the demands on the text below the front matter.
func (w *checkWriter) body() {
	r := w.r
	if n := r.words; len(n) > 0 {
		say := diag.Say("正文一般不少于%[1]d字", "the text usually has %[1]d characters or more", n[0])
		if len(n) > 1 {
			say = diag.Say("正文一般%[1]d—%[2]d字", "the text usually has %[1]d to %[2]d characters", n[0], n[1])
		}
		c := w.add(CheckWords, nil, say)
		least := float64(n[0])
		if c.Least, c.Severity = &least, diag.Hint; len(n) > 1 {
			most := float64(n[1])
			c.Most = &most
		}
	}
	if r.headings {
		w.add(CheckHeadings, nil, diag.Say("正文要有小标题", "the text should have headings")).Severity = diag.Hint
	}
	if r.numbered != "" {
		w.add(CheckNumbered, nil, diag.Say("第一%[1]s、第二%[1]s……依次编号，不跳号", "第一%[1]s, 第二%[1]s … are numbered without a gap", r.numbered)).Values = []string{r.numbered}
	}
}
