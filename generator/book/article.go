package book

import (
	"slices"
	"strings"
	"unicode/utf8"

	"showcase/generator/content"
	"showcase/generator/site"
)

// modestFacts is how many short facts of a page go on one line with its author.
const modestFacts = 3

// article prints one page as a reader likes a text: title, who wrote it and
// when in a line below, text, pictures.
func (a *assembler) article() {
	p := a.page
	a.metadata(p.Title, authorsOf(p.Item), p.Date)
	a.openPage(nil)
	a.text(p)
	a.vouchers()
	a.signatures(p.Type.Signers)
}

// signatures are boxes for those who sign a page by hand, two to a line.
func (a *assembler) signatures(who []string) {
	var rows []FormRow
	for _, name := range who {
		rows = append(rows, FormRow{Label: name + "签名", Half: true, MinLines: 2})
	}
	if len(rows) > 0 {
		pairHalves(rows)
		a.add(&Form{Rows: rows})
	}
}

// text prints a page below its title: who and when, its facts, what is written.
func (a *assembler) text(p *site.Page) {
	line, few := a.modestLine(p)
	if line != "" {
		a.say(Centered, line)
	}
	if !few {
		a.facts(p)
	}
	a.body(p)
	if few {
		a.lists(p)
	}
	a.pictures(p.Item)
}

// openPage prints the title of the work's own page.
func (a *assembler) openPage(head *Masthead) {
	p := a.page
	a.mark(p)
	a.printed[p] = true
	title, subtitle := p.Title, p.Subtitle
	if p.Type.Sheet != "" {
		title, subtitle = p.Type.Sheet, p.Title
	}
	a.add(&Heading{Text: titleText(title), Subtitle: subtitle, Bookmark: a.bookmarks[p], InOutline: true, Masthead: head})
}

func authorsOf(it *content.Item) string {
	var names []string
	for _, n := range it.Authors {
		names = append(names, n.Text)
	}
	return strings.Join(names, "、")
}

// modestLine is who, when and the few facts that go with it; few is false
// where there are too many for a line.
func (a *assembler) modestLine(p *site.Page) (line string, few bool) {
	parts := []string{byline(p)}
	for i := range p.Type.Fields {
		f := &p.Type.Fields[i]
		if !f.Show || f.Common || f.Kind == content.KindObjects {
			continue
		}
		text := a.valueText(p.Value(f.Name), f)
		if text == "" {
			continue
		}
		plain := f.Kind == content.KindText || f.Kind == content.KindChoice // names, numbers, dates need to be told what they are
		if !plain || utf8.RuneCountInString(text) > factsWidth || len(parts) > modestFacts {
			return parts[0], false
		}
		parts = append(parts, text)
	}
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	return strings.Join(parts, "　"), true
}

// vouchers names the evidence of a page that is printed without it; pictures
// stand on the paper already.
func (a *assembler) vouchers() {
	var names []string
	for _, piece := range a.proof.Pieces {
		if t := piece.Target; t.Page != nil || !isPicture(t.Path) {
			names = append(names, "《"+pieceTitle(piece)+"》")
		}
	}
	if len(names) > 0 {
		a.say(Lead, "佐证材料："+strings.Join(names, "、"))
	}
}
