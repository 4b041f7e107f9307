package config

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"showcase/generator/diag"
)

// maxDepth is how deep lists and maps may be nested in settings and front
// matter. Real ones stay below six; the limit keeps hostile files harmless.
const maxDepth = 32

// DecodeTOML decodes a TOML document (or TOML front matter) into a map. The
// offsets of nodes and problems count from base. A line that cannot be read is
// reported and left out; what remains is still decoded.
func DecodeTOML(src []byte, base int) (*Node, []Problem) {
	s := scanTOML(src, base)
	if len(s.problems) > 0 {
		return s.root, s.problems
	}
	// Our scan is what keeps the places; the library is the judge of the syntax.
	var sink map[string]any
	if _, err := toml.Decode(string(src), &sink); err != nil {
		return s.root, []Problem{tomlProblem(src, base, err)}
	}
	return s.root, nil
}

// tomlProblem turns the library's error into a problem.
func tomlProblem(src []byte, base int, err error) Problem {
	p := Problem{Start: base, Code: "toml/syntax"}
	what := err.Error()
	var pe toml.ParseError
	if errors.As(err, &pe) {
		what = pe.Message
		p.Start = base + min(max(pe.Position.Start, 0), len(src))
		p.End = min(p.Start+max(pe.Position.Len, 0), base+len(src))
	}
	p.Message = diag.Say("这里不合 TOML 的写法（%[1]s）", "this is not valid TOML: %[1]s", what)
	p.Hint = diag.Say("每行写成 键 = \"值\"，例如 title = \"棠梨学展\"；数字和 true、false 不加引号", "write one key = \"value\" on a line, like title = \"Our School\"; numbers, true and false without quotes")
	return p
}

// ParseTOML decodes a document that is known to be valid TOML, such as one that
// is part of the program, without asking the library again.
func ParseTOML(src []byte) (*Node, []Problem) {
	s := scanTOML(src, 0)
	return s.root, s.problems
}

type tomlScanner struct {
	src      string // texts are cut out of it without copying
	pos      int
	keys     []Key  // of the last call of key
	slab     []Node // nodes are made in blocks
	base     int
	root     *Node
	cur      *Node
	opened   map[*Node]int // tables that were given a header, and where
	problems []Problem
}

func scanTOML(src []byte, base int) *tomlScanner {
	s := &tomlScanner{src: string(src), base: base, opened: map[*Node]int{}}
	s.root = &Node{Kind: Map, Start: base, End: base + len(src)}
	s.cur = s.root
	if strings.HasPrefix(s.src, "\ufeff") {
		s.pos = 3
	}
	for s.skipSpace(true); s.pos < len(s.src); s.skipSpace(true) {
		before := len(s.problems)
		if s.src[s.pos] == '[' {
			s.header()
		} else {
			s.pair(s.cur, 0)
		}
		s.skipSpace(false)
		if s.pos < len(s.src) && s.src[s.pos] != '\n' {
			if len(s.problems) == before {
				s.fail(s.pos, s.lineEnd(s.pos), "toml/after-value",
					diag.Say("值的后面多了“%[1]s”", "there is %[1]q after the value", s.line(s.pos)),
					diag.Say("一行只写一个键和一个值；说明文字前面加 #", "one key and one value on a line; put # before a remark"))
			}
			s.pos = s.lineEnd(s.pos)
		}
	}
	return s
}

func (s *tomlScanner) fail(start, end int, code string, message, hint diag.Text) {
	s.problems = append(s.problems, Problem{Start: s.base + start, End: s.base + end, Code: code, Message: message, Hint: hint})
}

func (s *tomlScanner) lineEnd(i int) int {
	for i < len(s.src) && s.src[i] != '\n' {
		i++
	}
	if i > 0 && s.src[i-1] == '\r' {
		i--
	}
	return i
}

func (s *tomlScanner) line(i int) string { return clip(s.src[i:max(i, s.lineEnd(i))], 24) }

// node returns a new node.
func (s *tomlScanner) node(n Node) *Node {
	if len(s.slab) == 0 {
		s.slab = make([]Node, 64)
	}
	p := &s.slab[0]
	s.slab = s.slab[1:]
	*p = n
	return p
}

// skipSpace passes blanks and a comment; line ends too if lines is set.
func (s *tomlScanner) skipSpace(lines bool) {
	for s.pos < len(s.src) {
		switch c := s.src[s.pos]; {
		case c == ' ' || c == '\t' || c == '\r':
			s.pos++
		case c == '\n' && lines:
			s.pos++
		case c == '#':
			for s.pos < len(s.src) && s.src[s.pos] != '\n' {
				s.pos++
			}
		default:
			return
		}
	}
}

// header reads [a.b] or [[a.b]] and opens that table.
func (s *tomlScanner) header() {
	start := s.pos
	n := 1
	if s.pos+1 < len(s.src) && s.src[s.pos+1] == '[' {
		n = 2
	}
	s.pos += n
	keys, ok := s.key()
	s.skipBlank()
	if !ok || !strings.HasPrefix(s.src[s.pos:], "]]"[:n]) {
		s.fail(start, s.lineEnd(start), "toml/header", diag.Say("小节的名字“%[1]s”没有写完", "the section name %[1]q is not complete", s.line(start)),
			diag.Say("写成 [school] 或 [[menu]]，用英文方括号", "write [school] or [[menu]]"))
		s.pos = s.lineEnd(start)
		s.cur = &Node{Kind: Map} // what follows belongs to no known table
		return
	}
	s.pos += n
	table := s.root
	for _, k := range keys[:len(keys)-1] {
		if table = s.into(table, k); table == nil {
			return
		}
	}
	last := keys[len(keys)-1]
	last.Value = s.node(Node{Kind: Map, Keys: make([]Key, 0, 6), Start: s.base + start, End: s.base + s.pos})
	old := find(table, last.Name)
	switch {
	case n == 2 && old == nil:
		list := &Node{Kind: List, Start: last.Value.Start, End: last.Value.End, Items: []*Node{last.Value}}
		table.Keys = append(table.Keys, Key{last.Name, list, last.Start, last.End})
	case n == 2 && old.Value.Kind == List:
		old.Value.Items = append(old.Value.Items, last.Value)
	case n == 1 && old == nil:
		table.Keys = append(table.Keys, last)
	case n == 1 && old.Value.Kind == Map && s.opened[old.Value] == 0:
		last.Value = old.Value
	default:
		s.duplicate(*old, last)
	}
	s.opened[last.Value] = start + 1
	s.cur = last.Value
}

// into returns the table of that name inside table, made if need be.
func (s *tomlScanner) into(table *Node, k Key) *Node {
	old := find(table, k.Name)
	if old == nil {
		k.Value = &Node{Kind: Map, Start: k.Start, End: k.End}
		table.Keys = append(table.Keys, k)
		return k.Value
	}
	v := old.Value
	if v.Kind == List && len(v.Items) > 0 {
		v = v.Items[len(v.Items)-1]
	}
	if v.Kind != Map {
		s.duplicate(*old, k)
		return nil
	}
	return v
}

func (s *tomlScanner) duplicate(first, second Key) {
	s.problems = append(s.problems, duplicateKey(first, second))
}

// pair reads key = value into the table.
func (s *tomlScanner) pair(table *Node, depth int) bool {
	start := s.pos
	keys, ok := s.key()
	s.skipBlank()
	if !ok || s.pos >= len(s.src) || s.src[s.pos] != '=' {
		s.fail(start, s.lineEnd(start), "toml/equals", diag.Say("“%[1]s”里没有英文等号", "there is no equals sign in %[1]q", s.line(start)),
			diag.Say("写成 键 = \"值\"，例如 title = \"棠梨学展\"；键用英文，等号和引号用英文的", "write key = \"value\", like title = \"Our School\""))
		s.pos = s.lineEnd(start)
		return false
	}
	s.pos++
	s.skipBlank()
	k, tables := keys[len(keys)-1], slices.Clone(keys[:len(keys)-1]) // the value may hold keys too
	v := s.value(depth)
	if v == nil {
		s.pos = s.lineEnd(s.pos)
		return false
	}
	for _, t := range tables {
		if table = s.into(table, t); table == nil {
			return true
		}
	}
	k.Value = v
	if old := find(table, k.Name); old != nil {
		s.duplicate(*old, k)
		return true
	}
	table.Keys = append(table.Keys, k)
	return true
}

func (s *tomlScanner) skipBlank() {
	for s.pos < len(s.src) && (s.src[s.pos] == ' ' || s.src[s.pos] == '\t') {
		s.pos++
	}
}

// key reads a dotted key.
func (s *tomlScanner) key() ([]Key, bool) {
	keys := s.keys[:0]
	defer func() { s.keys = keys }()
	for {
		s.skipBlank()
		start := s.pos
		if s.pos < len(s.src) && (s.src[s.pos] == '"' || s.src[s.pos] == '\'') {
			text, ok := s.quoted()
			if !ok {
				return keys, false
			}
			keys = append(keys, Key{Name: text, Start: s.base + start, End: s.base + s.pos})
		} else {
			// TOML wants non-ASCII keys in quotes; reading them anyway gives a
			// message about the quotes instead of one about the equals sign.
			for s.pos < len(s.src) && (isBare(s.src[s.pos]) || s.src[s.pos] >= utf8.RuneSelf) {
				s.pos++
			}
			if s.pos == start {
				return keys, false
			}
			name := s.src[start:s.pos]
			if strings.Contains(name, "＝") || strings.Contains(name, "：") {
				s.pos = start
				return keys, false
			}
			keys = append(keys, Key{Name: name, Start: s.base + start, End: s.base + s.pos})
		}
		s.skipBlank()
		if s.pos >= len(s.src) || s.src[s.pos] != '.' {
			return keys, true
		}
		s.pos++
	}
}

func isBare(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c == '-'
}

// value reads one value; nil and a problem if there is none.
func (s *tomlScanner) value(depth int) *Node {
	start := s.pos
	if depth > maxDepth {
		s.fail(start, start, "toml/depth", tooDeep, diag.Text{})
		return nil
	}
	if s.pos >= len(s.src) || s.src[s.pos] == '\n' || s.src[s.pos] == '\r' {
		s.fail(start, start, "toml/value", diag.Say("等号后面没有值", "there is no value after the equals sign"),
			diag.Say("写上值，例如 title = \"棠梨学展\"；暂时不写就删去这一行", "write a value, like title = \"Our School\", or delete the line"))
		return nil
	}
	switch c := s.src[s.pos]; c {
	case '"', '\'':
		text, ok := s.quoted()
		if !ok {
			s.fail(start, s.lineEnd(start), "toml/quote", diag.Say("引号没有成对", "the quotation mark is not closed"),
				diag.Say("值的前后各写一个英文引号，例如 \"棠梨学展\"", "put one quotation mark before and one after the value"))
			return nil
		}
		return s.node(Node{Text: text, Quoted: true, Start: s.base + start, End: s.base + s.pos})
	case '[':
		return s.list(depth)
	case '{':
		return s.inline(depth)
	}
	return s.bare()
}

// bare reads true, false, a number, a date, or text that ought to be in quotes.
func (s *tomlScanner) bare() *Node {
	start := s.pos
	for s.pos < len(s.src) && strings.IndexByte(",]}\n\r#", s.src[s.pos]) < 0 {
		s.pos++
	}
	text := strings.TrimRight(s.src[start:s.pos], " \t")
	end := start + len(text)
	s.pos = end
	n := s.node(Node{Text: text, Start: s.base + start, End: s.base + end})
	if isTOMLWord(text) {
		return n
	}
	p := Problem{Start: n.Start, End: n.End, Code: "toml/unquoted",
		Message: diag.Say("文字“%[1]s”没有加英文引号", "the text %[1]q is not in quotes", clip(text, 24)),
		Hint:    diag.Say("写成 \"%[1]s\"", "write \"%[1]s\"", clip(strings.Trim(text, "“”‘’"), 24))}
	if inner := strings.Trim(text, "“”‘’"); !strings.ContainsAny(inner, "\"\\") && text != "" {
		p.Fix = diag.Replace(n.Start, n.End, `"`+inner+`"`, diag.Say("加上英文引号", "put it in quotes"))
		n.Text = inner
	}
	s.problems = append(s.problems, p)
	return n
}

func isTOMLWord(t string) bool {
	switch strings.TrimLeft(t, "+-") {
	case "":
		return false
	case "true", "false", "inf", "nan":
		return true
	}
	if c := strings.TrimLeft(t, "+-")[0]; c < '0' || c > '9' {
		return false
	}
	for _, c := range []byte(t) {
		if !isBare(c) && !strings.ContainsRune("+-:. ", rune(c)) {
			return false
		}
	}
	return true
}

func (s *tomlScanner) list(depth int) *Node {
	n := s.node(Node{Kind: List, Start: s.base + s.pos})
	start := s.pos
	for s.pos++; ; {
		s.skipSpace(true)
		if s.pos >= len(s.src) {
			s.fail(start, start+1, "toml/bracket", diag.Say("方括号 [ 没有对应的 ]", "the bracket [ is not closed"),
				diag.Say("列表写成 [\"甲\", \"乙\"]", "write a list as [\"a\", \"b\"]"))
			return nil
		}
		if s.src[s.pos] == ']' {
			s.pos++
			n.End = s.base + s.pos
			return n
		}
		v := s.value(depth + 1)
		if v == nil {
			return nil
		}
		n.Items = append(n.Items, v)
		s.skipSpace(true)
		switch {
		case s.pos < len(s.src) && s.src[s.pos] == ',':
			s.pos++
		case s.pos < len(s.src) && s.src[s.pos] == ']':
		default:
			s.fail(start, min(s.pos+1, len(s.src)), "toml/comma", diag.Say("列表的各项之间少了英文逗号，或者没有写完的 ]", "a comma or the closing ] is missing in the list"),
				diag.Say("列表写成 [\"甲\", \"乙\"]", "write a list as [\"a\", \"b\"]"))
			return nil
		}
	}
}

func (s *tomlScanner) inline(depth int) *Node {
	n := s.node(Node{Kind: Map, Start: s.base + s.pos})
	start := s.pos
	for s.pos++; ; {
		s.skipSpace(true)
		if s.pos < len(s.src) && s.src[s.pos] == '}' {
			s.pos++
			n.End = s.base + s.pos
			return n
		}
		if s.pos >= len(s.src) {
			s.fail(start, start+1, "toml/brace", diag.Say("花括号 { 没有对应的 }", "the brace { is not closed"), diag.Text{})
			return nil
		}
		if !s.pair(n, depth+1) {
			return nil
		}
		s.skipSpace(true)
		if s.pos < len(s.src) && s.src[s.pos] == ',' {
			s.pos++
		} else if s.pos >= len(s.src) || s.src[s.pos] != '}' {
			s.fail(start, min(s.pos+1, len(s.src)), "toml/comma", diag.Say("花括号里各项之间少了英文逗号，或者没有写完的 }", "a comma or the closing } is missing"), diag.Text{})
			return nil
		}
	}
}

// quoted reads one of TOML's four kinds of strings, standing at its first mark.
func (s *tomlScanner) quoted() (string, bool) {
	q := s.src[s.pos]
	for _, triple := range [...]string{`"""`, "'''"} {
		if strings.HasPrefix(s.src[s.pos:], triple) {
			return s.longQuoted(q, triple)
		}
	}
	start := s.pos + 1
	for i := start; i < len(s.src) && s.src[i] != '\n'; i++ {
		switch {
		case s.src[i] == '\\' && q == '"':
			i++
		case s.src[i] == q:
			s.pos = i + 1
			if q == '\'' {
				return s.src[start:i], true
			}
			return unescape(s.src[start:i]), true
		}
	}
	return "", false
}

func (s *tomlScanner) longQuoted(q byte, triple string) (string, bool) {
	start := s.pos + 3
	for i := start; i < len(s.src); i++ {
		if s.src[i] == '\\' && q == '"' {
			i++
			continue
		}
		if s.src[i] != q || !strings.HasPrefix(s.src[i:], triple) {
			continue
		}
		// Up to two marks may stand right before the closing three.
		for k := 0; k < 2 && i+3 < len(s.src) && s.src[i+3] == q; k++ {
			i++
		}
		s.pos = i + 3
		text := strings.ReplaceAll(s.src[start:i], "\r\n", "\n")
		text = strings.TrimPrefix(text, "\n")
		if q == '"' {
			text = unescape(text)
		}
		return text, true
	}
	return "", false
}

// unescape undoes the escapes of a TOML basic string; what is no escape stays.
func unescape(t string) string {
	if !strings.Contains(t, "\\") {
		return t
	}
	simple := map[byte]byte{'b': '\b', 't': '\t', 'n': '\n', 'f': '\f', 'r': '\r', 'e': 0x1b, '"': '"', '\\': '\\'}
	var b strings.Builder
	for i := 0; i < len(t); i++ {
		if t[i] != '\\' || i+1 == len(t) {
			b.WriteByte(t[i])
			continue
		}
		i++
		digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[t[i]]
		c, ok := simple[t[i]]
		switch {
		case ok:
			b.WriteByte(c)
		case digits > 0 && i+digits < len(t):
			if v, err := strconv.ParseUint(t[i+1:i+1+digits], 16, 32); err == nil {
				b.WriteRune(rune(v))
				i += digits
			}
		case strings.TrimLeft(t[i:], " \t\r") == "" || t[i] == '\n' || strings.HasPrefix(strings.TrimLeft(t[i:], " \t\r"), "\n"):
			// A backslash at the end of a line swallows the line end and indent.
			for i < len(t) && strings.IndexByte(" \t\r\n", t[i]) >= 0 {
				i++
			}
			i--
		default:
			b.WriteByte('\\')
			b.WriteByte(t[i])
		}
	}
	return b.String()
}

func find(n *Node, name string) *Key {
	for i := range n.Keys {
		if n.Keys[i].Name == name {
			return &n.Keys[i]
		}
	}
	return nil
}

var tooDeep = diag.Say("列表和小项套得太深了（超过%[1]d层）", "lists and maps are nested more than %[1]d deep", maxDepth)

// duplicateKey reports a key that stands twice.
func duplicateKey(first, second Key) Problem {
	return Problem{Start: second.Start, End: second.End, Code: "key/duplicate", Other: first.Start,
		Message: diag.Say("“%[1]s”写了两次，第{line}行已经写过一次", "%[1]q is given twice: it already stands on line {line}", second.Name),
		Hint:    diag.Say("留下一个，删去另一个", "keep one and delete the other")}
}

// clip shortens a text for a message to n characters.
func clip(t string, n int) string {
	r := []rune(t)
	if len(r) <= n {
		return t
	}
	return string(r[:n]) + "…"
}
