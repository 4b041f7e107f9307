package content

import (
	"bytes"
	"slices"
	"strings"

	"showcase/generator/diag"
)

// quotedLines is how many lines a quoted cell may have; a quote that is not
// closed by then is a mark like any other.
const quotedLines = 100

// csv reads a register from a CSV file: UTF-8 with or without a byte order
// mark, GB18030 as Chinese Excel writes it, or UTF-16; separated by commas,
// tabs or semicolons, whichever makes a header.
func (b *builder) csv(raw []byte) (*Item, []diag.Diagnostic) {
	text, found := Decode(raw, b.file)
	b.found = slices.DeleteFunc(found, func(d diag.Diagnostic) bool {
		return d.Code == "encoding/gb18030" || d.Code == "encoding/utf-16" // what spreadsheets write
	})
	if text == nil {
		return nil, b.found
	}
	b.item.text, b.at.text = text, text
	all := string(text)
	for _, sep := range []byte(",\t;") {
		head := &sheet{rows: (&csvReader{text: text, all: all, sep: sep}).records(headerWithin)}
		at, columns := b.header(head)
		if at < 0 {
			continue
		}
		r := &csvReader{text: text, all: all, sep: sep, plain: bytes.Clone(text)}
		s := &sheet{rows: r.records(-1)}
		b.sheet = s
		if title := titleAbove(s.rows[:at]); title != "" {
			b.item.Title = title
		}
		b.item.text, b.at.text = r.plain, r.plain
		for _, off := range r.open {
			b.report(diag.Warning, off, off+1, "register/quote", diag.Say("这里的双引号没有配对，当作普通的字", "this quote is not closed and was read as text"), diag.Say("补上另一半；格里本来就有的双引号写两个", "close it; write a quote that is text twice"))
		}
		b.read(s, at, columns)
		b.finishTable()
		return b.item, b.found
	}
	return b.noHeader()
}

// finishTable makes the checks that need all rows of a CSV file.
func (b *builder) finishTable() {
	b.found = append(b.found, twinsIn(b.item)...)
	if b.o.Check == nil {
		return
	}
	for _, d := range b.o.Check(b.item) {
		d.Fix = nil // its places are not the file's own bytes
		b.found = append(b.found, d)
	}
}

// csvReader cuts a CSV file into cells.
type csvReader struct {
	text  []byte
	all   string // the same
	sep   byte
	plain []byte // a copy in which separators become bars and quotes blanks, so that it reads as text; may be nil
	open  []int  // quotes without a partner
	at    int
}

// records reads n rows, all if n is negative.
func (r *csvReader) records(n int) [][]cell {
	var rows [][]cell
	width := 8
	cells := make([]cell, 0, 4096) // many rows share one array
	for r.at < len(r.text) && n != 0 {
		if cap(cells)-len(cells) < width {
			cells = make([]cell, 0, 4096+width)
		}
		first := len(cells)
		for more := true; more; {
			var c cell
			c, more = r.cell()
			cells = append(cells, c)
		}
		row := cells[first:len(cells):len(cells)]
		width = max(width, len(row))
		if len(row) == 1 && row[0].text == "" {
			row = nil
		}
		rows = append(rows, row)
		n--
	}
	return rows
}

// cell reads one cell and the separator or line end behind it; more reports
// whether the row goes on.
func (r *csvReader) cell() (c cell, more bool) {
	start := r.at
	for start < len(r.text) && r.text[start] == ' ' {
		start++
	}
	if start < len(r.text) && r.text[start] == '"' {
		if c, more, ok := r.quoted(start); ok {
			return c, more
		}
		r.open = append(r.open, start)
	}
	end := start
	for end < len(r.text) && r.text[end] != r.sep && r.text[end] != '\n' {
		end++
	}
	c = cell{start: start, end: end}
	for c.end > c.start && (r.text[c.end-1] == ' ' || r.text[c.end-1] == '\r' || r.text[c.end-1] == '\t') {
		c.end--
	}
	c.text = strings.Trim(r.all[c.start:c.end], "\u3000")
	return c, r.past(end)
}

// quoted reads a cell in quotes that begins at start; ok is false if it does
// not end as it should.
func (r *csvReader) quoted(start int) (c cell, more, ok bool) {
	lines, twice := 0, false
	for i := start + 1; i < len(r.text); i++ {
		switch r.text[i] {
		case '\n':
			if lines++; lines > quotedLines {
				return c, false, false
			}
		case '"':
			if i+1 < len(r.text) && r.text[i+1] == '"' {
				twice = true
				i++
				continue
			}
			end := i + 1
			for end < len(r.text) && (r.text[end] == ' ' || r.text[end] == '\r') {
				end++
			}
			if end < len(r.text) && r.text[end] != r.sep && r.text[end] != '\n' {
				return c, false, false
			}
			c = cell{start: start + 1, end: i, text: strings.TrimSpace(r.all[start+1 : i])}
			if twice {
				c.text = strings.ReplaceAll(c.text, `""`, `"`)
			}
			if r.plain != nil {
				r.plain[start], r.plain[i] = ' ', ' '
			}
			return c, r.past(end), true
		}
	}
	return c, false, false
}

// past goes behind the separator or line end at the offset.
func (r *csvReader) past(end int) (more bool) {
	r.at = end + 1
	if end >= len(r.text) {
		r.at = len(r.text)
		return false
	}
	if r.text[end] == '\n' {
		return false
	}
	if r.plain != nil {
		r.plain[end] = '|'
	}
	return true
}
