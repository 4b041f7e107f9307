package diag

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// TextOptions say how findings are printed for people.
type TextOptions struct {
	Lang   Lang
	Color  bool
	Source func(file string) []byte // the file's text, for the excerpt; nil: no excerpts
	Limit  int                      // findings shown of one code; 0: all
}

// WriteText prints findings for people: place, what is wrong, the line with a
// mark under the place, how to mend it. The findings should be sorted.
func WriteText(w io.Writer, ds []Diagnostic, o TextOptions) {
	words := map[Severity]Text{
		Error: Say("错误", "error"), Warning: Say("提醒", "warning"), Hint: Say("建议", "hint"),
	}
	colors := map[Severity]string{Error: "\x1b[31m", Warning: "\x1b[33m", Hint: "\x1b[36m"}
	paint := func(code, s string) string {
		if !o.Color {
			return s
		}
		return code + s + "\x1b[0m"
	}
	lines := newExcerpts(o.Source)
	shown, held := map[string]int{}, 0
	for _, d := range ds {
		if shown[d.Code]++; o.Limit > 0 && shown[d.Code] > o.Limit {
			held++
			continue
		}
		if p := d.place(); p != "" {
			fmt.Fprintf(w, "%s: ", paint("\x1b[1m", p))
		}
		fmt.Fprintf(w, "%s: %s %s\n", paint(colors[d.Severity], words[d.Severity].In(o.Lang)), d.Message.In(o.Lang), paint("\x1b[2m", "["+d.Code+"]"))
		if ex := lines.mark(d); ex != "" {
			fmt.Fprint(w, ex)
		}
		if h := d.Hint.In(o.Lang); h != "" {
			fmt.Fprintf(w, "    %s %s\n", paint("\x1b[32m", "→"), strings.ReplaceAll(h, "\n", "\n      "))
		}
		if d.Fix != nil {
			fmt.Fprintf(w, "    %s\n", Say("可以自动改好：showcase check --fix", "can be mended by itself: showcase check --fix").In(o.Lang))
		}
	}
	if held > 0 {
		fmt.Fprintln(w, Say("……同类的还有 %d 条没有列出；showcase check 可以看到全部。", "… and %d more of the same kinds; showcase check lists all.", held).In(o.Lang))
	}
}

// place is file:line:column.
func (d Diagnostic) place() string {
	switch {
	case d.File == "":
		return ""
	case d.Start.Line == 0:
		return d.File
	}
	return d.File + ":" + strconv.Itoa(d.Start.Line) + ":" + strconv.Itoa(d.Start.Column)
}

// excerpts finds lines of files, keeping the last file split.
type excerpts struct {
	source func(string) []byte
	file   string
	lines  [][]byte
}

func newExcerpts(source func(string) []byte) *excerpts { return &excerpts{source: source} }

// mark is the finding's line with a mark under its place, cut to a width that
// fits a terminal.
func (e *excerpts) mark(d Diagnostic) string {
	if e.source == nil || d.File == "" || d.Start.Line == 0 {
		return ""
	}
	if e.file != d.File || e.lines == nil {
		e.file, e.lines = d.File, bytes.Split(e.source(d.File), []byte("\n"))
	}
	if d.Start.Line > len(e.lines) {
		return ""
	}
	line := []rune(strings.TrimRight(strings.ToValidUTF8(string(e.lines[d.Start.Line-1]), "\uFFFD"), "\r"))
	if len(line) == 0 {
		return ""
	}
	from := min(max(d.Start.Column-1, 0), len(line))
	to := from + 1
	if d.End.Line == d.Start.Line && d.End.Column > d.Start.Column {
		to = d.End.Column - 1
	}
	to = min(max(to, from), len(line))
	left := max(0, from-30)
	right := min(len(line), max(to, from)+30)
	if to-from > 40 {
		to = from + 40
		right = min(right, to+5)
	}
	number := strconv.Itoa(d.Start.Line)
	var b strings.Builder
	fmt.Fprintf(&b, "  %s | %s\n", number, clean(line[left:right]))
	fmt.Fprintf(&b, "  %s | %s%s\n", strings.Repeat(" ", len(number)), strings.Repeat(" ", Width(string(line[left:from]))), strings.Repeat("^", max(1, Width(string(line[from:to])))))
	return b.String()
}

// clean makes a line safe to show: control characters would move the cursor.
func clean(r []rune) string {
	out := make([]rune, len(r))
	for i, c := range r {
		switch {
		case c == '\t':
			c = ' '
		case c < 0x20 || c >= 0x7F && c < 0xA0:
			c = utf8.RuneError
		}
		out[i] = c
	}
	return string(out)
}

// Width is how many columns a text takes on a terminal: wide characters take two.
func Width(s string) int {
	n := 0
	for _, c := range s {
		n++
		if c >= 0x1100 && c <= 0x115F || c >= 0x2E80 && c <= 0xA4CF || c >= 0xAC00 && c <= 0xD7A3 || c >= 0xF900 && c <= 0xFAFF || c >= 0xFE30 && c <= 0xFE6F || c >= 0xFF00 && c <= 0xFF60 || c >= 0xFFE0 && c <= 0xFFE6 || c >= 0x1F300 {
			n++
		}
	}
	return n
}

// WriteJSON prints one object: {"diagnostics":[…],"summary":{…}}. Lines and
// columns count from 1; 0 stands for the file as a whole.
func WriteJSON(w io.Writer, ds []Diagnostic, l Lang) error {
	type edit struct {
		Start int    `json:"start"`
		End   int    `json:"end"`
		Text  string `json:"text"`
	}
	type fix struct {
		Title string `json:"title"`
		Edits []edit `json:"edits"`
	}
	type finding struct {
		File      string `json:"file"`
		Line      int    `json:"line"`
		Column    int    `json:"column"`
		EndLine   int    `json:"endLine"`
		EndColumn int    `json:"endColumn"`
		Severity  string `json:"severity"`
		Code      string `json:"code"`
		Message   string `json:"message"`
		Hint      string `json:"hint"`
		Fix       *fix   `json:"fix"`
	}
	list, fixable := make([]finding, 0, len(ds)), 0
	files := map[string]bool{}
	for _, d := range ds {
		f := finding{d.File, d.Start.Line, d.Start.Column, d.End.Line, d.End.Column, d.Severity.String(), d.Code, d.Message.In(l), d.Hint.In(l), nil}
		if d.End == (Pos{}) {
			f.EndLine, f.EndColumn = f.Line, f.Column
		}
		if d.Fix != nil {
			fixable++
			f.Fix = &fix{Title: d.Fix.Title.In(l), Edits: []edit{}}
			for _, e := range d.Fix.Edits {
				f.Fix.Edits = append(f.Fix.Edits, edit(e))
			}
		}
		if d.File != "" {
			files[d.File] = true
		}
		list = append(list, f)
	}
	errors, warnings, hints := Count(ds)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(map[string]any{
		"diagnostics": list,
		"summary":     map[string]int{"errors": errors, "warnings": warnings, "hints": hints, "files": len(files), "fixable": fixable},
	})
}

// WriteGitHub prints findings as workflow commands, which hosts of git show
// beside the line.
func WriteGitHub(w io.Writer, ds []Diagnostic, l Lang) {
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	for _, d := range ds {
		level := [...]string{"error", "warning", "notice"}[d.Severity]
		var at []string
		put := func(key string, n int) {
			if n > 0 {
				at = append(at, key+"="+strconv.Itoa(n))
			}
		}
		if d.File != "" {
			at = append(at, "file="+property.Replace(d.File))
		}
		put("line", d.Start.Line)
		put("col", d.Start.Column)
		put("endLine", d.End.Line)
		put("endColumn", d.End.Column)
		at = append(at, "title="+property.Replace(d.Code))
		text := d.Message.In(l)
		if h := d.Hint.In(l); h != "" {
			text += "\n" + h
		}
		fmt.Fprintf(w, "::%s %s::%s\n", level, strings.Join(at, ","), data.Replace(text))
	}
}
