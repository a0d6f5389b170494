package deploy

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"warraq/site"
	"warraq/site/regular"
)

// Folder is a Place on this machine: a web server's folder, or a drive of the network.
type Folder struct{ dir string }

var (
	_ Place  = (*Folder)(nil)
	_ Keeper = (*Folder)(nil)
)

// OpenFolder takes a folder, which is made where missing. One that has files and no head
// of Warraq is another's.
func OpenFolder(dir string) (*Folder, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, site.Failure("لا يُنشأ مجلد الوجهة: %v", "cannot make the target folder: %v", err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	f := &Folder{dir}
	if _, err := os.Lstat(f.place(headKey)); !errors.Is(err, fs.ErrNotExist) {
		return f, err
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") {
			return nil, site.Failure("في مجلد الوجهة %s ملفات لم يضعها ورّاق، ومنها %s؛ سمِّ مجلدًا فارغًا", "the target folder %s has files that warraq did not put there, such as %s; name an empty one", dir, e.Name())
		}
	}
	return f, nil
}

func (f *Folder) place(key string) string { return filepath.Join(f.dir, filepath.FromSlash(key)) }

// tagOf tells versions apart: small objects are compared whole.
func tagOf(data []byte) string { return "=" + string(data) }

// Read reads a file.
func (f *Folder) Read(_ context.Context, key string) ([]byte, string, error) {
	data, err := regular.ReadFile(f.place(key))
	return data, tagOf(data), err
}

// Swap replaces a file under a lock of the system.
func (f *Folder) Swap(ctx context.Context, key string, data []byte, was string) (string, error) {
	name := f.place(key)
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return "", err
	}
	lock, err := regular.TryLock(name + ".lock")
	for tries := 0; err == nil && lock == nil; tries++ {
		const patience, most = 20 * time.Millisecond, 250
		if ctx.Err() != nil || tries == most {
			return "", ErrChanged
		}
		time.Sleep(patience)
		lock, err = regular.TryLock(name + ".lock")
	}
	if err != nil {
		return "", err
	}
	defer func() { _ = lock.Unlock() }()
	there, err := regular.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if was != "" {
			return "", ErrChanged
		}
	case err != nil:
		return "", err
	case was == "" || was != tagOf(there):
		return "", ErrChanged
	}
	return tagOf(data), regular.Replace(name, data)
}

// Send writes files, each whole or not at all.
func (f *Folder) Send(ctx context.Context, objects []Object, done func(i int)) error {
	const workers = 8
	return Each(ctx, workers, len(objects), func(_ context.Context, i int) error {
		data, err := objects[i].Open()
		if err != nil {
			return err
		}
		if err := f.write(objects[i].Key, data); err != nil {
			return site.Failure("لا يُكتب %s في الوجهة: %v", "cannot write %s at the target: %v", objects[i].Key, err)
		}
		done(i)
		return nil
	})
}

func (f *Folder) write(key string, data []byte) error {
	name := f.place(key)
	err := regular.Replace(name, data)
	if errors.Is(err, fs.ErrNotExist) {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return err
		}
		err = regular.Replace(name, data)
	}
	if errors.Is(err, syscall.ENAMETOOLONG) { // the name has no room for an ending while it is written
		sum := sha256.Sum256([]byte(key))
		short := f.place(fmt.Sprintf("%snew-%x", own, sum[:8]))
		if err = regular.Replace(short, data); err == nil {
			err = os.Rename(short, name)
		}
	}
	return err
}

// Keep copies files.
func (f *Folder) Keep(_ context.Context, copies []Copy) error {
	for _, c := range copies {
		if info, err := os.Lstat(f.place(c.From)); err == nil && info.IsDir() {
			continue // the address is a folder now
		}
		data, err := regular.ReadFile(f.place(c.From))
		if err == nil {
			err = f.write(c.To, data)
		}
		if err != nil && !gone(err) {
			return fmt.Errorf("%s: %w", c.From, err)
		}
	}
	return nil
}

// gone says that a file is not there, also because a file stands where its folder was.
func gone(err error) bool { return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) }

// removeEmpty deletes a folder that is empty. A file of its name is another one.
func (f *Folder) removeEmpty(dir string) bool {
	info, err := os.Lstat(f.place(dir))
	return err == nil && info.IsDir() && os.Remove(f.place(dir)) == nil
}

// Remove deletes files, and the folders that become empty.
func (f *Folder) Remove(_ context.Context, keys []string) error {
	for _, key := range keys {
		if info, err := os.Lstat(f.place(key)); err == nil && info.IsDir() {
			continue // the address is a folder now
		}
		if err := os.Remove(f.place(key)); err != nil && !gone(err) {
			return err
		}
		for dir := path.Dir(key); dir != "." && f.removeEmpty(dir); dir = path.Dir(dir) {
			continue
		}
	}
	return nil
}

// String names the folder for people.
func (f *Folder) String() string { return f.dir }
