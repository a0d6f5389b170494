package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// carryOut does the switch that the stage describes. It may have been done in
// part before: every step is one that can be repeated.
func (f *Folder) carryOut(stale []*entry) error {
	next := filepath.Join(f.stage, "manifest")
	published := filepath.Join(f.dir, manifestName)
	if _, err := os.Lstat(next); err == nil {
		if err := writeWhole(published, []byte(switching)); err != nil {
			return err
		}
		if err := f.remove(stale); err != nil {
			return err
		}
		if err := merge(filepath.Join(f.stage, "tree"), f.dir); err != nil {
			return err
		}
		if err := os.Rename(next, published); err != nil {
			return err
		}
	}
	if err := os.Remove(filepath.Join(f.stage, "journal")); err != nil {
		return err
	}
	return os.RemoveAll(f.stage)
}

// remove deletes stale files, if they still are what the journal saw, and the
// folders that become empty.
func (f *Folder) remove(stale []*entry) error {
	for _, e := range stale {
		name := f.place(e.path)
		info, err := os.Lstat(name)
		if err == nil && info.Size() == e.size && info.ModTime().UnixNano() == e.mtime {
			err = os.Remove(name)
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR) {
			return err
		}
		// The switch before this one may have ended between a file and its
		// folder, so folders are tried even where the file is gone.
		dir := parent(e.path)
		for dir != "" && removeDir(f.place(dir)) {
			dir = parent(dir)
		}
	}
	return nil
}

// removeDir removes an empty folder. A file of the new edition may already
// stand at its path: os.Remove alone would take that.
func removeDir(name string) bool {
	info, err := os.Lstat(name)
	return err == nil && info.IsDir() && os.Remove(name) == nil
}

// merge renames all that is in from into the folder to, over what is there. A
// folder that is missing there moves in one step.
func merge(from, to string) error {
	names, err := os.ReadDir(from)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, n := range names {
		source, target := filepath.Join(from, n.Name()), filepath.Join(to, n.Name())
		if n.IsDir() {
			if info, err := os.Lstat(target); err == nil && info.IsDir() {
				if err := merge(source, target); err != nil {
					return err
				}
				continue
			}
		}
		if err := os.Rename(source, target); err != nil {
			return err
		}
	}
	return nil
}
