package site

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"
	"time"
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
	Stories   []*Story // newest first
	Pages     []*Story // static, by path
	Withdrawn []*Story // tombstones, newest first
	Aliases   []Alias  // addresses that were given up: of stories, by story, then of terms
	Sections  []*Term  // by order, then name; parents before children
	Tags      []*Term  // by name, in the language's order, as are the next three
	Authors   []*Term
	Agencies  []*Term
	Series    []*Term
	Displaced map[string]bool // the files of static/ that give way to pages
	NextDue   time.Time       // when the next embargo lifts or story expires; zero: never

	lightFrom time.Time         // the first instant whose stories have light twins; zero: all have
	bySource  map[string]*Story // "politics/2024/shoigu"
	byPath    map[string]*Story // "/politics/2024/09/shoigu/"
	revised   map[string]*Story // by address: stories whose bodies alone were saved since (Revise)
	claims    claims            // until it is made
}

// Revise gives the edition with new bodies of some stories. What other pages
// may show of them must be the same.
func (e *Edition) Revise(stories ...*Story) *Edition {
	next := *e
	next.revised = make(map[string]*Story, len(e.revised)+len(stories))
	maps.Copy(next.revised, e.revised)
	for _, s := range stories {
		next.revised[s.Address] = s
	}
	return &next
}

// Newest is a story with the body that it was last saved with.
func (e *Edition) Newest(s *Story) *Story {
	if fresh := e.revised[s.Address]; fresh != nil {
		return fresh
	}
	return s
}

// Story is an Article in its place in the edition.
type Story struct {
	*Article
	Address string // its path on the site: "/politics/2024/09/shoigu/"
	Card    *Card
	Draft   bool   // it is a draft, or lies in a section that is; only in a preview
	Home    *Term  // its section; nil for a file at the root of content/
	Older   *Story // in its section
	Newer   *Story
	Serial  *Term // its series, or nil
}

// TermKind is what a Term groups stories by.
type TermKind string

// The kinds of a Term; each is also the name of its page's kind.
const (
	KindSection TermKind = "section"
	KindTag     TermKind = "tag"
	KindAuthor  TermKind = "author"
	KindAgency  TermKind = "agency"
	KindSeries  TermKind = "series"
)

// Term is a group of stories that has a page: a section, a tag, an author, an
// agency, a series.
type Term struct {
	Kind    TermKind
	Name    Name
	Address string   // "/tags/غزة/"
	Stories []*Story // newest first; a section's hold its sub-sections' too
	Section *Section // of a section
	Author  *Author  // of an author with a file of their own
	Parent  *Term
	Parts   []*Term // sub-sections
	Pages   []ListPage
	Lost    bool   // another page has its address: it has none
	source  string // the manuscript that makes it, or the first that names it
}

// Sources are all that an edition is made of.
type Sources struct {
	Config      *Config
	Manuscripts Manuscripts
	Clock       Clock
	Files       *Attachments // of Known, what another file keeps from its place is taken out
	Static      []string     // the paths of the files of static/, sorted
	BuiltIn     []string     // those that the theme has
	Together    Together
}

// Together does tasks, none of which waits for another, and returns when all
// are done. Who calls NewEdition has the machine's cores to give.
type Together func(tasks ...func())

// NewEdition groups manuscripts into an edition.
func NewEdition(from Sources) (*Edition, []Problem) {
	e := &Edition{Config: from.Config, Now: from.Clock.Now}
	g := grouping{Edition: e, from: from, clock: from.Clock, terms: map[termKey]*Term{}, hidden: map[string]bool{}}
	g.sections(from.Manuscripts.Sections)
	g.authors(from.Manuscripts.Authors)
	g.due(from.Config.Front.Breaking.Until)
	for _, pin := range from.Config.Front.Pins {
		g.due(pin.Until)
	}
	g.place(g.published(from.Manuscripts.Articles))
	e.claims = newClaims(from.BuiltIn, len(from.Manuscripts.Articles))
	g.claimStories()
	e.sortStories()
	g.setLightFrom()
	from.Together(e.index, g.groups)
	g.claimLists()
	g.claimFiles()
	g.claimAliases()
	e.claims = claims{}
	from.Together(append(g.cards(), e.neighbours)...)
	return e, g.problems
}

type termKey struct {
	kind TermKind
	slug string
}

// grouping is an edition while it is being made.
type grouping struct {
	*Edition
	from     Sources
	clock    Clock
	terms    map[termKey]*Term
	hidden   map[string]bool // folders of sections that are drafts
	problems []Problem
}

func (g *grouping) sections(files []*Section) {
	g.hide(files)
	for _, s := range files {
		if g.hides(s.Dir) && !g.clock.Drafts {
			continue
		}
		if tag, ok := strings.CutPrefix(s.Dir, TagsDir+"/"); ok {
			g.terms[termKey{KindTag, tag}] = &Term{
				Kind: KindTag, Section: s, Address: TagsRoot + tag + "/", source: s.Path,
				Name: Name{Label: s.Title, Slug: tag, Sort: s.Sort},
			}
			continue
		}
		g.terms[termKey{KindSection, s.Dir}] = &Term{
			Kind: KindSection, Section: s, Address: "/" + s.Dir + "/", source: s.Path,
			Name: Name{Label: s.Title, Slug: s.Dir, Sort: s.Sort},
		}
	}
}

func (g *grouping) authors(files []*Author) {
	for _, a := range files {
		if (a.Draft || g.hides(AuthorsDir)) && !g.clock.Drafts {
			continue
		}
		g.terms[termKey{KindAuthor, a.Name.Slug}] = &Term{
			Kind: KindAuthor, Author: a, Name: a.Name, Address: AuthorsRoot + a.Name.Slug + "/", source: a.Path,
		}
	}
}

// published keeps what may be shown at the Clock's instant, and notes when
// that changes next.
func (g *grouping) published(as []*Article) []*Article {
	out := make([]*Article, 0, len(as))
	for _, a := range as {
		if !a.Expiry.IsZero() && !a.Expiry.After(g.clock.Now) {
			continue
		}
		if !g.clock.Drafts && g.isDraft(a) {
			continue
		}
		future := a.Publish.After(g.clock.Now)
		if future {
			g.due(a.Publish)
		}
		if future && !g.clock.Future {
			continue
		}
		g.due(a.Expiry)
		g.due(a.Published().Add(NewsWindow))
		out = append(out, a)
	}
	return out
}

// NewsWindow is how long a story stays in the news sitemap (Google News).
const NewsWindow = 48 * time.Hour

func (g *grouping) due(t time.Time) {
	if t.After(g.clock.Now) && (g.NextDue.IsZero() || t.Before(g.NextDue)) {
		g.NextDue = t
	}
}

// place gives every article its section and its address.
func (g *grouping) place(as []*Article) {
	stories := make([]Story, len(as)) // at once: an archive has many
	for i, a := range as {
		s := &stories[i]
		s.Article, s.Draft = a, g.isDraft(a)
		switch {
		case a.Static:
			s.Address = "/" + a.Slug + "/"
			g.Pages = append(g.Pages, s)
		case a.Withdrawn != nil:
			s.Home = g.home(a)
			s.Address = g.permalink(s)
			g.Withdrawn = append(g.Withdrawn, s)
		default:
			s.Home = g.home(a)
			s.Address = g.permalink(s)
			g.Stories = append(g.Stories, s)
		}
	}
}

// sortStories puts all manuscripts in their order. Terms take their stories in it.
func (e *Edition) sortStories() {
	slices.SortFunc(e.Stories, Newer)
	slices.SortFunc(e.Withdrawn, Newer)
	slices.SortFunc(e.Pages, func(a, b *Story) int { return cmp.Compare(a.Address, b.Address) })
}

// index lets stories be found by their files and by their addresses.
func (e *Edition) index() {
	e.bySource = make(map[string]*Story, len(e.Stories)+len(e.Pages))
	e.byPath = make(map[string]*Story, len(e.Stories)+len(e.Pages))
	for _, list := range [][]*Story{e.Stories, e.Pages} {
		for _, s := range list {
			e.bySource[SourceKey(s.Article.Path)] = s
			e.byPath[s.Address] = s
		}
	}
}

// home finds the section of a story: the one it names, else the nearest
// folder above it that has an _index.md, else the topmost folder.
func (g *grouping) home(a *Article) *Term {
	dir := a.Dir
	if a.Section != "" {
		dir = a.Section
	}
	if dir == "" {
		return nil
	}
	for d := dir; d != "." && d != "/"; d = path.Dir(d) {
		if t := g.terms[termKey{KindSection, d}]; t != nil {
			return t
		}
	}
	top, _, _ := strings.Cut(dir, "/")
	t := &Term{Kind: KindSection, Address: "/" + top + "/", Name: Name{Label: top, Slug: top, Sort: top}, source: a.Path}
	g.terms[termKey{KindSection, top}] = t
	return t
}

func (g *grouping) permalink(s *Story) string {
	section := ""
	if s.Home != nil {
		section = s.Home.Name.Slug
	}
	year, month, day := "", "", "" // a story without a date has none in its address
	if !s.Date.IsZero() {
		date := s.Date.In(g.zone())
		year, month, day = date.Format("2006"), twoDigits(int(date.Month())), twoDigits(date.Day())
	}
	var b strings.Builder
	b.Grow(len("/2006/01/02/") + len(section) + len("/") + len(s.Slug) + len("/"))
	for part := range strings.SplitSeq(g.Config.Permalink, "/") {
		switch part {
		case "":
			continue
		case ":section":
			part = section
		case ":year":
			part = year
		case ":month":
			part = month
		case ":day":
			part = day
		case ":slug", ":title", ":filename":
			part = s.Slug
		}
		if part != "" {
			b.WriteByte('/')
			b.WriteString(part)
		}
	}
	b.WriteByte('/')
	return b.String()
}

// groups fills the terms, and puts them in their order.
func (g *grouping) groups() {
	g.assign()
	g.sortTerms()
}

// assign enters every story in the terms it names.
func (g *grouping) assign() {
	named := map[TermKind]map[*Name]*Term{KindTag: {}, KindAuthor: {}, KindAgency: {}, KindSeries: {}}
	enter := func(s *Story, kind TermKind, n *Name, root string) *Term {
		t := once(named[kind], n, func() *Term { return g.term(kind, n, root, s) })
		if k := len(t.Stories); k == 0 || t.Stories[k-1] != s {
			t.Stories = append(t.Stories, s)
		}
		return t
	}
	for _, s := range g.Stories {
		for t := s.Home; t != nil; t = g.above(t) {
			t.Stories = append(t.Stories, s)
		}
		for _, n := range s.Tags {
			enter(s, KindTag, n, TagsRoot)
		}
		for _, n := range s.Authors {
			enter(s, KindAuthor, n, AuthorsRoot)
		}
		for _, n := range s.Agencies {
			enter(s, KindAgency, n, AgencyRoot)
		}
		if s.Article.Series.Slug != "" {
			s.Serial = enter(s, KindSeries, &s.Article.Series, SeriesRoot)
		}
	}
}

// above is the section round a sub-section.
func (g *grouping) above(t *Term) *Term {
	for d := path.Dir(t.Name.Slug); d != "." && d != "/"; d = path.Dir(d) {
		if up := g.terms[termKey{KindSection, d}]; up != nil {
			return up
		}
	}
	return nil
}

// term is the term of a name, of whatever spelling.
func (g *grouping) term(kind TermKind, n *Name, root string, s *Story) *Term {
	return once(g.terms, termKey{kind, n.Slug}, func() *Term {
		return &Term{Kind: kind, Name: *n, Address: root + n.Slug + "/", source: s.Article.Path}
	})
}

// sortTerms puts all groups in their order, so that maps leave no trace.
func (g *grouping) sortTerms() {
	for _, t := range g.terms {
		g.list(t)
	}
	byName := func(a, b *Term) int {
		return cmp.Or(cmp.Compare(a.Name.Sort, b.Name.Sort), cmp.Compare(a.Name.Slug, b.Name.Slug))
	}
	byOrder := func(a, b *Term) int { return cmp.Or(cmp.Compare(a.order(), b.order()), byName(a, b)) }
	slices.SortFunc(g.Sections, byOrder)
	for _, terms := range [][]*Term{g.Tags, g.Authors, g.Agencies, g.Series} {
		slices.SortFunc(terms, byName)
	}
	for _, t := range g.Sections {
		if up := g.above(t); up != nil {
			t.Parent = up
			up.Parts = append(up.Parts, t)
		}
	}
}

// list enters a term in its list. A term's label is that of its oldest story:
// a new spelling changes no old page.
func (g *grouping) list(t *Term) {
	isNamed := t.Section != nil && t.Section.Title != ""
	if n := len(t.Stories); n > 0 && t.Kind == KindTag && !isNamed {
		for _, name := range t.Stories[n-1].Tags {
			if name.Slug == t.Name.Slug {
				t.Name = *name
			}
		}
	}
	switch {
	case t.Kind == KindSection:
		g.Sections = append(g.Sections, t)
	case len(t.Stories) == 0 && t.Kind == KindTag:
		g.problems = append(g.problems, Problem{
			Path: "content/" + t.source, Rule: "edition/no-stories", Level: LevelWarning,
			Message: Say("لا قصة بالوسم %s، فلا صفحة له", "no story has the tag %s, so it has no page", t.Name.Slug),
			Hint:    Say("سمِّ الملف باسم الوسم؛ وإن كان قصة فانقله من tags", "name the file as the tag; if it is a story, move it out of tags"),
		})
	case len(t.Stories) == 0 && t.Author == nil:
	case t.Kind == KindTag:
		g.Tags = append(g.Tags, t)
	case t.Kind == KindAuthor:
		g.Authors = append(g.Authors, t)
	case t.Kind == KindAgency:
		g.Agencies = append(g.Agencies, t)
	case t.Kind == KindSeries:
		partsInOrder(t.Stories)
		g.Series = append(g.Series, t)
	}
}

func (t *Term) order() int {
	if t.Section == nil || t.Section.Order == 0 {
		return 1 << 20
	}
	return t.Section.Order
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

// partsInOrder sorts a series: by the number an editor gave, else by date. The
// newest part comes first, as in every term.
func partsInOrder(ss []*Story) {
	slices.SortStableFunc(ss, func(a, b *Story) int {
		if a.Part > 0 && b.Part > 0 {
			return cmp.Compare(b.Part, a.Part)
		}
		return 0
	})
}

// neighbours links each story with the ones beside it in its own section.
func (e *Edition) neighbours() {
	last := map[*Term]*Story{}
	for _, s := range e.Stories {
		if newer := last[s.Home]; newer != nil {
			s.Newer, newer.Older = newer, s
		}
		last[s.Home] = s
	}
}

func (e *Edition) zone() *time.Location {
	if e.Config.Zone == nil {
		return time.UTC
	}
	return e.Config.Zone
}
