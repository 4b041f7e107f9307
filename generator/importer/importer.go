// Package importer turns a text that somebody collected, in whatever state it
// arrived, into Markdown files of the site.
//
// A compilation is split at its 第X篇 heads. The damage that the lint package
// names is mended where it is sure what was meant; what is not sure stays and
// is marked 〔疑：…〕 or reported. Headings, lists, rosters and the date are
// recognised, the type of each article is told from the words of its title.
//
// Nothing but white space is dropped: every character of the source is in one
// of the files, or in a [Change] that names the rule, or both (a character that
// was mended).
// The same bytes give the same files; a file that this package has written is
// left as it is.
package importer

import (
	"bytes"
	"path"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"showcase/generator/diag"
)

// File is a page for the site's content.
type File struct {
	Path    string // folder of the type and a name in pinyin: plans/xue-xi-ji-hua.md
	Type    string // dossier, plan, reflection, case, report, regulation or page
	Title   string
	Content []byte
}

// Change is one thing that was done to the source.
type Change struct {
	Code       string // the lint rule whose fault was mended, or import/…
	Start, End int    // bytes of Source that it concerns
	From, To   string // what was read and what it became; To is empty where it was taken out
}

// Result is what came of a file.
type Result struct {
	Files   []File
	Changes []Change          // in order of their places
	Report  []diag.Diagnostic // what a person should look at, and how often each rule mended something; places in the source
	Source  string            // the source as UTF-8 with \n, to which all places refer
}

// Split reads a compilation or a single text, .txt or .md, in UTF-8, UTF-16
// or GB18030. name is its file name, for messages and as a title when the text
// has none. Files are empty when the format cannot be read; Report says how
// to save it then.
func Split(name string, data []byte) Result {
	name = strings.ToValidUTF8(name, "_")
	source, problem := decode(name, data)
	if problem != nil {
		return Result{Report: []diag.Diagnostic{*problem}}
	}
	m := &job{name: name, source: source, src: diag.NewSource(name, []byte(source)), text: newText(source)}
	if done, ok := m.finished(); ok {
		return done
	}
	m.mend()
	for _, a := range m.articles() {
		m.files = append(m.files, m.page(a, (*job).write))
	}
	m.paths()
	return m.result()
}

// page makes an article's page of what write makes of its lines. When a
// character would be lost the article is written again as it stands, in
// paragraphs, and the report says so: a fault here must not cost anybody text.
func (m *job) page(a *article, write func(*job, *article) (string, []phase)) File {
	changes, report, whole := len(m.changes), len(m.report), *a
	m.ends(a)
	body, phases := write(m, a)
	if lost := m.lost(whole.lines, body, m.changes[changes:]); lost != 0 {
		m.changes, m.report = m.changes[:changes], m.report[:report]
		*a, phases = whole, nil
		if a.title = a.head; a.title == "" {
			a.title = stem(m.name)
		}
		body = m.plain(a.lines)
		at := a.lines[0]
		m.say(diag.Warning, "import/plain", at.start, at.end, diag.Say("“%s”没有分层次，原文逐段照录：按层次整理会丢掉“%c”这样的字", "“%s” was taken over paragraph by paragraph without its structure, which would have lost characters such as “%c”", a.title, lost),
			diag.Say("请自己加上标题和列表，如“## 一、目标”", "add headings and lists by hand, as in “## 一、目标”"))
	}
	kind, genre := m.genre(a)
	return File{Type: kind, Title: a.title, Content: []byte(m.front(a, kind, genre, phases) + "\n" + body + "\n")}
}

// lost returns a character of the lines that is neither in the body nor in a
// change, 0 for none.
func (m *job) lost(lines []span, body string, changes []Change) rune {
	have := map[rune]int{}
	for _, r := range body {
		have[r]++
	}
	for _, c := range changes {
		for _, r := range c.From {
			have[r]++
		}
	}
	for _, l := range lines {
		for _, r := range m.line(l) {
			if have[r]--; have[r] < 0 && !unicode.IsSpace(r) {
				return r
			}
		}
	}
	return 0
}

// formats that people hand in and that hold more than text.
var formats = []struct{ magic, suffix, name string }{
	{"PK\x03\x04", ".docx", "Word（.docx）/ Word (.docx)"}, {"\xD0\xCF\x11\xE0", ".doc", "Word/WPS（.doc、.wps）/ Word or WPS (.doc, .wps)"},
	{"%PDF", ".pdf", "PDF"}, {"{\\rtf", ".rtf", "RTF"}, {"", ".wps", "WPS"}, {"", ".xlsx", "Excel"}, {"", ".html", "HTML"},
}

// decode returns the text as UTF-8 with \n, without a mark at its start.
func decode(name string, data []byte) (string, *diag.Diagnostic) {
	fail := func(code string, message, hint diag.Text) (string, *diag.Diagnostic) {
		return "", &diag.Diagnostic{File: name, Severity: diag.Error, Code: code, Message: message, Hint: hint}
	}
	how := diag.Say("能导入的是 .txt 和 .md 文本：在 Word 或 WPS 里选“另存为”，类型选“纯文本（*.txt）”，编码选 UTF-8，再导入存好的文件",
		"import reads .txt and .md: in Word or WPS choose “Save as”, type “Plain text (*.txt)”, encoding UTF-8, and import the saved file")
	for _, f := range formats {
		if f.magic != "" && bytes.HasPrefix(data, []byte(f.magic)) || strings.EqualFold(path.Ext(name), f.suffix) {
			return fail("import/format", diag.Say("这是 %s 文件，还不能直接导入", "this is a %s file, which cannot be imported yet", f.name), how)
		}
	}
	text := ""
	switch {
	case bytes.HasPrefix(data, []byte("\xFF\xFE")), bytes.HasPrefix(data, []byte("\xFE\xFF")):
		big := data[0] == 0xFE
		var units []uint16
		for i := 2; i+1 < len(data); i += 2 {
			hi, lo := data[i+1], data[i]
			if big {
				hi, lo = lo, hi
			}
			units = append(units, uint16(hi)<<8|uint16(lo))
		}
		text = string(utf16.Decode(units))
	case utf8.Valid(data):
		text = strings.TrimPrefix(string(data), "\uFEFF")
	default:
		b, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
		if n := bytes.Count(b, []byte("\uFFFD")); err != nil || n*20 > utf8.RuneCount(b) {
			return fail("import/encoding", diag.Say("文件既不是 UTF-8 也不是 GB18030（GBK）编码", "the file is neither UTF-8 nor GB18030 (GBK)"), how)
		}
		text = string(b)
	}
	if strings.Count(text, "\x00") > 0 {
		return fail("import/format", diag.Say("这不是文本文件", "this is not a text file"), how)
	}
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	if strings.TrimSpace(text) == "" {
		return fail("import/empty", diag.Say("文件里没有文字", "there is no text in the file"), how)
	}
	return text, nil
}
