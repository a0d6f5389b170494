package press

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"warraq/site/arabic"
)

// AnyForm is a folder whose files are found in any of Unicode's forms, as a build finds
// them.
func AnyForm(folder fs.FS) fs.FS { return anyStat{inAnyForm(folder)} }

type anyStat struct{ anyForm }

// Stat describes a file, else the one whose name has the same composed form.
func (a anyStat) Stat(name string) (fs.FileInfo, error) {
	info, err := a.anyForm.Stat(name)
	if errors.Is(err, fs.ErrNotExist) && !isASCII(name) {
		if other, ok := a.find(name); ok {
			return a.anyForm.Stat(other)
		}
	}
	return info, err
}

// Beside gives the files that a manuscript names by their place beside it, and
// whether other manuscripts name them too.
func (p *Paper) Beside(manuscript string) map[string]bool {
	out := map[string]bool{}
	dir := path.Dir(manuscript) + "/"
	for _, d := range p.content.documents {
		if d.path != manuscript {
			continue
		}
		for _, a := range d.asks() {
			inDir := dir == "./" && !strings.HasPrefix(a.Place, "/") || strings.HasPrefix(a.Place, dir)
			if known := p.content.files.Known[a.Place]; known.Path != "" && inDir && !strings.HasPrefix(known.Place, "/") {
				out[a.Place] = false
			}
		}
	}
	shared := map[string]bool{}
	for _, d := range p.content.documents {
		for _, a := range d.asks() {
			if d.path != manuscript {
				shared[arabic.NFC(a.Place)] = true
			}
		}
	}
	for place := range out {
		out[place] = shared[arabic.NFC(place)]
	}
	return out
}
