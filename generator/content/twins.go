package content

import (
	"slices"
	"strings"

	"showcase/generator/diag"
)

// Twins reports records of one type that say the same, each with both places:
// one prize entered in two files, or as a row and as a file of its own. What
// tells two records apart is data of the type (unique). Records of one file
// are not compared: [Read] has done so. A text that was handed in may have its
// row and its file. It looks at each record once.
func Twins(items []*Item) []diag.Diagnostic {
	var found []diag.Diagnostic
	seen := map[twinKey]*Item{}
	for _, it := range items {
		records := it.Records
		if len(records) == 0 {
			records = []*Item{it}
		}
		for _, rec := range records {
			key, ok := keyOf(rec)
			if !ok {
				continue
			}
			if first := seen[key]; first == nil {
				seen[key] = rec
			} else if first.File != rec.File && !(rec.Type.HandedIn && (first.Row > 0) != (rec.Row > 0)) {
				found = append(found, twin(first, rec))
			}
		}
	}
	return found
}

// twinsIn compares the records of one file.
func twinsIn(it *Item) []diag.Diagnostic {
	var found []diag.Diagnostic
	if len(it.Type.unique) == 0 {
		return nil
	}
	seen := make(map[twinKey]*Item, len(it.Records))
	for _, rec := range it.Records {
		key, ok := keyOf(rec)
		if !ok {
			continue
		}
		if first := seen[key]; first != nil {
			found = append(found, twin(first, rec))
			continue
		}
		seen[key] = rec
	}
	return found
}

func twin(first, second *Item) diag.Diagnostic {
	return diag.Diagnostic{File: second.File, Start: second.Pos, Severity: diag.Warning, Code: "register/twice",
		Message: diag.Say("“%[1]s”和 %[2]s 第%[3]d行是同一条记录，登记了两次", "%[1]q is the same record as in %[2]s, line %[3]d", second.Title, first.File, first.Pos.Line),
		Hint:    diag.Say("留下一条；若不是同一件事，写出不同之处（例如活动、获奖者、日期）", "keep one; if they differ, say in what (event, recipients, date)")}
}

// Identity is what tells a record from the others of its type: two that are
// the same one, entered twice, have the same. Empty if nothing does.
func (it *Item) Identity() string {
	key, _ := keyOf(it)
	return key.text
}

// Once returns the items without the rows of texts that were handed in and have
// a file of their own (of one author, day and title), so that each counts once.
func Once(items []*Item) []*Item {
	files := map[twinKey]bool{}
	for _, it := range items {
		if it.Type.HandedIn && it.Row == 0 {
			if key, ok := keyOf(it); ok {
				files[key] = true
			}
		}
	}
	if len(files) == 0 {
		return items
	}
	return slices.DeleteFunc(slices.Clone(items), func(it *Item) bool {
		if !it.Type.HandedIn || it.Row == 0 {
			return false
		}
		key, ok := keyOf(it)
		return ok && files[key]
	})
}

type twinKey struct {
	t    *Type
	text string
}

// keyOf is what tells a record apart. A record that lacks one of the unique
// fields is the twin only of one that is equal in every field. ok is false if
// nothing tells records of the type apart, or the item is a mere text.
func keyOf(it *Item) (key twinKey, ok bool) {
	if len(it.Type.unique) == 0 || it.Row == 0 && isIndex(it.File) {
		return twinKey{}, false
	}
	var b strings.Builder
	b.Grow(96)
	whole := false
	for _, name := range it.Type.unique {
		name, optional := strings.CutSuffix(name, "?")
		v := valueOf(it, name)
		whole = whole || v.IsZero() && !optional
		b.WriteString(keyText(v))
		b.WriteByte(0)
	}
	if whole {
		if it.Row == 0 {
			return twinKey{}, false // a file by itself is more than its fields
		}
		for i := range it.Type.Fields {
			b.WriteString(keyText(valueOf(it, it.Type.Fields[i].Name)))
			b.WriteByte(0)
		}
	}
	return twinKey{it.Type, b.String()}, true
}

// keyText makes a value comparable: without blanks, names in any order.
func keyText(v Value) string {
	if len(v.Names) > 1 {
		names := v.Strings()
		slices.Sort(names)
		return strings.Join(names, "、")
	}
	if !v.Date.IsZero() {
		return v.Date.ISO() + "~" + v.End.ISO()
	}
	return foldKey(v.Text)
}
