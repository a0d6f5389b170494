package newsroom

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"

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
	own   bool                // it is a newsroom, and not a folder of others

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
	f.own = true
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

// unopened is a folder that could not be opened.
type unopened struct{ why error }

// Open implements fs.FS.
func (u unopened) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: u.why}
}

// Content is the content folder of a newsroom for reading, open until the program ends.
func Content(dir string) fs.FS {
	files, err := OpenFiles(dir)
	if err != nil {
		return unopened{err}
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

// openIn opens a file of a root, through its folder. What was opened is what was looked
// at: a name that becomes a link in between leads nowhere.
func (f *Files) openIn(root *os.Root, name, rest string) (fs.File, error) {
	if folder := f.folder(root, path.Dir(name), path.Dir(rest)); folder != nil {
		switch file, err := openSame(folder, path.Base(rest)); {
		case err == nil:
			return file, nil
		case errors.Is(err, fs.ErrNotExist):
			return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
		} // it may have been closed, or the file may be a link
	}
	for try := 1; ; try++ {
		t, base, err := f.follow("open", root, name, rest)
		if err != nil {
			return nil, err
		}
		file, err := openSame(t.folder(), base)
		if t.close(); !errors.Is(err, errReplaced) || try == mostTries {
			return file, err
		}
	}
}

// mostTries bounds how often a file is opened that is replaced at that instant.
const mostTries = 5

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
	info, err := around.Lstat(path.Base(rest))
	if err != nil || !info.IsDir() {
		return nil // OpenRoot would wait for a pipe, and what a link leads to is looked at each time
	}
	opened, err := openFolder(around, path.Base(rest), info)
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
	t, base, err := f.follow("readdir", root, name, rest)
	if err != nil {
		return nil, err
	}
	defer t.close()
	if base != "." {
		if err := t.down(base); err != nil {
			return nil, &fs.PathError{Op: "readdir", Path: name, Err: err}
		}
	}
	return fs.ReadDir(t.folder().FS(), ".")
}

// Stat describes what a name leads to.
func (f *Files) Stat(name string) (fs.FileInfo, error) {
	f.forget()
	root, rest, err := f.at("stat", name)
	if err != nil {
		return nil, err
	}
	t, base, err := f.follow("stat", root, name, rest)
	if err != nil {
		return nil, err
	}
	defer t.close()
	return t.folder().Lstat(base)
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
