package publish

import (
	"errors"
	"io/fs"
	"path/filepath"
	"syscall"

	"warraq/site"
)

// recover finishes a switch that has begun, and clears away anything less.
func (f *Folder) recover() error {
	data, err := f.disk.read(filepath.Join(f.stage, "journal"))
	if errors.Is(err, fs.ErrNotExist) {
		return f.disk.removeAll(f.stage)
	}
	if err != nil {
		return err
	}
	// Only the paths matter here: any hash will do.
	lines, err := parseManifest(data, func([]byte) site.Sum { return site.Sum{} })
	if err != nil {
		return err
	}
	return f.carryOut(lines)
}

// carryOut does the switch that the stage describes. It may have been done in
// part before: every step is one that can be repeated.
func (f *Folder) carryOut(stale []*entry) error {
	next := filepath.Join(f.stage, "manifest")
	published := filepath.Join(f.dir, manifestName)
	_, err := f.disk.lstat(next)
	if err != nil && !isMissing(err) {
		return err
	}
	if err == nil {
		if err := f.disk.writeWhole(published, []byte(switching)); err != nil {
			return err
		}
		if err := f.remove(stale); err != nil {
			return err
		}
		if err := f.merge(filepath.Join(f.stage, "tree"), f.dir); err != nil {
			return err
		}
		if err := f.disk.rename(next, published); err != nil {
			return err
		}
	}
	if err := f.disk.remove(filepath.Join(f.stage, "journal")); err != nil {
		return err
	}
	return f.disk.removeAll(f.stage)
}

// remove deletes stale files, if they still are what the journal saw, and the
// folders that become empty.
func (f *Folder) remove(stale []*entry) error {
	for _, e := range stale {
		name := f.place(e.path)
		m, _, err := f.disk.look(name)
		if err == nil && m == (made{e.size, e.mtime}) {
			err = f.disk.remove(name)
		}
		if err != nil && !isMissing(err) {
			return err
		}
		// The switch before this one may have ended between a file and its
		// folder, or between two folders, so all are tried.
		dir := parent(e.path)
		for dir != "" && f.removeDir(f.place(dir)) {
			dir = parent(dir)
		}
	}
	return nil
}

// removeDir removes an empty folder, and says whether it is gone. A file of the new
// edition may already stand at its path: os.Remove alone would take that. A folder
// that cannot be removed is left: where a file is to stand there the rename fails,
// and says so.
func (f *Folder) removeDir(name string) bool {
	info, err := f.disk.lstat(name)
	return isMissing(err) || err == nil && info.IsDir() && f.disk.remove(name) == nil
}

// merge renames all that is in from into the folder to, over what is there. A
// folder that is missing there moves in one step.
func (f *Folder) merge(from, to string) error {
	names, err := f.disk.list(from)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, n := range names {
		source, target := filepath.Join(from, n.Name()), filepath.Join(to, n.Name())
		if n.IsDir() {
			info, err := f.disk.lstat(target)
			if err != nil && !isMissing(err) {
				return err
			}
			if err == nil && info.IsDir() {
				if err := f.merge(source, target); err != nil {
					return err
				}
				continue
			}
		}
		if err := f.disk.rename(source, target); err != nil {
			return err
		}
	}
	return nil
}

// isMissing says that nothing stands at a name, or that a file stands where a
// folder above it would be.
func isMissing(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
}
