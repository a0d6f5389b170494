package manuscript

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/settings"
)

// Settings reads edition.yaml and front.yaml of a content folder; what they do
// not say has its default. A usable baseURL takes the place of the edition's.
func Settings(content fs.FS, baseURL string) (*site.Config, []site.Problem) {
	c := settings.DefaultConfig()
	var problems []site.Problem
	read := func(name string, use func(data []byte)) {
		data, err := fs.ReadFile(content, name)
		switch {
		case err == nil:
			use(data)
		case !errors.Is(err, fs.ErrNotExist):
			problems = append(problems, Unreadable(name, err))
		}
	}
	read(site.SettingsFile, func(data []byte) {
		config, more := settings.ParseConfig(site.SettingsFile, data)
		c, problems = config, append(problems, more...)
	})
	if clean, ok := site.CleanBaseURL(baseURL); ok {
		c.BaseURL = clean
	}
	if c.Zone == nil {
		c.Zone = time.UTC
	}
	read(site.FrontFile, func(data []byte) {
		front, more := settings.ParseFront(site.FrontFile, data, c)
		c.Front, problems = front, append(problems, more...)
	})
	return c, problems
}

// Listed is a manuscript of a content folder, before it is read.
type Listed struct {
	Path  string // under content/
	entry fs.DirEntry
}

// List names the manuscripts of a content folder, by path. What begins with a
// dot is not the edition's.
func List(content fs.FS) (out []Listed, problems []site.Problem) {
	_ = fs.WalkDir(content, ".", func(name string, e fs.DirEntry, err error) error {
		isDir := e != nil && e.IsDir()
		hidden := name != "." && e != nil && strings.HasPrefix(e.Name(), ".")
		switch {
		case err != nil:
			problems = append(problems, Unreadable(name, err))
		case !hidden && !isDir && site.IsManuscript(name):
			out = append(out, Listed{name, e})
		}
		if isDir && (hidden || err != nil) {
			return fs.SkipDir
		}
		return nil
	})
	return out, problems
}

var errNotFile = errors.New("neither a file nor a folder")

// Info describes the manuscript's file. It refuses what could hang or escape:
// pipes, devices, and links that lead out of content/.
func (l Listed) Info(content fs.FS) (fs.FileInfo, error) {
	if l.entry.Type()&fs.ModeSymlink != 0 {
		target, err := fs.ReadLink(content, l.Path)
		if err != nil {
			return nil, err
		}
		if path.IsAbs(target) || !fs.ValidPath(path.Join(path.Dir(l.Path), target)) {
			return nil, fmt.Errorf("a link that leads out of content: %s", target)
		}
		return fs.Stat(content, l.Path)
	}
	info, err := l.entry.Info()
	if err == nil && !info.Mode().IsRegular() {
		return nil, errNotFile
	}
	return info, err
}

// Unreadable is the problem of a file under content/ that cannot be read.
func Unreadable(name string, err error) site.Problem {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		err = pathErr.Err
	}
	return site.Problem{
		Path: "content/" + name, Rule: "file/unreadable", Level: site.LevelError,
		Message: site.Say("لا يُقرأ هذا الملف: %v", "this file cannot be read: %v", err),
		Hint:    site.Say("راجع أذونات الملف، وأنه ملف عادي داخل content", "check its permissions, and that it is a plain file inside content"),
	}
}
