//go:build unix

package wasm

import (
	"syscall"

	"github.com/tetratelabs/wazero/experimental"
)

// mapped is memory that the system gives and takes back: none of it is Go's, so that a run
// leaves no garbage behind, and its growth copies nothing. What is not touched takes nothing.
type mapped []byte

func allocate(_, most uint64) experimental.LinearMemory {
	all, err := syscall.Mmap(-1, 0, int(most), syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		return &grown{}
	}
	return mapped(all)
}

func (m mapped) Reallocate(size uint64) []byte {
	if size > uint64(len(m)) {
		return nil
	}
	return m[:size]
}

func (m mapped) Free() { _ = syscall.Munmap(m) }
