package render

import (
	"html/template"
	"strings"
	"unicode/utf8"

	"showcase/generator/site"
)

// entry is a page as lists show it.
type entry struct {
	W                        words
	Href                     template.HTMLAttr
	Title, Subtitle, Summary string
	By, Date, Meta, Thumb    template.HTML
	Kind, Glyph              string
	Pinned                   bool
}

func (r *renderer) entry(l *level, p *site.Page) entry {
	e := entry{
		W: r.words, Href: l.href(p.Path), Title: p.Title, Subtitle: p.Item.Subtitle,
		Summary: r.summary(p), Date: r.day(p.Date), Pinned: p.Pinned,
	}
	var by []string
	if len(p.Item.Authors) > 0 {
		by = append(by, string(l.names(p.Item.Authors)))
	}
	if g := r.groupName(l, p); g != "" {
		by = append(by, g)
	}
	e.By = template.HTML(strings.Join(by, " · "))
	return e
}

// row is the page in a list, made once for each depth.
func (l *level) row(p *site.Page) (template.HTML, error) {
	i := l.r.index[p]
	if html := l.rows[i].Load(); html != nil {
		return *html, nil
	}
	e := l.r.entry(l, p)
	e.Thumb = l.r.thumb(l, p)
	html, err := l.r.part("row", e)
	l.rows[i].Store(&html)
	return html, err
}

// brief is the page in a short list without its summary, made once for each depth.
func (l *level) brief(p *site.Page) (template.HTML, error) {
	i := l.r.index[p]
	if html := l.briefs[i].Load(); html != nil {
		return *html, nil
	}
	e := l.r.entry(l, p)
	e.Meta = l.r.metaLine(l, p)
	html, err := l.r.part("brief", e)
	l.briefs[i].Store(&html)
	return html, err
}

// card is the page with its cover.
func (l *level) card(p *site.Page) (template.HTML, error) {
	r := l.r
	e := r.entry(l, p)
	e.Thumb = r.thumb(l, p)
	if p.Section != nil {
		e.Kind = r.label(p.Section)
		e.Glyph = glyph(e.Kind, p.Title)
	}
	e.Meta = r.metaLine(l, p)
	return r.part("card", e)
}

// glyph is the character that stands for a page without a picture.
func glyph(label, title string) string {
	for _, c := range first(label, title) {
		return string(c)
	}
	return "文"
}

// metaLine is author and date.
func (r *renderer) metaLine(l *level, p *site.Page) template.HTML {
	var parts []string
	if len(p.Item.Authors) > 0 {
		parts = append(parts, l.join(len(p.Item.Authors), func(i int) string { return escape(p.Item.Authors[i].Text) }))
	}
	if !p.Date.IsZero() {
		parts = append(parts, string(r.date(p.Date)))
	}
	return template.HTML(strings.Join(parts, " · "))
}

// groupName is the group that a page belongs to, linked if it has a page.
func (r *renderer) groupName(l *level, p *site.Page) string {
	switch {
	case p.Group != nil:
		return string(l.page(p.Group))
	case p.Item.Group != "":
		return escape(p.Item.Group)
	}
	return ""
}

// summaryRunes is how long a summary taken from the text may be.
const summaryRunes = 120

// summary is the one that the author wrote, or the beginning of the text.
func (r *renderer) summary(p *site.Page) string {
	if p.Item.Summary != "" {
		return p.Item.Summary
	}
	i := r.index[p]
	if s := r.summaries[i].Load(); s != nil {
		return *s
	}
	s := r.excerpt(p)
	r.summaries[i].Store(&s)
	return s
}

// clip cuts a text to n characters, with an ellipsis where something is lost.
func clip(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	for i := range s {
		if n == 0 {
			return strings.TrimRight(s[:i], "，、；：,;: ") + "……"
		}
		n--
	}
	return s
}
