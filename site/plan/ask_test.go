package plan

import (
	"slices"
	"testing"
	"time"

	"warraq/site"
)

// What a template asks the edition for: newest first, by a term's slug before its
// label, and no cards where nothing is called so.
func TestQuestionsOfTemplates(t *testing.T) {
	one, two, other := article("politics/one.md", noon.Add(-time.Hour), "غزة"), article("politics/two.md", noon.Add(-2*time.Hour)), article("politics/other.md", noon.Add(-3*time.Hour))
	for _, a := range []*site.Article{one, two} {
		a.Authors = []*site.Name{{Label: "منى", Slug: "mona"}}
		a.Extras = &site.Extras{Series: site.Name{Label: "رحلات", Slug: "rihlat"}}
	}
	other.Dir = "economy"
	e := paper(one, two, other)
	for _, c := range []struct {
		q    site.Query
		want []string
	}{
		{site.Query{Kind: site.QueryLatest, N: 2}, []string{"politics/one.md", "politics/two.md"}},
		{site.Query{Kind: site.QueryLatest, Of: "economy"}, []string{"politics/other.md"}},
		{site.Query{Kind: site.QueryTagged, Of: "غزة"}, []string{"politics/one.md"}},
		{site.Query{Kind: site.QueryBy, Of: "منى", N: 1}, []string{"politics/one.md"}},
		{site.Query{Kind: site.QueryBy, Of: "mona"}, []string{"politics/one.md", "politics/two.md"}},
		{site.Query{Kind: site.QuerySeries, Of: "رحلات", N: 9}, []string{"politics/one.md", "politics/two.md"}},
		{site.Query{Kind: site.QueryTagged, Of: "none", N: 3}, nil},
		{site.Query{Kind: "other", N: 3}, nil},
	} {
		var got []string
		for _, card := range Ask(e, c.q) {
			got = append(got, card.Title)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.q, got, c.want)
		}
	}
}
