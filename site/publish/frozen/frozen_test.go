package frozen

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"warraq/site"
	"warraq/site/publish"
	"warraq/site/publish/pack"
)

func sumOf(data []byte) (s site.Sum) {
	copy(s[:], data)
	s[15] = byte(len(data))
	return s
}

// build publishes files into a folder. Those of a year, by the beginning of their paths, are frozen.
func build(t *testing.T, dir string, files map[string]string, years map[string]int) (publish.Stats, []string) {
	t.Helper()
	out, err := publish.Open(dir, publish.Options{Sum: sumOf})
	if err != nil {
		t.Fatal(err)
	}
	y := Over(out, dir, func(to Sink) Sink { return to }, sumOf)
	defer func() {
		if err := y.Abort(); err != nil {
			t.Error(err)
		}
	}()
	for path, data := range files {
		if year, frozen := years[strings.Split(path, "/")[0]]; frozen {
			y.Freeze(path, year)
		}
		if last, ok := y.Last(path); ok && last == sumOf([]byte(data)) {
			y.Keep(path)
		} else if err := y.Put(t.Context(), site.File{Path: path, Data: []byte(data)}); err != nil {
			t.Fatal(err)
		}
	}
	unpacked, err := y.Close(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	stats, err := out.Commit(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return stats, y.Gone(stats, unpacked)
}

func wholeSum(data []byte) site.Sum {
	sum := sha256.Sum256(data)
	return site.Sum(sum[:16])
}

// moving is a folder that takes packs of the disk, and not their bytes.
type moving struct {
	*publish.Folder
	t     *testing.T
	moved int
}

func (m *moving) Put(ctx context.Context, f site.File) error {
	if strings.HasSuffix(f.Path, ".pack") {
		m.t.Errorf("%s goes through memory", f.Path)
	}
	return m.Folder.Put(ctx, f)
}

func (m *moving) PutFile(ctx context.Context, path string, sum site.Sum, name string) error {
	m.moved++
	return m.Folder.PutFile(ctx, path, sum, name)
}

// A pack is moved to where the site is, and does not go through memory; what it leaves aside is gone.
func TestPacksAreMoved(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	for _, text := range []string{"one", "two"} {
		out, err := publish.Open(dir, publish.Options{Sum: wholeSum})
		if err != nil {
			t.Fatal(err)
		}
		to := &moving{Folder: out, t: t}
		y := Over(to, dir, func(to Sink) Sink { return to }, wholeSum)
		y.Freeze("old/index.html", 2019)
		if err := y.Put(t.Context(), site.File{Path: "old/index.html", Data: []byte(text)}); err != nil {
			t.Fatal(err)
		}
		if _, err := y.Close(t.Context()); err != nil || to.moved != 1 {
			t.Fatal(to.moved, err)
		}
		if _, err := out.Commit(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := y.Abort(); err != nil || found(t, dir, 2019, "old/index.html") != text {
			t.Error("the pack is another one", err)
		}
		if _, err := os.Stat(filepath.Join(dir, ".warraq-stage")); err == nil {
			t.Error("something stays aside")
		}
	}
}

// found gives a file of the pack of a year.
func found(t *testing.T, dir string, year int, path string) string {
	t.Helper()
	p, err := pack.OpenFile(filepath.Join(dir, filepath.FromSlash(site.FrozenPack(year))))
	if errors.Is(err, fs.ErrNotExist) {
		return ""
	}
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	f, err := p.Open(path)
	if err != nil {
		return ""
	}
	data, err := f.Read()
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// Pages of frozen years are in their packs and nowhere else. A pack is written when one of its pages is another one, and has
// nothing of what it had; that of a year without pages goes.
func TestYears(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	years := map[string]int{"old": 2019, "older": 2018}
	secret := "a story that is withdrawn"
	files := map[string]string{"index.html": "front", "old/a/index.html": "one", "old/b/index.html": secret, "older/c/index.html": "three"}
	stats, _ := build(t, dir, files, years)
	if stats.Written != 3 || found(t, dir, 2019, "old/a/index.html") != "one" || found(t, dir, 2018, "older/c/index.html") != "three" {
		t.Fatalf("%+v", stats)
	}
	if _, err := os.Stat(filepath.Join(dir, "old")); err == nil {
		t.Error("a frozen page is also a file")
	}
	if stats, _ = build(t, dir, files, years); stats.Written+stats.Removed != 0 {
		t.Errorf("the same again: %+v", stats)
	}
	delete(files, "old/b/index.html")
	stats, gone := build(t, dir, files, years)
	if stats.Written != 1 || stats.Changed[0] != "_frozen/2019.pack" || len(gone) != 1 || gone[0] != "old/b/index.html" {
		t.Errorf("one is gone: %+v, %v", stats, gone)
	}
	data, err := os.ReadFile(filepath.Join(dir, "_frozen", "2019.pack"))
	if err != nil || bytes.Contains(data, []byte(secret)) {
		t.Error("what is gone is still in the pack", err)
	}
	files["older/c/index.html"] = "edited"
	if stats, _ = build(t, dir, files, years); stats.Written != 1 || stats.Changed[0] != "_frozen/2018.pack" || found(t, dir, 2018, "older/c/index.html") != "edited" {
		t.Errorf("one is edited: %+v", stats)
	}
	if err := os.WriteFile(filepath.Join(dir, "_frozen", "2018.pack"), []byte("damaged"), 0o600); err != nil {
		t.Fatal(err)
	}
	if build(t, dir, files, years); found(t, dir, 2018, "older/c/index.html") != "edited" {
		t.Error("a damaged pack is not made anew")
	}
	delete(files, "older/c/index.html")
	if stats, _ = build(t, dir, files, years); stats.Removed != 1 || stats.Gone[0] != "_frozen/2018.pack" {
		t.Errorf("a year without pages: %+v", stats)
	}
	if stats, gone = build(t, dir, files, nil); stats.Written != 1 || stats.Removed != 1 || len(gone) != 1 || gone[0] != "_frozen/2019.pack" { // and the page is a file
		t.Errorf("nothing is frozen any more: %+v %v", stats, gone)
	}
}

// Without a folder of the last site nothing is kept apart, and a pack that cannot be written fails the build.
func TestNoYears(t *testing.T) {
	kept := map[string]string{}
	y := Over(sink(kept), "", nil, sumOf)
	y.Freeze("old/a", 2019)
	if err := y.Put(t.Context(), site.File{Path: "old/a", Data: []byte("x")}); err != nil || kept["old/a"] != "x" {
		t.Errorf("%v %v", kept, err)
	}
	t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "none"))
	y = Over(sink(kept), "public", nil, sumOf)
	y.Freeze("old/a", 2019)
	if _, err := y.Close(t.Context()); err == nil {
		t.Error("a pack that cannot be written is no fault")
	}
}

type sink map[string]string

func (s sink) Last(string) (site.Sum, bool) { return site.Sum{}, false }
func (s sink) Keep(string)                  {}
func (s sink) Put(_ context.Context, f site.File) error {
	s[f.Path] = string(f.Data)
	return nil
}
