package statistics

import (
	"slices"
	"strings"

	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/markdown"
	"showcase/generator/site"
)

// publicDays is how many working days a notice must stand, as notices of the
// field ask for it.
const publicDays = 5

// times are the window and the deadline.
func (a *assessor) times() {
	p := a.page
	var gaps []Gap
	switch deadline, deeds := p.Value("deadline"), a.site.Deeds(p); {
	case deadline.IsZero():
		gaps = append(gaps, a.absent("deadline", "dossier/deadline"))
	default:
		if a.DaysLeft < 0 && a.Submitted.IsZero() {
			gaps = append(gaps, a.overdue(diag.Warning))
		}
		if deeds.Date.Day > 0 && deeds.Date.Days(deadline.Date) < 0 {
			gaps = append(gaps, a.gap(deadline, diag.Warning, "dossier/deadline", diag.Say("截止日期%[1]s早于事迹材料的日期%[2]s", "The deadline, %[3]s, is before the date of the text, %[4]s", deadline.Text, deeds.Date, deadline.Date.ISO(), deeds.Date.ISO()), diag.Say("核对通知和落款的日期", "Check the notice and the date of the text")))
		}
		if late := p.Value("submitted"); !a.Submitted.IsZero() && deadline.Date.Days(a.Submitted) > 0 {
			gaps = append(gaps, a.gap(late, diag.Hint, "dossier/deadline", diag.Say("报送日期%[1]s晚于截止日期%[2]s", "It was handed in on %[3]s, after %[4]s", late.Text, deadline.Text, late.Date.ISO(), deadline.Date.ISO()), diag.Say("核对这两个日期", "Check both dates")))
		}
	}
	a.need("dossier/deadline", diag.Say("在截止日期以前", "Before the deadline"), a.Due(), gaps...)
	window := p.Value("window")
	gaps = nil
	if window.IsZero() {
		gaps = append(gaps, a.absent("window", "dossier/window"))
	}
	a.need("dossier/window", diag.Say("写明统计区间", "The window is given"), diag.Say("%s", "%s", Window{From: window.Date, To: window.End}), gaps...)
}

const overdueCode = "dossier/overdue"

// overdue is the gap of a deadline that is over.
func (r *Readiness) overdue(sev diag.Severity) Gap {
	v := r.Page.Value("deadline")
	return Gap{Diagnostic: diag.Diagnostic{File: r.Page.File, Start: v.Pos, End: v.EndAt, Severity: sev, Code: overdueCode,
		Message: diag.Say("截止日期%[1]s已经过了%[3]d天", "The deadline, %[2]s, was %[3]d days ago", v.Text, v.Date.ISO(), -r.DaysLeft),
		Hint:    diag.Say("已经报送的，写上报送的日子，以后不再提醒，例如：报送日期: %[1]s；改了期限的，改截止日期", "If it was handed in, say when: submitted: %[1]s; if the time was extended, change the deadline", v.Date.ISO())}}
}

// publicity wants the notice by which the staff could object: there, long
// enough, and over in time.
func (a *assessor) publicity() {
	v := a.page.Value("publicity")
	label := diag.Say("公示期满，不少于%d个工作日", "The public notice has stood for %d working days", publicDays)
	if v.Asset == nil {
		a.need("dossier/publicity", label, diag.Text{}, a.gap(v, diag.Hint, "dossier/publicity", diag.Say("没有写公示", "No public notice is named"),
			diag.Say("把公示登记在“通知公告”里，再写上路径，例如：公示: ../notices/2012-05-publicity.md", "Add the notice and name it, e.g. publicity: ../notices/2012-05-publicity.md")))
		return
	}
	t := a.site.Asset(v.Asset)
	it := itemOf(t)
	if it == nil {
		it = a.site.Behind(t)
	}
	fail := func(sev diag.Severity, told bool, message, hint diag.Text) {
		g := a.gap(v, sev, "dossier/publicity", message, hint)
		g.Told = told
		a.need("dossier/publicity", label, diag.Text{}, g)
	}
	if it == nil || t.Cause == site.Unpublished {
		fail(diag.Warning, true, diag.Say("公示找不到，或者还没有发布", "The public notice is not there, or not published"), diag.Say("核对路径和它的“状态”", "Check the path and its status"))
		return
	}
	start, end := it.Value("publicity_start").Date, it.Value("expires").Date
	span := Window{From: start, To: end}
	switch {
	case start.Day == 0 || end.Day == 0:
		fail(diag.Warning, false, diag.Say("《%s》没有写公示开始和公示结束", "“%s” does not say from when to when it stands", it.Title), diag.Say("在那一篇里写，例如：公示开始: 2012-05-18，公示结束: 2012-05-25", "Write there publicity_start: 2012-05-18 and expires: 2012-05-25"))
	case content.Workdays(start, end) < publicDays:
		fail(diag.Warning, it.Value("kind").Text == "公示", diag.Say("公示从%[1]s到%[2]s，不足%[5]d个工作日", "The notice stands from %[3]s to %[4]s, less than %[5]d working days", start, end, start.ISO(), end.ISO(), publicDays), diag.Say("推迟公示结束的日子", "Let it end later"))
	case !a.Deadline.IsZero() && end.Days(a.Deadline) < 0:
		fail(diag.Warning, false, diag.Say("公示到%[1]s才结束，晚于截止日期%[2]s", "The notice ends on %[3]s, after the deadline, %[4]s", end, a.Deadline, end.ISO(), a.Deadline.ISO()), diag.Say("提前公示，或者向受理单位说明", "Put it up earlier, or tell the organizer"))
	case !a.today.IsZero() && a.today.Days(end) >= 0:
		fail(diag.Hint, false, diag.Say("公示到%[1]s结束，还没有期满", "The notice stands until %[2]s", end, end.ISO()), diag.Say("期满没有异议以后再报送", "Hand in when it is over and nobody has objected"))
	default:
		a.need("dossier/publicity", label, diag.Say("%s", "%s", span))
	}
}

// form wants every box filled that is not to be sealed.
func (a *assessor) form() {
	list := a.page.Value("form").List
	var gaps []Gap
	if len(list) == 0 {
		part := slices.IndexFunc(a.page.Value("parts").List, func(v content.Value) bool { return v.Map["kind"].Text == "form" })
		if part < 0 {
			return
		}
		g := a.gap(a.page.Value("parts").List[part], diag.Warning, "dossier/form", diag.Say("列了表格，没有写表格内容", "There is a form without boxes"), diag.Say("请写申报表的各栏，例如：申报表: [{栏目: 单位名称, 内容: 某某学校}]", "Write form:, e.g. form: [{label: Unit, value: Our school}]"))
		g.Told = true // by whoever assembles it
		gaps = append(gaps, g)
	}
	filled, boxes := 0, 0
	for _, v := range list {
		if v.Map["seal"].Bool {
			continue
		}
		boxes++
		value, limit := strings.TrimSpace(v.Map["value"].Text), v.Map["limit"]
		words := markdown.Words(value)
		switch most := int(limit.Count.Value); {
		case value == "":
			gaps = append(gaps, a.gap(v, diag.Warning, "dossier/form", diag.Say("申报表的“%s”没有填", "The box “%s” is empty", v.Map["label"].Text), diag.Say("填上内容；没有的写“无”；等着盖章的写“盖章: 是”", "Fill it in; write 无 for none; for a box to be sealed, seal: true")))
			continue
		case most > 0 && words > most:
			gaps = append(gaps, a.tooLong(limit, v.Map["label"].Text, words, most))
		}
		filled++
	}
	a.need("dossier/form", diag.Say("申报表填满", "The form is filled in"), diag.Say("%d／%d栏", "%d of %d boxes", filled, boxes), gaps...)
}

// texts holds the text and each of its versions against the limits.
func (a *assessor) texts() {
	limit, deeds := a.page.Value("limit"), a.site.Deeds(a.page)
	var gaps []Gap
	if limit.IsZero() {
		gaps = append(gaps, a.absent("limit", "dossier/limit"))
	}
	note, more := a.length(deeds, limit)
	if ref := a.page.Value("text"); ref.Asset != nil && a.site.Asset(ref.Asset).Page == nil {
		g := a.gap(ref, diag.Warning, "dossier/text", diag.Say("事迹材料那一篇找不到，或者还没有发布", "The page with the text is not there, or not published"), diag.Say("核对路径、它的“状态”和日期", "Check the path, its status and date"))
		g.Told = true
		more = []Gap{g}
	}
	a.need("dossier/text", diag.Say("事迹材料不超字数", "The text keeps its limit"), note, append(gaps, more...)...)
	for _, v := range a.page.Value("variants").List {
		most, ref := v.Map["limit"], v.Map["ref"]
		label := diag.Say("%s字的版本", "The version of %s characters", most.Text)
		if ref.Asset == nil {
			g := a.gap(v, diag.Warning, "dossier/variant", diag.Say("%s字的版本没有写是哪一篇", "The version of %s characters names no text", most.Text), diag.Say("例如：{字数上限: 1500, 文章: jianben.md}", "e.g. {limit: 1500, ref: short.md}"))
			g.Told = true // by whoever assembles it
			a.need("dossier/variant", label, diag.Text{}, g)
			continue
		}
		q := a.site.Asset(ref.Asset).Page
		if q == nil {
			g := a.gap(ref, diag.Warning, "dossier/variant", diag.Say("%s字的版本找不到，或者还没有发布", "The version of %s characters is not there, or not published", most.Text), diag.Say("核对路径和它的“状态”", "Check the path and its status"))
			g.Told = true
			a.need("dossier/variant", label, diag.Text{}, g)
			continue
		}
		note, gaps := a.length(q, most)
		a.need("dossier/variant", label, note, gaps...)
	}
}

// length compares a text with its limit, as Word counts. Less than half of it
// is far too little.
func (a *assessor) length(p *site.Page, limit content.Value) (note diag.Text, gaps []Gap) {
	words, most := 0, int(limit.Count.Value)
	if p.Body != nil {
		words = p.Body.Words
	}
	note = diag.Say("%d字", "%d characters", words)
	if most > 0 {
		note = diag.Say("%d／%d字", "%d of %d characters", words, most)
	}
	switch {
	case words == 0:
		gaps = append(gaps, Gap{Diagnostic: diag.Diagnostic{File: p.File, Start: diag.Pos{Line: 1, Column: 1}, Severity: diag.Warning, Code: "dossier/text",
			Message: diag.Say("《%s》还没有正文", "“%s” has no text yet", p.Title), Hint: diag.Say("正文写在 --- 的下面", "The text stands below the ---")}})
	case most > 0 && words > most:
		gaps = append(gaps, a.tooLong(limit, p.Title, words, most))
	case most > 0 && words < most/2:
		gaps = append(gaps, a.gap(limit, diag.Hint, "dossier/too-short", diag.Say("《%s》只有%d字，离%d字的上限还远", "“%s” has only %d of %d characters", p.Title, words, most), diag.Say("再写充实些，或核对通知里的字数要求", "Say more, or check the notice's limit")))
	}
	return note, gaps
}

func (a *assessor) tooLong(limit content.Value, title string, words, most int) Gap {
	return a.gap(limit, diag.Warning, "dossier/too-long",
		diag.Say("“%s”有%d字，超过了%d字的上限，多%d字", "“%s” has %d characters, over the limit of %d by %d", title, words, most, words-most),
		diag.Say("请删减，或核对通知里的字数要求，写在“字数上限”里", "Shorten it, or check the notice's limit (limit:)"))
}

// copies wants to know how many are handed in, and in which formats.
func (a *assessor) copies() {
	p := a.page
	var gaps []Gap
	copies, formats := p.Value("copies"), p.Value("formats")
	if copies.Count.Value < 1 {
		gaps = append(gaps, a.gap(copies, diag.Hint, "dossier/copies", diag.Say("没有写报送几份", "It is not said how many copies are handed in"), diag.Say("照通知写，例如：份数: 3", "As the notice says, e.g. copies: 3")))
	}
	if len(formats.List) == 0 {
		gaps = append(gaps, a.gap(formats, diag.Hint, "dossier/copies", diag.Say("没有写报送什么格式", "The formats are not given"), diag.Say("照通知写，例如：格式: [pdf, docx]", "As the notice says, e.g. formats: [pdf, docx]")))
	}
	made := a.site.Config.Print.Formats
	for _, f := range formats.List {
		if len(made) > 0 && !slices.Contains(made, f.Text) {
			gaps = append(gaps, a.gap(f, diag.Warning, "dossier/copies", diag.Say("通知要 %s，config.toml 里却没有让做它", "%s is asked for, but config.toml does not make it", f.Text), diag.Say("改 config.toml 的 [print]：formats = [\"pdf\", \"docx\"]", "In config.toml, [print]: formats = [\"pdf\", \"docx\"]")))
		}
	}
	note := diag.Text{}
	if len(gaps) == 0 {
		note = diag.Say("%[1]s份，%[2]s", "%[1]s copies, %[2]s", copies.Text, strings.Join(formats.Strings(), "、"))
	}
	a.need("dossier/copies", diag.Say("写明份数和格式", "Copies and formats are given"), note, gaps...)
}

// checklist makes every task a need of its own.
func (a *assessor) checklist() {
	for _, v := range a.page.Value("checklist").List {
		text, due, owner := v.Map["text"].Text, v.Map["due"].Date, strings.Join(v.Map["owner"].Strings(), "、")
		var note diag.Text
		for _, part := range []string{owner, due.String()} {
			if part != "" {
				note = diag.Say("%s", "%s", strings.Trim(note.ZH+"，"+part, "，"))
			}
		}
		if v.Map["done"].Bool {
			a.need("dossier/task", diag.Say("%s", "%s", text), note)
			continue
		}
		sev, what := diag.Hint, diag.Say("没有办完", "is not done")
		switch {
		case !due.IsZero() && !a.today.IsZero() && a.today.Days(due) < 0:
			sev, what = diag.Warning, diag.Say("没有办完，超期%d天", "is not done, %d days late", -a.today.Days(due))
		case !due.IsZero() && !a.Deadline.IsZero() && due.Days(a.Deadline) < 0:
			sev, what = diag.Warning, diag.Say("的期限晚于截止日期", "is due after the deadline")
		}
		who, whoEN := owner, owner
		if owner == "" {
			who, whoEN = "没有写负责人", "nobody is responsible"
		}
		a.need("dossier/task", diag.Say("%s", "%s", text), note, a.gap(v, sev, "dossier/task",
			diag.Say("“%[1]s”%[2]s（%[4]s）", "“%[1]s” %[3]s (%[5]s)", text, what.ZH, what.EN, who, whoEN), diag.Say("办完以后写“完成: 是”", "When it is done, write done: true")))
	}
}
