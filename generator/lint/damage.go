package lint

import (
	"fmt"
	"slices"
	"strings"

	"showcase/generator/diag"
	"showcase/generator/hanzi"
)

var none diag.Text

// invisible finds characters that nobody sees or that no font but one has (D05).
func (p *page) invisible() {
	title := diag.Say("删去看不见的字符", "delete the invisible character")
	for i, r := range p.r {
		if r < 0x20 && (r == '\n' || r == '\t' || r == '\r') || p.taken[i] {
			continue
		}
		name := unseen(r)
		if name == none || r == 0xFEFF && i == 0 {
			continue
		}
		message := diag.Text{ZH: fmt.Sprintf("这里有%s（U+%04X）", name.ZH, r), EN: fmt.Sprintf("there is %s here (U+%04X)", name.EN, r)}
		switch {
		case r == 0xA0:
			with := " "
			if isHan(p.at(i-1)) && isHan(p.at(i+1)) {
				with = ""
			}
			p.add("D05", i, i+1, message, none, diag.Say("换成普通空格或删去", "make it an ordinary space or delete it"), edit{i, i + 1, with})
		case private(r) || bidi(r):
			p.add("D05", i, i+1, message, diag.Say("这个字在别的电脑上显示不出来或会打乱次序，请对照原文改成通用的字", "other computers cannot show it, or it reverses the order; put the ordinary character"), none)
		case p.joins(i):
		default:
			p.add("D05", i, i+1, message, none, title, edit{i, i + 1, ""})
		}
	}
}

// joins reports whether a joiner stands inside an emoji, where it belongs.
func (p *page) joins(i int) bool {
	return p.r[i] == 0x200D && p.at(i-1) >= 0x2190 && p.at(i+1) >= 0x2190 && !isHan(p.at(i-1)) && !isHan(p.at(i+1))
}

func private(r rune) bool {
	return r >= 0xE000 && r <= 0xF8FF || r >= 0xF0000 && r <= 0x10FFFD
}

func bidi(r rune) bool {
	return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == 0x200E || r == 0x200F || r == 0x061C
}

func unseen(r rune) diag.Text {
	switch {
	case private(r):
		return diag.Text{ZH: "私用区字符", EN: "a private-use character"}
	case bidi(r):
		return diag.Text{ZH: "改变书写方向的控制符", EN: "a mark that changes the direction of writing"}
	case r < 0x20 || r >= 0x7F && r < 0xA0:
		return diag.Text{ZH: "控制字符", EN: "a control character"}
	case r == 0xA0:
		return diag.Text{ZH: "不换行空格", EN: "a no-break space"}
	case r == 0xAD:
		return diag.Text{ZH: "软连字符", EN: "a soft hyphen"}
	case r >= 0x200B && r <= 0x200D || r == 0x2060 || r == 0xFEFF || r == 0x180E || r == 0x2028 || r == 0x2029:
		return diag.Text{ZH: "零宽字符", EN: "a zero-width character"}
	}
	return none
}

// garbled are traces of text read in the wrong encoding.
var garbled = []string{"\uFFFD", "锟斤拷", "烫烫烫", "屯屯屯", "鈥", "銆", "锛", "â€", "ï»¿", "Ã©", "Ã¨", "Â "}

// mojibake finds text read in the wrong encoding (D04).
func (p *page) mojibake() {
	for i := 0; i < len(p.r); i++ {
		if r := p.r[i]; p.part[i] == code || p.taken[i] || !strings.ContainsRune("\uFFFD锟烫屯鈥銆锛âïÃÂ", r) {
			continue
		}
		for _, g := range garbled {
			if !p.has(i, g) || g == "锛" && strings.ContainsRune("粉粒", p.at(i+1)) {
				continue
			}
			end := i + len([]rune(g))
			for end < len(p.r) && p.has(end, g) {
				end += len([]rune(g))
			}
			p.add("D04", i, end, diag.Say("“%s”是编码弄错留下的乱码", "“%s” is text read in the wrong encoding", p.near(i, end)),
				diag.Say("原来的字已经丢失，请找原稿重新粘贴；文件用 UTF-8 保存", "the characters are lost: paste them again from the original; save files as UTF-8"), none)
			i = end - 1
			break
		}
	}
}

// has reports whether the characters at i are those of s.
func (p *page) has(i int, s string) bool {
	for _, r := range s {
		if p.at(i) != r {
			return false
		}
		i++
	}
	return true
}

// pinyin returns the end of "(xiàn)" at i, in either width; 0: none there.
func (p *page) pinyin(i int) int {
	if c := p.at(i); c != '(' && c != '（' {
		return 0
	}
	for j := i + 1; j < i+9; j++ {
		if c := p.at(j); c == ')' || c == '）' {
			if hanzi.Toned(string(p.r[i+1:j]), false) {
				return j + 1
			}
			return 0
		}
	}
	return 0
}

// residue finds pinyin left in brackets by a conversion (D01). Once or twice
// beside a simplified character it may be a lesson's 重(chóng): a hint.
func (p *page) residue() {
	type place struct{ at, end int }
	var found []place
	sure := false
	for i := 1; i < len(p.r); i++ {
		if !isHan(p.r[i-1]) || !p.read(i) || p.taken[i] {
			continue
		}
		if end := p.pinyin(i); end > 0 {
			found = append(found, place{i, end})
			sure = sure || hanzi.Traditional(p.r[i-1])
		}
	}
	sure = sure || len(found) >= 3 && !p.teaches()
	title := diag.Say("删去括号里的拼音", "delete the pinyin in brackets")
	for n := 0; n < len(found); {
		f, edits := found[n], []edit(nil)
		first := n
		for line := p.pos(f.at).Line; n < len(found) && p.pos(found[n].at).Line == line; n++ {
			edits = append(edits, edit{found[n].at, found[n].end, ""})
		}
		if sure {
			p.add("D01", f.at, f.end, diag.Say("这一行有 %d 处转换时留下的拼音，如“%s”", "this line has %d pinyin left behind by a conversion, as in “%s”", len(edits), p.text(f.at-1, f.end)), none, title, edits...)
			continue
		}
		p.add("D01", f.at, f.end, diag.Say("“%s”后面的拼音像是转换时留下的", "the pinyin in “%s” looks left behind by a conversion", p.text(f.at-1, f.end)),
			diag.Say("如果是课文里的注音，可以不改", "leave it if it teaches how to read the character"), none)
		p.grade(diag.Hint)
		for _, f := range found[first:n] { // not half-width brackets to be mended
			for i := f.at; i < f.end; i++ {
				p.taken[i] = true
			}
		}
	}
}

// teaches reports whether the page is about how characters are read.
func (p *page) teaches() bool {
	for _, w := range []string{"读音", "多音字", "拼音", "生字", "注音", "字音", "声调", "识字"} {
		if strings.Contains(p.s, w) {
			return true
		}
	}
	return false
}

// Guess is a place where the text is damaged and what it may have been.
type Guess struct {
	Start, End int    // bytes of the text
	Code       string // of the rule: damage/byte-shift, damage/swallowed-stop
	Text       string // what it was; "" when no reading is clearly the likeliest
}

// Guesses returns the places of a text, read as prose, that were cut at the
// wrong byte or swallowed a full stop, in order.
func Guesses(text string) []Guess {
	p := newPage(diag.NewSource("", []byte(text)), &Options{})
	var out []Guess
	for _, g := range append(p.shifts(), p.stops()...) {
		out = append(out, Guess{p.off[g.start], p.off[g.end], rules[g.id].Code, g.text})
	}
	slices.SortStableFunc(out, func(a, b Guess) int { return a.Start - b.Start })
	return out
}

type guess struct {
	id         string
	start, end int // characters
	text       string
}

// shifts finds characters cut at the wrong byte and what they were, where the
// context makes one reading far likelier than the next.
func (p *page) shifts() []guess {
	const sure = 4 // times
	var context *hanzi.Context
	var out []guess
	for i := 0; i < len(p.r); i++ {
		if p.r[i] != '?' || !p.read(i) || p.taken[i] || !p.shifted(i) {
			continue
		}
		if context == nil {
			context = hanzi.NewContext(p.unannotated())
		}
		g := guess{"D02", i, i + 1, ""}
		for _, r := range hanzi.Redecode(p.s, p.off[i]) {
			n, _ := slices.BinarySearch(p.off, p.off[i]+r.Size)
			s, likelier := context.Choose(p.hanBefore(i), r.Slots, p.at(n))
			g.end = max(g.end, n)
			if likelier >= sure {
				g.end, g.text = n, s
				break
			}
		}
		out = append(out, g)
		i = g.end - 1
	}
	return out
}

// byteShift finds characters cut at the wrong byte (D02) and shows what they
// may have been.
func (p *page) byteShift() {
	for _, g := range p.shifts() {
		hint := diag.Say("请对照原文改正", "put right what the original says")
		if g.text != "" {
			hint = diag.Say("可能原是“%s”，请对照原文", "it may have been “%s”; compare the original", g.text)
		}
		p.add("D02", g.start, g.end, diag.Say("“%s”是字节错位造成的乱码", "“%s” is text cut at the wrong byte", p.near(g.start, g.end)), hint, none)
	}
	p.stray()
}

// unannotated is the text without the pinyin that a conversion left in brackets.
func (p *page) unannotated() string {
	var b strings.Builder
	for i := 0; i < len(p.r); i++ {
		if end := p.pinyin(i); end > 0 {
			i = end - 1
			continue
		}
		b.WriteRune(p.r[i])
	}
	return b.String()
}

// hanBefore is the character before i, over a pinyin in brackets.
func (p *page) hanBefore(i int) rune {
	for j := i - 9; p.at(i-1) == ')' && j < i; j++ {
		if p.pinyin(j) == i {
			return p.at(j - 1)
		}
	}
	return p.at(i - 1)
}

// shifted reports whether the ? at i stands for a lost byte and not for a question.
func (p *page) shifted(i int) bool {
	before, next := p.at(i-1), p.at(i+1)
	if !isHan(before) && !isMark(before) && before != ')' {
		return false
	}
	for j := i + 1; j < i+9; j++ { // an orphaned pinyin: 式?jīng)Q
		if p.at(j) == ')' {
			if hanzi.Toned(string(p.r[i+1:j]), false) {
				return true
			}
			break
		}
	}
	if strings.ContainsRune(",!:;?", next) && next != 0 { // a mark halved across two characters
		after := p.at(i + 2)
		return isLatin(after) && (isHan(p.at(i+3)) || p.at(i+3) == '(') || odd(after) || odd(p.at(i+3)) || odd(p.at(i+4))
	}
	return false
}

// odd reports whether r is a character that ordinary text does not have.
func odd(r rune) bool {
	return r >= 0x3105 && r <= 0x312F || isHan(r) && r < 0x10000 && r != '〇' && !hanzi.Standard(r) && hanzi.Simplified(r) == ""
}

// stray finds bopomofo between Chinese characters that no ? gave away (D02).
func (p *page) stray() {
	for i, r := range p.r {
		if r >= 0x3105 && r <= 0x312F && p.read(i) && !p.taken[i] && isHan(p.at(i-1)) && !(p.at(i+1) >= 0x3105 && p.at(i+1) <= 0x312F) {
			p.add("D02", i, i+1, diag.Say("“%s”里的注音符号像是乱码", "the bopomofo in “%s” looks like damage", p.near(i, i+1)), diag.Say("请对照原文改正", "put right what the original says"), none)
		}
	}
}

// swallowedStops are words whose last character was merged with the full stop
// behind it: the first byte of the one, the last of the other, in GBK. Only
// those that occur in no other way across two words.
const swallowedStops = `基矗=基础 提福=提高 教樱=教育 工祝=工作 建桑=建设 培眩=培养 制叮=制度 要牵=要求 素郑=素质 方罚=方法 水疲=水平 作樱=作用 进玻=进步 环荆=环境 发眨=发展
机郑=机制 计唬=计划 措剩=措施 责龋=责任 效梗=效果 保眨=保障 氛危=氛围 内龋=内容 经眩=经验 需遥=需要 精桑=精神 文唬=文化 知剩=知识 研荆=研究 帮郑=帮助 交粒=交流 讨拢=讨论
反耍=反思 标祝=标准 规唬=规划 素眩=素养 生唬=生活 社唬=社会 职梗=职工 干玻=干部 群郑=群众 课蹋=课题 奖溃=奖励 表眨=表彰 荣樱=荣誉 效拢=效率 安龋=安全 稳叮=稳定 进龋=进取
团剑=团结 追牵=追求 境剑=境界 榜眩=榜样 智唬=智慧 意遥=意义 价郑=价值 愿荆=愿景 事遥=事业 集蹋=集体 权遥=权益 待樱=待遇 满遥=满意 认浚=认可 好疲=好评 肯叮=肯定 赞眩=赞扬
突疲=突破 变唬=变化 提桑=提升 加牵=加强 统遥=统一 参樱=参与 监叮=监督 检玻=检查 整福=整改`

// stops finds full stops merged into the character before.
func (p *page) stops() []guess {
	var out []guess
	for i := range p.r {
		if !p.read(i) || p.taken[i] || p.r[i] >= 0x10000 || gates().class[p.r[i]]&isStarter == 0 {
			continue
		}
		if w := gates().stops[[2]rune{p.r[i], p.at(i + 1)}]; w != "" {
			out = append(out, guess{"D03", i, i + 2, w + "。"})
		}
	}
	return out
}

// swallowed finds full stops merged into the character before (D03).
func (p *page) swallowed() {
	for _, g := range p.stops() {
		p.add("D03", g.start, g.end, diag.Say("“%s”像是“%s”，句号被吞掉了", "“%s” looks like “%s” with its full stop swallowed", p.text(g.start, g.end), g.text),
			diag.Say("改成“%s”，或对照原文", "write “%s”, or compare the original", g.text), none)
	}
}

// traditional finds traditional characters in simplified text (D08): one
// finding for the file when they are many, one a line when they are few.
func (p *page) traditional() {
	han, count, first := 0, 0, -1
	distinct := map[rune]bool{}
	for i, r := range p.r {
		if !p.read(i) || !isHan(r) {
			continue
		}
		han++
		if !p.taken[i] && hanzi.Traditional(r) {
			if count++; first < 0 {
				first = i
			}
			distinct[r] = true
		}
	}
	if count == 0 {
		return
	}
	if count*50 > han {
		p.add("D08", first, first+1, diag.Say("全文有 %d 处繁体字（%d 个不同的字，占 %d%%）", "the text has %d traditional characters (%d different ones, %d%% of all)", count, len(distinct), (count*100+han/2)/han),
			diag.Say("用 import 命令可以把整篇转成简体；确实要用的繁体字写进允许词表", "the import command turns the whole text into simplified; list the ones you mean in the allow-list"), none)
		p.doubtful()
		return
	}
	for _, l := range p.lines {
		var what []string
		at := -1
		for i := l.start; i < l.end; i++ {
			if p.read(i) && !p.taken[i] && hanzi.Traditional(p.r[i]) {
				if at < 0 {
					at = i
				}
				if s := string(p.r[i]) + "→" + strings.Join(strings.Split(hanzi.Simplified(p.r[i]), ""), "/"); !slices.Contains(what, s) {
					what = append(what, s)
				}
			}
		}
		if at >= 0 {
			p.add("D08", at, at+1, diag.Say("简体文章里有繁体字：%s", "traditional characters in simplified text: %s", strings.Join(what, " ")),
				diag.Say("引文、人名里确实要用的，写进允许词表", "list those that names and quotations need in the allow-list"), none)
			p.grade(diag.Warning)
		}
	}
}

// doubtful names the characters for which the context must choose a form, in
// a text that is traditional otherwise.
func (p *page) doubtful() {
	for i, r := range p.r {
		if !p.read(i) || p.taken[i] || !hanzi.Doubtful(r) {
			continue
		}
		if _, sure := hanzi.Convert(p.r, i); !sure {
			p.add("D08", i, i+1, diag.Say("“%s”里的“%c”要不要改，看上下文", "whether “%[2]c” in “%[1]s” changes depends on the context", p.near(i, i+1), r), none, none)
			p.grade(diag.Hint)
		}
	}
}
