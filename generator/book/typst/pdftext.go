package typst

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf16"
)

// printed is what a PDF says: its text in the order of its structure.
type printed struct {
	file     *pdfFile
	sheets   []pdfRef // the pages
	pages    int
	blank    int      // pages at the end with nothing on them
	main     string   // everything but footnotes and what is inside images
	notes    []string // footnotes, each with its number
	outside  []overrun
	drawn    []drawing // images, in the order of the pages
	unplaced string    // text that no structure holds, the page's furniture excepted
}

// overrun is text beyond the edges given.
type overrun struct {
	page int  // from 1
	off  bool // beyond the paper itself
	text string
}

// edges are the limits of the printed area on each page, in points from the lower left.
type edges struct{ left, bottom, right, top float64 }

func (e edges) hold(left, right, y float64) bool {
	return left >= e.left && right <= e.right && y >= e.bottom && y <= e.top
}

// paper is the sheet of a page.
func (f *pdfFile) paper(page pdfRef) edges {
	box := f.array(f.dict(page)["MediaBox"])
	if len(box) != 4 {
		return edges{}
	}
	return edges{f.number(box[0]), f.number(box[1]), f.number(box[2]), f.number(box[3])}
}

// markedText is the text of one page by the number of its marked content.
type markedText map[int]*strings.Builder

// readPDF reads a PDF's text back.
// Limits are those of a page with the given paper.
func readPDF(data []byte, limits func(paper edges) edges) (*printed, error) {
	f, err := parsePDF(data)
	if err != nil {
		return nil, err
	}
	pages := f.pages()
	out := &printed{file: f, sheets: pages, pages: len(pages)}
	marked := map[pdfRef]markedText{}
	fonts := map[pdfRef]*pdfFont{}
	for i, page := range pages {
		r := &pageReader{file: f, fonts: fonts, page: i + 1, limit: limits(f.paper(page)), paper: f.paper(page), marked: markedText{}, resources: f.dict(f.dict(page)["Resources"])}
		content, err := f.content(f.dict(page)["Contents"])
		if err != nil {
			return nil, fmt.Errorf("page %d: %w", i+1, err)
		}
		if err := r.run(content); err != nil {
			return nil, fmt.Errorf("page %d: %w", i+1, err)
		}
		marked[page] = r.marked
		out.blank++
		if r.inked {
			out.blank = 0
		}
		out.unplaced += r.unplaced.String()
		out.outside = append(out.outside, r.outside...)
		out.drawn = append(out.drawn, r.drawn...)
	}
	s := &structure{file: f, marked: marked, seen: map[pdfRef]bool{}}
	root := f.dict(f.dict(f.trailer["Root"])["StructTreeRoot"])
	s.element(root, pdfRef(0), &s.main)
	out.main, out.notes = s.main.String(), s.notes
	for _, page := range pages {
		left := marked[page]
		for _, id := range slices.Sorted(maps.Keys(left)) {
			out.unplaced += left[id].String()
		}
	}
	return out, nil
}

// structure walks the tree of tags, which is the order of reading.
type structure struct {
	file   *pdfFile
	marked map[pdfRef]markedText
	seen   map[pdfRef]bool
	main   strings.Builder
	notes  []string
}

// element adds an element's text to out. Footnotes go apart; the text inside
// an image belongs to the image.
func (s *structure) element(d pdfDict, page pdfRef, out *strings.Builder) {
	if ref, ok := d["Pg"].(pdfRef); ok {
		page = ref
	}
	switch d["S"] {
	case pdfName("Note"):
		var note strings.Builder
		s.kids(d["K"], page, &note)
		s.notes = append(s.notes, note.String())
	case pdfName("Figure"):
		var image strings.Builder
		s.kids(d["K"], page, &image)
	default:
		s.kids(d["K"], page, out)
	}
}

func (s *structure) kids(k any, page pdfRef, out *strings.Builder) {
	if ref, ok := k.(pdfRef); ok {
		if s.seen[ref] {
			return
		}
		if _, isArray := s.file.get(ref).(pdfArray); !isArray {
			s.seen[ref] = true
		}
	}
	switch k := s.file.get(k).(type) {
	case pdfArray:
		for _, kid := range k {
			s.kids(kid, page, out)
		}
	case float64:
		s.take(page, int(k), out)
	case pdfDict:
		switch k["Type"] {
		case pdfName("MCR"):
			if ref, ok := k["Pg"].(pdfRef); ok {
				page = ref
			}
			s.take(page, int(s.file.number(k["MCID"])), out)
		case pdfName("OBJR"):
		default:
			s.element(k, page, out)
		}
	}
}

func (s *structure) take(page pdfRef, id int, out *strings.Builder) {
	if text := s.marked[page][id]; text != nil {
		out.WriteString(text.String())
		delete(s.marked[page], id)
	}
}

// pdfFont maps codes of two bytes to text and to widths in thousandths.
type pdfFont struct {
	text     map[uint16]string
	width    map[uint16]float64
	standard float64
}

func (f *pdfFile) font(v any, known map[pdfRef]*pdfFont) (*pdfFont, error) {
	ref, _ := v.(pdfRef)
	if font := known[ref]; font != nil && ref != 0 {
		return font, nil
	}
	d := f.dict(v)
	if d["Subtype"] != pdfName("Type0") {
		return nil, fmt.Errorf("%w: a font of type %v", errPDF, d["Subtype"])
	}
	font := &pdfFont{text: map[uint16]string{}, width: map[uint16]float64{}, standard: 1000}
	if d["ToUnicode"] != nil {
		data, err := f.content(d["ToUnicode"])
		if err != nil {
			return nil, err
		}
		font.readMap(data)
	}
	if list := f.array(d["DescendantFonts"]); len(list) > 0 {
		font.readWidths(f, f.dict(list[0]))
	}
	known[ref] = font
	return font, nil
}

func code(v any) (uint16, bool) {
	t, ok := v.(pdfText)
	if !ok || len(t) != 2 {
		return 0, false
	}
	return uint16(t[0])<<8 | uint16(t[1]), true
}

func utf16Text(b pdfText) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = uint16(b[2*i])<<8 | uint16(b[2*i+1])
	}
	return string(utf16.Decode(units))
}

// readMap reads a ToUnicode map.
func (p *pdfFont) readMap(data []byte) {
	l := &pdfLexer{data: data}
	var operands []any
	for !l.end() {
		switch v := l.next().(type) {
		case pdfWord:
			switch v {
			case "endbfchar":
				for i := 0; i+1 < len(operands); i += 2 {
					from, ok := code(operands[i])
					if to, ok2 := operands[i+1].(pdfText); ok && ok2 {
						p.text[from] = utf16Text(to)
					}
				}
			case "endbfrange":
				for i := 0; i+2 < len(operands); i += 3 {
					p.readRange(operands[i], operands[i+1], operands[i+2])
				}
			}
			operands = nil
		default:
			operands = append(operands, v)
		}
	}
}

func (p *pdfFont) readRange(first, last, to any) {
	a, ok := code(first)
	b, ok2 := code(last)
	if !ok || !ok2 {
		return
	}
	for i := 0; i <= int(b)-int(a); i++ {
		switch to := to.(type) {
		case pdfText:
			runes := []rune(utf16Text(to))
			if len(runes) > 0 {
				runes[len(runes)-1] += rune(i)
				p.text[a+uint16(i)] = string(runes)
			}
		case pdfArray:
			if i < len(to) {
				if t, ok := to[i].(pdfText); ok {
					p.text[a+uint16(i)] = utf16Text(t)
				}
			}
		}
	}
}

// readWidths reads the two forms of a W array: c [w1 w2 …] and first last w.
func (p *pdfFont) readWidths(f *pdfFile, d pdfDict) {
	if w, ok := f.get(d["DW"]).(float64); ok {
		p.standard = w
	}
	list := f.array(d["W"])
	for i := 0; i+1 < len(list); {
		first := int(min(max(f.number(list[i]), 0), 0xFFFF))
		if widths := f.array(list[i+1]); widths != nil {
			for j, w := range widths {
				p.width[uint16(first+j)] = f.number(w)
			}
			i += 2
			continue
		}
		if i+2 >= len(list) {
			return
		}
		for c := first; c <= int(min(f.number(list[i+1]), 0xFFFF)); c++ {
			p.width[uint16(c)] = f.number(list[i+2])
		}
		i += 3
	}
}

// matrix is a transformation [a b c d e f] of PDF.
type matrix [6]float64

func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

func (m matrix) point(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

var unit = matrix{1, 0, 0, 1, 0, 0}

// mark is one level of marked content.
type mark struct {
	id       int // -1: none of its own
	artifact bool
	instead  bool // its text was given as ActualText
}

// pageReader runs a page's content and keeps the text that it shows.
type pageReader struct {
	file      *pdfFile
	fonts     map[pdfRef]*pdfFont
	resources pdfDict
	page      int
	limit     edges
	paper     edges
	marked    markedText
	unplaced  strings.Builder
	outside   []overrun
	drawn     []drawing
	inked     bool // something is painted

	place  matrix // current transformation
	saved  []matrix
	line   matrix // text line matrix, moved on by each text shown
	font   *pdfFont
	size   float64
	marks  []mark
	failed error
}

func (r *pageReader) run(content []byte) error {
	r.place, r.line = unit, unit
	l := &pdfLexer{data: content}
	var operands []any
	for !l.end() && r.failed == nil {
		v := l.next()
		operator, ok := v.(pdfWord)
		if !ok {
			operands = append(operands, v)
			continue
		}
		r.operate(operator, operands)
		operands = operands[:0]
	}
	return r.failed
}

func numbers(operands []any) (m matrix) {
	for i := range min(len(operands), len(m)) {
		m[i], _ = operands[i].(float64)
	}
	return m
}

func (r *pageReader) operate(operator pdfWord, operands []any) {
	switch operator {
	case "q":
		r.saved = append(r.saved, r.place)
	case "Q":
		if n := len(r.saved); n > 0 {
			r.place, r.saved = r.saved[n-1], r.saved[:n-1]
		}
	case "cm":
		r.place = numbers(operands).times(r.place)
	case "BT":
		r.line = unit
	case "Tm":
		r.line = numbers(operands)
	case "Td", "TD":
		by := numbers(operands)
		r.line = matrix{1, 0, 0, 1, by[0], by[1]}.times(r.line)
	case "Tf":
		r.setFont(operands)
	case "Do":
		r.inked = true
		r.draw(operands)
	case "Tj", "TJ":
		r.inked = true
		r.show(operands)
	case "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh":
		r.inked = true
	case "'", "\"", "T*":
		r.failed = fmt.Errorf("%w: operator %s", errPDF, operator)
	case "BMC", "BDC":
		r.begin(operands)
	case "EMC":
		if n := len(r.marks); n > 0 {
			r.marks = r.marks[:n-1]
		}
	}
}

func (r *pageReader) setFont(operands []any) {
	if len(operands) < 2 {
		return
	}
	name, _ := operands[0].(pdfName)
	r.size, _ = operands[1].(float64)
	r.font, r.failed = r.file.font(r.file.dict(r.resources["Font"])[name], r.fonts)
}

// draw notes an image. Drawings of lines have no pixels.
func (r *pageReader) draw(operands []any) {
	if len(operands) == 0 {
		return
	}
	name, _ := operands[0].(pdfName)
	ref, ok := r.file.dict(r.resources["XObject"])[name].(pdfRef)
	if ok && r.file.dict(ref)["Subtype"] == pdfName("Image") {
		r.drawn = append(r.drawn, drawing{r.page, ref, r.place})
	}
}

func (r *pageReader) begin(operands []any) {
	m := mark{id: -1}
	if len(operands) > 0 {
		m.artifact = operands[0] == pdfName("Artifact")
	}
	var properties pdfDict
	if len(operands) > 1 {
		if name, ok := operands[1].(pdfName); ok {
			properties = r.file.dict(r.file.dict(r.resources["Properties"])[name])
		} else {
			properties, _ = operands[1].(pdfDict)
		}
	}
	if id, ok := properties["MCID"].(float64); ok {
		m.id = int(id)
	}
	r.marks = append(r.marks, m)
	if actual, ok := properties["ActualText"].(pdfText); ok {
		r.add(decodeText(actual))
		r.marks[len(r.marks)-1].instead = true
	}
}

// decodeText reads a text string: UTF-16 with a byte order mark, else Latin letters.
func decodeText(t pdfText) string {
	if len(t) >= 2 && t[0] == 0xFE && t[1] == 0xFF {
		return utf16Text(t[2:])
	}
	runes := make([]rune, len(t))
	for i, c := range t {
		runes[i] = rune(c)
	}
	return string(runes)
}

// add puts text where the marked content around it belongs; none for an artifact.
func (r *pageReader) add(text string) {
	id := -1
	for _, m := range r.marks {
		if m.artifact || m.instead {
			return
		}
		if m.id >= 0 {
			id = m.id
		}
	}
	if id < 0 {
		r.unplaced.WriteString(text)
		return
	}
	if r.marked[id] == nil {
		r.marked[id] = &strings.Builder{}
	}
	r.marked[id].WriteString(text)
}

func (r *pageReader) show(operands []any) {
	if r.font == nil || len(operands) == 0 {
		return
	}
	parts := pdfArray{operands[0]}
	if list, ok := operands[0].(pdfArray); ok {
		parts = list
	}
	var text strings.Builder
	advance := 0.0
	for _, p := range parts {
		switch p := p.(type) {
		case float64:
			advance -= p / 1000 * r.size
		case pdfText:
			for i := 0; i+1 < len(p); i += 2 {
				c := uint16(p[i])<<8 | uint16(p[i+1])
				s, ok := r.font.text[c]
				if !ok {
					s = "\uFFFD"
				}
				text.WriteString(s)
				w, ok := r.font.width[c]
				if !ok {
					w = r.font.standard
				}
				advance += w / 1000 * r.size
			}
		}
	}
	whole := r.line.times(r.place)
	r.line = matrix{1, 0, 0, 1, advance, 0}.times(r.line)
	r.add(text.String())
	r.checkEdges(whole, advance, text.String())
}

func (r *pageReader) checkEdges(whole matrix, advance float64, text string) {
	for _, m := range r.marks {
		if m.artifact {
			return
		}
	}
	x, y := whole.point(0, 0)
	end, _ := whole.point(advance, 0)
	if !r.limit.hold(min(x, end), max(x, end), y) {
		r.outside = append(r.outside, overrun{r.page, !r.paper.hold(min(x, end), max(x, end), y), text})
	}
}
