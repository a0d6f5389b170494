package publish

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"warraq/site"
)

// moved publishes files that were made aside, by other processes.
func moved(dir string, before func(op, name string) error, files tree) error {
	f, err := watched(dir, before)
	if err != nil {
		return err
	}
	aside, err := f.Aside()
	if err != nil {
		return errors.Join(err, f.Abort())
	}
	n := 0
	for path, data := range files {
		n++
		name := filepath.Join(aside, strconv.Itoa(n))
		if err := WriteNew(name, []byte(data)); err != nil {
			return err
		}
		if err := f.PutFile(context.Background(), path, half([]byte(data)), name); err != nil {
			return errors.Join(err, f.Abort())
		}
	}
	_, err = f.Commit(context.Background())
	return err
}

// Files that were made aside are published as those that are put: over another edition, beside a file of the same
// bytes that is there, and never over a stranger's.
func TestFilesAside(t *testing.T) {
	dir := t.TempDir()
	first := tree{"index.html": "1", "a/index.html": "same", "gone.html": "g"}
	if err := moved(dir, nil, first); err != nil {
		t.Fatal(err)
	}
	wantTree(t, dir, first)
	if err := os.WriteFile(filepath.Join(dir, "there.html"), []byte("there"), 0o666); err != nil {
		t.Fatal(err)
	}
	next := tree{"index.html": "2", "a/index.html": "same", "b/c/d.html": "new", "there.html": "there"}
	if err := moved(dir, nil, next); err != nil {
		t.Fatal(err)
	}
	wantTree(t, dir, next)
	if stats := publish(t, dir, next); stats.Written+stats.Removed != 0 {
		t.Errorf("the next build finds them changed: %+v", stats)
	}
	if err := os.WriteFile(filepath.Join(dir, "mine.html"), []byte("mine"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := moved(dir, nil, tree{"index.html": "3", "mine.html": "theirs"}); err == nil || !strings.Contains(err.Error(), "mine.html") {
		t.Errorf("a stranger's file: %v", err)
	}
	if data, err := os.ReadFile(filepath.Join(dir, "mine.html")); err != nil || string(data) != "mine" {
		t.Errorf("a stranger's file is %q, %v", data, err)
	}
}

// A path that is moved to twice, or that no site can have, stops the edition.
func TestFilesAsideThatCannotBe(t *testing.T) {
	for _, paths := range [][2]string{{"x.html", "x.html"}, {"a.html", "../a.html"}} {
		dir := t.TempDir()
		f := open(t, dir)
		aside, err := f.Aside()
		if err != nil {
			t.Fatal(err)
		}
		var failed error
		for i, path := range paths {
			name := filepath.Join(aside, strconv.Itoa(i))
			if err := WriteNew(name, []byte("x")); err != nil {
				t.Fatal(err)
			}
			failed = errors.Join(failed, f.PutFile(t.Context(), path, site.Sum{byte(i + 1)}, name))
		}
		if _, err := f.Commit(t.Context()); err == nil || failed == nil {
			t.Errorf("%v: %v, %v", paths, failed, err)
		}
		if left, err := os.ReadDir(dir); err == nil && len(left) != 0 {
			t.Errorf("%v: left %v", paths, left)
		}
	}
}

// Whatever call of the disk fails while files are moved, the last edition stands or the next one does.
func TestFaultsAside(t *testing.T) {
	first, next := tree{"index.html": "1", "old.html": "o"}, tree{"index.html": "2", "a/b.html": "n"}
	for at := 0; ; at++ {
		dir := t.TempDir()
		publish(t, dir, first)
		calls := 0
		err := moved(dir, func(string, string) error {
			if calls++; calls == at+1 {
				return errors.New("no more")
			}
			return nil
		}, next)
		if calls <= at {
			if err != nil {
				t.Error(err)
			}
			return
		}
		publish(t, dir, next) // what was begun is finished, or done again
		wantTree(t, dir, next)
	}
}
