// Package edition groups manuscripts into an edition. It decides what may be
// published at an instant, which section and which address each story has, which
// terms there are, and what other pages may show of a story.
//
//	published   drafts, embargoed and expired stories are left out (edition.go, hidden.go)
//	placed      every story gets its section and the address that it asks for
//	claimed     every address gets one owner; who loses it is told (claims.go)
//	grouped     sections, tags, authors, agencies and series take their stories
//	listed      lists are cut into pages, of which a full one never changes (list.go)
//	shown       cards are made (card.go), and neighbours linked
//
// The edition that comes out is immutable. The room reads no file and no clock: what
// is said of files is in [Sources].
package edition

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/arabic"
)

// Sources are all that an edition is made of.
type Sources struct {
	Config      *site.Config
	Manuscripts site.Manuscripts
	Clock       site.Clock
	Files       *site.Attachments // of Known, what another file keeps from its place is taken out
	Static      []string          // the paths of the files of static/, sorted
	BuiltIn     []string          // those that the theme has
	Together    site.Together
}

// New groups manuscripts into an edition.
func New(from Sources) (*site.Edition, []site.Problem) {
	e := &site.Edition{Config: from.Config, Now: from.Clock.Now}
	g := grouping{Edition: e, from: from, terms: map[termKey]*site.Term{}, hidden: map[string]bool{}}
	g.sections(from.Manuscripts.Sections)
	g.authors(from.Manuscripts.Authors)
	g.due(from.Config.Front.Breaking.Until)
	for _, pin := range from.Config.Front.Pins {
		g.due(pin.Until)
	}
	g.due(tomorrow(from.Clock.Now.In(cmp.Or(from.Config.Zone, time.UTC)))) // the front page says which day it is
	g.place(g.published(from.Manuscripts.Articles))
	g.claims = newClaims(from.BuiltIn, len(from.Manuscripts.Articles))
	g.claimStories()
	g.sortStories()
	g.setLightFrom()
	g.setCardsFrom()
	from.Together(e.Index, g.groups)
	g.claimLists()
	g.claimFiles()
	g.claimAliases()
	from.Together(append(g.cards(), func() { neighbours(e.Stories) })...)
	return e, g.problems
}

type termKey struct {
	kind site.TermKind
	slug string
}

// grouping is an edition while it is being made.
type grouping struct {
	*site.Edition
	from     Sources
	terms    map[termKey]*site.Term
	hidden   map[string]bool // folders of sections that are drafts
	claims   claims
	problems []site.Problem
}

func (g *grouping) sections(files []*site.Section) {
	g.hide(files)
	for _, s := range files {
		if g.hides(s.Dir) && !g.from.Clock.Drafts {
			continue
		}
		if tag, ok := strings.CutPrefix(s.Dir, site.TagsDir+"/"); ok {
			g.terms[termKey{site.KindTag, tag}] = &site.Term{
				Kind: site.KindTag, Section: s, Address: site.TagsRoot + tag + "/", Source: s.Path,
				Name: site.Name{Label: s.Title, Slug: tag, Sort: s.Sort},
			}
			continue
		}
		g.terms[termKey{site.KindSection, s.Dir}] = &site.Term{
			Kind: site.KindSection, Section: s, Address: "/" + s.Dir + "/", Source: s.Path,
			Name: site.Name{Label: s.Title, Slug: s.Dir, Sort: s.Sort},
		}
	}
}

func (g *grouping) authors(files []*site.Author) {
	for _, a := range files {
		if (a.Draft || g.hides(site.AuthorsDir)) && !g.from.Clock.Drafts {
			continue
		}
		g.terms[termKey{site.KindAuthor, a.Name.Slug}] = &site.Term{
			Kind: site.KindAuthor, Author: a, Name: a.Name, Address: site.AuthorsRoot + a.Name.Slug + "/", Source: a.Path,
		}
	}
}

// published keeps what may be shown at the Clock's instant, and notes when
// that changes next.
func (g *grouping) published(as []*site.Article) []*site.Article {
	out := make([]*site.Article, 0, len(as))
	for _, a := range as {
		if !a.Expiry.IsZero() && !a.Expiry.After(g.from.Clock.Now) {
			continue
		}
		if !g.from.Clock.Drafts && g.isDraft(a) {
			continue
		}
		future := a.Publish.After(g.from.Clock.Now)
		if future {
			g.due(a.Publish)
		}
		if future && !g.from.Clock.Future {
			continue
		}
		g.due(a.Expiry)
		g.due(a.Published().Add(site.NewsWindow))
		out = append(out, a)
	}
	return out
}

// tomorrow is the beginning of the next day.
func tomorrow(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day()+1, 0, 0, 0, 0, t.Location())
}

func (g *grouping) due(t time.Time) {
	if t.After(g.from.Clock.Now) && (g.NextDue.IsZero() || t.Before(g.NextDue)) {
		g.NextDue = t
	}
}

// place gives every article its section and its address.
func (g *grouping) place(as []*site.Article) {
	stories := make([]site.Story, len(as)) // at once: an archive has many
	for i, a := range as {
		s := &stories[i]
		s.Article, s.Draft = a, g.isDraft(a)
		switch {
		case a.Static:
			s.Address = "/" + a.Slug + "/"
			g.Pages = append(g.Pages, s)
		case a.Withdrawn != nil:
			s.Home = g.home(a)
			s.Address = permalink(g.Edition, s)
			g.Withdrawn = append(g.Withdrawn, s)
		default:
			s.Home = g.home(a)
			s.Address = permalink(g.Edition, s)
			g.Stories = append(g.Stories, s)
		}
	}
}

// sortStories puts all manuscripts in their order. Terms take their stories in it.
func (g *grouping) sortStories() {
	second := func(s *site.Story) int64 { return -s.Published().Unix() }
	sortBySecond(g.Stories, second, site.Newer)
	sortBySecond(g.Withdrawn, second, site.Newer)
	slices.SortFunc(g.Pages, func(a, b *site.Story) int { return cmp.Compare(a.Address, b.Address) })
}

// sortBySecond sorts stories by an order of which second is the first part, so that few
// comparisons read a story: an archive has more than the processor's cache.
func sortBySecond(stories []*site.Story, second func(*site.Story) int64, order func(a, b *site.Story) int) {
	type timed struct {
		at    int64
		story *site.Story
	}
	all := make([]timed, len(stories))
	for i, s := range stories {
		all[i] = timed{second(s), s}
	}
	slices.SortFunc(all, func(a, b timed) int {
		if a.at != b.at {
			return cmp.Compare(a.at, b.at)
		}
		return order(a.story, b.story)
	})
	for i := range all {
		stories[i] = all[i].story
	}
}

// home finds the section of a story: the one it names, else the nearest
// folder above it that has an _index.md, else the topmost folder.
func (g *grouping) home(a *site.Article) *site.Term {
	dir := a.Dir
	if a.Section != "" {
		dir = a.Section
	}
	if dir == "" {
		return nil
	}
	for d := dir; d != "." && d != "/"; d = path.Dir(d) {
		if t := g.terms[termKey{site.KindSection, d}]; t != nil {
			return t
		}
	}
	top, _, _ := strings.Cut(dir, "/")
	t := &site.Term{Kind: site.KindSection, Address: "/" + top + "/", Name: site.Name{Label: top, Slug: top, Sort: top}, Source: a.Path}
	g.terms[termKey{site.KindSection, top}] = t
	return t
}

func permalink(e *site.Edition, s *site.Story) string {
	section := ""
	if s.Home != nil {
		section = s.Home.Name.Slug
	}
	year, month, day := "", "", "" // a story without a date has none in its address
	if !s.Date.IsZero() {
		date := s.Date.In(e.Zone())
		year, month, day = date.Format("2006"), twoDigits(int(date.Month())), twoDigits(date.Day())
	}
	var b strings.Builder
	b.Grow(len("/2006/01/02/") + len(section) + len("/") + len(s.Slug) + len("/"))
	for part := range strings.SplitSeq(e.Config.Permalink, "/") {
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

// groups enters every story in the terms that it names, and puts these in their order.
func (g *grouping) groups() {
	named := map[site.TermKind]map[*site.Name]*site.Term{site.KindTag: {}, site.KindAuthor: {}, site.KindAgency: {}, site.KindSeries: {}}
	enter := func(s *site.Story, kind site.TermKind, n *site.Name, root string) *site.Term {
		t := once(named[kind], n, func() *site.Term {
			t := g.term(kind, n, root, s)
			g.problems = append(g.problems, sameTerm(t, n, s)...)
			return t
		})
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
			enter(s, site.KindTag, n, site.TagsRoot)
		}
		for _, n := range s.Authors {
			enter(s, site.KindAuthor, n, site.AuthorsRoot)
		}
		for _, n := range s.Agencies {
			enter(s, site.KindAgency, n, site.AgencyRoot)
		}
		if s.Article.Series.Slug != "" {
			s.Serial = enter(s, site.KindSeries, &s.Article.Series, site.SeriesRoot)
		}
	}
	g.sortTerms()
}

// sameTerm warns where a story's name for a term is another name than the one that has the term's
// page.
func sameTerm(t *site.Term, n *site.Name, s *site.Story) []site.Problem {
	if t.Name.Label == n.Label || t.Author != nil || arabic.SignsOf(t.Name.Label) == arabic.SignsOf(n.Label) {
		return nil
	}
	return []site.Problem{{
		Path: "content/" + s.Article.Path, Rule: "edition/same-name", Level: site.LevelWarning,
		Message: site.Say("«%s» و«%s» لهما صفحة واحدة: %s", "%q and %q have one page: %s", t.Name.Label, n.Label, t.Address),
		Hint:    site.Say("سمِّ أحدهما اسمًا يختلف بحرف أو رقم", "give one of them a name that differs in a letter or a digit"),
	}}
}

// above is the section round a sub-section.
func (g *grouping) above(t *site.Term) *site.Term {
	for d := path.Dir(t.Name.Slug); d != "." && d != "/"; d = path.Dir(d) {
		if up := g.terms[termKey{site.KindSection, d}]; up != nil {
			return up
		}
	}
	return nil
}

// term is the term of a name, of whatever spelling.
func (g *grouping) term(kind site.TermKind, n *site.Name, root string, s *site.Story) *site.Term {
	return once(g.terms, termKey{kind, n.Slug}, func() *site.Term {
		return &site.Term{Kind: kind, Name: *n, Address: root + n.Slug + "/", Source: s.Article.Path}
	})
}

// sortTerms puts all groups in their order, so that maps leave no trace.
func (g *grouping) sortTerms() {
	for _, t := range g.terms {
		g.list(t)
	}
	byName := func(a, b *site.Term) int {
		return cmp.Or(cmp.Compare(a.Name.Sort, b.Name.Sort), cmp.Compare(a.Name.Slug, b.Name.Slug))
	}
	byOrder := func(a, b *site.Term) int { return cmp.Or(cmp.Compare(order(a), order(b)), byName(a, b)) }
	slices.SortFunc(g.Sections, byOrder)
	for _, terms := range [][]*site.Term{g.Tags, g.Authors, g.Agencies, g.Series} {
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
func (g *grouping) list(t *site.Term) {
	isNamed := t.Section != nil && t.Section.Title != ""
	if n := len(t.Stories); n > 0 && t.Kind == site.KindTag && !isNamed {
		for _, name := range t.Stories[n-1].Tags {
			if name.Slug == t.Name.Slug {
				t.Name = *name
			}
		}
	}
	switch {
	case t.Kind == site.KindSection:
		g.Sections = append(g.Sections, t)
	case len(t.Stories) == 0 && t.Kind == site.KindTag:
		g.problems = append(g.problems, site.Problem{
			Path: "content/" + t.Source, Rule: "edition/no-stories", Level: site.LevelWarning,
			Message: site.Say("لا قصة بالوسم %s، فلا صفحة له", "no story has the tag %s, so it has no page", t.Name.Slug),
			Hint:    site.Say("سمِّ الملف باسم الوسم؛ وإن كان قصة فانقله من tags", "name the file as the tag; if it is a story, move it out of tags"),
		})
	case len(t.Stories) == 0 && t.Author == nil:
	case t.Kind == site.KindTag:
		g.Tags = append(g.Tags, t)
	case t.Kind == site.KindAuthor:
		g.Authors = append(g.Authors, t)
	case t.Kind == site.KindAgency:
		g.Agencies = append(g.Agencies, t)
	case t.Kind == site.KindSeries:
		partsInOrder(t.Stories)
		g.Series = append(g.Series, t)
	}
}

// order is the place of a section that an editor gave it; the others come last.
func order(t *site.Term) int {
	if t.Section == nil || t.Section.Order == 0 {
		return 1 << 20
	}
	return t.Section.Order
}

// partsInOrder sorts a series: by the number an editor gave, else by date. The
// newest part comes first, as in every term.
func partsInOrder(ss []*site.Story) {
	slices.SortStableFunc(ss, func(a, b *site.Story) int {
		if a.Part > 0 && b.Part > 0 {
			return cmp.Compare(b.Part, a.Part)
		}
		return 0
	})
}

// neighbours links each story with the ones beside it in its own section.
func neighbours(stories []*site.Story) {
	last := map[*site.Term]*site.Story{}
	for _, s := range stories {
		if newer := last[s.Home]; newer != nil {
			s.Newer, newer.Older = newer, s
		}
		last[s.Home] = s
	}
}

// setLightFrom finds the first month whose stories have light twins.
func (g *grouping) setLightFrom() {
	months := g.Config.Pages.LiteMonths
	if months == 0 || len(g.Stories) == 0 || g.Stories[0].Published().IsZero() {
		return
	}
	y, m, _ := g.Stories[0].Published().In(g.Zone()).Date()
	g.LightFrom = time.Date(y, m-time.Month(months-1), 1, 0, 0, 0, 0, g.Zone())
}

// setCardsFrom finds the first day whose stories have social cards of their own.
func (g *grouping) setCardsFrom() {
	days := g.Config.Cards.Days
	if days == 0 || len(g.Stories) <= site.LeastCards {
		return
	}
	y, m, d := g.Stories[0].Published().In(g.Zone()).Date()
	g.CardsFrom = time.Date(y, m, d-days+1, 0, 0, 0, 0, g.Zone())
	if last := g.Stories[site.LeastCards-1].Published(); last.Before(g.CardsFrom) {
		g.CardsFrom = last
	}
}
