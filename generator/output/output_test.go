package output_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"showcase/generator/diag"
	"showcase/generator/output"
)

func ExampleWrite() {
	dir, _ := os.MkdirTemp("", "example")
	defer os.RemoveAll(dir)
	t := output.New()
	t.Add(output.Entry{Path: "index.html", Source: "content/index.md", Make: func() ([]byte, error) {
		return []byte("<h1>学校</h1>"), nil
	}})
	for range 2 {
		res, err := output.Write(context.Background(), t, dir, output.WriteOptions{})
		fmt.Println(res.Written, res.Unchanged, res.Removed, err)
	}
	// Output:
	// 1 0 0 <nil>
	// 0 1 0 <nil>
}

func TestCheckPath(t *testing.T) {
	good := []string{"index.html", "plans/2012.html", "教案/春游 方案（一）.html", "console.html", "com.html", "com10.txt",
		".nojekyll", ".well-known/security.txt", "a..b/c", strings.Repeat("长", 85), "nul-1.html", "lpt/x"}
	bad := []string{"", "/a", "a//b", "a/", ".", "..", "../a", "a/../b", "a/./b", `a\b`, "a:b", "c:", "a<b", `a"b`, "a|b", "a?b", "a*b",
		"a\nb", "a\x00b", "a\x7f", "a.", "a ", "dir./x", "CON", "con.html", "Nul .txt", "x/aux/y", "com1", "LPT9.tar.gz", "COM¹.txt", "conin$",
		strings.Repeat("长", 86), strings.Repeat("a/", 120) + "b", "\xff", ".showcase-manifest", "x/.Showcase-tmp/y"}
	for _, p := range good {
		if why, ok := output.CheckPath(p); !ok {
			t.Errorf("%q: %s", p, why.EN)
		}
	}
	for _, p := range bad {
		if why, ok := output.CheckPath(p); ok || why.ZH == "" || why.EN == "" {
			t.Errorf("%q: %v %q", p, ok, why)
		}
	}
}

func FuzzCheckPath(f *testing.F) {
	for _, s := range []string{"a/b.html", "../x", "CON.txt", "a\\..\\b", "教案/é"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, path string) {
		if _, ok := output.CheckPath(path); ok && (!fs.ValidPath(path) || !filepath.IsLocal(path)) {
			t.Errorf("%q leaves its folder", path)
		}
	})
}

func TestCollisions(t *testing.T) {
	for _, c := range []struct {
		name  string
		paths []string
		pairs int
	}{
		{"none", []string{"a", "b/a", "b/b", "b-c"}, 0},
		{"same", []string{"a", "a", "a"}, 2},
		{"case", []string{"Plans/A.html", "plans/a.html"}, 1},
		{"normalisation", []string{"caf\u00e9.html", "cafe\u0301.html"}, 1},
		{"both", []string{"\u00c9t\u00e9", "e\u0301te\u0301"}, 1},
		{"kelvin", []string{"\u212a", "k"}, 1},
		{"file and folder", []string{"About", "about/x/index.html", "about/y.html"}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			tree := output.New()
			for i, p := range c.paths {
				tree.Add(output.Entry{Path: p, Source: fmt.Sprint(i)})
			}
			got := tree.Collisions()
			if len(got) != c.pairs || len(tree.Problems()) != c.pairs {
				t.Error(got)
			}
			for _, p := range got {
				if p.A == p.B || p.Path == "" || p.Other == "" {
					t.Error(p)
				}
			}
		})
	}
}

func TestProblemsNameTheSource(t *testing.T) {
	tree := output.New()
	tree.Add(output.Entry{Path: "a?b", Source: "content/z.md"})
	tree.Add(output.Entry{Path: "x", Source: "content/a.md"})
	tree.Add(output.Entry{Path: "x", Source: "content/b.md"})
	var got []string
	for _, d := range tree.Problems() {
		if d.Severity != diag.Error || d.Message.ZH == "" || d.Hint.EN == "" {
			t.Error(d)
		}
		got = append(got, d.File+" "+d.Code)
	}
	if want := []string{"content/b.md output/collision", "content/z.md output/path"}; !slices.Equal(got, want) {
		t.Error(got)
	}
}

func TestBytesAreMadeOnce(t *testing.T) {
	tree := output.New()
	var calls atomic.Int32
	var wait sync.WaitGroup
	for i := range 50 {
		wait.Go(func() {
			tree.Add(output.Entry{Path: fmt.Sprintf("p%02d", i), Make: func() ([]byte, error) {
				calls.Add(1)
				return []byte{byte(i)}, nil
			}})
			tree.Has("p00")
		})
	}
	wait.Wait()
	for range 4 {
		wait.Go(func() {
			for i, p := range tree.Paths() {
				if b, err := tree.Bytes(p); err != nil || b[0] != byte(i) {
					t.Error(p, b, err)
				}
			}
		})
	}
	wait.Wait()
	if calls.Load() != 50 {
		t.Error("made", calls.Load())
	}
	if _, err := tree.Bytes("none"); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

func TestDiff(t *testing.T) {
	dir := t.TempDir()
	photo := filepath.Join(dir, "photo.jpg")
	write := func(s string) {
		if err := os.WriteFile(photo, []byte(s), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("1")
	made := map[string]int{}
	tree := func(version string, gone, come string) *output.Tree {
		t := output.New()
		make := func(path, text string) func() ([]byte, error) {
			return func() ([]byte, error) { made[path+version]++; return []byte(text), nil }
		}
		t.Add(output.Entry{Path: "seen-equal", Make: make("seen-equal", "x")})
		t.Add(output.Entry{Path: "seen-other", Make: make("seen-other", version)})
		t.Add(output.Entry{Path: "unseen-other", Make: make("unseen-other", version)})
		t.Add(output.Entry{Path: "key-equal", Key: "k", Make: make("key-equal", "x")})
		t.Add(output.Entry{Path: "key-other", Key: version, Make: make("key-other", version)})
		t.Add(output.Entry{Path: "key-other-bytes-equal", Key: version, Make: make("key-other-bytes-equal", "x")})
		t.Add(output.Entry{Path: "data-equal", Data: []byte("x")})
		t.Add(output.Entry{Path: "data-other", Data: []byte(version)})
		t.Add(output.Entry{Path: "photo.jpg", File: photo})
		t.Add(output.Entry{Path: gone + come})
		return t
	}
	a, b := tree("1", "gone", ""), tree("2", "", "new")
	for _, p := range []string{"seen-equal", "seen-other", "key-equal", "key-other-bytes-equal", "photo.jpg"} {
		if _, err := a.Bytes(p); err != nil {
			t.Fatal(err)
		}
	}
	write("22")
	got := output.Diff(a, b)
	if want := []string{"data-other", "gone", "key-other", "new", "photo.jpg", "seen-other"}; !slices.Equal(got, want) {
		t.Error(got)
	}
	b.Bytes("key-equal")
	if made["unseen-other1"]+made["unseen-other2"]+made["key-other2"]+made["key-equal2"] != 0 {
		t.Error("made more than was seen:", made)
	}
	c := tree("2", "", "new")
	c.Bytes("photo.jpg")
	d := tree("2", "", "new")
	if got := output.Diff(c, d); len(got) != 0 {
		t.Error(got)
	}
	write("333") // seen two trees ago, and not since
	if got := output.Diff(d, tree("2", "", "new")); !slices.Equal(got, []string{"photo.jpg"}) {
		t.Error(got)
	}
	if all := output.Diff(nil, a); len(all) != len(a.Paths()) {
		t.Error(all)
	}
}

func TestKeysSpareMaking(t *testing.T) {
	dir := t.TempDir()
	made := 0
	build := func(key, stamp string) (res output.Result) {
		made = 0
		tree := output.New()
		tree.Add(output.Entry{Path: "a.html", Key: key, Make: func() ([]byte, error) { made++; return []byte("text of " + key), nil }})
		res, err := output.Write(context.Background(), tree, dir, output.WriteOptions{Stamp: stamp})
		if err != nil {
			t.Fatal(err)
		}
		return res
	}
	for i, c := range []struct {
		key, stamp, disk string
		made, written    int
	}{
		{"k1", "v1", "", 1, 1},
		{"k1", "v1", "", 0, 0},
		{"k2", "v1", "", 1, 1},
		{"k2", "v2", "", 1, 0},             // another program: made, found equal
		{"k2", "v2", "edited......", 1, 1}, // not what was written: mended
		{"k2", "", "", 1, 0},
		{"k2", "", "", 1, 0},
	} {
		if c.disk != "" {
			os.WriteFile(filepath.Join(dir, "a.html"), []byte(c.disk), 0o666)
		}
		if res := build(c.key, c.stamp); made != c.made || res.Written != c.written {
			t.Error(i, made, res)
		}
	}
}

func TestRefusedFolders(t *testing.T) {
	site := t.TempDir()
	os.MkdirAll(filepath.Join(site, "content", "plans"), 0o777)
	os.WriteFile(filepath.Join(site, "config.toml"), nil, 0o666)
	os.WriteFile(filepath.Join(site, "file"), nil, 0o666)
	os.Symlink(site, filepath.Join(t.TempDir(), "link"))
	tree := output.New()
	tree.Add(output.Entry{Path: "index.html"})
	protect := []string{site, filepath.Join(site, "content")}
	for _, c := range []struct {
		dir     string
		protect []string
		ok      bool
	}{
		{site, nil, false},
		{site, protect, false},
		{filepath.Dir(site), protect, false},
		{filepath.Join(site, "content"), protect, false},
		{filepath.Join(site, "file"), protect, false},
		{filepath.Join(site, "file", "public"), protect, false},
		{filepath.Join(site, "public", "deep"), protect, true},
		{filepath.Join(site, "content-2"), protect, true},
	} {
		_, err := output.Write(context.Background(), tree, c.dir, output.WriteOptions{Protect: c.protect})
		var told *output.Error
		if (err == nil) != c.ok || err != nil && (!errors.As(err, &told) || told.Text.ZH == "") {
			t.Error(c.dir, err)
		}
	}
}

func TestFailedFirstBuildLeavesNoFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	tree := output.New()
	tree.Add(output.Entry{Path: "a", Make: func() ([]byte, error) { return nil, errors.New("no") }})
	if _, err := output.Write(context.Background(), tree, dir, output.WriteOptions{}); err == nil {
		t.Fatal("no error")
	}
	if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

func TestErrorIsThatOfTheFirstPath(t *testing.T) {
	tree := output.New()
	for i := range 200 {
		tree.Add(output.Entry{Path: fmt.Sprintf("p%03d", i), Make: func() ([]byte, error) {
			if i >= 50 {
				return nil, errors.New("no")
			}
			return nil, nil
		}})
	}
	for range 20 {
		_, err := output.Write(context.Background(), tree, t.TempDir(), output.WriteOptions{})
		if err == nil || !strings.Contains(err.Error(), "p050") {
			t.Fatal(err)
		}
	}
}

func TestTwoBuildsAtOnce(t *testing.T) {
	dir := t.TempDir()
	inside, leave := make(chan struct{}), make(chan struct{})
	slow, quick := output.New(), output.New()
	slow.Add(output.Entry{Path: "a", Make: func() ([]byte, error) { close(inside); <-leave; return nil, nil }})
	quick.Add(output.Entry{Path: "b"})
	first := make(chan error)
	go func() {
		_, err := output.Write(context.Background(), slow, dir, output.WriteOptions{})
		first <- err
	}()
	<-inside
	_, err := output.Write(context.Background(), quick, dir, output.WriteOptions{})
	var told *output.Error
	if !errors.As(err, &told) || !strings.Contains(told.Text.EN, "Another build") {
		t.Error(err)
	}
	close(leave)
	if err := <-first; err != nil {
		t.Error(err)
	}
	if _, err := output.Write(context.Background(), quick, dir, output.WriteOptions{}); err != nil {
		t.Error(err)
	}
}

func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	if runtime.GOOS != "linux" || exec.Command("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", dir).Run() != nil {
		t.Skip("no small disk to be had")
	}
	t.Cleanup(func() { exec.Command("umount", dir).Run() })
	build := func(size int) error {
		tree := output.New()
		tree.Add(output.Entry{Path: "a", Data: bytes.Repeat([]byte{'x'}, size)})
		tree.Add(output.Entry{Path: "b/c", Data: bytes.Repeat([]byte{'y'}, size)})
		_, err := output.Write(context.Background(), tree, dir, output.WriteOptions{})
		return err
	}
	if err := build(10000); err != nil {
		t.Fatal(err)
	}
	err := build(200000)
	var told *output.Error
	if !errors.As(err, &told) || !strings.Contains(told.Text.EN, "full") {
		t.Error(err)
	}
	if list, _ := os.ReadDir(dir); len(list) != 3 {
		t.Error(list)
	}
	if b, err := os.ReadFile(filepath.Join(dir, "a")); err != nil || len(b) != 10000 {
		t.Error(len(b), err)
	}
	if err := build(10001); err != nil {
		t.Error(err)
	}
}

func TestLargeFileIsCopied(t *testing.T) {
	dir, src := t.TempDir(), filepath.Join(t.TempDir(), "film.mp4")
	data := bytes.Repeat([]byte("0123456789abcdef"), 20000)
	tree := output.New()
	tree.Add(output.Entry{Path: "film.mp4", File: src})
	for i, want := range []int{1, 0, 1, 0} { // written
		data[len(data)-1] = byte(i / 2)
		os.WriteFile(src, data, 0o666)
		calls := 0
		res, err := output.Write(context.Background(), tree, dir, output.WriteOptions{Progress: func(done, total int) { calls += total }})
		got, _ := os.ReadFile(filepath.Join(dir, "film.mp4"))
		if err != nil || res.Written != want || calls != 1 || !bytes.Equal(got, data) {
			t.Error(i, res, err, calls)
		}
	}
}

func TestSameTreeSameManifest(t *testing.T) {
	var first []byte
	for i := range 3 {
		dir := t.TempDir()
		tree := output.New()
		for k := range 40 {
			k = (k*7 + i*13) % 40
			tree.Add(output.Entry{Path: fmt.Sprintf("d%d/f%d", k%4, k), Key: fmt.Sprint(k), Data: []byte{byte(k)}})
		}
		if _, err := output.Write(context.Background(), tree, dir, output.WriteOptions{Stamp: "1"}); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(filepath.Join(dir, output.ManifestName))
		if err != nil || i > 0 && !bytes.Equal(text, first) {
			t.Errorf("%v\n%s\n%s", err, first, text)
		}
		first = text
	}
}

func FuzzManifest(f *testing.F) {
	const hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	f.Add("# showcase manifest 1\n# stamp x\n# key k\n" + hash + "  old.html\n")
	f.Add("# showcase manifest 1\r\n" + hash + "  ../b\r\n" + hash + "  a/b\n" + hash + "  a\n")
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		top := t.TempDir()
		dir := filepath.Join(top, "out")
		os.MkdirAll(dir, 0o777)
		os.WriteFile(filepath.Join(top, "b"), nil, 0o666)
		os.WriteFile(filepath.Join(dir, output.ManifestName), []byte(text), 0o666)
		tree := output.New()
		tree.Add(output.Entry{Path: "x/index.html", Key: "k", Data: []byte("x")})
		for i := range 2 {
			res, err := output.Write(context.Background(), tree, dir, output.WriteOptions{Stamp: "x"})
			if err != nil || res.Removed != 0 || res.Written != 1-i {
				t.Fatal(i, res, err)
			}
		}
		if _, err := os.Stat(filepath.Join(top, "b")); err != nil {
			t.Fatal(err)
		}
	})
}
