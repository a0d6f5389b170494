package cache

import (
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"warraq/site/regular"
)

// Files keeps what is dear to make, such as scaled pictures, one file each in a folder
// of the store. Unlike the store's tables they outlast a new version of the program: a
// key must say all that its bytes depend on. Its methods may be called from several
// goroutines; those of a nil Files keep nothing.
type Files struct {
	dir    string
	folder string   // its name
	source Source   // may be nil
	used   sync.Map // names of files that were asked for
}

// Files gives the folder of that name. Without a lock on the store nothing is kept.
func (s *Store) Files(name string) *Files {
	if s != nil && s.around != nil {
		return s.around.Files(name)
	}
	if s == nil || s.lock == nil || isOther(s.path(name)) {
		return nil
	}
	return &Files{dir: s.path(name), folder: name, source: s.source}
}

// isOther says that a name is a link or a file: nothing is written through it.
func isOther(folder string) bool {
	info, err := os.Lstat(folder)
	return err == nil && !info.IsDir()
}

// name of a key: 2 hexadecimal digits, a slash, and 30.
func (f *Files) name(key Sum) string {
	digits := hex.EncodeToString(key[:])
	return filepath.Join(f.dir, digits[:2], digits[2:])
}

// Get gives what was put. Bytes that were damaged are not given.
func (f *Files) Get(key Sum) ([]byte, bool) {
	if f == nil {
		return nil, false
	}
	name := f.name(key)
	data, err := regular.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) && f.source != nil && f.source.Find(f.folder, f.dir, hex.EncodeToString(key[:])) {
		data, err = regular.ReadFile(name)
	}
	n := len(data) - len(Sum{})
	if err != nil || n < 0 || Sum(data[n:]) != checked(key, data[:n]) {
		return nil, false
	}
	f.used.Store(name, true)
	if info, err := os.Lstat(name); err == nil && time.Since(info.ModTime()) > freshFor/4 {
		_ = os.Chtimes(name, time.Time{}, time.Now()) // Sweep removes what is old
	}
	return data[:n:n], true
}

// checked is the sum that stands after the bytes.
func checked(key Sum, data []byte) Sum {
	h := NewHash()
	h.Sum16(key)
	h.Sum16(Of(data))
	return h.Sum()
}

// Put keeps bytes. Where they cannot be kept, they are made again the next time.
func (f *Files) Put(key Sum, data []byte) {
	if f == nil {
		return
	}
	name := f.name(key)
	if isOther(filepath.Dir(name)) || os.MkdirAll(filepath.Dir(name), 0o777) != nil {
		return
	}
	to, err := os.CreateTemp(filepath.Dir(name), "new-*")
	if err != nil {
		return
	}
	sum := checked(key, data)
	_, err = to.Write(append(data[:len(data):len(data)], sum[:]...))
	if closeErr := to.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(to.Name(), name)
	}
	if err != nil {
		_ = os.Remove(to.Name())
		return
	}
	f.used.Store(name, true)
}

// freshFor is how long a file is kept that no build asks for.
const freshFor = 60 * 24 * time.Hour

// sweptName is a file whose time is that of the last Sweep.
const sweptName = "swept"

// Sweep removes the files that nobody asked for in two months, and what killed builds
// left. It looks once a week.
func (f *Files) Sweep() {
	if f == nil {
		return
	}
	swept := filepath.Join(f.dir, sweptName)
	if info, err := os.Lstat(swept); err == nil && time.Since(info.ModTime()) < 7*24*time.Hour {
		return
	}
	mark, err := regular.Open(swept, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o666)
	if err != nil { // nothing is kept
		return
	}
	_ = mark.Close()
	_ = os.Chtimes(swept, time.Time{}, time.Now())
	_ = filepath.WalkDir(f.dir, func(name string, e fs.DirEntry, err error) error {
		if _, used := f.used.Load(name); err != nil || used || e.IsDir() {
			return nil //nolint:nilerr // what cannot be looked at stays
		}
		if info, err := e.Info(); err == nil && time.Since(info.ModTime()) > freshFor {
			_ = os.Remove(name)
		}
		return nil
	})
}
