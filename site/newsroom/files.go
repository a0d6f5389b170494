package newsroom

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
)

// ErrIrregular is why a pipe, a device or a socket is not read: reading it could
// wait for ever.
var ErrIrregular = errors.New("neither a file nor a folder")

// Files is a newsroom's folder for reading. A symbolic link that leads out of it
// is refused (os.Root), and so is what is neither a file nor a folder. The folders
// at its top may themselves be links, as where newsrooms share a theme.
type Files struct {
	roots map[string]*os.Root // by folder at the top; "" is the newsroom

	last atomic.Pointer[folder] // the folder that files are being opened in
}

// folder is a folder inside a root. Files are mostly opened one after another in
// the same folder, and os.Root walks a path name by name. It is let go of when a
// folder is listed, as at the beginning of every build.
type folder struct {
	path string
	root *os.Root // nil: one file was opened in it
}

// OpenFiles opens a newsroom's folder for reading.
func OpenFiles(dir string) (*Files, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	f := &Files{roots: map[string]*os.Root{"": root}}
	for _, name := range []string{"content", "templates", "static"} {
		if info, err := root.Lstat(name); err != nil || info.Mode()&fs.ModeSymlink == 0 {
			continue
		}
		if shared, err := os.OpenRoot(filepath.Join(dir, name)); err == nil {
			f.roots[name] = shared
		}
	}
	return f, nil
}

// Close ends the reading.
func (f *Files) Close() error {
	all := []error{f.forget()}
	for _, root := range f.roots {
		all = append(all, root.Close())
	}
	return errors.Join(all...)
}

// at gives the root that a name lies under, and its name there.
func (f *Files) at(op, name string) (*os.Root, string, error) {
	if !fs.ValidPath(name) {
		return nil, "", &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	top, rest, _ := strings.Cut(name, "/")
	if root := f.roots[top]; root != nil {
		if rest == "" {
			rest = "."
		}
		return root, rest, nil
	}
	return f.roots[""], name, nil
}

// Open opens a file or a folder. It never waits.
func (f *Files) Open(name string) (fs.File, error) {
	root, rest, err := f.at("open", name)
	if err != nil {
		return nil, err
	}
	file, err := f.openIn(root, name, rest)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		err = &fs.PathError{Op: "open", Path: name, Err: ErrIrregular}
	}
	if err != nil {
		_ = file.Close()
		return nil, err
	}
	return file, nil
}

// openIn opens a file of a root, through its folder where that is at hand.
func (f *Files) openIn(root *os.Root, name, rest string) (*os.File, error) {
	const flags = os.O_RDONLY | syscall.O_NONBLOCK
	dir := path.Dir(name)
	last := f.last.Load()
	if last != nil && last.path == dir && last.root != nil {
		if file, err := last.root.OpenFile(path.Base(name), flags, 0); err == nil {
			return file, nil
		} // it may have been closed, or the file may be a link to another folder
		return root.OpenFile(rest, flags, 0)
	}
	next := &folder{path: dir}
	if last != nil && last.path == dir { // the second file in a row
		next.root, _ = root.OpenRoot(path.Dir(rest)) // the file tells what is wrong
	}
	if f.last.CompareAndSwap(last, next) {
		next = last
	}
	if next != nil && next.root != nil {
		_ = next.root.Close()
	}
	return root.OpenFile(rest, flags, 0)
}

// forget lets go of the folder at hand: another may stand in its place by now.
func (f *Files) forget() error {
	if last := f.last.Swap(nil); last != nil && last.root != nil {
		return last.root.Close()
	}
	return nil
}

// ReadDir lists a folder, by name.
func (f *Files) ReadDir(name string) ([]fs.DirEntry, error) {
	_ = f.forget()
	root, rest, err := f.at("readdir", name)
	if err != nil {
		return nil, err
	}
	return fs.ReadDir(root.FS(), rest)
}

// Stat describes what a name leads to.
func (f *Files) Stat(name string) (fs.FileInfo, error) {
	_ = f.forget()
	root, rest, err := f.at("stat", name)
	if err != nil {
		return nil, err
	}
	return root.Stat(rest)
}

// Lstat describes a name itself.
func (f *Files) Lstat(name string) (fs.FileInfo, error) {
	root, rest, err := f.at("lstat", name)
	if err != nil {
		return nil, err
	}
	return root.Lstat(rest)
}

// ReadLink gives the target of a symbolic link.
func (f *Files) ReadLink(name string) (string, error) {
	root, rest, err := f.at("readlink", name)
	if err != nil {
		return "", err
	}
	return root.Readlink(rest)
}
