package render

import (
	"bytes"
	"encoding/csv"
	"iter"
	"strings"
	"unicode/utf8"

	"showcase/generator/content"
	"showcase/generator/site"
)

// csv is the records as a file, and no cell of it one that a spreadsheet would
// run as a formula.
func (r *renderer) csv(columns []*content.Field, records []*site.Record) []byte {
	return spreadsheet(func(yield func([]string) bool) {
		row := make([]string, len(columns))
		for i, f := range columns {
			row[i] = harmless(r.fieldLabel(f)) // a register may have columns of its own
		}
		more := yield(row)
		for k := 0; more && k < len(records); k++ {
			for i, f := range columns {
				row[i] = harmless(plainValue(records[k].Cell(f)))
			}
			more = yield(row)
		}
	})
}

// spreadsheet writes rows as a CSV file that Excel opens rightly: UTF-8 with a
// BOM, lines that end in CR LF.
func spreadsheet(rows iter.Seq[[]string]) []byte {
	b := bytes.NewBufferString("\uFEFF")
	w := csv.NewWriter(b)
	w.UseCRLF = true
	for row := range rows {
		if err := w.Write(row); err != nil {
			panic(err) // a buffer takes everything
		}
	}
	w.Flush()
	return b.Bytes()
}

func plainValue(v content.Value) string {
	switch {
	case v.Names != nil || v.List != nil:
		return strings.Join(v.Strings(), "、")
	case v.Kind == content.KindBool && v.Bool:
		return "是"
	case v.Kind == content.KindDate || v.Kind == content.KindMonth:
		return v.Date.ISO()
	}
	return v.Text
}

// harmless keeps a spreadsheet from taking a text for a formula.
func harmless(s string) string {
	if c, _ := utf8.DecodeRuneInString(s); strings.ContainsRune("=+-@＝＋－＠\t\r\n", c) { // East Asian editions take the wide signs too
		return "'" + s
	}
	return s
}
