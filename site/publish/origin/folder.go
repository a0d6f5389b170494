package origin

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/publish/pack"
	"warraq/site/regular"
)

// folder has the files of a site's folder. Nothing outside it is read, and nothing hidden.
type folder struct {
	root *os.Root
	sum  func([]byte) site.Sum
}

// Open finds a file by its path. One that stands compressed beside itself is given so.
func (d folder) Open(path string) (pack.File, error) {
	for name := range strings.SplitSeq(path, "/") {
		if strings.HasPrefix(name, ".") && name != ".well-known" {
			return pack.File{}, fs.ErrNotExist
		}
	}
	f := pack.File{}
	data, size, err := d.read(path)
	if err != nil {
		return f, err
	}
	f.Length, f.Stored, f.Sum = size.Size(), io.NewSectionReader(bytes.NewReader(data), 0, int64(len(data))), d.sum(data)
	if data == nil { // it is long, and read as it is sent
		f.Sum = d.sum(fmt.Append(nil, size.Size(), size.ModTime().UnixNano()))
		f.Stored = io.NewSectionReader(&lengthy{d.root, path}, 0, size.Size())
		return f, nil
	}
	if zipped, _, err := d.read(path + ".gz"); err == nil && zipped != nil {
		f.Gzip, f.Stored = true, io.NewSectionReader(bytes.NewReader(zipped), 0, int64(len(zipped)))
	}
	return f, nil
}

// read gives the bytes of a file, or nil where they are many.
func (d folder) read(path string) ([]byte, fs.FileInfo, error) {
	f, err := regular.OpenIn(d.root, filepath.FromSlash(path), os.O_RDONLY, 0)
	if err != nil {
		if !errors.Is(err, fs.ErrPermission) {
			err = fs.ErrNotExist // a folder, a pipe, a name that no disk has
		}
		return nil, nil, err
	}
	defer func() { _ = f.Close() }() // it was read, and not written
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, nil, err
	case info.IsDir():
		return nil, nil, fs.ErrNotExist
	case info.Size() > atOnce:
		return nil, info, nil
	}
	data := make([]byte, info.Size())
	_, err = io.ReadFull(f, data)
	return data, info, err
}

// lengthy reads parts of a long file.
type lengthy struct {
	root *os.Root
	path string
}

func (l *lengthy) ReadAt(b []byte, at int64) (int, error) {
	f, err := regular.OpenIn(l.root, filepath.FromSlash(l.path), os.O_RDONLY, 0)
	if err != nil {
		return 0, err
	}
	defer func() { _ = f.Close() }() // it was read, and not written
	return f.ReadAt(b, at)
}

// packsIn are the packs of frozen years in a site's folder, the newest first.
func packsIn(dir string) []string {
	entries, _ := os.ReadDir(filepath.Join(dir, filepath.FromSlash(site.FrozenFolder))) // most sites have none
	var names []string
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".pack") {
			names = append(names, filepath.Join(dir, filepath.FromSlash(site.FrozenFolder), e.Name()))
		}
	}
	slices.Reverse(names)
	return names
}
