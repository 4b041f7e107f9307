package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// patience is far more than anything in the browser takes.
const patience = 60 * time.Second

type kind struct{ name, site, path string }

// kinds is one page of every kind.
var kinds = []kind{
	{"home", "public", "index.html"},
	{"list", "public", "cases/index.html"},
	{"article", "public", "cases/2011-score-wall.html"},
	{"plan", "public", "plans/2012-learning-union.html"},
	{"group", "public", "groups/primary-maths.html"},
	{"concept", "public", "concepts/management-shifts.html"},
	{"register", "public", "awards/2012.html"},
	{"honours", "public", "awards/index.html"},
	{"activities", "public", "activities/index.html"},
	{"series", "public", "activities/series/qing-nian-jiao-shi-sha-long.html"},
	{"term", "public", "terms/2011-2.html"},
	{"year", "public", "years/2011.html"},
	{"research", "staff", "projects/index.html"},
	{"problems", "staff", "problems/index.html"},
	{"shelf", "public", "readings/index.html"},
	{"regulations", "public", "regulations/index.html"},
	{"training", "staff", "training/index.html"},
	{"board", "public", "boards/2012-05-chuangzheng.html"},
	{"glossary", "public", "pages/glossary.html"},
	{"term explained", "public", "cases/2012-reading-corner.html"},
	{"dossier", "public", "dossiers/2012-advanced-collective.html"},
	{"readiness", "staff", "dossiers/2012-advanced-collective.html"},
	{"collection", "public", "collections/2012-case-collection.html"},
	{"profile", "public", "profiles/2012.html"},
	{"profiles", "public", "profiles/index.html"},
	{"regulation", "public", "regulations/assessment.html"},
	{"concepts", "public", "concepts/index.html"},
	{"contents", "staff", "contents.html"},
	{"single pages", "public", "pages/index.html"},
	{"reading", "public", "readings/2012-totto-chan.html"},
	{"repealed", "public", "regulations/attendance-2007.html"},
	{"handed in", "staff", "cases/2012-spring.html"},
	{"person", "staff", "people/qiu-mingzhe.html"},
	{"staff", "staff", "people/staff.html"},
	{"people", "staff", "people/index.html"},
	{"member", "staff", "people/lu-xiao-tang.html"},
	{"organization", "public", "groups/index.html"},
	{"programme", "public", "programmes/two-strive-one-build.html"},
	{"statistics", "staff", "staff/index.html"},
	{"weeks", "staff", "staff/weekly-2011-2.html"},
	{"quotas", "staff", "staff/quota-2011-2.html"},
	{"coverage", "staff", "staff/coverage.html"},
	{"progress", "staff", "staff/plans.html"},
	{"forms", "staff", "forms/index.html"},
	{"form", "staff", "forms/case.html"},
	{"long form", "staff", "forms/dossier.html"},
	{"search", "public", "search.html?q=%E5%88%86%E6%95%B0"},
	{"missing", "public", "404.html"},
	{"begun", "begun", "index.html"},
}

// inABrowser tries the site as its readers meet it: opened from a folder, and
// served from a path below a host's root.
func inABrowser(t *testing.T, w website) {
	slow(t)
	b := startBrowser(t)
	below := http.NewServeMux()
	for name, dir := range map[string]string{"public": w.public, "staff": w.staff, "begun": w.begun} {
		prefix := "/a/b/" + name + "/"
		below.Handle(prefix, http.StripPrefix(prefix, http.FileServer(http.Dir(dir))))
	}
	host := httptest.NewServer(below)
	t.Cleanup(host.Close)
	origins := map[string]origin{
		"served": {t, func(site string) string { return host.URL + "/a/b/" + site + "/" }},
		"folder": {t, func(site string) string {
			dir := map[string]string{"public": w.public, "staff": w.staff, "begun": w.begun}[site]
			return (&url.URL{Scheme: "file", Path: filepath.ToSlash(dir) + "/"}).String()
		}},
	}
	t.Run("accessible", func(t *testing.T) {
		t.Parallel()
		accessible(t, b, origins["served"])
	})
	t.Run("narrow", func(t *testing.T) {
		t.Parallel()
		narrow(t, b, origins["folder"], w)
	})
	for name, o := range origins {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			quiet(t, b, o)
			searches(t, b, o)
			filters(t, b, o)
			remembersTheme(t, b, o)
			skips(t, b, o)
		})
	}
	t.Run("lost", func(t *testing.T) {
		t.Parallel()
		lost(t, b, w)
	})
}

// origin is where the built sites are opened from.
type origin struct {
	t    *testing.T
	base func(site string) string // ends with a slash
}

// browser is the one browser process of the test.
type browser struct{ ctx context.Context }

// startBrowser starts Chromium, or skips the test where there is none.
func startBrowser(t *testing.T) *browser {
	t.Helper()
	found := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			found = p
			break
		}
	}
	if found == "" {
		t.Skip("Chromium is not installed; make test-tools installs it")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(found), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.UserDataDir(t.TempDir()), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.WSURLReadTimeout(patience))
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, end := chromedp.NewContext(ctx)
	t.Cleanup(end)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	return &browser{ctx}
}

// tab is a page of the browser with a memory of its own.
type tab struct {
	*testing.T
	ctx      context.Context
	mu       sync.Mutex
	requests map[string]string // what was asked for, and a page that did
	faults   []string
}

func (b *browser) tab(t *testing.T) *tab {
	t.Helper()
	ctx, end := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	t.Cleanup(end)
	tb := &tab{T: t, ctx: ctx, requests: map[string]string{}}
	if err := chromedp.Listen(ctx, tb.hear); err != nil {
		t.Fatal(err)
	}
	return tb
}

// hear keeps what the page asks for and complains of.
func (tb *tab) hear(ev any) {
	tb.mu.Lock()
	defer tb.mu.Unlock()
	switch ev := ev.(type) {
	case *network.EventRequestWillBeSent:
		tb.requests[ev.Request.URL] = ev.DocumentURL
	case *runtime.EventConsoleAPICalled:
		if ev.Type == "error" || ev.Type == "warning" || ev.Type == "assert" {
			tb.faults = append(tb.faults, fmt.Sprintf("console.%s", ev.Type))
		}
	case *runtime.EventExceptionThrown:
		tb.faults = append(tb.faults, "exception: "+ev.ExceptionDetails.Text)
	case *log.EventEntryAdded:
		if ev.Entry.Level == "error" || ev.Entry.Level == "warning" {
			tb.faults = append(tb.faults, fmt.Sprintf("%s: %s %s", ev.Entry.Source, ev.Entry.Text, ev.Entry.URL))
		}
	}
}

// do runs steps in the tab.
func (tb *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	tb.Helper()
	ctx, stop := context.WithTimeout(tb.ctx, patience)
	defer stop()
	if err := chromedp.Do(ctx, steps...); err != nil {
		tb.Fatal(err)
	}
}

// open opens an address in a window of a size.
func (tb *tab) open(address string, width, height int64) {
	tb.Helper()
	tb.do(chromedp.EmulateViewport(width, height), chromedp.Navigate(address))
}

// ask evaluates an expression, a promise too.
func ask[T any](tb *tab, expression string) T {
	tb.Helper()
	ctx, stop := context.WithTimeout(tb.ctx, patience)
	defer stop()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		tb.Fatalf("%.200s: %v", expression, err)
	}
	return v
}

// until waits for an expression to become true.
func (tb *tab) until(what, expression string) {
	tb.Helper()
	for end := time.Now().Add(patience); ; time.Sleep(30 * time.Millisecond) {
		ctx, stop := context.WithTimeout(tb.ctx, patience)
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("(() => { try { return !!("+expression+") } catch { return false } })()"))
		stop()
		if err == nil && ok {
			return
		}
		if time.Now().After(end) {
			tb.Fatalf("%s: %v", what, err)
		}
	}
}

// accessible runs axe-core over every kind of page, on a telephone and on a
// desk, in light and dark.
func accessible(t *testing.T, b *browser, o origin) {
	axe, err := os.ReadFile("testdata/web/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Skip("axe-core is not installed; make test-tools installs it")
	}
	for _, scheme := range []string{"light", "dark"} {
		t.Run(scheme, func(t *testing.T) {
			t.Parallel()
			tb := b.tab(t)
			tb.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
				_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
					Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
				return err
			}))
			for _, k := range kinds {
				tb.open(o.base(k.site)+k.path, 390, 844)
				ask[bool](tb, string(axe)+"; true")
				for _, size := range [][2]int64{{390, 844}, {1280, 900}} {
					tb.do(chromedp.EmulateViewport(size[0], size[1]))
					for _, v := range ask[[]string](tb, violations) {
						t.Errorf("%s, %d px, %s: %s", k.name, size[0], scheme, v)
					}
				}
			}
		})
	}
}

// violations asks axe-core for what is wrong, where and why.
const violations = `axe.run(document, {resultTypes: ['violations']}).then(r => {
  if (!r.passes.length) return ['axe-core checked nothing'];
  return r.violations.map(v => v.id + ', ' + v.nodes.length + ' times: ' + v.nodes[0].target.join(' ') + ': ' + v.nodes[0].failureSummary);
})`

// quiet wants every kind of page to load from its own site alone and without a
// complaint, to hold its styles and to know which is its main part.
func quiet(t *testing.T, b *browser, o origin) {
	tb := b.tab(t)
	for _, k := range kinds {
		tb.open(o.base(k.site)+k.path, 1280, 900)
		tb.until(k.name+" loads", `document.readyState === 'complete'`)
		if styled := ask[bool](tb, `getComputedStyle(document.body).margin === '0px' && !!document.querySelector('main h1')`); !styled {
			t.Errorf("%s has no style or no heading", k.name)
		}
	}
	tb.mu.Lock()
	defer tb.mu.Unlock()
	for address, from := range tb.requests {
		own := slices.ContainsFunc(kinds, func(k kind) bool { return strings.HasPrefix(address, o.base(k.site)) })
		if !own && !strings.HasPrefix(address, "data:") {
			t.Errorf("%s asks for %s", from, address)
		}
	}
	if len(tb.requests) < len(kinds)+9 { // style and two scripts for each of three sites
		t.Errorf("only %d requests were seen", len(tb.requests))
	}
	for _, f := range tb.faults {
		t.Error(f)
	}
}

// narrow wants no page of the site to scroll sideways on the smallest telephone.
func narrow(t *testing.T, b *browser, o origin, w website) {
	var paths []string
	for p, data := range files(t, w.public) {
		leadsOn := bytes.Contains(data, []byte(`http-equiv="refresh"`)) // a former address
		if strings.HasSuffix(p, ".html") && !strings.HasPrefix(p, "tags/") && !leadsOn {
			paths = append(paths, o.base("public")+p)
		}
	}
	for _, k := range kinds {
		if k.site == "staff" {
			paths = append(paths, o.base("staff")+k.path)
		}
	}
	slices.Sort(paths)
	tb := b.tab(t)
	tb.open(o.base("public")+"index.html", 360, 740)
	for _, p := range paths {
		tb.do(chromedp.Navigate(p))
		if wide := ask[[]string](tb, sticksOut); len(wide) > 0 {
			t.Errorf("%s scrolls sideways: %s", p, strings.Join(wide, "; "))
		}
	}
}

// sticksOut names what makes a page wider than its window.
const sticksOut = `(() => {
  const most = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= most) return [];
  return [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > most + 1).slice(0, 4)
    .map(e => e.tagName + '.' + e.className + ' to ' + Math.round(e.getBoundingClientRect().right)).concat('page to ' + document.documentElement.scrollWidth);
})()`

// searches types into the search field and follows a result.
func searches(t *testing.T, b *browser, o origin) {
	tb := b.tab(t)
	// The middle of a word of the body: no analyser would find it.
	const middle = "地里的分"
	tb.open(o.base("public")+"search.html", 390, 844)
	tb.do(chromedp.SendKeys(chromedp.CSS("#q"), middle))
	tb.until("the search finds a piece of a word", `[...document.querySelectorAll('.results a')].some(a => a.pathname.endsWith('/cases/2011-fraction-garden.html')) &&
	  document.querySelector('.results mark').textContent === `+quoted(middle))
	tb.do(chromedp.Click(chromedp.CSS(`.results a[href*="cases/2011-fraction-garden.html"]`)))
	tb.until("a result leads to its page", `location.pathname.endsWith('/cases/2011-fraction-garden.html') && document.querySelector('h1').textContent.includes('菜地里的分数')`)

	// From any page through the field in its head, by keyboard alone.
	tb.open(o.base("public")+"plans/2012-learning-union.html", 1280, 900)
	tb.do(chromedp.SendKeys(chromedp.CSS("#site-q"), "棠梨时间"+kb.Enter))
	tb.until("the field in the head leads to the results", `location.pathname.endsWith('/search.html') && document.querySelectorAll('.results li').length > 1`)
	tb.do(chromedp.SendKeys(chromedp.CSS("#q"), "查无此字"))
	tb.until("nothing found is said", `!document.querySelector('.results li') && document.querySelector('.search-status').textContent.trim() !== ''`)
}

// filters narrows a register to what was typed and chosen, and sorts it.
func filters(t *testing.T, b *browser, o origin) {
	tb := b.tab(t)
	tb.open(o.base("public")+"awards/2011.html", 1280, 900)
	const shown = `[...document.querySelectorAll('[data-register] tbody tr')].filter(r => r.checkVisibility())`
	all := ask[int](tb, shown+`.length`)
	tb.do(chromedp.SendKeys(chromedp.CSS(`[data-register] .filter input[name="text"]`), "优质课"))
	tb.until("rows are filtered", shown+`.length > 0 && `+shown+`.length < `+fmt.Sprint(all))
	if stray := ask[int](tb, shown+`.filter(r => !r.textContent.includes('优质课')).length`); stray > 0 {
		t.Errorf("%d rows do not hold what was typed", stray)
	}
	said := ask[string](tb, `document.querySelector('[data-register] output').textContent`)
	if n := ask[int](tb, shown+`.length`); !strings.Contains(said, fmt.Sprint(n)) || !strings.Contains(said, fmt.Sprint(all)) {
		t.Errorf("%d of %d rows are shown, but it says %q", n, all, said)
	}
	ask[bool](tb, `(() => {
	  const form = document.querySelector('[data-register] .filter');
	  form.elements.text.value = '';
	  form.elements.level.value = '县级';
	  return form.elements.level.dispatchEvent(new Event('input', {bubbles: true}));
	})()`)
	tb.until("a level is chosen", shown+`.length > 0 && `+shown+`.every(r => r.dataset.level === '县级')`)

	const days = `[...document.querySelectorAll('[data-register] tbody time')].map(e => e.dateTime)`
	for _, order := range []struct{ name, holds string }{{"ascending", "<="}, {"descending", ">="}} {
		ask[bool](tb, `(() => { [...document.querySelectorAll('[data-register] th button')].find(b => b.textContent === '日期').click(); return true })()`)
		tb.until("rows are "+order.name, days+`.length > 5 && `+days+`.every((d, i, all) => !i || all[i-1] `+order.holds+` d) &&
		  !!document.querySelector('[data-register] th[aria-sort="`+order.name+`"]')`)
	}
}

// remembersTheme switches to the other colours and finds them on the next page.
func remembersTheme(t *testing.T, b *browser, o origin) {
	tb := b.tab(t)
	tb.open(o.base("public")+"index.html", 1280, 900)
	const paper = `getComputedStyle(document.body).backgroundColor`
	before := ask[string](tb, paper)
	tb.do(chromedp.Click(chromedp.CSS(".theme-button")))
	tb.until("the colours change", paper+` !== `+quoted(before))
	after := ask[string](tb, paper)
	tb.do(chromedp.Navigate(o.base("public") + "cases/2011-score-wall.html"))
	if got := ask[string](tb, paper); got != after {
		t.Errorf("the next page is %s, not %s", got, after)
	}
	if pressed := ask[string](tb, `document.querySelector('.theme-button').getAttribute('aria-pressed')`); pressed != "true" {
		t.Errorf("the button says aria-pressed=%s in the dark", pressed)
	}
}

func quoted(s string) string {
	out, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string can be written
	}
	return string(out)
}

// skips wants the first Tab to reach the link that jumps over the menu, and
// that link to work.
func skips(t *testing.T, b *browser, o origin) {
	tb := b.tab(t)
	for _, p := range []string{"index.html", "cases/2011-score-wall.html", "awards/2012.html"} {
		tb.open(o.base("public")+p, 390, 844)
		tb.do(chromedp.KeyEvent(kb.Tab))
		if at := ask[string](tb, `document.activeElement.getAttribute('href')`); at != "#main" {
			t.Errorf("%s: the first Tab leads to %q", p, at)
			continue
		}
		tb.until("the link is seen when it has the focus", `(r => r.top >= 0 && r.bottom <= innerHeight && r.left >= 0 && r.width > 20)(document.activeElement.getBoundingClientRect())`)
		tb.do(chromedp.KeyEvent(kb.Enter))
		tb.until("it leads to the text", `location.hash === '#main' && document.activeElement.id === 'main'`)
	}
}

// lost asks a host that answers with the page for what is missing, from
// different depths, and finds the way home.
func lost(t *testing.T, b *browser, w website) {
	missing, err := os.ReadFile(filepath.Join(w.public, "404.html"))
	if err != nil {
		t.Fatal(err)
	}
	files := http.StripPrefix("/a/b/", http.FileServer(http.Dir(w.public)))
	host := httptest.NewServer(http.HandlerFunc(func(r http.ResponseWriter, q *http.Request) {
		name := filepath.Join(w.public, filepath.FromSlash(strings.TrimPrefix(q.URL.Path, "/a/b")))
		if _, err := os.Stat(name); err != nil || !strings.HasPrefix(q.URL.Path, "/a/b/") {
			r.Header().Set("Content-Type", "text/html; charset=utf-8")
			r.WriteHeader(http.StatusNotFound)
			r.Write(missing)
			return
		}
		files.ServeHTTP(r, q)
	}))
	defer host.Close()
	tb := b.tab(t)
	for _, p := range []string{"gone.html", "cases/gone.html", "cases/deep/er/gone.html"} {
		tb.open(host.URL+"/a/b/"+p, 390, 844)
		tb.until(p+" finds the way home", `document.querySelector('main a').href === `+quoted(host.URL+"/a/b/index.html"))
	}
}
