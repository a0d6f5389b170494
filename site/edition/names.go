package edition

import (
	"maps"
	"slices"

	"warraq/site"
	"warraq/site/arabic"
)

// names are what an edition finds its stories and terms by.
type names struct {
	sources index[string, *site.Story] // "politics/2024/shoigu"
	paths   index[string, *site.Story]
	terms   index[site.TermKey, *site.Term]
	doubled bool // two manuscripts have one name for references
}

func (n *names) BySource(key string) *site.Story   { return n.sources.of(key) }
func (n *names) ByPath(address string) *site.Story { return n.paths.of(address) }
func (n *names) Term(key site.TermKey) *site.Term  { return n.terms.of(key) }

// Named finds a term by its label or slug, or by words that have its slug.
func (n *names) Named(terms []*site.Term, name string) *site.Term {
	for _, name := range []string{name, arabic.Slug(name)} {
		is := func(t *site.Term) bool { return t.Name.Label == name || t.Name.Slug == name }
		if i := slices.IndexFunc(terms, is); i >= 0 {
			return terms[i]
		}
	}
	return nil
}

// index finds values by their keys. Editions share what was not changed between them.
type index[K comparable, V any] struct {
	whole   map[K]V
	changed map[K]V // since then; the zero value: gone
}

func (x index[K, V]) of(key K) V {
	if v, ok := x.changed[key]; ok {
		return v
	}
	return x.whole[key]
}

// revised gives the index with some values changed.
func (x index[K, V]) revised(changes map[K]V) index[K, V] {
	next := make(map[K]V, len(x.changed)+len(changes))
	maps.Copy(next, x.changed)
	maps.Copy(next, changes)
	return index[K, V]{x.whole, next}
}

// nameStories lets stories be found.
func (n *names) nameStories(e *site.Edition) {
	most := len(e.Stories) + len(e.Pages)
	sources, paths := make(map[string]*site.Story, most), make(map[string]*site.Story, most)
	for _, list := range [][]*site.Story{e.Stories, e.Pages} {
		for _, s := range list {
			sources[site.SourceKey(s.Article.Path)] = s
			paths[s.Address] = s
		}
	}
	n.sources.whole, n.paths.whole, n.doubled = sources, paths, len(sources) < most
}

// nameTerms lets listed terms be found.
func (n *names) nameTerms(e *site.Edition) {
	n.terms.whole = map[site.TermKey]*site.Term{}
	for _, kind := range e.Config.Kinds() {
		for _, t := range *e.ListOf(kind) {
			n.terms.whole[t.Key()] = t
		}
	}
}

// mostRevised is how many names may have changed before all are taken together again: a
// revision copies them.
const mostRevised = 4000

// revised gives the names after some stories are gone, others are new, and terms were revised, of
// which nil are gone. It gives nil where that cannot be: two stories would have one name.
func (n *names) revised(gone, fresh []*site.Story, terms map[site.TermKey]*site.Term) *names {
	sources, paths := map[string]*site.Story{}, map[string]*site.Story{}
	for _, s := range gone {
		sources[site.SourceKey(s.Article.Path)], paths[s.Address] = nil, nil
	}
	for _, s := range fresh {
		key := site.SourceKey(s.Article.Path)
		if other, ok := sources[key]; other != nil || !ok && n.sources.of(key) != nil {
			return nil
		}
		sources[key], paths[s.Address] = s, s
	}
	if n.doubled || len(n.sources.changed) > mostRevised {
		return nil
	}
	return &names{sources: n.sources.revised(sources), paths: n.paths.revised(paths), terms: n.terms.revised(terms)}
}
