package render

import (
	"html/template"
	"slices"
	"strings"

	"showcase/generator/markdown"
	"showcase/generator/site"
)

// outlineMin is how many headings a page must have to get an outline.
const outlineMin = 3

// outline is the list of a page's headings down to the third level in use.
func (r *renderer) outline(sections []markdown.Section) template.HTML {
	if len(sections) < outlineMin {
		return ""
	}
	top := 6
	for _, s := range sections {
		top = min(top, s.Level)
	}
	var b strings.Builder
	title := escape(r.words["outline"])
	b.WriteString(`<details class="outline side-box"><summary class="side-title">` + title + `</summary><nav aria-label="` + title + "\"><ol>\n")
	n := 0
	for _, s := range sections {
		depth := s.Level - top + 2
		if depth > 4 {
			continue
		}
		n++
		b.WriteString(`<li class="l` + itoa(depth) + `"><a href="#` + escapePath(s.ID) + `">` + escape(s.Text) + "</a></li>\n")
	}
	if n < outlineMin {
		return ""
	}
	b.WriteString("</ol></nav></details>\n")
	return template.HTML(b.String())
}

// excerpt is the beginning of a page's text.
func (r *renderer) excerpt(p *site.Page) string {
	if p.Body == nil {
		return ""
	}
	return markdown.Summary(p.Body, summaryRunes)
}

// body makes the page's text and its outline.
func (r *renderer) body(l *level, p *site.Page) (text, outline template.HTML) {
	if p.Body == nil {
		return "", ""
	}
	doc := p.Body
	return r.document(l, p, doc, 2), r.outline(doc.Outline)
}

// document makes the HTML of a page's text or of a part of it, with its
// topmost headings at the given level.
func (r *renderer) document(l *level, p *site.Page, doc *markdown.Document, level int) template.HTML {
	figures := r.figureNotes(l, p)
	if doc.Root.FirstChild == nil && len(doc.Notes) == 0 && figures == "" {
		return ""
	}
	buf, _ := r.scratch.Get().(*[]byte)
	if buf == nil {
		buf = new([]byte)
	}
	defer r.scratch.Put(buf)
	*buf = append(doc.HTML((*buf)[:0], r.htmlOptions(l, p, level)), figures...)
	return template.HTML(*buf)
}

// htmlOptions says how the text of a page is written, with its topmost
// headings at the given level.
func (r *renderer) htmlOptions(l *level, p *site.Page, level int) markdown.HTMLOptions {
	o := markdown.HTMLOptions{
		Labels: r.labels, Resolve: func(k *markdown.Link) markdown.Target { return r.resolve(l, k) },
		Glossary: r.glossary, Root: l.root, Defines: isGlossary(p),
	}
	if figures := r.counts.Figures(p); len(figures) > 0 {
		o.Explain = func(text string) string { return figureID(slices.Index(figures, r.counts.Figure(p, text))) }
	}
	top := 0
	for _, s := range p.Body.Outline {
		if top == 0 || s.Level < top {
			top = s.Level
		}
	}
	if top > 0 {
		o.HeadingOffset = level - top
	}
	return o
}

// resolve turns where a link leads into its address, and an image's size.
func (r *renderer) resolve(l *level, k *markdown.Link) markdown.Target {
	t := r.Target(k)
	href := l.target(t)
	out := markdown.Target{Href: href, External: t.URL != "", Broken: href == "" && t.Table == nil, Title: t.Title, Table: t.Table}
	if k.Image && href != "" {
		out.Width, out.Height = r.size(t.Path)
	}
	return out
}
