package site

import (
	"bytes"
	"cmp"
	"maps"
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
	links := 0
	for _, p := range l.Pages {
		if p.Body != nil {
			links += len(p.Body.Links)
		}
	}
	l.links = make(map[*markdown.Link]Target, links)
	for _, p := range l.Pages {
		if p.Row > 0 {
			continue // its register says the same
		}
		if p.Body != nil {
			hidden := hiddenLines(p)
			for _, link := range p.Body.Links {
				if len(hidden) > 0 && hidden[lineOf(p, link)] {
					l.links[link] = Target{Broken: true}
				} else {
					l.links[link] = l.link(p, link)
				}
			}
		}
		for _, m := range references(p.Item) {
			l.Site.assets[m.Asset] = l.asset(p, m)
		}
		l.resolveRows(p)
		if g := p.Item.Group; g != "" && p.Type.Name != groupType {
			l.checkNamed(p, g, groupType, "group/unknown")
		}
		for _, name := range p.Programmes {
			l.checkNamed(p, name, "programme", "programme/unknown")
		}
	}
}

// hiddenLines are those of the rows of a register that this audience may not
// see, or not as they are. Their links lead nowhere: a scan that only such a
// row names must not be copied.
func hiddenLines(p *Page) map[int]bool {
	if len(p.Item.Records) == 0 {
		return nil
	}
	shown := map[*content.Item]bool{}
	for _, r := range p.Records {
		shown[r.Item] = true
	}
	out := map[int]bool{}
	for _, row := range p.Item.Records {
		if !shown[row] {
			out[row.Pos.Line] = true
		}
	}
	return out
}

func lineOf(p *Page, link *markdown.Link) int {
	return 1 + bytes.Count(p.Text()[:p.BodyStart+link.Pos], []byte("\n"))
}

// resolveRows does the same for the rows of a register. A link in a cell is one
// of the body's too: what is wrong with it is said once.
func (l *linker) resolveRows(p *Page) {
	if len(p.Records) == 0 {
		return
	}
	told := map[string]bool{}
	for _, link := range p.Body.Links {
		told[link.Dest] = true
	}
	for _, r := range p.Records {
		for _, m := range references(r.Item) {
			if _, done := l.Site.assets[m.Asset]; done {
				continue // rows share what their file says
			}
			before := len(l.diags)
			l.Site.assets[m.Asset] = l.asset(p, m)
			if told[m.File+m.Ref] {
				l.diags = l.diags[:before]
			}
		}
	}
}

// reference is a file or item that front matter names.
type reference struct {
	*content.Asset
	unlinked bool // in a field that no page shows: a committee's empty form
}

// references is every file and item that an item's front matter names, in order.
func references(it *content.Item) []reference {
	var out []reference
	add := func(a *content.Asset) { out = append(out, reference{Asset: a}) }
	if it.Cover != nil {
		add(it.Cover)
	}
	for i := range it.Images {
		add(&it.Images[i])
	}
	for i := range it.Evidence {
		add(&it.Evidence[i])
	}
	if len(it.Values) == 0 {
		return out
	}
	for i := range it.Type.Fields {
		f := &it.Type.Fields[i]
		v, ok := it.Values[f.Name]
		if !ok || f.Common {
			continue
		}
		before := len(out)
		eachAsset(v, add)
		for j := range out[before:] {
			out[before+j].unlinked = !leads(f)
		}
	}
	return out
}

// leads reports whether pages lead their readers to the files that a field
// names: a committee's empty form, or what a dossier is put together from, is
// the school's own work.
func leads(f *content.Field) bool {
	switch f.Kind {
	case content.KindFile, content.KindFiles, content.KindRef, content.KindRefs:
		return f.Show || f.Column > 0
	}
	return f.Name != "parts" && f.Name != "variants"
}

// eachAsset calls do for what a value refers to, at any depth.
func eachAsset(v content.Value, do func(*content.Asset)) {
	if v.Asset != nil {
		do(v.Asset)
	}
	for _, e := range v.List {
		eachAsset(e, do)
	}
	for _, k := range slices.Sorted(maps.Keys(v.Map)) {
		eachAsset(v.Map[k], do)
	}
}

// place is where in a file a reference stands.
type place struct {
	it         *content.Item
	start, end int      // byte offsets, used when pos is zero
	pos, stop  diag.Pos // of front matter
	unlinked   bool     // no page leads its readers there
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
		if l.titles[titleKey(dest)] != nil { // 初学C#的三个月
			title, anchor = dest, ""
		}
		return l.byTitle(at, title, anchor)
	}
	if isURL(dest) {
		return l.url(at, dest, link.Image)
	}
	return l.path(p, at, dest, link.Image)
}

// isURL reports whether an address begins with a scheme, or with the // that
// stands for the page's own. "第1期:总结.md" is a file.
func isURL(dest string) bool {
	if strings.HasPrefix(dest, "//") {
		return true
	}
	for i := 0; i < len(dest); i++ {
		switch c := dest[i]; {
		case 'a' <= c|0x20 && c|0x20 <= 'z':
		case i > 0 && ('0' <= c && c <= '9' || c == '+' || c == '-' || c == '.'):
		default:
			return c == ':' && i > 1 // one letter is a drive of Windows
		}
	}
	return false
}

func (l *linker) url(at place, dest string, image bool) Target {
	if image {
		l.fault(at, diag.Error, "link/remote-image",
			diag.Say("图片不能引用别的网站：%s", "An image may not come from another site: %s", dest),
			diag.Say("把图片存到本文件旁边的文件夹里，再写成相对路径，例如：![说明](img/photo.jpg)", "Save it beside this file and write its path, e.g. ![text](img/photo.jpg)"))
		return Target{Broken: true}
	}
	return Target{URL: dest}
}

// path resolves a path relative to the page's file, or to the site when it
// begins with a slash.
func (l *linker) path(p *Page, at place, dest string, image bool) Target {
	name, anchor, _ := strings.Cut(dest, "#")
	name, _, _ = strings.Cut(name, "?")
	if name == "" {
		return l.anchor(at, p, anchor)
	}
	files := candidates(p.File, name)
	if len(files) == 0 {
		l.fault(at, diag.Error, "link/outside", diag.Say("链接“%s”指到了网站文件夹外面。", "The link “%s” leads out of the site's folder.", dest),
			diag.Say("只能链接 content 和 static 文件夹里的文件。", "Link only to files inside content/ and static/."))
		return Target{Broken: true}
	}
	for _, f := range files {
		if t, ok := l.file(at, f, anchor, image); ok {
			return t
		}
	}
	if len(name) < len(dest) { // a # or ? may be a letter of the name: 图#1.png
		for _, f := range candidates(p.File, dest) {
			if l.exists(f) {
				t, _ := l.file(at, f, "", image)
				return t
			}
		}
	}
	if t, ok := l.otherCase(at, p, files, dest, anchor, image); ok {
		return t
	}
	l.notFound(at, p, dest, files[0], image)
	return Target{Broken: true}
}

// candidates are the source files that a written path may mean.
func candidates(from, name string) []string {
	name = norm.NFC.String(strings.ReplaceAll(name, `\`, "/"))
	if strings.HasPrefix(name, "/") {
		clean := path.Clean(name)
		return []string{path.Join(contentDir, clean), path.Join(staticDir, clean)}
	}
	f := path.Join(path.Dir(norm.NFC.String(from)), name)
	if !strings.HasPrefix(f+"/", contentDir) && !strings.HasPrefix(f, staticDir) {
		return nil
	}
	return []string{f}
}

// file resolves a source file or folder; ok is false if there is none.
func (l *linker) file(at place, f, anchor string, image bool) (Target, bool) {
	if !l.exists(f) && strings.Contains(f, "%") {
		if decoded, err := url.PathUnescape(f); err == nil && l.exists(decoded) {
			f = decoded
		}
	}
	if g, ok := l.source.Grids[f]; ok && image {
		return Target{Table: g, Book: f, Broken: g == nil}, true // its file is not copied: it may have more than it shows
	}
	if l.assets[f] != "" {
		l.use(at, f)
		return Target{Path: l.outputPath(f), Anchor: anchor, Title: path.Base(f), Table: l.source.Grids[f]}, true
	}
	if image {
		return Target{}, false
	}
	for _, name := range spellings(f) {
		if it := l.all[name]; it != nil {
			return l.item(at, it, anchor), true
		}
	}
	return l.published(at, f, anchor)
}

// use notes that a page refers to an asset, and whether its readers are led to it.
func (l *linker) use(at place, f string) {
	switch {
	case at.unlinked:
		l.known[f] = true
	case l.used[f] == "":
		l.used[f] = at.it.File
	}
}

// spellings are the Markdown files that a path may mean: itself, without its
// extension, as a page of the web, as a folder.
func spellings(f string) []string {
	if strings.HasSuffix(f, ".md") {
		return []string{f}
	}
	stem := strings.TrimSuffix(f, ".html")
	return []string{f, stem + ".md", stem + ".markdown", f + "/index.md", f + "/_index.md"}
}

// item is where a link to an item leads.
func (l *linker) item(at place, it *content.Item, anchor string) Target {
	if to := l.shown[it]; to != nil {
		return l.anchor(at, to, anchor)
	}
	if row := rowAt(it, anchor); row != nil { // it is the row that is meant, though the whole register is hidden
		t := l.hidden(at, it)
		t.hidden = row
		return t
	}
	return l.hidden(at, it)
}

// rowAt is the row of a register that an anchor names (r12); nil if none.
func rowAt(it *content.Item, anchor string) *content.Item {
	for _, row := range it.Records {
		if anchor == "r"+itoa(row.Row) {
			return row
		}
	}
	return nil
}

// published resolves an address of the output: a page's own, or a type's list.
func (l *linker) published(at place, f, anchor string) (Target, bool) {
	rest, ok := strings.CutPrefix(f, contentDir)
	if !ok {
		return Target{}, false
	}
	if to := l.byPath[rest]; to != nil {
		return l.anchor(at, to, anchor), true
	}
	folder := rest
	for _, opening := range []string{"/index.html", "/index.md", "/_index.md"} {
		folder = strings.TrimSuffix(folder, opening)
	}
	t := l.types.Find(folder)
	if t == nil || l.typed[t] == nil {
		return Target{}, false
	}
	if l.shown[l.typed[t]] == nil {
		hidden := l.hidden(at, l.typed[t])
		hidden.hidden = nil // a list, not that item
		return hidden, true
	}
	return Target{Path: t.Plural + "/index.html", Anchor: anchor, Title: t.Label}, true
}

func (l *linker) exists(f string) bool { return l.assets[f] != "" || l.all[f] != nil }

// byTitle resolves [[title]].
func (l *linker) byTitle(at place, title, anchor string) Target {
	items := l.titles[titleKey(title)]
	var pages []*Page
	for _, it := range items {
		if q := l.shown[it]; q != nil {
			pages = append(pages, q)
		}
	}
	switch {
	case len(pages) == 1:
		return l.anchor(at, pages[0], anchor)
	case len(pages) > 1:
		names := make([]string, len(pages))
		for i, q := range pages {
			names[i] = strings.TrimPrefix(relative("content", q.File), "content")
		}
		l.fault(at, diag.Error, "link/ambiguous", diag.Say("有 %d 篇都叫《%s》：%s", "%d pages are called “%s”: %s", len(pages), title, strings.Join(names, "、")),
			diag.Say("请改用文件路径，例如：[%s](%s)", "Link by path instead, e.g. [%s](%s)", title, names[0]))
		return Target{Broken: true, Title: title}
	case len(items) > 0:
		t := l.hidden(at, items[0])
		t.Title = title
		return t
	}
	l.noTitle(at, title)
	return Target{Broken: true, Title: title}
}

// anchor checks that a page has the place that a link names.
func (l *linker) anchor(at place, to *Page, anchor string) Target {
	t := Target{Page: to, Path: to.Path, Anchor: anchor, Title: to.Title}
	if anchor == "" {
		return t
	}
	if decoded, err := url.PathUnescape(anchor); err == nil {
		t.Anchor = decoded
	}
	var outline []markdown.Section
	if to.Body != nil {
		outline = to.Body.Outline
	}
	for _, s := range outline {
		if s.ID == t.Anchor {
			return t
		}
	}
	for _, r := range to.Records {
		if r.Anchor == t.Anchor {
			t.Record = r
			return t
		}
	}
	if row := rowAt(to.Item, t.Anchor); row != nil {
		return l.hidden(at, row)
	}
	key := titleKey(t.Anchor)
	for _, s := range outline { // the heading's words do as well as its id
		if titleKey(s.Text) == key {
			t.Anchor = s.ID
			return t
		}
	}
	l.noAnchor(at, to, outline, t.Anchor)
	t.Anchor = ""
	return t
}

// asset resolves a file or reference of the front matter.
func (l *linker) asset(p *Page, a reference) Target {
	at := place{it: p.Item, pos: a.Pos, stop: a.End, unlinked: a.unlinked}
	written := a.File + a.Ref
	web := strings.HasPrefix(written, "https://") || strings.HasPrefix(written, "http://")
	switch {
	case written == "":
		return Target{Broken: true}
	case web:
		return l.url(at, written, isImage(a.File))
	case a.File != "":
		return l.path(p, at, a.File, isImage(a.File))
	case strings.Contains(a.Ref, "/") || strings.HasSuffix(a.Ref, ".md") || l.isBeside(p, a.Ref):
		return l.path(p, at, a.Ref, false)
	}
	return l.byTitle(at, strings.Trim(a.Ref, "《》[]"), "")
}

// isBeside reports whether a reference without a slash is the name of a file
// beside the page's, and not a title.
func (l *linker) isBeside(p *Page, ref string) bool {
	return path.Ext(ref) != "" && slices.ContainsFunc(candidates(p.File, ref), l.exists)
}

func isImage(f string) bool {
	switch strings.ToLower(path.Ext(f)) {
	case ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg":
		return true
	}
	return false
}

// outputPath is where a source file goes: content/ and static/ fall away, and
// the folder of a type takes its address, as it does for pages.
func (l *linker) outputPath(f string) string {
	if rest, ok := strings.CutPrefix(f, staticDir); ok {
		return rest
	}
	rest := strings.TrimPrefix(f, contentDir)
	if dir, name, ok := strings.Cut(rest, "/"); ok {
		if t := l.types.Find(dir); t != nil {
			return t.Plural + "/" + name
		}
	}
	return rest
}

// files lists what is copied: assets that pages lead to, and everything static.
func (l *linker) files() {
	l.sources = make(map[string]string, len(l.used))
	for name, source := range l.assets {
		copied := l.used[name] != "" || strings.HasPrefix(name, staticDir)
		if copied {
			l.Files = append(l.Files, File{Source: source, Path: l.outputPath(name), From: l.used[name]})
		}
		if copied || l.known[name] {
			l.sources[l.outputPath(name)] = source
		}
	}
	slices.SortFunc(l.Files, func(a, b File) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.Source, b.Source))
	})
}
