package typst

import (
	"unsafe"

	"github.com/tetratelabs/wazero/experimental"
	"golang.org/x/sys/windows"
)

// virtualMemory is reserved address space of which the first part is committed.
type virtualMemory struct {
	base      uintptr
	committed uint64
	limit     uint64
}

// reserveMemory makes a machine's memory, within the addresses that the engine can use.
func reserveMemory(start, limit uint64) experimental.LinearMemory {
	limit = min(limit, memoryLimit)
	base, err := windows.VirtualAlloc(0, uintptr(limit), windows.MEM_RESERVE, windows.PAGE_READWRITE)
	if err != nil {
		return &heapMemory{data: make([]byte, 0, start), limit: limit}
	}
	return &virtualMemory{base: base, limit: limit}
}

func (m *virtualMemory) Reallocate(size uint64) []byte {
	if size > m.limit {
		return nil
	}
	if size > m.committed {
		if _, err := windows.VirtualAlloc(m.base, uintptr(size), windows.MEM_COMMIT, windows.PAGE_READWRITE); err != nil {
			return nil
		}
		m.committed = size
	}
	// The address is the system's, not the collector's, so it does not move.
	return unsafe.Slice(*(**byte)(unsafe.Pointer(&m.base)), m.limit)[:size]
}

func (m *virtualMemory) Free() {
	// An error would mean that the space is not ours: nothing can be done about it here.
	_ = windows.VirtualFree(m.base, 0, windows.MEM_RELEASE)
	m.base = 0
}
