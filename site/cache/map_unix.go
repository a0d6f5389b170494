//go:build unix

package cache

import (
	"os"
	"syscall"

	"warraq/site/regular"
)

// mapped is the size from which a file is not read but looked at where it lies,
// in the system's own memory.
const mapped = 4 << 20

// contents gives a file's bytes. Those of a large one are good as long as the
// process lives and the file is not cut short.
func contents(f *os.File) ([]byte, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() < mapped {
		return regular.ReadFile(f.Name())
	}
	return syscall.Mmap(int(f.Fd()), 0, int(info.Size()), syscall.PROT_READ, syscall.MAP_SHARED)
}
