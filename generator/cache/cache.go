// Package cache keeps made files in a folder of the user, each under the key of
// what it was made from, so that the next run need not make it again.
//
// Nothing depends on it: what is missing, damaged or too much for the disk is
// made again by whoever asks. Programs may share a folder at the same time.
package cache

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// Folder is a folder of made files. It may be used by several goroutines.
type Folder struct {
	dir   string
	limit int64 // bytes

	mu    sync.Mutex
	grown bool              // something was put since the last Trim
	spare map[string][]byte // by key, what the folder did not take
}

// Open returns the cache in dir, which need not exist; with an empty dir, what
// is put is kept in memory only. Limit is how many bytes [Folder.Trim] leaves.
func Open(dir string, limit int64) *Folder {
	return &Folder{dir: dir, limit: limit, spare: map[string][]byte{}}
}

const (
	ending    = ".kept"
	beginning = ".new-" // of files being written
	// Ages of files are told by the time of their last use, to the hour: a read
	// should not cost a write.
	usedAgain = time.Hour
	abandoned = 24 * time.Hour
)

func (f *Folder) file(key string) string {
	sum := sha256.Sum256([]byte(key))
	name := hex.EncodeToString(sum[:16])
	return filepath.Join(f.dir, name[:2], name[2:]+ending)
}

// seal is what stands before a file's bytes: a sum of the key and of them.
func seal(key string, data []byte) []byte {
	h := sha256.New()
	h.Write([]byte(key + "\n"))
	h.Write(data)
	return h.Sum(nil)
}

// Get returns what was put under the key. A file that is not what was written
// is thrown away.
func (f *Folder) Get(key string) ([]byte, bool) {
	f.mu.Lock()
	data, ok := f.spare[key]
	f.mu.Unlock()
	if ok || f.dir == "" {
		return data, ok
	}
	name := f.file(key)
	all, err := os.ReadFile(name)
	if err != nil {
		return nil, false
	}
	if len(all) < sha256.Size || !bytes.Equal(all[:sha256.Size], seal(key, all[sha256.Size:])) {
		_ = os.Remove(name) // if it cannot be removed, Put will replace it or keep the new one in memory
		return nil, false
	}
	if info, err := os.Stat(name); err == nil && time.Since(info.ModTime()) > usedAgain {
		now := time.Now()
		_ = os.Chtimes(name, now, now) // at worst it looks older than it is
	}
	return all[sha256.Size:], true
}

// Put keeps bytes, which must not change any more, under the key: in the folder,
// or in memory until the program ends if the folder does not take them.
func (f *Folder) Put(key string, data []byte) {
	err := fs.ErrInvalid
	if f.dir != "" {
		err = f.write(key, data)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.grown = true
	if err != nil {
		f.spare[key] = data
	}
}

func (f *Folder) write(key string, data []byte) error {
	name := f.file(key)
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), beginning)
	if err != nil {
		return err
	}
	_, err = tmp.Write(append(seal(key, data), data...))
	err = cmp.Or(err, tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), name)
	}
	if err != nil {
		_ = os.Remove(tmp.Name()) // if it stays, Trim takes it later
	}
	return err
}

// Trim removes what was not used for longest until the limit holds, and what
// killed programs left. It does nothing if nothing was put.
func (f *Folder) Trim() {
	f.mu.Lock()
	grown := f.grown
	f.grown = false
	f.mu.Unlock()
	if !grown || f.dir == "" {
		return
	}
	type file struct {
		name string
		size int64
		used time.Time
	}
	var files []file
	total := int64(0)
	// What cannot be looked at cannot be removed either.
	_ = filepath.WalkDir(f.dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return nil
		}
		switch base := filepath.Base(name); {
		case strings.HasPrefix(base, beginning) && time.Since(info.ModTime()) > abandoned:
			_ = os.Remove(name)
		case strings.HasSuffix(base, ending):
			files = append(files, file{name, info.Size(), info.ModTime()})
			total += info.Size()
		}
		return nil
	})
	slices.SortFunc(files, func(a, b file) int { return a.used.Compare(b.used) })
	for _, old := range files {
		if total <= f.limit {
			return
		}
		if os.Remove(old.name) == nil {
			total -= old.size
		}
	}
}
