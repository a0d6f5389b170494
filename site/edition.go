package site

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"warraq/site/own"
)

// Manuscripts are the parsed files of a content folder.
type Manuscripts struct {
	Articles []*Article // stories and static pages
	Sections []*Section
	Authors  []*Author
}

// Clock is when an edition is made, and what of the unpublished it may show.
type Clock struct {
	Now    time.Time
	Drafts bool
	Future bool
}

// Edition is every story and every term of the paper at one instant, sorted
// and linked. It is immutable: nothing that is a draft, under embargo or
// expired is in it, unless the Clock said so.
type Edition struct {
	Config    *Config
	Now       time.Time
	Future    bool     // as the Clock said: what waits for its time is in it
	Stories   []*Story // newest first
	Pages     []*Story // static, by path
	Withdrawn []*Story // tombstones, newest first
	Aliases   []Alias  // addresses that were given up: of stories, by story, then of terms
	Sections  []*Term  // by order, then name; parents before children
	Tags      []*Term  // by name, in the language's order, as are the next three
	Authors   []*Term
	Agencies  []*Term
	Series    []*Term
	Own       [][]*Term             // of the paper's own taxonomies, as Config has them
	Outputs   own.Outputs           // those of Config that have an address
	Indexes   map[TermKind]*Section // what files say of the lists of all terms of a kind: tags/_index.md
	Displaced map[string]bool       // the files of static/ that give way to pages
	NextDue   time.Time             // when the next embargo lifts or story expires; zero: never

	LightFrom time.Time // the first instant whose stories have light twins; zero: all have
	CardsFrom time.Time // the same for social cards of their own
	Names     Names
}

// Story is an Article in its place in the edition. It holds no other story, so that
// it stays as it is when one of them changes.
type Story struct {
	*Article
	Address string // its path on the site: "/politics/2024/09/shoigu/"
	Card    *Card
	Draft   bool  // it is a draft, or lies in a section that is; only in a preview
	Home    *Term // its section, as it was when the story was placed; nil for a file at the root of content/
}

// TermKind is what a Term groups stories by.
type TermKind string

// The kinds of a Term; each is also the name of its page's kind. A taxonomy of the paper's own is a kind of its
// name.
const (
	KindSection TermKind = "section"
	KindTag     TermKind = "tag"
	KindAuthor  TermKind = "author"
	KindAgency  TermKind = "agency"
	KindSeries  TermKind = "series"
)

// Root is where the lists of terms of a kind lie: "/tags/".
func (k TermKind) Root() string {
	switch k {
	case KindSection:
		return HomeRoot
	case KindTag:
		return TagsRoot
	case KindAuthor:
		return AuthorsRoot
	case KindAgency:
		return AgencyRoot
	case KindSeries:
		return SeriesRoot
	}
	return "/" + string(k) + "/"
}

// IsOwn says that a kind is a taxonomy of the paper's own.
func (k TermKind) IsOwn() bool {
	return k != KindSection && k != KindTag && k != KindAuthor && k != KindAgency && k != KindSeries
}

// IsTag says that stories name terms of a kind by labels alone, which may be spelt in several ways: tags, and what
// the paper has of its own.
func (k TermKind) IsTag() bool { return k == KindTag || k.IsOwn() }

// ListOf is the list of all terms of a kind, which its maker alone changes.
func (e *Edition) ListOf(kind TermKind) *[]*Term {
	switch kind {
	case KindSection:
		return &e.Sections
	case KindTag:
		return &e.Tags
	case KindAuthor:
		return &e.Authors
	case KindAgency:
		return &e.Agencies
	case KindSeries:
		return &e.Series
	}
	for i, t := range e.Config.Taxonomies {
		if t.Name == string(kind) {
			return &e.Own[i]
		}
	}
	return new([]*Term)
}

// TermKey names a term.
type TermKey struct {
	Kind TermKind
	Slug string
}

// Term is a group of stories that has a page: a section, a tag, an author, an
// agency, a series, or a term of a taxonomy of the paper's own.
type Term struct {
	Kind    TermKind
	Name    Name
	Address string   // "/tags/غزة/"
	Stories []*Story // newest first; a section's hold its sub-sections' too
	Section *Section // of a section
	Author  *Author  // of an author with a file of their own
	Parent  *Term    // as Story.Home: its name and its address are right, its stories may have changed since
	Parts   []*Term  // sub-sections, likewise
	Pages   []ListPage
	Lost    bool   // another page has its address: it has none
	Source  string // the manuscript that makes it, or the first that names it
}

// IsOpinion says that the section is shown with its writers' faces.
func (t *Term) IsOpinion() bool { return t.Section != nil && t.Section.Opinion }

// Newer compares stories for the order of Edition.Stories: newest first, by
// path where the dates are the same.
func Newer(a, b *Story) int {
	if c := b.Published().Compare(a.Published()); c != 0 {
		return c
	}
	return cmp.Compare(a.Article.Path, b.Article.Path)
}

// Zone is the time zone of the paper.
func (e *Edition) Zone() *time.Location {
	if e.Config.Zone == nil {
		return time.UTC
	}
	return e.Config.Zone
}

// Alias is an address that was given up.
type Alias struct {
	Address string
	To      string // what Resolver.Link reads, or an address elsewhere
	Title   string // of the page that it leads to
	File    string // the manuscript, or the settings, that names it
}

// Terms goes through every term, one kind after the other.
func (e *Edition) Terms() iter.Seq[*Term] {
	return func(yield func(*Term) bool) {
		for _, kind := range e.Config.Kinds() {
			if slices.ContainsFunc(*e.ListOf(kind), func(t *Term) bool { return !yield(t) }) {
				return
			}
		}
	}
}

// Listed goes through every term that has pages: one whose address is another
// page's has none.
func (e *Edition) Listed() iter.Seq[*Term] {
	return func(yield func(*Term) bool) {
		for t := range e.Terms() {
			if !t.Lost && !yield(t) {
				return
			}
		}
	}
}

// NewsWindow is how long a story stays in the news sitemap (Google News).
const NewsWindow = 48 * time.Hour

// Together does tasks, none of which waits for another, and returns when all
// are done. Who calls the room edition has the machine's cores to give.
type Together func(tasks ...func())
