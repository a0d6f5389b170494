package publish

import (
	"io/fs"
	"os"
)

// disk is every call by which a Folder reads or changes the disk. Tests see each
// call before it happens, and may let it fail.
type disk struct {
	before func(op, name string) error // nil but in tests
}

func (d disk) ask(op, name string) error {
	if d.before == nil {
		return nil
	}
	if err := d.before(op, name); err != nil {
		return &fs.PathError{Op: op, Path: name, Err: err}
	}
	return nil
}

// made is what a file is like on the disk once it is written.
type made struct{ size, mtime int64 }

// create makes a file that is not there yet.
func (d disk) create(name string, data []byte) (made, error) {
	if err := d.ask("create", name); err != nil {
		return made{}, err
	}
	return create(name, data)
}

// look tells what stands at a name, and whether it is a file. It is lstat with
// fewer words, for every file of the site is looked at.
func (d disk) look(name string) (m made, isFile bool, err error) {
	if err := d.ask("look", name); err != nil {
		return m, false, err
	}
	return look(name)
}

func (d disk) lstat(name string) (fs.FileInfo, error) {
	if err := d.ask("look", name); err != nil {
		return nil, err
	}
	return os.Lstat(name)
}

func (d disk) read(name string) ([]byte, error) {
	if err := d.ask("read", name); err != nil {
		return nil, err
	}
	return os.ReadFile(name)
}

func (d disk) list(name string) ([]fs.DirEntry, error) {
	if err := d.ask("list", name); err != nil {
		return nil, err
	}
	return os.ReadDir(name)
}

func (d disk) mkdir(name string) error {
	if err := d.ask("mkdir", name); err != nil {
		return err
	}
	return os.Mkdir(name, 0o777)
}

func (d disk) rename(from, to string) error {
	if err := d.ask("rename", to); err != nil {
		return err
	}
	return os.Rename(from, to)
}

func (d disk) remove(name string) error {
	if err := d.ask("remove", name); err != nil {
		return err
	}
	return os.Remove(name)
}

// removeAll removes a folder with all that is in it.
func (d disk) removeAll(name string) error {
	if err := d.ask("clear", name); err != nil {
		return err
	}
	return os.RemoveAll(name)
}

// writeWhole makes a file appear with all its bytes, or not at all. It does not
// wait for the platter (see the package comment), which is why no library that
// does is used here.
func (d disk) writeWhole(name string, data []byte) error {
	if err := d.ask("write", name); err != nil {
		return err
	}
	temp := name + ".new"
	if err := os.WriteFile(temp, data, 0o666); err != nil {
		return err
	}
	return os.Rename(temp, name)
}
