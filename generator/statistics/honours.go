package statistics

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"showcase/generator/content"
)

// Honour is one honour of one recipient, in all years in which it was won. It
// is told by its title and issuer: the year that some write into the title does
// not make it another.
type Honour struct {
	Title     string        // without a year
	Recipient string        // a name; 学校 for the school
	Years     []int         // rising, each once; none where no record has a date
	Last      *content.Item // the record of the last year

	level, grade int // ranks
}

// Honours gathers award records by honour and recipient, highest level first,
// then the latest. An honour was held in the years of its records, or in those
// that a record lists (years: 2008、2009、2010 or 2008—2010).
//
// Sums, pupils and recipients without a name are left out: nothing tells
// whether they are the same.
func Honours(records []*content.Item) []Honour {
	type key struct{ title, issuer, recipient string }
	at := map[key]int{}
	var out []Honour
	for _, r := range records {
		if r.Value("aggregate").Bool {
			continue
		}
		k := key{title: undatedTitle(r.Title), issuer: r.Value("issuer").Text}
		years := yearsOf(r)
		for _, who := range recipients(r) {
			k.recipient = who
			i, known := at[k]
			if !known {
				i = len(out)
				at[k] = i
				out = append(out, Honour{Title: k.title, Recipient: who})
			}
			out[i].add(years, r)
		}
	}
	for i := range out {
		h := &out[i]
		slices.Sort(h.Years)
		h.Years = slices.Compact(h.Years)
		h.level, h.grade = content.LevelRank(h.Last.Value("level").Text), content.GradeRank(h.Last.Value("grade").Text)
	}
	slices.SortStableFunc(out, func(a, b Honour) int {
		return cmp.Or(a.level-b.level, b.Last.Date.Compare(a.Last.Date), a.grade-b.grade)
	})
	return out
}

// add enters a record of the honour.
func (h *Honour) add(years []int, r *content.Item) {
	h.Years = append(h.Years, years...)
	if h.Last == nil || h.Last.Date.Compare(r.Date) < 0 {
		h.Last = r
	}
}

// Streak is the longest run of consecutive years in which the honour was held
// (连续五年), the later of two that are equally long; 0, 0 if it has no years.
func (h Honour) Streak() (from, to int) {
	for i := 0; i < len(h.Years); {
		start := i
		for i++; i < len(h.Years) && h.Years[i] == h.Years[i-1]+1; i++ {
		}
		if first, last := h.Years[start], h.Years[i-1]; from == 0 || last-first >= to-from {
			from, to = first, last
		}
	}
	return from, to
}

// Streaks are the honours that were held for at least two years running,
// longest first.
func Streaks(honours []Honour) []Honour {
	var out []Honour
	for _, h := range honours {
		if from, to := h.Streak(); to > from {
			out = append(out, h)
		}
	}
	slices.SortStableFunc(out, func(a, b Honour) int {
		fromA, toA := a.Streak()
		fromB, toB := b.Streak()
		return cmp.Or((toB-fromB)-(toA-fromA), toB-toA)
	})
	return out
}

// recipients are whom an honour may belong to: the school, or everyone named.
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
