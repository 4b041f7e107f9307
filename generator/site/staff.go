package site

import (
	"strconv"
	"strings"

	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/hanzi"
)

// staffPages gives everyone a page who stands in a staff register alone: to
// the school all of them, to the public those whose row says so (public_card),
// even where the register itself is not public. Taken are the addresses of the
// files' pages, in small letters.
//
// Names that sound alike all get their code points behind the sound, so that
// an address does not depend on the order of the rows.
func (l *linker) staffPages(taken map[string]*Page) {
	var made []*Page
	slugs := map[string]int{}
	filed := map[string]bool{}
	for _, p := range l.Pages {
		if p.Type.Name == personType && len(p.Item.Records) == 0 && !opensSection(p.File) {
			filed[personName(p.Title)] = true
		}
	}
	for _, it := range l.source.Items {
		if it.Type.Name != personType {
			continue
		}
		for _, row := range it.Records {
			name := personName(row.Title)
			if filed[name] || l.cards[name] != nil || !l.hasCard(row) {
				continue
			}
			p := &Page{Item: row}
			l.cards[name], l.shown[row] = p, p
			made = append(made, p)
			slugs[hanzi.Slug(name)]++
		}
	}
	for _, p := range made {
		name := personName(p.Title)
		slug := hanzi.Slug(name)
		path := p.Type.Plural + "/" + slug + ".html"
		if slugs[slug] > 1 || taken[strings.ToLower(path)] != nil {
			for _, c := range name {
				slug += "-" + strconv.FormatInt(int64(c), 16)
			}
			path = p.Type.Plural + "/" + slug + ".html"
		}
		p.Path = path
		l.byPath[path] = p
	}
	l.Pages = append(l.Pages, made...)
}

// hasCard reports whether a row of a staff register gets a page of its own.
func (l *linker) hasCard(row *content.Item) bool {
	card := *row
	if row.Value("public_card").Bool && row.Visibility < content.Private {
		card.Visibility = content.Public
	} else if l.Audience == Everyone {
		return false
	}
	return l.isPublished(&card) && l.visible(&card)
}

// checkLeft reports what names people of the school who had left it by then,
// once for each item and, since rows inherit what their file says, each place.
func (l *linker) checkLeft() {
	type place struct {
		file string
		pos  diag.Pos
	}
	places := map[place]bool{}
	for it := range l.everything() {
		day := dateOf(it)
		if it.Type.Name == personType || it.Type.Name == groupType || day.IsZero() || len(it.Records) > 0 {
			continue
		}
		told := ""
		for m := range l.mentions(it) {
			n, who := m.name, l.people[m.name.Text]
			if m.outside || who == nil || who.left.IsZero() || day.Compare(who.left.Last()) <= 0 || n.Text == told || places[place{it.File, n.Pos}] {
				continue
			}
			told, places[place{it.File, n.Pos}] = n.Text, true
			l.reportAt(it, n.Pos, n.End, diag.Warning, "person/left",
				diag.Say("“%s”（%s）：这里的日期是 %s，名单里的离职时间是 %s。", "“%s” (%s): this is dated %s, but by the staff table the person left in %s.", n.Text, m.role.Field.Label, day, who.left),
				diag.Say("核对这里的日期；日期没有错，就核对姓名，或者改正名单里的离职时间。", "Check the date; if it is right, check the name, or the time of leaving in the staff table."))
		}
	}
}

// leftBefore reports a member of a group who had left before its term began,
// or who has left a group that tells no term: its list is of those there now.
func (l *linker) leftBefore(p *Page, m Member) {
	if m.Person == nil || m.Person.left.IsZero() {
		return
	}
	left, term := m.Person.left.Last(), p.Value("term_of_office")
	if term.IsZero() && left.Compare(l.Today) < 0 {
		l.reportAt(p.Item, m.entry.Pos, m.entry.EndAt, diag.Hint, "group/left",
			diag.Say("“%s”%s离职，还在“%s”的名单里。", "%s left in %s and is still in the list of “%s”.", m.Name, m.Person.left, p.Title),
			diag.Say("从名单里去掉；这是从前的名单，就写明任期，例如：任期: 2011-09~2012-08", "Take the name out; if the list is of former days, give its term: term_of_office: 2011-09~2012-08"))
	}
	if term.Date.Compare(left) <= 0 {
		return
	}
	l.reportAt(p.Item, m.entry.Pos, m.entry.EndAt, diag.Warning, "group/left",
		diag.Say("“%s”%s离职，而“%s”的任期从 %s 开始。", "%s left in %s, but the term of “%s” begins in %s.", m.Name, m.Person.left, p.Title, term.Date),
		diag.Say("从名单里去掉，或者核对任期和名单里的离职时间。", "Take the name out, or check the term of office and the time of leaving."))
}
