package publish

import (
	"cmp"
	"io/fs"
	"os"

	"warraq/site/regular"
)

// disk is every call by which a Folder reads or changes the disk. Tests see each
// call before it happens, and may let it fail.
type disk struct {
	before func(op, name string) error // nil but in tests
}

// call asks before a call that gives a value.
func call[T any](d disk, op, name string, do func(name string) (T, error)) (result T, err error) {
	if d.before != nil {
		if err := d.before(op, name); err != nil {
			return result, &fs.PathError{Op: op, Path: name, Err: err}
		}
	}
	return do(name)
}

// change asks before a call that gives none.
func (d disk) change(op, name string, do func(name string) error) error {
	_, err := call(d, op, name, func(name string) (struct{}, error) { return struct{}{}, do(name) })
	return err
}

// made is what a file is like on the disk once it is written: its size, and its time
// of modification in nanoseconds since 1970.
type made struct{ size, mtime int64 }

// noFile is what look gives for a folder, a link or a device.
var noFile = made{size: -1}

// create makes a file that is not there yet.
func (d disk) create(name string, data []byte) (made, error) {
	return call(d, "create", name, func(name string) (made, error) { return create(name, data) })
}

// move renames a file to a name that there is not yet.
func (d disk) move(from, to string) (made, error) {
	if _, err := d.look(to); !isMissing(err) {
		return made{}, cmp.Or(err, fs.ErrExist)
	}
	if err := d.rename(from, to); err != nil {
		return made{}, err
	}
	return d.look(to)
}

// WriteNew makes a file that is not there yet, as a Folder makes those of a site.
func WriteNew(name string, data []byte) error {
	_, err := create(name, data)
	return err
}

// look is lstat for every file of the site: it is faster, and gives less.
func (d disk) look(name string) (made, error)          { return call(d, "look", name, look) }
func (d disk) lstat(name string) (fs.FileInfo, error)  { return call(d, "look", name, os.Lstat) }
func (d disk) read(name string) ([]byte, error)        { return call(d, "read", name, regular.ReadFile) }
func (d disk) list(name string) ([]fs.DirEntry, error) { return call(d, "list", name, os.ReadDir) }
func (d disk) remove(name string) error                { return d.change("remove", name, os.Remove) }
func (d disk) removeAll(name string) error             { return d.change("clear", name, os.RemoveAll) }

func (d disk) mkdir(name string) error {
	return d.change("mkdir", name, func(name string) error { return os.Mkdir(name, 0o777) })
}

func (d disk) rename(from, to string) error {
	return d.change("rename", to, func(to string) error { return os.Rename(from, to) })
}

// writeWhole makes a file appear with all its bytes, or not at all. It does not
// wait for the platter (see the package comment), which is why no library that
// does is used here.
func (d disk) writeWhole(name string, data []byte) error {
	return d.change("write", name, func(name string) error { return regular.Replace(name, data) })
}
