package remote

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"warraq/site/regular"
)

// Push sends what the storage has not of the stores that Fill was told of, and then the manifest of all. others are
// files that lie elsewhere, by the names that they are kept under. The files must not change meanwhile. idle says that the
// build made nothing that the last one had not: then stores that were taken whole are not sent back with what is of this
// machine alone, such as the stamps of its files.
func (s *Shared) Push(others map[string]string, idle bool) {
	if s.o.ReadOnly || s.isOff() || len(s.keys) == 0 {
		return
	}
	known := map[string]segment{}
	if s.from != nil {
		for _, g := range s.from.all() {
			if !s.gone[g.Blob] {
				known[g.Raw] = g
			}
		}
	}
	next := &manifest{}
	if idle && isTaken(s) {
		next.Files = s.from.Files
	} else if err := s.sendFiles(next, others, known); err != nil {
		s.fail(context.Background(), err)
		return
	}
	if err := s.batches.push(next, filepath.Join(s.stores[""], pictureFolder), known); err != nil {
		s.fail(context.Background(), err)
		return
	}
	if !isNews(s, next) {
		return
	}
	data, err := next.pack(s.keys[0], s.o.Sign)
	if err != nil || len(data) > manifestMax {
		return // of terabytes: nothing of it is kept
	}
	ctx, stop := s.ctx(s.o.Patience)
	defer stop()
	if err := s.o.Objects.Put(ctx, "ac/"+s.keys[0], data); err != nil {
		s.fail(ctx, err)
	}
}

// isTaken says that all stores are those of the manifest of this kind of build, and that nothing of them was missing.
func isTaken(s *Shared) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.from == nil || !s.own || len(s.gone) > 0 {
		return false
	}
	for _, dir := range s.stores {
		if _, ok := s.taking[filepath.Join(dir, storeFile)]; !ok {
			return false
		}
	}
	return true
}

// sendFiles adds the files of stores, and others, to the next manifest.
func (s *Shared) sendFiles(next *manifest, others map[string]string, known map[string]segment) error {
	files := maps.Clone(others)
	if files == nil {
		files = map[string]string{}
	}
	for store, dir := range s.stores {
		names, _ := os.ReadDir(dir) // what is not there is not sent
		for _, e := range names {
			if name := e.Name(); name == storeFile || strings.HasSuffix(name, packSuffix) {
				files[path.Join(store, name)] = filepath.Join(dir, name)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		segments, err := s.send(files[name], known)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		next.Files = append(next.Files, file{name, segments})
	}
	return nil
}

// isNews says that a manifest is not the one that was read.
func isNews(s *Shared, next *manifest) bool {
	if s.from == nil || len(s.gone) > 0 {
		return true
	}
	return !slices.Equal(s.from.all(), next.all()) || !slices.EqualFunc(s.from.Files, next.Files, func(a, b file) bool {
		return a.Name == b.Name && len(a.Segments) == len(b.Segments)
	})
}

// send sends the segments of a file that are not known, and gives all of them.
func (s *Shared) send(name string, known map[string]segment) ([]segment, error) {
	from, err := regular.Open(name, os.O_RDONLY, 0)
	if err != nil {
		return nil, err
	}
	defer from.Close()
	info, err := from.Stat()
	if err != nil {
		return nil, err
	}
	segments, whole := s.unchanged(name, info, known)
	if whole {
		return segments, nil
	}
	size := int64(s.o.Segment)
	out := make([]segment, (info.Size()+size-1)/size)
	copy(out, segments)
	failed := make([]error, len(out))
	each(len(out)-len(segments), func(i int) {
		if i += len(segments); s.isOff() {
			return
		}
		at := int64(i) * size
		long := int(min(size, info.Size()-at))
		if g, ok := s.hole(name, i, long, at, known); ok {
			out[i] = g
			return
		}
		data := make([]byte, long)
		_, err := from.ReadAt(data, at)
		if err == nil {
			out[i], err = s.sendOne(data, known)
		}
		failed[i] = err
	})
	return out, errors.Join(failed...)
}

// unchanged gives the first segments of a file that stand as they were taken, if the storage has them: they were checked then, and
// need not be read again. whole says that these are all. A file that has grown since stands as far as it was taken (package
// cache writes at the end of a file, or another file), but for its last segment, which was not full.
func (s *Shared) unchanged(name string, info fs.FileInfo, known map[string]segment) (segments []segment, whole bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	was, ok := s.taking[name]
	if !ok || !os.SameFile(was.info, info) || was.info.Size() > info.Size() {
		return nil, false
	}
	whole = was.info.Size() == info.Size()
	if whole && !was.info.ModTime().Equal(info.ModTime()) {
		return nil, false
	}
	for i, g := range was.segments {
		if known[g.Raw] != g || !whole && g.Size != s.o.Segment {
			return was.segments[:i], false
		}
	}
	return was.segments, whole
}

// sendOne sends a segment if it is not known.
func (s *Shared) sendOne(data []byte, known map[string]segment) (segment, error) {
	raw := hashOf(data)
	s.mu.Lock()
	sent, ok := known[raw]
	s.mu.Unlock()
	if ok && sent.Size == len(data) {
		return sent, nil
	}
	g, stored := segment{Raw: raw, Size: len(data)}, compressed(data)
	if stored == nil {
		stored, g.Plain = data, true
	}
	g.Blob, g.Stored = hashOf(stored), len(stored)
	ctx, stop := s.ctx(s.o.Patience + parallel*time.Duration(len(stored))*time.Second/slowest)
	defer stop()
	if err := s.o.Objects.Put(ctx, "cas/"+g.Blob, stored); err != nil {
		s.fail(ctx, err)
		return g, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sent += int64(len(stored))
	known[raw] = g
	return g, nil
}

// compressed gives data as zstd, or nil where that saves less than an eighth: pages of a pack are compressed, and to undo it
// once more costs each build that takes them. A part of large data tells of all.
func compressed(data []byte) []byte {
	const sample = 256 << 10
	saves := func(out []byte, of int) bool { return len(out) <= of-of/8 }
	if half := len(data) / 2; half > sample && !saves(encoder().EncodeAll(data[half:half+sample], nil), sample) {
		return nil
	}
	if out := encoder().EncodeAll(data, make([]byte, 0, len(data)/4)); saves(out, len(data)) {
		return out
	}
	return nil
}
