package manuscript

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"warraq/site"
)

// broken is a folder of which one file cannot be read.
type broken struct{ fstest.MapFS }

var errDisk = errors.New("the disk fails")

func (b broken) ReadFile(name string) ([]byte, error) {
	if name == site.FrontFile {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errDisk}
	}
	return b.MapFS.ReadFile(name)
}

func TestSettingsOfAFolder(t *testing.T) {
	folder := fstest.MapFS{"edition.yaml": {Data: []byte("title: أ\nbase_url: https://a.org\n")}, "front.yaml": {Data: []byte("lead: a.md\n")}}
	c, problems := Settings(folder, "")
	if len(problems) > 0 || c.Title != "أ" || c.BaseURL != "https://a.org" || c.Front.Lead.Target != "a.md" {
		t.Errorf("%+v, %v", c, problems)
	}
	if c, problems := Settings(fstest.MapFS{}, "https://b.org/c/"); len(problems) > 0 || c.BaseURL != "https://b.org/c" || c.Zone == nil {
		t.Errorf("of an empty folder: %+v, %v", c, problems)
	}
	_, problems = Settings(broken{folder}, "")
	if len(problems) != 1 || problems[0].Path != "content/front.yaml" || !strings.Contains(problems[0].Message.En, errDisk.Error()) {
		t.Errorf("of a broken folder: %v", problems)
	}
}

// Manuscripts are listed by path; hidden files, pictures and what leads out of
// content/ are not read.
func TestList(t *testing.T) {
	folder := fstest.MapFS{
		"news/b.md":       {},
		"news/a.markdown": {},
		"a.jpg":           {},
		".git/x.md":       {},
		"news/.draft.md":  {},
		"pipe.md":         {Mode: fs.ModeNamedPipe},
		"out.md":          {Mode: fs.ModeSymlink, Data: []byte("../../etc/passwd")},
		"rooted.md":       {Mode: fs.ModeSymlink, Data: []byte("/etc/passwd")},
		"in.md":           {Mode: fs.ModeSymlink, Data: []byte("news/b.md")},
	}
	listed, _, problems := List(folder)
	var names, refused []string
	for _, l := range listed {
		names = append(names, l.Path)
		if _, err := l.Info(folder); err != nil {
			refused = append(refused, l.Path)
		}
	}
	same(t, "listed", strings.Join(names, " "), "in.md news/a.markdown news/b.md out.md pipe.md rooted.md")
	same(t, "refused", strings.Join(refused, " "), "out.md pipe.md rooted.md")
	same(t, "problems", len(problems), 0)
}

// A link to a folder of the newsroom is a folder. One that leads out, or round in
// a circle, is told and not followed.
func TestLinkedFolders(t *testing.T) {
	dir := t.TempDir()
	outside := t.TempDir()
	write := func(name string) {
		t.Helper()
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte("نص"), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(dir, "content/news/a.md"))
	write(filepath.Join(dir, "archive/2019/old.md"))
	write(filepath.Join(outside, "secret.md"))
	for name, target := range map[string]string{
		"content/shared": "../archive", "content/news/copy": "../../archive/2019", "content/photo.jpg": "gone.jpg",
		"content/out": outside, "content/up": "../..", "content/gone": "../nothing", "content/round": ".", "archive/back": "../content/news",
	} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	content, err := fs.Sub(os.DirFS(dir), "content")
	if err != nil {
		t.Fatal(err)
	}
	listed, _, problems := List(content)
	var names, told []string
	for _, l := range listed {
		names = append(names, l.Path)
	}
	for _, p := range problems {
		told = append(told, p.Path)
	}
	slices.Sort(told)
	same(t, "listed", strings.Join(names, " "), "news/a.md news/copy/old.md shared/2019/old.md")
	same(t, "told", strings.Join(told, " "), "content/gone content/out content/round content/shared/back content/up")
}

// A file of settings that is there and cannot be read is never taken for none: a link
// that leads nowhere, and a name that is not quite the one.
func TestSettingsThatAreThereAreNeverNone(t *testing.T) {
	for name, make := range map[string]func(at string) error{
		"front.yaml":   func(at string) error { return os.Symlink("nowhere.yaml", at) },
		"edition.yaml": func(at string) error { return os.Mkdir(at, 0o777) },
		"front.yml":    func(at string) error { return os.WriteFile(at, nil, 0o666) },
		"Edition.yaml": func(at string) error { return os.WriteFile(at, nil, 0o666) },
	} {
		dir := t.TempDir()
		if err := make(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
		if _, problems := Settings(os.DirFS(dir), ""); len(problems) != 1 || problems[0].Level != site.LevelError || problems[0].Path != "content/"+name {
			t.Errorf("%s: told %v", name, problems)
		}
	}
}
