package build

import (
	"html/template"
	"iter"
	"mime"
	"path"
	"strings"
	"sync"
	"unsafe"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/feed"
)

// storyJobs are the page of every story and its light twin.
func (p *Plan) storyJobs() iter.Seq[job] {
	return func(yield func(job) bool) {
		for _, s := range p.Edition.Stories {
			if !p.granted(s.Address, s) {
				continue
			}
			if !yield(p.storyJob(s)) {
				return
			}
			if p.Edition.Config.Pages.Lite && !yield(p.liteStoryJob(s)) {
				return
			}
		}
	}
}

// tombstoneJobs are the pages that stay where stories were withdrawn.
func (p *Plan) tombstoneJobs() iter.Seq[job] {
	return func(yield func(job) bool) {
		for _, s := range p.Edition.Withdrawn {
			if p.granted(s.Address, s) && !yield(page(p, s.Address, "tombstone.html", func() *site.ArticleView { return p.tombstone(s) }, nil)) {
				return
			}
		}
	}
}

func (p *Plan) storyJob(s *site.Story) job {
	s = p.newest(s)
	view := func() *site.ArticleView { return p.story(s) }
	return page(p, s.Address, "article.html", view, func(v *site.ArticleView, w *words) (err error) {
		v.Body, err = p.body(w, s.Article)
		v.Head.Graph = func() template.JS { return w.data.Story(v) }
		return err
	})
}

// liteStoryJob is the light twin of a story: the same View for another
// template, its pictures shown on demand, and without what leads elsewhere: a
// neighbour's new title does not touch it.
func (p *Plan) liteStoryJob(s *site.Story) job {
	s = p.newest(s)
	view := func() *site.ArticleView {
		v := p.story(s)
		light(&v.Frame, v.URL)
		v.Older, v.Newer, v.SeriesNav, v.Tags, v.Updates = nil, nil, nil, nil, nil
		return v
	}
	return page(p, "/lite"+s.Address, "lite/article.html", view, func(v *site.ArticleView, w *words) error {
		body, err := p.body(w, s.Article)
		v.Body = tapToLoad(body, label(p.Edition.Config.Language, "picture"))
		return err
	})
}

// story is all that a story's page may show.
func (p *Plan) story(s *site.Story) *site.ArticleView {
	c := p.Edition.Config
	v := &site.ArticleView{
		Frame: p.frame("article", s.Address, s.Title, s.Article.Summary, s.Home, p.crumbs[s.Home]...),
		Card:  s.Card, Standfirst: s.Standfirst, Dateline: s.Dateline, Words: s.Words, Headings: s.Headings,
		Corrections: s.Corrections, Updates: s.Updates, Sources: s.Sources,
		Claim: s.Claim, Coverage: s.Coverage, Entries: s.Entries, Lead: s.Card.Image,
		BodyKey: p.bodyKey(s.Article),
	}
	p.link(&v.Frame, s.Address)
	p.storyHead(s, v)
	v.Tags = links(s.Article.Tags, p.tags, func(n *site.Name) site.Link { return p.termLink(n, "/tags/") })
	v.Desks = links(s.Agencies, p.desks, func(n *site.Name) site.Link {
		if !c.Pages.Agencies {
			return site.Link{Title: n.Label}
		}
		return p.termLink(n, "/agencies/")
	})
	v.Related = cards(s.Nearby)
	if s.Older != nil {
		v.Older = s.Older.Card
	}
	if s.Newer != nil {
		v.Newer = s.Newer.Card
	}
	for _, i := range s.Gallery {
		v.Gallery = append(v.Gallery, p.desk.pictures.show(s.Base, i))
	}
	if isOpen(s) {
		v.LiveJSON = c.URL(s.Address + liveFile)
	}
	v.SeriesNav = p.seriesNav(s)
	v.Media = p.media(s)
	return v
}

func (p *Plan) storyHead(s *site.Story, v *site.ArticleView) {
	h := &v.Head
	h.Type, h.Published, h.Modified = "article", s.Card.Date, s.Card.Updated
	h.Section = s.Card.Section.Title
	h.Image = s.Card.Image
	h.Image.URL = p.Edition.Config.Abs(h.Image.URL)
	if s.Lang != "" {
		h.Lang = s.Lang
	}
	h.Translations = p.translations(s)
	if isPlayable(p.media(s)) {
		h.OEmbed = p.Edition.Config.Abs(p.Edition.Config.URL(s.Address + oEmbedFile))
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
func (p *Plan) termLink(n *site.Name, root string) site.Link {
	return site.Link{Title: n.Label, URL: p.Edition.Config.URL(root + n.Slug + "/")}
}

func (p *Plan) seriesNav(s *site.Story) *site.SeriesNav {
	if s.Serial == nil || len(s.Serial.Stories) < 2 {
		return nil
	}
	parts := s.Serial.Stories // newest first
	nav := &site.SeriesNav{
		Title: s.Serial.Name.Label, URL: p.Edition.Config.URL(s.Serial.Address), Index: s.PartNumber(),
	}
	for i := len(parts) - 1; i >= 0; i-- {
		nav.Parts = append(nav.Parts, parts[i].Card)
	}
	if nav.Index > 1 {
		nav.Older = nav.Parts[nav.Index-2]
	}
	if nav.Index < len(nav.Parts) {
		nav.Newer = nav.Parts[nav.Index]
	}
	return nav
}

func (p *Plan) media(s *site.Story) *site.MediaView {
	m := s.Article.Media
	if m.Src == "" {
		return nil
	}
	v := &site.MediaView{
		URL: p.desk.pictures.of(place(s.Base, m.Src)).url, MIME: mime.TypeByExtension(path.Ext(m.Src)),
		Audio: s.Type == site.Audio, Duration: m.Duration, Transcript: m.Transcript, Chapters: m.Chapters,
	}
	if m.Poster != "" {
		v.Poster = p.desk.pictures.show(s.Base, site.Image{Src: m.Poster, Alt: s.Title})
	}
	return v
}

// tombstone stays where a story was withdrawn: its reason, none of its words.
func (p *Plan) tombstone(s *site.Story) *site.ArticleView {
	title := label(p.Edition.Config.Language, "gone")
	v := &site.ArticleView{
		Frame: p.frame("tombstone", s.Address, title, s.Withdrawn.Text, s.Home, p.crumb(s.Home)...),
		Card:  &site.Card{Title: title, URL: s.Card.URL, Section: s.Card.Section}, Withdrawn: s.Withdrawn,
	}
	v.Head.Robots = "noindex"
	return v
}

// bodyKey stands for a body and for the answers to its references.
func (p *Plan) bodyKey(a *site.Article) site.Sum {
	h := cache.NewHash()
	h.Sum16(a.BodySum)
	for _, answer := range p.answers(a.Base, a.Refs) {
		h.String(answer)
	}
	return site.Sum(h.Sum())
}

// answers resolves the references of a body: what stands in its attributes.
func (p *Plan) answers(base string, refs []site.Ref) []string {
	out := make([]string, len(refs))
	for i, r := range refs {
		if r.Kind == site.RefLink {
			out[i] = template.HTMLEscapeString(p.linkTo(base, r.Target))
			continue
		}
		pic := p.desk.pictures.of(place(base, r.Target))
		out[i] = template.HTMLEscapeString(pic.url)
		if pic.size.Width > 0 && pic.size.Height > 0 {
			out[i] += sizeAttributes(pic.size.Width, pic.size.Height)
		}
	}
	return out
}

// linkTo finds where a link inside the site leads: a story or page by its
// file or address, else another address of the site as it is.
func (p *Plan) linkTo(base, target string) string {
	plain := decoded(target)
	bare, fragment, _ := strings.Cut(plain, "#")
	if fragment != "" {
		fragment = "#" + fragment
	}
	if s := p.Edition.Find(base, bare); s != nil {
		return s.Card.URL + site.EscapePath(fragment)
	}
	if IsManuscript(bare) || !strings.HasPrefix(bare, "/") {
		if t := p.sectionAt(base, bare); t != nil {
			return p.Edition.Config.URL(t.Address) + site.EscapePath(fragment)
		}
		return ""
	}
	return p.Edition.Config.BasePath() + site.EscapePath(bare) + site.EscapePath(fragment)
}

// sectionAt finds the section whose _index.md or folder a relative link names.
func (p *Plan) sectionAt(base, target string) *site.Term {
	dir := strings.TrimSuffix(strings.TrimSuffix(path.Join(base, target), ".md"), "/_index")
	return p.Edition.Term(site.KindSection, dir)
}

// words is the memory for what a page's View does not hold, its body and its
// linked data. It is written over for the next page.
type words struct {
	body []byte
	data feed.Graph
}

var pageWords = sync.Pool{New: func() any { return new(words) }}

// body gives the HTML of a story or page with its references answered. It lies
// in w, and is good as long as w is the page's.
func (p *Plan) body(w *words, s *site.Article) (template.HTML, error) {
	err := p.desk.bodies.read(s.BodySum, func(body []byte) {
		w.body = resolve(w.body[:0], body, p.answers(s.Base, s.Refs))
	})
	return template.HTML(unsafe.String(unsafe.SliceData(w.body), len(w.body))), err
}

func (p *Plan) answered(base string, body []byte, refs []site.Ref) template.HTML {
	return template.HTML(resolve(nil, body, p.answers(base, refs)))
}
