package render

import (
	"strings"
	"unicode/utf8"

	"showcase/generator/content"
	"showcase/generator/site"
)

// searchTextMax is how many bytes the texts of all pages may have together to
// be searched in full; beyond it only titles and summaries are.
const searchTextMax = 1_500_000

// searchIndex is a script, not JSON, so that it can be read from file:// too.
// It hands an array of [path, title, kind, date, authors, text] to the page.
func (r *renderer) searchIndex() ([]byte, error) {
	texts := r.searchTexts()
	whole := texts != nil
	b := append(make([]byte, 0, searchTextMax), "showcaseSearch([\n"...)
	for i, p := range r.Pages {
		kind, text := "", p.Item.Summary
		if p.Section != nil {
			kind = r.label(p.Section)
		}
		if whole {
			text = strings.TrimSpace(text + " " + texts[i])
		} else {
			text = r.summary(p)
		}
		if p.Row > 0 { // a person who stands in the staff register alone
			rec := &site.Record{Item: p.Item}
			text = recordText(rec, site.Columns(p.Type, []*site.Record{rec}))
		}
		path := p.Path
		if p == r.Home {
			path = "index.html"
		}
		b = searchRow(b, escapePath(path), p.Title, kind, r.dateText(p.Date), nameList(p.Item.Authors), text)
		var columns []*content.Field
		if register := r.registers[p]; register != nil {
			columns = register.shared().columns
		}
		for _, rec := range p.Records {
			if who := r.Person(rec.Title); rec.Type.Name == "person" && who != nil && who.Page != nil {
				continue // found by the person's own page
			}
			b = searchRow(b, escapePath(rowPath(p, rec.Row))+"#"+rec.Anchor, rec.Title, kind, r.dateText(rec.Date), "", recordText(rec, columns))
		}
	}
	return append(b, "]);\n"...), nil
}

// recordText is what a row can be found by, besides its title.
func recordText(rec *site.Record, columns []*content.Field) string {
	var parts []string
	for _, f := range columns {
		if v := plainValue(rec.Cell(f)); v != "" && !site.IsTitle(f) {
			parts = append(parts, v)
		}
	}
	for _, name := range []string{"recipients", "leader", "members", "issuer"} {
		if v := plainValue(rec.Value(name)); v != "" && !strings.Contains(strings.Join(parts, " "), v) {
			parts = append(parts, v)
		}
	}
	return strings.Join(parts, " ")
}

// searchTexts are the texts of all pages, nil if they are not wanted or too
// long together.
func (r *renderer) searchTexts() []string {
	if !r.Config.Publish.SearchText {
		return nil
	}
	texts := make([]string, len(r.Pages))
	total := 0
	for i, p := range r.Pages {
		if p.Body == nil {
			continue
		}
		texts[i] = strings.Join(strings.Fields(p.Body.Text()), " ")
		if total += len(texts[i]); total > searchTextMax {
			return nil
		}
	}
	return texts
}

func nameList(names []content.Name) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = n.Text
	}
	return strings.Join(out, " ")
}

func searchRow(b []byte, fields ...string) []byte {
	for i, f := range fields {
		if i == 0 {
			b = append(b, '[')
		} else {
			b = append(b, ',')
		}
		b = appendQuoted(b, f)
	}
	return append(b, "],\n"...)
}

// quote is appendQuoted as a text.
func quote(s string) string { return string(appendQuoted(make([]byte, 0, len(s)+8), s)) }

// appendQuoted writes a string of JSON and JavaScript. Han characters stay as they are;
// what could end a script or a line does not.
func appendQuoted(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			switch {
			case c == '"' || c == '\\':
				b = append(b, '\\', c)
			case c < 0x20 || c == '<' || c == '>' || c == '&' || c == 0x7f:
				b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
			default:
				b = append(b, c)
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch r {
		case '\u2028', '\u2029':
			b = append(b, `\u202`...)
			b = append(b, hex[r&15])
		default:
			b = utf8.AppendRune(b, r)
		}
		i += n
	}
	return append(b, '"')
}
