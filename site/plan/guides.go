package plan

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/feed"
	"warraq/site/plan/tongues"
)

// guideFiles lead robots and readers' programs to the pages: sitemaps,
// robots.txt, the list of feeds, llms.txt, and what embeds a player.
type guideFiles struct {
	edition  *site.Edition
	resolver *site.Resolver
	feeds    *feedFiles
	preview  bool
	tongues  *tongues.Tongue
}

// oEmbedFile lies beside the page of a film or a recording.
const oEmbedFile = "oembed.json"

// entries are the list of feeds, llms.txt where the edition wants one, and the
// descriptions of players.
func (p *guideFiles) entries(add func(Entry)) {
	c := p.edition.Config
	if len(c.Feeds.Formats) > 0 {
		add(page("/feeds.opml", OPML, p.opml))
	}
	if c.Feeds.LLMs {
		add(page("/llms.txt", LLMs, p.llms))
	}
	for _, s := range p.edition.Stories {
		if isPlayable(media(p.resolver, s)) {
			add(page(s.Address+oEmbedFile, OEmbed, func() *feed.OEmbedView { return p.oEmbed(s) }).of(p.edition, s))
		}
	}
}

// OPMLView is the list of the edition's feeds.
type OPMLView struct {
	Title string
	Lang  string
	Feeds []site.Link
}

func (p *guideFiles) opml() *OPMLView {
	c := p.edition.Config
	main := feedKinds[c.Feeds.Formats[0]].file
	v := &OPMLView{Title: c.Title, Lang: c.Language, Feeds: []site.Link{{Title: c.Title, URL: c.Abs(c.URL("/" + main))}}}
	for t := range p.edition.Listed() {
		if href := p.feeds.link(t); href != "" && (t.Kind == site.KindSection || t.Kind == site.KindSeries) {
			v.Feeds = append(v.Feeds, site.Link{Title: t.Name.Label, URL: c.Abs(href)})
		}
	}
	return v
}

// llms tells language models where the paper's own words about itself are.
func (p *guideFiles) llms() *feed.LLMsView {
	c := p.edition.Config
	group := func(title string) feed.LLMsGroup { return feed.LLMsGroup{Title: label(c.Language, title)} }
	sections, about, feeds := group("sections"), group("about"), group("feeds")
	for _, t := range p.edition.Sections {
		sections.Links = append(sections.Links, feed.LLMsLink{Title: t.Name.Label, URL: c.Abs(c.URL(t.Address)), About: intro(t)})
	}
	for _, s := range p.edition.Pages {
		about.Links = append(about.Links, feed.LLMsLink{Title: s.Title, URL: c.Abs(s.Card.URL), About: s.Article.Summary})
	}
	for _, f := range p.feeds.ofEdition() {
		feeds.Links = append(feeds.Links, feed.LLMsLink{Title: f.Title, URL: c.Abs(f.URL)})
	}
	v := &feed.LLMsView{Title: c.Title, Summary: c.Description}
	for _, g := range []feed.LLMsGroup{sections, about, feeds} {
		if len(g.Links) > 0 {
			v.Groups = append(v.Groups, g)
		}
	}
	return v
}

// isPlayable says that a film or a recording is a file, not a page elsewhere.
func isPlayable(m *site.MediaView) bool {
	return m != nil && m.URL != "" && (strings.HasPrefix(m.MIME, "video/") || strings.HasPrefix(m.MIME, "audio/"))
}

func (p *guideFiles) oEmbed(s *site.Story) *feed.OEmbedView {
	c := p.edition.Config
	m := media(p.resolver, s)
	v := &feed.OEmbedView{
		Title: s.Title, Provider: c.Title, Home: c.Abs(c.URL("/")), Page: c.Abs(s.Card.URL), Media: c.Abs(m.URL), Audio: m.Audio, Thumbnail: s.Card.Image,
	}
	v.Thumbnail.URL = c.Abs(v.Thumbnail.URL)
	if len(s.Card.Authors) > 0 {
		v.Author = s.Card.Authors[0].Name
	}
	return v
}

// MapView is the addresses of one sitemap (sitemaps.org).
type MapView struct{ URLs []feed.SitemapURL }

// maxSitemap is the protocol's limit of addresses in one sitemap.
const maxSitemap = 50000

// sitemaps are a sitemap a month, so that a new story rewrites one small file,
// one for the lists, the news sitemap, their index, and robots.txt.
func (p *guideFiles) sitemaps(add func(Entry)) {
	c := p.edition.Config
	var index []feed.SitemapURL
	one := func(name string, modified time.Time, view func() *MapView, of ...*site.Story) {
		address := "/sitemaps/" + name + ".xml"
		index = append(index, feed.SitemapURL{Loc: c.Abs(c.URL(address)), Modified: modified})
		add(page(address, Sitemap, view).of(p.edition, of...))
	}
	one("lists", time.Time{}, p.listMap)
	for _, m := range p.edition.ByMonth(p.edition.Stories) {
		n := 1
		for part := range slices.Chunk(m.Stories, maxSitemap) {
			name := m.Month.Format("2006-01")
			if m.Month.IsZero() {
				name = "undated"
			}
			if n > 1 {
				name += "-" + strconv.Itoa(n)
			}
			one(name, newest(part), func() *MapView { return p.storyMap(part) }, part[:1]...)
			n++
		}
	}
	add(page("/sitemap.xml", SitemapIndex, func() *MapView { return &MapView{index} }))
	add(page("/sitemap-news.xml", NewsSitemap, p.news))
	if c.At == "" { // robots read that of the host alone
		add(page("/robots.txt", Robots, p.robots))
	}
}

// newest is when the latest change of some stories was made.
func newest(stories []*site.Story) (t time.Time) {
	for _, s := range stories {
		if at := latest(s.Card); at.After(t) {
			t = at
		}
	}
	return t
}

func (p *guideFiles) storyMap(stories []*site.Story) *MapView {
	c := p.edition.Config
	v := &MapView{make([]feed.SitemapURL, 0, len(stories))}
	for _, s := range stories {
		v.URLs = append(v.URLs, feed.SitemapURL{
			Loc: c.Abs(s.Card.URL), Modified: latest(s.Card), Image: c.Abs(s.Card.Image.URL), Alternates: tongues.Alternates(p.tongues.Story(c, s)),
		})
	}
	return v
}

// listMap holds the front page, the static pages and the first page of every
// list.
func (p *guideFiles) listMap() *MapView {
	c := p.edition.Config
	v := &MapView{[]feed.SitemapURL{{Loc: c.Abs(c.URL(site.HomeRoot)), Alternates: tongues.Alternates(p.tongues.Of(site.HomeRoot))}}}
	for _, s := range p.edition.Pages {
		v.URLs = append(v.URLs, feed.SitemapURL{Loc: c.Abs(s.Card.URL), Alternates: tongues.Alternates(p.tongues.Story(c, s))})
	}
	for t := range p.edition.Listed() {
		if len(t.Stories) > 0 && len(v.URLs) < maxSitemap {
			v.URLs = append(v.URLs, feed.SitemapURL{Loc: c.Abs(c.URL(t.Address)), Modified: newest(t.Stories[:1]), Alternates: tongues.Alternates(p.tongues.Of(t.Address))})
		}
	}
	return v
}

// NewsView is a news sitemap: the stories of site.NewsWindow, at most a thousand stories
// (Google News).
type NewsView struct {
	Publication string
	Lang        string
	Items       []feed.NewsItem
}

func (p *guideFiles) news() *NewsView {
	c := p.edition.Config
	v := &NewsView{Publication: c.Title, Lang: c.Language}
	for _, s := range p.edition.Stories {
		if s.Published().Before(p.edition.Now.Add(-site.NewsWindow)) || len(v.Items) == 1000 {
			break
		}
		v.Items = append(v.Items, feed.NewsItem{Loc: c.Abs(s.Card.URL), Title: s.Title, Published: s.Card.Date})
	}
	return v
}

// RobotsView is what robots.txt says (RFC 9309).
type RobotsView struct {
	Sitemaps []string
	Closed   bool // to all robots
}

func (p *guideFiles) robots() *RobotsView {
	c := p.edition.Config
	v := &RobotsView{[]string{c.Abs(c.URL("/sitemap.xml")), c.Abs(c.URL("/sitemap-news.xml"))}, p.preview}
	for _, s := range c.Sisters {
		if s.At != "" { // an index of sitemaps may not name another one (sitemaps.org)
			v.Sitemaps = append(v.Sitemaps, c.Abs(c.URL(s.At+"/sitemap.xml")), c.Abs(c.URL(s.At+"/sitemap-news.xml")))
		}
	}
	return v
}
