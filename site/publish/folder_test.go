package publish

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"warraq/site"
)

// half is the first half of SHA-256.
func half(data []byte) site.Sum {
	sum := sha256.Sum256(data)
	return site.Sum(sum[:16])
}

func put(f *Folder, path, data string) error {
	return f.Put(context.Background(), site.File{Path: path, Data: []byte(data)})
}

type tree map[string]string

// published reads all files of a folder but ours.
func published(t testing.TB, dir string) tree {
	t.Helper()
	got := tree{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && name != filepath.Join(dir, stageName) {
			return err
		}
		if strings.HasPrefix(d.Name(), site.OwnPrefix) {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		got[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func wantTree(t testing.TB, dir string, want tree) {
	t.Helper()
	if got := published(t, dir); !maps.Equal(got, want) {
		t.Errorf("published are %q, want %q", slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
	}
}

func open(t testing.TB, dir string) *Folder {
	t.Helper()
	f, err := Open(dir, Options{Sum: half})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Abort() })
	return f
}

// publish makes files the edition in dir.
func publish(t testing.TB, dir string, files tree) Stats {
	t.Helper()
	stats, err := tryPublish(t, dir, files)
	if err != nil {
		t.Fatal(err)
	}
	return stats
}

func tryPublish(t testing.TB, dir string, files tree) (Stats, error) {
	t.Helper()
	f := open(t, dir)
	for path, data := range files {
		if err := put(f, path, data); err != nil {
			return Stats{}, errors.Join(err, f.Abort())
		}
	}
	return f.Commit(context.Background())
}

func clean(t testing.TB, dir string) {
	t.Helper()
	for _, name := range []string{lockName, stageName} {
		if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
			t.Errorf("%s is still there", name)
		}
	}
}

func TestEditions(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "public")
	first := tree{"index.html": "1", "سياسة/خبر/index.html": "s", "old/a/b.html": "b", "css/site.css": "c"}
	stats := publish(t, dir, first)
	wantTree(t, dir, first)
	if stats.Written != 4 || stats.Kept+stats.Removed != 0 {
		t.Errorf("a first edition of four files gives %+v", stats)
	}
	second := tree{"index.html": "2", "سياسة/خبر/index.html": "s", "css/site.css": "c", "css/new.css": "n"}
	stats = publish(t, dir, second)
	wantTree(t, dir, second)
	want := Stats{Written: 2, Kept: 2, Removed: 1, Edition: stats.Edition, Changed: []string{"css/new.css", "index.html"}, Gone: []string{"old/a/b.html"}}
	if fmt.Sprint(stats) != fmt.Sprint(want) {
		t.Errorf("the second edition gives %+v, want %+v", stats, want)
	}
	if _, err := os.Lstat(filepath.Join(dir, "old")); err == nil {
		t.Error("a folder without files stays")
	}
	clean(t, dir)
}

// What is a file in one edition may be a folder in the next.
func TestFileBecomesFolder(t *testing.T) {
	dir := t.TempDir()
	for _, edition := range []tree{{"a": "1", "b/c/d": "2"}, {"a/x": "3", "b": "4"}, {"a": "1", "b/c/d": "2"}} {
		publish(t, dir, edition)
		wantTree(t, dir, edition)
	}
}

func TestNothingChangedWritesNothing(t *testing.T) {
	dir := t.TempDir()
	edition := tree{"index.html": "1", "a/b.html": "2"}
	publish(t, dir, edition)
	look := func() map[string]time.Time {
		times := map[string]time.Time{}
		for _, name := range []string{manifestName, "index.html", "a/b.html"} {
			info, err := os.Stat(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			times[name] = info.ModTime()
		}
		return times
	}
	before := look()
	stats := publish(t, dir, edition)
	if stats.Written+stats.Removed != 0 || stats.Kept != 2 || !maps.Equal(before, look()) {
		t.Errorf("the same edition again gives %+v, and times changed from %v to %v", stats, before, look())
	}
}

// After a clone all times are new: the bytes decide.
func TestUnchangedAfterClone(t *testing.T) {
	dir := t.TempDir()
	publish(t, dir, tree{"a": "one", "b": "two"})
	for _, name := range []string{"a", "b"} {
		now := time.Now().Add(time.Hour)
		if err := os.Chtimes(filepath.Join(dir, name), now, now); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "b"), []byte("owt"), 0o666); err != nil {
		t.Fatal(err)
	}
	f := open(t, dir)
	if sum, ok := f.Last("a"); !ok || sum != half([]byte("one")) {
		t.Error("the same bytes with another time count as changed")
	}
	if _, ok := f.Last("b"); ok {
		t.Error("other bytes of the same length count as unchanged")
	}
	if _, ok := f.Last("c"); ok {
		t.Error("a file that is not there counts as published")
	}
	if err := f.Abort(); err != nil {
		t.Fatal(err)
	}
	if stats := publish(t, dir, tree{"a": "one", "b": "two"}); !slices.Equal(stats.Changed, []string{"b"}) {
		t.Errorf("after an edit by hand of b, %q were written", stats.Changed)
	}
	wantTree(t, dir, tree{"a": "one", "b": "two"})
}

// A reader of the manifest finds every file in it, with its hash.
func TestManifestIsAsDocumented(t *testing.T) {
	dir := t.TempDir()
	publish(t, dir, tree{"b/index.html": "abc", "a": ""})
	data, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(data), "\n")
	if len(lines) != 5 || !strings.HasPrefix(lines[0], "warraq manifest 1 ") || !strings.HasPrefix(lines[3], "end 2 ") || lines[4] != "" {
		t.Fatalf("the manifest is\n%s", data)
	}
	// SHA-256 of the empty string and of "abc": FIPS 180-4, the examples of
	// NIST.
	for i, want := range []string{"e3b0c44298fc1c149afbf4c8996fb924 0 ", "ba7816bf8f01cfea414140de5dae2223 3 "} {
		if !strings.HasPrefix(lines[i+1], want) {
			t.Errorf("line %d is %q, want %q first", i+1, lines[i+1], want)
		}
	}
	if !strings.HasSuffix(lines[2], " b/index.html") {
		t.Errorf("line 2 is %q", lines[2])
	}
}

// Another hash function makes all files unknown, and none of them foreign.
func TestAnotherHash(t *testing.T) {
	dir := t.TempDir()
	publish(t, dir, tree{"a": "1", "b": "2"})
	f, err := Open(dir, Options{Sum: func(data []byte) site.Sum { return site.Sum{byte(len(data)), data[0]} }})
	if err != nil {
		t.Fatal(err)
	}
	if err := put(f, "a", "1"); err != nil {
		t.Fatal(err)
	}
	stats, err := f.Commit(context.Background())
	if err != nil || stats.Written != 1 || stats.Removed != 1 {
		t.Errorf("got %+v, %v", stats, err)
	}
	wantTree(t, dir, tree{"a": "1"})
}

func TestDamagedManifest(t *testing.T) {
	dir := t.TempDir()
	publish(t, dir, tree{"a": "1", "b": "2"})
	name := filepath.Join(dir, manifestName)
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for i := range data {
		for _, bad := range [][]byte{data[:i], slices.Concat(data[:i], []byte{data[i] ^ 4}, data[i+1:])} {
			if err := os.WriteFile(name, bad, 0o666); err != nil {
				t.Fatal(err)
			}
			f, err := Open(dir, Options{Sum: half})
			if err == nil {
				// A flip in the hash that names the hash function reads as
				// another function: the files are ours, and written anew.
				if _, ok := f.Last("a"); ok {
					t.Errorf("a manifest damaged at %d was believed:\n%s", i, bad)
				}
				_ = f.Abort()
			}
		}
	}
	wantTree(t, dir, tree{"a": "1", "b": "2"})
}

func TestCommitRefuses(t *testing.T) {
	dir := t.TempDir()
	old := tree{"a": "1"}
	publish(t, dir, old)
	for name, c := range map[string]struct {
		use  func(f *Folder)
		says string
	}{
		"two files of one path": {func(f *Folder) { _ = put(f, "x", "1"); _ = put(f, "x", "2") }, "two files"},
		"kept and put":          {func(f *Folder) { f.Keep("a"); _ = put(f, "a", "2") }, "two files"},
		"kept twice":            {func(f *Folder) { f.Keep("a"); f.Keep("a") }, "two files"},
		"kept what is not":      {func(f *Folder) { f.Keep("z") }, "z cannot be kept"},
		"case":                  {func(f *Folder) { _ = put(f, "News/x", ""); _ = put(f, "news/x", "") }, "one file"},
		"hamza":                 {func(f *Folder) { _ = put(f, "أ.html", ""); _ = put(f, "\u0627\u0654.html", "") }, "one file"},
		"a file's folder":       {func(f *Folder) { _ = put(f, "x/y", ""); _ = put(f, "x", "") }, "x"},
		"under a kept one":      {func(f *Folder) { f.Keep("a"); _ = put(f, "a/y", "") }, "wants it as a folder"},
		"bad path":              {func(f *Folder) { _ = put(f, "../x", "") }, `".."`},
	} {
		f := open(t, dir)
		c.use(f)
		if _, err := f.Commit(context.Background()); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: got %v, want %q", name, err, c.says)
		}
		wantTree(t, dir, old)
		clean(t, dir)
	}
}

func TestPaths(t *testing.T) {
	long := strings.Repeat("خ", 127)
	for _, good := range []string{"a", "a/b.html", "سياسة/2026/خبر عاجل/index.html", ".well-known/x", "..a", "a..", long + "x"} {
		if err := site.CheckPath(good); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
	for _, bad := range []string{"", "/a", "a/", "a//b", ".", "..", "a/../b", "./a", "a\x00b", "a\nb", `a\b`, "a\xffb", long + "xx",
		".warraq-manifest", "a/.warraq-x", ".WARRAQ-lock"} {
		if site.CheckPath(bad) == nil {
			t.Errorf("%q is taken for a path", bad)
		}
	}
}

// Pairs that Unicode calls canonically equivalent (UAX #15), one of them NFC.
func TestFold(t *testing.T) {
	for nfc, other := range map[string]string{
		"\u0623":             "\u0627\u0654",
		"\u0622\u062E\u0631": "\u0627\u0653\u062E\u0631",
		"\u0624\u0626":       "\u0648\u0654\u064A\u0654",
		"\u0628\u064E\u0651": "\u0628\u0651\u064E", // shadda and fatha: 30 before 33
		"caf\u00e9":          "cafe\u0301",
		"\u1e69":             "s\u0307\u0323", // UAX #15, figure 5
		"\u0625\u064E":       "\u0627\u064E\u0655",
		"index.html":         "INDEX.html",
	} {
		if fold(nfc) != nfc || fold(other) != nfc {
			t.Errorf("%+q and %+q fold to %+q and %+q", nfc, other, fold(nfc), fold(other))
		}
	}
	for a, b := range map[string]string{"خبر": "خَبر", "ا": "أ", "e": "é"} {
		if fold(a) == fold(b) {
			t.Errorf("%q and %q are not the same and fold alike", a, b)
		}
	}
}
