//go:build !linux

package publish

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"time"
)

// create makes a file that is not there.
func create(name string, data []byte) (m made, err error) {
	w, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return m, err
	}
	if _, err = w.Write(data); err == nil {
		var info fs.FileInfo
		if info, err = w.Stat(); err == nil {
			m = made{info.Size(), info.ModTime().UnixNano()}
		}
		if err == nil && m.size != int64(len(data)) { // the disk lied
			err = &fs.PathError{Op: "write", Path: name, Err: io.ErrShortWrite}
		}
	}
	return m, errors.Join(err, w.Close())
}

// look gives the size and the time of the file at a name, or noFile.
func look(name string) (made, error) {
	info, err := os.Lstat(name)
	if err != nil || !info.Mode().IsRegular() {
		return noFile, err
	}
	return made{info.Size(), info.ModTime().UnixNano()}, nil
}

// writable tells whether a folder's permissions let its owner write in it. More
// is not known here before it is tried.
func writable(dir string) error {
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm()&0o200 == 0 {
		return &fs.PathError{Op: "write to", Path: dir, Err: errors.Join(err, fs.ErrPermission)}
	}
	return nil
}

// booted tells when the system was started, which is not known here.
func booted() (at time.Time, known bool) { return at, false }
