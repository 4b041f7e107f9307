package content

import (
	"bytes"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"showcase/generator/config"
	"showcase/generator/diag"
)

// reader turns the nodes of one file into values and collects findings.
type reader struct {
	file  string
	terms config.Terms
	at    lineIndex
	found []diag.Diagnostic
}

// lineIndex turns byte offsets into positions; asking for places near the last
// one is cheap.
type lineIndex struct {
	text  []byte
	line  int     // lines before start
	start int     // offset of the line that the last answer was in
	cells []place // of a workbook, whose places are cells; nil: the text's own
	near  int     // the offset of the last answer, and its column
	col   int
}

func (x *lineIndex) pos(off int) diag.Pos {
	off = min(max(off, 0), len(x.text))
	if x.cells != nil {
		return x.cellAt(off)
	}
	line := x.line
	for off < x.start {
		x.start = bytes.LastIndexByte(x.text[:x.start-1], '\n') + 1
		x.line--
	}
	for {
		i := bytes.IndexByte(x.text[x.start:off], '\n')
		if i < 0 {
			break
		}
		x.line++
		x.start += i + 1
	}
	switch {
	case x.near < x.start:
		x.col = utf8.RuneCount(x.text[x.start:off])
	case x.near > off && line != x.line:
		x.col = utf8.RuneCount(x.text[x.start:off])
	case x.near > off:
		x.col -= utf8.RuneCount(x.text[off:x.near])
	default:
		x.col += utf8.RuneCount(x.text[x.near:off])
	}
	x.near = off
	return diag.Pos{Line: x.line + 1, Column: x.col + 1}
}

func (r *reader) report(sev diag.Severity, start, end int, code string, message, hint diag.Text) *diag.Diagnostic {
	d := diag.Diagnostic{File: r.file, Start: r.at.pos(start), Severity: sev, Code: code, Message: message, Hint: hint}
	if end > start {
		d.End = r.at.pos(end)
	}
	r.found = append(r.found, d)
	return &r.found[len(r.found)-1]
}

// wrong reports a value that cannot be read.
func (r *reader) wrong(f *Field, n *config.Node, fault *Fault) {
	m := fault.Message
	m = diag.Say("“%[1]s”：%[2]s", "%[1]s: %[2]s", f.called(), m)
	r.report(diag.Error, n.Start, n.End, "value/"+string(f.Kind), m, fault.Hint)
}

// value decodes the node as the field says. A node that holds nothing, or
// nothing readable, gives the zero Value.
func (r *reader) value(f *Field, n *config.Node) Value {
	if n.Kind == config.Scalar && strings.TrimSpace(n.Text) == "" || n.Kind == config.List && len(n.Items) == 0 {
		return Value{}
	}
	var v Value
	switch f.Kind {
	case KindTexts, KindChoices, KindFiles, KindRefs, KindObjects:
		v = r.list(f, n)
	case KindPersons:
		v = r.persons(f, n)
	case KindAttendance:
		v = r.attendance(f, n)
	case KindObject:
		v = r.object(f, r.only(f, n))
	default:
		for n.Kind == config.List && len(n.Items) == 1 {
			n = n.Items[0]
		}
		if n.Kind == config.Map && linkIn(f.Kind, n) != nil {
			v = r.plain(f, f.Kind, n)
			break
		}
		if n = r.only(f, n); n == nil {
			return Value{}
		}
		v = r.single(f, f.Kind, n)
	}
	if v.Kind != KindNone {
		v.Pos, v.EndAt = r.at.pos(n.Start), r.at.pos(n.End)
	}
	return v
}

// only returns the one node that a single value is read from: the node, or the
// one item of its list.
func (r *reader) only(f *Field, n *config.Node) *config.Node {
	for n.Kind == config.List && len(n.Items) == 1 {
		n = n.Items[0]
	}
	if n.Kind == config.List {
		r.report(diag.Error, n.Start, n.End, "value/one", diag.Say("“%[1]s”只能有一个值，这里写了%[2]d个", "%[1]q takes one value, here are %[2]d", f.called(), len(n.Items)), helpOf(f))
		return nil
	}
	if n.Kind == config.Map && f.Kind != KindObject && f.Kind != KindRange {
		r.report(diag.Error, n.Start, n.End, "value/plain", diag.Say("“%[1]s”下面不能再分小项", "%[1]q cannot have entries of its own", f.called()), helpOf(f))
		return nil
	}
	return n
}

// helpOf is the field's help as a hint.
func helpOf(f *Field) diag.Text {
	if f.Help == "" {
		return diag.Text{}
	}
	return diag.Text{ZH: f.Help, EN: f.Help}
}

// single decodes one scalar.
func (r *reader) single(f *Field, kind Kind, n *config.Node) Value {
	text := strings.TrimSpace(n.Text)
	v := Value{Kind: kind, Text: text}
	var fault *Fault
	switch kind {
	case KindText:
		if strings.IndexByte(v.Text, '\n') >= 0 {
			v.Text = strings.Join(strings.Fields(v.Text), " ")
		}
	case KindDate, KindMonth:
		if v.Date, fault = ParseDate(text); fault == nil && v.Date.Month == 0 {
			fault = faultf(dateHint, "“%[1]s”只有年份", "%[1]q has a year only", text)
		}
		v.Text = v.Date.String()
	case KindRange:
		v.Date, v.End, fault = r.span(n)
		v.Text = rangeText(v.Date, v.End)
	case KindTerm:
		var t Term
		if t, fault = ParseTerm(text); fault == nil {
			v.Date, v.End = t.Span(r.terms)
			v.Text = t.String()
		}
	case KindInt, KindNumber, KindPercent, KindApprox:
		v, fault = number(f, kind, text)
	case KindBool:
		v, fault = boolean(text)
	case KindChoice:
		return r.choice(f, n)
	case KindSheet:
		if sheet, ok := config.ParseSheet(text); ok {
			v.Text = sheet.String()
		} else {
			fault = faultf(diag.Say("写 60×90、80×120、90×120（厘米），A1、A2、A3，或者量出来的宽×高，例如 75×105", "write 60×90, 80×120, 90×120 (cm), A1, A2, A3, or what you measured, like 75×105"),
				"“%[1]s”不是尺寸", "%[1]q is no size", text)
		}
	case KindFile:
		v, fault = r.fileValue(text)
	case KindRef:
		v.Text = refText(text)
		v.Asset = &Asset{Ref: v.Text}
	}
	if fault != nil {
		r.wrong(f, n, fault)
		return Value{}
	}
	v.Pos, v.EndAt = r.at.pos(n.Start), r.at.pos(n.End)
	if v.Asset != nil {
		v.Asset.Pos, v.Asset.End = v.Pos, v.EndAt
	}
	return v
}

// refText takes the brackets off [[title]] and a text behind it.
func refText(t string) string {
	if inner, ok := strings.CutPrefix(t, "[["); ok {
		t = strings.TrimSuffix(inner, "]]")
		t, _, _ = strings.Cut(t, "|")
	}
	return strings.TrimSpace(t)
}

// span reads a range written as one text or as {start, end}.
func (r *reader) span(n *config.Node) (from, to Date, fault *Fault) {
	if n.Kind != config.Map {
		return ParseRange(n.Text)
	}
	var a, b string
	for _, k := range n.Keys {
		switch foldKey(k.Name) {
		case "start", "from", "开始", "起":
			a = k.Value.Text
		case "end", "to", "结束", "止":
			b = k.Value.Text
		}
	}
	if a == "" || b == "" {
		return Date{}, Date{}, faultf(rangeHint, "起止时间缺少开始或结束", "start or end is missing")
	}
	return rangeOf(a, b, a+"~"+b)
}

func number(f *Field, kind Kind, text string) (Value, *Fault) {
	v := Value{Kind: kind, Text: text}
	t := text
	if kind == KindPercent {
		t = strings.TrimPrefix(strings.TrimSpace(strings.TrimSuffix(narrow(text), "%")), "百分之")
	}
	if f.Unit != "" && kind != KindApprox {
		t = strings.TrimSuffix(t, f.Unit)
	}
	if kind == KindInt && f.Unit != "" {
		t = strings.TrimPrefix(t, "第") // 第7周
	}
	c, fault := ParseCount(t)
	if fault != nil {
		return Value{}, fault
	}
	v.Count = c
	shown := strconv.FormatFloat(c.Value, 'f', -1, 64)
	switch kind {
	case KindPercent:
		if c.Value > 100 || c.Sign != Exact {
			return Value{}, faultf(diag.Text{ZH: "写成 40% 或 40", EN: "write 40% or 40"}, "“%[1]s”不在0到100之间", "%[1]q is not between 0 and 100", text)
		}
		v.Text, v.Count.Unit = shown+"%", "%"
	case KindInt, KindNumber:
		if kind == KindInt && c.Value != float64(int64(c.Value)) || c.Sign != Exact {
			return Value{}, faultf(diag.Say("写一个确定的数，例如 37", "write an exact number, like 37"), "“%[1]s”不是确定的整数", "%[1]q is not an exact number", text)
		}
		v.Text = shown
	case KindApprox:
		v.Text = strings.ReplaceAll(narrow(text), " ", "")
		if c.Unit == "" {
			v.Count.Unit = f.Unit
			if about, ok := strings.CutSuffix(v.Text, "左右"); ok {
				v.Text = about + f.Unit + "左右"
			} else {
				v.Text += f.Unit
			}
		}
	}
	return v, nil
}

// yes and no are what the two values of a KindBool may be called.
var (
	yes = []string{"是", "true", "yes", "有", "√", "✓", "✔", "对", "y", "on"}
	no  = []string{"否", "false", "no", "无", "×", "✗", "不", "不是", "n", "off"}
)

// Booleans are the texts that a yes-or-no field takes for each, the one that is
// shown first.
func Booleans() (forYes, forNo []string) { return slices.Clone(yes), slices.Clone(no) }

func boolean(text string) (Value, *Fault) {
	switch t := strings.ToLower(narrow(text)); {
	case slices.Contains(yes, t):
		return Value{Kind: KindBool, Bool: true, Text: "是"}, nil
	case slices.Contains(no, t):
		return Value{Kind: KindBool, Text: "否"}, nil
	}
	return Value{}, faultf(diag.Say("写“是”或“否”", "write true or false"), "“%[1]s”不是“是”或“否”", "%[1]q is neither true nor false", text)
}

// choice decodes one of the field's choices, or reports the nearest.
func (r *reader) choice(f *Field, n *config.Node) Value {
	text := strings.TrimSpace(n.Text)
	if c := findChoice(f, text); c != "" {
		return Value{Kind: KindChoice, Text: c, Pos: r.at.pos(n.Start), EndAt: r.at.pos(n.End)}
	}
	var names, all []string
	for _, c := range f.Choices {
		names = append(names, c.Value)
		all = append(append(all, c.Value), c.Aliases...)
	}
	hint := diag.Say("可以写：%[1]s", "one of: %[1]s", strings.Join(names, "、"))
	near := diag.Nearest(text, all)
	d := r.report(diag.Error, n.Start, n.End, "value/choice", diag.Say("“%[1]s”不能是“%[2]s”", "%[1]q cannot be %[2]q", f.called(), text), hint)
	if near != "" {
		near = findChoice(f, near)
		d.Hint = diag.Say("是不是“%[1]s”？可以写：%[2]s", "did you mean %[1]q? One of: %[2]s", near, strings.Join(names, "、"))
	}
	return Value{}
}

// Choice returns the choice that a text means, by the value itself or another
// spelling; "" if it is none.
func (f *Field) Choice(text string) string { return findChoice(f, text) }

// Yes reads a text as a field that is true or false does; ok is false if it is neither.
func Yes(text string) (yes, ok bool) {
	v, fault := boolean(text)
	return v.Bool, fault == nil
}

// findChoice returns the choice that the text means, "" if none.
func findChoice(f *Field, text string) string {
	for i := range f.Choices {
		if f.Choices[i].Value == text {
			return text
		}
	}
	k := foldKey(text)
	for i := range f.Choices {
		c := &f.Choices[i]
		if foldKey(c.Value) == k {
			return c.Value
		}
		for _, a := range c.Aliases {
			if a == k || foldKey(a) == k {
				return c.Value
			}
		}
	}
	return ""
}

// fileValue checks a path: inside the site, relative to the item's file.
func (r *reader) fileValue(text string) (Value, *Fault) {
	hint := diag.Say("把文件放进本文件旁边的文件夹，写成 img/yuan.jpg 这样的路径", "put the file beside this one and write a path like img/yuan.jpg")
	t := strings.ReplaceAll(text, `\`, "/")
	if i := strings.IndexByte(t, ':'); i >= 0 {
		return Value{}, faultf(hint, "“%[1]s”不是网站里的文件", "%[1]q is not a file of the site", text)
	}
	full := path.Join(path.Dir(r.file), t)
	if strings.HasPrefix(t, "/") || full == ".." || strings.HasPrefix(full, "../") {
		return Value{}, faultf(hint, "“%[1]s”在网站文件夹以外", "%[1]q is outside the site's folder", text)
	}
	t = path.Clean(t)
	return Value{Kind: KindFile, Text: t, Asset: &Asset{File: t}}, nil
}

// list decodes a list; a single value stands for a list of one, and a single
// line of texts is split at the marks of enumeration.
func (r *reader) list(f *Field, n *config.Node) Value {
	items := n.Items
	if n.Kind != config.List {
		items = []*config.Node{n}
		if n.Kind == config.Scalar && f.Kind != KindObjects && f.Kind != KindFiles {
			items = split(n, "、,，;；")
		}
	}
	v := Value{Kind: f.Kind, List: make([]Value, 0, len(items))}
	var shown []string
	for _, item := range items {
		for item.Kind == config.List && len(item.Items) == 1 { // [[title]]
			item = item.Items[0]
		}
		if item.Kind == config.Scalar && strings.TrimSpace(item.Text) == "" {
			continue
		}
		var e Value
		switch f.Kind {
		case KindObjects:
			e = r.object(f, item)
		case KindTexts:
			e = r.plain(f, KindText, item)
		case KindChoices:
			e = r.plain(f, KindChoice, item)
		case KindFiles:
			e = r.plain(f, KindFile, item)
		case KindRefs:
			e = r.plain(f, KindRef, item)
		}
		if e.Kind != KindNone {
			v.List = append(v.List, e)
			shown = append(shown, e.Text)
		}
	}
	if len(v.List) == 0 {
		return Value{}
	}
	v.Text = strings.Join(shown, "、")
	return v
}

// plain decodes an item that must be one scalar. A map {name: …} where a text
// is wanted is an unquoted "name: …".
func (r *reader) plain(f *Field, kind Kind, n *config.Node) Value {
	if to := linkIn(kind, n); to != nil {
		v := r.single(f, kind, to)
		if title := n.Get("title"); title != nil && v.Asset != nil && title.Text != "" {
			v.Asset.Title, v.Text = title.Text, title.Text
		}
		return v
	}
	if n.Kind != config.Scalar {
		hint := diag.Say("一项一行，项里有英文冒号时用引号括起来，例如 - \"目标: 人人会写\"", "one text a line; quote it if it contains a colon")
		r.report(diag.Error, n.Start, n.End, "value/plain", diag.Say("“%[1]s”的每一项只能是一句话", "each item of %[1]q must be plain text", f.called()), hint)
		return Value{}
	}
	return r.single(f, kind, n)
}

// linkIn is what {file, title} or {ref, title} leads to, which is also how a
// link in a table's cell arrives; nil if the node is none, or the kind no link.
func linkIn(kind Kind, n *config.Node) *config.Node {
	if n.Kind != config.Map || kind != KindFile && kind != KindRef {
		return nil
	}
	to := n.Get("ref")
	if to == nil || kind == KindFile {
		to = n.Get("file")
	}
	if to == nil || to.Kind != config.Scalar {
		return nil
	}
	return to
}

// split cuts a scalar at any of the marks and keeps the places.
func split(n *config.Node, marks string) []*config.Node {
	if !strings.ContainsAny(n.Text, marks) {
		return []*config.Node{n}
	}
	var out []*config.Node
	start := 0
	add := func(end int) {
		t := n.Text[start:end]
		trimmed := strings.TrimLeft(t, " \u3000")
		from := start + len(t) - len(trimmed)
		trimmed = strings.TrimRight(trimmed, " \u3000")
		if trimmed != "" {
			out = append(out, part(n, from, from+len(trimmed), trimmed))
		}
	}
	depth := 0
	for i, r := range n.Text {
		switch {
		case strings.ContainsRune("（(《“", r):
			depth++
		case strings.ContainsRune("）)》”", r):
			depth = max(depth-1, 0)
		case depth == 0 && strings.ContainsRune(marks, r):
			add(i)
			start = i + utf8.RuneLen(r)
		}
	}
	add(len(n.Text))
	return out
}

// part is the piece [from,to) of a scalar's text with its place in the file.
// Where escapes make text and file differ, the place is that of the whole.
func part(n *config.Node, from, to int, text string) *config.Node {
	p := &config.Node{Text: text, Quoted: n.Quoted, Start: n.Start, End: n.End}
	quote := 0
	if n.Quoted {
		quote = 1
	}
	if n.End-n.Start == len(n.Text)+2*quote {
		p.Start, p.End = n.Start+quote+from, n.Start+quote+to
	}
	return p
}

// persons decodes names.
func (r *reader) persons(f *Field, n *config.Node) Value {
	v := Value{Kind: KindPersons}
	items := n.Items
	if n.Kind != config.List {
		items = []*config.Node{n}
	}
	for _, item := range items {
		if item.Kind != config.Scalar {
			r.report(diag.Error, item.Start, item.End, "value/persons", diag.Say("“%[1]s”只写姓名", "%[1]q takes names only", f.called()), diag.Say("例如：张三、李四", "like: 张三、李四"))
			continue
		}
		for _, p := range split(item, "、，,;；/") {
			v.Names = r.names(v.Names, p)
		}
	}
	if len(v.Names) == 0 {
		return Value{}
	}
	if len(v.Names) == 1 {
		v.Text = v.Names[0].Text
	} else {
		v.Text = strings.Join(v.Strings(), "、")
	}
	return v
}

// names appends the name or, where full names stand apart by blanks, the names.
func (r *reader) names(list []Name, n *config.Node) []Name {
	text := n.Text
	if !strings.ContainsAny(text, " \u3000\u00a0\t(") {
		return append(list, Name{text, r.at.pos(n.Start), r.at.pos(n.End)})
	}
	text = strings.NewReplacer("(", "（", ")", "）").Replace(text)
	words := strings.FieldsFunc(text, func(c rune) bool { return unicode.IsSpace(c) || c == '\u3000' })
	if len(words) > 1 && allNames(words) {
		for _, w := range words {
			i := strings.Index(n.Text, w)
			p := part(n, i, i+len(w), w)
			list = append(list, Name{w, r.at.pos(p.Start), r.at.pos(p.End)})
		}
		return list
	}
	joined := strings.Join(words, "")
	if !isHan(joined) {
		joined = strings.Join(words, " ")
	}
	if joined == "" {
		return list
	}
	return append(list, Name{joined, r.at.pos(n.Start), r.at.pos(n.End)})
}

// allNames reports whether each word alone is a full Chinese name.
func allNames(words []string) bool {
	for _, w := range words {
		if c := utf8.RuneCountInString(w); c < 2 || c > 4 || strings.IndexFunc(w, func(r rune) bool { return !unicode.Is(unicode.Han, r) }) >= 0 {
			return false
		}
	}
	return true
}

// attendance decodes names or a number of people.
func (r *reader) attendance(f *Field, n *config.Node) Value {
	if n.Kind == config.Scalar || n.Kind == config.List && len(n.Items) == 1 {
		one := r.only(f, n)
		if one != nil && one.Kind == config.Scalar {
			if v, fault := number(f, KindApprox, strings.TrimPrefix(strings.TrimSpace(one.Text), "全体教职工")); fault == nil && strings.ContainsAny(narrow(one.Text), "0123456789余多近约百千万十") {
				return v
			}
		}
	}
	return r.persons(f, n)
}

// object decodes a map with the field's own fields. A plain text is the first
// of them.
func (r *reader) object(f *Field, n *config.Node) Value {
	v := Value{Kind: KindObject, Map: map[string]Value{}}
	switch {
	case n == nil:
		return Value{}
	case n.Kind == config.List:
		r.report(diag.Error, n.Start, n.End, "value/object", diag.Say("“%[1]s”的每一项要写成 {键: 值}", "each item of %[1]q is {key: value}", f.called()), helpOf(f))
		return Value{}
	case n.Kind == config.Scalar:
		if len(f.Fields) == 0 {
			return Value{}
		}
		sub := r.firstFor(f, n.Text)
		if e := r.value(sub, n); e.Kind != KindNone {
			v.Map[sub.Name] = e
		}
	default:
		r.entries(f, n, v.Map)
	}
	v.Pos, v.EndAt = r.at.pos(n.Start), r.at.pos(n.End)
	for i := range f.Fields {
		sub := &f.Fields[i]
		e := v.Map[sub.Name]
		if v.Text == "" {
			v.Text = e.Text
		}
		if sub.Required && e.Kind == KindNone && !r.foundIn(n.Start, n.End) {
			r.report(diag.Warning, n.Start, n.End, "value/entry", diag.Say("“%[1]s”的这一项缺少“%[2]s”", "this item of %[1]q lacks %[2]q", f.called(), sub.called()), helpOf(f))
		}
	}
	if a, b := v.Map["start"], v.Map["end"]; !a.Date.IsZero() && !b.Date.IsZero() && !ordered(a.Date, b.Date) {
		r.report(diag.Error, n.Start, n.End, "value/order", diag.Say("“%[1]s”的开始（%[2]s）晚于结束（%[3]s）", "in %[1]q the start %[2]s comes after the end %[3]s", f.called(), a.Text, b.Text), diag.Say("核对这两项，改正写错的一个", "check both and mend the wrong one"))
	}
	return v
}

// foundIn reports whether an error was already reported inside the node.
func (r *reader) foundIn(start, end int) bool {
	a, b := r.at.pos(start), r.at.pos(end)
	for _, d := range r.found {
		if d.Severity == diag.Error && !earlier(d.Start, a) && !earlier(b, d.Start) {
			return true
		}
	}
	return false
}

func earlier(a, b diag.Pos) bool {
	return a.Line < b.Line || a.Line == b.Line && a.Column < b.Column
}

// firstFor picks the entry that a plain text stands for: the first, or the ref
// of a file-or-ref pair if the text is no file name.
func (r *reader) firstFor(f *Field, text string) *Field {
	if other := f.firstRef(); other != nil && (path.Ext(text) == "" || strings.HasSuffix(strings.ToLower(text), ".md")) {
		return other
	}
	return &f.Fields[0]
}

// firstRef is the ref of an object that begins with a file or a ref.
func (f *Field) firstRef() *Field {
	if len(f.Fields) > 1 && f.Fields[0].Kind == KindFile && f.Fields[1].Kind == KindRef {
		return &f.Fields[1]
	}
	return nil
}

// entries decodes the keys of an object.
func (r *reader) entries(f *Field, n *config.Node, into map[string]Value) {
	seen := map[string]config.Key{}
	for _, k := range n.Keys {
		sub := f.field(k.Name)
		if sub == nil {
			var names []string
			for i := range f.Fields {
				names = append(append(names, f.Fields[i].Name, f.Fields[i].Label), f.Fields[i].Aliases...)
			}
			r.unknown(k, diag.Nearest(k.Name, names), diag.Say("“%[1]s”", "%[1]s", f.called()))
			continue
		}
		if old, twice := seen[sub.Name]; twice {
			if old.Name != k.Name {
				r.twice(old, k)
			}
			continue
		}
		seen[sub.Name] = k
		if v := r.value(sub, k.Value); v.Kind != KindNone {
			into[sub.Name] = v
		}
	}
}

// unknown reports a key that means nothing here, and returns the finding.
func (r *reader) unknown(k config.Key, near string, where diag.Text) *diag.Diagnostic {
	d := r.report(diag.Warning, k.Start, k.End, "front-matter/unknown-key", diag.Say("%[2]s里不认识“%[1]s”", "unknown key %[1]q in %[2]s", k.Name, where), diag.Say("这个内容会被略去；不需要就删去这一行", "it is left out; delete it if it is not needed"))
	if near != "" {
		d.Hint = diag.Say("是不是“%[1]s”？", "did you mean %[1]q?", near)
		// A Chinese key of two or three characters is too often another word.
		if len(near) >= 5 && len(near) == utf8.RuneCountInString(near) && k.Name[0] == near[0] {
			d.Fix = diag.Replace(k.Start, k.End, near, diag.Say("改成“%[1]s”", "change to %[1]q", near))
		}
	}
	if slices.Contains(switches, near) || keepsBack(k) {
		d.Severity, d.Fix = diag.Error, nil // what was meant to be kept back would go out
		d.Hint = diag.Say("不想公开，写“公开范围: 校内”；没写完，写“状态: 草稿”", "to keep it back write visibility: 校内; if it is not finished, status: 草稿")
	}
	return d
}

// keepsBack reports whether a key that is not understood reads as if it were
// to keep the item from the public: 内部: 是, draft: true, 可见: 校内.
func keepsBack(k config.Key) bool {
	text := strings.ToLower(strings.TrimSpace(k.Value.Text))
	switch text {
	case "校内", "仅申报", "仅本人", "草稿", "待审", "不公开", "内部", "保密", "internal", "private", "draft", "hidden":
		return true
	case "是", "true", "yes", "1":
		switch strings.ToLower(strings.TrimSpace(k.Name)) {
		case "草稿", "不公开", "内部", "保密", "隐藏", "draft", "private", "hidden", "internal", "unlisted":
			return true
		}
	}
	return false
}

// twice reports two spellings of one key.
func (r *reader) twice(first, second config.Key) {
	r.report(diag.Error, second.Start, second.End, "key/duplicate",
		diag.Say("“%[1]s”和第%[3]d行的“%[2]s”是同一项，写了两次", "%[1]q means the same as %[2]q on line %[3]d", second.Name, first.Name, r.at.pos(first.Start).Line),
		diag.Say("留下一个，删去另一个", "keep one and delete the other"))
}

// assets turns an objects value into assets. A piece of evidence that has only a
// title so far is one too; a picture without a file is none.
func assets(v Value) []Asset {
	var out []Asset
	list := v.List
	if v.Kind == KindObject {
		list = []Value{v}
	}
	for _, e := range list {
		a := Asset{Title: e.Map["title"].Text, Caption: e.Map["caption"].Text, Pages: e.Map["pages"].Text, Checked: e.Map["checked"].Bool,
			People: e.Map["people"].Names, Minors: e.Map["minors"].Bool, Consent: e.Map["consent"].Text, Pos: e.Pos, End: e.EndAt}
		if f := e.Map["file"]; f.Asset != nil {
			a.File = f.Asset.File
		}
		if f := e.Map["ref"]; f.Asset != nil {
			a.Ref = f.Asset.Ref
		}
		if a.File != "" || a.Ref != "" || a.Title != "" {
			out = append(out, a)
		}
	}
	return out
}
