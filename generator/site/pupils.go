package site

import (
	"maps"
	"strconv"
	"strings"

	"showcase/generator/content"
	"showcase/generator/diag"
)

// withoutPupils is a record as the public may see it: pupils are counted, not
// named (P07), unless the record says that consent was given. Staff see it as
// it is. Registers stand in no body, so that this is the only way to a name.
func (l *linker) withoutPupils(it *content.Item) *content.Item {
	names := it.Value("recipients").Names
	if l.Audience != Everyone || len(names) == 0 || it.Value("recipient_type").Text != "学生" || it.Value("consent").Bool {
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
	if it.Row == 0 {
		l.namedPupils(it, names)
	} else {
		l.reportAt(it, it.Pos, diag.Pos{}, diag.Hint, "privacy/masked",
			diag.Say("这一行写了 %d 名学生的姓名，公开的网站上只显示人数。", "This row names %d pupils; the public site shows their number only.", len(names)),
			diag.Say("不必登记姓名的，只写人数，例如：3人次", "Where names are not needed, write the number alone, e.g. 3人次"))
	}
	return &masked
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
		l.report(it, start, end, diag.Error, "privacy/pupil",
			diag.Say("这一篇公开，却写出了学生姓名“%s”。", "This page is public and names the pupil “%s”.", n.Text),
			diag.Say("改写成“一名学生”，或写“公开范围: 校内”；监护人书面同意公开的写“同意公开: 是”", "Write “a pupil”, or visibility: 校内; with the guardian's written consent, consent: 是"))
	}
}
