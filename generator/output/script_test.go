package output_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"showcase/generator/output"
)

// TestScripts runs the stories in testdata against a folder OUT, beside which lies
// a folder "outside" that nothing may touch. Trees are the archive's files by
// first folder. The commands:
//
//	build TREE written unchanged removed    partial TREE … likewise
//	fail TREE words in the error            cancel TREE
//	put PATH words      copy PATH FILE      remove PATH      link PATH TARGET      crlf PATH
//	age (set all times back)      old PATH…      new PATH…
//	tree PATH… (all of OUT but the manifest; links end in @)
//	is PATH FILE        holds PATH words    outside still-here
func TestScripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no scripts", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			top := t.TempDir()
			s := &script{T: t, archive: archive, out: filepath.Join(top, "out"), outside: filepath.Join(top, "outside")}
			s.must(os.MkdirAll(s.outside, 0o777))
			s.must(os.WriteFile(filepath.Join(s.outside, "a.html"), []byte("mine"), 0o666))
			s.must(os.WriteFile(filepath.Join(top, "outside.txt"), nil, 0o666))
			for i, line := range strings.Split(string(archive.Comment), "\n") {
				if line == "" || line[0] == '#' {
					continue
				}
				s.where = fmt.Sprintf("%s:%d: %s", file, i+1, line)
				s.run(strings.Fields(line))
			}
		})
	}
}

type script struct {
	*testing.T
	archive      *txtar.Archive
	out, outside string
	where        string
}

var long = time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)

func (s *script) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(s.where, err)
	}
}

func (s *script) file(name string) []byte {
	for _, f := range s.archive.Files {
		if f.Name == name {
			return f.Data
		}
	}
	s.Fatal(s.where, "no file", name)
	return nil
}

func (s *script) tree(name string) *output.Tree {
	t := output.New()
	for i, f := range s.archive.Files {
		path, ok := strings.CutPrefix(f.Name, name+"/")
		if !ok {
			continue
		}
		e := output.Entry{Path: path, Source: "content/" + path}
		switch { // all three kinds of entries
		case string(f.Data) == "FAIL\n":
			e.Make = func() ([]byte, error) { return nil, errors.New("no") }
		case i%3 == 0:
			e.Make = func() ([]byte, error) { return f.Data, nil }
		case i%3 == 1:
			e.File = filepath.Join(s.TempDir(), "source")
			s.must(os.WriteFile(e.File, f.Data, 0o666))
		default:
			e.Data = f.Data
		}
		t.Add(e)
	}
	return t
}

func (s *script) run(words []string) {
	at := ""
	if len(words) > 1 {
		at = filepath.Join(s.out, words[1])
	}
	rest := strings.Join(words[min(2, len(words)):], " ")
	switch words[0] {
	case "build", "partial":
		res, err := output.Write(context.Background(), s.tree(words[1]), s.out, output.WriteOptions{Partial: words[0] == "partial"})
		if got := fmt.Sprint(res.Written, res.Unchanged, res.Removed); err != nil || got != rest {
			s.Fatal(s.where, "got", got, err)
		}
	case "fail":
		_, err := output.Write(context.Background(), s.tree(words[1]), s.out, output.WriteOptions{})
		if err == nil || !strings.Contains(err.Error(), rest) {
			s.Fatal(s.where, "got", err)
		}
	case "cancel":
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if _, err := output.Write(ctx, s.tree(words[1]), s.out, output.WriteOptions{}); !errors.Is(err, context.Canceled) {
			s.Fatal(s.where, "got", err)
		}
	case "put", "copy":
		data := []byte(rest)
		if words[0] == "copy" {
			data = s.file(words[2])
		}
		s.must(os.MkdirAll(filepath.Dir(at), 0o777))
		s.must(os.WriteFile(at, data, 0o666))
	case "crlf":
		data, err := os.ReadFile(at)
		s.must(err)
		s.must(os.WriteFile(at, bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n")), 0o666))
	case "remove":
		s.must(os.RemoveAll(at))
	case "link":
		if err := os.Symlink(filepath.FromSlash(words[2]), at); err != nil {
			s.Skip("no links here:", err)
		}
	default:
		s.look(words, at, rest)
	}
}

func (s *script) look(words []string, at, rest string) {
	switch words[0] {
	case "age", "tree":
		var got []string
		s.must(filepath.WalkDir(s.out, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			rel, _ := filepath.Rel(s.out, p)
			if words[0] == "age" {
				return os.Chtimes(p, long, long)
			}
			if d.Type()&fs.ModeSymlink != 0 {
				rel += "@"
			}
			if rel != output.ManifestName {
				got = append(got, filepath.ToSlash(rel))
			}
			return nil
		}))
		if words[0] == "tree" && !slices.Equal(got, words[1:]) {
			s.Fatal(s.where, "got", got)
		}
	case "old", "new":
		for _, p := range words[1:] {
			info, err := os.Stat(filepath.Join(s.out, p))
			s.must(err)
			if info.ModTime().Equal(long) != (words[0] == "old") {
				s.Fatal(s.where, p, "has the time", info.ModTime())
			}
		}
	case "is", "holds":
		want := []byte(rest)
		if words[0] == "is" {
			want = s.file(words[2])
		}
		got, err := os.ReadFile(at)
		s.must(err)
		if !bytes.Equal(got, want) {
			s.Fatalf("%s: got %q", s.where, got)
		}
	case "outside":
		for _, p := range []string{s.outside + "/a.html", s.outside + ".txt"} {
			if _, err := os.Stat(p); err != nil {
				s.Fatal(s.where, err)
			}
		}
	default:
		s.Fatal(s.where, "unknown command")
	}
}
