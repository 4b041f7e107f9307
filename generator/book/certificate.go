package book

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"showcase/generator/config"
	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/site"
)

// Certificate is one sheet that is handed to one winner, or to several who
// share it: who, for what, and who gives it.
type Certificate struct {
	Sheet   DesignSheet
	Title   string   // 荣誉证书, 奖状; empty: printed on the sheet already
	Number  string   // 第3号; empty: none
	To      []string // the line of address in pieces that are never broken: 秦素兰、 覃永福同志：
	Text    string   // what for
	Closing string
	Issuer  string
	Date    string
	Origin  Origin

	prize string // for the list
}

// Clauses are the pieces of the text between which a line turns best; the last
// is what is won, which stays in one piece where it can.
func (c *Certificate) Clauses() []string {
	clauses := strings.SplitAfter(c.Text, "，")
	last := clauses[len(clauses)-1]
	for _, verb := range []string{"荣获", "被评为", "被授予"} {
		if at := strings.LastIndex(last, verb); at > 0 {
			return append(clauses[:len(clauses)-1], last[:at], last[at:])
		}
	}
	return clauses
}

// Calibration is a sheet of rulers on which one measures how far a printer
// puts the text of certificates from where it belongs.
type Calibration struct {
	Sheet DesignSheet
	Lines []string // what to do
}

// DesignSheet is a sheet and where the text on it is moved, in mm.
type DesignSheet struct {
	Width, Height    float64
	OffsetX, OffsetY float64
}

// Origin is the place in the site's files that something printed comes from.
type Origin struct {
	File string
	Pos  diag.Pos
	What string // its name for people: “邱明喆”的证书
}

func (*Certificate) block() {}
func (*Calibration) block() {}

// batch is the school's own awards of one occasion.
type batch struct {
	name, title string
	date        content.Date
	awards      []*content.Item
}

// certificates are the works for the awards that the school itself gives: for
// each occasion the certificates and the list on which they are signed for,
// and a sheet for measuring.
func certificates(s *site.Site) []*Work {
	if s.Audience != site.Staff {
		return nil
	}
	var out []*Work
	for _, b := range batches(s) {
		names := []string{"certificates", "证书", "奖状", "荣誉证书", b.title, "certificates/" + itoa(b.date.Year), "certificates/" + month(b.date)}
		out = append(out,
			&Work{Name: b.name, Title: b.title + "证书", Kind: "certificate", Names: names, Source: b.awards[0].File, Asked: true,
				site: s, make: func(a *assembler) { a.certificates(b) }},
			&Work{Name: b.name + "-receipt", Title: b.title + "证书签收表", Kind: "receipt", Names: append([]string{"签收表", "receipts"}, names...), Source: b.awards[0].File, Asked: true,
				site: s, make: func(a *assembler) { a.receipt(b) }})
	}
	if len(out) > 0 {
		out = append(out, &Work{Name: "certificates/calibration", Title: "套打校准页", Kind: "calibration", Names: []string{"校准页", "校准"}, Source: "config.toml",
			Formats: []string{"pdf"}, Asked: true, site: s, make: (*assembler).calibration})
	}
	return out
}

func month(d content.Date) string { return content.Date{Year: d.Year, Month: d.Month}.ISO() }

// batches groups the school's own awards by day and occasion, in order of time.
func batches(s *site.Site) []*batch {
	var out []*batch
	known := map[string]*batch{}
	used := map[string]int{}
	for _, r := range awardRecords(s) {
		if r.Value("level").Text != "校级" || !own(s, r) || r.Value("aggregate").Bool || r.Date.IsZero() {
			continue
		}
		event := cmp.Or(r.Value("event").Text, r.Date.String()+"表彰")
		key := r.Date.ISO() + event
		b := known[key]
		if b == nil {
			b = &batch{name: "certificates/" + r.Date.ISO(), title: event, date: r.Date}
			if used[b.name]++; used[b.name] > 1 {
				b.name += "-" + itoa(used[b.name])
			}
			known[key] = b
			out = append(out, b)
		}
		b.awards = append(b.awards, r)
	}
	for _, b := range out {
		slices.SortStableFunc(b.awards, func(x, y *content.Item) int {
			return cmp.Or(content.GradeRank(x.Value("grade").Text)-content.GradeRank(y.Value("grade").Text), strings.Compare(x.Title, y.Title))
		})
	}
	slices.SortStableFunc(out, func(x, y *batch) int { return x.date.Compare(y.date) })
	return out
}

// own reports whether the school itself, or a part of it, gives an award.
func own(s *site.Site, r *content.Item) bool {
	issuer, school := r.Value("issuer").Text, s.Config.School
	return issuer == "" || strings.HasPrefix(issuer, cmp.Or(school.Name, issuer)) || school.Short != "" && strings.HasPrefix(issuer, school.Short)
}

// Refusal says why there is no certificate for an award that goes by the name
// (its title, occasion or day); false if no award does.
func Refusal(s *site.Site, name string) (diag.Text, bool) {
	name = path.Base(name)
	for _, r := range awardRecords(s) {
		if name != r.Title && name != r.Value("event").Text && name != r.Date.ISO() {
			continue
		}
		return diag.Say("“%[1]s”是%[2]s的奖，证书由%[3]s颁发；学校只印校级、由本校颁发的奖的证书。",
			"“%[1]s” is an award of level %[2]s, given by %[3]s; a school prints certificates only for awards of its own level that it gives itself.",
			r.Title, r.Value("level").Text, cmp.Or(r.Value("issuer").Text, "—")), true
	}
	return diag.Text{}, false
}

// certificates puts a sheet for each winner.
func (a *assembler) certificates(b *batch) {
	set := a.site.Config.Print.Certificate
	a.design(CertificateTemplate, b.title+"证书", Layout{Width: set.Paper.Width, Height: set.Paper.Height, Top: 5, Bottom: 5, Left: 5, Right: 5})
	a.doc.Date, a.doc.Created = b.date.String(), b.date.ISO()
	for _, c := range a.sheets(b) {
		a.add(c)
	}
}

// sheets makes a batch's certificates in their order.
func (a *assembler) sheets(b *batch) []*Certificate {
	set := a.site.Config.Print.Certificate
	var out []*Certificate
	for _, r := range b.awards {
		a.use(r.File)
		for _, to := range a.addressees(r) {
			c := &Certificate{
				Sheet: DesignSheet{Width: set.Paper.Width, Height: set.Paper.Height}, Title: cmp.Or(set.Title, certificateTitle(r)),
				To: to, Text: Citation(r), Closing: "特发此证，以资鼓励。",
				Issuer: cmp.Or(set.Signer, r.Value("issuer").Text, a.site.Config.School.Name), Date: chineseDate(r.Date),
				Number: r.Value("certificate_no").Text, Origin: Origin{File: r.File, Pos: r.Pos, What: strings.Join(to, "") + r.Title},
				prize: withGrade(r),
			}
			if set.Overlay {
				c.Title, c.Sheet.OffsetX, c.Sheet.OffsetY = "", set.OffsetX, set.OffsetY
			}
			if out = append(out, c); c.Number == "" && set.Number {
				c.Number = "第" + itoa(len(out)) + "号"
			}
		}
	}
	return out
}

// addressees are the lines of address of an award's certificates: one for each
// winner, or one for all.
func (a *assembler) addressees(r *content.Item) [][]string {
	names := r.Value("recipients").Strings()
	kind := r.Value("recipient_type").Text
	if len(names) == 0 {
		hint := diag.Say("在“获奖者”一栏写姓名或小组名，例如：张三、李四", "write the names into 获奖者, e.g. 张三、李四")
		if kind == "学生" {
			hint = diag.Say("学生的姓名可以只写在证书上：用套打或空白证书手写；要打印就在“获奖者”一栏写姓名，公开版仍只显示人数", "write the pupils' names into 获奖者: the public edition still shows their number alone")
		}
		a.diags = append(a.diags, diag.Diagnostic{File: r.File, Start: r.Pos, Severity: diag.Warning, Code: "certificate/no-recipient",
			Message: diag.Say("“%[1]s”没有写获奖者，没有印它的证书。", "“%[1]s” names no winner: no certificate was made for it.", r.Title), Hint: hint})
		return nil
	}
	form := map[string]string{"教师": "同志", "学生": "同学"}[kind]
	if !a.site.Config.Print.Certificate.Shared {
		var out [][]string
		for _, n := range names {
			out = append(out, []string{n + form + "："})
		}
		return out
	}
	line := slices.Clone(names)
	for i := range line {
		if i+1 < len(line) {
			line[i] += "、"
		} else {
			line[i] += form + "："
		}
	}
	return [][]string{line}
}

// withGrade is a prize's title with its grade, unless it names it already.
func withGrade(r *content.Item) string {
	if g := r.Value("grade").Text; !strings.Contains(r.Title, g) {
		return r.Title + g
	}
	return r.Title
}

func certificateTitle(r *content.Item) string {
	if r.Value("recipient_type").Text == "学生" {
		return "奖状"
	}
	return "荣誉证书"
}

// Citation is what a certificate says its winner is honoured for: the
// register's own words if it has any, else by rule from title, occasion, grade
// and kind.
//
//	在2011年度教科研成果评选中，荣获研究成果一等奖。
//	在2011年教师节表彰会上，被评为优秀教师。
func Citation(r *content.Item) string {
	if own := r.Value("wording").Text; own != "" {
		return own
	}
	title, event, grade := r.Title, r.Value("event").Text, r.Value("grade").Text
	title = strings.TrimPrefix(title, overlap(event, title))
	if grade != "" && !strings.Contains(title, grade) {
		title += grade
	}
	what := "荣获" + title
	if grade == "" && !strings.HasSuffix(title, "奖") && !strings.HasSuffix(title, "杯") {
		what = "被授予“" + strings.TrimSuffix(title, "称号") + "”称号"
		for _, way := range []string{"优秀", "先进", "十佳", "模范", "文明", "学习型"} {
			if strings.HasPrefix(title, way) {
				what = "被评为" + title
			}
		}
	}
	if work := strings.Trim(r.Value("work").Text, "《》"); work != "" {
		what = "《" + work + "》" + what
	}
	switch {
	case event == "":
		return what + "。"
	case strings.HasSuffix(event, "会") || strings.HasSuffix(event, "仪式"):
		return "在" + event + "上，" + what + "。"
	}
	return "在" + event + "中，" + what + "。"
}

// overlap is what a title repeats of the end of its occasion's name, if that is
// worth leaving out: at least four characters, and not all of the title.
func overlap(event, title string) string {
	for i := range event {
		tail := event[i:]
		if utf8.RuneCountInString(tail) >= 4 && len(tail) < len(title) && strings.HasPrefix(title, tail) {
			return tail
		}
	}
	return ""
}

// chineseDate is a date as certificates have it: 二〇一一年九月九日.
func chineseDate(d content.Date) string {
	if d.IsZero() {
		return ""
	}
	var out strings.Builder
	for _, r := range itoa(d.Year) {
		out.WriteRune([]rune("〇一二三四五六七八九")[r-'0'])
	}
	out.WriteString("年")
	if d.Month > 0 {
		out.WriteString(Han(d.Month) + "月")
	}
	if d.Day > 0 {
		out.WriteString(Han(d.Day) + "日")
	}
	return out.String()
}

// receipt is the list on which the certificates of a batch are signed for.
func (a *assembler) receipt(b *batch) {
	a.metadata(b.title+"证书签收表", "", b.date)
	room := Cell{Text: []Inline{{Break: true}, {Text: "　"}}} // two lines: who signs by hand needs them
	t := &Table{
		Columns: []Column{{Weight: 4, Align: Center}, {Weight: 8, Align: Center}, {Weight: 16}, {Weight: 8}, {Weight: 7}},
		Header:  []Row{headRow("序号", "获奖者", "奖项", "签收人", "签收日期")},
	}
	found := len(a.diags)
	for i, c := range a.sheets(b) {
		who := strings.NewReplacer("同志：", "", "同学：", "", "：", "").Replace(strings.Join(c.To, ""))
		what := c.prize
		if c.Number != "" {
			what += "（" + c.Number + "）"
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{textCell(itoa(i + 1)), textCell(who), textCell(what), room, {}}})
	}
	a.diags = a.diags[:found] // the certificates report them
	a.heading(a.doc.Title, "", "", a.bookmark("receipt"))
	a.add(t)
	a.say(TableNote, "注：共"+itoa(len(t.Rows))+"张。由本人签收，代领的写明代领人。")
}

// calibration is the page of rulers for the sheet that the settings name.
func (a *assembler) calibration() {
	set := a.site.Config.Print.Certificate
	a.design(CertificateTemplate, "套打校准页", Layout{Width: set.Paper.Width, Height: set.Paper.Height})
	a.add(&Calibration{
		Sheet: DesignSheet{Width: set.Paper.Width, Height: set.Paper.Height, OffsetX: set.OffsetX, OffsetY: set.OffsetY},
		Lines: []string{
			"套打校准页　" + sheetName(set.Paper) + "　现在的偏移：右 " + millimetres(set.OffsetX) + "，下 " + millimetres(set.OffsetY),
			"一、打印时选“实际大小”，不要选“适合页面”。",
			"二、用尺量十字中心到纸的左边和上边各多少毫米，应当都是 50 毫米。",
			"三、偏左就加大 offset_x，偏上就加大 offset_y，差几毫米改几；改的地方是 config.toml 的 [print.certificate]。",
			"四、再印一张，与空白证书叠起来对着光看，文字的框落在空白处就对了。",
		},
	})
}

func sheetName(s config.Sheet) string {
	return millimetres(s.Width) + "×" + millimetres(s.Height)
}
