package docx

import "strings"

// style is one paragraph style. The markup in ppr and rpr follows the order of
// ISO 29500-1 (CT_PPr, CT_RPr), Word refuses others.
type style struct {
	id, name string // name: built-in names in lower case as Word stores them
	based    string
	next     string
	priority int
	ppr, rpr string
}

const (
	noIndent = `<w:ind w:left="0" w:right="0" w:firstLineChars="0" w:firstLine="0"/>`
	centred  = `<w:jc w:val="center"/>`
	leftSet  = `<w:jc w:val="left"/>`
	// noAutoSpace: no quarter space between Chinese and digits, as in the PDF; 附件1 stands closed.
	noAutoSpace = `<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>`
	noGrid      = `<w:snapToGrid w:val="0"/>`
)

func (w *writer) styles() string {
	var o out
	o.str(`<w:styles `, namespaces, `><w:docDefaults><w:rPrDefault><w:rPr>`, w.faces(w.fonts.Body), w.sized(w.page.size*2),
		`<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>`)
	o.str(`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl w:val="0"/>`, noAutoSpace, w.lines(0, 0, w.page.pitch), `<w:jc w:val="both"/></w:pPr><w:rPr>`, val("spacing", itoa(w.page.track)), `<w:kern w:val="2"/></w:rPr></w:style>`)
	o.str(`<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>`)
	for _, group := range [][]style{w.headingStyles(), w.textStyles(), w.frontStyles(), w.smallStyles(), w.certificateStyles()} {
		for _, s := range group {
			s.xml(&o)
		}
	}
	o.str(w.characterStyles(), tableStyles, `</w:styles>`)
	return o.String()
}

func (s style) xml(o *out) {
	custom := ""
	if !builtIn(s.name) {
		custom = ` w:customStyle="1"`
	}
	o.str(`<w:style w:type="paragraph"`, custom, ` w:styleId="`, s.id, `"><w:name w:val="`, s.name, `"/>`)
	based := s.based
	if based == "" {
		based = "Normal"
	}
	o.str(val("basedOn", based))
	if s.next != "" {
		o.str(val("next", s.next))
	}
	o.str(val("uiPriority", itoa(s.priority)), `<w:qFormat/>`)
	if s.ppr != "" {
		o.str(`<w:pPr>`, s.ppr, `</w:pPr>`)
	}
	if s.rpr != "" {
		o.str(`<w:rPr>`, s.rpr, `</w:rPr>`)
	}
	o.str(`</w:style>`)
}

// builtIn tells whether Word knows the style by this name, and shows it in the
// reader's language.
func builtIn(name string) bool {
	switch name {
	case "Body Text", "Title", "Subtitle", "Quote", "List Paragraph", "Signature", "HTML Preformatted", "TOC Heading":
		return true
	}
	return name[0] >= 'a' && name[0] <= 'z'
}

// headingStyles: Level 0 is heading 1 and so on (GB/T 9704-2012, 7.3.1 and 7.3.3).
// The unlisted twins look the same but stay out of a refreshed contents.
func (w *writer) headingStyles() []style {
	f, big := w.fonts, w.page.scaled(22)
	bold := `<w:b/><w:bCs/>`
	if w.doc.BoldHei {
		bold = w.faces(f.Hei)
	}
	twoIn := w.firstLine()
	list := []style{
		{id: "Heading1", name: "heading 1", next: "BodyText", priority: 9,
			ppr: `<w:keepNext/><w:keepLines/>` + w.lines(0, w.page.pitch, titlePitch(big)) + noIndent + centred + val("outlineLvl", "0"),
			rpr: w.faces(f.Title) + val("spacing", "0") + w.sized(float64(big))},
		{id: "Heading2", name: "heading 2", next: "BodyText", priority: 9,
			ppr: `<w:keepNext/><w:keepLines/>` + twoIn + val("outlineLvl", "1"), rpr: w.faces(f.Hei)},
		{id: "Heading3", name: "heading 3", next: "BodyText", priority: 9,
			ppr: `<w:keepNext/><w:keepLines/>` + twoIn + val("outlineLvl", "2"), rpr: w.faces(f.Kai)},
		{id: "Heading4", name: "heading 4", next: "BodyText", priority: 9,
			ppr: `<w:keepNext/><w:keepLines/>` + twoIn + val("outlineLvl", "3"), rpr: bold},
		{id: "Heading5", name: "heading 5", next: "BodyText", priority: 9,
			ppr: `<w:keepNext/><w:keepLines/>` + twoIn + val("outlineLvl", "4")},
		{id: "AnnexTitle", name: "Annex Title", based: "Heading1", next: "BodyText", priority: 10},
		{id: "DividerTitle", name: "Divider Title", based: "AnnexTitle", next: "BodyText", priority: 10,
			ppr: w.lines(0, 0, titlePitch(big))},
		{id: "DividerLabel", name: "Divider Label", next: "DividerTitle", priority: 10,
			ppr: `<w:keepNext/>` + w.lines(0, 0, w.page.pitch) + noIndent + centred, rpr: w.faces(f.Hei) + val("spacing", "40") + w.sized(float64(big))},
		{id: "DividerRemark", name: "Divider Remark", based: "Lead", next: "BodyText", priority: 10, ppr: noIndent + centred},
		{id: "AnnexLabel", name: "Annex Label", next: "AnnexTitle", priority: 10,
			ppr: `<w:keepNext/>` + w.lines(0, w.page.pitch, w.page.pitch) + noIndent + leftSet, rpr: w.faces(f.Hei)},
	}
	for _, n := range []string{"1", "2", "3", "4", "5"} {
		list = append(list, style{id: "UnlistedHeading" + n, name: "Unlisted Heading " + n, based: "Heading" + n, next: "BodyText", priority: 11, ppr: val("outlineLvl", "9")})
	}
	return list
}

func (w *writer) textStyles() []style {
	f := w.fonts
	return []style{
		{id: "BodyText", name: "Body Text", priority: 1, ppr: w.firstLine()},
		{id: "FlushText", name: "Flush Text", based: "BodyText", priority: 2, ppr: noIndent},
		{id: "CenteredText", name: "Centered Text", based: "BodyText", priority: 2, ppr: noIndent + centred},
		{id: "Lead", name: "Lead", based: "BodyText", next: "BodyText", priority: 3, rpr: w.faces(f.Kai)},
		{id: "Masthead", name: "Masthead", next: "BodyText", priority: 10, ppr: w.lines(0, 0, titlePitch(w.page.scaled(36))) + noIndent + centred,
			rpr: w.faces(f.Title) + val("color", "D7000F") + val("spacing", "0") + w.sized(float64(w.page.scaled(36)))},
		{id: "Quote", name: "Quote", based: "BodyText", priority: 29, ppr: w.firstLine(), rpr: w.faces(f.Kai)},
		{id: "ListParagraph", name: "List Paragraph", priority: 34, ppr: noIndent},
		{id: "Signature", name: "Signature", priority: 35, ppr: `<w:keepLines/>` + noIndent + `<w:jc w:val="right"/>`},
		{id: "Figure", name: "Figure", next: "Caption", priority: 35,
			ppr: `<w:keepNext/>` + noGrid + `<w:spacing w:before="120" w:line="240" w:lineRule="auto"/>` + noIndent + centred},
		{id: "Placeholder", name: "Figure Placeholder", next: "Caption", priority: 36,
			ppr: `<w:keepNext/>` + box("808080", 12) + `<w:spacing w:before="240" w:after="240"/>` + indent(260, 260) + centred, rpr: w.faces(f.Kai) + val("color", "595959")},
		{id: "HTMLPreformatted", name: "HTML Preformatted", priority: 37,
			ppr: box("D9D9D9", 4) + `<w:shd w:val="clear" w:color="auto" w:fill="F5F5F5"/>` + w.lines(120, 120, w.page.pitchOf(10.5, 5)) + `<w:ind w:left="120" w:right="120" w:firstLineChars="0" w:firstLine="0"/>` + leftSet,
			rpr: `<w:rFonts w:ascii="` + escape(f.Mono) + `" w:hAnsi="` + escape(f.Mono) + `" w:eastAsia="` + escape(f.Song) + `" w:cs="` + escape(f.Mono) + `"/><w:noProof/>` + val("spacing", "0") + w.sized(float64(w.page.scaled(10.5)))},
	}
}

// frontStyles are those of the cover and the contents.
func (w *writer) frontStyles() []style {
	f, p := w.fonts, w.page
	tab := `<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="` + itoa(p.textWidth) + `"/></w:tabs>`
	toc := func(n, left int, rpr string) style {
		ind := `<w:ind w:left="` + itoa(left+2*p.em) + `" w:hanging="` + itoa(2*p.em) + `"/>`
		return style{id: "TOC" + itoa(n), name: "toc " + itoa(n), next: "Normal", priority: 39, ppr: tab + ind + leftSet, rpr: rpr}
	}
	big := p.scaled(26)
	return []style{
		{id: "Title", name: "Title", next: "Subtitle", priority: 10, ppr: w.lines(0, 0, titlePitch(big)) + noIndent + centred,
			rpr: w.faces(f.Title) + val("spacing", "0") + w.sized(float64(big))},
		{id: "Subtitle", name: "Subtitle", next: "BodyText", priority: 11, ppr: `<w:keepNext/>` + w.lines(0, p.pitch, p.pitch) + noIndent + centred,
			rpr: w.faces(f.Kai) + val("spacing", "0")},
		{id: "CoverKicker", name: "Cover Kicker", next: "Title", priority: 12, ppr: w.lines(0, 0, p.pitch*5/4) + noIndent + centred,
			rpr: w.faces(f.Hei) + val("spacing", "20") + w.sized(float64(p.scaled(18)))},
		{id: "CoverSubtitle", name: "Cover Subtitle", based: "Subtitle", priority: 12, ppr: w.lines(0, 0, p.pitch*5/4), rpr: w.sized(float64(p.scaled(18)))},
		{id: "CoverLabel", name: "Cover Label", priority: 12, ppr: noIndent + leftSet, rpr: w.faces(f.Hei) + val("spacing", "0")},
		{id: "CoverValue", name: "Cover Value", priority: 12, ppr: noIndent + centred, rpr: w.faces(f.Kai) + val("spacing", "0")},
		{id: "TOCHeading", name: "TOC Heading", next: "Normal", priority: 39, ppr: `<w:keepNext/>` + w.lines(p.pitch/2, p.pitch*3/2, titlePitch(p.scaled(22))) + noIndent + centred,
			rpr: w.faces(f.Title) + val("spacing", "0") + w.sized(float64(p.scaled(22)))},
		toc(1, 0, w.faces(f.Hei)), toc(2, p.em, ""), toc(3, 2*p.em, ""),
	}
}

// smallStyles are set smaller than the running text and off the grid.
func (w *writer) smallStyles() []style {
	f, p := w.fonts, w.page
	small := func(face string, pt float64) string {
		return w.faces(face) + val("spacing", "0") + w.sized(float64(p.scaled(pt)))
	}
	// Lines are as high as in the PDF, whatever the font: a multiple of the
	// font's own height would be another on each computer.
	set := func(before, after int, pt, leading float64) string {
		return w.lines(before, after, p.pitchOf(pt, leading))
	}
	// LibreOffice loses text where a caption of a fixed height stands in a footnote.
	caption := strings.Replace(set(110, 107, 12, 6), `"exact"`, `"atLeast"`, 1)
	const own = noGrid + `<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>`
	return []style{
		{id: "Caption", name: "caption", next: "BodyText", priority: 35, ppr: caption + noIndent + centred, rpr: small(f.Hei, 12)},
		{id: "TableText", name: "Table Text", priority: 36, ppr: set(cellPad, cellPad, sizes[0], cellLeading) + noIndent + leftSet, rpr: small(f.Song, 10.5)},
		{id: "TableHead", name: "Table Head", based: "TableText", priority: 36, ppr: centred, rpr: w.faces(f.Hei)},
		{id: "TableNote", name: "Table Note", next: "BodyText", priority: 36, ppr: set(60, 90, 9, 4) + noIndent + leftSet, rpr: small(f.Song, 9)},
		{id: "FormLabel", name: "Form Label", priority: 36, ppr: set(0, 0, 12, 5) + noIndent + centred, rpr: small(f.Hei, 12)},
		{id: "FormText", name: "Form Text", priority: 36, ppr: set(0, 0, 12, 8) + noIndent + `<w:jc w:val="both"/>`, rpr: small(f.Body, 12)},
		{id: "FormSeal", name: "Form Seal", based: "FormText", priority: 36, ppr: `<w:jc w:val="right"/>`},
		{id: "NoticeTitle", name: "Notice Title", next: "NoticeText", priority: 36, ppr: `<w:keepNext/>` + set(0, 0, 14, 9) + noIndent + leftSet, rpr: small(f.Hei, 14)},
		{id: "NoticeText", name: "Notice Text", priority: 36, ppr: set(0, 0, 14, 9) + `<w:ind w:firstLineChars="200" w:firstLine="` + itoa(p.scaled(14)*20) + `"/>`, rpr: small(f.Kai, 14)},
		{id: "FootnoteText", name: "footnote text", priority: 99, ppr: set(0, 0, 9, 4) + noIndent + leftSet, rpr: small(f.Song, 9)},
		{id: "Header", name: "header", priority: 99, ppr: own + noIndent + centred, rpr: small(f.Song, 9)},
		{id: "Footer", name: "footer", priority: 99, ppr: own + noIndent,
			rpr: `<w:rFonts w:ascii="` + escape(f.Song) + `" w:hAnsi="` + escape(f.Song) + `" w:eastAsia="` + escape(f.Song) + `" w:cs="` + escape(f.Latin) + `"/>` + val("spacing", "0") + w.sized(float64(p.scaled(14)))},
	}
}

func (w *writer) characterStyles() string {
	mono := escape(w.fonts.Mono)
	return `<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/><w:unhideWhenUsed/><w:rPr><w:color w:val="1F3864"/><w:u w:val="single"/></w:rPr></w:style>` +
		`<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/><w:unhideWhenUsed/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>` +
		`<w:style w:type="character" w:styleId="HTMLCode"><w:name w:val="HTML Code"/><w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/><w:unhideWhenUsed/><w:rPr><w:rFonts w:ascii="` + mono + `" w:hAnsi="` + mono + `" w:eastAsia="` + escape(w.fonts.Song) + `" w:cs="` + mono + `"/></w:rPr></w:style>`
}

const tableStyles = `<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>` +
	`<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="39"/><w:tblPr><w:tblBorders>` +
	`<w:top w:val="single" w:sz="6" w:space="0" w:color="auto"/><w:left w:val="single" w:sz="6" w:space="0" w:color="auto"/><w:bottom w:val="single" w:sz="6" w:space="0" w:color="auto"/><w:right w:val="single" w:sz="6" w:space="0" w:color="auto"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="auto"/>` +
	`</w:tblBorders></w:tblPr></w:style>`

// faces names the families of a role: the Latin one beside the Chinese one.
func (w *writer) faces(eastAsia string) string {
	latin := escape(w.fonts.Latin)
	return `<w:rFonts w:ascii="` + latin + `" w:hAnsi="` + latin + `" w:eastAsia="` + escape(eastAsia) + `" w:cs="` + latin + `"/>`
}

// sized is a type size in half-points.
func (w *writer) sized(half float64) string {
	n := itoa(round(half))
	return val("sz", n) + val("szCs", n)
}

// firstLine indents by two characters. Word goes by the number of characters;
// the twips are for readers that do not know it.
func (w *writer) firstLine() string {
	return `<w:ind w:firstLineChars="200" w:firstLine="` + itoa(2*w.page.em) + `"/>`
}

// lines is an exact line pitch with space around the paragraph, in twips. Any
// pitch but the page's own leaves the grid, which would round it up to whole lines.
func (w *writer) lines(before, after, pitch int) string {
	grid := ""
	if pitch != w.page.pitch {
		grid = noGrid
	}
	return grid + `<w:spacing w:before="` + itoa(before) + `" w:after="` + itoa(after) + `" w:line="` + itoa(pitch) + `" w:lineRule="exact"/>`
}

// box is a frame around a paragraph.
func box(color string, space int) string {
	edge := func(name string) string {
		return `<w:` + name + ` w:val="single" w:sz="4" w:space="` + itoa(space) + `" w:color="` + color + `"/>`
	}
	return `<w:pBdr>` + edge("top") + edge("left") + edge("bottom") + edge("right") + edge("between") + `</w:pBdr>`
}
