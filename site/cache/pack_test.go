package cache_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"warraq/site/cache"
)

func pack(t testing.TB, s *cache.Store) *cache.Pack {
	t.Helper()
	p, err := s.Pack("bodies")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func blob(i int) ([]byte, cache.Sum) {
	data := bytes.Repeat(fmt.Appendf(nil, "body %d ", i), 2000)
	return data, cache.Of(data)
}

func put(t testing.TB, p *cache.Pack, i int) {
	t.Helper()
	data, sum := blob(i)
	if err := p.Put(sum, data); err != nil {
		t.Fatal(err)
	}
}

func wantBlob(t testing.TB, p *cache.Pack, i int) {
	t.Helper()
	data, sum := blob(i)
	got, err := p.Get(sum, make([]byte, 0, 10))
	if err != nil || !bytes.Equal(got, data) {
		t.Errorf("blob %d came back wrong: %v", i, err)
	}
}

func TestPackRemembers(t *testing.T) {
	dir := t.TempDir()
	session(t, dir, func(s *cache.Store) {
		p := pack(t, s)
		var all sync.WaitGroup
		for w := range 4 {
			all.Go(func() {
				for i := w; i < 200; i += 2 { // each blob from two goroutines
					data, sum := blob(i)
					if err := p.Put(sum, data); err != nil {
						t.Error(err)
						return
					}
					if got, err := p.Get(sum, nil); err != nil || !bytes.Equal(got, data) {
						t.Errorf("blob %d: %v", i, err)
					}
				}
			})
		}
		all.Wait()
	})
	s := open(t, dir)
	for i := range 200 {
		wantBlob(t, pack(t, s), i)
	}
	if pack(t, s).Has(cache.Sum{1}) {
		t.Error("a blob is there that was never put")
	}
}

func packBytes(t *testing.T, dir string) (total int64, files int) {
	names, err := filepath.Glob(filepath.Join(dir, "*.pack"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		total += info.Size()
	}
	return total, len(names)
}

func TestPackForgetsWhatIsNotKept(t *testing.T) {
	dir := t.TempDir()
	session(t, dir, func(s *cache.Store) {
		for i := range 300 {
			put(t, pack(t, s), i)
		}
	})
	before, _ := packBytes(t, dir)
	session(t, dir, func(s *cache.Store) {
		for i := range 100 {
			_, sum := blob(3 * i)
			pack(t, s).Has(sum)
		}
		put(t, pack(t, s), 1000)
	})
	after, files := packBytes(t, dir)
	if files != 1 || after > before/2 {
		t.Errorf("two thirds are not needed, and %d files of %d bytes stay of %d", files, after, before)
	}
	session(t, dir, func(s *cache.Store) {
		p := pack(t, s)
		for i := range 300 {
			if _, sum := blob(i); i%3 == 0 {
				wantBlob(t, p, i)
			} else if p.Has(sum) {
				t.Errorf("blob %d was not kept, and is there", i)
			}
		}
		wantBlob(t, p, 1000)
	})
}

// A pack that is shorter than the store says is forgotten; one with a flipped
// bit gives an error for that blob, which can then be put again.
func TestDamagedPack(t *testing.T) {
	dir := t.TempDir()
	session(t, dir, func(s *cache.Store) {
		put(t, pack(t, s), 1)
		put(t, pack(t, s), 2)
	})
	name := filepath.Join(dir, "bodies-0.pack")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	data[100] ^= 1
	if err := os.WriteFile(name, data, 0o666); err != nil {
		t.Fatal(err)
	}
	session(t, dir, func(s *cache.Store) {
		p := pack(t, s)
		_, sum := blob(1)
		if _, err := p.Get(sum, nil); !errors.Is(err, cache.ErrMissing) {
			t.Errorf("a damaged blob came back: %v", err)
		}
		put(t, p, 1)
		wantBlob(t, p, 1)
		wantBlob(t, p, 2)
	})
	if err := os.Truncate(name, 50); err != nil {
		t.Fatal(err)
	}
	session(t, dir, func(s *cache.Store) {
		if _, sum := blob(2); pack(t, s).Has(sum) {
			t.Error("a blob is there though its file is cut off")
		}
		put(t, pack(t, s), 2)
	})
	wantBlob(t, pack(t, open(t, dir)), 2)
}

// What a killed build wrote and did not save is not there, and in nobody's way.
func TestPackWithoutSave(t *testing.T) {
	dir := t.TempDir()
	session(t, dir, func(s *cache.Store) { put(t, pack(t, s), 1) })
	s := open(t, dir)
	for i := range 200 { // more than is buffered
		put(t, pack(t, s), 10+i)
	}
	s.Close()
	session(t, dir, func(s *cache.Store) {
		if _, sum := blob(11); pack(t, s).Has(sum) {
			t.Error("an unsaved blob is there")
		}
		wantBlob(t, pack(t, s), 1)
		put(t, pack(t, s), 3)
	})
	wantBlob(t, pack(t, open(t, dir)), 3)
}

func TestPackInMemory(t *testing.T) {
	p, err := cache.NewPack()
	if err != nil {
		t.Fatal(err)
	}
	for i := range 200 {
		put(t, p, i)
	}
	for i := range 200 {
		wantBlob(t, p, i)
	}
	if _, err := p.Get(cache.Sum{1}, nil); !errors.Is(err, cache.ErrMissing) {
		t.Errorf("a blob that was never put gives %v", err)
	}
}

// git's documentation of racy timestamps: a file written in the very tick in
// which it was read may change again within the tick.
func TestRacy(t *testing.T) {
	began := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name    string
		written time.Duration
		want    bool
	}{
		{"an hour before", -time.Hour, false},
		{"in the same tick", 0, true},
		{"within FAT's two seconds", -1999 * time.Millisecond, true},
		{"while the build ran", time.Second, true},
		{"in the future, by a wrong clock", time.Hour, true},
	} {
		s := cache.Stamp{MTime: began.Add(c.written).UnixNano()}
		if cache.Racy(s, began.UnixNano()) != c.want {
			t.Errorf("%s: Racy is not %v", c.name, c.want)
		}
	}
	back := cache.Stamp{MTime: began.Add(-time.Hour).UnixNano(), CTime: began.UnixNano()}
	if !cache.Racy(back, began.UnixNano()) {
		t.Error("a file whose mtime was set back just now is not racy")
	}
}

func TestStampTellsReplacedFiles(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.md")
	stamp := func(text string) cache.Stamp {
		os.Remove(name + "~")
		if err := os.WriteFile(name+"~", []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		then := time.Unix(1_700_000_000, 0)
		if err := os.Chtimes(name+"~", then, then); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(name+"~", name); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		return cache.StampOf(info)
	}
	a := stamp("one")
	if a.Size != 3 || a.MTime != 1_700_000_000e9 {
		t.Errorf("the stamp is %+v", a)
	}
	if b := stamp("two"); a == b && b.Inode != 0 {
		t.Error("a file of the same size and time took another's place unseen")
	}
}
