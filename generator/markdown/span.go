package markdown

import (
	"sort"
	"strings"

	"github.com/yuin/goldmark/text"
)

// span is the text of one leaf block. Where the block's lines follow each other
// in the source (but for indents) s is a piece of the source itself; where
// something stands between them, such as the > of a quote, s is a copy of
// the lines and marks says where each came from.
type span struct {
	s     string
	base  int    // offset of s in the source
	marks []mark // nil: s is a piece of the source
}

// mark says that s[at:] comes from the source's src.
type mark struct{ at, src int }

// pos turns an offset in s into one in the source.
func (p *span) pos(i int) int {
	if p.marks == nil {
		return p.base + i
	}
	k := sort.Search(len(p.marks), func(k int) bool { return p.marks[k].at > i }) - 1
	m := p.marks[max(k, 0)]
	return m.src + i - m.at
}

// lineStop returns where in the source the text of the line s[from:to] ends.
func (p *span) lineStop(from, to int) int {
	return p.pos(from) + len(strings.TrimRight(p.s[from:to], " \t\r\n"))
}

// cut returns s[from:to] as a span of its own.
func (p *span) cut(from, to int) span {
	if p.marks == nil {
		return span{s: p.s[from:to], base: p.base + from}
	}
	c := span{s: p.s[from:to], marks: []mark{{0, p.pos(from)}}}
	for _, m := range p.marks {
		if m.at > from && m.at < to {
			c.marks = append(c.marks, mark{m.at - from, m.src})
		}
	}
	return c
}

// spanOf returns the text of a block's lines, trimmed at both ends. src is the
// source.
func spanOf(src string, lines *text.Segments) span {
	n := lines.Len()
	if n == 0 {
		return span{}
	}
	first := lines.At(0)
	direct := true
	for i, stop := 1, first.Stop; i < n; i++ {
		l := lines.At(i)
		if l.Start < stop || strings.Trim(src[stop:l.Start], " \t") != "" {
			direct = false
			break
		}
		stop = l.Stop
	}
	if direct {
		return trimmed(span{s: src[first.Start:lines.At(n-1).Stop], base: first.Start})
	}
	var b strings.Builder
	p := span{marks: make([]mark, 0, n)}
	for i := range n {
		l := lines.At(i)
		p.marks = append(p.marks, mark{b.Len(), l.Start})
		b.WriteString(src[l.Start:l.Stop])
		if i < n-1 && !strings.HasSuffix(src[l.Start:l.Stop], "\n") {
			b.WriteByte('\n')
		}
	}
	p.s = b.String()
	return trimmed(p)
}

func trimmed(p span) span {
	t, n := trimBlank(p.s)
	if len(t) == len(p.s) {
		return p
	}
	return p.cut(n, n+len(t))
}
