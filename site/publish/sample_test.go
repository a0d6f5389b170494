package publish

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"warraq/site"
)

// again opens a folder whose files are many, asks for all of them, and publishes those
// that are not as they were left once more. It gives how often a file was looked at.
func again(t *testing.T, dir string, edition tree, whole bool) (looks int64, written int) {
	t.Helper()
	var n atomic.Int64
	before := func(op, name string) error {
		if op == "look" && strings.HasSuffix(name, ".html") {
			n.Add(1)
		}
		return nil
	}
	f, err := openOn(disk{before}, dir, Options{Sum: half, Whole: whole, many: len(edition)})
	if err != nil {
		t.Fatal(err)
	}
	for path, data := range edition {
		if sum, ok := f.Last(path); ok && sum == half([]byte(data)) {
			f.Keep(path)
		} else if err := f.Put(t.Context(), site.File{Path: path, Data: []byte(data)}); err != nil {
			t.Fatal(err)
		}
	}
	looks = n.Load()
	stats, err := f.Commit(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return looks, stats.Written
}

func TestASampleSpeaksForManyFiles(t *testing.T) {
	if _, known := booted(); !known {
		t.Skip("here all files are looked at: nobody tells of a power cut")
	}
	dir, edition := t.TempDir(), tree{}
	for i := range 20 * sampleOf {
		edition[fmt.Sprintf("%02d/%03d.html", i/sampleOf, i)] = fmt.Sprint("page ", i)
	}
	publish(t, dir, edition)
	if looks, written := again(t, dir, edition, false); looks != 20 || written != 0 {
		t.Errorf("looked at %d files and wrote %d of a site that is as it was left, want 20 and 0", looks, written)
	}
	if looks, _ := again(t, dir, edition, true); looks < int64(len(edition)) {
		t.Errorf("looked at %d files of %d, and all were asked for", looks, len(edition))
	}
	// A folder that is gone is noticed, and then all else is looked at.
	if err := os.RemoveAll(filepath.Join(dir, "07")); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "03", "050.html"), "someone else's")
	if _, written := again(t, dir, edition, false); written != sampleOf+1 {
		t.Errorf("wrote %d files, want the %d of the folder and the edited one", written, sampleOf)
	}
	wantTree(t, dir, edition)
	// One file is noticed sooner or later.
	write(t, filepath.Join(dir, "03", "050.html"), "someone else's")
	for range 1000 {
		if _, written := again(t, dir, edition, false); written == 1 {
			wantTree(t, dir, edition)
			return
		}
	}
	t.Error("1000 builds did not notice an edited file")
}

// A folder tells which edition is published, if its files are as they were left: few are all
// looked at, and of many a sample.
func TestAFolderTellsItsEdition(t *testing.T) {
	for _, many := range []int{1, 0} { // a sample speaks, or all are looked at
		dir, edition := t.TempDir(), tree{}
		for i := range 4 * sampleOf {
			edition[fmt.Sprintf("%d/%d.html", i/sampleOf, i)] = fmt.Sprint("page ", i)
		}
		f, err := Open(dir, Options{Sum: half})
		if err != nil {
			t.Fatal(err)
		}
		if Standing(f, false) != (site.Sum{}) {
			t.Error("nothing is published, and a folder tells an edition")
		}
		for path, data := range edition {
			if err := f.Put(t.Context(), site.File{Path: path, Data: []byte(data)}); err != nil {
				t.Fatal(err)
			}
		}
		stats, err := f.Commit(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		open := func() *Folder {
			f, err := Open(dir, Options{Sum: half, many: many})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = f.Abort() })
			return f
		}
		f = open()
		if stats.Edition == (site.Sum{}) || Standing(f, false) != stats.Edition {
			t.Errorf("many %d: published %x, found %x", many, stats.Edition, Standing(f, false))
		}
		if Standing(f, true) != (site.Sum{}) {
			t.Error("a site without the mark of a preview stands as one")
		}
		_ = f.Abort()
		if err := os.RemoveAll(filepath.Join(dir, "2")); err != nil {
			t.Fatal(err)
		}
		if f = open(); Standing(f, false) != (site.Sum{}) {
			t.Errorf("many %d: a folder is gone, and the site is as it was left", many)
		}
		_ = f.Abort()
	}
}
