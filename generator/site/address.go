package site

import (
	"cmp"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/hanzi"
)

// contentDir is the folder of a site that holds its items; staticDir's files
// are copied to the top of the output.
const (
	contentDir = "content/"
	staticDir  = "static/"
	homePath   = "index.html"
)

func itoa(n int) string { return strconv.Itoa(n) }

// address gives each page its own path in the output and reports two that
// would share one: letters that differ in case only are one file on Windows.
func (l *linker) address() {
	taken := make(map[string]*Page, len(l.Pages))
	for _, p := range l.Pages {
		p.Path = l.pathOf(p.Item)
		l.byPath[p.Path] = p
		key := strings.ToLower(p.Path)
		if other := taken[key]; other != nil {
			l.reportAt(p.Item, diag.Pos{Line: 1, Column: 1}, diag.Pos{}, diag.Error, "address/taken",
				diag.Say("本文件与 %s 的网址相同，都是 %s，会互相覆盖。", "This file and %s have the same address, %s: one would overwrite the other.", other.File, p.Path),
				diag.Say("改一下文件名，或在文件开头加一行，例如：网址名: %s-2", "Rename the file, or give it an address of its own in the front matter, e.g. slug: %s-2", strings.TrimSuffix(path.Base(p.Path), ".html")))
			continue
		}
		taken[key] = p
	}
	l.staffPages(taken)
	slices.SortFunc(l.Pages, func(a, b *Page) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.File, b.File))
	})
}

// pathOf is an item's path in the output: the type's plural for its folder,
// then the folders and the file's name in ASCII.
func (l *linker) pathOf(it *content.Item) string {
	dir, base := path.Split(strings.TrimPrefix(it.File, contentDir))
	name := strings.TrimSuffix(base, path.Ext(base))
	var out strings.Builder
	for i, d := range strings.Split(strings.TrimSuffix(dir, "/"), "/") {
		switch {
		case d == "":
			continue
		case i == 0 && l.types.Find(d) == it.Type:
			out.WriteString(it.Type.Plural)
		default:
			out.WriteString(hanzi.Slug(d))
		}
		out.WriteByte('/')
	}
	slug := it.Slug
	switch {
	case isIndexName(name) && (slug == "" || dir == "" || opensSection(it.File)):
		slug = "index"
	case slug == "":
		slug = hanzi.Slug(name)
	case hanzi.Slug(slug) != slug:
		start, end := placeOf(it, slug)
		clean := hanzi.Slug(slug)
		l.report(it, start, end, diag.Warning, "address/slug",
			diag.Say("网址名“%s”里有不能用的字，改用“%s”。", "The slug “%s” has letters that an address cannot have; “%s” is used.", slug, clean),
			diag.Say("网址名只用英文字母、数字和连字符，例如：网址名: %s", "Use letters, digits and hyphens only, e.g. slug: %s", clean))
		slug = clean
	}
	out.WriteString(slug)
	out.WriteString(".html")
	return out.String()
}

// isIndexName reports whether a file of that name, without extension, is what
// its folder opens with.
func isIndexName(name string) bool {
	return strings.EqualFold(name, "index") || strings.EqualFold(name, "_index")
}

// opensSection reports whether a file is the text above a type's list
// (content/cases/index.md): it is none of the type's items.
func opensSection(file string) bool {
	dir, base := path.Split(strings.TrimPrefix(file, contentDir))
	return strings.Count(dir, "/") == 1 && isIndexName(strings.TrimSuffix(base, path.Ext(base)))
}

// redirects leads the former addresses of pages to them.
func (l *linker) redirects() {
	pages := map[string]*Page{}
	for _, p := range l.Pages {
		pages[strings.ToLower(p.Path)] = p
	}
	from := map[string]*Page{}
	for _, p := range l.Pages {
		for _, alias := range p.Aliases {
			if to, ok := l.aliasPath(p, alias); ok {
				l.addRedirect(p, alias, to, pages, from)
			}
		}
	}
	slices.SortFunc(l.redirect, func(a, b Redirect) int { return strings.Compare(a.From, b.From) })
}

// aliasPath is the output path that an alias names; "/old/", "old" and
// "old.html" are all fine.
func (l *linker) aliasPath(p *Page, alias string) (string, bool) {
	decoded, err := url.PathUnescape(alias) // as copied from a browser
	if err != nil {
		decoded = alias
	}
	clean := path.Clean("/" + strings.ReplaceAll(decoded, `\`, "/"))[1:]
	if strings.HasSuffix(decoded, "/") || clean == "" {
		clean = path.Join(clean, "index.html")
	}
	if ext := path.Ext(clean); ext != ".html" && ext != ".htm" {
		clean += ".html"
	}
	if strings.Contains(decoded, "..") || strings.ContainsAny(decoded, ":<>\"|?*#") || strings.ContainsFunc(decoded, unicode.IsControl) {
		l.aliasFault(p, alias, diag.Say("旧网址 %q 写法不对。", "The former address %q is malformed.", alias))
		return "", false
	}
	return clean, true
}

func (l *linker) addRedirect(p *Page, alias, from string, pages, taken map[string]*Page) {
	key := strings.ToLower(from)
	if other := pages[key]; other == p {
		l.aliasFault(p, alias, diag.Say("旧网址 %q 就是本页现在的网址，会绕圈。", "The former address %q is this page's own address: it would lead in a circle.", alias))
		return
	} else if other != nil {
		l.aliasFault(p, alias, diag.Say("旧网址 %q 是 %s 正在使用的网址。", "The former address %q is in use by %s.", alias, other.File))
		return
	}
	if other := taken[key]; other == p {
		return
	} else if other != nil {
		l.aliasFault(p, alias, diag.Say("旧网址 %q 在 %s 里也写了，不知道该去哪一页。", "The former address %q is claimed by %s too.", alias, other.File))
		return
	}
	taken[key] = p
	l.redirect = append(l.redirect, Redirect{From: from, To: p})
}

func (l *linker) aliasFault(p *Page, alias string, message diag.Text) {
	start, end := placeOf(p.Item, alias)
	l.report(p.Item, start, end, diag.Error, "address/alias", message,
		diag.Say("“旧网址”只写本页从前用过、现在没有别的页面使用的，例如：旧网址: [cases/old-name.html]",
			"List only addresses that this page had before and no other page has now, e.g. aliases: [cases/old-name.html]"))
}
