package book

import (
	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/site"
)

// silent reports that the document may not name pupils: what is handed in
// leaves the school as what is published does, and needs the guardians' consent
// as well (the law on personal information, articles 23 and 31).
func (a *assembler) silent() bool {
	return a.page != nil && a.page.Type.Layout == "dossier" && !a.site.MayNamePupils(a.page)
}

// handed is a record as the document may tell it. Those whose pupils are only
// counted are remembered for one finding.
func (a *assembler) handed(it *content.Item) *content.Item {
	if !a.silent() {
		return it
	}
	masked := site.WithoutPupils(it)
	if masked != it {
		if len(a.masked) == 0 {
			a.firstMasked = it
		}
		a.masked[it] = true
	}
	return masked
}

// handedRecords is the same for the rows of a register.
func (a *assembler) handedRecords(records []*site.Record) []*site.Record {
	out := make([]*site.Record, len(records))
	for i, r := range records {
		out[i] = r
		if masked := a.handed(r.Item); masked != r.Item {
			c := *r
			c.Item = masked
			out[i] = &c
		}
	}
	return out
}

// maskedPupils tells which record is printed without names, and how many are.
func (a *assembler) maskedPupils() {
	if len(a.masked) == 0 {
		return
	}
	it := a.firstMasked
	a.diags = append(a.diags, diag.Diagnostic{File: it.File, Start: it.Pos, Severity: diag.Warning, Code: "privacy/masked",
		Message: diag.Say("这里写了学生姓名，没有写监护人同意；《%[1]s》里这样的获奖共%[2]d项，只印人数，不印姓名和证书。",
			"This names pupils without their guardians' consent: “%[1]s” counts them and prints neither names nor certificates (such awards: %[2]d).", a.page.Title, len(a.masked)),
		Hint: diag.Say("监护人书面同意公开的，在这一行写“同意公开: 是”；只同意报送的，在 %[1]s 的文件头写明同意书在哪里，例如：学生同意书: 2012年5月家长签字，存教务处",
			"Where guardians consented to publication, give the row consent: 是; where to this submission only, say in %[1]s where their consent is kept, e.g. pupil_consent: signed in May 2012, kept in the office", a.page.File)})
}

// pupilsInText reports pupils whom a text that is handed in names as such. A
// public text is judged where the site is linked.
func (a *assembler) pupilsInText(p *site.Page) {
	if !a.silent() || p.Visibility == content.Public && a.page.Visibility == content.Public {
		return
	}
	src := diag.NewSource(p.File, p.Item.Text())
	text := string(p.Item.Text()[p.BodyStart:])
	for _, at := range a.site.PupilsNamed(text) {
		a.diags = append(a.diags, src.At(p.BodyStart+at[0], p.BodyStart+at[1], diag.Warning, "privacy/pupil",
			diag.Say("《%[1]s》报送出去，这里却写出了学生姓名“%[2]s”。", "“%[1]s” is handed in, and the pupil “%[2]s” is named here.", a.page.Title, text[at[0]:at[1]]),
			diag.Say("改写成“一名学生”；监护人书面同意的，在 %[1]s 的文件头写明同意书在哪里，例如：学生同意书: 2012年5月家长签字，存教务处",
				"Write “a pupil”; with the guardians' written consent, say in %[1]s where it is kept, e.g. pupil_consent: signed in May 2012, kept in the office", a.page.File)))
	}
}
