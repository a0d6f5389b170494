package press

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/cache"
	"warraq/site/releases"
)

// reread gives what was read of the folder, with the files at paths (under the source)
// read again: they were saved, made or removed, and nothing else was. It gives the
// manuscripts that differ too. It gives nil where that is not enough, because more than
// plain manuscripts changed: then the folder must be loaded anew. c stays as it is, and of
// what is given nothing is reported yet (whole).
func (c *loaded) reread(in Input, paths []string) (next *loaded, changed []change, err error) {
	if paths == nil || c.linked || releases.Came(c.config, in.Clock.Now) {
		return nil, nil, nil
	}
	next, changed = &loaded{folder: c.folder, documents: slices.Clone(c.documents), files: c.files, looked: c.looked, bodies: &bodies{pack: c.bodies.pack}}, []change{}
	r := newRecords(in, c.content, c.config, c.components, next.bodies)
	next.bodies.again = r.again(next)
	for _, full := range paths {
		name, ok := strings.CutPrefix(full, "content/")
		if ok && c.isPassing(name) {
			continue
		}
		if !ok || !c.isPlain(name) {
			return nil, nil, nil
		}
		var before, after []*document
		i, known := next.find(name)
		if known {
			before = []*document{next.documents[i]}
		}
		info, err := fs.Lstat(c.content, name)
		switch {
		case errors.Is(err, fs.ErrNotExist) && !next.holds(name+"/"):
		case err != nil || !info.Mode().IsRegular() || !known && !next.admits(name):
			return nil, nil, nil //nolint:nilerr // the listing tells of it
		default:
			after = []*document{{path: name, stamp: cache.StampOf(info)}}
			if err := r.read(after[0]); err != nil {
				return nil, nil, err
			}
		}
		if slices.ContainsFunc(slices.Concat(before, after), func(d *document) bool { return d.member().In() }) {
			return nil, nil, nil // others of its set may appear or go
		}
		next.documents = slices.Replace(next.documents, i, i+len(before), after...)
		changed = append(changed, change{before, after})
	}
	return next, changed, nil
}

// change is a manuscript as it was and as it is; either may be missing.
type change struct{ before, after []*document }

// isPassing says that a file has come and gone, and that nothing was known of it: many editors save
// through another file beside the story.
func (c *loaded) isPassing(name string) bool {
	isOf := func(place string) bool { return place == name || strings.HasPrefix(place, name+"/") }
	if _, err := fs.Lstat(c.content, name); !errors.Is(err, fs.ErrNotExist) || site.IsManuscript(name) || c.holds(name+"/") ||
		name == site.SettingsFile || name == site.FrontFile || strings.HasPrefix(name+"/", site.DataDir+"/") {
		return false
	}
	for place := range c.files.Known {
		if isOf(place) {
			return false
		}
	}
	return !slices.ContainsFunc(c.told, func(p site.Problem) bool { return isOf(strings.TrimPrefix(p.Path, "content/")) })
}

// isPlain says that a name is that of a manuscript of which the listing said nothing, and
// that no other spelling of it is the same.
func (c *loaded) isPlain(name string) bool {
	return site.IsManuscript(name) && name == arabic.NFC(name) && site.HiddenFolder(name) == "" && !strings.HasPrefix(path.Base(name), ".") &&
		!slices.ContainsFunc(c.told, func(p site.Problem) bool { return p.Path == "content/"+name })
}

// find gives the place of a manuscript among the documents.
func (c *loaded) find(name string) (int, bool) {
	return slices.BinarySearchFunc(c.documents, name, func(d *document, name string) int { return strings.Compare(d.path, name) })
}

// holds says that there are manuscripts whose paths begin so.
func (c *loaded) holds(prefix string) bool {
	i, _ := c.find(prefix)
	return i < len(c.documents) && strings.HasPrefix(c.documents[i].path, prefix)
}

// admits says that the listing would name a new manuscript too: it enters the folder, for
// another one lies in it, and no disk takes the name for that of another.
func (c *loaded) admits(name string) bool {
	dir := path.Dir(name)
	return (dir == "." || c.holds(dir+"/")) &&
		!slices.ContainsFunc(c.documents, func(d *document) bool { return strings.EqualFold(d.path, name) })
}
