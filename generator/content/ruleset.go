package content

import (
	"slices"
	"strings"

	"showcase/generator/config"
	"showcase/generator/diag"
)

// rule is one rule of a type that one item alone can decide, read from the
// table [rules.NAME] of the type; its findings have the code TYPE/NAME.
//
//	when = "kind=公示|公告"          it holds only where the field has one of those values
//	given = ["qualified_pct"]        … only where one of the fields is given
//	of = "quotas"                    it is about each entry of that list
//	need = ["a", "b"]                these must be given
//	any = ["a", "b"]                 one of these must be given
//	without = ["a"]                  these may not be given
//	never = "pupils_named=是"        the field may not have that value
//	differ = ["a", "b"]              nobody may stand in both
//	order = ["a<=b"]                 numbers and dates in that order
//	equal = ["count", "items"]       the number is that of the entries
//	field = "hours", above = 0, least = 1, most = 200    bounds of a number
//	workdays = ["a", "b"], least = 5 so many days from Monday to Friday between
//	field = "kind", all = ["甲"]     with of: some entry has each of these
//	once = "name"                    with of: nobody stands in two entries
//	level = "a", issuer = "b"        the level is that of the issuer's name
//	title_says = "kind"              the last word of the title is that choice
//	words = [800, 3000]              length of the text, from and to
//	headings = true                  the text has some heading
//	numbered = "条"                  第一条, 第二条 … without a gap
//
// severity is warning unless the table says error or hint; help is the cure.
type rule struct {
	name                            string
	severity                        diag.Severity
	when                            []Condition
	given                           []string
	of, field, once, level, issuer  string
	title, numbered                 string
	need, any, without, differ, all []string
	never                           []Condition
	order                           [][2]string
	equal, workdays                 []string
	words                           []int
	above, least, most              *float64
	headings                        bool
	help                            string
}

var severities = map[string]diag.Severity{"error": diag.Error, "warning": diag.Warning, "hint": diag.Hint}

// readRule reads the table [rules.NAME]; a rule of that name is replaced.
func (l *typeLoader) readRule(t *Type, k config.Key) {
	r := rule{name: k.Name, severity: diag.Warning}
	for _, p := range k.Value.Keys {
		v := p.Value
		switch p.Name {
		case "severity":
			s, ok := severities[v.Text]
			if !ok {
				l.bad(v, "severity 只能是 error、warning、hint", "severity is error, warning or hint")
			}
			r.severity = s
		case "when":
			r.when = l.conditions(p)
		case "never":
			r.never = l.conditions(p)
		case "order":
			for _, f := range texts(v) {
				a, b, _ := strings.Cut(f, "<=")
				r.order = append(r.order, [2]string{strings.TrimSpace(a), strings.TrimSpace(b)})
			}
		case "words":
			for _, n := range v.Items {
				r.words = append(r.words, l.number(config.Key{Name: "words", Value: n}))
			}
		case "above":
			r.above = l.bound(p)
		case "least":
			r.least = l.bound(p)
		case "most":
			r.most = l.bound(p)
		case "headings":
			r.headings = l.boolean(p)
		default:
			if list := r.list(p.Name); list != nil {
				*list = texts(v)
			} else if text := r.text(p.Name); text != nil {
				*text = v.Text
			} else {
				l.bad(v, "规则“%[1]s”里不认识的设置“%[2]s”", "unknown setting %[2]q in rule %[1]q", k.Name, p.Name)
			}
		}
	}
	if i := slices.IndexFunc(t.rules, func(x rule) bool { return x.name == r.name }); i >= 0 {
		t.rules = slices.Clone(t.rules)
		t.rules[i] = r
		return
	}
	t.rules = append(slices.Clip(t.rules), r)
}

func (l *typeLoader) bound(k config.Key) *float64 {
	n := float64(l.number(k))
	return &n
}

func (r *rule) list(name string) *[]string {
	switch name {
	case "given":
		return &r.given
	case "need":
		return &r.need
	case "any":
		return &r.any
	case "without":
		return &r.without
	case "differ":
		return &r.differ
	case "all":
		return &r.all
	case "equal":
		return &r.equal
	case "workdays":
		return &r.workdays
	}
	return nil
}

func (r *rule) text(name string) *string {
	switch name {
	case "of":
		return &r.of
	case "field":
		return &r.field
	case "once":
		return &r.once
	case "level":
		return &r.level
	case "issuer":
		return &r.issuer
	case "title_says":
		return &r.title
	case "numbered":
		return &r.numbered
	case "help":
		return &r.help
	}
	return nil
}

// checkNames reports rules and settings that name no field of the type. It
// runs when all fields of the table are known.
func (l *typeLoader) checkNames(t *Type, n *config.Node) {
	known := func(node *config.Node, fields []Field, names ...string) {
		for _, name := range names {
			if fieldNamed(fields, name) == nil {
				l.bad(node, "这里说到的字段“%[1]s”没有", "this speaks of %[1]q, which is no field", name)
			}
		}
	}
	for _, k := range []string{"unique", "title_from", "row_title", "brief", "sum", "people", "since", "until", "window", "table"} {
		if list := n.Get(k); list != nil {
			for _, name := range texts(list) {
				known(list, t.Fields, strings.TrimSuffix(name, "?"))
			}
		}
	}
	for _, k := range fieldKeys(n) {
		if base := k.Value.Get("base"); base != nil {
			known(base, t.Fields, base.Text)
		}
	}
	if list := n.Get("table"); list != nil && !t.isTable(t.Table) {
		l.bad(list, "table 要有 title，还要有一个必填的或者有选项的字段", "table needs title, and one field that is required or has choices")
	}
	for i := range t.rules {
		r := &t.rules[i]
		node := n.Get("rules").Get(r.name)
		if node == nil {
			continue
		}
		fields := t.Fields
		if r.of != "" {
			f := fieldNamed(t.Fields, r.of)
			if f == nil {
				known(node, t.Fields, r.of)
				r.of = ""
				continue
			}
			fields = f.Fields
		}
		known(node, fields, r.inside()...)
		for _, c := range r.when {
			known(node, t.Fields, c.Field)
		}
	}
}

// fieldKeys are the tables of the fields that a type's table defines.
func fieldKeys(n *config.Node) []config.Key {
	if f := n.Get("fields"); f != nil {
		return f.Keys
	}
	return nil
}

// isTable reports whether a table with those columns is read as a register; see
// columns.
func (t *Type) isTable(columns []string) bool {
	return slices.Contains(columns, "title") && slices.ContainsFunc(columns, func(name string) bool {
		f := fieldNamed(t.Fields, name)
		return f != nil && name != "title" && f.telling()
	})
}

// telling reports whether a column of the field shows that a table is the
// type's register.
func (f *Field) telling() bool {
	return f.Required || f.Kind == KindChoice || f.Kind == KindChoices
}

// inside are the fields that the rule compares: of the entries, if it is about
// the entries of a list.
func (r *rule) inside() []string {
	names := slices.Concat(r.given, r.need, r.any, r.without, r.differ, r.equal, r.workdays)
	for _, c := range r.never {
		names = append(names, c.Field)
	}
	for _, p := range r.order {
		names = append(names, p[0], p[1])
	}
	for _, n := range []string{r.field, r.once, r.level, r.issuer, r.title} {
		if n != "" {
			names = append(names, n)
		}
	}
	return names
}

// fieldNamed prefers a type's own field to a common one of the same name.
func fieldNamed(fields []Field, name string) *Field {
	var found *Field
	for i := range fields {
		if fields[i].Name == name && (found == nil || found.Common) {
			found = &fields[i]
		}
	}
	return found
}
