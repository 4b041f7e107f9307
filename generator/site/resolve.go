package site

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/markdown"
)

// resolve finds the target of every link, image, attachment and reference.
func (l *linker) resolve() {
	for _, p := range l.Pages {
		if p.Body != nil {
			for _, link := range p.Body.Links {
				l.links[link] = l.link(p, link)
			}
		}
		for _, a := range itemAssets(p.Item) {
			t := l.asset(p, a)
			l.Site.assets[a] = t
			if t.Page != nil && !slices.Contains(p.Refers, t.Page) {
				p.Refers = append(p.Refers, t.Page)
			}
		}
		for _, r := range p.Records {
			for _, a := range itemAssets(r.Item) {
				l.Site.assets[a] = l.asset(p, a)
			}
		}
		if g := p.Item.Group; g != "" && p.Type.Name != groupType {
			l.checkNamed(p, g, groupType, "group/unknown")
		}
		for _, name := range p.Programmes {
			l.checkNamed(p, name, "programme", "programme/unknown")
		}
	}
}

// itemAssets is every file and reference of an item's front matter, in order.
func itemAssets(it *content.Item) []*content.Asset {
	var out []*content.Asset
	if it.Cover != nil {
		out = append(out, it.Cover)
	}
	for i := range it.Images {
		out = append(out, &it.Images[i])
	}
	for i := range it.Evidence {
		out = append(out, &it.Evidence[i])
	}
	var walk func(v content.Value)
	walk = func(v content.Value) {
		if v.Asset != nil {
			out = append(out, v.Asset)
		}
		for _, e := range v.List {
			walk(e)
		}
		keys := make([]string, 0, len(v.Map))
		for k := range v.Map {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for _, k := range keys {
			walk(v.Map[k])
		}
	}
	for _, f := range it.Type.Fields {
		if v, ok := it.Values[f.Name]; ok && !f.Common {
			walk(v)
		}
	}
	return out
}

// place is where in a file a reference stands.
type place struct {
	it         *content.Item
	start, end int      // byte offsets, used when pos is zero
	pos, stop  diag.Pos // of front matter
}

func (l *linker) fault(at place, sev diag.Severity, code string, message, hint diag.Text) {
	if at.pos != (diag.Pos{}) {
		l.reportAt(at.it, at.pos, at.stop, sev, code, message, hint)
		return
	}
	l.report(at.it, at.start, at.end, sev, code, message, hint)
}

// link resolves one link or image of a page's body.
func (l *linker) link(p *Page, link *markdown.Link) Target {
	at := place{it: p.Item, start: p.BodyStart + link.Pos, end: p.BodyStart + link.End}
	dest := link.Dest
	if dest == "" {
		return Target{Broken: true}
	}
	if link.ByTitle {
		title, anchor, _ := strings.Cut(dest, "#")
		return l.byTitle(p, at, title, anchor)
	}
	if i := strings.IndexByte(dest, ':'); i > 1 && !strings.ContainsAny(dest[:i], "/#?.") || strings.HasPrefix(dest, "//") {
		if link.Image {
			l.fault(at, diag.Error, "link/remote-image",
				diag.Say("图片不能引用别的网站：%s", "An image may not come from another site: %s", dest),
				diag.Say("把图片存到本文件旁边的文件夹里，再写成相对路径，例如：![说明](img/photo.jpg)", "Save it beside this file and write its path, e.g. ![text](img/photo.jpg)"))
			return Target{Broken: true}
		}
		return Target{URL: dest}
	}
	return l.path(p, at, dest, link.Image)
}

// path resolves a path relative to the page's file, or to the site when it
// begins with a slash.
func (l *linker) path(p *Page, at place, dest string, image bool) Target {
	name, anchor, _ := strings.Cut(dest, "#")
	name, _, _ = strings.Cut(name, "?")
	name = norm.NFC.String(strings.ReplaceAll(name, `\`, "/"))
	if name == "" {
		return l.anchor(p, at, p, anchor)
	}
	files := candidates(p.File, name)
	if len(files) == 0 {
		l.fault(at, diag.Error, "link/outside", diag.Say("链接“%s”指到了网站文件夹外面。", "The link “%s” leads out of the site's folder.", dest),
			diag.Say("只能链接 content 文件夹里的文件。", "Link only to files inside content/."))
		return Target{Broken: true}
	}
	for _, f := range files {
		if t, ok := l.file(p, at, f, anchor, image); ok {
			return t
		}
	}
	l.notFound(at, p, dest, files[0], image)
	return Target{Broken: true}
}

// candidates are the source files that a written path may mean.
func candidates(from, name string) []string {
	if strings.HasPrefix(name, "/") {
		clean := path.Clean(name)
		return []string{path.Join(contentDir, clean), path.Join(staticDir, clean)}
	}
	f := path.Join(path.Dir(from), name)
	if !strings.HasPrefix(f+"/", contentDir) {
		return nil
	}
	return []string{f}
}

// file resolves a source file or folder; ok is false if there is none.
func (l *linker) file(p *Page, at place, f, anchor string, image bool) (Target, bool) {
	if decoded, err := url.PathUnescape(f); err == nil && !l.exists(f) && l.exists(decoded) {
		f = decoded
	}
	if l.assets[f] {
		l.used[f] = true
		return Target{Path: outputPath(f), Anchor: anchor, Title: path.Base(f)}, true
	}
	if image {
		return Target{}, false
	}
	for _, name := range []string{f, f + ".md", strings.TrimSuffix(f, ".html") + ".md", path.Join(f, "index.md"), path.Join(f, "_index.md")} {
		if to := l.byFile[name]; to != nil {
			return l.anchor(p, at, to, anchor), true
		}
		if it := l.all[name]; it != nil {
			return l.hidden(at, it), true
		}
	}
	if rest, ok := strings.CutPrefix(f, contentDir); ok {
		if t := l.types.Find(rest); t != nil {
			for _, q := range l.Pages {
				if q.Type == t {
					return Target{Path: t.Plural + "/index.html", Anchor: anchor, Title: t.Label}, true
				}
			}
		}
	}
	return Target{}, false
}

func (l *linker) exists(f string) bool { return l.assets[f] || l.all[f] != nil }

// hidden answers a link to an item that this audience may not see.
func (l *linker) hidden(at place, it *content.Item) Target {
	l.fault(at, diag.Warning, "link/hidden",
		diag.Say("《%s》（%s）不公开或还没有发布，这个链接在网站上只显示文字。", "“%s” (%s) is not public or not yet published: the link shows as plain text.", it.Title, it.File),
		diag.Say("如果读者应当看到它，请改它的“公开范围”或“状态”；否则请去掉链接。", "If readers should see it, change its visibility or status; else remove the link."))
	return Target{Broken: true, Title: it.Title}
}

// byTitle resolves [[title]].
func (l *linker) byTitle(p *Page, at place, title, anchor string) Target {
	items := l.titles[titleKey(title)]
	var pages []*Page
	for _, it := range items {
		if q := l.shown[it]; q != nil {
			pages = append(pages, q)
		}
	}
	switch {
	case len(pages) == 1:
		return l.anchor(p, at, pages[0], anchor)
	case len(pages) > 1:
		names := make([]string, len(pages))
		for i, q := range pages {
			names[i] = q.File
		}
		l.fault(at, diag.Error, "link/ambiguous", diag.Say("有 %d 篇都叫《%s》：%s", "%d pages are called “%s”: %s", len(pages), title, strings.Join(names, "、")),
			diag.Say("请改用文件路径，例如：[%s](/%s)", "Link by path instead, e.g. [%s](/%s)", title, strings.TrimPrefix(names[0], contentDir)))
		return Target{Broken: true, Title: title}
	case len(items) > 0:
		return l.hidden(at, items[0])
	}
	known := make([]string, 0, len(l.titles))
	for _, it := range l.all {
		known = append(known, it.Title)
	}
	slices.Sort(known)
	hint := diag.Say("写法：[[标题]]，标题要与那一篇的 title 一字不差。", "Write [[title]] exactly as the page's title.")
	if near := diag.Nearest(title, known); near != "" {
		hint = diag.Say("是不是 [[%s]]？", "Did you mean [[%s]]?", near)
	}
	l.fault(at, diag.Error, "link/no-title", diag.Say("没有标题叫《%s》的文章。", "No page is called “%s”.", title), hint)
	return Target{Broken: true, Title: title}
}

// anchor checks that a page has the place that a link names.
func (l *linker) anchor(from *Page, at place, to *Page, anchor string) Target {
	t := Target{Page: to, Path: to.Path, Anchor: anchor, Title: to.Title}
	if anchor == "" {
		return t
	}
	if decoded, err := url.PathUnescape(anchor); err == nil {
		t.Anchor = decoded
	}
	var ids []string
	if to.Body != nil {
		for _, s := range to.Body.Outline {
			if s.ID == t.Anchor {
				return t
			}
			ids = append(ids, s.ID)
		}
	}
	for _, r := range to.Records {
		if r.Anchor == t.Anchor {
			return t
		}
	}
	for _, s := range outline(to) { // the heading's words do as well as its id
		if titleKey(s.Text) == titleKey(t.Anchor) {
			t.Anchor = s.ID
			return t
		}
	}
	hint := diag.Say("那一页没有小标题。去掉 # 和后面的文字即可。", "That page has no headings: drop the # and what follows.")
	if near := diag.Nearest(t.Anchor, ids); near != "" {
		hint = diag.Say("是不是 #%s？", "Did you mean #%s?", near)
	} else if len(ids) > 0 {
		hint = diag.Say("那一页的小标题有：%s", "Its headings are: %s", "#"+strings.Join(ids[:min(8, len(ids))], "、#"))
	}
	l.fault(at, diag.Error, "link/no-anchor", diag.Say("%s 里没有“#%s”这个小标题。", "%s has no heading “#%s”.", to.File, anchor), hint)
	t.Anchor = ""
	return t
}

func outline(p *Page) []markdown.Section {
	if p.Body == nil {
		return nil
	}
	return p.Body.Outline
}

// notFound reports a path that leads nowhere, with the nearest that would.
func (l *linker) notFound(at place, p *Page, dest, file string, image bool) {
	near := l.nearest(p.File, file, image)
	code, msg := "link/no-file", diag.Say("找不到链接的文件：%s", "No such file: %s", dest)
	if image {
		code, msg = "link/no-image", diag.Say("找不到图片：%s", "No such image: %s", dest)
	}
	hint := diag.Say("路径从本文件所在的文件夹算起；请核对文件名，或把文件放进去。", "Paths start at this file's folder: check the name, or add the file.")
	if len(near) > 0 {
		hint = diag.Say("是不是 %s？", "Did you mean %s?", strings.Join(near, " "))
	}
	l.fault(at, diag.Error, code, msg, hint)
}

// nearest lists up to three files whose names come closest to the one written,
// as paths relative to the file that they are written in.
func (l *linker) nearest(from, file string, image bool) []string {
	byName := map[string][]string{}
	add := func(f string) {
		b := strings.TrimSuffix(path.Base(f), path.Ext(f))
		byName[b] = append(byName[b], f)
	}
	if !image {
		for f := range l.all {
			add(f)
		}
	}
	for f := range l.assets {
		add(f)
	}
	names := make([]string, 0, len(byName))
	for n := range byName {
		names = append(names, n)
	}
	slices.Sort(names)
	best := diag.Nearest(strings.TrimSuffix(path.Base(file), path.Ext(file)), names)
	found := byName[best]
	slices.Sort(found)
	var out []string
	for _, f := range found[:min(3, len(found))] {
		out = append(out, relative(from, f))
	}
	return out
}

// relative is the path from the folder of one source file to another.
func relative(from, to string) string {
	if rest, ok := strings.CutPrefix(to, staticDir); ok {
		return "/" + rest
	}
	a, b := strings.Split(path.Dir(from), "/"), strings.Split(to, "/")
	for len(a) > 0 && len(b) > 1 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	return strings.Repeat("../", len(a)) + strings.Join(b, "/")
}

// asset resolves a file or reference of the front matter.
func (l *linker) asset(p *Page, a *content.Asset) Target {
	at := place{it: p.Item, pos: a.Pos, stop: a.End}
	switch {
	case a.File != "":
		return l.path(p, at, a.File, isImage(a.File))
	case a.Ref == "":
		return Target{Broken: true}
	case strings.ContainsAny(a.Ref, "/") || strings.HasSuffix(a.Ref, ".md"):
		return l.path(p, at, a.Ref, false)
	}
	return l.byTitle(p, at, strings.Trim(a.Ref, "《》[]"), "")
}

func isImage(f string) bool {
	switch strings.ToLower(path.Ext(f)) {
	case ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg":
		return true
	}
	return false
}

// checkNamed reports a group or programme that has no page of its own.
func (l *linker) checkNamed(p *Page, name, typeName, code string) {
	var known []string
	for _, it := range l.source.Items {
		if it.Type.Name == typeName {
			if titleKey(it.Title) == titleKey(name) || it.Value("short").Text == name {
				return
			}
			known = append(known, it.Title)
		}
	}
	if len(known) == 0 {
		return
	}
	hint := diag.Say("可以填：%s", "Known: %s", strings.Join(known[:min(8, len(known))], "、"))
	if near := diag.Nearest(name, known); near != "" {
		hint = diag.Say("是不是“%s”？", "Did you mean “%s”?", near)
	}
	start := max(strings.Index(string(p.Text()[:p.BodyStart]), name), 0)
	l.report(p.Item, start, start+len(name), diag.Warning, code, diag.Say("没有叫“%s”的条目。", "There is no entry called “%s”.", name), hint)
}

// outputPath is where a source file goes: content/ and static/ fall away, the
// folder of a type takes its address.
func outputPath(f string) string {
	if rest, ok := strings.CutPrefix(f, staticDir); ok {
		return rest
	}
	return strings.TrimPrefix(f, contentDir)
}

// files lists what is copied: assets that pages use, and everything static.
func (l *linker) files() {
	l.sources = map[string]string{}
	for a := range l.assets {
		if l.used[a] || strings.HasPrefix(a, staticDir) {
			l.Files = append(l.Files, File{Source: a, Path: outputPath(a)})
			l.sources[outputPath(a)] = a
		}
	}
	slices.SortFunc(l.Files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
}
