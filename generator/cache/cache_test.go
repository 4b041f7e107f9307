package cache_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"showcase/generator/cache"
)

// kept lists the files of a cache.
func kept(t *testing.T, dir string) (files []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files = append(files, p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func has(t *testing.T, f *cache.Folder, key, want string) {
	t.Helper()
	got, ok := f.Get(key)
	if ok != (want != "") || string(got) != want {
		t.Errorf("Get(%s) = %q, %v; want %q", key, got, ok, want)
	}
}

// TestKept: what one program put another gets, under its key alone.
func TestKept(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "not", "there")
	cache.Open(dir, 1<<20).Put("a", []byte("一"))
	f := cache.Open(dir, 1<<20)
	has(t, f, "a", "一")
	has(t, f, "b", "")
	f.Put("a", []byte("二"))
	has(t, cache.Open(dir, 1<<20), "a", "二")
}

// TestDamaged: a file that was cut, changed or exchanged is as good as none.
func TestDamaged(t *testing.T) {
	for name, damage := range map[string]func(data []byte) []byte{
		"empty":   func([]byte) []byte { return nil },
		"cut":     func(data []byte) []byte { return data[:len(data)-1] },
		"changed": func(data []byte) []byte { data[len(data)-1] ^= 1; return data },
		"foreign": func([]byte) []byte { return bytes.Repeat([]byte{7}, 1000) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			f := cache.Open(dir, 1<<20)
			f.Put("a", []byte("some bytes"))
			file := kept(t, dir)[0]
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, damage(data), 0o600); err != nil {
				t.Fatal(err)
			}
			has(t, f, "a", "")
			f.Put("a", []byte("made again"))
			has(t, f, "a", "made again")
		})
	}
}

// TestNoFolder: where nothing can be written, what is put lasts as long as the program.
func TestNoFolder(t *testing.T) {
	blocked := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{"", blocked} {
		f := cache.Open(dir, 1<<20)
		f.Put("a", []byte("一"))
		f.Trim()
		has(t, f, "a", "一")
		has(t, cache.Open(dir, 1<<20), "a", "")
	}
}

// TestTrim: what was used last stays.
func TestTrim(t *testing.T) {
	dir := t.TempDir()
	f := cache.Open(dir, 3500)
	for i := range 5 {
		f.Put(fmt.Sprint(i), []byte(strings.Repeat("x", 1000)))
		for _, file := range kept(t, dir) { // all a day older
			info, err := os.Stat(file)
			if err != nil {
				t.Fatal(err)
			}
			day := info.ModTime().Add(-24 * time.Hour)
			if err := os.Chtimes(file, day, day); err != nil {
				t.Fatal(err)
			}
		}
	}
	f.Get("0")
	f.Trim()
	for key, want := range map[string]bool{"0": true, "1": false, "2": false, "3": true, "4": true} {
		if _, ok := f.Get(key); ok != want {
			t.Errorf("%s is there: %v", key, ok)
		}
	}
}

// TestTogether: programs that put and get at once get whole files or none.
func TestTogether(t *testing.T) {
	dir := t.TempDir()
	var wg sync.WaitGroup
	for range 4 {
		f := cache.Open(dir, 20_000)
		wg.Go(func() {
			for i := range 100 {
				key := fmt.Sprint(i % 10)
				want := strings.Repeat(key, 5000)
				if got, ok := f.Get(key); ok && string(got) != want {
					t.Errorf("%s is %.20q…", key, got)
				}
				f.Put(key, []byte(want))
				f.Trim()
			}
		})
	}
	wg.Wait()
}
