package book

import (
	"path"
	"slices"
	"strings"

	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/site"
)

// Work is one document that a site can print: whether a page of its own asks
// for it or it is gathered from many, it is listed by [Works], made by
// [Work.Assemble] and named by its Name.
type Work struct {
	Name    string     // of its files, without extension: ASCII, may have folders, one a site
	Title   string     // what people call it
	Kind    string     // what it is: the type of the page that it prints, or one of kinds
	Names   []string   // further names that it answers to
	Page    *site.Page // the page that offers it; nil: none
	Source  string     // the file that findings about the whole of it are told at
	Formats []string   // the formats that make sense for it (pdf, docx); nil: all
	Asked   bool       // made only when somebody names it, not with every build

	site *site.Site
	who  string // whose it is
	make func(*assembler)
}

// kinds are the works that are gathered: what people call all of a kind, in
// English last.
var kinds = map[string][]string{
	"register":    {"登记表", "一览表", "registers"},
	"portfolio":   {"学习档案", "成长档案", "portfolios"},
	"record":      {"活动记录表", "记录表", "records"},
	"check":       {"学习情况检查表", "检查表", "checks"},
	"roster":      {"名单", "领导小组名单", "rosters"},
	"approval":    {"上网信息审核登记表", "审核登记表", "approvals"},
	"variant":     {"字数版本", "简本", "variants"},
	"panel":       {"展板", "宣传栏", "panels"},
	"panel-tiles": {"拼贴", "tiles"},
	"certificate": {"证书", "奖状", "certificates"},
	"receipt":     {"签收表", "receipts"},
	"calibration": {"校准页", "calibration"},
}

// Works lists what a site can print for its audience, in the order of the
// pages, then what is gathered from several. It costs little: nothing is
// assembled yet.
func Works(s *site.Site) []*Work {
	var out []*Work
	printed, _ := content.PrintedTypes(s.Config, s.Known) // its findings are config.toml's, told when that was read
	for _, p := range s.Pages {
		if w := pageWork(s, p, printed); w != nil {
			out = append(out, w)
		}
	}
	for _, p := range s.Pages {
		out = append(out, variantWorks(p)...)
		out = append(out, recordWorks(s, p)...)
		out = append(out, panels(s, p)...)
	}
	out = append(out, registerWorks(s)...)
	out = append(out, portfolioWorks(s)...)
	out = append(out, checkWorks(s)...)
	out = append(out, certificates(s)...)
	for _, w := range out {
		w.site = s
	}
	return out
}

// opensSection reports that a page is only the text above a list.
func opensSection(p *site.Page) bool { return p.Section != nil && p.Section.Intro == p }

// pageWork is the document that a page is, nil if it is none. Builds make it of
// the pages of printed types.
func pageWork(s *site.Site, p *site.Page, printed map[*content.Type]bool) *Work {
	if opensSection(p) || p.Row != 0 || p == s.Home {
		return nil
	}
	w := &Work{Title: p.Title, Kind: p.Type.Name, Page: p, Source: p.File}
	switch {
	case p.Type.Print:
		w.Name = pageName(p)
		parts := (*assembler).dossier
		if p.Type.Name == "collection" {
			parts = (*assembler).collection
		}
		w.make = func(a *assembler) {
			a.front()
			parts(a)
			a.doc.Contents = a.listed() > 1
		}
	case p.Type.Look == "" || len(p.Records) > 0:
		return nil
	default:
		w.Name, w.Asked = pagePath(p), !printed[p.Type]
		w.make = (*assembler).article
		if p.Type.Look == "official" {
			w.make = (*assembler).official
		}
	}
	return w
}

// pageName is what the files of a printed page are called.
func pageName(p *site.Page) string {
	name := strings.TrimSuffix(path.Base(p.Path), ".html")
	if name == "index" {
		name = path.Base(path.Dir(p.Path))
	}
	return name
}

// pagePath is what a page is called among all of the site: its address, which
// no other page has.
func pagePath(p *site.Page) string {
	name := strings.TrimSuffix(p.Path, ".html")
	if !strings.Contains(name, "/") {
		name = p.Type.Plural + "/" + name
	}
	return name
}

// Assemble makes the document. Whatever it names but the audience may not see
// is named in the text as supplied on paper; nothing is left out silently.
func (w *Work) Assemble(o Options) (*Document, []diag.Diagnostic) {
	a := newAssembler(w, o)
	w.make(a)
	a.maskedPupils()
	a.settle(a.doc.Body)
	a.doc.Body = signedTogether(a.doc.Body)
	shapeLines(a.doc)
	turnCrowded(a.doc)
	a.doc.Sources = a.sources()
	return a.doc, a.diags
}

// IsPage reports that the work is its page, not something gathered from it or
// kept of it.
func (w *Work) IsPage() bool { return kinds[w.Kind] == nil }

// Label is what people call all works of the kind; one may ask for them by it.
func (w *Work) Label() diag.Text {
	if names := kinds[w.Kind]; names != nil {
		return diag.Text{ZH: names[0], EN: names[len(names)-1]}
	}
	return diag.Text{ZH: w.Page.Type.Label, EN: w.Page.Type.Plural}
}

// Answers reports whether the work goes by a name: its own, its page's file,
// address or title, or its kind's or type's, which mean all of that kind.
func (w *Work) Answers(name string) bool {
	name = strings.TrimSuffix(strings.ReplaceAll(name, `\`, "/"), "/")
	file := strings.TrimSuffix(name, path.Ext(name)) // as a file that was printed, or is to be
	if w.Name == name || w.Name == strings.TrimPrefix(file, "prints/") {
		return true
	}
	names := append([]string{w.Title, w.Kind, w.who}, w.Names...)
	gathered := kinds[w.Kind]
	switch p := w.Page; {
	case w.IsPage():
		names = append(names, p.File, strings.TrimSuffix(p.File, path.Ext(p.File)), pageName(p),
			strings.TrimSuffix(path.Base(p.File), path.Ext(p.File)), p.Type.Name, p.Type.Plural, p.Type.Label)
	case w.Page == nil:
		names = append(append(names, path.Base(w.Name)), gathered...)
	default: // its page's own name means the page itself
		names = append(names, gathered...)
	}
	return name != "" && (slices.Contains(names, name) || slices.Contains(names, file))
}

// byDate puts items in the order in which they came about; those of one day
// stay as they stand in their file.
func byDate(a, b *content.Item) int { return a.Date.Compare(b.Date) }
