//go:build unix

package publish

import (
	"errors"
	"os"
	"syscall"
)

// tryLock opens the lock file and takes it. The system lets go of it when the
// process ends, however it ends, so that a dead holder holds nothing.
func tryLock(name string) (*os.File, error) {
	for {
		f, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o666)
		if err != nil {
			return nil, err
		}
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if errors.Is(err, syscall.EWOULDBLOCK) {
			f.Close()
			return nil, errHeld
		}
		if err != nil {
			f.Close()
			return nil, &os.PathError{Op: "lock", Path: name, Err: err}
		}
		// The holder before may have removed the file after it was opened
		// here: what is locked then has no name, and holds nobody back.
		if named, err := os.Stat(name); err == nil {
			if mine, err := f.Stat(); err == nil && os.SameFile(named, mine) {
				return f, nil
			}
		}
		f.Close()
	}
}

func unlock(f *os.File) error {
	return errors.Join(os.Remove(f.Name()), f.Close())
}

// writable tells whether files can be made and removed in a folder.
func writable(dir string) error {
	const writeAndSearch = 2 | 1
	if err := syscall.Access(dir, writeAndSearch); err != nil {
		return &os.PathError{Op: "write to", Path: dir, Err: err}
	}
	return nil
}
