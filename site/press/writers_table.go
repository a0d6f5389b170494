package press

import (
	"io"

	"warraq/site/feed"
	"warraq/site/plan"
	"warraq/site/press/fill"
)

// writers write the files that no template of the theme makes.
var writers = map[string]func(w io.Writer, view any) error{
	plan.RSS:          writes(feed.RSS),
	plan.Atom:         writes(feed.Atom),
	plan.JSONFeed:     writes(feed.JSON),
	plan.LLMs:         writes(feed.LLMs),
	plan.OEmbed:       writes(feed.OEmbed),
	plan.OPML:         writes(func(w io.Writer, v *plan.OPMLView) error { return feed.OPML(w, v.Title, v.Lang, v.Feeds) }),
	plan.Sitemap:      writes(func(w io.Writer, v *plan.MapView) error { return feed.Sitemap(w, v.URLs) }),
	plan.SitemapIndex: writes(func(w io.Writer, v *plan.MapView) error { return feed.SitemapIndex(w, v.URLs) }),
	plan.NewsSitemap: writes(func(w io.Writer, v *plan.NewsView) error {
		return feed.NewsSitemap(w, v.Publication, v.Lang, v.Items)
	}),
	plan.Robots: writes(func(w io.Writer, v *plan.RobotsView) error { return feed.Robots(w, v.Closed, v.Sitemaps) }),
	plan.Live:   writes(func(w io.Writer, v *plan.LiveView) error { return fill.Live(w, v.Entries, v.Body) }),
}
