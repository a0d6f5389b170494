// Package shelf puts what comes in into a newsroom's folder, and says what was done.
// It never writes over what an editor changed, unless it is told to. Before an archive
// comes, the samples of init that nobody changed go.
package shelf

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"path"

	"warraq/site"
	"warraq/site/intake"
	"warraq/site/newsroom"
)

// Shelf puts pieces into a newsroom's folder. It never writes over what an
// editor changed, unless Overwrite is set.
type Shelf struct {
	Room      *newsroom.Room // nil in a dry run for a folder that does not exist yet
	Media     fs.FS          // where the files of pieces come from
	DryRun    bool
	Overwrite bool
	Counts    intake.Counts[State] // files by what became of them; not nil

	copied map[string]bool // files put so far: stories share them
}

// State is what became of a file.
type State string

// What becomes of a file.
const (
	Written   State = "written"
	Replaced  State = "replaced"  // it differed, and Overwrite was set
	Unchanged State = "unchanged" // it was there as it would be written
	Kept      State = "kept"      // it differs, and stays
)

// Put writes a piece and the files that it shows. The state is that of the
// manuscript.
func (s *Shelf) Put(p intake.Piece) (state State, err error) {
	if s.copied == nil {
		s.copied = map[string]bool{}
	}
	if p.Kind != intake.Files {
		data := p.Bytes()
		state, err = s.put(path.Join("content", p.Path), func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil })
		if err != nil {
			return "", err
		}
	}
	for _, a := range p.Media {
		if s.copied[a.To] {
			continue
		}
		s.copied[a.To] = true
		if _, err := s.put(a.To, func() (io.ReadCloser, error) { return s.Media.Open(a.From) }); err != nil {
			return "", fmt.Errorf("%s: %w", a.From, err)
		}
	}
	return state, nil
}

// PutEdition writes the settings of a site that has none; nil says nothing.
func (s *Shelf) PutEdition(settings []byte) error {
	if settings == nil {
		return nil
	}
	_, err := s.put(path.Join("content", site.SettingsFile), func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(settings)), nil })
	return err
}

// put writes a file, unless another is in its place.
func (s *Shelf) put(name string, open func() (io.ReadCloser, error)) (state State, err error) {
	defer func() {
		if err == nil {
			s.Counts[state]++
		}
	}()
	was := newsroom.Stamp("")
	if s.Room != nil {
		if was, err = s.Room.Stamp(name); err != nil {
			return "", err
		}
	}
	state = Written
	if was != "" {
		next, err := open()
		if err != nil {
			return "", err
		}
		stamp, err := newsroom.StampFrom(next)
		_ = next.Close()
		switch {
		case err != nil:
			return "", err
		case stamp == was:
			return Unchanged, nil
		case !s.Overwrite:
			return Kept, nil
		}
		state = Replaced
	}
	if s.DryRun {
		return state, nil
	}
	next, err := open()
	if err != nil {
		return "", err
	}
	defer func() { _ = next.Close() }()
	return state, s.Room.SaveFrom(name, was, next)
}
