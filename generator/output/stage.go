package output

import (
	"bytes"
	"crypto/sha256"
	"io"
	"io/fs"
	"os"
	"strconv"
)

// hand is one worker of stageAll with what it keeps at hand: a buffer, and the
// folders it was in last, which spares walking down to each file again.
type hand struct {
	*writer
	buf         []byte
	out, staged place
}

type place struct {
	path string
	root *os.Root
}

// in returns the folder of the path below base.
func (p *place) in(base *os.Root, path string) (*os.Root, error) {
	if path == "" {
		return base, nil
	}
	if p.root != nil && p.path == path {
		return p.root, nil
	}
	p.put()
	root, err := base.OpenRoot(path)
	if err == nil {
		p.path, p.root = path, root
	}
	return root, err
}

func (p *place) put() {
	if p.root != nil {
		p.root.Close()
		p.root = nil
	}
}

func (h *hand) put() {
	h.out.put()
	h.staged.put()
}

// stageOne makes one entry and stages it if the folder does not have it already.
func (h *hand) stageOne(i int) error {
	s := h.entries[i]
	there, err := h.there(s.Path)
	if err != nil {
		return err
	}
	if there != nil && h.believe(i, there) {
		return nil
	}
	if s.Make == nil && s.File != "" {
		return h.stageFile(i, there)
	}
	data, err := s.fresh()
	if err != nil {
		return makeError(s.Entry, err)
	}
	h.sums[i] = sha256.Sum256(data)
	if there != nil && there.Size() == int64(len(data)) {
		if old, ok := h.read(s.Path, there); ok && bytes.Equal(old, data) {
			return nil
		}
	}
	f, err := h.create(i)
	if err != nil {
		return explain(h.dir, s.Path, err)
	}
	_, err = f.Write(data)
	if errClose := f.Close(); err == nil {
		err = errClose
	}
	return explain(h.dir, s.Path, err)
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
func (h *hand) there(path string) (fs.FileInfo, error) {
	dir := parent(path)
	if !h.folders[dir].exists {
		return nil, nil
	}
	root, err := h.out.in(h.root, dir)
	if err != nil {
		return nil, explain(h.dir, dir, err)
	}
	info, err := root.Lstat(name(path))
	if err != nil || info.Mode()&fs.ModeSymlink != 0 {
		return nil, nil // a link is replaced, not followed
	}
	if info.Mode().IsRegular() {
		return info, nil
	}
	if !info.IsDir() {
		return nil, blocked(h.dir, path)
	}
	return nil, fs.WalkDir(h.root.FS(), path, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return explain(h.dir, p, err)
		}
		if !d.IsDir() && !(d.Type().IsRegular() && h.stale(p)) {
			return blocked(h.dir, p)
		}
		return nil
	})
}

// believe says whether the key is that of the last build and the file what was written then.
func (h *hand) believe(i int, there fs.FileInfo) bool {
	s := h.entries[i]
	if s.Key == "" || h.options.Stamp == "" || h.options.Stamp != h.old.stamp {
		return false
	}
	r, ok := h.old.find(s.Path)
	if !ok || r.key != s.Key {
		return false
	}
	if old, ok := h.read(s.Path, there); !ok || sha256.Sum256(old) != r.sum {
		return false
	}
	h.sums[i] = r.sum
	return true
}

// read returns the bytes of a file in the folder; they are valid until the next call.
func (h *hand) read(path string, info fs.FileInfo) ([]byte, bool) {
	size := int(info.Size())
	if cap(h.buf) <= size {
		h.buf = make([]byte, max(2*size, 64<<10))
	}
	f, err := h.open(path)
	if err != nil {
		return nil, false
	}
	defer f.Close()
	b := h.buf[:size]
	_, err = io.ReadFull(f, b)
	return b, err == nil
}

func (h *hand) open(path string) (*os.File, error) {
	root, err := h.out.in(h.root, parent(path))
	if err != nil {
		return nil, err
	}
	return root.Open(name(path))
}

// create opens the file in the stage that an entry's bytes go to.
func (h *hand) create(i int) (*os.File, error) {
	path := h.entries[i].Path
	const flags = os.O_WRONLY | os.O_CREATE | os.O_EXCL
	if err := h.prepare(); err != nil {
		return nil, err
	}
	dir := h.folders[parent(path)]
	if dir.exists {
		h.fates[i] = inFlat
		return h.flat.OpenFile(strconv.Itoa(i), flags, 0o666)
	}
	h.fates[i] = inTree
	if err := dir.make(); err != nil {
		return nil, err
	}
	root, err := h.staged.in(h.tree, dir.path)
	if err != nil {
		return nil, err
	}
	return root.OpenFile(name(path), flags, 0o666)
}

// stageFile stages the copy of a file, which may be too large for memory.
func (h *hand) stageFile(i int, there fs.FileInfo) error {
	s := h.entries[i]
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
		if old, err := h.open(s.Path); err == nil {
			h.sums[i], err = equal(src, old, &h.buf)
			old.Close()
			if err == nil {
				return nil
			}
		}
		if _, err := src.Seek(0, io.SeekStart); err != nil {
			return makeError(s.Entry, err)
		}
	}
	f, err := h.create(i)
	if err != nil {
		return explain(h.dir, s.Path, err)
	}
	hash := sha256.New()
	_, err = io.Copy(f, io.TeeReader(src, hash))
	if errClose := f.Close(); err == nil {
		err = errClose
	}
	hash.Sum(h.sums[i][:0])
	return explain(h.dir, s.Path, err)
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
