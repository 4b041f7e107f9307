package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// today is the day that the sample is built at.
const today = "2012-06-15"

// copySample copies the sample school into a folder of the test, so that
// nothing that happens to the sources meanwhile changes what is compared.
func copySample(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "school")
	if err := os.CopyFS(filepath.Join(dir, "content"), os.DirFS(filepath.Join("..", "content"))); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "config.toml"), string(read(t, filepath.Join("..", "config.toml"))))
	return dir
}

// write writes a file and the folders that it needs.
func write(t *testing.T, name, text string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)); err != nil {
		t.Fatal(err)
	}
}

// read reads a file.
func read(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// showcaseCommand prepares a run of the program as a process of its own, in
// Chinese and with the PDF engine where `make setup` puts it.
func showcaseCommand(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command("showcase", args...) // TestMain puts it on the path
	cmd.Env = append(os.Environ(), "LANG=zh_CN.UTF-8", "LC_ALL=", "LC_MESSAGES=", "NO_COLOR=1")
	cache, err := ownCache(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	cmd.Env = append(cmd.Env, "XDG_CACHE_HOME="+cache)
	if wasm, ok := pdfEngine(t); ok {
		cmd.Env = append(cmd.Env, "SHOWCASE_TYPST="+wasm)
	}
	return cmd
}

// pdfEngine is where `make setup` puts the PDF engine.
func pdfEngine(t *testing.T) (string, bool) {
	t.Helper()
	wasm, err := filepath.Abs("book/typst/node_modules/@myriaddreamin/typst-ts-web-compiler/pkg/typst_ts_web_compiler_bg.wasm")
	if err != nil {
		t.Fatal(err)
	}
	_, err = os.Stat(wasm)
	return wasm, err == nil
}

// showcase runs the program to its end and returns its exit status and what it
// printed.
func showcase(t *testing.T, args ...string) (int, string) {
	t.Helper()
	return finish(t, showcaseCommand(t, args...))
}

func finish(t *testing.T, cmd *exec.Cmd) (int, string) {
	t.Helper()
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), string(out)
}

// build builds a site without prints and wants it to succeed.
func build(t *testing.T, site, out string, args ...string) {
	t.Helper()
	args = append([]string{"build", "-s", site, "-o", out, "--date", today, "--no-print"}, args...)
	if status, said := showcase(t, args...); status != exitOK {
		t.Fatalf("showcase %s: status %d\n%s", strings.Join(args, " "), status, said)
	}
}

// files is a folder's files by slash path.
func files(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	root := os.DirFS(dir)
	err := fs.WalkDir(root, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		out[p], err = fs.ReadFile(root, p)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) == 0 {
		t.Fatalf("%s is empty", dir)
	}
	return out
}

// same wants two folders to hold the same files with the same bytes.
func same(t *testing.T, wantDir, gotDir string) {
	t.Helper()
	want, got := files(t, wantDir), files(t, gotDir)
	for p, data := range want {
		if have, ok := got[p]; !ok {
			t.Errorf("%s is missing", p)
		} else if !bytes.Equal(have, data) {
			t.Errorf("%s differs %s", p, firstDifference(data, have))
		}
	}
	for p := range got {
		if _, ok := want[p]; !ok {
			t.Errorf("%s should not be there", p)
		}
	}
}

// firstDifference shows where two files part.
func firstDifference(a, b []byte) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	near := func(s []byte) string { return strings.ToValidUTF8(string(s[max(0, i-40):min(len(s), i+60)]), "?") }
	return "\nwant …" + near(a) + "…\ngot  …" + near(b) + "…"
}

// need skips a test that wants a program which `make test` installs.
func need(t *testing.T, programs ...string) {
	t.Helper()
	for _, p := range programs {
		if _, err := exec.LookPath(p); err != nil {
			t.Skipf("%s is not installed; make test-tools installs it", p)
		}
	}
}

// slow skips a test that takes more than a few seconds.
func slow(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("slow")
	}
}

// website is the sample school built without prints for its two audiences, and
// the school that has only just begun.
type website struct {
	school               string // the sources
	public, staff, begun string
}

// TestWebsite checks the built sample as files and as pages in a browser.
func TestWebsite(t *testing.T) {
	t.Parallel()
	out := t.TempDir()
	w := website{school: copySample(t), public: filepath.Join(out, "public"), staff: filepath.Join(out, "staff"), begun: filepath.Join(out, "begun")}
	build(t, w.school, w.public)
	build(t, w.school, w.staff, "--audience", "staff")
	begun := filepath.Join(out, "new-school")
	write(t, filepath.Join(begun, "config.toml"), "title = \"新学展\"\n")
	if err := os.Mkdir(filepath.Join(begun, "content"), 0o755); err != nil {
		t.Fatal(err)
	}
	build(t, begun, w.begun)
	checkPages(t, w)
	t.Run("private", func(t *testing.T) {
		t.Parallel()
		texts := map[string]string{}
		for p, data := range files(t, w.public) {
			texts[p] = string(data)
		}
		checkPrivate(t, w.school, texts)
	})
	t.Run("browser", func(t *testing.T) { inABrowser(t, w) })
}
