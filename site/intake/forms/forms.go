// Package forms finds the reader of what comes in: a file, a folder, or what an archive
// holds. It bounds archives, so that none fills a disk.
package forms

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"strings"

	"golang.org/x/text/transform"

	"warraq/site/intake"
)

// lookAhead is how much of a file its form is known by.
const lookAhead = 64 << 10

// ReadSeekerAt is a file that is open, or a text in memory.
type ReadSeekerAt interface {
	io.ReadSeeker
	io.ReaderAt
}

// OpenFile finds the reader of a file, or of what a ZIP archive holds: the reader
// of the form, or, if that is "", the first that knows the file. An error is a
// *SourceError, or that of reading.
func OpenFile(readers []intake.Reader, form string, file ReadSeekerAt, size int64) (*intake.Source, error) {
	if archive, err := zip.NewReader(file, size); err == nil {
		lone := loneExport(archive)
		switch {
		case swells(lone) || unpacked(archive) > leastBomb+uint64(mostUnpacked*size):
			return nil, &intake.SourceError{Message: swelling}
		case lone == nil:
			return OpenTree(readers, form, packedTree{archive})
		}
		return openFile(readers, form, &again{open: func() (io.Reader, error) { return lone.Open() }})
	}
	return openFile(readers, form, file)
}

func openFile(readers []intake.Reader, form string, file io.ReadSeeker) (*intake.Source, error) {
	head, err := headOf(file)
	if err != nil {
		return nil, err
	}
	for _, packing := range packings {
		if bytes.HasPrefix(head, []byte(packing.begins)) {
			return nil, intake.Refuse(0, "هذا ملف مضغوط (%s): فكّه وأدخل ما فيه", "this is packed (%s): unpack it, and import what it holds", packing.name)
		}
	}
	if wide := intake.WideOf(head); wide != nil {
		raw := file
		file = &again{open: func() (io.Reader, error) {
			_, err := raw.Seek(0, io.SeekStart)
			return transform.NewReader(raw, wide.NewDecoder()), err
		}}
		if head, err = headOf(file); err != nil {
			return nil, err
		}
	}
	for _, r := range readers {
		if r.File == nil || form != r.Form && (form != "" || !r.KnowsFile(head)) {
			continue
		}
		_, err := file.Seek(0, io.SeekStart)
		return &intake.Source{
			Form: r.Form,
			Read: func(o intake.Options, take intake.Taker) (*intake.Tally, error) {
				if _, err := file.Seek(0, io.SeekStart); err != nil {
					return nil, err
				}
				return r.File(file, o, take)
			},
			Says: func(o intake.Options) intake.Settings {
				if _, err := file.Seek(0, io.SeekStart); err != nil || r.FileSays == nil {
					return intake.Settings{}
				}
				return r.FileSays(file, o)
			},
		}, err
	}
	if form == "" {
		return nil, intake.Refuse(0, "هذه صفحة HTML؛ انسخ نصّها من المتصفح وأدخله", "this is an HTML page; copy its text from a browser and import that")
	}
	return nil, noSuchForm(readers, form)
}

// headOf is what a file's form is known by.
func headOf(file io.ReadSeeker) ([]byte, error) {
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	head := make([]byte, lookAhead)
	n, err := io.ReadFull(file, head)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return head[:n], err
}

// OpenTree is OpenFile for a folder.
func OpenTree(readers []intake.Reader, form string, tree fs.FS) (*intake.Source, error) {
	for _, r := range readers {
		if r.Tree == nil || form != r.Form && (form != "" || !r.KnowsTree(tree)) {
			continue
		}
		s := &intake.Source{Form: r.Form, Read: func(o intake.Options, take intake.Taker) (*intake.Tally, error) { return r.Tree(tree, o, take) }}
		s.Says = func(o intake.Options) intake.Settings {
			if r.TreeSays == nil {
				return intake.Settings{}
			}
			return r.TreeSays(tree, o)
		}
		if r.OwnFiles {
			s.Tree = tree
		}
		return s, nil
	}
	if form == "" {
		return nil, intake.Refuse(0, "ليس مجلد Hugo ولا Jekyll ولا Medium", "no folder of Hugo's, Jekyll's or Medium's")
	}
	return nil, noSuchForm(readers, form)
}

func noSuchForm(readers []intake.Reader, form string) error {
	var known []string
	for _, r := range readers {
		known = append(known, r.Form)
	}
	return intake.Refuse(0, "لا يُقرأ بشكل اسمه %q؛ المعروف: %s", "there is no format %q for it; known are %s", form, strings.Join(known, ", "))
}
