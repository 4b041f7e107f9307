package output

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"slices"
	"strings"
)

// ManifestName is the file in the output folder that lists what this program
// wrote there. Its lines are what `sha256sum -c` reads, so that a copy on a USB
// stick or a server can be checked without this program; lines with # are our own.
const ManifestName = ".showcase-manifest"

const (
	manifestHead = "# showcase manifest 1"
	stampMark    = "# stamp "
	keyMark      = "# key "
	// maxManifest is far above a million files; more is not ours.
	maxManifest = 512 << 20
)

type sum = [sha256.Size]byte

// record is what the manifest knows of one file.
type record struct {
	path string
	sum  sum
	key  string
}

// manifest is sorted by path.
type manifest struct {
	stamp   string
	records []record
	byPath  map[string]int // only of one that was read
	text    []byte         // as it was read
}

// readManifest reads what an earlier build left. A missing, foreign or damaged
// manifest is no error: lines that cannot be ours are passed over, so at worst
// an old file is left lying.
func readManifest(root *os.Root) *manifest {
	m := &manifest{byPath: map[string]int{}}
	info, err := root.Lstat(ManifestName)
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxManifest {
		return m
	}
	f, err := root.Open(ManifestName)
	if err != nil {
		return m
	}
	defer f.Close()
	text, err := io.ReadAll(f)
	if err != nil {
		return m
	}
	m.text = text
	m.parse()
	return m
}

func (m *manifest) parse() {
	rest := m.text
	next := func() string {
		var line []byte
		line, rest, _ = bytes.Cut(rest, []byte{'\n'})
		return string(bytes.TrimSuffix(line, []byte{'\r'})) // git on Windows may have added the \r
	}
	if next() != manifestHead {
		return
	}
	key := ""
	for len(rest) > 0 {
		line := next()
		if s, ok := strings.CutPrefix(line, stampMark); ok {
			m.stamp = s
		} else if k, ok := strings.CutPrefix(line, keyMark); ok {
			key = k
		} else {
			if r, ok := parseRecord(line); ok {
				r.key = key
				m.records = append(m.records, r)
			}
			key = ""
		}
	}
	byPath := func(a, b record) int { return strings.Compare(a.path, b.path) }
	slices.SortStableFunc(m.records, byPath) // ours is sorted; somebody else's may not be
	m.records = slices.CompactFunc(m.records, func(a, b record) bool { return a.path == b.path })
	for i, r := range m.records {
		m.byPath[r.path] = i
	}
}

func parseRecord(line string) (r record, ok bool) {
	const digits = 2 * sha256.Size
	if len(line) < digits+3 || line[digits:digits+2] != "  " {
		return r, false
	}
	if _, err := hex.Decode(r.sum[:], []byte(line[:digits])); err != nil {
		return r, false
	}
	r.path = line[digits+2:]
	_, ok = CheckPath(r.path)
	return r, ok
}

func (m *manifest) find(path string) (record, bool) {
	i, ok := m.byPath[path]
	if !ok {
		return record{}, false
	}
	return m.records[i], true
}

// encode returns the manifest's text; the same records give the same bytes.
func (m *manifest) encode() []byte {
	b := make([]byte, 0, 256+len(m.records)*128)
	b = append(b, manifestHead+"\n"...)
	if oneLine(m.stamp) {
		b = append(append(append(b, stampMark...), m.stamp...), '\n')
	}
	for _, r := range m.records {
		if m.stamp != "" && oneLine(r.key) {
			b = append(append(append(b, keyMark...), r.key...), '\n')
		}
		b = hex.AppendEncode(b, r.sum[:])
		b = append(append(append(b, "  "...), r.path...), '\n')
	}
	return b
}

// oneLine says whether a stamp or key can be written into the manifest.
func oneLine(s string) bool { return s != "" && !strings.ContainsAny(s, "\r\n") }

// merge returns the records of both, those of b where both have a path.
func merge(a, b []record) []record {
	out := make([]record, 0, max(len(a), len(b)))
	for len(a) > 0 && len(b) > 0 {
		switch c := strings.Compare(a[0].path, b[0].path); {
		case c < 0:
			out, a = append(out, a[0]), a[1:]
		case c > 0:
			out, b = append(out, b[0]), b[1:]
		default:
			out, a, b = append(out, b[0]), a[1:], b[1:]
		}
	}
	return append(append(out, a...), b...)
}
