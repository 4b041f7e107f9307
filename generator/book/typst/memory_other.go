//go:build !(linux || darwin || freebsd || netbsd || openbsd || windows)

package typst

import "github.com/tetratelabs/wazero/experimental"

// reserveMemory makes a machine's memory, within the addresses that the engine can use.
func reserveMemory(start, limit uint64) experimental.LinearMemory {
	return &heapMemory{data: make([]byte, 0, start), limit: min(limit, memoryLimit)}
}
