package content_test

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"

	"showcase/generator/config"
	"showcase/generator/content"
	"showcase/generator/diag"
)

// schemas compiles the schema of each type when it is first asked for.
type schemas struct {
	t     *testing.T
	types *content.Types
	made  map[string]*jsonschema.Schema
}

func newSchemas(t *testing.T, types *content.Types) *schemas {
	return &schemas{t, types, map[string]*jsonschema.Schema{}}
}

func (s *schemas) of(ty *content.Type) *jsonschema.Schema {
	s.t.Helper()
	if s.made[ty.Name] == nil {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(s.types.Schema(ty)))
		if err != nil {
			s.t.Fatal(err)
		}
		c := jsonschema.NewCompiler()
		if err := c.AddResource(ty.Name+".schema.json", doc); err != nil {
			s.t.Fatal(err)
		}
		if s.made[ty.Name], err = c.Compile(ty.Name + ".schema.json"); err != nil {
			s.t.Fatalf("%s: %v", ty.Name, err)
		}
	}
	return s.made[ty.Name]
}

// judge validates front matter as an editor sees it: as YAML 1.2 has it, where
// a date is a text.
func (s *schemas) judge(ty *content.Type, front string) error {
	s.t.Helper()
	var doc yaml.Node
	if err := yaml.Load([]byte(front), &doc); err != nil {
		return err
	}
	v := any(map[string]any{})
	if len(doc.Content) > 0 {
		v = plain(doc.Content[0])
	}
	return s.of(ty).Validate(v)
}

func plain(n *yaml.Node) any {
	switch n.Kind {
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			m[n.Content[i].Value] = plain(n.Content[i+1])
		}
		return m
	case yaml.SequenceNode:
		list := []any{}
		for _, c := range n.Content {
			list = append(list, plain(c))
		}
		return list
	}
	switch n.ShortTag() {
	case "!!null":
		return nil
	case "!!bool":
		return n.Value == "true"
	case "!!int", "!!float":
		if f, err := strconv.ParseFloat(n.Value, 64); err == nil {
			return f
		}
	}
	return n.Value
}

// TestSchemaOfSample wants the schemas to pass every item of the sample school.
func TestSchemaOfSample(t *testing.T) {
	src, err := content.Read(context.Background(), "../..", content.Options{})
	if err != nil {
		t.Fatal(err)
	}
	wrong := map[string]bool{}
	for _, d := range src.Diagnostics {
		wrong[d.File] = wrong[d.File] || d.Severity == diag.Error
	}
	types, _ := content.LoadTypes(nil)
	s, n := newSchemas(t, types), 0
	for _, it := range src.Items {
		front, isYAML := strings.CutPrefix(string(it.Text()[:it.BodyStart]), "---\n")
		if !isYAML || wrong[it.File] {
			continue
		}
		n++
		if err := s.judge(it.Type, strings.TrimSuffix(front, "---\n")); err != nil {
			t.Errorf("%s: %v", it.File, err)
		}
	}
	if n < 100 {
		t.Errorf("only %d items", n)
	}
}

// TestSchemaAgrees holds schemas against the reader: what one takes the other
// takes, in every form that people write.
func TestSchemaAgrees(t *testing.T) {
	cfg, _ := config.Load([]byte("[types.case.fields.rated]\nlabel = \"评定\"\nkind = \"choices\"\nchoices = [\"推荐|荐\", \"入选\"]\n"+
		"[types.case.fields.rate]\nlabel = \"比率\"\nkind = \"percent\"\n"), "config.toml")
	types, _ := content.LoadTypes(cfg.Types)
	s := newSchemas(t, types)
	for _, c := range []struct {
		of    string // a type
		right []string
		wrong []string
	}{
		{"case", []string{
			"日期: 2012-05-17", "date: 2012-05", "日期: 2012年5月17日", "日期: 2012 年 5 月 17 日", "时间: 2012.5.17", "时间: 2012/05/17", "日期: 20120517", "日期: 2012.5",
			"日期: 二〇一二年五月十七日", "日期: 二○一二年十二月三十一日", "日期: 2012年5月", "日期: ２０１２－５－１７", "日期: 2012年5月17号", "日期: 2012-05-17 08:30", "日期: 2012-05-17T08:30:00Z", "日期: [2012-05-17]",
			"日期:", "日期: ''",
		}, []string{"日期: 2012", "日期: 2012年", "日期: 五月", "日期: 2012-13-01", "日期: 2012-05-40", "日期: 17.5.2012", "日期: 12-05-17", "日期: 1812-05-17", "日期: {a: 1}", "日期: [2012-05-17, 2012-05-18]", "日期: 昨天"}},
		{"case", []string{"标题: 2012", "标题: true", "标题: [一]", "题目: 甲", "title: 甲", "作者: 张三、李四", "by: [张三, 李四]", "作者:", "tags: [阅读, 2012]", "标签: 阅读、识字", "学期: 2011秋", "学期: 2011—2012学年度第一学期", "学期: 2011-2012学年第2学期",
			"学期: 2011-2012", "学年: 2011—2012学年度", "学期: 2012年春季", "学期: 2011-2012-1", "学期: 2011-2012上", "领域: 育人", "领域: [教学]", "status: draft", "状态: 草稿", "公开范围: true", "公开: '是'", "展示: 是", "展示: true", "展示: no", "展示: √",
			"课题: [[留白五分钟]]", "课题: '[[留白五分钟]]'", "课题: ../projects/a.md", "课题: {ref: a.md, title: 甲}", "创建项目: [创争, [[两争一创]]]", "创建项目: 创争",
			"图片: [{file: img/a.jpg, 图题: 甲, 有学生: 是, 同意书: 存教务处}, img/b.jpg]", "图片: img/a.jpg", "图片: {文件: img/a.jpg}", "封面: img/a.jpg", "封面: {file: 'img/a.jpg', people: 张三}", "佐证: [../cases/a.md, {ref: b.md, pages: 3}]",
			"排序: 3", "排序: '3'", "排序: 三", "评定: [推荐, 荐]", "评定: 荐、入选", "比率: 40%", "比率: 40", "比率: 百分之四十", "比率: 40.5％", "比率: 100"},
			[]string{"标题: {a: 1}", "标题: [一, 二]", "作者: [{name: 张三}]", "标签: [{a: b}]", "学期: 2011", "学期: 秋天", "学期: 2011年第三学期", "领域: 体育", "领域: [教学, 德育]", "状态: 写好了", "展示: 也许", "展示: 1", "课题: {path: a.md}",
				"图片: [{file: 'http://a/b.jpg'}]", "图片: [{file: /a.jpg}]", "图片: [{有学生: 大概}]", "封面: [a.jpg, b.jpg]", "排序: 约3", "排序: 3.5", "排序: -1", "评定: 优秀", "评定: [推荐, 优]", "评定: 推荐、优", "比率: 140%", "比率: 400", "比率: 近半"}},
		{"plan", []string{"阶段: [{name: 甲, start: 2012-02, end: 2012年5月, tasks: [{text: 乙, due: 2012.4, owner: 张三, 进度: 在做}, 丙]}]", "目标: [每周一篇]", "类别: 工作计划", "依据: 一句话", "定额: [{what: 案例, per: term, min: 3篇, target: 5}]", "回顾: [2012-05-17]"},
			[]string{"阶段: [{name: 甲, start: 春天}]", "阶段: [{name: 甲, tasks: [{text: 乙, 进度: 快了}]}]", "目标: [[甲, 乙]]", "定额: [{what: 案例, per: 天}]", "定额: [{what: 案例, min: 若干}]", "回顾: [没有]"}},
		{"group", []string{"任期: 2011-09~2014-08", "任期: 2011年9月至2014年8月", "任期: 2011.9—2014.8", "任期: 2011年9月至12月", "任期: 2011—2014", "任期: 2011-09-01~2011-12-31", "任期: 自2011年9月起", "任期: 2011年9月至今", "任期: 2011-2014", "任期: 2011-09-2014-08", "任期: 2012",
			"任期: {start: 2011-09, end: 2014-08}", "任期: {起: 2011-09, 止: 2014-08}", "任期: 2012年5月17日至19日", "人数: 58", "人数: 58人", "人数: 共58人", "人数: 五十八", "人数: '1,058'"},
			[]string{"任期: 三年", "任期: 2011-09~", "任期: {start: 2011-09}", "任期: 2011-13~2012-02", "人数: 58余", "人数: 近60", "人数: 很多", "人数: 58.5"}},
		{"profile", []string{"学生数: 1500余", "学生数: 1500余人", "学生数: 近百", "学生数: 约1,500", "学生数: 1.5万", "学生数: 1500人左右", "学生数: 1500", "学生数: 三百多人"}, []string{"学生数: 很多", "学生数: 若干人", "学生数: -3"}},
		{"training", []string{"参加人: 96", "参加人: 96人", "参加人: 张三、李四", "参加人: [张三, 李四]", "主讲: 张三", "主讲: {name: 张三, 来自: 本校}", "学时: 1.5", "学时: 1.5学时"}, []string{"主讲: {来自: 天上}", "学时: 不少", "主讲: [张三, 李四]"}},
		{"award", []string{"等级: 1", "等级: 一等", "级别: 全国", "名次: 冠军"}, []string{"等级: 第九名", "级别: 天级", "级别: 2"}},
		{"person", []string{"姓名: 张三\ntitle: 小高", "title: 张三", "入职: 1998-08", "工会职务: 组织、小组长", "工会职务: [组织委员]"}, []string{"职称: 大师", "工会职务: 会长", "入职: 八月"}},
		{"project", []string{"状态: 在研", "状态: 草稿", "status: draft"}, []string{"状态: 快了", "发布状态: 在研"}},
		{"activity", []string{"类型: 沙龙", "类型: 活动", "类型: activity", "资料: [a.pdf, {file: b.pdf, title: 乙}]", "评选类别: 论文、课件"}, []string{"类型: 郊游", "资料: 'c:\\a.pdf'", "评选类别: 舞蹈"}},
	} {
		ty := types.Find(c.of)
		all, files := append(append([]string{}, c.right...), c.wrong...), map[string]string{}
		for i, front := range all {
			files[fmt.Sprintf("content/%s/%d.md", ty.Plural, i)] = "---\n" + front + "\n---\n\n正文。\n"
		}
		wrong := map[string]string{}
		for _, d := range read(t, site(t, files), content.Options{Types: types}).Diagnostics {
			if d.Severity == diag.Error {
				wrong[d.File] += d.Message.EN + "\n"
			}
		}
		for i, front := range all {
			want, found := i < len(c.right), wrong[fmt.Sprintf("content/%s/%d.md", ty.Plural, i)]
			if (found == "") != want {
				t.Errorf("%s: %s: the reader takes it: %v\n%s", c.of, front, found == "", found)
			}
			if err := s.judge(ty, front+"\n"); (err == nil) != want {
				t.Errorf("%s: %s: the schema takes it: %v\n%v", c.of, front, err == nil, err)
			}
		}
	}
	if err := s.judge(types.Find("case"), "题木: 甲\n"); err == nil || !strings.Contains(fmt.Sprint(err), "题木") {
		t.Errorf("a key that is none: %v", err)
	}
}

// TestSchemaOfTemplates wants what `new` writes to be right in an editor too.
func TestSchemaOfTemplates(t *testing.T) {
	types, _ := content.LoadTypes(nil)
	s := newSchemas(t, types)
	for _, ty := range types.All() {
		for _, lang := range []diag.Lang{diag.ZH, diag.EN} {
			text := string(ty.Template(lang, "题目", content.Date{Year: 2012, Month: 5, Day: 17}, "张三"))
			front, _, _ := strings.Cut(strings.TrimPrefix(text, "---\n"), "---\n")
			if err := s.judge(ty, front); err != nil {
				t.Errorf("%s: %v\n%s", ty.Name, err, front)
			}
		}
	}
}
