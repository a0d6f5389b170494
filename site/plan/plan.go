// Package plan says which pages an edition has, and what each of them shows.
// It is a pure function of the edition: it reads no disk and no cache, and
// knows no clock but the edition's.
//
//	front.go      the front page and the strip of urgent news
//	stories.go    stories, their light twins, tombstones, live files
//	lists.go      sections, tags, authors, agencies, series
//	archive.go    years, months, days
//	notices.go    static pages, indexes of terms, redirects, "not found", search
//	feeds.go      RSS, Atom, JSON Feed, podcasts
//	outputs.go    files of the paper's own
//	social.go     the pictures of links
//	guides.go     sitemaps, robots.txt, OPML, llms.txt, oEmbed
//	shell.go      what stands round every page: menus, head, crumbs
//
// A new kind of page is a View in package site, an entry here and a template.
// What a View does not hold (bodies, linked data) the press adds by its keys;
// how a page becomes bytes is no concern of this room.
package plan

import (
	"iter"
	"maps"
	"slices"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/plan/related"
	"warraq/site/plan/tongues"
)

// Input is all that a plan depends on.
type Input struct {
	Edition  *site.Edition
	Resolver *site.Resolver
	Related  related.Places
	Assets   site.Assets
	Locale   arabic.Locale
	Drawing  string                     // how social cards are drawn (site.SocialCard.Address); "" where none are
	Preview  bool                       // for the desk's eyes: no page may be indexed
	Static   func(path string) bool     // a file of static/ stands at this output path
	Tongues  *tongues.Tongue            // what the paper's other languages have; nil where it has one
	Has      func(template string) bool // the theme has a template for pages; nil: none of what the paper has of its own
}

// has says that the theme has a template that the paper may add.
func (in Input) has(template string) bool { return in.Has != nil && in.Has(template) }

// Entry is one line of a plan: where a file of the site will stand. Page puts
// the file's View together; it is safe to call for many entries at once.
type Entry struct {
	Path     string // as site.File.Path
	Template string
	Frozen   int // the year in whose pack the file is kept; 0: none
	view     func() any
}

// ByCards says that the entry's View has of single stories, but for its own, nothing but
// cards by pointer, and otherwise only what stays while no story, list or address comes, goes
// or moves, and the settings, the theme and the files of sections, authors and pages stay.
func (e Entry) ByCards() bool { return byCards[e.Template] }

// KindsByCards are the templates of such entries.
func KindsByCards() []string { return slices.Sorted(maps.Keys(byCards)) }

// byCards are the templates of stories and of pages of lists.
var byCards = map[string]bool{
	"article.html": true, "lite/article.html": true, "section.html": true, "opinion.html": true, "tag.html": true,
	"author.html": true, "agency.html": true, "series.html": true, "lite/list.html": true, "day.html": true,
}

// Page gives the entry's page.
func (e Entry) Page() site.Page { return site.Page{Path: e.Path, Template: e.Template, View: e.view()} }

// page makes the entry of a page at an address.
func page[V any](address, template string, view func() *V) Entry {
	return Entry{Path: site.OutputPath(address), Template: template, view: func() any { return view() }}
}

// The templates of files that the press writes by code. The others are the
// theme's: "article.html".
const (
	RSS          = "code:rss"
	Atom         = "code:atom"
	JSONFeed     = "code:jsonfeed"
	OPML         = "code:opml"
	LLMs         = "code:llms"
	OEmbed       = "code:oembed"
	Sitemap      = "code:sitemap"
	SitemapIndex = "code:sitemapindex"
	NewsSitemap  = "code:newssitemap"
	Robots       = "code:robots"
	Live         = "code:live"
)

// Plan is every page of a site.
type Plan struct {
	in      Input
	shell   *shell
	stories *storyPages
	others  []part // all but the pages of stories
}

// part adds some of a plan's entries.
type part func(add func(Entry))

// New makes the plan of an edition.
func New(in Input) *Plan {
	sh := newShell(in)
	stories := &storyPages{edition: in.Edition, resolver: in.Resolver, shell: sh, related: in.Related, writers: writers(in.Edition, in.Resolver), has: in.has}
	feeds := &feedFiles{in.Edition, in.Resolver, in.Assets.TouchIcon}
	front := &frontPage{in.Edition, sh, feeds.ofEdition()}
	lists := &listPages{in.Edition, in.Resolver, sh, in.Locale, feeds, in.has}
	archive := &archivePages{in.Edition, sh, in.Locale}
	notices := &noticePages{in.Edition, in.Resolver, sh, in.Locale, in.has}
	outputs := &outputFiles{in.Edition, in.Resolver, in.has}
	guides := &guideFiles{in.Edition, in.Resolver, feeds, in.Preview, in.Tongues}
	return &Plan{in, sh, stories, []part{ // the large pages first, so that none is left for one core at the end
		front.entries, stories.tombstones, notices.pages, lists.entries, notices.indexes, archive.entries,
		notices.notices, notices.redirects, stories.live, feeds.entries, feeds.podcasts, outputs.entries, guides.entries, guides.sitemaps,
	}}
}

// Shells are what stands round the pages, each shared by the pages of a
// section. The press gives them their keys before it asks for pages.
func (p *Plan) Shells() []*site.Chrome { return slices.Collect(maps.Values(p.shell.chrome)) }

// Parts list all files but the pages of stories, in a fixed order, one kind of pages after
// another: who seeks one file need not list all. What the newsroom put into static/, such
// as its own robots.txt, is not made.
func (p *Plan) Parts() []iter.Seq[Entry] {
	out := make([]iter.Seq[Entry], len(p.others))
	for i, entries := range p.others {
		out[i] = sequence(func(add func(Entry)) {
			entries(func(e Entry) {
				if !p.in.Static(e.Path) {
					add(e)
				}
			})
		})
	}
	return out
}

// Entries lists every file of the site but assets, attachments and the search
// index, in a fixed order.
func (p *Plan) Entries() iter.Seq[Entry] {
	return sequence(func(add func(Entry)) {
		for _, part := range p.Parts() {
			part(func(e Entry) bool { add(e); return true })
		}
		p.stories.entries(add)
	})
}

// sequence is a part as one ranges over it. Entries after a break are not seen.
func sequence(all part) iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		done := false
		all(func(e Entry) { done = done || !yield(e) })
	}
}

// StoryAt finds the entry of a story's page, or of its light twin, by its
// output path.
func (p *Plan) StoryAt(path string) (Entry, bool) { return p.stories.at(path) }

// cards are what lists show of stories.
func cards(stories []*site.Story) []*site.Card {
	out := make([]*site.Card, len(stories))
	for i, s := range stories {
		out[i] = s.Card
	}
	return out
}
