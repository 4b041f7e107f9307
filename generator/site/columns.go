package site

import (
	"cmp"
	"maps"
	"slices"

	"showcase/generator/content"
)

// Columns are the fields that are columns and that some record has, in the
// order of the table; the title first.
func Columns(t *content.Type, records []*Record) []*content.Field {
	filled := filledFields(records)
	var out []*content.Field
	for i := range t.Fields {
		f := &t.Fields[i]
		if f.Column == 0 || f.Name == "aggregate" {
			continue
		}
		if IsTitle(f) || filled[f.Name] || f.Common && slices.ContainsFunc(records, func(rec *Record) bool { return !rec.Cell(f).IsZero() }) {
			out = append(out, f)
		}
	}
	out = append(out, unknownColumns(t, filled)...)
	if !slices.ContainsFunc(out, IsTitle) {
		out = append(out, &content.Field{Name: "title", Label: "名称", Kind: content.KindText, Common: true})
	}
	slices.SortStableFunc(out, func(a, b *content.Field) int {
		if IsTitle(a) != IsTitle(b) {
			if IsTitle(a) {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.Column, b.Column)
	})
	return out
}

// IsTitle says whether a field is the record's title itself: a type may have a
// field of its own with that name (a person's professional title).
func IsTitle(f *content.Field) bool { return f.Name == "title" && f.Common }

// filledFields are the names of the fields of their own that some record has.
func filledFields(records []*Record) map[string]bool {
	filled := map[string]bool{}
	for _, rec := range records {
		for name, v := range rec.Values {
			if !filled[name] && !v.IsZero() {
				filled[name] = true
			}
		}
	}
	return filled
}

// unknownColumns are the columns of registers that no field of the type knows:
// they are shown last, under the heads that their authors gave them.
func unknownColumns(t *content.Type, filled map[string]bool) []*content.Field {
	var out []*content.Field
	for _, name := range slices.Sorted(maps.Keys(filled)) {
		if t.Field(name) == nil {
			out = append(out, &content.Field{Name: name, Label: name, Kind: content.KindText, Column: lastColumn})
		}
	}
	return out
}

// lastColumn puts unknown columns behind all that types define.
const lastColumn = 1000
