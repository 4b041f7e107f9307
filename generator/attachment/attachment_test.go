package attachment_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"showcase/generator/attachment"
)

// A resident identity number with a right checksum, of nobody.
const identity = "110101199003070011"

// book makes a workbook; do changes it further.
func book(t *testing.T, cells map[string]any, do func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetDocProps(&excelize.DocProperties{}); err != nil {
		t.Fatal(err)
	}
	for axis, v := range cells {
		if err := f.SetCellValue("Sheet1", axis, v); err != nil {
			t.Fatal(err)
		}
	}
	if do != nil {
		do(f)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pack makes a zip of parts.
func pack(t *testing.T, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// word makes a Word file of the XML inside its body.
func word(t *testing.T, body string, parts map[string]string) []byte {
	t.Helper()
	all := map[string]string{"[Content_Types].xml": "<Types/>",
		"word/document.xml": `<w:document xmlns:w="w"><w:body>` + body + `</w:body></w:document>`}
	maps.Copy(all, parts)
	return pack(t, all)
}

// told is what Check says, a finding a line.
func told(file string, data []byte) string {
	named := regexp.MustCompile(`学生(韦小苗)`)
	o := attachment.Options{From: "content/cases/a.md",
		IsPupil: func(name string) bool { return name == "韦小苗" },
		PupilsNamed: func(text string) (out [][2]int) {
			for _, m := range named.FindAllStringSubmatchIndex(text, -1) {
				out = append(out, [2]int{m[2], m[3]})
			}
			return out
		}}
	var b strings.Builder
	for _, d := range attachment.Check(file, data, o) {
		fmt.Fprintf(&b, "%d:%d %s %s %s → %s\n", d.Start.Line, d.Start.Column, d.Severity, d.Code, d.Message.ZH, d.Hint.ZH)
	}
	return b.String()
}

// wants wants each of some texts in what is told, and nothing if there is none.
func wants(t *testing.T, got string, want ...string) {
	t.Helper()
	if len(want) == 0 && got != "" {
		t.Errorf("told without need:\n%s", got)
	}
	for _, w := range want {
		if !strings.Contains(got, w) {
			t.Errorf("nothing says %q:\n%s", w, got)
		}
	}
}

func TestCells(t *testing.T) {
	got := told("a.xlsx", book(t, map[string]any{"A1": "项目", "B1": "联系人", "A2": "报名", "B2": 13812345678, "A3": "缴费", "B3": "13912345678"}, nil))
	wants(t, got, "2:2 error privacy/mobile 工作表“Sheet1”B2：", "（同类的还有 1 处）", "content/cases/a.md")
	if strings.Contains(got, "13812345678") {
		t.Errorf("the number is repeated: %s", got)
	}
	wants(t, told("a.xlsx", book(t, map[string]any{"A1": "年级", "B1": "人数", "A2": "一年级", "B2": 243}, nil)))
	wants(t, told("a.xlsx", book(t, map[string]any{"A1": "姓名", "B1": "学科", "A2": "石念", "B2": "语文"}, nil)))
}

func TestLongNumber(t *testing.T) {
	got := told("a.xlsx", book(t, map[string]any{"A1": "姓名", "B1": "身份证号", "A2": "石念", "B2": 1.1010119900307e17}, nil))
	wants(t, got, "1:2 error privacy/personal-circumstances 工作表“Sheet1”B1：“身份证号”")
}

func TestHidden(t *testing.T) {
	cells := map[string]any{"A1": "名称", "B1": "数", "C1": "备注", "A2": "甲", "B2": 1, "C2": "不公开", "A3": "乙", "B3": 2, "A4": "丙", "B4": 3, "A6": "丁"}
	do := func(f *excelize.File) {
		_ = f.SetRowVisible("Sheet1", 3, false)
		_ = f.SetRowVisible("Sheet1", 4, false)
		_ = f.SetRowVisible("Sheet1", 5, false) // empty: hides nothing
		_ = f.SetColVisible("Sheet1", "C", false)
		_ = f.SetColVisible("Sheet1", "H:XFD", false)
		_, _ = f.NewSheet("底稿")
		_ = f.SetCellValue("底稿", "A1", "学生韦小苗")
		_ = f.SetSheetVisible("底稿", false)
		_, _ = f.NewSheet("空表")
		_ = f.SetSheetVisible("空表", false)
	}
	got := told("a.xlsx", book(t, cells, do))
	wants(t, got, "3:1 error file/hidden 工作表“Sheet1”：第3—4行是隐藏的", "1:3 error file/hidden 工作表“Sheet1”：C列是隐藏的", "工作表“底稿”：整张表是隐藏的", "privacy/pupil 工作表“底稿”A1：写出了学生姓名“韦小苗”")
	if strings.Contains(got, "空表") {
		t.Errorf("an empty sheet hides nothing: %s", got)
	}
}

func TestComment(t *testing.T) {
	got := told("a.xlsx", book(t, map[string]any{"A1": "名称"}, func(f *excelize.File) {
		_ = f.AddComment("Sheet1", excelize.Comment{Cell: "A1", Author: "石念", Paragraph: []excelize.RichTextRun{{Text: "电话13812345678"}}})
	}))
	wants(t, got, "error privacy/mobile 批注：", "warning file/comments")
}

func TestPupils(t *testing.T) {
	for _, c := range []struct {
		name string
		rows string
		want []string
	}{
		{"a class", "班级,姓名,性别\n三（1）班,蓝小禾,女\n三（1）班,岑小川,男\n", []string{"2:7 error privacy/pupil “姓名”这一列写出了学生姓名，例如“蓝小禾”（同类的还有 1 处）"}},
		{"numbers of pupils", "学号,姓名\n2012034,蓝小禾\n", []string{"2:9 error privacy/pupil", "privacy/student-number"}},
		{"a title above", "2012年学生获奖名单,,\n序号,姓 名,奖项\n1,蓝　小禾,一等奖\n", []string{"3:3 error privacy/pupil"}},
		{"a register", "日期,奖项,获奖类型,获奖人,同意公开\n2012-03-01,作文竞赛,学生,蓝小禾,\n2012-03-01,朗诵,学生,岑小川,是\n2012-03-01,赛课,教师,石念,\n", []string{"2:20 error privacy/pupil “获奖人”这一列写出了学生姓名，例如“蓝小禾”"}},
		{"a pupil of the register", "作品,作者\n春天,三班韦小苗\n冬天,韦小苗、岑小川\n三班的夏天,韦小苗\n", []string{"4:7 error privacy/pupil 写出了学生姓名“韦小苗”"}},
		{"consent", "班级,姓名,家长同意\n三（1）班,蓝小禾,是\n", nil},
		{"teachers", "姓名,任教班级,学科\n石念,三（1）班,语文\n", nil},
		{"class teachers", "班级,班主任\n三（1）班,石念\n", nil},
		{"numbers only", "班级,学生人数\n三（1）班,43人\n", nil},
		{"teachers' winners", "教师获奖名单,\n姓名,班级\n石念,三（1）班\n", nil},
		{"masked", "班级,学生姓名\n三（1）班,某某\n三（1）班,2人\n", nil},
		{"tabs", "班级\t学生姓名\n三班\t蓝小禾\n", []string{"2:4 error privacy/pupil"}},
	} {
		t.Run(c.name, func(t *testing.T) { wants(t, told("a.csv", []byte(c.rows)), c.want...) })
	}
}

func TestPrivateColumns(t *testing.T) {
	wants(t, told("a.csv", []byte("姓名,学科,家庭住址\n石念,语文,青石镇1号\n")), "1:7 error privacy/personal-circumstances “家庭住址”")
	wants(t, told("a.csv", []byte("姓名,学科,家庭住址\n石念,语文,\n")))
}

func TestWord(t *testing.T) {
	p := func(s string) string { return "<w:p><w:r><w:t>" + s + "</w:t></w:r></w:p>" }
	got := told("a.docx", word(t, p("第一段。")+p("身份证号"+identity[:9]+"</w:t></w:r><w:r><w:t>"+identity[9:]+"，学生韦小苗。")+
		`<w:p><w:del><w:r><w:delText>电话13812345678</w:delText></w:r></w:del></w:p>`,
		map[string]string{
			"word/comments.xml":  `<w:comments xmlns:w="w"><w:comment w:author="石念">` + p("微信号：shinian2012") + `</w:comment></w:comments>`,
			"word/footnotes.xml": `<w:footnotes xmlns:w="w">` + p("内部资料，注意保存") + `</w:footnotes>`,
			"docProps/core.xml":  `<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:creator>石念</dc:creator><cp:lastModifiedBy>石念</cp:lastModifiedBy></cp:coreProperties>`,
		}))
	wants(t, got, "2:1 error privacy/resident-id 第2段：", "2:1 error privacy/pupil 第2段：", "3:1 error privacy/mobile 第3段：",
		"warning privacy/account 批注：", "error privacy/internal 脚注：", "warning file/comments", "warning file/revisions", "hint file/author 文件的属性里写着：石念 →")
	wants(t, told("a.docx", word(t, p("一切都好。"), nil)))
}

func TestSlides(t *testing.T) {
	slide := func(attr, text string) string {
		return `<p:sld xmlns:p="p" xmlns:a="a"` + attr + `><a:p><a:r><a:t>` + text + `</a:t></a:r></a:p></p:sld>`
	}
	got := told("a.pptx", pack(t, map[string]string{"[Content_Types].xml": "<Types/>", "ppt/slides/slide1.xml": slide("", "好"), "ppt/slides/slide2.xml": slide(` show="0"`, "好"),
		"ppt/notesSlides/notesSlide1.xml": slide("", "13812345678")}))
	wants(t, got, "error file/hidden 幻灯片2：", "error privacy/mobile 备注：")
}

// What is packed inside is looked into as well.
func TestInside(t *testing.T) {
	hidden := book(t, map[string]any{"A1": "名称", "A2": "甲"}, func(f *excelize.File) { _ = f.SetRowVisible("Sheet1", 2, false) })
	got := told("a.docx", word(t, "", map[string]string{"word/embeddings/Book1.xlsx": string(hidden)}))
	wants(t, got, "error file/hidden 里面的 Book1.xlsx，工作表“Sheet1”：第2行")
	wants(t, told("a.zip", pack(t, map[string]string{"b/名单.csv": "班级,姓名\n三班,蓝小禾\n"})), "error privacy/pupil 里面的 名单.csv，")
	deep := []byte("电话13812345678")
	for range 6 {
		deep = pack(t, map[string]string{"a.zip": string(deep)})
	}
	wants(t, told("a.zip", deep), "warning file/unexamined")
}

func TestUnreadable(t *testing.T) {
	wants(t, told("a.xlsx", []byte("这不是工作簿")), "error file/damaged")
	wants(t, told("a.docx", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1locked")), "error file/damaged")
	wants(t, told("a.doc", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old")), "warning file/unexamined", "另存为 .docx")
	wants(t, told("a.docx", []byte("PK\x03\x04cut")), "error file/damaged")
	wants(t, told("a.pdf", []byte("%PDF-1.7 13812345678")))
	wants(t, told("说明.txt", []byte("第一行\n电话：13812345678\n")), "2:1 error privacy/mobile")
}

func TestOff(t *testing.T) {
	data := []byte("值班电话,13812345678\n")
	if ds := attachment.Check("a.csv", data, attachment.Options{Allow: []string{"13812345678"}}); len(ds) > 0 {
		t.Errorf("an allowed number is reported: %v", ds)
	}
	if ds := attachment.Check("a.doc", nil, attachment.Options{Off: []string{"file/unexamined"}}); len(ds) > 0 {
		t.Errorf("a rule that is off reports: %v", ds)
	}
}

// FuzzCheck: whatever a file holds, there is an answer.
func FuzzCheck(f *testing.F) {
	f.Add("a.csv", []byte("班级,姓名\n\"三班,蓝小禾\n"))
	f.Add("a.docx", []byte("PK\x05\x06"))
	f.Add("a.txt", []byte("\xff\xfe\x00电"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		for _, d := range attachment.Check(name, data, attachment.Options{}) {
			if d.Message.ZH == "" || d.Hint.ZH == "" {
				t.Errorf("a finding without words: %v", d)
			}
		}
	})
}
