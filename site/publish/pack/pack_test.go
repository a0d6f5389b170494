package pack

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"warraq/site"
)

func sumOf(data []byte) site.Sum {
	s := sha256.Sum256(data)
	return site.Sum(s[:16])
}

// paper is an edition of n stories.
func paper(n int) map[string]string {
	files := map[string]string{"index.html": strings.Repeat("<p>الأولى</p>", 300), "media/a.jpg": "\xff\xd8" + strings.Repeat("j", 5000), "empty.txt": ""}
	for i := range n {
		files[fmt.Sprintf("news/%d/خبر/index.html", i)] = strings.Repeat(fmt.Sprintf("<p>خبر %d</p>", i), 20)
	}
	return files
}

func write(t *testing.T, name string, files map[string]string) {
	t.Helper()
	w, err := Create(name, sumOf)
	if err != nil {
		t.Fatal(err)
	}
	for path, data := range files { // in any order
		if err := w.Put(context.Background(), site.File{Path: path, Data: []byte(data)}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
}

// counted counts the reads of a pack.
type counted struct {
	*bytes.Reader
	reads int
}

func (c *counted) ReadAt(b []byte, at int64) (int, error) {
	c.reads++
	return c.Reader.ReadAt(b, at)
}

// Whoever has the head finds any file with two reads: its bucket, and its bytes.
func TestAPageIsTwoReads(t *testing.T) {
	name := filepath.Join(t.TempDir(), "site.pack")
	files := paper(3000)
	write(t, name, files)
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	from := &counted{Reader: bytes.NewReader(data)}
	p, err := New(from, int64(len(data)))
	if err != nil || from.reads != 1 {
		t.Fatalf("opened with %d reads: %v", from.reads, err)
	}
	for path, want := range files {
		from.reads = 0
		f, err := p.Open(path)
		if err != nil {
			t.Fatal(path, err)
		}
		stored := make([]byte, f.Stored.Size())
		if n, _ := f.Stored.ReadAt(stored, 0); n != len(stored) || from.reads > 2 {
			t.Errorf("%s: %d of %d bytes in %d reads", path, n, len(stored), from.reads)
		}
		if got, err := f.Read(); err != nil || string(got) != want {
			t.Fatalf("%s: %v, %.40q", path, err, got)
		}
		if isHTML := strings.HasSuffix(path, ".html"); f.Gzip != isHTML {
			t.Errorf("%s: gzip %v", path, f.Gzip)
		}
	}
	if _, err := p.Open("news/9999/index.html"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
}

// The same files make the same bytes, in whatever order they came, anew or from the last pack.
func TestThePackIsTheSameHoweverItWasMade(t *testing.T) {
	dir := t.TempDir()
	one, two := filepath.Join(dir, "one"), filepath.Join(dir, "two")
	write(t, one, paper(40))
	write(t, two, paper(20))
	write(t, two, paper(40))
	a, _ := os.ReadFile(one)
	b, err := os.ReadFile(two)
	if err != nil || !bytes.Equal(a, b) {
		t.Errorf("%d and %d bytes: %v", len(a), len(b), err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 2 {
		t.Errorf("left beside them: %v, %v", left, err)
	}
}

// A tar and a zip have the files of the site and no others, under names that are UTF-8, and are the same
// bytes each time.
func TestArchives(t *testing.T) {
	files := paper(20)
	for name, form := range map[string]struct {
		create func(string, func([]byte) site.Sum) (*Archive, error)
		read   func(data []byte) (map[string]string, error)
	}{"site.tar": {CreateTar, readTar}, "site.zip": {CreateZip, readZip}} {
		dir := t.TempDir()
		var first []byte
		for range 2 {
			a, err := form.create(filepath.Join(dir, name), sumOf)
			if err != nil {
				t.Fatal(err)
			}
			for path, data := range files {
				if err := a.Put(context.Background(), site.File{Path: path, Data: []byte(data)}); err != nil {
					t.Fatal(err)
				}
			}
			if stats, err := a.Commit(context.Background()); err != nil || stats.Written != len(files) {
				t.Fatalf("%+v, %v", stats, err)
			}
			data, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil || first != nil && !bytes.Equal(first, data) {
				t.Errorf("%s is another one the second time: %v", name, err)
			}
			first = data
		}
		if got, err := form.read(first); err != nil || !maps.Equal(got, files) {
			t.Errorf("%s: %v, %d files", name, err, len(got))
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
			t.Errorf("left beside it: %v, %v", left, err)
		}
	}
}

func readTar(data []byte) (map[string]string, error) {
	got, in := map[string]string{}, tar.NewReader(bytes.NewReader(data))
	for {
		h, err := in.Next()
		if errors.Is(err, io.EOF) {
			return got, nil
		}
		if err != nil {
			return nil, err
		}
		b, err := io.ReadAll(in)
		if err != nil {
			return nil, err
		}
		got[h.Name] = string(b)
	}
}

func readZip(data []byte) (map[string]string, error) {
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	got := map[string]string{}
	for _, f := range in.File {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		b, err := io.ReadAll(r) // it checks the CRC
		if err != nil || f.NonUTF8 || f.Flags&0x800 == 0 && strings.ContainsRune(f.Name, 'خ') {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		got[f.Name] = string(b)
	}
	return got, nil
}

// A build that was killed leaves files behind, which the next one begins anew; two builds at once
// are one too many.
func TestABuildThatWasKilled(t *testing.T) {
	name := filepath.Join(t.TempDir(), "site.pack")
	write(t, name, paper(3))
	for _, end := range []string{".warraq-new", ".warraq-next"} {
		if err := os.WriteFile(name+end, bytes.Repeat([]byte("x"), 100_000), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	w, err := Create(name, sumOf)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Create(name, sumOf); err == nil || !strings.Contains(err.Error(), name) {
		t.Errorf("a second build at once: %v", err)
	}
	if err := w.Abort(); err != nil {
		t.Fatal(err)
	}
	write(t, name, paper(5))
	want := filepath.Join(t.TempDir(), "want")
	write(t, want, paper(5))
	a, _ := os.ReadFile(name)
	if b, _ := os.ReadFile(want); !bytes.Equal(a, b) {
		t.Error("the next pack is another one than a clean one")
	}
}

// A file that is no pack is refused and stays; a damaged one is told or read right, and never
// gives other bytes for long or without end.
func TestADamagedPack(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "site.pack")
	if err := os.WriteFile(name, []byte("my own file"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Create(name, sumOf); err == nil || !strings.Contains(err.Error(), name) {
		t.Errorf("a file of another: %v", err)
	}
	if data, _ := os.ReadFile(name); string(data) != "my own file" {
		t.Error("a file of another is changed")
	}
	whole := filepath.Join(dir, "whole")
	write(t, whole, paper(30))
	data, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		bad := bytes.Clone(data)
		if at := r.IntN(len(bad)); r.IntN(4) == 0 {
			bad = bad[:at]
		} else {
			bad[at] ^= 1 << r.IntN(8)
		}
		p, err := New(bytes.NewReader(bad), int64(len(bad)))
		if err != nil {
			continue
		}
		if paths, err := p.Paths(); err == nil && len(paths) != 33 {
			t.Errorf("%d paths", len(paths))
		}
		for path, want := range paper(30) {
			if f, err := p.Open(path); err == nil {
				if got, err := f.Read(); err == nil && f.Gzip && string(got) != want {
					t.Errorf("%s has other bytes", path)
				}
			}
		}
	}
}

// A pack that was cut, as by a full disk or a broken upload, is refused at whatever length it was cut, and so is one with
// more behind it.
func TestACutPack(t *testing.T) {
	name := filepath.Join(t.TempDir(), "site.pack")
	write(t, name, paper(3))
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for n := 0; n < len(data); n++ {
		if n > 99 && n < headSize-99 {
			n += 999 // of the head
		}
		if _, err := New(bytes.NewReader(data[:n]), int64(n)); err == nil {
			t.Fatalf("%d of %d bytes are taken for a pack", n, len(data))
		}
	}
	if _, err := New(bytes.NewReader(append(data, 0)), int64(len(data)+1)); err == nil {
		t.Error("a byte behind a pack is taken for a part of it")
	}
}

func FuzzNew(f *testing.F) {
	name := filepath.Join(f.TempDir(), "site.pack")
	w, err := Create(name, sumOf)
	if err == nil {
		err = w.Put(context.Background(), site.File{Path: "index.html", Data: []byte("<p>")})
	}
	if err == nil {
		_, err = w.Commit(context.Background())
	}
	data, err2 := os.ReadFile(name)
	if err != nil || err2 != nil {
		f.Fatal(err, err2)
	}
	f.Add(data[:100], data[headSize:])
	f.Fuzz(func(t *testing.T, head, rest []byte) {
		b := append(append([]byte{}, head[:min(len(head), headSize)]...), make([]byte, headSize-min(len(head), headSize))...)
		b = append(b, rest...)
		p, err := New(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			return
		}
		_, _ = p.Paths()
		if f, err := p.Open("index.html"); err == nil {
			_, _ = f.Read()
		}
	})
}

// A plain pack has its files as they are, and leaves nothing behind where it is given up.
func TestPlain(t *testing.T) {
	name := filepath.Join(t.TempDir(), "part")
	for _, commit := range []bool{false, true} {
		w, err := Create(name, sumOf)
		if err != nil {
			t.Fatal(err)
		}
		w.Plain = true
		for _, path := range []string{"b.html", "a.html"} {
			if err := w.Put(t.Context(), site.File{Path: path, Data: bytes.Repeat([]byte(path), 99)}); err != nil {
				t.Fatal(err)
			}
		}
		if !commit {
			err = w.Abort()
		} else {
			_, err = w.Commit(t.Context())
		}
		if left, _ := filepath.Glob(name + "?*"); err != nil || len(left) > 0 {
			t.Errorf("commit %v leaves %v: %v", commit, left, err)
		}
	}
	p, err := OpenFile(name)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	for _, path := range []string{"a.html", "b.html"} {
		f, err := p.Open(path)
		if err != nil || f.Gzip {
			t.Fatal(f, err)
		}
		if data, err := f.Read(); err != nil || !bytes.Equal(data, bytes.Repeat([]byte(path), 99)) {
			t.Errorf("%s: %d bytes, %v", path, len(data), err)
		}
	}
}

// BenchmarkPut is a page of a usual size on its way into a pack, its share of Commit included.
func BenchmarkPut(b *testing.B) {
	page, err := os.ReadFile("../../../README.md")
	if err != nil {
		b.Fatal(err)
	}
	page = page[:7<<10]
	for _, ext := range []string{"html", "bin"} { // as gzip, and as it is
		b.Run(ext, func(b *testing.B) {
			w, err := Create(filepath.Join(b.TempDir(), "site.pack"), sumOf)
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(page)))
			for i := range b.N {
				copy(page, fmt.Sprint(i))
				if err := w.Put(context.Background(), site.File{Path: fmt.Sprintf("news/%d/index.%s", i, ext), Data: page}); err != nil {
					b.Fatal(err)
				}
			}
			if _, err := w.Commit(context.Background()); err != nil {
				b.Fatal(err)
			}
		})
	}
}
