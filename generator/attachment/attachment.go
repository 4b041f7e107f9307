// Package attachment examines what a public site offers for download: workbooks,
// CSV files, Word files, presentations and plain text, and what is packed inside
// them. Such a file is copied as it is, with what its author does not see on the
// screen: hidden sheets, rows and columns, comments, revisions, caches.
//
// [Check] applies to it the rules of privacy that texts have (package lint), and
// those that only a table needs: what a column holds, and whose names. PDFs,
// sound and moving pictures are not looked into.
package attachment

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/lint"
)

// Options say what is known about the site.
type Options struct {
	Allow []string // words and numbers that are never reported
	Off   []string // codes of rules that are not applied
	From  string   // the file of a page that leads here; empty: a static file

	IsPupil     func(name string) bool     // the registers have a pupil of that name who must not be named; may be nil
	PupilsNamed func(text string) [][2]int // where a text names such pupils; may be nil
}

// Check returns what keeps a file from being published, and what its author
// should know. The line of a place is a row of a table, a paragraph of a text.
func Check(file string, data []byte, o Options) []diag.Diagnostic {
	e := &examiner{file: file, o: &o, left: maxUnpacked, count: map[string]int{}}
	e.examine(file, data)
	return e.done()
}

// done are the findings, each with the number of those that it stands for.
func (e *examiner) done() []diag.Diagnostic {
	for i := range e.found {
		if more := e.count[e.keys[i]] - 1; more > 0 {
			m, add := &e.found[i].Message, diag.Say("（同类的还有 %d 处）", " (and %d more like it)", more)
			m.ZH, m.EN = m.ZH+add.ZH, m.EN+add.EN
		}
	}
	return e.found
}

// A file comes from outside: what it may cost is bounded.
const (
	maxUnpacked = 256 << 20 // of all that is packed inside it
	maxDepth    = 3         // a workbook in a text in an archive
)

// examiner looks into one file and what is packed inside it.
type examiner struct {
	file   string
	o      *Options
	inside []string // names of the files that the one looked into is packed in
	left   int64    // bytes that may still be unpacked
	found  []diag.Diagnostic
	keys   []string       // of found: what is alike is told once
	count  map[string]int // by key
}

// where is a place inside a file, for people.
type where struct {
	diag.Pos
	part diag.Text // 工作表“名单”B3; empty: the file itself
	room string    // what it is a part of: findings that are alike are told once for each
}

// report adds a finding; those of one code in one room are counted.
func (e *examiner) report(w where, severity diag.Severity, code string, message, hint diag.Text) {
	if slices.Contains(e.o.Off, code) {
		return
	}
	key := strings.Join(append(e.inside, w.room, code), "\x00")
	if e.count[key]++; e.count[key] > 1 {
		return
	}
	if w.part.ZH != "" {
		message = diag.Say("%[1]s：%[2]s", "%[1]s: %[2]s", w.part, message)
	}
	for _, name := range slices.Backward(e.inside) {
		message = diag.Say("里面的 %[1]s，%[2]s", "in %[1]s, %[2]s", name, message)
	}
	e.keys = append(e.keys, key)
	e.found = append(e.found, diag.Diagnostic{File: e.file, Start: w.Pos, Severity: severity, Code: code, Message: message, Hint: hint})
}

// cure says how to mend a file, and how to keep it to the school instead.
func (e *examiner) cure(zh, en string) diag.Text {
	if e.o.From == "" {
		return diag.Say(zh+"；不该公开的，移出 static 文件夹", en+"; if it is not for the public, move it out of static/")
	}
	return diag.Say(zh+"；只给校内看的，在 %[1]s 里去掉链接，或把那一篇写成“公开范围: 校内”", en+"; if it is for the school alone, remove the link in %[1]s or set that page's visibility to 校内", e.o.From)
}

// unseen are endings of files that cannot be looked into, and what to do about it.
var unseen = map[string]string{
	".xls": ".xlsx", ".et": ".xlsx", ".doc": ".docx", ".wps": ".docx", ".ppt": ".pptx", ".dps": ".pptx", ".rtf": ".docx", ".xlsb": ".xlsx",
	".rar": ".zip", ".7z": ".zip", ".gz": ".zip", ".tar": ".zip",
}

// Endings of the files that are looked into.
var (
	packed = []string{".xlsx", ".docx", ".pptx", ".odt", ".ods", ".odp", ".zip"}
	tables = []string{".csv", ".tsv"}
	texts  = []string{".txt", ".md", ".markdown", ".json", ".yaml", ".yml", ".toml", ".ics", ".vcf", ".log", ".sql", ".tex"}
)

// Examines reports whether Check has anything to say on a file, by its name
// and how it begins.
func Examines(file string, head []byte) bool {
	ext := strings.ToLower(path.Ext(file))
	return isZip(head) || unseen[ext] != "" || slices.Contains(slices.Concat(packed, tables, texts), ext)
}

func isZip(data []byte) bool {
	return bytes.HasPrefix(data, []byte("PK\x03\x04")) || bytes.HasPrefix(data, []byte("PK\x05\x06"))
}

// examine looks into a file by what it is; names may lie.
func (e *examiner) examine(name string, data []byte) {
	ext := strings.ToLower(path.Ext(name))
	switch {
	case isZip(data):
		e.archive(name, data)
	case unseen[ext] != "":
		e.report(where{}, diag.Warning, "file/unexamined",
			diag.Say("这种文件（%s）查不了：里面隐藏的内容、证件号、电话会原样公开", "files of this kind (%s) cannot be looked into: what they hide is published as it is", ext),
			e.cure("自己看一遍，另存为 "+unseen[ext]+" 或 PDF 再放", "look it through, and save it as "+unseen[ext]+" or PDF"))
	case slices.Contains(packed, ext):
		e.report(where{}, diag.Error, "file/damaged",
			diag.Say("文件打不开，没法检查：可能损坏了、加了密码，或者是改了扩展名的旧格式", "the file cannot be opened and was not examined: it is damaged, has a password, or is of an old format by another name"),
			e.cure("用 Word、Excel 或 WPS 打开，去掉密码，另存为 "+ext, "open it, take off any password and save it as "+ext))
	case slices.Contains(tables, ext):
		e.csv(data)
	case slices.Contains(texts, ext):
		e.plain(data)
	}
}

// plain examines a text without format.
func (e *examiner) plain(data []byte) {
	text, _ := content.Decode(data, e.file)
	var list []passage
	for i, line := range strings.Split(string(text), "\n") {
		list = append(list, passage{where{Pos: diag.Pos{Line: i + 1, Column: 1}}, strings.TrimSuffix(line, "\r")})
	}
	e.passages(list)
}

// passage is a paragraph, a comment, a cell.
type passage struct {
	where
	text string
}

// passages applies the rules of privacy to texts.
func (e *examiner) passages(list []passage) {
	var text strings.Builder
	for _, p := range list {
		text.WriteString(strings.Map(oneLine, p.text) + "\n")
	}
	options := lint.Options{Allow: e.o.Allow, Off: e.o.Off}
	for _, d := range lint.Private(diag.NewSource(e.file, []byte(text.String())), options) {
		e.report(list[d.Start.Line-1].where, d.Severity, d.Code, d.Message, e.cure("删去，另存后放回原处", "delete it and save the file"))
	}
	if e.o.PupilsNamed == nil {
		return
	}
	for _, p := range list {
		for _, at := range e.o.PupilsNamed(p.text) {
			e.pupil(p.where, p.text[at[0]:at[1]])
		}
	}
}

func (e *examiner) pupil(w where, name string) {
	e.report(w, diag.Error, "privacy/pupil", diag.Say("写出了学生姓名“%s”", "it names the pupil “%s”", name),
		e.cure("改写成“一名学生”或只写人数，另存后放回原处", "write “a pupil” or a number, and save the file"))
}

func oneLine(r rune) rune {
	if r == '\n' || r == '\r' {
		return ' '
	}
	return r
}
