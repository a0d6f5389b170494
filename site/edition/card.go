package edition

import (
	"slices"
	"time"

	"warraq/site"
	"warraq/site/own"
)

// cardsAtOnce is how many stories a task makes the cards of. They share what
// they have in common.
const cardsAtOnce = 4000

// cards are the tasks that make what other pages may show of each story.
func (g *grouping) cards() (tasks []func()) {
	for _, list := range [][]*site.Story{g.Stories, g.Pages, g.Withdrawn} {
		for some := range slices.Chunk(list, cardsAtOnce) {
			tasks = append(tasks, func() {
				m := newCardMaker(g)
				for _, s := range some {
					s.Card = m.card(s)
				}
			})
		}
	}
	return tasks
}

// cardMaker makes the cards of many stories. What cards have in common they
// share: the same authors, agencies and sections sign an archive's stories.
type cardMaker struct {
	*grouping
	bylines  map[*site.Name][]site.Byline
	agencies map[string][]string
	links    map[*site.Term]site.Link
}

func newCardMaker(g *grouping) cardMaker {
	return cardMaker{g, map[*site.Name][]site.Byline{}, map[string][]string{}, map[*site.Term]site.Link{}}
}

func (g *cardMaker) card(s *site.Story) *site.Card {
	c := &site.Card{
		SideCard: site.SideCard{
			URL: g.Config.URL(s.Address), Title: s.Title, Kicker: s.Kicker, Type: s.Type, Date: s.Published().In(g.Zone()), HasTime: s.PublishedHour(),
			Breaking: s.Breaking, Live: s.GoesOn(g.Now), Lang: s.Lang, Draft: s.Draft, Future: s.Publish.After(g.Now), Tone: s.Tone,
			Params: s.Article.Params.Only(g.Config.CardParams, func(v own.Value) any { return answer(g.grouping, s.Base, v) }), Terms: g.TermsOf(s, true),
		},
		Summary: s.Article.Summary, Series: s.Article.Series.Label, Pictures: len(s.Article.Gallery), Minutes: readingMinutes(s.Article),
	}
	if g.IsLight(s) {
		c.Lite = g.Config.URL(site.LiteAddress(s.Address))
	}
	entries, waiting := g.Shown(s.Article)
	if s.OfEntry && len(waiting) > 0 {
		c.Summary = ""
	}
	if at := changed(s.Article, entries); at.After(c.Date) {
		c.Updated = at.In(g.Zone())
	}
	if s.Home != nil {
		c.Section = once(g.links, s.Home, func() site.Link { return site.Link{Title: s.Home.Name.Label, URL: g.Config.URL(s.Home.Address)} })
	}
	if s.Image.Src != "" {
		c.Image = g.from.Files.Show(s.Base, s.Image)
	}
	for _, n := range s.Authors {
		one := once(g.bylines, n, func() []site.Byline { return []site.Byline{g.byline(n)} })
		c.Authors = joined(c.Authors, one)
	}
	for _, n := range s.Agencies {
		one := once(g.agencies, n.Label, func() []string { return []string{n.Label} })
		c.Agencies = joined(c.Agencies, one)
	}
	return c
}

// changed is when a story was changed last: as its front matter says, or by its
// newest dated correction or update, or its newest entry that is shown.
func changed(a *site.Article, entries []site.Entry) time.Time {
	at := a.Lastmod
	for i := range entries {
		if t := entries[i].Time; t.After(at) {
			at = t
		}
	}
	for _, n := range slices.Concat(a.Corrections, a.Updates) {
		if n.Date.After(at) {
			at = n.Date
		}
	}
	return at
}

// once makes what a key stands for when it is first asked for.
func once[K comparable, V any](known map[K]V, key K, made func() V) V {
	v, ok := known[key]
	if !ok {
		v = made()
		known[key] = v
	}
	return v
}

// joined adds to a list. Where there is none it gives the shared one, which has
// no room: a second makes a new list.
func joined[T any](list, shared []T) []T {
	if list == nil {
		return shared
	}
	return append(list, shared...)
}

// byline shows an author as their file says, else by the name in the story. Who
// signs nothing but a page has neither file nor stories, and no address.
func (g *cardMaker) byline(n *site.Name) site.Byline {
	t := g.Term(site.KindAuthor, n.Slug)
	if t == nil {
		return site.Byline{Name: n.Label}
	}
	b := site.Byline{Name: n.Label, URL: g.Config.URL(t.Address)}
	if a := t.Author; a != nil {
		b.Name, b.Role, b.Desk = a.Name.Label, a.Role, a.Desk
		if a.Picture.Src != "" {
			b.Picture = g.from.Files.Show(site.AuthorsDir, a.Picture)
		}
	}
	return b
}

// readingMinutes: 180 words a minute, silent reading (Brysbaert 2019),
// rounded up; nothing for what is watched rather than read.
func readingMinutes(a *site.Article) int {
	switch a.Type {
	case site.Gallery, site.Video, site.Audio, site.Live:
		return 0
	}
	return max(1, (a.Words+179)/180)
}
