//go:build unix

package frozen

import (
	"os"
	"syscall"

	"warraq/site/regular"
)

// mapped hands the bytes of a file to a function, which must not keep them. The system reads them as they are looked at: a
// pack may have more than memory holds.
func mapped(name string, use func(data []byte)) error {
	f, err := regular.Open(name, os.O_RDONLY, 0)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // it was read, and not written
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.Size() == 0 {
		use(nil)
		return nil
	}
	data, err := syscall.Mmap(int(f.Fd()), 0, int(info.Size()), syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		return &os.PathError{Op: "mmap", Path: name, Err: err}
	}
	use(data)
	return syscall.Munmap(data)
}
