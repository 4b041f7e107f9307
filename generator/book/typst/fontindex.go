package typst

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
)

// fontIndex remembers from one start to the next which faces each font file
// has: reading the names of a computer's fonts takes longer than all else at
// the start. A file is read again when its size or time of change is another.
// Without a file of its own, or with a damaged one, everything is read again.
type fontIndex struct {
	file    string // empty: nothing is kept
	known   map[string]indexedFont
	changed bool
}

// indexedFont is one font file; Faces is empty for a file that is no font.
type indexedFont struct {
	Size  int64
	Time  int64 // of the last change, in nanoseconds since 1970
	Faces []fontFace
}

// fontIndexName bears the version of its form.
const fontIndexName = "fonts-1.json"

func readFontIndex(cacheDir string) *fontIndex {
	x := &fontIndex{known: map[string]indexedFont{}}
	if cacheDir == "" {
		return x
	}
	x.file = filepath.Join(cacheDir, fontIndexName)
	data, err := os.ReadFile(x.file)
	if err != nil {
		return x
	}
	var known map[string]indexedFont
	if json.Unmarshal(data, &known) == nil && known != nil {
		x.known = known
	}
	return x
}

// scan lists the faces of all font files under the folders, in the order of
// their paths. Folders that do not exist are no error.
func (x *fontIndex) scan(dirs []string) []fontFace {
	var files []string
	for _, dir := range dirs {
		// A folder that cannot be read has no fonts for us: not worth an error.
		_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return nil
			}
			switch strings.ToLower(filepath.Ext(path)) {
			case ".ttf", ".otf", ".ttc", ".otc":
				files = append(files, path)
			}
			return nil
		})
	}
	fonts := make([]indexedFont, len(files))
	fresh := make([]bool, len(files))
	var wait sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		wait.Go(func() {
			for i := w; i < len(files); i += workers {
				fonts[i], fresh[i] = x.look(files[i])
			}
		})
	}
	wait.Wait()
	var list []fontFace
	for i, f := range fonts {
		if fresh[i] {
			x.known[indexKey(files[i])] = f
			x.changed = true
		}
		for _, face := range f.Faces {
			face.File = files[i]
			list = append(list, face)
		}
	}
	return list
}

// look returns what is known of a file, or what it says itself: fresh.
func (x *fontIndex) look(path string) (font indexedFont, fresh bool) {
	info, err := os.Stat(path)
	if err != nil {
		return indexedFont{}, false
	}
	known, ok := x.known[indexKey(path)]
	if ok && known.Size == info.Size() && known.Time == info.ModTime().UnixNano() {
		return known, false
	}
	return indexedFont{info.Size(), info.ModTime().UnixNano(), readFaces(path)}, true
}

func indexKey(path string) string {
	if whole, err := filepath.Abs(path); err == nil {
		return whole
	}
	return path
}

// save keeps what was read; files that are gone are forgotten. A folder that
// cannot be written only makes the next start slower.
func (x *fontIndex) save() {
	if x.file == "" || !x.changed {
		return
	}
	for path := range x.known {
		if _, err := os.Stat(path); err != nil {
			delete(x.known, path)
		}
	}
	data, err := json.Marshal(x.known)
	if err != nil || os.MkdirAll(filepath.Dir(x.file), 0o755) != nil {
		return
	}
	// Whole or not at all: another program may be reading it.
	half, err := os.CreateTemp(filepath.Dir(x.file), fontIndexName+".*")
	if err != nil {
		return
	}
	_, err = half.Write(data)
	if closed := half.Close(); err != nil || closed != nil || os.Rename(half.Name(), x.file) != nil {
		_ = os.Remove(half.Name())
	}
}
