package content

import "slices"

// Condition asks something of an item: that a field has one of some values or,
// without values, that the field is given at all. In data it is written
// "kind=公示|公告" or "subject".
type Condition struct {
	Field  string // English name
	Values []string
}

// Holds reports whether the item is as the condition says.
func (c Condition) Holds(it *Item) bool { return c.holds(valueOf(it, c.Field)) }

func (c Condition) holds(v Value) bool {
	if len(c.Values) == 0 {
		return !v.IsZero()
	}
	if v.List == nil && v.Names == nil {
		return slices.Contains(c.Values, v.Text)
	}
	return slices.ContainsFunc(v.Strings(), func(s string) bool { return slices.Contains(c.Values, s) })
}
