package render

import (
	"html/template"
	"strings"

	"showcase/generator/markdown"
	"showcase/generator/site"
)

// noteRunes is how much of a definition a tooltip shows.
const noteRunes = 120

// isGlossary reports whether a page defines the terms of the site.
func isGlossary(p *site.Page) bool { return p.Body != nil && p.Value("glossary").Bool }

// gatherGlossary reads the terms of the pages that define them, nil without any.
func (r *renderer) gatherGlossary() *markdown.Glossary {
	var entries []markdown.GlossaryEntry
	for _, p := range r.Pages {
		if isGlossary(p) {
			definitions(p.Body.Root, func(heads []string, note string) {
				for _, head := range heads {
					entries = append(entries, r.glossaryEntry(p, head, note))
				}
			})
		}
	}
	return markdown.NewGlossary(entries)
}

func (r *renderer) glossaryEntry(p *site.Page, head, note string) markdown.GlossaryEntry {
	name, translation := markdown.TermName(head)
	if translation != "" {
		note = translation + r.words["note_mark"] + note
	}
	return markdown.GlossaryEntry{Term: name, Note: clip(note, noteRunes), Href: escapePath(p.Path) + "#" + escapePath(markdown.TermID(name))}
}

// termUses are the terms of a glossary page that stand in a concept, each with
// a link to it; nil without any.
func (r *renderer) termUses(l *level, p *site.Page) []works {
	sec := r.Section("concept")
	if sec == nil || !isGlossary(p) {
		return nil
	}
	var b strings.Builder
	n := 0
	for _, concept := range sec.Pages {
		for _, it := range concept.Value("items").List {
			name := objectText(it, "name")
			if e, ok := r.glossary.Entry(name); ok && strings.HasPrefix(e.Href, escapePath(p.Path)+"#") {
				n++
				b.WriteString(`<li><a href="#` + escapePath(markdown.TermID(name)) + `">` + escape(name) + `</a><span class="note">` + string(l.page(concept)) + "</span></li>\n")
			}
		}
	}
	if n == 0 {
		return nil
	}
	return []works{{Title: r.words["term_uses"], Count: n, Rows: template.HTML("<ul class=\"term-uses\">\n" + b.String() + "</ul>\n")}}
}

// definitions hands the terms of definition lists and what they mean to each.
func definitions(n *markdown.Node, each func(heads []string, note string)) {
	var heads, notes []string
	flush := func() {
		if len(heads) > 0 && len(notes) > 0 {
			each(heads, strings.Join(notes, ""))
		}
		heads, notes = nil, nil
	}
	for c := range n.Children() {
		switch c.Kind {
		case markdown.DefinitionTerm:
			if len(notes) > 0 {
				flush()
			}
			heads = append(heads, markdown.PlainText(c))
		case markdown.Definition:
			notes = append(notes, strings.Join(strings.Fields(markdown.PlainText(c)), " "))
		case markdown.DefinitionList, markdown.Container:
			definitions(c, each)
		}
	}
	flush()
}
