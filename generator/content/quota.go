package content

import (
	"slices"
	"strings"

	"showcase/generator/config"
	"showcase/generator/diag"
)

// Quota is how much of a type is owed, read from the type's table [quotas.NAME]:
//
//	label = "每周教学后记"
//	per = "周"                       周, 月, 学期, 学年, or 次: for each event
//	min = 1, target = 1             how many at least; from how many on it is more than asked for
//	where = ["kind=教学后记|教学心得"]  the items that count; without it all do
//	who = ["subject"]               the people who owe it, by fields of a person; those who teach a subject unless said otherwise
//
// and for each event:
//
//	of = "activity", of_where = ["kind=公开课"]     the events
//	named = "attendees", except = ["speakers"]     their fields that name who owes it, and who does not
//	by = ["activity", "observed.date"]             the item's fields that tell the event: a reference, or its date
//	days = 14                                      so many days after the event
//
// A quota of min 0 without a target is none: so a site drops one.
type Quota struct {
	Name        string
	Type        *Type // what is owed
	Label       string
	English     string
	Per         Per
	Min, Target int // Target 0: none
	Where, Who  []Condition
	Events      *Events // of a quota per event
}

// Events are what obliges to write: an item of a type, and whom it names.
type Events struct {
	Of     string // type name
	Where  []Condition
	Named  string
	Except []string
	By     []string
	Days   int
}

// Per is the period that a quota is for.
type Per string

// The periods.
const (
	PerWeek  Per = "周"
	PerMonth Per = "月"
	PerTerm  Per = "学期"
	PerYear  Per = "学年"
	PerEvent Per = "次"
)

var periods = []Per{PerWeek, PerMonth, PerTerm, PerYear, PerEvent}

// Counts reports whether the item is one that the quota asks for.
func (q *Quota) Counts(it *Item) bool {
	return it.Type == q.Type && !slices.ContainsFunc(q.Where, func(c Condition) bool { return !c.Holds(it) })
}

// writtenQuota is a quota and where its table, or what last changed it, stands.
type writtenQuota struct {
	t    *Type
	name string
	node *config.Node
	src  *diag.Source
}

// readQuota reads the table [quotas.NAME]; a quota of that name is changed.
func (l *typeLoader) readQuota(t *Type, k config.Key) {
	if k.Value.Kind != config.Map {
		l.bad(k.Value, "定额“%[1]s”要写成一个小节", "the quota %[1]q must be a table", k.Name)
		return
	}
	t.Quotas = slices.Clone(t.Quotas)
	i := slices.IndexFunc(t.Quotas, func(q Quota) bool { return q.Name == k.Name })
	if i < 0 {
		i = len(t.Quotas)
		t.Quotas = append(t.Quotas, Quota{Name: k.Name, Label: t.Label, Per: PerTerm, Who: []Condition{{Field: "subject"}}})
	}
	q := &t.Quotas[i]
	for _, p := range k.Value.Keys {
		l.quotaKey(q, p)
	}
	l.quotas = slices.DeleteFunc(l.quotas, func(w writtenQuota) bool { return w.t == t && w.name == k.Name })
	l.quotas = append(l.quotas, writtenQuota{t, k.Name, k.Value, l.src})
}

func (l *typeLoader) quotaKey(q *Quota, p config.Key) {
	v := p.Value
	switch p.Name {
	case "label":
		q.Label = v.Text
	case "english":
		q.English = v.Text
	case "per":
		q.Per = Per(v.Text)
		if !slices.Contains(periods, q.Per) {
			l.bad(v, "per 只能是 周、月、学期、学年、次，不能是“%[1]s”", "per is one of 周 月 学期 学年 次, not %[1]q", v.Text)
			q.Per = PerTerm
		}
	case "min":
		q.Min = l.number(p)
	case "target":
		q.Target = l.number(p)
	case "where":
		q.Where = l.conditions(p)
	case "who":
		q.Who = l.conditions(p)
	default:
		if !l.eventKey(q, p) {
			l.bad(v, "定额里不认识的设置“%[1]s”", "unknown setting %[1]q in a quota", p.Name)
		}
	}
}

// eventKey reads what only quotas per event have.
func (l *typeLoader) eventKey(q *Quota, p config.Key) bool {
	e := Events{Days: 14}
	if q.Events != nil {
		e = *q.Events
	}
	switch p.Name {
	case "of":
		e.Of = p.Value.Text
	case "of_where":
		e.Where = l.conditions(p)
	case "named":
		e.Named = p.Value.Text
	case "except":
		e.Except = texts(p.Value)
	case "by":
		e.By = texts(p.Value)
	case "days":
		e.Days = l.number(p)
	default:
		return false
	}
	q.Events = &e
	return true
}

// checkQuotas reports quotas that ask for what is not there, when all types
// are known, and takes out those that ask for nothing.
func (l *typeLoader) checkQuotas(ts *Types) {
	for _, t := range ts.all {
		t.Quotas = slices.DeleteFunc(slices.Clone(t.Quotas), func(q Quota) bool { return q.Min == 0 && q.Target == 0 })
		for i := range t.Quotas {
			t.Quotas[i].Type = t
		}
	}
	for _, w := range l.quotas {
		i := slices.IndexFunc(w.t.Quotas, func(q Quota) bool { return q.Name == w.name })
		if i < 0 {
			continue
		}
		l.src = w.src
		l.checkQuota(ts, &w.t.Quotas[i], w.node)
	}
}

func (l *typeLoader) checkQuota(ts *Types, q *Quota, node *config.Node) {
	at := func(key string) *config.Node {
		if n := node.Get(key); n != nil {
			return n
		}
		return node
	}
	if q.Target > 0 && q.Min > q.Target {
		l.bad(at("target"), "定额“%[1]s”最少 %[2]d，目标却是 %[3]d；目标不能比最少还少", "the quota %[1]q wants at least %[2]d and aims at %[3]d", q.Label, q.Min, q.Target)
		q.Target = 0
	}
	l.fieldsOf(at("where"), q.Type, q.Where)
	l.fieldsOf(at("who"), ts.Find("person"), q.Who)
	e := q.Events
	if (q.Per == PerEvent) != (e != nil) {
		l.bad(at("per"), "“次”的定额要写 of（哪一类活动），别的定额不写", "a quota per event needs of (the type of the event), others have none")
		q.Events, q.Per = nil, PerTerm
		return
	}
	if e == nil {
		return
	}
	t := ts.Find(e.Of)
	if t == nil {
		l.bad(at("of"), "没有名叫“%[1]s”的类型", "there is no type named %[1]q", e.Of)
		q.Events, q.Per = nil, PerTerm
		return
	}
	e.Of = t.Name
	l.fieldsOf(at("of_where"), t, e.Where)
	for _, name := range append([]string{e.Named}, e.Except...) {
		l.fieldsOf(at("named"), t, []Condition{{Field: name}})
	}
	for _, name := range e.By {
		field, _, _ := strings.Cut(name, ".")
		l.fieldsOf(at("by"), q.Type, []Condition{{Field: field}})
	}
}

// fieldsOf reports conditions on fields that a type does not have, and values
// that none of their choices is.
func (l *typeLoader) fieldsOf(node *config.Node, t *Type, list []Condition) {
	for _, c := range list {
		f := fieldNamed(t.Fields, c.Field)
		if f == nil {
			l.bad(node, "“%[2]s”没有字段“%[1]s”", "%[2]q has no field %[1]q", c.Field, t.Label)
			continue
		}
		for _, v := range c.Values {
			if len(f.Choices) > 0 && !slices.ContainsFunc(f.Choices, func(o Choice) bool { return o.Value == v }) {
				l.bad(node, "“%[2]s”不会是“%[1]s”", "%[2]q is never %[1]q", v, f.Label)
			}
		}
	}
}

// QuotaFor finds the quota that people mean by words (教学后记、教学心得或教学周记;
// 教育教学案例) and a period: each word is its label, a name of its type or a
// value that it counts, and no other quota of that period is meant. Nil if
// there is none, or more than one.
func QuotaFor(types []*Type, what string, per Per) *Quota {
	var found *Quota
	for _, word := range strings.FieldsFunc(conjunctions.Replace(what), func(r rune) bool { return strings.ContainsRune("、，,;；/ 　", r) }) {
		var q *Quota
		for _, t := range types {
			for i := range t.Quotas {
				if t.Quotas[i].Per != per || !t.Quotas[i].called(word) {
					continue
				}
				if q != nil {
					return nil
				}
				q = &t.Quotas[i]
			}
		}
		if q == nil || found != nil && found != q {
			return nil
		}
		found = q
	}
	return found
}

var conjunctions = strings.NewReplacer("或者", "、", "或", "、", "和", "、", "与", "、", "及", "、")

// called reports whether a word means the quota.
func (q *Quota) called(word string) bool {
	t := q.Type
	for _, name := range append([]string{q.Label, t.Name, t.Plural, t.Label}, t.Aliases...) {
		if foldKey(word) == foldKey(name) {
			return true
		}
	}
	for _, c := range q.Where {
		f := fieldNamed(t.Fields, c.Field)
		if f == nil {
			continue
		}
		if value := findChoice(f, word); value != "" && slices.Contains(c.Values, value) {
			return true
		}
	}
	return false
}
