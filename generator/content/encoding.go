package content

import (
	"bytes"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"showcase/generator/diag"
)

// maxDamage is how many undecodable places of one file are told apart.
const maxDamage = 20

// Decode returns a file's text as UTF-8 without a byte order mark, which is
// what all offsets in findings and fixes count in. UTF-16 and GB18030 files
// are converted, with a warning; bytes that are neither become U+FFFD, with an
// error for each place. A file that is no text at all gives nil.
func Decode(raw []byte, file string) ([]byte, []diag.Diagnostic) {
	text := bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	if bytes.HasPrefix(text, []byte("\xff\xfe")) || bytes.HasPrefix(text, []byte("\xfe\xff")) {
		return fromUTF16(text, file)
	}
	if i := bytes.IndexByte(text, 0); i >= 0 {
		return nil, []diag.Diagnostic{whole(file, diag.Error, "encoding/binary", diag.Say("这不是文本文件（里面有空字节）", "this is not a text file (it contains NUL bytes)"),
			diag.Say("Word、图片等文件不要改名为 .md；请另存为纯文本", "do not rename Word files or images to .md; save as plain text"))}
	}
	if utf8.Valid(text) {
		return text, nil
	}
	bad, good := 0, 0
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size == 1 {
			bad++
		} else if size > 1 {
			good++
		}
		i += size
	}
	// A damaged UTF-8 file is still mostly UTF-8; a GB18030 file hardly ever is.
	if good < bad {
		if out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(text); err == nil && !bytes.Contains(out, []byte("\ufffd")) {
			return out, []diag.Diagnostic{whole(file, diag.Warning, "encoding/gb18030", diag.Say("文件用的是 GB18030（GBK）编码，已按它读入", "the file is in GB18030 (GBK) and was converted"),
				diag.Say("请用编辑器另存为 UTF-8 编码", "save it as UTF-8"))}
		}
	}
	return mend(text, file)
}

func whole(file string, sev diag.Severity, code string, message, hint diag.Text) diag.Diagnostic {
	return diag.Diagnostic{File: file, Start: diag.Pos{Line: 1, Column: 1}, Severity: sev, Code: code, Message: message, Hint: hint}
}

// mend replaces each run of undecodable bytes by one U+FFFD and reports it.
func mend(text []byte, file string) ([]byte, []diag.Diagnostic) {
	out := make([]byte, 0, len(text)+16)
	var spots [][2]int // in out; the bytes as hexadecimal are in runs
	var runs []string
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if r != utf8.RuneError || size > 1 {
			out = append(out, text[i:i+size]...)
			i += size
			continue
		}
		start := i
		for i < len(text) {
			if r, size := utf8.DecodeRune(text[i:]); r != utf8.RuneError || size > 1 {
				break
			}
			i++
		}
		spots = append(spots, [2]int{len(out), len(out) + 3})
		runs = append(runs, fmt.Sprintf("% X", text[start:min(i, start+8)]))
		out = append(out, "\ufffd"...)
	}
	src := diag.NewSource(file, out)
	var found []diag.Diagnostic
	for i, s := range spots {
		if i == maxDamage {
			break
		}
		found = append(found, src.At(s[0], s[1], diag.Error, "encoding/damaged", diag.Say("这里的字坏了（字节 %[1]s），显示为 �（全文共%[2]d处）", "undecodable bytes %[1]s, shown as U+FFFD (%[2]d places in all)", runs[i], len(spots)),
			diag.Say("对照原稿补上这个字，用 UTF-8 编码保存", "type the lost character again and save as UTF-8")))
	}
	return out, found
}

func fromUTF16(text []byte, file string) ([]byte, []diag.Diagnostic) {
	big := text[0] == 0xfe
	units := make([]uint16, 0, len(text)/2)
	for i := 2; i+1 < len(text); i += 2 {
		a, b := uint16(text[i]), uint16(text[i+1])
		if !big {
			a, b = b, a
		}
		units = append(units, a<<8|b)
	}
	out := []byte(string(utf16.Decode(units)))
	found := []diag.Diagnostic{whole(file, diag.Warning, "encoding/utf-16", diag.Say("文件用的是 UTF-16（记事本的“Unicode”）编码，已按它读入", "the file is in UTF-16 and was converted"),
		diag.Say("请另存为 UTF-8 编码", "save it as UTF-8"))}
	if bytes.IndexByte(out, 0) >= 0 {
		return nil, append(found, whole(file, diag.Error, "encoding/binary", diag.Say("这不是文本文件（里面有空字节）", "this is not a text file (it contains NUL bytes)"), diag.Text{}))
	}
	return out, found
}
