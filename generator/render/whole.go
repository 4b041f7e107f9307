package render

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"showcase/generator/output"
	"showcase/generator/site"
)

// feedLength is how many of the newest pages the feed holds.
const feedLength = 30

// addWhole puts what there is once a site into the tree.
func (r *renderer) addWhole() {
	r.addHome()
	r.tree.Add(output.Entry{Path: "contents.html", Make: r.contents})
	r.tree.Add(output.Entry{Path: "search.html", Make: r.searchPage})
	r.tree.Add(output.Entry{Path: "search/index.js", Make: r.searchIndex})
	r.tree.Add(output.Entry{Path: "404.html", Make: r.notFound})
	r.tree.Add(output.Entry{Path: "favicon.svg", Make: func() ([]byte, error) { return r.favicon(), nil }})
	for _, d := range r.Redirects() {
		r.tree.Add(output.Entry{Path: d.From, Source: d.To.File, Make: func() ([]byte, error) { return r.redirect(d), nil }})
	}
	if r.Config.BaseURL != "" {
		r.tree.Add(output.Entry{Path: "feed.xml", Make: r.feed})
		r.tree.Add(output.Entry{Path: "sitemap.xml", Make: r.sitemap})
		r.tree.Add(output.Entry{Path: "robots.txt", Data: []byte("User-agent: *\nAllow: /\nSitemap: " + r.absolute("sitemap.xml") + "\n")})
	}
}

// contentsView is the page of all sections.
type contentsView struct {
	shell
	Sections []atlasEntry
	Years    []template.HTML // each with its terms
	Tags     []menuCount
	Staff    []template.HTML   // the school's own statistics
	Forms    template.HTMLAttr // where to fill in a form; empty: nowhere
}

// atlasEntry is a section, and what of it has a name of its own.
type atlasEntry struct {
	Href        template.HTMLAttr
	Title, Help string
	Count       int
	Parts       []template.HTML
}

// atlasParts is how many parts of a section the page of all sections names.
const atlasParts = 12

func (r *renderer) contents() ([]byte, error) {
	l := r.levels[0]
	v := &contentsView{shell: r.shell(l, r.words["all_sections"], "", "website", nil)}
	v.Header = l.atlas
	if len(r.o.Forms) > 0 {
		v.Forms = l.href(formsIndex)
	}
	for _, sec := range r.Sections {
		e := atlasEntry{Href: l.href(sec.Path), Title: r.label(sec), Count: len(sec.Pages) - registers(sec) + len(sec.Records)}
		if sec.Type.Layout == "person" {
			e.Count = max(len(everyone(sec)), len(sec.Records)) // most have a page and a row
		}
		e.Help = r.words["about_"+sec.Type.Name]
		e.Parts = r.atlasParts(l, sec)
		v.Sections = append(v.Sections, e)
	}
	if r.counts.Internal() != nil {
		v.Staff = []template.HTML{l.link(staffIndex, r.words["internal_title"]), l.link(staffCoverage, r.words["internal_coverage"]), l.link(staffPlans, r.words["internal_plans"])}
	}
	for _, y := range r.Years {
		v.Years = append(v.Years, r.termLinks(l, y, &site.Term{}))
	}
	for _, t := range r.Tags {
		v.Tags = append(v.Tags, menuCount{l.url(t.Path), t.Name, len(t.Pages)})
	}
	return r.execute("contents", v)
}

// atlasParts are the series of a section, or the pages of one that is a
// collection of single pages.
func (r *renderer) atlasParts(l *level, sec *site.Section) []template.HTML {
	var out []template.HTML
	for _, s := range r.Series {
		if s.Section == sec {
			out = append(out, l.link(s.Path, s.Name))
		}
	}
	if sec.Type.Layout == "page" {
		for _, p := range sec.Pages {
			out = append(out, l.page(p))
		}
	}
	return out[:min(atlasParts, len(out))]
}

// searchView is the search page.
type searchView struct {
	shell
}

func (r *renderer) searchPage() ([]byte, error) {
	l := r.levels[0]
	v := &searchView{shell: r.shell(l, r.words["search"], "", "website", nil)}
	v.Meta += `<meta name="robots" content="noindex">` + "\n"
	return r.execute("search", v)
}

// notFoundScript looks for the top of the site: a server gives this page for
// any address, so it stands at an unknown depth below an unknown folder. The
// nearest folder that has the site's icon is the top.
const notFoundScript = `(function(){var a=document.getElementById('home'),p=location.pathname.split('/');p.pop();(function up(){if(!p.length)return;var d=p.join('/')+'/',i=new Image();i.onload=function(){a.href=d+'index.html'};i.onerror=function(){p.pop();up()};i.src=d+'favicon.svg'})()})()`

const notFoundStyle = `html{color-scheme:light dark}body{margin:0;min-height:100vh;display:grid;place-items:center;background:#faf7f0;color:#25221d;font:1.0625rem/1.8 -apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;text-align:center}main{padding:2rem}p.n{margin:0;font:700 clamp(4rem,18vw,8rem)/1.1 "Kaiti SC",STKaiti,KaiTi,serif;color:#a23b2a;letter-spacing:.05em}h1{margin:.5rem 0;font:700 1.6rem/1.5 "Source Han Serif SC","Noto Serif CJK SC","Songti SC",SimSun,serif}a{color:#2c5e53}@media(prefers-color-scheme:dark){body{background:#191815;color:#ebe4d7}p.n{color:#e58f7b}a{color:#8cc3b2}}`

// notFound is a page that needs no other file, whatever its address. It is the
// one page with a style and a script of its own; the policy names them by hash.
func (r *renderer) notFound() ([]byte, error) {
	hash := func(s string) string {
		sum := sha256.Sum256([]byte(s))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	home := "index.html"
	if r.Config.BaseURL != "" {
		home = r.absolute("index.html")
	}
	w := r.words
	return fmt.Appendf(nil, `<!DOCTYPE html>
<html lang="%s">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' data:; style-src %s; script-src %s">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>%s</title>
<style>%s</style>
</head>
<body>
<main>
<p class="n" aria-hidden="true">404</p>
<h1>%s</h1>
<p>%s</p>
<p><a id="home" href="%s">%s</a></p>
</main>
<script>%s</script>
</body>
</html>
`, r.lang, hash(notFoundStyle), hash(notFoundScript), escape(w["lost_title"]+w["title_mark"]+r.siteTitle()), notFoundStyle,
		escape(w["lost_title"]), escape(w["lost_text"]), escape(home), escape(r.say("lost_home", r.siteTitle())), notFoundScript), nil
}

// redirect leads a former address to where the page is now.
func (r *renderer) redirect(d site.Redirect) []byte {
	root := strings.Repeat("../", depthOf(d.From))
	to := escape(root + escapePath(d.To.Path))
	title := escape(d.To.Title)
	return fmt.Appendf(nil, `<!DOCTYPE html>
<html lang="%s">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="0; url=%s">
<meta name="robots" content="noindex">
<link rel="canonical" href="%s">
<title>%s</title>
</head>
<body>
<main>
<h1>%s</h1>
<p><a href="%s">%s</a></p>
</main>
</body>
</html>
`, r.lang, to, to, title, escape(r.words["moved"]), to, title)
}

// favicon is the site's one character on its colour.
func (r *renderer) favicon() []byte {
	light, _ := accents(r.Config.Theme.Accent)
	return []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="10" fill="` + light +
		`"/><text x="32" y="47" font-size="42" text-anchor="middle" fill="#fffdf8" font-family="'Kaiti SC',STKaiti,KaiTi,'LXGW WenKai','Noto Serif CJK SC',serif">` + escape(r.seal()) + "</text></svg>\n")
}

// absolute is the address of an output path on the web.
func (r *renderer) absolute(path string) string {
	return strings.TrimSuffix(r.Config.BaseURL, "/") + "/" + escapePath(path)
}

// newest are the dated pages, newest first.
func (r *renderer) newest(n int) []*site.Page {
	var out []*site.Page
	for _, p := range r.Pages {
		if !p.Date.IsZero() && p.Section != nil && p.Type.Dated {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b *site.Page) int {
		return cmp.Or(b.Date.Compare(a.Date), strings.Compare(a.Path, b.Path))
	})
	return out[:min(n, len(out))]
}

type atomLink struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	Title   string   `xml:"title"`
	Link    atomLink `xml:"link"`
	ID      string   `xml:"id"`
	Updated string   `xml:"updated"`
	Authors []string `xml:"author>name,omitempty"`
	Summary string   `xml:"summary,omitempty"`
}

// feed is an Atom feed (RFC 4287) of the newest pages. An entry's date is that
// of its page, midnight UTC: a site has no clock.
func (r *renderer) feed() ([]byte, error) {
	pages := r.newest(feedLength)
	f := struct {
		XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		Lang    string      `xml:"xml:lang,attr"`
		Title   string      `xml:"title"`
		Sub     string      `xml:"subtitle,omitempty"`
		Links   []atomLink  `xml:"link"`
		ID      string      `xml:"id"`
		Updated string      `xml:"updated"`
		Author  string      `xml:"author>name"`
		Entries []atomEntry `xml:"entry"`
	}{
		Lang: r.lang, Title: r.siteTitle(), Sub: r.Config.Subtitle, ID: r.absolute(""), Updated: "1970-01-01T00:00:00Z",
		Links:  []atomLink{{"self", r.absolute("feed.xml")}, {"alternate", r.absolute("index.html")}},
		Author: first(r.Config.School.Name, r.siteTitle()),
	}
	for i, p := range pages {
		date := fmt.Sprintf("%04d-%02d-%02dT00:00:00Z", p.Date.Year, max(1, p.Date.Month), max(1, p.Date.Day))
		if i == 0 {
			f.Updated = date
		}
		e := atomEntry{Title: p.Title, Link: atomLink{"", r.absolute(p.Path)}, ID: r.absolute(p.Path), Updated: date, Summary: r.summary(p)}
		for _, a := range p.Item.Authors {
			e.Authors = append(e.Authors, a.Text)
		}
		f.Entries = append(f.Entries, e)
	}
	return marshal(f)
}

// sitemap lists every page (sitemaps.org, protocol 0.9).
func (r *renderer) sitemap() ([]byte, error) {
	type url struct {
		Loc  string `xml:"loc"`
		Date string `xml:"lastmod,omitempty"`
	}
	m := struct {
		XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		URLs    []url    `xml:"url"`
	}{}
	m.URLs = append(m.URLs, url{Loc: r.absolute("index.html")})
	for _, sec := range r.Sections {
		m.URLs = append(m.URLs, url{Loc: r.absolute(sec.Path)})
	}
	for _, p := range r.Pages {
		if p == r.Home || p.Section != nil && p.Section.Intro == p {
			continue
		}
		date := ""
		if p.Date.Day > 0 {
			date = p.Date.ISO()
		}
		m.URLs = append(m.URLs, url{r.absolute(p.Path), date})
	}
	return marshal(m)
}

func marshal(v any) ([]byte, error) {
	b := bytes.NewBufferString(xml.Header)
	e := xml.NewEncoder(b)
	e.Indent("", " ")
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("xml: %w", err)
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}
