// Package copies knows which files of the built-in theme a newsroom has copies of: which there are,
// what each came from, and whether the built-in file has changed since.
//
// What belongs here: comparing files. What does not: what is in a template (package theme), and
// writing into a newsroom (package newsroom).
//
// # The mark
//
// A copy begins with a comment of one line that says where it came from: the version, and the first 12
// hexadecimal digits of the SHA-256 of the built-in file.
//
//	{{- /* warraq VERSION HASH */ -}}    in HTML
//	/* warraq VERSION HASH */            in CSS and JavaScript
//
// Files of other types have no mark.
package copies

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"warraq/site"
)

// Theme is the built-in theme and a newsroom's own files.
type Theme struct {
	BuiltIn  map[string]fs.FS // by folder: templates, static
	Newsroom fs.FS
}

// State says what a newsroom has in the place of a built-in file.
type State int

// The states of a file.
const (
	BuiltIn State = iota // nothing: the built-in file counts
	Own                  // a copy that somebody has changed
	Same                 // a copy that says what the built-in file says: it can go
	Behind               // a changed copy, and the built-in file has changed since
	Added                // a file that the built-in theme has not
)

// File is a file of a theme.
type File struct {
	Path  string // templates/article.html
	State State
	From  string // the version that a copy came from, or ""
}

// mark is what the first line of a copy says.
var mark = regexp.MustCompile(`^(?:\{\{- )?/\* warraq (\S+) ([0-9a-f]{12}) \*/(?: -\}\})?\n`)

// List gives the files of the built-in theme, and those that a newsroom has beside them, by path.
func (t Theme) List() (files []File, err error) {
	for folder, builtIn := range t.BuiltIn {
		err := fs.WalkDir(builtIn, ".", func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || path.Ext(name) == ".go" {
				return err
			}
			f, err := t.look(folder + "/" + name)
			files = append(files, f)
			return err
		})
		if err != nil {
			return nil, err
		}
		err = fs.WalkDir(t.Newsroom, folder, func(name string, e fs.DirEntry, err error) error {
			switch {
			case err != nil && name == folder:
				return fs.SkipDir // it has none of its own
			case err != nil || e.IsDir():
				return err
			}
			if _, err := fs.Stat(builtIn, strings.TrimPrefix(name, folder+"/")); err != nil {
				files = append(files, File{Path: name, State: Added})
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return files, nil
}

// look compares what stands at a path with the built-in file.
func (t Theme) look(name string) (File, error) {
	f := File{Path: name}
	builtIn, err := t.Read(name)
	if err != nil {
		return f, err
	}
	data, err := fs.ReadFile(t.Newsroom, name)
	if err != nil {
		return f, nil //nolint:nilerr // none, or one that the build tells of
	}
	rest, hash := data, ""
	if m := mark.FindSubmatch(data); m != nil {
		f.From, hash, rest = string(m[1]), string(m[2]), data[len(m[0]):]
	}
	switch {
	case bytes.Equal(rest, builtIn):
		f.State = Same
	case hash != "" && hash != sum(builtIn):
		f.State = Behind
	default:
		f.State = Own
	}
	return f, nil
}

// Read gives a built-in file. The error is fs.ErrNotExist where there is none.
func (t Theme) Read(name string) ([]byte, error) {
	folder, rest, _ := strings.Cut(name, "/")
	builtIn := t.BuiltIn[folder]
	if builtIn == nil || !fs.ValidPath(rest) || path.Ext(rest) == ".go" {
		return nil, fs.ErrNotExist
	}
	data, err := fs.ReadFile(builtIn, rest)
	if err != nil {
		return nil, fs.ErrNotExist // a folder, too
	}
	return data, nil
}

// Lines are the files, a line each, with what a newsroom has of them in the language of say.
func (t Theme) Lines(say func(ar, en string) string) (lines []string, err error) {
	files, err := t.List()
	for _, f := range files {
		state := [...]string{
			BuiltIn: "", Own: say("لكم", "yours"), Same: say("نسخة لم تتغير: يمكن حذفها", "an unchanged copy: it can go"),
			Behind: say("لكم، وتغيّر الأصل بعدها", "yours, and the built-in file has changed since"), Added: say("لكم وحدكم", "yours alone"),
		}[f.State]
		if f.From != "" {
			state += say("؛ من ", "; from ") + f.From
		}
		lines = append(lines, strings.TrimRight(fmt.Sprintf("%-44s %s", f.Path, state), " ")+"\n")
	}
	return lines, err
}

// Differences are those of changed copies from the built-in files, as diff writes them: of some paths, or
// of all where none is given.
func (t Theme) Differences(paths []string, diff func(oldName string, old []byte, newName string, new []byte) []byte) (out []byte, err error) {
	files, err := t.List()
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		isAsked := len(paths) == 0 || slices.ContainsFunc(paths, func(p string) bool { return path.Clean(p) == f.Path })
		if !isAsked || f.State != Own && f.State != Behind {
			continue
		}
		builtIn, err := t.Read(f.Path)
		if err != nil {
			return nil, err
		}
		own, err := fs.ReadFile(t.Newsroom, f.Path)
		if err != nil {
			return nil, err
		}
		out = append(out, diff("warraq/"+f.Path, builtIn, f.Path, Unmarked(own))...)
	}
	return out, nil
}

// Near is the built-in file with the name of another path, the one with the shortest way, or "".
func (t Theme) Near(name string) (near string) {
	files, err := t.List()
	for _, f := range files {
		if err == nil && f.State != Added && path.Base(f.Path) == path.Base(name) && (near == "" || len(f.Path) < len(near)) {
			near = f.Path
		}
	}
	return near
}

// Lacks is the error that says that there is no built-in file of a path, and which is meant perhaps.
func (t Theme) Lacks(name string) error {
	if near := t.Near(name); near != "" {
		return site.Failure("لا ملف باسم %s في القوالب الأصلية؛ لعلك تقصد %s", "the built-in theme has no file %s; did you mean %s?", name, near)
	}
	return site.Failure("لا ملف باسم %s في القوالب الأصلية؛ الملفات في warraq theme list", "the built-in theme has no file %s; warraq theme list names the files", name)
}

// Marked is a built-in file as a newsroom's copy begins.
func Marked(name, version string, data []byte) []byte {
	var line string
	switch path.Ext(name) {
	case ".html":
		line = "{{- /* warraq %s %s */ -}}\n"
	case ".css", ".js":
		line = "/* warraq %s %s */\n"
	default:
		return data
	}
	return append(fmt.Appendf(nil, line, strings.ReplaceAll(version, " ", "-"), sum(data)), data...)
}

// Unmarked is a copy without its mark.
func Unmarked(data []byte) []byte {
	if m := mark.Find(data); m != nil {
		return data[len(m):]
	}
	return data
}

func sum(data []byte) string {
	s := sha256.Sum256(data)
	return hex.EncodeToString(s[:6])
}
