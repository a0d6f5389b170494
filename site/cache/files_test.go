package cache

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func filesIn(t *testing.T, dir string) *Files {
	t.Helper()
	s, err := Open(dir, Sum{1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s.Files("pictures")
}

// What is put is there in the next build, also of another version of the program; what is
// damaged is not.
func TestFilesOutlastTheStore(t *testing.T) {
	dir := t.TempDir()
	f := filesIn(t, dir)
	key, want := Sum{7}, []byte("a picture")
	if _, ok := f.Get(key); ok {
		t.Error("it is there before it is put")
	}
	f.Put(key, want)
	if got, ok := f.Get(key); !ok || !bytes.Equal(got, want) {
		t.Errorf("%q, %v", got, ok)
	}
	other := &Files{dir: filepath.Join(dir, "pictures")}
	name := other.name(key)
	if got, ok := other.Get(key); !ok || !bytes.Equal(got, want) {
		t.Errorf("the next build has %q, %v", got, ok)
	}
	other.Put(Sum{8}, nil)
	if got, ok := other.Get(Sum{8}); !ok || len(got) != 0 {
		t.Errorf("nothing is %q, %v", got, ok)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for i := range data {
		for _, damaged := range [][]byte{data[:i], append(append(bytes.Clone(data[:i]), data[i]^4), data[i+1:]...)} {
			if err := os.WriteFile(name, damaged, 0o666); err != nil {
				t.Fatal(err)
			}
			if got, ok := other.Get(key); ok {
				t.Errorf("damaged at %d it is %q", i, got)
			}
		}
	}
	if err := os.Rename(other.name(Sum{8}), name); err != nil {
		t.Fatal(err)
	}
	if got, ok := other.Get(key); ok {
		t.Errorf("another's file is taken: %q", got)
	}
}

func TestFilesWithoutAStoreKeepNothing(t *testing.T) {
	var none *Files
	none.Put(Sum{1}, []byte("a"))
	if _, ok := none.Get(Sum{1}); ok {
		t.Error("it keeps")
	}
	none.Sweep()
	var store *Store
	if store.Files("pictures") != nil {
		t.Error("no store has files")
	}
}

// What no build asked for in two months goes, what one asks for stays, and the folder is
// looked through once a week.
func TestFilesAreSwept(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "pictures")
	f := &Files{dir: dir}
	f.Sweep() // of nothing
	long := time.Now().Add(-freshFor - time.Hour)
	for i := range 3 {
		f.Put(Sum{byte(i)}, []byte{byte(i)})
		if err := os.Chtimes(f.name(Sum{byte(i)}), long, long); err != nil {
			t.Fatal(err)
		}
	}
	next := &Files{dir: dir}
	next.Get(Sum{1})
	next.Sweep()
	if _, ok := next.Get(Sum{0}); ok {
		t.Error("what nobody asked for is kept")
	}
	if _, ok := next.Get(Sum{1}); !ok {
		t.Error("what was asked for is gone")
	}
	f.Put(Sum{0}, nil)
	if err := os.Chtimes(f.name(Sum{0}), long, long); err != nil {
		t.Fatal(err)
	}
	(&Files{dir: dir}).Sweep()
	if _, ok := f.Get(Sum{0}); !ok {
		t.Error("it is swept twice in a week")
	}
}

// A link in the place of a folder leads no file out of the cache.
func TestFilesAreNotWrittenThroughALink(t *testing.T) {
	dir, elsewhere := t.TempDir(), t.TempDir()
	if err := os.Symlink(elsewhere, filepath.Join(dir, "pictures")); err != nil {
		t.Fatal(err)
	}
	filesIn(t, dir).Put(Sum{7}, []byte("a picture"))

	dir = t.TempDir()
	f := filesIn(t, dir)
	shelf := filepath.Dir(f.name(Sum{7}))
	if err := os.MkdirAll(filepath.Dir(shelf), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(elsewhere, shelf); err != nil {
		t.Fatal(err)
	}
	f.Put(Sum{7}, []byte("a picture"))
	if found, err := os.ReadDir(elsewhere); err != nil || len(found) != 0 {
		t.Errorf("written there: %v, %v", found, err)
	}
}
