package press

import (
	"context"
	"errors"

	"warraq/site"
	"warraq/site/media"
)

// noun is what the manuscript gives.
func (d *document) noun() any {
	switch {
	case d.article != nil:
		return d.article
	case d.section != nil:
		return d.section
	}
	return d.author
}

// asks lists the files that a manuscript names.
func (d *document) asks() []media.Asked { return media.Asks(d.article, d.section, d.author) }

// findFiles looks up every picture and file that the manuscripts name, each
// once, and reports those that cannot be shown.
func (c *loaded) findFiles(ctx context.Context, jobs int) {
	c.files = c.library.Attachments()
	var places []media.Asked
	numbers := map[string]int{} // of places
	told := map[string]bool{}
	for _, d := range c.documents {
		for _, a := range d.asks() {
			if c.files.Elsewhere(a.Place) {
				if folder := c.files.UnknownFolder(a.Place); folder != "" && !told[folder] {
					told[folder] = true
					c.report(media.ElsewhereProblem(d.path, a, folder))
				}
				continue
			}
			if _, ok := numbers[a.Place]; !ok {
				numbers[a.Place] = len(places)
				places = append(places, a)
			}
		}
	}
	found := make([]site.Attachment, len(places))
	faults := make([]error, len(places))
	_ = each(ctx, jobs, len(places), func(i int) error {
		a := places[i]
		found[i], faults[i] = c.library.Look(a.Place, a.Picture)
		if errors.Is(faults[i], media.ErrMissing) { // other tools name a file of static/ without the slash
			if static, err := c.library.Look(site.Place("/", a.Src), a.Picture); err == nil {
				found[i], faults[i] = static, nil
			} else if there, ok := c.library.OnMediaBase(a); ok {
				found[i], faults[i] = there, nil
			}
		}
		return nil
	})
	for i, a := range places {
		c.files.Known[a.Place] = found[i]
	}
	for _, d := range c.documents {
		if d.article != nil {
			for _, p := range media.SizeProblem(d.article, c.files) {
				c.report(p)
			}
		}
		for _, a := range d.asks() {
			if i, ok := numbers[a.Place]; ok && faults[i] != nil {
				c.report(c.library.Problem(d.path, a, faults[i]))
			}
		}
	}
}

// shown lists the files under content/ that published manuscripts show: a
// picture of a story under embargo stays home.
func (p *Paper) shown() (out []site.Attachment) {
	if len(p.content.files.Known) == 0 {
		return nil
	}
	published := map[any]bool{} // articles, sections and authors
	for _, list := range [][]*site.Story{p.Edition.Stories, p.Edition.Pages} {
		for _, s := range list {
			published[s.Article] = true
		}
	}
	for _, list := range [][]*site.Term{p.Edition.Sections, p.Edition.Authors, p.Edition.Tags} {
		for _, t := range list {
			published[t.Section], published[t.Author] = true, true
		}
	}
	seen := map[string]bool{}
	for _, d := range p.content.documents {
		if !published[d.noun()] {
			continue
		}
		for _, a := range d.asks() {
			file := p.content.files.Known[a.Place]
			if file.Path != "" && file.Place[0] != '/' && !seen[file.Path] {
				seen[file.Path] = true
				out = append(out, file)
			}
		}
	}
	return out
}
