package docx

import "time"

const appProperties = `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Showcase</Application></Properties>`

// undated stands in the metadata of a document that has no date.
const undated = "2000-01-01"

func (w *writer) coreProperties() string {
	day := w.doc.Created
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		day = undated
	}
	lang := "zh-CN"
	if !w.zh {
		lang = "en"
	}
	stamp := ` xsi:type="dcterms:W3CDTF">` + day + `T00:00:00Z`
	return `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + escape(w.doc.Title) + `</dc:title><dc:creator>` + escape(w.doc.Author) + `</dc:creator>` +
		`<cp:lastModifiedBy>` + escape(w.doc.Author) + `</cp:lastModifiedBy>` +
		`<dcterms:created` + stamp + `</dcterms:created><dcterms:modified` + stamp + `</dcterms:modified>` +
		`<dc:language>` + lang + `</dc:language></cp:coreProperties>`
}

// settings turns on different footers of odd and even pages and the habits of
// a Chinese Word. Fields refresh on opening (Word asks first) only when a page
// number of the contents is not known.
func (w *writer) settings() string {
	var o out
	o.str(`<w:settings `, namespaces, `><w:zoom w:percent="100"/>`, w.mirror(), val("defaultTabStop", "420"), `<w:evenAndOddHeaders/>`,
		val("drawingGridVerticalSpacing", itoa(w.page.pitch/2)), val("characterSpacingControl", "compressPunctuation"))
	if w.stale {
		o.str(val("updateFields", "true"))
	}
	o.str(`<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>`,
		`<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>`)
	for _, s := range [][2]string{{"compatibilityMode", "15"}, {"overrideTableStyleFontSizeAndJustification", "1"}, {"enableOpenTypeFeatures", "1"}, {"doNotFlipMirrorIndents", "1"}, {"differentiateMultirowTableHeaders", "1"}} {
		o.str(`<w:compatSetting w:name="`, s[0], `" w:uri="http://schemas.microsoft.com/office/word" w:val="`, s[1], `"/>`)
	}
	o.str(`</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>`, val("decimalSymbol", "."), val("listSeparator", ","), `</w:settings>`)
	return o.String()
}

// mirror is the setting of double-sided pages.
func (w *writer) mirror() string {
	if w.doc.Layout.Mirrored {
		return `<w:mirrorMargins/>`
	}
	return ""
}

// fontTable tells Word that the families are Chinese and by what other name
// the same design goes, for machines that know only that one.
func (w *writer) fontTable() string {
	other := map[string]string{
		"方正小标宋简体": "FZXiaoBiaoSong-B05S", "仿宋": "FangSong", "楷体": "KaiTi", "黑体": "SimHei", "宋体": "SimSun",
		"仿宋_GB2312": "FangSong_GB2312", "楷体_GB2312": "KaiTi_GB2312",
	}
	f := w.fonts
	var o out
	o.str(`<w:fonts `, namespaces, `>`)
	seen := map[string]bool{}
	add := func(name, family, charset, pitch string) {
		if seen[name] {
			return
		}
		seen[name] = true
		o.str(`<w:font w:name="`, escape(name), `">`)
		if alt := other[name]; alt != "" {
			o.str(val("altName", alt))
		}
		o.str(val("charset", charset), val("family", family), val("pitch", pitch), `</w:font>`)
	}
	add(f.Latin, "roman", "00", "variable")
	add(f.Mono, "modern", "00", "fixed")
	add(f.Body, "modern", "86", "fixed")
	add(f.Song, "auto", "86", "variable")
	add(f.Hei, "modern", "86", "fixed")
	add(f.Kai, "modern", "86", "fixed")
	add(f.Title, "auto", "86", "variable")
	o.str(`</w:fonts>`)
	return o.String()
}

// field writes a field with the result that is shown until it is refreshed.
func field(o *out, instruction string, result func()) {
	fieldBegin(o, instruction)
	result()
	o.str(fieldEnd)
}

func fieldBegin(o *out, instruction string) {
	o.str(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> `, escape(instruction),
		` </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`)
}

const fieldEnd = `<w:r><w:fldChar w:fldCharType="end"/></w:r>`
