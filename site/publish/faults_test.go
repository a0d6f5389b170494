package publish

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// watched opens a folder whose calls are seen before they happen. The look ahead
// is waited for, so that the calls come in the same order every time.
func watched(dir string, before func(op, name string) error) (*Folder, error) {
	f, err := openOn(disk{before}, dir, Options{Sum: half})
	if err == nil {
		f.ahead.Wait()
	}
	return f, err
}

func publishOn(dir string, before func(op, name string) error, files tree) error {
	f, err := watched(dir, before)
	if err != nil {
		return err
	}
	for _, path := range slices.Sorted(maps.Keys(files)) {
		if err := put(f, path, files[path]); err != nil {
			return errors.Join(err, f.Abort())
		}
	}
	_, err = f.Commit(context.Background())
	return err
}

// One changed page is these changes of the disk, and no others: whatever the size
// of the site.
func TestWritesOfOneChangedPage(t *testing.T) {
	dir := t.TempDir()
	edition := tree{"index.html": "1", "old.html": "o"}
	for i := range 100 {
		edition[fmt.Sprintf("s/%d/index.html", i)] = "same"
	}
	publish(t, dir, edition)
	edition["s/7/index.html"] = "new"
	delete(edition, "old.html")
	var got []string
	err := publishOn(dir, func(op, name string) error {
		if rel, _ := filepath.Rel(dir, name); op != "look" && op != "list" && op != "read" {
			got = append(got, op+" "+filepath.ToSlash(rel))
		}
		return nil
	}, edition)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"clear .warraq-stage", // of an earlier build
		"mkdir .warraq-stage/tree/s/7", "mkdir .warraq-stage/tree/s", "mkdir .warraq-stage/tree", "mkdir .warraq-stage",
		"mkdir .warraq-stage/tree", "mkdir .warraq-stage/tree/s", "mkdir .warraq-stage/tree/s/7",
		"create .warraq-stage/tree/s/7/index.html",
		"mkdir .warraq-stage",
		"write .warraq-stage/manifest",
		"write .warraq-stage/journal",
		"write .warraq-manifest", // "switching"
		"remove old.html",
		"rename s/7/index.html",
		"rename .warraq-manifest",
		"remove .warraq-stage/journal",
		"clear .warraq-stage",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	got = nil
	if err := publishOn(dir, func(op, name string) error {
		if op != "look" && op != "clear" {
			got = append(got, op)
		}
		return nil
	}, edition); err != nil || !slices.Equal(got, []string{"read", "read"}) {
		t.Errorf("the same edition again: %q, %v; want the journal and the manifest looked for and nothing written", got, err)
	}
}

// faultyDisk fails at the call of a number.
type faultyDisk struct {
	call int
	torn bool // the call does half its work first
	n    int
	name string
}

func (d *faultyDisk) before(op, name string) error {
	if d.n++; d.n != d.call {
		return nil
	}
	d.name = name
	if d.torn {
		switch op {
		case "create":
			_ = os.WriteFile(name, []byte("ha"), 0o666)
		case "write":
			_ = os.WriteFile(name+".new", []byte("ha"), 0o666)
		case "clear":
			_ = os.RemoveAll(filepath.Join(name, "tree"))
		}
	}
	return errors.New("the disk is on fire")
}

// Every call of the disk fails in turn. Readers then have the old edition, or the
// error says that the switch has begun and whoever opens the folder next finishes
// it; the message names the file; and the next build is right.
func TestEveryCallFailsInTurn(t *testing.T) {
	old := tree{"index.html": "1", "same.html": "s", "moved.html": "m", "a": "file", "b/c/d": "2", "gone/x/y": "y"}
	next := tree{"index.html": "2", "same.html": "s", "moved.html": "m", "a/x": "folder", "b": "4", "new/p/q": "n", "theirs": "t"}
	for _, torn := range []bool{false, true} {
		failures := 0
		for n := 1; ; n++ {
			dir := t.TempDir()
			publish(t, dir, old)
			write(t, filepath.Join(dir, "theirs"), "t")
			then := time.Now().Add(-time.Hour)
			if err := os.Chtimes(filepath.Join(dir, "moved.html"), then, then); err != nil {
				t.Fatal(err)
			}
			d := &faultyDisk{call: n, torn: torn}
			err := publishOn(dir, d.before, next)
			if d.name == "" {
				break // there is no call of this number
			}
			if err != nil {
				failures++
				checkFailure(t, dir, d, err, old, next)
			} else {
				wantTree(t, dir, next) // it was a look that can be done without
			}
			publish(t, dir, next)
			wantTree(t, dir, next)
			clean(t, dir)
			if t.Failed() {
				t.Fatalf("after call %d (torn: %v), of %s: %v", n, torn, d.name, err)
			}
		}
		if failures < 30 {
			t.Errorf("only %d calls failed the build: were they watched?", failures)
		}
	}
}

func checkFailure(t *testing.T, dir string, d *faultyDisk, err error, old, next tree) {
	t.Helper()
	// An old folder that cannot be removed is in the way of nothing but a file at
	// the folder's own place, or above it.
	if !strings.Contains(err.Error(), d.name) && !strings.Contains(err.Error(), filepath.Dir(d.name)+":") {
		t.Errorf("the message does not name %s: %v", d.name, err)
	}
	withTheirs := maps.Clone(old)
	withTheirs["theirs"] = "t"
	if !strings.Contains(err.Error(), "the next build will finish it") {
		wantTree(t, dir, withTheirs)
		return
	}
	f, err := Open(dir, Options{Sum: half})
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Abort(); err != nil {
		t.Fatal(err)
	}
	wantTree(t, dir, next)
}

// A folder whose last switch cannot be finished is not built upon.
func TestRecoveryThatFails(t *testing.T) {
	old, next := tree{"index.html": "1", "gone": "g"}, tree{"index.html": "2", "new": "n"}
	for n := 1; ; n++ {
		dir := t.TempDir()
		publish(t, dir, old)
		if err := publishOn(dir, func(op, name string) error { // the switch stops at the first page
			if op == "rename" && filepath.Base(name) == "index.html" {
				return errors.New("stopped")
			}
			return nil
		}, next); err == nil {
			t.Fatal("the switch was not stopped")
		}
		d := &faultyDisk{call: n}
		f, err := watched(dir, d.before)
		if err == nil {
			_ = f.Abort()
		}
		if d.name == "" {
			break
		}
		if f, err = watched(dir, nil); err != nil {
			t.Fatalf("after call %d of the recovery failed: %v", n, err)
		}
		if sum, ok := f.Last("new"); !ok || sum != half([]byte("n")) {
			t.Errorf("after call %d of the recovery failed, the new edition is not known", n)
		}
		if err := f.Abort(); err != nil {
			t.Fatal(err)
		}
		wantTree(t, dir, next)
	}
}
