package pack

import (
	"archive/tar"
	"archive/zip"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/publish"
	"warraq/site/regular"
)

// Archive is the publish.Target that makes a tar or a zip of the site. It has no last edition: all of it is
// written each time.
type Archive struct {
	*Writer
	name  string
	write func(io.Writer, *Pack) error
}

// CreateTar begins a build of a tar file (POSIX.1-2001).
func CreateTar(name string, sum func([]byte) site.Sum) (*Archive, error) {
	a, err := create(name, sum, writeTar)
	if err == nil {
		a.Plain = true // a tar has its files as they are
	}
	return a, err
}

// CreateZip begins a build of a zip file (APPNOTE.TXT of PKWARE).
func CreateZip(name string, sum func([]byte) site.Sum) (*Archive, error) {
	return create(name, sum, writeZip)
}

func create(name string, sum func([]byte) site.Sum, write func(io.Writer, *Pack) error) (*Archive, error) {
	inner := name + ".warraq-pack"
	os.Remove(inner) // of a build that was killed
	w, err := Create(inner, sum)
	if err != nil {
		return nil, err
	}
	return &Archive{w, name, write}, nil
}

// Commit makes the next edition the archive.
func (a *Archive) Commit(ctx context.Context) (publish.Stats, error) {
	stats, err := a.Writer.Commit(ctx)
	if err != nil {
		return stats, err
	}
	defer os.Remove(a.Writer.name)
	if err := a.convert(); err != nil {
		return publish.Stats{}, site.Failure("لا يُكتب %s: %v", "cannot write %s: %v", a.name, err)
	}
	return stats, nil
}

// mostHeld bounds the memory of the records while they are read.
const mostHeld = 64 << 20

func (a *Archive) convert() (err error) {
	p, err := OpenFile(a.Writer.name)
	if err != nil {
		return err
	}
	defer func() { _ = p.Close() }() // it was read, and not written
	_ = p.Hold(mostHeld)             // else each file is a read more
	next := a.name + ".warraq-next"
	f, err := regular.Open(next, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return err
	}
	if err = errors.Join(a.write(f, p.Pack), f.Close()); err != nil {
		os.Remove(next)
		return err
	}
	return os.Rename(next, a.name)
}

// madeAt is the time of all files in an archive: two builds of the same files give the same bytes.
var madeAt = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC) // the earliest of zip

func writeTar(to io.Writer, p *Pack) error {
	out := tar.NewWriter(to)
	err := p.each(func(path string, f File) error {
		data, err := f.Read()
		if err == nil {
			err = out.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: path, Size: f.Length, Mode: 0o644, ModTime: madeAt, Format: tar.FormatPAX})
		}
		if err == nil {
			_, err = out.Write(data)
		}
		return err
	})
	return errors.Join(err, out.Close())
}

// The gzip of a file is the deflate of a zip between ten bytes and eight, of which the first four are
// the CRC-32 (RFC 1952).
const gzipBefore, gzipAfter = 10, 8

// utf8Name says of a file in a zip that its name is UTF-8 (APPNOTE.TXT, 4.4.4).
const utf8Name = 0x800

func writeZip(to io.Writer, p *Pack) error {
	out := zip.NewWriter(to)
	err := p.each(func(path string, f File) error {
		header := &zip.FileHeader{Name: path, Modified: madeAt, Method: zip.Store}
		if !f.Gzip {
			w, err := out.CreateHeader(header)
			if err == nil {
				_, err = io.Copy(w, f.Stored)
			}
			return err
		}
		stored := make([]byte, f.Stored.Size())
		if n, err := f.Stored.ReadAt(stored, 0); n < len(stored) {
			return err
		}
		if len(stored) < gzipBefore+gzipAfter {
			return errForeign
		}
		body := stored[gzipBefore : len(stored)-gzipAfter]
		header.Flags |= utf8Name
		header.Method, header.CRC32 = zip.Deflate, binary.LittleEndian.Uint32(stored[len(stored)-gzipAfter:])
		header.UncompressedSize64, header.CompressedSize64 = uint64(f.Length), uint64(len(body))
		w, err := out.CreateRaw(header)
		if err == nil {
			_, err = w.Write(body)
		}
		return err
	})
	return errors.Join(err, out.Close())
}

// each goes through the files in order.
func (p *Pack) each(do func(path string, f File) error) error {
	paths, err := p.Paths()
	if err != nil {
		return err
	}
	for _, path := range paths {
		f, err := p.Open(path)
		if err == nil {
			err = do(path, f)
		}
		if err != nil {
			return site.Failure("%s: %v", "%s: %v", strings.ToValidUTF8(path, "?"), err)
		}
	}
	return nil
}
