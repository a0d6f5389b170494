package deploy_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"warraq/site"
	"warraq/site/publish/deploy"
)

// in reads the site that lies in a folder.
func in(t *testing.T, dir string) paper {
	t.Helper()
	p := paper{}
	if err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(path, ".warraq-") {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, path))
		p[path] = string(data)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return p
}

func folder(t *testing.T, dir string, o deploy.Options) (deploy.Report, error) {
	t.Helper()
	f, err := deploy.OpenFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	return deploy.Run(context.Background(), f, o)
}

// A folder gets the site, keeps what was overwritten, and gives it back.
func TestFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "www")
	one, two := gazette(3, "one"), gazette(2, "two")
	one["media/"+strings.Repeat("خ", 125)+".html"] = "the longest name that a disk takes"
	for _, p := range []paper{one, two} {
		if _, err := folder(t, dir, p.options()); err != nil {
			t.Fatal(err)
		}
	}
	got := in(t, dir)
	for path, data := range two {
		if got[path] != data {
			t.Errorf("%s is %q", path, got[path])
		}
	}
	if r, err := folder(t, dir, two.options()); err != nil || len(r.Plan.Deleted) == 0 {
		t.Errorf("what left is not deleted: %+v, %v", r.Plan, err)
	}
	if got := in(t, dir); len(got) != len(two) {
		t.Errorf("the folder has %d files, want %d", len(got), len(two))
	}
	if _, err := os.Stat(filepath.Join(dir, "سياسة/2026/11/قصة-2")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("an empty folder stays")
	}
	o := paper{}.options()
	o.Back = 2
	if _, err := folder(t, dir, o); err != nil {
		t.Fatal(err)
	}
	got = in(t, dir)
	for path, data := range one {
		if got[path] != data {
			t.Errorf("back: %s is %q", path, got[path])
		}
	}
}

// An address that was a folder becomes a file, and a file a folder, at once; what the next
// deploy deletes is then what left, and nothing of the site.
func TestFolderGivesWay(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "www")
	one := gazette(2, "one").with(paper{"a/b/index.html": "deep", "a/c.html": "beside", "f": "a file", "d/e": "another"})
	two := gazette(2, "one").with(paper{"a": "now a file", "f/index.html": "now a folder", "f/g/h.html": "deeper", "d/e/index.html": "below"})
	for i, p := range []paper{one, two, two, one, one} {
		if _, err := folder(t, dir, p.options()); err != nil {
			t.Fatalf("deploy %d: %v", i, err)
		}
		got := in(t, dir)
		for path, data := range p {
			if got[path] != data {
				t.Errorf("deploy %d: %s is %q, want %q", i, path, got[path], data)
			}
		}
		if i%2 == 0 && len(got) != len(p) {
			t.Errorf("deploy %d: %d files, want %d", i, len(got), len(p))
		}
	}
}

// A folder with files of others is not written to.
func TestFolderOfOthers(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "index.html"), []byte("theirs"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := deploy.OpenFolder(dir); err == nil || !strings.Contains(site.Reason(err).Ar, "لم يضعها ورّاق") {
		t.Errorf("%v", err)
	}
	s := newStore(t)
	b := open(t, s)
	if err := b.Send(context.Background(), []deploy.Object{{Key: "index.html", Open: func() ([]byte, error) { return []byte("theirs"), nil }}}, func(int) {}); err != nil {
		t.Fatal(err)
	}
	o := gazette(2, "one").options()
	if _, err := deploy.Run(context.Background(), b, o); err == nil || !strings.Contains(err.Error(), "--overwrite") {
		t.Errorf("a bucket with another site: %v", err)
	}
	o.Overwrite = true
	run(t, s, o)
}
