package press

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"warraq/site"
	"warraq/site/cache"
	"warraq/static"
	"warraq/templates"
)

// shelf is a Sink in memory that outlives a build, as a folder does.
type shelf struct {
	mu   sync.Mutex
	old  map[string][]byte
	next map[string][]byte
	put  []string // what was given new bytes
	same []string // what was given the bytes that it had
}

func (s *shelf) Last(path string) (site.Sum, bool) {
	data, ok := s.old[path]
	return site.Sum(cache.Of(data)), ok
}

func (s *shelf) Keep(path string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next[path] = s.old[path]
}

func (s *shelf) Put(_ context.Context, f site.File) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, twice := s.next[f.Path]; twice {
		return fmt.Errorf("%s was made twice", f.Path)
	}
	s.next[f.Path] = bytes.Clone(f.Data)
	if bytes.Equal(s.old[f.Path], f.Data) {
		s.same = append(s.same, f.Path)
	} else {
		s.put = append(s.put, f.Path)
	}
	return nil
}

// edition is the hash of what the shelf has.
func (s *shelf) edition() site.Sum {
	h := cache.NewHash()
	for _, name := range slices.Sorted(maps.Keys(s.old)) {
		h.String(name)
		h.Bytes(s.old[name])
	}
	return site.Sum(h.Sum())
}

// print runs a build onto the shelf.
func (s *shelf) print(t *testing.T, in Input) (*Paper, Count) {
	t.Helper()
	s.next, s.put, s.same = map[string][]byte{}, nil, nil
	p, err := Prepare(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	if last := p.Last(); last != nil {
		return p, Count{Pages: last.Pages, Reused: last.Pages}
	}
	n, err := p.Print(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	s.old = s.next
	slices.Sort(s.put)
	return p, n
}

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// newsroom is a source folder written as a txtar archive.
func newsroom(archive string) fstest.MapFS {
	out := fstest.MapFS{}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		out[f.Name] = &fstest.MapFile{Data: f.Data, Mode: 0o644, ModTime: noon}
	}
	return out
}

func input(source fs.FS) Input {
	return Input{Source: source, Templates: templates.FS, Static: static.FS, Clock: site.Clock{Now: noon}, Jobs: 2}
}

// same compares two trees and names what differs.
func same(t *testing.T, got, want map[string][]byte) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if data, ok := got[name]; !ok {
			t.Errorf("%s is missing", name)
		} else if !bytes.Equal(data, want[name]) {
			t.Errorf("%s differs:\n got %s\nwant %s", name, around(data, want[name]), around(want[name], data))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[name]; !ok {
			t.Errorf("%s should not be there", name)
		}
	}
}

// around shows where a first differs from b.
func around(a, b []byte) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	return string(bytes.ToValidUTF8(a[max(0, i-60):min(len(a), i+120)], nil))
}

// pages lists the HTML pages among the output.
func pages(out map[string][]byte) []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(out)) {
		if path.Ext(name) == ".html" {
			names = append(names, name)
		}
	}
	return names
}

func text(out map[string][]byte, name string) string { return string(out[name]) }

// quick is the input of a build that scales no pictures.
func quick(source fs.FS) Input {
	in := input(source)
	in.NoImages = true
	return in
}
