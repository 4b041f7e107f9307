package site

import (
	"bytes"
	"strings"

	"showcase/generator/diag"
	"showcase/generator/markdown"
)

// Placeholder is the text that stands for {{text}} on paper and on the web.
// {{人工:12人}}, a number that a person answers for, shows as 12人. Whatever else
// stands there is not filled in (ok is false) and shows as it was written;
// [Link] reports it.
func Placeholder(text string) (shown string, ok bool) {
	for _, mark := range []string{"人工:", "人工："} {
		if rest, found := strings.CutPrefix(strings.TrimSpace(text), mark); found {
			return strings.TrimSpace(rest), true
		}
	}
	return "{{" + text + "}}", false
}

// Fill replaces the {{placeholders}} of a text of the front matter.
func Fill(s string) string {
	if !strings.Contains(s, "{{") {
		return s
	}
	var out strings.Builder
	for {
		before, rest, opened := strings.Cut(s, "{{")
		inner, after, closed := strings.Cut(rest, "}}")
		if !opened || !closed {
			return out.String() + s
		}
		shown, _ := Placeholder(inner)
		out.WriteString(before + shown)
		s = after
	}
}

// placeholders reports the numbers of a page that nothing fills in.
func (l *linker) placeholders(p *Page) {
	text := p.Text()
	if !bytes.Contains(text, []byte("{{")) {
		return
	}
	for at := 0; at < p.BodyStart; {
		inner, start, end := nextPlaceholder(text[:p.BodyStart], at)
		if end == 0 {
			break
		}
		l.unfilled(p, inner, start, end)
		at = end
	}
	if p.Body == nil {
		return
	}
	var walk func(n *markdown.Node)
	walk = func(n *markdown.Node) {
		for k := range n.Children() {
			if k.Kind == markdown.Placeholder {
				if _, start, end := nextPlaceholder(text, p.BodyStart+k.Pos); end > 0 {
					l.unfilled(p, k.Text, start, end)
				}
			}
			walk(k)
		}
	}
	walk(p.Body.Root)
	for _, note := range p.Body.Notes {
		walk(note)
	}
}

// nextPlaceholder is the first {{…}} at or behind an offset; end is 0 if there
// is none.
func nextPlaceholder(text []byte, from int) (inner string, start, end int) {
	i := bytes.Index(text[from:], []byte("{{"))
	if i < 0 {
		return "", 0, 0
	}
	start = from + i
	j := bytes.Index(text[start:], []byte("}}"))
	if j < 0 {
		return "", 0, 0
	}
	return string(text[start+2 : start+j]), start, start + j + 2
}

func (l *linker) unfilled(p *Page, text string, start, end int) {
	if _, ok := Placeholder(text); ok {
		return
	}
	l.report(p.Item, start, end, diag.Warning, "placeholder/unfilled",
		diag.Say("“{{%s}}”没有填上数字，会原样出现在网页和打印件里。", "“{{%s}}” is not filled in: it shows as it stands, on the web and on paper.", strings.TrimSpace(text)),
		diag.Say("把数字写在里面并由人负责，例如：{{人工:116人}}；或者直接写数字。", "Write the number that someone answers for, e.g. {{人工:116}}, or just the number."))
}
