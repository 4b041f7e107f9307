package lint

import (
	"bytes"
	"strings"
	"sync"
	"unicode/utf8"

	"showcase/generator/hanzi"
)

// What a character below U+10000 means to the first look at a page.
const (
	isIdeograph = 1 << iota // a Chinese character
	isWide                  // a full-width mark
	isAlarm                 // reason enough to apply the rules
	isStarter               // begins a watched word
	isBracket               // opens or closes
	isWeighted              // 、，：；。
	isNumeral               // 一 to 十
	isPair                  // 两
)

// gate is the table behind quick: a class for each character and a filter of
// the first two characters of every watched word.
type gate struct {
	class [0x10000]uint8
	pair  [1 << 13]byte // 64K bits: a filter before exact
	exact map[[2]rune]bool
	stops map[[2]rune]string // swallowedStops
}

func hash(a, b rune) uint32 { return (uint32(a)*40503 + uint32(b)*2654435) & 0xFFFF }

func (g *gate) watch(words ...string) {
	for _, w := range words {
		r := []rune(w)
		if len(r) >= 2 && r[0] < 0x10000 {
			g.class[r[0]] |= isStarter
			h := hash(r[0], r[1])
			g.pair[h>>3] |= 1 << (h & 7)
			g.exact[[2]rune{r[0], r[1]}] = true
		}
	}
}

var gates = sync.OnceValue(func() *gate {
	g := &gate{exact: map[[2]rune]bool{}, stops: map[[2]rune]string{}}
	for r := rune(0); r < 0x10000; r++ {
		switch {
		case isHan(r):
			g.class[r] |= isIdeograph
			if hanzi.Traditional(r) || odd(r) {
				g.class[r] |= isAlarm
			}
		case unseen(r) != none && r != '\n' && r != '\t' && r != '\r' || odd(r) || r == 0xFFFD || r == '○' || digit(r) != 0 && r > 0x7F || r == 'Ｘ' || r == 'Ã' || r == 'Â' || r == 'â' || r == 'ï' || r == '\u3000' || r == '－' || r == '．':
			g.class[r] |= isAlarm
		}
	}
	for _, r := range wide {
		g.class[r] |= isWide
	}
	for _, r := range brackets {
		g.class[r] |= isBracket
	}
	for _, r := range weight {
		g.class[r] |= isWeighted
	}
	for _, r := range "一二三四五六七八九十" {
		g.class[r] |= isNumeral
	}
	g.class['两'] |= isPair
	for w := range strings.FieldsSeq(swallowedStops) {
		g.watch(w)
		bad, good, _ := strings.Cut(w, "=")
		r := []rune(bad)
		g.stops[[2]rune{r[0], r[1]}] = good
	}
	for _, s := range commonSlips {
		g.watch(s.Wrong)
	}
	for _, w := range personal {
		if r := []rune(w.word); w.grave && r[0] != '出' && r[0] != '贫' { // the rarer half of the word
			g.watch(string(r[len(r)-2:]))
		}
	}
	g.watch("锟斤", "烫烫", "屯屯", "待补", "待填", "此处", "某某", "【】", "【 ", "〔疑", "【填", "【请", "【此", "【待", "【插", "【姓", "【单", "【学", "【日", "范文", "××",
		"秘密", "机密", "绝密", "不得", "请勿", "严禁", "仅供", "内部", "（征", "（送", "（待", "微信", "学籍", "学号", "考号", "准考", "考籍", "生编", "生日", "生年", "贫困", "经，", "经、", "己的", "附：", "附:", "附件", "篇：", "篇:", "一是", "）、", "），", "）.")
	return g
})

// quick is the first look: false means that no rule can find anything. It
// passes once over the bytes and may be wrong only in saying true.
func quick(text []byte, o *Options) bool {
	if !utf8.Valid(text) {
		return true
	}
	s := scan{t: text, g: gates(), o: o}
	if o.Body > 0 && (s.values(text[:o.Body])) {
		return true
	}
	if len(o.People) > 0 {
		for _, w := range personal {
			if bytes.Contains(text, []byte(w.word)) {
				return true
			}
		}
	}
	for _, w := range o.Slips {
		if bytes.Contains(text, []byte(w.Wrong)) {
			return true
		}
	}
	return s.body(o.Body)
}

type scan struct {
	t      []byte
	g      *gate
	o      *Options
	open   [16]int8 // of each kind of bracket
	nOpen  int
	digits int // in the running stretch

	lines, wraps  int   // lines in the paragraph
	han           int   // last 一、 of the page
	dot, comma    bool  // 1. and 1、 seen
	midway        bool  // the line before stops in a sentence
	numeral       bool  // the line has a Chinese numeral
	colon         bool  // the line before has one and ends in ：, as what announces a list
	length, marks int   // characters and marks of the line
	last          uint8 // class of the line's last character
}

// values looks at front matter: only damage and privacy matter there.
func (s *scan) values(t []byte) bool {
	digits := 0
	for i := 0; i < len(t); {
		c := t[i]
		if c < 0x80 {
			switch {
			case c >= '0' && c <= '9':
				if digits++; digits >= 11 {
					return true
				}
			case c != ' ' && c != '-':
				digits = 0
			}
			if c == '@' || c == 'X' || c == '?' || c == 'Q' || c == 'q' || c < 0x20 && c != '\n' && c != '\r' && c != '\t' || c == 0x7F || c == '(' && i > 0 && t[i-1] >= 0x80 {
				return true
			}
			i++
			continue
		}
		digits = 0
		r, n := utf8.DecodeRune(t[i:])
		if r >= 0x10000 {
			if unseen(r) != none || hanzi.Traditional(r) {
				return true
			}
			i += n
			continue
		}
		k := s.g.class[r]
		if k&isAlarm != 0 || k&isStarter != 0 && s.starts(r, t, i+n) || k&isWeighted != 0 && s.weighted(t, i+n) || r == '第' && i+12 <= len(t) && bytes.Contains(t[i:i+12], []byte("篇")) || r == '（' && s.tone(t, i+n) {
			return true
		}
		i += n
	}
	return false
}

// starts reports whether r and the character at i begin a watched word.
func (s *scan) starts(r rune, t []byte, i int) bool {
	if i >= len(t) {
		return false
	}
	next := three(t, i)
	if next == 0 {
		next, _ = utf8.DecodeRune(t[i:])
	}
	if r == '己' { // 自己的 is everywhere; only 自己的， matters
		third := three(t, i+3)
		return next == '的' && (third == '，' || third == '。')
	}
	h := hash(r, next)
	return s.g.pair[h>>3]&(1<<(h&7)) != 0 && s.g.exact[[2]rune{r, next}]
}

// weighted reports whether one of 、，：；。 is at i.
func (s *scan) weighted(t []byte, i int) bool {
	if i+2 >= len(t) || t[i] < 0xE3 {
		return false
	}
	r, _ := utf8.DecodeRune(t[i:])
	return r < 0x10000 && s.g.class[r]&isWeighted != 0
}

// tone reports whether the bracket at i may hold pinyin: a letter follows.
func (s *scan) tone(t []byte, i int) bool {
	return i < len(t) && (t[i] >= 'a' && t[i] <= 'z' || t[i] >= 0xC3 && t[i] <= 0xC7)
}

// class of the character at i; 0 for ASCII.
func (s *scan) class(i int) uint8 {
	if i >= len(s.t) || s.t[i] < 0x80 {
		return 0
	}
	r, _ := utf8.DecodeRune(s.t[i:])
	if r >= 0x10000 {
		if isHan(r) {
			return isIdeograph
		}
		return 0
	}
	return s.g.class[r]
}

// body looks at the text from byte i on, line by line.
func (s *scan) body(i int) bool {
	fence, length := byte(0), 0
	for i < len(s.t) {
		end := i + bytes.IndexByte(s.t[i:], '\n')
		if end < i {
			end = len(s.t)
		}
		line := bytes.TrimLeft(s.t[i:end], " ")
		switch {
		case len(line) >= 3 && (line[0] == '`' || line[0] == '~') && line[1] == line[0] && line[2] == line[0] && (fence == 0 || fence == line[0]):
			n := len(line) - len(bytes.TrimLeft(line, string(line[:1])))
			if fence == 0 {
				fence, length = line[0], n
			} else if n >= length && len(bytes.Trim(line, string(fence)+" \r")) == 0 {
				fence = 0
			}
			s.midway = false
			if s.codeLine(i, end) {
				return true
			}
		case fence != 0:
			if s.codeLine(i, end) {
				return true
			}
		default:
			if s.begin(i, end) || s.line(i, end) || s.finish(i, end) {
				return true
			}
		}
		i = end + 1
	}
	return s.nOpen != 0
}

// codeLine looks for what code may not hold either: numbers of persons.
func (s *scan) codeLine(i, end int) bool {
	n := 0
	for ; i < end; i++ {
		switch c := s.t[i]; {
		case c >= '0' && c <= '9':
			if n++; n >= 11 {
				return true
			}
		case c == ' ' || c == '-':
		case c == 0xEF || c == 0xE2 || c == 0xC2 || c == 0xEE || c < 0x20 && c != '\r' && c != '\t' || c == 0x7F || c == 'Q' || c == 'q':
			return true // perhaps an invisible character
		default:
			n = 0
		}
	}
	return false
}

// begin looks at how a line starts and settles the paragraph before a blank one.
func (s *scan) begin(i, end int) bool {
	s.length, s.marks, s.digits, s.numeral = 0, 0, 0, false
	start := i
	for i < end && (s.t[i] == ' ' || s.t[i] == '\t' || s.t[i] == '>' || s.t[i] == '\r') {
		i++
	}
	if i == end {
		s.lines = 0
		return s.nOpen != 0
	}
	c := s.t[i]
	if (c == '|' || c == '#' || c == '-' || c == '*' || c == '+' || c >= '0' && c <= '9') && s.nOpen != 0 {
		return true
	}
	if s.colon && (c == '#' || c == '-' || c == '*' || c == '+' || c >= '0' && c <= '9') {
		return true
	}
	s.lines++
	if i-start >= 4 || i > start && s.t[start] == '\t' {
		if s.class(i) != 0 {
			return true
		}
	}
	if c == '#' {
		for i < end && (s.t[i] == '#' || s.t[i] == ' ') {
			i++
		}
		c = 0
		if i < end {
			c = s.t[i]
		}
	}
	k := s.class(i)
	if s.midway && k&isIdeograph != 0 {
		return true
	}
	switch {
	case c >= '0' && c <= '9':
		return s.numbered(i, end)
	case c == '-' && i+1 < end:
		return s.t[i+1] == '-' && s.class(i+2) != 0 || s.class(i+1) != 0
	case c == '(':
		return i+1 < end && (s.t[i+1] >= '0' && s.t[i+1] <= '9' || s.class(i+1)&isNumeral != 0)
	case k&isNumeral != 0:
		return s.han1(i, end)
	}
	return false
}

// numbered looks at a line that starts with digits.
func (s *scan) numbered(i, end int) bool {
	n := i
	for n < end && s.t[n] >= '0' && s.t[n] <= '9' {
		n++
	}
	if n >= end || n-i > 3 {
		return false
	}
	if s.t[n] == '(' || s.midway {
		return true
	}
	switch r, _ := utf8.DecodeRune(s.t[n:]); {
	case r == '（':
		return true
	case r == '、' || r == '.' && n+1 < end && s.t[n+1] != ' ':
		return true // numbers typed by hand: the rules judge their order
	}
	return false
}

// han1 checks that 一、 二、 three follow each other.
func (s *scan) han1(i, end int) bool {
	n, value := i, []rune(nil)
	for s.class(n)&isNumeral != 0 && n < end {
		r, w := utf8.DecodeRune(s.t[n:])
		value = append(value, r)
		n += w
	}
	if r, _ := utf8.DecodeRune(s.t[n:]); r == '.' {
		return true
	} else if r != '、' {
		return false
	}
	v := hanValue(value)
	bad := v != s.han+1 && !(v == 1 && s.han == 0)
	s.han = v
	return bad
}

// finish looks at how a line ends.
func (s *scan) finish(i, end int) bool {
	if end > i && s.t[end-1] == '\r' {
		end--
	}
	if s.lines == 0 {
		return false // blank; what it stands between may belong together
	}
	c := s.t[end-1]
	if c >= '0' && c <= '9' {
		j := end
		for j > i && s.t[j-1] >= '0' && s.t[j-1] <= '9' {
			j--
		}
		if r, _ := utf8.DecodeLastRune(s.t[i:j]); strings.ContainsRune("。！？”", r) {
			return true
		}
	}
	line := s.t[i:end]
	s.colon = s.numeral && bytes.HasSuffix(line, []byte("："))
	if before, after, ok := bytes.Cut(line, []byte("：")); ok && s.numeral && bytes.Contains(after, []byte("、")) && bytes.ContainsAny(before, "种个条项点步大类") {
		return true // 五种方式：甲、乙、丙
	}
	s.midway = s.length >= 16 && s.marks > 0 && s.last&isIdeograph != 0
	return false
}
