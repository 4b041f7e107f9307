package statistics

import (
	"slices"
	"strings"
	"unicode/utf8"

	"showcase/generator/content"
	"showcase/generator/diag"
)

// Query is a question to the records, as a placeholder asks it:
//
//	{{stat 获奖 级别=国家级、省级 等级=一等奖 时段=近五年}}
//
// The first word names a type by any of its names, or one of its kinds (论文,
// 沙龙). Then come conditions, field=value, the field by its English name, its
// label or an alias; several values are parted by | or 、, one with blanks or
// such marks in it stands in quotes. A merged level or grade (市县级) takes in
// its parts, and all of its parts take it in.
//
// These words are no fields:
//
//	时段 统计区间 window   近五年, 本学期, 2011年, 2007-06~2012-05, 全部; without it
//	                       the span of the page (a dossier's 统计区间), else all up
//	                       to its date
//	学期 学年 term         2011—2012学年度第一学期, 2011秋, 上学期
//	单位 unit              what is counted: 人次, 人, 项 …; else the type's first
//	字段 field             the field to add up (学时: per head and session, as
//	                       entered), or to take from the newest record of types that
//	                       tell a state (学校概况)
//	占比 share             全部, or a field: the share of the records that meet the
//	                       conditions in all records, or in those that have that
//	                       field (and meet the condition on it, if there are others)
//	显示 show              数: the number without its unit
//
// Words without = are understood where only one thing can be meant: 近五年,
// 国家级, 教职工数.
type Query struct {
	Name  string // of the type or kind, as it is written
	Type  *content.Type
	Where []Where        // all must hold
	Unit  string         // never empty unless Field is given
	Field *content.Field // nil: records are counted
	Share bool
	Of    *content.Field // of a share: who has it; nil: all
	Bare  bool           // the number without its unit
	span  span
}

// Where is one condition: the field has one of the values.
type Where struct {
	Field   *content.Field
	Values  []string  // as the field spells them
	spans   []Window  // of a date
	numbers []float64 // of a number
}

// where are the query's conditions, and those of its type on fields that it asks
// nothing of.
func (q *Query) where() []Where {
	out := slices.Clip(q.Where)
	for _, c := range q.Type.CountedWhen {
		asked := slices.ContainsFunc(q.Where, func(w Where) bool { return w.Field.Name == c.Field })
		if f := q.Type.Field(c.Field); !asked && f != nil {
			out = append(out, Where{Field: f, Values: c.Values})
		}
	}
	return out
}

// Problem is something wrong with a query, bytes [Start,End) of it.
type Problem struct {
	Start, End    int
	Severity      diag.Severity
	Code          string // "stat/type"
	Message, Hint diag.Text
}

// ParseQuery reads a query, which is what stands behind the word stat. Without
// problems it can be asked.
func ParseQuery(text string, types *content.Types) (Query, []Problem) {
	p := &queryParser{types: types, seen: map[string]bool{}}
	for _, w := range p.words(text) {
		if p.q.Type == nil {
			if p.typeName(w); p.q.Type == nil {
				return p.q, p.found
			}
			continue
		}
		p.word(w)
	}
	if p.q.Type == nil {
		p.report(word{end: len(text)}.whole(), "stat/type", diag.Say("没有写要数什么。", "It does not say what to count."), example)
		return p.q, p.found
	}
	p.settleUnit()
	return p.q, p.found
}

var example = diag.Say("例如：{{stat 获奖 级别=省级 时段=近五年}}", "Like {{stat award level=省级 window=近五年}}")

// word is one word of a query: key=value|value, or a value alone.
type word struct {
	start, end int
	key        piece // empty: no =
	values     []piece
}

func (w word) whole() piece { return piece{start: w.start, end: w.end} }

// alone is the one value of a word.
func (w word) alone() piece {
	if len(w.values) == 0 {
		return piece{start: w.end, end: w.end}
	}
	return w.values[0]
}

// piece is a part of a query with its place.
type piece struct {
	text       string
	start, end int
}

type queryParser struct {
	types *content.Types
	q     Query
	unit  piece
	share piece
	seen  map[string]bool // fields and reserved words
	found []Problem
}

func (p *queryParser) report(at piece, code string, message, hint diag.Text) {
	p.found = append(p.found, Problem{at.start, at.end, diag.Error, code, message, hint})
}

// quotes are those that may stand around a value.
var quotes = map[rune]rune{'"': '"', '“': '”', '\'': '\'', '‘': '’', '「': '」', '『': '』'}

func isGap(c rune) bool {
	return strings.ContainsRune(" \t\u3000\u00a0,，;；", c)
}

// words cuts a query into its words.
func (p *queryParser) words(text string) []word {
	var out []word
	for i := 0; i < len(text); {
		c, size := utf8.DecodeRuneInString(text[i:])
		if isGap(c) {
			i += size
			continue
		}
		w := p.readWord(text, i)
		out = append(out, w)
		i = w.end
	}
	return out
}

// readWord reads the word at i. A mark is the key's end only where none was
// before; quotes count at the beginning of a value.
func (p *queryParser) readWord(text string, i int) word {
	w := word{start: i, end: len(text)}
	v := valueReader{begin: i}
	for i < len(text) {
		c, size := utf8.DecodeRuneInString(text[i:])
		if closing, ok := quotes[c]; ok && v.Len() == 0 {
			if n := strings.IndexRune(text[i+size:], closing); n >= 0 {
				v.begin = i
				v.WriteString(strings.TrimSuffix(text[i+size:i+size+n], `\`))
				i += size + n + utf8.RuneLen(closing)
				v.last = i
				v.flush(&w, i)
				continue
			}
			p.report(piece{start: i, end: i + size}, "stat/quote", diag.Say("引号没有合上：%s", "The quotation mark is not closed: %s", text[i:]), diag.Say("在这个值的末尾补上 %c", "Put %c behind the value", closing))
		}
		if isGap(c) {
			w.end = i
			break
		}
		switch {
		case w.key.text == "" && len(w.values) == 0 && v.Len() > 0 && strings.ContainsRune("=＝:：", c):
			w.key = piece{v.String(), v.begin, i}
			v.Reset()
			v.begin = i + size
		case strings.ContainsRune("|｜、", c):
			v.flush(&w, i+size)
		case c == '\\' && i+1 < len(text) && strings.IndexByte("|\"'", text[i+1]) >= 0: // as a table's cell or a quoted value must write it
		default:
			v.add(c, i, size)
		}
		i += size
	}
	v.flush(&w, i)
	return w
}

// valueReader gathers one value of a word.
type valueReader struct {
	strings.Builder
	begin, last int // its place so far
}

func (v *valueReader) add(c rune, at, size int) {
	if v.Len() == 0 {
		v.begin = at
	}
	v.WriteRune(c)
	v.last = at + size
}

// flush puts what was gathered among the word's values; the next begins at.
func (v *valueReader) flush(w *word, at int) {
	if v.Len() > 0 {
		w.values = append(w.values, piece{v.String(), v.begin, v.last})
	}
	v.Reset()
	v.begin = at
}

// typeName settles what is counted.
func (p *queryParser) typeName(w word) {
	at := w.alone()
	name := at.text
	p.q.Name = name
	if w.key.text != "" {
		at = w.key
		p.report(at, "stat/type", diag.Say("先写要数什么，再写条件；这里先写了“%s”。", "Say first what to count, then the conditions; here %q comes first.", at.text), example)
		return
	}
	if t := p.types.Find(name); t != nil {
		p.q.Type = t
		if !strings.EqualFold(name, t.Name) && !strings.EqualFold(name, t.Plural) && name != t.Label {
			p.kind(t, name)
		}
		return
	}
	for _, t := range p.types.All() {
		if p.kind(t, name) {
			p.q.Type = t
			return
		}
	}
	var names []string
	for _, t := range p.types.All() {
		names = append(append(names, t.Label, t.Name, t.Plural), t.Aliases...)
	}
	hint := diag.Say("可以写：%s", "One of: %s", strings.Join(labels(p.types), "、"))
	if near := diag.Nearest(name, names); near != "" {
		hint = diag.Say("是不是“%s”？", "Did you mean %q?", near)
	}
	p.report(at, "stat/type", diag.Say("没有叫“%s”的登记或栏目。", "There is no type %q.", name), hint)
}

// kind makes a condition of a name that is one of a type's kinds: 论文 is no
// other name for all 成果.
func (p *queryParser) kind(t *content.Type, name string) bool {
	f := t.Field("kind")
	if f == nil || !slices.ContainsFunc(f.Choices, func(c content.Choice) bool { return c.Value == name }) {
		return false
	}
	p.q.Where = append(p.q.Where, Where{Field: f, Values: []string{name}})
	p.seen[f.Name] = true
	return true
}

func labels(types *content.Types) []string {
	var out []string
	for _, t := range types.All() {
		out = append(out, t.Label)
	}
	return out
}

// reserved are the words that are no fields.
var reserved = map[string]string{
	"时段": "window", "统计区间": "window", "区间": "window", "window": "window",
	"学期": "term", "学年": "term", "term": "term",
	"单位": "unit", "unit": "unit",
	"字段": "field", "field": "field",
	"占比": "share", "share": "share",
	"显示": "show", "show": "show",
}

// word reads one word behind the type.
func (p *queryParser) word(w word) {
	if w.key.text == "" {
		p.bare(w)
		return
	}
	name := reserved[strings.ToLower(w.key.text)]
	var f *content.Field
	if name == "" {
		if f = p.q.Type.Field(w.key.text); f == nil {
			p.unknownKey(w.key)
			return
		}
		name = f.Name
	}
	if name == "term" {
		name = "window"
	}
	if p.seen[name] {
		p.report(w.key, "stat/twice", diag.Say("“%s”写了两次。", "%q stands twice.", w.key.text), diag.Say("留下一个；几个值写在一起，用 | 分开，例如：级别=国家级|省级", "Keep one; several values stand together: level=国家级|省级"))
		return
	}
	p.seen[name] = true
	if len(w.values) == 0 {
		p.report(w.whole(), "stat/value", diag.Say("“%s=”后面没有值。", "Nothing stands behind “%s=”.", w.key.text), example)
		return
	}
	switch {
	case f != nil:
		p.condition(f, w.values)
	case len(w.values) > 1:
		p.report(w.whole(), "stat/value", diag.Say("“%s”只能有一个值。", "%q takes one value.", w.key.text), diag.Say("值里有空格或顿号的，用引号括起来。", "Quote a value with blanks or marks."))
	default:
		p.setting(name, w.values[0])
	}
}

// setting reads the value of a reserved word.
func (p *queryParser) setting(name string, v piece) {
	switch name {
	case "window":
		s, fault := parseSpan(v.text)
		if fault != nil {
			p.report(v, "stat/window", fault.Message, fault.Hint)
		}
		p.q.span = s
	case "unit":
		p.unit = v
	case "field":
		if f := p.q.Type.Field(v.text); f == nil {
			p.unknownField(v)
		} else {
			p.field(f, v)
		}
	case "share":
		p.q.Share, p.share = true, v
		switch v.text {
		case "全部", "全体", "all", "是":
			return
		}
		if p.q.Of = p.q.Type.Field(v.text); p.q.Of == nil {
			p.unknownField(v)
		} else {
			p.told(p.q.Of, v)
		}
	case "show":
		switch v.text {
		case "数", "数字", "number":
			p.q.Bare = true
		default:
			p.report(v, "stat/show", diag.Say("“显示”不能是“%s”。", "show cannot be %q.", v.text), diag.Say("只要数字、不要单位，写：显示=数", "For the number without its unit write show=number"))
		}
	}
}

// bare reads a word without a key: a span, a value that only one field has, a
// field of a state.
func (p *queryParser) bare(w word) {
	v := w.alone()
	if s, fault := parseSpan(v.text); fault == nil && !p.seen["window"] {
		p.q.span, p.seen["window"] = s, true
		return
	}
	var fields []*content.Field
	for i := range p.q.Type.Fields {
		f := &p.q.Type.Fields[i]
		if f.Choice(v.text) != "" && !f.Common && !p.seen[f.Name] && isTold(f) {
			fields = append(fields, f)
		}
	}
	if f := p.q.Type.Field(v.text); f != nil && p.q.Type.Snapshot && len(fields) == 0 {
		p.field(f, v)
		return
	}
	switch len(fields) {
	case 1:
		p.seen[fields[0].Name] = true
		p.condition(fields[0], w.values)
	case 0:
		p.report(w.whole(), "stat/word", diag.Say("看不懂“%s”。", "%q means nothing here.", v.text), diag.Say("条件写成 项目=值，例如：级别=省级；可以用的有：%s", "Write conditions as field=value; the fields are: %s", strings.Join(fieldLabels(p.q.Type), "、")))
	default:
		p.report(w.whole(), "stat/word", diag.Say("“%s”可以是“%s”，也可以是“%s”。", "%q may be %s or %s.", v.text, fields[0].Label, fields[1].Label), diag.Say("写明是哪一项，例如：%[1]s=%[2]s", "Say which: %[1]s=%[2]s", fields[0].Label, v.text))
	}
}

func (p *queryParser) unknownKey(key piece) {
	hint := diag.Say("可以用的有：%s；另有 时段、单位、字段、占比、显示", "The fields are: %s; besides window, unit, field, share, show", strings.Join(fieldLabels(p.q.Type), "、"))
	if near := diag.Nearest(key.text, append(fieldNames(p.q.Type), "时段", "统计区间", "学期", "单位", "字段", "占比", "显示", "window", "unit", "share")); near != "" {
		hint = diag.Say("是不是“%s”？", "Did you mean %q?", near)
	}
	p.report(key, "stat/field", diag.Say("“%s”没有“%s”这一项。", "%[1]s has no field %[2]q.", p.q.Name, key.text), hint)
}

func (p *queryParser) unknownField(v piece) {
	hint := diag.Say("可以写：%s", "One of: %s", strings.Join(fieldLabels(p.q.Type), "、"))
	if near := diag.Nearest(v.text, fieldNames(p.q.Type)); near != "" {
		hint = diag.Say("是不是“%s”？", "Did you mean %q?", near)
	}
	p.report(v, "stat/field", diag.Say("“%s”没有“%s”这一项。", "%[1]s has no field %[2]q.", p.q.Name, v.text), hint)
}

// isTold reports whether a field may be asked for: one that is shown nowhere (a
// year of birth) is in no number either.
func isTold(f *content.Field) bool { return f.Common || f.Show || f.Column > 0 }

func (p *queryParser) told(f *content.Field, at piece) bool {
	if !isTold(f) {
		p.report(at, "stat/hidden", diag.Say("“%s”不在任何地方显示，也不能统计。", "%s is shown nowhere and is not counted either.", f.Label), diag.Text{})
		return false
	}
	return true
}

func fieldLabels(t *content.Type) []string {
	var out []string
	for i := range t.Fields {
		if f := &t.Fields[i]; !f.Common && isTold(f) && f.Kind != content.KindObject && f.Kind != content.KindObjects {
			out = append(out, f.Label)
		}
	}
	return out
}

func fieldNames(t *content.Type) []string {
	var out []string
	for i := range t.Fields {
		if f := &t.Fields[i]; isTold(f) {
			out = append(append(out, f.Label, f.Name), f.Aliases...)
		}
	}
	return out
}

// isNumber reports whether a field's values can be added up or taken as a number.
func isNumber(f *content.Field) bool {
	switch f.Kind {
	case content.KindInt, content.KindNumber, content.KindApprox, content.KindAttendance, content.KindPercent:
		return true
	}
	return false
}

// field settles the field that is added up or taken.
func (p *queryParser) field(f *content.Field, at piece) {
	t := p.q.Type
	switch {
	case !p.told(f, at):
	case !isNumber(f) || f.Kind == content.KindPercent && !t.Snapshot:
		p.report(at, "stat/field", diag.Say("“%s”不是可以相加的数。", "%s is no number that can be added up.", f.Label), diag.Say("“字段”写数字的一项，例如：{{stat 培训 字段=学时}}；数条数不用写“字段”", "field= takes a number, like {{stat training field=hours}}; records are counted without it"))
	case t.Field("aggregate") != nil:
		p.report(at, "stat/field", diag.Say("%s里有汇总行，不能把“%s”直接相加。", "%[1]s has aggregate rows: its %[2]s are not simply added up.", p.q.Name, f.Label), diag.Say("去掉“字段”，写：单位=人次", "Drop field= and write unit=人次"))
	default:
		p.q.Field = f
	}
}

// condition reads the values of a field.
func (p *queryParser) condition(f *content.Field, values []piece) {
	if !p.told(f, values[0]) {
		return
	}
	w := Where{Field: f}
	for _, v := range values {
		switch f.Kind {
		case content.KindChoice, content.KindChoices:
			p.choice(&w, v)
		case content.KindBool:
			yes, ok := content.Yes(v.text)
			if !ok {
				p.report(v, "stat/value", diag.Say("“%s”只能是“是”或“否”。", "%s is true or false.", f.Label), diag.Say("例如：%s=是", "Like %s=是", f.Label))
			}
			w.Values = append(w.Values, yesText(yes))
		case content.KindDate, content.KindMonth, content.KindRange, content.KindTerm:
			from, to, fault := content.ParseRange(v.text)
			if fault != nil {
				p.report(v, "stat/value", fault.Message, fault.Hint)
				continue
			}
			w.Values, w.spans = append(w.Values, v.text), append(w.spans, Window{From: from, To: to})
		case content.KindInt, content.KindNumber, content.KindApprox, content.KindPercent:
			c, fault := content.ParseCount(strings.TrimSuffix(v.text, "%"))
			if fault != nil {
				p.report(v, "stat/value", fault.Message, fault.Hint)
				continue
			}
			w.Values, w.numbers = append(w.Values, v.text), append(w.numbers, c.Value)
		case content.KindObject, content.KindObjects, content.KindFile, content.KindFiles:
			p.report(v, "stat/field", diag.Say("不能按“%s”来数。", "%s cannot be a condition.", f.Label), diag.Say("可以用的有：%s", "These can: %s", strings.Join(fieldLabels(p.q.Type), "、")))
			return
		default:
			w.Values = append(w.Values, v.text)
		}
	}
	if len(w.Values) > 0 {
		p.q.Where = append(p.q.Where, w)
	}
}

func yesText(yes bool) string {
	if yes {
		return "是"
	}
	return "否"
}

func (p *queryParser) choice(w *Where, v piece) {
	f := w.Field
	if c := f.Choice(v.text); c != "" {
		w.Values = append(w.Values, c)
		return
	}
	var names, all []string
	for _, c := range f.Choices {
		names = append(names, c.Value)
		all = append(append(all, c.Value), c.Aliases...)
	}
	hint := diag.Say("可以写：%s", "One of: %s", strings.Join(names, "、"))
	if near := diag.Nearest(v.text, all); near != "" {
		hint = diag.Say("是不是“%s”？可以写：%s", "Did you mean %q? One of: %s", f.Choice(near), strings.Join(names, "、"))
	}
	p.report(v, "stat/value", diag.Say("“%s”不能是“%s”。", "%s cannot be %q.", f.Label, v.text), hint)
}

// settleUnit checks what is counted against what the type can count in.
func (p *queryParser) settleUnit() {
	q := &p.q
	units := slices.Clone(q.Type.Units)
	if len(q.Type.People) > 0 {
		for _, u := range []string{"人次", "人"} {
			if !slices.Contains(units, u) {
				units = append(units, u)
			}
		}
	}
	switch {
	case q.Field != nil && p.unit.text == "":
	case q.Field != nil:
		if q.Field.Unit != p.unit.text {
			p.report(p.unit, "stat/unit", diag.Say("“%s”的单位是“%s”，不是“%s”。", "%s is counted in %q, not in %q.", q.Field.Label, q.Field.Unit, p.unit.text), diag.Say("去掉“单位”。", "Drop unit=."))
		}
	case p.unit.text == "":
		q.Unit = q.Type.Units[0]
	case slices.Contains(units, p.unit.text) || slices.Contains(units, "人") && isHeads(p.unit.text):
		q.Unit = p.unit.text
	default:
		p.report(p.unit, "stat/unit", diag.Say("%s不能用“%s”来数。", "%s cannot be counted in %q.", q.Name, p.unit.text), diag.Say("可以用：%s", "These can be used: %s", strings.Join(units, "、")))
	}
	if q.Share && q.Field != nil {
		p.report(p.share, "stat/share", diag.Say("“占比”和“字段”不能一起用。", "share and field do not go together."), diag.Say("留下一个。", "Keep one."))
	}
}

// isHeads reports whether a unit counts different people, each once.
func isHeads(unit string) bool { return unit == "人" || unit == "名" || unit == "位" }
