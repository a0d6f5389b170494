package press

import (
	"context"
	"maps"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/media"
)

// wanted is a source and what is still to be made of it.
type wanted struct {
	place   string
	paths   []string
	recipes []site.Recipe
	over    bool // there were more than are made
}

// mostSizes bounds the sizes that are made of one picture: a story may write addresses of
// its own.
const mostSizes = 100

var errSizes = site.Failure("مقاسات أكثر من مئة لصورة واحدة", "more than a hundred sizes of one picture")

// pictures publishes every size of a public picture that a page names.
func (r *run) pictures(ctx context.Context) error {
	if len(r.used.Paths()) == 0 {
		return nil
	}
	places := r.paper.pictured()
	byPlace := map[string]*wanted{}
	for _, path := range r.used.Paths() {
		stem, mark, recipe, _ := media.ParseRecipe(path)
		place, ok := places[stem+" "+mark]
		if !ok {
			continue // an address that a story wrote itself, or a picture that is not public
		}
		if _, published := r.out.Last(path); published { // its name says what it holds
			r.out.Keep(path)
			continue
		}
		w := byPlace[place]
		if w == nil {
			w = &wanted{place: place}
			byPlace[place] = w
		}
		if len(w.paths) == mostSizes {
			w.over = true
			continue
		}
		w.paths, w.recipes = append(w.paths, path), append(w.recipes, recipe)
	}
	return r.derive(ctx, slices.SortedFunc(maps.Values(byPlace), func(a, b *wanted) int { return strings.Compare(a.place, b.place) }))
}

// derive makes what is wanted, on all cores within the budget.
func (r *run) derive(ctx context.Context, all []*wanted) error {
	c, done := r.paper.content, 0
	return each(ctx, r.paper.in.Jobs, len(all), func(i int) error {
		w := all[i]
		if w.over {
			c.blamePicture(w.place, errSizes)
		}
		files, err := c.memory.Derive(c.library, w.place, w.recipes, r.paper.in.NoImages)
		if err != nil { // the file was changed since it was studied
			c.blamePicture(w.place, err)
			return nil
		}
		for i, path := range w.paths {
			if files[i] == nil {
				continue
			}
			if err := r.out.Put(ctx, site.File{Path: path, Data: files[i]}); err != nil {
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
func (c *loaded) blamePicture(place string, err error) {
	for _, d := range c.documents {
		for _, a := range d.asks() {
			if a.Place == place {
				c.report(c.library.Problem(d.path, a, err))
			}
		}
	}
}
