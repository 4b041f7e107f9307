package chart

import (
	"math"
	"strconv"
	"strings"
)

// State says where a span of a [Timeline] lies in time.
type State uint8

// The states of a span.
const (
	Coming State = iota
	Current
	Past
)

// Span is one span of a [Timeline], in months since the year 0 (see [Month]).
type Span struct {
	Label    string
	Note     string // behind the label: the dates
	From, To float64
	State    State
}

// Timeline shows spans one below the other over a common axis of months.
type Timeline struct {
	Label    string
	Spans    []Span
	Now      float64 // 0: not marked
	NowLabel string
	Width    float64
	Year     string // how a year is written on the axis: "%s年"; empty: the number alone
}

// Month is the beginning of a month (1–12) on a timeline's axis.
func Month(year, month int) float64 { return float64(year*12 + month - 1) }

const (
	timelineAxis = 26.0
	spanHeight   = 12.0
	spanRow      = 50.0
)

// SVG draws the timeline. It is empty if there are no spans.
func (t Timeline) SVG() string {
	if len(t.Spans) == 0 {
		return ""
	}
	from, to := t.ends()
	share := func(m float64) float64 { return math.Min(1, math.Max(0, (m-from)/(to-from))) }
	d := newDrawing(t.Width)
	bottom := timelineAxis + spanRow*float64(len(t.Spans)) - 6
	d.begin("img", t.Label, t.describe(), 0, bottom)
	t.axis(d, from, to, share, bottom)
	for i, s := range t.Spans {
		t.span(d, s, share(s.From), share(math.Max(s.From, s.To)), timelineAxis+spanRow*float64(i))
	}
	if t.Now > from && t.Now < to {
		at := share(t.Now)
		d.rule("now", at, 20, at, bottom)
		now := shorten(t.NowLabel, softSize, d.room()*.24)
		anchor, half := "middle", d.share(textWidth(now, softSize)/2)
		if at < half {
			anchor = "start"
		} else if at > 1-half {
			anchor = "end"
		}
		d.text(face{"soft now-label", softSize}, "", anchor, at, 0, 14, now)
	}
	return d.end()
}

// drawn says that a span lies in the first ten thousand years.
func (s Span) drawn() bool {
	const last = 12 * 10000
	return s.From >= 0 && s.From <= last && s.To >= 0 && s.To <= last
}

// ends are the first and the last month.
func (t Timeline) ends() (from, to float64) {
	from = math.Inf(1)
	for _, s := range t.Spans {
		if s.drawn() {
			from, to = math.Min(from, s.From), math.Max(to, s.To)
		}
	}
	from = math.Min(from, to) // there may be none
	return from, math.Max(to, from+1)
}

// span draws a span below its label, which begins with it, or ends with it
// where it would run out of the picture.
func (t Timeline) span(d *drawing, s Span, from, to, y float64) {
	d.mark(strings.TrimSpace(s.Label + " " + s.Note))
	defer d.done()
	if !s.drawn() {
		d.text(over, "", "", 0, 0, y+16, shorten(s.Label, labelSize, d.room()))
		return
	}
	spanLabel(d, s.Label, from, to, y+16)
	class := [...]string{"coming", "current", "past"}[min(s.State, Past)]
	d.rect(class, from, to, y+24, spanHeight)
}

// spanLabel writes a label where its span is, in places that are wide enough for
// that; in others from the left, as much as there is room for.
func spanLabel(d *drawing, label string, from, to, y float64) {
	w := textWidth(label, labelSize)
	anchor, at := "", from
	if d.share(w) > 1-from && to > 1-from {
		anchor, at = "end", to
	}
	class, ok := d.from(w / math.Max(1-from, to))
	if ok {
		d.text(over, class, anchor, at, 0, y, label)
	}
	if !ok || class != "" {
		d.text(over, strings.Replace(class, "from-", "to-", 1), "", 0, 0, y, shorten(label, labelSize, d.room()))
	}
}

// axis draws a line for each January, or for every third month of a short span,
// or for fewer years of a long one.
func (t Timeline) axis(d *drawing, from, to float64, share func(float64) float64, bottom float64) {
	step := 12.0
	if to-from <= 15 {
		step = 3
	}
	for _, years := range [...]float64{2, 5, 10, 20, 50, 100, 1000} {
		if (to-from)/step > 12 {
			step = years * 12
		}
	}
	last := -1.0
	for m := math.Ceil(from/step) * step; m <= to; m += step {
		at := share(m)
		d.rule("grid", at, 20, at, bottom)
		label := t.tick(int(m))
		w := d.share(textWidth(label, softSize))
		if at < last || at+w > 1 || t.Now > 0 && math.Abs(at+w/2-share(t.Now)) < w/2+.12+d.share(4) {
			continue
		}
		last = at + w + d.share(8)
		d.text(soft, "", "", at, 0, 14, label)
	}
}

// tick is a month on the axis: a January as its year.
func (t Timeline) tick(m int) string {
	year := strconv.Itoa(m / 12)
	if m%12 == 0 && t.Year != "" {
		return strings.Replace(t.Year, "%s", year, 1)
	}
	if m%12 == 0 {
		return year
	}
	return year + "." + strconv.Itoa(m%12+1)
}

// Table has the spans as rows, with their notes.
func (t Timeline) Table() Table {
	table := Table{Head: []string{"", t.Label}}
	for _, s := range t.Spans {
		table.Rows = append(table.Rows, []string{s.Label, s.Note})
	}
	return table
}

func (t Timeline) describe() string {
	parts := make([]string, len(t.Spans))
	for i, s := range t.Spans {
		parts[i] = strings.TrimSpace(s.Label + " " + s.Note)
	}
	return strings.Join(parts, "; ")
}
