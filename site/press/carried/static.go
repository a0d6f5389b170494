package carried

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"syscall"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/conflict"
	"warraq/site/folders"
	"warraq/site/manuscript"
)

// Files reads static/. Of what is only carried the Data is nil.
func Files(static fs.FS) (out []site.File, problems []site.Problem) {
	names, problems := Names(static)
	for _, name := range names {
		if Is(name) {
			out = append(out, site.File{Path: name})
			continue
		}
		data, err := fs.ReadFile(folders.AnyForm(static), name)
		if err != nil {
			problems = append(problems, unreadable(name, err))
			continue
		}
		if folders.HoldsKey(data) {
			problems = append(problems, folders.PrivateProblem(name))
			continue
		}
		if p, found := conflict.In(path.Join("static", name), data); found {
			problems = append(problems, p)
			continue
		}
		out = append(out, site.File{Path: name, Data: data})
	}
	return out, problems
}

// unreadable tells of a file of static/ that cannot be read.
func unreadable(name string, err error) site.Problem {
	p := manuscript.Unreadable(name, err)
	p.Path = "static/" + name
	if errno := syscall.Errno(0); !errors.As(err, &errno) || errno == syscall.ENOENT || errno == syscall.ELOOP {
		p.Level = site.LevelWarning // it is no file; one that the disk does not give is an error
	}
	return p
}

// Names lists static/, in NFC. Go source beside the built-in assets stays out, and what
// folders.LeavesOut names.
func Names(static fs.FS) (out []string, problems []site.Problem) {
	if static == nil {
		return nil, nil
	}
	_ = fs.WalkDir(static, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			if name != "." || !errors.Is(err, fs.ErrNotExist) {
				p := manuscript.Unreadable(name, err)
				p.Path = path.Join("static", name) + "/"
				problems = append(problems, p)
			}
			return fs.SkipDir
		}
		isOut, told := folders.LeavesOut(name, e.IsDir())
		problems = append(problems, told...)
		switch {
		case e.IsDir() && isOut:
			return fs.SkipDir
		case !e.IsDir() && !isOut && path.Ext(name) != ".go":
			out = append(out, arabic.NFC(name))
		}
		return nil
	})
	slices.Sort(out)
	return slices.Compact(out), problems
}
