// Package importer turns a text that somebody collected, in whatever state it
// arrived, into Markdown files of the site.
//
// A compilation is split at its 第X篇 heads. The damage that the lint package
// names is mended where it is sure what was meant; what is not sure stays and
// is marked 〔疑：…〕 or reported. Headings, lists, rosters and the date are
// recognised, the type of each article is told from the words of its title.
//
// Nothing is dropped: every character of the source is in one of the files, or
// in a [Change] that names the rule, or both (a character that was mended).
// The same bytes give the same files; a file that this package has written is
// left as it is.
package importer

import (
	"bytes"
	"fmt"
	"path"
	"strings"
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
	mended := len(m.changes)
	for _, a := range m.articles() {
		m.files = append(m.files, m.write(a))
	}
	m.paths()
	m.account(m.changes[mended:])
	return m.result()
}

// account panics when a character of the mended text is neither in a file nor
// in a change: that would be a bug here.
func (m *job) account(changes []Change) {
	have := map[rune]int{}
	count := func(s string, n int) {
		for _, r := range s {
			have[r] += n
		}
	}
	for _, f := range m.files {
		count(string(f.Content), 1)
	}
	for _, c := range changes {
		count(c.From, 1)
	}
	count(m.text.b, -1)
	for r, n := range have {
		if n < 0 && r > ' ' && r != '\u3000' {
			panic(fmt.Sprintf("importer: %d of %q were dropped", -n, r))
		}
	}
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
