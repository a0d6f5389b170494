package cache_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"warraq/site/cache"
)

var version = cache.Of([]byte("version"))

func open(t testing.TB, dir string) *cache.Store {
	t.Helper()
	s, err := cache.Open(dir, version)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// session opens the store, lets f use it, and saves.
func session(t testing.TB, dir string, f func(*cache.Store)) {
	t.Helper()
	s := open(t, dir)
	f(s)
	if err := s.Save(); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func want(t testing.TB, s *cache.Store, table, key, value string) {
	t.Helper()
	got, ok := s.Get(table, key)
	if !ok || string(got) != value {
		t.Errorf("%s/%s is %q (%v), want %q", table, key, got, ok, value)
	}
}

func TestStoreRemembers(t *testing.T) {
	dir := filepath.Join(t.TempDir(), ".warraq")
	session(t, dir, func(s *cache.Store) {
		if s.Fresh == "" {
			t.Error("a new store does not say that it is fresh")
		}
		s.Put("pages", "a", []byte("1"))
		s.Put("pages", "غزة", []byte{})
		s.Put("articles", "a", []byte("2"))
	})
	session(t, dir, func(s *cache.Store) {
		if s.Fresh != "" {
			t.Errorf("a whole store began empty: %s", s.Fresh)
		}
		want(t, s, "pages", "a", "1")
		want(t, s, "pages", "غزة", "")
		want(t, s, "articles", "a", "2")
		s.Sweep("pages")
		want(t, s, "pages", "a", "1") // it was asked for before the sweep
		want(t, s, "pages", "غزة", "")
		s.Put("articles", "a", []byte("3"))
	})
	s := open(t, dir)
	want(t, s, "pages", "a", "1")
	want(t, s, "pages", "غزة", "")
	want(t, s, "articles", "a", "3")
}

func lacks(t testing.TB, s *cache.Store, table, key string) {
	t.Helper()
	if got, ok := s.Get(table, key); ok {
		t.Errorf("%s/%s is %q, and should not be there", table, key, got)
	}
}

// What a whole build did not ask for is of no use any more.
func TestSweepForgetsWhatWasNotUsed(t *testing.T) {
	dir := t.TempDir()
	session(t, dir, func(s *cache.Store) {
		for _, key := range []string{"got", "put", "unused"} {
			s.Put("pages", key, []byte("old"))
		}
		s.Put("articles", "unused", []byte("old"))
		s.Sweep("pages")
	})
	session(t, dir, func(s *cache.Store) {
		want(t, s, "pages", "got", "old")
		s.Put("pages", "put", []byte("new"))
		s.Put("pages", "added", []byte("new"))
		s.Sweep("pages")
	})
	s := open(t, dir)
	want(t, s, "pages", "got", "old")
	want(t, s, "pages", "put", "new")
	want(t, s, "pages", "added", "new")
	lacks(t, s, "pages", "unused")
	want(t, s, "articles", "unused", "old")
}

// Within a build what was put is there at once, also before the file has it.
func TestPutIsThereAtOnce(t *testing.T) {
	dir := t.TempDir()
	check := func(s *cache.Store) {
		for i := range 3000 {
			s.Put("t", fmt.Sprint(i), bytes.Repeat(fmt.Appendf(nil, "%d ", i), 200))
		}
		for i := range 3000 {
			want(t, s, "t", fmt.Sprint(i), strings.Repeat(fmt.Sprintf("%d ", i), 200))
		}
	}
	session(t, dir, func(s *cache.Store) {
		check(s)
		check(open(t, dir)) // while another build has the store
	})
	session(t, dir, check)
}

// The folder must be left out by backups (the Cache Directory Tagging
// Specification gives the signature) and by git.
func TestStoreFolderIsMarked(t *testing.T) {
	dir := t.TempDir()
	open(t, dir)
	tag, err := os.ReadFile(filepath.Join(dir, "CACHEDIR.TAG"))
	if err != nil || !bytes.HasPrefix(tag, []byte("Signature: 8a477f597d28d172789f06886806bc55")) {
		t.Errorf("CACHEDIR.TAG is %q (%v)", tag, err)
	}
	if ignore, _ := os.ReadFile(filepath.Join(dir, ".gitignore")); string(ignore) != "*\n" {
		t.Errorf(".gitignore is %q", ignore)
	}
}

func size(t testing.TB, dir string) int64 {
	t.Helper()
	info, err := os.Stat(filepath.Join(dir, "store"))
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

func TestOneChangeWritesLittle(t *testing.T) {
	dir := t.TempDir()
	value := bytes.Repeat([]byte("x"), 1000)
	session(t, dir, func(s *cache.Store) {
		for i := range 5000 {
			s.Put("articles", fmt.Sprint(i), value)
		}
	})
	full := size(t, dir)
	session(t, dir, func(s *cache.Store) {
		s.Put("articles", "7", value)
	})
	if size(t, dir) != full {
		t.Error("a save without a change wrote something")
	}
	session(t, dir, func(s *cache.Store) { s.Put("articles", "7", []byte("short")) })
	if grown := size(t, dir) - full; grown <= 0 || grown > 200 {
		t.Errorf("one small change made the file grow by %d bytes", grown)
	}
	for range 12 {
		session(t, dir, func(s *cache.Store) {
			for i := range 1000 {
				value = append([]byte(nil), value...)
				value[0]++
				s.Put("articles", fmt.Sprint(i), value)
			}
		})
	}
	if now := size(t, dir); now > 2*full+2<<20 {
		t.Errorf("the file of %d bytes grew to %d, most of it out of date", full, now)
	}
	s := open(t, dir)
	if got, _ := s.Get("articles", "999"); !bytes.Equal(got, value) {
		t.Error("the last value is not what came back")
	}
}

func TestAnotherVersionBeginsEmpty(t *testing.T) {
	dir := t.TempDir()
	session(t, dir, func(s *cache.Store) { s.Put("a", "a", []byte("1")) })
	s, err := cache.Open(dir, cache.Of([]byte("next")))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, ok := s.Get("a", "a"); ok || !strings.Contains(s.Fresh, "version") {
		t.Errorf("a store of another version was read (fresh: %q)", s.Fresh)
	}
	s.Put("a", "b", []byte("2"))
	if err := s.Save(); err != nil {
		t.Fatal(err)
	}
}

func TestTwoProcessesDoNotMix(t *testing.T) {
	dir := t.TempDir()
	first := open(t, dir)
	second := open(t, dir)
	if !strings.Contains(second.Fresh, "another") {
		t.Errorf("the second store says %q", second.Fresh)
	}
	first.Put("a", "a", []byte("first"))
	second.Put("a", "a", []byte("second"))
	pack, err := second.Pack("bodies")
	if err != nil {
		t.Fatal(err)
	}
	if err := pack.Put(cache.Of(nil), []byte("in memory")); err != nil {
		t.Fatal(err)
	}
	for _, s := range []*cache.Store{first, second} {
		if err := s.Save(); err != nil {
			t.Fatal(err)
		}
		s.Close()
	}
	want(t, open(t, dir), "a", "a", "first")
}

// saves makes a store file of three saves and tells where each ended.
func saves(t testing.TB) (data []byte, ends []int) {
	dir := t.TempDir()
	for i := range 3 {
		session(t, dir, func(s *cache.Store) {
			s.Put("t", "n", []byte{byte(i)})
			s.Put("t", fmt.Sprint(i), bytes.Repeat([]byte{byte(i)}, 100))
		})
		ends = append(ends, int(size(t, dir)))
	}
	data, err := os.ReadFile(filepath.Join(dir, "store"))
	if err != nil {
		t.Fatal(err)
	}
	return data, ends
}

// A build that is killed while it saves leaves a part of a block: the store is
// what the save before made, or, after none, empty.
func TestCutAnywhere(t *testing.T) {
	data, ends := saves(t)
	dir := t.TempDir()
	for cut := range len(data) + 1 {
		if err := os.WriteFile(filepath.Join(dir, "store"), data[:cut], 0o666); err != nil {
			t.Fatal(err)
		}
		saved := -1
		for saved+1 < len(ends) && ends[saved+1] <= cut {
			saved++
		}
		s, err := cache.Open(dir, version)
		if err != nil {
			t.Fatal(err)
		}
		n, ok := s.Get("t", "n")
		if ok != (saved >= 0) || ok && int(n[0]) != saved || ok == (s.Fresh != "") {
			t.Errorf("cut at %d: n is %v, fresh %q, %d saves were whole", cut, n, s.Fresh, saved+1)
		}
		s.Put("t", "after", []byte("cut"))
		if err := s.Save(); err != nil {
			t.Fatal(err)
		}
		s.Close()
		s = open(t, dir)
		want(t, s, "t", "after", "cut")
		s.Close()
	}
}

// Whatever single bit flips, no value comes back that was not once saved.
func TestFlippedBits(t *testing.T) {
	data, _ := saves(t)
	dir := t.TempDir()
	for i := range data {
		bad := bytes.Clone(data)
		bad[i] ^= 1 << (i % 8)
		if err := os.WriteFile(filepath.Join(dir, "store"), bad, 0o666); err != nil {
			t.Fatal(err)
		}
		s, err := cache.Open(dir, version)
		if err != nil {
			t.Fatal(err)
		}
		if n, ok := s.Get("t", "n"); ok && (len(n) != 1 || n[0] > 1) {
			t.Errorf("a bit of byte %d flipped and n is %v", i, n)
		}
		for k := range 3 {
			v, ok := s.Get("t", fmt.Sprint(k))
			if ok && !bytes.Equal(v, bytes.Repeat([]byte{byte(k)}, 100)) {
				t.Errorf("a bit of byte %d flipped and %d is %v", i, k, v)
			}
		}
		s.Close()
	}
}

func FuzzOpen(f *testing.F) {
	data, _ := saves(f)
	f.Add(data)
	f.Add([]byte("warraq cache 3\n\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "store"), data, 0o666); err != nil {
			t.Fatal(err)
		}
		session(t, dir, func(s *cache.Store) {
			if _, err := s.Pack("bodies"); err != nil {
				t.Fatal(err)
			}
			s.Put("a", "a", []byte("1"))
		})
		want(t, open(t, dir), "a", "a", "1")
	})
}

func big(b *testing.B) string {
	dir := b.TempDir()
	session(b, dir, func(s *cache.Store) {
		for i := range 100_000 {
			s.Put("articles", fmt.Sprintf("politics/2024/09/story-%d.md", i), bytes.Repeat([]byte{byte(i)}, 1024))
		}
	})
	return dir
}

func BenchmarkOpen100k(b *testing.B) {
	dir := big(b)
	for b.Loop() {
		s, err := cache.Open(dir, version)
		if err != nil || s.Fresh != "" {
			b.Fatal(err, s.Fresh)
		}
		s.Close()
	}
}

func BenchmarkSaveOneOf100k(b *testing.B) {
	s := open(b, big(b))
	for n := 0; b.Loop(); n++ {
		s.Put("articles", "politics/2024/09/story-7.md", fmt.Append(nil, n))
		if err := s.Save(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSaveAll100k(b *testing.B) {
	for b.Loop() {
		big(b)
	}
}

// A Save that fails says so, and the next one, where it can, keeps all that the
// builds between still use.
func TestASaveThatFailsIsMadeUpFor(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	inTheWay := filepath.Join(dir, "store")
	if err := os.MkdirAll(filepath.Join(inTheWay, "full"), 0o777); err != nil { // a new store cannot take its place
		t.Fatal(err)
	}
	work := func() {
		s.Put("pages", "a", []byte("1"))
		put(t, pack(t, s), 1)
	}
	work()
	if s.Save() == nil {
		t.Fatal("a store that cannot be written was saved")
	}
	if err := os.RemoveAll(inTheWay); err != nil {
		t.Fatal(err)
	}
	work()
	if err := s.Save(); err != nil {
		t.Fatal(err)
	}
	s.Close()
	s = open(t, dir)
	want(t, s, "pages", "a", "1")
	wantBlob(t, pack(t, s), 1)
}

// What a large store has is looked at where it lies. It is there after the memory was given
// back, what was handed out before included.
func TestALargeStoreRests(t *testing.T) {
	dir, value := t.TempDir(), func(i int) []byte { return bytes.Repeat([]byte{byte(i), byte(i >> 8), 7}, 400_000) }
	s := open(t, dir)
	const n = 30
	for i := range n {
		s.Put("t", string(rune('a'+i)), value(i))
	}
	if err := s.Save(); err != nil {
		t.Fatal(err)
	}
	s.Close()
	s = open(t, dir)
	first, _ := s.Get("t", "a")
	s.Rest()
	if !bytes.Equal(first, value(0)) {
		t.Error("what was handed out is lost")
	}
	for i := range n {
		if got, ok := s.Get("t", string(rune('a'+i))); !ok || !bytes.Equal(got, value(i)) {
			t.Errorf("value %d is lost", i)
		}
	}
}
