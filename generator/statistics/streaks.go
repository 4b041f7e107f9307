package statistics

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"showcase/generator/content"
)

// Streak is an honour that one recipient held in consecutive years: 连续五年.
type Streak struct {
	Title     string        // without the year that some write into it
	Recipient string        // a name; 学校 for the school
	From, To  int           // the first year and the last
	Last      *content.Item // the record of the last year, or the one that lists the years
}

// Length is how many years a streak has lasted.
func (s Streak) Length() int { return s.To - s.From + 1 }

// Streaks finds the honours that somebody held for two consecutive years or
// more, longest first, then the latest. An honour is told by its title and
// issuer; it was held in the years of its records (S05: one record a year) and
// in those that a record lists (years: 2008、2009、2010 or 2008—2010).
//
// Pupils and recipients without a name are left out: nothing tells whether
// they are the same.
func Streaks(records []*content.Item) []Streak {
	held := map[honour][]heldIn{}
	for _, r := range records {
		years := yearsOf(r)
		if len(years) == 0 || r.Value("aggregate").Bool {
			continue
		}
		h := honour{title: undatedTitle(r.Title), issuer: r.Value("issuer").Text}
		for _, who := range recipients(r) {
			h.recipient = who
			for _, y := range years {
				held[h] = append(held[h], heldIn{y, r})
			}
		}
	}
	var out []Streak
	for h, years := range held {
		if len(years) > 1 {
			out = append(out, streaks(h, years)...)
		}
	}
	slices.SortFunc(out, func(a, b Streak) int {
		return cmp.Or(b.Length()-a.Length(), b.To-a.To, LevelRank(a.Last.Value("level").Text)-LevelRank(b.Last.Value("level").Text),
			strings.Compare(a.Title, b.Title), strings.Compare(a.Recipient, b.Recipient), strings.Compare(a.issuer(), b.issuer()))
	})
	return out
}

func (s Streak) issuer() string { return s.Last.Value("issuer").Text }

// honour is what may be held year after year.
type honour struct{ title, issuer, recipient string }

// heldIn is a year of an honour and the record that says so.
type heldIn struct {
	year   int
	record *content.Item
}

// streaks cuts the years of an honour into runs and keeps those of two or more.
func streaks(h honour, years []heldIn) []Streak {
	slices.SortStableFunc(years, func(a, b heldIn) int { return a.year - b.year })
	var out []Streak
	for i := 0; i < len(years); {
		s := Streak{Title: h.title, Recipient: h.recipient, From: years[i].year, To: years[i].year}
		for ; i < len(years) && years[i].year <= s.To+1; i++ {
			s.To, s.Last = years[i].year, years[i].record
		}
		if s.Length() > 1 {
			out = append(out, s)
		}
	}
	return out
}

// recipients are whom a streak may belong to: the school, or everyone named.
func recipients(r *content.Item) []string {
	kind := r.Value("recipient_type").Text
	if kind == "学校" {
		return []string{kind}
	}
	if kind == "学生" {
		return nil
	}
	var out []string
	for _, n := range r.Value("recipients").Names {
		out = append(out, n.Text)
	}
	return out
}

// yearsOf are the years that a record lists, else that of its date.
func yearsOf(r *content.Item) []int {
	var out []int
	for _, s := range r.Value("years").Strings() {
		out = append(out, yearsIn(s)...)
	}
	if out == nil && r.Date.Year > 0 {
		out = []int{r.Date.Year}
	}
	return out
}

// longest is more years than any honour was ever held for: what is longer is a
// slip of the pen.
const longest = 60

// yearsIn reads 2008年, or 2008—2010 as three years.
func yearsIn(s string) []int {
	var found []int
	for _, digits := range fourDigits.FindAllString(s, -1) {
		y, _ := strconv.Atoi(digits) // four digits
		found = append(found, y)
	}
	if len(found) != 2 || found[1] <= found[0] || found[1]-found[0] > longest {
		return found
	}
	var out []int
	for y := found[0]; y <= found[1]; y++ {
		out = append(out, y)
	}
	return out
}

var (
	fourDigits = regexp.MustCompile(`\d{4}`)
	yearPhrase = regexp.MustCompile(`(?:19|20)\d\d(?:\s*[-—–~～至/]\s*(?:19|20)?\d\d)?\s*(?:学年度|学年|年度|年)?`)
)

// undatedTitle takes the year out of a title: 2010年度先进集体 and
// 2011年度先进集体 are one honour.
func undatedTitle(title string) string {
	if !strings.Contains(title, "20") && !strings.Contains(title, "19") {
		return title
	}
	return cmp.Or(strings.TrimSpace(yearPhrase.ReplaceAllString(title, "")), title)
}
