package statistics

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"showcase/generator/diag"
)

// names wants the unit's full name, as on its seal, everywhere.
func (a *assessor) names() {
	p, school := a.page, a.site.Config.School
	var gaps []Gap
	applicant, signature := p.Value("applicant"), p.Value("signature")
	switch {
	case applicant.IsZero():
		gaps = append(gaps, a.absent("applicant", "dossier/name"))
	case school.Name != "" && !strings.Contains(applicant.Text, school.Name):
		gaps = append(gaps, a.gap(applicant, diag.Warning, "dossier/name", diag.Say("申报单位“%s”和学校的全称“%s”对不上", "The applicant, “%s”, does not have the school's full name, “%s”", applicant.Text, school.Name),
			diag.Say("写与公章一致的全称，例如：%[1]s工会委员会；学校的全称在 config.toml 的 [school] name", "Write the name on the seal, e.g. %[1]s; the school's name is in config.toml, [school] name", school.Name)))
	}
	if !signature.IsZero() && !applicant.IsZero() && signature.Text != applicant.Text {
		gaps = append(gaps, a.gap(signature, diag.Warning, "dossier/name", diag.Say("落款“%s”和申报单位“%s”不一致", "It is signed “%s”, but the applicant is “%s”", signature.Text, applicant.Text), diag.Say("两处都写与公章一致的全称；不写落款时用申报单位", "Write the name on the seal in both; without signature: the applicant signs")))
	}
	gaps = append(gaps, a.shortened(school.Name, shortNames(school.Name, school.Short, school.County))...)
	a.need("dossier/name", diag.Say("单位全称处处一致", "The unit's full name stands everywhere"), diag.Say("%s", "%s", applicant.Text), gaps...)
}

// shortNames are what people call a school for short, longest first. Without
// its town, 中心学校 could be that of another.
func shortNames(full, short, county string) []string {
	list := []string{short, strings.TrimPrefix(full, county)}
	list = slices.DeleteFunc(list, func(s string) bool {
		return s == full || utf8.RuneCountInString(s) < 4 || !strings.ContainsFunc(s, isHan)
	})
	slices.SortFunc(list, func(x, y string) int { return len(y) - len(x) })
	return slices.Compact(list)
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// shortened reports each short name in the text and the form once, at its
// first place.
func (a *assessor) shortened(full string, short []string) []Gap {
	if full == "" || len(short) == 0 {
		return nil
	}
	var gaps []Gap
	add := func(g Gap, where diag.Text, name string, n int) {
		g.Severity, g.Code = diag.Hint, "dossier/short-name"
		g.Message = diag.Say("%[1]s用了简称“%[3]s”%[4]d处", "%[2]s says “%[3]s” for short (%[4]d×)", where.ZH, where.EN, name, n)
		g.Hint = diag.Say("申报材料里用全称：%s", "A dossier uses the full name: %s", full)
		gaps = append(gaps, g)
	}
	deeds := a.site.Deeds(a.page)
	text := string(deeds.Text())
	places := namesIn(text[deeds.BodyStart:], full, short)
	for _, name := range short {
		if at := places[name]; len(at) > 0 {
			src := diag.NewSource(deeds.File, deeds.Text())
			start := deeds.BodyStart + at[0]
			add(Gap{Diagnostic: src.At(start, start+len(name), diag.Hint, "", diag.Text{}, diag.Text{})}, diag.Say("正文里", "The text"), name, len(at))
		}
	}
	for _, v := range a.page.Value("form").List {
		places := namesIn(v.Map["value"].Text, full, short)
		for _, name := range short {
			if n := len(places[name]); n > 0 {
				label := v.Map["label"].Text
				add(a.gap(v, diag.Hint, "", diag.Text{}, diag.Text{}), diag.Say("申报表的“%[1]s”里", "The box “%[1]s”", label), name, n)
			}
		}
	}
	return gaps
}

// namesIn finds the short names in a text, each where it is not part of the
// full name or of a longer one. The short ones are sorted, longest first.
func namesIn(text, full string, short []string) map[string][]int {
	out := map[string][]int{}
	names := append([]string{full}, short...)
	for i := 0; i < len(text); {
		k := slices.IndexFunc(names, func(n string) bool { return strings.HasPrefix(text[i:], n) })
		switch {
		case k < 0:
			_, size := utf8.DecodeRuneInString(text[i:])
			i += size
			continue
		case k > 0:
			out[names[k]] = append(out[names[k]], i)
		}
		i += len(names[k])
	}
	return out
}

var (
	// elsewhere are what a reader does not read: placeholders, addresses of
	// links, marks of notes, numbers of lists.
	elsewhere = regexp.MustCompile(`\{\{[^}]*\}\}|\]\([^)]*\)|\[\^[^\]]*\]|(?m:^\s*(?:#+\s*)?\d+[.、)）])`)
	figure    = regexp.MustCompile(`\d+(?:[.,]\d+)*`)
)

// numbers wants every number of the text filled in from the records, or written
// as they have it, or confirmed by a person: {{人工:116人}}.
func (a *assessor) numbers() {
	deeds := a.site.Deeds(a.page)
	if deeds.Body == nil || deeds.Body.Words == 0 {
		return
	}
	text := deeds.Text()[deeds.BodyStart:]
	plain := elsewhere.ReplaceAllFunc(text, func(b []byte) []byte { return []byte(strings.Repeat(" ", len(b))) })
	src := diag.NewSource(deeds.File, deeds.Text())
	recorded := a.claimsOf(deeds).agreed()
	sure := strings.Count(string(text), "{{") // what is unfilled is reported for itself
	var bare [][]int
	for _, at := range figure.FindAllIndex(plain, -1) {
		switch {
		case !isFigure(plain, at[0], at[1]):
		case recorded(src.Pos(deeds.BodyStart + at[0])):
			sure++
		default:
			bare = append(bare, at)
		}
	}
	var gaps []Gap
	if len(bare) > 0 {
		from, to := deeds.BodyStart+bare[0][0], deeds.BodyStart+bare[0][1]
		gaps = append(gaps, Gap{Diagnostic: src.At(from, to, diag.Hint, "dossier/numbers",
			diag.Say("正文里有%[1]d个数没有注明由谁负责，第一个是“%[2]s”", "%[1]d numbers of the text have nobody to answer for them; the first is %[2]q", len(bare), plain[bare[0][0]:bare[0][1]]),
			diag.Say("核对以后写成 {{人工:%[1]s}}；登记表里数得出来的，用统计占位", "Check them and write {{人工:%[1]s}}, or a placeholder for what the records tell", plain[bare[0][0]:bare[0][1]]))})
	}
	var note diag.Text
	if all := sure + len(bare); all > 0 {
		note = diag.Say("%d／%d个", "%d of %d", sure, all)
	}
	a.need("dossier/numbers", diag.Say("正文里的数都有出处", "Every number of the text is answered for"), note, gaps...)
}

// isFigure reports whether the digits [from,to) of a text count something; the
// parts of dates, ordinals and codes do not.
func isFigure(text []byte, from, to int) bool {
	before, _ := utf8.DecodeLastRune(text[:from])
	after, _ := utf8.DecodeRune(text[to:])
	year := to-from == 4 && (text[from] == '1' || text[from] == '2')
	switch {
	case before == '第', unicode.IsLetter(before) && before < 0x80, unicode.IsLetter(after) && after < 0x80:
		return false
	case year && strings.ContainsRune("年—–-~至/.", after):
		return false
	}
	return !strings.ContainsRune("月日号", after)
}
