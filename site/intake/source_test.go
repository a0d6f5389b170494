package intake

import (
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"
)

// No file of a tree may fill the memory.
func TestReadFileIsBounded(t *testing.T) {
	tree := fstest.MapFS{"a.md": {Data: []byte("نص")}, "big.md": {Data: make([]byte, maxFile+1)}}
	if data, err := ReadFile(tree, "a.md"); err != nil || string(data) != "نص" {
		t.Errorf("got %q, %v", data, err)
	}
	if _, err := ReadFile(tree, "big.md"); err == nil || err.Error() != "the file is larger than 64 MB" {
		t.Errorf("got %v", err)
	}
	if _, err := ReadFile(tree, "none.md"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
	if err := Refuse(7, "سطر", "a line"); err.Error() != "line 7: a line" {
		t.Errorf("got %v", err)
	}
}

// The sections of an edition are known by their titles, a broken one by its folder.
func TestSectionsOf(t *testing.T) {
	content := fstest.MapFS{
		"_index.md": {Data: []byte("---\ntitle: الرئيسية\n---\n")}, "politics/_index.md": {Data: []byte("---\ntitle: سياسة\n---\n")}, "world/asia/_index.md": {Data: []byte("---\ntitle: آسيا\n---\n")},
		"bad/_index.md": {Data: []byte("---\ntitle: [\n---\n")}, "politics/a.md": {Data: []byte("---\ntitle: قصة\n---\n")},
	}
	got := SectionsOf(content, importOptions().Options)
	if len(got) != 3 || got["bad"] != "bad" || got["سياسة"] != "politics" || got["آسيا"] != "world/asia" {
		t.Errorf("got %v", got)
	}
	if got := SectionsOf(fstest.MapFS{}, importOptions().Options); len(got) != 0 {
		t.Errorf("an empty folder has %v", got)
	}
}
