package render_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/net/html"

	"showcase/generator/config"
	"showcase/generator/content"
	"showcase/generator/output"
	"showcase/generator/render"
	"showcase/generator/site"
	"showcase/generator/statistics"
	"showcase/themes"
)

// build makes the staff's website of a folder, as of 20 May 2012.
func build(t testing.TB, dir string, change func(*config.Config, *render.Options)) *output.Tree {
	t.Helper()
	return buildFor(t, dir, site.Staff, change)
}

// buildFor makes the website of an audience.
func buildFor(t testing.TB, dir string, audience site.Audience, change func(*config.Config, *render.Options)) *output.Tree {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "config.toml"))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	cfg, _ := config.Load(text, "config.toml")
	o := render.Options{
		Theme: themes.Default(), Dir: dir,
		Read: func(f string) ([]byte, error) { return os.ReadFile(filepath.Join(dir, filepath.FromSlash(f))) },
	}
	if change != nil {
		change(cfg, &o)
	}
	types, _ := content.LoadTypes(cfg.Types)
	source, err := content.Read(context.Background(), dir, content.Options{Types: types, Config: cfg})
	if err != nil {
		t.Fatal(err)
	}
	s, _ := site.Link(source, types, cfg, site.Options{Audience: audience, Today: content.Date{Year: 2012, Month: 5, Day: 20}})
	o.Statistics = statistics.New(s)
	o.Statistics.Fill()
	tree, ds, err := render.Render(s, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range ds {
		t.Fatalf("%s %v: %s", d.File, d.Start, d.Message.EN)
	}
	for _, d := range tree.Problems() {
		t.Errorf("%s: %s", d.File, d.Message.EN)
	}
	return tree
}

// school writes the test school into a folder.
func school(t testing.TB) string {
	t.Helper()
	a, err := txtar.ParseFile("testdata/school.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range a.Files {
		write(t, dir, f.Name, f.Data)
	}
	write(t, dir, "content/img/gate.png", photoBytes(t))
	write(t, dir, "content/cases/img/gate.png", photoBytes(t))
	return dir
}

func write(t testing.TB, dir, name string, data []byte) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// photoBytes is a small PNG.
func photoBytes(t testing.TB) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 6, 4))
	m.Set(1, 1, color.RGBA{200, 40, 10, 255})
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func all(t testing.TB, tree *output.Tree) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, p := range tree.Paths() {
		b, err := tree.Bytes(p)
		if err != nil {
			t.Fatalf("%s: %v", p, err)
		}
		out[p] = string(b)
	}
	return out
}

// document is what a page says about itself.
type document struct {
	ids   map[string]bool
	links []string // href and src
	h1    int
	lang  string
	text  strings.Builder
}

var void = []string{"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

// parse reads a page and reports tags that do not nest, ids given twice and
// what must not be in any page.
func parse(t *testing.T, name, text string) *document {
	t.Helper()
	d := &document{ids: map[string]bool{}}
	var open []string
	z := html.NewTokenizer(strings.NewReader(text))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if !errors.Is(z.Err(), io.EOF) {
				t.Errorf("%s: %v", name, z.Err())
			}
			if len(open) > 0 {
				t.Errorf("%s: left open: %v", name, open)
			}
			return d
		case html.TextToken:
			if !slices.Contains(open, "script") && !slices.Contains(open, "style") {
				d.text.Write(z.Text())
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			tok := z.Token()
			d.element(t, name, tok)
			if tok.Type == html.StartTagToken && !slices.Contains(void, tok.Data) {
				open = append(open, tok.Data)
			}
		case html.EndTagToken:
			tok := z.Token()
			if len(open) == 0 || open[len(open)-1] != tok.Data {
				t.Errorf("%s: </%s> closes %v", name, tok.Data, open)
				return d
			}
			open = open[:len(open)-1]
		}
	}
}

func (d *document) element(t *testing.T, name string, tok html.Token) {
	switch tok.Data {
	case "h1":
		d.h1++
	case "script":
		if len(tok.Attr) == 0 && name != "404.html" {
			t.Errorf("%s: an inline script", name)
		}
	}
	for _, a := range tok.Attr {
		switch {
		case a.Key == "id":
			if d.ids[a.Val] {
				t.Errorf("%s: the id %q stands twice", name, a.Val)
			}
			d.ids[a.Val] = true
		case a.Key == "lang" && tok.Data == "html":
			d.lang = a.Val
		case strings.HasPrefix(a.Key, "on") || a.Key == "style":
			t.Errorf("%s: <%s %s=%q>", name, tok.Data, a.Key, a.Val)
		case a.Key == "href" || a.Key == "src" || a.Key == "action":
			if foreign := strings.Contains(a.Val, "://"); foreign && tok.Data != "a" {
				t.Errorf("%s: <%s> fetches %s", name, tok.Data, a.Val)
			} else if !foreign {
				d.links = append(d.links, a.Val)
			}
		}
	}
}

func TestPages(t *testing.T) {
	for _, lang := range []string{"zh-CN", "en"} {
		t.Run(lang, func(t *testing.T) {
			files := all(t, build(t, school(t), func(c *config.Config, _ *render.Options) { c.Language = lang }))
			pages := map[string]*document{}
			for name, text := range files {
				if strings.HasSuffix(name, ".html") {
					pages[name] = parse(t, name, text)
				}
			}
			if len(pages) < 30 {
				t.Errorf("only %d pages", len(pages))
			}
			for name, d := range pages {
				if d.h1 != 1 {
					t.Errorf("%s: %d h1", name, d.h1)
				}
				if d.lang != lang {
					t.Errorf("%s: lang=%q", name, d.lang)
				}
				for _, link := range d.links {
					checkLink(t, files, pages, name, link)
				}
			}
		})
	}
}

// checkLink follows a link inside the tree.
func checkLink(t *testing.T, files map[string]string, pages map[string]*document, from, link string) {
	if link == "data:," { // the 404 page's icon: it does not know where the site's is
		return
	}
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "" || strings.HasPrefix(u.Path, "/") {
		t.Errorf("%s: the link %q is not relative", from, link)
		return
	}
	to := from
	if u.Path != "" {
		to = path.Join(path.Dir(from), u.Path)
	}
	if _, ok := files[to]; !ok {
		t.Errorf("%s: the link %q leads nowhere", from, link)
	} else if u.Fragment != "" && (pages[to] == nil || !pages[to].ids[u.Fragment]) {
		t.Errorf("%s: the link %q leads to no place of %s", from, link, to)
	}
}

// TestWhatPagesShow names, for each kind of page, what must be found on it.
func TestWhatPagesShow(t *testing.T) {
	files := all(t, build(t, school(t), nil))
	for name, want := range map[string][]string{
		"index.html":          {"一江水", "慢慢来，天天长", "种子发芽记", "校门", `aria-current="step"`, "论文一等奖", "天天看一眼", "书香校园", `width="6" height="4"`},
		"cases/index.html":    {"林小满", "3月5日", "2012年"},
		"cases/seed.html":     {"——一粒绿豆的七天", `href="../people/lin.html"`, "背景", "现场照片", "第1页", `href="../plans/spring.html#`, `role="doc-endnotes"`},
		"plans/spring.html":   {"<svg", `aria-current="step"`, "种子发芽记", "人人写一篇"},
		"people/lin.html":     {"种子发芽记", "论文一等奖", "科学组"},
		"groups/science.html": {"多看一眼", "陈守田", "组长"},
		"awards/2012.html":    {`id="r1"`, "<svg", `href="../awards/2012.csv"`, `data-level="县级"`, "合计"},
		"dossiers/d.html": {"有计划", `href="#e1"`, "有成果2篇", `<a class="counted" href="#counted:2">3人次</a>`, `id="counted:2"`, `id="e2"`, "附件2", "齐备", "准备情况", "没有写公示", "近五年，即2007年6月—2012年5月",
			`href="../awards/index.html"`, `共4人次</a>，又<a class="counted" href="#counted:3">`, "，12项。", `案例<a class="counted"`},
		"collections/c.html": {"种子发芽记"},
		"old/seed.html":      {`http-equiv="refresh"`, "../cases/seed.html"},
		"contents.html":      {"案例", "学期", "观察"},
	} {
		for _, w := range want {
			if !strings.Contains(files[name], w) {
				t.Errorf("%s: no %q", name, w)
			}
		}
	}
	if n := strings.Count(files["awards/2012.html"], "论文一等奖"); n != 1 {
		t.Errorf("the register stands %d times on its page", n)
	}
}

// TestReadinessIsForStaff: the public's edition numbers the evidence in the same
// way, and says nothing of how it stands.
func TestReadinessIsForStaff(t *testing.T) {
	dir := school(t)
	write(t, dir, "content/dossiers/d.md", []byte("---\ntitle: 申报材料\ndate: 2012-05-01\nevidence: [{ref: ../cases/seed.md}, {ref: ../reports/inner.md, title: 内部总结}]\n"+
		"criteria: [{text: 有成果, evidence: [../reports/inner.md]}, {text: 无佐证}]\nchecklist: [{text: 装订三份}]\n---\n\n正文。\n"))
	write(t, dir, "content/reports/inner.md", []byte("---\ntitle: 不该说出的题目\nperiod: 2012-01~2012-02\ndate: 2012-03-01\nvisibility: 校内\n---\n\n正文。\n"))
	staff := all(t, build(t, dir, nil))["dossiers/d.html"]
	public := all(t, buildFor(t, dir, site.Everyone, nil))["dossiers/d.html"]
	for _, page := range []string{staff, public} {
		if !strings.Contains(page, `<a class="annex" href="#e1">附件1</a>`) || !strings.Contains(page, "内部总结") {
			t.Error("the evidence is not numbered by the criteria")
		}
	}
	for _, w := range []string{"准备情况", "齐备", "缺佐证", "装订三份"} {
		if !strings.Contains(staff, w) || strings.Contains(public, w) {
			t.Errorf("%q: for the staff %t, for the public %t", w, strings.Contains(staff, w), strings.Contains(public, w))
		}
	}
	if !strings.Contains(public, "不公开") || strings.Contains(public, "不该说出的题目") {
		t.Error("the public does not learn, or learns too much, of what is hidden")
	}
}

func TestDeterministic(t *testing.T) {
	dir := school(t)
	base := func(c *config.Config, _ *render.Options) { c.BaseURL = "https://school.example/x/" }
	a, b := all(t, build(t, dir, base)), all(t, build(t, dir, base))
	for name, text := range a {
		if b[name] != text {
			t.Errorf("%s differs between two builds", name)
		}
	}
	for _, name := range []string{"feed.xml", "sitemap.xml"} {
		d := xml.NewDecoder(strings.NewReader(a[name]))
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		if !strings.Contains(a[name], "https://school.example/x/cases/seed.html") {
			t.Errorf("%s does not name a page", name)
		}
	}
}

func TestSearchIndex(t *testing.T) {
	files := all(t, build(t, school(t), nil))
	text, ok := strings.CutPrefix(files["search/index.js"], "showcaseSearch(")
	text, ok2 := strings.CutSuffix(text, ",\n]);\n")
	var rows [][]string
	if err := json.Unmarshal([]byte(text+"]"), &rows); err != nil || !ok || !ok2 {
		t.Fatalf("%v %v %v", err, ok, ok2)
	}
	find := func(title string) []string {
		for _, r := range rows {
			if r[1] == title {
				return r
			}
		}
		t.Errorf("no %q", title)
		return make([]string, 6)
	}
	if r := find("种子发芽记"); r[0] != "cases/seed.html" || !strings.Contains(r[5], "第一天没有动静") || !strings.Contains(r[4], "陈守田") {
		t.Errorf("%q", r)
	}
	if r := find("论文一等奖"); r[0] != "awards/2012.html#r1" || !strings.Contains(r[5], "林小满") {
		t.Errorf("%q", r)
	}
	find(`"><script>alert(1)</script>`)
	if strings.Contains(files["search/index.js"], "<script") {
		t.Error("a title could end a script")
	}
}

func TestCSV(t *testing.T) {
	text := all(t, build(t, school(t), nil))["awards/2012.csv"]
	if !strings.HasPrefix(text, "\uFEFF奖项,") {
		t.Errorf("no BOM or head: %q", text[:min(40, len(text))])
	}
	if strings.Contains(text, "\r\n=1+1") || !strings.Contains(text, "'=1+1") {
		t.Errorf("a cell would be run as a formula:\n%s", text)
	}
}

// TestSpreadsheetFormulas: no cell of a table that is handed out is run as a
// formula, whoever wrote it and however wide its sign is.
func TestSpreadsheetFormulas(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "content/awards/2012.md", []byte("---\ntitle: 登记\n---\n\n| 奖项 | 日期 | =1+1 |\n| --- | --- | --- |\n| ＝2+2 | 2012-03-01 | 甲 |\n| ＋3 | 2012-03-01 | －4 |\n| ＠5 | 2012-03-01 | @6 |\n"))
	text := all(t, build(t, dir, nil))["awards/2012.csv"]
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\uFEFF"))).ReadAll()
	if err != nil || len(rows) != 4 {
		t.Fatalf("%v:\n%s", err, text)
	}
	signs := 0
	for _, cell := range slices.Concat(rows...) {
		if cell != "" && strings.ContainsAny(cell[:1], "=+-@") || strings.ContainsAny(cell, "＝＋－＠") && cell[0] != '\'' {
			t.Errorf("%q would be run", cell)
		}
		if strings.ContainsAny(cell, "=+-@＝＋－＠") {
			signs++
		}
	}
	if signs < 6 {
		t.Errorf("cells are missing:\n%s", text)
	}
}

// TestPersonPages: a person's page has the person's works and honours, however
// the name is typed.
func TestPersonPages(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "content/people/wang.md", []byte("---\ntitle: 王芳(语文)\npublic_card: 是\n---\n"))
	write(t, dir, "content/people/li.md", []byte("---\ntitle: 李　明\npublic_card: 是\n---\n"))
	write(t, dir, "content/cases/a.md", []byte("---\ntitle: 甲篇\ndate: 2012-03-01\nauthor: 王芳（语文）、李明\n---\n\n正文。\n"))
	write(t, dir, "content/awards/2012.md", []byte("---\ntitle: 登记\n---\n\n| 奖项 | 获奖者 | 日期 |\n| --- | --- | --- |\n| 乙奖 | 王芳（语文）、李明 | 2012-03-01 |\n"))
	files := all(t, build(t, dir, nil))
	for _, name := range []string{"people/wang.html", "people/li.html"} {
		for _, want := range []string{"甲篇", "乙奖"} {
			if !strings.Contains(files[name], want) {
				t.Errorf("%s: no %s", name, want)
			}
		}
	}
}

// TestSearchColumns: what only later rows of a register say is found too.
func TestSearchColumns(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "content/awards/2012.md", []byte("---\ntitle: 登记\n---\n\n| 奖项 | 日期 | 级别 | 备注栏 |\n| --- | --- | --- | --- |\n| 甲奖 | 2012-03-01 |  |  |\n| 乙奖 | 2012-03-01 | 县级 | 补发 |\n"))
	index := all(t, build(t, dir, nil))["search/index.js"]
	for _, want := range []string{"县级", "补发"} {
		if !strings.Contains(index, want) {
			t.Errorf("no %s:\n%s", want, index)
		}
	}
}

// TestCollectionPage: the web shows what is printed, listed works and those of
// a whole school year alike.
func TestCollectionPage(t *testing.T) {
	dir := school(t)
	write(t, dir, "content/cases/old.md", []byte("---\ntitle: 旧篇\ndate: 2010-03-01\nauthor: 林小满\n---\n\n正文。\n"))
	write(t, dir, "content/collections/y.md", []byte("---\ntitle: 合集\ndate: 2012-05-02\nitems: [../cases/old.md]\nquery: {type: 案例, term: 2011—2012学年度}\n---\n"))
	text := all(t, build(t, dir, nil))["collections/y.html"]
	_, list, _ := strings.Cut(text, "<h1")
	if i, j := strings.Index(list, "旧篇"), strings.Index(list, "种子发芽记"); i < 0 || j < i {
		t.Errorf("the works listed and asked for stand at %d and %d", i, j)
	}
}

func TestEmptySite(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "content/.keep", nil)
	files := all(t, build(t, dir, nil))
	for name, text := range files {
		if strings.HasSuffix(name, ".html") {
			d := parse(t, name, text)
			for _, link := range d.links {
				checkLink(t, files, map[string]*document{name: d}, name, link)
			}
		}
	}
	if !strings.Contains(files["index.html"], "config.toml") {
		t.Error("the home page of an empty site does not say how to begin")
	}
}

func TestPaging(t *testing.T) {
	dir := t.TempDir()
	for i := range 450 {
		write(t, dir, fmt.Sprintf("content/cases/c%03d.md", i), fmt.Appendf(nil, "---\ntitle: 第%d篇\ndate: %d-03-01\nauthor: 林小满\n---\n\n正文。\n", i, 2000+i%10))
	}
	tree := build(t, dir, nil)
	seen := map[string]int{}
	for i, name := range []string{"cases/index.html", "cases/index-2.html", "cases/index-3.html"} {
		text, err := tree.Bytes(name)
		if err != nil {
			t.Fatal(err)
		}
		d := parse(t, name, string(text))
		for _, link := range d.links {
			if strings.HasPrefix(link, "../cases/c") {
				seen[link]++
			}
		}
		if strings.Count(string(text), `<span aria-current="page">`+fmt.Sprint(i+1)) != 1 {
			t.Errorf("%s does not mark itself in the pager", name)
		}
	}
	if len(seen) != 450 {
		t.Errorf("%d of 450 pages are listed", len(seen))
	}
	for link, n := range seen {
		if n != 1 {
			t.Errorf("%s is listed %d times", link, n)
		}
	}
	if tree.Has("cases/index-4.html") {
		t.Error("a fourth page of the list")
	}
}

// TestEnglish finds words that were forgotten in the English theme: a site
// without Chinese content must have no Chinese on it, but for the name that
// stands for a column without one.
func TestEnglish(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "config.toml", []byte("title = \"Ash Lane\"\nlanguage = \"en\"\n"))
	write(t, dir, "content/cases/a.md", []byte("---\ntitle: A bean\nshowcase: true\ndate: 2012-03-05\nauthor: Lee\n---\n\n## One\n\nText.\n\n## Two\n\nText.\n\n## Three\n\n- [ ] open\n"))
	write(t, dir, "content/plans/p.md", []byte("---\ntitle: A plan\nphases: [{name: First, start: 2012-02, end: 2012-06}, {name: Second, start: 2012-07, end: 2012-09}]\n---\n"))
	types, _ := content.LoadTypes(nil)
	for _, ty := range types.All() {
		write(t, dir, "content/"+ty.Plural+"/x.md", []byte("---\ntitle: Anything\ndate: 2012-03-05\nvisibility: public\n---\n\nText.\n"))
	}
	write(t, dir, "content/awards/y.csv", []byte("Title,Date,Level\nA prize,2012-03-05,\nAnother,2012-03-05,,too many\n"))
	for name, text := range all(t, build(t, dir, nil)) {
		switch {
		case !strings.HasSuffix(name, ".html"):
			continue
		case strings.HasPrefix(name, "staff/"), strings.HasPrefix(name, "problems/"), name == "dossiers/x.html":
			continue // show what the types' data says in Chinese: values, help
		}
		if !utf8.ValidString(text) {
			t.Errorf("%s is not UTF-8", name)
		}
		shown := strings.ReplaceAll(parse(t, name, text).text.String(), "第4列", "")
		for _, c := range shown {
			if unicode.Is(unicode.Han, c) {
				at := strings.IndexRune(shown, c)
				t.Errorf("%s: %q", name, shown[at:min(len(shown), at+30)])
				break
			}
		}
	}
}

// TestWords wants each language of the theme to say all that the other says:
// what one lacks stands in Chinese on an English page. Plurals are English alone.
func TestWords(t *testing.T) {
	keys := map[string]map[string]bool{}
	for _, lang := range []string{"zh-CN", "en"} {
		data, err := fs.ReadFile(themes.Default(), "words/"+lang+".toml")
		if err != nil {
			t.Fatal(err)
		}
		keys[lang] = map[string]bool{}
		for _, m := range regexp.MustCompile(`(?m)^([\w-]+) = `).FindAllStringSubmatch(string(data), -1) {
			keys[lang][strings.TrimSuffix(m[1], "_one")] = true
		}
	}
	for _, pair := range [][2]string{{"zh-CN", "en"}, {"en", "zh-CN"}} {
		for key := range keys[pair[0]] {
			if !keys[pair[1]][key] {
				t.Errorf("%s has no %q", pair[1], key)
			}
		}
	}
}

func TestThemeFaults(t *testing.T) {
	for name, c := range map[string]struct {
		file, text, at string
		line           int
	}{
		"syntax":       {"templates/article.html", "{{define \"main\"}}\n{{if}}\n{{end}}", "templates/article.html", 2},
		"no such part": {"templates/shell.html", "{{define \"layout\"}}{{end}}{{define \"head\"}}\n\n{{.Nothing}}{{end}}{{define \"header\"}}{{end}}{{define \"footer\"}}{{end}}", "templates/shell.html", 3},
		"words":        {"words/zh-CN.toml", "home = \"首页\"\nsearch = 搜索\n", "words/zh-CN.toml", 2},
	} {
		t.Run(name, func(t *testing.T) {
			theme := themes.Over(fstest.MapFS{c.file: {Data: []byte(c.text)}})
			_, ds, err := render.Render(&site.Site{Config: &config.Config{}}, render.Options{Theme: theme})
			if err != nil || len(ds) != 1 {
				t.Fatalf("%v %v", ds, err)
			}
			if ds[0].File != c.at || ds[0].Start.Line != c.line {
				t.Errorf("%s:%d: %s", ds[0].File, ds[0].Start.Line, ds[0].Message.EN)
			}
		})
	}
}
