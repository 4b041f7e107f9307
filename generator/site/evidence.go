package site

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"showcase/generator/content"
)

// Evidence is what a dossier puts forward.
type Evidence struct {
	Pieces   []*Piece // by number
	Criteria []*Criterion
}

// Piece is one piece of evidence: an annex. One file, page or row of a register
// is one piece, however it is spelled and wherever it is named.
type Piece struct {
	No       int              // from 1: 附件1
	Title    string           // as the dossier calls it, else its own; empty if this audience may not know it
	Pages    string           // which of its pages
	Asset    *content.Asset   // the mention that describes it: in the list, else the first of a criterion
	Listed   bool             // the list has it, not only a criterion
	Repeats  []*content.Asset // mentions that say nothing new: the list, or one criterion, names it again
	Target   Target
	Criteria []int // the criteria that it supports, by index
}

// Criterion is one thing that the jury judges by, with the evidence for it.
type Criterion struct {
	content.Value
	Pieces []*Piece // by number
}

// Text is what the criterion says.
func (c *Criterion) Text() string { return c.Map["text"].Text }

// Note is what the dossier says to it.
func (c *Criterion) Note() string { return c.Map["note"].Text }

// Score is the dossier's own score, of the points if they are given: 9/10.
func (c *Criterion) Score() string {
	score := c.Map["self_score"].Text
	if of := c.Map["points"].Text; of != "" {
		score += "/" + of
	}
	return score
}

// Evidence numbers what a page puts forward, by order of first use: the
// criteria in their order, then the rest of the page's list. The jury reads
// along the criteria, so that the annexes come to hand in that order. Links in
// the text use no number: a dossier has its text in several lengths, and a
// shorter one must not number the annexes anew.
//
// All editions number alike. What this one may not show keeps its number.
func (s *Site) Evidence(p *Page) *Evidence {
	n := &numbering{site: s, page: p, known: map[string]*Piece{}}
	for i, v := range p.Value("criteria").List {
		c := &Criterion{Value: v}
		for _, a := range assetsOf(v.Map["evidence"]) {
			piece := n.piece(a)
			if slices.Contains(c.Pieces, piece) {
				piece.Repeats = append(piece.Repeats, a)
				continue
			}
			c.Pieces = append(c.Pieces, piece)
			piece.Criteria = append(piece.Criteria, i)
		}
		slices.SortFunc(c.Pieces, func(a, b *Piece) int { return a.No - b.No })
		n.out.Criteria = append(n.out.Criteria, c)
	}
	for i := range p.Item.Evidence {
		n.list(&p.Item.Evidence[i])
	}
	for _, piece := range n.out.Pieces {
		if piece.Title == "" {
			piece.Title = s.nameOf(piece)
		}
	}
	return &n.out
}

type numbering struct {
	site  *Site
	page  *Page
	known map[string]*Piece
	out   Evidence
}

// piece is the piece that a mention means, numbered if it is new.
func (n *numbering) piece(a *content.Asset) *Piece {
	t := n.site.Asset(a)
	key := n.identity(a, t)
	piece := n.known[key]
	if piece == nil {
		piece = &Piece{No: len(n.out.Pieces) + 1, Title: a.Title, Pages: a.Pages, Asset: a, Target: t}
		n.known[key] = piece
		n.out.Pieces = append(n.out.Pieces, piece)
	}
	return piece
}

// list enters an entry of the page's list: it describes the piece.
func (n *numbering) list(a *content.Asset) {
	piece := n.piece(a)
	if piece.Listed {
		piece.Repeats = append(piece.Repeats, a)
		if a.Pages != "" && a.Pages != piece.Pages {
			piece.Pages = strings.Trim(piece.Pages+"、"+a.Pages, "、")
		}
		if piece.Title == "" {
			piece.Title = a.Title
		}
		return
	}
	piece.Listed, piece.Asset, piece.Pages = true, a, a.Pages
	if a.Title != "" {
		piece.Title = a.Title
	}
}

// identity tells pieces apart, in the same way for every audience.
func (n *numbering) identity(a *content.Asset, t Target) string {
	written := a.File + a.Ref
	switch {
	case t.hidden != nil && t.hidden.Row > 0:
		return t.hidden.File + "#r" + itoa(t.hidden.Row)
	case t.hidden != nil:
		return t.hidden.File
	case t.Record != nil:
		return t.Page.File + "#" + t.Record.Anchor
	case t.Page != nil:
		return t.Page.File
	case t.Path != "":
		return t.Path
	case t.URL != "":
		return webKey(t.URL)
	case written == "":
		return "title:" + titleKey(a.Title)
	case strings.Contains(written, "/") || a.File != "":
		return path.Join(path.Dir(n.page.File), strings.ReplaceAll(written, `\`, "/"))
	}
	return "title:" + titleKey(strings.Trim(written, "《》[]"))
}

// webKey is an address of the web without what does not tell pages apart.
func webKey(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	u.Scheme, u.Host, u.Fragment = strings.ToLower(u.Scheme), strings.ToLower(u.Host), ""
	u.Path = strings.TrimSuffix(u.Path, "/")
	return u.String()
}

// nameOf is what a piece without a title is called: by what it leads to, or by
// the title under which the author refers to it. A path is no name of what may
// not be shown.
func (s *Site) nameOf(piece *Piece) string {
	t, a := piece.Target, piece.Asset
	switch behind := s.Behind(t); {
	case t.Record != nil:
		return t.Record.Title
	case t.Title != "":
		return t.Title
	case a.Ref != "" && !strings.ContainsAny(a.Ref, "/."):
		return strings.Trim(a.Ref, "《》[]")
	case behind != nil:
		return behind.Title
	case t.URL != "":
		return t.URL
	case t.Cause == Lost:
		return path.Base(a.File + a.Ref)
	}
	return ""
}

// assetsOf are the files and items that a value refers to.
func assetsOf(v content.Value) []*content.Asset {
	if v.Asset != nil {
		return []*content.Asset{v.Asset}
	}
	var out []*content.Asset
	for _, e := range v.List {
		if e.Asset != nil {
			out = append(out, e.Asset)
		}
	}
	return out
}

// Deeds is the page whose text tells the deeds of a dossier: that of its first
// part of that kind, else its text:, else the dossier itself.
func (s *Site) Deeds(p *Page) *Page {
	for _, part := range p.Value("parts").List {
		if a := part.Map["ref"].Asset; a != nil && part.Map["kind"].Text == "deeds" {
			if q := s.Asset(a).Page; q != nil {
				return q
			}
			break
		}
	}
	if a := p.Value("text").Asset; a != nil {
		if q := s.Asset(a).Page; q != nil {
			return q
		}
	}
	return p
}

// Dossiers are the pages that are handed in for an award, in the order of
// their section. A text that only another dossier takes up is none.
func (s *Site) Dossiers() []*Page {
	var out []*Page
	taken := map[*Page]bool{}
	for _, sec := range s.Sections {
		if sec.Type.Layout != "dossier" {
			continue
		}
		out = append(out, sec.Pages...)
		for _, p := range sec.Pages {
			texts := []*Page{s.Deeds(p)}
			for _, v := range p.Value("variants").List {
				if a := v.Map["ref"].Asset; a != nil {
					texts = append(texts, s.Asset(a).Page)
				}
			}
			for _, q := range texts {
				if q != nil && q != p && q.Value("award_name").IsZero() {
					taken[q] = true
				}
			}
		}
	}
	return slices.DeleteFunc(out, func(p *Page) bool { return taken[p] })
}
