//go:build unix

package cache

import (
	"errors"
	"os"
	"syscall"
)

// lock is held by a process that has the store. The system lets go of it when
// the process ends, however it ends.
type lock struct{ file *os.File }

var errHeld = errors.New("held by another process")

func acquire(name string) (*lock, error) {
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
	return &lock{f}, nil
}

func (l *lock) release() error { return l.file.Close() }
