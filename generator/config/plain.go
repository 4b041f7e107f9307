package config

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// plainPiece decodes an entry of the plain forms that nearly all front matter
// has, without the library:
//
//	key: text        key: "text"      key: [a, b]      key: {a: b}
//	key:
//	  - text
//
// It gives up (false) on anything that could mean more to YAML than it looks.
func (d *yamlDecoder) plainPiece(p span) (Key, bool) {
	n := p.start
	for n < p.line && isKeyByte(d.src[n]) {
		n++
	}
	if n == p.start || n >= p.line || d.src[n] != ':' || !isPlainText(d.src[p.start:p.end]) {
		return Key{}, false
	}
	k := Key{Name: string(d.src[p.start:n]), Start: d.base + p.start, End: d.base + n}
	at := n + 1
	if at < p.line && d.src[at] != ' ' {
		return Key{}, false
	}
	for at < p.line && d.src[at] == ' ' {
		at++
	}
	if at < p.line {
		k.Value = d.plainValue(at, p.line)
		return k, k.Value != nil && blank(d.src[p.line:p.end])
	}
	k.Value = d.plainList(p)
	if k.Value == nil && blank(d.src[p.line:p.end]) {
		k.Value = &Node{Null: true, Start: d.base + n + 1, End: d.base + n + 1}
	}
	return k, k.Value != nil
}

// isPlainText reports whether the bytes are UTF-8 without control characters,
// tabs and the rarer line breaks of YAML.
func isPlainText(b []byte) bool {
	wide := false
	for i, c := range b {
		switch {
		case c < ' ' && c != '\n' && (c != '\r' || i+1 < len(b) && b[i+1] != '\n'), c == 0x7f:
			return false
		case c == 0xc2 && i+1 < len(b) && b[i+1] < 0xa0,
			c == 0xe2 && i+2 < len(b) && b[i+1] == 0x80 && b[i+2]&^1 == 0xa8,
			c == 0xef && i+2 < len(b) && (b[i+1] == 0xbb || b[i+1] == 0xbf && b[i+2] >= 0xbe):
			return false
		case c >= utf8.RuneSelf:
			wide = true
		}
	}
	return !wide || utf8.Valid(b)
}

// blank reports whether the rest of an entry holds nothing but blank lines and
// comments at the margin.
func blank(b []byte) bool {
	for len(b) > 0 {
		line := b
		if i := bytes.IndexByte(b, '\n'); i >= 0 {
			line, b = b[:i], b[i+1:]
		} else {
			b = nil
		}
		if len(line) > 0 && line[0] != '#' && len(bytes.TrimSpace(line)) > 0 {
			return false
		}
	}
	return true
}

// plainValue decodes the value that fills [at,end), nil if it is not plain.
func (d *yamlDecoder) plainValue(at, end int) *Node {
	for end > at && d.src[end-1] == ' ' {
		end--
	}
	switch d.src[at] {
	case '[', '{', '"', '\'':
		n, next := d.flow(at, end, 0)
		if n == nil || next != end {
			return nil
		}
		return n
	}
	text := d.src[at:end]
	if startsSpecial(text[0]) || text[len(text)-1] == ':' || bytes.Contains(text, []byte(": ")) || bytes.Contains(text, []byte(" #")) {
		return nil
	}
	return d.plainScalar(at, end)
}

func (d *yamlDecoder) plainScalar(at, end int) *Node {
	text := string(d.src[at:end])
	if isNull(text) {
		return nil
	}
	return &Node{Text: text, Start: d.base + at, End: d.base + end}
}

func startsSpecial(c byte) bool { return strings.IndexByte("-?:,[]{}#&*!|>'\"%@`", c) >= 0 }

// flow decodes one value of a flow collection at i, before end; nil if not plain.
func (d *yamlDecoder) flow(i, end, depth int) (*Node, int) {
	if i >= end || depth > maxDepth {
		return nil, i
	}
	switch c := d.src[i]; c {
	case '[':
		return d.flowList(i, end, depth)
	case '{':
		return d.flowMap(i, end, depth)
	case '"', '\'':
		j := i + 1
		for j < end && d.src[j] != c && d.src[j] != '\\' {
			j++
		}
		if j >= end || d.src[j] != c || j+1 < end && strings.IndexByte(" ,]}", d.src[j+1]) < 0 {
			return nil, i
		}
		return &Node{Text: string(d.src[i+1 : j]), Quoted: true, Start: d.base + i, End: d.base + j + 1}, j + 1
	}
	if startsSpecial(d.src[i]) {
		return nil, i
	}
	j := i
	for j < end && strings.IndexByte(",[]{}:#", d.src[j]) < 0 {
		j++
	}
	if j < end && d.src[j] != ',' && d.src[j] != ']' && d.src[j] != '}' {
		return nil, i
	}
	k := j
	for k > i && d.src[k-1] == ' ' {
		k--
	}
	return d.plainScalar(i, k), j
}

func (d *yamlDecoder) skip(i, end int) int {
	for i < end && d.src[i] == ' ' {
		i++
	}
	return i
}

func (d *yamlDecoder) flowList(i, end, depth int) (*Node, int) {
	n := &Node{Kind: List, Start: d.base + i}
	i = d.skip(i+1, end)
	if i < end && d.src[i] == ']' {
		n.End = d.base + i + 1
		return n, i + 1
	}
	for {
		v, next := d.flow(i, end, depth+1)
		next = d.skip(next, end)
		if v == nil || next >= end {
			return nil, i
		}
		n.Items = append(n.Items, v)
		switch d.src[next] {
		case ']':
			n.End = d.base + next + 1
			return n, next + 1
		case ',':
			i = d.skip(next+1, end)
		default:
			return nil, i
		}
	}
}

func (d *yamlDecoder) flowMap(i, end, depth int) (*Node, int) {
	n := &Node{Kind: Map, Start: d.base + i}
	i = d.skip(i+1, end)
	for {
		j := i
		for j < end && isKeyByte(d.src[j]) {
			j++
		}
		if j == i || j+1 >= end || d.src[j] != ':' || d.src[j+1] != ' ' || d.src[i] == '-' || isNull(string(d.src[i:j])) {
			return nil, i
		}
		k := Key{Name: string(d.src[i:j]), Start: d.base + i, End: d.base + j}
		v, next := d.flow(d.skip(j+1, end), end, depth+1)
		next = d.skip(next, end)
		if v == nil || next >= end {
			return nil, i
		}
		k.Value = v
		n.Keys = append(n.Keys, k)
		switch d.src[next] {
		case '}':
			n.End = d.base + next + 1
			return n, next + 1
		case ',':
			i = d.skip(next+1, end)
		default:
			return nil, i
		}
	}
}

// plainList decodes the lines below a key as a list of plain values at one
// indentation, nil if they are anything else.
func (d *yamlDecoder) plainList(p span) *Node {
	var n *Node
	indent := -1
	for at := p.line; at < p.end; {
		if d.src[at] == '\r' || d.src[at] == '\n' {
			at++
			continue
		}
		end := p.end
		if i := bytes.IndexByte(d.src[at:p.end], '\n'); i >= 0 {
			end = at + i
		}
		next := end
		if end > at && d.src[end-1] == '\r' {
			end--
		}
		i := d.skip(at, end)
		switch {
		case i == end:
		case d.src[i] == '-' && i+2 < end && d.src[i+1] == ' ' && (indent < 0 || i-at == indent):
			indent = i - at
			j := d.skip(i+2, end)
			if j >= end {
				return nil
			}
			v := d.plainValue(j, end)
			if v == nil {
				return nil
			}
			if n == nil {
				n = &Node{Kind: List, Start: d.base + i}
			}
			n.Items = append(n.Items, v)
			n.End = v.End
		default:
			return nil
		}
		at = next
	}
	return n
}
