package site

// Query is a question that a template asks of the edition. What was asked, and
// the hash of the answer, are recorded with the page: it is made again when the
// answer is another.
type Query struct {
	Kind QueryKind
	Of   string // a section's folder, the slug or label of a tag or a series, an author's id or name; "" in Latest: all
	N    int    // how many stories at most, newest first; 0 is all
}

// QueryKind says what is asked for.
type QueryKind string

// The kinds of a Query, by the names that templates call.
const (
	QueryLatest QueryKind = "latest"
	QueryTagged QueryKind = "tagged"
	QueryBy     QueryKind = "by"
	QuerySeries QueryKind = "series"
)

// Ask answers a Query: no cards where nothing is called so. An archive
// changes, and a name that is gone is no fault of the template.
func (e *Edition) Ask(q Query) []*Card {
	stories := e.Stories
	switch q.Kind {
	case QueryLatest:
		if q.Of != "" {
			stories = storiesOf(e.Sections, q.Of)
		}
	case QueryTagged:
		stories = storiesOf(e.Tags, q.Of)
	case QueryBy:
		stories = storiesOf(e.Authors, q.Of)
	case QuerySeries:
		stories = storiesOf(e.Series, q.Of)
	default:
		return nil
	}
	if q.N > 0 {
		stories = stories[:min(q.N, len(stories))]
	}
	cards := make([]*Card, len(stories))
	for i, s := range stories {
		cards[i] = s.Card
	}
	return cards
}

// storiesOf are those of the term that is called so, by its slug before its
// label.
func storiesOf(terms []*Term, name string) []*Story {
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
