package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"warraq/site"
)

// Stats tell what a Commit changed.
type Stats struct {
	Written, Kept, Removed int
	Changed                []string // the paths that were written, in order
	Gone                   []string // the paths that were removed, in order
}

// Commit makes what was kept and put the published edition, and lets go of the
// folder, whether it succeeds or not. Where it fails before the switch, the
// old edition stands; where it fails later, the error says so, and the next
// build finishes the switch.
func (f *Folder) Commit() (Stats, error) {
	if f.lock == nil {
		return Stats{}, errors.New("the output folder was given back already")
	}
	defer f.release()
	f.mu.Lock()
	defer f.mu.Unlock()
	edition, stale, stats := f.compare()
	if f.failed == nil && stats.Written+stats.Removed == 0 && !f.moved && len(f.next) == 0 && !f.empty {
		return stats, os.RemoveAll(f.stage)
	}
	if err := f.check(edition, stale); err != nil {
		return Stats{}, errors.Join(err, os.RemoveAll(f.stage))
	}
	removals, err := f.plan(edition, stale)
	if err != nil {
		return Stats{}, errors.Join(fmt.Errorf("nothing was published: %w", err), os.RemoveAll(f.stage))
	}
	if err := f.carryOut(removals); err != nil {
		return Stats{}, fmt.Errorf("publishing stopped half-way, and the next build will finish it: %w", err)
	}
	return stats, nil
}

// compare tells the next edition from the published one. Both are in order.
func (f *Folder) compare() (edition, stale []*entry, stats Stats) {
	added := inOrder(f.next)
	edition = make([]*entry, 0, len(f.order)+len(added))
	for _, e := range f.order {
		n := 0
		for n < len(added) && added[n].path < e.path {
			n++
		}
		edition, added = append(edition, added[:n]...), added[n:]
		switch {
		case e.kept:
			edition = append(edition, e)
		case f.next[e.path] == nil:
			stale = append(stale, e)
			stats.Gone = append(stats.Gone, e.path)
		}
	}
	edition = append(edition, added...)
	for _, e := range edition {
		if !e.kept && !e.found {
			stats.Changed = append(stats.Changed, e.path)
		}
	}
	stats.Written, stats.Removed = len(stats.Changed), len(stats.Gone)
	stats.Kept = len(edition) - stats.Written
	return edition, stale, stats
}

// check finds all that can be in the way of the switch while the old edition
// still stands.
func (f *Folder) check(edition, stale []*entry) error {
	if f.failed != nil {
		return fmt.Errorf("nothing was published: %w", f.failed)
	}
	paths := make([]string, len(edition))
	for i, e := range edition {
		paths[i] = e.path
	}
	if err := checkClashes(paths, f.has); err != nil {
		return fmt.Errorf("nothing was published: %w", err)
	}
	if f.empty {
		return nil
	}
	if err := writable(f.dir); err != nil {
		return fmt.Errorf("nothing was published: %w", err)
	}
	looked := map[string]bool{"": true}
	for _, list := range [][]*entry{edition, stale} {
		for _, e := range list {
			if e.kept {
				continue
			}
			if err := f.checkWay(e.path, looked); err != nil {
				return fmt.Errorf("nothing was published: cannot write %s: %w", e.path, err)
			}
		}
	}
	return nil
}

// has tells whether the next edition holds a path.
func (f *Folder) has(path string) bool {
	was := f.old[path]
	return f.next[path] != nil || was != nil && was.kept
}

// checkWay looks at what stands at a path that is to be written or removed,
// and at the folders above it.
func (f *Folder) checkWay(path string, looked map[string]bool) error {
	info, err := os.Lstat(f.place(path))
	if err == nil {
		switch {
		case info.IsDir():
			if f.next[path] != nil {
				err = f.checkOurs(path)
			}
		case !info.Mode().IsRegular():
			err = fmt.Errorf("%s stands there, which warraq did not write", f.place(path))
		}
		if err != nil {
			return err
		}
	}
	for dir := parent(path); !looked[dir]; dir = parent(dir) {
		looked[dir] = true
		name := f.place(dir)
		info, err := os.Lstat(name)
		switch {
		case err != nil: // it is missing: the switch makes it
		case info.IsDir():
			if err := writable(name); err != nil {
				return err
			}
		case f.old[dir] == nil || !info.Mode().IsRegular():
			return fmt.Errorf("%s is not a folder, and warraq did not write it", name)
		}
	}
	return nil
}

// checkOurs looks for files that are not ours in a folder where a file is to
// be.
func (f *Folder) checkOurs(path string) error {
	return fs.WalkDir(os.DirFS(f.dir), path, func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && f.old[p] == nil {
			err = fmt.Errorf("the folder there holds %s, which warraq did not write", f.place(p))
		}
		return err
	})
}

// plan writes the next manifest and then the journal, with which the switch
// begins. It gives what the journal says: each stale file as it is now.
func (f *Folder) plan(edition, stale []*entry) (removals []*entry, err error) {
	if err := os.MkdirAll(f.stage, 0o777); err != nil {
		return nil, err
	}
	manifest := appendManifest(nil, edition, f.sum)
	if err := os.WriteFile(filepath.Join(f.stage, "manifest"), manifest, 0o666); err != nil {
		return nil, err
	}
	for _, e := range stale {
		info, err := os.Lstat(f.place(e.path))
		if err != nil || !info.Mode().IsRegular() {
			continue
		}
		removals = append(removals, &entry{path: e.path, sum: e.sum, size: info.Size(), mtime: info.ModTime().UnixNano()})
	}
	return removals, writeWhole(filepath.Join(f.stage, "journal"), appendManifest(nil, removals, f.sum))
}

// writeWhole makes a file appear with all its bytes.
func writeWhole(name string, data []byte) error {
	temp := name + ".new"
	if err := os.WriteFile(temp, data, 0o666); err != nil {
		return err
	}
	return os.Rename(temp, name)
}

// recover finishes a switch that has begun, and clears away anything less.
func (f *Folder) recover() error {
	data, err := os.ReadFile(filepath.Join(f.stage, "journal"))
	if errors.Is(err, fs.ErrNotExist) {
		return os.RemoveAll(f.stage)
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

// Pending tells what Commit would write and remove, in order, and changes
// nothing.
func (f *Folder) Pending() (written, removed []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	_, _, stats := f.compare()
	return stats.Changed, stats.Gone
}
