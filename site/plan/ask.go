package plan

import (
	"slices"
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
	case site.QueryTerms:
		return termCards(e, site.TermKind(q.Of), q.N)
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

// termCards are cards of the terms of a kind that have pages, those with most stories first.
func termCards(e *site.Edition, kind site.TermKind, n int) (out []*site.Card) {
	var terms []*site.Term
	for _, t := range *e.ListOf(kind) {
		if len(t.Stories) > 0 && !t.Lost {
			terms = append(terms, t)
		}
	}
	slices.SortStableFunc(terms, func(a, b *site.Term) int { return len(b.Stories) - len(a.Stories) })
	if n > 0 {
		terms = terms[:min(n, len(terms))]
	}
	for _, t := range terms {
		c := &site.Card{SideCard: site.SideCard{Title: t.Name.Label, URL: e.Config.URL(t.Address)}}
		if t.Section != nil {
			c.Summary = t.Section.Description
		}
		out = append(out, c)
	}
	return out
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
