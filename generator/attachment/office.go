package attachment

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"path"
	"slices"
	"strings"

	"showcase/generator/diag"
)

// archive examines a zip: an office file by its parts, else each file in it.
func (e *examiner) archive(name string, data []byte) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		e.damaged(err)
		return
	}
	office := slices.ContainsFunc(z.File, func(f *zip.File) bool { return f.Name == "[Content_Types].xml" || f.Name == "content.xml" })
	o := &officeReader{examiner: e}
	for _, f := range z.File {
		if f.FileInfo().IsDir() || office && !o.wanted(f.Name) {
			continue
		}
		part, ok := e.unpack(f)
		if !ok {
			return
		}
		switch {
		case !office, strings.Contains(f.Name, "/embeddings/"):
			e.within(path.Base(f.Name), part)
		case strings.HasPrefix(f.Name, "docProps/core."), strings.HasPrefix(f.Name, "docProps/app."), f.Name == "meta.xml":
			o.properties(part)
		default:
			o.part(f.Name, part)
		}
	}
	if slices.ContainsFunc(z.File, func(f *zip.File) bool { return f.Name == "xl/workbook.xml" }) {
		e.workbook(data)
	}
	if office {
		o.finish()
	}
}

// unpack reads a packed file, as far as there is room.
func (e *examiner) unpack(f *zip.File) ([]byte, bool) {
	r, err := f.Open()
	if err != nil {
		e.damaged(err)
		return nil, false
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, e.left+1))
	if e.left -= int64(len(data)); err != nil || e.left < 0 {
		if err == nil {
			err = zip.ErrFormat // it unpacks to more than any office file does
		}
		e.damaged(err)
		return nil, false
	}
	return data, true
}

// within examines a file that is packed inside the one looked into.
func (e *examiner) within(name string, data []byte) {
	if len(e.inside) >= maxDepth {
		e.report(where{}, diag.Warning, "file/unexamined", diag.Say("%s 套了太多层，没有检查", "%s lies too deep and was not examined", name),
			e.cure("把它单独放出来", "put it beside the others"))
		return
	}
	e.inside = append(e.inside, name)
	e.examine(name, data)
	e.inside = e.inside[:len(e.inside)-1]
}

// officeReader reads the texts of an office file, whichever part they stand in.
type officeReader struct {
	*examiner
	list      []passage
	comments  int
	revisions int
	authors   []string
	macros    bool
}

// wanted are the parts that may say something. Cells are read from the workbook.
func (o *officeReader) wanted(name string) bool {
	if strings.HasPrefix(path.Base(name), "vbaProject") {
		o.macros = true
	}
	if strings.Contains(name, "/embeddings/") {
		return true
	}
	for _, skip := range []string{"xl/worksheets/", "xl/sharedStrings", "xl/styles", "xl/calcChain", "[Content_Types]"} {
		if strings.HasPrefix(name, skip) {
			return false
		}
	}
	for _, skip := range []string{"/theme/", "/_rels/", "/slideMasters/", "/slideLayouts/"} {
		if strings.Contains("/"+name, skip) {
			return false
		}
	}
	return path.Ext(name) == ".xml" && path.Base(name) != "styles.xml" && path.Base(name) != "fontTable.xml"
}

// names of the parts of office files, by a piece of their path.
var partNames = []struct {
	piece string
	name  diag.Text
}{
	{"omments", diag.Say("批注", "a comment")}, {"header", diag.Say("页眉", "a header")}, {"footer", diag.Say("页脚", "a footer")},
	{"footnotes", diag.Say("脚注", "a footnote")}, {"endnotes", diag.Say("尾注", "an endnote")}, {"notesSlides", diag.Say("备注", "speaker's notes")},
	{"drawings", diag.Say("文本框", "a text box")}, {"charts", diag.Say("图表的数据", "the data of a chart")}, {"pivotCache", diag.Say("数据透视表的缓存", "the cache of a pivot table")},
	{"externalLinks", diag.Say("外部链接的缓存", "the cache of an external link")}, {"diagrams", diag.Say("图示", "a diagram")},
}

// placeIn names a place in a part: the n-th paragraph of the text itself.
func placeIn(part string, n int) where {
	w := where{Pos: diag.Pos{Line: 1, Column: 1}, room: part}
	for _, p := range partNames {
		if strings.Contains(part, p.piece) {
			w.part = p.name
			return w
		}
	}
	switch number, slide := strings.CutPrefix(strings.TrimSuffix(part, ".xml"), "ppt/slides/slide"); {
	case slide:
		w.part = diag.Say("幻灯片%s", "slide %s", number)
	case part == "word/document.xml", part == "content.xml":
		w.Line, w.part = n, diag.Say("第%d段", "paragraph %d", n)
	default:
		w.part = diag.Say("文件里的 %s", "the part %s", part)
	}
	return w
}

// ends are the elements that end a passage, by their names without a prefix.
var ends = []string{"p", "h", "si", "c", "cell", "comment", "pt", "v", "definedName", "property"}

// part collects the texts of one part: those that were deleted but kept as a
// revision too.
func (o *officeReader) part(name string, data []byte) {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict = false
	var text strings.Builder
	n := 1
	for {
		token, err := d.Token()
		if err != nil {
			break
		}
		switch t := token.(type) {
		case xml.StartElement:
			o.element(name, t)
			if t.Name.Local == "tab" || t.Name.Local == "br" {
				text.WriteByte(' ')
			}
		case xml.CharData:
			text.Write(t)
		case xml.EndElement:
			if slices.Contains(ends, t.Name.Local) {
				o.add(name, n, text.String())
				text.Reset()
				if t.Name.Local == "p" || t.Name.Local == "h" {
					n++
				}
			}
		}
	}
	o.add(name, n, text.String())
}

func (o *officeReader) add(part string, n int, text string) {
	if text = strings.TrimSpace(text); text != "" {
		o.list = append(o.list, passage{placeIn(part, n), text})
	}
}

// element notes what an element itself tells.
func (o *officeReader) element(part string, t xml.StartElement) {
	switch t.Name.Local {
	case "comment", "threadedComment", "annotation", "cm":
		o.comments++
	case "ins", "del", "moveFrom", "moveTo", "tracked-changes":
		if strings.HasPrefix(part, "word/") || part == "content.xml" {
			o.revisions++
		}
	}
	for _, a := range t.Attr {
		switch {
		case a.Name.Local == "v" && strings.Contains(part, "pivotCache"):
			o.add(part, 1, a.Value)
		case a.Name.Local == "show" && t.Name.Local == "sld" && (a.Value == "0" || a.Value == "false"):
			o.hidden(placeIn(part, 1), diag.Say("这张幻灯片是隐藏的", "the slide is hidden"))
		case a.Name.Local == "visibility" && part == "content.xml" && (a.Value == "collapse" || a.Value == "filter"):
			o.hidden(where{room: part}, diag.Say("有隐藏的行或列", "rows or columns are hidden"))
		}
	}
}

// people are the properties of a file that name somebody.
var people = []string{"creator", "lastModifiedBy", "Manager", "Company", "initial-creator"}

func (o *officeReader) properties(data []byte) {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict = false
	open := ""
	for {
		token, err := d.Token()
		if err != nil {
			return
		}
		switch t := token.(type) {
		case xml.StartElement:
			open = t.Name.Local
		case xml.EndElement:
			open = ""
		case xml.CharData:
			text := strings.TrimSpace(string(t))
			if text != "" && slices.Contains(people, open) && !slices.Contains(o.authors, text) {
				o.authors = append(o.authors, text)
			}
			o.add("docProps", 1, text)
		}
	}
}

// finish reports what the whole file tells.
func (o *officeReader) finish() {
	o.passages(o.list)
	if o.macros {
		o.report(where{}, diag.Error, "file/active", diag.Say("文件里有宏（程序），不能发布", "the file holds macros and is not published"),
			o.cure("另存为不带宏的 .docx、.xlsx 或 .pptx", "save it as .docx, .xlsx or .pptx, without macros"))
	}
	if o.comments > 0 {
		o.report(where{}, diag.Warning, "file/comments", diag.Say("文件里有%d条批注，下载的人都看得到", "the file holds %d comments, which every reader sees", o.comments),
			o.cure("看一遍，不该公开的删去（审阅→删除批注）", "look them through and delete what is not public"))
	}
	if o.revisions > 0 {
		o.report(where{}, diag.Warning, "file/revisions", diag.Say("文件里留着%d处修订，删去的字下载的人也看得到", "the file keeps %d revisions: every reader sees what was deleted", o.revisions),
			o.cure("接受全部修订（审阅→接受→接受所有修订），另存后放回原处", "accept all changes and save the file"))
	}
	if len(o.authors) > 0 {
		o.report(where{}, diag.Hint, "file/author", diag.Say("文件的属性里写着：%s", "the file's properties say: %s", strings.Join(o.authors, "、")),
			o.cure("不想公开的，用“文件→信息→检查文档”删去文档属性和个人信息", "to remove that: File → Info → Inspect Document"))
	}
}
