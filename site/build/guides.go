package build

import (
	"io"
	"iter"
	"strings"

	"warraq/site"
	"warraq/site/feed"
)

// podcastFile is the feed of a list's recordings, for podcast players.
const podcastFile = "podcast.xml"

// oEmbedFile lies beside the page of a film or a recording.
const oEmbedFile = "oembed.json"

// podcastJobs are the feeds of the edition's recordings, and of each series
// that has some.
func (p *Plan) podcastJobs() iter.Seq[job] {
	return func(yield func(job) bool) {
		c := p.Edition.Config
		emit := func(address, title, about string, stories []*site.Story) bool {
			episodes := recordings(stories)
			if len(episodes) == 0 {
				return true
			}
			view := func() *site.FeedView {
				v := p.feed(address, address+podcastFile, title, about, episodes)
				v.Podcast, v.Email = true, c.Publisher.Email
				return v
			}
			write := func(w io.Writer, v *site.FeedView) error {
				if err := p.fillFeed(v, episodes); err != nil {
					return err
				}
				return feed.RSS(w, v)
			}
			return yield(raw(address+podcastFile, "feed/podcast", view, write))
		}
		if !emit("/", c.Title, c.Description, p.Edition.Stories) {
			return
		}
		for _, t := range p.Edition.Series {
			if !emit(t.Address, t.Name.Label, p.intro(t), t.Stories) {
				return
			}
		}
	}
}

func recordings(stories []*site.Story) (out []*site.Story) {
	for _, s := range stories {
		if s.Type == site.Audio && s.Article.Media.Src != "" {
			out = append(out, s)
		}
	}
	return out
}

// opmlView is the list of the edition's feeds.
type opmlView struct {
	Title string
	Feeds []site.Link
}

// guideJobs are what leads readers' programs and robots to the rest: the list
// of feeds, llms.txt where the edition wants one, and what embeds a player.
func (p *Plan) guideJobs() iter.Seq[job] {
	return func(yield func(job) bool) {
		c := p.Edition.Config
		if len(c.Feeds.Formats) > 0 && !yield(raw("/feeds.opml", "feed/opml", p.opml, func(w io.Writer, v *opmlView) error { return feed.OPML(w, v.Title, v.Feeds) })) {
			return
		}
		if c.Feeds.LLMs && !yield(raw("/llms.txt", "feed/llms", p.llms, feed.LLMs)) {
			return
		}
		for _, s := range p.Edition.Stories {
			if isPlayable(p.media(s)) && p.granted(s.Address, s) &&
				!yield(raw(s.Address+oEmbedFile, "feed/oembed", func() *feed.OEmbedView { return p.oEmbed(s) }, feed.OEmbed)) {
				return
			}
		}
	}
}

func (p *Plan) opml() *opmlView {
	c := p.Edition.Config
	main := feedKinds[c.Feeds.Formats[0]].file
	v := &opmlView{Title: c.Title, Feeds: []site.Link{{Title: c.Title, URL: c.Abs(c.URL("/" + main))}}}
	for t := range p.terms() {
		if t.Kind == site.KindSection || p.hasFeed(t) && t.Kind == site.KindSeries {
			v.Feeds = append(v.Feeds, site.Link{Title: t.Name.Label, URL: c.Abs(p.feedLink(t))})
		}
	}
	return v
}

// llms tells language models where the paper's own words about itself are.
func (p *Plan) llms() *feed.LLMsView {
	c := p.Edition.Config
	group := func(title site.Words) feed.LLMsGroup { return feed.LLMsGroup{Title: title.In(c.Language)} }
	sections, about, feeds := group(site.Say("الأقسام", "Sections")), group(site.Say("عن الصحيفة", "About the paper")), group(site.Say("الخلاصات", "Feeds"))
	for _, t := range p.Edition.Sections {
		sections.Links = append(sections.Links, feed.LLMsLink{Title: t.Name.Label, URL: c.Abs(c.URL(t.Address)), About: p.intro(t)})
	}
	for _, s := range p.Edition.Pages {
		about.Links = append(about.Links, feed.LLMsLink{Title: s.Title, URL: c.Abs(s.Card.URL), About: s.Article.Summary})
	}
	for _, f := range p.editionFeeds() {
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

func (p *Plan) oEmbed(s *site.Story) *feed.OEmbedView {
	c := p.Edition.Config
	m := p.media(s)
	v := &feed.OEmbedView{
		Title: s.Title, Provider: c.Title, Home: c.Abs(c.URL("/")), Page: c.Abs(s.Card.URL), Media: c.Abs(m.URL), Audio: m.Audio, Thumbnail: s.Card.Image,
	}
	v.Thumbnail.URL = c.Abs(v.Thumbnail.URL)
	if len(s.Card.Authors) > 0 {
		v.Author = s.Card.Authors[0].Name
	}
	return v
}

// translations are a story's addresses in all its languages, itself first;
// none where it has but one.
func (p *Plan) translations(s *site.Story) []site.Translation {
	if len(s.Article.Translations) == 0 {
		return nil
	}
	lang := s.Lang
	if lang == "" {
		lang = p.Edition.Config.Language
	}
	own := site.Translation{Lang: lang, URL: p.Edition.Config.Abs(s.Card.URL)}
	return append([]site.Translation{own}, s.Article.Translations...)
}
