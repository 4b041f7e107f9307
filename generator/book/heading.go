package book

import (
	"regexp"
	"strings"

	"showcase/generator/markdown"
	"showcase/generator/site"
)

// numbering numbers the headings of one page: 一、（一）1.（1）, whatever levels
// and ordinals their author typed. Levels count by nesting, so that one which
// was left out (## then ####) leaves no gap and one which comes too early is
// not numbered below a heading that is not there.
type numbering struct {
	open  []int  // the typed levels of the headings that a new one stands in
	count [5]int // numbers used, by printed level
}

// level is the printed level, 1–4, of a heading typed at some level.
func (n *numbering) level(typed int) int {
	for len(n.open) > 0 && n.open[len(n.open)-1] >= typed {
		n.open = n.open[:len(n.open)-1]
	}
	n.open = append(n.open, typed)
	level := min(len(n.open), 4)
	for l := level + 1; l < len(n.count); l++ {
		n.count[l] = 0
	}
	return level
}

// next is the ordinal of a new heading of a printed level.
func (n *numbering) next(level int) string {
	n.count[level]++
	return headingNumber(level, n.count[level])
}

func (c *converter) heading(n *markdown.Node) []Block {
	plain := strings.TrimSpace(markdown.PlainText(n))
	if repeatsTitle(c.page, int(n.Level), plain) {
		return nil
	}
	c.inHeading = true
	text := c.inlines(n)
	c.inHeading = false
	if len(text) == 0 {
		return nil
	}
	h := &Heading{Level: c.number.level(int(n.Level)), Text: text}
	if !chapter.MatchString(plain) && !annexNote.MatchString(plain) {
		h.Text = cutLeft(text, len(ordinalOf(plain)))
		h.Number = c.number.next(h.Level)
	}
	h.Bookmark = c.bookmark(c.bookmarks[c.page] + "--" + n.ID)
	h.InOutline = c.page == c.assembler.page && h.Level == 1
	return []Block{h}
}

// annexNote opens what is added behind a text (附：名单, 附件1 …): it is no
// point of the argument and bears no number.
var annexNote = regexp.MustCompile(`^附(?:件|录|表|图)?[\d一二三四五六七八九十]*[：:\s]|^附(?:件|录|表|图)?[\d一二三四五六七八九十]*$`)

// repeatsTitle reports that a heading merely says the page's title again.
func repeatsTitle(p *site.Page, level int, text string) bool {
	return level == 1 && strings.TrimSpace(text) == strings.TrimSpace(p.Title)
}

// chapter is a heading that has a name for its number (第一章 总则, 第三条): it
// keeps it, because the text may speak of it.
var chapter = regexp.MustCompile(`^第[一二三四五六七八九十百零〇\d]+[章节条编篇讲课]`)

// ordinal is a number that an author typed before a heading: 一、 （一） (一) 1.
// 1、 （1） 1） 1.2.3 ①.
var ordinal = regexp.MustCompile(`^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）][、.．]?|[0-9０-９]{1,2}(?:\.\d{1,2})+[.．、]?[ 　]|[0-9０-９]{1,2}[.．、)）]|[（(][0-9０-９]{1,2}[)）][、.．]?|[①-⑳⑴-⒇⒈-⒛])[ 　]*`)

// ordinalOf is all that was typed for numbers before a heading's text. "3.5倍"
// begins with none.
func ordinalOf(s string) string {
	rest := s
	for {
		typed := ordinal.FindString(rest)
		if typed == "" || len(typed) == len(rest) {
			break
		}
		if after := rest[len(typed)]; strings.HasSuffix(typed, ".") && '0' <= after && after <= '9' {
			break
		}
		rest = rest[len(typed):]
	}
	return s[:len(s)-len(rest)]
}

// cutLeft drops the first n bytes of the text of a run of inlines, as they are
// counted behind leading blanks. What is no text stays.
func cutLeft(text []Inline, n int) []Inline {
	var kept []Inline
	begun := false
	for i, in := range text {
		if !begun {
			in.Text = strings.TrimLeft(in.Text, " 　")
		}
		cut := min(n, len(in.Text))
		n -= cut
		in.Text = in.Text[cut:]
		if n == 0 {
			in.Text = strings.TrimLeft(in.Text, " 　")
		}
		begun = begun || cut > 0
		if in.Text != "" || in.Note != nil || in.Picture != "" || in.Break {
			kept = append(kept, in)
		}
		if n == 0 && in.Text != "" {
			return append(kept, text[i+1:]...)
		}
	}
	return kept
}

// headingNumber is the ordinal of a level (GB/T 9704-2012, 7.3.3).
func headingNumber(level, n int) string {
	switch level {
	case 1:
		return Han(n) + "、"
	case 2:
		return "（" + Han(n) + "）"
	case 3:
		return itoa(n) + "."
	}
	return "（" + itoa(n) + "）"
}

// Han writes 1–99 in Han numerals; other numbers in digits.
func Han(n int) string {
	digits := []rune("零一二三四五六七八九")
	switch {
	case n < 1 || n > 99:
		return itoa(n)
	case n < 10:
		return string(digits[n])
	case n < 20:
		return strings.TrimSuffix("十"+string(digits[n%10]), "零")
	}
	return strings.TrimSuffix(string(digits[n/10])+"十"+string(digits[n%10]), "零")
}
