package folders

import (
	"errors"
	"io/fs"
	"strings"
	"sync"

	"warraq/site/arabic"
)

// anyForm is a folder whose files are found in any of Unicode's forms: a name is
// composed (NFC) in a story, and decomposed (NFD) on the disk of a Mac, or the
// other way. Where both are there, the name as written is taken.
type anyForm struct {
	fs.FS
	known *sync.Map // of folders that were asked, what their names are in composed form
}

// AnyForm finds the files of a folder in any form.
func AnyForm(folder fs.FS) fs.FS { return anyForm{folder, new(sync.Map)} }

// Open opens a file, else the one whose name has the same composed form.
func (a anyForm) Open(name string) (fs.File, error) {
	f, err := a.FS.Open(name)
	if errors.Is(err, fs.ErrNotExist) && !isASCII(name) {
		if other, ok := a.find(name); ok {
			return a.FS.Open(other)
		}
	}
	return f, err
}

// find gives the name of a file as it is on disk.
func (a anyForm) find(name string) (string, bool) {
	at := "."
	for part := range strings.SplitSeq(name, "/") {
		names := a.names(at)
		next, ok := part, names[part] == part
		if !ok {
			next, ok = names[arabic.NFC(part)]
		}
		if !ok {
			return "", false
		}
		at = strings.TrimPrefix(at+"/"+next, "./")
	}
	return at, true
}

// names are those of a folder, by themselves and by their composed forms.
func (a anyForm) names(dir string) map[string]string {
	if known, ok := a.known.Load(dir); ok {
		return known.(map[string]string)
	}
	names := map[string]string{}
	entries, _ := fs.ReadDir(a.FS, dir) // a folder that cannot be read has no file
	for _, e := range entries {
		names[arabic.NFC(e.Name())] = e.Name()
	}
	for _, e := range entries {
		names[e.Name()] = e.Name()
	}
	a.known.Store(dir, names)
	return names
}

// ReadDir lists a folder.
func (a anyForm) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(a.FS, name) }

// Stat describes a file, else the one whose name has the same composed form.
func (a anyForm) Stat(name string) (fs.FileInfo, error) {
	info, err := fs.Stat(a.FS, name)
	if errors.Is(err, fs.ErrNotExist) && !isASCII(name) {
		if other, ok := a.find(name); ok {
			return fs.Stat(a.FS, other)
		}
	}
	return info, err
}

// ReadLink gives the target of a symbolic link.
func (a anyForm) ReadLink(name string) (string, error) { return fs.ReadLink(a.FS, name) }

// Lstat describes a name itself.
func (a anyForm) Lstat(name string) (fs.FileInfo, error) { return fs.Lstat(a.FS, name) }

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(c rune) bool { return c >= 0x80 }) < 0
}
