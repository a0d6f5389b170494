package publish

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"

	"warraq/site"
)

// Memory is a Folder without a disk, for previews and tests. It outlives a
// Commit: the next build begins where the last one ended. Its methods may be
// called from several goroutines.
type Memory struct {
	// Sum hashes the bytes of a file; nil is as in Options.
	Sum func([]byte) site.Sum

	mu        sync.RWMutex
	published map[string]held
	next      map[string]held
	failed    error
}

type held struct {
	data []byte
	sum  site.Sum
}

// Get gives the bytes of a published file, which must not be changed, and
// their hash.
func (m *Memory) Get(path string) ([]byte, site.Sum, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	h, ok := m.published[path]
	return h.data, h.sum, ok
}

// Paths gives the paths of the published files in order.
func (m *Memory) Paths() []string {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return slices.Sorted(maps.Keys(m.published))
}

// Unchanged is as Folder.Unchanged.
func (m *Memory) Unchanged(path string, sum site.Sum) bool {
	m.mu.RLock()
	defer m.mu.RUnlock()
	h, ok := m.published[path]
	return ok && h.sum == sum
}

// Keep is as Folder.Keep.
func (m *Memory) Keep(path string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	h, ok := m.published[path]
	if !ok {
		m.failed = errors.Join(m.failed, fmt.Errorf("%s cannot be kept: it is not published", path))
		return
	}
	m.failed = errors.Join(m.failed, m.enter(path, h))
}

// Put is as Folder.Put. data must not be changed afterwards.
func (m *Memory) Put(path string, data []byte) error {
	sum := half
	if m.Sum != nil {
		sum = m.Sum
	}
	return m.put(path, held{data, sum(data)})
}

// PutFile is as Folder.PutFile.
func (m *Memory) PutFile(path string, sum site.Sum, open func() (io.ReadCloser, error)) error {
	if m.Unchanged(path, sum) {
		m.Keep(path)
		return nil
	}
	r, err := open()
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", path, err)
	}
	var data bytes.Buffer
	_, err = data.ReadFrom(r)
	if err := errors.Join(err, r.Close()); err != nil {
		return fmt.Errorf("cannot write %s: %w", path, err)
	}
	return m.put(path, held{data.Bytes(), sum})
}

func (m *Memory) put(path string, h held) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	err := checkPath(path)
	if err == nil {
		err = m.enter(path, h)
	}
	if err != nil {
		err = fmt.Errorf("cannot write %s: %w", path, err)
	}
	m.failed = errors.Join(m.failed, err)
	return err
}

func (m *Memory) enter(path string, h held) error {
	if m.next == nil {
		m.next = map[string]held{}
	}
	if _, taken := m.next[path]; taken {
		return fmt.Errorf("two files of the edition want the path %s", path)
	}
	m.next[path] = h
	return nil
}

// Commit is as Folder.Commit.
func (m *Memory) Commit() (Stats, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	next, err := m.next, m.failed
	m.next, m.failed = nil, nil
	paths := slices.Sorted(maps.Keys(next))
	if err == nil {
		err = checkClashes(paths, func(p string) bool { _, ok := next[p]; return ok })
	}
	if err != nil {
		return Stats{}, fmt.Errorf("nothing was published: %w", err)
	}
	var s Stats
	for _, p := range paths {
		if was, ok := m.published[p]; ok && was.sum == next[p].sum {
			s.Kept++
			continue
		}
		s.Changed = append(s.Changed, p)
	}
	for _, p := range slices.Sorted(maps.Keys(m.published)) {
		if _, ok := next[p]; !ok {
			s.Gone = append(s.Gone, p)
		}
	}
	s.Written, s.Removed = len(s.Changed), len(s.Gone)
	m.published = next
	return s, nil
}

// Abort is as Folder.Abort: what is published stays.
func (m *Memory) Abort() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.next, m.failed = nil, nil
}
