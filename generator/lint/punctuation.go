package lint

import (
	"strings"
	"sync"

	"showcase/generator/diag"
)

// full is the full-width form of a half-width mark.
var full = map[rune]string{',': "，", ':': "：", ';': "；", '!': "！", '?': "？", '(': "（", ')': "）", '.': "。"}

// beside reports whether r makes a half-width mark next to it wrong.
func beside(r rune) bool {
	return isHan(r) || r > 0x7F && strings.ContainsRune("，。、；：？！（）“”《》【】", r)
}

// halfWidth finds half-width punctuation beside Chinese (D06): one finding a line.
func (p *page) halfWidth() {
	title := diag.Say("改成全角标点", "make the punctuation full-width")
	p.each(func(l line) {
		if p.foreign(l) {
			return
		}
		var edits []edit
		for i := l.text; i < l.end; i++ {
			if p.part[i] != prose || p.taken[i] {
				continue
			}
			switch c := p.r[i]; c {
			case ',', ':', ';', '!', '?':
				if p.halved(i, l) {
					edits = append(edits, edit{i, p.eat(i+1, l), full[c]})
				}
			case '(':
				if j := p.closing(i, l); j > 0 && (beside(p.at(i-1)) || beside(p.at(j+1)) && p.lead(i, l) || p.anyHan(i+1, j)) {
					edits = append(edits, edit{i, i + 1, "（"}, edit{j, j + 1, "）"})
				}
			case '.':
				edits = append(edits, p.dots(i, l)...)
			}
		}
		edits = p.free(edits)
		if len(edits) > 0 {
			i := edits[0].start
			p.add("D06", i, i+1, diag.Say("这一行有 %d 处半角标点紧挨汉字，如“%s”", "this line has %d half-width marks beside Chinese, as in “%s”", len(edits), p.near(i, i+1)), none, title, edits...)
		}
	})
}

// foreign reports whether the line is in another language and only names
// something in Chinese: more words than Chinese characters.
func (p *page) foreign(l line) bool {
	words, han := 0, 0
	for i := l.text; i < l.end; i++ {
		if p.part[i] != prose {
			continue
		}
		if isHan(p.r[i]) {
			han++
		} else if isLatin(p.r[i]) && !isLatin(p.at(i-1)) {
			words++
		}
	}
	return words > han
}

// free leaves out edits of characters that are taken or edited twice, in order.
func (p *page) free(edits []edit) []edit {
	var out []edit
	used := map[int]bool{}
	for _, e := range edits {
		ok := true
		for i := e.start; i < e.end; i++ {
			ok = ok && !p.taken[i] && !used[i]
		}
		if !ok {
			continue
		}
		for i := e.start; i < e.end; i++ {
			used[i] = true
		}
		out = append(out, e)
	}
	return out
}

// halved reports whether the mark at i should be full-width.
func (p *page) halved(i int, l line) bool {
	before, after := p.at(i-1), p.at(i+1)
	switch p.r[i] {
	case '!':
		if after == '[' { // an image
			return false
		}
	case ':':
		if i == l.text || isLatin(before) && isLatin(after) || after == ':' || before == ':' {
			return false
		}
	case ',':
		if isDigit(before) && isDigit(after) {
			return false
		}
	}
	if beside(before) {
		return true
	}
	return isHan(after) && before > ' ' && !strings.ContainsRune("=&|/\\", before) && p.is(i-1, prose) && p.r[i] != '!'
}

// eat returns the end of a mark whose following single space goes with it.
func (p *page) eat(i int, l line) int {
	if i+1 < l.end && p.r[i] == ' ' && isHan(p.r[i+1]) && !p.taken[i] && p.part[i] == prose {
		return i + 1
	}
	return i
}

// closing returns the place of the ) that belongs to the ( at i.
func (p *page) closing(i int, l line) int {
	depth := 0
	for j := i; j < min(l.end, i+reach); j++ {
		if p.part[j] != prose {
			continue
		}
		switch p.r[j] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				if p.taken[j] {
					return -1
				}
				return j
			}
		case '（':
			return -1
		}
	}
	return -1
}

// lead reports whether only a number's bracket begins the line: (1)内容.
func (p *page) lead(i int, l line) bool { return i == l.text }

func (p *page) anyHan(i, j int) bool {
	for ; i < j; i++ {
		if isHan(p.r[i]) {
			return true
		}
	}
	return false
}

// dots turns a full stop or dots behind a Chinese character into their Chinese form.
func (p *page) dots(i int, l line) []edit {
	if !isHan(p.at(i-1)) || p.at(i-1) == '〇' && isDigit(p.at(i+1)) {
		return nil
	}
	n := 1
	for i+n < l.end && p.r[i+n] == '.' {
		n++
	}
	after := p.at(i + n)
	if n == 3 || n == 6 {
		return []edit{{i, i + n, "……"}}
	}
	if n > 1 || p.numeral(i-1) && i-1-l.text < 3 || !(after == 0 || after <= ' ' || isHan(after) || after == '”') {
		return nil
	}
	return []edit{{i, i + 1, "。"}}
}

func (p *page) numeral(i int) bool {
	return strings.ContainsRune("一二三四五六七八九十", p.at(i))
}

// weight orders marks: of two that stand together the heavier one is meant.
const weight = "、，：；。"

// doubled finds marks that stand twice (D07).
func (p *page) doubled() {
	title := diag.Say("只留一个标点", "keep one mark")
	for i := 0; i+1 < len(p.r); i++ {
		a := strings.IndexRune(weight, p.r[i])
		if a < 0 || p.taken[i] || !p.read(i) {
			continue
		}
		end, heaviest := i+1, a
		for end < len(p.r) && p.read(end) && !p.taken[end] {
			b := strings.IndexRune(weight, p.r[end])
			if b < 0 {
				break
			}
			heaviest = max(heaviest, b)
			end++
		}
		if end == i+1 {
			continue
		}
		with := string([]rune(weight)[heaviest/3])
		if end-i >= 3 && strings.Trim(string(p.r[i:end]), "。") == "" {
			with = "……"
		}
		p.add("D07", i, end, diag.Say("标点重复：“%s”", "doubled punctuation: “%s”", p.near(i, end)), none, title, edit{i, end, with})
		i = end - 1
	}
}

// straight finds ASCII quotes in Chinese (D12) and pairs them within a line.
func (p *page) straight() {
	title := diag.Say("改成“”", "make them “”")
	p.each(func(l line) {
		if p.foreign(l) {
			return
		}
		for _, q := range []struct{ c, open, closing rune }{{'"', '“', '”'}, {'\'', '‘', '’'}} {
			var at []int
			touches := false
			for i := l.text; i < l.end; i++ {
				if p.r[i] != q.c || p.part[i] != prose || p.taken[i] {
					continue
				}
				if q.c == '\'' && isLatin(p.at(i-1)) { // don't, students'
					continue
				}
				if isDigit(p.at(i - 1)) { // 5' 30"
					continue
				}
				at = append(at, i)
				touches = touches || beside(p.at(i-1)) || beside(p.at(i+1))
			}
			if len(at) == 0 || !touches {
				continue
			}
			var edits []edit
			if len(at)%2 == 0 {
				for n, i := range at {
					edits = append(edits, edit{i, i + 1, string([]rune{q.open, q.closing}[n%2])})
				}
			}
			p.add("D12", at[0], at[0]+1, diag.Say("中文里用了直引号：“%s”", "straight quotes in Chinese: “%s”", p.near(at[0], at[0]+1)),
				diag.Say("中文引号用“”，里层用‘’", "Chinese quotes are “” and ‘’ inside"), title, edits...)
		}
	})
}

// singleDash finds half of a Chinese dash (D13).
func (p *page) singleDash() {
	title := diag.Say("改成——", "make it ——")
	p.each(func(l line) {
		for i := l.start; i < l.end; i++ {
			if p.part[i] != prose || p.taken[i] || !strings.ContainsRune("—－-", p.r[i]) || strings.ContainsRune("—－-", p.at(i-1)) && i > l.start {
				continue
			}
			n := 1
			for i+n < l.end && strings.ContainsRune("—－-", p.r[i+n]) {
				n++
			}
			c, after, before := p.r[i], p.at(i+n), p.at(i-1)
			first := i == l.text
			opens := isHan(after) || after != 0 && strings.ContainsRune("“《", after)
			switch {
			case n == 2 && p.r[i] == '—' && p.r[i+1] == '—', n > 2:
			case n == 2 && opens && (first || isHan(before) || strings.ContainsRune("，。；！？”》", before)),
				n == 1 && first && opens,
				n == 1 && c == '—' && opens && before != 0 && strings.ContainsRune("，。；！？”》", before):
				p.add("D13", i, i+n, diag.Say("破折号只有一半：“%s”", "half a Chinese dash: “%s”", p.near(i, i+n)), none, title, edit{i, i + n, "——"})
			}
			i += n - 1
		}
	})
}

// typedSpace finds spaces typed between Chinese characters or as an indent (D15).
func (p *page) typedSpace() {
	title := diag.Say("删去空格", "delete the space")
	p.each(func(l line) {
		if i := l.text; l.kind != row && p.at(i) == '\u3000' && !p.taken[i] {
			end := i
			for end < l.end && (p.r[end] == '\u3000' || p.r[end] == ' ') {
				end++
			}
			p.add("D15", i, end, diag.Say("段首用空格缩进", "the paragraph is indented by typed spaces"), diag.Say("段首缩进由版式决定，不必输入空格", "the layout indents paragraphs"), title, edit{i, end, ""})
		}
		if l.kind == heading || l.kind == row || p.roster(l) || p.foreign(l) {
			return
		}
		for i := l.text + 1; i < l.end; i++ {
			if p.r[i] != ' ' && p.r[i] != '\u3000' || p.part[i] != prose || p.taken[i] {
				continue
			}
			end := i
			for end < l.end && (p.r[end] == ' ' || p.r[end] == '\u3000') && p.part[end] == prose {
				end++
			}
			if (isHan(p.at(i-1)) || isMark(p.at(i-1))) && end < l.end && (isHan(p.r[end]) || isMark(p.r[end])) && !p.spacedName(i, end) && !p.article(l, i) {
				p.add("D15", i, end, diag.Say("汉字之间有空格：“%s”", "a space between Chinese characters: “%s”", p.near(i, end)), none, title, edit{i, end, ""})
			}
			i = end
		}
	})
}

// roster reports whether the line is a list of names or fields, or a title:
// no sentence in it.
func (p *page) roster(l line) bool {
	for i := l.text; i < l.end; i++ {
		if r := p.r[i]; r == '，' || r == '。' || r == ',' || r == '；' || r == ';' {
			return false
		}
	}
	return true
}

// spacedName reports whether the space stands inside a two-character name: 张 三.
func (p *page) spacedName(i, end int) bool {
	return isHan(p.at(i-1)) && isHan(p.at(end)) && !isHan(p.at(i-2)) && !isHan(p.at(end+1))
}

// article reports whether the space stands behind a label at the line's start: 第一条 为了…
func (p *page) article(l line, i int) bool {
	return p.at(l.text) == '第' && i-l.text < 8 && strings.ContainsRune("条章节款项期课篇回讲", p.at(i-1))
}

// brackets are the pairs that must be closed within a paragraph.
const brackets = "“”‘’《》（）【】「」『』〔〕"

// unpaired finds quotes and brackets that are not closed in their paragraph (D11).
func (p *page) unpaired() {
	var open []int
	var kinds [len(brackets) / 3]int // how many of each are open
	flush := func() {
		clear(kinds[:])
		for _, i := range open {
			p.lone(i)
		}
		open = open[:0]
	}
	for _, l := range p.lines {
		if l.kind != para || p.at(l.start) == '\u3000' {
			flush()
		}
		if l.kind == blank || l.kind == other {
			continue
		}
		for i := l.text; i < l.end; i++ {
			n := strings.IndexRune(brackets, p.r[i]) / 3
			if p.r[i] < 0x80 || n < 0 || !strings.ContainsRune(brackets, p.r[i]) || p.part[i] != prose || p.apostrophe(i) {
				continue
			}
			switch {
			case n%2 == 0:
				open = append(open, i)
				kinds[n]++
			case len(open) > 0 && strings.IndexRune(brackets, p.r[open[len(open)-1]])/3 == n-1:
				open = open[:len(open)-1]
				kinds[n-1]--
			case p.counted(i, l):
			case kinds[n-1] == 0:
				p.lone(i)
			default: // close the nearest of the kind; those it skips are alone
				for closed := false; !closed; {
					k := open[len(open)-1]
					open = open[:len(open)-1]
					kind := strings.IndexRune(brackets, p.r[k]) / 3
					kinds[kind]--
					if closed = kind == n-1; !closed {
						p.lone(k)
					}
				}
			}
		}
	}
	flush()
}

func (p *page) lone(i int) {
	p.add("D11", i, i+1, diag.Say("“%c”没有成对：%s", "“%c” has no partner: %s", p.r[i], p.near(i, i+1)), none, none)
}

// apostrophe reports whether ’ stands inside or behind an English word.
func (p *page) apostrophe(i int) bool {
	return p.r[i] == '’' && isLatin(p.at(i-1)) && !isHan(p.at(i+1))
}

// counted reports whether ） at i closes a bare number of a list: 1）内容.
func (p *page) counted(i int, l line) bool {
	if p.r[i] != '）' {
		return false
	}
	for j := i - 1; j >= l.text; j-- {
		if !isDigit(p.r[j]) && !p.numeral(j) && !isLatin(p.r[j]) {
			return j < i-1 && strings.ContainsRune("。；，、 ：", p.r[j])
		}
	}
	return i > l.text
}

// lookAlike finds characters that look like the one that is meant (D14).
func (p *page) lookAlike() {
	parallel := sync.OnceValue(p.parallel)
	for i, r := range p.r {
		if p.part[i] != prose || p.taken[i] {
			continue
		}
		a, b := p.at(i-1), p.at(i+1)
		switch {
		case r == '一' && p.at(i-3) == '“' && p.at(i+3) == '”' && parallel():
			p.add("D14", i, i+1, diag.Say("“%s”里的“一”可能应是连接号“-”", "the 一 in “%s” may be meant as “-”", p.text(i-2, i+3)), none, none)
		case (r == '○' || r == 'O' || r == 'o') && (p.year(i-1) && p.year(i+1) || p.year(i-1) && p.year(i-2) && b == '年'):
			p.add("D14", i, i+1, diag.Say("“%s”里的“%c”应是“〇”", "“%[2]c” in “%[1]s” should be “〇”", p.near(i, i+1), r), none, none)
		case (r == 'O' || r == 'o' || r == 'l' || r == 'I') && isDigit(a) && (isDigit(b) || isHan(b)) && !isLatin(p.at(i-2)) && (isDigit(b) || isDigit(p.at(i-2))):
			p.add("D14", i, i+1, diag.Say("数字里混进了字母“%[2]c”：“%[1]s”", "the letter %[2]c inside a number: “%[1]s”", p.near(i, i+1), r), none, none)
		}
	}
}

func (p *page) year(i int) bool {
	return p.at(i) != 0 && strings.ContainsRune("一二三四五六七八九〇○零", p.at(i))
}

// parallel reports whether the page has a pair written “甲乙-丙丁”.
func (p *page) parallel() bool {
	for i, r := range p.r {
		if r == '-' && p.at(i-3) == '“' && p.at(i+3) == '”' {
			return true
		}
	}
	return false
}
