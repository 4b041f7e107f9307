package statistics

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"showcase/generator/content"
)

// reading is a number with its unit in a text, and what it says of the records
// as far as that can be told from its clause.
//
// A claim is read backwards from its number: filling words, a noun (课题, 奖励,
// 会员), grades, levels; and forwards over a noun (11项课题). What else stands in
// the clause may narrow it in ways that are not understood: then it is a claim
// about a part, which can be refuted only by being more than the whole.
type reading struct {
	start, end int // the number and its unit
	from, to   int // what is understood of the phrase: 国家级一等奖12人次, 11项课题
	count      content.Count
	query      string // what the records are asked; empty: nothing
	base       string // its beginning, without levels and grades
	levels     string // 级别=省级
	window     string // as the text says it: 2011年; empty: the page's own
	far        bool   // an earlier sentence said the window
	whole      bool   // nothing in its clause narrows it
	others     bool   // its clause may speak of others: 全县
}

// reader knows the words that a site's records go by.
type reader struct {
	nouns   map[string]noun
	longest int // of a noun, in characters
	grade   *content.Field
	award   string // what a query calls prizes; empty: the site has none
}

// noun is a word that texts call records or a number of the school by.
type noun struct {
	query string
	units []string
	award bool
}

// awardNouns are the words for prizes, and those for honours: only they are
// counted in 项 (prizes of people are said in 项 too, but are not counted so).
var awardNouns, honourNouns = []string{"奖励", "奖项", "获奖", "奖"}, []string{"荣誉称号", "荣誉", "称号"}

func newReader(types *content.Types) *reader {
	r := &reader{nouns: map[string]noun{}}
	var aliases []func()
	for _, t := range types.All() {
		switch {
		case isAward(t):
			r.grade, r.award = t.Field("grade"), queryName(t)
			for _, w := range awardNouns {
				r.noun(w, noun{query: r.award, units: []string{"人次"}, award: true})
			}
			for _, w := range honourNouns {
				n := noun{query: r.award, units: []string{"人次", "项", "个"}, award: true}
				if strings.HasSuffix(w, "称号") {
					n.query += " 类别=荣誉称号"
				}
				r.noun(w, n)
			}
		case t.Snapshot && t.Complete && t.Dated:
			for i := range t.Fields {
				f := &t.Fields[i]
				if f.Common || !isNumber(f) || !isTold(f) {
					continue
				}
				n := noun{query: queryName(t) + " 字段=" + f.Label, units: fieldUnits(f)}
				for _, w := range append([]string{f.Label}, f.Aliases...) {
					r.noun(cutCounted(w), n)
				}
			}
		case t.Print || t.Layout == "person" || !t.Dated && len(t.Since) == 0 && !t.Complete:
			// nothing that texts count
		default:
			aliases = append(aliases, r.typeNouns(t))
		}
	}
	for _, enter := range aliases { // behind what other types are called by first
		enter()
	}
	return r
}

// typeNouns enters what a type and its kinds are called, and returns how their
// other names are entered.
func (r *reader) typeNouns(t *content.Type) (aliases func()) {
	n := noun{query: queryName(t), units: t.Units}
	var choices []content.Choice
	kinds := t.Field("kind")
	if kinds != nil {
		choices = kinds.Choices
	}
	of := func(c content.Choice) noun {
		k := n
		k.query += " " + kinds.Label + "=" + c.Value
		return k
	}
	r.noun(t.Label, n)
	for _, c := range choices {
		r.noun(c.Value, of(c))
	}
	return func() {
		for _, c := range choices {
			for _, w := range c.Aliases {
				r.noun(w, of(c))
			}
		}
		for _, w := range t.Aliases {
			r.noun(w, n)
		}
	}
}

func (r *reader) noun(word string, n noun) {
	runes := utf8.RuneCountInString(word)
	if _, taken := r.nouns[word]; taken || runes < 2 && word != "奖" {
		return
	}
	r.nouns[word] = n
	r.longest = max(r.longest, runes)
}

// queryName is what a query best calls a type: 获奖 rather than 荣誉与获奖.
func queryName(t *content.Type) string {
	if utf8.RuneCountInString(t.Label) > 4 && len(t.Aliases) > 0 {
		return t.Aliases[0]
	}
	return t.Label
}

// cutCounted is the noun of a label: 会员数 counts 会员.
func cutCounted(label string) string {
	for _, s := range []string{"总人数", "总数", "人数", "比例", "数", "率"} {
		if rest, ok := strings.CutSuffix(label, s); ok {
			return rest
		}
	}
	return label
}

func fieldUnits(f *content.Field) []string {
	switch {
	case f.Kind == content.KindPercent:
		return []string{"%"}
	case f.Unit == "人":
		return []string{"人", "名", "位"}
	}
	return []string{f.Unit}
}

var (
	numbers = regexp.MustCompile(`(?:将近|接近|超过|大约|近|约|逾)?(?:\d+(?:,\d{3})*(?:\.\d+)?|[〇零一二两三四五六七八九十百千万]+)[余多来]?[百千万]?[余多来]?(?:个百分点|人次|篇次|课时|学时|人|名|位|项|个|篇|次|期|节|场|本|册|种|对|份|件|组|条|封|处|所|台|%|％)`)

	// dates are the spans that a sentence may speak of.
	dates = regexp.MustCompile(`\d{4}年\d{1,2}月(?:\d{1,2}日)?(?:至|到|—|－|-|~|～)(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?|\d{4}(?:—|－|-|~|至)\d{4}学年度?(?:第[一二]学期)?|\d{4}年度?(?:至|到|—|－|-)\d{4}年度?|\d{4}年(?:春|秋)季?(?:学期)?|(?:截至|截止)?\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?|度)?|(?:最近|近)(?:[一二三四五六七八九十]+|\d+)年|[一二三四五六七八九十]+年来|历年来?|多年来|建校以来|本学期|上学期|本学年|上学年|今年|去年|本年度`)

	// understood is a clause before a claim that narrows nothing.
	understood = regexp.MustCompile(`^(?:` + dates.String() + `|以来|来|其中|教师本人|教师|教职工|教职员工|职工|师生|学生|学校|工会|全校|全体|全部|我校|我们|该校|本校|本人|参赛|指导|辅导|各级各类|各级|各类|竞赛|比赛|评选|先后|总共|一共|共计|合计|累计|总计|已经|目前|现有|共有|拥有|设有|下设|分为|分别|获得|荣获|喜获|取得|受到|得到|达到|(?:立项|结题)(?:或者|或|和|及)(?:立项|结题)|[和及与在中里共已现获得的达有为是并还又全设分了])*$`)

	// taking is what narrows people to those who did it: 参赛学生420人.
	taking = regexp.MustCompile(`参赛|竞赛|比赛|评选|指导|辅导|获得|荣获|喜获`)

	// announced is a clause before a number that says it is all of them.
	announced = regexp.MustCompile(`(?:现有|共有|拥有|设有|下设|分为|有|设|分|全校|全体|全部)$`)

	// everyOne is what behind a noun says that it is all of them.
	everyOne = regexp.MustCompile(`^(?:全部|全体|全员|人人|个个|都|均|各|学历全部)`)

	fillers  = regexp.MustCompile(`(?:共有|共计|现有|总人数|总数|人数|达到|比例|[共计有达为占是数率的])+$`)
	gradeEnd = regexp.MustCompile(`(?:(?:[特一二三][、和]?)+等奖|优秀奖|特别奖|单项奖|组织奖|指导奖)$`)
	levelEnd = regexp.MustCompile(`(?:(?:国际|国家|全国|省|市|县|区|镇|乡镇|校)级?[、和及]?)+(?:以上)?$`)
	levelAt  = regexp.MustCompile(`(?:国际|国家|全国|省|市|县|区|乡镇|镇|校)级?`)
	joined   = regexp.MustCompile(`^[，、]?(?:其中)?[（：]?(?:其中)?$`)
	ofEach   = regexp.MustCompile(`(?:每|人均|平均)[^，。；：、]{0,4}$`)
	others   = regexp.MustCompile(`全国|全省|全市|全县|全区|全镇|兄弟|外校|他校|来自|邻`)
	winners  = regexp.MustCompile(`^教师[^，。；]{0,90}(?:获奖|得奖)`)
)

// lookBack and lookAhead bound how far a claim is read, in bytes.
const lookBack, lookAhead = 180, 120

// read finds the claims of a text. label is what the box that it fills is called.
func (r *reader) read(text, label string) []reading {
	var out []reading
	said := "" // the span that was spoken of last
	for begin := 0; begin < len(text); {
		end := len(text)
		if i := strings.IndexAny(text[begin:], "。！？\n"); i >= 0 {
			_, size := utf8.DecodeRuneInString(text[begin+i:])
			end = begin + i + size
		}
		out = r.sentence(out, text, begin, end, label, &said)
		begin = end
	}
	return out
}

// sentence reads the claims of one sentence, text[begin:end).
func (r *reader) sentence(out []reading, text string, begin, end int, label string, said *string) []reading {
	spans := dates.FindAllStringIndex(text[begin:end], -1)
	far := true
	first := len(out)
	for _, m := range numbers.FindAllStringIndex(text[begin:end], -1) {
		c := reading{start: begin + m[0], end: begin + m[1]}
		if !c.number(text, begin) {
			continue
		}
		for len(spans) > 0 && spans[0][0] < m[0] {
			*said, far, spans = text[begin+spans[0][0]:begin+spans[0][1]], false, spans[1:]
		}
		c.window, c.far, c.from, c.to = *said, far, c.start, c.end
		var before *reading
		if len(out) > first {
			before = &out[len(out)-1]
		}
		left := text[max(begin, c.start-lookBack):c.start]
		if begin == 0 && c.start == 0 && label != "" && c.end == len(text) {
			left = label
		}
		r.claim(&c, strings.ToValidUTF8(left, ""), text[c.end:min(end, c.end+lookAhead)], text, before)
		out = append(out, c)
	}
	if len(spans) > 0 {
		last := spans[len(spans)-1]
		*said = text[begin+last[0] : begin+last[1]]
	}
	return out
}

// number reads the count; false if it is an ordinal, a part of a span, or one of
// each (每人3篇, 人均).
func (c *reading) number(text string, begin int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[begin:c.start])
	after, _ := utf8.DecodeRuneInString(text[c.end:])
	if before != utf8.RuneError && strings.ContainsRune("第每各均至到—－-~～./／:：+", before) || '0' <= before && before <= '9' || 'a' <= before|0x20 && before|0x20 <= 'z' || after == '至' || after == '到' {
		return false
	}
	if ofEach.MatchString(strings.ToValidUTF8(text[max(begin, c.start-30):c.start], "")) {
		return false
	}
	s := strings.ReplaceAll(text[c.start:c.end], "％", "%")
	percent := strings.HasSuffix(s, "%")
	n, fault := content.ParseCount(strings.TrimSuffix(s, "%"))
	if fault != nil || n.Value < 1 || n.Value == 1 && !isDigit(s[0]) {
		return false
	}
	if percent {
		n.Unit = "%"
	}
	if rest := text[c.end:]; strings.HasPrefix(rest, "左右") || strings.HasPrefix(rest, "上下") {
		n.Sign = content.About
		c.end += len("左右")
	}
	c.count = n
	return true
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// claim settles what a number says of the records.
func (r *reader) claim(c *reading, left, right, text string, before *reading) {
	grades, rest := r.grades(fillers.ReplaceAllString(left, ""))
	var n noun
	ahead := ""
	if grades == "" {
		n, ahead, rest = r.around(c, left, rest, right)
	}
	levels, rest := levelsBefore(rest, n.award && ahead == "" || grades != "")
	if strings.HasSuffix(text[:c.start], left) {
		c.from = c.start - (len(left) - len(rest))
	}
	c.to = c.end + len(ahead)
	chained := before != nil && before.query != "" && c.from >= before.to && joined.MatchString(text[before.to:c.from])
	c.base = n.query
	switch {
	case grades != "" && c.count.Unit != "人次":
		c.base, c.from = "", c.start
		return
	case n.query != "":
	case grades != "":
		c.base = r.award
	case levels != "" && chained:
		c.base = before.base
	case r.award != "" && winners.MatchString(right) && slices.Contains([]string{"人", "名", "位"}, c.count.Unit):
		c.query = r.award + " 对象=教师 单位=" + c.count.Unit
		return
	default:
		c.from = c.start
		return
	}
	if grades != "" && levels == "" && chained {
		levels = before.levels
	}
	c.levels = levels
	c.query = c.base + levels + grades
	switch isPrize := r.award != "" && strings.HasPrefix(c.base, r.award); {
	case isPrize && c.count.Unit != "人次":
		c.query += " 单位=项"
	case !isPrize && !strings.Contains(c.base, " 字段="):
		c.query += " 单位=" + c.count.Unit
	}
	clause := lastClause(rest)
	if r.award != "" && strings.HasPrefix(c.base, r.award) {
		c.query += winnersIn(clause)
	}
	c.others = others.MatchString(clause)
	c.whole = isWhole(clause, right, ahead, chained, before) && !(strings.Contains(c.base, " 字段=") && taking.MatchString(clause))
}

// winnersIn is the condition on who won that a clause before a prize makes:
// 教师获奖 means theirs alone, 教师指导学生 and 师生 everybody's.
func winnersIn(clause string) string {
	teachers, pupils := strings.Contains(clause, "教师") || strings.Contains(clause, "教职"), strings.Contains(clause, "学生")
	switch {
	case teachers == pupils || strings.Contains(clause, "师生"):
		return ""
	case teachers:
		return " 对象=教师"
	}
	return " 对象=学生"
}

// lastClause is what a text says behind its last mark.
func lastClause(s string) string {
	if i := strings.LastIndexAny(s, "，。；：、（(“”‘’《》！？\n"); i >= 0 {
		_, size := utf8.DecodeRuneInString(s[i:])
		return s[i+size:]
	}
	return s
}

// around is the noun before or behind a number whose records are counted in its
// unit; rest is what stands before what was understood.
func (r *reader) around(c *reading, left, filled, right string) (n noun, ahead, rest string) {
	if n, word := r.nounBefore(filled); slices.Contains(n.units, c.count.Unit) {
		return n, "", strings.TrimSuffix(filled, word)
	}
	if n, ahead := r.nounAfter(right); slices.Contains(n.units, c.count.Unit) {
		return n, ahead, left
	}
	return noun{}, "", filled
}

// isWhole reports whether nothing in the clause narrows a claim.
func isWhole(clause, right, ahead string, chained bool, before *reading) bool {
	switch {
	case chained && clause == "":
		if !before.whole {
			return false
		}
	case !understood.MatchString(clause):
		return false
	}
	if ahead == "" { // 会员116人
		return ends(right)
	}
	behind := right[len(ahead):] // 116名会员
	return everyOne.MatchString(behind) || ends(behind) && (announced.MatchString(clause) || chained)
}

// ends reports whether a clause ends here.
func ends(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	return s == "" || strings.ContainsRune("，。；、（）()！？：”\n", c)
}

// nounBefore is the longest noun that a text ends with.
func (r *reader) nounBefore(s string) (noun, string) {
	at := len(s)
	var best noun
	var word string
	for range r.longest {
		if at == 0 {
			break
		}
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
		if n, ok := r.nouns[s[at:]]; ok {
			best, word = n, s[at:]
		}
	}
	return best, word
}

// nounAfter is the longest noun that a text begins with; ahead is the text up to
// its end.
func (r *reader) nounAfter(s string) (n noun, ahead string) {
	s, of := strings.CutPrefix(s, "的")
	at := 0
	for range r.longest {
		if at == len(s) {
			break
		}
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
		if found, ok := r.nouns[s[:at]]; ok && s[:at] != "奖" {
			n, ahead = found, s[:at]
		}
	}
	if of && ahead != "" {
		ahead = "的" + ahead
	}
	return n, ahead
}

// grades cuts the grades off the end of a text: " 等级=一等奖".
func (r *reader) grades(s string) (condition, rest string) {
	m := gradeEnd.FindStringIndex(s)
	if m == nil || r.grade == nil {
		return "", s
	}
	word := s[m[0]:m[1]]
	var values []string
	if head, ok := strings.CutSuffix(word, "等奖"); ok {
		for _, c := range head {
			if c != '、' && c != '和' {
				values = append(values, string(c)+"等奖")
			}
		}
	} else {
		values = []string{word}
	}
	return " 等级=" + strings.Join(values, "、"), s[:m[0]]
}

// levelsBefore cuts the levels off the end of a text: " 级别=市级、县级". Without
// 级 a level is one only before a noun or a grade: 县荣誉.
func levelsBefore(s string, named bool) (condition, rest string) {
	m := levelEnd.FindStringIndex(s)
	if m == nil {
		return "", s
	}
	begin := m[0]
	body, above := strings.CutSuffix(s[:m[1]], "以上")
	var values []string
	for _, at := range levelAt.FindAllStringIndex(body[begin:], -1) {
		level := spokenLevels[body[m[0]+at[0]:m[0]+at[1]]]
		if level == "" { // 学校市级荣誉
			values, begin = nil, m[0]+at[1]
		} else if !slices.Contains(values, level) {
			values = append(values, level)
		}
	}
	if len(values) == 0 || !named && !strings.HasSuffix(body, "级") {
		return "", s
	}
	if above {
		most := content.LevelRank(values[len(values)-1])
		values = nil
		for _, l := range content.Levels() {
			if content.LevelRank(l) <= most {
				values = append(values, l)
			}
		}
	}
	return " 级别=" + strings.Join(values, "、"), s[:begin]
}

// spokenLevels are levels as texts say them.
var spokenLevels = map[string]string{
	"国际": "国际级", "国际级": "国际级", "国家": "国家级", "国家级": "国家级", "全国": "国家级", "全国级": "国家级", "省": "省级", "省级": "省级",
	"市": "市级", "市级": "市级", "县": "县级", "县级": "县级", "区": "县级", "区级": "县级", "乡镇": "镇级", "乡镇级": "镇级", "镇": "镇级", "镇级": "镇级", "校级": "校级",
}
