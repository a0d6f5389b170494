package site

import (
	"path"
	"slices"
	"strings"

	"warraq/site/uri"
)

// SourceKey is the name by which stories refer to a manuscript: its path under
// content/ without ".md" or "/index.md".
func SourceKey(p string) string {
	p = strings.TrimSuffix(p, path.Ext(p))
	return strings.TrimSuffix(p, "/index")
}

// Names find what an edition has by its names. They give nil for what it has not.
type Names interface {
	BySource(key string) *Story             // see SourceKey
	ByPath(address string) *Story           // "/politics/2024/09/shoigu/"
	Term(key TermKey) *Term                 // one that is listed
	Named(terms []*Term, name string) *Term // one of some, as a desk or a story calls it
}

// Key is the name of a term.
func (t *Term) Key() TermKey { return TermKey{t.Kind, t.Name.Slug} }

// Slug is that of a section, "" outside all.
func (t *Term) Slug() string {
	if t == nil {
		return ""
	}
	return t.Name.Slug
}

// TermsOf are what a story names of the paper's own taxonomies, or of those that stand on cards. A term is called
// what its file says, else what the story says.
func (e *Edition) TermsOf(s *Story, onCards bool) (out Terms) {
	if len(s.Filed) == 0 {
		return nil
	}
	for _, of := range e.Config.Taxonomies {
		kind := TermKind(of.Name)
		terms := TermsOf{Name: of.Name, Label: of.Label, Plural: of.Plural, URL: e.Config.URL(kind.Root())}
		for _, f := range s.Filed {
			if f.Kind != kind || f.Above || onCards && !of.OnCards {
				continue
			}
			l := Link{Title: f.Name.Label}
			if t := e.Term(kind, f.Name.Slug); t != nil && !t.Lost {
				if l.URL = e.Config.URL(t.Address); t.Section != nil && t.Section.Title != "" {
					l.Title = t.Section.Title
				}
			}
			terms.Links = append(terms.Links, l)
		}
		if len(terms.Links) > 0 {
			out = append(out, terms)
		}
	}
	return out
}

// Find gives the story that a reference in folder base names: a file path
// relative to base ("../economy/port.md"), one under content/ ("economy/port"),
// or an address of the site ("/economy/2024/09/port/"). It is nil where the
// edition has none.
func (e *Edition) Find(base, target string) *Story {
	target, _, _ = uri.SplitTarget(target)
	if target == "" {
		return nil
	}
	if rest, ok := strings.CutPrefix(target, "/"); ok {
		if s := e.Names.ByPath(strings.TrimSuffix(target, "/") + "/"); s != nil {
			return s
		}
		return e.Names.BySource(SourceKey(strings.TrimSuffix(rest, "/")))
	}
	clean := strings.TrimSuffix(target, "/")
	if s := e.Names.BySource(SourceKey(path.Join(base, clean))); s != nil {
		return s
	}
	return e.Names.BySource(SourceKey(clean))
}

// Of gives the story or page that a manuscript makes, or nil.
func (e *Edition) Of(file string) *Story { return e.Names.BySource(SourceKey(file)) }

// At gives the story or page at an address, or nil.
func (e *Edition) At(address string) *Story { return e.Names.ByPath(address) }

// Term gives the term of a kind and slug, or nil.
func (e *Edition) Term(kind TermKind, slug string) *Term { return e.Names.Term(TermKey{kind, slug}) }

// SeriesOf gives the series of a story, or nil.
func (e *Edition) SeriesOf(s *Story) *Term {
	if s.Article.Series.Slug == "" {
		return nil
	}
	return e.Term(KindSeries, s.Article.Series.Slug)
}

// PartNumber is the place of a story in its series, from 1.
func (e *Edition) PartNumber(s *Story) int {
	t := e.SeriesOf(s)
	if t == nil {
		return 0
	}
	return len(t.Stories) - slices.Index(t.Stories, s)
}
