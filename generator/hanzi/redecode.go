package hanzi

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// A Reading is what a damaged stretch may have been.
type Reading struct {
	Slots []string // for each character the ones it may be: one where it is certain
	Size  int      // bytes of the damaged stretch that it stands for
}

// Redecode returns what the text at s[at:] may have been before its GBK bytes
// were cut at the wrong place; shortest first. s[at] is the ? that stands for
// the byte that was lost.
//
// Two accidents leave such traces. A full-width mark was looked for among the
// bytes and halved across two characters: 校現 is D0 A3 AC 46 in GBK, A3 AC is
// "，", so D0 2C 46 remained and reads "?,F". Or a pinyin was put between the
// bytes of two characters that look like a third: 式決 is CA BD 9B 51, BD 9B
// is 經, so "式?jīng)Q" remained. Undoing either puts the lost byte back as an
// unknown, makes the marks full-width and cuts again from there, up to the
// place where both cuts agree. Which of a slot's characters it was, the
// context must say ([Context.Choose]).
func Redecode(s string, at int) []Reading {
	if at < 0 || at >= len(s) || s[at] != '?' {
		return nil
	}
	d := decoder{s: s, from: at}
	r, _ := utf8.DecodeLastRuneInString(s[:at])
	d.before = byte(gbk(r))
	d.step(at, 0, nil)
	slices.SortStableFunc(d.found, func(a, b Reading) int { return a.Size - b.Size })
	return d.found
}

const (
	farthest = 120 // bytes that a stretch may have
	most     = 256 // readings looked at
	unknown  = -1  // a byte that was lost
	kept     = -2  // a lost byte narrowed down by the pinyin after it: the character is in decoder.only
)

type decoder struct {
	s      string
	from   int
	before byte   // last GBK byte of the character before
	only   []byte // what the first lost byte may be, when its pinyin stands
	found  []Reading
	steps  int
}

// step reads one token at i; pending is a lead byte that waits for its second
// half (0: none), out what is decoded so far.
func (d *decoder) step(i, pending int, out []string) {
	if d.steps++; d.steps > most {
		return
	}
	if pending == 0 && i > d.from {
		d.found = append(d.found, Reading{slices.Clone(out), i - d.from})
		return
	}
	if i >= len(d.s) || i-d.from > farthest {
		return
	}
	c := d.s[i]
	switch {
	case c == '?':
		d.lost(i, pending, out)
		if pending != 0 { // or a full-width ？ halved
			d.feed(i+1, pending, out, 0xA3, 0xBF)
		}
	case c == '(' && residue(d.s[i:]) > 0: // the pinyin after a character of which one byte is here
		d.step(i+residue(d.s[i:]), pending, out)
	case strings.IndexByte("!,:;()", c) >= 0:
		d.feed(i+1, pending, out, 0xA3, int(c)+0x80)
	case c >= 0x40 && c < 0x7F:
		d.feed(i+1, pending, out, int(c))
	case c >= 0x80:
		r, n := utf8.DecodeRuneInString(d.s[i:])
		if b := gbk(r); b != 0 {
			d.feed(i+n, pending, out, int(b>>8), int(b&0xFF))
		}
	}
}

// lost goes on behind a ? with the unknown byte that it stands for.
func (d *decoder) lost(i, pending int, out []string) {
	n := orphan(d.s[i+1:])
	if n == 0 {
		d.feed(i+1, pending, out, unknown)
		return
	}
	if i != d.from {
		return
	}
	for y := 0x81; y <= 0xFE; y++ {
		if r := rune16(d.before, byte(y)); r != 0 && slices.Contains(Readings(r), strings.TrimSuffix(d.s[i+1:i+1+n], ")")) {
			d.only = append(d.only, byte(y))
		}
	}
	if len(d.only) > 0 {
		d.feed(i+1+n, pending, out, kept)
	}
}

// feed adds bytes to what is pending and goes on at i.
func (d *decoder) feed(i, pending int, out []string, bytes ...int) {
	for _, b := range bytes {
		if pending == 0 {
			if b >= 0 && b < 0x81 {
				return
			}
			pending = b
			continue
		}
		slot := d.slot(pending, b)
		if slot == "" {
			return
		}
		out = append(out[:len(out):len(out)], slot)
		pending = 0
	}
	d.step(i, pending, out)
}

// slot returns the ordinary characters that two bytes may make.
func (d *decoder) slot(lead, trail int) string {
	if lead < 0 && trail < 0 {
		return ""
	}
	var b strings.Builder
	for _, l := range d.values(lead, 0x81) {
		for _, t := range d.values(trail, 0x40) {
			if r := rune16(l, t); likely(r) {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

func (d *decoder) values(b, lowest int) []byte {
	switch b {
	case kept:
		return d.only
	case unknown:
		all := make([]byte, 0, 0xFF-lowest)
		for y := lowest; y <= 0xFE; y++ {
			all = append(all, byte(y))
		}
		return all
	}
	return []byte{byte(b)}
}

// likely reports whether r occurs in ordinary text: a standard character, a
// traditional one, or a full-width mark.
func likely(r rune) bool {
	return r != 0 && (Standard(r) || Simplified(r) != "" || strings.ContainsRune("，。、；：？！（）“”‘’《》—…", r))
}

// residue is the length of "(xiàn)" at the start of s.
func residue(s string) int {
	if n := orphan(s[1:]); n > 0 {
		return n + 1
	}
	return 0
}

// orphan is the length of "xiàn)" at the start of s: a pinyin that has lost
// its opening bracket.
func orphan(s string) int {
	n := strings.IndexByte(s[:min(len(s), 12)], ')')
	if n > 0 && Toned(s[:n], false) {
		return n + 1
	}
	return 0
}

type gbkTable struct {
	rune [0x10000]rune // by the two bytes
	code map[rune]uint16
}

var gbkTables = sync.OnceValue(func() *gbkTable {
	t := &gbkTable{code: map[rune]uint16{}}
	dec := simplifiedchinese.GBK.NewDecoder()
	for lead := 0x81; lead <= 0xFE; lead++ {
		for trail := 0x40; trail <= 0xFE; trail++ {
			b, err := dec.Bytes([]byte{byte(lead), byte(trail)})
			if r := []rune(string(b)); err == nil && len(r) == 1 && r[0] != 0xFFFD {
				t.rune[lead<<8|trail] = r[0]
				t.code[r[0]] = uint16(lead<<8 | trail)
			}
		}
	}
	return t
})

func rune16(lead, trail byte) rune { return gbkTables().rune[int(lead)<<8|int(trail)] }

// gbk returns the two bytes of r in GBK, 0 when it has none.
func gbk(r rune) uint16 { return gbkTables().code[r] }
