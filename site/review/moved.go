package review

import (
	"bytes"
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"warraq/site"
	"warraq/site/manuscript"
)

// Move is a manuscript or a folder that has another name by now.
type Move struct {
	Old, Name string          // under content/
	Beside    map[string]bool // the files that went along, to whether they were copied
}

// Destination says what moves, and which name it gets, when a person asks to move old
// to a name, both under content/. A slash at its end, or a folder that is there, means
// into it. A story that is the index of a folder moves with its folder.
func Destination(content fs.FS, old, to string, slash bool) (from, name string, err error) {
	if _, err := fs.Stat(content, old); errors.Is(err, fs.ErrNotExist) {
		return "", "", site.Failure("لا ملف ولا مجلد باسم %s", "no file and no folder called %s", "content/"+old)
	}
	if info, err := fs.Stat(content, to); slash || err == nil && info.IsDir() {
		to = path.Join(to, path.Base(old))
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

// Follow writes the links of what was moved, and those of others to it, so that they
// lead where they led. content is the folder by now; edit saves what a change makes of a
// manuscript.
func (f *Folder) Follow(m Move, content fs.FS, edit func(name string, change func([]byte) ([]byte, error)) error) error {
	exists := func(name string) bool {
		_, err := fs.Stat(content, name)
		return err == nil
	}
	if err := m.renameTerm(f, edit); err != nil {
		return err
	}
	if exists(site.FrontFile) {
		err := edit(site.FrontFile, func(src []byte) ([]byte, error) {
			return manuscript.RetargetFront(src, func(target string) string { return m.retarget(target, site.FrontFile, site.FrontFile, exists) }), nil
		})
		if err != nil {
			return err
		}
	}
	base := strings.TrimSuffix(path.Base(m.Old), path.Ext(m.Old))
	for _, file := range f.Paths {
		was := file
		if inside(file, m.Name) {
			was = m.Old + strings.TrimPrefix(file, m.Name)
		}
		src, _ := f.Read(file)
		if src == nil || was == file && !bytes.Contains(src, []byte(base)) && !bytes.Contains(src, []byte(site.EscapePath(base))) {
			continue
		}
		err := edit(file, func(src []byte) ([]byte, error) {
			return manuscript.Retarget(file, src, f.Options(), func(target string) string { return m.retarget(target, was, file, exists) }), nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// term is the term that a move gives another name, or "".
func (m Move) term() (kind site.TermKind, old, name string) {
	stem := func(p string) string { return strings.TrimSuffix(path.Base(p), path.Ext(p)) }
	was, is := site.NounOf(m.Old), site.NounOf(m.Name)
	switch {
	case was == site.NounAuthor && is == was:
		kind, old, name = site.KindAuthor, stem(m.Old), stem(m.Name)
	case was == site.NounTag && is == was:
		kind, old, name = site.KindTag, stem(m.Old), strings.ReplaceAll(stem(m.Name), "-", " ")
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
func (m Move) renameTerm(f *Folder, edit func(name string, change func([]byte) ([]byte, error)) error) error {
	kind, old, name := m.term()
	if kind == "" {
		return nil
	}
	for _, file := range f.Paths {
		if noun := site.NounOf(file); noun != site.NounStory && noun != site.NounPage {
			continue
		}
		src, _ := f.Read(file)
		if next := manuscript.RenameTerm(file, src, f.Options(), kind, old, name); src == nil || bytes.Equal(next, src) {
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

// retarget is a target of a manuscript, which was one file and is another, as it must be
// written to lead to the same place.
func (m Move) retarget(target, was, file string, exists func(string) bool) string {
	end := len(target)
	if i := strings.IndexAny(target, "?#"); i >= 0 {
		end = i
	}
	at, root := site.Decoded(target[:end]), strings.HasPrefix(target, "/")
	if at == "" || site.IsRemote(target) || site.SchemeOf(target) != "" {
		return target
	}
	meant, now := path.Join(path.Dir(was), at), path.Join(path.Dir(file), at)
	if root {
		meant, now = at[1:], at[1:]
	}
	place := m.place(meant)
	if _, along := m.Beside[meant]; place == now || !exists(place) || along && exists(now) {
		return target
	}
	next := "/" + place
	if !root {
		rel, err := filepath.Rel(filepath.FromSlash(path.Dir(file)), filepath.FromSlash(place))
		if err != nil {
			return target
		}
		next = filepath.ToSlash(rel)
	}
	if at != target[:end] || strings.ContainsAny(next, " ()<>") {
		next = site.EscapePath(next)
	}
	return next + target[end:]
}
