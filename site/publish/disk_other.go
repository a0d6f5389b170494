//go:build !linux

package publish

import (
	"errors"
	"os"
)

// create makes a file that is not there.
func create(name string, data []byte) (m made, err error) {
	w, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return m, err
	}
	if _, err = w.Write(data); err == nil {
		m, err = madeOf(w)
	}
	return m, errors.Join(err, w.Close())
}

// look tells what stands at a name, and whether it is a file.
func look(name string) (m made, isFile bool, err error) {
	info, err := os.Lstat(name)
	if err != nil {
		return m, false, err
	}
	return made{info.Size(), info.ModTime().UnixNano()}, info.Mode().IsRegular(), nil
}
