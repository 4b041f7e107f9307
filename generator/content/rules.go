package content

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"showcase/generator/diag"
)

// rule reports at a value's place.
func (b *builder) rule(it *Item, sev diag.Severity, v Value, code string, message, hint diag.Text) {
	if v.Pos.Line == 0 || it.Row > 0 && v.Pos.Line != it.Pos.Line && b.sheet == nil {
		v.Pos, v.EndAt = it.Pos, diag.Pos{} // absent, or inherited by the row
	}
	b.found = append(b.found, diag.Diagnostic{File: b.file, Start: v.Pos, End: v.EndAt, Severity: sev, Code: code, Message: message, Hint: hint})
}

// check applies the rules that tie several fields of one item together (2.4 of
// the domain's checklist): those that all types share, then the type's own.
func (b *builder) check(it *Item) {
	b.span(it)
	if it.Row == 0 {
		b.shared(it)
	}
	if a := it.Values["approver"]; len(a.Names) > 0 && len(it.Authors) == 1 && a.Names[0].Text == it.Authors[0].Text {
		b.rule(it, diag.Warning, a, "status/approver", diag.Say("签发人就是作者本人", "the approver is the author"), diag.Say("请另一位负责人签发", "somebody else must approve it"))
	}
	for i := range it.Type.rules {
		b.apply(it, &it.Type.rules[i])
	}
	b.weekOwed(it)
	if it.Type.Name == "plan" {
		b.phases(it, it.Values["phases"])
		b.plannedQuotas(it)
	}
}

// shared are the rules of the fields that all types have (2.3).
func (b *builder) shared(it *Item) {
	if len(it.Tags) > 8 {
		b.rule(it, diag.Hint, Value{}, "tags/many", diag.Say("标签有%[1]d个，太多了", "there are %[1]d tags", len(it.Tags)), diag.Say("留下最要紧的8个以内", "keep at most 8"))
	}
	if n := utf8.RuneCountInString(it.Summary); n > 200 {
		b.rule(it, diag.Hint, Value{}, "summary/long", diag.Say("摘要有%[1]d字，太长", "the summary has %[1]d characters", n), diag.Say("200字以内", "at most 200"))
	}
	b.pictures(it)
	b.evidence(it)
	if t := it.Values["term"]; it.Type.Dated && !t.IsZero() && it.Date.Day > 0 && (ordered(it.Date, t.Date) && it.Date != t.Date || !ordered(it.Date, t.End)) {
		b.rule(it, diag.Warning, t, "term/conflict", diag.Say("日期 %[1]s 不在%[2]s里", "the date %[1]s is not in %[2]s", it.Date.String(), t.Text), diag.Say("核对日期和学期；不写学期时由日期推出", "check both; without a term the date decides"))
	}
}

// longTitle is how many characters a title of evidence may have: more do not
// fit the list of annexes.
const longTitle = 60

// evidence reports pieces that name no file, or two, and titles that no list
// of annexes can hold.
func (b *builder) evidence(it *Item) {
	for _, a := range it.Evidence {
		at := Value{Pos: a.Pos, EndAt: a.End}
		switch {
		case a.File == "" && a.Ref == "":
			b.rule(it, diag.Warning, at, "evidence/no-file", diag.Say("佐证“%[1]s”没有写文件", "the evidence %[1]q names no file", a.Title),
				diag.Say("写上文件或本站的文章，例如：{文件: img/zhengshu.jpg, 标题: %[1]s} 或 {文章: ../cases/guangying.md, 标题: %[1]s}；只有纸质原件的，扫描一份放进来", "name a file or a page: {file: img/scan.jpg, title: %[1]s} or {ref: ../cases/a.md, title: %[1]s}; what exists on paper only is to be scanned", a.Title))
		case a.File != "" && a.Ref != "":
			b.rule(it, diag.Warning, at, "evidence/both", diag.Say("这件佐证既写了文件“%[1]s”又写了文章“%[2]s”，只用得上文件", "this piece names both the file %[1]q and the page %[2]q: only the file is used", a.File, a.Ref), diag.Say("分成两件写", "make it two pieces"))
		}
		if last, _ := utf8.DecodeLastRuneInString(a.Title); a.Title != "" && strings.ContainsRune("。，；：、.,;:", last) {
			b.rule(it, diag.Hint, at, "evidence/stop", diag.Say("佐证的标题“%[1]s”末尾不用标点", "the title %[1]q ends with a mark", a.Title), diag.Say("删去末尾的标点", "delete the mark at the end"))
		}
		if n := utf8.RuneCountInString(a.Title); n > longTitle {
			b.rule(it, diag.Hint, at, "evidence/long", diag.Say("佐证的标题有%[1]d字，附件目录里排不下", "the title has %[1]d characters, too many for the list of annexes", n), diag.Say("写成%[1]d字以内的名称，例如：2011年度先进集体证书", "give it a name of at most %[1]d", longTitle))
		}
	}
}

// pictures reports pictures of children without a guardian's consent (P08) and
// pictures without a caption.
func (b *builder) pictures(it *Item) {
	list := it.Images
	if it.Cover != nil {
		list = append([]Asset{*it.Cover}, list...)
	}
	for i, a := range list {
		place := Value{Kind: KindFile, Pos: a.Pos, EndAt: a.End}
		switch strings.TrimSpace(a.Consent) {
		case "", "无", "没有", "否", "未签":
			if a.Minors {
				severity := diag.Warning
				if it.Visibility == Public {
					severity = diag.Error
				}
				b.rule(it, severity, place, "privacy/minors", diag.Say("图片“%[1]s”里有未成年人，没有写同意书", "the picture %[1]q shows children, and no consent is given", a.File),
					diag.Say("取得监护人同意，写上：同意书: 2012年3月家长签字，存教务处；没有同意的换一张图", "get the guardians' consent and say where it is kept (consent: …), or take another picture"))
			}
		}
		if a.Caption == "" && (it.Cover == nil || i > 0) {
			b.rule(it, diag.Hint, place, "image/caption", diag.Say("图片“%[1]s”没有图题", "the picture %[1]q has no caption", a.File), diag.Say("写上，例如：{文件: %[1]s, 图题: 学生在量菜地}", "add one: {file: %[1]s, caption: …}", a.File))
		}
	}
}

// conceal takes back a visibility that a confidential type must not have.
func (b *builder) conceal(it *Item) {
	if !it.Type.confidential || it.Visibility != Public {
		return
	}
	place := Value{}
	for i, k := range b.given {
		if f := &it.Type.Fields[i]; f.Common && f.Name == "visibility" {
			place = Value{Pos: b.at.pos(k.Start), EndAt: b.at.pos(k.End)}
		}
	}
	b.rule(it, diag.Error, place, "privacy/public", diag.Say("“%[1]s”不能公开", "the type %[1]q is never public", it.Type.Label), diag.Say("公开范围: 校内，或者删去这一行", "visibility: internal, or delete the line"))
	it.Visibility = max(it.Type.Visibility, Internal)
}

func (b *builder) label(it *Item, name string) diag.Text {
	if f := it.Type.Field(name); f != nil {
		return f.called()
	}
	return diag.Text{ZH: name, EN: name}
}

// span reports an item that starts after it ends.
func (b *builder) span(it *Item) {
	start, end := it.Values["start"], it.Values["end"]
	from := start.Date
	if from.IsZero() && it.Type.Field("start") == nil {
		from = it.Date
	}
	if !from.IsZero() && !end.Date.IsZero() && !ordered(from, end.Date) {
		b.rule(it, diag.Error, end, "value/order", diag.Say("结束（%[2]s）早于开始（%[1]s）", "the end %[2]s comes before the start %[1]s", from.String(), end.Text), diag.Say("核对两个日期", "check both dates"))
	}
}

// judge is one rule at work on an item, or on one entry of a list of it.
type judge struct {
	b      *builder
	it     *Item
	r      *rule
	fields []Field
	get    func(name string) Value
	whole  Value // the entry, or nothing: where to report what is absent
}

func (b *builder) apply(it *Item, r *rule) {
	for _, c := range r.when {
		if !c.Holds(it) {
			return
		}
	}
	j := &judge{b: b, it: it, r: r, fields: it.Type.Fields, get: func(name string) Value { return valueOf(it, name) }}
	if r.of == "" {
		j.judge()
		return
	}
	list := it.Values[r.of]
	j.fields = fieldNamed(it.Type.Fields, r.of).Fields
	if len(r.all) > 0 || r.once != "" {
		j.whole = list
		j.entries(list)
		return
	}
	for _, e := range list.List {
		j.get, j.whole = func(name string) Value { return e.Map[name] }, e
		j.judge()
	}
}

// valueOf is a field's value wherever an item keeps it.
func valueOf(it *Item, name string) Value {
	if v, ok := it.Values[name]; ok {
		return v
	}
	switch name {
	case "title":
		return Value{Kind: KindText, Text: it.Title}
	case "date":
		if !it.Date.IsZero() {
			return Value{Kind: KindDate, Date: it.Date, Text: it.Date.String()}
		}
	case "author":
		if len(it.Authors) > 0 {
			v := Value{Kind: KindPersons, Names: it.Authors, Pos: it.Authors[0].Pos}
			v.Text = strings.Join(v.Strings(), "、")
			return v
		}
	case "group":
		return textValue(KindRef, it.Group)
	case "summary":
		return textValue(KindText, it.Summary)
	case "source":
		return textValue(KindText, it.Source)
	case "tags":
		return textList(KindTexts, it.Tags)
	case "programme":
		return textList(KindRefs, it.Programmes)
	case "showcase":
		if it.Showcase {
			return Value{Kind: KindBool, Bool: true, Text: "是"}
		}
	}
	return Value{}
}

func textValue(kind Kind, s string) Value {
	if s == "" {
		return Value{}
	}
	return Value{Kind: kind, Text: s}
}

func textList(kind Kind, list []string) Value {
	if len(list) == 0 {
		return Value{}
	}
	v := Value{Kind: kind, Text: strings.Join(list, "、")}
	for _, s := range list {
		v.List = append(v.List, Value{Kind: KindText, Text: s})
	}
	return v
}

func (j *judge) label(name string) diag.Text {
	if f := fieldNamed(j.fields, name); f != nil {
		return f.called()
	}
	return j.b.label(j.it, name)
}

func (j *judge) report(v Value, message, hint diag.Text) {
	if v.IsZero() {
		v = j.whole
	}
	if j.r.help != "" {
		hint = diag.Text{ZH: j.r.help, EN: j.r.help}
	}
	j.b.rule(j.it, j.r.severity, v, j.it.Type.Name+"/"+j.r.name, message, hint)
}

func (j *judge) judge() {
	r := j.r
	cause := Value{}
	switch {
	case len(r.when) > 0:
		cause = valueOf(j.it, r.when[0].Field)
	case len(r.given) > 0:
		i := slices.IndexFunc(r.given, func(name string) bool { return !j.get(name).IsZero() })
		if i < 0 {
			return
		}
		cause = j.get(r.given[i])
	}
	j.presence(cause)
	for _, p := range r.order {
		j.ordered(j.get(p[0]), j.get(p[1]), p)
	}
	for _, c := range r.never {
		if v := j.get(c.Field); c.holds(v) {
			j.report(v, diag.Say("“%[1]s”不能是“%[2]s”", "%[1]q cannot be %[2]q", j.label(c.Field), v.Text), diag.Say("改正这一项", "correct it"))
		}
	}
	if len(r.differ) == 2 {
		j.differ()
	}
	if len(r.equal) == 2 {
		c, list := j.get(r.equal[0]), j.get(r.equal[1])
		if !c.IsZero() && int(c.Count.Value) != len(list.List) {
			j.report(c, diag.Say("“%[1]s”写的是%[2]s，下面列了%[3]d项", "%[1]q says %[2]s, but there are %[3]d items", j.label(r.equal[0]), c.Text, len(list.List)), diag.Say("核对数目和各项", "make them agree"))
		}
	}
	switch {
	case len(r.workdays) == 2:
		j.workdays()
	case r.field != "" && len(r.all) == 0:
		j.bounds()
	case r.issuer != "":
		j.level()
	case r.title != "":
		j.title()
	}
	if j.it.Row == 0 && j.it.Body != nil && j.it.Status != Draft {
		j.text()
	}
}

// presence reports what is absent and should be there, or the other way round.
func (j *judge) presence(cause Value) {
	r := j.r
	given := func(name string) bool { return !j.get(name).IsZero() }
	if lacking := j.named(slices.DeleteFunc(slices.Clone(r.need), given)); len(lacking) > 0 {
		j.report(cause, diag.Say("%[1]s要写“%[2]s”", "%[2]s must be given%[1]s", j.why(cause), called(lacking, "”“", ", ")), diag.Say("补上，例如：\n%[1]s", "add:\n%[1]s", examples(lacking)))
	}
	if len(r.any) > 0 && !slices.ContainsFunc(r.any, given) {
		j.report(cause, diag.Say("%[1]s要写“%[2]s”中的一项", "one of %[2]s must be given%[1]s", j.why(cause), called(j.named(r.any), "”“", ", ")), diag.Say("补上其中一项", "add one of them"))
	}
	for _, name := range r.without {
		if v := j.get(name); !v.IsZero() {
			j.report(v, diag.Say("%[1]s不写“%[2]s”，这里写了“%[3]s”", "there is no %[2]s%[1]s, here is %[3]q", j.why(cause), j.label(name), v.Text), diag.Say("删去它", "delete it"))
		}
	}
}

// why says what a rule's demand comes from; the cause is not absent where the
// rule has one.
func (j *judge) why(cause Value) diag.Text {
	switch {
	case cause.IsZero():
		return diag.Text{}
	case len(j.r.when) > 0:
		return diag.Say("“%[1]s”是“%[2]s”时", " where %[1]s is %[2]s", j.b.label(j.it, j.r.when[0].Field), cause.Text)
	}
	i := slices.IndexFunc(j.r.given, func(name string) bool { return !j.get(name).IsZero() })
	return diag.Say("写了“%[1]s”就", " beside %[1]s", j.label(j.r.given[i]))
}

// named are the fields of those names.
func (j *judge) named(names []string) []*Field {
	var out []*Field
	for _, n := range names {
		if f := fieldNamed(j.fields, n); f != nil {
			out = append(out, f)
		}
	}
	return out
}

// ordered reports a smaller number or earlier date that is larger or later.
func (j *judge) ordered(small, large Value, names [2]string) {
	switch {
	case small.IsZero() || large.IsZero():
	case !small.Date.IsZero() && !large.Date.IsZero():
		if !ordered(small.Date, large.Date) {
			j.report(large, diag.Say("“%[3]s”（%[4]s）早于“%[1]s”（%[2]s）", "%[3]q (%[4]s) comes before %[1]q (%[2]s)", j.label(names[0]), small.Text, j.label(names[1]), large.Text), diag.Say("核对两个日期", "check both dates"))
		}
	case small.Count.Value > large.Count.Value:
		j.report(small, diag.Say("“%[1]s”（%[2]s）比“%[3]s”（%[4]s）还多", "%[1]q (%[2]s) is more than %[3]q (%[4]s)", j.label(names[0]), small.Text, j.label(names[1]), large.Text), diag.Say("核对这两个数", "check both numbers"))
	}
}

func (j *judge) differ() {
	a, c := j.get(j.r.differ[0]), j.get(j.r.differ[1])
	for _, n := range c.Names {
		if slices.ContainsFunc(a.Names, func(m Name) bool { return m.Text == n.Text }) {
			j.report(Value{Kind: KindText, Pos: n.Pos, EndAt: n.End}, diag.Say("“%[1]s”和“%[2]s”都是“%[3]s”", "%[1]q and %[2]q are both %[3]q", j.label(j.r.differ[0]), j.label(j.r.differ[1]), n.Text), diag.Say("应当是两个人，核对姓名", "they are two persons: check the names"))
		}
	}
}

func (j *judge) bounds() {
	v := j.get(j.r.field)
	n := v.Count.Value
	low := j.r.above != nil && n <= *j.r.above || j.r.least != nil && n < *j.r.least
	if v.IsZero() || !low && (j.r.most == nil || n <= *j.r.most) {
		return
	}
	j.report(v, diag.Say("“%[1]s”是%[2]s，应当%[3]s", "%[1]s is %[2]s: it should be %[3]s", j.label(j.r.field), v.Text, j.r.bounds()), diag.Say("核对这个数", "check the number"))
}

// workdays holds the days of a span against the least that there must be.
func (j *judge) workdays() {
	start, end := j.get(j.r.workdays[0]), j.get(j.r.workdays[1])
	if start.Date.Day == 0 || end.Date.Day == 0 || j.r.least == nil {
		return
	}
	if days := Workdays(start.Date, end.Date); days < int(*j.r.least) {
		j.report(end, diag.Say("从%[1]s到%[2]s只有%[3]d个工作日，不足%[4]d个", "from %[1]s to %[2]s there are only %[3]d working days, not %[4]d", start.Text, end.Text, days, int(*j.r.least)), diag.Say("推迟结束的日子", "let it end later"))
	}
}

// issuers are the words in an issuer's name that tell the level, narrowest first.
var issuers = []struct{ word, level string }{
	{"镇", "镇级"}, {"乡", "镇级"}, {"街道", "镇级"}, {"县", "县级"}, {"省", "省级"}, {"中国", "国家级"}, {"全国", "国家级"}, {"国家", "国家级"}, {"教育部", "国家级"},
}

func (j *judge) level() {
	level, issuer := j.get(j.r.level), j.get(j.r.issuer)
	if level.IsZero() || issuer.IsZero() || level.Text == "国际级" || level.Text == "市县级" {
		return
	}
	for _, w := range issuers {
		if strings.Contains(issuer.Text, w.word) {
			if level.Text != w.level && !(w.level == "镇级" && level.Text == "校级") && !mixedIssuer(issuer.Text, level.Text) {
				j.report(level, diag.Say("级别是“%[1]s”，“%[3]s”却是“%[2]s”", "the level is %[1]q but %[3]s is %[2]q", level.Text, issuer.Text, j.label(j.r.issuer)), diag.Say("核对级别，是不是“%[1]s”？", "check the level: %[1]q?", w.level))
			}
			return
		}
	}
}

// mixedIssuer reports whether another word of the issuer's name fits the level:
// 省教育厅驻县…, or a school named after its town.
func mixedIssuer(issuer, level string) bool {
	for _, w := range issuers {
		if w.level == level && strings.Contains(issuer, w.word) {
			return true
		}
	}
	return level == "校级" && (strings.Contains(issuer, "学校") || strings.Contains(issuer, "小学") || strings.Contains(issuer, "中学")) ||
		level == "市级" && strings.Contains(issuer, "市")
}

// title reports a title whose last word names another choice of the field than
// the one given: 《……方案》 with kind 计划.
func (j *judge) title() {
	v, f := j.get(j.r.title), fieldNamed(j.fields, j.r.title)
	if v.IsZero() || f == nil {
		return
	}
	title := j.it.Title
	if i := strings.LastIndexAny(title, "（("); i > 0 { // （草案）, （征求意见稿）
		title = title[:i]
	}
	for _, c := range f.Choices {
		if strings.HasSuffix(title, c.Value) && !strings.HasSuffix(v.Text, c.Value) && !strings.HasSuffix(c.Value, v.Text) {
			j.report(v, diag.Say("标题说是“%[1]s”，“%[2]s”写的是“%[3]s”", "the title says %[1]q, %[2]s says %[3]q", c.Value, f.called(), v.Text), diag.Say("标题、类别和正文用同一个说法", "use one word in title, kind and text"))
			return
		}
	}
}

// text judges the body.
func (j *judge) text() {
	doc := j.it.Body
	switch n := len(j.r.words); {
	case n > 0 && doc.Words > 0 && doc.Words < j.r.words[0]:
		j.hint(diag.Say("正文%[1]d字，偏短（一般不少于%[2]d字）", "the text has %[1]d characters, few (usually %[2]d or more)", doc.Words, j.r.words[0]), diag.Text{})
	case n > 1 && doc.Words > j.r.words[1]:
		j.hint(diag.Say("正文%[1]d字，偏长（一般不多于%[2]d字）", "the text has %[1]d characters, many (usually %[2]d or less)", doc.Words, j.r.words[1]), diag.Text{})
	}
	if j.r.headings && len(doc.Outline) == 0 && doc.Words > 0 {
		j.hint(diag.Say("正文没有小标题", "the text has no headings"), diag.Say("例如：## %[1]s", "like: ## %[1]s", strings.Join(j.it.Type.Outline, "、")))
	}
	if j.r.numbered != "" {
		j.numbered()
	}
}

func (j *judge) hint(message, hint diag.Text) {
	j.b.rule(j.it, diag.Hint, Value{}, j.it.Type.Name+"/"+j.r.name, message, hint)
}

// numbered reports a paragraph 第×条 whose number does not follow the one before.
func (j *judge) numbered() {
	text := j.it.text
	last := 0
	for at := j.it.BodyStart; at < len(text); {
		end, next := lineAt(text, at)
		line := bytes.TrimLeft(text[at:end], "#*>- \t")
		rest, ok := bytes.CutPrefix(line, []byte("第"))
		digits, _, found := bytes.Cut(rest, []byte(j.r.numbered))
		if ok && found && len(digits) > 0 && len(digits) <= 18 {
			c, fault := ParseCount(string(digits))
			if n := int(c.Value); fault == nil && c.Unit == "" && c.Sign == Exact && n > 0 {
				if n != last+1 {
					start := end - len(line)
					v := Value{Kind: KindText, Pos: j.b.at.pos(start), EndAt: j.b.at.pos(start + len("第") + len(digits) + len(j.r.numbered))}
					j.report(v, diag.Say("第%[1]d%[3]s后面是第%[2]d%[3]s", "%[3]s: number %[2]d follows number %[1]d", last, n, j.r.numbered), diag.Text{ZH: "按第一" + j.r.numbered + "、第二" + j.r.numbered + "……依次编号", EN: "number them one after the other"})
				}
				last = n
			}
		}
		at = next
	}
}

// entries judges the entries of a list together.
func (j *judge) entries(list Value) {
	seen := map[string]bool{}
	for _, e := range list.List {
		if j.r.once == "" {
			seen[e.Map[j.r.field].Text] = true
			continue
		}
		for _, n := range e.Map[j.r.once].Names {
			if seen[n.Text] {
				j.report(e, diag.Say("“%[1]s”在“%[2]s”里出现了两次", "%[1]q stands in %[2]s twice", n.Text, j.b.label(j.it, j.r.of)), diag.Say("留下一个", "keep one"))
			}
			seen[n.Text] = true
		}
	}
	var missing []string
	for _, want := range j.r.all {
		if !seen[want] {
			missing = append(missing, want)
		}
	}
	if len(missing) > 0 {
		j.report(list, diag.Say("“%[1]s”里没有：%[2]s", "%[1]s lacks %[2]s", j.b.label(j.it, j.r.of), strings.Join(missing, "、")), diag.Say("补上这几块", "add them"))
	}
}

// phases reports phases that overlap, leave a gap or stand in the wrong order.
func (b *builder) phases(it *Item, v Value) {
	for i := 1; i < len(v.List); i++ {
		before, after := v.List[i-1].Map["end"], v.List[i].Map["start"]
		if before.Date.IsZero() || after.Date.IsZero() {
			continue
		}
		names := [2]string{v.List[i-1].Map["name"].Text, v.List[i].Map["name"].Text}
		switch gap := monthsBetween(before.Date, after.Date); {
		case before.Date.Compare(after.Date) == 0 && before.Date.Day > 0, before.Date.Day > 0 && after.Date.Day > 0 && before.Date.Compare(after.Date) > 0, (before.Date.Day == 0 || after.Date.Day == 0) && gap < 0,
			before.Date.Day == 0 && after.Date.Day == 0 && gap == 0:
			b.rule(it, diag.Warning, after, "plan/overlap", diag.Say("“%[1]s”到%[2]s，“%[3]s”从%[4]s开始，两个阶段重叠", "%[1]q runs to %[2]s and %[3]q begins at %[4]s: they overlap", names[0], before.Text, names[1], after.Text),
				diag.Say("让后一阶段从前一阶段的下一个月开始", "let each phase begin in the month after the one before"))
		case gap > 1:
			empty := monthsIn(before.Date, gap-1)
			b.rule(it, diag.Warning, after, "plan/gap", diag.Say("“%[1]s”到%[2]s，“%[3]s”从%[4]s开始，中间空了%[5]s", "%[1]q runs to %[2]s and %[3]q begins at %[4]s, with nothing in %[6]s", names[0], before.Text, names[1], after.Text, empty.ZH, empty.EN),
				diag.Say("补上空着的月份，或者在正文里说明", "fill the gap, or explain it in the text"))
		}
	}
}

// monthsIn names the n months that follow that of a date: 2012年3月至2012年4月.
func monthsIn(d Date, n int) diag.Text {
	month := func(n int) Date {
		at := d.Year*12 + d.Month - 1 + n
		return Date{Year: at / 12, Month: at%12 + 1}
	}
	from, to := month(1), month(n)
	if n == 1 {
		return diag.Say("%[1]s", "%[2]s", from, from.ISO())
	}
	return diag.Say("%[1]s至%[2]s", "%[3]s to %[4]s", from, to, from.ISO(), to.ISO())
}

func monthsBetween(a, b Date) int { return (b.Year-a.Year)*12 + b.Month - a.Month }
