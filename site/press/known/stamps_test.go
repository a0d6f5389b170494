package known

import (
	"encoding/hex"
	"fmt"
	"testing"

	"warraq/site"
	"warraq/site/cache"
)

// Blobs have git's names: of no bytes, and of a line (git's book, chapter 10.2).
func TestBlobOf(t *testing.T) {
	for data, want := range map[string]string{"": "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", "what is up, doc?": "bd9dbf5aae1a3862dd1526723246b20206e5fc37", "test content\n": "d670460b4b4aece5915caf5c68d12f560a9fe3e4"} {
		if b := BlobOf([]byte(data)); hex.EncodeToString(b[:]) != want {
			t.Errorf("%q is %x", data, b)
		}
	}
}

// A file that git wrote is not read, if the store knows of which bytes its blob is, and git has the stamp that the file has.
func TestStampsOfAFreshClone(t *testing.T) {
	s := store(t)
	none := func(cache.Stamp) (Blob, bool) { return Blob{}, false }
	first := StampsOf(s, none)
	source := func(i int) (name string, data []byte, sum site.Sum) {
		data = fmt.Appendf(nil, "story %d", i)
		return fmt.Sprintf("%d.md", i), data, site.Sum(cache.Of(data))
	}
	const files = fewFiles + 10
	for i := range files {
		name, data, sum := source(i)
		first.Note(name, cache.Stamp{Size: int64(len(data)), MTime: 1}, sum, data)
	}
	first.Forget()
	warm := StampsOf(s, none)
	for i := range files {
		if name, data, sum := source(i); !warm.Stands(name, cache.Stamp{Size: int64(len(data)), MTime: 1}, sum) {
			t.Errorf("%s does not stand as it was", name)
		}
	}
	warm.Forget() // and the blobs are kept
	asked, stand := 0, 0
	next := StampsOf(s, func(stamp cache.Stamp) (Blob, bool) {
		asked++
		_, data, _ := source(int(stamp.Inode))
		return BlobOf(data), true
	})
	for i := range files {
		name, data, sum := source(i)
		if next.Stands(name, cache.Stamp{Size: int64(len(data)), MTime: 2, Inode: uint64(i)}, sum) {
			if stand++; i < fewFiles {
				t.Errorf("%s is not read: git is asked where few files differ", name)
			}
		}
	}
	if stand != files-fewFiles || asked != stand {
		t.Errorf("%d files stand, git was asked %d times", stand, asked)
	}
	other := StampsOf(s, func(cache.Stamp) (Blob, bool) { return Blob{1}, true })
	other.asked.Store(fewFiles)
	name, data, sum := source(1)
	stamp := cache.Stamp{Size: int64(len(data)), MTime: 3, Inode: 1}
	if other.Stands(name, stamp, sum) {
		t.Error("a file stands that git says is of other bytes")
	}
	right := StampsOf(s, func(cache.Stamp) (Blob, bool) { return BlobOf(data), true })
	right.asked.Store(fewFiles)
	if stamp.Size++; right.Stands(name, stamp, sum) {
		t.Error("a file stands that is longer than its blob")
	}
	if stamp.Size--; right.Stands(name, stamp, site.Sum{1}) || right.Stands("other.md", stamp, sum) || !right.Stands(name, stamp, sum) {
		t.Error("a file stands for bytes of which the store knows no blob")
	}
	if plain := StampsOf(s, nil); plain.Stands(name, cache.Stamp{Size: stamp.Size, MTime: 9}, sum) {
		t.Error("a file stands of which nobody knows")
	}
}
