package site

import (
	"cmp"
	"slices"
	"strings"

	"showcase/generator/content"
	"showcase/generator/diag"
)

// Block is one block of a board with what it refers to, ready for a screen or
// for paper. Only what the audience may see is in it.
type Block struct {
	Kind  string // 理念, 愿景, 计划, 成果, 名单, 荣誉, 图表, 照片, 文字, 人物
	Title string // as written; may be empty
	Text  string // the author's own
	Pos   diag.Pos

	Ref    *content.Asset // as written; nil: none
	Page   *Page          // what the block refers to: a concept, a group, a plan …; nil if nothing
	Lost   bool           // what it refers to is not there, which was reported
	Photos []BlockPhoto   // its own; for 照片 without any those of the page
	Faces  []Face         // 人物: who is shown, in order

	// Of a register that the block refers to, or of the whole type where 成果 and
	// 荣誉 refer to nothing and say nothing, what lies in Window: those marked for
	// show, then the newest, of 荣誉 the highest. Sums are left out; a 图表 counts
	// all rows and has them all.
	Records []*Record
	// What is marked for show, the newest first, where 成果 has no records.
	Pages  []*Page
	Rest   int            // how many more records or pages there are
	Window content.Window // the time of which records are shown

	explained map[string]int // the place of each prize that the board explains
}

// BlockPhoto is a picture on a board.
type BlockPhoto struct {
	Asset   *content.Asset
	Caption string // may be empty
}

// Face is a person on a board: a name, a photograph if there is one, and a line:
// the motto, else posts and subject.
type Face struct {
	Name, Line string
	Page       *Page          // nil: none that the audience may see
	Photo      *content.Asset // nil: none
}

// blockRows is how many rows a block shows that does not say how many.
const blockRows = 8

// Board gathers the blocks of a board in their order.
func (s *Site) Board(p *Page) []Block {
	var out []Block
	explained := s.explained(p)
	for _, v := range p.Value("blocks").List {
		m := v.Map
		b := Block{Kind: m["kind"].Text, Title: m["title"].Text, Text: m["text"].Text, Pos: v.Pos, Ref: m["ref"].Asset, Window: blockWindow(p, m["period"])}
		if b.Ref != nil {
			t := s.Asset(b.Ref)
			b.Page, b.Lost = t.Page, t.Broken && t.Cause == Lost
		}
		limit := int(m["limit"].Count.Value)
		if limit <= 0 {
			limit = blockRows
		}
		b.photos(m["file"].List, m["caption"].Text)
		b.explained = explained
		s.blockRecords(&b)
		if b.Kind == "人物" {
			s.faces(&b, m["people"].Strings())
		}
		b.cut(limit)
		out = append(out, b)
	}
	return out
}

// blockWindow is the time of which a block shows records: its own, else until
// the board is taken down.
func blockWindow(p *Page, own content.Value) content.Window {
	if own.IsZero() {
		v := p.Value("period")
		return content.Window{To: cmp.Or(v.End, v.Date)}
	}
	return content.Window{From: own.Date, To: cmp.Or(own.End, own.Date)}
}

// explained are the names that the concepts of a board list, in their order:
// prizes of one day and rank stand as they are explained beside them.
func (s *Site) explained(p *Page) map[string]int {
	out := map[string]int{}
	for _, v := range p.Value("blocks").List {
		ref := v.Map["ref"].Asset
		if ref == nil {
			continue
		}
		to := s.Asset(ref).Page
		if to == nil || to.Type.Name != "concept" {
			continue
		}
		for _, item := range to.Value("items").List {
			if name := item.Map["name"].Text; name != "" && out[name] == 0 {
				out[name] = len(out) + 1
			}
		}
	}
	return out
}

// photos are the block's pictures. As many captions as pictures, divided by ；,
// are one for each; else the caption is that of the first.
func (b *Block) photos(files []content.Value, caption string) {
	captions := strings.FieldsFunc(caption, func(r rune) bool { return r == '；' || r == ';' || r == '|' })
	for i, v := range files {
		photo := BlockPhoto{Asset: v.Asset}
		if photo.Asset == nil {
			photo.Asset = &content.Asset{File: v.Text}
		}
		if len(captions) == len(files) {
			photo.Caption = strings.TrimSpace(captions[i])
		} else if i == 0 {
			photo.Caption = caption
		}
		b.Photos = append(b.Photos, photo)
	}
	if len(files) == 0 && b.Kind == "照片" && b.Page != nil {
		for i := range b.Page.Images {
			b.Photos = append(b.Photos, BlockPhoto{&b.Page.Images[i], b.Page.Images[i].Caption})
		}
	}
}

// ownTypes are the types of which a block shows all records if it refers to nothing.
var ownTypes = map[string]string{"成果": "achievement", "荣誉": "award"}

func (s *Site) blockRecords(b *Block) {
	switch {
	case b.Page != nil:
		b.Records = b.chosen(b.Page.Records)
	case b.Ref != nil || b.Text != "" || ownTypes[b.Kind] == "":
	default:
		if sec := s.Section(ownTypes[b.Kind]); sec != nil {
			b.Records = b.chosen(sec.Records)
		}
		if b.Kind == "成果" && len(b.Records) == 0 {
			b.Pages = s.displayed(b.Window)
		}
	}
}

// displayed are the pages marked for show, the newest first.
func (s *Site) displayed(w content.Window) []*Page {
	var out []*Page
	for _, p := range s.Pages {
		if p.Showcase && p.Section != nil && p.Type.Dated && w.Holds(p.Date) {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, newest)
	return out
}

// chosen are the records that a block shows, in its order.
func (b *Block) chosen(records []*Record) []*Record {
	if b.Kind == "图表" {
		return records
	}
	out := slices.DeleteFunc(slices.Clone(records), func(r *Record) bool { return r.Value("aggregate").Bool || !b.Window.Holds(r.Date) })
	slices.SortStableFunc(out, func(x, y *Record) int {
		shown := 0
		if x.Showcase != y.Showcase {
			shown = 1
			if x.Showcase {
				shown = -1
			}
		}
		level, grade := 0, 0
		if b.Kind == "荣誉" {
			level = content.LevelRank(x.Value("level").Text) - content.LevelRank(y.Value("level").Text)
			grade = content.GradeRank(x.Value("grade").Text) - content.GradeRank(y.Value("grade").Text)
		}
		return cmp.Or(shown, level, y.Date.Compare(x.Date), grade, b.explained[x.Title]-b.explained[y.Title], cmp.Compare(x.Page.Path, y.Page.Path), cmp.Compare(x.Row, y.Row))
	})
	return out
}

// faces are who a block names, else the members of the group or the person that
// it refers to, else the people marked for show.
func (s *Site) faces(b *Block, names []string) {
	if b.Page != nil && len(names) == 0 {
		if g := s.GroupOf(b.Page); g != nil {
			for _, m := range g.Roster {
				names = append(names, m.Name)
			}
		} else if who := s.PersonOf(b.Page); who != nil {
			names = []string{who.Name}
		}
	}
	if sec := s.Section(personType); sec != nil && b.Ref == nil && len(names) == 0 {
		for _, p := range sec.Pages {
			if p.Showcase && s.PersonOf(p) != nil {
				names = append(names, p.Title)
			}
		}
	}
	for _, name := range names {
		f := Face{Name: name}
		if who := s.Person(personName(name)); who != nil && who.Page != nil {
			p := who.Page
			f.Page, f.Photo, f.Line = p, p.Cover, cmp.Or(p.Value("motto").Text, joinedFacts(p))
		}
		b.Faces = append(b.Faces, f)
	}
}

func joinedFacts(p *Page) string {
	var facts []string
	for _, s := range []string{strings.Join(p.Value("post").Strings(), "、"), p.Value("subject").Text} {
		if s != "" {
			facts = append(facts, s)
		}
	}
	return strings.Join(facts, "　")
}

// cut keeps a block's limit; a chart needs all that it counts, and everyone who
// is to be shown is.
func (b *Block) cut(limit int) {
	if n := len(b.Records); n > limit && b.Kind != "图表" {
		b.Records, b.Rest = b.Records[:limit], n-limit
	}
	if n := len(b.Pages); n > limit {
		b.Pages, b.Rest = b.Pages[:limit], n-limit
	}
}
