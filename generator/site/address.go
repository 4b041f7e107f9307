package site

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/mozillazg/go-pinyin"

	"showcase/generator/content"
	"showcase/generator/diag"
)

// contentDir is the folder of a site that holds its items; staticDir's files
// are copied to the top of the output.
const (
	contentDir = "content/"
	staticDir  = "static/"
	homeFile   = "content/index.md"
)

func itoa(n int) string { return strconv.Itoa(n) }

// address gives each page its own path in the output and reports two that
// would share one.
func (l *linker) address() {
	taken := map[string]*Page{}
	for _, p := range l.Pages {
		p.Path = l.pathOf(p.Item)
		key := strings.ToLower(p.Path)
		if other := taken[key]; other != nil {
			l.reportAt(p.Item, diag.Pos{Line: 1, Column: 1}, diag.Pos{}, diag.Error, "address/taken",
				diag.Say("本文件与 %s 的网址相同，都是 %s，会互相覆盖。", "This file and %s have the same address, %s: one would overwrite the other.", other.File, p.Path),
				diag.Say("改一下文件名，或在文件开头加一行网址名，例如：slug: %s-2", "Rename the file, or give it an address of its own in the front matter, e.g. slug: %s-2", strings.TrimSuffix(path.Base(p.Path), ".html")))
			continue
		}
		taken[key] = p
	}
	slices.SortFunc(l.Pages, func(a, b *Page) int { return strings.Compare(a.Path, b.Path) })
}

// pathOf is an item's path in the output: the type's plural for its folder,
// then the folders and the file's name in ASCII.
func (l *linker) pathOf(it *content.Item) string {
	rel := strings.TrimPrefix(it.File, contentDir)
	dir, base := path.Split(rel)
	name := strings.TrimSuffix(base, path.Ext(base))
	var parts []string
	for i, d := range strings.Split(strings.TrimSuffix(dir, "/"), "/") {
		switch {
		case d == "":
		case i == 0 && l.types.Find(d) == it.Type:
			parts = append(parts, it.Type.Plural)
		default:
			parts = append(parts, Slug(d))
		}
	}
	slug := it.Slug
	if slug == "" || Slug(slug) != slug {
		slug = Slug(name)
	}
	if name == "_index" {
		slug = "index"
	}
	return path.Join(append(parts, slug+".html")...)
}

// Slug turns a name into an address of ASCII letters, digits, - and _: other
// letters by pinyin, everything else by a single hyphen. A name that has
// nothing of these gives "x" and its code points, so that it is never empty.
func Slug(name string) string {
	var b strings.Builder
	gap := false
	word := func(s string, own bool) {
		if b.Len() > 0 && (gap || own) {
			b.WriteByte('-')
		}
		b.WriteString(s)
		gap = own
	}
	args := pinyin.NewArgs()
	for _, r := range name {
		switch {
		case r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
			if r == '-' {
				gap = true
				continue
			}
			word(string(r), false)
			gap = false
		case r >= 0x3400:
			if py := pinyin.SinglePinyin(r, args); len(py) > 0 {
				word(py[0], true)
			} else if r >= 0x20000 {
				word("u"+strconv.FormatInt(int64(r), 16), true)
			} else {
				gap = true
			}
		default:
			gap = true
		}
	}
	if b.Len() > 0 {
		return b.String()
	}
	b.WriteByte('x')
	for _, r := range name {
		b.WriteString(strconv.FormatInt(int64(r), 16))
	}
	return b.String()
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

// aliasPath is the output path that an alias names; "/old/" and "old.html" are both fine.
func (l *linker) aliasPath(p *Page, alias string) (string, bool) {
	clean := path.Clean("/" + strings.ReplaceAll(alias, `\`, "/"))[1:]
	if strings.HasSuffix(alias, "/") || clean == "" {
		clean = path.Join(clean, "index.html")
	}
	if path.Ext(clean) != ".html" {
		clean += ".html"
	}
	if strings.Contains(alias, "..") || strings.Contains(alias, ":") || strings.ContainsAny(alias, "<>\"|?*\x00") {
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
	start := max(strings.Index(string(p.Text()[:p.BodyStart]), alias), 0)
	l.report(p.Item, start, start+len(alias), diag.Error, "address/alias", message,
		diag.Say("aliases 只写本页从前用过、现在没有别的页面使用的网址，例如：aliases: [cases/old-name.html]",
			"List only addresses that this page had before and no other page has now, e.g. aliases: [cases/old-name.html]"))
}
