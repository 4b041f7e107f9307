//go:build freebsd || openbsd

package typst

const mapNoReserve = 0
