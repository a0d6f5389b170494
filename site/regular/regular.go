// Package regular opens files and folders of the disk by their names, and never waits.
// What lies under a name may be anything, and reading a pipe, a device or a socket
// could wait for ever. Who opens a file by its name opens it here.
package regular

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"syscall"

	"warraq/site"
)

// ErrIrregular is why a pipe, a device or a socket is not opened.
var ErrIrregular = site.Failure("ليس ملفًا ولا مجلدًا", "neither a file nor a folder")

// ErrCut is why a file is not read: it got shorter meanwhile.
var ErrCut = site.Failure("قُطع الملف وهو يُقرأ", "the file was cut short while it was read")

// Open is os.OpenFile for files and folders alone.
func Open(name string, flag int, perm fs.FileMode) (*os.File, error) {
	f, err := os.OpenFile(name, flag|syscall.O_NONBLOCK, perm)
	f, _, err = checked(name, f, err)
	return f, err
}

// OpenIn is Open for a name under a root.
func OpenIn(root *os.Root, name string, flag int, perm fs.FileMode) (*os.File, error) {
	f, _, err := openIn(root, name, flag, perm)
	return f, err
}

func openIn(root *os.Root, name string, flag int, perm fs.FileMode) (*os.File, fs.FileInfo, error) {
	f, err := root.OpenFile(name, flag|syscall.O_NONBLOCK, perm)
	if name == "." {
		name = root.Name()
	}
	return checked(name, f, err)
}

// checked refuses what was opened, and is neither a file nor a folder.
func checked(name string, f *os.File, err error) (*os.File, fs.FileInfo, error) {
	if err != nil {
		if errors.Is(err, syscall.ENXIO) { // a socket, or a pipe that nobody reads
			err = ErrIrregular
		} else if e, ok := errors.AsType[*fs.PathError](err); ok {
			err = e.Err
		}
		return nil, nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		err = &fs.PathError{Op: "open", Path: name, Err: ErrIrregular}
	}
	if err != nil {
		_ = f.Close()
		return nil, nil, err
	}
	return f, info, nil
}

// OpenRoot is os.OpenRoot, which waits for a pipe.
func OpenRoot(dir string) (*os.Root, error) {
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return nil, &fs.PathError{Op: "open", Path: dir, Err: syscall.ENOTDIR}
	}
	return os.OpenRoot(dir)
}

// ReadFile is os.ReadFile for files alone.
func ReadFile(name string) ([]byte, error) {
	f, err := os.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	return readAll(checked(name, f, err))
}

// ReadIn is ReadFile for a name under a root.
func ReadIn(root *os.Root, name string) ([]byte, error) {
	return readAll(openIn(root, name, os.O_RDONLY, 0))
}

func readAll(f *os.File, info fs.FileInfo, err error) ([]byte, error) {
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	var b bytes.Buffer
	b.Grow(int(min(info.Size(), 1<<30)) + bytes.MinRead)
	_, err = b.ReadFrom(&file{File: f, size: info.Size()})
	return b.Bytes(), err
}

// OpenToRead opens a file or a folder under a root for reading, and says what it is. Where
// a file ends before the size that it had when it was opened, it was cut short meanwhile,
// and reading it gives an error.
func OpenToRead(root *os.Root, name string) (fs.File, fs.FileInfo, error) {
	f, info, err := openIn(root, name, os.O_RDONLY, 0)
	switch {
	case err != nil:
		return nil, nil, err
	case info.IsDir():
		return f, info, nil
	}
	return &file{File: f, size: info.Size()}, info, nil
}

// file is a file of which all is read.
type file struct {
	*os.File
	at, size int64
}

// Read implements io.Reader.
func (f *file) Read(b []byte) (int, error) {
	n, err := f.File.Read(b)
	f.at += int64(n)
	if errors.Is(err, io.EOF) && f.at < f.size {
		err = &fs.PathError{Op: "read", Path: f.Name(), Err: ErrCut}
	}
	return n, err
}

// Seek implements io.Seeker.
func (f *file) Seek(offset int64, whence int) (at int64, err error) {
	at, err = f.File.Seek(offset, whence)
	f.at = at
	return at, err
}

// WriteTo implements io.WriterTo by Read.
func (f *file) WriteTo(w io.Writer) (int64, error) { return io.Copy(w, struct{ io.Reader }{f}) }

// Replace makes a file appear with all its bytes, or not at all, and does not wait for
// the platter. What lies under its other name, NAME.new, is removed: a link could lead
// into a file of others.
func Replace(name string, data []byte) error {
	next := name + ".new"
	if err := os.Remove(next); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f, err := os.OpenFile(next, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if info, gone := f.Stat(); err == nil && (gone != nil || info.Size() != int64(len(data))) { // the disk lied
		err = &fs.PathError{Op: "write", Path: next, Err: errors.Join(gone, io.ErrShortWrite)}
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(next, name)
	}
	if err != nil {
		_ = os.Remove(next)
	}
	return err
}
