package markdown

// delim is a run of *, _ or ~.
type delim struct {
	char        byte
	open, close bool
	n           int // how many are left
	length      int // how many there were
	start       int // offset in s
	closed      int // how many characters ended something
	closes      int // how many things they ended
	opens       int32
	prev, next  int32
}

// opening is something that begins at a delimiter, outermost first.
type opening struct {
	kind  Kind
	width int
	next  int32
}

// delimiter reads a run of *, _ or ~. Flanking is CommonMark's, but beside a
// Chinese character or full-width mark punctuation does not stand in the way:
// **重点：**后文 and **“重点”**的 are strong.
func (x *inline) delimiter(i int) int {
	c := x.s[i]
	n := run(x.s, i, c)
	end := i + n
	if c == '~' && n != 2 {
		return end
	}
	a, b := before(x.s, i), after(x.s, end)
	ab, bb := breadthOf(a), breadthOf(b)
	aBlank, bBlank := ab == blank, bb == blank
	aCJK, bCJK := ab == wide || ab == stop, bb == wide || bb == stop
	aPunct, bPunct := !aCJK && isPunct(a), !bCJK && isPunct(b)
	left := !bBlank && (!bPunct || aBlank || aPunct || aCJK)
	right := !aBlank && (!aPunct || bBlank || bPunct || bCJK)
	d := delim{char: c, open: left, close: right, n: n, length: n, start: i, opens: -1, prev: x.last, next: -1}
	if c == '_' {
		d.open = left && (!right || aPunct || ab == stop)
		d.close = right && (!left || bPunct || bb == stop)
	}
	if !d.open && !d.close {
		return end
	}
	k := int32(len(x.delims))
	x.delims = append(x.delims, d)
	if x.last >= 0 {
		x.delims[x.last].next = k
	}
	x.last = k
	x.flush(i, end)
	x.pieces = append(x.pieces, piece{kind: pieceDelim, start: i, end: end, delim: k})
	return end
}

// class numbers the kinds of closers whose search for an opener has the same
// outcome (CommonMark's openers_bottom).
func (d *delim) class() int {
	k := 0
	switch d.char {
	case '_':
		k = 6
	case '~':
		return 12
	}
	if d.open {
		k += 3
	}
	return k + d.length%3
}

// pair matches the delimiters behind bottom (an index, -1: all) and forgets
// them.
func (x *inline) pair(bottom int32) {
	var floor [13]int32
	for k := range floor {
		floor[k] = bottom
	}
	c := x.last
	for c > bottom && x.delims[c].prev > bottom {
		c = x.delims[c].prev
	}
	if c <= bottom {
		c = -1
	}
	for c >= 0 {
		d := &x.delims[c]
		if !d.close {
			c = d.next
			continue
		}
		class := d.class()
		o := d.prev
		for o > floor[class] && !x.delims[o].opensFor(d) {
			o = x.delims[o].prev
		}
		if o <= floor[class] || o < 0 {
			floor[class] = max(floor[class], d.prev)
			next := d.next
			if !d.open {
				x.unlink(c)
			}
			c = next
			continue
		}
		x.match(o, c)
		if d.n == 0 {
			next := d.next
			x.unlink(c)
			c = next
		}
	}
	x.last = bottom
	if bottom >= 0 {
		x.delims[bottom].next = -1
	}
}

// opensFor says whether d can begin what c ends.
func (d *delim) opensFor(c *delim) bool {
	if !d.open || d.char != c.char {
		return false
	}
	return !((d.close || c.open) && (d.length+c.length)%3 == 0 && (d.length%3 != 0 || c.length%3 != 0)) || d.char == '~'
}

// match lets the opener o and the closer c use up what they share; what stands
// between them is left as it is.
func (x *inline) match(o, c int32) {
	a, b := &x.delims[o], &x.delims[c]
	kind, width := Emphasis, 1
	if a.n >= 2 && b.n >= 2 {
		kind, width = Strong, 2
	}
	if a.char == '~' {
		kind = Strike
	}
	a.n -= width
	b.n -= width
	b.closed += width
	b.closes++
	x.opens = append(x.opens, opening{kind, width, a.opens})
	a.opens = int32(len(x.opens) - 1)
	a.next, b.prev = c, o
	if a.n == 0 {
		x.unlink(o)
	}
}

// unlink takes a delimiter out of the list of those that may still match.
func (x *inline) unlink(k int32) {
	d := &x.delims[k]
	if d.prev >= 0 {
		x.delims[d.prev].next = d.next
	}
	if d.next >= 0 {
		x.delims[d.next].prev = d.prev
	} else {
		x.last = d.prev
	}
}
