package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"showcase": main})
}

// TestScripts runs the command line as a person does, on whole sites.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("LANG", "zh_CN.UTF-8")
			e.Setenv("NO_COLOR", "1")
			e.Setenv("HOME", e.WorkDir)
			cache, err := ownCache(e.WorkDir)
			if err != nil {
				return err
			}
			e.Setenv("XDG_CACHE_HOME", cache)
			wd, err := os.Getwd()
			if err != nil {
				return err
			}
			e.Setenv("ROOT", filepath.Dir(wd))
			if wasm, err := filepath.Abs("book/typst/node_modules/@myriaddreamin/typst-ts-web-compiler/pkg/typst_ts_web_compiler_bg.wasm"); err == nil {
				if _, err := os.Stat(wasm); err == nil {
					e.Setenv("SHOWCASE_TYPST", wasm)
				}
			}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status":    status,
			"hexwrite":  hexWrite,
			"sametree":  sameTree,
			"untouched": untouched,
			"docx":      makeWord,
			"docxtext":  wordText,
			"pack":      makeZip,
		},
	})
}

// ownCache makes a cache folder in dir that has nothing in it but the compiled
// engine, which is shared between all tests.
func ownCache(dir string) (string, error) {
	user, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	engine := filepath.Join(user, "showcase", "engine")
	own := filepath.Join(dir, ".cache")
	if err := errors.Join(os.MkdirAll(engine, 0o777), os.MkdirAll(filepath.Join(own, "showcase"), 0o777)); err != nil {
		return "", err
	}
	return own, os.Symlink(engine, filepath.Join(own, "showcase", "engine"))
}

// status N program args…: runs the program and wants its exit status to be N.
func status(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if (got == want) == neg {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// hexwrite FILE HEX…: writes bytes that a script cannot hold.
func hexWrite(ts *testscript.TestScript, neg bool, args []string) {
	var data []byte
	for _, h := range args[1:] {
		if text, ok := strings.CutPrefix(h, "="); ok {
			data = append(data, strings.ReplaceAll(text, `\n`, "\n")...)
			continue
		}
		n, err := strconv.ParseUint(h, 16, 8)
		ts.Check(err)
		data = append(data, byte(n))
	}
	ts.Check(os.MkdirAll(filepath.Dir(ts.MkAbs(args[0])), 0o755))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o644))
}

// pack FILE FOLDER: packs the files of a folder into a zip, as office files are.
func makeZip(ts *testscript.TestScript, neg bool, args []string) {
	ts.Check(os.MkdirAll(filepath.Dir(ts.MkAbs(args[0])), 0o755))
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	z := zip.NewWriter(f)
	ts.Check(z.AddFS(os.DirFS(ts.MkAbs(args[1]))))
	ts.Check(errors.Join(z.Close(), f.Close()))
}

// sametree A B: the two folders hold the same files with the same bytes.
func sameTree(ts *testscript.TestScript, neg bool, args []string) {
	a, b := readTree(ts, args[0]), readTree(ts, args[1])
	for name, data := range a {
		if b[name] != data {
			ts.Fatalf("%s differs", name)
		}
	}
	if len(a) != len(b) {
		ts.Fatalf("%d files and %d", len(a), len(b))
	}
	if len(a) == 0 {
		ts.Fatalf("%s is empty", args[0])
	}
}

func readTree(ts *testscript.TestScript, dir string) map[string]string {
	out := map[string]string{}
	root := ts.MkAbs(dir)
	ts.Check(filepath.WalkDir(root, func(p string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		rel, _ := filepath.Rel(root, p)
		out[rel] = string(data)
		return err
	}))
	return out
}

// untouched FILE program args…: the program leaves the file's time of change alone.
func untouched(ts *testscript.TestScript, neg bool, args []string) {
	name := ts.MkAbs(args[0])
	before, err := os.Stat(name)
	ts.Check(err)
	ts.Check(ts.Exec(args[1], args[2:]...))
	after, err := os.Stat(name)
	ts.Check(err)
	if before.ModTime().Equal(after.ModTime()) == neg {
		ts.Fatalf("%s was written again", args[0])
	}
}

// docx FILE.docx BODY: makes a Word file around what stands in w:body.
func makeWord(ts *testscript.TestScript, neg bool, args []string) {
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + office + `" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + ts.ReadFile(args[1]) + `</w:body></w:document>`},
	} {
		f, err := z.Create(part[0])
		ts.Check(err)
		_, err = f.Write([]byte(part[1]))
		ts.Check(err)
	}
	ts.Check(z.Close())
	name := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(filepath.Dir(name), 0o755))
	ts.Check(os.WriteFile(name, b.Bytes(), 0o644))
}

// docxtext FILE.docx TEXT: writes the paragraphs of a Word file, one a line.
func wordText(ts *testscript.TestScript, neg bool, args []string) {
	z, err := zip.OpenReader(ts.MkAbs(args[0]))
	ts.Check(err)
	defer z.Close()
	f, err := z.Open("word/document.xml")
	ts.Check(err)
	defer f.Close()
	data, err := io.ReadAll(f)
	ts.Check(err)
	paragraphs, err := readPart(data, func(string) {})
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(strings.Join(paragraphs, "\n")), 0o644))
}
