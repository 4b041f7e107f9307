package server

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"showcase/generator/diag"
)

const (
	quiet     = 10 * time.Millisecond  // after the last event of a burst
	patience  = 100 * time.Millisecond // with a burst that does not end, and with a file that is still empty
	pollEvery = 300 * time.Millisecond
)

// watcher tells when something below the watched folders has changed, by the
// system's word, or by looking again and again where that cannot be had.
type watcher struct {
	roots   []string // absolute, links resolved
	ignored []string // likewise
	log     func(diag.Text)
	poll    bool
	notify  *fsnotify.Watcher
	watched map[string]bool // folders
	empty   []string        // files of this burst that had nothing in them
}

func newWatcher(o Options) *watcher {
	w := &watcher{log: o.Log, poll: o.Poll, watched: map[string]bool{}}
	if w.log == nil {
		w.log = func(diag.Text) {}
	}
	for _, dir := range o.Dirs {
		w.roots = append(w.roots, absolute(dir))
	}
	for _, dir := range o.Ignore {
		w.ignored = append(w.ignored, absolute(dir))
	}
	return w
}

// absolute resolves links, of the parent folder if the path itself is not there.
func absolute(path string) string {
	abs, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		return real
	}
	if real, err := filepath.EvalSymlinks(filepath.Dir(abs)); err == nil {
		return filepath.Join(real, filepath.Base(abs))
	}
	return abs
}

// run closes ready when it is watching, and then sends to changes after each
// burst; while nobody receives, bursts become one. It returns when ctx ends.
func (w *watcher) run(ctx context.Context, ready chan<- struct{}, changes chan<- struct{}) {
	if !w.poll {
		if err := w.start(); err != nil {
			w.giveUp(err)
		}
	}
	if w.notify != nil {
		defer w.notify.Close()
	}
	if w.poll {
		w.runPolling(ctx, ready, changes)
		return
	}
	close(ready)
	if err := w.runNotified(ctx, changes); err != nil {
		w.giveUp(err)
		send(changes) // whatever was missed
		w.runPolling(ctx, make(chan struct{}), changes)
	}
}

func send(changes chan<- struct{}) {
	select {
	case changes <- struct{}{}:
	default: // one is waiting already
	}
}

func (w *watcher) giveUp(err error) {
	w.poll = true
	w.log(diag.Say("系统不能通知文件改动（%v），改为每隔片刻检查一遍文件。", "The system does not report changes of files (%v); looking at the files again and again instead.", err))
}

func (w *watcher) start() (err error) {
	if w.notify, err = fsnotify.NewWatcher(); err != nil {
		return err
	}
	_, err = w.addRoots()
	return err
}

// addRoots watches each root, and its parent to see it come and go.
func (w *watcher) addRoots() (found bool, err error) {
	for _, root := range w.roots {
		if err := w.add(filepath.Dir(root)); err != nil {
			return found, err
		}
		some, err := w.addTree(root)
		found = found || some
		if err != nil {
			return found, err
		}
	}
	return found, nil
}

// addTree watches a folder and all below it, and says whether there are files in
// it: those that came before the watch give no event. Each folder is watched
// first and listed then, so nothing falls between.
func (w *watcher) addTree(dir string) (found bool, err error) {
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil // gone meanwhile
		case !w.minds(path):
			if d.IsDir() {
				return filepath.SkipDir
			}
			return nil
		case !d.IsDir():
			found = true
			return nil
		}
		return w.add(path)
	})
	return found, err
}

func (w *watcher) add(dir string) error {
	err := w.notify.Add(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		w.watched[dir] = true
	}
	return err
}

// forget ends the watch of a folder that was removed or renamed, and of all below it.
func (w *watcher) forget(path string) {
	if !w.watched[path] {
		return
	}
	for dir := range w.watched {
		if within(path, dir) {
			w.notify.Remove(dir) // the system may have been quicker
			delete(w.watched, dir)
		}
	}
}

// within says whether path is dir or below it.
func within(dir, path string) bool {
	return strings.HasPrefix(path, dir) && (len(path) == len(dir) || os.IsPathSeparator(path[len(dir)]) || os.IsPathSeparator(dir[len(dir)-1]))
}

// minds says whether a path is below a root and neither ignored nor temporary.
func (w *watcher) minds(path string) bool {
	for _, dir := range w.ignored {
		if within(dir, path) {
			return false
		}
	}
	for _, root := range w.roots {
		if !within(root, path) {
			continue
		}
		clean := true
		for part := range strings.SplitSeq(filepath.ToSlash(path[len(root):]), "/") {
			clean = clean && !temporary(part)
		}
		if clean {
			return true
		}
	}
	return false
}

// temporary says whether a name is hidden or of a file that an editor, office
// program or browser makes for a moment.
func temporary(name string) bool {
	if name == "" {
		return false
	}
	low := strings.ToLower(name)
	switch low {
	case "4913", "thumbs.db", "desktop.ini":
		return true
	}
	if strings.HasPrefix(low, "#") && strings.HasSuffix(low, "#") {
		return true
	}
	for _, begin := range []string{".", "~$", "~wr"} {
		if strings.HasPrefix(low, begin) {
			return true
		}
	}
	for _, end := range []string{"~", ".swp", ".swx", ".tmp", ".temp", ".bak", ".crdownload", ".part"} {
		if strings.HasSuffix(low, end) {
			return true
		}
	}
	return false
}

// runNotified acts on the first event and waits only a moment for the rest of the
// burst. It returns the error that makes the system's word worthless, or nil when ctx ends.
func (w *watcher) runNotified(ctx context.Context, changes chan<- struct{}) error {
	timer := time.NewTimer(time.Hour)
	timer.Stop()
	defer timer.Stop()
	var first time.Time // of the burst; zero: none
	for {
		dirty := false
		select {
		case <-ctx.Done():
			return nil
		case ev, ok := <-w.notify.Events:
			if !ok {
				return fsnotify.ErrClosed
			}
			var err error
			if dirty, err = w.event(ev); err != nil {
				return err
			}
		case err, ok := <-w.notify.Errors:
			if !ok {
				return fsnotify.ErrClosed
			}
			if !errors.Is(err, fsnotify.ErrEventOverflow) {
				return err
			}
			// Events were lost: look at everything once, as if all had changed.
			if _, err := w.addRoots(); err != nil {
				return err
			}
			dirty = true
		case <-timer.C:
			if w.stillEmpty() && time.Since(first) < patience {
				timer.Reset(patience - time.Since(first))
				continue
			}
			first, w.empty = time.Time{}, nil
			send(changes)
		}
		if dirty {
			if first.IsZero() {
				first = time.Now()
			}
			timer.Reset(min(quiet, max(0, patience-time.Since(first))))
		}
	}
}

// event follows folders that come and go and says whether there is anything to build.
func (w *watcher) event(ev fsnotify.Event) (dirty bool, err error) {
	if !w.minds(ev.Name) || ev.Op == fsnotify.Chmod {
		return false, nil
	}
	if ev.Has(fsnotify.Remove) || ev.Has(fsnotify.Rename) {
		w.forget(ev.Name)
		return true, nil
	}
	info, err := os.Lstat(ev.Name)
	if err != nil {
		return true, nil // gone already; its end is a change too
	}
	if info.IsDir() {
		if !ev.Has(fsnotify.Create) {
			return false, nil // Windows says so for each change of a file in it
		}
		w.forget(ev.Name) // an old watch of that name may be of a folder that is gone
		return w.addTree(ev.Name)
	}
	if info.Size() == 0 {
		w.empty = append(w.empty, ev.Name)
	}
	return true, nil
}

// stillEmpty says whether an editor that empties a file before it writes it has
// not got to writing yet.
func (w *watcher) stillEmpty() bool {
	for _, path := range w.empty {
		if info, err := os.Lstat(path); err == nil && info.Size() == 0 {
			return true
		}
	}
	return false
}

// stamp is what polling compares.
type stamp struct {
	size  int64
	mtime time.Time
	mode  fs.FileMode
}

func (w *watcher) runPolling(ctx context.Context, ready chan<- struct{}, changes chan<- struct{}) {
	known := w.snapshot()
	close(ready)
	for {
		begun := time.Now()
		now := w.snapshot()
		if !maps.EqualFunc(known, now, func(a, b stamp) bool {
			return a.size == b.size && a.mode == b.mode && a.mtime.Equal(b.mtime)
		}) {
			known = now
			send(changes)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(max(pollEvery, 10*time.Since(begun))): // at most a tenth of a core
		}
	}
}

func (w *watcher) snapshot() map[string]stamp {
	files := map[string]stamp{}
	for _, root := range w.roots {
		filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return nil
			}
			if !w.minds(path) {
				if d.IsDir() {
					return filepath.SkipDir
				}
				return nil
			}
			if info, err := d.Info(); err == nil && !d.IsDir() {
				files[path] = stamp{info.Size(), info.ModTime(), info.Mode()}
			}
			return nil
		})
	}
	return files
}
