package site

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"showcase/generator/content"
)

// Columns are the fields that are columns and that some record has, in the
// order of the table; the title first.
func Columns(t *content.Type, records []*Record) []*content.Field {
	var out []*content.Field
	for i := range t.Fields {
		f := &t.Fields[i]
		if f.Column == 0 || f.Name == "aggregate" {
			continue
		}
		for _, rec := range records {
			if IsTitle(f) || !rec.Cell(f).IsZero() {
				out = append(out, f)
				break
			}
		}
	}
	out = append(out, unknownColumns(t, records)...)
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

// Cell is a field of a record, wherever an item keeps it.
func (rec *Record) Cell(f *content.Field) content.Value {
	text := func(kind content.Kind, s string) content.Value {
		if s == "" {
			return content.Value{}
		}
		return content.Value{Kind: kind, Text: s}
	}
	if v, ok := rec.Values[f.Name]; ok && !IsTitle(f) {
		return v
	}
	if IsTitle(f) {
		return text(content.KindText, rec.Title)
	}
	switch f.Name {
	case "date":
		if rec.Date.IsZero() {
			return content.Value{}
		}
		return content.Value{Kind: content.KindDate, Text: rec.Date.String(), Date: rec.Date}
	case "author":
		if len(rec.Authors) == 0 {
			return content.Value{}
		}
		return content.Value{Kind: content.KindPersons, Names: rec.Authors}
	case "group":
		return text(content.KindText, rec.Group)
	case "summary":
		return text(content.KindText, rec.Summary)
	case "tags":
		return text(content.KindText, strings.Join(rec.Tags, "、"))
	}
	return content.Value{}
}

// unknownColumns are the columns of registers that no field of the type knows:
// they are shown last, under the heads that their authors gave them.
func unknownColumns(t *content.Type, records []*Record) []*content.Field {
	heads := map[string]bool{}
	for _, rec := range records {
		for name := range rec.Values {
			if t.Field(name) == nil {
				heads[name] = true
			}
		}
	}
	var out []*content.Field
	for _, name := range slices.Sorted(maps.Keys(heads)) {
		out = append(out, &content.Field{Name: name, Label: name, Kind: content.KindText, Column: lastColumn})
	}
	return out
}

// lastColumn puts unknown columns behind all that types define.
const lastColumn = 1000
