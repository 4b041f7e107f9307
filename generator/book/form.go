package book

import (
	"strings"
	"unicode/utf8"

	"showcase/generator/content"
	"showcase/generator/diag"
)

// form prints the labelled boxes in their order.
func (a *assembler) form(pt part) {
	a.heading(pt.name(), "", "", a.bookmark("form"))
	f := &Form{}
	for _, v := range a.options.Statistics.Written(a.page).Value("form").List {
		f.Rows = append(f.Rows, a.formRow(v.Map))
	}
	if len(f.Rows) == 0 {
		a.fault(diag.Warning, "dossier/no-form", diag.Say("申报材料里列了表格部分，却没有写表格内容。", "The dossier lists a form, but has no form rows."),
			diag.Say("请写申报表的各栏，例如：申报表: [{栏目: 单位名称, 内容: 某某学校}]", "Write form:, e.g. form: [{label: Unit, value: Our school}]"))
		a.say(Centered, "（表格内容待填）")
		return
	}
	pairHalves(f.Rows)
	fit(f.Rows, a.doc.Layout)
	a.add(f)
	if pt.note != "" {
		a.say(TableNote, pt.note)
	}
}

// formRow is one box as its author wrote it, with the numbers filled in.
func (a *assembler) formRow(m map[string]content.Value) FormRow {
	row := FormRow{Label: m["label"].Text, Seal: m["seal"].Bool, MinLines: int(m["lines"].Count.Value)}
	long := 0
	for _, piece := range a.options.Statistics.Pieces(a.page, strings.TrimSpace(m["value"].Text)) {
		for i, line := range strings.Split(piece.Text, "\n") {
			if i > 0 {
				row.Value = append(row.Value, Inline{Break: true})
			}
			if line != "" {
				row.Value = append(row.Value, Inline{Text: line})
			}
			long += utf8.RuneCountInString(line)
		}
		if piece.Figure != nil {
			a.useAll(piece.Figure.Query.Type)
		}
		row.Value = a.dated(row.Value, piece.Figure)
	}
	row.Half = m["half"].Bool && !row.Seal && long <= 16
	return row
}

// pairHalves gives a half box that has no partner the whole line.
func pairHalves(rows []FormRow) {
	for i := 0; i < len(rows); i++ {
		if !rows[i].Half {
			continue
		}
		if i+1 < len(rows) && rows[i+1].Half {
			i++
		} else {
			rows[i].Half = false
		}
	}
}

// Heights in points, as both writers set forms: 12 pt on lines of 20, with 14
// around each box; what the part's title takes; the least and the most lines of
// a box that is signed and sealed.
const (
	formLine             = 20.0
	formPad              = 14.0
	formTitle            = 96.0
	pointsPerMM          = 72 / 25.4
	leastSeal, mostSeal  = 4, 14
	usualSeal, formChars = 5, 28
)

// fit chooses the heights of the boxes so that the form fills whole pages. If
// one page is enough, boxes give up the lines that they asked for but do not
// need; if not, those to be sealed on the last page share what is left of it.
func fit(rows []FormRow, l Layout) {
	page := (l.Height - l.Top - l.Bottom) * pointsPerMM
	for i := range rows {
		if r := &rows[i]; r.Closed() && r.MinLines == 0 {
			r.MinLines = usualSeal
		}
	}
	if total(rows, least) <= page-formTitle {
		for total(rows, asked) > page-formTitle {
			i := slackest(rows)
			rows[i].MinLines--
		}
		return
	}
	left := page - formTitle
	first := 0 // of the last page
	for i := range rows {
		h := height(rows, i, asked)
		if h > left {
			left, first = page, i
		}
		left -= h
	}
	for grown := true; grown && left > formLine*2; {
		grown = false
		for i := first; i < len(rows); i++ {
			if rows[i].Closed() && rows[i].MinLines < mostSeal && left > formLine*2 {
				rows[i].MinLines++
				left -= formLine
				grown = true
			}
		}
	}
}

// total is the height of all rows, each with the lines that the function says.
func total(rows []FormRow, lines func(FormRow) int) float64 {
	sum := 0.0
	for i := range rows {
		sum += height(rows, i, lines)
	}
	return sum
}

// height is that of one row; the second of two halves has none of its own.
func height(rows []FormRow, i int, lines func(FormRow) int) float64 {
	if i > 0 && rows[i].Half && rows[i-1].Half && !secondHalf(rows, i-1) {
		return 0
	}
	return float64(lines(rows[i]))*formLine + formPad
}

func secondHalf(rows []FormRow, i int) bool {
	n := 0
	for ; i > 0 && rows[i-1].Half; i-- {
		n++
	}
	return n%2 == 1
}

// least is how many lines a box cannot do without.
func least(r FormRow) int {
	n, em := 1, 0
	for _, in := range r.Value {
		if in.Break {
			n, em = n+1, 0
		}
		em += width([]Inline{in})
		for ; em > formChars; em -= formChars {
			n++
		}
	}
	if r.Closed() { // its own line stands below what is written
		n = max(n+1, leastSeal)
	}
	return n
}

func asked(r FormRow) int { return max(r.MinLines, least(r)) }

// slackest is the box that asks for most beyond its need.
func slackest(rows []FormRow) int {
	best, most := 0, 0
	for i, r := range rows {
		if slack := asked(r) - least(r); slack > most {
			best, most = i, slack
		}
	}
	return best
}
