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

func TestAppendingAStoryChangesNoOldRelatedLinks(t *testing.T) {
	const n = 120
	all := history(n + 1)
	before := paper(all[:n]...)
	after := paper(all...)
	slugs := func(ss []*site.Story) (out []string) {
		for _, s := range ss {
			out = append(out, s.Slug)
		}
		return out
	}
	for _, s := range before.Stories {
		now := after.Find("", site.SourceKey(s.Article.Path))
		was, is := slugs(Relate(before, 4).to(before, s)), slugs(Relate(after, 4).to(after, now))
		if !slices.Equal(was, is) {
			t.Errorf("%s: related %v became %v", s.Slug, was, is)
		}
	}
	if n := len(Relate(after, 4)[0]); n != 4 {
		t.Errorf("the newest story has %d related stories", n)
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
	if got := Relate(e, 4).to(e, e.Find("", "politics/story"))[0].Slug; got != "rare" {
		t.Errorf("the first related story is %s, want the one that shares the rare tag", got)
	}
}
