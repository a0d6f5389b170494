package related

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"warraq/site"
	"warraq/site/edition"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func article(path string, date time.Time, tags ...string) *site.Article {
	a := site.NewArticle(path)
	a.Dir, a.Slug, a.Title, a.Date, a.Publish = "politics", path[len("politics/"):len(path)-len(".md")], path, date, date
	for _, t := range tags {
		a.Tags = append(a.Tags, &site.Name{Label: t, Slug: t, Sort: t})
	}
	return a
}

// history are n stories of one section, with two tags in turn.
func history(n int) []*site.Article {
	as := make([]*site.Article, n)
	for i := range as {
		as[i] = article(fmt.Sprintf("politics/s%04d.md", i), noon, fmt.Sprint("t", i%7), fmt.Sprint("u", i%3))
	}
	return as
}

func ref(name string) site.Ref { return site.Ref{Target: "politics/" + name + ".md"} }

func paper(as ...*site.Article) *site.Edition {
	e, _ := edition.New(edition.Sources{
		Config: &site.Config{BaseURL: "https://example.org", Language: "ar", Permalink: "/:section/:slug/", PageSize: 3},
		Clock:  site.Clock{Now: noon}, Manuscripts: site.Manuscripts{Articles: as}, Files: &site.Attachments{},
		Together: func(tasks ...func()) {
			for _, do := range tasks {
				do()
			}
		},
	})
	return e
}

// A new story changes the related links of few old ones: of those that it names itself
// and that are at most Ahead older.
func TestAppendingAStoryChangesFewOldRelatedLinks(t *testing.T) {
	const n = 120
	for apart, want := range map[time.Duration]int{time.Hour: MostAhead, 10 * 24 * time.Hour: 0} { // those with a rare tag in common are weeks old
		all := history(n + 1)
		for i, a := range all {
			a.Date = noon.Add(time.Duration(i-n-1) * apart)
			a.Publish = a.Date
		}
		before, after := paper(all[:n]...), paper(all...)
		related := Of(after, 4)
		was := Of(before, 4)
		newest := after.Stories[0]
		changed := 0
		for _, s := range before.Stories {
			now := after.Find("", site.SourceKey(s.Article.Path))
			if slices.Equal(slugs(was.at(before, s)), slugs(related.at(after, now))) {
				continue
			}
			changed++
			if !slices.Contains(related.at(after, newest), now) || newest.Published().Sub(now.Published()) > Ahead {
				t.Errorf("%v apart: %s: related %v became %v", apart, s.Slug, slugs(was.at(before, s)), slugs(related.at(after, now)))
			}
		}
		if changed != want {
			t.Errorf("%v apart: the related links of %d old stories change, want %d", apart, changed, want)
		}
		if n := len(related.at(after, newest)); n != 4 {
			t.Errorf("the newest story has %d related stories", n)
		}
	}
}

// at are the related stories of one.
func (r Places) at(e *site.Edition, s *site.Story) (out []*site.Story) {
	for _, i := range r.of(int(Place(e, s))) {
		if i >= 0 {
			out = append(out, e.Stories[i])
		}
	}
	return out
}

func slugs(ss []*site.Story) (out []string) {
	for _, s := range ss {
		out = append(out, s.Slug)
	}
	return out
}

// The page of the day's coverage leads to the result that came after it, first of all,
// and so does what the desk of the result named by hand; last year's does not.
func TestOlderStoriesLeadToTheResult(t *testing.T) {
	day := 24 * time.Hour
	at := func(name string, ago time.Duration, tags ...string) *site.Article {
		return article("politics/"+name+".md", noon.Add(-ago), tags...)
	}
	var as []*site.Article
	for i := range 12 {
		as = append(as, at(fmt.Sprintf("other%02d", i), time.Duration(i+1)*time.Hour))
	}
	live, claim, last := at("live", 3*day, "انتخابات"), at("claim", 20*day), at("last", 365*day, "انتخابات")
	result := at("result", 2*day, "انتخابات")
	result.Extras = &site.Extras{Related: []site.Ref{ref("claim")}}
	named := at("named", 10*day)
	named.Extras = &site.Extras{Related: []site.Ref{ref("result"), ref("last")}}
	e := paper(append(as, live, claim, last, result, named)...)
	related := Of(e, 4)
	of := func(name string) []string { return slugs(related.at(e, e.Find("", "politics/"+name))) }
	if got := of("live"); len(got) == 0 || got[0] != "result" {
		t.Errorf("the live page leads to %v", got)
	}
	if got := of("claim"); len(got) == 0 || got[0] != "result" {
		t.Errorf("what the result names leads to %v", got)
	}
	if got := of("last"); slices.Contains(got, "result") || slices.Contains(got, "named") {
		t.Errorf("last year's story leads to %v", got)
	}
	if got := of("named"); !slices.Equal(got[:2], []string{"result", "last"}) {
		t.Errorf("the desk named result and last, the page leads to %v", got)
	}
}

func TestARareTagWeighsMore(t *testing.T) {
	var as []*site.Article
	for i := range 20 {
		as = append(as, article(fmt.Sprintf("politics/common%02d.md", i), noon.Add(time.Duration(i-100)*time.Hour), "شائع"))
	}
	as = append(as, article("politics/rare.md", noon.Add(-200*time.Hour), "نادر"))
	as = append(as, article("politics/story.md", noon.Add(-time.Hour), "شائع", "نادر"))
	e := paper(as...)
	if got := Of(e, 4).at(e, e.Find("", "politics/story"))[0].Slug; got != "rare" {
		t.Errorf("the first related story is %s, want the one that shares the rare tag", got)
	}
}

// Beside a story stand its section's others, older ones first, and what is related to it stands there no second
// time; a story of another section is found elsewhere. A page has no neighbours.
func TestWhatStandsBesideAStory(t *testing.T) {
	var as []*site.Article
	for i := range 6 {
		as = append(as, article(fmt.Sprintf("politics/s%d.md", i), noon.Add(time.Duration(i-6)*time.Hour)))
	}
	away := article("politics/away.md", noon.Add(-90*time.Minute))
	away.Dir = "sport"
	page := article("politics/about.md", noon)
	page.Static = true
	as[0].Extras = &site.Extras{Related: []site.Ref{ref("about")}}
	e := paper(append(as, away, page)...)
	r := Of(e, 2)
	titles := func(cards []*site.SideCard) (out []string) {
		for _, c := range cards {
			out = append(out, c.Title[len("politics/"):len(c.Title)-len(".md")])
		}
		return out
	}
	at := func(name string) int32 { return Place(e, e.Find("", "politics/"+name)) }
	older, newer := r.Beside(e, at("s3"))
	for what, c := range map[string][2][]string{
		"related":   {titles(r.To(e, at("s3"))), {"s2", "s1"}},
		"by hand":   {titles(r.To(e, at("s0"))), {"about"}},
		"section":   {titles(r.Section(e, at("s3"), 4)), {"s0", "s4", "s5"}},
		"elsewhere": {titles(r.Elsewhere(e, at("s3"), 4)), {"away"}},
		"from away": {titles(r.Elsewhere(e, at("away"), 2)), {"s4", "s3"}},
		"beside":    {titles([]*site.SideCard{older, newer}), {"s2", "s4"}},
		"of a page": {titles(r.To(e, at("about"))), nil},
	} {
		if !slices.Equal(c[0], c[1]) {
			t.Errorf("%s: %v, want %v", what, c[0], c[1])
		}
	}
	if a, b := r.Beside(e, at("about")); a != nil || b != nil {
		t.Errorf("a page has neighbours: %v %v", a, b)
	}
	if got := Place(e, &site.Story{Article: &site.Article{Static: true}}); got != -1 {
		t.Errorf("what is not of the edition has the place %d", got)
	}
}
