package typst

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"showcase/generator/book"
	"showcase/generator/diag"
)

// missingMark is the printer's mark for a character that the case lacks.
const missingMark = '〓'

// glyphs knows which characters can be printed, and notes those that cannot.
type glyphs struct {
	faces   *typefaces
	lost    diag.Severity // of a character that no font has
	heading *book.Heading // under which the text stands that is written; nil: before the first
	origin  book.Origin   // where that text comes from, if it is known
	seen    map[glyphKey]bool
	report  []remark
	missing []rune // characters that no font has, in the order of their first places
}

// remark is a finding about a character; the page of its heading is known only
// when the document is laid out.
type remark struct {
	Finding
	heading *book.Heading
	what    diag.Text
}

type glyphKey struct {
	role Role
	char rune
}

func newGlyphs(t *typefaces) *glyphs {
	return &glyphs{faces: t, lost: diag.Warning, seen: map[glyphKey]bool{}}
}

// glyphsFor are those of a document: in one that is handed in, a lost
// character is an error.
func glyphsFor(doc *book.Document, t *typefaces) *glyphs {
	g := newGlyphs(t)
	if doc.HandedIn {
		g.lost = diag.Error
	}
	return g
}

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
	g.note(role, c, text, at, g.lost, "print/no-glyph", lostAdvice(c))
	return missingMark
}

// lostAdvice says what a writer can do about a character that no font has.
func lostAdvice(c rune) diag.Text {
	switch {
	case unicode.Is(unicode.Co, c):
		return diag.Say("是自造字（私用区），换一台电脑就认不出，印成了“〓”；请改成通用的字，或者用图片代替",
			"is of somebody's own making (private use): no other computer knows it, 〓 is printed instead; write a standard character or use a picture")
	case unicode.Is(unicode.Han, c):
		return diag.Say("所有字体里都没有，印成了“〓”；请安装收字更多的字体（如“宋体-ExtB”、遍黑体 Plangothic），或者把字体文件放进网站的 fonts 文件夹",
			"no font has it; 〓 is printed instead. Install a font with more characters (such as SimSun-ExtB or Plangothic), or put its file into the site's fonts folder")
	}
	return diag.Say("所有字体里都没有，印成了“〓”；请换一个常用的符号，或者把有这个字符的字体文件放进网站的 fonts 文件夹",
		"no font has it; 〓 is printed instead. Take a common sign, or put a font that has it into the site's fonts folder")
}

func (g *glyphs) note(role Role, c rune, text string, at int, severity diag.Severity, code string, what diag.Text) {
	if key := (glyphKey{role, c}); !g.seen[key] {
		g.seen[key] = true
		g.report = append(g.report, remark{
			Finding{Severity: severity, Code: code, Char: c, Near: around(text, at), Origin: g.origin}, g.heading, what})
	}
}

// findings are the remarks with their places; pageOf is nil for a document that
// was not laid out.
func (g *glyphs) findings(pageOf map[book.Block]int) []Finding {
	list := make([]Finding, len(g.report))
	for i, r := range g.report {
		shown := fmt.Sprintf("“%c” U+%04X", r.Char, r.Char)
		if unicode.Is(unicode.Cc, r.Char) || invisible(r.Char) {
			shown = fmt.Sprintf("U+%04X", r.Char)
		}
		where := under(r.heading, pageOf)
		list[i] = r.Finding
		list[i].Message = diag.Say(
			"字符%[1]s：%[2]s（在%[4]s“%[6]s”处）", "character %[1]s: %[3]s (at %[5]s“%[6]s”)", shown, r.what.ZH, r.what.EN, where.ZH, where.EN, r.Near)
	}
	return list
}

// under names the heading that a text stands below, and its page.
func under(h *book.Heading, pageOf map[book.Block]int) diag.Text {
	if h == nil {
		return diag.Text{}
	}
	title := clip(h.Number + plain(h.Text))
	if page := pageOf[h]; page > 0 {
		return diag.Say("第%[1]d页起的《%[2]s》中", "%[2]q, which begins on page %[1]d, ", page, title)
	}
	return diag.Say("《%s》中", "%q, ", title)
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
