package intake

import (
	"archive/zip"
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"
	"warraq/site"
	"warraq/site/manuscript"
)

// Reader reads one form of source: a file, or a folder.
type Reader struct {
	Form string // its name: "wordpress"

	KnowsFile func(head []byte) bool // by its first 64 KiB
	File      func(io.ReadSeeker, Options, Taker) (*Tally, error)
	FileSays  func(io.ReadSeeker, Options) Settings // nil if the form says nothing of the site

	KnowsTree func(fs.FS) bool
	Tree      func(fs.FS, Options, Taker) (*Tally, error)
	TreeSays  func(fs.FS, Options) Settings
	OwnFiles  bool // the files that pieces show are those of the folder, and keep their places
}

// Source is what is to come in, with its reader.
type Source struct {
	Form string
	Read func(Options, Taker) (*Tally, error)
	Says func(Options) Settings // what it says of the whole site; to be called before Read
	Tree fs.FS                  // where its files lie; nil if they are elsewhere
}

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
func OpenFile(readers []Reader, form string, file ReadSeekerAt, size int64) (*Source, error) {
	if archive, err := zip.NewReader(file, size); err == nil {
		lone := loneExport(archive)
		switch {
		case lone == nil:
			return OpenTree(readers, form, archive)
		case lone.UncompressedSize64 > mostPacked*max(lone.CompressedSize64, 1):
			return nil, Refuse(0, "في الأرشيف ملف يتضخم فوق كل معقول", "what the archive holds swells beyond reason")
		}
		return openFile(readers, form, &packedFile{file: lone})
	}
	return openFile(readers, form, file)
}

func openFile(readers []Reader, form string, file io.ReadSeeker) (*Source, error) {
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	head := make([]byte, lookAhead)
	n, err := io.ReadFull(file, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	for _, r := range readers {
		if r.File == nil || form != r.Form && (form != "" || !r.KnowsFile(head[:n])) {
			continue
		}
		_, err := file.Seek(0, io.SeekStart)
		return &Source{
			Form: r.Form,
			Read: func(o Options, take Taker) (*Tally, error) {
				if _, err := file.Seek(0, io.SeekStart); err != nil {
					return nil, err
				}
				return r.File(file, o, take)
			},
			Says: func(o Options) Settings {
				if _, err := file.Seek(0, io.SeekStart); err != nil || r.FileSays == nil {
					return Settings{}
				}
				return r.FileSays(file, o)
			},
		}, err
	}
	if form == "" {
		return nil, Refuse(0, "هذه صفحة HTML؛ انسخ نصّها من المتصفح وأدخله", "this is an HTML page; copy its text from a browser and import that")
	}
	return nil, noSuchForm(readers, form)
}

// OpenTree is OpenFile for a folder.
func OpenTree(readers []Reader, form string, tree fs.FS) (*Source, error) {
	for _, r := range readers {
		if r.Tree == nil || form != r.Form && (form != "" || !r.KnowsTree(tree)) {
			continue
		}
		s := &Source{Form: r.Form, Read: func(o Options, take Taker) (*Tally, error) { return r.Tree(tree, o, take) }}
		s.Says = func(o Options) Settings {
			if r.TreeSays == nil {
				return Settings{}
			}
			return r.TreeSays(tree, o)
		}
		if r.OwnFiles {
			s.Tree = tree
		}
		return s, nil
	}
	if form == "" {
		return nil, Refuse(0, "ليس مجلد Hugo ولا Jekyll ولا Medium", "no folder of Hugo's, Jekyll's or Medium's")
	}
	return nil, noSuchForm(readers, form)
}

func noSuchForm(readers []Reader, form string) error {
	var known []string
	for _, r := range readers {
		known = append(known, r.Form)
	}
	return Refuse(0, "لا يُقرأ بشكل اسمه %q؛ المعروف: %s", "there is no format %q for it; known are %s", form, strings.Join(known, ", "))
}

// mostPacked is how many times smaller than itself an export may be in an
// archive: text is ten times so.
const mostPacked = 200

// loneExport is the one XML or JSON file of an archive that holds no other, or
// nil: WordPress.com packs its exports so.
func loneExport(archive *zip.Reader) (lone *zip.File) {
	for _, f := range archive.File {
		ext := strings.ToLower(path.Ext(f.Name))
		switch {
		case f.FileInfo().IsDir():
		case lone != nil || ext != ".xml" && ext != ".json":
			return nil
		default:
			lone = f
		}
	}
	return lone
}

// packedFile is a file of an archive. It can be read again from its beginning.
type packedFile struct {
	file *zip.File
	from io.Reader
}

// Read implements io.Reader.
func (p *packedFile) Read(b []byte) (int, error) { return p.from.Read(b) }

// Seek goes back to the beginning, and nowhere else.
func (p *packedFile) Seek(int64, int) (int64, error) {
	from, err := p.file.Open()
	p.from = from
	return 0, err
}

// maxFile bounds a file of a tree that is read whole.
const maxFile = 64 << 20

// ReadFile reads a file of a tree that is no larger than any story.
func ReadFile(tree fs.FS, name string) ([]byte, error) {
	f, err := tree.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err == nil && len(data) > maxFile {
		err = &SourceError{File: name, Message: site.Say("الملف أكبر من %d ميغابايت", "the file is larger than %d MB", maxFile>>20)}
	}
	return data, err
}

// SectionsOf are the sections of an edition, folder by title, for Options. Of two
// with one title, the later folder has it.
func SectionsOf(content fs.FS, o manuscript.Options) map[string]string {
	out := map[string]string{}
	_ = fs.WalkDir(content, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || site.NounOf(name) != site.NounSection {
			return nil //nolint:nilerr // a folder that cannot be read has no section to offer
		}
		if data, err := fs.ReadFile(content, name); err == nil {
			if s := manuscript.Read(name, data, o).Section; s != nil {
				out[s.Title] = path.Dir(name)
			}
		}
		return nil
	})
	return out
}
