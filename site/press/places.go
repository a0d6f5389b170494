package press

import (
	"path"
	"strings"

	"warraq/site"
)

// Places gives the addresses of the manuscripts that are, or lie in, a path of
// content/, by their paths. What is not published has none.
func (p *Paper) Places(under string) map[string]string {
	out := map[string]string{}
	add := func(file, address string) {
		if file == under || strings.HasPrefix(file, under+"/") {
			out[file] = address
		}
	}
	for _, list := range [][]*site.Story{p.Edition.Stories, p.Edition.Pages, p.Edition.Withdrawn} {
		for _, s := range list {
			add(s.Article.Path, s.Address)
		}
	}
	for _, t := range p.Edition.Sections {
		if t.Section != nil {
			add(t.Section.Path, t.Address)
		}
	}
	for _, t := range p.Edition.Authors {
		if t.Author != nil {
			add(t.Author.Path, t.Address)
		}
	}
	return out
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
	for _, d := range p.content.documents {
		for _, a := range d.asks() {
			if _, ok := out[a.Place]; ok && d.path != manuscript {
				out[a.Place] = true
			}
		}
	}
	return out
}
