package book

import "unicode/utf8"

// signedTogether keeps the end of a text with what is attached to it and its
// signature: a signature must not stand on a page without a word of what is
// signed. Of a list it is the last item that stays.
func signedTogether(body []Block) []Block {
	var out []Block
	for i, b := range body {
		if !signs(body[i+1:]) {
			out = append(out, b)
			continue
		}
		switch b := b.(type) {
		case *Paragraph:
			b.Keep = true
		case *Table:
			b.Keep = b.Short()
		case *ListBlock:
			if last := len(b.Items) - 1; last > 0 {
				out = append(out, &ListBlock{Items: b.Items[:last]}, &ListBlock{Keep: true, Items: b.Items[last:]})
				continue
			}
			b.Keep = true
		}
		out = append(out, b)
	}
	return out
}

// signs reports that nothing comes before the signature but what is attached.
func signs(rest []Block) bool {
	if len(rest) > 0 {
		if _, ok := rest[0].(*Enclosures); ok {
			rest = rest[1:]
		}
	}
	if len(rest) == 0 {
		return false
	}
	_, ok := rest[0].(*Signature)
	return ok
}

// The rows and characters of a short table.
const (
	shortRows  = 8
	shortRunes = 400
)

// Short reports that a table is kept on one page: one that is broken after its
// second row looks torn, a long one leaves a hole where it does not fit.
func (t *Table) Short() bool {
	if len(t.Header)+len(t.Rows) > shortRows {
		return false
	}
	n := 0
	for _, rows := range [][]Row{t.Header, t.Rows} {
		for _, r := range rows {
			for _, c := range r.Cells {
				for _, in := range c.Text {
					n += utf8.RuneCountInString(in.Text)
				}
			}
		}
	}
	return n < shortRunes
}
