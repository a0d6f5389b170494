package editions

import (
	"errors"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/own"
)

// view shows a newsroom's folder as one edition has it. Its manuscripts are content/ without the
// folders of the other editions, or its own folder in the place of content/. Another edition than the main one
// has edition.yaml, and the data files and pictures that its folder does not have, of the main one.
type view struct {
	fs.FS
	folder string   // under content/; "" for the main edition
	others []string // the folders of all editions but the main one
}

func viewOf(source fs.FS, s own.Sister, all []own.Sister) view {
	v := view{FS: source, folder: s.Folder}
	for _, other := range all {
		if other.Folder != "" {
			v.others = append(v.others, other.Folder)
		}
	}
	return v
}

// places are where a file may be in the newsroom, the first that is there counts.
func (v view) places(name string) []string {
	rest, ok := strings.CutPrefix(name, "content")
	if !ok || rest != "" && rest[0] != '/' {
		return []string{name}
	}
	rest = strings.TrimPrefix(rest, "/")
	switch {
	case v.folder == "" && v.isOthers(rest):
		return nil
	case v.folder == "" || rest == site.SettingsFile:
		return []string{name}
	}
	mine := path.Join("content", v.folder, rest)
	if rest == "" || site.IsManuscript(rest) || rest == site.FrontFile || v.isOthers(rest) || strings.HasPrefix(rest, ".") {
		return []string{mine}
	}
	return []string{mine, name}
}

// isOthers says that a path under content/ lies in the folder of an edition that is not the main one.
func (v view) isOthers(name string) bool {
	return slices.ContainsFunc(v.others, func(folder string) bool { return strings.HasPrefix(name+"/", folder+"/") })
}

// first calls a function with each place of a file until one is there.
func first[T any](v view, op, name string, do func(place string) (T, error)) (out T, err error) {
	err = &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
	for _, place := range v.places(name) {
		if out, err = do(place); err == nil || !errors.Is(err, fs.ErrNotExist) {
			return out, err
		}
	}
	return out, err
}

// Open opens a file or a folder.
func (v view) Open(name string) (fs.File, error) { return first(v, "open", name, v.FS.Open) }

// Stat describes what a name leads to.
func (v view) Stat(name string) (fs.FileInfo, error) {
	return first(v, "stat", name, func(place string) (fs.FileInfo, error) { return fs.Stat(v.FS, place) })
}

// Lstat describes a name itself.
func (v view) Lstat(name string) (fs.FileInfo, error) {
	return first(v, "lstat", name, func(place string) (fs.FileInfo, error) { return fs.Lstat(v.FS, place) })
}

// ReadLink gives the target of a symbolic link.
func (v view) ReadLink(name string) (string, error) {
	return first(v, "readlink", name, func(place string) (string, error) { return fs.ReadLink(v.FS, place) })
}

// ReadDir lists a folder, by name. That of data files has those of the main edition too.
func (v view) ReadDir(name string) ([]fs.DirEntry, error) {
	places := v.places(name)
	if len(places) == 0 {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	entries, err := fs.ReadDir(v.FS, places[0])
	switch {
	case v.folder == "":
		entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool {
			return slices.Contains(v.others, strings.TrimPrefix(path.Join(name, e.Name()), "content/")) && strings.HasPrefix(name, "content")
		})
	case name == "content" && err == nil:
		entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return e.Name() == site.SettingsFile })
		if info, err := fs.Lstat(v.FS, "content/"+site.SettingsFile); err == nil {
			entries = append(entries, fs.FileInfoToDirEntry(info))
		}
	case name == "content/"+site.DataDir:
		known := map[string]bool{}
		for _, e := range entries {
			known[strings.TrimSuffix(e.Name(), path.Ext(e.Name()))] = true
		}
		shared, sharedErr := fs.ReadDir(v.FS, name)
		if err != nil && sharedErr == nil {
			err = nil
		}
		for _, e := range shared {
			if !known[strings.TrimSuffix(e.Name(), path.Ext(e.Name()))] {
				entries = append(entries, e)
			}
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, err
}

// real is the name in the newsroom of a file that the view shows.
func (v view) real(name string) string {
	places := v.places(name)
	for _, place := range places {
		if _, err := fs.Lstat(v.FS, place); err == nil {
			return place
		}
	}
	if len(places) == 0 {
		return name
	}
	return places[0]
}

// named are the files of content/ that words name.
var named = regexp.MustCompile(`content/[^\s:;,()"«»؛،]+\.[a-z0-9]+`)

// tell gives problems with the names that files have in the newsroom.
func (v view) tell(problems []site.Problem) []site.Problem {
	if v.folder == "" {
		return problems
	}
	out := slices.Clone(problems)
	for i := range out {
		p := &out[i]
		p.Path = v.real(p.Path)
		for _, words := range []*string{&p.Message.Ar, &p.Message.En, &p.Hint.Ar, &p.Hint.En} {
			*words = named.ReplaceAllStringFunc(*words, v.real)
		}
	}
	return out
}
