// Package lint finds what is wrong with the text itself: damage done by bad
// conversions, Chinese punctuation, slips, and what privacy forbids to publish.
//
// [Text] reads the raw bytes of one Markdown file, front matter included, and
// returns findings with their place and, where nothing can go wrong, a fix.
// Code, addresses and link targets are left alone; values of front matter are
// read for damage and privacy only, since commas and quotes are syntax there.
// It knows one file and nothing else: no site, no records, no clock.
//
// A clean page costs one pass over its characters (see quick); only a page in
// which something looks unusual is read with the rules, listed by [Rules].
// Personal numbers are never repeated in full in a message.
package lint

import (
	"fmt"
	"slices"
	"strings"

	"showcase/generator/diag"
)

// Options say what is known about the file. The zero value fits a body
// without front matter.
type Options struct {
	Body   int      // byte offset where the body begins, behind the front matter's closing fence; 0: no front matter
	Type   string   // the page's type: "dossier", "case", …; may be empty
	Strict bool     // what is handed in: template leftovers and personal circumstances are errors. A dossier always is
	Allow  []string // words and numbers that are never reported (the office's telephone, a name with a rare character)
	People []string // full names of known people, for P05
	Slips  []Slip   // the site's own words for wording/slip
	Off    []string // codes of rules that are not applied
	All    bool     // every finding; else the 50th of a rule and severity is the last, tells how many follow and mends them too
}

// Slip is a word that is surely wrong and what is meant.
type Slip struct{ Wrong, Right string }

// Text returns the findings of a file, in the order of their places. Offsets
// of fixes are bytes of src.Text; edits of different findings never overlap.
func Text(src *diag.Source, o Options) []diag.Diagnostic {
	o.Body = min(max(o.Body, 0), len(src.Text))
	o.Strict = o.Strict || o.Type == "dossier"
	if !quick(src.Text, &o) {
		return nil
	}
	p := newPage(src, &o)
	for _, rule := range []func(*page){
		(*page).indented, (*page).invisible, (*page).mojibake, (*page).byteShift, (*page).residue, (*page).swallowed, (*page).traditional,
		(*page).doubled, (*page).halfWidth, (*page).straight, (*page).singleDash, (*page).typedSpace, (*page).unpaired, (*page).lookAlike,
		(*page).strayNumber, (*page).broken, (*page).numbering, (*page).annex, (*page).statedCount, (*page).statedItems, (*page).statedInLine,
		(*page).lostWords, (*page).slips, (*page).template, (*page).private,
	} {
		rule(p)
	}
	diag.Sort(p.out)
	if !o.All {
		p.out = bound(p.out)
	}
	return p.out
}

// Private returns only what privacy forbids to publish in a text that is not
// Markdown: paragraphs of a Word file, cells of a workbook, a line each. Marks
// hide nothing in it: a number between backquotes is a number.
func Private(src *diag.Source, o Options) []diag.Diagnostic {
	p := characters(src, &o)
	for start := 0; start <= len(p.r); {
		end := start
		for end < len(p.r) && p.r[end] != '\n' {
			end++
		}
		p.lines = append(p.lines, line{start: start, end: end, text: start, kind: para})
		start = end + 1
	}
	p.allow()
	p.private()
	diag.Sort(p.out)
	return p.out
}

// private applies the rules of privacy.
func (p *page) private() {
	p.numbers()
	p.circumstances()
	p.accounts()
	p.internal()
}

// most is how many findings of one rule and severity help anybody in one file.
const most = 50

// bound lets the last finding of a rule stand for those behind it, so that a
// spoiled file does not hide what else is wrong. Its fix makes theirs as well.
func bound(found []diag.Diagnostic) []diag.Diagnostic {
	type class struct {
		code     string
		severity diag.Severity
	}
	count, last := map[class]int{}, map[class]int{}
	out := found[:0:0]
	for _, d := range found {
		c := class{d.Code, d.Severity}
		if count[c]++; count[c] <= most {
			last[c] = len(out)
			out = append(out, d)
			continue
		}
		if d.Fix == nil {
			continue
		}
		fix := &diag.Fix{Title: d.Fix.Title}
		if old := out[last[c]].Fix; count[c] > most+1 && old != nil {
			fix = old // made here for this one
		} else if old != nil {
			fix.Edits = append(fix.Edits, old.Edits...)
		}
		fix.Edits = append(fix.Edits, d.Fix.Edits...)
		out[last[c]].Fix = fix
	}
	for c, i := range last {
		if more := count[c] - most; more > 0 {
			m := &out[i].Message
			m.ZH, m.EN = m.ZH+fmt.Sprintf("（后面同类的还有 %d 处）", more), m.EN+fmt.Sprintf(" (and %d more like it)", more)
		}
	}
	return out
}

// what a character belongs to.
const (
	prose  = iota
	code   // code spans and blocks
	link   // addresses, link targets, raw tags, placeholders
	markup // fences, keys of front matter, list and heading marks
	meta   // a value in front matter
)

// line is a line's characters [start,end) without its line break.
type line struct {
	start, end int // in runes
	text       int // first character of the content, behind list, quote and heading marks
	kind       lineKind
}

type lineKind uint8

const (
	blank lineKind = iota
	para
	heading
	item
	row
	other // code, rules, directives, front matter
)

type page struct {
	src   *diag.Source
	s     string
	o     *Options
	r     []rune
	off   []int // byte offset of each character, and of the end
	part  []uint8
	taken []bool // an edit or a finding has this character already
	lines []line
	first []int // first character of each line
	out   []diag.Diagnostic
}

func newPage(src *diag.Source, o *Options) *page {
	p := characters(src, o)
	p.split()
	p.allow()
	return p
}

// characters is a page whose every character is prose, without lines yet.
func characters(src *diag.Source, o *Options) *page {
	n := len(src.Text)/2 + 16
	p := &page{src: src, s: string(src.Text), o: o, r: make([]rune, 0, n), off: make([]int, 0, n), first: []int{0}}
	for i, r := range p.s {
		if r == '\n' {
			p.first = append(p.first, len(p.r)+1)
		}
		p.r = append(p.r, r)
		p.off = append(p.off, i)
	}
	p.off = append(p.off, len(src.Text))
	p.part = make([]uint8, len(p.r))
	p.taken = make([]bool, len(p.r))
	return p
}

// allow takes the words that are never reported out of the rules' reach.
func (p *page) allow() {
	for _, w := range p.o.Allow {
		if w == "" {
			continue
		}
		for from := 0; ; {
			i := strings.Index(p.s[from:], w)
			if i < 0 {
				break
			}
			at, _ := slices.BinarySearch(p.off, from+i)
			for from += i + len(w); at < len(p.r) && p.off[at] < from; at++ {
				p.taken[at] = true
			}
		}
	}
}

// pos is the place of character i.
func (p *page) pos(i int) diag.Pos {
	n, found := slices.BinarySearch(p.first, i)
	if !found {
		n--
	}
	return diag.Pos{Line: n + 1, Column: i - p.first[n] + 1}
}

// at returns the character i, 0 outside the text.
func (p *page) at(i int) rune {
	if i < 0 || i >= len(p.r) {
		return 0
	}
	return p.r[i]
}

// is reports whether character i is there and belongs to part k.
func (p *page) is(i int, k uint8) bool { return i >= 0 && i < len(p.r) && p.part[i] == k }

// read reports whether character i is text that people read.
func (p *page) read(i int) bool {
	return i >= 0 && i < len(p.r) && (p.part[i] == prose || p.part[i] == meta)
}

// edit replaces the characters [start,end).
type edit struct {
	start, end int
	text       string
}

// add reports the rule's finding at the characters [start,end) and takes them.
// Edits that meet an earlier finding's edit are left out, and a finding whose
// edits are all left out has no fix.
func (p *page) add(id string, start, end int, message, hint, title diag.Text, edits ...edit) {
	rule := rules[id]
	if slices.Contains(p.o.Off, rule.Code) {
		return
	}
	d := diag.Diagnostic{File: p.src.File, Start: p.pos(start), Severity: rule.Severity, Code: rule.Code, Message: message, Hint: hint}
	if end > start {
		d.End = p.pos(end)
	}
	for _, e := range edits {
		if slices.Contains(p.taken[e.start:e.end], true) {
			continue
		}
		for i := e.start; i < e.end; i++ {
			p.taken[i] = true
		}
		if d.Fix == nil {
			d.Fix = &diag.Fix{Title: title}
		}
		d.Fix.Edits = append(d.Fix.Edits, diag.Edit{Start: p.off[e.start], End: p.off[e.end], Text: e.text})
	}
	if len(edits) == 0 && end-start < 40 {
		for i := start; i < end; i++ {
			p.taken[i] = true
		}
	}
	p.out = append(p.out, d)
}

// grade changes the severity of the finding added last.
func (p *page) grade(s diag.Severity) {
	if len(p.out) > 0 {
		p.out[len(p.out)-1].Severity = s
	}
}

// text is the characters [start,end) as a string, cut to what a message can carry.
func (p *page) text(start, end int) string {
	start, end = max(start, 0), min(end, len(p.r))
	return strings.ReplaceAll(string(p.r[start:end]), "\n", " ")
}

// near is a little text around [start,end), for a message.
func (p *page) near(start, end int) string {
	for range 4 {
		if start > 0 && p.r[start-1] != '\n' {
			start--
		}
		if end < len(p.r) && p.r[end] != '\n' {
			end++
		}
	}
	return p.text(start, min(end, start+30))
}

// each calls do for every line of the body that holds text.
func (p *page) each(do func(l line)) {
	for _, l := range p.lines {
		if l.kind != blank && l.kind != other {
			do(l)
		}
	}
}
