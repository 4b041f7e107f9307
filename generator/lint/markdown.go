package lint

import (
	"strings"
	"unicode"

	"showcase/generator/hanzi"
)

// split finds the lines and says what each character belongs to.
func (p *page) split() {
	fence, fenceLen := rune(0), 0
	for start := 0; start < len(p.r); {
		end := start
		for end < len(p.r) && p.r[end] != '\n' {
			end++
		}
		next := end + 1
		if end > start && p.r[end-1] == '\r' {
			end--
		}
		l := line{start: start, end: end, text: start, kind: other}
		switch {
		case p.off[start] < p.o.Body:
			p.front(&l)
		case fence != 0:
			p.mark(start, end, code)
			if c, n := p.fenceAt(start, end); c == fence && n >= fenceLen && strings.Trim(string(p.r[start:end]), string(fence)+" \r") == "" {
				fence = 0
			}
		default:
			if fence, fenceLen = p.fenceAt(start, end); fence != 0 {
				p.mark(start, end, code)
			} else {
				p.body(&l)
			}
		}
		p.lines = append(p.lines, l)
		start = next
	}
}

func (p *page) mark(start, end int, k uint8) {
	for i := start; i < end; i++ {
		p.part[i] = k
	}
}

// fenceAt returns the character and length of a code fence that the line is.
func (p *page) fenceAt(i, end int) (rune, int) {
	for i < end && p.r[i] == ' ' {
		i++
	}
	c, n := p.at(i), 0
	if c != '`' && c != '~' {
		return 0, 0
	}
	for i+n < end && p.r[i+n] == c {
		n++
	}
	if n < 3 {
		return 0, 0
	}
	return c, n
}

// front marks keys and fences of a front-matter line; the rest is a value.
func (p *page) front(l *line) {
	p.mark(l.start, l.end, meta)
	text := strings.TrimSpace(string(p.r[l.start:l.end]))
	if text == "" || strings.HasPrefix(text, "#") || strings.Trim(text, "-+—=") == "" {
		p.mark(l.start, l.end, markup)
		return
	}
	for i := l.start; i < l.end && i < l.start+24; i++ {
		c := p.r[i]
		if c == ':' || c == '=' || c == '：' {
			p.mark(l.start, i+1, markup)
			return
		}
		if c != ' ' && c != '-' && c != '_' && c != '"' && c != '\t' && c != '{' && !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			break
		}
	}
	for i := l.start; i < l.end && (p.r[i] == ' ' || p.r[i] == '-' || p.r[i] == '\t'); i++ {
		p.part[i] = markup
	}
}

// body says what kind of line l is and marks what is not prose in it.
func (p *page) body(l *line) {
	i := l.start
	for i < l.end && (p.r[i] == ' ' || p.r[i] == '\t' || p.r[i] == '>') {
		i++
	}
	l.text = i
	rest := p.r[i:l.end]
	c := p.at(i)
	switch {
	case i >= l.end:
		l.kind = blank
		return
	case strings.Trim(string(rest), "-*_= |:") == "" || strings.HasPrefix(string(rest), ":::"):
		p.mark(l.start, l.end, markup)
		return
	case c == '#':
		l.kind = heading
		for l.text < l.end && (p.r[l.text] == '#' || p.r[l.text] == ' ') {
			l.text++
		}
	case c == '|':
		l.kind = row
	case (c == '-' || c == '*' || c == '+') && len(rest) > 1 && rest[1] == ' ':
		l.kind, l.text = item, i+2
	case c >= '0' && c <= '9':
		l.kind = para
		for j := i; j < l.end && j < i+10; j++ {
			if p.r[j] >= '0' && p.r[j] <= '9' {
				continue
			}
			if (p.r[j] == '.' || p.r[j] == ')') && p.at(j+1) == ' ' {
				l.kind, l.text = item, j+2
			}
			break
		}
	default:
		l.kind = para
	}
	l.text = min(l.text, l.end)
	p.mark(l.start, l.text, markup)
	p.inline(l.text, l.end)
}

// inline marks code, addresses, link targets, tags and placeholders.
func (p *page) inline(i, end int) {
	for i < end {
		next := i + 1
		switch p.r[i] {
		case '`':
			next = p.codeSpan(i, end)
		case '<':
			if c := p.at(i + 1); c == '/' || c == '!' || c < 0x80 && unicode.IsLetter(c) {
				next = p.until(i, end, '>', link)
			}
		case '{':
			if p.at(i+1) == '{' || p.at(i+1) == '#' || p.at(i+1) == '.' {
				next = p.until(i, end, '}', link)
			}
			if next == i+1 && p.at(next) == '{' { // not closed: what is meant inside is not known
				p.mark(i, end, link)
				next = end
			}
		case ']':
			if p.at(i+1) == '(' {
				next = p.target(i+1, end)
			} else if p.at(i+1) == ':' {
				p.mark(i, i+2, markup)
			}
		case '\\':
			next = i + 2
		case 'h', 'w', 'f', 'm':
			next = p.address(i, end)
		}
		i = next
	}
}

// reach is how far a span's other end is looked for, so that a line of
// nothing but openings costs no more than its length times this.
const reach = 2000

func (p *page) codeSpan(i, end int) int {
	end = min(end, i+reach)
	n := 0
	for i+n < end && p.r[i+n] == '`' {
		n++
	}
	for j, run := i+n, 0; j <= end; j++ {
		if j < end && p.r[j] == '`' {
			run++
			continue
		}
		if run == n {
			p.mark(i, j, code)
			return j
		}
		run = 0
	}
	return i + n
}

// until marks up to and including the closing character, when it is in the line.
func (p *page) until(i, end int, closing rune, k uint8) int {
	for j := i + 1; j < min(end, i+reach); j++ {
		if p.r[j] == closing {
			for closing == '}' && j+1 < end && p.r[j+1] == '}' {
				j++
			}
			p.mark(i, j+1, k)
			return j + 1
		}
	}
	return i + 1
}

// target marks a link's target; brackets inside may nest.
func (p *page) target(i, end int) int {
	depth := 0
	for j := i; j < min(end, i+reach); j++ {
		switch p.r[j] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				p.mark(i, j+1, link)
				return j + 1
			}
		}
	}
	return i + 1
}

// address marks a bare address of the web.
func (p *page) address(i, end int) int {
	if c := p.at(i - 1); c < 0x80 && unicode.IsLetter(c) {
		return i + 1
	}
	head := string(p.r[i:min(end, i+8)])
	for _, s := range []string{"http://", "https://", "ftp://", "www.", "mailto:", "file://"} {
		if strings.HasPrefix(head, s) {
			j := i
			for j < end && p.r[j] > ' ' && p.r[j] < 0x7F && p.r[j] != '<' && p.r[j] != '>' {
				j++
			}
			for j > i && strings.ContainsRune(".,;:!?)", p.r[j-1]) { // the sentence's, not the address's
				j--
			}
			p.mark(i, j, link)
			return j
		}
	}
	return i + 1
}

// mark characters of Chinese text.
const wide = "，。、；：？！（）“”‘’《》〈〉「」『』【】〔〕…—～·"

func isMark(r rune) bool  { return r > 0x7F && strings.ContainsRune(wide, r) }
func isHan(r rune) bool   { return hanzi.Is(r) }
func isDigit(r rune) bool { return r >= '0' && r <= '9' }
func isLatin(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }
