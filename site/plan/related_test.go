package plan

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"warraq/site"
	"warraq/site/edition"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func config() *site.Config {
	return &site.Config{
		Title: "المدار", BaseURL: "https://example.org/news", Language: "ar", Zone: time.UTC,
		Permalink: "/:section/:year/:month/:slug/", PageSize: 3,
		Pages: site.Pages{Lite: true, Archive: true, Search: true, Agencies: true, Related: 4},
		Feeds: site.FeedConfig{Limit: 5, Formats: []string{"rss", "atom", "json"}, Terms: true, LLMs: true},
	}
}

func article(path string, date time.Time, tags ...string) *site.Article {
	a := site.NewArticle(path)
	a.Dir, a.Slug, a.Title, a.Date, a.Publish = "politics", path[len("politics/"):len(path)-len(".md")], path, date, date
	for _, t := range tags {
		a.Tags = append(a.Tags, &site.Name{Label: t, Slug: t, Sort: t})
	}
	return a
}

func paper(as ...*site.Article) *site.Edition { return paperOf(config(), as...) }

func paperOf(c *site.Config, as ...*site.Article) *site.Edition {
	e, _ := edition.New(edition.Sources{
		Config: c, Clock: site.Clock{Now: noon},
		Manuscripts: site.Manuscripts{Articles: as, Sections: []*site.Section{{Dir: "politics", Title: "سياسة", Order: 1}}},
		Files:       &site.Attachments{},
		Together: func(tasks ...func()) {
			for _, do := range tasks {
				do()
			}
		},
	})
	return e
}

// history are n stories of one section, an hour apart, with two tags in turn.
func history(n int) []*site.Article {
	as := make([]*site.Article, n)
	for i := range as {
		as[i] = article(fmt.Sprintf("politics/s%04d.md", i), noon.Add(time.Duration(i-n)*time.Hour), fmt.Sprint("t", i%7), fmt.Sprint("u", i%3))
	}
	return as
}

// A new story changes the related links of few old ones: of those that it names itself
// and that are at most Ahead older.
func TestAppendingAStoryChangesFewOldRelatedLinks(t *testing.T) {
	const n = 120
	for apart, want := range map[time.Duration]int{time.Hour: mostAhead, 10 * 24 * time.Hour: 0} { // those with a rare tag in common are weeks old
		all := history(n + 1)
		for i, a := range all {
			a.Date = noon.Add(time.Duration(i-n-1) * apart)
			a.Publish = a.Date
		}
		before, after := paper(all[:n]...), paper(all...)
		related := Relate(after, 4)
		was := Relate(before, 4)
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
func (r Related) at(e *site.Edition, s *site.Story) (out []*site.Story) {
	for _, i := range r.of(int(place(e, s))) {
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
	related := Relate(e, 4)
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
	if got := Relate(e, 4).at(e, e.Find("", "politics/story"))[0].Slug; got != "rare" {
		t.Errorf("the first related story is %s, want the one that shares the rare tag", got)
	}
}
