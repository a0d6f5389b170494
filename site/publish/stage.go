package publish

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	"warraq/site"
)

// Put writes the file into the stage. Where the published file has the same bytes
// it is kept.
func (f *Folder) Put(_ context.Context, file site.File) error {
	err := f.put(file.Path, file.Data)
	if err == nil {
		return nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.fail(site.Failure("لا يُكتب %s: %v", "cannot write %s: %v", file.Path, err))
}

func (f *Folder) put(path string, data []byte) error {
	if err := site.CheckPath(path); err != nil {
		return err
	}
	sum := f.sum(data)
	if last, ok := f.Last(path); ok && last == sum {
		f.Keep(path)
		return nil
	}
	e, err := f.claim(path, sum)
	if err != nil {
		return err
	}
	if !f.empty && f.old[path] == nil {
		if err := adopt(f, e, data); err != nil || e.found {
			return err
		}
	}
	return bring(f, e, func(name string) (made, error) { return f.disk.create(name, data) })
}

// Aside implements Mover.
func (f *Folder) Aside() (dir string, err error) {
	dir = filepath.Join(f.stage, "aside")
	return dir, f.makeDir(dir)
}

// PutFile implements Mover.
func (f *Folder) PutFile(ctx context.Context, path string, sum site.Sum, name string) error {
	if last, ok := f.Last(path); ok && last == sum {
		f.Keep(path)
		return nil
	}
	if !f.empty && f.old[path] == nil { // what stands there may be ours
		data, err := f.disk.read(name)
		if err == nil {
			return f.Put(ctx, site.File{Path: path, Data: data})
		}
	}
	err := moveInto(f, path, sum, name)
	if err == nil {
		return nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.fail(site.Failure("لا يُكتب %s: %v", "cannot write %s: %v", path, err))
}

func moveInto(f *Folder, path string, sum site.Sum, name string) error {
	if err := site.CheckPath(path); err != nil {
		return err
	}
	e, err := f.claim(path, sum)
	if err != nil {
		return err
	}
	return bring(f, e, func(to string) (made, error) { return f.disk.move(name, to) })
}

// claim enters the path into the next edition.
func (f *Folder) claim(path string, sum site.Sum) (*entry, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.has(path) {
		return nil, site.Failure("ملفان من الموقع يريدان هذا المسار", "two files of the edition want this path")
	}
	e := &entry{path: path, sum: sum}
	f.next[path] = e
	return e, nil
}

// adopt looks at what stands where no file of ours does. A file with the very
// bytes is taken for ours; any other is in the way.
func adopt(f *Folder, e *entry, data []byte) error {
	name := f.place(e.path)
	info, err := f.disk.lstat(name)
	switch {
	case isMissing(err), err == nil && info.IsDir(): // Commit looks into folders and at parents
		return nil
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return site.Failure("في مكانه %s، ولم يكتبه ورّاق", "%s stands there, which warraq did not write", name)
	}
	var there []byte
	if info.Size() == int64(len(data)) {
		if there, err = f.disk.read(name); err != nil {
			return err
		}
	}
	if !bytes.Equal(there, data) {
		return site.Failure("في مكانه %s، ولم يكتبه ورّاق؛ انقله", "%s stands there, which warraq did not write; move it away", name)
	}
	e.found, e.made = true, made{info.Size(), info.ModTime().UnixNano()}
	return nil
}

// bring lets a function make the staged file, and makes its folder where there is none yet.
func bring(f *Folder, e *entry, do func(name string) (made, error)) error {
	name := filepath.Join(f.stage, "tree", filepath.FromSlash(e.path))
	if strings.HasSuffix(e.path, "/index.html") { // nearly always the first file of its folder
		if err := f.makeDir(filepath.Dir(name)); err != nil {
			return err
		}
	}
	m, err := do(name)
	if errors.Is(err, fs.ErrNotExist) {
		if err := f.makeDir(filepath.Dir(name)); err != nil {
			return err
		}
		m, err = do(name)
	}
	if errors.Is(err, fs.ErrExist) {
		return site.Failure("لملف آخر من الموقع هذا المسار نفسه على هذا القرص", "another file of the edition has the same path on this disk")
	}
	e.made = m
	return err
}

// makeDir makes a folder of the stage and those above it. Another goroutine may
// have made it. Only the disk remembers which folders there are, for an archive
// has one for each story.
func (s *stand) makeDir(dir string) error {
	err := s.disk.mkdir(dir)
	if errors.Is(err, fs.ErrNotExist) && dir != s.dir {
		if err := s.makeDir(filepath.Dir(dir)); err != nil {
			return err
		}
		err = s.disk.mkdir(dir)
	}
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	return err
}
