package folders

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"
)

// The newsroom's file wins over the built-in one of its path, and a folder shows the
// files of both. A newsroom's file takes nothing from a built-in folder of its name.
func TestAFolderOverAnother(t *testing.T) {
	source := fstest.MapFS{"static/css/site.css": {Data: []byte("own")}, "static/own.txt": {Data: []byte("own")}, "static/js": {Data: []byte("a file")}}
	builtIn := fstest.MapFS{"css/site.css": {Data: []byte("theme")}, "css/print.css": {Data: []byte("theme")}, "js/a.js": {Data: []byte("theme")}}
	over := Overlay(source, "static", builtIn)
	var walked []string
	_ = fs.WalkDir(over, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || !e.IsDir() {
			walked = append(walked, name)
		}
		return err
	})
	if want := []string{"css/print.css", "css/site.css", "js/a.js", "own.txt"}; !slices.Equal(walked, want) {
		t.Errorf("it lists %v, want %v", walked, want)
	}
	for name, want := range map[string]string{"css/site.css": "own", "css/print.css": "theme", "own.txt": "own", "js/a.js": "theme"} {
		if data, err := fs.ReadFile(over, name); err != nil || string(data) != want {
			t.Errorf("%s holds %q, %v; want %q", name, data, err, want)
		}
	}
	if ps := Hidden(over, "static"); len(ps) != 1 || ps[0].Path != "static/js" {
		t.Errorf("told %v, want the file that has the name of a folder", ps)
	}
	if alone := Overlay(source, "static", nil); Hidden(alone, "static") != nil {
		t.Error("where nothing is built in, something is hidden")
	}
	if _, err := fs.ReadDir(over, "none"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder that neither has: %v", err)
	}
	// A newsroom without static/ has the theme's.
	if data, err := fs.ReadFile(Overlay(fstest.MapFS{}, "static", builtIn), "js/a.js"); err != nil || string(data) != "theme" {
		t.Errorf("%q, %v", data, err)
	}
}

// A Mac writes names decomposed (Unicode, UAX #15), and who types one types it
// composed: each finds the other. Where both are there, each finds its own.
func TestANameInAnyForm(t *testing.T) {
	const composed, decomposed = "\u0625", "\u0627\u0655" // alef with hamza below
	folder := AnyForm(fstest.MapFS{
		decomposed + "/" + composed + ".md": {Data: []byte("1")}, composed + "2.md": {Data: []byte("c")}, decomposed + "2.md": {Data: []byte("d")},
	})
	for name, want := range map[string]string{
		composed + "/" + composed + ".md": "1", decomposed + "/" + decomposed + ".md": "1", composed + "2.md": "c", decomposed + "2.md": "d",
	} {
		data, err := fs.ReadFile(folder, name)
		if err != nil || string(data) != want {
			t.Errorf("%+q holds %q, %v; want %q", name, data, err, want)
		}
		if _, err := fs.Stat(folder, name); err != nil {
			t.Errorf("%+q: %v", name, err)
		}
	}
	for _, name := range []string{composed + "3.md", composed + "/none.md", "none.md", composed + "2.md/x"} {
		if _, err := fs.Stat(folder, name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%+q: %v", name, err)
		}
	}
}

// A symbolic link is seen as one.
func TestLinksAreSeen(t *testing.T) {
	dir := t.TempDir()
	if err := os.Symlink("there", filepath.Join(dir, "here")); err != nil {
		t.Skip(err)
	}
	folder := AnyForm(os.DirFS(dir))
	if target, err := fs.ReadLink(folder, "here"); err != nil || target != "there" {
		t.Errorf("the link leads to %q, %v", target, err)
	}
	if info, err := fs.Lstat(folder, "here"); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("%v, %v", info, err)
	}
}
