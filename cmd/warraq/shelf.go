package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"warraq/site/intake"
)

// shelf writes what comes in under the newsroom's folder, and never outside it:
// the root follows no link that leads out. Each file is whole or not there.
type shelf struct {
	root      *os.Root
	files     fs.FS // where pictures come from
	dryRun    bool
	overwrite bool
	counts    map[shelved]int
	copied    map[string]bool // pictures put so far: stories share them
}

// shelved is what became of a file.
type shelved string

// What becomes of a file.
const (
	fileWritten   shelved = "written"
	fileReplaced  shelved = "replaced"  // it differed, and --overwrite was given
	fileUnchanged shelved = "unchanged" // it was there as it would be written
	fileKept      shelved = "kept"      // it differs, and stays
)

func openShelf(source string, files fs.FS, f importFlags) (*shelf, error) {
	s := &shelf{files: files, dryRun: f.dryRun, overwrite: f.overwrite, counts: map[shelved]int{}, copied: map[string]bool{}}
	root, err := os.OpenRoot(source)
	if err != nil {
		if f.dryRun && errors.Is(err, fs.ErrNotExist) {
			return s, nil
		}
		return nil, err
	}
	s.root = root
	return s, nil
}

func (s *shelf) close() error {
	if s.root == nil {
		return nil
	}
	return s.root.Close()
}

// put writes a piece and the files that it shows.
func (s *shelf) put(p intake.Piece) (shelved, error) {
	state := shelved("")
	if p.Kind != intake.Files {
		data := p.Bytes()
		var err error
		state, err = s.write(path.Join("content", p.Path), func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil })
		if err != nil {
			return "", err
		}
	}
	for _, a := range p.Media {
		if s.copied[a.To] {
			continue
		}
		s.copied[a.To] = true
		if _, err := s.write(a.To, func() (io.ReadCloser, error) { return s.files.Open(a.From) }); err != nil {
			return "", fmt.Errorf("%s: %w", a.From, err)
		}
	}
	return state, nil
}

// write puts a file in its place, unless another is there.
func (s *shelf) write(name string, open func() (io.ReadCloser, error)) (state shelved, err error) {
	defer func() {
		if err == nil {
			s.counts[state]++
		}
	}()
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return "", fmt.Errorf("a path that leads out of the folder: %s", name)
	}
	state = fileWritten
	if s.root != nil {
		switch same, err := s.same(name, open); {
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			return "", err
		case err != nil:
		case same:
			return fileUnchanged, nil
		case !s.overwrite:
			return fileKept, nil
		default:
			state = fileReplaced
		}
	}
	if s.dryRun {
		return state, nil
	}
	return state, s.replace(name, open)
}

// same compares a file with what would be written in its place.
func (s *shelf) same(name string, open func() (io.ReadCloser, error)) (bool, error) {
	old, err := s.root.Open(filepath.FromSlash(name))
	if err != nil {
		return false, err
	}
	defer func() { _ = old.Close() }()
	next, err := open()
	if err != nil {
		return false, err
	}
	defer func() { _ = next.Close() }()
	return sameText(old, next)
}

// sameText compares two streams to their ends.
func sameText(a, b io.Reader) (bool, error) {
	x, y := make([]byte, 32<<10), make([]byte, 32<<10)
	for {
		n, errA := io.ReadFull(a, x)
		m, errB := io.ReadFull(b, y)
		if !bytes.Equal(x[:n], y[:m]) {
			return false, nil
		}
		endA, endB := isEnd(errA), isEnd(errB)
		switch {
		case errA != nil && !endA:
			return false, errA
		case errB != nil && !endB:
			return false, errB
		case endA || endB:
			return endA && endB, nil
		}
	}
}

func isEnd(err error) bool { return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) }

// replace writes beside the place, and then moves there.
func (s *shelf) replace(name string, open func() (io.ReadCloser, error)) error {
	name = filepath.FromSlash(name)
	if err := s.root.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	next, err := open()
	if err != nil {
		return err
	}
	defer func() { _ = next.Close() }()
	beside := filepath.Join(filepath.Dir(name), ".import-"+shortName(filepath.Base(name))+".tmp")
	f, err := s.root.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	if _, err = io.Copy(f, next); err == nil {
		err = f.Close()
	} else {
		_ = f.Close()
	}
	if err == nil {
		err = s.root.Rename(beside, name)
	}
	if err != nil {
		_ = s.root.Remove(beside)
	}
	return err
}

// shortName leaves room for what is added to a name.
func shortName(s string) string { return s[:min(len(s), 100)] }
