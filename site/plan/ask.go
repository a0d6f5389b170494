package plan

import (
	"strings"

	"warraq/site"
)

// Ask answers a Query: no cards where nothing is called so. An archive
// changes, and a name that is gone is no fault of the template.
func Ask(e *site.Edition, q site.Query) []*site.Card {
	stories := e.Stories
	switch q.Kind {
	case site.QueryLatest:
		if q.Of != "" {
			stories = storiesOf(e.Sections, q.Of)
		}
	case site.QueryTagged:
		stories = storiesOf(e.Tags, q.Of)
	case site.QueryTermed:
		kind, name, _ := strings.Cut(q.Of, "/")
		stories = storiesOf(*e.ListOf(site.TermKind(kind)), name)
	case site.QueryBy:
		stories = storiesOf(e.Authors, q.Of)
	case site.QuerySeries:
		stories = storiesOf(e.Series, q.Of)
	default:
		return nil
	}
	if q.N > 0 {
		stories = stories[:min(q.N, len(stories))]
	}
	return cards(stories)
}

// storiesOf are those of the term that is called so, by its slug before its
// label.
func storiesOf(terms []*site.Term, name string) []*site.Story {
	for _, t := range terms {
		if t.Name.Slug == name {
			return t.Stories
		}
	}
	for _, t := range terms {
		if t.Name.Label == name {
			return t.Stories
		}
	}
	return nil
}
