package importer

import (
	"slices"
	"strings"
	"unicode/utf8"

	"showcase/generator/diag"
	"showcase/generator/hanzi"
	"showcase/generator/lint"
)

// mend repairs the text before its structure is read: first the bytes, then
// the characters, then the marks, then the lines.
func (m *job) mend() {
	m.guesses()
	m.fix("damage/pinyin-residue", "damage/invisible")
	m.simplify()
	m.guesses() // what was a swallowed stop between residues
	m.fix("damage/invisible", "damage/pinyin-residue", "typography/doubled-mark", "typography/half-width", "typography/straight-quotes", "typography/single-dash", "typography/typed-space", "markdown/indented-prose")
	m.trim()
	m.pageNumbers()
	m.join()
	m.lostBreaks()
	m.runOn()
	m.leftovers()
}

// finished recognises a file that needs no structure any more: it has front
// matter. Only its text is mended.
func (m *job) finished() (Result, bool) {
	if !strings.HasPrefix(m.source, "---\n") {
		return Result{}, false
	}
	n := strings.Index(m.source[4:], "\n---\n")
	if n < 0 {
		return Result{}, false
	}
	head, body := m.source[:n+9], m.source[n+9:]
	m.text = &text{body, m.text.origin[n+9:]}
	m.guesses()
	m.fix("damage/pinyin-residue", "damage/invisible")
	m.simplify()
	m.fix("typography/doubled-mark", "typography/half-width", "typography/straight-quotes", "typography/single-dash", "typography/typed-space", "markdown/indented-prose")
	m.leftovers()
	title, kind := m.known(head)
	m.files = []File{{Type: kind, Title: title, Content: []byte(head + m.text.b)}}
	m.paths()
	return m.result(), true
}

// known reads title and type off front matter that this package wrote.
func (m *job) known(head string) (title, kind string) {
	value := func(keys ...string) string {
		for line := range strings.SplitSeq(head, "\n") {
			if key, v, ok := strings.Cut(line, ":"); ok && slices.Contains(keys, key) {
				return unquote(strings.TrimSpace(v))
			}
		}
		return ""
	}
	if title = value("title", "标题"); title == "" {
		title = stem(m.name)
	}
	kind, of := genre(title, "")
	for _, g := range genres {
		if v := value("kind", "类别"); v != "" && v == g.genre && of != v {
			return title, g.kind
		}
	}
	if value("award_name", "申报奖项") != "" {
		kind = "dossier"
	}
	return title, kind
}

// fix makes lint's fixes of the given rules until there are no more.
func (m *job) fix(codes ...string) {
	for range 20 {
		var edits []edit
		for _, d := range lint.Text(diag.NewSource(m.name, []byte(m.text.b)), lint.Options{}) {
			if d.Fix != nil && slices.Contains(codes, d.Code) {
				for _, e := range d.Fix.Edits {
					edits = append(edits, edit{e.Start, e.End, e.Text, d.Code})
				}
			}
		}
		if len(edits) == 0 {
			return
		}
		m.apply(edits)
	}
}

// guesses puts right what was cut at the wrong byte where one reading stands
// out, and marks the rest.
func (m *job) guesses() {
	var edits []edit
	for _, g := range lint.Guesses(m.text.b) {
		if strings.HasSuffix(m.text.b[:g.Start], "〔疑：") {
			continue
		}
		to := g.Text
		was := m.text.b[g.Start:g.End]
		if to == "" {
			to = "〔疑：" + was + "〕"
			m.say(diag.Warning, g.Code, g.Start, g.End, diag.Say("“%s”是乱码，看不出原来的字，已标出", "“%s” is damaged and what it was is not clear: it is marked", was),
				diag.Say("请对照原文，改好后去掉〔疑：〕", "compare the original, and take 〔疑：〕 away when it is right"))
		} else {
			m.say(diag.Warning, g.Code, g.Start, g.End, diag.Say("“%s”是乱码，按字节还原成“%s”", "“%s” is damaged; its bytes read “%s”", was, to), diag.Say("请核对一遍", "please check it"))
		}
		edits = append(edits, edit{g.Start, g.End, to, g.Code})
	}
	m.apply(edits)
}

// simplify turns traditional characters into simplified ones. Characters that
// are both (著 於) change only where the text is traditional and a word decides.
func (m *job) simplify() {
	runes := []rune(m.text.b)
	han, traditional := 0, 0
	for _, r := range runes {
		if hanzi.Is(r) {
			han++
			if hanzi.Traditional(r) {
				traditional++
			}
		}
	}
	if traditional == 0 {
		return
	}
	var edits []edit
	told := map[rune]bool{}
	at := 0
	for i, r := range runes {
		n := utf8.RuneLen(r)
		if r == utf8.RuneError {
			_, n = utf8.DecodeRuneInString(m.text.b[at:])
		}
		if hanzi.Traditional(r) || hanzi.Doubtful(r) && traditional*50 > han {
			to, sure := hanzi.Convert(runes, i)
			if to != r {
				edits = append(edits, edit{at, at + n, string(to), "damage/traditional"})
			}
			if !sure && !told[r] {
				told[r] = true
				m.choice(r, to, at, n, string(runes[max(0, i-4):min(len(runes), i+5)]))
			}
		}
		at += n
	}
	m.apply(edits)
}

// choice reports a character for which there is more than one simplified form.
func (m *job) choice(r, to rune, at, n int, near string) {
	near = strings.ReplaceAll(near, "\n", " ")
	if to == r {
		m.say(diag.Warning, "damage/traditional", at, at+n, diag.Say("“%s”里的“%c”可能要改成“%s”，没有改", "“%[2]c” in “%[1]s” may have to be “%[3]s”; it was left", near, r, hanzi.Simplified(r)), diag.Say("请核对全文的这个字", "check this character throughout"))
		return
	}
	m.say(diag.Hint, "damage/traditional", at, at+n, diag.Say("“%c”有几种简体（%s），全文用了“%c”", "“%c” has several simplified forms (%s); “%c” was taken throughout", r, hanzi.Simplified(r), to), diag.Say("请核对", "please check"))
}

// trim takes spaces at the ends of lines out.
func (m *job) trim() {
	var edits []edit
	for _, l := range m.lines() {
		s := m.text.b[l.start:l.end]
		left := len(s) - len(strings.TrimLeft(s, " \t\u3000"))
		right := len(strings.TrimRight(s, " \t\u3000"))
		if m.markdown() && left < len(s) && strings.ContainsRune("-*+>|0123456789", rune(s[left])) {
			left = 0
		}
		if left > 0 {
			edits = append(edits, edit{l.start, l.start + left, "", "import/spaces"})
		}
		if right < len(s) && right >= left {
			edits = append(edits, edit{l.start + right, l.end, "", "import/spaces"})
		}
	}
	m.apply(edits)
}

// span is a line without its break.
type span struct{ start, end int }

func (m *job) lines() []span {
	var out []span
	for start := 0; start <= len(m.text.b); {
		end := strings.IndexByte(m.text.b[start:], '\n')
		if end < 0 {
			out = append(out, span{start, len(m.text.b)})
			break
		}
		out = append(out, span{start, start + end})
		start += end + 1
	}
	return out
}

// places returns lint's findings of a rule as bytes of the text.
func (m *job) places(code string) []span {
	lines := m.lines()
	offset := func(p diag.Pos) int {
		l := lines[min(p.Line, len(lines))-1]
		i := l.start
		for range p.Column - 1 {
			_, n := utf8.DecodeRuneInString(m.text.b[i:])
			i += n
		}
		return min(i, len(m.text.b))
	}
	var out []span
	for _, d := range lint.Text(diag.NewSource(m.name, []byte(m.text.b)), lint.Options{All: true}) {
		if d.Code == code {
			out = append(out, span{offset(d.Start), offset(d.End)})
		}
	}
	return out
}

// pageNumbers takes out page numbers, and joins the line that one broke.
func (m *job) pageNumbers() {
	var edits []edit
	for _, s := range m.places("damage/page-number") {
		was := m.text.b[s.start:s.end]
		next, _ := utf8.DecodeRuneInString(m.text.b[s.end:])
		e := edit{s.start, s.end, "", "damage/page-number"}
		if hanzi.Is(next) {
			e.start = len(strings.TrimRight(m.text.b[:s.start], "\n"))
		}
		edits = append(edits, e)
		m.say(diag.Warning, "damage/page-number", s.start, s.end, diag.Say("“%s”像是页码，已去掉", "“%s” looks like a page number and was taken out", was), diag.Say("请核对", "please check"))
	}
	m.apply(edits)
}

// join puts broken paragraphs together again.
func (m *job) join() {
	m.unwrap()
	for range 3 { // joining shows the next break
		var edits []edit
		for _, s := range m.places("damage/broken-paragraph") {
			end := s.end + len(m.text.b[s.end:]) - len(strings.TrimLeft(m.text.b[s.end:], "\n"))
			if end == s.end {
				continue
			}
			edits = append(edits, edit{s.end, end, "", "damage/broken-paragraph"})
			m.say(diag.Hint, "damage/broken-paragraph", s.start, s.end, diag.Say("这里断开的段落已经接上", "the paragraph broken here was joined"), diag.Text{})
		}
		m.apply(edits)
		if len(edits) == 0 {
			return
		}
	}
}

// unwrap joins lines that were wrapped at a fixed width: paragraphs are set
// apart by blank lines then, and their lines are about as long as each other.
func (m *job) unwrap() {
	lines := m.lines()
	widest := 0
	for _, l := range lines {
		widest = max(widest, utf8.RuneCountInString(m.text.b[l.start:l.end]))
	}
	if widest > 60 || widest < 16 || m.markdown() {
		return
	}
	full, breaks := 0, 0
	var edits []edit
	for i := 1; i < len(lines); i++ {
		a, b := m.text.b[lines[i-1].start:lines[i-1].end], m.text.b[lines[i].start:lines[i].end]
		if a == "" || b == "" {
			continue
		}
		breaks++
		if style, _, _ := number(b); utf8.RuneCountInString(a) >= widest-3 && style == 0 {
			full++
			edits = append(edits, edit{lines[i-1].end, lines[i].start, "", "import/join"})
		}
	}
	if full*3 > breaks*2 && full > 2 {
		m.apply(edits)
	}
}

// lostBreaks sets paragraphs apart that begin alike: 甲理念：… 乙理念：…
func (m *job) lostBreaks() {
	labels := map[string]int{}
	label := func(s string) string {
		head, _, ok := strings.Cut(s, "：")
		r := []rune(head)
		if !ok || len(r) < 4 || len(r) > 10 || strings.ContainsAny(head, "，。；、“”") {
			return ""
		}
		if style, _, _ := number(s); style != 0 {
			return ""
		}
		return string(r[len(r)-2:])
	}
	for _, l := range m.lines() {
		if s := label(m.text.b[l.start:l.end]); s != "" {
			labels[s]++
		}
	}
	var edits []edit
	for _, l := range m.lines() {
		own := label(m.text.b[l.start:l.end])
		if labels[own] < 2 || own == "" {
			continue
		}
		for i := l.start; i < l.end; {
			n := strings.Index(m.text.b[i:l.end], "。")
			if n < 0 {
				break
			}
			i += n + len("。")
			if label(m.text.b[i:l.end]) == own {
				edits = append(edits, edit{i, i, "\n", "import/lost-break"})
				m.say(diag.Hint, "import/lost-break", i, i, diag.Say("“%s”另起一段，与前后并列", "“%s” starts a paragraph of its own, like its siblings", short(m.text.b[i:l.end])), diag.Text{})
			}
		}
	}
	m.apply(edits)
}

// runOn gives an annex that is run into a paragraph a line of its own.
func (m *job) runOn() {
	var edits []edit
	for _, s := range m.places("structure/run-on-annex") {
		edits = append(edits, edit{s.start, s.start, "\n", "structure/run-on-annex"})
		m.say(diag.Hint, "structure/run-on-annex", s.start, s.end, diag.Say("正文里的附件另起一段", "the annex inside the paragraph was set apart"), diag.Text{})
	}
	m.apply(edits)
}

// leftovers reports what was found and not mended.
func (m *job) leftovers() {
	var b strings.Builder // paragraphs apart, as they will be in the files
	at := make([]int, 0, len(m.text.b)*2)
	for i := range len(m.text.b) {
		at = append(at, i)
		b.WriteByte(m.text.b[i])
		if m.text.b[i] == '\n' {
			at = append(at, i)
			b.WriteByte('\n')
		}
	}
	at = append(at, len(m.text.b))
	doubled := diag.NewSource(m.name, []byte(b.String()))
	starts := []int{0}
	for i, c := range []byte(b.String()) {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	offset := func(p diag.Pos) int {
		i := starts[p.Line-1]
		for range p.Column - 1 {
			_, n := utf8.DecodeRune(doubled.Text[i:])
			i += n
		}
		return at[min(i, len(at)-1)]
	}
	for _, d := range lint.Text(doubled, lint.Options{}) {
		switch head, _, _ := strings.Cut(d.Code, "/"); {
		case d.Fix != nil, d.Code == "structure/numbering", d.Code == "damage/broken-paragraph", d.Code == "damage/traditional":
			continue
		case head == "wording" && strings.Contains(d.Message.ZH, "篇"):
			continue
		}
		if d.End == (diag.Pos{}) {
			d.End = d.Start
		}
		m.say(d.Severity, d.Code, offset(d.Start), offset(d.End), d.Message, d.Hint)
	}
}

// markdown reports whether the source is Markdown already.
func (m *job) markdown() bool { return strings.HasSuffix(strings.ToLower(m.name), ".md") }
