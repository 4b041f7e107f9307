package content

import (
	"cmp"
	"embed"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"showcase/generator/config"
	"showcase/generator/diag"
)

//go:embed types/*.toml
var typeFiles embed.FS

// Types are the kinds of content of one site. It never changes after [LoadTypes].
type Types struct {
	all    []*Type
	byName map[string]*Type // folded names, plurals, labels, aliases
	common []Field          // that all types begin with
}

// LoadTypes reads the built-in types and applies the site's own [types.NAME]
// tables, which change a type of that name or add one. Findings are about
// config.toml.
func LoadTypes(ext []config.TypeExtension) (*Types, []diag.Diagnostic) {
	l := &typeLoader{choices: map[string][]Choice{}}
	entries, err := typeFiles.ReadDir("types")
	if err != nil {
		panic(err) // part of the program
	}
	built := map[string]*Type{}
	for _, e := range entries {
		name := strings.TrimSuffix(e.Name(), ".toml")
		src, err := typeFiles.ReadFile(path.Join("types", e.Name()))
		if err != nil {
			panic(err)
		}
		n, problems := config.ParseTOML(src)
		if len(problems) > 0 {
			panic(e.Name() + ": " + problems[0].Message.EN)
		}
		if name == "_common" { // sorts before all types
			l.common(n)
			continue
		}
		t := &Type{Name: name, Chapter: "practice", Fields: l.commonFields()}
		l.apply(t, n)
		built[name] = t
	}
	if len(l.found) > 0 {
		panic("built-in types: " + l.found[0].Message.EN)
	}
	for _, x := range ext {
		l.src = x.Source
		t := built[x.Name]
		if t == nil && strings.ContainsAny(x.Name, notInWords) {
			l.bad(x.Node, "类型的名字不能是“%[1]s”：要一个词，不带空格和斜杠", "a type cannot be named %[1]q: one word without blanks and slashes", x.Name)
			continue
		}
		if t == nil {
			t = &Type{Name: x.Name, Plural: x.Name, Label: x.Name, Layout: "article", Sort: "date", Look: "article", Chapter: "practice", Menu: 100, Dated: true, Fields: l.commonFields()}
			built[x.Name] = t
		}
		l.apply(t, x.Node)
	}
	return l.finish(built), l.found
}

// finish indexes the types and puts them in menu order; those without a menu
// place come last, by name.
func (l *typeLoader) finish(built map[string]*Type) *Types {
	ts := &Types{all: slices.Collect(maps.Values(built)), byName: map[string]*Type{}, common: l.commonList}
	slices.SortFunc(ts.all, func(a, b *Type) int {
		return cmp.Or(cmp.Compare((a.Menu+999)%1000, (b.Menu+999)%1000), strings.Compare(a.Name, b.Name))
	})
	for _, names := range []func(*Type) []string{
		func(t *Type) []string { return []string{t.Plural, t.Name, t.Label} },
		func(t *Type) []string { return t.Aliases },
	} {
		for _, t := range ts.all {
			for _, n := range names(t) {
				if k := foldKey(n); ts.byName[k] == nil {
					ts.byName[k] = t
				}
			}
		}
	}
	for _, t := range ts.all {
		if len(t.Units) == 0 {
			t.Units = []string{"条"}
		}
		t.index()
	}
	l.checkQuotas(ts)
	return ts
}

// All returns the types in menu order, those not in the menu last.
func (ts *Types) All() []*Type { return ts.all }

// Find returns the type with that name, plural, label or alias, nil if none.
func (ts *Types) Find(folder string) *Type { return ts.byName[foldKey(folder)] }

// Key is how the field is spelled as a key in a language; where a field of the
// type's own has taken a common one's name, the first spelling that is left.
func (t *Type) Key(f *Field, lang diag.Lang) string {
	all := append([]string{f.Label}, f.Aliases...)
	if all = append(all, f.Name); lang == diag.EN {
		all = append([]string{f.Name}, f.Aliases...)
		all = append(all, f.Label)
	}
	for _, inLanguage := range []bool{true, false} {
		for _, k := range all {
			if (isHan(k) != (lang == diag.EN)) == inLanguage && t.Field(k) == f {
				return k
			}
		}
	}
	return f.Name
}

// Spellings are the keys that mean the field in the type's files; those that a
// field of the type's own has taken from a common one come last, since they
// mean this one only where the other cannot take the value.
func (t *Type) Spellings(f *Field) (its, taken []string) {
	for _, k := range append([]string{f.Label, f.Name}, f.Aliases...) {
		switch {
		case slices.Contains(its, k) || slices.Contains(taken, k):
		case t.Field(k) == f:
			its = append(its, k)
		case t.sharedWith(f, k):
			taken = append(taken, k)
		}
	}
	return its, taken
}

// sharedWith reports whether a key of another field means this common field
// where the other cannot take the value; see hidden and swapTitles.
func (t *Type) sharedWith(f *Field, key string) bool {
	i, ok := t.keys[foldKey(key)]
	j, hides := t.common[foldKey(key)]
	if !ok || !hides || &t.Fields[j] != f {
		return false
	}
	own := &t.Fields[i]
	choice := own.Kind == KindChoice || own.Kind == KindChoices
	return choice && (f.Kind == KindChoice || f.Name == "type") || own.Name == "title" && foldKey(key) == "title"
}

// Field returns the field with that name, label or alias, nil if the type has
// none. A field of the type's own hides a common one.
func (t *Type) Field(key string) *Field {
	if i, ok := t.keys[foldKey(key)]; ok {
		return &t.Fields[i]
	}
	if t.keys == nil { // a type made by hand
		for i := range t.Fields {
			if f := &t.Fields[i]; f.is(foldKey(key)) {
				return f
			}
		}
	}
	return nil
}

// Author returns the type's field of authors, which every type has.
func (t *Type) Author() *Field {
	if f := t.Field("author"); f != nil {
		return f
	}
	return &Field{Name: "author", Kind: KindPersons} // a type made by hand
}

// commonField returns the common field of that name, nil if there is none.
func (t *Type) commonField(name string) *Field {
	for i := range t.Fields {
		if t.Fields[i].Common && t.Fields[i].Name == name {
			return &t.Fields[i]
		}
	}
	return nil
}

func (f *Field) is(folded string) bool {
	return foldKey(f.Name) == folded || foldKey(f.Label) == folded || slices.ContainsFunc(f.Aliases, func(a string) bool { return foldKey(a) == folded })
}

// called is the field in a sentence: its label, its key.
func (f *Field) called() diag.Text { return diag.Text{ZH: f.Label, EN: f.Name} }

// called are fields in a sentence, with what stands between them.
func called(fields []*Field, zh, en string) diag.Text {
	var out []diag.Text
	for _, f := range fields {
		out = append(out, f.called())
	}
	return diag.Join(out, zh, en)
}

// examples is a line "key: value" for each of the fields.
func examples(fields []*Field) diag.Text {
	var out []diag.Text
	for _, f := range fields {
		out = append(out, diag.Say("%[1]s: %[2]s", "%[1]s: %[2]s", f.called(), example(f)))
	}
	return diag.Join(out, "\n", "\n")
}

// field returns the entry of an object's fields.
func (f *Field) field(key string) *Field {
	folded := foldKey(key)
	for i := range f.Fields {
		if f.Fields[i].is(folded) {
			return &f.Fields[i]
		}
	}
	return nil
}

func (t *Type) index() {
	for i := range t.Fields {
		if t.Fields[i].Derive == "week" {
			t.week = t.Fields[i].Name
		}
	}
	t.keys, t.common = make(map[string]int, 8*len(t.Fields)), map[string]int{}
	names := [...]func(f *Field) []string{
		func(f *Field) []string { return []string{f.Name} },
		func(f *Field) []string { return []string{f.Label} },
		func(f *Field) []string { return f.Aliases },
	}
	for _, own := range [...]bool{true, false} {
		for _, list := range names {
			for i := range t.Fields {
				f := &t.Fields[i]
				if f.Common == own {
					continue
				}
				for _, n := range list(f) {
					k := foldKey(n)
					if _, taken := t.keys[k]; !taken {
						t.keys[k] = i
					} else if !own {
						t.common[k] = i
					}
				}
			}
		}
	}
}

// keyNames returns the spellings to compare a wrong key with: Chinese ones for
// a Chinese key, English ones for an English key.
func (t *Type) keyNames(like string) []string {
	var out []string
	for i := range t.Fields {
		f := &t.Fields[i]
		for _, n := range append([]string{f.Name, f.Label}, f.Aliases...) {
			if isHan(n) == isHan(like) {
				out = append(out, n)
			}
		}
	}
	return out
}

func isHan(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) }) >= 0
}

// foldKey makes spellings comparable: lower case, half width, without blanks,
// underscores and hyphens.
func foldKey(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; 'A' <= c && c <= 'Z' || c == '_' || c == '-' || c == ' ' || c == 0xef || c == 0xe3 || c == '\t' || c == 0xc2 {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '_', r == '-', r == ' ', r == '\u3000', r == '\t', r == '\u00a0':
			return -1
		case r >= '！' && r <= '～':
			r -= '！' - '!'
		}
		return unicode.ToLower(r)
	}, s)
}

type typeLoader struct {
	choices    map[string][]Choice
	found      []diag.Diagnostic
	commonList []Field
	src        *diag.Source // of the extension being read
	quotas     []writtenQuota
}

// common reads the shared choices and the fields of all types.
func (l *typeLoader) common(n *config.Node) {
	if c := n.Get("choices"); c != nil {
		for _, k := range c.Keys {
			l.choices[k.Name] = l.readChoices(k)
		}
	}
	t := &Type{}
	l.apply(t, n)
	for i := range t.Fields {
		t.Fields[i].Common = true
	}
	l.commonList = t.Fields
}

// commonFields returns the fields that a new type begins with.
func (l *typeLoader) commonFields() []Field {
	return append(make([]Field, 0, len(l.commonList)+24), l.commonList...)
}

func (l *typeLoader) bad(n *config.Node, zh, en string, args ...any) {
	d := diag.Diagnostic{File: "config.toml", Severity: diag.Error, Code: "types/definition", Message: diag.Say(zh, en, args...)}
	if l.src != nil {
		d = l.src.At(n.Start, n.End, diag.Error, d.Code, d.Message, diag.Text{})
	}
	l.found = append(l.found, d)
}

// apply reads a type's table into t.
func (l *typeLoader) apply(t *Type, n *config.Node) {
	if n == nil || n.Kind != config.Map {
		return
	}
	for _, k := range n.Keys {
		v := k.Value
		switch k.Name {
		case "plural":
			t.Plural = l.word(k)
		case "label":
			t.Label = v.Text
		case "english":
			t.EnglishName = v.Text
		case "aliases":
			t.Aliases = append(slices.Clone(t.Aliases), texts(v)...)
		case "help":
			t.Help = v.Text
		case "layout":
			t.Layout = l.word(k)
		case "sort":
			t.Sort = l.word(k)
			if !slices.Contains([]string{"date", "order", "name"}, t.Sort) {
				l.bad(v, "sort 只能是 date、order、name，不能是“%[1]s”", "sort is date, order or name, not %[1]q", t.Sort)
				t.Sort = "date"
			}
		case "visibility":
			vis, ok := visibilities[v.Text]
			if !ok {
				l.bad(v, "visibility 不能是“%[1]s”", "visibility cannot be %[1]q", v.Text)
			}
			t.Visibility = vis
		case "register":
			t.Register = l.boolean(k)
		case "handed_in":
			t.HandedIn = l.boolean(k)
		case "print":
			t.Print = l.boolean(k)
		case "look":
			t.Look = l.oneOf(k, "official", "article")
		case "sheet":
			t.Sheet = v.Text
		case "signers":
			t.Signers = texts(v)
		case "quoted":
			t.Quoted = l.boolean(k)
		case "roll":
			t.Roll = v.Text
		case "chapter":
			t.Chapter = l.oneOf(k, "plan", "training", "practice", "writing", "research", "honour", "evaluation")
		case "dated":
			t.Dated = l.boolean(k)
		case "future_date":
			t.FutureDate = l.boolean(k)
		case "menu":
			t.Menu = l.number(k)
		case "outline":
			t.Outline = texts(v)
		case "brief":
			t.Brief = texts(v)
		case "sum":
			t.Sum = v.Text
		case "units":
			t.Units = texts(v)
		case "people":
			t.People = texts(v)
		case "since":
			t.Since = texts(v)
		case "until":
			t.Until = v.Text
		case "window":
			t.Window = v.Text
		case "snapshot":
			t.Snapshot = l.boolean(k)
		case "counted_when":
			t.CountedWhen = l.conditions(k)
		case "complete":
			t.Complete = l.boolean(k)
		case "claims":
			t.Claims = l.boolean(k)
		case "table":
			t.Table = texts(v)
		case "forbidden":
			t.forbidden = l.readChoices(k)
		case "public_when":
			t.publicWhen = l.conditions(k)
		case "internal_when":
			t.internalWhen = l.conditions(k)
		case "confidential":
			t.confidential = l.boolean(k)
		case "unique":
			t.unique = texts(v)
		case "title_from":
			t.titleFrom = texts(v)
		case "row_title":
			t.rowTitle = texts(v)
		case "rules":
			for _, r := range v.Keys {
				l.readRule(t, r)
			}
		case "quotas":
			for _, q := range v.Keys {
				l.readQuota(t, q)
			}
		case "fields", "own":
			for _, f := range v.Keys {
				l.field(t, f, k.Name == "own")
			}
		case "choices":
		default:
			l.bad(v, "类型“%[1]s”里不认识的设置“%[2]s”", "unknown setting %[2]q in type %[1]q", t.Name, k.Name)
		}
	}
	l.checkNames(t, n)
}

var visibilities = map[string]Visibility{"公开": Public, "校内": Internal, "仅申报": Submission, "仅本人": Private,
	"public": Public, "internal": Internal, "submission": Submission, "private": Private}

// field adds a field to the type or changes the one of that name; own adds one
// beside a common field of the same name.
func (l *typeLoader) field(t *Type, k config.Key, own bool) {
	f := Field{Name: k.Name, Label: k.Name, Kind: KindText}
	at := -1
	for i := range t.Fields {
		if t.Fields[i].Name == k.Name && !(own && t.Fields[i].Common) {
			f, at = t.Fields[i], i
			f.Column = t.Fields[i].Column
		}
	}
	l.readField(&f, k)
	if at >= 0 {
		t.Fields[at] = f
	} else {
		t.Fields = append(t.Fields, f)
	}
}

func (l *typeLoader) readField(f *Field, k config.Key) {
	if k.Value.Kind != config.Map {
		l.bad(k.Value, "字段“%[1]s”要写成一个小节", "the field %[1]q must be a table", k.Name)
		return
	}
	for _, p := range k.Value.Keys {
		v := p.Value
		switch p.Name {
		case "label":
			f.Label = v.Text
		case "aliases":
			f.Aliases = texts(v)
		case "kind":
			f.Kind = Kind(v.Text)
			if !slices.Contains(kinds, f.Kind) {
				l.bad(v, "字段“%[1]s”的 kind 不能是“%[2]s”，可以是：%[3]s", "kind of field %[1]q cannot be %[2]q; one of: %[3]s", k.Name, v.Text, kindList())
				f.Kind = KindText
			}
		case "required":
			f.Required = l.boolean(p)
		case "show":
			f.Show = l.boolean(p)
		case "column":
			f.Column = l.number(p)
		case "unit":
			f.Unit = v.Text
		case "base":
			f.Base = v.Text
		case "help":
			f.Help = v.Text
		case "derive":
			f.Derive = v.Text
			if f.Derive != "week" {
				l.bad(v, "derive 只能是 week", "derive is week")
				f.Derive = ""
			}
		case "choices":
			f.Choices = l.readChoices(p)
		case "fields":
			f.Fields = nil
			for _, sub := range v.Keys {
				s := Field{Name: sub.Name, Label: sub.Name, Kind: KindText}
				l.readField(&s, sub)
				f.Fields = append(f.Fields, s)
			}
		case "skeleton":
			f.Skeleton = v
		default:
			l.bad(v, "字段“%[1]s”里不认识的设置“%[2]s”", "unknown setting %[2]q in field %[1]q", k.Name, p.Name)
		}
	}
	if (f.Kind == KindChoice || f.Kind == KindChoices) && len(f.Choices) == 0 {
		l.bad(k.Value, "字段“%[1]s”没有列出 choices", "field %[1]q lists no choices", k.Name)
	}
	if f.Skeleton != nil {
		l.checkSkeleton(f, f.Skeleton)
	}
}

// checkSkeleton reports keys of a skeleton that are no fields.
func (l *typeLoader) checkSkeleton(f *Field, n *config.Node) {
	for _, item := range n.Items {
		l.checkSkeleton(f, item)
	}
	for _, k := range n.Keys {
		if sub := fieldNamed(f.Fields, k.Name); sub != nil {
			l.checkSkeleton(sub, k.Value)
		} else {
			l.bad(k.Value, "这里说到的字段“%[1]s”没有", "this speaks of %[1]q, which is no field", k.Name)
		}
	}
}

var kinds = []Kind{KindText, KindTexts, KindDate, KindMonth, KindSheet, KindRange, KindTerm, KindInt, KindNumber, KindPercent, KindApprox, KindBool,
	KindChoice, KindChoices, KindPersons, KindAttendance, KindFile, KindFiles, KindRef, KindRefs, KindObject, KindObjects}

func kindList() string {
	var names []string
	for _, k := range kinds {
		names = append(names, string(k))
	}
	return strings.Join(names, " ")
}

// readChoices reads a list of "value|alias|alias", or the name of a shared list.
func (l *typeLoader) readChoices(k config.Key) []Choice {
	if k.Value.Kind == config.Scalar {
		c, ok := l.choices[k.Value.Text]
		if !ok {
			l.bad(k.Value, "没有名叫“%[1]s”的选项表", "there is no list of choices named %[1]q", k.Value.Text)
		}
		return c
	}
	var out []Choice
	for _, t := range texts(k.Value) {
		parts := strings.Split(t, "|")
		out = append(out, Choice{Value: parts[0], Aliases: parts[1:]})
	}
	return out
}

func (l *typeLoader) conditions(k config.Key) []Condition {
	var out []Condition
	for _, t := range texts(k.Value) {
		name, values, given := strings.Cut(t, "=")
		c := Condition{Field: name}
		if given {
			c.Values = strings.Split(values, "|")
		}
		out = append(out, c)
	}
	return out
}

// notInWords are characters that no part of an address or file name has.
const notInWords = "/\\:*?\"<>|. \x00"

// word reads a value that becomes part of an address or a file name.
func (l *typeLoader) word(k config.Key) string {
	t := k.Value.Text
	if t == "" || strings.ContainsAny(t, notInWords) {
		l.bad(k.Value, "%[1]s 不能是“%[2]s”：要一个词，不带空格和斜杠", "%[1]s cannot be %[2]q: one word without blanks and slashes", k.Name, t)
		return strings.Map(func(r rune) rune {
			if strings.ContainsRune(notInWords, r) {
				return -1
			}
			return r
		}, t)
	}
	return t
}

// oneOf reads one of the words; "none" is the empty one.
func (l *typeLoader) oneOf(k config.Key, words ...string) string {
	t := k.Value.Text
	if t == "none" {
		return ""
	}
	if !slices.Contains(words, t) {
		l.bad(k.Value, "%[1]s 不能是“%[2]s”，可以是：%[3]s none", "%[1]s cannot be %[2]q; one of: %[3]s none", k.Name, t, strings.Join(words, " "))
		return ""
	}
	return t
}

func (l *typeLoader) boolean(k config.Key) bool {
	if k.Value.Text != "true" && k.Value.Text != "false" {
		l.bad(k.Value, "%[1]s 只能是 true 或 false", "%[1]s is true or false", k.Name)
	}
	return k.Value.Text == "true"
}

func (l *typeLoader) number(k config.Key) int {
	n, err := strconv.Atoi(k.Value.Text)
	if err != nil || n < 0 {
		l.bad(k.Value, "%[1]s 要写一个数", "%[1]s must be a number", k.Name)
	}
	return max(n, 0)
}

// texts returns the texts of a list, or the one text of a scalar.
func texts(n *config.Node) []string {
	if n.Kind == config.Scalar {
		return []string{n.Text}
	}
	var out []string
	for _, i := range n.Items {
		out = append(out, i.Text)
	}
	return out
}
