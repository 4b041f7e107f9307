package statistics

import (
	"strings"

	"showcase/generator/config"
	"showcase/generator/content"
	"showcase/generator/diag"
)

// span is a window as a text names it. What it comes to depends on the page:
// 近五年 ends with the page's last day.
type span struct {
	kind spanKind
	n    int    // years; 0 this, -1 the last
	name string // 近五年; empty where the dates are written
	at   Window
	term content.Term
}

type spanKind uint8

const (
	spanOwn    spanKind = iota // the page's own, see place
	spanAll                    // no bounds
	spanYears                  // the n years up to the page's last month
	spanTerm                   // the school term of the page's last day, or the one before it
	spanSchool                 // the same for school years
	spanYear                   // the same for calendar years
	spanFixed                  // dates
	spanNamed                  // a term by its name
)

var spanHint = diag.Say("可以写：近五年、本学期、上学期、本学年、上学年、2011年、2011—2012学年度、2007-06~2012-05、全部",
	"write 近五年, 本学期, 上学期, 本学年, 上学年, 2011年, 2011—2012学年度, 2007-06~2012-05 or 全部")

// parseSpan reads the name of a window or its dates.
func parseSpan(text string) (span, *content.Fault) {
	t := strings.NewReplacer(" ", "", "\u3000", "").Replace(strings.ToLower(text))
	for _, s := range []struct {
		names string
		span
	}{
		{"全部 历年 历年来 多年来 建校以来 所有 all", span{kind: spanAll}},
		{"本文 统计区间 own", span{kind: spanOwn}},
		{"本学期 这学期 thisterm", span{kind: spanTerm}},
		{"上学期 上个学期 lastterm", span{kind: spanTerm, n: -1}},
		{"本学年 本学年度 这学年 thisschoolyear", span{kind: spanSchool}},
		{"上学年 上学年度 上个学年 lastschoolyear", span{kind: spanSchool, n: -1}},
		{"今年 本年 本年度 thisyear", span{kind: spanYear}},
		{"去年 上年 上年度 lastyear", span{kind: spanYear, n: -1}},
	} {
		for _, name := range strings.Fields(s.names) {
			if strings.ReplaceAll(t, "-", "") == name {
				s.span.name = text
				return s.span, nil
			}
		}
	}
	if n := years(t); n > 0 {
		return span{kind: spanYears, n: n, name: text}, nil
	}
	if from, to, fault := content.ParseRange(text); fault == nil {
		return span{kind: spanFixed, at: Window{From: from, To: to}}, nil
	}
	for _, until := range []string{"截至", "截止"} {
		if rest, ok := strings.CutPrefix(text, until); ok {
			if d, fault := content.ParseDate(rest); fault == nil {
				return span{kind: spanFixed, at: Window{To: d}}, nil
			}
		}
	}
	if term, fault := content.ParseTerm(text); fault == nil {
		return span{kind: spanNamed, term: term, name: term.String()}, nil
	}
	return span{}, &content.Fault{Message: diag.Say("看不懂时段“%s”。", "The window %q cannot be read.", text), Hint: spanHint}
}

// years reads 近五年, 最近5年, 五年来, last 5 years; 0 if it is none.
func years(t string) int {
	found := false
	for _, prefix := range []string{"最近", "近", "last", "过去"} {
		if rest, ok := strings.CutPrefix(t, prefix); ok {
			t, found = strings.TrimPrefix(rest, "-"), true
			break
		}
	}
	for _, suffix := range []string{"年来", "年以来", "-years", "years", "年"} {
		rest, ok := strings.CutSuffix(t, suffix)
		if !ok || !found && suffix == "年" {
			continue
		}
		c, fault := content.ParseCount(rest)
		if fault == nil && c.Unit == "" && c.Sign == content.Exact && c.Value >= 1 && c.Value <= 100 && c.Value == float64(int(c.Value)) {
			return int(c.Value)
		}
	}
	return 0
}

// place is what windows depend on: where a number stands.
type place struct {
	own   Window       // what its numbers are about where nothing is said
	end   content.Date // the last day that it speaks of; zero: not known
	terms config.Terms
}

// window is what a span comes to at a place; ok is false where that depends on
// a day which is not known.
//
// 近N年 is counted in whole months, the last of which is that of the last day:
// up to 17 May 2012, five years are 2007年6月—2012年5月, as submissions print
// them. Terms and school years are whole.
func (s span) window(at place) (w Window, ok bool) {
	switch s.kind {
	case spanOwn:
		return at.own, true
	case spanAll:
		return Window{}, true
	case spanFixed:
		return s.at, true
	case spanNamed:
		from, to := s.term.Span(at.terms)
		return Window{From: from, To: to}, true
	}
	end := at.end
	if end.IsZero() {
		return Window{}, false
	}
	switch s.kind {
	case spanYears:
		if end.Month == 0 {
			return Window{From: content.Date{Year: end.Year - s.n + 1}, To: content.Date{Year: end.Year}}, true
		}
		from := content.Date{Year: end.Year - s.n, Month: end.Month + 1}
		if from.Month > 12 {
			from = content.Date{Year: from.Year + 1, Month: 1}
		}
		return Window{From: from, To: content.Date{Year: end.Year, Month: end.Month}}, true
	case spanYear:
		y := content.Date{Year: end.Year + s.n}
		return Window{From: y, To: y}, true
	}
	term := content.TermOf(end, at.terms)
	if term.IsZero() {
		return Window{}, false
	}
	if s.kind == spanSchool {
		term = content.Term{Year: term.Year + s.n}
	} else if s.n < 0 {
		if term.Half--; term.Half == 0 {
			term = content.Term{Year: term.Year - 1, Half: 2}
		}
	}
	from, to := term.Span(at.terms)
	return Window{From: from, To: to}, true
}
