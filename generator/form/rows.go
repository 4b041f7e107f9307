package form

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"showcase/generator/diag"
)

// placeholder is {{name}}, {{#list}} or {{/list}}; an input method may have
// made the braces full width.
var placeholder = regexp.MustCompile(`(?:\{\{|｛｛)\s*([^{}｛｝]*?)\s*(?:\}\}|｝｝)`)

// resolve answers a name; ok is false if nothing does.
type resolve func(name string) (value string, ok bool)

// field answers a placeholder outside of rows that repeat.
func (w *writing) field(name string) (string, bool) {
	if x := w.find(name); x != nil && (x.Value != "" || len(x.Versions) > 0) {
		return w.use(x, name, diag.Text{}), true
	}
	if w.answers.Lookup != nil {
		return w.answers.Lookup(name)
	}
	return "", false
}

// placeholders fills those of a line. One that is a paragraph of its own may
// become several.
func (w *writing) placeholders(l *line, at place) {
	m := placeholder.FindStringSubmatch(l.text)
	if m != nil && m[0] == strings.TrimFunc(l.text, isFiller) && !strings.Contains(l.text, object) {
		if text, ok := w.field(m[1]); ok && strings.Contains(strings.TrimSpace(text), "\n") {
			w.filled++
			w.paragraphs(l, strings.Split(strings.Trim(text, "\n"), "\n"))
			return
		}
	}
	changes := w.answer(l, w.field, at)
	w.filled += len(changes)
	w.change(l, changes)
}

// paragraphs makes a paragraph several that look like it.
func (w *writing) paragraphs(l *line, text []string) {
	w.done[l] = true
	var look *node
	if run := l.segs[0].node.above("r"); run != nil {
		look = run.child("rPr")
	}
	more := ""
	for _, s := range text[1:] {
		more += "<" + w.prefix + "p>" + w.bytes(l.p.child("pPr")) + w.run(w.bytes(look), s) + "</" + w.prefix + "p>"
	}
	w.edits = append(w.edits, w.rewrite(l, []change{{0, len(l.text), text[0]}})...)
	w.edits = append(w.edits, edit{l.p.end, l.p.end, more})
}

// answer is what becomes of the placeholders of a line. What nothing answers
// stays as it is and is told of.
func (w *writing) answer(l *line, f resolve, at place) []change {
	var out []change
	for _, m := range placeholder.FindAllStringSubmatchIndex(l.text, -1) {
		name := l.text[m[2]:m[3]]
		text, ok := f(name)
		if !ok {
			w.unknown(name, at)
			continue
		}
		out = append(out, change{m[0], m[1], text})
	}
	return out
}

func (w *writing) unknown(name string, at place) {
	var known []string
	for _, x := range w.answers.Fields {
		known = append(known, x.Names...)
	}
	known = append(known, w.answers.Names...)
	message := diag.Say("%[1]s里的 {{%[3]s}} 不知道填什么，照原样留着", "%[2]s: nothing answers {{%[3]s}}; it stays as it is", at.ZH, at.EN, name)
	hint := diag.Say("在申报材料的 form 里加这一栏，或者核对名称", "Add this box to the dossier's form:, or check its name")
	if list, column, ok := strings.Cut(name, "."); ok && w.answers.List != nil {
		if x := w.answers.List(list); x != nil {
			known, name = x.Columns, column
		}
	}
	if w.guesses++; w.guesses > 50 {
		known = nil
	}
	if near := diag.Nearest(name, known); near != "" {
		hint = diag.Say("是不是“%s”？", "Did you mean “%s”?", near)
	}
	w.tell("form/unknown", message, hint)
}

// repeat writes the rows of a table that stand for records, each as often as
// there are records: those from {{#list}} to {{/list}}, and single rows that
// name columns of a list ({{获奖.日期}}).
func (w *writing) repeat(t *table) {
	if w.answers.List == nil {
		return
	}
	for r := 0; r < len(t.rows); r++ {
		if w.repeats(t.rows[r]) {
			continue
		}
		name, last := w.block(t, r)
		if name == "" {
			continue
		}
		if list := w.answers.List(name); list != nil {
			w.records(t, r, last, name, list)
		}
		r = last
	}
}

// block finds the list that a row begins to repeat for, and its last row.
func (w *writing) block(t *table, r int) (list string, last int) {
	for _, name := range w.names(t.rows[r]) {
		if open, ok := strings.CutPrefix(name, "#"); ok {
			open = strings.TrimSpace(open)
			for last = r; last < len(t.rows); last++ {
				if slices.ContainsFunc(w.names(t.rows[last]), func(n string) bool { return strings.HasPrefix(n, "/") }) {
					return open, last
				}
			}
			return open, r
		}
		if before, _, ok := strings.Cut(name, "."); ok && w.answers.List(before) != nil {
			return before, r
		}
	}
	return "", r
}

// names are the placeholders of a row.
func (w *writing) names(tr *node) []string {
	var out []string
	for _, p := range tr.all("p") {
		for _, m := range placeholder.FindAllStringSubmatch(w.lines[p].text, -1) {
			out = append(out, m[1])
		}
	}
	return out
}

// records writes rows r to last once for each record. Without records they
// stand once, empty.
func (w *writing) records(t *table, r, last int, name string, list *List) {
	rows := t.rows[r : last+1]
	if size := rows[len(rows)-1].end - rows[0].start; list.Rows > 0 && size > maxPart/list.Rows {
		w.tell("form/large", diag.Say("%[1]s要重复%[3]d次，太长了，没有填", "%[2]s: to repeat it %[3]d times would be too much", t.place(r).ZH, t.place(r).EN, list.Rows), diag.Text{})
		return
	}
	var b strings.Builder
	for i := range max(list.Rows, 1) {
		mute := len(w.findings)
		for _, tr := range rows {
			if w.isMarker(tr) {
				continue
			}
			b.Write(w.record(tr, w.columns(name, list, i), t.place(r), i > 0))
		}
		if i > 0 {
			w.findings = w.findings[:mute] // the first has told
		}
	}
	for _, tr := range rows {
		w.repeated[tr] = true
	}
	if list.Rows > 0 {
		w.filled++
	} else {
		w.tell("form/no-records", diag.Say("%[1]s里的“%[3]s”没有登记，空着", "%[2]s: there are no records of “%[3]s”", t.place(r).ZH, t.place(r).EN, name),
			diag.Say("核对统计区间（window），或者补充登记", "Check the dossier's window:, or add records"))
	}
	w.edits = append(w.edits, edit{rows[0].start, rows[len(rows)-1].end, b.String()})
}

// isMarker reports whether a row only opens or closes a repetition.
func (w *writing) isMarker(tr *node) bool {
	for _, p := range tr.all("p") {
		text := placeholder.ReplaceAllStringFunc(w.lines[p].text, func(s string) string {
			if strings.ContainsAny(s, "#/") {
				return ""
			}
			return s
		})
		if !isBlank(text) {
			return false
		}
	}
	return len(w.names(tr)) > 0
}

// columns answers the placeholders of one record's row.
func (w *writing) columns(name string, list *List, row int) resolve {
	return func(s string) (string, bool) {
		if strings.HasPrefix(s, "#") || strings.HasPrefix(s, "/") {
			return "", true
		}
		column, own := s, false
		if rest, ok := strings.CutPrefix(s, name+"."); ok {
			column, own = rest, true
		}
		if list.Rows == 0 {
			return "", true
		}
		if fold(column) == "序号" {
			return strconv.Itoa(row + 1), true
		}
		if text, ok := list.Cell(row, column); ok {
			return text, true
		}
		if own {
			return "", false
		}
		return w.field(s)
	}
}

// twice are the marks in a row that may stand only once in a document.
var twice = regexp.MustCompile(` w14:(?:paraId|textId)="[^"]*"`)

// record is a row with its placeholders answered; a copy loses what may stand
// only once.
func (w *writing) record(tr *node, f resolve, at place, again bool) []byte {
	var edits []edit
	for _, p := range tr.all("p") {
		l := w.lines[p]
		edits = append(edits, w.rewrite(l, w.answer(l, f, at))...)
	}
	if again {
		for _, name := range []string{"bookmarkStart", "bookmarkEnd"} {
			for _, n := range tr.all(name) {
				edits = append(edits, edit{n.start, n.end, ""})
			}
		}
	}
	out := apply(w.src, tr.start, tr.end, edits)
	if again {
		out = twice.ReplaceAll(out, nil)
	}
	return out
}
