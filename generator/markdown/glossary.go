package markdown

import (
	"strings"
	"unicode/utf8"
)

// GlossaryEntry is a term and what it means.
type GlossaryEntry struct {
	Term string
	Note string // plain text
	Href string // of its entry, from the top of the site; percent-encoded
}

// Glossary finds terms in texts. It never changes: any number of pages may be
// written with it at a time.
type Glossary struct {
	entries []GlossaryEntry
	root    *trie
	first   [1 << 10]uint64 // the runes below 1<<16 that a term begins with
}

// trie holds the terms by their runes.
type trie struct {
	next  map[rune]*trie
	entry int // 1 + place in entries; 0: no term ends here
}

// termMin is how many characters a term must have: one is too common a word.
const termMin = 2

// NewGlossary returns a glossary of the entries, nil if there are none. Of two
// entries of one term the first counts; one of a single character is left out.
func NewGlossary(entries []GlossaryEntry) *Glossary {
	g := &Glossary{root: &trie{}}
	for _, e := range entries {
		if utf8.RuneCountInString(e.Term) < termMin {
			continue
		}
		at := g.root
		for i, c := range e.Term {
			if i == 0 && c < 1<<16 {
				g.first[c>>6] |= 1 << (c & 63)
			}
			if at.next == nil {
				at.next = map[rune]*trie{}
			}
			if at.next[c] == nil {
				at.next[c] = &trie{}
			}
			at = at.next[c]
		}
		if at.entry == 0 {
			g.entries = append(g.entries, e)
			at.entry = len(g.entries)
		}
	}
	if len(g.entries) == 0 {
		return nil
	}
	return g
}

// Entry returns the entry of a term; false if the glossary has none.
func (g *Glossary) Entry(term string) (GlossaryEntry, bool) {
	if g == nil {
		return GlossaryEntry{}, false
	}
	at := g.root
	for _, c := range term {
		if at = at.next[c]; at == nil {
			return GlossaryEntry{}, false
		}
	}
	if at.entry == 0 {
		return GlossaryEntry{}, false
	}
	return g.entries[at.entry-1], true
}

// find returns the longest term that a text has at a place, as its place in
// entries and its length in bytes; -1 if there is none. A term of Latin letters
// is a whole word.
func (g *Glossary) find(s string, at int) (entry, length int) {
	entry = -1
	node := g.root
	for i := at; i < len(s); {
		c, n := utf8.DecodeRuneInString(s[i:])
		if node = node.next[c]; node == nil {
			break
		}
		i += n
		if node.entry > 0 && !insideWord(s, at) && !insideWord(s, i) {
			entry, length = node.entry-1, i-at
		}
	}
	return entry, length
}

// insideWord reports whether the place has a letter or digit of ASCII on both
// sides.
func insideWord(s string, at int) bool {
	return at > 0 && at < len(s) && isWordByte(s[at-1]) && isWordByte(s[at])
}

func isWordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// TermName is the term that an entry's head names, without a translation in
// brackets behind it, which is returned beside it: 学习型组织（learning
// organization）.
func TermName(head string) (name, translation string) {
	head = strings.TrimSpace(head)
	i := strings.IndexAny(head, "（(")
	if i <= 0 {
		return head, ""
	}
	_, n := utf8.DecodeRuneInString(head[i:])
	return strings.TrimSpace(head[:i]), strings.TrimSpace(strings.TrimRight(head[i+n:], "）)"))
}

// TermID is the id of a term's entry. A colon cannot stand in the ids of headings.
func TermID(name string) string { return "term:" + strings.Join(strings.Fields(name), "-") }

// terms is what a writer knows of the glossary's terms.
type terms struct {
	used    []bool // by entry: stands in the page already
	tips    int
	quiet   int   // inside headings, tables and terms
	heads   []int // the entries whose definition is being written
	defined map[string]bool
}

// linked writes a text whose terms become links at their first occurrence.
func (w *writer) linked(s string) {
	g, done := w.o.Glossary, 0
	for i := 0; i < len(s); {
		c, n := rune(s[i]), 1
		if c >= utf8.RuneSelf {
			c, n = utf8.DecodeRuneInString(s[i:])
		}
		if c < 1<<16 && g.first[c>>6]&(1<<(c&63)) == 0 {
			i += n
			continue
		}
		entry, length := g.find(s, i)
		if entry < 0 {
			i += n
			continue
		}
		if !w.terms.used[entry] && !w.own(entry) {
			w.text(s[done:i])
			w.term(entry, s[i:i+length])
			done = i + length
		}
		i += length
	}
	w.text(s[done:])
}

// own reports whether the definition being written is the entry's own.
func (w *writer) own(entry int) bool {
	for _, e := range w.terms.heads {
		if e == entry {
			return true
		}
	}
	return false
}

// term writes a term as a link to its entry with what it means.
func (w *writer) term(entry int, text string) {
	e := &w.o.Glossary.entries[entry]
	w.terms.used[entry] = true
	w.terms.tips++
	w.str(`<span class="term"><a href="`)
	w.b = escapeAddress(w.b, w.o.Root+e.Href)
	w.str(`" aria-describedby="`)
	w.tipID()
	w.str(`">`)
	w.text(text)
	w.str(`</a><span class="tip" role="tooltip" id="`)
	w.tipID()
	w.str(`">`)
	w.text(e.Note)
	w.str("</span></span>")
}

func (w *writer) tipID() {
	w.text(w.o.IDPrefix)
	w.str("tip:")
	w.int(w.terms.tips)
}

// head writes a term of a definition list. On the page that defines terms it
// can be linked to, and its definition does not link to it.
func (w *writer) head(n *Node) {
	name, _ := TermName(PlainText(n))
	id := TermID(name)
	w.str("<dt")
	if w.o.Defines && !w.terms.defined[id] {
		if w.terms.defined == nil {
			w.terms.defined = map[string]bool{}
		}
		w.terms.defined[id] = true
		w.attr("id", w.o.IDPrefix+id)
	}
	if w.o.Defines && w.o.Glossary != nil {
		if entry, length := w.o.Glossary.find(name, 0); length == len(name) {
			w.terms.heads = append(w.terms.heads, entry)
		}
	}
	w.str(">")
	w.terms.quiet++
	w.inlines(n)
	w.terms.quiet--
	w.str("</dt>\n")
}
