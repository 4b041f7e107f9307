package importer

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"showcase/generator/diag"
)

// article is one text of the source, with what its first and last lines say.
type article struct {
	head     string // what stands behind 第X篇：
	part     string // 第X篇
	lines    []span // without blank ones at its ends
	title    string
	subtitle string
	author   string
	date     string // YYYY-MM-DD
}

var partHead = regexp.MustCompile(`^[#【\s]*(第[一二三四五六七八九十百零〇0-9]{1,4}篇)[】：:、\s]*(.*)$`)

// articles splits the text at its 第X篇 heads.
func (m *job) articles() []*article {
	var out []*article
	now := &article{}
	for _, l := range m.lines() {
		s := m.text.b[l.start:l.end]
		if g := partHead.FindStringSubmatchIndex(s); g != nil && utf8.RuneCountInString(s) < 60 {
			if len(now.lines) > 0 || now.part != "" {
				out = append(out, now)
			}
			now = &article{part: s[g[2]:g[3]], head: strings.TrimSpace(s[g[4]:g[5]])}
			m.note("import/part-head", l.start, l.end, "")
			continue
		}
		if s != "" || len(now.lines) > 0 {
			now.lines = append(now.lines, l)
		}
	}
	if len(now.lines) > 0 || now.part != "" {
		out = append(out, now)
	}
	for _, a := range out {
		for n := len(a.lines); n > 0 && a.lines[n-1].start == a.lines[n-1].end; n-- {
			a.lines = a.lines[:n-1]
		}
	}
	return out
}

func (m *job) line(l span) string { return m.text.b[l.start:l.end] }

// ends reads the title, subtitle, author and date off an article's lines.
func (m *job) ends(a *article) {
	m.titleOf(a)
	if l, ok := first(a); ok && strings.HasPrefix(m.line(l), "——") && utf8.RuneCountInString(m.line(l)) < 62 {
		a.subtitle = strings.TrimSpace(strings.TrimPrefix(m.line(l), "——"))
		m.note("import/subtitle", l.start, l.end, "")
		m.shift(a)
	}
	if l, ok := first(a); ok {
		if g := authorLine.FindStringSubmatch(m.line(l)); g != nil {
			a.author = g[2]
			m.note("import/author", l.start, l.end, "")
			m.shift(a)
		}
	}
	for range 2 {
		if len(a.lines) < 2 {
			return
		}
		last := a.lines[len(a.lines)-1]
		s := m.line(last)
		if g := authorLine.FindStringSubmatch(s); g != nil && a.author == "" {
			a.author = g[2]
			m.note("import/author", last.start, last.end, "")
		} else if d := readDate(s); d != "" && a.date == "" {
			a.date = d
			m.note("import/date", last.start, last.end, d)
		} else {
			return
		}
		a.lines = a.lines[:len(a.lines)-1]
		for len(a.lines) > 0 && m.line(a.lines[len(a.lines)-1]) == "" {
			a.lines = a.lines[:len(a.lines)-1]
		}
	}
}

var authorLine = regexp.MustCompile(`^(作者|撰稿|执笔|撰写人|执笔人|供稿)[：:]\s*(\S{2,20})$`)

func first(a *article) (span, bool) {
	if len(a.lines) == 0 {
		return span{}, false
	}
	return a.lines[0], true
}

// shift takes the first line off, and blank ones behind it.
func (m *job) shift(a *article) {
	a.lines = a.lines[1:]
	for len(a.lines) > 0 && m.line(a.lines[0]) == "" {
		a.lines = a.lines[1:]
	}
}

// titleOf takes the title from the article's own first line, or from its 第X篇 head.
func (m *job) titleOf(a *article) {
	a.title = a.head
	l, ok := first(a)
	if !ok {
		m.model(a, l)
		return
	}
	own := strings.TrimSpace(strings.TrimLeft(m.line(l), "# "))
	style, _, _ := number(own)
	short := style == 0 && utf8.RuneCountInString(own) <= 50 && !strings.ContainsAny(own, "，。；：！？") && !strings.HasPrefix(own, "——")
	switch {
	case short && (a.part == "" || alike(own, a.head)):
		a.title = own
		if a.head != "" && squeeze(own) != squeeze(a.head) {
			m.say(diag.Warning, "structure/numbering", l.start, l.end, diag.Say("汇编里叫“%s”，文章自己的标题是“%s”，用了后者", "the compilation calls it “%s”, its own title is “%s”, which was taken", a.head, own),
				diag.Say("标题和体裁（计划、规划、方案、办法）要一致", "title and genre should agree"))
		}
		m.note("import/title", l.start, l.end, "")
		m.shift(a)
	case a.title == "":
		a.title = stem(m.name)
	}
	m.model(a, l)
}

var modelWord = regexp.MustCompile(`(范文|范本|模板|（?精选.{0,4}篇）?|（?共.{1,3}篇）?)+$`)

// model takes off a title's end what says that the text was one to copy.
func (m *job) model(a *article, l span) {
	if t := strings.TrimSpace(modelWord.ReplaceAllString(a.title, "")); t != a.title && t != "" {
		m.say(diag.Warning, "wording/template", l.start, l.start, diag.Say("标题“%s”里的“%s”已去掉", "“%[2]s” was taken off the title “%[1]s”", a.title, strings.TrimPrefix(a.title, t)),
			diag.Say("这是供人仿写的文章，发布前换成本单位的内容", "the text was written to be copied: put your own before publishing"))
		a.title = t
	}
}

func squeeze(s string) string { return strings.NewReplacer(" ", "", "\u3000", "").Replace(s) }

// alike reports whether two titles are of one text: most of the characters of
// the shorter one are in the other.
func alike(a, b string) bool {
	ra, rb := []rune(squeeze(a)), []rune(squeeze(b))
	if len(ra) > len(rb) {
		ra, rb = rb, ra
	}
	n := 0
	for _, r := range ra {
		if strings.ContainsRune(string(rb), r) {
			n++
		}
	}
	return len(ra) > 0 && n*10 >= len(ra)*7
}

var dateForms = regexp.MustCompile(`^[（(]?(\d{4}|[〇○零一二三四五六七八九O]{4})\s*[年./-]\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*[月./-]\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*日?[）)]?$`)

// readDate reads a line that is nothing but a date: 二〇一二年五月十七日,
// 2012年5月17日, 2012.5.17. It returns YYYY-MM-DD, or "".
func readDate(s string) string {
	g := dateForms.FindStringSubmatch(strings.TrimSpace(s))
	if g == nil {
		return ""
	}
	year := strings.Map(func(r rune) rune {
		if i := strings.IndexRune("一二三四五六七八九", r); i >= 0 {
			return rune('1' + i/3)
		}
		if r < '0' || r > '9' {
			return '0'
		}
		return r
	}, g[1])
	month, day := smallNumber(g[2]), smallNumber(g[3])
	y, _ := strconv.Atoi(year)
	days := []int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}
	if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
		days[1] = 29
	}
	if month < 1 || month > 12 || day < 1 || day > days[month-1] {
		return ""
	}
	two := func(n int) string { return string([]byte{'0' + byte(n/10), '0' + byte(n%10)}) }
	return year + "-" + two(month) + "-" + two(day)
}

func smallNumber(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	return hanValue(s)
}

func stem(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	if i := strings.LastIndexByte(name, '.'); i > 0 {
		name = name[:i]
	}
	return name
}
