// Package output holds what a build makes: a tree of entries, and its way to a folder.
//
// An [Entry] knows its path, the file it comes from and how to make its bytes;
// nothing is made before it is asked for. The preview asks for one entry at a
// time ([Tree.Bytes]), a build for all of them ([Write]), live reload for what
// differs between two trees ([Diff]).
//
// A tree only takes paths that a server, a USB stick, Windows and macOS can
// hold alike ([CheckPath]), and no two entries that one of these would take
// for the same file. What it cannot take it reports ([Tree.Problems]); the
// author is told, and nothing is written.
//
// [Write] changes a folder all or not at all, as far as a file system lets
// one: everything is made before the first file changes, each file appears
// whole, equal files are left alone, and only files that an earlier build
// wrote are ever removed.
package output

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"showcase/generator/diag"
)

// Entry is one file of the output. Its bytes come from Make, File or Data; the
// first of them that is set counts, and an entry with none of them is an empty file.
type Entry struct {
	Path   string // where it goes: relative, slashes, see CheckPath
	Source string // the file it comes from, relative to the site, for messages; may be empty

	Make func() ([]byte, error) // called at most once at a time and only when asked for; from any goroutine
	File string                 // a file on disk that is copied
	Data []byte                 // must not change any more

	// Key is a hash of everything that the bytes depend on, or empty. Within one
	// program equal keys of one path mean equal bytes; what else must be equal
	// for the next run of the program to believe them is WriteOptions.Stamp.
	Key string
}

// Tree is a set of entries. Its methods may be called from several goroutines;
// the order in which entries are added is of no consequence.
type Tree struct {
	mu      sync.Mutex
	entries []*slot
	bad     []Entry
	sorted  bool
	byPath  map[string]*slot // the first of each path; valid while sorted
	clashes []Collision      // likewise; filled at the first call of Collisions
	checked bool
}

// slot is an entry with the bytes that were made of it.
type slot struct {
	Entry
	mu    sync.Mutex
	made  bool
	data  []byte
	err   error
	size  int64     // of File, when it was last read
	mtime time.Time // likewise
}

// New returns an empty tree.
func New() *Tree { return &Tree{} }

// Add puts an entry into the tree. An entry with a bad path or with the path of
// another one is kept apart and reported by [Tree.Problems].
func (t *Tree) Add(e Entry) {
	_, ok := CheckPath(e.Path)
	t.mu.Lock()
	defer t.mu.Unlock()
	if !ok {
		t.bad = append(t.bad, e)
		return
	}
	t.entries = append(t.entries, &slot{Entry: e})
	t.sorted = false
}

// index sorts the entries and returns them, several of one path side by side.
func (t *Tree) index() ([]*slot, map[string]*slot) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.sorted {
		entries := slices.Clone(t.entries) // others may still walk over the old slice
		slices.SortStableFunc(entries, func(a, b *slot) int {
			return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.Source, b.Source), strings.Compare(a.Key, b.Key))
		})
		byPath := make(map[string]*slot, len(entries))
		for _, s := range entries {
			if byPath[s.Path] == nil {
				byPath[s.Path] = s
			}
		}
		t.entries, t.byPath, t.sorted, t.checked = entries, byPath, true, false
	}
	return t.entries, t.byPath
}

// Paths returns the paths of all entries, sorted, each once.
func (t *Tree) Paths() []string {
	entries, _ := t.index()
	paths := make([]string, len(entries))
	for i, s := range entries {
		paths[i] = s.Path
	}
	return slices.Compact(paths)
}

// Has says whether the tree has an entry of the path.
func (t *Tree) Has(path string) bool {
	_, byPath := t.index()
	return byPath[path] != nil
}

// Bytes returns the bytes of one entry, which the caller must not change. They
// are made at the first call and kept; copies of files are read each time. A
// path that the tree does not have gives an error that is fs.ErrNotExist.
func (t *Tree) Bytes(path string) ([]byte, error) {
	_, byPath := t.index()
	s := byPath[path]
	if s == nil {
		return nil, &fs.PathError{Op: "read", Path: path, Err: fs.ErrNotExist}
	}
	data, err := s.bytes()
	if err != nil {
		return nil, makeError(s.Entry, err)
	}
	return data, nil
}

func (s *slot) bytes() ([]byte, error) {
	if s.Make == nil && s.File == "" {
		return s.Data, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.Make == nil {
		return s.readFile()
	}
	if !s.made {
		s.data, s.err = s.Make()
		s.made = true
	}
	return s.data, s.err
}

func (s *slot) readFile() ([]byte, error) {
	info, err := os.Stat(s.File)
	if err != nil {
		return nil, err
	}
	s.made, s.size, s.mtime = true, info.Size(), info.ModTime()
	return os.ReadFile(s.File)
}

// Collision is two entries that cannot both be in one folder: they have the same
// path, or paths that differ only in case or Unicode normalisation (Windows and
// macOS hold one of them), or one is a file where the other needs a folder.
type Collision struct {
	Path, Other string // the paths of the two, equal or nearly so
	A, B        string // their sources
}

// Collisions returns all pairs of entries that cannot both be written, in the
// order of their paths. Of three entries of one path, two pairs are returned.
func (t *Tree) Collisions() []Collision {
	entries, _ := t.index()
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.sorted {
		return collisions(entries) // somebody is still adding
	}
	if !t.checked {
		t.clashes, t.checked = collisions(t.entries), true
	}
	return slices.Clone(t.clashes)
}

func collisions(entries []*slot) []Collision {
	var found []Collision
	files := make(map[string]*slot, len(entries))
	for _, s := range entries {
		k := fold(s.Path)
		if first := files[k]; first != nil {
			found = append(found, Collision{first.Path, s.Path, first.Source, s.Source})
			continue
		}
		files[k] = s
	}
	seen := map[string]bool{} // folders that were looked at, in both forms
	for _, s := range entries {
		dir := parent(s.Path)
		if dir == "" || seen[dir] {
			continue
		}
		seen[dir] = true
		for dir = fold(dir); dir != ""; dir = parent(dir) {
			if f := files[dir]; f != nil {
				found = append(found, Collision{f.Path, s.Path, f.Source, s.Source})
				delete(files, dir) // once is enough
			}
		}
	}
	slices.SortStableFunc(found, func(a, b Collision) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.Other, b.Other), strings.Compare(a.B, b.B))
	})
	return found
}

// Problems returns what the tree could not take as errors for the author: bad
// paths and collisions. While there are any, [Write] refuses the tree.
func (t *Tree) Problems() []diag.Diagnostic {
	var ds []diag.Diagnostic
	t.mu.Lock()
	for _, e := range t.bad {
		why, _ := CheckPath(e.Path)
		ds = append(ds, diag.Diagnostic{File: e.Source, Severity: diag.Error, Code: "output/path",
			Message: diag.Say("输出路径 %[1]q 不能用：%[2]s。", "The output path %[1]q cannot be used: %[3]s.", e.Path, why.ZH, why.EN),
			Hint: diag.Say("请改文件名或永久链接，使它在 Windows、macOS 和 U 盘上都能保存，例如 plans/chunyou.html。",
				"Change the file's name or its permalink to one that Windows, macOS and a USB stick can all hold, such as plans/outing.html.")})
	}
	t.mu.Unlock()
	for _, c := range t.Collisions() {
		ds = append(ds, c.diagnostic())
	}
	diag.Sort(ds)
	return ds
}

func (c Collision) diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{File: cmp.Or(c.B, c.A), Severity: diag.Error, Code: "output/collision"}
	from := func(source string, none string) string { return cmp.Or(source, none) }
	switch {
	case c.Path == c.Other:
		d.Message = diag.Say("两个来源要写同一个文件 %[1]q：%[2]s 与 %[3]s。", "Two sources make the same file %[1]q: %[4]s and %[5]s.",
			c.Path, from(c.A, "程序"), from(c.B, "程序"), from(c.A, "the program"), from(c.B, "the program"))
	case fold(c.Path) == fold(c.Other):
		d.Message = diag.Say("%[1]q（来自 %[3]s）与 %[2]q（来自 %[4]s）只差大小写或字符编码形式，Windows 和 macOS 上只能留下一个。",
			"%[1]q (from %[5]s) and %[2]q (from %[6]s) differ only in case or in the form of their characters; Windows and macOS can hold only one of them.",
			c.Path, c.Other, from(c.A, "程序"), from(c.B, "程序"), from(c.A, "the program"), from(c.B, "the program"))
	default:
		d.Message = diag.Say("%[1]q（来自 %[3]s）是文件，%[2]q（来自 %[4]s）却要求它是文件夹。",
			"%[1]q (from %[5]s) is a file, but %[2]q (from %[6]s) needs a folder of that name.",
			c.Path, c.Other, from(c.A, "程序"), from(c.B, "程序"), from(c.A, "the program"), from(c.B, "the program"))
	}
	d.Hint = diag.Say("请给其中一个换文件名或永久链接。", "Give one of them another file name or permalink.")
	return d
}

// Diff returns the sorted paths whose bytes differ between two trees, as far as
// anybody can have noticed: paths that only one of them has, and entries that
// differ by Key or, without keys, by bytes, if the old ones were ever made.
// Nothing is made but the new bytes of entries whose old bytes were made; where
// keys are equal the new tree takes the old bytes over. A nil old is an empty tree.
func Diff(old, new *Tree) []string {
	if old == nil {
		old = New()
	}
	var changed []string
	_, before := old.index()
	_, after := new.index()
	for path, a := range before {
		if b := after[path]; b == nil || differ(a, b) {
			changed = append(changed, path)
		}
	}
	for path := range after {
		if before[path] == nil {
			changed = append(changed, path)
		}
	}
	slices.Sort(changed)
	return changed
}

func differ(a, b *slot) bool {
	if a == b {
		return false
	}
	if a.File != "" && a.Make == nil {
		if a.File != b.File || b.Make != nil {
			return true
		}
		a.mu.Lock()
		defer a.mu.Unlock()
		if !a.made {
			return false
		}
		info, err := os.Stat(a.File)
		if err != nil || info.Size() != a.size || !info.ModTime().Equal(a.mtime) {
			return true
		}
		b.mu.Lock()
		defer b.mu.Unlock()
		if !b.made { // what was seen of the old tree is still seen
			b.made, b.size, b.mtime = true, a.size, a.mtime
		}
		return false
	}
	if a.Make == nil { // fixed bytes
		if b.Make != nil || b.File != "" {
			return true
		}
		return !bytes.Equal(a.Data, b.Data)
	}
	a.mu.Lock()
	made, data, err := a.made, a.data, a.err
	a.mu.Unlock()
	sameKey := a.Key != "" && a.Key == b.Key
	if !made {
		return !sameKey && a.Key != "" && b.Key != ""
	}
	if sameKey && err == nil {
		b.adopt(data)
		return false
	}
	now, nowErr := b.bytes()
	return (err == nil) != (nowErr == nil) || !bytes.Equal(data, now)
}

// adopt takes bytes over that an equal entry made.
func (s *slot) adopt(data []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.made {
		s.made, s.data = true, data
	}
}

func makeError(e Entry, err error) error {
	if e.Source == "" {
		return fmt.Errorf("make %s: %w", e.Path, err)
	}
	return fmt.Errorf("make %s (from %s): %w", e.Path, e.Source, err)
}
