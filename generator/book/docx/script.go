package docx

import "unicode"

// segment is text that takes one kind of font.
type segment struct {
	text string
	wide bool // marks shared by both scripts (“ ” … — ·) are Chinese here
}

type class uint8

const (
	latin  class = iota
	wide         // Chinese whatever the hint
	shared       // Chinese or Latin, Word goes by the run's hint
)

func classOf(r rune) class {
	switch {
	case r < 0xA1:
		return latin
	case r >= 0x2E80 && r <= 0xFFEF && !(r >= 0xA4D0 && r < 0xAC00) && !(r >= 0xFB00 && r < 0xFE10), r >= 0x20000 && r <= 0x3FFFF:
		return wide
	case r == 0xA4, r == 0xA7, r == 0xA8, r == 0xB0, r == 0xB1, r == 0xB7, r == 0xD7, r == 0xF7,
		r >= 0x2010 && r <= 0x2BFF, r >= 0x1F000:
		return shared
	}
	return latin
}

// scripts cuts s where the font must change. Latin letters need no cut inside
// Chinese text (the hint does not touch them) unless every change is asked for.
// A shared mark is Latin when letters of that script stand on both sides.
func scripts(s string, zh, every bool) []segment {
	ascii := true
	for i := 0; i < len(s) && ascii; i++ {
		ascii = s[i] < 0x80
	}
	if ascii {
		return []segment{{text: s}}
	}
	rs := []rune(s)
	var list []segment
	start, prev := 0, class(shared)
	var cur, started bool
	for i, r := range rs {
		c := classOf(r)
		if c == shared {
			c = resolve(rs, i, prev, zh)
		} else if r != ' ' {
			prev = c
		}
		isWide := c == wide
		if c == latin && !every && classOf(r) != shared {
			continue // goes with either
		}
		if r == ' ' && started {
			continue
		}
		if started && isWide != cur {
			list = append(list, segment{string(rs[start:i]), cur})
			start = i
		}
		cur, started = isWide, true
	}
	return append(list, segment{string(rs[start:]), cur})
}

// resolve settles the script of the shared mark at i; prev is the script of
// the nearest letter before it.
func resolve(rs []rune, i int, prev class, zh bool) class {
	next := class(shared)
	for _, r := range rs[i+1:] {
		if c := classOf(r); c != shared && r != ' ' {
			next = c
			break
		}
	}
	if zh {
		if prev == latin && next == latin {
			return latin
		}
		return wide
	}
	if prev == wide || prev == shared && next == wide {
		return wide
	}
	return latin
}

// measure is the width of s in characters: Chinese 1, Latin about a half.
func measure(s string) float64 {
	n := 0.0
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Mn, r) || r == 0x200B || r == 0x200D:
		case classOf(r) != latin:
			n++
		case r >= 'A' && r <= 'Z' || r == '%' || r == '@' || r == 'm' || r == 'w':
			n += 0.72
		default:
			n += 0.5
		}
	}
	return n
}
