package press

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
)

// layered is a folder over another: a file of the upper one wins.
type layered struct{ upper, lower fs.FS }

// overlay lays the newsroom's folder over the built-in one.
func overlay(source fs.FS, folder string, builtIn fs.FS) fs.FS {
	upper, err := fs.Sub(source, folder)
	switch {
	case err != nil:
		return builtIn
	case builtIn == nil:
		return upper
	}
	return layered{upper, builtIn}
}

// Open gives the upper file, else the lower one.
func (l layered) Open(name string) (fs.File, error) {
	f, err := l.upper.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return l.lower.Open(name)
	}
	return f, err
}

// ReadDir lists both folders, by name.
func (l layered) ReadDir(name string) ([]fs.DirEntry, error) {
	upper, upErr := fs.ReadDir(l.upper, name)
	if upErr != nil && !errors.Is(upErr, fs.ErrNotExist) {
		return nil, upErr
	}
	lower, err := fs.ReadDir(l.lower, name)
	if upErr != nil && err != nil {
		return nil, err
	}
	for _, e := range lower {
		if !slices.ContainsFunc(upper, func(u fs.DirEntry) bool { return u.Name() == e.Name() }) {
			upper = append(upper, e)
		}
	}
	slices.SortFunc(upper, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return upper, nil
}
