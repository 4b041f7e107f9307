package statistics

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/markdown"
	"showcase/generator/site"
)

// Fill puts the numbers of placeholders into the texts of all pages and rows:
// {{stat …}} is counted ([ParseQuery]), {{人工:12人}} is a number that somebody
// answers for and shows as 12人. What cannot be filled shows as it is written.
// The findings stand at the placeholders.
//
// It is the last step of linking: it is called once, before anything of the
// site is shown.
func (s *Statistics) Fill() []diag.Diagnostic {
	var found []diag.Diagnostic
	for _, p := range s.site.Pages {
		if mayHold(p) {
			f := &filler{Statistics: s, page: p, src: diag.NewSource(p.File, p.Text()), figures: &figures{byText: map[string]*Figure{}}}
			f.fill()
			found = append(found, f.found...)
		}
	}
	diag.Sort(found)
	return slices.CompactFunc(found, func(a, b diag.Diagnostic) bool { // a value is read as a whole and in its parts
		return a.File == b.File && a.Start == b.Start && a.Code == b.Code && a.Message == b.Message
	})
}

// mayHold reports whether a page or one of its rows may have a placeholder.
func mayHold(p *site.Page) bool {
	return bytes.Contains(p.Text(), []byte("{{")) || bytes.Contains(p.Text(), []byte("｛｛"))
}

// figures are those of one page.
type figures struct {
	list   []*Figure // in the order of the file, each query once
	byText map[string]*Figure
}

// Figures returns the counted numbers in a page's texts, in the order of its
// file, each query once.
func (s *Statistics) Figures(p *site.Page) []*Figure {
	if f := s.figures[p]; f != nil {
		return f.list
	}
	return nil
}

// Figure returns the number that fills {{text}} on a page; nil if none does, or
// somebody answers for it.
func (s *Statistics) Figure(p *site.Page, text string) *Figure {
	if f := s.figures[p]; f != nil {
		return f.byText[braces(text)]
	}
	return nil
}

// Written is a page's item as its author wrote it, with its placeholders.
func (s *Statistics) Written(p *site.Page) *content.Item {
	if it := s.written[p]; it != nil {
		return it
	}
	return p.Item
}

// Piece is a part of a text: words, or what fills a placeholder. Figure is nil
// for words and for a number that somebody answers for.
type Piece struct {
	Text   string
	Filled bool
	Figure *Figure
}

// Pieces cuts a text of a page as its author wrote it (see [Statistics.Written])
// at its placeholders, which it fills.
func (s *Statistics) Pieces(p *site.Page, text string) []Piece {
	var out []Piece
	add := func(piece Piece) {
		if piece.Text != "" {
			out = append(out, piece)
		}
	}
	for {
		start, end := nextPlaceholder(text)
		if end == 0 {
			add(Piece{Text: text})
			return out
		}
		inner := text[start+2 : end-2]
		add(Piece{Text: text[:start]})
		if shown := manual(inner); shown != "" {
			add(Piece{Text: shown, Filled: true})
		} else if f := s.Figure(p, inner); f != nil {
			add(Piece{f.Text, true, f})
		} else {
			add(Piece{Text: text[start:end]})
		}
		text = text[end:]
	}
}

// nextPlaceholder is the first {{…}} of a text; end is 0 if there is none.
func nextPlaceholder(text string) (start, end int) {
	for at := 0; ; {
		i := strings.Index(text[at:], "{{")
		if i < 0 {
			return 0, 0
		}
		start = at + i
		n := strings.IndexAny(text[start+2:], "{}\n")
		if n > 0 && strings.HasPrefix(text[start+2+n:], "}}") {
			return start, start + n + 4
		}
		at = start + 2
		if strings.HasPrefix(text[at:], "{") { // {{{: the last two open
			at--
		}
	}
}

// braces is the text between braces as it is compared.
func braces(text string) string {
	if strings.IndexByte(text, '\\') >= 0 { // of a table's cell, of a value in quotes
		text = strings.NewReplacer(`\|`, "|", `\"`, `"`).Replace(text)
	}
	return strings.TrimSpace(text)
}

// manual is the number of {{人工:…}}, empty for any other placeholder.
func manual(text string) string {
	for _, mark := range []string{"人工:", "人工：", "manual:"} {
		if rest, found := strings.CutPrefix(strings.TrimSpace(text), mark); found {
			return strings.TrimSpace(rest)
		}
	}
	return ""
}

// question is the query of {{stat …}} and where in the text it begins.
func question(text string) (query string, at int, ok bool) {
	inner := strings.TrimLeft(text, " \t\u3000")
	for _, mark := range []string{"stat", "统计"} {
		rest, found := strings.CutPrefix(inner, mark)
		if !found {
			continue
		}
		c, size := utf8.DecodeRuneInString(rest)
		if rest == "" || isGap(c) || c == ':' || c == '：' {
			return rest[size:], len(text) - len(rest) + size, true
		}
	}
	return "", 0, false
}

// filler fills one page.
type filler struct {
	*Statistics
	page  *site.Page
	src   *diag.Source
	early map[*content.Type]bool // said already
	*figures
	found []diag.Diagnostic
}

// spot is where a placeholder stands: bytes of the file, or a cell.
type spot struct {
	start    int // of the text between the braces
	pos, end diag.Pos
}

func (f *filler) fill() {
	p := f.page
	text := string(p.Text())
	f.written[p], f.Statistics.figures[p] = p.Item, f.figures
	f.front(text[:min(p.BodyStart, len(text))])
	f.body(text)
	fill := func(s string) string {
		var b strings.Builder
		for _, piece := range f.Pieces(p, s) {
			b.WriteString(piece.Text)
		}
		return b.String()
	}
	for _, r := range p.Records {
		if it, filled := reworded(r.Item, func(s string, v content.Value) string {
			f.texts(s, spot{start: -1, pos: v.Pos, end: v.EndAt})
			return fill(s)
		}); filled {
			f.site.Reword(&r.Item, it)
		}
	}
	it, filled := reworded(p.Item, func(s string, _ content.Value) string { return fill(s) })
	if p.Body != nil && len(f.byText)+strings.Count(text[p.BodyStart:], "{{") > 0 {
		if !filled {
			c := *p.Item
			it, filled = &c, true
		}
		it.Body = p.Body.Filled(func(t string) string {
			if shown := manual(t); shown != "" {
				return shown
			}
			if fig := f.Figure(p, t); fig != nil {
				return fig.Text
			}
			return ""
		})
	}
	if filled {
		f.site.Reword(&p.Item, it)
	} else {
		delete(f.written, p)
	}
}

// front reads the placeholders of the front matter.
func (f *filler) front(text string) {
	for at := 0; ; {
		start, end := nextPlaceholder(text[at:])
		if end == 0 {
			break
		}
		start, end = at+start, at+end
		line := text[1+strings.LastIndexByte(text[:start], '\n') : start]
		if !strings.HasPrefix(strings.TrimSpace(line), "#") { // a remark
			f.placeholder(text[start+2:end-2], spot{start: start + 2})
		}
		at = end
	}
	f.unclosed(text, 0)
}

// body reads those of the text and its notes.
func (f *filler) body(text string) {
	p := f.page
	if p.Body == nil {
		return
	}
	var walk func(n *markdown.Node)
	walk = func(n *markdown.Node) {
		for k := range n.Children() {
			at := min(p.BodyStart+k.Pos, len(text))
			switch k.Kind {
			case markdown.Placeholder:
				f.next(text, at)
			case markdown.Figure, markdown.Image, markdown.Container:
				for range strings.Count(k.Title, "{{") + strings.Count(k.Text, "{{") {
					at = f.next(text, at)
				}
			case markdown.Text:
				if strings.ContainsAny(k.Text, "{｛") {
					f.unclosed(text[at:min(len(text), at+len(k.Text))], at)
				}
			}
			walk(k)
		}
	}
	walk(p.Body.Root)
	for _, note := range p.Body.Notes {
		walk(note)
	}
}

// next reads the first placeholder at or behind a byte of the file and returns
// where it ends.
func (f *filler) next(text string, at int) int {
	start, end := nextPlaceholder(text[at:])
	if end == 0 {
		return at
	}
	f.placeholder(text[at+start+2:at+end-2], spot{start: at + start + 2})
	return at + end
}

// texts reads those of one value of a row.
func (f *filler) texts(s string, at spot) {
	for {
		start, end := nextPlaceholder(s)
		if end == 0 {
			return
		}
		f.placeholder(s[start+2:end-2], at)
		s = s[end:]
	}
}

// placeholder counts what one placeholder asks and reports what is wrong with it.
func (f *filler) placeholder(inner string, at spot) {
	if manual(inner) != "" {
		return
	}
	query, off, ok := question(inner)
	if !ok {
		f.report(inner, at, Problem{0, len(inner), diag.Warning, "placeholder/unfilled",
			diag.Say("“{{%s}}”没有填上数字，会原样出现在网页和打印件里。", "“{{%s}}” is not filled in: it shows as it stands, on the web and on paper.", strings.TrimSpace(inner)),
			diag.Say("要由程序来数，写：{{stat 获奖 级别=省级}}；由人负责的数，写：{{人工:116人}}；或者直接写数字。", "To have it counted write {{stat award level=省级}}; a number that someone answers for, {{人工:116}}; or just the number.")})
		return
	}
	q, problems := ParseQuery(query, f.site.Known)
	for i := range problems {
		problems[i].Start, problems[i].End = problems[i].Start+off, problems[i].End+off
		if problems[i].Start == problems[i].End {
			problems[i].Start, problems[i].End = 0, len(inner)
		}
	}
	if len(problems) == 0 {
		var fig Figure
		fig, problems = f.ask(f.page, query, q)
		for i := range problems {
			problems[i].End = len(inner)
		}
		if !hasError(problems) {
			f.enter(inner, fig)
		}
	}
	for _, problem := range problems {
		f.report(inner, at, problem)
	}
}

func hasError(problems []Problem) bool {
	for _, p := range problems {
		if p.Severity == diag.Error {
			return true
		}
	}
	return false
}

// enter keeps a figure under the text that asks for it.
func (f *filler) enter(inner string, fig Figure) {
	k := braces(inner)
	if f.byText[k] == nil {
		f.byText[k] = &fig
		f.list = append(f.list, &fig)
	}
}

// report puts a problem at its place. That the records begin late is said once
// a page and type.
func (f *filler) report(inner string, at spot, p Problem) {
	if p.Code == "stat/early" {
		if f.early == nil {
			f.early = map[*content.Type]bool{}
		}
		fig := f.byText[braces(inner)]
		if fig == nil || f.early[fig.Query.Type] {
			return
		}
		f.early[fig.Query.Type] = true
	}
	if at.start < 0 {
		f.found = append(f.found, diag.Diagnostic{File: f.page.File, Start: at.pos, End: at.end, Severity: p.Severity, Code: p.Code, Message: p.Message, Hint: p.Hint})
		return
	}
	start, end := at.start+p.Start, at.start+p.End
	if p.Start == 0 && p.End == len(inner) {
		start, end = start-2, end+2
	}
	f.found = append(f.found, f.src.At(start, end, p.Severity, p.Code, p.Message, p.Hint))
}

// longestOpen is how far the end of a placeholder is looked for, in bytes.
const longestOpen = 300

// unclosed reports braces that were meant for a placeholder and are none: left
// open, or typed wide. The bytes stand at off in the file.
func (f *filler) unclosed(text string, off int) {
	for _, open := range []string{"{{", "｛｛", "{｛", "｛{"} {
		for at := 0; ; {
			i := strings.Index(text[at:], open)
			if i < 0 {
				break
			}
			start := at + i
			at = start + len(open)
			rest := text[at:min(len(text), at+longestOpen)]
			if n := strings.IndexByte(rest, '\n'); n >= 0 {
				rest = rest[:n]
			}
			rest = strings.ToValidUTF8(rest, "")
			if _, _, asks := question(rest); !asks && manual(rest) == "" {
				continue
			}
			f.braces(off+start, open, rest)
		}
	}
}

func (f *filler) braces(at int, open, rest string) {
	n, closing := -1, ""
	for _, c := range []string{"｝｝", "}｝", "｝}", "}}"} {
		if i := strings.Index(rest, c); i >= 0 && (n < 0 || i < n) {
			n, closing = i, c
		}
	}
	switch {
	case n < 0:
		f.found = append(f.found, f.src.At(at, at+len(open)+len(rest), diag.Error, "stat/unclosed", diag.Say("占位符没有合上：%s", "The placeholder is not closed: %s", open+rest), diag.Say("在末尾补上 }}，与开头写在同一行", "Put }} at its end, in the same line")))
	case open+closing != "{{}}":
		end := at + len(open) + n + len(closing)
		d := f.src.At(at, end, diag.Error, "stat/braces", diag.Say("占位符的花括号要用英文的：{{ }}。", "The braces of a placeholder are {{ }}."), diag.Say("写成 {{%s}}", "Write {{%s}}", rest[:n]))
		d.Fix = &diag.Fix{Title: diag.Say("改成英文花括号", "change the braces"), Edits: []diag.Edit{{Start: at, End: at + len(open), Text: "{{"}, {Start: end - len(closing), End: end, Text: "}}"}}}
		f.found = append(f.found, d)
	}
}

// reworded copies an item with its texts changed; changed is false, and the item
// itself returned, if none has a placeholder. fill gets each text with its place,
// as far as that is known.
func reworded(it *content.Item, fill func(s string, v content.Value) string) (out *content.Item, changed bool) {
	c := *it
	text := func(s *string) bool {
		if !strings.Contains(*s, "{{") {
			return false
		}
		*s = fill(*s, content.Value{Pos: it.Pos})
		changed = true
		return true
	}
	text(&c.Title)
	text(&c.Subtitle)
	text(&c.Summary)
	text(&c.Source)
	if c.Cover != nil {
		cover := *c.Cover
		if text(&cover.Caption) {
			c.Cover = &cover
		}
	}
	for _, list := range []*[]content.Asset{&c.Images, &c.Evidence} {
		assets := slices.Clone(*list)
		for i := range assets {
			if title, caption := text(&assets[i].Title), text(&assets[i].Caption); title || caption {
				*list = assets
			}
		}
	}
	if values := rewordedMap(it.Values, fill); values != nil {
		c.Values, changed = values, true
	}
	if !changed {
		return it, false
	}
	return &c, true
}

// rewordedMap copies the values with their texts changed; nil if none is.
func rewordedMap(m map[string]content.Value, fill func(s string, v content.Value) string) map[string]content.Value {
	var out map[string]content.Value
	for _, k := range slices.Sorted(maps.Keys(m)) {
		if v, ok := rewordedValue(m[k], fill); ok {
			if out == nil {
				out = maps.Clone(m)
			}
			out[k] = v
		}
	}
	return out
}

func rewordedValue(v content.Value, fill func(s string, v content.Value) string) (content.Value, bool) {
	if !strings.Contains(v.Text, "{{") && len(v.List) == 0 && len(v.Map) == 0 {
		return v, false
	}
	changed := false
	if m := rewordedMap(v.Map, fill); m != nil {
		v.Map, changed = m, true
	}
	var list []content.Value
	for i, e := range v.List {
		if filled, ok := rewordedValue(e, fill); ok {
			if list == nil {
				list = slices.Clone(v.List)
			}
			list[i], changed = filled, true
		}
	}
	if list != nil {
		v.List = list
	}
	if strings.Contains(v.Text, "{{") {
		v.Text, changed = fill(v.Text, v), true
	}
	return v, changed
}
