package config

import (
	"bytes"
	"strings"

	"showcase/generator/diag"
)

// piece decodes one top-level entry with the library. Where that fails, the
// mistakes that people make are named one by one, and the entry is kept as text
// if its first line tells what it ought to have been.
func (d *yamlDecoder) piece(p span) (Key, bool) {
	text := d.src[p.start:p.end]
	n, problem := d.library(text, d.base+p.start)
	if problem == nil && n.Kind == Map && len(n.Keys) == 1 && text[0] != '{' {
		d.suspicious(p, n.Keys[0])
		return n.Keys[0], true
	}
	before := len(d.problems)
	k, ok := d.mistakes(p)
	if len(d.problems) == before {
		if problem == nil {
			problem = &Problem{Start: d.base + p.start, End: d.base + p.line, Code: "yaml/no-key",
				Message: diag.Say("“%[1]s”不是“键: 值”的样子", "%[1]q is not of the form key: value", clip(string(d.src[p.start:p.line]), 20)),
				Hint:    diag.Say("写成 键: 值，例如 标题: 菜地里的分数；正文要写在第二个 --- 的下面", "write key: value, like title: Fractions; the text of the page belongs below the second ---")}
		}
		d.problems = append(d.problems, *problem)
	}
	if problem != nil && (problem.Code == "yaml/syntax" || problem.Code == "yaml/anchor") {
		d.unsure = true
	}
	return k, ok
}

// suspicious reports what YAML accepts but hardly anyone means.
func (d *yamlDecoder) suspicious(p span, k Key) {
	d.glued(p, k)
	head := d.src[p.start:p.line]
	v := k.Value
	if v.Kind != Scalar || v.Quoted || v.Null {
		return
	}
	if i := bytes.Index(head, []byte(" #")); i >= 0 && i+2 < len(head) && head[i+2] != ' ' && v.End-d.base <= p.start+i {
		at := d.base + p.start + i + 1
		q := d.fail(at, d.base+p.line, "yaml/comment", diag.Say("# 和它后面的“%[1]s”会被当作批注略去", "# and %[1]q behind it are taken for a remark and dropped", clip(string(head[i+2:]), 16)),
			diag.Say("它若是内容，就用英文引号把整个值括起来；若是批注，在 # 后面空一格", "put the whole value in quotes if it belongs to it; leave a blank after # if it is a remark"))
		q.Severity = diag.Warning
	}
}

// glued reports list items written "-甲" without a space, which YAML reads as text.
func (d *yamlDecoder) glued(p span, k Key) {
	v := k.Value
	if v.Kind != Scalar || v.Quoted || !strings.HasPrefix(v.Text, "-") || v.Start-d.base < p.line {
		return
	}
	list := &Node{Kind: List, Start: v.Start, End: v.End}
	for at := range d.lines(p.line, p.end) {
		body := bytes.TrimLeft(d.src[at.start:at.end], " ")
		if len(body) < 2 || body[0] != '-' || body[1] == ' ' || body[1] == '-' {
			continue
		}
		dash := at.end - len(body)
		item := strings.TrimSpace(string(body[1:]))
		q := d.fail(d.base+dash, d.base+dash+1, "yaml/dash", diag.Say("短横“-”后面少一个空格", "there is no blank after the dash"),
			diag.Say("列表每项写成 - %[1]s，短横后空一格", "write each item as - %[1]s", clip(item, 16)))
		q.Fix = diag.Replace(d.base+dash, d.base+dash+1, "- ", diag.Say("补一个空格", "add a blank"))
		list.Items = append(list.Items, &Node{Text: item, Start: d.base + dash + 1, End: d.base + at.end})
	}
	if len(list.Items) > 0 {
		*v = *list
	}
}

type lineSpan struct{ start, end int }

// lines yields the lines of [from,to) without their line ends.
func (d *yamlDecoder) lines(from, to int) func(func(lineSpan) bool) {
	return func(yield func(lineSpan) bool) {
		for at := from; at < to; {
			next := to
			if i := bytes.IndexByte(d.src[at:to], '\n'); i >= 0 {
				next = at + i + 1
			}
			end := next
			for end > at && (d.src[end-1] == '\n' || d.src[end-1] == '\r') {
				end--
			}
			if end > at && !yield(lineSpan{at, end}) {
				return
			}
			at = next
		}
	}
}

// mistakes names what is wrong with an entry that the library refuses, and
// returns what can be kept of it.
func (d *yamlDecoder) mistakes(p span) (Key, bool) {
	before := len(d.problems)
	k, ok := d.lineMistake(p.start, p.line)
	headValue := ok && k.Value != nil && !k.Value.Null
	indent, block := -1, headValue && (k.Value.Text[:1] == "|" || k.Value.Text[:1] == ">")
	for l := range d.lines(p.line, p.end) {
		line := d.src[l.start:l.end]
		body := bytes.TrimLeft(line, " \t")
		if len(body) == 0 || body[0] == '#' || block {
			continue
		}
		lead := line[:len(line)-len(body)]
		at := l.end - len(body)
		col := len(lead)
		dash := bytes.HasPrefix(body, []byte("- "))
		switch {
		case bytes.IndexByte(lead, '\t') >= 0:
			q := d.fail(d.base+l.start, d.base+at, "yaml/tab", diag.Say("行首用了制表符（Tab 键）", "the line begins with a tab"),
				diag.Say("行首缩进只能用空格，每层两个", "indent with blanks only, two for each level"))
			q.Fix = diag.Replace(d.base+l.start, d.base+at, strings.ReplaceAll(string(lead), "\t", "  "), diag.Say("换成空格", "use blanks"))
		case headValue && !dash && isKeyLine(body):
			q := d.fail(d.base+l.start, d.base+at, "yaml/indent", diag.Say("这一行前面多了空格", "there are blanks before this line"),
				diag.Say("与上一行的键对齐，顶格写", "begin the line at the margin, like the key above"))
			q.Fix = diag.Replace(d.base+l.start, d.base+at, "", diag.Say("删去行首的空格", "delete the blanks"))
		case dash && indent >= 0 && col < indent:
			d.fail(d.base+l.start, d.base+at+1, "yaml/indent", diag.Say("列表各项没有对齐：这里空%[1]d格，上面空%[2]d格", "the list items are not aligned: %[1]d blanks here, %[2]d above", col, indent),
				diag.Say("同一列表的短横要对齐，前面的空格一样多", "put the same number of blanks before each dash"))
		default:
			d.lineMistake(at, l.end)
		}
		if dash && indent < 0 {
			indent = col
		}
	}
	if len(d.problems) == before && headValue {
		// Nothing known: the library's message will do, and the value is unsure.
		return Key{}, false
	}
	return k, ok
}

// isKeyLine reports whether the line reads "key: …".
func isKeyLine(body []byte) bool {
	n := keyLength(body)
	return n > 0 && n < len(body) && body[n] == ':' && (n+1 == len(body) || body[n+1] == ' ')
}

// lineMistake looks at one line "key: value" or "- key: value" for the usual
// mistakes and returns what it reads as.
func (d *yamlDecoder) lineMistake(start, end int) (Key, bool) {
	for end > start && d.src[end-1] == ' ' {
		end--
	}
	at := start
	for at+1 < end && d.src[at] == '-' && d.src[at+1] == ' ' {
		at = d.skip(at+1, end)
	}
	n := at + keyLength(d.src[at:end])
	if n == at || n >= end || d.src[n] != ':' {
		if at > start && at < end { // a plain list item
			d.valueMistake("", at, end)
		}
		return Key{}, false
	}
	k := Key{Name: string(d.src[at:n]), Start: d.base + at, End: d.base + n}
	v := d.skip(n+1, end)
	k.Value = &Node{Text: string(d.src[v:end]), Null: v == end, Start: d.base + v, End: d.base + end}
	if v == n+1 && v < end {
		if d.src[v] == '/' { // an address, not a key
			return Key{}, false
		}
		q := d.fail(d.base+n, d.base+n+1, "yaml/colon-space", diag.Say("“%[1]s:”的冒号后面少一个空格", "there is no blank after the colon of %[1]q", k.Name),
			diag.Say("写成 %[1]s: %[2]s", "write %[1]s: %[2]s", k.Name, clip(k.Value.Text, 16)))
		q.Fix = diag.Replace(d.base+n, d.base+n+1, ": ", diag.Say("补一个空格", "add a blank"))
		return k, true
	}
	if v < end {
		k.Value.Text = d.valueMistake(k.Name+": ", v, end)
		k.Value.Null = k.Value.Text == ""
	}
	return k, true
}

// valueMistake looks at the value in [v,end) and returns the text that was
// probably meant. The prefix stands before the value in the example.
func (d *yamlDecoder) valueMistake(prefix string, v, end int) string {
	text := string(d.src[v:end])
	quoted := "\"" + text + "\""
	if strings.ContainsAny(text, "\"\\") {
		quoted = "'" + strings.ReplaceAll(text, "'", "''") + "'"
	}
	wrap := diag.Replace(d.base+v, d.base+end, quoted, diag.Say("给整个值加上引号", "put the whole value in quotes"))
	hint := diag.Say("用英文引号把整个值括起来：%[1]s", "put the whole value in quotes: %[1]s", prefix+clip(quoted, 30))
	switch c := text[0]; c {
	case '"', '\'':
		n := quotedLength(d.src[v:end])
		if n == len(text) && (n < 2 || text[n-1] != c) {
			d.fail(d.base+v, d.base+end, "yaml/quote", diag.Say("引号没有成对：%[1]s", "the quotation mark is not closed: %[1]s", clip(text, 20)),
				diag.Say("前后各一个英文引号，或者一个也不要：%[1]s", "one before and one after the value, or none: %[1]s", prefix+strings.Trim(text, "\"'")))
			return strings.Trim(text, "\"'")
		}
		rest := strings.TrimSpace(text[n:])
		if rest != "" && rest[0] != '#' {
			q := d.fail(d.base+v+n, d.base+end, "yaml/after-quote", diag.Say("引号后面还有文字“%[1]s”", "there is text after the closing quotation mark: %[1]q", clip(rest, 16)), hint)
			q.Fix = wrap
			return text
		}
		return strings.Trim(text, string(c))
	case '[', '{':
		closing := map[byte]string{'[': "]", '{': "}"}[c]
		if !strings.Contains(text, closing) {
			d.fail(d.base+v, d.base+v+1, "yaml/bracket", diag.Say("%[1]c 没有对应的 %[2]s", "%[1]c is not closed by %[2]s", c, closing),
				diag.Say("列表写成 [甲, 乙]，小项写成 {姓名: 张三, 分工: 组长}", "write a list as [a, b], a map as {name: a, role: b}"))
		}
		return ""
	case '@', '`', '%', '*', '&', '!', ',', ']', '}', '|', '>':
		if (c == '|' || c == '>') && len(text) <= 2 {
			return text
		}
		q := d.fail(d.base+v, d.base+v+1, "yaml/special", diag.Say("值不能以 %[1]c 开头", "a value cannot begin with %[1]c", c), hint)
		q.Fix = wrap
		return text
	}
	if i := strings.Index(text, ": "); i >= 0 || strings.HasSuffix(text, ":") {
		if i < 0 {
			i = len(text) - 1
		}
		q := d.fail(d.base+v+i, d.base+v+i+1, "yaml/colon", diag.Say("值里的英文冒号和空格“: ”会被当作新的键", "a colon and a blank inside a value begin a new key"),
			diag.Say("用英文引号把整个值括起来：%[1]s，或者改用中文冒号", "put the whole value in quotes: %[1]s", prefix+clip(quoted, 30)))
		q.Fix = wrap
	}
	return text
}
