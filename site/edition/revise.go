package edition

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"warraq/site"
)

// Change is a manuscript of a story or a page as it was read before and as it is now. Either
// is nil where there was or is none that counts.
type Change struct{ Before, After *site.Article }

// mostChanges is how many changes are made one by one. To group all again is as fast as
// many of them.
const mostChanges = 32

// Revise makes the edition of an earlier one and of what changed since: the articles of
// changes, the instant, and files that manuscripts name. Nothing else did. It visits the
// stories that changed, and the terms that they are or were in. Where something is due since,
// it looks at all articles, of which from has a list only then. The result is the one of
// Make, or nil where a change reaches further than that:
//
//   - a section, a static page, a tombstone or an old address comes, goes or moves;
//   - an address that is wanted is not free, or one is given up for which others asked;
//   - a term has two names, or the light edition begins in another month;
//   - time goes back.
//
// The earlier edition stays as it is.
func (m *Made) Revise(from Sources, changes []Change) *Made {
	e := *m.Edition
	r := revision{grouping: *m.grouping, last: m.grouping, stands: true, terms: map[site.TermKey]*site.Term{}}
	r.Edition, r.from = &e, from
	e.Own = slices.Clone(e.Own)
	e.Now = from.Clock.Now
	if !e.NextDue.IsZero() && !from.Clock.Now.Before(e.NextDue) {
		changes = r.pass(changes)
	}
	if len(changes) > mostChanges || e.Now.Before(m.Now) || !r.files() {
		return nil
	}
	for _, c := range changes {
		if !r.change(c) {
			return nil
		}
	}
	if !lightFrom(&e).Equal(e.LightFrom) || len(e.Stories) == 0 || !r.settle() {
		return nil
	}
	if r.names = r.names.revised(r.gone, r.fresh, r.terms); r.names == nil {
		return nil
	}
	e.Names, e.CardsFrom = r.names, cardsFrom(&e)
	cards := newCardMaker(&r.grouping)
	for _, s := range r.fresh {
		s.Card = cards.card(s)
	}
	next := r.grouping // and not r, which holds the earlier edition, and so all before it
	return &Made{grouping: &next, Problems: m.Problems, Revised: true, Fresh: r.fresh, Stands: r.stands}
}

// pass adds to changes the articles that come, go or look different by time alone, and notes
// when that happens next.
func (r *revision) pass(changes []Change) []Change {
	r.isDue, r.NextDue = true, time.Time{}
	r.dueAnyway()
	known := map[*site.Article]bool{}
	for _, c := range changes {
		known[c.After] = true
	}
	before, now := r.last.from.Clock.Now, r.from.Clock.Now
	for _, a := range r.from.Manuscripts.Articles {
		was, _ := r.last.shows(a)
		is, due := r.shows(a)
		if r.due(due); !known[a] && (was != is || a.Publish.After(before) != a.Publish.After(now) || comes(a, before, now)) {
			changes = append(changes, Change{a, a})
		}
	}
	r.from.Manuscripts = site.Manuscripts{}
	return changes
}

// comes says that the time of an entry of live coverage comes between two instants.
func comes(a *site.Article, before, now time.Time) bool {
	return slices.ContainsFunc(a.Entries, func(e site.Entry) bool { return e.Waits(before) != e.Waits(now) })
}

// revision is an edition while it is being revised.
type revision struct {
	grouping
	last        *grouping
	stands      bool
	isDue       bool // and what is due next is known
	gone, fresh []*site.Story
	terms       map[site.TermKey]*site.Term // those that are touched, as they will be; nil: gone
}

// change makes one change. It says false where that is not enough.
func (r *revision) change(c Change) bool {
	old := r.storyOf(c.Before)
	fresh, ok := r.placed(c.After)
	switch {
	case !ok || !r.sameDue(c):
		return false
	case old == nil && fresh == nil:
		return !r.wasRefused(c.Before) && !kept(c.After)
	case kept(c.Before) || kept(c.After):
		return old != nil && fresh != nil && old.Static && fresh.Static && r.page(old, fresh)
	}
	stays := old != nil && fresh != nil && sameStanding(old, fresh)
	r.stands = r.stands && stays
	if !stays && !r.claimAgain(old, fresh) {
		return false
	}
	r.Stories = swapped(r.Stories, old, fresh)
	if !r.enter(old, fresh) {
		return false
	}
	r.exchange(old, fresh)
	return true
}

// exchange notes which story is gone, and which is there in its stead.
func (r *revision) exchange(old, fresh *site.Story) {
	if old != nil {
		r.gone = append(r.gone, old)
		r.fresh = slices.DeleteFunc(r.fresh, func(s *site.Story) bool { return s == old })
	}
	if fresh == nil {
		return
	}
	r.fresh = append(r.fresh, fresh)
	if len(fresh.Aliases) > 0 && (old == nil || old.Title != fresh.Title) {
		r.Aliases = slices.Clone(r.Aliases)
		for i := range r.Aliases {
			if a := &r.Aliases[i]; a.File == fresh.Article.Path {
				a.Title = fresh.Title
			}
		}
	}
}

// kept says that an article is no story of lists: a static page, or one that was withdrawn.
func kept(a *site.Article) bool { return a != nil && (a.Static || a.Withdrawn != nil) }

// wasRefused says that an article might be shown, and has no place in lists.
func (r *revision) wasRefused(a *site.Article) bool {
	if a == nil {
		return false
	}
	shown, _ := r.last.shows(a)
	return shown
}

// storyOf gives the story that an article is in the edition, or nil.
func (r *revision) storyOf(a *site.Article) *site.Story {
	if a == nil {
		return nil
	}
	if s := r.last.Of(a.Path); s != nil && s.Article == a {
		return s
	}
	return nil
}

// placed gives an article its section and its address. The story is nil where it may not be
// shown. It says false where the section is a new one.
func (r *revision) placed(a *site.Article) (s *site.Story, ok bool) {
	if a == nil {
		return nil, true
	}
	if shown, _ := r.shows(a); !shown {
		return nil, true
	}
	s, sections := new(site.Story), len(r.grouping.terms)
	if r.placeOne(s, a); len(r.grouping.terms) > sections {
		delete(r.grouping.terms, s.Home.Key()) // the earlier edition has it too
		return nil, false
	}
	return s, true
}

// sameDue says that it is still known when the edition changes next, and notes when that is.
func (r *revision) sameDue(c Change) bool {
	if r.isDue {
		return true
	}
	if c.Before != nil {
		if _, due := r.last.shows(c.Before); !due.IsZero() && due.Equal(r.NextDue) {
			if c.After == nil {
				return false
			}
			if _, next := r.shows(c.After); !next.Equal(due) {
				return false
			}
		}
	}
	if c.After != nil {
		_, due := r.shows(c.After)
		r.due(due)
	}
	return true
}

// page puts a static page in the place of its last version.
func (r *revision) page(old, fresh *site.Story) bool {
	if old.Address != fresh.Address || !slices.Equal(old.Aliases, fresh.Aliases) {
		return false
	}
	r.Pages = slices.Clone(r.Pages)
	r.Pages[slices.Index(r.Pages, old)] = fresh
	r.exchange(old, fresh)
	r.stands = r.stands && old.Article.Path == fresh.Article.Path
	return true
}

// sameStanding says that two versions of a story differ in nothing that another story's
// place, terms, address or related stories depend on.
func sameStanding(a, b *site.Story) bool {
	sameName := func(a, b *site.Name) bool { return *a == *b }
	sameTarget := func(a, b site.Ref) bool { return a.Target == b.Target }
	return a.Article.Path == b.Article.Path && a.Date.Equal(b.Date) && a.Published().Equal(b.Published()) && a.Address == b.Address &&
		sameHome(a.Home, b.Home) && slices.EqualFunc(a.Filed, b.Filed, sameFiled) && slices.Equal(a.Weights, b.Weights) && slices.EqualFunc(a.Tags, b.Tags, sameName) && slices.EqualFunc(a.Authors, b.Authors, sameName) &&
		slices.EqualFunc(a.Agencies, b.Agencies, sameName) && a.Article.Series == b.Article.Series && a.Part == b.Part &&
		slices.Equal(a.Aliases, b.Aliases) && slices.EqualFunc(a.Related, b.Related, sameTarget)
}

func sameFiled(a, b site.Filed) bool {
	return a.Kind == b.Kind && a.Above == b.Above && *a.Name == *b.Name
}

func sameHome(a, b *site.Term) bool { return a == b || a != nil && b != nil && a.Key() == b.Key() }

// claimAgain gives a story the address that it has now. It says false where that may change
// what others have.
func (r *revision) claimAgain(old, fresh *site.Story) bool {
	if old != nil && fresh != nil && old.Address == fresh.Address && old.Date.Equal(fresh.Date) && slices.Equal(old.Aliases, fresh.Aliases) && old.Article.Path == fresh.Article.Path {
		return true
	}
	sameAliases := old != nil && fresh != nil && old.Address == fresh.Address && slices.Equal(old.Aliases, fresh.Aliases)
	for _, s := range []*site.Story{old, fresh} {
		if s != nil && len(s.Aliases) > 0 && !sameAliases {
			return false
		}
	}
	return !r.claims.contested && (fresh == nil || r.claimFree(fresh.Address, "content/"+fresh.Article.Path))
}

// claimFree gives an address to a file, if nobody else has it.
func (r *revision) claimFree(address, file string) bool {
	at := site.OutputPath(address)
	if r.claims.files[strings.ToLower(at)] == file {
		return true
	}
	if strings.Contains(address, "/.") || r.claims.holder(strings.ToLower(at)) != "" {
		return false
	}
	_, ok := r.claims.take(at, file)
	return ok
}

// swapped gives a list, newest first, with one story in place of another. Either may be nil.
func swapped(list []*site.Story, old, fresh *site.Story) []*site.Story {
	out := make([]*site.Story, 0, len(list)+1)
	if old != nil {
		if at := slices.Index(list, old); at >= 0 {
			out, list = append(out, list[:at]...), list[at+1:]
		}
	}
	out = append(out, list...)
	if fresh == nil {
		return out
	}
	at, _ := slices.BinarySearchFunc(out, fresh, site.Newer)
	return slices.Insert(out, at, fresh)
}

// enter takes a story out of its terms, and enters the new one in its own.
func (r *revision) enter(old, fresh *site.Story) bool {
	ins := map[site.TermKey]*site.Story{}
	outs := map[site.TermKey]bool{}
	if old != nil {
		for key := range r.keysOf(old) {
			outs[key], ins[key] = true, nil
		}
	}
	if fresh != nil {
		for kind, n := range namesOf(fresh) {
			key := site.TermKey{Kind: kind, Slug: n.Slug}
			t := r.touched(key)
			if t == nil {
				if r.grouping.terms[key] != nil && r.grouping.terms[key].Section != nil || r.Config.OldAddresses != "" {
					return false // a file speaks of it, or its old address has to lead to it
				}
				t = newTerm(kind, n, fresh)
				r.terms[key] = t
			}
			if len(sameTerm(t, n, fresh)) > 0 {
				return false
			}
		}
		for key := range r.keysOf(fresh) {
			ins[key] = fresh
		}
	}
	for key, s := range ins {
		t := r.touched(key)
		if t == nil || r.spelt[key] {
			return false
		}
		leaving := old
		if !outs[key] {
			leaving = nil
		}
		stories := t.Stories
		if t.Kind == site.KindSeries { // which stands in the order of its parts
			stories = slices.SortedFunc(slices.Values(stories), site.Newer)
		}
		t.Stories = swapped(stories, leaving, s)
	}
	return true
}

// keysOf are the names of all terms that a story is in.
func (r *revision) keysOf(s *site.Story) map[site.TermKey]bool {
	out := map[site.TermKey]bool{}
	for t := s.Home; t != nil; t = above(r.grouping.terms, t) {
		out[t.Key()] = true
	}
	for kind, n := range namesOf(s) {
		out[site.TermKey{Kind: kind, Slug: n.Slug}] = true
	}
	return out
}

// touched gives a term that this revision may change: a copy, so that the earlier edition keeps
// its own. It is nil where there is none.
func (r *revision) touched(key site.TermKey) *site.Term {
	if t, ok := r.terms[key]; ok {
		return t
	}
	t := r.Term(key.Kind, key.Slug)
	if t != nil {
		copied := *t
		t = &copied
		r.terms[key] = t
	}
	return t
}

// settle names the touched terms, puts them in their lists and cuts these into pages.
func (r *revision) settle() bool {
	for _, key := range slices.SortedFunc(maps.Keys(r.terms), func(a, b site.TermKey) int { return strings.Compare(a.Slug+string(a.Kind), b.Slug+string(b.Kind)) }) {
		t, old := r.terms[key], r.last.Term(key.Kind, key.Slug)
		isFilled := t.Section != nil || t.Author != nil
		if len(t.Stories) == 0 && !isFilled || len(t.Stories) == 0 && (t.Kind.IsTag() || t.Kind == site.KindSeries) || old == nil {
			if !r.comesOrGoes(t, old) {
				return false
			}
			if len(t.Stories) == 0 {
				continue
			}
		}
		if !r.name(t) || old != nil && t.Name != old.Name && (t.Parent != nil || len(t.Parts) > 0) {
			return false // or the terms above and below it know it by another name
		}
		r.relist(old, t)
		if !t.Lost && !r.recut(t, old) {
			return false
		}
	}
	return true
}

// comesOrGoes enters a term that is new, or takes out one that is empty.
func (r *revision) comesOrGoes(t, old *site.Term) bool {
	key := t.Key()
	isWithin := t.Kind.IsOwn() && strings.Contains(t.Name.Slug, "/") // the one above it lists it
	if t.Kind == site.KindSection || t.Section != nil || isWithin || r.claims.contested || r.Config.OldAddresses != "" {
		return false
	}
	signs := func(s *site.Story) bool {
		return slices.ContainsFunc(s.Authors, func(n *site.Name) bool { return n.Slug == key.Slug })
	}
	if t.Kind == site.KindAuthor && slices.ContainsFunc(r.Pages, signs) {
		return false // a static page shows whether its author has a page
	}
	r.stands = false
	if len(t.Stories) == 0 {
		r.terms[key] = nil
		if old != nil {
			r.relist(old, nil)
		}
		return true
	}
	if t.Lost = t.Kind == site.KindAgency && !r.Config.Pages.Agencies; t.Lost {
		return true
	}
	t.Source = t.Stories[0].Article.Path
	return r.claimFree(t.Address, "content/"+t.Source)
}

// name gives a term that no file names the name that its newest story gives it; a tag takes
// that of its oldest.
func (r *revision) name(t *site.Term) bool {
	if t.Lost && (t.Kind != site.KindAgency || r.Config.Pages.Agencies) {
		return false // the file that is told of it may be another
	}
	if t.Kind != site.KindSection && t.Section == nil && t.Author == nil {
		t.Source = t.Stories[0].Article.Path
		for kind, n := range namesOf(t.Stories[0]) {
			if kind == t.Kind && n.Slug == t.Name.Slug {
				t.Name = *n
				break
			}
		}
	}
	spell(t)
	return true
}

// relist puts a term in the place of its last version in its list. Either may be nil.
func (r *revision) relist(old, t *site.Term) {
	all := r.ListOf(cmp.Or(t, old).Kind)
	list := slices.Clone(*all)
	if old != nil {
		at := slices.Index(list, old)
		list = slices.Delete(list, at, at+1)
	}
	if t != nil {
		at, _ := slices.BinarySearchFunc(list, t, inList)
		list = slices.Insert(list, at, t)
	}
	*all = list
}

// recut cuts the list of a term again. It says false where an address would be another one if
// all was grouped again.
func (r *revision) recut(t, old *site.Term) bool {
	before := r.claims.contested
	r.cut(t)
	samePages := old != nil && slices.EqualFunc(old.Pages, t.Pages, func(a, b site.ListPage) bool { return a.Address == b.Address })
	r.stands = r.stands && samePages
	return r.claims.contested == before && (!before || samePages)
}

// files claims places for files that manuscripts name now, and did not before.
func (r *revision) files() bool {
	if r.from.Files == r.last.from.Files {
		return true
	}
	known, before := r.from.Files.Known, r.last.from.Files.Known
	for place, file := range before {
		if now, ok := known[place]; now != file {
			if r.stands = false; ok || r.claims.contested {
				return false
			}
		}
	}
	if r.refused {
		return false
	}
	for place, file := range known {
		if _, ok := before[place]; ok {
			continue
		}
		r.stands = false
		if file.Path == "" || strings.HasPrefix(file.Place, "/") {
			continue
		}
		if owner := r.claims.files[strings.ToLower(file.Path)]; !strings.HasPrefix(owner, "content/") || known[owner[len("content/"):]].Path != file.Path {
			if !r.claimFree("/"+file.Path, "content/"+place) {
				return false
			}
		}
	}
	return true
}
