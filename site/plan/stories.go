package plan

import (
	"cmp"
	"html/template"
	"strings"
	"sync"

	"warraq/site"
	"warraq/site/plan/related"
	"warraq/site/uri"
)

// storyPages are the pages of stories, their light twins, the tombstones of
// what was withdrawn, and the small files that live pages poll.
type storyPages struct {
	edition  *site.Edition
	resolver *site.Resolver
	shell    *shell
	related  related.Places
	tags     sync.Map // *site.Name to site.Link: to the pages of tags
	agencies sync.Map
	has      func(template string) bool
	writers  map[string]site.AuthorView // by slug: the authors of whom there is more to say than a name
}

// entries are the page of every story and its light twin.
func (p *storyPages) entries(add func(Entry)) {
	for _, s := range p.edition.Stories {
		add(p.full(s))
		if p.edition.IsLight(s) {
			add(p.light(s))
		}
	}
}

// tombstones are the pages that stay where stories were withdrawn.
func (p *storyPages) tombstones(add func(Entry)) {
	for _, s := range p.edition.Withdrawn {
		add(page(s.Address, "tombstone.html", func() *site.ArticleView { return p.tombstone(s) }).of(p.edition, s))
	}
}

// at finds the entry of a story's page, or of its light twin, without a list
// of all of them.
func (p *storyPages) at(path string) (Entry, bool) {
	address, isPage := strings.CutSuffix("/"+path, "index.html")
	full, isLight := site.FullAddress(address)
	if isLight = isLight && p.edition.Config.Pages.Lite; isLight {
		address = full
	}
	s := p.edition.At(address)
	switch {
	case !isPage || s == nil || s.Static || isLight && !p.edition.IsLight(s):
		return Entry{}, false
	case isLight:
		return p.light(s), true
	}
	return p.full(s), true
}

func (p *storyPages) full(s *site.Story) Entry {
	return page(s.Address, p.template("", s), func() *site.ArticleView { return p.view(s) }).of(p.edition, s)
}

// template is that of a story, or of its light twin: the one of its type where the type is the paper's own and
// the theme has one for it.
func (p *storyPages) template(dir string, s *site.Story) string {
	if t := p.edition.Config.Types.Find(string(s.Type)); t != nil && p.has(dir+t.File()) {
		return dir + t.File()
	}
	return dir + "article.html"
}

// light is the light twin of a story: the same View for another template, its
// pictures shown on demand, and without what leads elsewhere: a neighbour's new
// title does not touch it.
func (p *storyPages) light(s *site.Story) Entry {
	return page(site.LiteAddress(s.Address), p.template("lite/", s), func() *site.ArticleView {
		v := p.view(s)
		light(&v.Frame, v.URL)
		v.Older, v.Newer, v.SeriesNav, v.Tags, v.Terms, v.Updates = nil, nil, nil, nil, nil, nil
		v.Beside, v.Elsewhere, v.Under, v.Wide, v.Writers = nil, nil, nil, false, nil
		v.Text.Light = label(p.edition.Config.Language, "picture")
		v.Lead = v.Lead.Light()
		for i := range v.Gallery {
			v.Gallery[i] = v.Gallery[i].Light()
		}
		return v
	}).of(p.edition, s)
}

// view is all that a story's page may show.
func (p *storyPages) view(s *site.Story) *site.ArticleView {
	c := p.edition.Config
	v := &site.ArticleView{
		Frame: p.shell.frame("article", s.Address, s.Title, s.Card.Summary, s.Home, p.shell.crumbs[s.Home.Slug()]...),
		Card:  s.Card, Standfirst: s.Standfirst, Dateline: s.Dateline, Life: s.Life, Words: s.Words, Headings: s.Headings,
		Corrections: s.Corrections, Updates: s.Updates, Sources: s.Sources,
		Claim: s.Claim, Coverage: s.Coverage, Lead: s.Card.Image, Params: params(p.resolver, s.Base, s.Article.Params), Members: s.Members, Text: text(p.edition, p.resolver, s),
	}
	v.Entries, _ = p.edition.Shown(s.Article)
	p.shell.link(&v.Frame, s.Address, p.edition.IsLight(s))
	p.head(s, v)
	v.Tags = links(s.Article.Tags, &p.tags, func(n *site.Name) site.Link { return p.termLink(n, site.TagsRoot) })
	v.Terms = p.edition.TermsOf(s, false)
	v.Desks = links(s.Agencies, &p.agencies, func(n *site.Name) site.Link {
		if !c.Pages.Agencies {
			return site.Link{Title: n.Label}
		}
		return p.termLink(n, site.AgencyRoot)
	})
	at := related.Place(p.edition, s)
	v.Related = p.related.To(p.edition, at)
	v.Older, v.Newer = p.related.Beside(p.edition, at)
	for _, n := range s.Authors {
		if w, ok := p.writers[n.Slug]; ok {
			v.Writers = append(v.Writers, w)
		}
	}
	for _, i := range s.Gallery {
		picture := p.resolver.Files.Show(s.Base, i)
		v.Gallery = append(v.Gallery, picture)
		v.LeadInGallery = v.LeadInGallery || picture.URL == v.Lead.URL
	}
	if t := c.Types.Find(string(s.Type)); t != nil {
		v.Schema = t.Schema
	}
	if s.GoesOn(p.edition.Now) {
		v.LiveJSON = c.URL(s.Address + liveFile)
	}
	v.SeriesNav = p.seriesNav(s)
	if v.Media = media(p.resolver, s); v.Media != nil && v.Media.Audio {
		v.Media.Feed = p.edition.Config.URL("/" + site.PodcastFile)
		if t := p.edition.SeriesOf(s); t != nil && !t.Lost {
			v.Media.Feed = p.edition.Config.URL(t.Address + site.PodcastFile)
		}
	}
	p.around(s, v, at)
	return v
}

// writers are the authors with a file that says more than a name.
func writers(e *site.Edition, r *site.Resolver) map[string]site.AuthorView {
	out := map[string]site.AuthorView{}
	for _, t := range e.Authors {
		if t.Author != nil && (t.Author.Bio != "" || t.Author.Picture.Src != "") {
			out[t.Name.Slug] = *authorView(r, t)
		}
	}
	return out
}

func (p *storyPages) head(s *site.Story, v *site.ArticleView) {
	h := &v.Head
	h.Type, h.Published, h.Modified = "article", s.Card.Date, s.Card.Updated
	h.Section = s.Card.Section.Title
	h.Image = p.shell.social.image(s)
	h.Image.URL = p.edition.Config.Abs(h.Image.URL)
	if s.Lang != "" {
		h.Lang = s.Lang
	}
	if did := p.edition.Config.Feeds.Standard; did != "" {
		h.Standard = template.URL(uri.RecordOf(did, uri.DocumentRecord, h.Canonical)) // the settings bound the DID
	}
	h.Translations, h.Default = p.shell.tongues.Story(p.edition.Config, s)
	if isPlayable(media(p.resolver, s)) {
		h.OEmbed = p.edition.Config.Abs(p.edition.Config.URL(s.Address + oEmbedFile))
	}
	if n := len(s.Article.Tags); n > 0 {
		h.Tags = make([]string, n)
		for i, name := range s.Article.Tags {
			h.Tags[i] = name.Label
		}
	}
	if s.Draft || s.Card.Future {
		h.Robots = "noindex, nofollow"
	}
}

// preview is a picture as other sites show it beside a link: cut to the first of
// site.Ratios where it is large enough.
func preview(p site.Picture) site.Picture {
	if w, _ := p.Largest(site.Ratios[0]); w >= site.LeadWidth {
		return p.Plain(site.Ratios[0], site.LeadWidth)
	}
	return p
}

// links lead to the terms of names. Each is made once: stories share their names.
func links(names []*site.Name, known *sync.Map, link func(*site.Name) site.Link) []site.Link {
	if len(names) == 0 {
		return nil
	}
	out := make([]site.Link, len(names))
	for i, n := range names {
		l, ok := known.Load(n)
		if !ok {
			l, _ = known.LoadOrStore(n, link(n))
		}
		out[i] = l.(site.Link)
	}
	return out
}

// termLink leads to a term by the story's own spelling of it.
func (p *storyPages) termLink(n *site.Name, root string) site.Link {
	return site.Link{Title: n.Label, URL: p.edition.Config.URL(root + n.Slug + "/")}
}

func (p *storyPages) seriesNav(s *site.Story) *site.SeriesNav {
	t := p.edition.SeriesOf(s)
	if t == nil || len(t.Stories) < 2 {
		return nil
	}
	parts := t.Stories // newest first
	nav := &site.SeriesNav{
		Title: t.Name.Label, URL: p.edition.Config.URL(t.Address), Index: p.edition.PartNumber(s),
	}
	for i := len(parts) - 1; i >= 0; i-- {
		nav.Parts = append(nav.Parts, parts[i].Card)
	}
	return nav
}

// tombstone stays where a story was withdrawn: its reason, none of its words.
func (p *storyPages) tombstone(s *site.Story) *site.ArticleView {
	title := label(p.edition.Config.Language, "gone")
	v := &site.ArticleView{
		Frame: p.shell.frame("tombstone", s.Address, title, s.Withdrawn.Text, s.Home, p.shell.crumb(s.Home)...),
		Card:  &site.Card{SideCard: site.SideCard{Title: title, URL: s.Card.URL, Section: s.Card.Section}}, Withdrawn: s.Withdrawn,
	}
	v.Head.Robots = "noindex"
	return v
}

// media gives a story's film or recording, or nil.
func media(r *site.Resolver, s *site.Story) *site.MediaView {
	m := s.Article.Media
	if m.Src == "" {
		return nil
	}
	file := r.Files.At(site.Place(s.Base, m.Src))
	v := &site.MediaView{
		URL: file.URL, Size: cmp.Or(file.Size, m.Size), MIME: uri.MediaTypeOf(m.Src),
		Audio: s.Type == site.Audio, Duration: m.Duration, Transcript: m.Transcript, Chapters: m.Chapters,
	}
	if m.Poster != "" {
		v.Poster = r.Files.Show(s.Base, site.Image{Src: m.Poster, Alt: s.Title})
	}
	return v
}
