package publish

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"warraq/site"
)

// pages are the paths and sizes of a small paper: a folder for each story.
func pages(n int) ([]string, [][]byte) {
	paths, data := make([]string, n), make([][]byte, n)
	for i := range paths {
		paths[i] = fmt.Sprintf("section-%d/2026/%02d/story-%d/index.html", i%12, i/12%12+1, i)
		data[i] = bytes.Repeat([]byte(fmt.Sprintf("<p>%d سطر من الكلام</p>", i)), 440)
	}
	return paths, data
}

func workers(n int, f func(i int)) {
	var wg sync.WaitGroup
	for w := range 2 {
		wg.Go(func() {
			for i := w; i < n; i += 2 {
				f(i)
			}
		})
	}
	wg.Wait()
}

// BenchmarkPlainWrite is the floor under BenchmarkCold: os.WriteFile of the
// same files.
func BenchmarkPlainWrite(b *testing.B) {
	paths, data := pages(5000)
	for b.Loop() {
		dir := b.TempDir()
		workers(len(paths), func(i int) {
			name := filepath.Join(dir, paths[i])
			if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
				b.Error(err)
			}
			if err := os.WriteFile(name, data[i], 0o666); err != nil {
				b.Error(err)
			}
		})
	}
}

func BenchmarkCold(b *testing.B) {
	paths, data := pages(5000)
	for b.Loop() {
		f, err := Open(b.TempDir(), Options{Sum: half})
		if err != nil {
			b.Fatal(err)
		}
		workers(len(paths), func(i int) {
			if err := f.Put(b.Context(), site.File{Path: paths[i], Data: data[i]}); err != nil {
				b.Error(err)
			}
		})
		if _, err := f.Commit(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOneChanged publishes one new file among 5,000 that stay.
func BenchmarkOneChanged(b *testing.B) {
	paths, data := pages(5000)
	dir := b.TempDir()
	for n := 0; b.Loop(); n++ {
		f, err := Open(dir, Options{Sum: half})
		if err != nil {
			b.Fatal(err)
		}
		for i := range paths {
			if i == 0 {
				err = f.Put(b.Context(), site.File{Path: paths[i], Data: fmt.Append(nil, n)})
			} else if _, ok := f.Last(paths[i]); ok {
				f.Keep(paths[i])
			} else {
				err = f.Put(b.Context(), site.File{Path: paths[i], Data: data[i]})
			}
			if err != nil {
				b.Fatal(err)
			}
		}
		if _, err := f.Commit(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}
