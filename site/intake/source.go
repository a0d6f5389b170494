package intake

import (
	"io"
	"io/fs"
	"path"

	"warraq/site"
	"warraq/site/manuscript"
)

// Reader reads one form of source: a file, or a folder.
type Reader struct {
	Form string // its name: "wordpress"

	KnowsFile func(head []byte) bool // by its first 64 KiB; nil: it takes any text that is no data
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
