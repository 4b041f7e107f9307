package typst

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// The objects of a PDF file. Numbers are float64, booleans bool, null is nil.
type (
	pdfName   string
	pdfText   []byte
	pdfArray  []any
	pdfDict   map[pdfName]any
	pdfRef    int
	pdfWord   string // an operator or keyword
	pdfStream struct {
		dict pdfDict
		raw  []byte
	}
)

// pdfFile reads the files that the engine writes: objects one by one with a
// cross-reference table, unencrypted. It is not a reader of any PDF.
type pdfFile struct {
	data    []byte
	offsets map[pdfRef]int
	trailer pdfDict
	read    map[pdfRef]any
}

var errPDF = errors.New("not a PDF that the engine writes")

func parsePDF(data []byte) (*pdfFile, error) {
	f := &pdfFile{data: data, offsets: map[pdfRef]int{}, read: map[pdfRef]any{}}
	at := bytes.LastIndex(data, []byte("startxref"))
	if at < 0 {
		return nil, errPDF
	}
	l := &pdfLexer{data: data, at: at + len("startxref")}
	start, ok := l.next().(float64)
	if !ok || !(start >= 0 && start < float64(len(data))) {
		return nil, errPDF
	}
	l.at = int(start)
	if l.next() != pdfWord("xref") {
		return nil, errPDF
	}
	for {
		first := l.next()
		if first == pdfWord("trailer") {
			break
		}
		count, ok := l.next().(float64)
		base, ok2 := first.(float64)
		if !ok || !ok2 {
			return nil, errPDF
		}
		for i := range int(count) {
			offset, ok := l.next().(float64)
			l.next() // generation
			kind, ok2 := l.next().(pdfWord)
			if !ok || !ok2 {
				return nil, errPDF
			}
			if kind == "n" && offset >= 0 && offset < float64(len(data)) {
				f.offsets[pdfRef(int(base)+i)] = int(offset)
			}
		}
	}
	if f.trailer, ok = l.next().(pdfDict); !ok {
		return nil, errPDF
	}
	return f, nil
}

// get follows a reference; other values are returned as they are.
func (f *pdfFile) get(v any) any {
	ref, ok := v.(pdfRef)
	if !ok {
		return v
	}
	if object, ok := f.read[ref]; ok {
		return object
	}
	f.read[ref] = nil // ends a circle of references
	offset, ok := f.offsets[ref]
	if !ok {
		return nil
	}
	l := &pdfLexer{data: f.data, at: offset}
	l.next()
	l.next()
	if l.next() != pdfWord("obj") {
		return nil
	}
	object := l.next()
	if dict, ok := object.(pdfDict); ok {
		after := l.at
		if l.next() == pdfWord("stream") {
			object = f.stream(dict, l.at)
		} else {
			l.at = after
		}
	}
	f.read[ref] = object
	return object
}

func (f *pdfFile) stream(dict pdfDict, at int) any {
	size, ok := f.get(dict["Length"]).(float64)
	if at < len(f.data) && f.data[at] == '\r' {
		at++
	}
	at++ // the line's end
	if !ok || !(size >= 0 && size <= float64(len(f.data)-at)) {
		return nil
	}
	return &pdfStream{dict, f.data[at : at+int(size)]}
}

func (f *pdfFile) dict(v any) pdfDict {
	switch v := f.get(v).(type) {
	case pdfDict:
		return v
	case *pdfStream:
		return v.dict
	}
	return nil
}

func (f *pdfFile) array(v any) pdfArray {
	a, _ := f.get(v).(pdfArray)
	return a
}

func (f *pdfFile) number(v any) float64 {
	n, _ := f.get(v).(float64)
	return n
}

// content is a stream's data, unpacked.
func (f *pdfFile) content(v any) ([]byte, error) {
	s, ok := f.get(v).(*pdfStream)
	if !ok {
		return nil, errPDF
	}
	filter := f.get(s.dict["Filter"])
	if list, ok := filter.(pdfArray); ok && len(list) == 1 {
		filter = f.get(list[0])
	}
	switch filter {
	case nil:
		return s.raw, nil
	case pdfName("FlateDecode"):
		r, err := zlib.NewReader(bytes.NewReader(s.raw))
		if err != nil {
			return nil, fmt.Errorf("unpack: %w", err)
		}
		const enough = 256 << 20
		data, err := io.ReadAll(io.LimitReader(r, enough))
		if err != nil {
			return nil, fmt.Errorf("unpack: %w", err)
		}
		return data, nil
	}
	return nil, fmt.Errorf("%w: filter %v", errPDF, filter)
}

// pages lists the page objects in order.
func (f *pdfFile) pages() []pdfRef {
	var list []pdfRef
	seen := map[pdfRef]bool{}
	var visit func(v any)
	visit = func(v any) {
		ref, ok := v.(pdfRef)
		if !ok || seen[ref] {
			return
		}
		seen[ref] = true
		d := f.dict(ref)
		if d["Type"] == pdfName("Page") {
			list = append(list, ref)
			return
		}
		for _, kid := range f.array(d["Kids"]) {
			visit(kid)
		}
	}
	visit(f.dict(f.trailer["Root"])["Pages"])
	return list
}

// pdfLexer reads objects from a file or a content stream.
type pdfLexer struct {
	data  []byte
	at    int
	depth int
}

const deepest = 200 // levels of arrays and dictionaries

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

func (l *pdfLexer) skip() {
	for l.at < len(l.data) {
		switch c := l.data[l.at]; {
		case isSpace(c):
			l.at++
		case c == '%':
			for l.at < len(l.data) && l.data[l.at] != '\n' && l.data[l.at] != '\r' {
				l.at++
			}
		default:
			return
		}
	}
}

func (l *pdfLexer) end() bool {
	l.skip()
	return l.at >= len(l.data)
}

// next reads one object; an empty word at the end.
func (l *pdfLexer) next() any {
	if l.end() {
		return pdfWord("")
	}
	switch c := l.data[l.at]; c {
	case '/':
		l.at++
		return l.name()
	case '(':
		l.at++
		return l.text()
	case '[':
		l.at++
		return pdfArray(l.until("]"))
	case '<':
		l.at++
		if l.at < len(l.data) && l.data[l.at] == '<' {
			l.at++
			return l.dictionary()
		}
		return l.hex()
	case ']', '{', '}', ')':
		l.at++
		return pdfWord(c)
	case '>':
		l.at++
		if l.at < len(l.data) && l.data[l.at] == '>' {
			l.at++
		}
		return pdfWord(">>")
	}
	return l.word()
}

// until reads objects up to the closing word.
func (l *pdfLexer) until(closing pdfWord) []any {
	var list []any
	if l.depth++; l.depth > deepest {
		l.at = len(l.data)
	}
	defer func() { l.depth-- }()
	for !l.end() {
		v := l.next()
		if v == closing {
			break
		}
		if v == pdfWord("R") && len(list) >= 2 {
			if n, ok := list[len(list)-2].(float64); ok {
				list = append(list[:len(list)-2], pdfRef(n))
				continue
			}
		}
		list = append(list, v)
	}
	return list
}

func (l *pdfLexer) dictionary() pdfDict {
	d := pdfDict{}
	list := l.until(">>")
	for i := 0; i+1 < len(list); i += 2 {
		if key, ok := list[i].(pdfName); ok {
			d[key] = list[i+1]
		}
	}
	return d
}

func (l *pdfLexer) token() []byte {
	start := l.at
	for l.at < len(l.data) && !isSpace(l.data[l.at]) && !isDelimiter(l.data[l.at]) {
		l.at++
	}
	return l.data[start:l.at]
}

func (l *pdfLexer) name() pdfName {
	raw := l.token()
	if bytes.IndexByte(raw, '#') < 0 {
		return pdfName(raw)
	}
	var out []byte
	for i := 0; i < len(raw); i++ {
		if raw[i] == '#' && i+2 < len(raw) {
			if n, err := strconv.ParseUint(string(raw[i+1:i+3]), 16, 8); err == nil {
				out = append(out, byte(n))
				i += 2
				continue
			}
		}
		out = append(out, raw[i])
	}
	return pdfName(out)
}

func (l *pdfLexer) word() any {
	raw := l.token()
	if len(raw) == 0 {
		l.at++ // a delimiter that nothing opened
		return pdfWord("?")
	}
	if c := raw[0]; c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.' {
		if n, err := strconv.ParseFloat(string(raw), 64); err == nil {
			return n
		}
	}
	switch string(raw) {
	case "true":
		return true
	case "false":
		return false
	case "null":
		return nil
	}
	return pdfWord(raw)
}

func (l *pdfLexer) hex() pdfText {
	var out pdfText
	high, half := byte(0), false
	for l.at < len(l.data) {
		c := l.data[l.at]
		l.at++
		if c == '>' {
			break
		}
		n, err := strconv.ParseUint(string(c), 16, 8)
		if err != nil {
			continue
		}
		if half = !half; half {
			high = byte(n) << 4
		} else {
			out = append(out, high|byte(n))
		}
	}
	if half {
		out = append(out, high)
	}
	return out
}

func (l *pdfLexer) text() pdfText {
	var out pdfText
	for depth := 1; l.at < len(l.data); {
		c := l.data[l.at]
		l.at++
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return out
			}
		case '\\':
			out = l.escape(out)
			continue
		}
		out = append(out, c)
	}
	return out
}

func (l *pdfLexer) escape(out pdfText) pdfText {
	if l.at >= len(l.data) {
		return out
	}
	c := l.data[l.at]
	l.at++
	if i := bytes.IndexByte([]byte("nrtbf"), c); i >= 0 {
		return append(out, "\n\r\t\b\f"[i])
	}
	if c == '\n' {
		return out
	}
	if c < '0' || c > '7' {
		return append(out, c)
	}
	n := int(c - '0')
	for i := 0; i < 2 && l.at < len(l.data) && l.data[l.at] >= '0' && l.data[l.at] <= '7'; i++ {
		n = n*8 + int(l.data[l.at]-'0')
		l.at++
	}
	return append(out, byte(n))
}
