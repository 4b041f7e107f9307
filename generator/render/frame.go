package render

import (
	"html/template"
	"strings"

	"showcase/generator/content"
	"showcase/generator/site"
)

// menuShown is how many sections the bar at the top names; the others are on
// the page of all sections and, on a phone, in the same menu.
const menuShown = 6

// menuLink is one entry of a menu.
type menuLink struct {
	Href    string
	Title   string
	Current bool
	Minor   bool // not in the bar of a wide screen
}

// frameView is what head, header and footer are made of.
type frameView struct {
	W          words
	Root       string
	SiteTitle  string
	Seal       string
	Logo       string
	Feed       bool
	Menu       []menuLink
	Links      []menuLink
	Contents   bool
	Crumbs     []template.HTML
	AtHome     bool
	AtContents bool

	School, Motto, Note, Host, ICP, Police string
}

// frame makes the frame of each level: once for each section that can be the current one.
func (r *renderer) frame() error {
	for _, l := range r.levels {
		v := r.frameView(l)
		var err error
		make := func(name string) template.HTML {
			html, e := r.part(name, v)
			if err == nil {
				err = e
			}
			return html
		}
		l.head, l.plain = make("head"), make("header")
		v.AtHome = true
		l.home = make("header")
		v.AtHome, v.AtContents = false, true
		l.atlas = make("header")
		v.AtContents = false
		if n := len(v.Menu); n > 0 && r.counts.Internal() != nil {
			v.Menu[n-1].Current = true
			l.staff = make("header")
			v.Menu[n-1].Current = false
		}
		v.Crumbs = []template.HTML{l.link("index.html", r.words["home"])}
		l.crumbs[nil] = make("crumbs")
		for _, sec := range r.Sections {
			v.Menu = r.menu(l, sec)
			l.headers[sec] = make("header")
			v.Crumbs = append(v.Crumbs[:1:1], l.link(sec.Path, r.label(sec)))
			l.crumbs[sec] = make("crumbs")
		}
		v.Menu = r.footMenu(l)
		l.footer = make("footer")
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *renderer) frameView(l *level) *frameView {
	c := r.Config
	v := &frameView{
		W: r.words, Root: l.root, SiteTitle: r.siteTitle(), Seal: r.seal(), Feed: c.BaseURL != "",
		Menu: r.menu(l, nil), Contents: len(r.Sections) > 0,
		School: first(c.School.Name, r.siteTitle()), Motto: c.School.Motto,
		Note: c.Footer.Note, Host: c.Footer.Host, ICP: c.Footer.ICP, Police: c.Footer.Police,
	}
	if f := r.file(c.School.Logo); f != "" {
		v.Logo = l.url(f)
	}
	if len(r.o.Forms) > 0 {
		v.Links = append(v.Links, menuLink{Href: l.url(formsIndex), Title: r.words["form_title"]})
	}
	for _, m := range c.Footer.Links {
		if href := r.menuTarget(l, m.Link); href != "" {
			v.Links = append(v.Links, menuLink{Href: href, Title: m.Title})
		}
	}
	return v
}

// menu is the site's own menu, or the sections that their types put there.
func (r *renderer) menu(l *level, current *site.Section) []menuLink {
	var out []menuLink
	for _, m := range r.Config.Menu {
		if href := r.menuTarget(l, m.Link); href != "" {
			out = append(out, menuLink{Href: href, Title: m.Title, Current: current != nil && href == l.url(current.Path)})
		}
	}
	if len(out) > 0 {
		return r.staffMenu(l, out)
	}
	for _, sec := range r.Sections {
		if sec.Type.Menu > 0 {
			out = append(out, menuLink{Href: l.url(sec.Path), Title: r.label(sec), Current: sec == current, Minor: len(out) >= menuShown})
		}
	}
	return r.staffMenu(l, out)
}

// staffMenu adds the school's own statistics to the end of a menu of its edition.
func (r *renderer) staffMenu(l *level, menu []menuLink) []menuLink {
	if r.counts.Internal() == nil {
		return menu
	}
	return append(menu, menuLink{Href: l.url(staffIndex), Title: r.words["internal_title"]})
}

// footMenu lists every section.
func (r *renderer) footMenu(l *level) []menuLink {
	var out []menuLink
	for _, sec := range r.Sections {
		out = append(out, menuLink{Href: l.url(sec.Path), Title: r.label(sec)})
	}
	return r.staffMenu(l, out)
}

// menuTarget is the address that a menu's link means: a type by any of its
// names, a file under content/, an address in the output, or the web.
func (r *renderer) menuTarget(l *level, link string) string {
	if strings.HasPrefix(link, "https://") || strings.HasPrefix(link, "http://") {
		return link
	}
	name := strings.Trim(link, "/")
	for _, sec := range r.Sections {
		if t := sec.Type; name == t.Name || name == t.Plural || name == t.Label || name == sec.Path {
			return l.url(sec.Path)
		}
	}
	for _, file := range []string{name, "content/" + name, "content/" + name + ".md"} {
		if p := r.ByFile(file); p != nil {
			return l.url(p.Path)
		}
	}
	for _, p := range r.Pages {
		if p.Path == name {
			return l.url(name)
		}
	}
	return ""
}

// label is a section's name in the site's language.
func (r *renderer) label(sec *site.Section) string { return r.typeLabel(sec.Type) }

func (r *renderer) typeLabel(t *content.Type) string {
	if r.english && t.EnglishName != "" {
		return t.EnglishName
	}
	return first(t.Label, t.Plural)
}

func (r *renderer) siteTitle() string {
	return first(r.Config.Title, r.Config.School.Short, r.Config.School.Name, r.words["site_title"])
}

// seal is the one character that stands for the site.
func (r *renderer) seal() string {
	for _, c := range first(r.Config.School.Short, r.Config.School.Name, r.siteTitle()) {
		return strings.ToUpper(string(c))
	}
	return ""
}

// file is the output path of a file of the site, given as its source or path.
func (r *renderer) file(name string) string {
	name = strings.TrimPrefix(name, "/")
	if name == "" {
		return ""
	}
	for _, f := range r.Files {
		if f.Source == name || f.Path == name || f.Source == "static/"+name || f.Source == "content/"+name {
			return f.Path
		}
	}
	return ""
}

func first(texts ...string) string {
	for _, s := range texts {
		if s != "" {
			return s
		}
	}
	return ""
}
