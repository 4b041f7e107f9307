package server_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"showcase/generator/diag"
	"showcase/generator/output"
	"showcase/generator/server"
)

// deadline is far more than anything here takes.
const deadline = 20 * time.Second

// site is a folder whose *.md become pages and whose other files are copied. A
// page with the word ERROR in it is an error, one with WARN a warning.
type site struct {
	testing.TB
	dir, url string
	builds   atomic.Int32
	logged   atomic.Int32
	slow     time.Duration
	stop     func() error
}

func (s *site) write(path, text string) {
	s.Helper()
	path = filepath.Join(s.dir, path)
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o777), os.WriteFile(path, []byte(text), 0o666)); err != nil {
		s.Fatal(err)
	}
}

func (s *site) build(context.Context) (*output.Tree, []diag.Diagnostic, error) {
	s.builds.Add(1)
	time.Sleep(s.slow)
	t := output.New()
	var ds []diag.Diagnostic
	err := filepath.WalkDir(s.dir, func(p string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if d != nil && d.IsDir() && d.Name() == "public" {
				return filepath.SkipDir
			}
			return nil
		}
		rel, _ := filepath.Rel(s.dir, p)
		rel = filepath.ToSlash(rel)
		text, err := os.ReadFile(p)
		if err != nil {
			return nil // removed since it was listed
		}
		src := diag.NewSource(rel, text)
		for _, w := range []struct {
			word string
			sev  diag.Severity
		}{{"ERROR", diag.Error}, {"WARN", diag.Warning}} {
			if i := strings.Index(string(text), w.word); i >= 0 {
				ds = append(ds, src.At(i, i+len(w.word), w.sev, "test/word", diag.Say("这里写着 <b>%s</b>", "here it says <b>%s</b>", w.word), diag.Say("请删掉 <script>", "take it out <script>")))
			}
		}
		if path, ok := strings.CutSuffix(rel, ".md"); ok {
			t.Add(output.Entry{Path: path + ".html", Source: rel, Make: func() ([]byte, error) {
				if strings.Contains(string(text), "BROKEN") {
					return nil, errors.New("broken <page>")
				}
				return []byte("<!doctype html><title>t</title><body>" + string(text) + "</BODY></html>"), nil
			}})
		} else {
			t.Add(output.Entry{Path: rel, Source: rel, File: p})
		}
		return nil
	})
	return t, ds, err
}

func start(t testing.TB, files map[string]string, change ...func(*site, *server.Options)) *site {
	t.Helper()
	s := &site{TB: t, dir: filepath.Join(t.TempDir(), "site")}
	for p, text := range files {
		s.write(p, text)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ready, ended := make(chan string, 1), make(chan error, 1)
	o := server.Options{Dirs: []string{s.dir}, Ignore: []string{filepath.Join(s.dir, "public")}, Build: s.build, Lang: diag.EN,
		Excerpt: func(f string) ([]byte, error) { return os.ReadFile(filepath.Join(s.dir, f)) },
		Log:     func(diag.Text) { s.logged.Add(1) },
		Ready:   func(u string) { ready <- u }}
	for _, c := range change {
		c(s, &o)
	}
	go func() { ended <- server.Serve(ctx, o) }()
	s.stop = func() error {
		cancel()
		select {
		case err := <-ended:
			ended <- err
			return err
		case <-time.After(deadline):
			return errors.New("does not end")
		}
	}
	t.Cleanup(func() {
		if err := s.stop(); err != nil {
			t.Error(err)
		}
	})
	select {
	case s.url = <-ready:
	case err := <-ended:
		t.Fatal(err)
	case <-time.After(deadline):
		t.Fatal("not ready")
	}
	return s
}

func (s *site) do(method, path string, head map[string]string) (*http.Response, string) {
	s.Helper()
	req, err := http.NewRequest(method, strings.TrimSuffix(s.url, "/")+path, nil)
	if err != nil {
		s.Fatal(err)
	}
	for k, v := range head {
		if k == "Host" {
			req.Host = v
		} else {
			req.Header.Set(k, v)
		}
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{DisableKeepAlives: true}, Timeout: deadline}
	res, err := client.Do(req)
	if err != nil {
		s.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		s.Fatal(err)
	}
	return res, string(body)
}

func (s *site) get(path string) (int, string) {
	s.Helper()
	res, body := s.do("GET", path, nil)
	return res.StatusCode, body
}

// message is what a page hears.
type message struct {
	Reload           bool
	Assets           []string
	Errors, Warnings int
	HTML             string
	Since            string
}

// page is an open page that listens.
type page struct {
	*site
	path, mark, since string
	news              chan message
	close             func()
}

var attributes = regexp.MustCompile(`data-mark="([^"]*)" data-since="([^"]*)"`)

// open loads a page as a browser does, and connects; it returns when the first message is there.
func (s *site) open(path string) (*page, message) {
	s.Helper()
	_, body := s.get(path)
	m := attributes.FindStringSubmatch(body)
	if m == nil {
		s.Fatalf("%s: no live reload in %q", path, body)
	}
	p := &page{site: s, path: path, mark: m[1], since: m[2]}
	return p, p.connect()
}

func (p *page) connect() message {
	p.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	query := url.Values{"path": {(&url.URL{Path: p.path}).EscapedPath()}, "mark": {p.mark}, "since": {p.since}}
	req, _ := http.NewRequestWithContext(ctx, "GET", p.url+".showcase/events?"+query.Encode(), nil)
	res, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(req)
	if err != nil {
		p.Fatal(err)
	}
	if ct := res.Header.Get("Content-Type"); ct != "text/event-stream" {
		p.Fatal(ct)
	}
	news := make(chan message, 100)
	p.news, p.close = news, func() { cancel(); res.Body.Close() }
	p.Cleanup(p.close)
	go func() {
		defer close(news)
		in := bufio.NewScanner(res.Body)
		in.Buffer(nil, 1<<20)
		for in.Scan() {
			if data, ok := strings.CutPrefix(in.Text(), "data: "); ok {
				var m message
				if json.Unmarshal([]byte(data), &m) == nil {
					news <- m
				}
			}
		}
	}()
	return p.until("first message", func(message) bool { return true })
}

// until waits for a message.
func (p *page) until(what string, ok func(message) bool) message {
	p.Helper()
	late := time.After(deadline)
	for {
		select {
		case m, open := <-p.news:
			if !open {
				p.Fatal("stream ended waiting for " + what)
			}
			if ok(m) {
				return m
			}
		case <-late:
			p.Fatal("no message: " + what)
		}
	}
}

func reload(m message) bool { return m.Reload }

func TestServing(t *testing.T) {
	s := start(t, map[string]string{
		"index.md": "首页", "plans/index.md": "计划", "plans/春 游.md": "春游", "css/style.css": "body{}", "404.md": "找不到",
		"print/档案.pdf": "%PDF-1.7", "a.docx": "PK", "app.webmanifest": "{}", "search.js": "x", "plain": "x", "evil.com/index.md": "x",
	})
	for _, c := range []struct {
		path   string
		status int
		kind   string
		has    string
	}{
		{"/", 200, "text/html; charset=utf-8", "首页<script src=\"/.showcase/live.js\""},
		{"/index.html?x=1", 200, "text/html; charset=utf-8", "首页"},
		{"/plans/", 200, "text/html; charset=utf-8", "计划"},
		{"/plans/%E6%98%A5%20%E6%B8%B8.html", 200, "text/html; charset=utf-8", "春游"},
		{"/css/style.css", 200, "text/css; charset=utf-8", "body{}"},
		{"/print/%E6%A1%A3%E6%A1%88.pdf", 200, "application/pdf", "%PDF"},
		{"/a.docx", 200, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "PK"},
		{"/app.webmanifest", 200, "application/manifest+json; charset=utf-8", "{}"},
		{"/search.js", 200, "text/javascript; charset=utf-8", "x"},
		{"/plain", 200, "application/octet-stream", "x"},
		{"/none.html", 404, "text/html; charset=utf-8", "找不到<script"},
		{"/../index.html", 404, "text/html; charset=utf-8", "找不到"},
		{"/.showcase/live.js", 200, "text/javascript; charset=utf-8", "EventSource"},
	} {
		res, body := s.do("GET", c.path, nil)
		if res.StatusCode != c.status || res.Header.Get("Content-Type") != c.kind || !strings.Contains(body, c.has) || res.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d %v %q", c.path, res.StatusCode, res.Header, body)
		}
	}
	for from, to := range map[string]string{"/plans": "/plans/", "/plans?a=b": "/plans/?a=b", "//evil.com": "/404"} {
		res, _ := s.do("GET", from, nil)
		if got := res.Header.Get("Location"); got != to && res.StatusCode != 404 || strings.HasPrefix(got, "//") {
			t.Errorf("%s: %d to %q", from, res.StatusCode, got)
		}
	}
	if res, _ := s.do("GET", "/print/%E6%A1%A3%E6%A1%88.pdf", nil); !strings.HasPrefix(res.Header.Get("Content-Disposition"), "inline") {
		t.Error(res.Header)
	}
	res, body := s.do("GET", "/css/style.css", nil)
	if again, _ := s.do("GET", "/css/style.css", map[string]string{"If-None-Match": res.Header.Get("ETag")}); again.StatusCode != 304 {
		t.Error(again.StatusCode, res.Header)
	}
	if part, b := s.do("GET", "/css/style.css", map[string]string{"Range": "bytes=4-5"}); part.StatusCode != 206 || b != body[4:6] {
		t.Error(part.StatusCode, b)
	}
	if head, b := s.do("HEAD", "/", nil); head.StatusCode != 200 || b != "" || head.ContentLength <= 0 {
		t.Error(head, b)
	}
	if post, _ := s.do("POST", "/", nil); post.StatusCode != 405 {
		t.Error(post.StatusCode)
	}
}

func TestOnlyThisComputerAsks(t *testing.T) {
	s := start(t, map[string]string{"index.md": "secret"})
	port := regexp.MustCompile(`:\d+`).FindString(s.url)
	for _, c := range []struct {
		head map[string]string
		ok   bool
	}{
		{map[string]string{"Host": "localhost" + port}, true},
		{map[string]string{"Host": "127.0.0.1" + port}, true},
		{map[string]string{"Host": "[::1]" + port}, true},
		{map[string]string{"Host": "LOCALHOST"}, true},
		{map[string]string{"Host": "evil.example" + port}, false},
		{map[string]string{"Host": "localhost.evil.example"}, false},
		{map[string]string{"Host": "127.0.0.1.evil.example"}, false},
		{map[string]string{"Host": "192.168.1.5" + port}, false},
		{map[string]string{"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "no-cors"}, true},
		{map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, false},
		{map[string]string{"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"}, false},
		{map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, true},
	} {
		for _, path := range []string{"/", "/.showcase/live.js"} {
			res, body := s.do("GET", path, c.head)
			if (res.StatusCode == 200) != c.ok || !c.ok && strings.Contains(body, "secret") {
				t.Error(c.head, path, res.StatusCode)
			}
		}
	}
}

func TestChangesReachThePage(t *testing.T) {
	for _, poll := range []bool{false, true} {
		t.Run(fmt.Sprintf("poll=%v", poll), func(t *testing.T) {
			t.Parallel()
			s := start(t, map[string]string{"a.md": "one", "b.md": "b", "css/style.css": "body{}"}, func(_ *site, o *server.Options) { o.Poll = poll })
			file := func(p string) string { return filepath.Join(s.dir, p) }
			shows := func(step, path, text string, change func()) {
				t.Helper()
				p, first := s.open(path)
				defer p.close()
				if first.Reload {
					t.Error(step, "is told to load what it has")
				}
				change()
				for { // a save may be seen in two halves
					p.until(step, reload)
					if _, body := s.get(path); strings.Contains(body, text) {
						return
					}
				}
			}
			must := func(err error) {
				t.Helper()
				if err != nil {
					t.Fatal(err)
				}
			}
			shows("edit", "/a.html", "two!", func() { s.write("a.md", "two!") })
			shows("atomic save", "/a.html", "three", func() {
				s.write(".a.md.swp", "three")
				must(os.Rename(file(".a.md.swp"), file("a.md")))
			})
			shows("new folder", "/new/deep/c.html", "cc", func() { s.write("new/deep/c.md", "cc") })
			shows("edit in it", "/new/deep/c.html", "c2!", func() { s.write("new/deep/c.md", "c2!") })
			shows("rename folder", "/old/deep/c.html", "c2!", func() { must(os.Rename(file("new"), file("old"))) })
			shows("edit after it", "/old/deep/c.html", "c3!!", func() { s.write("old/deep/c.md", "c3!!") })
			shows("remove folder", "/old/deep/c.html", "no such page", func() { must(os.RemoveAll(file("old"))) })
			shows("folder again", "/old/deep/c.html", "c4", func() { s.write("old/deep/c.md", "c4") })
			shows("edit again", "/old/deep/c.html", "c5!!", func() { s.write("old/deep/c.md", "c5!!") })
			shows("rename file", "/z.html", "three", func() { must(os.Rename(file("a.md"), file("z.md"))) })
			shows("everything away and back", "/b.html", "back again", func() {
				must(os.Rename(s.dir, s.dir+"-away"))
				time.Sleep(50 * time.Millisecond)
				must(os.Rename(s.dir+"-away", s.dir))
				s.write("b.md", "back again")
			})
			shows("edit after that", "/b.html", "and now", func() { s.write("b.md", "and now") })

			p, _ := s.open("/b.html")
			s.get("/css/style.css") // as the page does
			s.write("css/style.css", "body{color:red}")
			if m := p.until("style", func(m message) bool { return slices.Contains(m.Assets, "css/style.css") }); m.Reload {
				t.Error("a style sheet alone is swapped")
			}
			if s.logged.Load() != 0 {
				t.Error("complained")
			}
		})
	}
}

func TestWhatDoesNotBuild(t *testing.T) {
	s := start(t, map[string]string{"a.md": "one", "public/index.html": "x"})
	p, _ := s.open("/a.html")
	before := s.builds.Load()
	for _, name := range []string{"~$a.docx", ".a.md.swp", "a.md~", "4913", "x.tmp", ".git/index", "public/index.html", ".DS_Store"} {
		s.write(name, "noise")
	}
	os.Chmod(filepath.Join(s.dir, "a.md"), 0o600)
	os.Mkdir(filepath.Join(s.dir, "empty"), 0o777)
	time.Sleep(250 * time.Millisecond)
	if got := s.builds.Load(); got != before {
		t.Error("built", got-before, "times")
	}
	s.write("a.md", "two!")
	p.until("edit", reload)
}

func TestBurstIsOneBuild(t *testing.T) {
	s := start(t, map[string]string{"a.md": "one"}, func(s *site, _ *server.Options) { s.slow = 50 * time.Millisecond })
	p, _ := s.open("/a.html")
	before := s.builds.Load()
	for i := range 200 {
		s.write(fmt.Sprintf("n%03d.md", i), "x")
	}
	s.write("a.md", "two!")
	p.until("the last", reload)
	if n := s.builds.Load() - before; n > 20 {
		t.Error("built", n, "times for 201 files")
	}
	if code, _ := s.get("/n199.html"); code != 200 {
		t.Error(code)
	}
}

func TestErrorsLieOverTheLastGoodPage(t *testing.T) {
	s := start(t, map[string]string{"a.md": "one"})
	p, _ := s.open("/a.html")
	s.write("a.md", "第一行\n<script>alert(1)</script> 有 ERROR 在此\n最后")
	m := p.until("error", func(m message) bool { return m.Errors == 1 })
	if m.Reload {
		t.Error("reload to a page that was not built")
	}
	for _, want := range []string{"a.md:2:", "here it says &lt;b&gt;ERROR&lt;/b&gt;", "take it out &lt;script&gt;", "<mark>ERROR</mark>", "alertdialog", "第一行", "&lt;script&gt;alert(1)"} {
		if !strings.Contains(m.HTML, want) {
			t.Errorf("no %q in\n%s", want, m.HTML)
		}
	}
	if strings.Contains(m.HTML, "<script") || strings.Contains(m.HTML, "<b>") {
		t.Error("not escaped", m.HTML)
	}
	if _, body := s.get("/a.html"); !strings.Contains(body, "one") {
		t.Error("the last good page is gone:", body)
	}
	if _, late := s.open("/a.html"); late.Errors != 1 || late.Reload {
		t.Error("a page opened later does not hear of it")
	}
	s.write("a.md", "three WARN")
	m = p.until("mended", reload)
	if m.Errors != 0 || m.Warnings != 1 || strings.Contains(m.HTML, "alertdialog") {
		t.Error(m)
	}
	s.write("a.md", "four")
	if m = p.until("clean", func(m message) bool { return m.Warnings == 0 }); m.HTML != "" {
		t.Error(m)
	}
}

func TestFirstBuildFails(t *testing.T) {
	s := start(t, map[string]string{"a.md": "ERROR"}, func(_ *site, o *server.Options) { o.Lang = diag.ZH })
	for _, path := range []string{"/", "/a.html", "/css/none.css"} {
		if code, body := s.get(path); code != 503 || !strings.Contains(body, "有 1 处需要修改") {
			t.Error(path, code, body)
		}
	}
	p, m := s.open("/a.html")
	if m.Reload || m.Errors != 1 {
		t.Error(m)
	}
	s.write("a.md", "good")
	p.until("good", reload)
	if _, body := s.get("/a.html"); !strings.Contains(body, "good") {
		t.Error(body)
	}
}

func TestPageThatCannotBeMade(t *testing.T) {
	s := start(t, map[string]string{"a.md": "BROKEN"})
	if code, body := s.get("/a.html"); code != 500 || !strings.Contains(body, "broken &lt;page&gt;") {
		t.Error(code, body)
	}
	p, _ := s.open("/a.html")
	s.write("a.md", "mended")
	p.until("mended", reload)
}

func TestMissedChangesAreTold(t *testing.T) {
	s := start(t, map[string]string{"a.md": "one", "b.md": "one", "s.css": "1"})
	a, _ := s.open("/a.html")
	b, _ := s.open("/b.html")
	s.get("/s.css") // as the pages do
	b.close()       // a page in a hidden tab
	s.write("s.css", "22")
	a.until("style", func(m message) bool { return len(m.Assets) > 0 })
	if m := b.connect(); m.Reload || !slices.Equal(m.Assets, []string{"s.css"}) {
		t.Error(m)
	}
	b.close()
	s.write("b.md", "two!")
	s.write("a.md", "two!")
	a.until("edit", reload)
	if m := b.connect(); !m.Reload {
		b.until("edit", reload) // the two saves may have been two builds
	}
}

func TestEndsCleanly(t *testing.T) {
	before := runtime.NumGoroutine()
	s := start(t, map[string]string{"a.md": "one"})
	p, _ := s.open("/a.html")
	s.open("/a.html")
	if err := s.stop(); err != nil {
		t.Error(err)
	}
	for range p.news { // ends
	}
	for end := time.Now().Add(deadline); runtime.NumGoroutine() > before; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			buf := make([]byte, 1<<16)
			t.Fatalf("%d goroutines, before %d\n%s", runtime.NumGoroutine(), before, buf[:runtime.Stack(buf, true)])
		}
	}
	other := start(t, map[string]string{"a.md": "one"}) // the port is free again
	if other.url == "" {
		t.Error("no address")
	}
}

func TestPortInUse(t *testing.T) {
	s := start(t, map[string]string{"a.md": "one"})
	u, _ := url.Parse(s.url)
	var port int
	fmt.Sscan(u.Port(), &port)
	err := server.Serve(context.Background(), server.Options{Port: port, Build: s.build})
	if err == nil || !strings.Contains(err.Error(), u.Port()) {
		t.Error(err)
	}
}

// BenchmarkSaveToReload measures from a saved file to the message in a site of n files.
func BenchmarkSaveToReload(b *testing.B) {
	for _, n := range []int{10, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			files := map[string]string{"a.md": "one"}
			for i := range n {
				files[fmt.Sprintf("d/n%05d.md", i)] = "x"
			}
			s := start(b, files)
			p, _ := s.open("/a.html")
			for i := 0; b.Loop(); i++ {
				s.write("a.md", fmt.Sprint("version ", i))
				p.until("edit", reload)
				b.StopTimer()
				p.close()
				p, _ = s.open("/a.html")
				b.StartTimer()
			}
		})
	}
}
