package site

import (
	"cmp"
	"slices"

	"showcase/generator/content"
)

// Block is one block of a board with what it refers to, ready for a screen or
// for paper. Only what the audience may see is in it.
type Block struct {
	Kind    string // 理念, 愿景, 计划, 成果, 名单, 荣誉, 图表, 照片, 文字
	Title   string // as written, else that of the page
	Text    string // the author's own
	Caption string // of the photographs

	Page   *Page // what the block refers to: a concept, a group, a plan …; nil if nothing
	Photos []*content.Asset

	// Of a register that the block refers to, or of all awards where 荣誉 refers
	// to nothing: those marked for show, then the newest; no sums.
	Records []*Record
	// What is marked for show, the newest first, where 成果 refers to nothing.
	Pages []*Page
	Rest  int // how many more records or pages there are
}

// blockRows is how many rows a block shows that does not say how many.
const blockRows = 8

// Board gathers the blocks of a board in their order.
func (s *Site) Board(p *Page) []Block {
	var out []Block
	for _, v := range p.Value("blocks").List {
		b := Block{Kind: v.Map["kind"].Text, Title: v.Map["title"].Text, Text: v.Map["text"].Text, Caption: v.Map["caption"].Text}
		for _, f := range v.Map["file"].List {
			if f.Asset != nil {
				b.Photos = append(b.Photos, f.Asset)
			}
		}
		limit := int(v.Map["limit"].Count.Value)
		if limit <= 0 {
			limit = blockRows
		}
		s.fillBlock(&b, v.Map["ref"].Asset, limit)
		if b.Title == "" && b.Page != nil {
			b.Title = b.Page.Title
		}
		out = append(out, b)
	}
	return out
}

func (s *Site) fillBlock(b *Block, ref *content.Asset, limit int) {
	switch {
	case ref != nil:
		t := s.Asset(ref)
		if b.Page = t.Page; b.Page != nil {
			b.Records = chosen(b.Page.Records)
		}
	case b.Text != "":
	case b.Kind == "荣誉":
		if sec := s.Section("award"); sec != nil {
			b.Records = chosen(sec.Records)
		}
	case b.Kind == "成果":
		for _, p := range s.Pages {
			if p.Showcase && p.Section != nil && p.Type.Dated {
				b.Pages = append(b.Pages, p)
			}
		}
		slices.SortStableFunc(b.Pages, newest)
	}
	if n := len(b.Records); n > limit {
		b.Records, b.Rest = b.Records[:limit], n-limit
	}
	if n := len(b.Pages); n > limit {
		b.Pages, b.Rest = b.Pages[:limit], n-limit
	}
}

// chosen are the records in the order in which a board shows them.
func chosen(records []*Record) []*Record {
	out := slices.DeleteFunc(slices.Clone(records), func(r *Record) bool { return r.Value("aggregate").Bool })
	slices.SortStableFunc(out, func(a, b *Record) int {
		if a.Showcase != b.Showcase {
			if a.Showcase {
				return -1
			}
			return 1
		}
		return cmp.Or(b.Date.Compare(a.Date), cmp.Compare(a.Page.Path, b.Page.Path), cmp.Compare(a.Row, b.Row))
	})
	return out
}
