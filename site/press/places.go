package press

import (
	"cmp"
	"path"
	"strings"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/edition"
)

// Wheres says where each story and each static page stands, those that are not shown too.
func Wheres(p *Paper) []edition.Where {
	m, _ := p.content.manuscripts(p.in.Clock)
	faulty := map[string]bool{}
	for _, d := range p.content.documents {
		if site.Errors(d.problems) > 0 && d.section == nil && d.author == nil {
			a := cmp.Or(d.article, site.NewArticle(d.path)) // of some nothing can be read
			m.Articles, faulty[a.Path] = append(m.Articles, a), true
		}
	}
	return p.made.Wheres(m.Articles, faulty)
}

// Beside gives the files that a manuscript names by their place beside it, and
// whether other manuscripts name them too.
func (p *Paper) Beside(manuscript string) map[string]bool {
	out, shared := map[string]bool{}, map[string]bool{}
	dir := path.Dir(manuscript) + "/"
	for _, d := range p.content.documents {
		for _, a := range d.asks() {
			inDir := dir == "./" && !strings.HasPrefix(a.Place, "/") || strings.HasPrefix(a.Place, dir)
			switch known := p.content.files.Known[a.Place]; {
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
