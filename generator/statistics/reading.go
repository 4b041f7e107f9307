package statistics

import (
	"strings"

	"showcase/generator/content"
)

// Shelf is what recommended reading comes to.
type Shelf struct {
	Books    int  // 种: different titles of books
	Articles int  // 篇: different titles of articles
	Readers  Cell // 人次: who read two of them counts twice
}

// Reading counts recommendations, which may stand in files and in registers. A
// title recommended twice is one title, but both times had readers; what does
// not say that it is an article is a book.
func Reading(records []*content.Item) Shelf {
	var s Shelf
	books, articles := map[string]bool{}, map[string]bool{}
	for _, r := range records {
		s.Readers.add(Attendance(r.Value("readers")))
		titles := books
		if IsArticle(r) {
			titles = articles
		}
		titles[strings.Trim(r.Title, "《》 ")] = true
	}
	s.Books, s.Articles = len(books), len(articles)
	return s
}

// IsArticle reports whether what was recommended is an article, not a book.
func IsArticle(reading *content.Item) bool { return reading.Value("kind").Text == "文章" }

// Attendance is how many took part, 人: as many as are named, or the number given.
func Attendance(v content.Value) Cell {
	if v.Names != nil {
		return Cell{Count: len(v.Names)}
	}
	return Cell{int(v.Count.Value), v.Count.Sign}
}
