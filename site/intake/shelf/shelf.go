// Package shelf puts what comes in into a newsroom's folder, and says what was done.
// It never writes over what an editor changed, unless it is told to. Before an archive
// comes, the samples of init that nobody changed go.
package shelf

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"unicode"

	"warraq/site"
	"warraq/site/folders"
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
	Counts    intake.Counts[State]  // files by what became of them; not nil
	Unread    []*intake.SourceError // files of pieces that could not be read: they are left out

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
		_, err := s.put(a.To, func() (io.ReadCloser, error) { return s.open(a.From) })
		if fault, ok := errors.AsType[*intake.SourceError](err); ok {
			s.Unread = append(s.Unread, fault)
		} else if err != nil {
			return "", fmt.Errorf("%s: %w", a.From, err)
		}
	}
	return state, nil
}

// open opens a file of those that come in. What goes wrong with it, now or later, is a
// *SourceError.
func (s *Shelf) open(name string) (io.ReadCloser, error) {
	if to := path.Base(name); strings.ContainsFunc(to, unicode.IsControl) || strings.Contains(to, `\`) || len(to) > 255 {
		return nil, intake.RefuseFile(name, "لا ينشر خادمٌ ملفًا بهذا الاسم", "no host serves a file of this name")
	}
	file, err := s.Media.Open(name)
	if err != nil {
		return nil, unread(name, err)
	}
	in := &incoming{bufio.NewReader(file), file, name, mostMedia}
	if head, _ := in.start.Peek(folders.KeyHead); folders.IsPrivate(name) || folders.IsHidden(name) || folders.HoldsKey(head) { // whoever sent it meant no reader
		_ = file.Close()
		return nil, intake.RefuseFile(name, "فيه بريد أو قاعدة بيانات أو مفتاح أو كلمة سر، فلا يوضع حيث يُنشر", "it holds mail, a database, a key or a password: it is not put where it would be published")
	}
	return in, nil
}

// mostMedia bounds a file that comes in: no film of a page is as large.
const mostMedia = 8 << 30

// incoming is a file while it is read.
type incoming struct {
	start *bufio.Reader
	fs.File
	name string
	left int64
}

// Read implements io.Reader.
func (f *incoming) Read(b []byte) (int, error) {
	n, err := f.start.Read(b)
	if f.left -= int64(n); f.left < 0 {
		return 0, intake.RefuseFile(f.name, "الملف أكبر من %d ميغابايت", "the file is larger than %d MB", mostMedia>>20)
	}
	if err != nil && err != io.EOF { //nolint:errorlint // as io.Reader has it
		err = unread(f.name, err)
	}
	return n, err
}

func unread(name string, err error) error {
	if fault, ok := errors.AsType[*intake.SourceError](err); ok {
		return fault
	}
	return intake.RefuseFile(name, "لا يُقرأ: %v", "it cannot be read: %v", err)
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
