package output

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"showcase/generator/diag"
)

// WriteOptions says how [Write] writes. The zero value writes a whole build.
type WriteOptions struct {
	// Partial adds or replaces the tree's entries and leaves all others, also
	// those of earlier builds: for a single print beside a site.
	Partial bool
	// Progress is called after each entry that was made, one call at a time.
	Progress func(done, total int)
	// Protect lists the user's own files and folders (the site, its content):
	// a folder that is one of them or holds one of them is not written to.
	Protect []string
	// Stamp names everything that keys do not cover: the program's version, say.
	// An entry whose key was written under the same stamp, and whose file is still
	// what was written then, is not made again. Empty: every entry is made.
	Stamp string
}

// Result counts files.
type Result struct{ Written, Unchanged, Removed int }

// Write makes all entries of the tree in parallel and brings them to the folder,
// which it makes if need be. Equal files are not touched. The others are first
// made in a folder of our own inside dir, so that a failing entry, a full disk
// or a cancelled context change nothing; then they are renamed into place, and
// the files that [ManifestName] lists and the tree no longer has are removed,
// with the folders that this leaves empty. Nothing else in dir is removed; a file
// in dir that has the path of an entry is replaced. Links in dir are never followed.
//
// What a killed build left is cleared away by the next one. Two builds of one
// folder at a time: the second is refused.
//
// Errors that the user can mend are of type [*Error]. A tree with
// [Tree.Problems] is refused with an error that names the first.
func Write(ctx context.Context, t *Tree, dir string, o WriteOptions) (res Result, err error) {
	if ds := t.Problems(); len(ds) > 0 {
		return res, &Error{ds[0].Message, nil}
	}
	if err := checkFolder(dir, o.Protect); err != nil {
		return res, err
	}
	root, created, err := openFolder(dir)
	if err != nil {
		return res, err
	}
	defer func() {
		root.Close()
		if created && err != nil {
			os.Remove(dir) // only if it is still empty
		}
	}()
	release, free, err := lockFolder(root)
	if err != nil {
		return res, explain(dir, "", err)
	}
	if !free {
		return res, &Error{diag.Say("另一个生成正在写入 %s。请等它结束再试。", "Another build is writing to %s. Try again when it has finished.", dir), nil}
	}
	defer release()
	entries, _ := t.index()
	w := &writer{dir: dir, root: root, options: o, entries: entries, old: readManifest(root)}
	defer w.clear()
	if err := w.stage(ctx); err != nil {
		return res, err
	}
	return w.commit()
}

// checkFolder refuses folders that hold what the user wrote.
func checkFolder(dir string, protect []string) error {
	out := realPath(dir)
	for _, p := range protect {
		rel, err := filepath.Rel(out, realPath(p))
		if err == nil && filepath.IsLocal(rel) { // p is dir or lies in it
			return &Error{diag.Say("输出文件夹 %[1]s 里有您自己的文件 %[2]s，不能在这里输出。请换一个专用的文件夹，例如 public。",
				"The output folder %[1]s holds your own files (%[2]s). Choose a folder of its own, such as public.", dir, p), nil}
		}
	}
	config, errConfig := os.Stat(filepath.Join(dir, "config.toml"))
	content, errContent := os.Stat(filepath.Join(dir, "content"))
	if errConfig == nil && errContent == nil && config.Mode().IsRegular() && content.IsDir() {
		return &Error{diag.Say("%s 是站点源文件所在的文件夹（有 config.toml 和 content），不能作为输出文件夹。请换一个，例如 public。",
			"%s is the folder of a site's sources (it has config.toml and content) and cannot be the output folder. Choose another, such as public.", dir), nil}
	}
	return nil
}

// realPath is the absolute path with all links resolved, as far as it exists.
func realPath(path string) string {
	abs, err := filepath.Abs(path)
	if err != nil {
		return filepath.Clean(path)
	}
	for rest := ""; ; {
		if real, err := filepath.EvalSymlinks(abs); err == nil {
			return filepath.Join(real, rest)
		}
		up := filepath.Dir(abs)
		if up == abs {
			return filepath.Join(abs, rest)
		}
		rest = filepath.Join(filepath.Base(abs), rest)
		abs = up
	}
}

func openFolder(dir string) (root *os.Root, created bool, err error) {
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		return nil, false, &Error{diag.Say("%s 是一个文件，不是文件夹，不能作为输出文件夹。请换一个名字，或移走这个文件。",
			"%s is a file and cannot be the output folder. Choose another name or move the file away.", dir), nil}
	}
	if errors.Is(err, fs.ErrNotExist) {
		if err := os.MkdirAll(dir, 0o777); err != nil {
			return nil, false, explain(dir, "", err)
		}
		created = true
	}
	root, err = os.OpenRoot(dir)
	return root, created, explain(dir, "", err)
}

const (
	stageName = ownPrefix + "-tmp" // all that a killed build can leave
	flatStage = "files"            // in stageName: files whose folder is there, by number
	treeStage = "folders"          // in stageName: new folders with their files, as they will be
)

// writer is one run of Write.
type writer struct {
	dir     string
	root    *os.Root
	options WriteOptions
	old     *manifest
	entries []*slot

	folders map[string]*folder // of all entries' paths, all levels
	fates   []fate             // by entry
	sums    []sum              // by entry

	prepare    func() error // makes the stage, once
	flat, tree *os.Root     // within the stage
}

// fate is what has to be done with an entry once all are made.
type fate uint8

const (
	unchanged fate = iota
	inFlat         // staged as a file to be renamed
	inTree         // staged in a folder to be renamed
)

// folder is one of the folders that the entries go to.
type folder struct {
	path   string
	exists bool
	make   func() error // in the stage, once
}

// clear removes the stage.
func (w *writer) clear() {
	for _, r := range []*os.Root{w.flat, w.tree} {
		if r != nil {
			r.Close()
		}
	}
	w.root.RemoveAll(stageName) // nothing, where there was none
}

// stage makes all entries and puts those that differ into the stage. It changes
// nothing outside of it.
func (w *writer) stage(ctx context.Context) error {
	if err := w.root.RemoveAll(stageName); err != nil { // of a killed build
		return explain(w.dir, stageName, err)
	}
	if err := w.survey(); err != nil {
		return err
	}
	w.prepare = sync.OnceValue(w.makeStage)
	return w.stageAll(ctx)
}

// makeStage makes the folders that changed entries are put in. Most builds of a
// finished site change nothing and need none.
func (w *writer) makeStage() (err error) {
	for _, dir := range []string{stageName, stageName + "/" + flatStage, stageName + "/" + treeStage} {
		if err := w.root.Mkdir(dir, 0o777); err != nil {
			return err
		}
	}
	if w.flat, err = w.root.OpenRoot(stageName + "/" + flatStage); err == nil {
		w.tree, err = w.root.OpenRoot(stageName + "/" + treeStage)
	}
	return err
}

// stageAll runs one worker a core over the entries. When one fails those before
// it are still made, so that the error is always that of the first that fails.
func (w *writer) stageAll(ctx context.Context) error {
	total := len(w.entries)
	w.fates, w.sums = make([]fate, total), make([]sum, total)
	var (
		next   atomic.Int64
		wait   sync.WaitGroup
		mu     sync.Mutex
		done   int
		failed = total
		first  error
	)
	work := func() {
		h := &hand{writer: w}
		defer h.put()
		for ctx.Err() == nil {
			i := int(next.Add(1)) - 1
			mu.Lock()
			stop := i >= failed
			mu.Unlock()
			if i >= total || stop {
				return
			}
			err := h.stageOne(i)
			mu.Lock()
			if err != nil && i < failed {
				failed, first = i, err
			}
			done++
			if w.options.Progress != nil {
				w.options.Progress(done, total)
			}
			mu.Unlock()
		}
	}
	for range min(runtime.GOMAXPROCS(0), total) {
		wait.Go(work)
	}
	wait.Wait()
	if first == nil && ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return first
}

// survey looks which folders are there already and refuses what stands in their way.
func (w *writer) survey() error {
	w.folders = map[string]*folder{"": {exists: true}}
	for _, s := range w.entries {
		if err := w.surveyFolder(parent(s.Path)); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) surveyFolder(path string) error {
	if w.folders[path] != nil {
		return nil
	}
	if err := w.surveyFolder(parent(path)); err != nil {
		return err
	}
	up := w.folders[parent(path)]
	f := &folder{path: path}
	f.make = sync.OnceValue(func() error {
		if !up.exists {
			if err := up.make(); err != nil {
				return err
			}
		}
		return w.tree.MkdirAll(path, 0o777)
	})
	w.folders[path] = f
	if !up.exists {
		return nil
	}
	info, err := w.root.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return explain(w.dir, path, err)
	case info.IsDir():
		f.exists = true
		return nil
	case info.Mode().IsRegular() && w.stale(path):
		return nil // an old page that has become a folder
	}
	return blocked(w.dir, path)
}

// stale says whether an earlier build wrote the file, given that this build does not.
func (w *writer) stale(path string) bool {
	_, listed := w.old.find(path)
	return listed && !w.options.Partial
}

func blocked(dir, path string) error {
	return &Error{diag.Say("%[1]s/%[2]s 不是本程序生成的，却占着要用的位置（同名的文件、文件夹或快捷链接）。请把它移走，或换一个输出文件夹。",
		"%[1]s/%[2]s was not made by this program and is in the way (a file, folder or link of that name). Move it away or choose another output folder.", dir, path), nil}
}

// records returns what the manifest will say of the entries.
func (w *writer) records() []record {
	rs := make([]record, len(w.entries))
	for i, s := range w.entries {
		rs[i] = record{s.Path, w.sums[i], s.Key}
	}
	return slices.Clip(rs)
}
