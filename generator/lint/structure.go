package lint

import (
	"slices"
	"strings"

	"showcase/generator/diag"
)

// indented finds prose that an indent turns into a code block (D16); what
// looks like code is taken for code by all rules.
func (p *page) indented() {
	title := diag.Say("删去缩进", "delete the indent")
	list, block := false, false
	for n := range p.lines {
		l := &p.lines[n]
		if l.kind == blank || l.kind == other {
			continue
		}
		indent := p.indent(*l)
		if l.kind == item && !block || l.kind == item && indent < 4 {
			list = true
		} else if indent == 0 {
			list = false
		}
		opens := n == 0 || p.lines[n-1].kind == blank || p.lines[n-1].kind == other || block
		block = indent >= 4 && opens && !list
		switch {
		case block && !p.mostlyHan(*l):
			p.mark(l.start, l.end, code)
			l.kind = other
		case block && l.kind != row:
			p.add("D16", l.start, l.text, diag.Say("段首的缩进会让这一段变成代码块", "this indent makes the paragraph a code block"),
				diag.Say("段首缩进由版式决定，不必输入空格", "the layout indents paragraphs"), title, edit{l.start, l.start + p.indentRunes(*l), ""})
		}
	}
}

func (p *page) indentRunes(l line) int {
	n := 0
	for l.start+n < l.end && (p.r[l.start+n] == ' ' || p.r[l.start+n] == '\t') {
		n++
	}
	return n
}

// indent is the width of the line's leading white space.
func (p *page) indent(l line) int {
	n := 0
	for i := l.start; i < l.end; i++ {
		switch p.r[i] {
		case ' ':
			n++
		case '\t':
			n += 4 - n%4
		default:
			return n
		}
	}
	return n
}

// mostlyHan tells prose from code: most of its characters are Chinese.
func (p *page) mostlyHan(l line) bool {
	han, others := 0, 0
	for i := l.start; i < l.end; i++ {
		switch {
		case isHan(p.r[i]) || isMark(p.r[i]):
			han++
		case p.r[i] > ' ':
			others++
		}
	}
	return han >= 4 && han > 2*others
}

// unfinished reports whether the line is prose that stops in the middle of a
// sentence: long, with marks in it, none at its end.
func (p *page) unfinished(l line) bool {
	if l.kind != para && l.kind != item || l.end-l.text < 16 || !isHan(p.r[l.end-1]) {
		return false
	}
	_, _, from := p.number(l)
	return strings.ContainsAny(string(p.r[from:l.end]), "，。；,;")
}

// strayNumber finds page numbers inside the text (D09).
func (p *page) strayNumber() {
	hint := diag.Say("像是原稿的页码，请删去并把前后两段接上", "it looks like a page number of the original: delete it and join the text")
	for n, l := range p.lines {
		if l.kind != para && l.kind != item || l.end == l.text {
			continue
		}
		digits := l.start
		for digits < l.end && isDigit(p.r[digits]) && digits-l.start < 3 {
			digits++
		}
		if digits > l.start && digits < l.end {
			prev := p.before(n)
			stops := prev != nil && (p.unfinished(*prev) || prev.kind == para && prev.end-prev.text >= 20 && isHan(p.r[prev.end-1]) && p.ordinal(*prev) == 0)
			joins := stops && isHan(p.r[digits]) && !strings.ContainsRune("年月日号点时分个名人位次项篇节届期级班岁元米天周章条本册件种所", p.r[digits])
			if joins || p.r[digits] == '（' || p.r[digits] == '(' && p.numeral(digits+1) {
				p.add("D09", l.start, digits, diag.Say("行首的“%s”像是页码：%s", "“%s” at the line's start looks like a page number: %s", p.text(l.start, digits), p.near(l.start, digits+1)), hint, none)
			}
		}
		i := l.end
		for i > l.text && isDigit(p.r[i-1]) && l.end-i < 3 {
			i--
		}
		if i < l.end && i > l.text && strings.ContainsRune("。！？”", p.r[i-1]) {
			p.add("D09", i, l.end, diag.Say("句末的“%s”像是页码：%s", "“%s” behind the last sentence looks like a page number: %s", p.text(i, l.end), p.near(i, l.end)), hint, none)
		}
	}
}

// before returns the last line with text before line n, over one blank line; nil: none.
func (p *page) before(n int) *line {
	for k := n - 1; k >= 0 && k >= n-2; k-- {
		switch p.lines[k].kind {
		case blank:
			continue
		case other:
			return nil
		}
		return &p.lines[k]
	}
	return nil
}

// broken finds a paragraph broken in two (D10). Lines wrapped by the author's
// editor are no damage: the page joins them.
func (p *page) broken() {
	wrapped := p.wrapped()
	for n, l := range p.lines {
		if l.kind != para || l.end == l.text || !isHan(p.r[l.text]) || p.ordinal(l) != 0 {
			continue
		}
		prev := p.before(n)
		if prev == nil || !p.unfinished(*prev) || p.lines[n-1].kind != blank && wrapped || p.dated(l) {
			continue
		}
		p.add("D10", prev.end-1, prev.end, diag.Say("这一段没有说完就断了：%s", "the paragraph stops in the middle of a sentence: %s", p.text(max(prev.text, prev.end-8), prev.end)),
			diag.Say("与下一段接上，或补上句末标点", "join it with the next one, or put the final mark"), none)
	}
}

// wrapped reports whether the author breaks lines within paragraphs.
func (p *page) wrapped() bool {
	breaks, joined := 0, 0
	for n, l := range p.lines {
		if n > 0 && l.kind == para && p.lines[n-1].kind == para {
			breaks++
			if p.unfinished(p.lines[n-1]) {
				joined++
			}
		}
	}
	return joined*3 > breaks
}

// dated reports whether the line is a signature or a date.
func (p *page) dated(l line) bool {
	s := strings.TrimSpace(string(p.r[l.text:l.end]))
	return len([]rune(s)) < 20 && !strings.ContainsAny(s, "，。；")
}

// The styles of numbers at a line's start.
const (
	han     = 1 + iota // 一、
	inBrack            // （一）
	arabic             // 1.
	inRound            // （1）
)

// ordinal returns the style of the number at the line's start, 0 for none.
func (p *page) ordinal(l line) int {
	style, _, _ := p.number(l)
	return style
}

// number reads the number at the line's start: its style, value, and the end
// of number and mark.
func (p *page) number(l line) (style, value, end int) {
	i := l.text
	if l.kind == item && l.text > l.start {
		return 0, 0, i
	}
	open := p.at(i) == '（' || p.at(i) == '('
	if open {
		i++
	}
	start := i
	for i < l.end && (p.numeral(i)) {
		i++
	}
	if i > start {
		value = hanValue(p.r[start:i])
		switch c := p.at(i); {
		case open && (c == '）' || c == ')'):
			return inBrack, value, i + 1
		case !open && (c == '、' || c == '.' || c == '．'):
			return han, value, i + 1
		}
		return 0, 0, l.text
	}
	for i < l.end && isDigit(p.r[i]) && i-start < 3 {
		value = value*10 + int(p.r[i]-'0')
		i++
	}
	if i > start {
		switch c := p.at(i); {
		case open && (c == '）' || c == ')'):
			return inRound, value, i + 1
		case !open && (c == '、' || c == '．' || c == '.' && !isDigit(p.at(i+1))):
			return arabic, value, i + 1
		}
	}
	return 0, 0, l.text
}

// hanValue reads 一 to 九十九.
func hanValue(r []rune) int {
	value, unit := 0, 0
	for _, c := range r {
		d := strings.IndexRune("一二三四五六七八九", c)/3 + 1
		if c == '十' {
			value += max(unit, 1) * 10
			unit = 0
		} else {
			unit = d
		}
	}
	return value + unit
}

// numbering finds faults in numbers at line starts (D17).
func (p *page) numbering() {
	dots, commas := -1, -1
	last := map[int]int{}
	deepest := 0
	for _, l := range p.lines {
		if l.kind != para && l.kind != heading {
			continue
		}
		style, value, end := p.number(l)
		if style == 0 || value == 0 {
			continue
		}
		if c := p.at(end); (style == inBrack || style == inRound) && (c == '、' || c == '，' || c == '.') {
			p.add("D17", l.text, end+1, diag.Say("“%s”：括号序号后面不加标点", "“%s”: no mark follows a number in brackets", p.text(l.text, end+1)), none, none)
		}
		if style == arabic {
			if p.r[end-1] == '、' {
				commas = l.text
			} else {
				dots = l.text
			}
		}
		switch {
		case style == deepest || last[style] == 0 || value == last[style]+1:
		case value == 1 && deepest > style:
			p.add("D17", l.text, end, diag.Say("“%s”出现在下一层序号之下，层次颠倒了", "“%s” stands below a lower level: the levels are inverted", p.text(l.text, end)),
				diag.Say("层次依次是 一、（一）1.（1）", "the levels are 一、（一）1.（1）in this order"), none)
			last[style] = 0
			continue
		}
		if style == deepest && value != last[style]+1 && value != 1 && last[style] != 0 {
			p.add("D17", l.text, end, diag.Say("序号从 %d 跳到 %d", "the numbers jump from %d to %d", last[style], value), none, none)
		}
		last[style], deepest = value, style
	}
	if dots >= 0 && commas >= 0 {
		i := max(dots, commas)
		p.add("D17", i, i+1, diag.Say("“1.”和“1、”混用", "“1.” and “1、” are mixed"), diag.Say("阿拉伯数字后面用“.”", "use “.” behind Arabic numerals"), none)
	}
}

// annex finds an annex or roster run into a paragraph (D19).
func (p *page) annex() {
	p.each(func(l line) {
		if l.kind != para && l.kind != item {
			return
		}
		for i := l.text + 1; i+2 < l.end; i++ {
			if p.r[i] != '附' || p.part[i] != prose || !strings.ContainsRune("。；！”", p.r[i-1]) {
				continue
			}
			j := i + 1
			if p.at(j) == '件' {
				j++
			}
			if c := p.at(j); c == '：' || c == ':' {
				p.add("D19", i, j+1, diag.Say("附件挤在正文里：%s", "an annex is run into the text: %s", p.near(i, j+1)),
					diag.Say("另起一段，名单做成列表或表格", "start a new paragraph and make the roster a list or a table"), none)
				return
			}
		}
	})
}

// statedCount compares 五种理念：一是…；二是… with what is listed (D18).
func (p *page) statedCount() {
	p.each(func(l line) {
		for i := l.text; i+3 < l.end; i++ {
			if p.r[i] != '一' || p.r[i+1] != '是' || !strings.ContainsRune("：:，,。", p.at(i-1)) {
				continue
			}
			stated, at := p.stated(l, i-1)
			listed := p.listed(i, l.end)
			if stated > 0 && listed > 1 && stated != listed {
				p.add("D18", at, at+1, diag.Say("说是 %d 项，列出的是 %d 项：%s", "%d are stated, %d are listed: %s", stated, listed, p.near(at, at+1)), none, none)
			}
			return
		}
	})
}

// statedItems compares 五种理念： with the list, or the headings, that follow it
// (D18).
func (p *page) statedItems() {
	for n, l := range p.lines {
		if l.kind != para || l.end-l.text < 3 || p.r[l.end-1] != '：' {
			continue
		}
		below := n + 1
		for below < len(p.lines) && p.lines[below].kind == blank {
			below++
		}
		if below == len(p.lines) {
			return
		}
		listed := 0
		switch p.lines[below].kind {
		case item:
			listed = p.items(below)
		case heading:
			listed = p.headings(below)
		}
		if listed < 2 {
			continue
		}
		if stated, at := p.announced(l, l.end-1); stated > 0 && stated != listed {
			p.add("D18", at, at+1, diag.Say("说是 %d 项，下面列出的是 %d 项：%s", "%d are stated, %d are listed below: %s", stated, listed, p.near(at, at+1)), none, none)
		}
	}
}

// statedInLine compares 五种方式：甲、乙、丙。 with what stands between its marks
// (D18). An enumeration that may go on (等), whose items may hold marks of their
// own, or that 和 may close, is given the benefit of the doubt.
func (p *page) statedInLine() {
	p.each(func(l line) {
		for i := l.text; i+2 < l.end; i++ {
			if p.r[i] != '：' {
				continue
			}
			marks, joined := 0, 0
			j := i + 1
			for ; j < l.end && !strings.ContainsRune("。；！？，：（“《‘、", p.r[j]) || j < l.end && p.r[j] == '、'; j++ {
				switch p.r[j] {
				case '、':
					marks++
				case '和', '与', '及':
					joined++
				case '等', '余':
					joined = len(p.r) // anything may be meant
				}
			}
			if marks == 0 || j < l.end && !strings.ContainsRune("。；！？", p.r[j]) {
				continue
			}
			if stated, at := p.announced(l, i); stated > 0 && p.announcing(i) && (stated < marks+1 || stated > marks+1+joined) {
				p.add("D18", at, at+1, diag.Say("说是 %d 项，列出的是 %d 项：%s", "%d are stated, %d are listed: %s", stated, marks+1, p.near(at, at+1)), none, none)
			}
			i = j
		}
	})
}

// announcing reports whether the word before a colon is one that is counted to
// be listed: not 两个木箱：.
func (p *page) announcing(colon int) bool {
	before := string(p.r[max(0, colon-3):colon])
	return slices.ContainsFunc(listed, func(word string) bool { return strings.HasSuffix(before, word) })
}

// listed are the words whose number a list makes good.
var listed = []string{
	"理念", "方式", "方面", "阶段", "转变", "要求", "措施", "制度", "形式", "步骤", "层面", "环节", "特点", "原则", "目标", "任务", "内容", "结合",
	"方法", "途径", "做法", "问题", "项目", "活动", "模式", "机制", "能力", "指标", "条件", "偏向", "角色", "平台", "类", "条", "点", "项", "步", "种",
}

// announced is the count that the words before a colon announce: little stands
// between it and the colon, so that nothing else can be meant.
func (p *page) announced(l line, colon int) (n, at int) {
	n, at = p.stated(l, colon)
	if n < 2 {
		return 0, 0
	}
	i := at
	for p.numeral(i) || p.r[i] == '两' {
		i++
	}
	noun := p.r[i+1 : colon]
	if len(noun) > 5 || slices.ContainsFunc(noun, func(c rune) bool { return c == '的' || !isHan(c) }) || strings.ContainsRune("每前后另", p.at(at-1)) {
		return 0, 0
	}
	return n, at
}

// items counts the items of the list whose first is line n.
func (p *page) items(n int) int {
	width, numbered := p.indent(p.lines[n]), isDigit(p.r[p.mark1(p.lines[n])])
	count, gap := 0, false
	for _, l := range p.lines[n:] {
		inside := p.indent(l) > width
		switch {
		case l.kind == blank:
			gap = true
			continue
		case l.kind == item && !inside && p.indent(l) == width && isDigit(p.r[p.mark1(l)]) == numbered:
			count++
		case l.kind == para && !gap, inside:
		default:
			return count
		}
		gap = false
	}
	return count
}

// mark1 is the first character of a line behind its indent.
func (p *page) mark1(l line) int {
	i := l.start
	for i < l.end-1 && (p.r[i] == ' ' || p.r[i] == '\t' || p.r[i] == '>') {
		i++
	}
	return i
}

// headings counts those of the level of line n before one of a higher level.
func (p *page) headings(n int) int {
	level := func(l line) int { return strings.Count(string(p.r[l.start:l.text]), "#") }
	count := 0
	for _, l := range p.lines[n:] {
		if l.kind != heading {
			continue
		}
		if level(l) < level(p.lines[n]) {
			break
		}
		if level(l) == level(p.lines[n]) {
			count++
		}
	}
	return count
}

// stated finds the count that announces a list: the last 三个…, 五种… in the clause before i.
func (p *page) stated(l line, i int) (n, at int) {
	for j := i - 1; j > l.text && i-j < 16 && !strings.ContainsRune("。；;", p.r[j]); j-- {
		if !strings.ContainsRune("个种条项点步大类", p.r[j]) || !p.numeral(j-1) && p.r[j-1] != '两' {
			continue
		}
		k := j - 1
		for k > l.text && p.numeral(k-1) {
			k--
		}
		if p.r[k] == '两' {
			return 2, k
		}
		if p.at(k-1) == '第' || p.r[k] == '一' && k == j-1 {
			return 0, 0
		}
		return hanValue(p.r[k:j]), k
	}
	return 0, 0
}

// listed counts 一是, 二是, … in order from i.
func (p *page) listed(i, end int) int {
	n := 0
	for j := i; j+1 < end; j++ {
		if p.r[j+1] == '是' && p.numeral(j) && !p.numeral(j-1) && hanValue(p.r[j:j+1]) == n+1 && !isHan(p.at(j-1)) {
			n++
		}
	}
	return n
}
