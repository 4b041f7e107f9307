package server

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"unicode/utf8"

	"showcase/generator/diag"
	"showcase/generator/output"
)

// findings is what a build found, ready to be shown; empty HTML: nothing to show.
type findings struct {
	Errors   int    `json:"errors"`
	Warnings int    `json:"warnings"`
	HTML     string `json:"html"`
}

const (
	maxShown   = 40  // findings of one severity; the rest are counted
	maxLines   = 8   // of an excerpt
	maxColumns = 160 // characters of one of its lines
)

//go:embed findings.html
var findingsHTML string

//go:embed findings.css
var findingsCSS string

var findingsTemplate = template.Must(template.New("findings").Parse(findingsHTML))

// card is one finding in the template.
type card struct {
	Place, Message, Hint string
	Lines                []line
}

// line is one line of an excerpt; Marked is the part that the finding is about.
type line struct {
	Number                int
	Before, Marked, After string
}

// report makes the findings of a build ready to be shown. An error of the
// environment is shown like one of the author's.
func (p *preview) report(ds []diag.Diagnostic, err error) findings {
	ds = slices.Clone(ds)
	diag.Sort(ds)
	if err != nil {
		text := diag.Say("生成时出错：%v", "The build failed: %v", err)
		if told := (*output.Error)(nil); errors.As(err, &told) {
			text = told.Text
		}
		ds = append([]diag.Diagnostic{{Severity: diag.Error, Message: text}}, ds...)
	}
	var f findings
	f.Errors, f.Warnings, _ = diag.Count(ds)
	if f.Errors+f.Warnings == 0 {
		return f
	}
	cut := excerpts{read: p.opts.Excerpt, files: map[string][]string{}}
	var errors, warnings []card
	for _, d := range ds {
		switch {
		case d.Severity == diag.Error && len(errors) < maxShown:
			errors = append(errors, cut.card(d, p.opts.Lang))
		case d.Severity == diag.Warning && len(warnings) < maxShown:
			warnings = append(warnings, cut.card(d, p.opts.Lang))
		}
	}
	var b bytes.Buffer
	if err := findingsTemplate.Execute(&b, map[string]any{
		"CSS":    template.CSS(findingsCSS),
		"Lang":   p.lang(),
		"Words":  words(f, len(errors), len(warnings), p.opts.Lang),
		"Errors": errors, "Warnings": warnings,
	}); err != nil {
		panic(err) // the template is ours and a buffer takes everything
	}
	f.HTML = b.String()
	return f
}

func words(f findings, errors, warnings int, lang diag.Lang) map[string]string {
	say := func(zh, en string, args ...any) string { return diag.Say(zh, en, args...).In(lang) }
	plural := func(n int, one, more string) string {
		if n == 1 {
			return one
		}
		return fmt.Sprintf(more, n)
	}
	w := map[string]string{
		"Title":    diag.Text{ZH: fmt.Sprintf("有 %d 处需要修改", f.Errors), EN: plural(f.Errors, "One thing needs mending", "%d things need mending")}.In(lang),
		"About":    say("后面的页面是上一次成功的样子。改好并保存，这里会自动消失。", "Behind this is the page as it last was good. Mend and save, and this goes away by itself."),
		"Hide":     say("先收起（Esc）", "Hide (Esc)"),
		"Errors":   diag.Text{ZH: fmt.Sprintf("%d 处错误", f.Errors), EN: plural(f.Errors, "1 error", "%d errors")}.In(lang),
		"Warnings": diag.Text{ZH: fmt.Sprintf("%d 处提醒", f.Warnings), EN: plural(f.Warnings, "1 warning", "%d warnings")}.In(lang),
	}
	if n := f.Errors - errors; n > 0 {
		w["MoreErrors"] = say("还有 %d 处，改好上面的再看。", "And %d more; mend these first.", n)
	}
	if n := f.Warnings - warnings; n > 0 {
		w["MoreWarnings"] = say("还有 %d 处。", "And %d more.", n)
	}
	return w
}

// excerpts cuts lines out of files and reads each file once.
type excerpts struct {
	read  func(string) ([]byte, error)
	files map[string][]string
}

func (x *excerpts) card(d diag.Diagnostic, lang diag.Lang) card {
	c := card{Place: d.File, Message: d.Message.In(lang), Hint: d.Hint.In(lang)}
	if d.Start.Line > 0 {
		c.Place = fmt.Sprintf("%s:%d:%d", d.File, d.Start.Line, d.Start.Column)
		c.Lines = x.cut(d)
	}
	return c
}

func (x *excerpts) lines(file string) []string {
	if ls, ok := x.files[file]; ok || x.read == nil || file == "" {
		return ls
	}
	x.files[file] = nil
	text, err := x.read(file)
	if err != nil || !utf8.Valid(text) || bytes.IndexByte(text, 0) >= 0 {
		return nil // a table or picture has no lines to show
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	x.files[file] = strings.Split(string(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))), "\n")
	return x.files[file]
}

// cut returns the lines of a finding with one or two around them.
func (x *excerpts) cut(d diag.Diagnostic) []line {
	ls := x.lines(d.File)
	end := d.End
	if end.Line < d.Start.Line {
		end = diag.Pos{Line: d.Start.Line, Column: d.Start.Column + 1}
	}
	first := max(d.Start.Line-2, 1)
	last := min(end.Line+1, len(ls), first+maxLines-1)
	var out []line
	for n := first; n <= last; n++ {
		from, to := 0, 0 // nothing marked
		text := []rune(ls[n-1])
		if n >= d.Start.Line && n <= end.Line {
			to = len(text)
			if n == d.Start.Line {
				from = d.Start.Column - 1
			}
			if n == end.Line {
				to = end.Column - 1
			}
		}
		out = append(out, split(n, text, from, to))
	}
	return out
}

// split marks the characters [from,to) of a line and cuts a long line to what is around them.
func split(number int, text []rune, from, to int) line {
	from = min(max(from, 0), len(text))
	to = min(max(to, from), len(text))
	left := max(0, min(from-maxColumns/4, len(text)-maxColumns))
	right := min(len(text), left+maxColumns)
	to = min(to, right)
	l := line{number, string(text[left:from]), string(text[from:to]), string(text[to:right])}
	if left > 0 {
		l.Before = "…" + l.Before
	}
	if right < len(text) {
		l.After += "…"
	}
	return l
}
