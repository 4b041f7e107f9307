package output

import (
	"bytes"
	"crypto/sha256"
	"io"
	"io/fs"
	"os"
	"strconv"
)

// stageOne makes one entry and stages it if the folder does not have it already.
func (w *writer) stageOne(i int, buf *[]byte) error {
	s := w.entries[i]
	there, err := w.there(s.Path)
	if err != nil {
		return err
	}
	if there != nil && w.believe(i, there, buf) {
		return nil
	}
	if s.Make == nil && s.File != "" {
		return w.stageFile(i, there, buf)
	}
	data, err := s.fresh()
	if err != nil {
		return makeError(s.Entry, err)
	}
	w.sums[i] = sha256.Sum256(data)
	if there != nil && there.Size() == int64(len(data)) {
		if old, ok := w.read(s.Path, there, buf); ok && bytes.Equal(old, data) {
			return nil
		}
	}
	f, err := w.create(i)
	if err != nil {
		return explain(w.dir, s.Path, err)
	}
	_, err = f.Write(data)
	if errClose := f.Close(); err == nil {
		err = errClose
	}
	return explain(w.dir, s.Path, err)
}

// fresh returns the bytes without keeping them: a whole site does not fit in memory.
func (s *slot) fresh() ([]byte, error) {
	if s.Make == nil {
		return s.Data, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.made {
		return s.data, s.err
	}
	return s.Make()
}

// there returns the regular file that the folder has at the path; nil if there is
// none, or something that may be replaced. A folder may be if all in it is old output.
func (w *writer) there(path string) (fs.FileInfo, error) {
	if !w.folders[parent(path)].exists {
		return nil, nil
	}
	info, err := w.root.Lstat(path)
	if err != nil || info.Mode()&fs.ModeSymlink != 0 {
		return nil, nil // a link is replaced, not followed
	}
	if info.Mode().IsRegular() {
		return info, nil
	}
	if !info.IsDir() {
		return nil, blocked(w.dir, path)
	}
	return nil, fs.WalkDir(w.root.FS(), path, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return explain(w.dir, p, err)
		}
		if !d.IsDir() && !(d.Type().IsRegular() && w.stale(p)) {
			return blocked(w.dir, p)
		}
		return nil
	})
}

// believe says whether the key is that of the last build and the file what was written then.
func (w *writer) believe(i int, there fs.FileInfo, buf *[]byte) bool {
	s := w.entries[i]
	if s.Key == "" || w.options.Stamp == "" || w.options.Stamp != w.old.stamp {
		return false
	}
	r, ok := w.old.find(s.Path)
	if !ok || r.key != s.Key {
		return false
	}
	if old, ok := w.read(s.Path, there, buf); !ok || sha256.Sum256(old) != r.sum {
		return false
	}
	w.sums[i] = r.sum
	return true
}

// read returns the bytes of a file in the folder; they are valid until the next call.
func (w *writer) read(path string, info fs.FileInfo, buf *[]byte) ([]byte, bool) {
	size := int(info.Size())
	if cap(*buf) <= size {
		*buf = make([]byte, max(2*size, 64<<10))
	}
	f, err := w.root.Open(path)
	if err != nil {
		return nil, false
	}
	defer f.Close()
	b := (*buf)[:size]
	_, err = io.ReadFull(f, b)
	return b, err == nil
}

// create opens the file in the stage that an entry's bytes go to.
func (w *writer) create(i int) (*os.File, error) {
	path := w.entries[i].Path
	const flags = os.O_WRONLY | os.O_CREATE | os.O_EXCL
	dir := w.folders[parent(path)]
	if dir.exists {
		w.fates[i] = inFlat
		return w.flat.OpenFile(strconv.Itoa(i), flags, 0o666)
	}
	w.fates[i] = inTree
	if err := dir.make(); err != nil {
		return nil, err
	}
	return w.tree.OpenFile(path, flags, 0o666)
}

// stageFile stages the copy of a file, which may be too large for memory.
func (w *writer) stageFile(i int, there fs.FileInfo, buf *[]byte) error {
	s := w.entries[i]
	src, err := os.Open(s.File)
	if err != nil {
		return makeError(s.Entry, err)
	}
	defer src.Close()
	info, err := src.Stat()
	if err != nil {
		return makeError(s.Entry, err)
	}
	if there != nil && there.Size() == info.Size() {
		if old, err := w.root.Open(s.Path); err == nil {
			w.sums[i], err = equal(src, old, buf)
			old.Close()
			if err == nil {
				return nil
			}
		}
		if _, err := src.Seek(0, io.SeekStart); err != nil {
			return makeError(s.Entry, err)
		}
	}
	f, err := w.create(i)
	if err != nil {
		return explain(w.dir, s.Path, err)
	}
	hash := sha256.New()
	_, err = io.Copy(f, io.TeeReader(src, hash))
	if errClose := f.Close(); err == nil {
		err = errClose
	}
	hash.Sum(w.sums[i][:0])
	return explain(w.dir, s.Path, err)
}

// equal reads two files to their end and returns the hash of both; an error that
// is not nil means that they differ or cannot be read.
func equal(a, b io.Reader, buf *[]byte) (s sum, err error) {
	const chunk = 32 << 10
	if cap(*buf) < 2*chunk {
		*buf = make([]byte, 2*chunk)
	}
	one, two := (*buf)[:chunk], (*buf)[chunk:2*chunk]
	hash := sha256.New()
	for {
		n, errA := io.ReadFull(a, one)
		m, errB := io.ReadFull(b, two)
		if !bytes.Equal(one[:n], two[:m]) {
			return s, io.ErrUnexpectedEOF
		}
		hash.Write(one[:n])
		if errA != nil || errB != nil {
			if isEnd(errA) && isEnd(errB) {
				hash.Sum(s[:0])
				return s, nil
			}
			return s, io.ErrUnexpectedEOF
		}
	}
}

func isEnd(err error) bool { return err == io.EOF || err == io.ErrUnexpectedEOF }
