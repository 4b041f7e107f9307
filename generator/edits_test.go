package main

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// editor changes a copy of the sample at random, as a term's work would, and
// can take the last change back.
type editor struct {
	*testing.T
	dir  string // the content
	rand *rand.Rand
	undo []func()
	n    int
}

func newEditor(t *testing.T, school string, seed uint64) *editor {
	return &editor{T: t, dir: filepath.Join(school, "content"), rand: rand.New(rand.NewPCG(seed, 2012))}
}

// pick is a random article.
func (e *editor) pick() string {
	e.Helper()
	var all []string
	for _, folder := range []string{"cases", "reflections", "readings", "activities", "plans", "concepts"} {
		list, err := filepath.Glob(filepath.Join(e.dir, folder, "*.md"))
		if err != nil {
			e.Fatal(err)
		}
		all = append(all, list...)
	}
	return all[e.rand.IntN(len(all))]
}

// put writes or, with nil, removes a file and remembers how it was.
func (e *editor) put(name string, data []byte) {
	e.Helper()
	before, err := os.ReadFile(name)
	if err != nil {
		before = nil
	}
	set := func(data []byte) {
		if data == nil {
			err = os.Remove(name)
		} else {
			err = os.WriteFile(name, data, 0o644)
		}
		if err != nil {
			e.Fatal(err)
		}
	}
	set(data)
	e.undo = append(e.undo, func() { set(before) })
}

// change makes one change and says which.
func (e *editor) change() string {
	e.Helper()
	e.n++
	name := e.pick()
	base := filepath.Base(name)
	switch what := e.rand.IntN(8); what {
	case 0, 1:
		e.put(name, fmt.Appendf(read(e.T, name), "\n\n第%d次补记：树又长了一圈。\n", e.n))
		return "write in " + base
	case 2:
		e.put(name, regexp.MustCompile(`(?m)^(title|标题): .*$`).ReplaceAll(read(e.T, name), fmt.Appendf(nil, "$1: 改了第%d次的题目", e.n)))
		return "new title of " + base
	case 3:
		e.put(filepath.Join(filepath.Dir(name), fmt.Sprintf("new-%d.md", e.n)), fmt.Appendf(nil, "---\ntitle: 新写的第%d篇\ndate: 2012-06-%02d\ntags: [新标签%d]\n---\n\n见[这一篇](%s)。\n", e.n, 1+e.n%14, e.n%3, base))
		return "add beside " + base
	case 4:
		e.put(name, nil)
		return "remove " + base
	case 5:
		data := read(e.T, name)
		e.put(name, nil)
		e.put(filepath.Join(filepath.Dir(name), fmt.Sprintf("moved-%d.md", e.n)), data)
		return "rename " + base
	case 6:
		e.put(name, regexp.MustCompile(`(?m)^(date|日期): .*$`).ReplaceAll(read(e.T, name), fmt.Appendf(nil, "$1: 2011-0%d-11", 1+e.n%9)))
		return "new date of " + base
	default:
		e.put(name, regexp.MustCompile(`(?m)^(title|标题): .*$`).ReplaceAll(read(e.T, name), []byte("$0\nvisibility: 校内")))
		return "hide " + base
	}
}

// TestIncremental wants a build over an earlier one to leave the same tree as
// one into an empty folder, whatever was changed, and a refused one to leave
// the earlier.
func TestIncremental(t *testing.T) {
	slow(t)
	t.Parallel()
	school, out := copySample(t), filepath.Join(t.TempDir(), "public")
	build(t, school, out)
	e := newEditor(t, school, 1)
	made, refusals := 0, 0
	for step := 0; step < 60 && made < 12; step++ {
		e.undo = nil
		var what []string
		for range 1 + e.rand.IntN(3) {
			what = append(what, e.change())
		}
		before := files(t, out)
		status, said := showcase(t, "build", "-s", school, "-o", out, "--date", today, "--no-print")
		switch status {
		case exitOK:
			made++
			clean := filepath.Join(t.TempDir(), "clean")
			build(t, school, clean)
			same(t, clean, out)
		case exitContent:
			refusals++
			after := files(t, out)
			if !maps.EqualFunc(before, after, func(a, b []byte) bool { return string(a) == string(b) }) {
				t.Error("a refused build changed the output")
			}
			for _, back := range slices.Backward(e.undo) {
				back()
			}
		default:
			t.Fatalf("status %d\n%s", status, said)
		}
		if t.Failed() {
			t.Fatalf("after step %d: %s", step, strings.Join(what, ", "))
		}
	}
	if made < 12 || refusals == 0 {
		t.Errorf("%d builds and %d refusals: the changes try too little", made, refusals)
	}
}

// injected is what the preview adds to a page.
var injected = regexp.MustCompile(`<script src="/\.showcase/live\.js"[^>]*></script>`)

// TestPreview wants the preview to serve what a build writes, also after changes.
func TestPreview(t *testing.T) {
	slow(t)
	t.Parallel()
	school := copySample(t)
	settings := string(read(t, filepath.Join(school, "config.toml")))
	write(t, filepath.Join(school, "config.toml"), settings+"\n[print]\nformats = [\"docx\"]\n")
	host := startPreview(t, "--no-drafts", "-s", school)

	compare := func() map[string][]byte {
		t.Helper()
		out := filepath.Join(t.TempDir(), "public")
		if status, said := showcase(t, "build", "-s", school, "-o", out); status != exitOK {
			t.Fatalf("status %d\n%s", status, said)
		}
		built := files(t, out)
		for p, want := range built {
			if strings.HasPrefix(p, ".showcase") {
				continue
			}
			status, got := fetch(t, host+"/"+p)
			if got = injected.ReplaceAllString(got, ""); status != http.StatusOK || got != string(want) {
				t.Errorf("%s: status %d %s", p, status, firstDifference(want, []byte(got)))
			}
		}
		return built
	}
	before := compare()
	e := newEditor(t, school, 7)
	for round := range 3 {
		name := e.pick()
		sign := fmt.Sprintf("第%d回落笔", round)
		e.put(name, fmt.Appendf(read(e.T, name), "\n\n%s。\n", sign))
		fresh := filepath.Join(e.dir, "cases", fmt.Sprintf("fresh-%d.md", round))
		e.put(fresh, []byte("---\ntitle: 新来的一篇\ndate: 2012-05-01\n---\n\n"+sign+"。\n"))
		waitFor(t, "the change", func() bool {
			_, index := fetch(t, host+"/search/index.js")
			status, _ := fetch(t, host+fmt.Sprintf("/cases/fresh-%d.html", round))
			return status == http.StatusOK && strings.Count(index, sign) == 2
		})
		compare()
		e.put(fresh, nil)
		waitFor(t, "the removal", func() bool {
			status, _ := fetch(t, host+fmt.Sprintf("/cases/fresh-%d.html", round))
			return status == http.StatusNotFound
		})
	}
	for _, back := range slices.Backward(e.undo) {
		back()
	}
	waitFor(t, "the undoing", func() bool {
		_, index := fetch(t, host+"/search/index.js")
		return index == string(before["search/index.js"])
	})
	compare()
}

// startPreview serves until the test ends and returns the address without a slash.
func startPreview(t *testing.T, args ...string) string {
	t.Helper()
	cmd := showcaseCommand(t, append([]string{"serve"}, args...)...)
	said, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stopPreview(t, cmd) })
	line, err := bufio.NewReader(said).ReadString('\n')
	host := strings.TrimSuffix(regexp.MustCompile(`http://[^\s（(]+`).FindString(line), "/")
	if err != nil || host == "" {
		t.Fatalf("the preview says %q: %v", line, err)
	}
	return host
}

// TestPrintPreview looks at prints in the preview: all that the audience may
// have are listed, and a page follows its text.
func TestPrintPreview(t *testing.T) {
	slow(t)
	if _, ok := pdfEngine(t); !ok {
		t.Skip("the PDF engine is not here; make setup fetches it")
	}
	t.Parallel()
	site := t.TempDir()
	write(t, filepath.Join(site, "config.toml"), "title = \"预览\"\n")
	wall := filepath.Join(site, "content", "cases", "wall.md")
	text := "---\ntitle: 分数墙\nauthor: 石念\ndate: 2012-03-05\n---\n\n"
	write(t, wall, text+"正文。\n")
	write(t, filepath.Join(site, "content", "cases", "inner.md"), strings.Replace(text, "分数墙\n", "不外传\nvisibility: 校内\n", 1)+"正文。\n")
	host := startPreview(t, "-s", site)
	if _, list := fetch(t, host+"/_prints/"); !strings.Contains(list, `"/_prints/cases/wall.html"`) || strings.Contains(list, "inner") {
		t.Errorf("the list is\n%s", list)
	}
	shown := regexp.MustCompile(`<iframe src="([^"]+)"`)
	address := func() string {
		_, page := fetch(t, host+"/_prints/cases/wall.html")
		m := shown.FindStringSubmatch(page)
		if m == nil {
			t.Fatalf("no PDF in\n%s", page)
		}
		return m[1]
	}
	first := address()
	if status, pdf := fetch(t, host+first); status != http.StatusOK || !strings.HasPrefix(pdf, "%PDF") {
		t.Errorf("status %d, %.20q", status, pdf)
	}
	write(t, wall, text+"改过的正文。\n")
	waitFor(t, "the changed print", func() bool { return address() != first })
	staff := startPreview(t, "-s", site, "--audience", "staff")
	if _, list := fetch(t, staff+"/_prints/"); !strings.Contains(list, `"/_prints/cases/inner.html"`) {
		t.Errorf("the staff's list is\n%s", list)
	}
}

// stopPreview interrupts the preview and wants it to end well.
func stopPreview(t *testing.T, cmd *exec.Cmd) {
	if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Error(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("the preview ended with %v", err)
		}
	case <-time.After(patience):
		cmd.Process.Kill()
		t.Error("the preview does not end")
	}
}

// fetch gets an address.
func fetch(t *testing.T, address string) (int, string) {
	t.Helper()
	r, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, string(body)
}

// waitFor waits until something has come about.
func waitFor(t *testing.T, what string, come func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !come(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%s does not come", what)
		}
	}
}
