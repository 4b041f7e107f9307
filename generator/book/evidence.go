package book

import (
	"path"
	"slices"
	"strings"

	"showcase/generator/content"
	"showcase/generator/site"
)

// evidence lists the pieces in order, says which criterion each supports, then
// prints each on sheets of its own.
func (a *assembler) evidence(pt part) {
	a.heading(pt.name(), "", "", a.bookmark("evidence"))
	if pt.note != "" {
		a.say(Body, pt.note)
	}
	a.evidenceList()
	a.criteria()
	v := a.page.Value("annex_sheets")
	for _, piece := range a.proof.Pieces {
		if v.IsZero() || v.Bool {
			a.annexOnSheets(piece)
		} else {
			a.annex(piece, annexLabel(piece))
		}
	}
}

func (a *assembler) evidenceList() {
	if len(a.proof.Pieces) == 0 {
		a.say(Body, "（没有列出佐证材料。）")
		return
	}
	t := &Table{Columns: []Column{{Align: Center}, {Align: Left}, {Align: Center}, {Align: Center}, {Align: Center}},
		Header: []Row{headRow("编号", "名称", "类别", "日期", "页码")}}
	for _, piece := range a.proof.Pieces {
		kind, date := kindOf(piece.Target)
		link := a.annexLink(piece)
		var page Cell
		if mark, inside := strings.CutPrefix(link, "#"); inside {
			page.Text = []Inline{{PageOf: mark}}
		} else {
			link = piece.Target.URL
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			textCell(annexLabel(piece)),
			{Text: []Inline{{Text: pieceTitle(piece), Link: link}}},
			textCell(kind), textCell(date), page,
		}})
	}
	a.add(weigh(t))
}

// kindOf says what a piece is, and of when.
func kindOf(t site.Target) (kind, date string) {
	switch {
	case t.Record != nil:
		return t.Record.Type.Label, t.Record.Date.String()
	case t.Page != nil:
		return t.Page.Type.Label, t.Page.Date.String()
	case t.URL != "":
		return "网页", ""
	case t.Broken:
		return [...]string{site.Lost: "原件", site.Withheld: "不公开", site.Unpublished: "未定稿", site.Scheduled: "未定稿", site.Expired: "原件"}[t.Cause], ""
	case t.Path != "" && isPicture(t.Path):
		return "图片", ""
	}
	return "文件", ""
}

func annexLabel(piece *site.Piece) string { return "附件" + itoa(piece.No) }

// annexLink leads to a piece's text within the document; empty if the document
// does not hold it.
func (a *assembler) annexLink(piece *site.Piece) string {
	place := a.annexes[piece]
	if place == "" && piece.Target.Record == nil && piece.Target.Page != nil {
		place = a.bookmarks[piece.Target.Page]
	}
	if place == "" {
		return ""
	}
	return "#" + place
}

// criteria prints which annexes support each criterion: what a reviewer who
// scores by criteria looks for first.
func (a *assembler) criteria() {
	if len(a.proof.Criteria) == 0 {
		return
	}
	t := &Table{Caption: a.caption("评选条件与佐证材料对照"), Columns: []Column{{Align: Left}, {Align: Left}, {Align: Left}, {Align: Center}},
		Header: []Row{headRow("评选条件", "说明", "佐证材料", "自评分")}}
	for _, c := range a.proof.Criteria {
		var annexes []Inline // 附件9、10、11: a line may not end between the word and its number
		for i, piece := range c.Pieces {
			label := annexLabel(piece)
			if i > 0 {
				annexes = append(annexes, Inline{Text: "、"})
				label = itoa(piece.No)
			}
			annexes = append(annexes, Inline{Text: label, Link: a.annexLink(piece)})
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{textCell(c.Text()), textCell(c.Note()), {Text: annexes}, textCell(c.Score())}})
	}
	a.add(weigh(withoutEmptyColumns(t)))
}

// pieceTitle is what a piece is called. One that this edition may not show has
// only the name that the dossier itself gives it.
func pieceTitle(piece *site.Piece) string {
	if piece.Title == "" {
		return "不公开的材料"
	}
	return piece.Title
}

// annex prints one piece of evidence, opened by its number and title.
func (a *assembler) annex(piece *site.Piece, label string) {
	subtitle := ""
	if a.pagePiece(piece) {
		subtitle = piece.Target.Page.Subtitle
	}
	a.heading(pieceTitle(piece), subtitle, label, a.piecePlace(piece))
	if remark := a.remark(piece); remark != nil {
		a.add(&Paragraph{Text: remark})
	} else {
		a.pieceText(piece)
	}
	if piece.Pages != "" {
		a.say(Body, "（页码："+piece.Pages+"）")
	}
}

// annexOnSheets prints the same behind a heading sheet: what it is and what it
// proves. Of what is added on paper there is the sheet alone.
func (a *assembler) annexOnSheets(piece *site.Piece) {
	title, remark, subtitle := pieceTitle(piece), a.remark(piece), ""
	if a.pagePiece(piece) {
		subtitle = piece.Target.Page.Subtitle
	}
	a.add(&Heading{Text: titleText(title), Subtitle: subtitle, Annex: annexLabel(piece), Bookmark: a.piecePlace(piece), InOutline: true,
		Sheet: &Sheet{Fields: a.sheetFields(piece), Remark: remark}})
	switch {
	case remark != nil:
		return
	case piece.Target.Path != "" && piece.Target.Page == nil: // an image says what it is below itself
		a.add(&PageBreak{})
	default:
		a.add(&Heading{Text: titleText(title), Subtitle: subtitle, Bookmark: a.bookmark("annex-text")})
	}
	a.pieceText(piece)
}

// sheetFields are what a heading sheet says of its annex.
func (a *assembler) sheetFields(piece *site.Piece) []Field {
	kind, date := kindOf(piece.Target)
	if piece.Target.Broken {
		kind = "" // the remark says it
	}
	by := ""
	if a.pagePiece(piece) {
		by = authorsOf(piece.Target.Page.Item)
	}
	var proves []string
	for _, c := range a.proof.Criteria {
		if slices.Contains(c.Pieces, piece) {
			proves = append(proves, c.Text())
		}
	}
	all := []Field{{"材料类别", kind}, {"作　　者", by}, {"材料日期", date}, {"评选条件", strings.Join(proves, "、")}, {"页　　码", piece.Pages}}
	return slices.DeleteFunc(all, func(f Field) bool { return f.Value == "" })
}

// pagePiece reports that a piece is a page, not a row of a register or a file.
func (a *assembler) pagePiece(piece *site.Piece) bool {
	return piece.Target.Record == nil && piece.Target.Page != nil
}

// piecePlace is the bookmark of a piece's heading.
func (a *assembler) piecePlace(piece *site.Piece) string {
	if a.pagePiece(piece) {
		return a.bookmarkOf(piece.Target.Page)
	}
	return a.annexPlace(piece)
}

// remark stands for the text of a piece that is not printed here; nil if it is.
func (a *assembler) remark(piece *site.Piece) []Inline {
	switch t := piece.Target; {
	case a.pagePiece(piece) && a.printed[t.Page]:
		return a.before(t.Page)
	case t.Record != nil || t.Page != nil || t.Path != "" && isPicture(t.Path):
		return nil
	case t.Path != "" || t.URL != "":
		return []Inline{{Text: "（本件另附：“" + path.Base(t.Path+t.URL) + "”。）"}}
	default:
		return []Inline{{Text: onPaper(t.Cause)}}
	}
}

// pieceText prints a piece below its heading.
func (a *assembler) pieceText(piece *site.Piece) {
	switch t := piece.Target; {
	case t.Record != nil:
		a.record(t.Record)
	case t.Page != nil:
		a.printed[t.Page] = true
		if t.Page.Type.Look == "official" && written(t.Page) {
			a.officialPiece(t.Page)
		} else {
			a.text(t.Page)
		}
	default:
		title := pieceTitle(piece)
		a.picture(a.site.SourceOf(t.Path), title, title)
	}
}

// officialPiece prints a plan, report or rule as what proves something: number
// and day, the text, who signed it.
func (a *assembler) officialPiece(p *site.Page) {
	note := a.issueNote(p, firstText(p, "doc_no", "issued_no", "no"))
	if note != "" {
		a.say(Centered, note)
	}
	a.body(p)
	a.lists(p)
	if p.Value("issued").IsZero() {
		a.add(&Signature{Name: a.signer(p), Date: p.Date.String()})
	}
	a.pictures(p.Item)
}

// annexPlace is the place that links lead to, the first time that the piece is
// printed; then a new one.
func (a *assembler) annexPlace(piece *site.Piece) string {
	place := a.annexes[piece]
	if a.opened[place] {
		return a.bookmark(place)
	}
	a.opened[place] = true
	return place
}

// record prints a row of a register by itself, and the scans that it names.
func (a *assembler) record(r *site.Record) {
	r = a.handedRecords([]*site.Record{r})[0]
	a.use(r.File)
	t := &Table{Columns: []Column{{5, Center}, {31, Left}}}
	for _, f := range site.Columns(r.Type, []*site.Record{r}) {
		if text := a.valueText(r.Cell(f), f); text != "" {
			t.Rows = append(t.Rows, Row{Cells: []Cell{textCell(f.Label), textCell(text)}})
		}
	}
	a.add(t)
	a.pictures(r.Item)
}

// pictures prints the photos and scans that an item names in its front matter.
func (a *assembler) pictures(it *content.Item) {
	it = a.handed(it)
	a.use(it.File)
	for _, list := range [][]content.Asset{it.Images, it.Evidence} {
		for i := range list {
			if t := a.site.Asset(&list[i]); t.Page == nil && isPicture(t.Path) {
				text := list[i].Caption
				if text == "" {
					text = list[i].Title
				}
				a.picture(a.site.SourceOf(t.Path), text, text)
			}
		}
	}
}
