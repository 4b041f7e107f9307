package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	downloads "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"showcase/generator/config"
	"showcase/generator/content"
	"showcase/generator/diag"
	"showcase/generator/hanzi"
)

// TestForms tries the forms as a teacher meets them: opened from a folder. What
// they write is read as the program reads it.
func TestForms(t *testing.T) {
	slow(t)
	t.Parallel()
	b := startBrowser(t)
	school, out := copySample(t), filepath.Join(t.TempDir(), "staff")
	build(t, school, out, "--audience", "staff")
	f := forms{out: out, school: school, browser: b}
	t.Run("hostile", func(t *testing.T) { f.hostile(t) })
	t.Run("sample", func(t *testing.T) { f.reopens(t) })
	t.Run("judges", func(t *testing.T) { f.judges(t) })
	t.Run("hands in", func(t *testing.T) { f.handsIn(t) })
	t.Run("draft", func(t *testing.T) { f.keepsDraft(t) })
	t.Run("foreign", func(t *testing.T) { f.foreign(t) })
	t.Run("narrow", func(t *testing.T) { f.fits(t) })
}

type forms struct {
	out, school string
	browser     *browser
}

// open opens the form of a type.
func (f *forms) open(t *testing.T, name string, width int64) *tab {
	t.Helper()
	tb := f.browser.tab(t)
	f.show(tb, name, width)
	return tb
}

func (f *forms) show(tb *tab, name string, width int64) {
	tb.Helper()
	tb.open("file://"+filepath.ToSlash(filepath.Join(f.out, "forms", name+".html")), width, 900)
	tb.until("the form is ready", `!document.getElementById('form').hidden && !document.querySelector('[data-file]').textContent.includes('undefined')`)
}

// helpers are what the tests do to a form, as functions of its page.
const helpers = `
  window.field = (name, at) => [...(at || document).querySelectorAll('[data-field="' + name + '"]')].find(f => !f.parentNode.closest('[data-field]') || at);
  window.put = (name, value, at) => {
    const c = field(name, at).querySelector('input, select, textarea');
    c.value = value;
    c.dispatchEvent(new Event('input', {bubbles: true}));
    c.dispatchEvent(new Event('change', {bubbles: true}));
  };
  window.written = () => document.querySelector('.form-preview').textContent;
  window.openFile = async (text, name) => {
    const input = document.querySelector('[data-open]'), saved = document.querySelector('.form-saved'), dt = new DataTransfer();
    saved.textContent = '';
    dt.items.add(new File([text], name));
    input.files = dt.files;
    input.dispatchEvent(new Event('change', {bubbles: true}));
    while (!saved.textContent) await new Promise(r => setTimeout(r, 2));
    return written();
  };
  true`

// hostileTexts are what people paste into a field, and worse.
var hostileTexts = []string{
	`目标: 人人会写 #1`, `"双引号" 和 '单引号'`, `- 短横开头`, `[方括号], {花括号}`, `反斜杠 \ 和 \n`, `*星号* & 和号 !`, `| 竖线 > 大于`, `100% @某人 反引号` + "`x`",
	`：全角冒号开头`, `真`, `true`, `null`, `~`, `2012`, `1.50`, `? 问号`, `末尾冒号:`, `---`, `键：值`, `<script>alert(1)</script>`, "中间\t制表符", `，逗号、顿号；分号`, `《书、名》，一`, `🙂 表情 𠮷`, `#井号`, `%百分`, `yes`, `NO`, `"`, `'`, `{{占位}}`, `[[双链]]`,
}

// fillEverything fills each field of a form, adds a second entry to each list,
// and returns what was typed into the plain texts, by field.
const fillEverything = `(texts => {
  const typed = {};
  let n = 0;
  const fill = (f, top) => {
    if (['object', 'objects'].includes(f.dataset.input)) {
      if (f.dataset.input === 'objects') while (f.querySelectorAll(':scope > .form-items > .item').length < 2) f.querySelector(':scope > [data-add]').click();
      f.querySelectorAll('[data-field]').forEach(s => { if (s.parentNode.closest('[data-field]') === f) fill(s); });
      return;
    }
    const c = f.querySelector('input, select, textarea'), kind = f.dataset.kind, text = texts[n++ % texts.length];
    if (f.dataset.input === 'choices') { f.querySelectorAll('input').forEach((i, k) => i.checked = k < 2); return; }
    c.value = c.tagName === 'SELECT' ? c.options[c.options.length - 1].value : {
      date: '2012-05-17', month: '2012年5月', range: '2011-09~2012-06', sheet: '75x105cm', term: '2011秋', int: '7', number: '1.5', percent: '40%', approx: '50余', persons: '张三、李四', attendance: '96', file: 'img/图 1-a.jpg', files: 'a.pdf\nb/乙.pdf',
      texts: text + '\n' + texts[n % texts.length], refs: text + '\n' + texts[n % texts.length],
    }[kind] || text;
    if (top && kind === 'text') typed[f.dataset.field] = text;
  };
  document.querySelectorAll('form [data-field]').forEach(f => { if (!f.parentNode.closest('[data-field]')) fill(f, true); });
  document.getElementById('form-body').value = '## 背景\n\n正文。\n\n---\n\n再写一段。';
  document.getElementById('form').dispatchEvent(new Event('input', {bubbles: true}));
  return typed;
})`

// hostile fills every field of every form with what is hard to quote, and
// wants the file to be read without a fault and with the same values; opened
// again, the form writes the same file.
func (f *forms) hostile(t *testing.T) {
	types, _ := content.LoadTypes(nil)
	tb := f.open(t, "case", 1280)
	for _, ty := range types.All() {
		f.show(tb, ty.Name, 1280)
		ask[bool](tb, helpers)
		typed := ask[map[string]string](tb, fillEverything+"("+jsonOf(hostileTexts)+")")
		text := ask[string](tb, "written()")
		dir := t.TempDir()
		write(t, filepath.Join(dir, "content", ty.Plural, "a.md"), text)
		src := readSite(t, dir, types)
		for _, d := range src.Diagnostics {
			if d.Severity == diag.Error && !strings.HasPrefix(d.Code, ty.Name+"/") && !strings.HasPrefix(d.Code, "privacy/") {
				t.Errorf("%s: %s %s\n%s", ty.Name, d.Code, d.Message.EN, text)
			}
			if strings.HasPrefix(d.Code, "front-matter/") || strings.HasPrefix(d.Code, "yaml/") {
				t.Errorf("%s: %s %s", ty.Name, d.Code, d.Message.EN)
			}
		}
		it := src.Items[0]
		for name, want := range typed {
			want = strings.ReplaceAll(want, "\t", " ")
			if got, ok := it.Values[name]; ok && name != "title" && got.Text != want {
				t.Errorf("%s: %s is %q, not %q", ty.Name, name, got.Text, want)
			}
		}
		if again := ask[string](tb, "openFile("+jsonOf(text)+", 'a.md')"); again != text {
			t.Errorf("%s: opened again it is %s", ty.Name, cmp.Diff(text, again))
		}
	}
}

// reopens opens every file of the sample in its form, and wants what the form
// then writes to mean the same: nothing may be lost.
func (f *forms) reopens(t *testing.T) {
	types, _ := content.LoadTypes(nil)
	before := readSite(t, f.school, types)
	dir, tb, kept := t.TempDir(), f.open(t, "case", 1280), 0
	shown := ""
	items := slices.Clone(before.Items)
	slices.SortStableFunc(items, func(a, b *content.Item) int { return strings.Compare(a.Type.Name, b.Type.Name) })
	for _, it := range items {
		source := string(read(t, filepath.Join(f.school, filepath.FromSlash(it.File))))
		if path.Ext(it.File) != ".md" || strings.HasPrefix(source, "+++") { // no form opens these
			write(t, filepath.Join(dir, filepath.FromSlash(it.File)), source)
			continue
		}
		if it.Type.Name != shown {
			shown = it.Type.Name
			f.show(tb, shown, 1280)
			ask[bool](tb, helpers)
		}
		text := ask[string](tb, "openFile("+jsonOf(source)+", "+jsonOf(path.Base(it.File))+")")
		write(t, filepath.Join(dir, filepath.FromSlash(it.File)), text)
		if name := ask[string](tb, "document.querySelector('[data-file]').textContent"); name != path.Base(it.File) {
			t.Errorf("%s is called %s", it.File, name)
		}
		if ask[bool](tb, "!document.querySelector('.form-kept').hidden") {
			kept++
			t.Log(it.File, ask[string](tb, "document.querySelector('.form-kept pre').textContent"))
		}
	}
	after := readSite(t, dir, types)
	same := []cmp.Option{cmpopts.IgnoreUnexported(content.Item{}), cmpopts.IgnoreFields(content.Item{}, "Body", "BodyStart", "Pos", "Type"), cmpopts.IgnoreTypes(diag.Pos{}), cmpopts.EquateEmpty()}
	for i, it := range before.Items {
		if d := cmp.Diff(it, after.Items[i], same...); d != "" {
			t.Errorf("%s: %s", it.File, d)
		}
	}
	if kept > 3 {
		t.Errorf("%d files have lines that no form understands", kept)
	}
}

// judges wants the form to say what check would say, beside the field.
func (f *forms) judges(t *testing.T) {
	tb := f.open(t, "award", 1280)
	ask[bool](tb, helpers)
	submit := `document.querySelector('[type=submit]').click()`
	const found = `[...document.querySelectorAll('.form-problems li')].map(li => li.className + ' ' + li.textContent)`
	wants := func(step string, wanted ...string) {
		t.Helper()
		ask[bool](tb, step+"; "+submit+"; true")
		got := strings.Join(ask[[]string](tb, found), "\n")
		for _, w := range wanted {
			if !strings.Contains(got, w) {
				t.Errorf("after %s: no %q among\n%s", step, w, got)
			}
		}
	}
	wants("true", "warning “奖项”还没有填", "warning “颁奖单位”还没有填")
	if ask[bool](tb, `document.querySelector('[data-anyway]').hidden`) {
		t.Error("what is only missing stops the hand-in")
	}
	wants("put('date', '2012-02-30')", "error “日期”里的日子不存在")
	wants("put('date', '昨天')", "error “日期”的写法不对")
	const beside = `(i => i.getAttribute('aria-describedby').split(' ').map(id => document.getElementById(id).textContent).join(' ') + i.getAttribute('aria-invalid'))(field('date').querySelector('input'))`
	if said := ask[string](tb, beside); !strings.Contains(said, "2012-05") || !strings.Contains(said, "写法不对") || !strings.HasSuffix(said, "true") {
		t.Errorf("beside the date it says %q", said)
	}
	if !ask[bool](tb, `document.querySelector('[data-anyway]').hidden`) {
		t.Error("a wrong date can be handed in")
	}
	wants("put('date', '２０１２年５月'); put('kind', '荣誉称号'); put('grade', '一等奖')", "error “类别”是“荣誉称号”时，不写“等级”")
	wants("put('grade', ''); put('kind', '竞赛奖')", "warning “类别”是“竞赛奖”时，要写“等级”")
	f.show(tb, "dossier", 1280)
	ask[bool](tb, helpers)
	wants("true", "“评选条件”的每一项，要写“佐证”")
	wants("put('points', '5', field('criteria')); put('self_score', '9', field('criteria'))", "“自评分”不能多于“分值”")
	wants("put('limit', '约三千')", "error “字数上限”的写法不对")
	wants("put('window', '2012-06~2007-06')", "error “统计区间”的开始晚于结束")
	f.show(tb, "case", 1280)
	ask[bool](tb, helpers)
	wants("put('pupils_named', '是')", "error “出现学生姓名”不能是“是”", "hint 正文还没有写")
}

// handsIn downloads a note and wants the file to have its name and bytes.
func (f *forms) handsIn(t *testing.T) {
	tb := f.open(t, "case", 390)
	ask[bool](tb, helpers)
	const title = "菜地里的分数（二）：3/4 和 “一半”"
	ask[bool](tb, `put('title', `+jsonOf(title)+`); put('date', '2012年5月7日'); put('author', '张三'); document.getElementById('form-body').value = '## 背景\n\n正文。'; put('subject', '数学'); true`)
	dir := t.TempDir()
	tb.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, downloads.SetDownloadBehavior, downloads.SetDownloadBehaviorParams{
			Behavior: "allow", DownloadPath: dir, BrowserContextID: chromedp.FromContext(tb.ctx).BrowserContextID})
		return err
	}))
	ask[bool](tb, `document.querySelector('[type=submit]').click(); true`) // short as it is: only a hint
	name := filepath.Join(dir, "2012-05-07-"+hanzi.Slug(title)+".md")
	for end := time.Now().Add(patience); ; time.Sleep(30 * time.Millisecond) {
		if _, err := os.Stat(name); err == nil {
			break
		}
		if time.Now().After(end) {
			found, _ := os.ReadDir(dir)
			t.Fatalf("no %s among %v", name, found)
		}
	}
	if got, want := string(read(t, name)), "---\n标题: "+title+"\n日期: 2012年5月7日\n作者: 张三\n学科: 数学\n状态: 待审\n---\n\n## 背景\n\n正文。\n"; got != want {
		t.Errorf("%s", cmp.Diff(want, got))
	}
	const said = `document.querySelector('.form-done').textContent`
	if got := ask[string](tb, said); !strings.Contains(got, "content/cases") {
		t.Errorf("it says %q", got)
	}
	ask[bool](tb, `put('author', ''); document.querySelector('[data-copy]').click(); true`)
	if got := ask[string](tb, said); !strings.Contains(got, "content/cases") {
		t.Errorf("without an author it is copied: %q", got)
	}
	// A page in the background may not use the clipboard: what it would hold is kept.
	ask[bool](tb, `Object.defineProperty(navigator, 'clipboard', {value: {writeText(text) { window.held = text; return Promise.resolve(); }}}); true`)
	ask[bool](tb, `document.querySelector('[data-anyway]').click(); true`)
	tb.until("it is copied", said+`.includes('UTF-8') && window.held.includes('## 背景')`)
}

// keepsDraft leaves the page and comes back, clears the form and takes it back.
func (f *forms) keepsDraft(t *testing.T) {
	tb := f.open(t, "group", 1280)
	ask[bool](tb, helpers)
	ask[bool](tb, `put('title', '沙龙: 第一期'); put('name', '张三', field('members')); true`)
	tb.until("the draft is kept", `JSON.parse(localStorage.getItem('showcase-form-group')).text === written()`)
	text := ask[string](tb, "written()")
	f.show(tb, "group", 1280)
	ask[bool](tb, helpers)
	if got := ask[string](tb, "written()"); got != text {
		t.Errorf("the draft is %s", cmp.Diff(text, got))
	}
	ask[bool](tb, `document.querySelector('[data-clear]').click(); true`)
	if got := ask[string](tb, "written()"); strings.Contains(got, "沙龙") || ask[bool](tb, `!!localStorage.getItem('showcase-form-group')`) {
		t.Errorf("cleared it is %s", got)
	}
	ask[bool](tb, `document.querySelector('.form-saved button').click(); true`)
	if got := ask[string](tb, "written()"); got != text {
		t.Errorf("taken back it is %s", cmp.Diff(text, got))
	}
}

// foreign opens files that no form wrote.
func (f *forms) foreign(t *testing.T) {
	tb := f.open(t, "case", 1280)
	ask[bool](tb, helpers)
	got := ask[string](tb, "openFile("+jsonOf("\ufeff---\r\n# 记得问张三\r\ntitle: 甲\r\n摘要: |\r\n  两行\r\n  摘要\r\n怪键: 值\r\n标题: 乙\r\n课题: [[留白]]\r\n图片: [{file: a.jpg, 图题: '甲: 乙'}]\r\n日期: 2012.5.17 # 大概\r\n---\r\n\r\n正文。\r\n")+", 'a.md')")
	for _, want := range []string{"# 记得问张三\n", "标题: 甲\n", "摘要: |\n  两行\n  摘要\n", "怪键: 值\n", "标题: 乙\n", "课题: \"[[留白]]\"\n", "  - 文件: a.jpg\n    图题: \"甲: 乙\"\n", "日期: 2012.5.17 # 大概\n", "\n---\n\n正文。\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if !ask[bool](tb, `field('summary').hidden && field('date').hidden && !field('title').hidden`) {
		t.Error("a field can be filled in whose lines are kept")
	}
	before := got
	for name, c := range map[string][2]string{
		"+++": {"+++\ntitle = \"甲\"\n+++\n", "+++"}, "unclosed": {"---\ntitle: 甲\n\n正文", "---"}, "binary": {"\x00\x01", "a.md"},
	} {
		got := ask[string](tb, "openFile("+jsonOf(c[0])+", 'a.md')")
		if said := ask[string](tb, `document.querySelector('.form-saved').textContent`); got != before || !strings.Contains(said, c[1]) {
			t.Errorf("%s: it says %q and writes\n%s", name, said, got)
		}
	}
	plain := ask[string](tb, "openFile('只有正文。\\n', 'b.md')")
	if !strings.HasSuffix(plain, "只有正文。\n") || strings.Contains(plain, "甲") {
		t.Errorf("a file without front matter becomes\n%s", plain)
	}
}

// fits wants no form to scroll sideways on a small telephone, all folds open
// and all lists begun, and to be accessible then too.
func (f *forms) fits(t *testing.T) {
	types, _ := content.LoadTypes(nil)
	axe, err := os.ReadFile("testdata/web/node_modules/axe-core/axe.min.js")
	tb := f.open(t, "case", 360)
	for _, ty := range types.All() {
		f.show(tb, ty.Name, 360)
		ask[bool](tb, `document.querySelectorAll('details').forEach(d => d.open = true); document.querySelectorAll('[data-add]').forEach(b => b.click()); true`)
		if wide := ask[[]string](tb, sticksOut); len(wide) > 0 {
			t.Errorf("%s scrolls sideways: %s", ty.Name, strings.Join(wide, "; "))
		}
		if err != nil || !slices.Contains([]string{"case", "activity", "person", "dossier"}, ty.Name) {
			continue // not installed, or like the others
		}
		ask[bool](tb, string(axe)+"; document.querySelector('[type=submit]').click(); true")
		for _, v := range ask[[]string](tb, violations) {
			t.Errorf("%s: %s", ty.Name, v)
		}
	}
}

func jsonOf(v any) string {
	out, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprint(err)) // texts and lists of them
	}
	return string(out)
}

// readSite reads a site's content.
func readSite(t *testing.T, dir string, types *content.Types) *content.Source {
	t.Helper()
	cfg, _ := config.Load(nil, "config.toml")
	src, err := content.Read(context.Background(), dir, content.Options{Types: types, Config: cfg})
	if err != nil {
		t.Fatal(err)
	}
	return src
}
