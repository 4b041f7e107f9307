package content

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"showcase/generator/config"
	"showcase/generator/diag"
)

// Fault says why a value could not be read: what is wrong and how it is
// written rightly.
type Fault struct{ Message, Hint diag.Text }

var dateHint = diag.Say("写成 2012-05-17 或 2012年5月17日", "write 2012-05-17 or 2012年5月17日")

func faultf(hint diag.Text, zh, en string, args ...any) *Fault {
	return &Fault{diag.Say(zh, en, args...), hint}
}

// ParseDate reads a day, a month or a year in any of the forms that people
// write: 2012-05-17, 2012年5月17日, 2012.5.17, 2012/5/17, 20120517,
// 二〇一二年五月十七日, 2012年5月, 2012-05, 2012年. Full-width digits and blanks
// do not matter, a time of day behind the date is dropped. The day must exist,
// and the year must have four digits.
func ParseDate(s string) (Date, *Fault) {
	if d, ok := isoDate(s); ok {
		return checkDate(d, s)
	}
	t := narrow(s)
	if i := strings.IndexAny(t, "T("); i > 0 {
		t = t[:i]
	}
	if i := strings.IndexByte(t, ' '); i >= 8 && strings.Contains(t[i:], ":") {
		t = t[:i]
	}
	t = strings.ReplaceAll(t, " ", "")
	if t == "" {
		return Date{}, faultf(dateHint, "没有写日期", "there is no date")
	}
	if strings.Contains(t, "年") {
		return chineseDate(t, s)
	}
	if len(t) == 8 && allDigits(t) {
		t = t[:4] + "-" + t[4:6] + "-" + t[6:]
	}
	parts := strings.FieldsFunc(t, func(r rune) bool { return strings.ContainsRune("-./—–", r) })
	if len(parts) > 3 || len(parts) == 0 {
		return Date{}, faultf(dateHint, "“%[1]s”不是日期", "%[1]q is not a date", s)
	}
	var n [3]int
	for i, p := range parts {
		if !allDigits(p) || len(p) > 4 {
			return Date{}, faultf(dateHint, "“%[1]s”不是日期", "%[1]q is not a date", s)
		}
		n[i], _ = strconv.Atoi(p)
	}
	if len(parts) == 3 && len(parts[2]) == 4 && len(parts[0]) < 4 {
		return Date{}, faultf(dateHint, "日期“%[1]s”要先写年", "write the year first in %[1]q", s)
	}
	if len(parts[0]) == 2 && len(parts) > 1 {
		return Date{}, twoDigits(s)
	}
	if len(parts) > 1 && n[1] == 0 || len(parts) > 2 && n[2] == 0 {
		return Date{}, faultf(dateHint, "“%[1]s”里的月或日是0", "the month or day in %[1]q is 0", s)
	}
	return checkDate(Date{n[0], n[1], n[2]}, s)
}

func twoDigits(s string) *Fault {
	return faultf(diag.Say("年份写四位数，例如 2012-05-17", "write four digits, like 2012-05-17"), "“%[1]s”的年份只有两位", "the year in %[1]q has two digits only", s)
}

// isoDate reads 2012-05-17 and 2012-05 without allocating.
func isoDate(s string) (Date, bool) {
	if len(s) != 10 && len(s) != 7 {
		return Date{}, false
	}
	var n [3]int
	part := 0
	for i := range len(s) {
		if i == 4 || i == 7 {
			if s[i] != '-' {
				return Date{}, false
			}
			part++
			continue
		}
		if s[i] < '0' || s[i] > '9' {
			return Date{}, false
		}
		n[part] = n[part]*10 + int(s[i]-'0')
	}
	if n[1] == 0 || len(s) == 10 && n[2] == 0 {
		return Date{}, false
	}
	return Date{n[0], n[1], n[2]}, true
}

// chineseDate reads …年…月…日.
func chineseDate(t, s string) (Date, *Fault) {
	y, rest, _ := strings.Cut(t, "年")
	year, ok := digitsOrHan(y)
	if !ok {
		return Date{}, faultf(dateHint, "“%[1]s”不是日期", "%[1]q is not a date", s)
	}
	if utf8.RuneCountInString(y) <= 2 {
		return Date{}, twoDigits(s)
	}
	d := Date{Year: year}
	if rest == "" || rest == "度" {
		return checkDate(d, s)
	}
	m, rest, found := strings.Cut(rest, "月")
	d.Month, ok = digitsOrHan(m)
	if !found || !ok || d.Month == 0 {
		return Date{}, faultf(dateHint, "“%[1]s”不是日期", "%[1]q is not a date", s)
	}
	rest = strings.TrimSuffix(strings.TrimSuffix(rest, "日"), "号")
	if rest == "" || rest == "份" {
		return checkDate(d, s)
	}
	d.Day, ok = digitsOrHan(rest)
	if !ok || d.Day == 0 {
		return Date{}, faultf(dateHint, "“%[1]s”不是日期", "%[1]q is not a date", s)
	}
	return checkDate(d, s)
}

// checkDate reports dates that no calendar has.
func checkDate(d Date, s string) (Date, *Fault) {
	switch {
	case d.Year < 1900 || d.Year > 2199:
		return Date{}, faultf(dateHint, "“%[1]s”的年份不对", "the year in %[1]q cannot be right", s)
	case d.Month > 12:
		return Date{}, faultf(dateHint, "“%[1]s”里的%[2]d月不存在", "there is no month %[2]d in %[1]q", s, d.Month)
	case d.Day > 0 && d.Day > daysIn(d.Year, d.Month):
		return Date{}, faultf(dateHint, "“%[1]s”不存在：%[2]d年%[3]d月只有%[4]d天", "%[1]q does not exist: month %[3]d of %[2]d has %[4]d days", s, d.Year, d.Month, daysIn(d.Year, d.Month))
	}
	return d, nil
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// narrow folds full-width forms and blanks to half width and trims.
func narrow(s string) string {
	for i := 0; ; i++ {
		if i == len(s) {
			return strings.TrimSpace(s)
		}
		if s[i] >= utf8.RuneSelf {
			break
		}
	}
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '\u3000' || r == '\u00a0' || r == '\t':
			return ' '
		case r == '﹣' || r == '−' || r == '‐' || r == '‑':
			return '-'
		}
		return r
	}, s))
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// digitsOrHan reads 17, 十七, 二〇一二, 二零一二.
func digitsOrHan(s string) (int, bool) {
	if allDigits(s) && len(s) < 9 {
		n, _ := strconv.Atoi(s)
		return n, true
	}
	f, rest := hanNumber(s)
	return int(f), rest == "" && s != ""
}

var hanDigits = map[rune]int{'〇': 0, '○': 0, '零': 0, '一': 1, '二': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9, '两': 2,
	'壹': 1, '贰': 2, '叁': 3, '肆': 4, '伍': 5, '陆': 6, '柒': 7, '捌': 8, '玖': 9, '廿': 20, '卅': 30}
var hanUnits = map[rune]float64{'十': 10, '拾': 10, '百': 100, '佰': 100, '千': 1000, '仟': 1000}

// hanNumber reads the Han or Arabic number that s begins with, as 三百五十,
// 二〇一二, 1.2万, 百; the rest is what follows. No number: the rest is all of s.
func hanNumber(s string) (float64, string) {
	var total, section, digit float64
	var have, positional bool
	i := 0
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if d, ok := hanDigits[r]; ok {
			switch {
			case d >= 20:
				section += float64(d)
				digit = 0
			case positional:
				digit = digit*10 + float64(d)
			default:
				digit = float64(d)
			}
			positional, have = d < 20, true
		} else if u, ok := hanUnits[r]; ok {
			if !positional {
				digit = 1
			}
			section += digit * u
			digit, positional, have = 0, false, true
		} else if (r == '万' || r == '亿') && have {
			section = (total + section + digit) * map[rune]float64{'万': 1e4, '亿': 1e8}[r]
			total, section, digit, positional = section, 0, 0, false
		} else {
			break
		}
		i += size
	}
	if !have {
		return 0, s
	}
	return total + section + digit, s[i:]
}

var rangeHint = diag.Say("写成 2012-02~2012-06 或 2012年2月至2012年6月", "write 2012-02~2012-06")

// ParseRange reads a span of time: 2012-02~2012-06, 2012年2月至6月,
// 2012.2—2012.6, or one date, which is its own end. The second result is zero
// for spans that go on (至今). The start must not come after the end.
func ParseRange(s string) (from, to Date, fault *Fault) {
	if d, f := ParseDate(s); f == nil {
		return d, d, nil
	}
	t := strings.ReplaceAll(narrow(s), " ", "")
	t = strings.TrimPrefix(t, "自")
	t = strings.TrimPrefix(t, "从")
	for _, suffix := range []string{"至今", "到现在", "以来", "起"} {
		if head, ok := strings.CutSuffix(t, suffix); ok {
			from, fault = ParseDate(strings.TrimRight(head, "~-—–"))
			return from, Date{}, fault
		}
	}
	for _, sep := range []string{"——", "—", "~", "至", "到", "–", "--"} {
		if a, b, ok := strings.Cut(t, sep); ok {
			return rangeOf(a, b, s)
		}
	}
	for i := range len(t) {
		if t[i] == '-' {
			if from, to, fault = rangeOf(t[:i], t[i+1:], s); fault == nil && from.Month > 0 {
				return from, to, nil
			}
		}
	}
	if from, to, fault = rangeOf(cutLast(t)); fault == nil && from.Month == 0 {
		return from, to, nil
	}
	return Date{}, Date{}, faultf(rangeHint, "“%[1]s”不是起止时间", "%[1]q is not a span of time", s)
}

func cutLast(t string) (a, b, whole string) {
	if i := strings.LastIndexByte(t, '-'); i > 0 {
		return t[:i], t[i+1:], t
	}
	return "", "", t
}

// rangeOf reads both ends; the second may leave out what it shares with the first.
func rangeOf(a, b, s string) (from, to Date, fault *Fault) {
	from, fault = ParseDate(a)
	if fault != nil {
		return Date{}, Date{}, fault
	}
	to, fault = ParseDate(b)
	if b == "" {
		return Date{}, Date{}, faultf(rangeHint, "“%[1]s”只有开始，没有结束", "%[1]q has no end", s)
	}
	if fault != nil {
		short := fmt.Sprintf("%d年%s", from.Year, b)
		if from.Month > 0 && !strings.Contains(b, "月") && strings.ContainsAny(b, "日号") {
			short = fmt.Sprintf("%d年%d月%s", from.Year, from.Month, b)
		} else if allDigits(b) && len(b) <= 2 {
			if from.Day > 0 {
				short = fmt.Sprintf("%d年%d月%s日", from.Year, from.Month, b)
			} else if from.Month > 0 {
				short += "月"
			} else {
				return Date{}, Date{}, fault
			}
		}
		var f *Fault
		if to, f = ParseDate(short); f != nil {
			return Date{}, Date{}, fault
		}
	}
	if !ordered(from, to) {
		return from, to, faultf(rangeHint, "“%[1]s”的开始晚于结束", "the start of %[1]q comes after its end", s)
	}
	return from, to, nil
}

// ordered reports whether a span may run from one to the other; a month or
// year ends with its last day.
func ordered(from, to Date) bool {
	if to.Month == 0 {
		to.Month = 12
	}
	if to.Day == 0 {
		to.Day = 31
	}
	return from.Compare(to) <= 0
}

// rangeText prints a span the way documents do: 2012年2月—6月.
func rangeText(from, to Date) string {
	switch {
	case to.IsZero():
		return from.String() + "至今"
	case from == to:
		return from.String()
	}
	b := to.String()
	if from.Year == to.Year && from.Month > 0 && to.Month > 0 {
		_, b, _ = strings.Cut(b, "年")
		if from.Month == to.Month && from.Day > 0 && to.Day > 0 {
			_, b, _ = strings.Cut(b, "月")
		}
	}
	return from.String() + "—" + b
}

// Term is a school term. Year is that in which the school year begins, Half is
// 1 or 2, or 0 for the whole school year.
type Term struct{ Year, Half int }

// String returns 2011—2012学年度第一学期, or 2011—2012学年度 for a whole year.
func (t Term) String() string {
	if t.Year == 0 {
		return ""
	}
	return fmt.Sprintf("%d—%d学年度%s", t.Year, t.Year+1, [...]string{"", "第一学期", "第二学期"}[t.Half])
}

// IsZero reports whether there is no term.
func (t Term) IsZero() bool { return t.Year == 0 }

// TermOf returns the term that the date falls in; the zero Term for no date and
// for a bare year. A month counts as its middle.
func TermOf(d Date, terms config.Terms) Term {
	if d.Month == 0 {
		return Term{}
	}
	day := d.Day
	if day == 0 {
		day = 15
	}
	first, second := termStarts(terms)
	switch at := d.Month*100 + day; {
	case at >= first:
		return Term{d.Year, 1}
	case at >= second:
		return Term{d.Year - 1, 2}
	}
	return Term{d.Year - 1, 1}
}

// termStarts returns month*100+day of both terms' first days.
func termStarts(terms config.Terms) (first, second int) {
	read := func(s string, otherwise int) int {
		var m, d int
		if n, _ := fmt.Sscanf(s, "%d-%d", &m, &d); n == 2 {
			return m*100 + d
		}
		return otherwise
	}
	if terms.FirstStart == "" && terms.SecondStart == "" || terms.FirstStart == "09-01" && terms.SecondStart == "02-01" {
		return 901, 201
	}
	return read(terms.FirstStart, 901), read(terms.SecondStart, 201)
}

// Span returns the first and last day of the term.
func (t Term) Span(terms config.Terms) (from, to Date) {
	if t.Year == 0 {
		return Date{}, Date{}
	}
	first, second := termStarts(terms)
	a := Date{t.Year, first / 100, first % 100}
	b := Date{t.Year + 1, second / 100, second % 100}
	end := Date{t.Year + 1, first / 100, first % 100}
	switch t.Half {
	case 1:
		return a, b.AddDays(-1)
	case 2:
		return b, end.AddDays(-1)
	}
	return a, end.AddDays(-1)
}

// ParseTerm reads a school term or year: 2011—2012学年度第一学期,
// 2011-2012学年第2学期, 2011秋, 2012年春季, 2011—2012学年度.
func ParseTerm(s string) (Term, *Fault) {
	hint := diag.Say("写成 2011—2012学年度第一学期 或 2011秋", "write 2011—2012学年度第一学期 or 2011秋")
	bad := func(zh, en string) (Term, *Fault) { return Term{}, faultf(hint, zh, en, s) }
	t := strings.ReplaceAll(narrow(s), " ", "")
	var years []int
	rest := t
	for i := 0; i < len(t); {
		j := i
		for j < len(t) && t[j] >= '0' && t[j] <= '9' {
			j++
		}
		if j-i == 4 {
			y, _ := strconv.Atoi(t[i:j])
			years = append(years, y)
			rest = t[j:]
		}
		i = max(j, i+1)
	}
	if len(years) == 0 || len(years) > 2 || years[0] < 1900 {
		return bad("“%[1]s”不是学期", "%[1]q is not a school term")
	}
	if len(years) == 2 && years[1] != years[0]+1 {
		return bad("“%[1]s”的两个年份不相连", "the two years of %[1]q do not follow each other")
	}
	term := Term{Year: years[0]}
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(rest, w) {
				return true
			}
		}
		return false
	}
	switch {
	case has("第一", "第1", "上学期", "上期", "(1)", "(上)", "(一)"), rest == "-1", rest == "上":
		term.Half = 1
	case has("第二", "第2", "下学期", "下期", "(2)", "(下)", "(二)"), rest == "-2", rest == "下":
		term.Half = 2
	case has("秋"):
		term.Half = 1
	case has("春"):
		term.Half = 2
		if len(years) == 1 {
			term.Year--
		}
	case has("学年") || len(years) == 2 && rest == "":
	default:
		return bad("“%[1]s”看不出是哪个学期", "%[1]q does not say which term")
	}
	return term, nil
}

// ParseCount reads a number that may be approximate: 116, 1,500, 50余人,
// 400多人次, 近百篇, 约300, 30左右, 三百五十, 1.2万.
func ParseCount(s string) (Count, *Fault) {
	hint := diag.Say("写成 116、50余人、近百篇 或 约300", "write 116, 50余人, 近百篇 or 约300")
	t := strings.ReplaceAll(narrow(s), " ", "")
	var c Count
	for prefix, sign := range map[string]Sign{"近": Nearly, "将近": Nearly, "接近": Nearly, "约": About, "大约": About, "超过": Over, "逾": Over, "共": Exact, "达": Exact} {
		if rest, ok := strings.CutPrefix(t, prefix); ok {
			c.Sign, t = sign, rest
			break
		}
	}
	rest := t
	if i := numberLength(t); i > 0 {
		digits := strings.ReplaceAll(t[:i], ",", "")
		v, err := strconv.ParseFloat(digits, 64)
		if err != nil || len(digits) > 15 {
			return Count{}, faultf(hint, "“%[1]s”不是数", "%[1]q is not a number", s)
		}
		c.Value, rest = v, t[i:]
	} else if c.Value, rest = hanNumber(t); rest == t {
		return Count{}, faultf(hint, "“%[1]s”不是数", "%[1]q is not a number", s)
	}
	rest, over := trimOver(rest)
	for unit, by := range map[string]float64{"百": 100, "千": 1000, "万": 1e4, "亿": 1e8} {
		if after, ok := strings.CutPrefix(rest, unit); ok {
			c.Value *= by
			rest = after
			break
		}
	}
	rest, over2 := trimOver(rest)
	if over || over2 {
		c.Sign = Over
	}
	for _, about := range []string{"左右", "上下"} {
		if before, ok := strings.CutSuffix(rest, about); ok {
			c.Sign, rest = About, before
		}
	}
	if utf8.RuneCountInString(rest) > 4 || strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) }) >= 0 {
		return Count{}, faultf(hint, "“%[1]s”不是数", "%[1]q is not a number", s)
	}
	c.Unit = rest
	return c, nil
}

// trimOver cuts the marks of "more than" off the front.
func trimOver(t string) (string, bool) {
	for _, mark := range []string{"余", "多", "来", "几", "+"} {
		if rest, ok := strings.CutPrefix(t, mark); ok {
			return rest, true
		}
	}
	return t, false
}

// numberLength is the length of the Arabic number that t begins with.
func numberLength(t string) int {
	i := 0
	for i < len(t) && (t[i] >= '0' && t[i] <= '9' || i > 0 && (t[i] == '.' || t[i] == ',') && i+1 < len(t) && t[i+1] >= '0' && t[i+1] <= '9') {
		i++
	}
	return i
}
