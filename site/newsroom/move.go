package newsroom

import (
	"cmp"
	"errors"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"warraq/site/arabic"
	"warraq/site/regular"
)

// MoveStory moves a manuscript, or a folder, and the files that it names in its folder
// along with it. A file that other manuscripts name too is copied. All is looked at
// before the first is moved: what is missing, or in the way, leaves all as it was.
func (r *Room) MoveStory(old, name string, shared map[string]bool) error {
	if _, err := r.movable(old, name); err != nil {
		return err
	}
	along := map[string]bool{} // as they are called on the disk, to whether they are copied
	next := map[string]string{}
	for _, file := range slices.Sorted(maps.Keys(shared)) {
		real := r.onDisk(file)
		along[real] = along[real] || shared[file]
		next[real] = path.Join(path.Dir(name), strings.TrimPrefix(real, strings.TrimPrefix(path.Dir(old)+"/", "./")))
		if next[real] == real {
			delete(along, real)
			continue
		}
		if _, err := r.movable(real, next[real]); err != nil {
			return err
		}
		if taken := r.onDisk(next[real]); taken != next[real] { // in the other form: a story would find either
			return &Refusal{taken, Exists}
		}
	}
	if err := r.Move(old, name); err != nil {
		return err
	}
	for _, file := range slices.Sorted(maps.Keys(along)) {
		move := r.Move
		if along[file] {
			move = r.copy
		}
		if err := move(file, next[file]); err != nil {
			return err
		}
	}
	return nil
}

func (r *Room) copy(file, name string) error {
	data, err := regular.ReadIn(r.root, file)
	if err != nil {
		return err
	}
	return r.Save(name, "", data)
}

// movable says what would be moved, or why it cannot.
func (r *Room) movable(old, name string) (fs.FileInfo, error) {
	for _, p := range []string{old, name} {
		if !filepath.IsLocal(p) || path.Clean(p) != p || p == "." {
			return nil, &Refusal{p, Outside}
		}
	}
	info, err := r.root.Lstat(old)
	if err != nil {
		return nil, err
	}
	if _, err := r.root.Lstat(name); !errors.Is(err, fs.ErrNotExist) {
		return nil, cmp.Or(err, error(&Refusal{name, Exists}))
	}
	return info, nil
}

// onDisk is a file's name as it is on the disk: as it is written, or else in another of
// Unicode's forms, which a build finds too. What is not there keeps its name.
func (r *Room) onDisk(name string) string {
	if _, err := r.root.Lstat(name); err == nil {
		return name
	}
	at := "."
	for part := range strings.SplitSeq(name, "/") {
		next := path.Join(at, part)
		if _, err := r.root.Lstat(next); err != nil {
			entries, _ := fs.ReadDir(r.root.FS(), at) // a folder that cannot be read has no file
			i := slices.IndexFunc(entries, func(e fs.DirEntry) bool { return arabic.NFC(e.Name()) == arabic.NFC(part) })
			if i < 0 {
				return name
			}
			next = path.Join(at, entries[i].Name())
		}
		at = next
	}
	return at
}

// Move gives a file or a folder another name, and never takes the place of one. An
// error is a *Refusal, or the system's.
func (r *Room) Move(old, name string) (err error) {
	info, err := r.movable(old, name)
	if err != nil {
		return err
	}
	made, err := r.makeFolders(folderOf(name))
	if err == nil && info.Mode().IsRegular() { // a link into its place is refused if there is a file by now
		if err = r.root.Link(old, name); err == nil {
			err = r.root.Remove(old)
		} else if errors.Is(err, fs.ErrExist) {
			err = &Refusal{name, Exists}
		} else {
			err = r.root.Rename(old, name)
		}
	} else if err == nil {
		err = r.root.Rename(old, name)
	}
	if err != nil {
		for _, m := range made {
			_ = r.root.Remove(m)
		}
		return err
	}
	return errors.Join(r.flush(folderOf(name)), r.flush(folderOf(old)))
}
