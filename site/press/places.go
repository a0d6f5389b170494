package press

import (
	"path"
	"strings"

	"warraq/site/arabic"
)

// Beside gives the files that a manuscript names by their place beside it, and
// whether other manuscripts name them too.
func (p *Paper) Beside(manuscript string) map[string]bool {
	out, shared := map[string]bool{}, map[string]bool{}
	dir := path.Dir(manuscript) + "/"
	for _, d := range p.content.documents {
		for _, a := range d.asks() {
			inDir := dir == "./" && !strings.HasPrefix(a.Place, "/") || strings.HasPrefix(a.Place, dir)
			known := p.content.files.Known[a.Place]
			switch {
			case d.path != manuscript:
				shared[arabic.NFC(a.Place)] = true
			case known.Path != "" && inDir && !strings.HasPrefix(known.Place, "/"):
				out[a.Place] = false
			}
		}
	}
	for place := range out {
		out[place] = shared[arabic.NFC(place)]
	}
	return out
}
