package render_test

import (
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"showcase/generator/site"
)

// office writes the school of shelves, boards and rules into a folder.
func office(t *testing.T) string {
	t.Helper()
	a, err := txtar.ParseFile("testdata/office.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range a.Files {
		write(t, dir, f.Name, f.Data)
	}
	return dir
}

// TestOfficePages names what the pages of that school say and do not say, for
// each audience.
func TestOfficePages(t *testing.T) {
	for _, tt := range []struct {
		page     string
		audience site.Audience
		want     []string
		not      []string
	}{
		{"readings/index.html", site.Everyone, []string{
			"荐书 2种", "荐文 1篇", "读者 15余人次", "读后感 1篇", "2012年4月 《说豆》 文章", "短，好背", "10余人读过", "读信有感", "<b>豆</b>",
		}, nil},
		{"profiles/2012.html", site.Everyone, []string{
			"入会率 100% 会员数4人 ÷ 教职工数4人", "班额 40人", "生师比 60∶1", "办学成果 1", "<b>升学</b>30人", "历年变化", "2011 6 230余人 4 3 75% 约38.3人 约57.5∶1",
		}, []string{"教职工名册"}},
		{"profiles/2011.html", site.Everyone, []string{"班额 约38.3人 学生数230余人 ÷ 班级数6个"}, []string{"办学成果"}},
		{"profiles/2012.html", site.Staff, []string{"教职工名册里这一天在岗的有3人，比概况少1人"}, nil},
		{"profiles/index.html", site.Everyone, []string{"历年变化", "2012 6 240人"}, nil},
		{"boards/wall.html", site.Everyone, []string{
			"两种想法 看豆 天天看 想豆", "我们的愿景 豆豆都发芽", "计划 种十盆 十盆都活 下种 已完成", "浇水 进行中", "三盆<b>豆</b>",
			"光荣榜 周以宁 校级 · 二等奖 · 看豆能手 · 2011年3月1日 先进学校 县级 · 2012年4月1日 另有 1 项。", "谁来种 林小满 组长 陈守田", "各级别获奖（人次）",
		}, []string{"悄悄种一盆", "校内的种豆计划", "历年小奖"}},
		{"boards/wall.html", site.Staff, []string{"另一份计划 悄悄种一盆"}, nil},
		{"index.html", site.Everyone, []string{"师生获奖 32人次", "学校与集体荣誉 1项", "荣誉 32人次·1项"}, []string{"条记录"}},
		{"regulations/index.html", site.Everyone, []string{
			"现行 1 项，共 3 项", "学习 1 桐校〔2011〕2号 新制度 2011年9月10日起施行·2条 代替：旧办法", "修订 1", "废止 1", "2007年9月1日印发·2条 已被新制度代替",
		}, nil},
		{"regulations/old.html", site.Everyone, []string{"这项制度已经废止，留在这里备查。已被新制度代替"}, nil},
		{"regulations/new.html", site.Everyone, []string{"代替：旧办法", "满分 100", "看豆 60 记录", "<b>想豆</b> 40", "合计 100"}, []string{"已经废止"}},
		{"concepts/index.html", site.Everyone, []string{"我们看重什么 1 两种想法 看豆 想豆 从哪里变到哪里 1 一个转变 看豆 → 转变为 <i>想豆</i>"}, nil},
		{"readings/seeds.html", site.Everyone, []string{"读后感 1 读信有感"}, nil},
	} {
		page := pages(t, tt.audience)[tt.page]
		for _, w := range tt.want {
			if !strings.Contains(page, strings.ReplaceAll(w, " ", "")) {
				t.Errorf("%s: no %q in %s", tt.page, w, page)
			}
		}
		for _, w := range tt.not {
			if strings.Contains(page, strings.ReplaceAll(w, " ", "")) {
				t.Errorf("%s: %q", tt.page, w)
			}
		}
	}
}

// TestArticleAnchors gives every article of a regulation a place, once.
func TestArticleAnchors(t *testing.T) {
	text := all(t, buildFor(t, office(t), site.Everyone, nil))["regulations/new.html"]
	for _, want := range []string{`<p id="art-1"><a class="article-no" href="#art-1">第一条</a>　看豆`, `<p id="art-12"><a class="article-no" href="#art-12">第十二条</a>`} {
		if strings.Count(text, want) != 1 {
			t.Errorf("not once: %s", want)
		}
	}
	if strings.Count(text, `id="art-`) != 2 {
		t.Error("an anchor too many")
	}
}

// pages are the texts of all pages as a reader sees them, without blanks. Every
// link of theirs leads somewhere.
func pages(t *testing.T, audience site.Audience) map[string]string {
	t.Helper()
	files := all(t, buildFor(t, office(t), audience, nil))
	parsed := map[string]*document{}
	for name, text := range files {
		if strings.HasSuffix(name, ".html") {
			parsed[name] = parse(t, name, text)
		}
	}
	texts := map[string]string{}
	for name, d := range parsed {
		for _, link := range d.links {
			checkLink(t, files, parsed, name, link)
		}
		texts[name] = strings.Join(strings.Fields(d.text.String()), "")
	}
	return texts
}
