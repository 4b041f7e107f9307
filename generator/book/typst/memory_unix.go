//go:build linux || darwin || freebsd || netbsd || openbsd

package typst

import (
	"syscall"

	"github.com/tetratelabs/wazero/experimental"
)

// mappedMemory is reserved address space: growing it neither copies nor moves,
// and freeing it gives the pages back to the system at once.
type mappedMemory struct{ space []byte }

// reserveMemory makes a machine's memory, within the addresses that the engine can use.
func reserveMemory(start, limit uint64) experimental.LinearMemory {
	limit = min(limit, memoryLimit)
	space, err := syscall.Mmap(-1, 0, int(limit), syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_PRIVATE|syscall.MAP_ANON|mapNoReserve)
	if err != nil {
		return &heapMemory{data: make([]byte, 0, start), limit: limit}
	}
	return &mappedMemory{space}
}

func (m *mappedMemory) Reallocate(size uint64) []byte {
	if size > uint64(len(m.space)) {
		return nil
	}
	return m.space[:size]
}

func (m *mappedMemory) Free() {
	// An error would mean that the space is not ours: nothing can be done about it here.
	_ = syscall.Munmap(m.space)
	m.space = nil
}
