package cache

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// sparse is a source that leaves the packs of a folder out until Bring.
type sparse struct {
	Near
	brought int64 // bytes
}

func (s *sparse) Fill(dir, name string, here bool) {
	s.Near.Fill(dir, name, here)
	packs, _ := filepath.Glob(filepath.Join(dir, "*.pack"))
	for _, p := range packs {
		info, _ := os.Stat(p)
		_ = os.WriteFile(p, make([]byte, info.Size()), 0o666)
	}
}

func (s *sparse) Bring(name string, from, to int64) {
	whole, missing := os.ReadFile(filepath.Join(string(s.Near), filepath.Base(name)))
	f, err := os.OpenFile(name, os.O_WRONLY, 0) // one that was written again has no holes
	if err != nil || missing != nil {
		return
	}
	defer f.Close()
	to = min(to, int64(len(whole)))
	s.brought += to - from
	_, _ = f.WriteAt(whole[from:to], from)
}

// A pack of which a source left the bytes out has all blobs: each is brought as it is read, and all are before the pack is
// written again or copied. To say which are there brings none.
func TestAPackWithHoles(t *testing.T) {
	blob := func(i byte) []byte { return bytes.Repeat([]byte{i}, 600<<10) }
	from := t.TempDir()
	version := Of([]byte("v"))
	first, err := Open(from, version)
	if err != nil {
		t.Fatal(err)
	}
	pack, err := first.Pack("bodies")
	if err != nil {
		t.Fatal(err)
	}
	for i := range byte(8) {
		if err := pack.Put(Of(blob(i)), blob(i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := first.Save(); err != nil {
		t.Fatal(err)
	}
	open := func() (*sparse, *Store, *Pack) {
		source := &sparse{Near: Near(from)}
		s, err := OpenFrom(t.TempDir(), version, source)
		if err != nil || s.Fresh != "" {
			t.Fatal(s.Fresh, err)
		}
		t.Cleanup(func() { _ = s.Close() })
		p, err := s.Pack("bodies")
		if err != nil {
			t.Fatal(err)
		}
		return source, s, p
	}
	source, s, p := open()
	for i := range byte(8) {
		if !p.Has(Of(blob(i))) {
			t.Errorf("blob %d is not there", i)
		}
	}
	if source.brought != 0 {
		t.Errorf("%d bytes were brought to know what is there", source.brought)
	}
	if data, err := p.Get(Of(blob(3)), nil); err != nil || !bytes.Equal(data, blob(3)) || source.brought > 700<<10 {
		t.Errorf("%v, after %d bytes", err, source.brought)
	}
	if Whole(s); source.brought < 8*600<<10 {
		t.Errorf("the whole pack is %d bytes", source.brought)
	}
	_, s, p = open() // three of eight are kept, so that it is written again
	for _, i := range []byte{1, 4, 6} {
		p.Has(Of(blob(i)))
	}
	if err := s.Save(); err != nil {
		t.Fatal(err)
	}
	for _, i := range []byte{1, 4, 6} {
		if data, err := p.Get(Of(blob(i)), nil); err != nil || !bytes.Equal(data, blob(i)) {
			t.Errorf("after it was written again, blob %d: %v", i, err)
		}
	}
}
