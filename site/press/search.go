package press

import (
	"context"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/press/components"
	"warraq/site/press/fill"
	"warraq/site/press/hands"
	"warraq/site/press/known"
	"warraq/site/search/upkeep"
)

// hasSearch says that the site has a search box.
func (p *Paper) hasSearch() bool {
	return p.plan != nil && p.Edition.Config.Pages.Search && p.assets.Named.Search.URL != ""
}

// searchIndex opens the search index of the paper.
func (p *Paper) searchIndex(ctx context.Context) (*upkeep.Index, error) {
	return upkeep.Open(ctx, upkeep.Input{
		Edition: p.Edition, Store: p.in.Store, Body: func(s *site.Story, use func([]byte)) error {
			_, waiting := p.Edition.Shown(s.Article)
			return p.content.bodies.read(s.BodySum, func(body []byte) { use(components.Words(p.theme, p.content.data.Get, s, fill.Without(body, waiting))) })
		},
		Made: func(s *site.Story) site.Sum { return components.Made(p.theme, p.content.data.All(), s) }, Each: func(ctx context.Context, n int, do func(i int) error) error { return hands.Each(ctx, p.in.Jobs, n, do) },
	})
}

// search brings the files of the search index to the sink.
func (r *run) search(ctx context.Context) error {
	if mine := r.paper.in.Mine; !r.paper.hasSearch() || mine != nil && !mine("search/") {
		return nil
	}
	x, err := r.paper.searchIndex(ctx)
	if err != nil {
		return err
	}
	return x.Print(ctx, r)
}

// Has says that the sink has the file of a key.
func (r *run) Has(path string, key site.Sum) bool {
	return r.paper.in.Store != nil && r.stands(path, key)
}

// Put brings a file to the sink, where it is not the one of its key already.
func (r *run) Put(ctx context.Context, path string, key site.Sum, data func() []byte) error {
	n := Count{Pages: 1, Reused: 1}
	defer func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.count.add(n)
	}()
	if r.Has(path, key) {
		r.out.Keep(path)
		return nil
	}
	n = Count{Pages: 1, Rendered: 1}
	made := data()
	if r.paper.in.Store != nil {
		known.Page{Key: key, Sum: site.Sum(cache.Of(made))}.Keep(r.paper.in.Store, path)
	}
	return r.out.Put(ctx, site.File{Path: path, Data: made})
}
