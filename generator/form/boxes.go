package form

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// ticked is what a chosen box looks like.
const ticked = "☑"

// tickedBox lists the boxes that are ticked already.
const tickedBox = "☑☒■√"

// openBox lists the boxes that can be ticked.
const openBox = "□☐▢❏◻"

// symbol is the character that a picture font shows: Wingdings draws boxes with
// codes of its own.
func symbol(n *node) string {
	code, err := strconv.ParseUint(n.attr("char"), 16, 32)
	if err != nil {
		return object
	}
	font := strings.ToLower(n.attr("font"))
	switch code & 0xFF {
	case 0xA8:
		if font == "wingdings" {
			return "□"
		}
	case 0xA3:
		if font == "wingdings 2" {
			return "□"
		}
	case 0xFE:
		if font == "wingdings" {
			return ticked
		}
	case 0x52:
		if font == "wingdings 2" {
			return ticked
		}
	}
	return object
}

// tickedSymbol is the ticked box of the same picture font.
func (m markup) tickedSymbol(n *node) string {
	code := "F0FE"
	if strings.EqualFold(n.attr("font"), "wingdings 2") {
		code = "F052"
	}
	return "<" + m.prefix + "sym " + m.prefix + `font="` + escape(n.attr("font")) + `" ` + m.prefix + `char="` + code + `"/>`
}

// box is a box to tick and the choice beside it.
type box struct {
	at, size int
	choice   string
}

// boxes finds the boxes of a text. A choice stands behind its box (□是 □否), or
// before it where nothing follows the last one (是□ 否□).
func boxes(text string) []box {
	var list []box
	for i, r := range text {
		if strings.ContainsRune(openBox+tickedBox, r) {
			list = append(list, box{at: i, size: utf8.RuneLen(r)})
		}
	}
	if len(list) == 0 {
		return nil
	}
	last := list[len(list)-1]
	before := fold(text[last.at+last.size:]) == "" && fold(text[:list[0].at]) != ""
	for i := range list {
		b := &list[i]
		if before {
			from := 0
			if i > 0 {
				from = list[i-1].at + list[i-1].size
			}
			words := strings.FieldsFunc(text[from:b.at], betweenChoices)
			if len(words) > 0 {
				b.choice = words[len(words)-1]
			}
			continue
		}
		to := len(text)
		if i+1 < len(list) {
			to = list[i+1].at
		}
		words := strings.FieldsFunc(text[b.at+b.size:to], betweenChoices)
		if len(words) > 0 {
			b.choice = words[0]
		}
	}
	return list
}

func betweenChoices(r rune) bool { return isFiller(r) || strings.ContainsRune("、，,；;:：", r) }

// tick ticks the boxes of the choices that a value names, one or several; ok is
// false if it names none of them.
func tick(text, value string) (changes []change, ok bool) {
	list := boxes(text)
	want := map[string]bool{fold(value): true}
	for _, v := range strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune("、，,；;/ \n", r) }) {
		want[fold(v)] = true
	}
	for _, b := range list {
		chosen := false
		for _, k := range keys(b.choice) {
			chosen = chosen || want[k]
		}
		if !chosen {
			continue
		}
		ok = true
		if strings.Contains(openBox, text[b.at:b.at+b.size]) {
			changes = append(changes, change{b.at, b.at + b.size, ticked})
		}
	}
	return changes, ok
}

// tickControls sets the state of the content controls whose box a change ticks.
func tickControls(l *line, changes []change) []edit {
	var out []edit
	for _, c := range changes {
		for _, s := range l.segs {
			if c.from < s.from || c.from >= s.to {
				continue
			}
			sdt := s.node.above("sdt")
			if sdt == nil {
				continue
			}
			if checked := sdt.child("sdtPr", "w14:checkbox", "w14:checked"); checked != nil {
				out = append(out, edit{checked.start, checked.end, `<w14:checked w14:val="1"/>`})
			}
		}
	}
	return out
}
