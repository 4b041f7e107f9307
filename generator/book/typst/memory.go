package typst

// memoryLimit is the most that one machine may use. A dossier of 120 pages
// with photos takes about 400 MB.
const memoryLimit = 2 << 30

// heapMemory is a machine's memory on Go's heap: where the system does not
// give address space. Growing copies.
type heapMemory struct {
	data  []byte
	limit uint64
}

func (m *heapMemory) Reallocate(size uint64) []byte {
	if size > m.limit {
		return nil
	}
	if size > uint64(cap(m.data)) {
		grown := make([]byte, size, min(m.limit, size+size/4))
		copy(grown, m.data)
		m.data = grown
	}
	m.data = m.data[:size]
	return m.data
}

func (m *heapMemory) Free() { m.data = nil }
