//go:build !unix

package cache

import (
	"errors"
	"io/fs"
	"os"
)

// lock is held by a process that has the store. Windows does not delete a file
// that a living process has open.
type lock struct{ file *os.File }

var errHeld = errors.New("held by another process")

func acquire(name string) (*lock, error) {
	if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, errHeld
	}
	f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return nil, errHeld
	}
	if err != nil {
		return nil, err
	}
	return &lock{f}, nil
}

func (l *lock) release() error { return l.file.Close() }
