package publish

import (
	"errors"
	"io/fs"
	"path/filepath"
	"syscall"

	"warraq/site"
)

// stand is where a site stands on the disk, and where the next one is staged.
type stand struct {
	dir     string
	stage   string
	disk    disk
	edition site.Sum // of the manifest of what is published
}

func (s *stand) place(path string) string { return filepath.Join(s.dir, filepath.FromSlash(path)) }

// Read gives the bytes of a file of the site as they are now.
func (s *stand) Read(path string) ([]byte, error) { return s.disk.read(s.place(path)) }

// begin writes the next manifest and then the journal, with which the switch
// begins. It gives what the journal says: each stale file as it is now.
func (s *stand) begin(edition, stale []*entry, sum func([]byte) site.Sum) (removals []*entry, err error) {
	if err := s.makeDir(s.stage); err != nil {
		return nil, err
	}
	manifest := formatManifest(edition, sum)
	if err := s.disk.writeWhole(filepath.Join(s.stage, "manifest"), manifest); err != nil {
		return nil, err
	}
	s.edition = sum(manifest)
	for _, e := range stale {
		m, err := s.disk.look(s.place(e.path))
		switch {
		case err == nil && m != noFile:
			removals = append(removals, &entry{path: e.path, sum: e.sum, made: m})
		case err != nil && !isMissing(err):
			return nil, err
		}
	}
	return removals, s.disk.writeWhole(filepath.Join(s.stage, "journal"), formatManifest(removals, sum))
}

// recover finishes a switch that has begun, and clears away anything less.
func (s *stand) recover() error {
	data, err := s.disk.read(filepath.Join(s.stage, "journal"))
	if errors.Is(err, fs.ErrNotExist) {
		return s.disk.removeAll(s.stage)
	}
	if err != nil {
		return err
	}
	// Only the paths matter here: any hash will do.
	lines, err := parseManifest(data, func([]byte) site.Sum { return site.Sum{} })
	if err != nil {
		return err
	}
	return s.carryOut(lines)
}

// carryOut does the switch that the stage describes. It may have been done in
// part before: every step is one that can be repeated.
func (s *stand) carryOut(stale []*entry) error {
	next := filepath.Join(s.stage, "manifest")
	published := filepath.Join(s.dir, manifestName)
	_, err := s.disk.lstat(next)
	if err != nil && !isMissing(err) {
		return err
	}
	if err == nil {
		if err := s.disk.writeWhole(published, []byte(switching)); err != nil {
			return err
		}
		if err := s.remove(stale); err != nil {
			return err
		}
		if err := s.merge(filepath.Join(s.stage, "tree"), s.dir); err != nil {
			return err
		}
		if err := s.disk.rename(next, published); err != nil {
			return err
		}
	}
	if err := s.disk.remove(filepath.Join(s.stage, "journal")); err != nil {
		return err
	}
	return s.disk.removeAll(s.stage)
}

// remove deletes stale files, if they still are what the journal saw, and the
// folders that become empty.
func (s *stand) remove(stale []*entry) error {
	for _, e := range stale {
		name := s.place(e.path)
		m, err := s.disk.look(name)
		if err == nil && m == e.made {
			err = s.disk.remove(name)
		}
		if err != nil && !isMissing(err) {
			return err
		}
		// The switch before this one may have ended between a file and its
		// folder, or between two folders, so all are tried.
		dir := parent(e.path)
		for dir != "" && s.removeDir(s.place(dir)) {
			dir = parent(dir)
		}
	}
	return nil
}

// removeDir removes an empty folder, and says whether it is gone. A file of the new
// edition may already stand at its path: os.Remove alone would take that. A folder
// that cannot be removed is left: where a file is to stand there the rename fails,
// and says so.
func (s *stand) removeDir(name string) bool {
	info, err := s.disk.lstat(name)
	return isMissing(err) || err == nil && info.IsDir() && s.disk.remove(name) == nil
}

// merge renames all that is in from into the folder to, over what is there. A
// folder that is missing there moves in one step.
func (s *stand) merge(from, to string) error {
	names, err := s.disk.list(from)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, n := range names {
		source, target := filepath.Join(from, n.Name()), filepath.Join(to, n.Name())
		if n.IsDir() {
			info, err := s.disk.lstat(target)
			if err != nil && !isMissing(err) {
				return err
			}
			if err == nil && info.IsDir() {
				if err := s.merge(source, target); err != nil {
					return err
				}
				continue
			}
		}
		if err := s.disk.rename(source, target); err != nil {
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
