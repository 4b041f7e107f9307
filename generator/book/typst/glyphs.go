package typst

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"showcase/generator/diag"
)

// missingMark is the printer's mark for a character that the case lacks.
const missingMark = '〓'

// glyphs knows which characters can be printed, and notes those that cannot.
type glyphs struct {
	faces   *typefaces
	seen    map[glyphKey]bool
	report  []Finding
	missing []rune // characters that no font has, in the order of their first places
}

type glyphKey struct {
	role Role
	char rune
}

func newGlyphs(t *typefaces) *glyphs { return &glyphs{faces: t, seen: map[glyphKey]bool{}} }

// printable is the text as it can be printed: a character that no font has
// becomes 〓, control characters and marks that turn the direction of writing
// are left out. Each is reported once, as is each
// character that another role's font had to give. Text with no role (metadata)
// is only freed from control characters.
func (g *glyphs) printable(role Role, text string) string {
	var out strings.Builder
	for at, c := range text {
		switch {
		case c == '\n' || c == '\r' || c == '\t':
			if role == Mono {
				out.WriteRune(c)
			} else {
				out.WriteByte(' ')
			}
		case unicode.Is(unicode.Cc, c) || unicode.Is(unicode.Bidi_Control, c):
			g.note(role, c, text, at, diag.Warning, "print/control-character", diag.Say(
				"不能打印的控制字符，已略去", "a control character, which cannot be printed, was left out"))
		case role == "" || invisible(c):
			out.WriteRune(c)
		case g.faces.byRole[role].covers(c):
			out.WriteRune(c)
		default:
			out.WriteRune(g.substitute(role, c, text, at))
		}
	}
	return out.String()
}

func (g *glyphs) substitute(role Role, c rune, text string, at int) rune {
	if f := g.faces.covering(role, c); f != nil {
		if role != Mono {
			g.note(role, c, text, at, diag.Hint, "print/other-font", diag.Say(
				"%[1]s的字体里没有，改用“%[2]s”", "the font for %[1]s lacks it; it is printed in %[2]q", roleName(role), f.face.Family))
		}
		return c
	}
	if !slices.Contains(g.missing, c) {
		g.missing = append(g.missing, c)
	}
	g.note(role, c, text, at, diag.Error, "print/no-glyph", diag.Say(
		"所有字体里都没有，印成了“〓”", "no font has it; 〓 is printed instead"))
	return missingMark
}

func (g *glyphs) note(role Role, c rune, text string, at int, severity diag.Severity, code string, what diag.Text) {
	if key := (glyphKey{role, c}); !g.seen[key] {
		g.seen[key] = true
		shown := fmt.Sprintf("“%c” U+%04X", c, c)
		if unicode.Is(unicode.Cc, c) || invisible(c) {
			shown = fmt.Sprintf("U+%04X", c)
		}
		near := around(text, at)
		g.report = append(g.report, Finding{Severity: severity, Code: code, Char: c, Near: near, Message: diag.Say(
			"字符%[1]s：%[2]s（在“%[4]s”处）", "character %[1]s: %[3]s (at “%[4]s”)", shown, what.ZH, what.EN, near)})
	}
}

// around is some text on both sides of a place.
func around(text string, at int) string {
	const side = 8
	before, after := []rune(text[:at]), []rune(text[at:])
	near := slices.Concat(before[max(0, len(before)-side):], after[:min(len(after), side+1)])
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Bidi_Control, r) {
			return ' '
		}
		return r
	}, string(near))
}

// invisible characters have no glyph of their own: spaces, joiners, marks that
// choose a variant, directions.
func invisible(c rune) bool {
	return unicode.IsSpace(c) || unicode.Is(unicode.Cf, c) || unicode.Is(unicode.Variation_Selector, c) || c == '\u034F' || c == '\uFEFF'
}
