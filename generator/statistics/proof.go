package statistics

import (
	"path"
	"slices"
	"strings"

	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/site"
)

// Flaw is what is wrong with a piece of evidence.
type Flaw uint8

// The flaws, gravest first.
const (
	NoFile        Flaw = iota // the file or page is not there
	Unreleased                // it is not published yet
	NotPublic                 // this edition may not show it
	Invalid                   // its term is over, or it was repealed
	OutsideWindow             // it happened outside the dossier's window
	Unchecked                 // a scan that nobody looked at
	Repeated                  // it is listed twice
)

// String is the word for programs and style sheets.
func (f Flaw) String() string {
	return [...]string{"no-file", "unreleased", "not-public", "invalid", "outside-window", "unchecked", "repeated"}[f]
}

// Text is the flaw in a word or two.
func (f Flaw) Text() diag.Text {
	return [...]diag.Text{
		NoFile: diag.Say("缺文件", "no file"), Unreleased: diag.Say("草稿未发布", "draft"), NotPublic: diag.Say("不公开", "not public"), Invalid: diag.Say("已失效", "no longer valid"),
		OutsideWindow: diag.Say("不在统计区间内", "outside the window"), Unchecked: diag.Say("需核对", "unchecked"), Repeated: diag.Say("重复", "twice"),
	}[f]
}

// Flaws are what is wrong with a piece, gravest first; none: it is 齐备.
func (r *Readiness) Flaws(piece *site.Piece) []Flaw { return r.flaws[piece] }

// evidence judges every piece, then the criteria.
func (a *assessor) evidence() {
	a.flaws = map[*site.Piece][]Flaw{}
	gaps := map[Flaw][]Gap{}
	for _, piece := range a.Evidence.Pieces {
		a.judge(piece, func(f Flaw, g Gap) {
			if !slices.Contains(a.flaws[piece], f) {
				a.flaws[piece] = append(a.flaws[piece], f)
			}
			gaps[f] = append(gaps[f], g)
		})
	}
	a.criteria()
	if len(a.Evidence.Pieces) == 0 {
		return
	}
	n := len(a.Evidence.Pieces)
	a.need("dossier/evidence", diag.Say("佐证件件都在", "Every piece of evidence is there"), diag.Say("共%d件", "pieces: %d", n), slices.Concat(gaps[NoFile], gaps[Unreleased], gaps[NotPublic])...)
	a.need("dossier/outside", diag.Say("佐证都有效，在统计区间内", "Evidence is valid and within the window"), diag.Text{}, slices.Concat(gaps[Invalid], gaps[OutsideWindow])...)
	a.need("dossier/unchecked", diag.Say("扫描件和照片有人核对过", "Scans and photographs were looked at"), diag.Text{}, gaps[Unchecked]...)
	a.need("dossier/repeated", diag.Say("佐证没有重复", "Nothing is listed twice"), diag.Text{}, gaps[Repeated]...)
}

// criteria wants evidence for each of them.
func (a *assessor) criteria() {
	var gaps []Gap
	list := a.Evidence.Criteria
	if len(list) == 0 {
		gaps = append(gaps, a.gap(a.page.Value("criteria"), diag.Hint, "dossier/criteria", diag.Say("没有列出评选条件", "There are no criteria"),
			diag.Say("照通知逐条写条件和佐证，例如：\n评选条件:\n  - {条件: 组织领导有力, 佐证: [../plans/2012.md]}", "List the notice's criteria with their evidence:\ncriteria:\n  - {text: Leadership, evidence: [../plans/2012.md]}")))
	}
	for i, c := range list {
		var g Gap
		switch {
		case c.Text() == "":
			g = a.gap(c.Value, diag.Warning, "dossier/criterion", diag.Say("第%d条评选条件没有写内容", "Criterion %d has no text", i+1), diag.Say("照通知写，例如：条件: 制度健全", "Write it as the notice does, e.g. text: Rules are in place"))
		case len(c.Pieces) == 0:
			g = a.gap(c.Value, diag.Warning, "dossier/criterion", diag.Say("评选条件“%s”没有佐证", "The criterion “%s” has no evidence", c.Text()), diag.Say("写上佐证的文件或文章，例如：佐证: [../plans/2012.md]", "Name its evidence, e.g. evidence: [../plans/2012.md]"))
		default:
			continue
		}
		g.Told = true
		gaps = append(gaps, g)
	}
	a.need("dossier/criteria", diag.Say("每条评选条件都有佐证", "Every criterion has its evidence"), diag.Say("%d条", "criteria: %d", len(list)), gaps...)
}

// told is the code of what linking the site reports already.
const told = "dossier/evidence"

// judge reports everything that is wrong with a piece.
func (a *assessor) judge(piece *site.Piece, found func(Flaw, Gap)) {
	name := diag.Say("附件%d", "Annex %d", piece.No)
	if piece.Title != "" {
		name = diag.Say("附件%[1]d《%[2]s》", "Annex %[1]d, “%[2]s”,", piece.No, piece.Title)
	}
	report := func(f Flaw, sev diag.Severity, code string, zh, en string, hint diag.Text) {
		at := content.Value{Pos: piece.Asset.Pos, EndAt: piece.Asset.End}
		g := a.gap(at, sev, code, diag.Text{ZH: name.ZH + zh, EN: name.EN + " " + en}, hint)
		g.Told = code == told
		found(f, g)
	}
	t := piece.Target
	switch {
	case piece.Asset.File+piece.Asset.Ref == "":
		report(NoFile, diag.Warning, told, "没有写是哪个文件", "names no file", diag.Say("写上文件或本站的文章；只有纸质原件的，扫描一份放进来", "Name a file or a page; what exists on paper only is to be scanned"))
	case t.Broken && t.Cause == site.Lost:
		report(NoFile, diag.Warning, told, "没有找到", "is not there", diag.Say("把文件放进去，或者改正路径", "Add the file, or mend the path"))
	case t.Broken && t.Cause == site.Withheld:
		report(NotPublic, diag.Warning, told, "不公开，报送版里没有", "is not public and not in the edition to be handed in", diag.Say("把它的“公开范围”改为“仅申报”", "Set its visibility to 仅申报"))
	case t.Broken && t.Cause == site.Expired:
		report(Invalid, diag.Hint, "dossier/outside", "期限已满，已经撤下，报送版里只注明另附原件", "has expired: the printed edition only says that the original is enclosed", diag.Say("装订时附上盖章的原件，或者换一件", "Enclose the sealed original, or take another piece"))
	case t.Broken:
		report(Unreleased, diag.Warning, told, "还没有发布，报送版里没有", "is not published and not in the edition to be handed in", diag.Say("写好、审过以后把它的“状态”改为“发布”", "When it is ready, set its status to published"))
	case t.Page == nil && t.URL == "" && a.site.SourceOf(t.Path) == "":
		report(NoFile, diag.Warning, "dossier/evidence-list", "指到了一个栏目，不是一件材料", "is a list of the website, not a document", diag.Say("写到具体的一篇，例如：../cases/2011-score-wall.md", "Name one page, e.g. ../cases/2011-score-wall.md"))
	}
	if it := itemOf(t); it != nil {
		a.inTime(it, report)
	}
	a.unchecked(piece, found)
	for _, again := range piece.Repeats {
		title := ""
		if again.Title != "" && again.Title != piece.Title {
			title = "，名称“" + again.Title + "”没有用上"
		}
		g := a.gap(content.Value{Pos: again.Pos, EndAt: again.End}, diag.Hint, "dossier/repeated",
			diag.Say("%[1]s写了两次%[3]s", "%[2]s is given twice", name.ZH, name.EN, title), diag.Say("删去重复的这一处；同一份材料只编一个附件号", "Delete this one: a document is one annex"))
		found(Repeated, g)
	}
}

// itemOf is the item that a piece is: a page or a row.
func itemOf(t site.Target) *content.Item {
	switch {
	case t.Record != nil:
		return t.Record.Item
	case t.Page != nil:
		return t.Page.Item
	}
	return nil
}

// inTime holds what happened at some time against the dossier's window. Plans,
// groups and rules in force are no such things, nor are registers as a whole.
func (a *assessor) inTime(it *content.Item, report func(f Flaw, sev diag.Severity, code, zh, en string, hint diag.Text)) {
	if it.Value("status").Text == "废止" {
		report(Invalid, diag.Warning, "dossier/outside", "已经废止", "was repealed", diag.Say("换成现行的制度", "Take the rule in force"))
		return
	}
	w := happened(it)
	if w == (Window{}) || a.window == (Window{}) || w.Overlaps(a.window) {
		return
	}
	report(OutsideWindow, diag.Warning, "dossier/outside", "是"+w.String()+"的，不在统计区间"+a.window.String()+"里", "is of "+w.From.ISO()+", outside "+a.window.From.ISO()+"~"+a.window.To.ISO(),
		diag.Say("换成区间内的材料，或核对统计区间和那一篇的日期", "Take another piece, or check the window and the piece's date"))
}

// happened is when an item was. The zero window: it is not of a time, such as a
// plan, a rule in force, a list of members.
func happened(it *content.Item) Window {
	t := it.Type
	if t.FutureDate || t.Snapshot || len(it.Records) > 0 || !t.Dated && t.Until == "" {
		return Window{}
	}
	return spanOf(it)
}

// scans are endings of files in which a certificate is a picture.
var scans = []string{".pdf", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff"}

// unchecked reports scans that nobody has looked at: the piece itself, or those
// that are printed with it. They may show an identity number or a pupil's face.
func (a *assessor) unchecked(piece *site.Piece, found func(Flaw, Gap)) {
	report := func(file string, asset *content.Asset, hint diag.Text) {
		t := a.site.Asset(asset)
		if asset.Checked || t.Page != nil || t.Path == "" || !slices.Contains(scans, strings.ToLower(path.Ext(t.Path))) {
			return
		}
		g := a.gap(content.Value{Pos: asset.Pos, EndAt: asset.End}, diag.Warning, "dossier/unchecked",
			diag.Say("附件%[1]d《%[2]s》的“%[3]s”没有人核对过", "“%[3]s” of annex %[1]d, “%[2]s”, was looked at by nobody", piece.No, piece.Title, path.Base(t.Path)), hint)
		g.File = file
		found(Unchecked, g)
	}
	hint := diag.Say("打开看一遍：没有证件号、住址、电话，没有未经同意的学生面孔；然后在这一件里写“已核对: 是”", "Look at it: no identity numbers, addresses, telephones or pupils' faces without consent; then write checked: true there")
	if !piece.Listed {
		hint = diag.Say("把它列进“佐证”并写上核对的结果，例如：{文件: img/zhengshu.jpg, 标题: 获奖证书, 已核对: 是}", "List it in evidence: with what you found: {file: img/scan.jpg, title: Certificate, checked: true}")
	}
	report(a.page.File, piece.Asset, hint)
	it := itemOf(piece.Target)
	if it == nil || len(it.Records) > 0 {
		return
	}
	for i := range it.Evidence {
		report(it.File, &it.Evidence[i], diag.Say("打开看一遍：没有证件号、住址、电话，没有未经同意的学生面孔；然后写“已核对: 是”，例如：{文件: %s, 已核对: 是}", "Look at it: no identity numbers, addresses, telephones or pupils' faces without consent; then write checked: true: {file: %s, checked: true}", it.Evidence[i].File))
	}
}
