package form

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"showcase/generator/diag"
)

// writing is one part being filled.
type writing struct {
	*filler
	markup
	src      []byte
	lines    map[*node]*line
	done     map[*line]bool
	rows     map[*node]place
	repeated map[*node]bool // rows that repeat
	edits    []edit
}

// story fills one part; touched is false if nothing of it changed.
func (f *filler) story(s *story) (out []byte, touched bool) {
	w := &writing{filler: f, markup: markupOf(s), src: s.src,
		lines: map[*node]*line{}, done: map[*line]bool{}, rows: map[*node]place{}, repeated: map[*node]bool{}}
	paragraphs := s.root.all("p")
	for _, p := range paragraphs {
		w.lines[p] = lineOf(p)
	}
	var tables []*table
	for _, n := range s.root.all("tbl") {
		f.tables++
		t := w.read(n, f.tables)
		tables = append(tables, t)
		for r, tr := range t.rows {
			w.rows[tr] = t.place(r)
		}
		w.repeat(t)
	}
	for _, t := range tables {
		if !w.repeats(t.node) {
			w.fill(t)
		}
	}
	for _, p := range paragraphs {
		if l := w.lines[p]; !w.done[l] && !w.repeats(p) {
			w.line(l, w.whereabouts(p))
		}
	}
	if len(w.edits) == 0 {
		return nil, false
	}
	return apply(s.src, 0, len(s.src), w.edits), true
}

// repeats reports whether a node is one of the rows that repeat or stands in one.
func (w *writing) repeats(n *node) bool {
	for ; n != nil; n = n.parent {
		if w.repeated[n] {
			return true
		}
	}
	return false
}

func (w *writing) whereabouts(p *node) place {
	if at, ok := w.rows[p.above("tr")]; ok {
		return at
	}
	return diag.Say("表格以外的文字", "Outside the tables")
}

// change notes changes of a line.
func (w *writing) change(l *line, changes []change) {
	w.done[l] = true
	w.edits = append(w.edits, w.rewrite(l, changes)...)
	w.edits = append(w.edits, tickControls(l, changes)...)
}

// line fills what a paragraph asks for by itself: placeholders, boxes behind a
// label, blanks behind labels.
func (w *writing) line(l *line, at place) {
	if strings.Contains(l.text, "{{") || strings.Contains(l.text, "｛｛") {
		w.placeholders(l, at)
		return
	}
	if i := strings.IndexAny(l.text, openBox); i > 0 {
		label := l.text[:i]
		if before, _, ok := cutColon(label); ok {
			label = before
		}
		if x := w.find(label); x != nil && x.Value != "" && !x.ByHand {
			w.taken(x)
			if changes, ok := tick(l.text, x.Value); ok {
				w.filled++
				w.change(l, changes)
			} else {
				w.noChoice(x, l.text, at)
			}
			return
		}
	}
	w.blanks(l, at)
}

// cutColon parts a text at its first colon.
func cutColon(s string) (before, after string, found bool) {
	return strings.Cut(strings.ReplaceAll(s, "：", ":"), ":")
}

// asked is a name, a colon and room to write.
var asked = regexp.MustCompile(`([^:：_＿\n]{1,40})[:：]([\s　_＿]*)`)

// blanks fills the room behind names: 申报单位：____　联系人：____
func (w *writing) blanks(l *line, at place) {
	var changes []change
	for _, m := range asked.FindAllStringSubmatchIndex(l.text, -1) {
		label, from, to := l.text[m[2]:m[3]], m[4], m[5]
		last := to == len(l.text)
		if !last && strings.IndexFunc(l.text[from:to], func(r rune) bool { return r == '_' || r == '＿' }) < 0 && len([]rune(l.text[from:to])) < 3 {
			continue // something is written there
		}
		if strings.HasPrefix(l.text[to:], object) {
			continue
		}
		x := w.find(label)
		if words := strings.FieldsFunc(label, unicode.IsSpace); x == nil && len(words) > 1 {
			x = w.find(words[len(words)-1])
		}
		switch {
		case x != nil && x.Value != "" && !x.ByHand:
			text := strings.ReplaceAll(strings.TrimSpace(w.use(x, label, at)), "\n", " ")
			if !last {
				text += "　"
			}
			changes = append(changes, change{from, to, text})
			w.filled++
		case x == nil && isLabel(label) && !byHand(label) && strings.ContainsAny(l.text[from:to], "_＿"):
			w.tell("form/empty", diag.Say("%[1]s“%[3]s”没有填", "%[2]s: “%[3]s” is empty", at.ZH, at.EN, shown(label)),
				diag.Say("在申报材料的 form 里加一栏，例如：{label: %[1]s, value: …}", "Add a box to the dossier's form:, e.g. {label: %[1]s, value: …}", shown(label)))
		}
	}
	if len(changes) > 0 {
		w.change(l, changes)
	}
}

// write puts paragraphs into an empty cell. They look like the paragraph that
// stands there; empty ones below it, which only kept the room, make way.
func (w *writing) write(c *cell, text []string) {
	l := c.lines[0]
	for _, x := range c.lines {
		w.done[x] = true
	}
	if sdt := l.prompt(); sdt != nil {
		w.endPrompt(sdt)
	}
	head := l.p.child("pPr")
	run := w.look(l, strings.Join(text, ""))
	more := ""
	for _, s := range text[1:] {
		more += "<" + w.prefix + "p>" + w.bytes(head) + w.run(run, s) + "</" + w.prefix + "p>"
	}
	tag := string(w.src[l.p.start:l.p.inner])
	switch {
	case len(l.segs) > 0 && !strings.Contains(l.text, object):
		w.edits = append(w.edits, w.rewrite(l, []change{{0, len(l.text), text[0]}})...)
		w.edits = append(w.edits, edit{l.p.end, l.p.end, more})
	case l.p.inner == l.p.end:
		w.edits = append(w.edits, edit{l.p.start, l.p.end, strings.TrimRight(strings.TrimSuffix(tag, "/>"), " ") + ">" + w.run(run, text[0]) + "</" + w.prefix + "p>" + more})
	default:
		w.edits = append(w.edits, edit{l.p.stop, l.p.stop, w.run(run, text[0])}, edit{l.p.end, l.p.end, more})
	}
	w.makeWay(c, text)
}

// makeWay takes out as many empty paragraphs as the text needs lines.
func (w *writing) makeWay(c *cell, text []string) {
	width, err := strconv.Atoi(attrOf(c.node.child("tcPr", "tcW"), "w"))
	if err != nil || width < 400 {
		width = 4000
	}
	perLine := max(width/240, 1) // of type of 12 pt, in twips
	need := 0
	for _, s := range text {
		need += (len([]rune(s)) + perLine - 1) / perLine
	}
	for _, l := range c.lines[1:] {
		if need--; need <= 0 || len(l.segs) > 0 || l.p.parent != c.node || l.p.child("pPr", "sectPr") != nil {
			return
		}
		w.edits = append(w.edits, edit{l.p.start, l.p.end, ""})
	}
}

func attrOf(n *node, name string) string {
	if n == nil {
		return ""
	}
	return n.attr(name)
}

func (w *writing) bytes(n *node) string {
	if n == nil {
		return ""
	}
	return string(w.src[n.start:n.end])
}

// look is the run properties for a text in an empty paragraph: those of a run
// that stands there, else those that the paragraph's mark has.
func (w *writing) look(l *line, text string) string {
	var from *node
	if runs := l.p.nearest("r", "p"); len(runs) > 0 {
		from = runs[0].child("rPr")
	}
	if from == nil {
		from = l.p.child("pPr", "rPr")
	}
	inner := ""
	hint := strings.ContainsAny(text, "“”‘’…—·×÷°±") // Word takes these for Latin otherwise
	if from != nil {
		for _, k := range from.kids {
			switch k.name {
			case "ins", "del", "moveFrom", "moveTo", "rPrChange":
				continue
			case "rFonts":
				s := w.bytes(k)
				if hint && k.attr("hint") == "" {
					s = strings.Replace(s, w.prefix+"rFonts", w.prefix+"rFonts "+w.prefix+`hint="eastAsia"`, 1)
				}
				inner += s
				hint = false
				continue
			}
			inner += w.bytes(k)
		}
	}
	if hint {
		fonts := "<" + w.prefix + "rFonts " + w.prefix + `hint="eastAsia"/>`
		if style := from.child("rStyle"); style != nil {
			s := w.bytes(style)
			inner = s + fonts + strings.TrimPrefix(inner, s)
		} else {
			inner = fonts + inner
		}
	}
	if inner == "" {
		return ""
	}
	return "<" + w.prefix + "rPr>" + inner + "</" + w.prefix + "rPr>"
}

// endPrompt lets a content control show its text as written by hand: no longer
// as its prompt, nor bound to data that Word would put in its place.
func (w *writing) endPrompt(sdt *node) {
	for _, name := range []string{"showingPlcHdr", "dataBinding"} {
		if n := sdt.child("sdtPr", name); n != nil {
			w.edits = append(w.edits, edit{n.start, n.end, ""})
		}
	}
	if content := sdt.child("sdtContent"); content != nil {
		for _, n := range content.all("rStyle") {
			w.edits = append(w.edits, edit{n.start, n.end, ""})
		}
	}
}
