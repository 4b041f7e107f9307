package markdown

import "strings"

// openBracket reads what may begin with [: a footnote's mark, a link by title,
// or the text of a link.
func (x *inline) openBracket(i int) int {
	if strings.HasPrefix(x.s[i:], "[^") {
		if end := x.noteRef(i); end > i {
			return end
		}
	}
	if strings.HasPrefix(x.s[i:], "[[") {
		if end := x.titleLink(i); end > i {
			return end
		}
	}
	return x.pushBracket(i, i+1, false)
}

func (x *inline) pushBracket(i, end int, image bool) int {
	if n := len(x.brackets); n > 0 {
		x.brackets[n-1].inner = true
	}
	x.inactive = min(x.inactive, len(x.brackets))
	x.flush(i, end)
	x.brackets = append(x.brackets, bracket{piece: len(x.pieces), delims: x.last, image: image, text: end})
	x.pieces = append(x.pieces, piece{kind: pieceOpen, start: i, end: end})
	return end
}

// noteRef reads [^label].
func (x *inline) noteRef(i int) int {
	label, n := noteLabel(x.s[i:])
	if n == 0 {
		return i
	}
	at := x.useNote(label)
	if at < 0 {
		x.noteUndefined(x.pos(i), x.pos(i+n), label)
		return i + n
	}
	ref := x.node(FootnoteRef)
	ref.Note = at
	return x.add(ref, i, i+n)
}

// titleLink reads [[title]], [[title#section]] and [[title|text]]. In a table
// the stroke may be written \|.
func (x *inline) titleLink(i int) int {
	from := i + 2
	n := strings.IndexAny(x.s[from:], "[]\n")
	if n <= 0 || !strings.HasPrefix(x.s[from+n:], "]]") || strings.HasPrefix(x.s[from+n:], "]](") {
		return i
	}
	end := from + n + 2
	dest, text := x.s[from:from+n], ""
	if k := strings.IndexByte(dest, '|'); k >= 0 {
		dest, text = strings.TrimSuffix(dest[:k], `\`), dest[k+1:]
	}
	dest, lead := trimBlank(dest)
	if dest == "" {
		return i
	}
	a := x.node(Anchor)
	a.Link = &Link{Dest: dest, ByTitle: true, Pos: x.pos(from + lead), End: x.pos(from + lead + len(dest))}
	if t, _ := trimBlank(text); t != "" {
		a.FirstChild = x.node(Text)
		a.FirstChild.Text = t
		a.FirstChild.Pos = x.pos(i + strings.LastIndex(x.s[i:end], t))
	}
	return x.add(a, i, end)
}

// closeBracket reads ] and what may follow it.
func (x *inline) closeBracket(i int) int {
	n := len(x.brackets)
	if n == 0 {
		return i
	}
	b := x.brackets[n-1]
	if !b.image && n-1 < x.inactive {
		x.brackets = x.brackets[:n-1]
		return i
	}
	t, ok := x.destination(i + 1)
	if !ok {
		t, ok = x.reference(b, i)
	}
	x.brackets = x.brackets[:n-1]
	if !ok {
		return i
	}
	x.flush(i, t.end)
	kind := Anchor
	if b.image {
		kind = Image
	}
	node := x.node(kind)
	open := &x.pieces[b.piece]
	node.Pos, node.Title = x.pos(open.start), t.title
	node.Link = &Link{Dest: x.address(t, b.image), Image: b.image, Pos: t.pos, End: t.stop}
	open.node = node
	x.pieces = append(x.pieces, piece{kind: pieceClose, start: i, end: t.end})
	x.pair(b.delims)
	if !b.image {
		x.inactive = len(x.brackets)
	}
	return t.end
}

// target is where a link leads: the destination as it is written, its place in
// the source, and the offset in s behind the whole.
type target struct {
	raw       string
	pos, stop int
	title     string
	end       int
}

// destination reads (address "title") at s[i:].
func (x *inline) destination(i int) (target, bool) {
	s := x.s
	if i >= len(s) || s[i] != '(' {
		return target{}, false
	}
	i = skipSpace(s, i+1)
	from, to, next := scanAddress(s, i)
	if next < 0 {
		return target{}, false
	}
	t := target{raw: s[from:to], pos: x.pos(from), stop: x.pos(from) + to - from}
	i = skipSpace(s, next)
	if i > next {
		if title, end := scanTitle(s, i); end > 0 {
			t.title = unescape(title)
			i = skipSpace(s, end)
		}
	}
	if i >= len(s) || s[i] != ')' {
		return target{}, false
	}
	t.end = i + 1
	return t, true
}

// reference reads [label], [] or nothing behind the ] at s[i].
func (x *inline) reference(b bracket, i int) (target, bool) {
	if len(x.refs) == 0 {
		return target{}, false
	}
	end, label := i+1, ""
	if end < len(x.s) && x.s[end] == '[' {
		if n := labelEnd(x.s, end+1); n > 0 {
			label = x.s[end+1 : n]
			end = n + 1
		}
	}
	if strings.TrimSpace(label) == "" {
		if b.inner || i-b.text > maxLabel {
			return target{}, false
		}
		label = x.s[b.text:i]
	}
	r := x.refs[foldLabel(label)]
	if r == nil {
		return target{}, false
	}
	r.used = true
	t := r.target
	t.end = end
	return t, true
}

// labelEnd returns where the ] of a label that begins at s[i] stands, or -1.
func labelEnd(s string, i int) int {
	for stop := min(len(s), i+maxLabel+1); i < stop; i++ {
		switch s[i] {
		case '\\':
			i++
		case '[':
			return -1
		case ']':
			return i
		}
	}
	return -1
}

// foldLabel makes labels comparable: any case, any white space.
func foldLabel(s string) string {
	return strings.ToLower(strings.ToUpper(strings.Join(strings.Fields(s), " ")))
}

func skipSpace(s string, i int) int {
	for i < len(s) && (s[i] == ' ' || s[i] == '\t' || s[i] == '\n' || s[i] == '\r') {
		i++
	}
	return i
}

// scanAddress reads a link's destination at s[i:] and returns its bounds without
// < and >, and where to read on; -1: there is none.
func scanAddress(s string, i int) (from, to, next int) {
	if i < len(s) && s[i] == '<' {
		for k := i + 1; k < len(s); k++ {
			switch s[k] {
			case '\\':
				k++
			case '\n', '<':
				return 0, 0, -1
			case '>':
				return i + 1, k, k + 1
			}
		}
		return 0, 0, -1
	}
	depth, k := 0, i
scan:
	for ; k < len(s); k++ {
		switch c := s[k]; {
		case c == '\\' && k+1 < len(s) && asciiPunct(s[k+1]):
			k++
		case c == '(':
			if depth++; depth > 32 {
				return 0, 0, -1
			}
		case c == ')':
			if depth--; depth < 0 {
				break scan
			}
		case c <= ' ' || c == 0x7F:
			break scan
		}
	}
	if depth > 0 {
		return 0, 0, -1
	}
	return i, k, k
}

// scanTitle reads "title", 'title' or (title) at s[i:]; end is 0 when there is none.
func scanTitle(s string, i int) (title string, end int) {
	if i >= len(s) {
		return "", 0
	}
	closer := s[i]
	switch closer {
	case '"', '\'':
	case '(':
		closer = ')'
	default:
		return "", 0
	}
	for k := i + 1; k < len(s); k++ {
		switch s[k] {
		case '\\':
			k++
		case closer:
			return s[i+1 : k], k + 1
		case '(':
			if closer == ')' {
				return "", 0
			}
		case '\n':
			if t := skipSpace(s, k+1); strings.Contains(s[k+1:t], "\n") {
				return "", 0
			}
		}
	}
	return "", 0
}

// unescape undoes backslash escapes and entities.
func unescape(s string) string {
	if !strings.ContainsAny(s, "\\&") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s) && asciiPunct(s[i+1]):
			i++
			b.WriteByte(s[i])
			continue
		case c == '&':
			if n := strings.IndexByte(s[i:min(len(s), i+40)], ';'); n >= 2 {
				if t := decodeEntity(s[i+1 : i+n]); t != "" {
					b.WriteString(t)
					i += n
					continue
				}
			}
			b.WriteByte(c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}
