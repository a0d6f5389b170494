package cache

import "syscall"

// unload gives back the memory in which a file was looked at.
func unload(data []byte) { _ = syscall.Madvise(data, syscall.MADV_DONTNEED) }
