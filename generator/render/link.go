package render

import (
	"html/template"
	"strconv"
	"strings"
	"sync/atomic"

	"showcase/generator/content"
	"showcase/generator/site"
)

// level is what all pages at one depth of folders share: the way to the top,
// and everything that holds links but is the same on each of them.
type level struct {
	r      *renderer
	root   string // "", "../", "../../", …
	head   template.HTML
	footer template.HTML
	// headers by the section that is marked as the current one
	headers map[*site.Section]template.HTML
	crumbs  map[*site.Section]template.HTML // the way to a section's pages; nil: to the sections themselves
	plain   template.HTML                   // no section marked
	home    template.HTML                   // on the home page
	atlas   template.HTML                   // on the list of sections
	staff   template.HTML                   // on the school's own statistics

	rows   []atomic.Pointer[template.HTML] // by the page's place in Pages
	briefs []atomic.Pointer[template.HTML]
}

func newLevel(r *renderer, depth int) *level {
	return &level{
		r: r, root: strings.Repeat("../", depth),
		headers: map[*site.Section]template.HTML{}, crumbs: map[*site.Section]template.HTML{},
		rows:   make([]atomic.Pointer[template.HTML], len(r.Pages)),
		briefs: make([]atomic.Pointer[template.HTML], len(r.Pages)),
	}
}

// header is the head of the pages of a section.
func (l *level) header(sec *site.Section) template.HTML {
	if html, ok := l.headers[sec]; ok {
		return html
	}
	return l.plain
}

// depthOf counts the folders of a path.
func depthOf(path string) int { return strings.Count(path, "/") }

// url is the address of an output path from this depth, percent-encoded.
func (l *level) url(path string) string { return l.root + escapePath(path) }

// urlAt is url with an anchor, which may be empty.
func (l *level) urlAt(path, anchor string) string {
	if anchor == "" {
		return l.url(path)
	}
	return l.url(path) + "#" + escapePath(anchor)
}

// href is a ready href attribute with a leading space.
func (l *level) href(path string) template.HTMLAttr { return l.hrefAt(path, "") }

func (l *level) hrefAt(path, anchor string) template.HTMLAttr {
	return template.HTMLAttr(` href="` + escape(l.urlAt(path, anchor)) + `"`)
}

// link is an anchor element around a plain text.
func (l *level) link(path, text string) template.HTML {
	return template.HTML(`<a href="` + escape(l.url(path)) + `">` + escape(text) + `</a>`)
}

// page links to a page by its title; plain text if there is none.
func (l *level) page(p *site.Page) template.HTML { return l.link(p.Path, p.Title) }

// target turns where a link leads into an address; empty if nowhere.
func (l *level) target(t site.Target) string {
	switch {
	case t.Broken:
		return ""
	case t.URL != "":
		return t.URL
	case t.Path == "" && t.Anchor != "":
		return "#" + escapePath(t.Anchor)
	case t.Path == "":
		return ""
	}
	return l.urlAt(anchorPath(t), t.Anchor)
}

// person is a name, linked where the person has a page here.
func (l *level) person(name string) string {
	p := l.r.Person(name)
	switch {
	case p == nil:
		return escape(name)
	case p.Page != nil:
		return string(l.link(p.Page.Path, name))
	}
	return escape(name)
}

// names joins names by the language's mark.
func (l *level) names(names []content.Name) template.HTML {
	return template.HTML(l.join(len(names), func(i int) string { return l.person(names[i].Text) }))
}

// join puts the language's enumeration mark between n pieces.
func (l *level) join(n int, piece func(int) string) string {
	if n == 1 {
		return piece(0)
	}
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString(l.r.words["list_mark"])
		}
		b.WriteString(piece(i))
	}
	return b.String()
}

// escapePath percent-encodes a path for an href: everything but unreserved
// characters and slashes, as in RFC 3986, 2.3.
func escapePath(path string) string {
	for i := 0; i < len(path); i++ {
		if !plainByte(path[i]) {
			return escapePathFrom(path, i)
		}
	}
	return path
}

func escapePathFrom(path string, i int) string {
	const hex = "0123456789ABCDEF"
	b := make([]byte, 0, len(path)+24)
	b = append(b, path[:i]...)
	for ; i < len(path); i++ {
		if c := path[i]; plainByte(c) {
			b = append(b, c)
		} else {
			b = append(b, '%', hex[c>>4], hex[c&15])
		}
	}
	return string(b)
}

func plainByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' ||
		c == '-' || c == '_' || c == '.' || c == '~' || c == '/'
}

// escape makes a text safe in HTML, between tags and in quoted attributes.
func escape(s string) string {
	if !strings.ContainsAny(s, "&<>\"'\x00") {
		return s
	}
	return escaper.Replace(s)
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;", "\x00", "�")

func itoa(n int) string { return strconv.Itoa(n) }
