// Package edition groups manuscripts into an edition. It decides what may be
// published at an instant, which section and which address each story has, which
// terms there are, and what other pages may show of a story.
//
//	published   drafts, embargoed and expired stories are left out (edition.go, hidden.go)
//	placed      every story gets its section and the address that it asks for
//	claimed     every address gets one owner; who loses it is told (claims.go)
//	grouped     sections, tags, authors, agencies and series take their stories
//	listed      lists are cut into pages, of which a full one never changes (list.go)
//	shown       cards are made (card.go)
//	revised     an edition is made of the last one and of what changed (revise.go)
//
// The edition that comes out is immutable. The room reads no file and no clock: what
// is said of files is in [Sources].
//
// # Revising
//
// Editions share what is the same in both. So a story holds no other story: who wants its
// neighbours, its related stories or the parts of its series asks the edition and the plan,
// which name them by their places. A changed story is a new one in the lists that it is in,
// and a term that has such a list is a new term; a story's Home may be an earlier version of
// its section, of which only the name and the address are right. Names are maps of the last
// whole making, with what changed since laid over them. Claims are one map, which only grows
// until all is made again.
//
// Make and Revise take the same steps: shows, placeOne, take, spell, cut, card. Revise takes
// them for what changed, and refuses what may change the outcome of a step for others; then
// all is made. Who adds to an edition what depends on several stories adds it to both, and
// to dump of revise_test.go, which compares them after each kind of edit; package press
// compares whole sites after hundreds of random ones.
package edition

import (
	"cmp"
	"iter"
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
	m := Make(from)
	return m.Edition, m.Problems
}

// Made is an edition, what is wrong with it, and what it takes to revise it.
type Made struct {
	*grouping
	Problems []site.Problem
	Revised  bool          // of an earlier one (Revise)
	Fresh    []*site.Story // of a revised one: those that are not as they were
	Stands   bool          // as the one that it was revised from: no story, list or address came, went or moved
}

// Make is New for who will revise the edition.
func Make(from Sources) *Made {
	e := &site.Edition{Config: from.Config, Now: from.Clock.Now, Future: from.Clock.Future}
	g := &grouping{Edition: e, from: from, kinds: e.Config.Kinds(), terms: map[site.TermKey]*site.Term{}, hidden: map[string]bool{}, spelt: map[site.TermKey]bool{}}
	e.Indexes = map[site.TermKind]*site.Section{}
	e.Own = make([][]*site.Term, len(e.Config.Taxonomies))
	g.sections(from.Manuscripts.Sections)
	g.authors(from.Manuscripts.Authors)
	g.dueAnyway()
	g.place(g.published(from.Manuscripts.Articles))
	g.problems = append(g.problems, waiting(e)...)
	g.claims = newClaims(from)
	g.claimStories()
	sortStories(e)
	e.LightFrom, e.CardsFrom = lightFrom(e), cardsFrom(e)
	g.names = &names{}
	e.Names = g.names
	from.Together(func() { g.names.nameStories(e) }, g.groups)
	g.claimLists()
	g.claimFiles()
	g.claimAliases()
	from.Together(g.cards()...)
	g.from.Manuscripts = site.Manuscripts{} // a revision needs none of them
	return &Made{grouping: g, Problems: g.problems}
}

// grouping is an edition while it is being made.
type grouping struct {
	*site.Edition
	from     Sources
	kinds    []site.TermKind             // of all terms
	terms    map[site.TermKey]*site.Term // those that are not listed too
	hidden   map[string]bool             // folders of sections that are drafts
	spelt    map[site.TermKey]bool       // terms that have a second name, which was told
	claims   *claims
	names    *names
	refused  bool // a file of content/ has no place
	weighs   bool // a story has a weight
	problems []site.Problem
}

func (g *grouping) sections(files []*site.Section) {
	g.hide(files)
	for _, s := range files {
		if g.hides(s.Dir) && !g.from.Clock.Drafts {
			continue
		}
		kind, slug, address := site.KindSection, s.Dir, "/"+s.Dir+"/"
		if i := slices.IndexFunc(g.kinds[1:], func(of site.TermKind) bool { return of.Root() == address }); i >= 0 {
			g.Indexes[g.kinds[1+i]] = s
			continue
		}
		for _, of := range g.kinds {
			if name, ok := strings.CutPrefix(address, of.Root()); ok && name != "" && of != site.KindSection {
				kind, slug = of, strings.TrimSuffix(name, "/")
			}
		}
		g.terms[site.TermKey{Kind: kind, Slug: slug}] = &site.Term{
			Kind: kind, Section: s, Address: address, Source: s.Path, Name: site.Name{Label: s.Title, Slug: slug, Sort: s.Sort},
		}
	}
}

func (g *grouping) authors(files []*site.Author) {
	for _, a := range files {
		if (a.Draft || g.hides(site.AuthorsDir)) && !g.from.Clock.Drafts {
			continue
		}
		g.terms[site.TermKey{Kind: site.KindAuthor, Slug: a.Name.Slug}] = &site.Term{
			Kind: site.KindAuthor, Author: a, Name: a.Name, Address: site.AuthorsRoot + a.Name.Slug + "/", Source: a.Path,
		}
	}
}

// published keeps what may be shown at the Clock's instant, and notes when
// that changes next.
func (g *grouping) published(as []*site.Article) []*site.Article {
	out := make([]*site.Article, 0, len(as))
	for _, a := range as {
		shown, due := g.shows(a)
		if g.due(due); shown {
			out = append(out, a)
		}
	}
	return out
}

// shows says whether an article may be shown, and when what is shown of it changes next; zero: never.
func (g *grouping) shows(a *site.Article) (shown bool, due time.Time) {
	now := g.from.Clock.Now
	if !a.Expiry.IsZero() && !a.Expiry.After(now) || !g.from.Clock.Drafts && g.isDraft(a) {
		return false, due
	}
	next := func(t time.Time) {
		if t.After(now) && (due.IsZero() || t.Before(due)) {
			due = t
		}
	}
	if next(a.Publish); a.Publish.After(now) && !g.from.Clock.Future {
		return false, due
	}
	next(a.Expiry)
	if a.Coverage != nil {
		next(a.Coverage.End)
	}
	for i := range a.Entries {
		next(a.Entries[i].Time)
	}
	next(a.Published().Add(site.NewsWindow))
	return true, due
}

// waiting tells of entries of live coverage that wait for their time: an hour may be
// misspelt.
func waiting(e *site.Edition) (out []site.Problem) {
	for _, s := range e.Stories {
		if _, ids := e.Shown(s.Article); len(ids) > 0 {
			out = append(out, site.Problem{
				Path: "content/" + s.Article.Path, Rule: "edition/waiting-entry", Level: site.LevelNote,
				Message: site.Say("مداخل من التغطية لم يحن وقتها، فلا تظهر قبله: %d", "entries of the coverage are of a later time, and appear then: %d", len(ids)),
				Hint:    site.Say("إن كان الوقت خطأ فصححه في عنوان المدخل", "if the time is wrong, correct it in the entry's heading"),
			})
		}
	}
	return out
}

// place gives every article its section and its address.
func (g *grouping) place(as []*site.Article) {
	stories := make([]site.Story, len(as)) // at once: an archive has many
	for i, a := range as {
		s := &stories[i]
		g.placeOne(s, a)
		switch {
		case a.Static:
			g.Pages = append(g.Pages, s)
		case a.Withdrawn != nil:
			g.Withdrawn = append(g.Withdrawn, s)
		default:
			g.Stories = append(g.Stories, s)
		}
	}
}

func (g *grouping) placeOne(s *site.Story, a *site.Article) {
	s.Article, s.Draft = a, g.isDraft(a)
	g.weighs = g.weighs || len(a.Weights) > 0
	if a.Static {
		s.Address = "/" + a.Slug + "/"
		return
	}
	s.Home = g.home(a)
	s.Address = permalink(g.Edition, s)
}

// sortStories puts all manuscripts in their order. Terms take their stories in it.
func sortStories(e *site.Edition) {
	second := func(s *site.Story) int64 { return -s.Published().Unix() }
	sortBySecond(e.Stories, second, site.Newer)
	sortBySecond(e.Withdrawn, second, site.Newer)
	slices.SortFunc(e.Pages, func(a, b *site.Story) int { return cmp.Compare(a.Address, b.Address) })
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
	dir := cmp.Or(a.Section, a.Dir)
	if dir == "" {
		return nil
	}
	for d := dir; d != "." && d != "/"; d = path.Dir(d) {
		if t := g.terms[site.TermKey{Kind: site.KindSection, Slug: d}]; t != nil {
			return t
		}
	}
	top, _, _ := strings.Cut(dir, "/")
	t := &site.Term{Kind: site.KindSection, Address: "/" + top + "/", Name: site.Name{Label: top, Slug: top, Sort: top}, Source: a.Path}
	g.terms[t.Key()] = t
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
	known := map[site.TermKind]map[*site.Name]*site.Term{}
	for _, s := range g.Stories {
		for t := s.Home; t != nil; t = above(g.terms, t) {
			t.Stories = append(t.Stories, s)
		}
		for kind, n := range namesOf(s) {
			of := once(known, kind, func() map[*site.Name]*site.Term { return map[*site.Name]*site.Term{} })
			t := once(of, n, func() *site.Term { return g.named(kind, n, s) })
			if k := len(t.Stories); k == 0 || t.Stories[k-1] != s {
				t.Stories = append(t.Stories, s)
			}
		}
	}
	g.sortTerms()
}

// namesOf are the names of the terms, sections excepted, that a story is entered in.
func namesOf(s *site.Story) iter.Seq2[site.TermKind, *site.Name] {
	return func(yield func(site.TermKind, *site.Name) bool) {
		each := func(kind site.TermKind, names ...*site.Name) bool {
			return !slices.ContainsFunc(names, func(n *site.Name) bool { return !yield(kind, n) })
		}
		_ = each(site.KindTag, s.Tags...) && each(site.KindAuthor, s.Authors...) && each(site.KindAgency, s.Agencies...) &&
			(s.Article.Series.Slug == "" || yield(site.KindSeries, &s.Article.Series)) &&
			!slices.ContainsFunc(s.Filed, func(f site.Filed) bool { return !yield(f.Kind, f.Name) })
	}
}

// named is the term of a name, of whatever spelling, which is told. A new one is as the story spells it.
func (g *grouping) named(kind site.TermKind, n *site.Name, s *site.Story) *site.Term {
	key := site.TermKey{Kind: kind, Slug: n.Slug}
	t := once(g.terms, key, func() *site.Term { return newTerm(kind, n, s) })
	if told := sameTerm(t, n, s); len(told) > 0 {
		g.problems, g.spelt[key] = append(g.problems, told...), true
	}
	return t
}

func newTerm(kind site.TermKind, n *site.Name, s *site.Story) *site.Term {
	return &site.Term{Kind: kind, Name: *n, Address: kind.Root() + n.Slug + "/", Source: s.Article.Path}
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

// above is the section round a sub-section, or the term round another one.
func above(terms map[site.TermKey]*site.Term, t *site.Term) *site.Term {
	for d := path.Dir(t.Name.Slug); d != "." && d != "/"; d = path.Dir(d) {
		if up := terms[site.TermKey{Kind: t.Kind, Slug: d}]; up != nil {
			return up
		}
	}
	return nil
}

// sortTerms puts all groups in their order, so that maps leave no trace.
func (g *grouping) sortTerms() {
	for _, t := range g.terms {
		g.list(t)
	}
	for _, kind := range g.kinds {
		all := *g.ListOf(kind)
		if slices.SortFunc(all, inList); kind != site.KindSection && !kind.IsOwn() {
			continue
		}
		for _, t := range all {
			if up := above(g.terms, t); up != nil {
				t.Parent = up
				up.Parts = append(up.Parts, t)
			}
		}
	}
	g.names.nameTerms(g.Edition)
}

// inList is the order of terms of a kind.
func inList(a, b *site.Term) int {
	return cmp.Or(cmp.Compare(order(a), order(b)), cmp.Compare(a.Name.Sort, b.Name.Sort), cmp.Compare(a.Name.Slug, b.Name.Slug))
}

// list enters a term in its list.
func (g *grouping) list(t *site.Term) {
	switch spell(t); {
	case t.Kind == site.KindSection || t.Author != nil || len(t.Stories) > 0:
		all := g.ListOf(t.Kind)
		*all = append(*all, t)
	case t.Kind.IsTag() || t.Kind == site.KindSeries:
		ar, en, hint := "بالوسم", "has the tag", site.Say("سمِّ الملف باسم الوسم؛ وإن كان قصة فانقله من tags", "name the file as the tag; if it is a story, move it out of tags")
		switch {
		case t.Kind.IsOwn():
			ar, en, hint = "في", "is in", site.Say("اكتبه في قصة هكذا: %s: [%s]؛ وإن كان الملف قصة فانقله من %s", "name it in a story: %s: [%s]; if the file is a story, move it out of %s", t.Kind, t.Name.Slug, t.Kind)
		case t.Kind == site.KindSeries:
			ar, en, hint = "من السلسلة", "is of the series", site.Say("اجعل title اسم السلسلة كما تكتبه القصص؛ وإن كان قصة فانقله من series", "let title be the name of the series as stories write it; if it is a story, move it out of series")
		}
		g.problems = append(g.problems, site.Problem{
			Path: "content/" + t.Source, Rule: "edition/no-stories", Level: site.LevelWarning,
			Message: site.Say("لا قصة "+ar+" %s، فلا صفحة لها", "no story "+en+" %s, so it has no page", t.Name.Slug),
			Hint:    hint,
		})
	}
}

// spell puts the parts of a series in their order, and gives a tag the label of its oldest
// story: a new spelling changes no old page. So it does with a series that has a file
// without a title.
func spell(t *site.Term) {
	isNamed := t.Section != nil && t.Section.Title != ""
	if n := len(t.Stories); n > 0 && !isNamed && (t.Kind.IsTag() || t.Kind == site.KindSeries && t.Section != nil) {
		for kind, name := range namesOf(t.Stories[n-1]) {
			if kind == t.Kind && name.Slug == t.Name.Slug {
				t.Name = *name
			}
		}
	}
	if t.Kind == site.KindSeries {
		partsInOrder(t.Stories)
	}
}

// order is the place of a section that an editor gave it; the others come last.
func order(t *site.Term) int {
	if t.Kind != site.KindSection || t.Section == nil || t.Section.Order == 0 {
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

// lightFrom is the first month whose stories have light twins.
func lightFrom(e *site.Edition) time.Time {
	months := e.Config.Pages.LiteMonths
	if months == 0 || len(e.Stories) == 0 || e.Stories[0].Published().IsZero() {
		return time.Time{}
	}
	y, m, _ := e.Stories[0].Published().In(e.Zone()).Date()
	return time.Date(y, m-time.Month(months-1), 1, 0, 0, 0, 0, e.Zone())
}

// cardsFrom is the first day whose stories have social cards of their own. It is a whole
// day, so that a new story seldom takes the card of an old one.
func cardsFrom(e *site.Edition) time.Time {
	days := e.Config.Cards.Days
	if days == 0 || len(e.Stories) <= site.LeastCards {
		return time.Time{}
	}
	from := e.Stories[0].Published().In(e.Zone()).AddDate(0, 0, 1-days)
	if last := e.Stories[site.LeastCards-1].Published().In(e.Zone()); last.Before(from) {
		from = last
	}
	y, m, d := from.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, e.Zone())
}
