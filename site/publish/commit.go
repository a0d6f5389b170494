package publish

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"warraq/site"
)

// Commit makes what was kept and put the published edition. The package comment
// tells how.
func (f *Folder) Commit(ctx context.Context) (Stats, error) {
	if f.lock == nil {
		return Stats{}, site.Failure("أُعيد مجلد الموقع من قبل", "the output folder was given back already")
	}
	defer f.release()
	f.mu.Lock()
	defer f.mu.Unlock()
	edition, stale, stats := f.compare()
	if f.failed == nil && stats.Written+stats.Removed == 0 && !f.moved && len(f.next) == 0 && !f.empty {
		stats.Edition = f.edition
		return stats, f.disk.removeAll(f.stage)
	}
	removals, err := f.prepare(ctx, edition, stale)
	if err != nil {
		return Stats{}, errors.Join(site.Failure("لم يُنشر شيء: %v", "nothing was published: %v", err), f.disk.removeAll(f.stage))
	}
	if err := f.carryOut(removals); err != nil {
		return Stats{}, site.Failure("توقف النشر في وسطه، ويتمّه البناء التالي: %v", "publishing stopped half-way, and the next build will finish it: %v", err)
	}
	stats.Edition = f.edition
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

// prepare finds all that can be in the way of the switch while the old edition
// still stands, and then lets the switch begin. It gives what the switch removes.
func (f *Folder) prepare(ctx context.Context, edition, stale []*entry) ([]*entry, error) {
	if err := errors.Join(f.failed, context.Cause(ctx)); err != nil {
		return nil, err
	}
	paths := make([]string, len(edition))
	for i, e := range edition {
		paths[i] = e.path
	}
	if err := CheckClashes(paths, f.has); err != nil {
		return nil, err
	}
	if !f.empty {
		if err := f.checkWays(edition, stale); err != nil {
			return nil, err
		}
	}
	return f.begin(edition, stale, f.sum)
}

// checkWays looks at every place where something is to be written or removed.
func (f *Folder) checkWays(edition, stale []*entry) error {
	if err := writable(f.dir); err != nil {
		return err
	}
	looked := map[string]bool{"": true}
	for _, list := range [][]*entry{edition, stale} {
		for _, e := range list {
			if e.kept {
				continue
			}
			if err := f.checkWay(e.path, looked); err != nil {
				return site.Failure("لا يُكتب %s: %v", "cannot write %s: %v", e.path, err)
			}
		}
	}
	return nil
}

// has says whether the next edition has a path.
func (f *Folder) has(path string) bool {
	was := f.old[path]
	return f.next[path] != nil || was != nil && was.kept
}

// checkWay looks at what stands at a path that is to be written or removed,
// and at the folders above it.
func (f *Folder) checkWay(path string, looked map[string]bool) error {
	info, err := f.disk.lstat(f.place(path))
	switch {
	case isMissing(err):
		err = nil
	case err != nil:
	case info.IsDir() && f.next[path] != nil:
		err = f.checkOurs(path)
	case !info.IsDir() && !info.Mode().IsRegular():
		err = site.Failure("في مكانه %s، ولم يكتبه ورّاق", "%s stands there, which warraq did not write", f.place(path))
	}
	for dir := parent(path); err == nil && !looked[dir]; dir = parent(dir) {
		looked[dir] = true
		name := f.place(dir)
		info, err = f.disk.lstat(name)
		switch {
		case isMissing(err):
			err = nil // the switch makes it
		case err != nil:
		case info.IsDir():
			err = writable(name)
		case f.old[dir] == nil || !info.Mode().IsRegular():
			err = site.Failure("%s ليس مجلدًا، ولم يكتبه ورّاق", "%s is not a folder, and warraq did not write it", name)
		}
	}
	return err
}

// checkOurs looks for files that are not ours in a folder where a file is to
// be.
func (f *Folder) checkOurs(path string) error {
	return fs.WalkDir(os.DirFS(f.dir), path, func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && f.old[p] == nil {
			err = site.Failure("في المجلد الذي في مكانه %s، ولم يكتبه ورّاق", "the folder there holds %s, which warraq did not write", f.place(p))
		}
		return err
	})
}

// Pending tells what Commit would write and remove, in order, and changes
// nothing.
func (f *Folder) Pending() (written, removed []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	_, _, stats := f.compare()
	return stats.Changed, stats.Gone
}
