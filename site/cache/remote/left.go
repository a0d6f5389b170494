package remote

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"warraq/site/regular"
)

// left is a file of which segments were not fetched yet: who builds what did not change reads little of it. They are holes in
// it, and beside it lies the list of all segments, so that a later build may fetch them too.
type left struct {
	name     string
	segments []segment

	mu      sync.Mutex
	missing map[int]bool
}

// leftSuffix is of the list of segments beside a file.
const leftSuffix = ".left"

// leave puts a file of holes at a name.
func (s *Shared) leave(f *file, name string) {
	to, err := regular.Open(name, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return // then the build cannot write there either, and says so
	}
	var size int64
	l := &left{name: name, segments: f.Segments, missing: map[int]bool{}}
	for i, g := range f.Segments {
		l.missing[i] = true
		size += int64(g.Size)
	}
	list, err := json.Marshal(f.Segments)
	if err == nil {
		err = regular.Replace(name+leftSuffix, list)
	}
	if to.Truncate(size) != nil || to.Close() != nil || err != nil {
		os.Remove(name)
		os.Remove(name + leftSuffix)
		return
	}
	l.enter(s)
}

func (l *left) enter(s *Shared) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.left[l.name] = l
}

// drop takes away what leave made.
func (s *Shared) drop(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.left, name)
	os.Remove(name)
	os.Remove(name + leftSuffix)
}

// recall finds the files of a folder that an earlier build left with holes. What lies there in place of a hole stays.
func (s *Shared) recall(dir string) {
	lists, _ := filepath.Glob(filepath.Join(dir, "*"+packSuffix+leftSuffix))
	for _, list := range lists {
		l := &left{name: strings.TrimSuffix(list, leftSuffix), missing: map[int]bool{}}
		data, err := regular.ReadFile(list)
		if err == nil && json.Unmarshal(data, &l.segments) == nil && (&manifest{Index: l.segments}).right() {
			l.look()
		}
		if len(l.missing) == 0 {
			os.Remove(list)
			continue
		}
		l.enter(s)
	}
}

// look finds the holes of a file. No blob of a pack is so many zeros.
func (l *left) look() {
	f, err := regular.Open(l.name, os.O_RDONLY, 0)
	if err != nil {
		return
	}
	defer func() { _ = f.Close() }() // it was read, and not written
	var at int64
	for i, g := range l.segments {
		size := min(g.Size, 4<<10)
		ends := make([]byte, 2*size)
		_, first := f.ReadAt(ends[:size], at)
		at += int64(g.Size)
		_, last := f.ReadAt(ends[size:], at-int64(size))
		if first == nil && last == nil && len(bytes.Trim(ends, "\x00")) == 0 {
			l.missing[i] = true
		}
	}
}

// Bring implements cache.Source: it fetches what is missing of a part of a file.
func (s *Shared) Bring(name string, from, to int64) {
	s.mu.Lock()
	l := s.left[name]
	s.mu.Unlock()
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	var at int64
	for i, g := range l.segments {
		if end := at + int64(g.Size); l.missing[i] && at < to && end > from {
			s.bring(l, i, at)
		}
		at += int64(g.Size)
	}
}

// bring fetches a segment. What is not to be had stays a hole, and is not asked for again.
func (s *Shared) bring(l *left, i int, at int64) {
	delete(l.missing, i)
	f, err := regular.Open(l.name, os.O_WRONLY, 0)
	if err != nil {
		return
	}
	if _, failed := s.pass(l.segments[i], f, at); failed != nil {
		_ = f.Truncate(0) // the disk is full, say: what was not checked may not stay
	}
	_ = f.Close() // what did not get there is no blob
}

// hole gives a segment that is missing of a file, if the storage has it; it is brought if not.
func (s *Shared) hole(name string, i, size int, at int64, known map[string]segment) (segment, bool) {
	s.mu.Lock()
	l := s.left[name]
	s.mu.Unlock()
	if l == nil {
		return segment{}, false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.missing[i] {
		return segment{}, false
	}
	g := l.segments[i]
	s.mu.Lock()
	has := known[g.Raw] == g
	s.mu.Unlock()
	if has && g.Size == size {
		return g, true
	}
	s.bring(l, i, at)
	return segment{}, false
}
