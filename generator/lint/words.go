package lint

import (
	"cmp"
	"slices"
	"strings"

	"showcase/generator/diag"
)

// lostWords finds places where words seem to be missing (D20).
func (p *page) lostWords() {
	for i, r := range p.r {
		if p.part[i] != prose || p.taken[i] {
			continue
		}
		switch {
		case r == '经' && (p.at(i+1) == '，' || p.at(i+1) == '、') && isHan(p.at(i-1)) && !strings.ContainsRune("已曾圣诗财神正念取易五佛历途四书真语", p.at(i-1)):
			p.add("D20", i-1, i+1, diag.Say("“%s”后面好像掉了字", "words seem to be missing behind “%s”", p.near(i-1, i+1)), none, none)
		case r == '己' && p.at(i-1) == '自' && p.at(i+1) == '的' && (p.at(i+2) == '，' || p.at(i+2) == '。') && p.acts(i-3):
			p.add("D20", i-1, i+2, diag.Say("“%s”后面好像掉了字", "words seem to be missing behind “%s”", p.near(i-1, i+2)), none, none)
		case r == '、' && isHan(p.at(i-2)) && p.at(i-2) == p.at(i+1) && p.at(i-1) == p.at(i+2) && isHan(p.at(i-1)) && !isHan(p.at(i-3)) == !isHan(p.at(i+3)):
			p.add("D20", i-2, i+3, diag.Say("“%s”前后重复，可能掉了或多了字", "“%s” repeats itself: words may be missing or too many", p.near(i-2, i+3)), none, none)
		case r == '、' && isHan(p.at(i-2)) && p.at(i-2) == p.at(i+1) && p.at(i-1) == p.at(i+2) && strings.ContainsRune("和与及或、，。；", p.at(i+3)) && p.at(i+3) != 0:
			p.add("D20", i-2, i+3, diag.Say("“%s”前后重复，可能掉了或多了字", "“%s” repeats itself: words may be missing or too many", p.near(i-2, i+3)), none, none)
		}
	}
}

// acts reports whether a verb that needs an object stands at i: 审视自己的…
func (p *page) acts(i int) bool {
	for _, w := range []string{"审视", "反思", "调整", "改变", "看待", "认识", "对待", "检查", "改进"} {
		if p.has(i, w) {
			return true
		}
	}
	return false
}

// commonSlips are words that are wrong wherever they stand.
var commonSlips = []Slip{
	{"很抓“", "狠抓“"}, {"很抓落实", "狠抓落实"}, {"很抓质量", "狠抓质量"}, {"很抓教学", "狠抓教学"}, {"崇高学习", "崇尚学习"},
	{"再接再励", "再接再厉"}, {"迫不急待", "迫不及待"}, {"一愁莫展", "一筹莫展"}, {"默守成规", "墨守成规"}, {"走头无路", "走投无路"}, {"甘败下风", "甘拜下风"},
	{"名列前矛", "名列前茅"}, {"穿流不息", "川流不息"}, {"不径而走", "不胫而走"}, {"人才倍出", "人才辈出"}, {"以身作责", "以身作则"}, {"言简意骇", "言简意赅"},
	{"精兵减政", "精兵简政"}, {"一股作气", "一鼓作气"}, {"悬梁刺骨", "悬梁刺股"}, {"集思广义", "集思广益"}, {"出奇不意", "出其不意"}, {"按步就班", "按部就班"},
	{"脉博", "脉搏"}, {"松驰", "松弛"}, {"弦律", "旋律"}, {"震憾", "震撼"}, {"宣泻", "宣泄"}, {"按装", "安装"}, {"渡假", "度假"}, {"凑和", "凑合"}, {"幅射", "辐射"},
	{"针贬", "针砭"}, {"蜇伏", "蛰伏"}, {"寒喧", "寒暄"}, {"九洲", "九州"}, {"亲睐", "青睐"}, {"水笼头", "水龙头"}, {"有持无恐", "有恃无恐"}, {"食不裹腹", "食不果腹"},
}

// slips finds words that are surely wrong (D21).
func (p *page) slips() {
	for _, list := range [][]Slip{p.o.Slips, commonSlips} {
		for _, s := range list {
			p.words(s.Wrong, func(start, end int) {
				p.add("D21", start, end, diag.Say("“%s”是不是“%s”？", "is “%s” meant to be “%s”?", strings.TrimSuffix(s.Wrong, "“"), strings.TrimSuffix(s.Right, "“")), none, none)
			})
		}
	}
}

// words calls do for each place of the word w in what people read.
func (p *page) words(w string, do func(start, end int)) {
	for from := 0; w != ""; {
		at := strings.Index(p.s[from:], w)
		if at < 0 {
			return
		}
		i, _ := slices.BinarySearch(p.off, from+at)
		if p.read(i) && !p.taken[i] {
			do(i, i+len([]rune(w)))
		}
		from += at + len(w)
	}
}

// template finds leftovers of a template or a compilation (D23).
func (p *page) template() {
	report := func(start, end int) {
		p.add("D23", start, end, diag.Say("“%s”像是范文或模板里没有换掉的内容", "“%s” looks like something of a template that was not replaced", p.near(start, end)),
			diag.Say("换成本单位的真实内容，或删去", "put your own, or delete it"), none)
		if p.o.Strict {
			p.grade(diag.Error)
		}
	}
	for _, w := range []string{"（待补充", "（待补", "(待补", "待补充", "待填写", "此处填写", "此处插入", "某某学校", "某某单位", "某某县", "某某市", "某某镇", "某某公司", "某某局", "某某领导", "【】", "【 】", "〔疑："} {
		p.words(w, report)
	}
	for i, r := range p.r {
		if !p.read(i) || p.taken[i] {
			continue
		}
		switch r {
		case 'X', 'x', '×', 'Ｘ':
			n := 1
			for p.at(i+n) == r {
				n++
			}
			if p.at(i-1) != r && n >= 2 && n <= 4 && r != 'x' && (isHan(p.at(i+n)) || isHan(p.at(i-1)) && !alnum(p.at(i+n))) && !alnum(p.at(i-1)) {
				report(i, i+n)
			}
		case '【':
			if j := p.find(i, i+20, '】'); j > 0 && p.fillIn(i+1) {
				report(i, j+1)
			}
		case '范':
			if p.at(i+1) == '文' && p.titled(i) {
				report(i, i+2)
			}
		case '第':
			if j := p.find(i, i+5, '篇'); j > i+1 && (p.at(j+1) == '：' || p.at(j+1) == ':') && (p.at(i-1) == '\n' || p.at(i-1) == 0 || p.titled(i)) {
				report(i, j+2)
			}
		}
	}
}

func alnum(r rune) bool { return isDigit(r) || isLatin(r) }

// find returns the place of r in [i,end) of the same line, -1 for none.
func (p *page) find(i, end int, r rune) int {
	for ; i < end && i < len(p.r) && p.r[i] != '\n'; i++ {
		if p.r[i] == r {
			return i
		}
	}
	return -1
}

// fillIn reports whether a bracket's content asks the author for something.
func (p *page) fillIn(i int) bool {
	for _, w := range []string{"填", "请", "此处", "待", "插入", "姓名", "单位", "学校名", "日期"} {
		if p.has(i, w) {
			return true
		}
	}
	return false
}

// titled reports whether character i stands in a heading or at the end of a title.
func (p *page) titled(i int) bool {
	if p.is(i, meta) {
		start := i
		for start > 0 && p.r[start-1] != '\n' {
			start--
		}
		return p.has(start, "title") || p.has(start, "标题")
	}
	n, found := slices.BinarySearchFunc(p.lines, i, func(l line, i int) int { return cmp.Compare(l.start, i) })
	if !found {
		n--
	}
	return n >= 0 && i < p.lines[n].end && p.lines[n].kind == heading
}
