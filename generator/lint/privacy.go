package lint

import (
	"slices"
	"strings"

	"showcase/generator/diag"
)

// digits is a stretch of digits, spaces and dashes inside it allowed.
type digits struct {
	start, end int
	value      string // the digits alone, half-width; a closing X of an ID included
}

// stretches returns the stretches of at least min digits outside addresses.
func (p *page) stretches(min int) []digits {
	var out []digits
	for i := 0; i < len(p.r); i++ {
		if d := digit(p.r[i]); d == 0 || p.part[i] == link || p.taken[i] {
			continue
		}
		s := digits{start: i, end: i}
		var b strings.Builder
		for j := i; j < len(p.r); j++ {
			if d := digit(p.r[j]); d != 0 {
				b.WriteByte(d)
				s.end = j + 1
			} else if c := p.r[j]; c != ' ' && c != '-' || p.at(j+1) == c || digit(p.at(j+1)) == 0 {
				break
			}
		}
		if c := p.at(s.end); b.Len() == 17 && (c == 'X' || c == 'x' || c == 'Ｘ') {
			b.WriteByte('X')
			s.end++
		}
		if s.value = b.String(); len(s.value) >= min {
			out = append(out, s)
		}
		i = s.end - 1
	}
	return out
}

func digit(r rune) byte {
	switch {
	case r >= '0' && r <= '9':
		return byte(r)
	case r >= '０' && r <= '９':
		return byte(r-'０') + '0'
	}
	return 0
}

// numbers finds identity numbers, mobiles, bank cards, student numbers (P01–P04).
func (p *page) numbers() {
	for _, s := range p.stretches(6) {
		if slices.ContainsFunc(p.o.Allow, func(a string) bool { return strings.NewReplacer(" ", "", "-", "").Replace(a) == s.value }) {
			continue
		}
		prev, next := p.at(s.start-1), p.at(s.end)
		if isLatin(next) || isLatin(prev) && prev != 'G' && prev != 'L' && prev != 'g' || prev == '.' && isDigit(p.at(s.start-2)) || prev == '_' {
			continue
		}
		shown := s.value[:3] + strings.Repeat("*", len(s.value)-5) + s.value[len(s.value)-2:]
		id, what := "", none
		switch {
		case resident(s.value) && (prev == 'G' || prev == 'L' || prev == 'g'):
			id, what = "P04", diag.Say("学籍号（%s）", "a student number (%s)", shown)
		case resident(s.value):
			id, what = "P01", diag.Say("身份证号（%s）", "a resident identity number (%s)", shown)
		case len(s.value) == 11 && s.value[0] == '1' && s.value[1] >= '3':
			id, what = "P02", diag.Say("手机号码（%s）", "a mobile telephone number (%s)", shown)
		case p.labelled(s.start, "学籍号", "学号", "考号", "准考证号", "考籍号", "学生编号"):
			id, what = "P04", diag.Say("学籍号或考号（%s）", "a student or examination number (%s)", shown)
		case len(s.value) >= 16 && len(s.value) <= 19 && strings.IndexByte("34569", s.value[0]) >= 0 && luhn(s.value):
			id, what = "P03", diag.Say("银行卡号（%s）", "a bank card number (%s)", shown)
		default:
			continue
		}
		p.add(id, s.start, s.end, diag.Text{ZH: "这里有" + what.ZH, EN: "there is " + what.EN + " here"},
			diag.Say("不得公开：删去，或写进不入库的本地文件", "it must not be published: delete it, or keep it in a local file outside the repository"), none)
	}
}

// labelled reports whether one of the words stands directly before i.
func (p *page) labelled(i int, words ...string) bool {
	for i > 0 && strings.ContainsRune("：: 是为(（", p.r[i-1]) {
		i--
	}
	for _, w := range words {
		if n := len([]rune(w)); i >= n && p.has(i-n, w) {
			return true
		}
	}
	return false
}

// resident reports whether s is a resident identity number: 18 characters with
// a calendar date and checksum (GB 11643), or the old 15 digits with both a
// region and a date.
func resident(s string) bool {
	region := s[0] >= '1' && s[0] <= '8' && s[1] <= '7'
	switch len(s) {
	case 15:
		return region && !strings.HasSuffix(s, "X") && month(s[8:10], s[10:12])
	case 18:
		if s[6:8] != "19" && s[6:8] != "20" || !month(s[10:12], s[12:14]) {
			return false
		}
		sum := 0
		for i, w := range []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
			sum += w * int(s[i]-'0')
		}
		return region && "10X98765432"[sum%11] == s[17]
	}
	return false
}

func month(m, d string) bool {
	return m >= "01" && m <= "12" && d >= "01" && d <= "31" && !(d > "29" && m == "02") && !(d == "31" && (m == "04" || m == "06" || m == "09" || m == "11"))
}

func luhn(s string) bool {
	sum := 0
	for i := range len(s) {
		if s[len(s)-1-i] == 'X' {
			return false
		}
		d := int(s[len(s)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// personal are the words that must not stand near a pupil's or colleague's name.
var personal = []struct {
	word  string
	grave bool
}{
	{"家庭住址", true}, {"家庭地址", true}, {"现住址", true}, {"出生日期", true}, {"出生年月", true}, {"户籍", true}, {"户口", true}, {"身份证", true}, {"家长电话", true}, {"联系电话", true},
	{"病史", true}, {"确诊", true}, {"残疾", true}, {"低保", true}, {"建档立卡", true}, {"贫困生", true}, {"贫困户", true}, {"特困", true}, {"贫困", false}, {"资助", false}, {"留守", false}, {"单亲", true}, {"离异", true}, {"孤儿", true},
}

// circumstances finds personal circumstances beside a name, or as a filled-in field (P05).
func (p *page) circumstances() {
	for _, w := range personal {
		p.words(w.word, func(start, end int) {
			field := (p.at(end) == '：' || p.at(end) == ':') && w.grave && p.filled(end+1)
			named := p.named(start, end)
			if !field && !named {
				return
			}
			p.add("P05", start, end, diag.Say("“%s”涉及个人隐私", "“%s” touches a person's privacy", p.near(start, end)),
				diag.Say("住址、生日、户籍、健康和资助情况不得与姓名一起公开", "address, birth date, household, health and aid must not be published beside a name"), none)
			if p.o.Strict || w.grave && named {
				p.grade(diag.Error)
			}
		})
	}
}

// filled reports whether a field's value stands at i: not blank, not dashes.
func (p *page) filled(i int) bool {
	for p.at(i) == ' ' || p.at(i) == '\u3000' {
		i++
	}
	return isHan(p.at(i)) || isDigit(p.at(i))
}

// named reports whether a known name stands within 20 characters.
func (p *page) named(start, end int) bool {
	around := string(p.r[max(0, start-20):min(len(p.r), end+20)])
	return slices.ContainsFunc(p.o.People, func(n string) bool { return len(n) > 3 && strings.Contains(around, n) })
}

// accounts finds QQ and WeChat numbers and personal mail addresses (P06).
func (p *page) accounts() {
	hint := diag.Say("公开页面只写单位的联系方式", "publish only the school's own contact")
	for _, s := range p.stretches(5) {
		if len(s.value) <= 11 && p.labelled(s.start, "QQ", "QQ号", "QQ群", "qq", "qq号", "扣扣") {
			p.add("P06", s.start, s.end, diag.Say("这里有 QQ 号", "there is a QQ number here"), hint, none)
		}
	}
	for i, r := range p.r {
		switch {
		case r == '@' && p.part[i] != code && !p.taken[i]:
			p.mail(i, hint)
		case r == '微' && p.at(i+1) == '信' && p.read(i):
			p.wechat(i, hint)
		}
	}
}

// mailers are hosts of personal mail.
var mailers = []string{"qq.com", "163.com", "126.com", "139.com", "189.cn", "sina.com", "sina.cn", "sohu.com", "foxmail.com", "gmail.com", "outlook.com", "hotmail.com", "yeah.net", "aliyun.com", "icloud.com"}

func (p *page) mail(i int, hint diag.Text) {
	start, end := i, i+1
	for start > 0 && (alnum(p.r[start-1]) || strings.ContainsRune("._-+", p.r[start-1])) {
		start--
	}
	for end < len(p.r) && (alnum(p.r[end]) || p.r[end] == '.' || p.r[end] == '-') {
		end++
	}
	host := strings.ToLower(strings.Trim(string(p.r[i+1:end]), "."))
	if start < i && slices.Contains(mailers, host) && !slices.Contains(p.o.Allow, string(p.r[start:end])) {
		p.add("P06", start, end, diag.Say("这里有个人邮箱", "there is a personal mail address here"), hint, none)
	}
}

func (p *page) wechat(i int, hint diag.Text) {
	j := i + 2
	if p.at(j) == '号' {
		j++
	}
	if c := p.at(j); c != '：' && c != ':' && j == i+2 {
		return
	}
	for strings.ContainsRune("：: 是为", p.at(j)) && p.at(j) != 0 {
		j++
	}
	end := j
	for alnum(p.at(end)) || p.at(end) == '_' || p.at(end) == '-' {
		end++
	}
	if isLatin(p.at(j)) && end-j >= 6 && end-j <= 20 {
		p.add("P06", j, end, diag.Say("这里有微信号", "there is a WeChat account here"), hint, none)
	}
}

// internal finds marks of internal, secret or draft papers (P13).
func (p *page) internal() {
	hint := diag.Say("不得公开的材料不要放进网站的内容", "papers that must not be public do not belong in the site's content")
	report := func(start, end int) {
		p.add("P13", start, end, diag.Say("“%s”：这是不公开材料的标记", "“%s” marks a paper that is not public", p.near(start, end)), hint, none)
	}
	for _, w := range []string{"秘密★", "机密★", "绝密★", "不得公开", "不得外传", "请勿外传", "严禁外传", "仅供内部", "内部文件", "（征求意见稿）", "(征求意见稿)", "（送审稿）"} {
		p.words(w, report)
	}
	p.words("内部资料", func(start, end int) {
		if c := p.at(end); c == 0 || c == '\n' || strings.ContainsRune("，,！!、：:）)】", c) || p.has(end, "注意") || p.has(end, "请") || p.at(start-1) == '\n' {
			report(start, end)
		}
	})
	for _, l := range p.lines {
		if s := strings.TrimSpace(string(p.r[l.start:l.end])); s == "秘密" || s == "机密" || s == "绝密" {
			report(l.start, l.end)
		}
	}
}
