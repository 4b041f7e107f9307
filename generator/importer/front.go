package importer

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"showcase/generator/diag"
	"showcase/generator/hanzi"
)

// genres are the words by which a title tells the type of its text, and the
// kind within it; the first that is found decides.
var genres = []struct{ word, kind, genre string }{
	{"推荐材料", "dossier", ""}, {"申报", "dossier", ""}, {"事迹材料", "dossier", ""}, {"先进事迹", "dossier", ""}, {"事迹", "dossier", ""},
	{"心得体会", "reflection", "心得体会"}, {"培训心得", "reflection", "培训心得"}, {"读后感", "reflection", "读后感"}, {"教学反思", "reflection", "教学心得"}, {"心得", "reflection", "心得体会"}, {"体会", "reflection", "心得体会"},
	{"案例", "case", ""}, {"总结", "report", ""}, {"制度", "regulation", ""}, {"条例", "regulation", ""}, {"守则", "regulation", ""},
	{"个人学习计划", "plan", "个人学习计划"}, {"学习计划", "plan", "学习计划"}, {"培训计划", "plan", "培训计划"}, {"规划", "plan", "规划"}, {"计划", "plan", "计划"}, {"方案", "plan", "方案"}, {"措施", "plan", "措施"}, {"办法", "plan", "办法"},
	{"思考", "reflection", "理论文章"}, {"理论", "reflection", "理论文章"}, {"浅谈", "reflection", "理论文章"}, {"探讨", "reflection", "理论文章"}, {"初探", "reflection", "理论文章"}, {"研究", "reflection", "理论文章"}, {"反思", "reflection", "教学心得"},
}

// genre tells the type and kind from a title, or else from a text.
func genre(title, text string) (kind, of string) {
	for _, g := range genres {
		if strings.Contains(title, g.word) {
			return g.kind, g.genre
		}
	}
	for _, g := range []struct{ word, kind, genre string }{{"特制定本办法", "plan", "办法"}, {"特制定本方案", "plan", "方案"}, {"特制定本计划", "plan", "计划"}, {"制定如下计划", "plan", "计划"}, {"特制定本制度", "regulation", ""}, {"笔者", "reflection", "理论文章"}, {"我的体会", "reflection", "心得体会"}} {
		if strings.Contains(text, g.word) {
			return g.kind, g.genre
		}
	}
	return "page", ""
}

// genre decides an article's type and reports a title that says one thing and
// a text that says another.
func (m *job) genre(a *article) (kind, of string) {
	text := ""
	at := 0
	if len(a.lines) > 0 {
		at = a.lines[0].start
		text = m.text.b[at:a.lines[len(a.lines)-1].end]
	}
	title := a.title + " " + a.subtitle
	kind, of = genre(title, text)
	if kind == "page" {
		m.say(diag.Warning, "import/type", at, at, diag.Say("看不出“%s”是什么体裁，先放在页面里", "what “%s” is cannot be told from its words: it was put among the pages", a.title),
			diag.Say("知道体裁就把文件移到相应的文件夹", "move the file to the folder of its type"))
	}
	if i := strings.Index(text, "特制定本"); i >= 0 && of != "" {
		for _, w := range []string{"办法", "方案", "计划", "规划"} {
			if strings.HasPrefix(text[i+len("特制定本"):], w) && w != of {
				m.say(diag.Warning, "import/type", at+i, at+i+len("特制定本")+len(w), diag.Say("标题是“%s”，文中自称“%s”", "the title says %s, the text calls itself %s", of, w), diag.Say("标题和体裁要一致", "title and genre should agree"))
			}
		}
	}
	return kind, of
}

// wanted are the fields that a type needs and that a text seldom tells.
var wanted = map[string][]string{
	"dossier": {"organizer（评选单位）", "deadline（截止日期）", "window（统计区间）", "limit（字数上限）"}, "reflection": {"author（作者）", "date（日期）"},
	"plan": {"date（日期）"}, "case": {"author（作者）", "date（日期）"}, "report": {"date（日期）"}, "regulation": {"issued（发布日期）"},
}

var award = regexp.MustCompile(`^(.{2,30}?(?:学校|小学|中学|幼儿园|工会|公司|学院|中心|集团|分会|委员会))((?:创建|争创|荣获|申报|推荐|“|先进|优秀|示范|文明|模范).{0,30}?(?:先进集体|先进单位|先进个人|先进工会|标兵单位|示范单位|示范校|奖))`)

// front writes the front matter.
func (m *job) front(a *article, kind, of string, phases []phase) string {
	var b strings.Builder
	put := func(key, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\n", key, quote(value))
		}
	}
	b.WriteString("---\n")
	put("title", a.title)
	put("subtitle", a.subtitle)
	if a.date != "" {
		fmt.Fprintf(&b, "date: %s\n", a.date)
	}
	put("author", a.author)
	put("kind", of)
	if kind == "dossier" {
		m.dossier(a, put)
		b.WriteString("parts:\n  - {kind: deeds, title: 事迹材料}\n")
	}
	if kind == "plan" && len(phases) > 0 {
		b.WriteString("phases:\n")
		for _, p := range phases {
			fmt.Fprintf(&b, "  - {name: %s, start: %s, end: %s}\n", quote(p.name), p.start, p.end)
		}
	}
	source := m.name[strings.LastIndexAny(m.name, `/\`)+1:]
	if a.part != "" {
		source += " " + a.part
		if a.head != "" {
			source += "：" + a.head
		}
	}
	put("source", source)
	m.missing(a, kind, &b)
	b.WriteString("---\n")
	return b.String()
}

// dossier names the award and who applies for it, where the title tells.
func (m *job) dossier(a *article, put func(key, value string)) {
	for _, s := range []string{a.subtitle, a.title} {
		if g := award.FindStringSubmatch(s); g != nil {
			put("award_name", strings.TrimPrefix(strings.TrimPrefix(g[2], "申报"), "推荐"))
			put("applicant", g[1])
			return
		}
	}
	put("award_name", strings.NewReplacer("推荐材料", "", "申报材料", "", "事迹材料", "", "先进事迹", "").Replace(a.title))
}

// missing names the fields that a person must add, as a comment in the file and in the report.
func (m *job) missing(a *article, kind string, b *strings.Builder) {
	var names []string
	for _, f := range wanted[kind] {
		if strings.HasPrefix(f, "date") && a.date != "" || strings.HasPrefix(f, "author") && a.author != "" {
			continue
		}
		names = append(names, f)
	}
	if len(names) == 0 {
		return
	}
	fmt.Fprintf(b, "# 请补上：%s\n", strings.Join(names, "、"))
	at := 0
	if len(a.lines) > 0 {
		at = a.lines[0].start
	}
	m.say(diag.Hint, "import/missing", at, at, diag.Say("“%s”还缺：%s", "“%s” still needs: %s", a.title, strings.Join(names, "、")), diag.Text{})
}

// quote writes a value for YAML, in quotes where it would be read otherwise.
func quote(s string) string {
	first, _ := utf8.DecodeRuneInString(s)
	plain := hanzi.Is(first) || first == '“' || first == '《' || first == '（' || first >= 'A' && first <= 'Z' || first >= 'a' && first <= 'z'
	if plain && !strings.ContainsAny(s, ":#{}[],&*!|>'\"%@`\\\n\t") && strings.TrimSpace(s) == s {
		switch strings.ToLower(s) {
		case "true", "false", "yes", "no", "on", "off", "null", "y", "n":
		default:
			return s
		}
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' || r >= 0x7F && r < 0xA0 || r == 0xFEFF || r == 0x2028 || r == 0x2029:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

func unquote(s string) string {
	if len(s) >= 2 && s[0] == '"' && s[len(s)-1] == '"' {
		return strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(s[1 : len(s)-1])
	}
	return s
}

// folders are where the types live in the site's content.
var folders = map[string]string{"dossier": "dossiers", "plan": "plans", "reflection": "reflections", "case": "cases", "report": "reports", "regulation": "regulations", "page": "pages"}

// paths gives the files their names: the title in pinyin, at most 60 characters.
func (m *job) paths() {
	used := map[string]int{}
	for i := range m.files {
		f := &m.files[i]
		p := folders[f.Type] + "/" + fileName(f.Title)
		if used[p]++; used[p] > 1 {
			p = fmt.Sprintf("%s-%d", p, used[p])
			used[p]++
		}
		f.Path = p + ".md"
	}
}

// fileName is a title as a file's name, cut between words where there are any.
func fileName(title string) string {
	name := hanzi.Slug(title)
	for len(name) > 60 {
		if i := strings.LastIndexByte(name, '-'); i > 0 {
			name = name[:i]
		} else {
			name = name[:60]
		}
	}
	return name
}
