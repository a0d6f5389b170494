package newsroom

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"syscall"

	"warraq/site"
	"warraq/site/regular"
)

// trail is a way down from a root through folders, none of which is a link: each was
// opened in the one before it, and is what was looked at there. Whoever changes a folder
// into a link meanwhile changes nothing of it.
type trail struct {
	root    *os.Root
	names   []string
	folders []*os.Root
}

func (t *trail) folder() *os.Root {
	if len(t.folders) == 0 {
		return t.root
	}
	return t.folders[len(t.folders)-1]
}

// down goes into a folder.
func (t *trail) down(name string) error {
	info, err := t.folder().Lstat(name)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return syscall.ENOTDIR
	}
	folder, err := openFolder(t.folder(), name, info)
	if err != nil {
		return err
	}
	t.names, t.folders = append(t.names, name), append(t.folders, folder)
	return nil
}

// up leaves a folder. It returns false at the root.
func (t *trail) up() bool {
	last := len(t.folders) - 1
	if last < 0 {
		return false
	}
	_ = t.folders[last].Close()
	t.names, t.folders = t.names[:last], t.folders[:last]
	return true
}

func (t *trail) close() {
	for range len(t.folders) {
		t.up()
	}
}

// openFolder opens a folder if it is still what was looked at.
func openFolder(around *os.Root, name string, looked fs.FileInfo) (*os.Root, error) {
	folder, err := around.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	if info, err := folder.Stat("."); err != nil || !os.SameFile(info, looked) {
		_ = folder.Close()
		return nil, cmp.Or(err, errReplaced)
	}
	return folder, nil
}

// openSame opens what has a name in a folder, and is no link, to read it.
func openSame(folder *os.Root, name string) (fs.File, error) {
	looked, err := folder.Lstat(name)
	if err != nil {
		return nil, err
	}
	file, info, err := regular.OpenToRead(folder, name)
	if err != nil {
		return nil, err
	}
	if !os.SameFile(info, looked) {
		_ = file.Close()
		return nil, &fs.PathError{Op: "open", Path: name, Err: errReplaced}
	}
	return file, nil
}

var (
	errReplaced = site.Failure("تبدّل الملف أثناء قراءته", "another file took its place while it was read")
	errOut      = site.Failure("الرابط يقود إلى خارج المجلد", "the link leads out of the folder")
)

// isPrivate says that links lead from a name to a place that is not for publishing: into
// content/ from another folder, from a name that is not hidden to one that is, or from a
// file of another kind to a manuscript or settings.
func (f *Files) isPrivate(root *os.Root, name string, t *trail, base string) bool {
	if !f.own {
		return false
	}
	from, _, _ := strings.Cut(name, "/")
	real := path.Join(path.Join(t.names...), base)
	if root != f.roots[""] { // a folder that is itself a link
		real = path.Join(from, real)
	}
	top, at, _ := strings.Cut(real, "/")
	switch {
	case strings.Contains("/"+real, "/.") && !strings.Contains("/"+name, "/."):
		return true
	case top != "content":
		return false
	case from != top:
		return true
	}
	noun := site.NounOf(at)
	return (noun == site.NounSettings || noun == site.NounFront) && real != name || site.IsManuscript(real) && !site.IsManuscript(name)
}

// unwrapped is the system's own error.
func unwrapped(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err
	}
	return err
}

// mostLinks bounds the links on the way to a file, as Linux does.
const mostLinks = 40

// follow walks to what a name leads to, link by link, and gives the way to its folder and
// its name there: "." for a root. The way is to be closed. A link that leads out of the
// root is refused, and so is one that leads to what is not for publishing.
func (f *Files) follow(op string, root *os.Root, name, rest string) (_ *trail, base string, err error) {
	t := &trail{root: root}
	defer func() {
		if err != nil {
			t.close()
			err = &fs.PathError{Op: op, Path: name, Err: err}
		}
	}()
	base = "."
	links := 0
	for parts := strings.Split(rest, "/"); len(parts) > 0; {
		part := parts[0]
		parts = parts[1:]
		switch part {
		case "", ".":
			continue
		case "..":
			if base == "." && !t.up() {
				return nil, "", errOut
			}
			base = "."
			continue
		}
		if base != "." {
			if err := t.down(base); err != nil {
				return nil, "", err
			}
			base = "."
		}
		info, err := t.folder().Lstat(part)
		if err != nil {
			return nil, "", unwrapped(err)
		}
		if info.Mode()&fs.ModeSymlink == 0 {
			base = part
			continue
		}
		target, err := t.folder().Readlink(part)
		switch links++; {
		case links > 1 && f.isPrivate(root, name, t, part):
			return nil, "", ErrPrivate
		case err != nil:
			return nil, "", unwrapped(err)
		case links > mostLinks:
			return nil, "", syscall.ELOOP
		case filepath.IsAbs(target):
			return nil, "", errOut
		}
		parts = append(strings.Split(filepath.ToSlash(target), "/"), parts...)
	}
	if links > 0 && f.isPrivate(root, name, t, base) {
		return nil, "", ErrPrivate
	}
	return t, base, nil
}
