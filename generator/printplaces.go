package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"showcase/generator/book"
	"showcase/generator/book/typst"
	"showcase/generator/content"
	"showcase/generator/diag"
)

// mostPlaces is how many places of one character are told.
const mostPlaces = 10

// spot is a place of a character, with its neighbours.
type spot struct {
	file  string
	at    diag.Pos
	near  []string // the character with the one before it, and with the one behind
	taken bool
}

// spotsOf finds a character in the files that a document was made from; where
// it is in none, in the settings, which have the school's name.
func (p *pipeline) spotsOf(l *loaded, sources book.Sources, c rune) []*spot {
	var out []*spot
	for _, it := range l.source.Items {
		if len(out) >= mostPlaces {
			return out[:mostPlaces]
		}
		if _, found := slices.BinarySearch(sources.Files, it.File); !found {
			continue
		}
		if it.Text() != nil {
			out = append(out, spotsIn(it.File, it.Text(), c)...)
		} else {
			out = append(out, cellsWith(it, c)...)
		}
	}
	if len(out) == 0 {
		if text, err := p.read("config.toml"); err == nil {
			out = spotsIn("config.toml", text, c)
		}
	}
	return out[:min(len(out), mostPlaces)]
}

func spotsIn(file string, text []byte, c rune) []*spot {
	var out []*spot
	src, whole := diag.NewSource(file, text), string(text)
	for from := 0; len(out) < mostPlaces; {
		i := strings.IndexRune(whole[from:], c)
		if i < 0 {
			break
		}
		at, end := from+i, from+i+utf8.RuneLen(c)
		_, before := utf8.DecodeLastRuneInString(whole[:at])
		_, behind := utf8.DecodeRuneInString(whole[end:])
		out = append(out, &spot{file: file, at: src.Pos(at), near: []string{whole[at-before : end], whole[at : end+behind]}})
		from = end
	}
	return out
}

// cellsWith are the cells of a table file that have the character.
func cellsWith(it *content.Item, c rune) []*spot {
	var out []*spot
	for _, row := range it.Records {
		for i := range row.Type.Fields {
			v := row.Cell(&row.Type.Fields[i])
			text := strings.Join(append(v.Strings(), v.Text), " ")
			if !strings.ContainsRune(text, c) {
				continue
			}
			s := &spot{file: it.File, at: v.Pos, near: []string{v.Text}}
			if s.at == (diag.Pos{}) { // the common fields keep none
				s.at = row.Pos
			}
			if !slices.ContainsFunc(out, func(o *spot) bool { return o.at == s.at }) {
				out = append(out, s)
			}
		}
	}
	return out
}

// located gives the findings about a PDF their places: those about a character
// each place in the files where it stands, the others what they come from.
func (ps *prints) located(d *document, found []typst.Finding) []diag.Diagnostic {
	var out []diag.Diagnostic
	spots := map[rune][]*spot{}
	graves := map[rune]typst.Finding{}
	var order []rune
	for _, f := range found {
		at := diag.Diagnostic{File: d.Source, Start: diag.Pos{Line: 1, Column: 1}, Severity: f.Severity, Code: f.Code, Message: f.Message}
		if f.Origin.File != "" {
			at.File, at.Start = f.Origin.File, f.Origin.Pos
		}
		if f.Char == 0 || f.Severity == diag.Hint {
			out = append(out, at)
			continue
		}
		if _, known := spots[f.Char]; !known {
			spots[f.Char], graves[f.Char], order = ps.spots(d.sources, f.Char), f, append(order, f.Char)
		}
		list := spots[f.Char]
		if s := nextSpot(list, f.Near); s != nil {
			s.taken, at.File, at.Start = true, s.file, s.at
		} else if len(list) > 0 {
			continue // every place is told: the same text stands in two kinds of type
		}
		out = append(out, at)
	}
	for _, c := range order {
		for _, s := range spots[c] {
			if !s.taken {
				shown := fmt.Sprintf("U+%04X", c)
				out = append(out, diag.Diagnostic{File: s.file, Start: s.at, Severity: graves[c].Severity, Code: graves[c].Code,
					Message: diag.Say("这里也有字符%s，同样印不出来", "the character %s, which cannot be printed, is here too", shown)})
			}
		}
	}
	return out
}

// nextSpot is the place that a finding is about: one with the same neighbours,
// else the first that no other finding has; nil if it has been told.
func nextSpot(list []*spot, near string) *spot {
	same := func(s *spot) bool {
		return slices.ContainsFunc(s.near, func(part string) bool { return strings.Contains(near, part) })
	}
	free := slices.DeleteFunc(slices.Clone(list), func(s *spot) bool { return s.taken })
	if i := slices.IndexFunc(free, same); i >= 0 {
		return free[i]
	}
	if len(free) == 0 || slices.ContainsFunc(list, same) {
		return nil
	}
	return free[0]
}
