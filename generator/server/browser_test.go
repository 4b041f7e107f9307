package server_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"showcase/generator/server"
)

// browser opens a tab in an installed Chromium, or skips the test.
func browser(t *testing.T) context.Context {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	found := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			found = path
			break
		}
	}
	if found == "" {
		t.Skip("no browser here")
	}
	ctx, stop := chromedp.NewExecAllocator(context.Background(),
		append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(found), chromedp.NoSandbox)...)
	t.Cleanup(stop)
	ctx, end := chromedp.NewContext(ctx)
	t.Cleanup(end)
	ctx, late := context.WithTimeout(ctx, 60*time.Second)
	t.Cleanup(late)
	return ctx
}

// TestInABrowser is about the script: what a reader of the page sees and can do.
func TestInABrowser(t *testing.T) {
	ctx := browser(t)
	long := `<link rel="stylesheet" href="s.css"><meta http-equiv="Content-Security-Policy" content="default-src 'self'">` +
		`<p style="height:3000px"><a id="link" href="#">x</a></p><p id="end">`
	s := start(t, map[string]string{"a.md": long + "one", "s.css": "#end{color:rgb(1,2,3)}"}, func(_ *site, o *server.Options) { o.Lang = "zh" })
	until := func(what, expression string) {
		t.Helper()
		for end := time.Now().Add(deadline); ; time.Sleep(20 * time.Millisecond) {
			ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("(() => { try { return !!("+expression+") } catch { return false } })()"))
			if err == nil && ok {
				return
			}
			if time.Now().After(end) {
				shot(t, ctx, "failed")
				t.Fatal(what, err)
			}
		}
	}
	run := func(script string) {
		t.Helper()
		if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](script+"; true")); err != nil {
			t.Fatal(err)
		}
	}
	const inside = `document.querySelector("showcase-preview").shadowRoot`
	if err := chromedp.Do(ctx, chromedp.Navigate(s.url+"a.html")); err != nil {
		t.Fatal(err)
	}
	until("listens", `document.querySelector("#end").textContent.includes("one") && performance.getEntriesByType("resource").some(e => e.name.endsWith("s.css"))`)

	run(`window.same = 1; scrollTo(0, 1500)`)
	s.write("s.css", "#end{color:rgb(4,5,6)}")
	until("style swapped", `getComputedStyle(document.querySelector("#end")).color === "rgb(4, 5, 6)" && document.querySelectorAll("link").length === 1 && window.same === 1`)

	s.write("a.md", long+"two")
	until("page loaded again where it was", `document.querySelector("#end").textContent.includes("two") && !window.same && scrollY === 1500`)

	run(`document.querySelector("#link").focus()`)
	s.write("a.md", long+"\n\n这一行有 ERROR 要改\n"+"这一行也有 WARN")
	until("errors shown and focused", inside+`.activeElement.getAttribute("role") === "alertdialog" && document.body.inert`)
	until("styled in spite of the policy", `getComputedStyle(`+inside+`.querySelector(".veil")).position === "fixed"`)
	shot(t, ctx, "errors")
	press := func(key string) {
		t.Helper()
		if err := chromedp.Do(ctx, chromedp.KeyEvent(key)); err != nil {
			t.Fatal(err)
		}
	}
	press("\u001b")
	until("hidden by Esc, focus back", inside+`.querySelector(".veil").hidden && document.activeElement.id === "link" && !document.body.inert`)
	run(inside + `.querySelector("[data-do=show]").click()`)
	until("shown again", `!`+inside+`.querySelector(".veil").hidden`)
	press("\u001b")
	run(inside + `.querySelector("[data-do=warnings]").click()`)
	until("warnings open", `!`+inside+`.querySelector(".panel").hidden && `+inside+`.querySelector("[data-do=warnings]").getAttribute("aria-expanded") === "true"`)
	shot(t, ctx, "warnings")

	s.write("a.md", long+"two")
	until("gone with the next good build", `!document.querySelector("showcase-preview")`)
}

// shot keeps a picture where SHOWCASE_SHOTS says, to look at.
func shot(t *testing.T, ctx context.Context, name string) {
	dir := os.Getenv("SHOWCASE_SHOTS")
	if dir == "" {
		return
	}
	b, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, fmt.Sprintf("%s-%s.png", strings.ToLower(t.Name()), name)), b, 0o666)
	}
	if err != nil {
		t.Error(err)
	}
}
