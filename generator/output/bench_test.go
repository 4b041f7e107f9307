package output

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// site is a tree like a school's: n pages of 8 KB in a few folders.
func site(n int, changed func(int) bool, keys bool) *Tree {
	t := New()
	body := bytes.Repeat([]byte("学校 text "), 600)
	for i := range n {
		version := 1
		if changed(i) {
			version = 2
		}
		e := Entry{Path: fmt.Sprintf("section-%d/page-%05d.html", i%7, i), Make: func() ([]byte, error) {
			return append(fmt.Appendf(nil, "page %d version %d\n", i, version), body...), nil
		}}
		if keys {
			e.Key = fmt.Sprint(version)
		}
		t.Add(e)
	}
	return t
}

func never(int) bool { return false }

// BenchmarkWrite writes 10,000 pages. SHOWCASE_BENCH_DIR chooses the disk.
func BenchmarkWrite(b *testing.B) {
	const n = 10000
	folder := func(b *testing.B) string {
		dir, err := os.MkdirTemp(os.Getenv("SHOWCASE_BENCH_DIR"), "output")
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { os.RemoveAll(dir) })
		return dir
	}
	run := func(b *testing.B, t *Tree, dir string, o WriteOptions, written int) {
		b.Helper()
		res, err := Write(context.Background(), t, dir, o)
		if err != nil || res.Written != written {
			b.Fatal(res, err)
		}
	}
	b.Run("first", func(b *testing.B) {
		dir := folder(b)
		for i := 0; b.Loop(); i++ {
			run(b, site(n, never, false), filepath.Join(dir, fmt.Sprint(i)), WriteOptions{}, n)
		}
	})
	for _, c := range []struct {
		name    string
		keys    bool
		every   int
		written int
	}{{"unchanged", false, 0, 0}, {"unchanged-keys", true, 0, 0}, {"1-percent", false, 100, n / 100}, {"1-percent-keys", true, 100, n / 100}, {"all", false, 1, n}} {
		b.Run(c.name, func(b *testing.B) {
			dir := folder(b)
			o := WriteOptions{}
			if c.keys {
				o.Stamp = "1"
			}
			run(b, site(n, never, c.keys), dir, o, n)
			for i := 1; b.Loop(); i++ {
				run(b, site(n, func(p int) bool { return c.every > 0 && p%c.every == 0 && i%2 == 1 }, c.keys), dir, o, c.written)
			}
		})
	}
}

func BenchmarkTree(b *testing.B) {
	for b.Loop() {
		t := site(50000, never, false)
		if len(t.Problems()) > 0 || len(t.Paths()) != 50000 {
			b.Fatal("bad tree")
		}
	}
}
