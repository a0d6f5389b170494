// Package moves says what follows when manuscripts get another name: which name they get, and what
// must be written into others, so that each link leads where it led.
//
//	moves.go     a move within one edition
//	crossing.go  a move into another edition of the paper
//
// Does not belong here: the moving of files, which package newsroom does, and redirects, for which a
// build must know addresses first.
package moves

import (
	"bytes"
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/manuscript"
	"warraq/site/own"
	"warraq/site/review"
	"warraq/site/uri"
)

// Move is a manuscript or a folder that has another name by now.
type Move struct {
	Old, Name string          // under content/
	Beside    map[string]bool // the files that went along, to whether they were copied
}

// Destination says what moves, and which name it gets, when a person asks to move old
// to a name, both under content/. A slash at its end, or a folder that is there, means
// into it. A story that is the index of a folder moves with its folder. inEdition gives the name that
// a file has in its edition.
func Destination(content fs.FS, taxonomies own.Taxonomies, inEdition func(name string) string, old, to string, slash bool) (from, name string, err error) {
	if _, err := fs.Stat(content, old); errors.Is(err, fs.ErrNotExist) {
		return "", "", site.Failure("لا ملف ولا مجلد باسم %s", "no file and no folder called %s", "content/"+old)
	}
	if info, err := fs.Stat(content, to); slash || err == nil && info.IsDir() {
		to = path.Join(to, path.Base(old))
	}
	if !isKept(inEdition(old), inEdition(to), taxonomies) {
		return "", "", site.Failure("لا يُنقل إلى content/%s: ما هناك مخفيّ، أو ليس قصصًا", "nothing moves to content/%s: what is there is hidden, or no stories", to)
	}
	file := path.Base(old)
	if stem := strings.TrimSuffix(file, path.Ext(file)); (stem == "index" || stem == "_index") && path.Dir(old) != "." {
		return path.Dir(old), strings.TrimSuffix(strings.TrimSuffix(to, "/"+file), path.Ext(file)), nil
	}
	if info, err := fs.Stat(content, old); err == nil && !info.IsDir() && site.IsManuscript(old) && !site.IsManuscript(to) {
		return "", "", site.Failure("اسم القصة ينتهي بـ .md: اكتب content/%s.md، أو content/%s/ إن كان مجلدًا", "a story's name ends in .md: write content/%s.md, or content/%s/ if a folder is meant", to, to)
	}
	return old, to, nil
}

// isKept says that a file or a folder means at a new place what it meant: no name hides it, and a
// story does not become an author, a tag or a series, or another term.
func isKept(old, to string, taxonomies own.Taxonomies) bool {
	noun := func(name string) site.Noun {
		if !site.IsManuscript(name) {
			name = path.Join(name, "x.md")
		}
		return site.NounIn(name, taxonomies)
	}
	is := func(name string) bool { return noun(name).IsTermFile() }
	return !strings.Contains("/"+to, "/.") && (path.Ext(old) != "" && !site.IsManuscript(old) || is(old) == is(to))
}

// Follow writes the links of what was moved, and those of others to it, so that they
// lead where they led. content is the folder by now; edit saves what a change makes of a
// manuscript.
func (m Move) Follow(f *review.Content, content fs.FS, edit func(name string, change func([]byte) ([]byte, error)) error) error {
	exists := func(name string) bool {
		_, err := fs.Stat(content, name)
		return err == nil
	}
	if err := m.renameTerm(f, exists, edit); err != nil {
		return err
	}
	t := trace{m, exists, f.Config.BaseURL, map[string]string{}, map[string]string{}, nil}
	for _, file := range f.Paths {
		t.before[site.SourceKey(m.was(file))], t.now[site.SourceKey(file)] = file, file
	}
	base := arabic.NFC(strings.TrimSuffix(path.Base(m.Old), path.Ext(m.Old)))
	for _, file := range withSettings(f, exists) {
		if was := m.was(file); was == file && site.IsManuscript(file) {
			if src, _ := f.Read(file); !bytes.ContainsAny(src, `%&\`) && !strings.Contains(arabic.NFC(string(src)), base) {
				continue // it does not name what moved, in any spelling
			}
		}
		err := edit(file, func(src []byte) ([]byte, error) {
			return manuscript.Retarget(file, src, f.Options(), func(target string) string { return t.retarget(target, file) }), nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// withSettings are the manuscripts, and the files of settings that are there.
func withSettings(f *review.Content, exists func(string) bool) []string {
	settings := slices.DeleteFunc([]string{site.FrontFile, site.SettingsFile}, func(name string) bool { return !exists(name) })
	return append(slices.Clip(f.Paths), settings...)
}

// term is the term that a move gives another name, or "".
func (m Move) term(taxonomies own.Taxonomies) (kind site.TermKind, old, name string) {
	stem := func(p string) string { return strings.TrimSuffix(path.Base(p), path.Ext(p)) }
	was, is := site.NounIn(m.Old, taxonomies), site.NounIn(m.Name, taxonomies)
	switch {
	case was == site.NounTerm && is == was:
		top, at, _ := strings.Cut(strings.TrimSuffix(m.Old, path.Ext(m.Old)), "/")
		other, to, _ := strings.Cut(strings.TrimSuffix(m.Name, path.Ext(m.Name)), "/")
		if top == other {
			kind, old, name = site.TermKind(top), at, strings.ReplaceAll(to, "-", " ")
		}
	case was == site.NounAuthor && is == was:
		kind, old, name = site.KindAuthor, stem(m.Old), stem(m.Name)
	case was == site.NounTag && is == was:
		kind, old, name = site.KindTag, stem(m.Old), strings.ReplaceAll(stem(m.Name), "-", " ")
	case was == site.NounSeries && is == was:
		kind, old, name = site.KindSeries, stem(m.Old), strings.ReplaceAll(stem(m.Name), "-", " ")
	case !site.IsManuscript(m.Old):
		kind, old, name = site.KindSection, m.Old, m.Name
	}
	if old == name {
		return "", "", ""
	}
	return kind, old, name
}

// renameTerm lets stories name an author, a tag or a section as it is called by now: else they would
// keep the old one's page.
func (m Move) renameTerm(f *review.Content, exists func(string) bool, edit func(name string, change func([]byte) ([]byte, error)) error) error {
	kind, old, name := m.term(f.Config.Taxonomies)
	if kind == "" {
		return nil
	}
	for _, file := range withSettings(f, exists) {
		if noun := site.NounIn(file, f.Config.Taxonomies); noun == site.NounSection || noun.IsTermFile() {
			continue
		}
		err := edit(file, func(src []byte) ([]byte, error) {
			return manuscript.RenameTerm(file, src, f.Options(), kind, old, name), nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func inside(name, folder string) bool { return name == folder || strings.HasPrefix(name, folder+"/") }

// place is where a file is by now.
func (m Move) place(name string) string {
	copied, along := m.Beside[name]
	switch {
	case inside(name, m.Old):
		return m.Name + strings.TrimPrefix(name, m.Old)
	case along && !copied:
		return path.Join(path.Dir(m.Name), strings.TrimPrefix(name, path.Dir(m.Old)+"/"))
	}
	return name
}

// was is what a manuscript was called before the move.
func (m Move) was(file string) string {
	if inside(file, m.Name) {
		return m.Old + strings.TrimPrefix(file, m.Name)
	}
	return file
}

// trace finds what an address leads to, before a move and after it. Both maps lead from
// stories, as references name them, to their files by now.
type trace struct {
	Move
	exists      func(name string) bool
	home        string // the edition's address
	before, now map[string]string
	lost        func(folder, target string) string // what to write where a target, as it was read in a folder, has no place by now; may be nil
}

// find gives the file by now that an address leads to, from a folder or else from
// content/ on, and the path that is meant; "" where there is none.
func (t trace) find(folder, at string, stories map[string]string, place func(string) string) (file, meant string) {
	at = strings.TrimSuffix(at, "/")
	for _, meant := range []string{path.Join(folder, at), path.Clean(at)} {
		file, there := stories[site.SourceKey(meant)], place(meant)
		switch {
		case t.exists(there) && (file == "" || path.Ext(meant) != ""):
			return there, meant
		case file != "":
			return file, meant
		}
	}
	return "", ""
}

// retarget is a target of a manuscript, which has its name by now, as it must be written
// to lead to the same place.
func (t trace) retarget(target, file string) string {
	end := len(target)
	if i := strings.IndexAny(target, "?#"); i >= 0 {
		end = i
	}
	if inside, ok := uri.InSite(t.home, target); ok {
		if next := t.retarget(inside, file); next != inside {
			return next
		}
		return target
	}
	at, root := uri.Decoded(target[:end]), strings.HasPrefix(target, "/")
	if at == "" || uri.IsRemote(target) || uri.SchemeOf(target) != "" {
		return target
	}
	was, folder := path.Dir(t.was(file)), path.Dir(file)
	if root {
		was, folder, at = "", "", at[1:]
	}
	place, meant := t.find(was, at, t.before, t.place)
	now, _ := t.find(folder, at, t.now, path.Clean)
	if place == "" && t.lost != nil {
		return t.lost(was, target)
	}
	if _, along := t.Beside[meant]; place == "" || now == place || along && now != "" {
		return target
	}
	next := "/" + place
	if path.Ext(at) == "" && site.IsManuscript(place) {
		next = "/" + site.SourceKey(place)
	}
	if !root {
		rel, err := filepath.Rel(filepath.FromSlash("/"+folder), filepath.FromSlash(next))
		if err != nil {
			return target
		}
		next = filepath.ToSlash(rel)
	}
	if strings.HasSuffix(at, "/") {
		next += "/"
	}
	if at != strings.TrimPrefix(target[:end], "/") || strings.ContainsAny(next, " ()<>\"'&%?#:,[]{}\\") {
		next = uri.EscapePath(next)
	}
	return next + target[end:]
}
