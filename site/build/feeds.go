package build

import (
	"bytes"
	"html/template"
	"io"
	"iter"
	"path"
	"strconv"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/feed"
)

// feedKind is a form that a list's feed is written in.
type feedKind struct {
	file  string
	title string
	mime  string
	write func(io.Writer, *site.FeedView) error
}

var feedKinds = map[string]feedKind{
	"rss":  {"index.xml", "RSS", "application/rss+xml", feed.RSS},
	"atom": {"atom.xml", "Atom", "application/atom+xml", feed.Atom},
	"json": {"feed.json", "JSON Feed", "application/feed+json", feed.JSON},
}

// raw makes the job of a file that code writes.
func raw[V any](address, maker string, view func() *V, write func(io.Writer, *V) error) job {
	return job{
		path: outputPath(address), maker: site.Sum(cache.Of([]byte(maker))), view: func() any { return view() },
		render: func(out *bytes.Buffer, v any, _ answerer) error { return write(out, v.(*V)) },
	}
}

// feedJobs are the feeds of the edition and of every term that has one.
func (p *Plan) feedJobs() iter.Seq[job] {
	return func(yield func(job) bool) {
		c := p.Edition.Config
		lists := func(f func(address, title, about string, stories []*site.Story) bool) {
			if !f("/", c.Title, c.Description, p.Edition.Stories) {
				return
			}
			for t := range p.terms() {
				if p.hasFeed(t) && !f(t.Address, t.Name.Label, p.intro(t), t.Stories) {
					return
				}
			}
		}
		lists(func(address, title, about string, stories []*site.Story) bool {
			for _, name := range c.Feeds.Formats {
				kind := feedKinds[name]
				at := address + kind.file
				view := func() *site.FeedView { return p.feed(address, at, title, about, stories) }
				write := func(w io.Writer, v *site.FeedView) error {
					if err := p.fillFeed(v, stories); err != nil {
						return err
					}
					return kind.write(w, v)
				}
				if !yield(raw(at, "feed/"+name, view, write)) {
					return false
				}
			}
			return true
		})
	}
}

func (p *Plan) hasFeed(t *site.Term) bool {
	switch t.Kind {
	case site.KindSection:
		return true
	case site.KindAgency:
		return false
	}
	return p.Edition.Config.Feeds.Terms
}

// feedLink is the address of a term's main feed, in an href.
func (p *Plan) feedLink(t *site.Term) string {
	if formats := p.Edition.Config.Feeds.Formats; len(formats) > 0 && p.hasFeed(t) {
		return p.Edition.Config.URL(t.Address + feedKinds[formats[0]].file)
	}
	return ""
}

func (p *Plan) editionFeeds() []site.FeedLink {
	var out []site.FeedLink
	c := p.Edition.Config
	for _, name := range c.Feeds.Formats {
		kind := feedKinds[name]
		out = append(out, site.FeedLink{Title: c.Title + " (" + kind.title + ")", URL: c.URL("/" + kind.file), Type: kind.mime})
	}
	return out
}

// feed is all that a list's feed may show.
func (p *Plan) feed(address, self, title, about string, stories []*site.Story) *site.FeedView {
	c := p.Edition.Config
	v := &site.FeedView{
		Title: title, Description: about, Home: c.Abs(c.URL(address)), Self: c.Abs(c.URL(self)), Hub: c.Feeds.Hub,
		Lang: c.Language, Icon: c.Abs(p.assets.named.TouchIcon), Publisher: c.Publisher.Name,
	}
	if title != c.Title {
		v.Title = title + " | " + c.Title
	}
	if about == "" {
		v.Description = c.Description
	}
	for _, s := range stories[:min(c.Feeds.Limit, len(stories))] {
		item := site.FeedItem{Card: s.Card, ID: c.Abs(s.Card.URL), URL: c.Abs(s.Card.URL), Media: p.media(s)}
		for _, n := range s.Article.Tags {
			item.Tags = append(item.Tags, n.Label)
		}
		if c.Feeds.FullText {
			item.BodyKey = p.bodyKey(p.newest(s).Article)
		}
		if at := latest(s.Card); at.After(v.Updated) {
			v.Updated = at
		}
		v.Items = append(v.Items, item)
	}
	return v
}

// fillFeed adds the bodies of a full-text feed, their addresses absolute.
func (p *Plan) fillFeed(v *site.FeedView, stories []*site.Story) error {
	if !p.Edition.Config.Feeds.FullText {
		return nil
	}
	for i := range v.Items {
		s := p.newest(stories[i])
		body, err := p.body(new(words), s.Article)
		if err != nil {
			return err
		}
		v.Items[i].Body = absolute(body, p.chrome[nil].Root, v.Items[i].URL)
	}
	return nil
}

func latest(c *site.Card) time.Time {
	if c.Updated.After(c.Date) {
		return c.Updated
	}
	return c.Date
}

// mapView is the addresses of one sitemap.
type mapView struct{ URLs []feed.SitemapURL }

// maxSitemap is the protocol's limit (sitemaps.org).
const maxSitemap = 50000

// sitemapJobs are a sitemap a month, so that publishing rewrites one small
// file, one for the lists, the news sitemap, their index, and robots.txt.
func (p *Plan) sitemapJobs() iter.Seq[job] {
	return func(yield func(job) bool) {
		c := p.Edition.Config
		var index []feed.SitemapURL
		write := func(w io.Writer, v *mapView) error { return feed.Sitemap(w, v.URLs) }
		emit := func(name string, modified time.Time, view func() *mapView) bool {
			address := "/sitemaps/" + name + ".xml"
			index = append(index, feed.SitemapURL{Loc: c.Abs(c.URL(address)), Modified: modified})
			return yield(raw(address, "feed/sitemap", view, write))
		}
		if !emit("lists", time.Time{}, p.listMap) {
			return
		}
		for _, m := range p.Edition.ByMonth(p.Edition.Stories) {
			for n := 0; n*maxSitemap < len(m.Stories); n++ {
				part := m.Stories[n*maxSitemap : min((n+1)*maxSitemap, len(m.Stories))]
				name := m.Month.Format("2006-01")
				if n > 0 {
					name += "-" + strconv.Itoa(n+1)
				}
				if !emit(name, newest(part), func() *mapView { return p.storyMap(part) }) {
					return
				}
			}
		}
		indexView := func() *mapView { return &mapView{index} }
		_ = yield(raw("/sitemap.xml", "feed/sitemapindex", indexView, func(w io.Writer, v *mapView) error { return feed.SitemapIndex(w, v.URLs) })) &&
			yield(p.newsMap()) && yield(p.robots())
	}
}

func newest(stories []*site.Story) (t time.Time) {
	for _, s := range stories {
		if at := latest(s.Card); at.After(t) {
			t = at
		}
	}
	return t
}

func (p *Plan) storyMap(stories []*site.Story) *mapView {
	c := p.Edition.Config
	v := &mapView{make([]feed.SitemapURL, 0, len(stories))}
	for _, s := range stories {
		u := feed.SitemapURL{Loc: c.Abs(s.Card.URL), Modified: latest(s.Card)}
		if pic := s.Card.Image; pic.URL != "" {
			pic.URL = c.Abs(pic.URL)
			u.Images = []site.Picture{pic}
		}
		for _, t := range p.translations(s) {
			u.Alternates = append(u.Alternates, feed.Alternate{Lang: t.Lang, URL: t.URL})
		}
		v.URLs = append(v.URLs, u)
	}
	return v
}

// listMap holds the front page, the static pages and the first page of every
// list.
func (p *Plan) listMap() *mapView {
	c := p.Edition.Config
	v := &mapView{[]feed.SitemapURL{{Loc: c.Abs(c.URL("/"))}}}
	for _, s := range p.Edition.Pages {
		v.URLs = append(v.URLs, feed.SitemapURL{Loc: c.Abs(s.Card.URL)})
	}
	for t := range p.terms() {
		if len(t.Stories) > 0 && len(v.URLs) < maxSitemap {
			v.URLs = append(v.URLs, feed.SitemapURL{Loc: c.Abs(c.URL(t.Address)), Modified: newest(t.Stories[:1])})
		}
	}
	return v
}

// newsView is a news sitemap: the last two days, at most a thousand stories
// (Google News).
type newsView struct {
	Publication string
	Lang        string
	Items       []feed.NewsItem
}

func (p *Plan) newsMap() job {
	view := func() *newsView {
		c := p.Edition.Config
		v := &newsView{Publication: c.Title, Lang: c.Language}
		for _, s := range p.Edition.Stories {
			if s.Date.Before(p.Edition.Now.Add(-48*time.Hour)) || len(v.Items) == 1000 {
				break
			}
			v.Items = append(v.Items, feed.NewsItem{Loc: c.Abs(s.Card.URL), Title: s.Title, Published: s.Card.Date})
		}
		return v
	}
	return raw("/sitemap-news.xml", "feed/newssitemap", view, func(w io.Writer, v *newsView) error {
		return feed.NewsSitemap(w, v.Publication, v.Lang, v.Items)
	})
}

// robotsView is what robots.txt says.
type robotsView struct {
	Sitemaps []string
	Closed   bool
}

func (p *Plan) robots() job {
	view := func() *robotsView {
		c := p.Edition.Config
		return &robotsView{[]string{c.Abs(c.URL("/sitemap.xml")), c.Abs(c.URL("/sitemap-news.xml"))}, p.in.Preview}
	}
	return raw("/robots.txt", "robots", view, func(w io.Writer, v *robotsView) error {
		rule := "Disallow:\n"
		if v.Closed {
			rule = "Disallow: /\n"
		}
		text := "User-agent: *\n" + rule
		for _, s := range v.Sitemaps {
			text += "Sitemap: " + s + "\n"
		}
		_, err := io.WriteString(w, text)
		return err
	})
}

// absolute gives the addresses of a body, which a reader meets far from its
// page, their host; an anchor gets the page.
func absolute(body template.HTML, root, page string) template.HTML {
	return template.HTML(strings.NewReplacer( // the longer first: //host has one already
		` src="//`, ` src="//`, ` href="//`, ` href="//`, ` poster="//`, ` poster="//`,
		` src="/`, ` src="`+root+"/", ` href="/`, ` href="`+root+"/", ` poster="/`, ` poster="`+root+"/",
		` href="#`, ` href="`+page+"#",
	).Replace(string(body)))
}

// fingerprinted puts a hash of its bytes into a file's name.
func fingerprinted(name string, data []byte) string {
	sum := cache.Of(data)
	ext := path.Ext(name)
	const hex = "0123456789abcdef"
	tag := make([]byte, 0, 10)
	for _, b := range sum[:5] {
		tag = append(tag, hex[b>>4], hex[b&15])
	}
	return name[:len(name)-len(ext)] + "." + string(tag) + ext
}
