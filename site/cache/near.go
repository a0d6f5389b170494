package cache

import (
	"errors"
	"io"
	"os"
	"path/filepath"

	"warraq/site/regular"
)

// Near is the source that is a folder with stores of this machine: what they have saved is copied. It is the folder's
// path.
type Near string

// Fill copies the files of a store into a folder that has none.
func (n Near) Fill(dir, name string, here bool) {
	from := filepath.Join(string(n), name)
	entries, err := os.ReadDir(from)
	if err != nil || here {
		return
	}
	for _, e := range entries {
		if e.Type().IsRegular() && (e.Name() == storeName || filepath.Ext(e.Name()) == ".pack") {
			_ = copyFile(filepath.Join(dir, e.Name()), filepath.Join(from, e.Name())) // what is missing is made
		}
	}
}

// Bring does nothing: Fill left no holes.
func (n Near) Bring(string, int64, int64) {}

// Find copies a file of Files.
func (n Near) Find(folder, dir, name string) bool {
	to := filepath.Join(dir, name[:2], name[2:])
	return os.MkdirAll(filepath.Dir(to), 0o777) == nil && copyFile(to, filepath.Join(string(n), folder, name[:2], name[2:])) == nil
}

func copyFile(to, from string) error {
	in, err := regular.Open(from, os.O_RDONLY, 0)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }() // it was read, and not written
	out, err := regular.Open(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
