package typst

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"showcase/generator/book"
	"showcase/generator/diag"
)

// drawing is an image on a page: the unit square of its pixels, as it lies there.
type drawing struct {
	page  int // from 1
	image pdfRef
	at    matrix
}

// size is how wide and high it is printed, in points.
func (d drawing) size() (width, height float64) {
	return math.Hypot(d.at[0], d.at[1]), math.Hypot(d.at[2], d.at[3])
}

// sound checks what must be right in every PDF beside its text: it has pages,
// each of its fonts is embedded and has outlines, and each link leads to a page
// of its own or to an address that a reader may be sent to.
func (p *printed) sound() error {
	if p.pages == 0 {
		return fmt.Errorf("the PDF has no pages")
	}
	names := p.file.destinations()
	seen := map[pdfRef]bool{}
	for i, page := range p.sheets {
		d := p.file.dict(page)
		if err := p.file.soundFonts(d["Resources"], seen); err != nil {
			return fmt.Errorf("page %d: %w", i+1, err)
		}
		for _, a := range p.file.array(d["Annots"]) {
			if err := p.soundLink(p.file.dict(a), names); err != nil {
				return fmt.Errorf("page %d: %w", i+1, err)
			}
		}
	}
	return nil
}

// soundFonts looks at the fonts of some resources and of the drawings in them.
func (f *pdfFile) soundFonts(resources any, seen map[pdfRef]bool) error {
	fresh := func(v any) bool {
		ref, ok := v.(pdfRef)
		known := seen[ref]
		if ok {
			seen[ref] = true
		}
		return !ok || !known
	}
	if !fresh(resources) {
		return nil
	}
	d := f.dict(resources)
	for name, v := range f.dict(d["Font"]) {
		if !fresh(v) {
			continue
		}
		font := f.dict(v)
		if font["Subtype"] == pdfName("Type3") {
			return fmt.Errorf("the font %s is of Type 3", name)
		}
		for _, part := range f.array(font["DescendantFonts"]) {
			descriptor := f.dict(f.dict(part)["FontDescriptor"])
			if descriptor["FontFile"] == nil && descriptor["FontFile2"] == nil && descriptor["FontFile3"] == nil {
				return fmt.Errorf("the font %v is not embedded", f.get(font["BaseFont"]))
			}
		}
	}
	for _, kind := range []pdfName{"XObject", "Pattern"} {
		for _, v := range f.dict(d[kind]) {
			if inner := f.dict(v)["Resources"]; inner != nil && fresh(v) {
				if err := f.soundFonts(inner, seen); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (p *printed) soundLink(a pdfDict, names map[string]any) error {
	if a["Subtype"] != pdfName("Link") {
		return nil
	}
	to := a["Dest"]
	if action := p.file.dict(a["A"]); action != nil {
		if action["S"] == pdfName("URI") {
			address, _ := p.file.get(action["URI"]).(pdfText)
			if !outward(string(address)) {
				return fmt.Errorf("a link leads to %q", clip(string(address)))
			}
			return nil
		}
		to = action["D"]
	}
	if p.pageOf(to, names) == 0 {
		return fmt.Errorf("a link leads to no page")
	}
	return nil
}

// outward tells whether an address is one that a print may lead to.
func outward(address string) bool {
	for _, scheme := range []string{"https://", "http://", "mailto:"} {
		if strings.HasPrefix(address, scheme) {
			return true
		}
	}
	return false
}

// pageOf is the page that a destination is on, from 1; 0 if on none.
func (p *printed) pageOf(to any, names map[string]any) int {
	switch v := p.file.get(to).(type) {
	case pdfText:
		return p.pageOf(names[string(v)], nil)
	case pdfName:
		return p.pageOf(names[string(v)], nil)
	case pdfDict:
		return p.pageOf(v["D"], nil)
	case pdfArray:
		if len(v) > 0 {
			if page, ok := v[0].(pdfRef); ok {
				return slices.Index(p.sheets, page) + 1
			}
		}
	}
	return 0
}

// destinations are the places of the file that have a name.
func (f *pdfFile) destinations() map[string]any {
	out := map[string]any{}
	root := f.dict(f.trailer["Root"])
	for name, to := range f.dict(root["Dests"]) {
		out[string(name)] = to
	}
	var visit func(v any, depth int)
	visit = func(v any, depth int) {
		d := f.dict(v)
		list := f.array(d["Names"])
		for i := 0; i+1 < len(list); i += 2 {
			if name, ok := f.get(list[i]).(pdfText); ok {
				out[string(name)] = list[i+1]
			}
		}
		if depth < deepest {
			for _, kid := range f.array(d["Kids"]) {
				visit(kid, depth+1)
			}
		}
	}
	visit(f.dict(root["Names"])["Dests"], 0)
	return out
}

// entry is a line of the PDF's outline.
type entry struct {
	title string
	page  int // from 1; 0: none
}

// outline lists the lines as a reader unfolds them.
func (p *printed) outline() []entry {
	var list []entry
	names := p.file.destinations()
	seen := map[pdfRef]bool{}
	var visit func(v any, depth int)
	visit = func(v any, depth int) {
		for depth < deepest {
			ref, ok := v.(pdfRef)
			if !ok || seen[ref] {
				return
			}
			seen[ref] = true
			d := p.file.dict(ref)
			title, _ := p.file.get(d["Title"]).(pdfText)
			to := d["Dest"]
			if to == nil {
				to = p.file.dict(d["A"])["D"]
			}
			list = append(list, entry{decodeText(title), p.pageOf(to, names)})
			visit(d["First"], depth+1)
			v = d["Next"]
		}
	}
	visit(p.file.dict(p.file.dict(p.file.trailer["Root"])["Outlines"])["First"], 0)
	return list
}

// compareOutline holds the outline against the headings that ask to be in it:
// the same titles in the same order, each on the page that the contents say.
func (r *reading) compareOutline(p *printed, pageOf map[book.Block]int) error {
	got := p.outline()
	n, front := 0, 0
	var failed error
	walk(r.doc.Body, func(b book.Block) {
		h, ok := b.(*book.Heading)
		if !ok || !h.InOutline || failed != nil {
			return
		}
		title := r.outlineTitle(h)
		switch {
		case n >= len(got):
			failed = fmt.Errorf("%q is not in the outline of the PDF", clip(title))
			return
		case visible(got[n].title) != visible(title) && !sameRunes(visible(got[n].title), visible(title)):
			failed = fmt.Errorf("the outline of the PDF has %q where the document has %q", clip(got[n].title), clip(title))
		case n == 0:
			front = got[n].page - pageOf[h]
		}
		if failed == nil && (got[n].page == 0 || got[n].page-pageOf[h] != front) {
			failed = fmt.Errorf("the outline of the PDF leads to page %d for %q, which is on page %d of the contents", got[n].page-front, clip(title), pageOf[h])
		}
		n++
	})
	if failed == nil && n < len(got) {
		return fmt.Errorf("the outline of the PDF has %q, which is no heading of the document's", clip(got[n].title))
	}
	return failed
}

func (r *reading) outlineTitle(h *book.Heading) string {
	role := headingRole(r.doc, h.Level)
	if h.Level <= 0 {
		role = Hei
	}
	own := reading{doc: r.doc, glyphs: newGlyphs(r.glyphs.faces), unusable: r.unusable}
	own.text(role, "", annexInContents(h)+h.Number)
	own.inlines(role, "", withoutNotes(h.Text))
	var s strings.Builder
	for _, part := range own.main.parts {
		s.WriteString(part.text)
	}
	return s.String()
}

// sharpness is the least number of an image's pixels on an inch of the print.
// A large panel is read from afar.
func sharpness(doc *book.Document) float64 {
	if doc.Template != book.PanelTemplate {
		return 150
	}
	const short, long, bleed = 800, 1200, 20 // mm
	l := doc.Layout
	if min(l.Width, l.Height) <= short+bleed && max(l.Width, l.Height) <= long+bleed {
		return 100
	}
	return 72
}

// blurred are the images with too few pixels for their size on paper, each
// once, at its largest.
func (p *printed) blurred(doc *book.Document, src *source) []Finding {
	largest := map[pdfRef]drawing{}
	var order []pdfRef
	for _, d := range p.drawn {
		known, ok := largest[d.image]
		if !ok {
			order = append(order, d.image)
		}
		if w, _ := d.size(); !ok || w > first(known.size()) {
			largest[d.image] = d
		}
	}
	var out []Finding
	least := sharpness(doc)
	named := map[string]bool{}
	for _, ref := range order {
		d, dict := largest[ref], p.file.dict(ref)
		across, down := p.file.number(dict["Width"]), p.file.number(dict["Height"])
		width, _ := d.size()
		if width <= 0 || across <= 0 || across/width*72 >= least-0.5 {
			continue
		}
		name := src.imageOf(doc, p.file, ref, named)
		named[name] = true
		mm, enough := width/pointsPerMM, math.Ceil(width/72*least/10)*10
		out = append(out, Finding{Severity: diag.Warning, Code: "print/blurred", Near: name, Message: diag.Say(
			"图片“%[1]s”只有 %[2]d×%[3]d 像素，第%[4]d页（从封面数起）上印成 %[5]d 毫米宽，每英寸 %[6]d 点，不到 %[7]d 点，会发虚；请换宽 %[8]d 像素以上的原图，或者印小一些",
			"the image %[1]q has only %[2]d × %[3]d pixels; on page %[4]d, counted from the cover, it is printed %[5]d mm wide, which is %[6]d dots an inch, fewer than %[7]d: it will look blurred. Use the original with %[8]d pixels or more across, or print it smaller",
			name, int(across), int(down), d.page, int(math.Round(mm)), int(across/width*72), int(least), int(enough))})
	}
	return out
}

func first(a, _ float64) float64 { return a }

// imageOf is the name of a PDF's image in the document: the one with the same
// pixels, of several the first that stands in the source and was not named yet.
func (s *source) imageOf(doc *book.Document, f *pdfFile, ref pdfRef, named map[string]bool) string {
	dict := f.dict(ref)
	across, down := f.number(dict["Width"]), f.number(dict["Height"])
	best, at := "", len(s.text)
	for path, name := range s.imageAt {
		width, height := pixels(doc.Files[name])
		if width != across || height != down || named[name] {
			continue
		}
		if i := strings.Index(string(s.text), quote(path)); i >= 0 && i < at {
			best, at = name, i
		}
	}
	return best
}
