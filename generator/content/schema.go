package content

import (
	"bytes"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Schema returns a JSON Schema (2020-12) for the front matter of the type:
// every key in Chinese and English with all its aliases, and for each what
// [Read] takes as a value without an error. A key that the type does not have
// fails, so that slips of the pen show. An absent key never fails, since an
// item without it is read; the descriptions say what is asked for.
//
// A schema cannot say that a day exists, that a span's start comes before its
// end, or that one field is given twice under two names; and it wants the keys
// and choices as they are listed, where the program forgives capital letters
// and blanks.
func (ts *Types) Schema(t *Type) []byte {
	s := &schemaWriter{types: ts, t: t}
	return append(encode(s.document(), "  "), '\n')
}

// member is a key of a JSON object and its value; an object keeps its order.
type member struct {
	key   string
	value any
}

type object []member

func (o object) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for i, m := range o {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(b, encode(m.key, "")...), ':')
		b = append(b, encode(m.value, "")...)
	}
	return append(b, '}'), nil
}

// encode is json.Marshal without the escapes that only HTML needs.
func encode(v any, indent string) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", indent)
	if err := e.Encode(v); err != nil {
		panic(err) // nothing here that JSON has no form for
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// The types of JSON that a text written without quotes may arrive as.
var (
	scalars   = []string{"string", "number", "boolean", "null"}
	listable  = []string{"string", "number", "boolean", "null", "array"}
	plainText = object{{"type", scalars}}
)

type schemaWriter struct {
	types *Types
	t     *Type
	defs  object
}

func (s *schemaWriter) document() object {
	t := s.t
	for i := range t.Fields {
		f := &t.Fields[i]
		s.define(s.name(f), f)
	}
	s.defs = append(s.defs, member{"link", linkSchema})
	var properties object
	for i := range t.Fields {
		its, _ := t.Spellings(&t.Fields[i])
		for _, spelling := range its {
			properties = append(properties, member{spelling, s.property(&t.Fields[i], spelling)})
		}
	}
	return object{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"title", t.Label + "（" + t.Name + "）"},
		{"description", t.Help},
		{"type", "object"},
		{"additionalProperties", false},
		{"properties", properties},
		{"$defs", s.defs},
	}
}

// spellings are all the ways to write the field's key.
func (f *Field) spellings() []string {
	return append([]string{f.Label, f.Name}, f.Aliases...)
}

// name is the field's own in $defs: a common field that one of the type's own
// shares its name with stands aside.
func (s *schemaWriter) name(f *Field) string {
	if f.Common && fieldNamed(s.t.Fields, f.Name) != f {
		return "common." + f.Name
	}
	return f.Name
}

// property leads a key to its field; two fields, where the builder settles by
// the value which of them a shared spelling means.
func (s *schemaWriter) property(f *Field, spelling string) any {
	own := ref(s.name(f))
	if j, ok := s.t.common[foldKey(spelling)]; ok && s.t.sharedWith(&s.t.Fields[j], spelling) {
		return object{{"anyOf", []any{own, ref(s.name(&s.t.Fields[j]))}}}
	}
	return own
}

// ref points to a definition; the names are a site's own.
func ref(name string) object {
	name = strings.NewReplacer("~", "~0", "/", "~1").Replace(name)
	return object{{"$ref", "#/$defs/" + url.PathEscape(name)}}
}

// define adds the field, and those of its entries, under a name.
func (s *schemaWriter) define(name string, f *Field) {
	at := len(s.defs)
	s.defs = append(s.defs, member{key: name})
	head := object{{"title", f.Label + "（" + f.Name + "）"}}
	var about []string
	if f.Required {
		about = append(about, "必填。")
	}
	if f.Unit != "" && f.Kind != KindApprox && f.Kind != KindAttendance {
		about = append(about, "单位："+f.Unit+"。")
	}
	if about = append(about, f.Help); strings.Join(about, "") != "" {
		head = append(head, member{"description", strings.Join(about, "")})
	}
	s.defs[at].value = append(head, s.value(name, f)...)
}

// value is what the field takes; name is where the schema itself stands.
func (s *schemaWriter) value(name string, f *Field) object {
	self := ref(name)
	single := func(o object) object { return append(o, member{"maxItems", 1}, member{"items", self}) }
	either := func(items, one any) object {
		return object{{"if", object{{"type", "array"}}}, {"then", object{{"items", items}}}, {"else", one}}
	}
	switch f.Kind {
	case KindTexts, KindPersons, KindAttendance:
		return object{{"type", listable}, {"items", plainText}}
	case KindDate, KindMonth: // 2012.5 and 20120517 arrive as numbers; a year alone is not enough
		return single(object{{"type", []string{"string", "number", "array", "null"}}, {"pattern", orEmpty(f.Pattern())},
			{"minimum", 1900}, {"maximum", 21991231}, {"not", object{{"type", "integer"}, {"maximum", 19000100}}}})
	case KindRange:
		return single(append(object{{"type", []string{"string", "number", "object", "array", "null"}}, {"pattern", orEmpty(f.Pattern())},
			{"minimum", 1900}, {"maximum", 21991231}}, startAndEnd...))
	case KindTerm:
		return single(object{{"type", []string{"string", "array", "null"}}, {"pattern", orEmpty(f.Pattern())}})
	case KindInt:
		return single(object{{"type", []string{"string", "integer", "array", "null"}}, {"pattern", orEmpty(f.Pattern())}, {"minimum", 0}})
	case KindNumber, KindApprox:
		return single(object{{"type", []string{"string", "number", "array", "null"}}, {"pattern", orEmpty(f.Pattern())}, {"minimum", 0}})
	case KindPercent:
		return single(object{{"type", []string{"string", "number", "array", "null"}}, {"pattern", orEmpty(f.Pattern())}, {"minimum", 0}, {"maximum", 100}})
	case KindBool, KindChoice:
		return append(either(self, object{{"enum", enum(f)}}), member{"maxItems", 1})
	case KindChoices:
		return either(object{{"enum", enum(f)}}, object{{"type", []string{"string", "null"}}, {"pattern", f.choicesPattern()}})
	case KindFile:
		return single(append(object{{"type", []string{"string", "number", "object", "array", "null"}}, {"pattern", orEmpty(f.Pattern())}}, fileOrTitle...))
	case KindFiles:
		one := append(object{{"type", []string{"string", "number", "object", "null"}}, {"pattern", orEmpty(f.Pattern())}}, fileOrTitle...)
		return either(one, one)
	case KindRef:
		return ref("link")
	case KindRefs:
		return either(ref("link"), ref("link"))
	case KindObject:
		return s.entry(name, name, f)
	case KindObjects:
		one := name + ".*"
		s.defs = append(s.defs, member{one, s.entry(one, name, f)})
		return either(ref(one), ref(one))
	}
	if f.Common && f.Name == "type" {
		return object{{"enum", s.typeNames()}}
	}
	return single(object{{"type", listable}})
}

// entry is the schema of an object, which a plain text or a list of one object
// may stand for; self is where it stands, name what its fields begin with.
func (s *schemaWriter) entry(self, name string, f *Field) object {
	var properties object
	for i := range f.Fields {
		sub := &f.Fields[i]
		s.define(name+"."+sub.Name, sub)
		for _, spelling := range sub.spellings() {
			if f.field(spelling) == sub && !slices.ContainsFunc(properties, func(m member) bool { return m.key == spelling }) {
				properties = append(properties, member{spelling, ref(name + "." + sub.Name)})
			}
		}
	}
	out := object{{"properties", properties}, {"additionalProperties", false}, {"maxItems", 1}, {"items", ref(self)}}
	if len(f.Fields) == 0 {
		return out
	}
	first := []any{ref(name + "." + f.Fields[0].Name)}
	if other := f.firstRef(); other != nil {
		first = append(first, ref(name+"."+other.Name))
	}
	return append(out, member{"if", object{{"type", scalars}}}, member{"then", object{{"anyOf", first}}},
		member{"else", object{{"type", []string{"object", "array"}}}})
}

// startAndEnd is the object that a span of time may be written as.
var startAndEnd = object{
	{"properties", object{{"start", plainText}, {"from", plainText}, {"开始", plainText}, {"起", plainText},
		{"end", plainText}, {"to", plainText}, {"结束", plainText}, {"止", plainText}}},
	{"additionalProperties", false},
	{"allOf", []any{oneOfKeys("start", "from", "开始", "起"), oneOfKeys("end", "to", "结束", "止")}},
}

func oneOfKeys(names ...string) object {
	var alternatives []any
	for _, n := range names {
		alternatives = append(alternatives, object{{"required", []string{n}}})
	}
	return object{{"if", object{{"type", "object"}}}, {"then", object{{"anyOf", alternatives}}}}
}

// fileOrTitle is a file with the words of the link to it.
var fileOrTitle = object{
	{"properties", object{{"file", plainText}, {"title", plainText}}},
	{"required", []string{"file"}},
}

// linkSchema is another item: its path or title, [[title]], which YAML takes
// for a list in a list, or {ref, title}.
var linkSchema = object{
	{"type", []string{"string", "number", "boolean", "object", "array", "null"}},
	{"maxItems", 1}, {"items", ref("link")},
	{"properties", object{{"ref", plainText}, {"file", plainText}, {"title", plainText}}},
	{"anyOf", []any{object{{"not", object{{"type", "object"}}}}, object{{"required", []string{"ref"}}}, object{{"required", []string{"file"}}}}},
}

// orEmpty lets a pattern take an empty text too, which is an absent value.
func orEmpty(pattern string) string {
	return "^" + blank + "$|" + pattern
}

// enum lists a field's choices, then the other spellings of each, in all the
// types that YAML may read them as; and the empty value, which is an absent one.
func enum(f *Field) []any {
	if f.Kind == KindBool {
		var out []any
		for _, list := range [][]string{yes, no} {
			for _, s := range list {
				out = append(out, s)
			}
		}
		return append(out, true, false, "", nil)
	}
	var out []any
	seen := map[string]bool{"": true}
	add := func(s string) {
		if seen[s] {
			return
		}
		seen[s] = true
		out = append(out, s)
		if n, err := strconv.Atoi(s); err == nil && strconv.Itoa(n) == s {
			out = append(out, n)
		} else if s == "true" || s == "false" {
			out = append(out, s == "true")
		}
	}
	for _, c := range f.Choices {
		add(c.Value)
	}
	for _, c := range f.Choices {
		for _, a := range c.Aliases {
			add(a)
		}
	}
	return append(out, "", nil)
}

func (s *schemaWriter) typeNames() []any {
	var out []any
	for _, t := range s.types.all {
		for _, n := range append([]string{t.Label, t.Name, t.Plural}, t.Aliases...) {
			if s.types.Find(n) != nil && !slices.Contains(out, any(n)) {
				out = append(out, n)
			}
		}
	}
	return append(out, "", nil)
}
