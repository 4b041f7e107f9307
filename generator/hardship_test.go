package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"showcase/generator/output"
)

// bigSite writes a site of n pages whose text says a version; the second
// version has some other pages too.
func bigSite(t *testing.T, dir string, n, version int) {
	t.Helper()
	if err := os.RemoveAll(filepath.Join(dir, "content")); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "config.toml"), "title = \"很多页\"\n")
	text := strings.Repeat(fmt.Sprintf("第%d版的一句话，读起来都差不多。", version), 40)
	for i := range n {
		folder := []string{"cases", "reflections", "readings"}[i%3]
		if i%50 == 0 {
			folder = []string{"plans", "regulations"}[version%2]
		}
		write(t, filepath.Join(dir, "content", folder, fmt.Sprintf("page-%04d.md", i)), fmt.Sprintf("---\ntitle: 第%d篇\ndate: 2012-0%d-1%d\n---\n\n## 一\n\n%s\n\n## 二\n\n%s\n", i, 1+i%6, i%10, text, text))
	}
}

const (
	staging  = ".showcase-tmp" // where a build keeps what it has made so far
	manifest = output.ManifestName
)

// staged is the number of files that a build under way has made so far.
func staged(out string) int {
	n := 0
	filepath.WalkDir(filepath.Join(out, staging), func(_ string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			n++
		}
		return nil
	})
	return n
}

// TestKilled kills builds at different moments, without warning. What was
// there stays readable, page by page, and the next build is as if nothing had been.
func TestKilled(t *testing.T) {
	slow(t)
	t.Parallel()
	const pages = 300
	dir := t.TempDir()
	site, out, first, second := filepath.Join(dir, "site"), filepath.Join(dir, "public"), filepath.Join(dir, "first"), filepath.Join(dir, "second")
	bigSite(t, site, pages, 1)
	build(t, site, first)
	build(t, site, out)
	bigSite(t, site, pages, 2)
	build(t, site, second)
	old, fresh := files(t, first), files(t, second)
	hit := 0
	for name, come := range map[string]func() bool{
		"at the first file": func() bool { return staged(out) > 0 },
		"half way":          func() bool { return staged(out) > pages/2 },
		// The list of files is written before the first of them is moved.
		"while it moves": func() bool { return !bytes.Equal(read(t, filepath.Join(out, manifest)), old[manifest]) },
	} {
		if kill(t, site, out, come) {
			hit++
		}
		now := files(t, out)
		moved := 0
		for p, data := range old {
			if !bytes.Equal(now[p], data) {
				moved++
			}
			_, stays := fresh[p]
			switch got, ok := now[p]; {
			case !ok && stays:
				t.Errorf("%s is gone", p)
			case ok && !bytes.Equal(got, data) && !bytes.Equal(got, fresh[p]) && p != manifest:
				t.Errorf("%s is neither the old nor the new", p)
			}
		}
		t.Logf("killed %s: %d of %d files were moved", name, moved, len(old))
		build(t, site, out)
		same(t, second, out)
		// And back again, for the next turn.
		bigSite(t, site, pages, 1)
		build(t, site, out)
		same(t, first, out)
		bigSite(t, site, pages, 2)
		if t.Failed() {
			return
		}
	}
	if hit < 2 {
		t.Errorf("only %d builds were killed before they ended", hit)
	}
}

// kill starts a build and kills it when its moment has come. It reports whether
// the build was killed before its end.
func kill(t *testing.T, site, out string, come func() bool) bool {
	t.Helper()
	cmd := showcaseCommand(t, "build", "-s", site, "-o", out, "--date", today, "--no-print")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for !come() {
		select {
		case err := <-ended:
			return err != nil
		case <-time.After(200 * time.Microsecond):
		}
	}
	cmd.Process.Kill()
	return <-ended != nil
}

// TestInterrupted presses Ctrl+C during a build: it ends at once, says so, and
// leaves nothing behind.
func TestInterrupted(t *testing.T) {
	slow(t)
	t.Parallel()
	dir := t.TempDir()
	site, out := filepath.Join(dir, "site"), filepath.Join(dir, "public")
	bigSite(t, site, 300, 1)
	build(t, site, out)
	before := files(t, out)
	bigSite(t, site, 300, 2)
	var said bytes.Buffer
	cmd := showcaseCommand(t, "build", "-s", site, "-o", out, "--date", today, "--no-print")
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	waitFor(t, "the first file", func() bool { return staged(out) > 0 || cmd.Process.Signal(syscall.Signal(0)) != nil })
	cmd.Process.Signal(os.Interrupt)
	cmd.Wait()
	if status := cmd.ProcessState.ExitCode(); status == exitOK {
		t.Log("the build was faster")
		return
	} else if status != exitEnvironment || !strings.Contains(said.String(), "已中断") || strings.Contains(said.String(), "context") {
		t.Errorf("status %d\n%s", status, said.String())
	}
	if !maps.EqualFunc(before, files(t, out), func(a, b []byte) bool { return bytes.Equal(a, b) }) {
		t.Error("the output changed")
	}
}

// TestTwoAtOnce starts builds of one site into one folder at the same time:
// each succeeds or says that another one is at it, and the output is whole.
func TestTwoAtOnce(t *testing.T) {
	slow(t)
	t.Parallel()
	dir := t.TempDir()
	site, out, want := filepath.Join(dir, "site"), filepath.Join(dir, "public"), filepath.Join(dir, "want")
	bigSite(t, site, 300, 1)
	build(t, site, want)
	var wg sync.WaitGroup
	var mu sync.Mutex
	good := 0
	for range 4 {
		wg.Go(func() {
			status, said := showcase(t, "build", "-s", site, "-o", out, "--date", today, "--no-print")
			mu.Lock()
			defer mu.Unlock()
			if status == exitOK {
				good++
			} else if status != exitEnvironment || !strings.Contains(said, "另一个") {
				t.Errorf("status %d\n%s", status, said)
			}
		})
	}
	wg.Wait()
	if good == 0 {
		t.Error("no build succeeded")
	}
	same(t, want, out)
}

// TestTwoPrintsAtOnce starts prints of one site into one folder at the same time,
// two of them of the same document, with an empty cache that they share: each
// succeeds or says that another one is at it, and every file is whole.
func TestTwoPrintsAtOnce(t *testing.T) {
	slow(t)
	dir := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", filepath.Join(dir, "cache"))
	site, out, want := filepath.Join(dir, "site"), filepath.Join(dir, "out"), filepath.Join(dir, "want")
	bigSite(t, site, 3, 1)
	names := []string{"reflections/page-0001", "readings/page-0002", "reflections/page-0001"}
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Go(func() {
			status, said := showcase(t, "print", name, "-s", site, "-o", out, "--date", today)
			if status != exitOK && (status != exitEnvironment || !strings.Contains(said, "另一个")) {
				t.Errorf("%s: status %d\n%s", name, status, said)
			}
		})
	}
	wg.Wait()
	for _, o := range []string{out, want} { // whoever stood back comes again
		if status, said := showcase(t, "print", names[0], names[1], "-s", site, "-o", o, "--date", today); status != exitOK {
			t.Fatalf("status %d\n%s", status, said)
		}
	}
	same(t, want, out)
}

// smallDisk mounts a file system of a size, where the test may.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if os.Getuid() != 0 {
		t.Skip("only root can make a small disk")
	}
	if said, err := exec.Command("mount", "-t", "tmpfs", "-o", "size="+size, "showcase-test", dir).CombinedOutput(); err != nil {
		t.Skipf("no disk can be mounted here: %v %s", err, said)
	}
	t.Cleanup(func() {
		if said, err := exec.Command("umount", dir).CombinedOutput(); err != nil {
			t.Errorf("umount: %v %s", err, said)
		}
	})
	return dir
}

// refuses wants a build to fail for a reason of the computer and to leave all
// as it was.
func refuses(t *testing.T, site, out, says string) {
	t.Helper()
	before := files(t, out)
	status, said := showcase(t, "build", "-s", site, "-o", out, "--date", today, "--no-print")
	if status != exitEnvironment || !strings.Contains(said, says) {
		t.Errorf("status %d, want %d and “%s”\n%s", status, exitEnvironment, says, said)
	}
	if !maps.EqualFunc(before, files(t, out), func(a, b []byte) bool { return bytes.Equal(a, b) }) {
		t.Error("the output changed")
	}
}

// TestFullDisk fills the disk while a site is written.
func TestFullDisk(t *testing.T) {
	slow(t)
	t.Parallel()
	disk := smallDisk(t, "4m")
	site, out := filepath.Join(t.TempDir(), "site"), filepath.Join(disk, "public")
	bigSite(t, site, 60, 1)
	build(t, site, out)
	bigSite(t, site, 1000, 2)
	refuses(t, site, out, "磁盘已满")
	bigSite(t, site, 50, 2)
	build(t, site, out)
	want := filepath.Join(t.TempDir(), "want")
	build(t, site, want)
	same(t, want, out)
}

// TestReadOnly writes to a folder that must not be written to.
func TestReadOnly(t *testing.T) {
	t.Parallel()
	site := filepath.Join(t.TempDir(), "site")
	bigSite(t, site, 6, 1)
	if os.Getuid() == 0 { // whom permissions do not stop
		disk := smallDisk(t, "4m")
		out := filepath.Join(disk, "public")
		build(t, site, out)
		bigSite(t, site, 6, 2)
		if said, err := exec.Command("mount", "-o", "remount,ro", disk).CombinedOutput(); err != nil {
			t.Skipf("no disk can be protected here: %v %s", err, said)
		}
		refuses(t, site, out, "写入")
		return
	}
	out := filepath.Join(t.TempDir(), "public")
	build(t, site, out)
	bigSite(t, site, 6, 2)
	if err := os.Chmod(out, 0o555); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(out, 0o755)
	refuses(t, site, out, "写入")
}

// TestOwnFiles wants a build never to write into what the user wrote, nor
// through a link in the output.
func TestOwnFiles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	site := filepath.Join(dir, "site")
	bigSite(t, site, 6, 1)
	before := files(t, dir)
	for _, out := range []string{
		site, dir, filepath.Join(site, "content"), filepath.Join(site, "content", "public"),
		filepath.Join(site, "content", "cases"), filepath.Join(site, "config.toml"),
	} {
		status, said := showcase(t, "build", "-s", site, "-o", out, "--no-print")
		if status == exitOK || strings.Contains(said, "panic") {
			t.Errorf("-o %s: status %d\n%s", out, status, said)
		}
		if !maps.EqualFunc(before, files(t, dir), func(a, b []byte) bool { return bytes.Equal(a, b) }) {
			t.Fatalf("-o %s changed the user's files", out)
		}
	}

	// In the output a folder has become a link to the user's own.
	out, mine := filepath.Join(dir, "public"), filepath.Join(dir, "mine")
	build(t, site, out)
	write(t, filepath.Join(mine, "index.html"), "mine")
	if err := os.RemoveAll(filepath.Join(out, "cases")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(mine, filepath.Join(out, "cases")); err != nil {
		t.Skip("no links here")
	}
	showcase(t, "build", "-s", site, "-o", out, "--date", today, "--no-print")
	if got := files(t, mine); len(got) != 1 || string(got["index.html"]) != "mine" {
		t.Errorf("the user's folder has %d files now", len(got))
	}
}

// TestLinksOut puts links that leave the site everywhere in it; nothing of what
// they lead to comes out.
func TestLinksOut(t *testing.T) {
	t.Parallel()
	const secret = "外面的秘密不能进来"
	dir := t.TempDir()
	site, outside := filepath.Join(dir, "site"), filepath.Join(dir, "outside")
	write(t, filepath.Join(outside, "secret.md"), "---\ntitle: 秘密\ndate: 2012-01-01\n---\n\n"+secret+"。\n")
	write(t, filepath.Join(outside, "secret.svg"), `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>`+secret+`</title></svg>`)
	write(t, filepath.Join(site, "config.toml"), "title = \"连出去\"\n")
	links := map[string]string{
		"content/cases/file.md":  filepath.Join(outside, "secret.md"),
		"content/cases/up.md":    "../../../outside/secret.md",
		"content/readings":       outside,
		"content/cases/more":     "../../../outside",
		"content/img/secret.svg": filepath.Join(outside, "secret.svg"),
		"static/secret.svg":      filepath.Join(outside, "secret.svg"),
		"static/more":            outside,
	}
	for name, to := range links {
		// Each on its own, since one that is refused would hide the others.
		for _, d := range []string{"content", "static"} {
			if err := os.RemoveAll(filepath.Join(site, d)); err != nil {
				t.Fatal(err)
			}
		}
		write(t, filepath.Join(site, "content", "cases", "a.md"), "---\ntitle: 甲\ndate: 2012-01-01\n---\n\n正文。\n\n![图](../img/secret.svg)\n")
		if name != "content/img/secret.svg" {
			write(t, filepath.Join(site, "content", "img", "secret.svg"), `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>`)
		}
		at := filepath.Join(site, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(to, at); err != nil {
			t.Skip("no links here")
		}
		out := filepath.Join(t.TempDir(), "public")
		status, said := showcase(t, "build", "-s", site, "-o", out, "--date", today, "--no-print")
		if status != exitOK && status != exitContent || strings.Contains(said, secret) {
			t.Errorf("%s: status %d\n%s", name, status, said)
		}
		if status == exitOK {
			for p, data := range files(t, out) {
				if bytes.Contains(data, []byte(secret)) {
					t.Errorf("%s: the secret is in %s", name, p)
				}
			}
		}
	}
}

// TestSizes builds pages of sizes that nobody thought of. The end of each text
// has to arrive.
func TestSizes(t *testing.T) {
	slow(t)
	t.Parallel()
	const head, end = "---\ntitle: 很大\ndate: 2012-05-01\n---\n\n", "尾巴上的字不能丢"
	nested := &strings.Builder{}
	for i := range 1000 {
		nested.WriteString(strings.Repeat("  ", i) + "- 第" + fmt.Sprint(i) + "层\n")
	}
	rows := &strings.Builder{}
	rows.WriteString("| 日期 | 奖项 | 类别 | 级别 | 等级 | 获奖类型 | 数量 | 单位 |\n|---|---|---|---|---|---|---|---|\n")
	for i := range 10000 {
		fmt.Fprintf(rows, "| 2012-05-%02d | 第%d届口算比赛 | 竞赛奖 | 县级 | 一等奖 | 学生 | 1 | 人次 |\n", 1+i%30, i+1)
	}
	wide := strings.Repeat("| 列 ", 500) + "|\n" + strings.Repeat("|---", 500) + "|\n" + strings.Repeat("| 甲 ", 500) + "|\n"
	for name, c := range map[string]struct{ file, text string }{
		"10,000 rows":          {"awards/big.md", rows.String() + "| 2012-05-01 | " + end + " | 竞赛奖 | 县级 | 一等奖 | 学生 | 1 | 人次 |\n"},
		"a paragraph of 5 MB":  {"cases/big.md", strings.Repeat("一段话总也说不完，", 5<<20/27) + end + "。\n"},
		"1,000 nested lists":   {"cases/big.md", nested.String() + strings.Repeat("  ", 1000) + "- " + end + "\n"},
		"1,000 nested quotes":  {"cases/big.md", strings.Repeat("> ", 1000) + end + "\n"},
		"100,000 open marks":   {"cases/big.md", strings.Repeat("[*_`![", 100000/6) + end + "\n"},
		"5,000 headings":       {"cases/big.md", strings.Repeat("## 又是一节\n\n一句。\n\n", 5000) + "## " + end + "\n"},
		"a table of 500 wide":  {"cases/big.md", wide + "\n" + end + "。\n"},
		"5,000 notes":          {"cases/big.md", strings.Repeat("注[^a]。", 5000) + end + "。\n\n[^a]: 注的话。\n"},
		"front matter of 1 MB": {"cases/big.md", "---\ntitle: 很大\ndate: 2012-05-01\nsummary: " + strings.Repeat("摘要", 1<<20/6) + "\n---\n\n" + end + "。\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			out := filepath.Join(dir, "public")
			write(t, filepath.Join(dir, "config.toml"), "title = \"很大\"\n")
			if !strings.HasPrefix(c.text, "---\n") {
				c.text = head + c.text
			}
			write(t, filepath.Join(dir, "content", filepath.FromSlash(c.file)), c.text)
			start := time.Now()
			build(t, dir, out)
			t.Logf("%.1f s", time.Since(start).Seconds())
			pages, _ := filepath.Glob(filepath.Join(out, strings.TrimSuffix(filepath.FromSlash(c.file), ".md")+"*.html")) // a register has several
			if !slices.ContainsFunc(pages, func(page string) bool { return bytes.Contains(read(t, page), []byte(end)) }) {
				t.Error("the end of the text is missing")
			}
		})
	}
}
