package importer

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"showcase/generator/diag"
	"showcase/generator/hanzi"
)

// writer writes one article's body.
type writer struct {
	m      *job
	b      strings.Builder
	phases []phase
}

type phase struct{ name, start, end string }

// write returns an article's body, with headings and lists, and the phases of a plan.
func (m *job) write(a *article) (string, []phase) {
	if m.structured(a) {
		return m.plain(a.lines), nil
	}
	w := &writer{m: m}
	w.nodes(m.outline(a.lines).kids, 2, "")
	body := strings.Trim(w.b.String(), "\n")
	for strings.Contains(body, "\n\n\n") {
		body = strings.ReplaceAll(body, "\n\n\n", "\n\n")
	}
	return body, w.phases
}

// plain is lines as they stand: those of Markdown unchanged, others a paragraph each.
func (m *job) plain(lines []span) string {
	var b strings.Builder
	for _, l := range lines {
		switch s := m.line(l); {
		case m.markdown():
			b.WriteString(s + "\n")
		case s != "":
			b.WriteString(escape(s) + "\n\n")
		}
	}
	return strings.Trim(b.String(), "\n")
}

// structured reports whether the article is Markdown with headings of its own.
func (m *job) structured(a *article) bool {
	for _, l := range a.lines {
		if m.markdown() && strings.HasPrefix(m.line(l), "#") {
			return true
		}
	}
	return false
}

// nodes writes siblings: headings of the level, lists, or paragraphs.
func (w *writer) nodes(list []*node, level int, indent string) {
	for i := 0; i < len(list); {
		n := list[i]
		if n.style == 0 {
			w.paragraph(n, level, indent)
			i++
			continue
		}
		j := i
		for j < len(list) && list[j].style == n.style {
			j++
		}
		group := list[i:j]
		titles, ok := w.m.headings(group)
		switch {
		case ok && indent == "" && level <= 6:
			for k, t := range titles {
				w.heading(group[k], t, level)
			}
		case n.as == byDigit || n.as == byDigit2:
			for k, item := range group {
				w.item(item, level, indent)
				if k+1 < len(group) && len(item.kids) > 0 {
					w.b.WriteString("\n")
				}
			}
			w.b.WriteString("\n")
		default:
			for _, item := range group {
				w.numbered(item, level, indent)
			}
		}
		i = j
	}
}

// renumber notes what became of a number.
func (w *writer) renumber(n *node, to string) {
	m := w.m
	if n.as != n.style {
		m.say(diag.Warning, "structure/numbering", n.number.start, n.number.end, diag.Say("层次颠倒：“%s”改为“%s”", "inverted levels: “%s” becomes “%s”", m.line(n.number), to), diag.Text{})
	}
	m.note("structure/numbering", n.number.start, n.number.end, to)
}

func (w *writer) heading(n *node, t title, level int) {
	number := numeral(n.as, n.value)
	w.renumber(n, number)
	if t.cut.end > t.cut.start {
		w.m.note("import/heading", n.text.start+t.cut.start, n.text.start+t.cut.end, "")
	}
	fmt.Fprintf(&w.b, "%s %s%s\n\n", strings.Repeat("#", level), number, escape(t.head))
	if rest := strings.TrimSpace(t.rest); rest != "" {
		w.phase(t.head, rest)
		fmt.Fprintf(&w.b, "%s\n\n", w.prose(rest))
	}
	w.nodes(n.kids, level+1, "")
}

var months = regexp.MustCompile(`^（(\d{4})年(\d{1,2})月[至到—～~-](\d{4})年(\d{1,2})月）`)

// phase notes a plan's phase: 准备阶段（2012年2月至2012年6月）….
func (w *writer) phase(name, text string) {
	if g := months.FindStringSubmatch(text); g != nil && strings.HasSuffix(name, "阶段") {
		w.phases = append(w.phases, phase{name, g[1] + "-" + two(g[2]), g[3] + "-" + two(g[4])})
	}
}

func two(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

// item writes a numbered line as an item of a list.
func (w *writer) item(n *node, level int, indent string) {
	number := fmt.Sprintf("%d.", n.value)
	w.m.note("import/list", n.number.start, n.number.end, number)
	fmt.Fprintf(&w.b, "%s%s %s\n", indent, number, w.prose(w.m.line(n.text)))
	if len(n.kids) > 0 {
		w.b.WriteString("\n")
		w.nodes(n.kids, level, indent+strings.Repeat(" ", len(number)+1))
	}
}

// numbered writes a numbered line as a paragraph.
func (w *writer) numbered(n *node, level int, indent string) {
	number := numeral(n.as, n.value)
	w.renumber(n, number)
	fmt.Fprintf(&w.b, "%s%s%s\n\n", indent, number, escape(w.m.line(n.text)))
	w.nodes(n.kids, level, indent)
}

func (w *writer) paragraph(n *node, level int, indent string) {
	s := w.m.line(n.text)
	if word, rest, ok := cutAnnex(s); ok && indent == "" {
		w.annex(n, word, rest)
		return
	}
	if w.m.markdown() && (strings.HasPrefix(s, "|") || strings.HasPrefix(s, "- ") || strings.HasPrefix(s, "> ")) {
		w.b.WriteString(indent + s + "\n")
		return
	}
	fmt.Fprintf(&w.b, "%s%s\n\n", indent, w.prose(s))
}

// prose is a paragraph's text in Markdown.
func (w *writer) prose(s string) string {
	if w.m.markdown() {
		return s
	}
	return escape(s)
}

// escape keeps plain text from being read as Markdown.
func escape(s string) string {
	var b strings.Builder
	for i, r := range s {
		next := byte(0)
		if i+1 < len(s) {
			next = s[i+1]
		}
		switch {
		case r == '\\' || r == '*' || r == '`' || r == '_' || r == '[' && strings.Contains(s[i:], "]("), r == '<' && next != ' ',
			i == 0 && (r == '#' || r == '>' || r == '|' || r == '~' || r == ':' || r == '='), i == 0 && (r == '-' || r == '+') && (next == ' ' || next == '-' || next == 0), r == '{' && next == '{':
			b.WriteByte('\\')
		case (r == '.' || r == ')') && next == ' ' && i > 0 && strings.Trim(s[:i], "0123456789") == "":
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// cutAnnex takes the word off an annex: 附 or 附件.
func cutAnnex(s string) (word, rest string, ok bool) {
	word, rest, ok = strings.Cut(s, "：")
	return word, rest, ok && (word == "附" || word == "附件")
}

var roles = regexp.MustCompile(`(常务副组长|副组长|组长|成员|组员|顾问|秘书长|秘书|副主任|主任|副主席|主席|委员|负责人|联络员|联系人)：`)

// annex writes 附：名单：组长：甲（校长）成员：乙（…）丙（…） as a heading and a list.
func (w *writer) annex(n *node, word, rest string) {
	m := w.m
	at := n.text.end - len(rest)
	name := rest
	body := ""
	if i := strings.Index(rest, "："); i > 0 && utf8.RuneCountInString(rest[:i]) <= 20 && roles.FindStringIndex(rest[:i+len("：")]) == nil {
		name, body = rest[:i], rest[i+len("："):]
		m.note("import/heading", at+i, at+i+len("："), "")
	} else if roles.FindStringIndex(rest) != nil {
		name, body = "名单", rest
	} else if utf8.RuneCountInString(rest) > 40 {
		m.note("import/heading", at-len("："), at, "")
		fmt.Fprintf(&w.b, "## %s\n\n%s\n\n", word, w.prose(rest))
		return
	}
	title := strings.TrimRight(name, "。")
	if title != name { // then name ends the line
		m.note("import/heading", at+len(title), at+len(name), "")
	}
	fmt.Fprintf(&w.b, "## %s：%s\n\n", word, escape(title))
	places := roles.FindAllStringIndex(body, -1)
	if len(places) == 0 || places[0][0] != 0 {
		if body != "" {
			fmt.Fprintf(&w.b, "%s\n\n", w.prose(body))
		}
		return
	}
	m.note("structure/run-on-annex", n.text.end-len(body), n.text.end, "（列表）")
	for i, p := range places {
		end := len(body)
		if i+1 < len(places) {
			end = places[i+1][0]
		}
		fmt.Fprintf(&w.b, "- %s%s\n", body[p[0]:p[1]], escape(people(body[p[1]:end])))
	}
	w.b.WriteString("\n")
}

// people sets names apart that stand behind each other: 甲（校长）乙（委员）.
func people(s string) string {
	s = strings.TrimRight(s, "。；、，")
	var b strings.Builder
	for i, r := range s {
		b.WriteRune(r)
		if next, _ := utf8.DecodeRuneInString(s[min(i+utf8.RuneLen(r), len(s)):]); r == '）' && hanzi.Is(next) {
			b.WriteRune('、')
		}
	}
	return b.String()
}
