package media

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/folders"
	"warraq/site/media/encode"
	"warraq/site/media/meta"
	"warraq/site/uri"
)

// Pictures lists the places of all files that are to be pictures. What is hidden, or a
// backup, is none.
func (l *Library) Pictures() (places []string) {
	for _, folder := range []struct {
		fsys fs.FS
		root string
	}{{l.Content, ""}, {l.Static, "/"}} {
		if folder.fsys == nil {
			continue
		}
		_ = fs.WalkDir(folder.fsys, ".", func(name string, e fs.DirEntry, err error) error {
			hidden := strings.HasPrefix(path.Base(name), ".") && name != "."
			switch {
			case err != nil || e.IsDir() && hidden:
				return fs.SkipDir
			case e.Type().IsRegular() && !hidden && uri.IsPicture(name) && !folders.IsLitter(name):
				places = append(places, folder.root+arabic.NFC(name))
			}
			return nil
		})
	}
	return places
}

// Survey looks at the file of a picture, as a build does that shows it.
func (l *Library) Survey(place string) site.PictureFile {
	p := site.PictureFile{Place: place}
	from, name := l.from(place)
	if info, err := fs.Stat(from, name); err == nil {
		p.Size = info.Size()
	}
	says := l.read(place)
	p.Located, p.Provenance = says.Located, says.Provenance
	a, err := l.Look(place, true)
	if p.Cleaned = errors.Is(err, errCleaned); err != nil && !p.Cleaned {
		if data, err := l.Read(place); err == nil && p.Size <= mostBytes {
			_, ok := Public(name, data)
			p.Unclean = !ok
		}
		p.Fault, p.Remedy = site.Reason(err), remedy(err)
		if r, ok := errors.AsType[refusal](err); ok {
			p.Fault = site.Words(r)
		}
		return p
	}
	p.Width, p.Height, p.AsIs = a.Width, a.Height, a.Pixels.Stem == "" || strings.HasPrefix(place, "/")
	return p
}

// IsLocated says that a picture's file tells where it was taken.
func IsLocated(data []byte) bool {
	kind := encode.Kind(data)
	if kind == "" && (bytes.HasPrefix(data, []byte("II*\x00")) || bytes.HasPrefix(data, []byte("MM\x00*"))) {
		kind = "tiff"
	}
	return meta.Read(data, kind).Located
}

// Says gives what the file of a picture says of it: nothing where there is none.
func (l *Library) Says(place string) site.Rights { return l.read(place).Rights }

// read reads the metadata at the head of a file.
func (l *Library) read(place string) meta.Info {
	from, name := l.from(place)
	if !fs.ValidPath(name) {
		return meta.Info{}
	}
	f, err := from.Open(name)
	if err != nil {
		return meta.Info{}
	}
	defer f.Close()
	head, err := io.ReadAll(io.LimitReader(f, hastyRead))
	if err != nil {
		return meta.Info{}
	}
	return meta.Read(head, encode.Kind(head))
}
