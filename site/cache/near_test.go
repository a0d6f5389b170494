package cache

import (
	"os"
	"path/filepath"
	"testing"
)

// A store of this machine is begun with what another one has saved, and with its files; what is put into one stays out of
// the other.
func TestNear(t *testing.T) {
	from, dir, version := t.TempDir(), filepath.Join(t.TempDir(), "cache"), Sum{1}
	first, err := Open(from, version)
	if err != nil {
		t.Fatal(err)
	}
	first.Put("t", "k", []byte("value"))
	pack, err := first.Pack("bodies")
	if err != nil {
		t.Fatal(err)
	}
	body, picture := []byte("a body"), []byte("a picture")
	if err := pack.Put(Of(body), body); err != nil {
		t.Fatal(err)
	}
	first.Files("pictures").Put(Of(picture), picture)
	if err := first.Save(); err != nil {
		t.Fatal(err)
	}
	second, err := OpenFrom(dir, version, Near(from)) // while the first is open
	if err != nil || second.Fresh != "" {
		t.Fatal(second.Fresh, err)
	}
	if data, ok := second.Get("t", "k"); !ok || string(data) != "value" {
		t.Errorf("the table has %q", data)
	}
	second.Put("t", "k", []byte("other"))
	if pack, err = second.Pack("bodies"); err != nil || !pack.Has(Of(body)) {
		t.Error("the pack lacks what was saved", err)
	}
	if data, ok := second.Files("pictures").Get(Of(picture)); !ok || string(data) != string(picture) {
		t.Errorf("the files have %q", data)
	}
	if _, ok := second.Files("pictures").Get(Sum{7}); ok {
		t.Error("a file that is nowhere is found")
	}
	if err := second.Save(); err != nil {
		t.Fatal(err)
	}
	if err := second.Close(); err != nil {
		t.Fatal(err)
	}
	if data, _ := first.Get("t", "k"); string(data) != "value" {
		t.Errorf("the first has %q", data)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(from); err != nil {
		t.Fatal(err)
	}
	if again, err := OpenFrom(dir, version, Near(from)); err != nil || again.Fresh != "" {
		t.Error("what is here is not taken", err)
	} else if err := again.Close(); err != nil {
		t.Error(err)
	}
}
