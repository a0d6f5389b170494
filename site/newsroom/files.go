package newsroom

import (
	"cmp"
	"embed"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"syscall"

	"warraq/site"
	"warraq/site/regular"
)

// ErrPrivate is why a link is not followed.
var ErrPrivate = site.Failure("الرابط يقود إلى ما ليس للنشر: مخطوط أو ملف مخفي",
	"the link leads to what is not for publishing: a manuscript or a hidden file")

// Files is a newsroom's folder for reading. A symbolic link that leads out of it
// is refused (os.Root), and so is what is neither a file nor a folder. The folders
// at its top may themselves be links, as where newsrooms share a theme. A link from
// one of them to another place of the newsroom works, but not into content/, nor to
// what has a hidden name: static/ would publish manuscripts and settings.
type Files struct {
	roots map[string]*os.Root // by folder at the top; "" is the newsroom
	dir   string              // the newsroom's own place; "" where the folder is that of others

	mu      sync.Mutex
	folders map[string]*os.Root // folders below, for os.Root walks a path name by name
}

// mostFolders bounds the folders that are open at once.
const mostFolders = 200

// OpenTree opens the folder of others for reading: no link at all leads out of it.
func OpenTree(dir string) (*Files, error) {
	root, err := regular.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &Files{roots: map[string]*os.Root{"": root}, folders: map[string]*os.Root{}}, nil
}

// OpenFiles opens a newsroom's folder for reading.
func OpenFiles(dir string) (*Files, error) {
	f, err := OpenTree(dir)
	if err != nil {
		return nil, err
	}
	if f.dir, err = filepath.EvalSymlinks(dir); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	for _, name := range []string{"content", "templates", "static"} {
		if info, err := f.roots[""].Lstat(name); err != nil || info.Mode()&fs.ModeSymlink == 0 {
			continue
		}
		if shared, err := regular.OpenRoot(filepath.Join(dir, name)); err == nil {
			f.roots[name] = shared
		}
	}
	return f, nil
}

// Content is the content folder of a newsroom for reading, open until the program ends.
// A newsroom that cannot be opened holds nothing.
func Content(dir string) fs.FS {
	files, err := OpenFiles(dir)
	if err != nil {
		return embed.FS{}
	}
	content, _ := fs.Sub(files, "content") // the name is a good one
	return content
}

// Close ends the reading.
func (f *Files) Close() error {
	f.forget()
	var all []error
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
	return f.openIn(root, name, rest)
}

// openIn opens a file of a root, through its folder.
func (f *Files) openIn(root *os.Root, name, rest string) (fs.File, error) {
	if folder := f.folder(root, path.Dir(name), path.Dir(rest)); folder != nil {
		if info, err := folder.Lstat(path.Base(name)); err == nil && info.Mode()&fs.ModeSymlink == 0 {
			if file, err := regular.OpenToRead(folder, path.Base(name)); err == nil {
				return file, nil
			}
		} // it may have been closed, or the file may be a link
	}
	if root == f.roots[""] && f.leadsToPrivate(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: ErrPrivate}
	}
	return regular.OpenToRead(root, rest)
}

// leadsToPrivate says that links lead from a folder at the top into content/, or to a
// hidden name.
func (f *Files) leadsToPrivate(name string) bool {
	if f.dir == "" {
		return false
	}
	real, err := filepath.EvalSymlinks(filepath.Join(f.dir, filepath.FromSlash(name)))
	if err != nil {
		return false // opening it tells why
	}
	to, err := filepath.Rel(f.dir, real)
	if err != nil {
		return false
	}
	from, _, _ := strings.Cut(name, "/")
	top, _, _ := strings.Cut(filepath.ToSlash(to), "/")
	return top != from && (top == "content" || strings.Contains("/"+filepath.ToSlash(to), "/."))
}

// folder gives a folder of a root, opened in the folder round it. It returns nil
// where there is none.
func (f *Files) folder(root *os.Root, name, rest string) *os.Root {
	if rest == "." {
		return root
	}
	f.mu.Lock()
	known := f.folders[name]
	f.mu.Unlock()
	if known != nil {
		return known
	}
	around := f.folder(root, path.Dir(name), path.Dir(rest))
	if around == nil {
		return nil
	}
	if info, err := around.Lstat(path.Base(rest)); err != nil || !info.IsDir() {
		return nil // OpenRoot would wait for a pipe, and what a link leads to is looked at each time
	}
	opened, err := around.OpenRoot(path.Base(rest))
	if err != nil {
		return nil // opening the file by its whole path tells what is wrong
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if known := f.folders[name]; known != nil {
		_ = opened.Close()
		return known
	}
	if len(f.folders) >= mostFolders {
		f.closeFolders()
	}
	f.folders[name] = opened
	return opened
}

func (f *Files) closeFolders() {
	for name, root := range f.folders {
		_ = root.Close()
		delete(f.folders, name)
	}
}

// forget lets go of the folders: others may stand in their places by now.
func (f *Files) forget() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.closeFolders()
}

// ReadDir lists a folder, by name. Listing one at the top, as every build does
// first, lets go of all others.
func (f *Files) ReadDir(name string) ([]fs.DirEntry, error) {
	if !strings.Contains(name, "/") {
		f.forget()
	}
	root, rest, err := f.at("readdir", name)
	if err != nil {
		return nil, err
	}
	if folder := f.folder(root, name, rest); folder != nil {
		if entries, err := fs.ReadDir(folder.FS(), "."); err == nil {
			return entries, nil
		}
	}
	if info, err := root.Stat(rest); err != nil || !info.IsDir() {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: cmp.Or(err, error(syscall.ENOTDIR))}
	}
	return fs.ReadDir(root.FS(), rest)
}

// Stat describes what a name leads to.
func (f *Files) Stat(name string) (fs.FileInfo, error) {
	f.forget()
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
