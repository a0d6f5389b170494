package pack

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"os"

	"warraq/site"
	"warraq/site/regular"
)

// Pack is a pack that is read. It is safe for concurrent use.
type Pack struct {
	from io.ReaderAt
	size int64
	head *head
	held []byte // the records, or nil
}

// New reads the head of a pack of a size in bytes.
func New(from io.ReaderAt, size int64) (*Pack, error) {
	h, err := readHead(from, size)
	if err != nil {
		return nil, err
	}
	return &Pack{from: from, size: size, head: h}, nil
}

// Hold keeps the records in memory, if they are so many bytes at most: then a path that the pack has not is known
// without a read. It comes before the first Open.
func (p *Pack) Hold(most int) error {
	size := p.head.files * recordSize
	if size > int64(most) {
		return nil
	}
	b := make([]byte, size)
	if n, err := p.from.ReadAt(b, p.head.records); n < len(b) {
		return cmp.Or(err, errForeign)
	}
	p.held = b
	return nil
}

// File is a file of a pack.
type File struct {
	Sum    site.Sum // of its bytes
	Length int64    // of its bytes
	Gzip   bool     // Stored is gzip of them
	Stored *io.SectionReader
}

// Open finds a file by its path. The error is fs.ErrNotExist where the pack has none.
func (p *Pack) Open(path string) (File, error) {
	e, err := p.find(path)
	if err != nil {
		return File{}, err
	}
	return File{e.sum, e.length, e.gzip, io.NewSectionReader(p.from, e.offset, e.stored)}, nil
}

func (p *Pack) find(path string) (entry, error) {
	k := keyOf(path)
	from, to := int64(p.head.first[k.bucket()]), int64(p.head.first[k.bucket()+1])
	b, err := p.records(from, to)
	if err != nil {
		return entry{}, err
	}
	for ; len(b) > 0; b = b[recordSize:] {
		if bytes.Equal(b[:len(k)], k[:]) {
			e := readEntry(b)
			return e, p.head.check(e)
		}
	}
	return entry{}, fs.ErrNotExist
}

// records are some of the records.
func (p *Pack) records(from, to int64) ([]byte, error) {
	if p.held != nil {
		return p.held[from*recordSize : to*recordSize], nil
	}
	b := make([]byte, (to-from)*recordSize)
	if n, err := p.from.ReadAt(b, p.head.records+from*recordSize); n < len(b) {
		return nil, cmp.Or(err, errForeign)
	}
	return b, nil
}

// Read gives the bytes of the file.
func (f File) Read() ([]byte, error) {
	if !f.Gzip {
		if f.Stored.Size() != f.Length {
			return nil, errForeign
		}
		data := make([]byte, f.Stored.Size()) // no more than the pack has
		if n, err := f.Stored.ReadAt(data, 0); n < len(data) {
			return nil, cmp.Or(err, errForeign)
		}
		return data, nil
	}
	z, err := gzip.NewReader(f.Stored)
	if err != nil {
		return nil, errForeign
	}
	data, err := io.ReadAll(io.LimitReader(z, f.Length+1)) // no bomb
	if err == nil && int64(len(data)) != f.Length {
		err = errForeign
	}
	return data, err
}

// Paths are the paths of all files, in byte order.
func (p *Pack) Paths() (paths []string, err error) {
	z, err := gzip.NewReader(io.NewSectionReader(p.from, p.head.paths, p.head.pathBytes))
	if err != nil {
		return nil, errForeign
	}
	lines := bufio.NewScanner(z)
	for lines.Scan() && int64(len(paths)) <= p.head.files {
		paths = append(paths, lines.Text())
	}
	if lines.Err() != nil || int64(len(paths)) != p.head.files {
		return nil, errForeign
	}
	return paths, nil
}

// Disk is a pack in a file of this machine.
type Disk struct {
	*Pack
	file *os.File
}

// OpenFile opens the pack in a file.
func OpenFile(name string) (*Disk, error) {
	f, err := regular.Open(name, os.O_RDONLY, 0)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil {
		var p *Pack
		if p, err = New(f, info.Size()); err == nil {
			return &Disk{p, f}, nil
		}
	}
	if errors.Is(err, errForeign) {
		err = site.Failure("%s: %v", "%s: %v", name, err)
	}
	return nil, errors.Join(err, f.Close())
}

// Close closes the file.
func (d *Disk) Close() error { return d.file.Close() }
