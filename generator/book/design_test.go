package book_test

import (
	"fmt"
	"strings"

	"showcase/generator/book"
	"showcase/generator/content"
)

// design prints a designed sheet.
func (p *printer) design(b book.Block) {
	switch b := b.(type) {
	case *book.Certificate:
		fmt.Fprintf(p, "certificate %v [%s] %s|%s%s|%s %s %s\n", b.Sheet, b.Title, strings.Join(b.To, "|"), b.Text, b.Closing, b.Issuer, b.Date, b.Number)
	case *book.Calibration:
		fmt.Fprintf(p, "calibration %v, %d lines\n", b.Sheet, len(b.Lines))
	case *book.Panel:
		fmt.Fprintf(p, "panel %g×%g+%g+%g [%s|%s|%s] %s honour %v code %s\n", b.Width, b.Height, b.Bleed, b.Slug, b.School, b.Kicker, b.Time, b.Title, b.Honour, b.Code)
		for _, s := range b.Sections {
			fmt.Fprintf(p, "  %s %s (%d:%d)\n", [...]string{"narrow", "whole", "banner", "above"}[s.Span], s.Title, s.Origin.Pos.Line, s.Origin.Pos.Column)
			for _, part := range s.Parts {
				name, text := strings.CutPrefix(fmt.Sprintf("%T %v", part, part), "*book.")
				if text {
					fmt.Fprintf(p, "    %s\n", name)
				}
			}
		}
	}
}

// ExampleCitation shows what certificates say by rule.
func ExampleCitation() {
	for _, r := range []map[string]string{
		{"title": "教科研成果评选研究成果一等奖", "event": "2011年度教科研成果评选", "grade": "一等奖"},
		{"title": "绝活奖", "event": "2011年教师节表彰会"},
		{"title": "优秀教师", "event": "2011年教师节表彰会"},
		{"title": "教坛新秀"},
		{"title": "朗诵比赛", "event": "读书节", "grade": "第二名"},
		{"title": "绝活奖", "wording": "一年来修好教具六十三件，荣获绝活奖。"},
	} {
		it := &content.Item{Title: r["title"], Values: map[string]content.Value{}}
		for k, v := range r {
			it.Values[k] = content.Value{Kind: content.KindText, Text: v}
		}
		fmt.Println(book.Citation(it))
	}
	// Output:
	// 在2011年度教科研成果评选中，荣获研究成果一等奖。
	// 在2011年教师节表彰会上，荣获绝活奖。
	// 在2011年教师节表彰会上，被评为优秀教师。
	// 被授予“教坛新秀”称号。
	// 在读书节中，荣获朗诵比赛第二名。
	// 一年来修好教具六十三件，荣获绝活奖。
}
