package render

import (
	"html/template"
	"strings"

	"showcase/generator/content"
	"showcase/generator/site"
)

// shell is the part of every view that the frame needs. Templates find a field
// of an embedded struct slowly; the view of a page repeats the fields.
type shell struct {
	Lang    string
	W       words
	Head    template.HTML
	Header  template.HTML
	Footer  template.HTML
	Title   string // of the window
	Meta    template.HTML
	Root    string
	Heading string // of the page
	Crumbs  template.HTML
}

// shell makes the common part of a page at a path.
func (r *renderer) shell(l *level, heading, description, kind string, sec *site.Section) shell {
	return shell{
		Lang: r.lang, W: r.words, Head: l.head, Header: l.header(sec), Footer: l.footer, Root: l.root,
		Title: r.windowTitle(heading), Heading: heading, Meta: r.meta(heading, description, kind, nil), Crumbs: l.crumbs[nil],
	}
}

// windowTitle is a page's title with that of the site.
func (r *renderer) windowTitle(title string) string {
	switch site := r.siteTitle(); title {
	case "", site:
		return site
	default:
		return title + r.words["title_mark"] + site
	}
}

// meta is the description for search engines and whoever shows a link to the page.
func (r *renderer) meta(title, description, kind string, p *site.Page) template.HTML {
	var b strings.Builder
	tag := func(attr, name, text string) {
		if text != "" {
			b.WriteString(`<meta ` + attr + `="` + name + `" content="` + escape(text) + "\">\n")
		}
	}
	tag("name", "description", description)
	tag("property", "og:title", first(title, r.siteTitle()))
	tag("property", "og:description", description)
	tag("property", "og:type", kind)
	tag("property", "og:site_name", r.siteTitle())
	if p != nil && kind == "article" {
		r.linked(&b, p, description)
	}
	return template.HTML(b.String())
}

// linked writes the JSON-LD of an article. Its strings are quoted so that no
// title can end the script.
func (r *renderer) linked(b *strings.Builder, p *site.Page, description string) {
	b.WriteString(`<script type="application/ld+json">{"@context":"https://schema.org","@type":"Article"`)
	field := func(name, text string) {
		if text != "" {
			b.WriteString(`,"` + name + `":` + quote(text))
		}
	}
	field("headline", p.Title)
	field("description", description)
	field("datePublished", p.Date.ISO())
	field("inLanguage", r.lang)
	for i, a := range p.Item.Authors {
		b.WriteString([...]string{`,"author":[`, ","}[min(i, 1)] + `{"@type":"Person","name":` + quote(a.Text) + "}")
	}
	if len(p.Item.Authors) > 0 {
		b.WriteString("]")
	}
	b.WriteString("}</script>\n")
}

// date is a time element in the site's language.
func (r *renderer) date(d content.Date) template.HTML {
	if d.IsZero() {
		return ""
	}
	return template.HTML(`<time datetime="` + d.ISO() + `">` + escape(r.dateText(d)) + `</time>`)
}

// day is a date without its year.
func (r *renderer) day(d content.Date) template.HTML {
	if d.Month == 0 {
		return r.date(d)
	}
	text := strings.TrimPrefix(d.String(), itoa(d.Year)+"年")
	if r.english {
		text = strings.TrimSuffix(r.dateText(d), " "+itoa(d.Year))
	}
	return template.HTML(`<time datetime="` + d.ISO() + `">` + text + `</time>`)
}

var months = [...]string{"", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}

// dateText is 2012年5月17日, or 17 May 2012.
func (r *renderer) dateText(d content.Date) string {
	switch {
	case !r.english || d.IsZero():
		return d.String()
	case d.Month == 0:
		return itoa(d.Year)
	case d.Day == 0:
		return months[d.Month] + " " + itoa(d.Year)
	}
	return itoa(d.Day) + " " + months[d.Month] + " " + itoa(d.Year)
}

// say fills the one number or text of a word: "共%s篇".
func (r *renderer) say(key string, args ...string) string {
	text := r.words[key]
	for _, a := range args {
		text = strings.Replace(text, "%s", a, 1)
	}
	return text
}

// count fills a number into a word: the singular, key_one, where the language has one.
func (r *renderer) count(key string, n int) string {
	if _, ok := r.words[key+"_one"]; ok && n == 1 {
		key += "_one"
	}
	return r.say(key, itoa(n))
}
