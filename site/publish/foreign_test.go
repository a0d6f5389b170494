package publish

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func write(t testing.TB, name, data string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(data), 0o666); err != nil {
		t.Fatal(err)
	}
}

func TestFolderOfOthersIsRefused(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "thesis.doc"), "years of work")
	if _, err := Open(dir, Options{Sum: half}); err == nil || !strings.Contains(err.Error(), "not made by warraq") {
		t.Errorf("got %v", err)
	}
	wantTree(t, dir, tree{"thesis.doc": "years of work"})
	clean(t, dir)
	// A branch checked out for publishing holds nothing but git's own.
	bare := t.TempDir()
	write(t, filepath.Join(bare, ".git"), "gitdir: elsewhere")
	publish(t, bare, tree{"a": "1"})
	publish(t, bare, tree{})
	wantTree(t, bare, tree{".git": "gitdir: elsewhere"})
}

// What someone puts into the output folder stays, and an edition that is in
// its way is not published.
func TestForeignFilesStay(t *testing.T) {
	for name, c := range map[string]struct {
		foreign string
		edition tree
		ok      bool
	}{
		"beside ours":                       {"downloads/map.pdf", tree{"index.html": "2"}, true},
		"in a folder that goes":             {"old/map.pdf", tree{"index.html": "2"}, true},
		"where ours is to be":               {"map.pdf", tree{"map.pdf": "ours"}, false},
		"where a folder is to be":           {"map", tree{"map/index.html": "ours"}, false},
		"in a folder where a file is to be": {"map/a/b.pdf", tree{"map": "ours"}, false},
		"in our folder that becomes a file": {"old/map.pdf", tree{"old": "ours"}, false},
		"with the same bytes":               {"map.pdf", tree{"map.pdf": "theirs"}, true},
	} {
		dir := t.TempDir()
		old := tree{"index.html": "1", "old/index.html": "o"}
		publish(t, dir, old)
		write(t, filepath.Join(dir, filepath.FromSlash(c.foreign)), "theirs")
		_, err := tryPublish(t, dir, c.edition)
		want := tree{c.foreign: "theirs"}
		if c.ok {
			for p, d := range c.edition {
				want[p] = d
			}
		} else {
			for p, d := range old {
				want[p] = d
			}
		}
		if (err == nil) != c.ok || err != nil && !strings.Contains(err.Error(), filepath.FromSlash(c.foreign)) {
			t.Errorf("%s: got %v", name, err)
		}
		wantTree(t, dir, want)
		clean(t, dir)
	}
}

func TestLinksAreNotFollowed(t *testing.T) {
	dir, elsewhere := t.TempDir(), t.TempDir()
	publish(t, dir, tree{"index.html": "1", "img/a": "a"})
	if err := os.Symlink(elsewhere, filepath.Join(dir, "assets")); err != nil {
		t.Skip("this disk has no links")
	}
	if _, err := tryPublish(t, dir, tree{"assets/site.css": "x"}); err == nil || !strings.Contains(err.Error(), "assets") {
		t.Errorf("a file was published through a link: %v", err)
	}
	wantTree(t, elsewhere, tree{})
	// The folder itself may be a link, as web servers like it.
	link := filepath.Join(t.TempDir(), "public")
	if err := os.Symlink(elsewhere, link); err != nil {
		t.Fatal(err)
	}
	publish(t, link, tree{"a": "1"})
	wantTree(t, elsewhere, tree{"a": "1"})
}

func TestGuard(t *testing.T) {
	root := t.TempDir()
	t.Setenv("HOME", filepath.Join(root, "home", "rania"))
	o := Options{Sum: half, Source: filepath.Join(root, "home", "rania", "paper")}
	o.Forbidden = []string{filepath.Join(o.Source, "content"), filepath.Join(o.Source, "static")}
	if err := os.MkdirAll(o.Forbidden[0], 0o777); err != nil {
		t.Fatal(err)
	}
	for out, ok := range map[string]bool{
		filepath.VolumeName(root) + string(filepath.Separator): false,
		filepath.Join(root, "home", "rania"):                   false,
		filepath.Join(root, "home"):                            false,
		o.Source:                                               false,
		filepath.Join(o.Source, "public", ".."):                false,
		filepath.Join(o.Source, "content"):                     false,
		filepath.Join(o.Source, "static", "deep"):              false,
		filepath.Join(o.Source, "public"):                      true,
		filepath.Join(root, "var", "www"):                      true,
		filepath.Join(o.Source, "content-public"):              true,
	} {
		f, err := Open(out, o)
		if (err == nil) != ok {
			t.Errorf("publishing into %s: %v", out, err)
		}
		if err == nil {
			_ = f.Abort()
		}
	}
}

// What is kept between builds holds embargoed stories. Where it would be published
// from, it is refused.
func TestTheCacheIsNotKeptWhereItWouldBePublished(t *testing.T) {
	root := t.TempDir()
	o := Options{Sum: half, Source: root, Forbidden: []string{filepath.Join(root, "static")}, Kept: filepath.Join(root, ".warraq")}
	for kept, ok := range map[string]bool{
		"static": false, "static/c": false, "public": false, "public/c": false, ".": false, ".warraq": true, "kept": true,
	} {
		o.Cache = filepath.Join(root, kept)
		f, err := Open(filepath.Join(root, "public"), o)
		if (err == nil) != ok {
			t.Errorf("a cache in %s: %v", kept, err)
		}
		if err == nil {
			_ = f.Abort()
		}
	}
	o.Cache = ""
	if err := os.MkdirAll(filepath.Join(root, "static", "c"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join("static", "c"), o.Kept); err != nil {
		t.Skip(err)
	}
	if _, err := Open(filepath.Join(root, "public"), o); err == nil {
		t.Error("a link into static/ is accepted for what is kept")
	}
	if err := os.Remove(o.Kept); err != nil {
		t.Fatal(err)
	}
	for _, out := range []string{o.Kept, filepath.Join(o.Kept, "public")} {
		if _, err := Open(out, o); err == nil {
			t.Errorf("publishing into %s is accepted", out)
		}
	}
}

func TestOneBuildAtATime(t *testing.T) {
	dir := t.TempDir()
	first := open(t, dir)
	_, err := Open(dir, Options{Sum: half})
	if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("process %d ", os.Getpid())) || !strings.Contains(err.Error(), dir) {
		t.Fatalf("the second build was told %v", err)
	}
	if err := put(first, "a", "1"); err != nil {
		t.Fatal(err)
	}
	if _, err := first.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	second := open(t, dir) // the first has ended
	if err := second.Abort(); err != nil {
		t.Fatal(err)
	}
	wantTree(t, dir, tree{"a": "1"})
	clean(t, dir)
}

func TestAbortLeavesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	f := open(t, dir)
	if err := put(f, "a/b", "1"); err != nil {
		t.Fatal(err)
	}
	if err := f.Abort(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Lstat(dir); err == nil {
		t.Error("a folder that an aborted build made is still there")
	}
}
