package form_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"showcase/generator/form"
)

const wordNamespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"`

// part is one file of a package.
type part struct{ name, text string }

// pack makes a Word file of a body and further parts.
func pack(body string, more ...part) []byte {
	parts := []part{
		{"[Content_Types].xml", `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\r\n" + `<w:document ` + wordNamespaces + `><w:body>` + body + `<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>`},
	}
	for _, m := range more {
		if i := slices.IndexFunc(parts, func(p part) bool { return p.name == m.name }); i >= 0 {
			parts[i] = m
		} else {
			parts = append(parts, m)
		}
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, p := range parts {
		f, err := w.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: time.Date(2012, 5, 1, 8, 0, 0, 0, time.UTC)})
		if err == nil {
			_, err = f.Write([]byte(p.text))
		}
		if err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// parts reads a package back.
func parts(t testing.TB, data []byte) (map[string]string, []string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out, names := map[string]string{}, []string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(b)
		names = append(names, f.Name)
	}
	return out, names
}

func p(text string) string { return `<w:p><w:r><w:t>` + text + `</w:t></w:r></w:p>` }

// tc is a cell; text in angle brackets is markup of its own.
func tc(text string, properties ...string) string {
	body := p(text)
	switch {
	case strings.HasPrefix(text, "<"):
		body = text
	case text == "":
		body = `<w:p/>`
	}
	return `<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>` + strings.Join(properties, "") + `</w:tcPr>` + body + `</w:tc>`
}

func tr(cells ...string) string { return `<w:tr>` + strings.Join(cells, "") + `</w:tr>` }

func tbl(rows ...string) string {
	return `<w:tbl><w:tblPr><w:tblW w:w="8000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>` + strings.Join(rows, "") + `</w:tbl>`
}

func span(n int) string { return fmt.Sprintf(`<w:gridSpan w:val="%d"/>`, n) }

var (
	paragraph = regexp.MustCompile(`</w:p>|<w:p/>|<w:br/>`)
	endCell   = regexp.MustCompile(`</w:tc>`)
	endRow    = regexp.MustCompile(`</w:tr>`)
	anyTag    = regexp.MustCompile(`<[^>]*>`)
)

// shown is the text of a part: cells end in |, rows and paragraphs in /.
func shown(xml string) string {
	xml = xml[strings.Index(xml, "<w:"):]
	xml = endRow.ReplaceAllString(endCell.ReplaceAllString(paragraph.ReplaceAllString(xml, "/"), "|"), "\n")
	return strings.TrimSpace(strings.NewReplacer("/|", "|", "&amp;", "&", "&lt;", "<", "&gt;", ">").Replace(anyTag.ReplaceAllString(xml, "")))
}

var prizes = [][]string{{"2011-12", "国家级", "课件大赛<一等奖>"}, {"2012-03", "县级", "工会工作先进集体"}}

func answers() *form.Answers {
	return &form.Answers{
		Fields: []form.Field{
			{Names: []string{"单位名称"}, Value: "棠梨镇中心学校", Given: true},
			{Names: []string{"负责人"}, Value: "苏启明", Given: true},
			{Names: []string{"职工总数"}, Value: "116人", Given: true},
			{Names: []string{"主要事迹"}, Value: "第一段“引号”。\n第二段 & <更多>。", Given: true},
			{Names: []string{"推荐类别"}, Value: "集体"},
			{Names: []string{"申报单位意见"}, ByHand: true},
		},
		Lookup: func(name string) (string, bool) {
			if name == "stat 获奖 级别=国家级" {
				return "48人次", true
			}
			return "", false
		},
		List: func(name string) *form.List {
			if name != "获奖" {
				return nil
			}
			return &form.List{Columns: []string{"日期", "级别", "奖项"}, Rows: len(prizes), Cell: func(row int, column string) (string, bool) {
				i := slices.Index([]string{"日期", "级别", "奖项"}, column)
				if i < 0 {
					return "", false
				}
				return prizes[row][i], true
			}}
		},
	}
}

func codes(r *form.Result) string {
	var out []string
	for _, d := range r.Findings {
		out = append(out, strings.TrimPrefix(d.Code, "form/"))
	}
	return strings.Join(out, " ")
}

func TestFill(t *testing.T) {
	for _, c := range []struct{ name, body, want, codes string }{
		{"beside", tbl(tr(tc("单 位　名称："), tc("", span(3))), tr(tc("负责人"), tc(""), tc("职工总数（人）"), tc(""))),
			"单 位　名称：|棠梨镇中心学校|\n负责人|苏启明|职工总数（人）|116|", "no-place"},
		{"below", tbl(tr(tc("单位名称"), tc("负责人"), tc("职工总数")), tr(tc(""), tc(""), tc(""))),
			"单位名称|负责人|职工总数|\n棠梨镇中心学校|苏启明|116人|", "no-place"},
		{"other names", tbl(tr(tc("申报单位全称"), tc("")), tr(tc("1. 教职工人数"), tc("　 "))), "申报单位全称|棠梨镇中心学校|\n1. 教职工人数|116人|", "no-place no-place"},
		{"letters below each other", tbl(tr(tc(p("主")+p("要")+p("事")+p("迹")), tc(""))), "主/要/事/迹|第一段“引号”。/第二段 & <更多>。|", "no-place no-place no-place"},
		{"merged down", tbl(tr(tc("负责人", `<w:vMerge w:val="restart"/>`), tc("", `<w:vMerge w:val="restart"/>`), tc("电话"), tc("")), tr(tc("", `<w:vMerge/>`), tc("", `<w:vMerge/>`), tc("x"), tc("y"))),
			"负责人|苏启明|电话||\n||x|y|", "empty no-place no-place no-place"},
		{"below a merge", tbl(tr(tc("负责人", `<w:vMerge w:val="restart"/>`), tc("甲")), tr(tc("", `<w:vMerge/>`), tc("乙")), tr(tc(""), tc("丙"))),
			"负责人|甲|\n|乙|\n苏启明|丙|", "no-place no-place no-place"},
		{"a table in a cell", tbl(tr(tc("附"), tc(tbl(tr(tc("负责人"), tc("")))+p("")))), "附|负责人|苏启明|\n|", "no-place no-place no-place"},
		{"filled already", tbl(tr(tc("负责人"), tc("万书田"))), "负责人|万书田|", "no-place no-place no-place no-place"},
		{"by hand", tbl(tr(tc("申报单位意见"), tc("")), tr(tc("推荐单位意见"), tc(""))), "申报单位意见||\n推荐单位意见||", "no-place no-place no-place no-place"},
		{"too long", tbl(tr(tc("主要事迹（10字以内）"), tc(""))), "主要事迹（10字以内）|第一段“引号”。/第二段 & <更多>。|", "too-long no-place no-place no-place"},
		{"a remark to write over", tbl(tr(tc("主要事迹"), tc("（不超过2000字）"))), "主要事迹|第一段“引号”。/第二段 & <更多>。|", "no-place no-place no-place"},
		{"boxes", tbl(tr(tc("推荐类别"), tc("□个人 □集体"))) + p("推荐类别：个人□　集体□") + `<w:p><w:r><w:t>推荐类别：</w:t></w:r><w:r><w:sym w:font="Wingdings" w:char="F0A8"/><w:t>集体</w:t></w:r></w:p>`,
			"推荐类别|□个人 ☑集体|\n推荐类别：个人□　集体☑/推荐类别：集体/", "no-place no-place no-place no-place"},
		{"a list", tbl(tr(tc("负责人"), tc("电话")), tr(tc(""), tc("")), tr(tc(""), tc(""))), "负责人|电话|\n||\n||", "list no-place no-place no-place no-place"},
		{"nothing ticked", tbl(tr(tc("单位性质"), tc("□公办 □民办"))), "单位性质|□公办 □民办|", "empty no-place no-place no-place no-place"},
		{"no such box", p("推荐类别：□个人 □班组"), "推荐类别：□个人 □班组/", "no-choice no-place no-place no-place no-place"},
		{"blanks", p("申报单位：____________") + p("负责人：____　联系电话：_____") + p("说明：不填"), "申报单位：棠梨镇中心学校/负责人：苏启明　联系电话：_____/说明：不填/", "empty no-place no-place"},
		{"placeholder in pieces", `<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>由{</w:t></w:r><w:r><w:t>{单位</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>名称} }</w:t></w:r><w:r><w:t>}推荐，{{stat 获奖 级别=国家级}}，{{单位名}}</w:t></w:r></w:p>` + p("｛｛负责人｝｝"),
			"由{{单位名称} }}推荐，48人次，{{单位名}}/苏启明/", "unknown no-place no-place no-place"},
		{"placeholder in pieces, whole", `<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>由{</w:t></w:r><w:r><w:t>{单位</w:t></w:r><w:r><w:t>名称}</w:t></w:r><w:r><w:t>}推荐</w:t></w:r></w:p>`, "由棠梨镇中心学校推荐/", "no-place no-place no-place"},
		{"paragraphs", p("{{主要事迹}}"), "第一段“引号”。/第二段 & <更多>。/", "no-place no-place no-place"},
		{"rows", tbl(tr(tc("序号"), tc("时间"), tc("奖项")), tr(tc("{{序号}}"), tc("{{获奖.日期}}"), tc("{{获奖.奖项}}（{{获奖.级别}}）")), tr(tc("合计"), tc("x"))),
			"序号|时间|奖项|\n1|2011-12|课件大赛<一等奖>（国家级）|\n2|2012-03|工会工作先进集体（县级）|\n合计|x|", "no-place no-place no-place no-place"},
		{"rows from to", tbl(tr(tc("{{#获奖}}")), tr(tc("{{日期}}"), tc("{{负责人}}")), tr(tc("{{奖项}}"), tc("{{证书}}")), tr(tc("{{/获奖}}"))),
			"2011-12|苏启明|\n课件大赛<一等奖>|{{证书}}|\n2012-03|苏启明|\n工会工作先进集体|{{证书}}|", "unknown no-place no-place no-place"},
		{"a prompt", tbl(tr(tc("负责人"), tc(`<w:sdt><w:sdtPr><w:showingPlcHdr/><w:dataBinding w:xpath="/a"/><w:text/></w:sdtPr><w:sdtContent><w:p><w:r><w:rPr><w:rStyle w:val="a3"/></w:rPr><w:t>单击此处输入</w:t></w:r></w:p></w:sdtContent></w:sdt>`))), "负责人|苏启明|", "no-place no-place no-place"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := form.Fill(pack(c.body), answers())
			if err != nil {
				t.Fatal(err)
			}
			all, _ := parts(t, r.Data)
			doc := all["word/document.xml"]
			if got := shown(strings.TrimSuffix(doc, "</w:body></w:document>")); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
			if got := codes(r); got != c.codes {
				for _, d := range r.Findings {
					t.Log(d.Message.ZH, "→", d.Hint.ZH)
				}
				t.Errorf("findings %q, want %q", got, c.codes)
			}
			if _, err := form.Fill(r.Data, &form.Answers{}); err != nil {
				t.Errorf("what was filled in cannot be read: %v", err)
			}
		})
	}
}

// What is not filled in stays as it was, byte for byte; what is filled in looks
// like the place it stands in.
func TestOnlyThePlaces(t *testing.T) {
	empty := `<w:p w14:paraId="0A"><w:pPr><w:jc w:val="center"/><w:rPr><w:rFonts w:eastAsia="楷体"/><w:sz w:val="24"/></w:rPr></w:pPr></w:p>`
	body := p("标题") + tbl(tr(tc("主要事迹"), tc(empty+`<w:p/>`)))
	media := part{"word/media/image1.png", "\x89PNG not really"}
	before := pack(body, media)
	r, err := form.Fill(before, answers())
	if err != nil {
		t.Fatal(err)
	}
	old, names := parts(t, before)
	now, after := parts(t, r.Data)
	if !slices.Equal(names, after) {
		t.Errorf("parts %q, want %q", after, names)
	}
	run := `<w:r><w:rPr><w:rFonts w:hint="eastAsia" w:eastAsia="楷体"/><w:sz w:val="24"/></w:rPr><w:t xml:space="preserve">`
	ppr := `<w:pPr><w:jc w:val="center"/><w:rPr><w:rFonts w:eastAsia="楷体"/><w:sz w:val="24"/></w:rPr></w:pPr>`
	filled := `<w:p w14:paraId="0A">` + ppr + run + `第一段“引号”。</w:t></w:r></w:p><w:p>` + ppr + run + `第二段 &amp; &lt;更多&gt;。</w:t></w:r></w:p>`
	for _, n := range names {
		want := old[n]
		if n == "word/document.xml" {
			want = strings.Replace(want, empty+`<w:p/>`, filled, 1)
		}
		if now[n] != want {
			t.Errorf("%s: got\n%s\nwant\n%s", n, now[n], want)
		}
	}
	again, err := form.Fill(before, answers())
	if err != nil || !bytes.Equal(again.Data, r.Data) {
		t.Error("the same form gave other bytes")
	}
}

// Headers are filled too; copies of rows have no marks that may stand once.
func TestHeadersAndCopies(t *testing.T) {
	rels := part{"word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="https://example.org/a.dotm" TargetMode="External"/></Relationships>`}
	header := part{"word/header1.xml", `<x:hdr xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><x:p><x:r><x:t>{{单位名称}}</x:t></x:r></x:p></x:hdr>`}
	row := `<w:tr w14:paraId="1" w14:textId="2">` + tc(`<w:p w14:paraId="3"><w:bookmarkStart w:id="0" w:name="a"/><w:r><w:t>{{获奖.日期}}</w:t></w:r><w:bookmarkEnd w:id="0"/></w:p>`) + `</w:tr>`
	r, err := form.Fill(pack(tbl(row), rels, header), answers())
	if err != nil {
		t.Fatal(err)
	}
	all, _ := parts(t, r.Data)
	if want := `<x:t xml:space="preserve">棠梨镇中心学校</x:t>`; !strings.Contains(all["word/header1.xml"], want) {
		t.Errorf("the header is %s", all["word/header1.xml"])
	}
	doc := all["word/document.xml"]
	for _, once := range []string{`paraId="1"`, `textId="2"`, `paraId="3"`, "bookmarkStart", "bookmarkEnd"} {
		if n := strings.Count(doc, once); n != 1 {
			t.Errorf("%s stands %d times", once, n)
		}
	}
	if !strings.Contains(doc, "2011-12") || !strings.Contains(doc, "2012-03") || !strings.Contains(codes(r), "outside") {
		t.Errorf("%s\n%s", codes(r), doc)
	}
}

// The text that keeps the limit of a label is taken.
func TestVersions(t *testing.T) {
	a := &form.Answers{Fields: []form.Field{{Names: []string{"主要事迹"}, Versions: []string{strings.Repeat("长", 2000), strings.Repeat("中", 280), strings.Repeat("短", 90)}}}}
	for label, want := range map[string]string{"主要事迹": "长", "主要事迹（限２０００字）": "长", "主要事迹(三百字以内)": "中", "先进事迹（50—100字）": "短", "主要事迹（50字）": "短"} {
		r, err := form.Fill(pack(tbl(tr(tc(label), tc("")))), a)
		if err != nil {
			t.Fatal(err)
		}
		all, _ := parts(t, r.Data)
		if _, text, _ := strings.Cut(shown(all["word/document.xml"]), "|"); !strings.HasPrefix(text, want) {
			t.Errorf("%s is answered with %.30s", label, text)
		}
		if over := codes(r) == "too-long"; over != (label == "主要事迹（50字）") {
			t.Errorf("%s: %s", label, codes(r))
		}
	}
}

// A file that is no form is refused with a word on what to do.
func TestRefused(t *testing.T) {
	good := pack(tbl(tr(tc("负责人"), tc(""))))
	bomb := pack(strings.Repeat(" ", 40<<20))
	deep := strings.Repeat("<w:p>", 500) + strings.Repeat("</w:p>", 500)
	for name, c := range map[string]struct {
		data []byte
		says string
	}{
		"nothing":      {nil, ".docx"},
		"text":         {[]byte("单位名称"), ".docx"},
		"pdf":          {[]byte("%PDF-1.4"), ".docx"},
		"doc":          {[]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1xxxx"), "另存为"},
		"cut off":      {good[:len(good)-40], "损坏"},
		"damaged":      {bytes.Replace(good, good[700:760], make([]byte, 60), 1), ""},
		"not closed":   {pack(`<w:p>`), "损坏"},
		"entity":       {pack("", part{"word/document.xml", `<!DOCTYPE a [<!ENTITY x "y">]><w:document ` + wordNamespaces + `><w:body>&x;</w:body></w:document>`}), "损坏"},
		"spreadsheet":  {pack("", part{"word/document.xml", `<workbook/>`}), ".docx"},
		"macros":       {pack("", part{"word/vbaProject.bin", "x"}), "宏"},
		"macro type":   {pack("", part{"[Content_Types].xml", `<Types>application/vnd.ms-word.document.macroEnabled.main+xml</Types>`}), "宏"},
		"leads out":    {pack("", part{"../evil.xml", "x"}), "损坏"},
		"twice":        {pack("", part{"word/Document.xml", "x"}), "损坏"},
		"bomb":         {bomb, "太大"},
		"deep":         {pack(deep), "太大"},
		"wrong target": {pack("", part{"_rels/.rels", `<Relationships><Relationship Type="a/officeDocument" Target="none.xml"/></Relationships>`}), ".docx"},
	} {
		_, err := form.Fill(c.data, answers())
		var f *form.Fault
		if !errors.As(err, &f) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !strings.Contains(f.What.ZH+f.Cure.ZH, c.says) || f.Cure.ZH == "" || f.What.EN == "" {
			t.Errorf("%s: %s %s", name, f.What.ZH, f.Cure.ZH)
		}
	}
}

// Whatever the file, it is filled or refused, and what comes out can be read.
func FuzzFill(f *testing.F) {
	f.Add(`<w:p><w:r><w:t>{{#获奖}}{{单位</w:t></w:r><w:r><w:t>名称}}</w:t></w:r></w:p>`)
	f.Add(tbl(tr(tc("负责人"), tc("")), tr(tc("{{获奖.日期}}"))))
	f.Add(`<w:tbl><w:tr><w:trPr><w:gridBefore w:val="-9"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="99999999999"/><w:vMerge/></w:tcPr></w:tc></w:tr></w:tbl>`)
	f.Add(p("推荐类别：□集体") + p("申报单位：__") + `<w:p><w:r><w:sym w:char="zz"/></w:r></w:p>`)
	f.Fuzz(func(t *testing.T, body string) {
		r, err := form.Fill(pack(body), answers())
		if err != nil {
			return
		}
		if _, err := form.Fill(r.Data, &form.Answers{}); err != nil {
			t.Errorf("what was filled in cannot be read: %v", err)
		}
	})
}
