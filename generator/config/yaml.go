package config

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"showcase/generator/diag"
)

// DecodeYAML decodes a YAML mapping. The offsets of nodes and problems count
// from base. Beyond YAML, a full-width colon and a tab behind a key are read
// as a colon and a space, and a value may hold {{placeholders}} without quotes.
//
// The text is cut at its top-level keys and each piece is decoded alone: plain
// lines by hand, all else by the library. So one bad line hides neither the
// other problems nor the other values, and what stands in the bad line is still
// kept as text where it can be told.
func DecodeYAML(src []byte, base int) (*Node, []Problem) {
	masked, ok := mask(tolerate(src))
	n, problems := decodeYAML(masked, base)
	if !ok {
		return n, problems
	}
	unmask(n)
	for i := range problems {
		p := &problems[i]
		p.Message, p.Hint = braced(p.Message), braced(p.Hint)
		if p.Fix != nil {
			for k := range p.Fix.Edits {
				p.Fix.Edits[k].Text = bracesBack.Replace(p.Fix.Edits[k].Text)
			}
		}
	}
	return n, problems
}

func decodeYAML(src []byte, base int) (*Node, []Problem) {
	d := &yamlDecoder{src: src, base: base}
	pieces, ok := cut(d.src)
	if !ok {
		return d.whole()
	}
	root := &Node{Kind: Map, Start: base, End: base + len(src), Keys: make([]Key, 0, len(pieces))}
	for _, p := range pieces {
		k, ok := d.plainPiece(p)
		if !ok {
			k, ok = d.piece(p)
		}
		if ok {
			root.Keys = append(root.Keys, k)
		}
	}
	if len(d.problems) > 0 && d.unsure {
		// A value that goes on at the margin is cut wrongly, yet may be right.
		w := &yamlDecoder{src: d.src, base: base}
		if n, problems := w.whole(); len(problems) == 0 && n.Kind == Map {
			return n, nil
		}
	}
	if len(root.Keys) > 1 {
		d.duplicates(root)
	}
	return root, d.problems
}

type yamlDecoder struct {
	src      []byte
	base     int
	problems []Problem
	unsure   bool // a piece failed that might be right as part of the whole
}

// span is one top-level entry: the bytes [start,end) of its lines, the first
// line ending (without its line break) at line.
type span struct{ start, line, end int }

// cut finds the top-level entries. It fails if the text does not begin with a
// key at the margin.
func cut(src []byte) ([]span, bool) {
	pieces := make([]span, 0, 12)
	for at := 0; at < len(src); {
		next := len(src)
		if i := bytes.IndexByte(src[at:], '\n'); i >= 0 {
			next = at + i + 1
		}
		end := next
		for end > at && (src[end-1] == '\n' || src[end-1] == '\r') {
			end--
		}
		margin := end > at && !strings.ContainsRune(" \t#-]}", rune(src[at]))
		// "-张三" at the margin is part of a list written without a space.
		switch {
		case end > at && (src[at] == '?' || src[at] == ':' || src[at] == '%'): // YAML's rarer forms
			return nil, false
		case margin:
			pieces = append(pieces, span{at, end, next})
		case len(pieces) > 0:
			pieces[len(pieces)-1].end = next
		case len(bytes.TrimSpace(src[at:end])) > 0 && src[at] != '#':
			return nil, false
		}
		at = next
	}
	return pieces, true
}

// isKeyByte reports whether a byte may stand in a key of the plain form.
func isKeyByte(c byte) bool { return isBare(c) || c >= utf8.RuneSelf }

// tolerate turns "键：值" into "键:  值" and "键:<tab>值" into "键: 值" without
// moving anything: the full-width colon has three bytes.
func tolerate(src []byte) []byte {
	if !bytes.Contains(src, wideColon) && bytes.IndexByte(src, '\t') < 0 {
		return src
	}
	out := bytes.Clone(src)
	block, sibling := false, -1 // in a block scalar; the column of the last key written with a colon
	for at := 0; at < len(out); {
		next := len(out)
		if i := bytes.IndexByte(out[at:], '\n'); i >= 0 {
			next = at + i + 1
		}
		line := out[at:next]
		body := bytes.TrimLeft(line, " ")
		indent := len(line) - len(body)
		if len(bytes.TrimSpace(line)) > 0 && indent == 0 {
			block = false
		}
		if !block && len(body) > 0 && body[0] != '#' {
			dash := body[0] == '-' && len(body) > 1 && body[1] == ' '
			col := indent
			if dash {
				rest := bytes.TrimLeft(body[1:], " ")
				col += len(body) - len(rest)
				body = rest
			}
			n := keyLength(body)
			// Within lists a full-width colon is mostly prose ("第一：……"), so it
			// counts there only below a sibling that is surely a key.
			if n > 0 && bytes.HasPrefix(body[n:], wideColon) && !dash && (col == 0 || col == sibling) {
				copy(body[n:], ":  ")
			}
			if n > 0 && n < len(body) && body[n] == ':' {
				for i := n + 1; i < len(body) && (body[i] == '\t' || body[i] == ' '); i++ {
					body[i] = ' '
				}
				sibling = col
				v := strings.TrimSpace(string(body[n+1:]))
				block = v != "" && (v[0] == '|' || v[0] == '>')
			} else if indent == 0 {
				sibling = -1
			}
		}
		at = next
	}
	return out
}

var wideColon = []byte("：")

// The braces of {{placeholders}} mean a map to YAML, so that others stand for
// them while it reads: two bytes each, and in no text of anyone.
var (
	openBraces, closeBraces = []byte("{{"), []byte("}}")
	openMask, closeMask     = "\u05fe", "\u05ff"
	bracesBack              = strings.NewReplacer(openMask, "{{", closeMask, "}}")
)

// mask hides the braces of the placeholders that end in their line, without
// moving anything.
func mask(src []byte) (masked []byte, ok bool) {
	if !bytes.Contains(src, openBraces) || bytes.Contains(src, []byte(openMask)) || bytes.Contains(src, []byte(closeMask)) {
		return src, false
	}
	out := bytes.Clone(src)
	for at := 0; ; {
		i := bytes.Index(out[at:], openBraces)
		if i < 0 {
			return out, true
		}
		at += i + len(openBraces)
		n := bytes.IndexAny(out[at:], "{}\n")
		if n < 0 || !bytes.HasPrefix(out[at+n:], closeBraces) {
			continue
		}
		copy(out[at-len(openBraces):], openMask)
		copy(out[at+n:], closeMask)
		at += n + len(closeBraces)
	}
}

// unmask puts the braces back.
func unmask(n *Node) {
	if n == nil {
		return
	}
	n.Text = bracesBack.Replace(n.Text)
	for _, item := range n.Items {
		unmask(item)
	}
	for i := range n.Keys {
		n.Keys[i].Name = bracesBack.Replace(n.Keys[i].Name)
		unmask(n.Keys[i].Value)
	}
}

func braced(t diag.Text) diag.Text {
	return diag.Text{ZH: bracesBack.Replace(t.ZH), EN: bracesBack.Replace(t.EN)}
}

// keyLength is the length of the key-like beginning of the line: letters,
// digits, _ and -, up to 20 characters.
func keyLength(line []byte) int {
	n, chars := 0, 0
	for n < len(line) {
		r, size := utf8.DecodeRune(line[n:])
		if r != '_' && r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			break
		}
		n += size
		if chars++; chars > 20 {
			return 0
		}
	}
	return n
}

// whole decodes the text with the library at once.
func (d *yamlDecoder) whole() (*Node, []Problem) {
	n, p := d.library(d.src, d.base)
	if p != nil {
		d.problems = append(d.problems, *p)
	}
	if n == nil {
		n = &Node{Kind: Map, Start: d.base, End: d.base + len(d.src)}
	}
	if n.Kind != Map && p == nil && !(n.Kind == Scalar && n.Null) {
		d.fail(n.Start, min(n.End, n.Start+1), "yaml/not-a-map", diag.Say("这里应当一行写一个“键: 值”", "expected lines of the form key: value"),
			diag.Say("例如：\n标题: 菜地里的分数\n日期: 2012-05-17\n开头的键前面不要空格", "for example:\ntitle: Fractions in the garden\ndate: 2012-05-17\nwithout blanks before the first key"))
	}
	if n.Kind != Map {
		n = &Node{Kind: Map, Start: d.base, End: d.base + len(d.src)}
	}
	d.duplicates(n)
	return n, d.problems
}

// library decodes one text with the YAML library.
func (d *yamlDecoder) library(text []byte, base int) (*Node, *Problem) {
	var y yaml.Node
	if err := yaml.Load(text, &y); err != nil {
		return nil, d.libraryProblem(text, base, err)
	}
	if y.Kind != yaml.DocumentNode || len(y.Content) != 1 {
		return &Node{Null: true, Start: base, End: base + len(text)}, nil
	}
	c := &converter{text: text, base: base, line: 1}
	n := c.convert(y.Content[0], 0)
	return n, c.problem
}

// libraryProblem puts the library's error in plain words. Known mistakes never
// come here: piece finds them first.
func (d *yamlDecoder) libraryProblem(text []byte, base int, err error) *Problem {
	p := &Problem{Start: base, End: base, Code: "yaml/syntax"}
	what := err.Error()
	var all *yaml.LoadErrors
	var one *yaml.LoadError
	if errors.As(err, &all) && len(all.Errors) > 0 {
		one = all.Errors[0]
	}
	if one != nil || errors.As(err, &one) {
		what = one.Message
		m := one.Mark
		if m.Line > 0 {
			c := &converter{text: text, base: base, line: 1}
			p.Start = base + min(c.offset(m.Line, max(m.Column, 1)), len(text))
			p.End = p.Start
		}
	}
	if strings.Contains(what, "anchor") {
		p.Code = "yaml/anchor"
		p.Message = diag.Say("以 & 或 * 开头的值在 YAML 里另有用途，这里不能用", "anchors (&) and aliases (*) are not allowed here")
		p.Hint = diag.Say("值以 * 开头时要加英文引号，例如 标题: \"*示例\"", "put a value that begins with * in quotes")
		return p
	}
	p.Message = diag.Say("这里不合 YAML 的写法（%[1]s）", "this is not valid YAML: %[1]s", what)
	p.Hint = diag.Say("每行写成“键: 值”；值里有特殊符号时，用英文引号把整个值括起来，例如 标题: \"学习: 从我做起\"", "write key: value on each line; put a value with special marks in quotes, like title: \"Learning: step one\"")
	return p
}

func (d *yamlDecoder) fail(start, end int, code string, message, hint diag.Text) *Problem {
	d.problems = append(d.problems, Problem{Start: start, End: end, Code: code, Message: message, Hint: hint})
	return &d.problems[len(d.problems)-1]
}

// duplicates reports keys that stand twice in a map, at every level.
func (d *yamlDecoder) duplicates(n *Node) {
	if n == nil {
		return
	}
	var seen map[string]int
	if len(n.Keys) > 32 {
		seen = make(map[string]int, len(n.Keys))
	}
	for i, k := range n.Keys {
		if first := earlier(n.Keys[:i], seen, k.Name); first >= 0 {
			d.problems = append(d.problems, duplicateKey(n.Keys[first], k))
		} else if seen != nil {
			seen[k.Name] = i
		}
		if k.Value != nil && k.Value.Kind != Scalar {
			d.duplicates(k.Value)
		}
	}
	for _, item := range n.Items {
		if item.Kind != Scalar {
			d.duplicates(item)
		}
	}
}

// earlier finds the key among those before it, through the index if there is one.
func earlier(keys []Key, seen map[string]int, name string) int {
	if seen != nil {
		if i, ok := seen[name]; ok {
			return i
		}
		return -1
	}
	return slices.IndexFunc(keys, func(k Key) bool { return k.Name == name })
}

// converter turns the library's nodes into ours. The library counts columns in
// characters and gives no ends; both are mended here.
type converter struct {
	text    []byte
	base    int
	line    int // the line that at begins, so that going forward is cheap
	at      int
	known   int // the last answer: its line, column and offset
	column  int
	off     int
	problem *Problem
}

// offset returns the byte offset in text of the line and column, from 1.
func (c *converter) offset(line, column int) int {
	if line < c.line {
		c.line, c.at = 1, 0
	}
	for c.line < line {
		i := bytes.IndexByte(c.text[c.at:], '\n')
		if i < 0 {
			return len(c.text)
		}
		c.at += i + 1
		c.line++
	}
	if c.known != line || column < c.column {
		c.known, c.column, c.off = line, 1, c.at
	}
	for ; c.column < column && c.off < len(c.text); c.column++ {
		_, size := utf8.DecodeRune(c.text[c.off:])
		c.off += size
	}
	return c.off
}

func (c *converter) refuse(start int, code string, message, hint diag.Text) {
	if c.problem == nil {
		c.problem = &Problem{Start: c.base + start, End: c.base + min(start+1, len(c.text)), Code: code, Message: message, Hint: hint}
	}
}

func (c *converter) convert(y *yaml.Node, depth int) *Node {
	start := c.offset(y.Line, y.Column)
	n := &Node{Start: c.base + start}
	quoteIt := diag.Say("值以 %[1]s 开头时要加英文引号，例如 标题: \"%[1]s示例\"", "put a value that begins with %[1]s in quotes", first(c.text[start:]))
	switch {
	case depth > maxDepth:
		c.refuse(start, "yaml/depth", tooDeep, diag.Text{})
		n.End = n.Start
		return n
	case y.Kind == yaml.AliasNode, y.Anchor != "":
		c.refuse(start, "yaml/anchor", diag.Say("以 & 或 * 开头的值在 YAML 里另有用途，这里不能用", "anchors (&) and aliases (*) are not allowed here"), quoteIt)
		n.End, n.Text = c.base+start+1, "*"
		return n
	case y.Style&yaml.TaggedStyle != 0:
		c.refuse(start, "yaml/tag", diag.Say("以 ! 开头的值在 YAML 里另有用途，这里不能用", "tags (!) are not allowed here"), quoteIt)
	}
	switch y.Kind {
	case yaml.MappingNode:
		n.Kind = Map
		n.Keys = make([]Key, 0, len(y.Content)/2)
		for i := 0; i+1 < len(y.Content); i += 2 {
			k := y.Content[i]
			if k.Kind != yaml.ScalarNode {
				c.refuse(c.offset(k.Line, k.Column), "yaml/key", diag.Say("键必须是一个词", "a key must be one word"), diag.Say("例如 标题: 菜地里的分数", "like title: Fractions in the garden"))
				continue
			}
			key := c.convert(k, depth+1)
			v := c.convert(y.Content[i+1], depth+1)
			n.Keys = append(n.Keys, Key{Name: k.Value, Value: v, Start: key.Start, End: key.End})
			n.End = max(n.End, v.End, key.End)
		}
		c.close(n, y, '}')
	case yaml.SequenceNode:
		n.Kind = List
		n.Items = make([]*Node, 0, len(y.Content))
		for _, e := range y.Content {
			v := c.convert(e, depth+1)
			n.Items = append(n.Items, v)
			n.End = max(n.End, v.End)
		}
		c.close(n, y, ']')
	default:
		n.Text = y.Value
		n.Quoted = y.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0
		n.Null = !n.Quoted && y.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0 && isNull(y.Value)
		n.End = c.base + c.scalarEnd(y, start)
	}
	n.End = max(n.End, n.Start)
	return n
}

func first(b []byte) string {
	r, _ := utf8.DecodeRune(b)
	return string(r)
}

// close moves the end of a flow collection behind its bracket.
func (c *converter) close(n *Node, y *yaml.Node, bracket byte) {
	n.End = max(n.End, n.Start)
	if y.Style&yaml.FlowStyle == 0 {
		return
	}
	if i := bytes.IndexByte(c.text[min(n.End-c.base, len(c.text)):], bracket); i >= 0 {
		n.End += i + 1
	}
}

// scalarEnd finds where a scalar ends in the text.
func (c *converter) scalarEnd(y *yaml.Node, start int) int {
	t := c.text[min(start, len(c.text)):]
	switch {
	case y.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		// The block goes on over all lines indented deeper than its key; its
		// last line is where the value's last line is found again.
		last := y.Value
		last = strings.TrimRight(last, "\n")
		if i := strings.LastIndexByte(last, '\n'); i >= 0 {
			last = last[i+1:]
		}
		if i := bytes.Index(t, []byte(last)); i >= 0 && last != "" {
			return start + i + len(last)
		}
		return start + 1
	case len(t) > 0 && (t[0] == '"' || t[0] == '\'') && y.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0:
		return start + quotedLength(t)
	case bytes.HasPrefix(t, []byte(y.Value)):
		return start + len(y.Value)
	}
	// A plain scalar over several lines: up to the end of its last word.
	words := strings.Fields(y.Value)
	end := 0
	for _, w := range words {
		i := bytes.Index(t[end:], []byte(w))
		if i < 0 {
			break
		}
		end += i + len(w)
	}
	return start + end
}

// quotedLength is the length of the quoted scalar that t begins with.
func quotedLength(t []byte) int {
	q := t[0]
	for i := 1; i < len(t); i++ {
		switch {
		case t[i] == '\\' && q == '"':
			i++
		case t[i] == q && q == '\'' && i+1 < len(t) && t[i+1] == q:
			i++
		case t[i] == q:
			return i + 1
		}
	}
	return len(t)
}

func isNull(t string) bool {
	switch t {
	case "", "~", "null", "Null", "NULL":
		return true
	}
	return false
}
