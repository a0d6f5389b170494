package plan

import (
	"fmt"
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
