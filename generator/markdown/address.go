package markdown

import (
	"net/url"
	"strings"
	"unicode/utf8"
)

// address turns a destination as written into one to follow: escapes undone, and
// percent-encoding in paths of the site. An address that a browser would run,
// or that leads to the author's own computer, is emptied.
func (x *inline) address(t target, image bool) string {
	dest := unescape(t.raw)
	if scheme(dest) == "" && strings.IndexByte(dest, '%') >= 0 {
		dest = decodePath(dest)
	}
	dest = strings.TrimSpace(dest)
	if dest == "" {
		x.emptyLink(t.pos, t.stop, image)
		return ""
	}
	if !safeAddress(dest) || image && !safeImage(dest) {
		x.unsafeLink(t.pos, t.stop, dest)
		return ""
	}
	return dest
}

// decodePath undoes percent-encoding, but for # and ?, which would mean
// something else.
func decodePath(s string) string {
	keep := strings.NewReplacer("%23", "%2523", "%3F", "%253F", "%3f", "%253f")
	t, err := url.PathUnescape(keep.Replace(s))
	if err != nil || !utf8.ValidString(t) {
		return s
	}
	return t
}

// scheme returns the scheme of an address in lower case as a browser reads it,
// which skips control characters and leading spaces, or "".
func scheme(s string) string {
	var b []byte
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c <= ' ' || c == 0x7F:
		case c == ':':
			if len(b) == 0 {
				return ""
			}
			return string(b)
		case asciiLetter(c):
			b = append(b, c|0x20)
		case len(b) > 0 && (asciiAlnum(c) || c == '+' || c == '-' || c == '.'):
			b = append(b, c)
		default:
			return ""
		}
	}
	return ""
}

// safeAddress says whether following the address cannot run a program: it is a
// path, or has one of the few schemes that pages need.
func safeAddress(s string) bool {
	switch scheme(s) {
	case "", "http", "https", "mailto", "tel", "ftp":
		return true
	}
	return false
}

func safeImage(s string) bool {
	switch scheme(s) {
	case "", "http", "https":
		return true
	}
	return false
}

// angle reads what may begin with <: an address, a comment, or HTML, which is
// shown as it stands.
func (x *inline) angle(i int) int {
	s := x.s
	if i+1 >= len(s) {
		return i
	}
	if strings.HasPrefix(s[i:], "<!--") {
		return x.comment(i)
	}
	if x.noTag {
		return i
	}
	n := strings.IndexAny(s[i+1:], "<>")
	if n < 0 {
		x.noTag = true
		return i
	}
	end := i + 1 + n
	if n == 0 || s[end] != '>' {
		return i
	}
	body := s[i+1 : end]
	if a := angleAddress(body); a != "" {
		return x.addAddress(i, end+1, i+1, end, a)
	}
	if br := strings.TrimRight(body, " /"); strings.EqualFold(br, "br") {
		return x.skipBreak(x.add(x.node(LineBreak), i, end+1))
	}
	if !looksLikeTag(body) {
		return i
	}
	x.rawHTML(x.pos(i), x.pos(end), body)
	return end + 1
}

// skipBreak skips the end of the line behind a <br>.
func (x *inline) skipBreak(i int) int {
	k := i
	for k < len(x.s) && (x.s[k] == ' ' || x.s[k] == '\t' || x.s[k] == '\r') {
		k++
	}
	if k < len(x.s) && x.s[k] == '\n' {
		return x.skipIndent(k + 1)
	}
	return i
}

func (x *inline) comment(i int) int {
	if x.noComment {
		return i
	}
	n := strings.Index(x.s[i+4:], "-->")
	if n < 0 {
		x.noComment = true
		x.commentUnclosed(x.pos(i), x.pos(i)+4)
		return i
	}
	end := i + 4 + n + 3
	x.commentLeftOut(x.pos(i), x.pos(end-1)+1)
	x.flush(i, end)
	return end
}

// angleAddress returns where <body> leads, or "".
func angleAddress(body string) string {
	if strings.ContainsAny(body, " \t\n") {
		return ""
	}
	if s := scheme(body); len(s) >= 2 && len(s) <= 32 && safeAddress(body) && strings.HasPrefix(strings.ToLower(body), s+":") {
		return body
	}
	if at := strings.IndexByte(body, '@'); at > 0 && localPart(body[:at]) == 0 && domainEnd(body, at+1) == len(body) {
		return "mailto:" + body
	}
	return ""
}

// looksLikeTag says whether <body> is HTML rather than, say, a < b > c.
func looksLikeTag(body string) bool {
	name := strings.TrimPrefix(body, "/")
	if body[0] == '!' || body[0] == '?' {
		return len(body) > 1 && asciiLetter(body[1])
	}
	if name == "" || !asciiLetter(name[0]) {
		return false
	}
	i := 1
	for i < len(name) && (asciiAlnum(name[i]) || name[i] == '-') {
		i++
	}
	return i == len(name) || name[i] == ' ' || name[i] == '\n' || name[i] == '\t' || name[i] == '/' || name[i] == '\r'
}

// addAddress puts a link s[i:end] that shows its own address s[from:to].
func (x *inline) addAddress(i, end, from, to int, dest string) int {
	t := target{raw: x.s[from:to], pos: x.pos(from), stop: x.pos(from) + to - from}
	a := x.node(Anchor)
	a.Link = &Link{Dest: dest, Pos: t.pos, End: t.stop}
	a.FirstChild = x.node(Text)
	a.FirstChild.Text, a.FirstChild.Pos = t.raw, t.pos
	return x.add(a, i, end)
}

// bareLink reads an address that stands in the text: at the : of ://, the w of
// www., the @ of a mail address. It ends before a Chinese character or mark.
func (x *inline) bareLink(i int) int {
	from, prefix := i, ""
	switch x.s[i] {
	case ':':
		if !strings.HasPrefix(x.s[i:], "://") {
			return i
		}
		for _, p := range [...]string{"https", "http", "ftp"} {
			if i-x.text >= len(p) && strings.EqualFold(x.s[i-len(p):i], p) {
				from = i - len(p)
				break
			}
		}
		if from == i {
			return i
		}
	case 'w':
		if !strings.HasPrefix(x.s[i:], "www.") {
			return i
		}
		prefix = "http://"
	case '@':
		return x.bareMail(i)
	}
	if from > 0 && (asciiAlnum(x.s[from-1]) || strings.IndexByte("/@._-", x.s[from-1]) >= 0) {
		return i
	}
	host := i
	if prefix == "" {
		host += len("://")
	}
	if host >= len(x.s) || !asciiAlnum(x.s[host]) {
		return i
	}
	end := addressEnd(x.s, host)
	if len(x.brackets) > 0 { // in a link's text, or what may be one
		if n := strings.IndexAny(x.s[host:end], "[]"); n >= 0 {
			end = host + n
		}
	}
	end = trimAddress(x.s, from, end)
	if end-host < 4 {
		return i
	}
	return x.addAddress(from, end, from, end, prefix+x.s[from:end])
}

// trimAddress takes from an address what more likely belongs to the sentence.
func trimAddress(s string, from, end int) int {
	// Counted once: a run of brackets must not be counted for each of them.
	depth := strings.Count(s[from:end], "(") - strings.Count(s[from:end], ")")
	for end > from {
		switch c := s[end-1]; {
		case strings.IndexByte("?!.,:;*_~'\"`", c) >= 0:
		case c == ']' || c == '}' || c == '|' || c == '\\' || c == '>':
		case c == ')' && depth < 0:
			depth++
		default:
			return end
		}
		end--
	}
	return end
}

func (x *inline) bareMail(i int) int {
	from := x.text + localPart(x.s[x.text:i])
	end := domainEnd(x.s, i+1)
	if from == i || end < 0 {
		return i
	}
	return x.addAddress(from, end, from, end, "mailto:"+x.s[from:end])
}

// localPart returns where the part of a mail address begins that ends s.
func localPart(s string) int {
	i := len(s)
	for i > 0 && (asciiAlnum(s[i-1]) || strings.IndexByte(".-_+", s[i-1]) >= 0) {
		i--
	}
	return i
}

// domainEnd returns where the host name at s[i:] ends, or -1 when it is none: it
// needs a dot inside.
func domainEnd(s string, i int) int {
	end := i
	for end < len(s) && (asciiAlnum(s[end]) || s[end] == '.' || s[end] == '-') {
		end++
	}
	for end > i && !asciiAlnum(s[end-1]) {
		end--
	}
	if end == i || !asciiAlnum(s[i]) || strings.IndexByte(s[i:end], '.') < 0 {
		return -1
	}
	return end
}

// addressEnd returns how far s is free of white space, < and wide characters: as
// far as an address can go.
func addressEnd(s string, i int) int {
	for i < len(s) {
		c := s[i]
		if c < utf8.RuneSelf {
			if c <= ' ' || c == '<' || c == 0x7F {
				return i
			}
			i++
			continue
		}
		r, w := utf8.DecodeRuneInString(s[i:])
		if breadthOf(r) != narrow || isPunct(r) {
			return i
		}
		i += w
	}
	return i
}
