package site

import (
	"maps"
	"path"
	"slices"
	"strings"

	"showcase/generator/diag"
	"showcase/generator/markdown"
)

// guesser finds the name that was meant. The first search for each name costs
// a comparison with all of them (8 ms for 10,000), so that only so many are
// made: who has more broken links than that has another trouble.
type guesser struct {
	names []string
	found map[string]string
	tried int
}

func (g *guesser) find(s string) string {
	if near, ok := g.found[s]; ok || g.tried == 30 {
		return near
	}
	if g.found == nil {
		g.found = map[string]string{}
	}
	g.tried++
	g.found[s] = diag.Nearest(s, g.names)
	return g.found[s]
}

// suggestions are the indexes that only findings need; each is made at its
// first use.
type suggestions struct {
	titles *guesser
	files  *fileIndex // all
	images *fileIndex // without Markdown files
	folded map[string]string
	within map[string]string // a folder → the first of its files
}

// fileIndex is files by their names without folder and extension.
type fileIndex struct {
	byName map[string][]string
	guesser
}

func newFileIndex(files ...[]string) *fileIndex {
	x := &fileIndex{byName: map[string][]string{}}
	for _, list := range files {
		for _, f := range list {
			b := stem(f)
			x.byName[b] = append(x.byName[b], f)
		}
	}
	for _, list := range x.byName {
		slices.Sort(list)
	}
	x.names = slices.Sorted(maps.Keys(x.byName))
	return x
}

func stem(f string) string { return strings.TrimSuffix(path.Base(f), path.Ext(f)) }

// otherCase resolves a path that is right but for capital and small letters.
// On Windows it opens all the same, so its author cannot see the fault; on the
// web it would not.
func (l *linker) otherCase(at place, p *Page, files []string, dest, anchor string, image bool) (Target, bool) {
	if l.hints.folded == nil {
		l.hints.folded = make(map[string]string, len(l.all)+len(l.assets))
		for _, list := range [][]string{slices.Sorted(maps.Keys(l.all)), slices.Sorted(maps.Keys(l.assets))} {
			for _, f := range list {
				l.hints.folded[strings.ToLower(f)] = f
			}
		}
	}
	for _, f := range files {
		for _, name := range spellings(f) {
			real := l.hints.folded[strings.ToLower(name)]
			if real == "" {
				continue
			}
			t, ok := l.file(at, real, anchor, image)
			if !ok {
				continue
			}
			right := relative(p.File, real)
			l.fault(at, diag.Warning, "link/case",
				diag.Say("文件名的大小写不一致：写的是 %s，文件叫 %s。", "Capital and small letters differ: written %s, the file is %s.", dest, right),
				diag.Say("照文件名改成 %s；在 Windows 上两种都打得开，上了网就打不开。", "Write %s: Windows opens both, the web does not.", right))
			return t, true
		}
	}
	return Target{}, false
}

// notFound reports a path that leads nowhere, with the nearest that would.
func (l *linker) notFound(at place, p *Page, dest, file string, image bool) {
	code, msg := "link/no-file", diag.Say("找不到链接的文件：%s", "No such file: %s", dest)
	if image {
		code, msg = "link/no-image", diag.Say("找不到图片：%s", "No such image: %s", dest)
	}
	hint := diag.Say("路径从本文件所在的文件夹算起；请核对文件名，或把文件放进去。", "Paths start at this file's folder: check the name, or add the file.")
	if inside := l.firstIn(file); inside != "" {
		msg = diag.Say("%s 是文件夹，这里要写一个文件。", "%s is a folder: a file is wanted here.", dest)
		hint = diag.Say("写到文件名为止，例如：%s", "Write down to the file's name, e.g. %s", relative(p.File, inside))
	} else if near := l.nearest(p.File, file, image); len(near) > 0 {
		hint = diag.Say("是不是 %s？", "Did you mean %s?", strings.Join(near, " "))
	}
	l.fault(at, diag.Error, code, msg, hint)
}

// firstIn is the first file of a folder; empty if it is none.
func (l *linker) firstIn(folder string) string {
	if l.hints.within == nil {
		l.hints.within = map[string]string{}
		for _, list := range [][]string{slices.Sorted(maps.Keys(l.assets)), slices.Sorted(maps.Keys(l.all))} {
			for _, f := range list {
				for dir := path.Dir(f); dir != "." && l.hints.within[dir] == ""; dir = path.Dir(dir) {
					l.hints.within[dir] = f
				}
			}
		}
	}
	return l.hints.within[folder]
}

// nearest lists up to three files whose names come closest to the one written,
// as paths relative to the file that they are written in.
func (l *linker) nearest(from, file string, image bool) []string {
	if l.hints.files == nil {
		assets := slices.Collect(maps.Keys(l.assets))
		l.hints.images = newFileIndex(assets)
		l.hints.files = newFileIndex(assets, slices.Collect(maps.Keys(l.all)))
	}
	x := l.hints.files
	if image {
		x = l.hints.images
	}
	found := x.byName[x.find(stem(file))]
	var out []string
	for _, f := range found[:min(3, len(found))] {
		out = append(out, relative(from, f))
	}
	return out
}

// relative is the path from the folder of one source file to another, as a
// link writes it.
func relative(from, to string) string {
	to = strings.NewReplacer("#", "%23", "?", "%3F").Replace(to)
	if rest, ok := strings.CutPrefix(to, staticDir); ok {
		return "/" + rest
	}
	a, b := strings.Split(path.Dir(from), "/"), strings.Split(to, "/")
	for len(a) > 0 && len(b) > 1 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	return strings.Repeat("../", len(a)) + strings.Join(b, "/")
}

// noTitle reports a [[title]] that no page bears.
func (l *linker) noTitle(at place, title string) {
	if l.hints.titles == nil {
		l.hints.titles = &guesser{}
		for _, it := range l.source.Items {
			l.hints.titles.names = append(l.hints.titles.names, it.Title)
		}
	}
	hint := diag.Say("写法：[[标题]]，标题要与那一篇的 title 一字不差。", "Write [[title]] exactly as the page's title.")
	if near := l.hints.titles.find(title); near != "" {
		hint = diag.Say("是不是 [[%s]]？", "Did you mean [[%s]]?", near)
	}
	l.fault(at, diag.Error, "link/no-title", diag.Say("没有标题叫《%s》的文章。", "No page is called “%s”.", title), hint)
}

// noAnchor reports a place that the page does not have.
func (l *linker) noAnchor(at place, to *Page, outline []markdown.Section, anchor string) {
	var ids []string
	for _, s := range outline {
		ids = append(ids, s.ID)
	}
	hint := diag.Say("那一页没有小标题。去掉 # 和后面的文字即可。", "That page has no headings: drop the # and what follows.")
	if near := diag.Nearest(anchor, ids); near != "" {
		hint = diag.Say("是不是 #%s？", "Did you mean #%s?", near)
	} else if len(ids) > 0 {
		hint = diag.Say("那一页的小标题有：%s", "Its headings are: %s", "#"+strings.Join(ids[:min(8, len(ids))], "、#"))
	}
	l.fault(at, diag.Error, "link/no-anchor", diag.Say("%s 里没有“#%s”这个小标题。", "%s has no heading “#%s”.", to.File, anchor), hint)
}

// checkNamed reports a group or programme that has no page of its own.
func (l *linker) checkNamed(p *Page, name, typeName, code string) {
	n := l.namesOf(typeName)
	if n.keys[titleKey(name)] || len(n.titles) == 0 {
		return
	}
	hint := diag.Say("可以填：%s", "Known: %s", strings.Join(n.titles[:min(8, len(n.titles))], "、"))
	if near := n.near.find(name); near != "" {
		hint = diag.Say("是不是“%s”？", "Did you mean “%s”?", near)
	}
	start, end := placeOf(p.Item, name)
	l.report(p.Item, start, end, diag.Warning, code, diag.Say("没有叫“%s”的条目。", "There is no entry called “%s”.", name), hint)
}

// namesOf is what the items of a type are called.
func (l *linker) namesOf(typeName string) *names {
	if n := l.names[typeName]; n != nil {
		return n
	}
	n := &names{keys: map[string]bool{}}
	for it := range l.everything() {
		if it.Type.Name == typeName && !opensSection(it.File) {
			n.keys[titleKey(it.Title)] = true
			n.keys[titleKey(it.Value("short").Text)] = true
			n.titles = append(n.titles, it.Title)
		}
	}
	n.near.names = n.titles
	l.names[typeName] = n
	return n
}
