package content

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"showcase/generator/config"
	"showcase/generator/diag"
	"showcase/generator/markdown"
)

// cell is one cell of a table row: the trimmed bytes [start,end) of the file,
// and in a sheet what they say.
type cell struct {
	start, end int
	text       string
}

// textOf is what a cell says: without the marks of Markdown, or as the sheet
// has it.
func (b *builder) textOf(c cell) string {
	if b.sheet != nil {
		return c.text
	}
	return plainCell(b.item.text[c.start:c.end])
}

// column is what a register's column holds.
type column struct {
	field int    // index in Type.Fields; -1: none of them
	name  string // header text; empty: nothing is kept (序号)
}

// registers turns the tables of the body that are registers into records. It
// reads the text itself, because a parsed table has lost the cells that a row
// has too many.
func (b *builder) registers() {
	text := b.item.text
	if bytes.IndexByte(text[b.item.BodyStart:], '|') < 0 {
		return
	}
	fenced := byte(0)
	prevStart, prevEnd := -1, -1
	for at := b.item.BodyStart; at < len(text); {
		end, next := lineAt(text, at)
		line := bytes.TrimLeft(text[at:end], " ")
		switch {
		case len(line) >= 3 && (line[0] == '`' || line[0] == '~') && line[1] == line[0] && line[2] == line[0] && (fenced == 0 || fenced == line[0]):
			if fenced == 0 {
				fenced = line[0]
			} else {
				fenced = 0
			}
			prevEnd = -1
		case fenced != 0:
		case prevEnd > prevStart && end-at-len(line) < 4 && isDelimiter(line):
			header := cellsOf(text, prevStart, prevEnd)
			if len(header) == len(cellsOf(text, at, end)) {
				next = b.table(header, next)
			}
			prevEnd = -1
		case end > at && end-at-len(line) < 4:
			prevStart, prevEnd = at, end
		default:
			prevEnd = -1
		}
		at = next
	}
}

// takeOutTables leaves the registers out of the body: their rows are records,
// and only as records do later steps decide who may see them. Whatever stands
// in the lines that were read as rows goes, whether or not Markdown takes it
// for a part of the table.
func (b *builder) takeOutTables() {
	if len(b.tables) == 0 {
		return
	}
	start := b.item.BodyStart
	b.item.Body = b.item.Body.Without(func(n *markdown.Node) bool {
		return slices.ContainsFunc(b.tables, func(t [2]int) bool { return start+n.Pos >= t[0] && start+n.Pos < t[1] })
	})
}

// isDelimiter reports whether the line is the row of dashes below a header.
func isDelimiter(line []byte) bool {
	dash, pipe := false, false
	for _, c := range line {
		switch c {
		case '-':
			dash = true
		case '|':
			pipe = true
		case ':', ' ', '\t':
		default:
			return false
		}
	}
	return dash && pipe
}

// cellsOf cuts a row at its bars; a bar behind a backslash belongs to its cell.
func cellsOf(text []byte, start, end int) []cell {
	line := bytes.TrimSpace(text[start:end])
	for start < end && (text[start] == ' ' || text[start] == '\t') {
		start++
	}
	end = start + len(line)
	if start < end && text[start] == '|' {
		start++
	}
	if end > start && text[end-1] == '|' && (end-2 < start || text[end-2] != '\\') {
		end--
	}
	cells := make([]cell, 0, 12)
	from := start
	for i := start; i <= end; i++ {
		if i < end && (text[i] != '|' || i > start && text[i-1] == '\\') {
			continue
		}
		c := cell{start: from, end: i}
		for c.start < c.end && (text[c.start] == ' ' || text[c.start] == '\t') {
			c.start++
		}
		for c.end > c.start && (text[c.end-1] == ' ' || text[c.end-1] == '\t') {
			c.end--
		}
		cells = append(cells, c)
		from = i + 1
	}
	return cells
}

// table reads the rows below a header, if the header is a register's, and
// returns the offset behind the table.
func (b *builder) table(header []cell, at int) (behind int) {
	text := b.item.text
	columns, ok := b.columns(header)
	if !ok {
		return at
	}
	b.judgeColumns(header, columns)
	begin := 1 + bytes.LastIndexByte(text[:header[0].start], '\n')
	defer func() { b.tables = append(b.tables, [2]int{begin, behind}) }()
	t := &registerTable{columns: columns, above: make([]string, len(columns))}
	for at < len(text) {
		end, next := lineAt(text, at)
		line := bytes.TrimSpace(text[at:end])
		if len(line) == 0 || line[0] == '#' || line[0] == '>' || bytes.HasPrefix(line, []byte("```")) || bytes.HasPrefix(line, []byte(":::")) {
			break
		}
		b.row(t, cellsOf(text, at, end))
		at = next
	}
	return at
}

type registerTable struct {
	columns []column
	above   []string      // the text of each column in the row above
	nodes   []config.Node // room for a row's
}

// columns says what each column holds. ok is false unless the table is clearly
// a register of the type: its title, and either one more column that the type
// requires or has choices for and half of the columns known, or three columns
// and all of them known (姓名、学科、职务).
func (b *builder) columns(header []cell) ([]column, bool) {
	t := b.item.Type
	columns := make([]column, len(header))
	known, named := 0, 0
	title, telling := false, false
	taken := map[int]bool{}
	for i, c := range header {
		name := strings.ReplaceAll(b.textOf(c), "\n", "")
		columns[i] = column{field: -1, name: name}
		switch foldKey(name) {
		case "", "序号", "行号", "#":
			columns[i].name = ""
			continue
		}
		named++
		j, ok := t.keys[foldKey(name)]
		if !ok {
			bare, _, _ := strings.Cut(strings.ReplaceAll(name, "(", "（"), "（")
			j, ok = t.keys[foldKey(bare)]
		}
		if !ok || taken[j] || t.Fields[j].Common && t.Fields[j].Column == 0 && !inRows[t.Fields[j].Name] {
			continue
		}
		taken[j] = true
		columns[i].field = j
		known++
		f := &t.Fields[j]
		switch {
		case f.Common && f.Name == "title":
			title = true
		case f.telling():
			telling = true
		}
	}
	has := func(name string) bool {
		return slices.ContainsFunc(columns, func(c column) bool { return c.field >= 0 && t.Fields[c.field].Name == name })
	}
	if from := t.rowTitleFrom(); !title && len(from) > 0 {
		title = !slices.ContainsFunc(from, func(name string) bool { return !has(name) })
	}
	if t.HandedIn && (!has("author") || len(b.item.Authors) > 0) {
		return columns, false // a table in somebody's text
	}
	return columns, title && (telling && known*2 >= named || known == named && known >= 3)
}

// rowTitleFrom are the fields that make the title of a row.
func (t *Type) rowTitleFrom() []string {
	if len(t.rowTitle) > 0 {
		return t.rowTitle
	}
	return t.titleFrom
}

// inRows are the common fields that a row may have without being a column of
// the type's own tables.
var inRows = map[string]bool{"title": true, "date": true, "tags": true, "programme": true, "group": true, "status": true, "visibility": true, "showcase": true, "evidence": true, "author": true, "source": true, "summary": true}

// judgeColumns reports required fields that neither the table nor the file's
// front matter gives, and columns that mean nothing to the type or are private:
// those are not kept.
func (b *builder) judgeColumns(header []cell, columns []column) {
	t := b.item.Type
	var lacking []*Field
	for i := range t.Fields {
		f := &t.Fields[i]
		if f.Required && !(f.Common && f.Name == "title" && len(t.rowTitleFrom()) > 0) && !slices.ContainsFunc(columns, func(c column) bool { return c.field == i }) && !b.has(b.item, f) {
			lacking = append(lacking, f)
		}
	}
	if len(lacking) > 0 {
		hint := diag.Say("加上；各行都相同的，写在文件头里：\n%[1]s", "add them; what all rows share may stand in the front matter:\n%[1]s", examples(lacking))
		if b.sheet != nil {
			hint = diag.Say("加上这些列，例如：\n%[1]s", "add the columns, like:\n%[1]s", examples(lacking))
		}
		b.report(diag.Warning, header[0].start, header[len(header)-1].end, "register/column", diag.Say("表里没有这些列：%[1]s", "the table lacks the columns %[1]s", called(lacking, "、", ", ")), hint)
	}
	for i, c := range columns {
		if c.field >= 0 || c.name == "" {
			continue
		}
		if matchForbidden(t, c.name) != "" {
			b.forbidden(header[i].start, header[i].end, c.name)
			columns[i].name = ""
			continue
		}
		d := b.report(diag.Hint, header[i].start, header[i].end, "register/unknown-column", diag.Say("不认识的列“%[1]s”，按文字保留", "unknown column %[1]q, kept as text", c.name), diag.Text{})
		if near := diag.Nearest(c.name, t.keyNames(c.name)); near != "" {
			d.Hint = diag.Say("是不是“%[1]s”？", "did you mean %[1]q?", near)
		}
	}
}

// row makes a record of a table row.
func (b *builder) row(t *registerTable, cells []cell) {
	file := b.item
	if cap(t.nodes) < len(cells) {
		t.nodes = make([]config.Node, len(cells)+8)
	}
	nodes := t.nodes[:len(cells)]
	empty := true
	total := false
	for i, c := range cells {
		nodes[i] = config.Node{Text: b.textOf(c), Start: c.start, End: c.end}
		empty = empty && nodes[i].Text == ""
		switch nodes[i].Text {
		case "合计", "总计", "小计", "共计":
			total = total || i < 2
		}
	}
	if empty {
		return
	}
	if total {
		b.report(diag.Hint, cells[0].start, cells[len(cells)-1].end, "register/total", diag.Say("合计行不算一条记录，合计数由程序来数", "a line of totals is no record; totals are counted by the program"), diag.Text{})
		return
	}
	if b.sheet != nil && b.remark(t, nodes) {
		return
	}
	rec := &Item{File: file.File, Row: len(file.Records) + 1, Pos: b.at.pos(cells[0].start), Type: file.Type,
		Date: file.Date, Authors: file.Authors, Group: file.Group, Programmes: file.Programmes, Tags: file.Tags,
		Status: file.Status, Visibility: file.Visibility, Showcase: file.Showcase, Source: file.Source,
		Values: make(map[string]Value, len(cells)+len(file.Values))}
	for k, v := range file.Values {
		rec.Values[k] = v
	}
	before := len(b.found)
	if len(cells) != len(t.columns) && !b.padded(len(t.columns), nodes) {
		b.ragged(len(cells), len(t.columns), cells)
	}
	kept := b.explicit
	for i := range nodes {
		if i >= len(t.columns) {
			if nodes[i].Text != "" {
				rec.Values[extraColumn(i)] = b.textValue(&nodes[i])
			}
			continue
		}
		b.cell(rec, t, i, &nodes[i])
	}
	if !b.explicit.visibility {
		rec.Visibility = defaultVisibility(rec)
	}
	b.conceal(rec)
	b.explicit = kept
	if rec.Title == "" {
		rec.Title = titleFrom(rec, rec.Type.rowTitleFrom())
	}
	if rec.Title == "" {
		b.report(diag.Error, cells[0].start, cells[len(cells)-1].end, "register/title", diag.Say("这一行没有“%[1]s”", "this row has no %[1]q", b.item.Type.commonField("title").called()), diag.Say("补上，或者删去这一行", "fill it in or delete the row"))
		rec.Title = "第" + strconv.Itoa(rec.Row) + "行"
	}
	file.Records = append(file.Records, rec)
	b.derive(rec)
	if !slices.ContainsFunc(b.found[before:], func(d diag.Diagnostic) bool { return d.Severity == diag.Error }) {
		b.check(rec) // a value that could not be read must not be called missing too
	}
}

func extraColumn(i int) string { return "第" + strconv.Itoa(i+1) + "列" }

func (b *builder) textValue(n *config.Node) Value {
	return Value{Kind: KindText, Text: n.Text, Pos: b.at.pos(n.Start), EndAt: b.at.pos(n.End)}
}

// cell puts one cell into the record.
func (b *builder) cell(rec *Item, t *registerTable, i int, n *config.Node) {
	c := t.columns[i]
	if n.Text == "〃" || n.Text == "同上" || n.Text == "″" {
		n.Text = t.above[i]
	}
	t.above[i] = n.Text
	if b.sheet != nil && !b.sheetCell(rec.Type, c, n) {
		return
	}
	if c.field < 0 {
		if c.name != "" && n.Text != "" {
			rec.Values[c.name] = b.textValue(n)
		}
		return
	}
	f := &rec.Type.Fields[c.field]
	if n.Text == "" || n.Text == "/" || n.Text == "—" || n.Text == "-" || n.Text == "无" && f.Kind != KindChoice {
		if f.Required && !b.has(rec, f) && !(f.Common && f.Name == "title") {
			b.report(diag.Warning, n.Start, n.End, "register/empty", diag.Say("“%[1]s”是空的", "%[1]q is empty", f.called()), diag.Say("例如：%[1]s", "like: %[1]s", example(f)))
		}
		return
	}
	value := n
	switch f.Kind {
	case KindFile, KindFiles, KindRef, KindRefs, KindObject, KindObjects:
		value = linkCell(b.item.text[n.Start:n.End], n)
	}
	v := b.value(f, value)
	if v.Kind == KindNone {
		return
	}
	named, key := b.named, b.titleKey
	if !f.Common || !b.set(rec, f, v, n) {
		rec.Values[f.Name] = v
	}
	b.named, b.titleKey = named, key // these are about the file's own title
}

func (b *builder) ragged(have, want int, cells []cell) {
	start, end := cells[0].start, cells[len(cells)-1].end
	delete(b.uneven, b.at.pos(start).Line)
	few, many := diag.Say("空的格也要写竖线，例如 | 甲 | | 乙 |", "write the bars of empty cells too, like | a | | b |"), diag.Say("文字里的竖线前面加反斜杠：\\|", "put a backslash before a bar that is text: \\|")
	if b.sheet != nil {
		few, many = diag.Say("空的格也要留出分隔的逗号", "keep the separators of empty cells"), diag.Say("表头补上列名；文字里有逗号的，整格用英文双引号括起来", "name the column in the header; quote a cell that contains the separator")
	}
	if have < want {
		b.report(diag.Warning, start, end, "register/ragged", diag.Say("这一行有%[1]d格，表头有%[2]d格，少了%[3]d格", "this row has %[1]d cells, the header %[2]d: %[3]d too few", have, want, want-have), few)
		return
	}
	b.report(diag.Warning, start, end, "register/ragged", diag.Say("这一行有%[1]d格，表头有%[2]d格，多了%[3]d格", "this row has %[1]d cells, the header %[2]d: %[3]d too many", have, want, have-want), many)
}

// plainCell takes the marks of Markdown off a cell's text.
func plainCell(raw []byte) string {
	if bytes.IndexAny(raw, "*_`[\\<~") < 0 {
		return string(raw)
	}
	s := string(raw)
	for _, br := range []string{"<br>", "<br/>", "<br />"} {
		s = strings.ReplaceAll(s, br, "、")
	}
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s) && s[i+1] < utf8.RuneSelf && strings.IndexByte("\\`*_{}[]()#+-.!|~<>", s[i+1]) >= 0:
			i++
			out.WriteByte(s[i])
		case c == '`' || c == '*':
		case strings.HasPrefix(s[i:], "~~") || strings.HasPrefix(s[i:], "__"):
			i++
		case c == '[':
			if text, _, n := link(s[i:]); n > 0 {
				out.WriteString(text)
				i += n - 1
				continue
			}
			out.WriteByte(c)
		case c == '!' && i+1 < len(s) && s[i+1] == '[':
		default:
			out.WriteByte(c)
		}
	}
	return strings.TrimSpace(out.String())
}

// link reads [text](dest) or [[title|text]] at the start of s; n is its length,
// 0 if there is none.
func link(s string) (text, dest string, n int) {
	if inner, ok := strings.CutPrefix(s, "[["); ok {
		if i := strings.Index(inner, "]]"); i >= 0 {
			dest, text, ok = strings.Cut(inner[:i], "|")
			if !ok {
				text = dest
			}
			return text, dest, i + 4
		}
		return "", "", 0
	}
	i := strings.Index(s, "](")
	if i < 0 || s[0] != '[' {
		return "", "", 0
	}
	j := strings.IndexByte(s[i:], ')')
	if j < 0 {
		return "", "", 0
	}
	return s[1:i], strings.Trim(s[i+2:i+j], "<> "), i + j + 1
}

// linkCell is the value of a cell that names files or pages: the links in it,
// or its text.
func linkCell(raw []byte, plain *config.Node) *config.Node {
	s := string(raw)
	list := &config.Node{Kind: config.List, Start: plain.Start, End: plain.End}
	for i := 0; i < len(s); i++ {
		if s[i] != '[' {
			continue
		}
		text, dest, n := link(s[i:])
		if n == 0 {
			continue
		}
		at := plain.Start + i
		m := &config.Node{Kind: config.Map, Start: at, End: at + n}
		add := func(name, value string) {
			m.Keys = append(m.Keys, config.Key{Name: name, Start: at, End: at + n, Value: &config.Node{Text: value, Start: at, End: at + n}})
		}
		key := "file"
		if strings.HasPrefix(s[i:], "[[") || strings.HasSuffix(strings.ToLower(dest), ".md") {
			key = "ref"
		}
		add(key, dest)
		add("title", text)
		list.Items = append(list.Items, m)
		i += n - 1
	}
	if len(list.Items) == 0 {
		return plain
	}
	return list
}
