package output

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// commit brings what is staged into the folder and removes what is stale. Until
// it is done the manifest on disk lists the files of both builds, so that none is
// forgotten if the program is killed on the way.
func (w *writer) commit() (res Result, err error) {
	records, stale := w.records(), w.staleFiles()
	final := &manifest{stamp: w.options.Stamp, records: records}
	if w.options.Partial {
		final.records = merge(w.kept(), records)
	}
	for _, f := range w.fates {
		if f == unchanged {
			res.Unchanged++
		} else {
			res.Written++
		}
	}
	text := final.encode()
	if res.Written == 0 && len(stale) == 0 {
		return res, w.putManifest(text)
	}
	both := &manifest{stamp: w.options.Stamp, records: merge(w.kept(), records)}
	if err := w.putManifest(both.encode()); err != nil {
		return Result{}, err
	}
	if err := w.move(stale, &res); err != nil {
		return res, err
	}
	return res, w.putManifest(text)
}

// move is the part of commit that changes the user's view.
func (w *writer) move(stale []string, res *Result) error {
	early, late := w.inTheWay(stale)
	n, err := w.removeFiles(early)
	res.Removed += n
	if err != nil {
		return err
	}
	if err := w.moveFolders(); err != nil {
		return err
	}
	if err := w.moveFiles(); err != nil {
		return err
	}
	n, err = w.removeFiles(late)
	res.Removed += n
	return err
}

// kept returns the records of the last build; their keys are worth nothing
// under another stamp.
func (w *writer) kept() []record {
	if w.old.stamp == w.options.Stamp {
		return w.old.records
	}
	rs := slices.Clone(w.old.records)
	for i := range rs {
		rs[i].key = ""
	}
	return rs
}

// staleFiles returns the paths that an earlier build wrote and this one does not.
func (w *writer) staleFiles() []string {
	if w.options.Partial {
		return nil
	}
	var out []string
	at := 0
	for _, r := range w.old.records {
		for at < len(w.entries) && w.entries[at].Path < r.path {
			at++
		}
		if at == len(w.entries) || w.entries[at].Path != r.path {
			out = append(out, r.path)
		}
	}
	return out
}

// inTheWay splits stale files into those that must go before the new ones come,
// because a file becomes a folder or a folder a file, and the others.
func (w *writer) inTheWay(stale []string) (early, late []string) {
	if len(stale) == 0 {
		return nil, nil
	}
	files := make(map[string]bool, len(w.entries))
	for _, s := range w.entries {
		files[s.Path] = true
	}
	for _, path := range stale {
		way := w.folders[path] != nil
		for dir := parent(path); dir != "" && !way; dir = parent(dir) {
			way = files[dir]
		}
		if way {
			early = append(early, path)
		} else {
			late = append(late, path)
		}
	}
	return early, late
}

// removeFiles removes files of an earlier build and the folders left empty. What
// has become a link or folder, or lies behind a link, is no longer what was written.
func (w *writer) removeFiles(paths []string) (removed int, err error) {
	if len(paths) == 0 {
		return 0, nil
	}
	folded := make(map[string]string, len(w.entries))
	for _, s := range w.entries {
		folded[fold(s.Path)] = s.Path
	}
	real := map[string]bool{"": true}
	emptied := map[string]bool{}
	for _, path := range paths {
		info, err := w.root.Lstat(path)
		if err != nil || !info.Mode().IsRegular() || !w.realFolder(parent(path), real) {
			continue
		}
		if twin, ok := folded[fold(path)]; ok && w.isTwin(info, twin) {
			// The folder takes both names for the same file: it is the new one, under its old name.
			if err := w.rename(path, twin); err != nil {
				return removed, explain(w.dir, path, err)
			}
			continue
		}
		if err := retry(func() error { return w.root.Remove(path) }); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return removed, explain(w.dir, path, err)
		}
		removed++
		for dir := parent(path); dir != ""; dir = parent(dir) {
			emptied[dir] = true
		}
	}
	w.removeEmpty(emptied)
	return removed, nil
}

func (w *writer) isTwin(info fs.FileInfo, path string) bool {
	other, err := w.root.Lstat(path)
	return err == nil && os.SameFile(info, other)
}

// realFolder says whether no part of the path is a link; known holds earlier answers.
func (w *writer) realFolder(path string, known map[string]bool) bool {
	if ok, done := known[path]; done {
		return ok
	}
	info, err := w.root.Lstat(path)
	ok := err == nil && info.IsDir() && w.realFolder(parent(path), known)
	known[path] = ok
	return ok
}

// removeEmpty removes those of the folders that are empty, the deepest first.
func (w *writer) removeEmpty(dirs map[string]bool) {
	order := make([]string, 0, len(dirs))
	for dir := range dirs {
		order = append(order, dir)
	}
	slices.SortFunc(order, func(a, b string) int { return strings.Compare(b, a) }) // a folder's own folders come first
	for _, dir := range order {
		if f := w.folders[dir]; f != nil && f.exists {
			continue // it holds entries of this build
		}
		if info, err := w.root.Lstat(dir); err == nil && info.IsDir() {
			w.root.Remove(dir) // fails, as it should, when something is in it
		}
	}
}

// moveFolders renames the new folders into place, each with all that is in it.
func (w *writer) moveFolders() error {
	var top []string
	for path, f := range w.folders {
		if !f.exists && w.folders[parent(path)].exists {
			top = append(top, path)
		}
	}
	slices.Sort(top)
	for _, path := range top {
		if err := w.moveTree(path); err != nil {
			return explain(w.dir, path, err)
		}
	}
	return nil
}

// moveTree renames one staged folder. Where the whole cannot be renamed (a virus
// scanner looks at one of its files, somebody made the folder meanwhile), its parts are.
func (w *writer) moveTree(path string) error {
	from := stageName + "/" + treeStage + "/" + path
	if w.rename(from, path) == nil {
		return nil
	}
	if err := w.root.Mkdir(path, 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	list, err := fs.ReadDir(w.root.FS(), from)
	if err != nil {
		return err
	}
	for _, e := range list {
		if e.IsDir() {
			err = w.moveTree(path + "/" + e.Name())
		} else {
			err = w.rename(from+"/"+e.Name(), path+"/"+e.Name())
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// moveFiles renames the staged files of folders that were there before.
func (w *writer) moveFiles() error {
	var (
		next  atomic.Int64
		wait  sync.WaitGroup
		mu    sync.Mutex
		first error
	)
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(w.fates) {
					return
				}
				if w.fates[i] != inFlat {
					continue
				}
				path := w.entries[i].Path
				if err := w.rename(stageName+"/"+flatStage+"/"+strconv.Itoa(i), path); err != nil {
					mu.Lock()
					if first == nil {
						first = explain(w.dir, path, err)
					}
					mu.Unlock()
					return
				}
			}
		})
	}
	wait.Wait()
	return first
}

// putManifest replaces the manifest if it differs.
func (w *writer) putManifest(text []byte) error {
	if info, err := w.root.Lstat(ManifestName); err == nil && info.Mode().IsRegular() && bytes.Equal(text, w.old.text) {
		return nil
	}
	if err := w.prepare(); err != nil {
		return explain(w.dir, stageName, err)
	}
	const staged = stageName + "/manifest"
	if err := w.root.WriteFile(staged, text, 0o666); err != nil {
		return explain(w.dir, ManifestName, err)
	}
	if err := w.rename(staged, ManifestName); err != nil {
		return explain(w.dir, ManifestName, err)
	}
	w.old.text = text
	return nil
}

func (w *writer) rename(from, to string) error {
	return retry(func() error { return w.root.Rename(from, to) })
}

// retry tries again for a while where virus scanners and search indexes hold
// files open for moments after they were written.
func retry(do func() error) error {
	err := do()
	for wait := 10 * time.Millisecond; runtime.GOOS == "windows" && errors.Is(err, fs.ErrPermission) && wait < time.Second; wait *= 2 {
		time.Sleep(wait)
		err = do()
	}
	return err
}
