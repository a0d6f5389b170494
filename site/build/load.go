package build

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/manuscript"
)

// desk is everything that was read of a content folder.
type desk struct {
	config   *site.Config
	files    []*file // manuscripts, by path
	pictures *pictures
	bodies   *bodies

	mu       sync.Mutex
	problems []site.Problem
}

// file is one manuscript and what it says.
type file struct {
	path     string // under content/
	stamp    cache.Stamp
	article  *site.Article
	section  *site.Section
	author   *site.Author
	problems []site.Problem
}

func (d *desk) report(ps ...site.Problem) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.problems = append(d.problems, ps...)
}

// load reads content/: settings first, then every manuscript on all cores,
// then the sizes of the pictures that they name.
func load(ctx context.Context, in Input) (*desk, error) {
	d := &desk{}
	content, err := fs.Sub(in.Source, "content")
	if err != nil {
		return nil, err
	}
	if _, err := fs.Stat(content, "."); err != nil {
		return nil, fmt.Errorf("no content folder here: %w", err)
	}
	opened := make(chan error, 1)
	go func() {
		var err error
		d.bodies, err = newBodies(in.Store)
		opened <- err
	}()
	d.settings(content, in)
	if err := errors.Join(d.walk(ctx, content, in.Jobs), <-opened); err != nil {
		return nil, err
	}
	r := newRecords(in, content, d.config, d.bodies)
	if err := each(ctx, in.Jobs, len(d.files), func(i int) error { return r.read(d.files[i]) }); err != nil {
		return nil, err
	}
	r.forget()
	d.pictures = newPictures(content, overlay(in.Source, "static", in.Static), d.config)
	for _, f := range d.files {
		d.report(f.problems...)
	}
	d.report(d.pictures.measure(ctx, in.Jobs, d.files)...)
	return d, nil
}

// settings reads edition.yaml and front.yaml; without them the defaults hold.
func (d *desk) settings(content fs.FS, in Input) {
	d.config = manuscript.DefaultConfig()
	if data, err := fs.ReadFile(content, "edition.yaml"); err == nil {
		c, problems := manuscript.ParseConfig("edition.yaml", data)
		d.config = c
		d.report(problems...)
	} else if !errors.Is(err, fs.ErrNotExist) {
		d.report(unreadable("edition.yaml", err))
	}
	if in.BaseURL != "" {
		d.config.BaseURL = strings.TrimRight(in.BaseURL, "/")
	}
	if d.config.Zone == nil {
		d.config.Zone = time.UTC
	}
	if data, err := fs.ReadFile(content, "front.yaml"); err == nil {
		front, problems := manuscript.ParseFront("front.yaml", data, d.config)
		d.config.Front = front
		d.report(problems...)
	}
}

// walk lists the manuscripts of content/. What begins with a dot is not the
// edition's; what is neither file nor folder is refused.
func (d *desk) walk(ctx context.Context, content fs.FS, jobs int) error {
	var entries []fs.DirEntry
	err := fs.WalkDir(content, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			d.report(unreadable(name, err))
			if e != nil && e.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if name != "." && strings.HasPrefix(e.Name(), ".") {
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if e.IsDir() || !IsManuscript(name) {
			return nil
		}
		d.files, entries = append(d.files, &file{path: name}), append(entries, e)
		return nil
	})
	if err != nil {
		return err
	}
	err = each(ctx, jobs, len(entries), func(i int) error {
		f := d.files[i]
		info, err := inspect(content, f.path, entries[i])
		if err != nil {
			d.report(unreadable(f.path, err))
			d.files[i] = nil
			return nil
		}
		f.stamp = cache.StampOf(info)
		return nil
	})
	d.files = slices.DeleteFunc(d.files, func(f *file) bool { return f == nil })
	return err
}

// IsManuscript tells by a file's name whether it is read as a manuscript.
func IsManuscript(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".md" || ext == ".markdown"
}

var errNotFile = errors.New("neither a file nor a folder")

// inspect refuses what could hang or escape: pipes, devices, and links that
// lead out of content/.
func inspect(content fs.FS, name string, e fs.DirEntry) (fs.FileInfo, error) {
	if e.Type()&fs.ModeSymlink != 0 {
		target, err := fs.ReadLink(content, name)
		if err != nil {
			return nil, err
		}
		if path.IsAbs(target) || !fs.ValidPath(path.Join(path.Dir(name), target)) {
			return nil, fmt.Errorf("a link that leads out of content: %s", target)
		}
		return fs.Stat(content, name)
	}
	info, err := e.Info()
	if err == nil && !info.Mode().IsRegular() {
		return nil, errNotFile
	}
	return info, err
}

func unreadable(name string, err error) site.Problem {
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

// manuscripts are those without an error: a faulty story is left out and named.
func (d *desk) manuscripts() (m site.Manuscripts) {
	for _, f := range d.files {
		if site.Errors(f.problems) > 0 {
			continue
		}
		switch {
		case f.article != nil:
			m.Articles = append(m.Articles, f.article)
		case f.section != nil:
			m.Sections = append(m.Sections, f.section)
		case f.author != nil:
			m.Authors = append(m.Authors, f.author)
		}
	}
	return m
}

// sorted gives all problems by place. A note that says the same of many files
// is kept once.
func (d *desk) sorted() []site.Problem {
	d.mu.Lock()
	all := slices.Clone(d.problems)
	d.mu.Unlock()
	site.SortProblems(all)
	said := map[site.Words]bool{}
	return slices.DeleteFunc(all, func(p site.Problem) bool {
		if p.Level != site.LevelNote {
			return false
		}
		again := said[p.Message]
		said[p.Message] = true
		return again
	})
}
