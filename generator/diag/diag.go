// Package diag holds findings about the user's files: where, how grave, what
// was read, what was expected and how to mend it.
//
// It is the lowest layer. Whoever finds something makes a [Diagnostic]; only
// package main prints them. A finding is about the user's files; a failing
// environment (disk, missing program) is a Go error and never comes here.
//
// Every sentence is written in Chinese and English side by side ([Say]), so
// that neither can be forgotten and both can be read where they arise.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Severity orders findings. An Error stops a build from writing anything.
type Severity uint8

// The three severities, gravest first.
const (
	Error Severity = iota
	Warning
	Hint
)

// String is the word used in JSON output: error, warning or hint.
func (s Severity) String() string {
	return [...]string{"error", "warning", "hint"}[s]
}

// Lang is a language of messages.
type Lang string

// The languages that messages come in.
const (
	ZH Lang = "zh"
	EN Lang = "en"
)

// Text is one sentence in both languages.
type Text struct{ ZH, EN string }

// Say formats one sentence in both languages from the same arguments. Use
// indexed verbs (%[2]s) where the word order differs. An argument that is a
// Text, or can say itself in both languages as a [Sayer] does, stands there in
// the language of the sentence.
func Say(zh, en string, args ...any) Text {
	if len(args) == 0 {
		return Text{zh, en}
	}
	return Text{fmt.Sprintf(zh, in(args, ZH)...), fmt.Sprintf(en, in(args, EN)...)}
}

// Sayer is a value that is written differently in the two languages: a date.
type Sayer interface{ Say() Text }

// in puts the arguments that are said differently into a language.
func in(args []any, l Lang) []any {
	args = slices.Clone(args)
	for i, a := range args {
		switch a := a.(type) {
		case Text:
			args[i] = a.In(l)
		case Sayer:
			args[i] = a.Say().In(l)
		}
	}
	return args
}

// Join puts texts together, with what stands between them in each language.
func Join(list []Text, zh, en string) Text {
	var out Text
	for i, t := range list {
		if i > 0 {
			out.ZH, out.EN = out.ZH+zh, out.EN+en
		}
		out.ZH, out.EN = out.ZH+t.ZH, out.EN+t.EN
	}
	return out
}

// In returns the sentence in the language l; Chinese unless l is [EN].
func (t Text) In(l Lang) string {
	if l == EN {
		return t.EN
	}
	return t.ZH
}

// Pos is a place in a file: line and column count from 1, the column in
// characters (not bytes). The zero Pos means the file as a whole.
type Pos struct{ Line, Column int }

// Edit replaces the bytes [Start,End) of a file by Text.
type Edit struct {
	Start, End int
	Text       string
}

// Fix is a set of edits to one file that is safe to make without asking.
type Fix struct {
	Title Text
	Edits []Edit
}

// Diagnostic is one finding.
type Diagnostic struct {
	File     string // relative to the site, with slashes; empty: the site as a whole
	Start    Pos
	End      Pos // just behind the last character; zero: a place, not a range
	Severity Severity
	Code     string // stable, for scripts and for switching a rule off: "front-matter/unknown-key"
	Message  Text   // what was read and what is wrong with it
	Hint     Text   // what was expected, one example, what to do; may be empty
	Fix      *Fix   // nil: nothing safe to do
}

// Source is a file's name and bytes, for turning offsets into positions. The
// zero value of lines is filled at the first call, so a Source must not be
// shared between goroutines.
type Source struct {
	File  string
	Text  []byte
	lines []int                              // offset of each line's first byte
	last  struct{ offset, line, column int } // what was asked for last, since the next is mostly near
}

// NewSource returns a Source of the file (relative to the site) and its bytes.
func NewSource(file string, text []byte) *Source { return &Source{File: file, Text: text} }

// Pos returns the place of the byte offset; offsets past the end give the end.
func (s *Source) Pos(offset int) Pos {
	if s.lines == nil {
		s.lines = append(s.lines, 0)
		for i, c := range s.Text {
			if c == '\n' {
				s.lines = append(s.lines, i+1)
			}
		}
	}
	offset = min(max(offset, 0), len(s.Text))
	i, found := slices.BinarySearch(s.lines, offset)
	if !found {
		i--
	}
	from, column := s.lines[i], 1
	if s.last.line == i && s.last.offset >= from && s.last.offset <= offset {
		from, column = s.last.offset, max(1, s.last.column)
	}
	column += utf8.RuneCount(s.Text[from:offset])
	s.last.offset, s.last.line, s.last.column = offset, i, column
	return Pos{i + 1, column}
}

// At returns a diagnostic for the bytes [start,end) of the source.
func (s *Source) At(start, end int, sev Severity, code string, message, hint Text) Diagnostic {
	d := Diagnostic{File: s.File, Start: s.Pos(start), Severity: sev, Code: code, Message: message, Hint: hint}
	if end > start {
		d.End = s.Pos(end)
	}
	return d
}

// Replace returns a fix of one edit: the bytes [start,end) become text.
func Replace(start, end int, text string, title Text) *Fix {
	return &Fix{Title: title, Edits: []Edit{{start, end, text}}}
}

// Apply makes the fixes of the diagnostics of one file to its bytes. An edit
// that overlaps an earlier one is left out; the second result counts the fixes made.
func Apply(text []byte, ds []Diagnostic) ([]byte, int) {
	type step struct {
		Edit
		fix int
	}
	var steps []step
	for i, d := range ds {
		if d.Fix != nil {
			for _, e := range d.Fix.Edits {
				steps = append(steps, step{e, i})
			}
		}
	}
	slices.SortStableFunc(steps, func(a, b step) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
	var out []byte
	at, made := 0, map[int]bool{}
	for _, s := range steps {
		if s.Start < at || s.End > len(text) || s.Start > s.End {
			continue
		}
		out = append(append(out, text[at:s.Start]...), s.Text...)
		at = s.End
		made[s.fix] = true
	}
	return append(out, text[at:]...), len(made)
}

// Sort puts diagnostics in the order they are printed: by file, place,
// severity, code and message. The same findings sort to the same bytes.
func Sort(ds []Diagnostic) {
	slices.SortStableFunc(ds, func(a, b Diagnostic) int {
		return cmp.Or(
			strings.Compare(a.File, b.File),
			cmp.Compare(a.Start.Line, b.Start.Line),
			cmp.Compare(a.Start.Column, b.Start.Column),
			cmp.Compare(a.Severity, b.Severity),
			strings.Compare(a.Code, b.Code),
			strings.Compare(a.Message.ZH, b.Message.ZH),
		)
	})
}

// Count returns how many diagnostics have each severity.
func Count(ds []Diagnostic) (errors, warnings, hints int) {
	for _, d := range ds {
		switch d.Severity {
		case Error:
			errors++
		case Warning:
			warnings++
		default:
			hints++
		}
	}
	return
}

// Nearest returns the candidate closest to s by edit distance, or "" when none
// is near enough to be what was meant (more than a third of the characters,
// but at least one, differ).
func Nearest(s string, candidates []string) string {
	best, bestD := "", 1<<30
	r := []rune(strings.ToLower(s))
	for _, c := range candidates {
		cr := []rune(strings.ToLower(c))
		if d := distance(r, cr); d < bestD && d <= max(1, max(len(r), len(cr))/3) && d < max(len(r), len(cr)) {
			best, bestD = c, d
		}
	}
	return best
}

// distance is the optimal string alignment distance: insertions, deletions,
// substitutions and swaps of neighbours count one each.
func distance(a, b []rune) int {
	prev2, prev, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], prev2[j-2]+1)
			}
		}
		prev2, prev, row = prev, row, prev2
	}
	return prev[len(b)]
}
