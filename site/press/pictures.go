package press

import (
	"context"

	"warraq/site"
	"warraq/site/press/hands"
	"warraq/site/press/pictures"
)

var errSizes = site.Failure("مقاسات أكثر من مئة لصورة واحدة", "more than a hundred sizes of one picture")

// pictures publishes every size of a public picture, and every social card, that a page
// names.
func (r *run) pictures(ctx context.Context) error {
	if mine := r.paper.in.Mine; mine == nil || mine("search/") {
		r.used.AddThumbs(r.paper.Edition)
	}
	if len(r.used.Paths()) == 0 || !r.paper.Stands() && r.paper.in.Settings == nil { // nothing will be published
		return nil
	}
	kept := func(path string) bool {
		_, published := r.shared.Last(path)
		if published { // its name says what it holds
			r.shared.Keep(path)
		}
		return published
	}
	places := r.paper.pictured()
	if err := r.derive(ctx, r.used.Wanted(places, kept)); err != nil {
		return err
	}
	missing := r.used.Cards(r.paper.plan.SocialCards(), kept)
	return hands.Each(ctx, r.paper.in.Jobs, len(missing), func(i int) error {
		data, err := r.paper.content.cards.Draw(missing[i].Path, missing[i].View, places)
		if err != nil {
			return err
		}
		return r.shared.Put(ctx, site.File{Path: missing[i].Path, Data: data})
	})
}

// Unmade says that Print could not make sizes of pictures that its pages lead to.
func (p *Paper) Unmade() bool { return p.content.memory.Failed() }

// Again prepares the paper once more, without the pictures that Print could not make.
func (p *Paper) Again(ctx context.Context) (*Paper, error) {
	p.in.memory = p.content.memory.Again()
	return Prepare(ctx, p.in)
}

// derive makes what is wanted, on all cores within the budget.
func (r *run) derive(ctx context.Context, all []*pictures.Wanted) error {
	c, done := r.paper.content, 0
	return hands.Each(ctx, r.paper.in.Jobs, len(all), func(i int) error {
		w := all[i]
		if w.Over {
			c.blamePicture(w.Place, errSizes, site.LevelWarning)
		}
		files, err := c.memory.Derive(c.library, w.Place, w.Recipes, r.paper.in.NoImages)
		if err != nil {
			c.blamePicture(w.Place, err, site.LevelError) // pages lead to them
			return nil
		}
		for i, path := range w.Paths {
			if files[i] == nil {
				continue
			}
			if err := r.shared.Put(ctx, site.File{Path: path, Data: files[i]}); err != nil {
				return err
			}
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		if done++; r.paper.in.Progress != nil {
			r.paper.in.Progress("pictures", done, len(all))
		}
		return nil
	})
}

// blamePicture tells, at every story that names it, of a picture that could not be made.
func (c *loaded) blamePicture(place string, err error, level site.Level) {
	for _, d := range c.documents {
		for _, a := range d.asks() {
			if a.Place == place {
				p := c.library.Problem(d.path, a, err)
				p.Level = level
				c.report(p)
			}
		}
	}
}
