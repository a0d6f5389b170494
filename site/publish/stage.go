package publish

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"warraq/site"
)

// made is what a file is like on the disk once it is written.
type made struct{ size, mtime int64 }

// Put gives the file at path new bytes. Where the published file has the same
// bytes it is kept.
func (f *Folder) Put(path string, data []byte) error {
	return f.put(path, f.sum(data), func(name string) (made, error) { return create(name, data) },
		func(r io.Reader) (bool, error) { return sameBytes(r, bytes.NewReader(data)) })
}

// PutFile is Put for what is too large to be held in memory: sum is the hash
// of what open reads.
func (f *Folder) PutFile(path string, sum site.Sum, open func() (io.ReadCloser, error)) error {
	return f.put(path, sum, func(name string) (made, error) { return createFrom(name, open) },
		func(published io.Reader) (bool, error) {
			r, err := open()
			if err != nil {
				return false, err
			}
			defer r.Close()
			return sameBytes(published, r)
		})
}

func (f *Folder) put(path string, sum site.Sum, create func(name string) (made, error), same func(io.Reader) (bool, error)) error {
	err := f.tryPut(path, sum, create, same)
	if err == nil {
		return nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.fail(fmt.Errorf("cannot write %s: %w", path, err))
}

func (f *Folder) tryPut(path string, sum site.Sum, create func(name string) (made, error), same func(io.Reader) (bool, error)) error {
	if err := checkPath(path); err != nil {
		return err
	}
	if f.Unchanged(path, sum) {
		f.Keep(path)
		return nil
	}
	e, err := f.claim(path, sum)
	if err != nil {
		return err
	}
	if !f.empty && f.old[path] == nil {
		if e.found, err = f.foreign(e, same); err != nil || e.found {
			return err
		}
	}
	return f.write(e, create)
}

// claim enters the path into the next edition.
func (f *Folder) claim(path string, sum site.Sum) (*entry, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if was := f.old[path]; f.next[path] != nil || was != nil && was.kept {
		return nil, errors.New("two files of the edition want this path")
	}
	e := &entry{path: path, sum: sum}
	f.next[path] = e
	return e, nil
}

// foreign looks at what stands where no file of ours does. A file with the
// very bytes is taken for ours.
func (f *Folder) foreign(e *entry, same func(io.Reader) (bool, error)) (found bool, err error) {
	name := f.place(e.path)
	info, err := os.Lstat(name)
	switch {
	case err != nil || info.IsDir(): // Commit looks into folders and at parents
		return false, nil
	case !info.Mode().IsRegular():
		return false, fmt.Errorf("%s stands there, which warraq did not write", name)
	}
	r, err := os.Open(name)
	if err != nil {
		return false, err
	}
	defer r.Close()
	if found, err = same(r); err == nil && !found {
		err = fmt.Errorf("%s stands there, which warraq did not write; move it away", name)
	}
	e.size, e.mtime = info.Size(), info.ModTime().UnixNano()
	return found, err
}

// write makes the staged file, and its folder where there is none yet.
func (f *Folder) write(e *entry, create func(name string) (made, error)) error {
	name := filepath.Join(f.stage, "tree", filepath.FromSlash(e.path))
	m, err := create(name)
	if errors.Is(err, fs.ErrNotExist) {
		if err := f.makeDir(filepath.Dir(name)); err != nil {
			return err
		}
		m, err = create(name)
	}
	if errors.Is(err, fs.ErrExist) {
		return errors.New("another file of the edition has the same path on this disk")
	}
	e.size, e.mtime = m.size, m.mtime
	return err
}

// createFrom makes a file that is not there of what open reads.
func createFrom(name string, open func() (io.ReadCloser, error)) (m made, err error) {
	w, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	r, err := open()
	if err != nil {
		return m, err
	}
	if _, err = io.Copy(w, r); err == nil {
		m, err = madeOf(w)
	}
	return m, errors.Join(err, r.Close())
}

func madeOf(f *os.File) (made, error) {
	info, err := f.Stat()
	if err != nil {
		return made{}, err
	}
	return made{info.Size(), info.ModTime().UnixNano()}, nil
}

// makeDir makes a folder of the stage and those above it. Another worker may
// have made it: which folders there are only the disk remembers, for an archive
// has one for each story.
func (f *Folder) makeDir(dir string) error {
	err := os.Mkdir(dir, 0o777)
	if errors.Is(err, fs.ErrNotExist) && dir != f.dir {
		if err := f.makeDir(filepath.Dir(dir)); err != nil {
			return err
		}
		err = os.Mkdir(dir, 0o777)
	}
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	return err
}

// sameBytes compares two streams.
func sameBytes(a, b io.Reader) (bool, error) {
	var x, y [32 << 10]byte
	for {
		n, err1 := io.ReadFull(a, x[:])
		m, err2 := io.ReadFull(b, y[:])
		if !bytes.Equal(x[:n], y[:m]) {
			return false, nil
		}
		end1, end2 := ended(err1), ended(err2)
		switch {
		case err1 != nil && !end1:
			return false, err1
		case err2 != nil && !end2:
			return false, err2
		case end1 || end2:
			return end1 && end2, nil
		}
	}
}

func ended(err error) bool { return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) }
