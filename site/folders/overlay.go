// Package folders shows folders as a build sees them: the newsroom's over the built-in
// one (overlay.go), and files by their names in any form of Unicode (forms.go). It
// knows nothing of what files hold.
package folders

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"syscall"

	"warraq/site"
)

// layered is a folder over another: a file of the upper one wins.
type layered struct{ upper, lower fs.FS }

// Overlay lays the newsroom's folder over the built-in one, which may be nil.
func Overlay(source fs.FS, folder string, builtIn fs.FS) fs.FS {
	upper, err := fs.Sub(source, folder)
	switch {
	case err != nil:
		return builtIn
	case builtIn == nil:
		return upper
	}
	return layered{upper, builtIn}
}

// Open gives the upper file, else the lower one. No upper file hides a lower folder.
func (l layered) Open(name string) (fs.File, error) {
	f, err := l.upper.Open(name)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) || err == nil && l.hides(name, f) {
		return l.lower.Open(name)
	}
	return f, err
}

// Lstat describes the upper file, else the lower one, and opens neither.
func (l layered) Lstat(name string) (fs.FileInfo, error) {
	info, err := fs.Lstat(l.upper, name)
	if err == nil && info.IsDir() {
		return info, nil
	}
	if lower, other := fs.Lstat(l.lower, name); other == nil && (info == nil || lower.IsDir()) {
		return lower, nil
	}
	return info, err
}

// ReadLink gives the target of a symbolic link.
func (l layered) ReadLink(name string) (string, error) { return fs.ReadLink(l.upper, name) }

// hides says that an upper file has the name of a lower folder.
func (l layered) hides(name string, upper fs.File) bool {
	info, err := fs.Stat(l.lower, name)
	if err != nil || !info.IsDir() {
		return false
	}
	info, err = upper.Stat()
	return err == nil && !info.IsDir()
}

// Hidden tells of the files of an overlay that have the names of built-in folders. root
// is what the problems call the folder.
func Hidden(over fs.FS, root string) (problems []site.Problem) {
	l, ok := over.(layered)
	if !ok {
		return nil
	}
	entries, _ := fs.ReadDir(l.lower, ".") // what is built in can be read
	for _, e := range entries {
		f, err := l.upper.Open(e.Name())
		if err != nil {
			continue
		}
		if l.hides(e.Name(), f) {
			problems = append(problems, site.Problem{
				Path: root + "/" + e.Name(), Rule: "edition/same-address", Level: site.LevelWarning,
				Message: site.Say("هذا ملف له اسم مجلد من القالب: %s", "this is a file with the name of a folder of the theme: %s", e.Name()),
				Hint:    site.Say("غيّر اسم الملف", "rename the file"),
			})
		}
		_ = f.Close()
	}
	return problems
}

// ReadDir lists both folders, by name.
func (l layered) ReadDir(name string) ([]fs.DirEntry, error) {
	upper, upErr := fs.ReadDir(l.upper, name)
	if info, err := fs.Stat(l.upper, name); err == nil && !info.IsDir() {
		upErr = fs.ErrNotExist
	}
	if upErr != nil && !errors.Is(upErr, fs.ErrNotExist) {
		return nil, upErr
	}
	lower, err := fs.ReadDir(l.lower, name)
	if upErr != nil && err != nil {
		return nil, err
	}
	for _, e := range lower {
		upper = slices.DeleteFunc(upper, func(u fs.DirEntry) bool { return u.Name() == e.Name() && e.IsDir() && !u.IsDir() })
		if !slices.ContainsFunc(upper, func(u fs.DirEntry) bool { return u.Name() == e.Name() }) {
			upper = append(upper, e)
		}
	}
	slices.SortFunc(upper, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return upper, nil
}
