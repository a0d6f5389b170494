package press

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"warraq/site/cache"
)

// Whatever becomes of the cache folder, the next build is the same as one
// without it.
func TestADamagedCacheChangesNothing(t *testing.T) {
	d := openDesk(t, archiveOf(4))
	d.print()
	clean := d.shelf.old
	whole := map[string][]byte{}
	for _, f := range cacheFiles(t, d.cache) {
		whole[f], _ = os.ReadFile(f)
	}
	other := openDesk(t, archiveOf(5))  // another edition, of the same shape
	for name, f := range other.source { // a disk gives each file a time of its own
		other.write(name, string(f.Data))
	}
	other.replace("content/edition.yaml", "title: ", "title: غير ")
	other.print()
	random := rand.New(rand.NewPCG(1, 2))
	times := 60
	if *long {
		times = 300
	}
	for i := range times {
		for _, f := range cacheFiles(t, d.cache) {
			os.Remove(f)
		}
		for name, data := range whole {
			os.WriteFile(name, data, 0o666)
		}
		files := cacheFiles(t, d.cache)
		name := files[random.IntN(len(files))]
		data := bytes.Clone(whole[name])
		if len(data) < 2 {
			continue
		}
		at := random.IntN(len(data))
		const ways = 8
		switch i % ways {
		case 0:
			data[at] ^= 1 << random.IntN(8)
		case 1:
			data = data[:at]
		case 2:
			other := random.IntN(len(data))
			data[at], data[other] = data[other], data[at]
		case 3:
			data = nil
		case 4: // it is another file's
			data = whole[files[random.IntN(len(files))]]
		case 5: // it is another edition's
			data, _ = os.ReadFile(filepath.Join(other.cache, filepath.Base(name)))
		case 6: // all are
			for _, f := range cacheFiles(t, other.cache) {
				data, _ = os.ReadFile(f)
				name = filepath.Join(d.cache, filepath.Base(f))
				os.WriteFile(name, data, 0o666)
			}
		case 7: // it is of an old version, of another program, or of a machine that counts bytes the other way
			copy(data[min(len(data)-1, random.IntN(32)):], "\x01\x02\x03\x04")
		}
		os.Remove(name)
		if data != nil {
			os.WriteFile(name, data, 0o666)
		}
		d.shelf.old = map[string][]byte{} // so every page is made
		if i%8 < 4 {
			d.shelf.old = clean
		}
		d.again()
		if same(t, d.shelf.old, clean); t.Failed() {
			t.Fatalf("damage %d of %s at byte %d", i%ways, filepath.Base(name), at)
		}
	}
}

// again builds with the cache as it is.
func (d *newsdesk) again() {
	d.t.Helper()
	store, err := cache.Open(d.cache, cache.Of([]byte("test")))
	if err != nil {
		d.t.Fatal(err)
	}
	defer store.Close()
	in := quick(d.source)
	in.Clock.Now, in.Store = d.now, store
	d.shelf.print(d.t, in)
	if err := store.Save(); err != nil {
		d.t.Fatal(err)
	}
}

func cacheFiles(t *testing.T, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) == 0 {
		t.Fatal("no cache", err)
	}
	return files
}
