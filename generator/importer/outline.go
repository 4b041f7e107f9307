package importer

import (
	"strings"
	"unicode/utf8"
)

// node is a paragraph, or a numbered line with what stands under it.
type node struct {
	style, value int // 0: a paragraph
	as           int // the style it is written in, where levels were inverted
	number       span
	text         span
	kids         []*node
	raw          bool // a line of Markdown that stays as it is
}

// outline orders an article's lines by their numbers. A number continues the
// nearest open sequence of its style; a 1 of a style that is open further up
// begins a level below, which is inverted and written in the style that ranks there.
func (m *job) outline(lines []span) *node {
	root := &node{}
	stack := []*node{root}
	for _, l := range lines {
		s := m.line(l)
		if s == "" {
			continue
		}
		style, value, size := number(s)
		n := &node{style: style, value: value, as: style, number: span{l.start, l.start + size}, text: span{l.start + size, l.end}}
		if style == 0 || m.counts(s[size:], style) {
			n.style, n.as, n.number.end, n.text.start = 0, 0, l.start, l.start
			if strings.HasPrefix(s, "附：") || strings.HasPrefix(s, "附件：") {
				stack = stack[:1]
			}
			top := stack[len(stack)-1]
			top.kids = append(top.kids, n)
			continue
		}
		depth := m.depth(stack, style, value)
		n.as = m.rank(stack[:depth], style)
		stack[depth-1].kids = append(stack[depth-1].kids, n)
		stack = append(stack[:depth], n)
	}
	return root
}

// counts reports whether 一、 begins a count and not a heading: 一、二年级学生…
func (m *job) counts(rest string, style int) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return style == byHan && strings.ContainsRune(numerals, r) && !strings.HasPrefix(rest, "一是")
}

// depth returns how many of the open nodes stay open above a number.
func (m *job) depth(stack []*node, style, value int) int {
	for k := len(stack) - 1; k > 0; k-- {
		if stack[k].style == style && stack[k].value+1 == value {
			return k
		}
	}
	top := stack[len(stack)-1]
	open := 0
	for k := len(stack) - 1; k > 0; k-- {
		if stack[k].style == style {
			open = k
			break
		}
	}
	switch {
	case open > 0 && (top.style == style || value != 1):
		return open // begins again, or jumps
	case open > 0:
		return len(stack) // inverted: a level below
	}
	k := len(stack)
	for k > 1 && stack[k-1].style > style {
		k--
	}
	return k
}

// rank is the style for a number below the open nodes: its own unless a node
// above has that style or one of a lower rank.
func (m *job) rank(above []*node, style int) int {
	lowest := 0
	for _, n := range above[1:] {
		lowest = max(lowest, n.as)
	}
	if style > lowest {
		return style
	}
	return min(lowest+1, byDigit2)
}

// title is how a numbered line splits into a heading and a paragraph.
type title struct {
	head, rest string
	cut        span // the mark between them, in the line's text
}

// lead splits the text of a numbered line into a heading and what follows.
func lead(s string, kids bool) (title, bool) {
	runes := utf8.RuneCountInString
	whole := strings.TrimRight(s, "。：:；")
	end := strings.IndexAny(s, "。：！？；")
	balanced := func(h string) bool {
		return strings.Count(h, "“") == strings.Count(h, "”") && strings.Count(h, "（") == strings.Count(h, "）") && strings.Count(h, "《") == strings.Count(h, "》")
	}
	at := func(i, width int) title { return title{s[:i], s[i+width:], span{i, i + width}} }
	if end < 0 || end == len(whole) && !strings.ContainsAny(whole, "。！？；") {
		if end < 0 && runes(s) <= 40 || kids && runes(whole) <= 45 {
			return title{whole, "", span{len(whole), len(s)}}, balanced(whole)
		}
	}
	if end > 0 && end+len("。") < len(s) {
		switch head := s[:end]; {
		case strings.HasPrefix(s[end:], "："):
			if runes(head) <= 20 && !strings.ContainsAny(head, "，、") && balanced(head) {
				return at(end, len("：")), true
			}
		case strings.HasPrefix(s[end:], "。"):
			if runes(head) <= 30 && balanced(head) {
				return at(end, len("。")), true
			}
		}
	}
	if i := strings.Index(s, "——"); i > 0 && i+len("——") < len(s) && runes(s[:i]) <= 12 && !strings.ContainsAny(s[:i], "，、。：") && balanced(s[:i]) {
		return at(i, len("——")), true
	}
	return title{}, false
}

// clause splits at the first comma: what remains for a line among headings
// that has no lead of its own.
func clause(s string, kids bool) (title, bool) {
	if i := strings.Index(s, "，"); i > 0 && utf8.RuneCountInString(s[:i]) <= 20 && i+len("，") < len(s) {
		return title{s[:i], s[i+len("，"):], span{i, i + len("，")}}, true
	}
	if whole := strings.TrimRight(s, "。："); utf8.RuneCountInString(whole) <= 45 && !strings.ContainsAny(whole, "。；") {
		return title{whole, "", span{len(whole), len(s)}}, true
	}
	return title{}, false
}

// headings decides whether the siblings of one style are headings: six of ten
// have a lead, and the others can be split too.
func (m *job) headings(group []*node) ([]title, bool) {
	out := make([]title, len(group))
	leads := 0
	for i, n := range group {
		s := m.line(n.text)
		t, ok := lead(s, len(n.kids) > 0)
		if ok {
			leads++
		} else if t, ok = clause(s, len(n.kids) > 0); !ok {
			return nil, false
		}
		out[i] = t
	}
	return out, leads*10 >= len(group)*6
}
