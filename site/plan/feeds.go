package plan

import (
	"time"

	"warraq/site"
	"warraq/site/feed"
)

// feedFiles are the feeds of the edition and of its lists.
type feedFiles struct {
	edition  *site.Edition
	resolver *site.Resolver
	icon     string
}

// feedKind is a form that a list's feed is written in.
type feedKind struct {
	file     string
	title    string
	mime     string
	template string
}

// feedKinds are the forms by their names in edition.yaml.
var feedKinds = map[string]feedKind{
	"rss":  {site.FeedFiles["rss"], "RSS", "application/rss+xml", RSS},
	"atom": {site.FeedFiles["atom"], "Atom", "application/atom+xml", Atom},
	"json": {site.FeedFiles["json"], "JSON Feed", "application/feed+json", JSONFeed},
}

// channel is a list that feeds are made of.
type channel struct {
	address, title, about string
	stories               []*site.Story
}

func channelOf(t *site.Term) channel { return channel{t.Address, t.Name.Label, intro(t), t.Stories} }

func (p *feedFiles) paper() channel {
	c := p.edition.Config
	return channel{site.HomeRoot, c.Title, c.Description, p.edition.Stories}
}

// entries are the feeds of the edition and of every term that has one.
func (p *feedFiles) entries(add func(Entry)) {
	each := func(ch channel, formats []string) {
		for _, name := range formats {
			kind := feedKinds[name]
			add(page(ch.address+kind.file, kind.template, func() *feed.View { return p.view(ch, kind.file) }).of(p.edition, ch.stories[:min(1, len(ch.stories))]...))
		}
	}
	each(p.paper(), p.edition.Config.Feeds.Formats)
	for t := range p.edition.Listed() {
		each(channelOf(t), p.edition.FeedFormats(t))
	}
}

// podcasts are the feeds of the edition's recordings, and of each series that
// has some.
func (p *feedFiles) podcasts(add func(Entry)) {
	each := func(ch channel, serial bool) {
		if ch.stories = recordings(ch.stories); len(ch.stories) > 0 {
			add(page(ch.address+site.PodcastFile, RSS, func() *feed.View { return p.podcast(ch, serial) }))
		}
	}
	each(p.paper(), false)
	for _, t := range p.edition.Series {
		each(channelOf(t), t.Section != nil && t.Section.OldestFirst)
	}
}

func (p *feedFiles) podcast(ch channel, serial bool) *feed.View {
	v := p.view(ch, site.PodcastFile)
	v.Podcast, v.Serial, v.Email = true, serial, p.edition.Config.Publisher.Email
	return v
}

func recordings(stories []*site.Story) (out []*site.Story) {
	for _, s := range stories {
		if s.Type == site.Audio && s.Article.Media.Src != "" {
			out = append(out, s)
		}
	}
	return out
}

// link is the address of a term's main feed, in an href; "" where it has none.
func (p *feedFiles) link(t *site.Term) string {
	if formats := p.edition.FeedFormats(t); len(formats) > 0 {
		return p.edition.Config.URL(t.Address + feedKinds[formats[0]].file)
	}
	return ""
}

// ofEdition are the links to the feeds of the whole edition.
func (p *feedFiles) ofEdition() []site.FeedLink {
	var out []site.FeedLink
	c := p.edition.Config
	for _, name := range c.Feeds.Formats {
		kind := feedKinds[name]
		out = append(out, site.FeedLink{Title: c.Title + " (" + kind.title + ")", URL: c.URL("/" + kind.file), Type: kind.mime})
	}
	return out
}

// mostTags is how many tags of a story its feeds name: a story of thousands stands in
// as many feeds.
const mostTags = 50

// view is all that a list's feed may show.
func (p *feedFiles) view(ch channel, file string) *feed.View {
	c := p.edition.Config
	v := &feed.View{
		Title: ch.title, Description: ch.about, Home: c.Abs(c.URL(ch.address)), Self: c.Abs(c.URL(ch.address + file)), Hub: c.Feeds.Hub,
		Lang: c.Language, Icon: c.Abs(p.icon), Publisher: c.Publisher.Name, Root: c.Root(),
	}
	if ch.title != c.Title {
		v.Title = ch.title + " | " + c.Title
	}
	if ch.about == "" {
		v.Description = c.Description
	}
	for _, s := range ch.stories[:min(c.Feeds.Limit, len(ch.stories))] {
		item := feed.Item{Card: s.Card, ID: c.Abs(s.Card.URL), URL: c.Abs(s.Card.URL), Media: media(p.resolver, s), Part: s.Part}
		for _, n := range s.Article.Tags[:min(len(s.Article.Tags), mostTags)] {
			item.Tags = append(item.Tags, n.Label)
		}
		if c.Feeds.FullText {
			item.Text = text(p.edition, p.resolver, s)
		}
		if at := latest(s.Card); at.After(v.Updated) {
			v.Updated = at
		}
		v.Items = append(v.Items, item)
	}
	return v
}

// latest is when a story was changed last.
func latest(c *site.Card) time.Time {
	if c.Updated.After(c.Date) {
		return c.Updated
	}
	return c.Date
}
