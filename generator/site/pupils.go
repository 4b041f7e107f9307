package site

import (
	"maps"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"showcase/generator/content"
	"showcase/generator/diag"
)

// withoutPupils is a record as the public may see it: pupils are counted, not
// named (P07), unless the record says that consent was given. Staff see it as
// it is. Registers stand in no body, so that this is the only way to a name.
func (l *linker) withoutPupils(it *content.Item) *content.Item {
	if l.Audience != Everyone {
		return it
	}
	masked := WithoutPupils(it)
	if masked == it {
		return it
	}
	names := it.Value("recipients").Names
	if it.Row == 0 {
		l.namedPupils(it, names)
	} else {
		l.reportAt(it, it.Pos, diag.Pos{}, diag.Hint, "privacy/masked",
			diag.Say("这一行写了 %d 名学生的姓名，公开的网站上只显示人数。", "This row names %d pupils; the public site shows their number only.", len(names)),
			diag.Say("不必登记姓名的，只写人数，例如：3人次", "Where names are not needed, write the number alone, e.g. 3人次"))
	}
	return masked
}

// WithoutPupils is a record in which pupils are counted and not named; the
// record itself where it names none, or says that their guardians consented.
func WithoutPupils(it *content.Item) *content.Item {
	names := it.Value("recipients").Names
	if len(names) == 0 || it.Value("recipient_type").Text != "学生" || it.Value("consent").Bool {
		return it
	}
	masked := *it
	masked.Values = maps.Clone(it.Values)
	delete(masked.Values, "recipients")
	masked.Evidence, masked.Images, masked.Cover = nil, nil, nil // a certificate names its winner
	if _, ok := masked.Values["count"]; !ok {
		n := content.Count{Value: float64(len(names)), Unit: "人次"}
		masked.Values["count"] = content.Value{Kind: content.KindApprox, Text: strconv.Itoa(len(names)) + n.Unit, Count: n}
	}
	return &masked
}

// MayNamePupils reports whether a dossier says that the guardians of the pupils
// in it consented: what is handed in leaves the school as what is published does.
func (s *Site) MayNamePupils(dossier *Page) bool {
	return dossier != nil && !dossier.Value("pupil_consent").IsZero()
}

// namedPupils reports a pupil whom a file's own words name: they cannot be masked.
func (l *linker) namedPupils(it *content.Item, names []content.Name) {
	for _, n := range names {
		text := string(it.Text()[it.BodyStart:])
		at := strings.Index(text, n.Text)
		if at < 0 && !strings.Contains(it.Title+it.Summary+it.Subtitle+strings.Join(it.Tags, " "), n.Text) {
			continue
		}
		start, end := 0, 0
		if at >= 0 {
			start = it.BodyStart + at
			end = start + len(n.Text)
		}
		l.reportPupil(it, start, end, n.Text)
	}
}

func (l *linker) reportPupil(it *content.Item, start, end int, name string) {
	l.report(it, start, end, diag.Error, "privacy/pupil",
		diag.Say("这一篇公开，却写出了学生姓名“%s”。", "This page is public and names the pupil “%s”.", name),
		diag.Say("改写成“一名学生”，或写“公开范围: 校内”；监护人书面同意公开的，在获奖登记里写“同意公开: 是”", "Write “a pupil”, or visibility: 校内; with the guardian's written consent, consent: 是 in the register"))
}

// pupilCue is what stands beside a pupil's name.
var pupilCue = regexp.MustCompile(`学生|同学|班`)

// longestName is how many characters of a name are looked for.
const longestName = 4

// pupilsInTexts reports pupils of the registers whom a public text names as
// such: 学生韦小苗, 四（2）班韦小苗, 韦小苗同学. A name alone may be anybody's.
func (l *linker) pupilsInTexts() {
	l.pupils = l.namedInRegisters()
	if l.Audience != Everyone {
		return
	}
	for _, p := range l.Pages {
		if p.Value("recipient_type").Text == "学生" {
			continue // namedPupils
		}
		text := string(p.Item.Text()[p.BodyStart:])
		for _, at := range l.PupilsNamed(text) {
			l.reportPupil(p.Item, p.BodyStart+at[0], p.BodyStart+at[1], text[at[0]:at[1]])
		}
	}
}

// IsPupil reports whether the registers know a pupil of that name whom nobody
// consented to see named.
func (s *Site) IsPupil(name string) bool { return s.pupils[name] }

// PupilsNamed is where a text names such pupils as pupils: the bytes of each name.
func (s *Site) PupilsNamed(text string) [][2]int {
	if len(s.pupils) == 0 {
		return nil
	}
	var out [][2]int
	done := 0
	for _, cue := range pupilCue.FindAllStringIndex(text, -1) {
		from, to := cue[1], cue[1]+nameAhead(s.pupils, text[cue[1]:])
		if from == to && text[cue[0]:cue[1]] == "同学" {
			from, to = cue[0]-nameBehind(s.pupils, text[:cue[0]]), cue[0]
		}
		if from < to && from >= done {
			out = append(out, [2]int{from, to})
			done = to
		}
	}
	return out
}

// namedInRegisters are the pupils that the registers name. False: a guardian consented.
func (l *linker) namedInRegisters() map[string]bool {
	names := map[string]bool{}
	for _, it := range l.source.Items {
		for _, row := range append([]*content.Item{it}, it.Records...) {
			if row.Value("recipient_type").Text != "学生" {
				continue
			}
			for _, n := range row.Value("recipients").Names {
				masked, known := names[n.Text]
				names[n.Text] = !row.Value("consent").Bool && (masked || !known)
			}
		}
	}
	return names
}

// nameAhead is how many bytes long the name is that the text begins with; 0: none.
func nameAhead(names map[string]bool, text string) int {
	for n, end := 0, 0; n < longestName; n++ {
		_, size := utf8.DecodeRuneInString(text[end:])
		if end += size; names[text[:end]] {
			return end
		}
	}
	return 0
}

// nameBehind is the same for the name that the text ends with.
func nameBehind(names map[string]bool, text string) int {
	for n, start := 0, len(text); n < longestName; n++ {
		_, size := utf8.DecodeLastRuneInString(text[:start])
		if start -= size; names[text[start:]] {
			return len(text) - start
		}
	}
	return 0
}
