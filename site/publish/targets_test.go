package publish_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/publish"
	"warraq/site/publish/pack"
)

func sum(data []byte) site.Sum { return site.Sum(cache.Of(data)) }

func TestFolder(t *testing.T) {
	conforms(t, func(t *testing.T) place {
		dir := filepath.Join(t.TempDir(), "public")
		return place{
			begin: func() (publish.Target, error) {
				return publish.Open(dir, publish.Options{Sum: sum})
			},
			read: func() (map[string]string, error) {
				got := map[string]string{}
				return got, fs.WalkDir(os.DirFS(dir), ".", func(p string, d fs.DirEntry, err error) error {
					switch {
					case err != nil:
						return err
					case strings.HasPrefix(d.Name(), ".warraq-") && d.IsDir():
						return fs.SkipDir // no web server serves these
					case d.IsDir() || strings.HasPrefix(d.Name(), ".warraq-"):
						return nil
					}
					data, err := os.ReadFile(filepath.Join(dir, p))
					got[p] = string(data)
					return err
				})
			},
		}
	})
}

// A pack is a target like any other.
func TestPack(t *testing.T) {
	conforms(t, func(t *testing.T) place {
		name := filepath.Join(t.TempDir(), "site.pack")
		return place{
			begin: func() (publish.Target, error) { return pack.Create(name, sum) },
			read: func() (map[string]string, error) {
				got := map[string]string{}
				p, err := pack.OpenFile(name)
				if err != nil {
					return nil, err
				}
				defer p.Close()
				paths, err := p.Paths()
				for _, path := range paths {
					f, err := p.Open(path)
					if err != nil {
						return nil, err
					}
					data, err := f.Read()
					if err != nil {
						return nil, err
					}
					got[path] = string(data)
				}
				return got, err
			},
		}
	})
}

// A target in memory, with no line of Folder's: the contract can be kept in
// another way.
func TestMemory(t *testing.T) {
	conforms(t, func(*testing.T) place {
		published := map[string]string{}
		return place{
			begin: func() (publish.Target, error) { return &memory{last: &published, next: map[string]string{}}, nil },
			read:  func() (map[string]string, error) { return published, nil },
		}
	})
}

type memory struct {
	last *map[string]string

	mu     sync.Mutex
	next   map[string]string
	failed error
}

func (m *memory) Last(path string) (site.Sum, bool) {
	data, ok := (*m.last)[path]
	return sum([]byte(data)), ok
}

func (m *memory) Keep(path string) {
	data, ok := (*m.last)[path]
	if ok {
		_ = m.enter(path, data)
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.failed = errors.Join(m.failed, fmt.Errorf("%s cannot be kept", path))
}

func (m *memory) Put(_ context.Context, f site.File) error { return m.enter(f.Path, string(f.Data)) }

func (m *memory) enter(path, data string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	err := site.CheckPath(path)
	if _, twice := m.next[path]; twice {
		err = fmt.Errorf("two files want the path %s", path)
	}
	m.failed = errors.Join(m.failed, err)
	m.next[path] = data
	return err
}

func (m *memory) Commit(ctx context.Context) (s publish.Stats, err error) {
	paths := slices.Sorted(maps.Keys(m.next))
	err = publish.CheckClashes(paths, func(p string) bool { _, ok := m.next[p]; return ok })
	if err := errors.Join(m.failed, err, context.Cause(ctx)); err != nil {
		return s, err
	}
	for _, p := range paths {
		if was, ok := (*m.last)[p]; !ok || was != m.next[p] {
			s.Changed = append(s.Changed, p)
		}
	}
	for _, p := range slices.Sorted(maps.Keys(*m.last)) {
		if _, ok := m.next[p]; !ok {
			s.Gone = append(s.Gone, p)
		}
	}
	s.Written, s.Removed = len(s.Changed), len(s.Gone)
	s.Kept = len(paths) - s.Written
	*m.last = m.next
	return s, nil
}

func (m *memory) Abort() error { return nil }
