package book

import (
	"path"

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
	for _, piece := range a.proof.Pieces {
		a.annex(piece, annexLabel(piece))
	}
}

func (a *assembler) evidenceList() {
	if len(a.proof.Pieces) == 0 {
		a.say(Body, "（没有列出佐证材料。）")
		return
	}
	t := &Table{Columns: []Column{{Align: Center}, {Align: Left}, {Align: Center}, {Align: Center}},
		Header: []Row{headRow("编号", "名称", "类别", "日期")}}
	for _, piece := range a.proof.Pieces {
		kind, date := kindOf(piece.Target)
		link := a.annexLink(piece)
		if link == "" {
			link = piece.Target.URL
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			textCell(annexLabel(piece)),
			{Text: []Inline{{Text: pieceTitle(piece), Link: link}}},
			textCell(kind), textCell(date),
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
	t, title := piece.Target, pieceTitle(piece)
	open := func(subtitle, bookmark string) { a.heading(title, subtitle, label, bookmark) }
	switch {
	case t.Record != nil:
		open("", a.annexPlace(piece))
		a.record(t.Record)
	case t.Page != nil:
		open(t.Page.Subtitle, a.bookmarkOf(t.Page))
		if a.again(t.Page) {
			return
		}
		if by := byline(t.Page); by != "" {
			a.say(Lead, by)
		}
		a.facts(t.Page)
		a.body(t.Page)
		a.pictures(t.Page.Item)
	case t.Path != "" && isPicture(t.Path):
		open("", a.annexPlace(piece))
		a.picture(a.site.SourceOf(t.Path), title, title)
	case t.Path != "" || t.URL != "":
		open("", a.annexPlace(piece))
		a.say(Body, "（本件另附：“"+path.Base(t.Path+t.URL)+"”。）")
	default:
		open("", a.annexPlace(piece))
		a.add(onPaper(t.Cause))
	}
	if piece.Pages != "" {
		a.say(Body, "（页码："+piece.Pages+"）")
	}
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
