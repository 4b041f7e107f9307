//go:build linux || darwin || netbsd

package typst

import "syscall"

const mapNoReserve = syscall.MAP_NORESERVE
