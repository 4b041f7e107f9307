package statistics

import (
	"slices"
	"strings"
	"sync"

	"showcase/generator/content"
)

// register is all records of one type that are counted, indexed so that a
// question costs what it finds and not what there is. It is safe for many
// goroutines.
type register struct {
	typ   *content.Type
	items []*content.Item
	spans []Window     // when each was; a zero end: one that goes on, or not known
	first content.Date // the earliest day of any; zero: none has one
	twin  map[int]int  // a record entered again → the one entered first

	mu      sync.Mutex
	columns map[*content.Field]map[string][]int // value → records that have it, ascending
	entries []entry                             // of awards, by record
}

// registers groups the records by type. What each register knows of them is
// found out when it is first asked.
type registers struct {
	mu     sync.Mutex
	items  map[*content.Type][]*content.Item
	byType map[*content.Type]*register
}

func newRegisters(records []*content.Item) *registers {
	r := &registers{items: map[*content.Type][]*content.Item{}, byType: map[*content.Type]*register{}}
	for _, it := range records {
		r.items[it.Type] = append(r.items[it.Type], it)
	}
	return r
}

func (r *registers) of(t *content.Type) *register {
	r.mu.Lock()
	defer r.mu.Unlock()
	reg := r.byType[t]
	if reg == nil {
		reg = newRegister(t, r.items[t])
		r.byType[t] = reg
	}
	return reg
}

func newRegister(t *content.Type, items []*content.Item) *register {
	r := &register{typ: t, items: items, spans: make([]Window, len(items)), columns: map[*content.Field]map[string][]int{}}
	seen := make(map[string]int, len(items))
	for i, it := range items {
		r.spans[i] = spanOf(it)
		if from := r.spans[i].From; !from.IsZero() && (r.first.IsZero() || first(from).Compare(first(r.first)) < 0) {
			r.first = from
		}
		if id := it.Identity(); id != "" {
			if j, twice := seen[id]; twice {
				if r.twin == nil {
					r.twin = map[int]int{}
				}
				r.twin[i] = j
			} else {
				seen[id] = i
			}
		}
	}
	if isAward(t) {
		r.entries = make([]entry, len(items))
		for i, it := range items {
			r.entries[i] = newEntry(it)
			r.entries[i].record = i
			if e := r.entries[i]; e.whole && !e.span.From.IsZero() && first(e.span.From).Compare(first(r.first)) < 0 {
				r.first = e.span.From
			}
		}
	}
	return r
}

// isAward reports whether records of the type are prizes, with grades,
// recipients and aggregate rows.
func isAward(t *content.Type) bool { return t.Name == "award" }

// spanOf is when a record was: the first of its type's fields that it has.
func spanOf(it *content.Item) Window {
	var w Window
	since := it.Type.Since
	if len(since) == 0 {
		since = []string{"date"}
	}
	for _, name := range since {
		v := it.Value(name)
		switch {
		case !v.Date.IsZero():
			w = Window{From: v.Date, To: v.Date}
			if v.Kind == content.KindTerm || v.Kind == content.KindRange {
				w.To = v.End
			}
		case v.Kind == content.KindInt && v.Count.Value >= 1900 && v.Count.Value < 2200: // year: 2012
			d := content.Date{Year: int(v.Count.Value)}
			w = Window{From: d, To: d}
		case name == "date" && !it.Date.IsZero():
			w = Window{From: it.Date, To: it.Date}
		default:
			continue
		}
		break
	}
	if it.Type.Until != "" {
		w.To = it.Value(it.Type.Until).Date
	}
	return w
}

// holds reports whether a record counts in a window. One of a single day does if
// all of it lies inside; one that lasted (课题) if it has a day in common; a
// state (名册) if it held at the window's end. known is false for one whose date
// should be there and is not: what cannot be shown to lie inside is not counted.
func (r *register) holds(i int, w Window) (in, known bool) {
	s := r.spans[i]
	switch {
	case w.From.IsZero() && w.To.IsZero():
		return true, true
	case r.typ.Snapshot:
		if r.typ.Until == "" { // it holds until there is a newer one
			s.To = content.Date{}
		}
		return w.To.IsZero() || s.Overlaps(Window{From: w.To, To: w.To}), true
	case s.From.IsZero() && s.To.IsZero():
		return !r.typ.Dated && len(r.typ.Since) == 0, !r.typ.Dated && len(r.typ.Since) == 0
	case r.typ.Until != "":
		return w.Overlaps(s), true
	}
	return w.Contains(s), true
}

// merged are the names that stand for several, of both levels and grades.
func merged(f *content.Field) map[string][]string {
	switch f.Name {
	case "level":
		return mergedLevels
	case "grade":
		return mergedGrades
	}
	return nil
}

// match lists the records that meet all conditions, ascending.
func (r *register) match(where []Where) []int {
	if len(where) == 0 {
		all := make([]int, len(r.items))
		for i := range all {
			all[i] = i
		}
		return all
	}
	found := r.having(where[0])
	for _, w := range where[1:] {
		if len(found) == 0 {
			break
		}
		found = common(found, r.having(w))
	}
	return found
}

// having lists the records that meet one condition.
func (r *register) having(w Where) []int {
	if w.spans != nil || w.numbers != nil {
		return r.scan(w)
	}
	column := r.column(w.Field)
	var found []int
	for _, v := range widened(w) {
		found = union(found, column[key(v)])
	}
	return found
}

// widened are the values of a condition with the parts of merged ones, and with
// the merged one where all of its parts are asked for.
func widened(w Where) []string {
	values := slices.Clone(w.Values)
	for whole, parts := range merged(w.Field) {
		if slices.Contains(w.Values, whole) {
			values = append(values, parts...)
		} else if !slices.ContainsFunc(parts, func(p string) bool { return !slices.Contains(w.Values, p) }) {
			values = append(values, whole)
		}
	}
	slices.Sort(values)
	return slices.Compact(values)
}

// scan meets conditions on dates and numbers, which have no index.
func (r *register) scan(w Where) []int {
	var found []int
	for i, it := range r.items {
		v := it.Cell(w.Field)
		if v.IsZero() {
			continue
		}
		to := v.Date
		if v.Kind == content.KindRange || v.Kind == content.KindTerm {
			to = v.End
		}
		if slices.ContainsFunc(w.spans, func(s Window) bool { return !v.Date.IsZero() && s.Contains(Window{From: v.Date, To: to}) }) || slices.Contains(w.numbers, v.Count.Value) {
			found = append(found, i)
		}
	}
	return found
}

// column indexes a field at the first question about it.
func (r *register) column(f *content.Field) map[string][]int {
	r.mu.Lock()
	defer r.mu.Unlock()
	if c, ok := r.columns[f]; ok {
		return c
	}
	c := map[string][]int{}
	for i, it := range r.items {
		v := it.Cell(f)
		if f.Kind == content.KindBool {
			k := yesText(v.Bool)
			c[k] = append(c[k], i)
			continue
		}
		if v.List == nil && v.Names == nil {
			if v.Text != "" {
				k := key(v.Text)
				c[k] = append(c[k], i)
			}
			continue
		}
		for _, s := range v.Strings() {
			k := key(s)
			if list := c[k]; len(list) == 0 || list[len(list)-1] != i {
				c[k] = append(list, i)
			}
		}
	}
	r.columns[f] = c
	return c
}

// key is a value as it is compared: without blanks and quotation marks.
func key(s string) string {
	if !strings.ContainsAny(s, " \u3000“”\"「」『』《》〈〉'()") {
		return s
	}
	return strings.Map(func(c rune) rune {
		switch {
		case strings.ContainsRune(" \u3000“”\"「」『』《》〈〉'", c):
			return -1
		case c == '(':
			return '（'
		case c == ')':
			return '）'
		}
		return c
	}, s)
}

// union merges two ascending lists.
func union(a, b []int) []int {
	if len(a) == 0 {
		return b
	}
	if len(b) == 0 {
		return a
	}
	out := make([]int, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			out, a = append(out, a[0]), a[1:]
		case a[0] > b[0]:
			out, b = append(out, b[0]), b[1:]
		default:
			out, a, b = append(out, a[0]), a[1:], b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// common is what two ascending lists share.
func common(a, b []int) []int {
	out := make([]int, 0, min(len(a), len(b)))
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			out, a, b = append(out, a[0]), a[1:], b[1:]
		}
	}
	return out
}

// once leaves out records that were entered before.
func (r *register) once(found []int) []int {
	if r.twin == nil {
		return found
	}
	seen := map[int]bool{}
	out := make([]int, 0, len(found))
	for _, i := range found {
		id := i
		if j, ok := r.twin[i]; ok {
			id = j
		}
		if !seen[id] {
			seen[id] = true
			out = append(out, i)
		}
	}
	return out
}

// heads tells the people of a record: those named, and how many more are only
// counted.
func (r *register) heads(i int) (names []string, unnamed content.Count) {
	it := r.items[i]
	for _, name := range r.typ.People {
		if name == "title" {
			names = append(names, it.Title)
			continue
		}
		v := it.Value(name)
		if v.IsZero() && name == "author" {
			for _, a := range it.Authors {
				names = append(names, a.Text)
			}
		}
		for _, n := range v.Names {
			names = append(names, n.Text)
		}
		if v.Kind == content.KindApprox {
			unnamed.Value += v.Count.Value
			unnamed.Sign = addSigns(unnamed.Sign, v.Count.Sign)
		}
	}
	return names, unnamed
}

// number is a value as a number: of people who are named, how many.
func number(v content.Value) content.Count {
	if v.Names != nil {
		return content.Count{Value: float64(len(v.Names))}
	}
	return v.Count
}
