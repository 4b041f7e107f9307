package importer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"showcase/generator/diag"
	"showcase/generator/lint"
)

// text is the text as far as it has been mended; origin says from which byte
// of the source each of its bytes came.
type text struct {
	b      string
	origin []int // one more than bytes: the end
}

func newText(s string) *text {
	t := &text{b: s, origin: make([]int, len(s)+1)}
	for i := range t.origin {
		t.origin[i] = i
	}
	return t
}

// edit replaces the bytes [start,end) of a text.
type edit struct {
	start, end int
	to         string
	code       string
}

// job is the work on one source file.
type job struct {
	name    string
	source  string
	src     *diag.Source
	text    *text
	changes []Change
	report  []diag.Diagnostic
	files   []File
}

// apply makes the edits in the text and notes them under their codes. Edits
// that overlap an earlier one are left out.
func (m *job) apply(edits []edit) {
	if len(edits) == 0 {
		return
	}
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Or(a.start-b.start, a.end-b.end) })
	var b strings.Builder
	t := m.text
	origin := make([]int, 0, len(t.origin))
	at := 0
	for _, e := range edits {
		if e.start < at {
			continue
		}
		m.note(e.code, e.start, e.end, e.to)
		b.WriteString(t.b[at:e.start])
		origin = append(origin, t.origin[at:e.start]...)
		b.WriteString(e.to)
		for range len(e.to) {
			origin = append(origin, t.origin[e.start])
		}
		at = e.end
	}
	b.WriteString(t.b[at:])
	origin = append(origin, t.origin[at:]...)
	m.text = &text{b.String(), origin}
}

// note records that the bytes [start,end) of the text become to.
func (m *job) note(code string, start, end int, to string) {
	from := m.text.b[start:end]
	if from == to {
		return
	}
	a := m.text.origin[start]
	z := a
	if end > start {
		last, n := utf8.DecodeLastRuneInString(from)
		_ = last
		z = m.text.origin[end-n]
		_, w := utf8.DecodeRuneInString(m.source[min(z, len(m.source)):])
		z = max(z+w, a)
	}
	m.changes = append(m.changes, Change{code, a, min(z, len(m.source)), from, to})
}

// say reports something at the bytes [start,end) of the text.
func (m *job) say(severity diag.Severity, code string, start, end int, message, hint diag.Text) {
	a := m.text.origin[min(start, len(m.text.b))]
	z := m.text.origin[min(end, len(m.text.b))]
	m.report = append(m.report, m.src.At(a, max(a, z), severity, code, message, hint))
}

// result sums up: each rule that mended something is reported once, at its
// first place, with how often.
func (m *job) result() Result {
	slices.SortStableFunc(m.changes, func(a, b Change) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
	count := map[string]int{}
	var codes []string
	first := map[string]Change{}
	for _, c := range m.changes {
		if count[c.Code]++; count[c.Code] == 1 {
			codes = append(codes, c.Code)
			first[c.Code] = c
		}
	}
	for _, code := range codes {
		c, what := first[code], summary(code)
		m.report = append(m.report, m.src.At(c.Start, c.End, diag.Hint, code,
			diag.Text{ZH: fmt.Sprintf("已处理 %d 处：%s，如“%s”→“%s”", count[code], what.ZH, short(c.From), short(c.To)),
				EN: fmt.Sprintf("done at %d places: %s, as in “%s” → “%s”", count[code], what.EN, short(c.From), short(c.To))}, diag.Text{}))
	}
	diag.Sort(m.report)
	return Result{m.files, m.changes, m.report, m.source}
}

func short(s string) string {
	r := []rune(strings.ReplaceAll(s, "\n", "⏎"))
	if len(r) > 12 {
		return string(r[:12]) + "…"
	}
	return string(r)
}

// summary says what a code stands for.
func summary(code string) diag.Text {
	for _, r := range lint.Rules() {
		if r.Code == code {
			return r.Summary
		}
	}
	return own[code]
}

// own are the importer's own rules.
var own = map[string]diag.Text{
	"import/part-head":  {ZH: "“第×篇”字样去掉，写进来源", EN: "the 第×篇 head is taken off and named as the source"},
	"import/title":      {ZH: "标题移到文件开头的信息里", EN: "the title is moved to the front matter"},
	"import/subtitle":   {ZH: "副标题移到文件开头的信息里", EN: "the subtitle is moved to the front matter"},
	"import/date":       {ZH: "成文日期移到文件开头的信息里", EN: "the date is moved to the front matter"},
	"import/author":     {ZH: "作者移到文件开头的信息里", EN: "the author is moved to the front matter"},
	"import/heading":    {ZH: "序号行改成标题，句末标点去掉", EN: "a numbered lead becomes a heading without its final mark"},
	"import/list":       {ZH: "序号段落改成列表", EN: "numbered paragraphs become a list"},
	"import/lost-break": {ZH: "并列的段落分开", EN: "parallel paragraphs are set apart"},
	"import/spaces":     {ZH: "行首行尾的空格去掉", EN: "spaces at the ends of lines are taken out"},
	"import/join":       {ZH: "硬换行接上", EN: "lines wrapped by hand are joined"},
}
