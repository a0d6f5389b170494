// Package related finds the stories that others lead to: related ones, and the neighbours in a section.
//
// Belongs here: which stories these are. Does not: what a page shows of them (package plan).
package related

import (
	"math"
	"slices"
	"time"

	"warraq/site"
)

// Places are the related stories of every story, and its neighbours in its section, all
// as places. A place is an index of Edition.Stories, or that of a static page beyond its
// end; -1: none. Related stories of one edition are those of another in which each story
// has the same place and the same terms.
type Places struct {
	want         int     // how many places each story has in stories
	stories      []int32 // in one piece: an archive has many
	older, newer []int32
	settled      *settled // what a revision begins with; nil: there was none yet
}

// Ahead is how long a story's page goes on learning of newer related stories. A new
// story changes the pages of those that it names itself, if they are no older than
// this: never the archive.
const Ahead = 30 * 24 * time.Hour

// MostAhead is how many newer stories a page leads to at most.
const MostAhead = 2

// Of finds for every story up to want others: those chosen by hand, then the
// newest that name it as related within Ahead, by hand or by their tags, then the
// earlier parts of its series, then earlier stories by shared tags (a rare tag weighs
// more), then the section's. A tag's rarity is counted up to the story's own day: a new
// story changes no old page but those that it names.
//
// One sweep from the oldest story, with a short memory for each term, keeps
// the cost linear. In the sweep a story is its place in Edition.Stories, a
// lower one for a newer story, so that only the story whose turn it is is read.
func Of(e *site.Edition, want int) Places {
	s := newSweep(e, want)
	s.pass(len(e.Stories), 0)
	return s.end()
}

// sweep goes over the stories of an edition from the oldest on.
type sweep struct {
	edition        *site.Edition
	tags, sections map[string]*memory
	out            Places
	ahead          []lookout
}

func newSweep(e *site.Edition, want int) *sweep {
	n := len(e.Stories)
	want = max(want, 0)
	return &sweep{e, map[string]*memory{}, map[string]*memory{}, Places{want: want, stories: make([]int32, n*want), older: make([]int32, n), newer: make([]int32, n)}, make([]lookout, n)}
}

// pass visits the stories whose places are below from, down to the place to.
func (w *sweep) pass(from, to int) {
	e, out, want, n := w.edition, &w.out, w.out.want, len(w.edition.Stories)
	found := ranking{marks: make([]uint64, n)}
	var terms []*memory
	for i := from - 1; i >= to; i-- {
		s, section := e.Stories[i], recall(w.sections, e.Stories[i].Home.Slug())
		out.older[i], out.newer[i] = section.last(), -1
		if o := out.older[i]; o >= 0 {
			out.newer[o] = int32(i)
		}
		if want > 0 {
			terms = terms[:0]
			for _, n := range s.Tags {
				terms = append(terms, recall(w.tags, n.Slug))
			}
			best := found.of(terms, want, n-i)
			w.ahead[i].chosen = nearby(e, int32(i), out.of(i)[:0], best, section)
			for _, o := range out.of(i)[:w.ahead[i].chosen] {
				if int(o) > i && int(o) < n {
					w.ahead[o].hear(int32(i), s, e.Stories[o])
				}
			}
			for _, c := range best[:min(MostAhead, len(best))] {
				w.ahead[c.story].hear(int32(i), s, e.Stories[c.story])
			}
			for _, m := range terms {
				m.add(i)
			}
		}
		section.add(i)
	}
}

// end gives what was found, once all stories were passed.
func (w *sweep) end() Places {
	for i, l := range w.ahead {
		if l.count > 0 {
			l.insert(w.out.of(i))
		}
	}
	return w.out
}

// lookout is what a story's page learns of newer stories.
type lookout struct {
	chosen int // how many are related by hand: they come before
	count  int
	newest [MostAhead]int32
}

// hear remembers that a newer story names an older one, if it came soon enough. The
// stories are heard of from the oldest to the newest.
func (l *lookout) hear(newer int32, s, older *site.Story) {
	if older.Published().IsZero() || s.Published().Sub(older.Published()) > Ahead || l.count > 0 && l.newest[0] == newer {
		return
	}
	copy(l.newest[1:], l.newest[:])
	l.newest[0], l.count = newer, min(l.count+1, MostAhead)
}

// insert puts the newer stories behind those that were chosen by hand.
func (l *lookout) insert(related []int32) {
	out := slices.Clone(related[:l.chosen])
	for _, i := range slices.Concat(l.newest[:l.count], related[l.chosen:]) {
		if len(out) < len(related) && i >= 0 && !slices.Contains(out, i) {
			out = append(out, i)
		}
	}
	copy(related, out)
}

// Place finds a story or a static page; -1 where it is none of the edition's.
func Place(e *site.Edition, s *site.Story) int32 {
	if s.Static {
		if i := slices.Index(e.Pages, s); i >= 0 {
			return int32(len(e.Stories) + i)
		}
		return -1
	}
	if i, ok := slices.BinarySearchFunc(e.Stories, s, site.Newer); ok {
		return int32(i)
	}
	return -1
}

// card gives the card of a place, or nil.
func card(e *site.Edition, place int32) *site.SideCard {
	switch n := int32(len(e.Stories)); {
	case place < 0:
		return nil
	case place >= n:
		return &e.Pages[place-n].Card.SideCard
	}
	return &e.Stories[place].Card.SideCard
}

// Has says that a place is that of a story of the edition.
func (r Places) Has(place int32) bool { return place >= 0 && int(place) < len(r.older) }

// To gives the stories that are related to the one at a place.
func (r Places) To(e *site.Edition, place int32) []*site.SideCard {
	if !r.Has(place) {
		return nil
	}
	out := make([]*site.SideCard, 0, r.want)
	for _, other := range r.of(int(place)) {
		if other >= 0 {
			out = append(out, card(e, other))
		}
	}
	return out
}

// of are the places that a story has for others. Those that are left over, the last, are -1.
func (r Places) of(place int) []int32 {
	return r.stories[place*r.want : (place+1)*r.want : (place+1)*r.want]
}

// Beside gives the cards of the neighbours of the story at a place.
func (r Places) Beside(e *site.Edition, place int32) (older, newer *site.SideCard) {
	if !r.Has(place) {
		return nil, nil
	}
	return card(e, r.older[place]), card(e, r.newer[place])
}

// Section gives the cards of up to n stories of the section of the one at a place, and
// not those that are related to it.
func (r Places) Section(e *site.Edition, at int32, n int) (out []*site.SideCard) {
	for o := r.older[at]; o >= 0 && len(out) < n; o = r.older[o] {
		out = r.other(out, e, at, o)
	}
	for o := r.newer[at]; o >= 0 && len(out) < n; o = r.newer[o] {
		out = r.other(out, e, at, o)
	}
	return out
}

// Elsewhere gives the cards of up to n stories of other sections.
func (r Places) Elsewhere(e *site.Edition, at int32, n int) (out []*site.SideCard) {
	home := e.Stories[at].Home.Slug()
	for o := at + 1; int(o) < len(e.Stories) && len(out) < n; o++ {
		if e.Stories[o].Home.Slug() != home {
			out = r.other(out, e, at, o)
		}
	}
	for o := at - 1; o >= 0 && len(out) < n; o-- {
		if e.Stories[o].Home.Slug() != home {
			out = r.other(out, e, at, o)
		}
	}
	return out
}

// other adds the card of a place to a list, if it is not among those related to at.
func (r Places) other(out []*site.SideCard, e *site.Edition, at, o int32) []*site.SideCard {
	if slices.Contains(r.of(int(at)), o) {
		return out
	}
	return append(out, &e.Stories[o].Card.SideCard)
}

// memory is the latest stories of a term, up to the instant of the sweep.
type memory struct {
	count  int
	latest [12]int32 // a ring
}

func (m *memory) add(i int) {
	m.latest[m.count%len(m.latest)] = int32(i)
	m.count++
}

// last is the latest of them; -1: none.
func (m *memory) last() int32 {
	if m.count == 0 {
		return -1
	}
	return m.latest[(m.count-1)%len(m.latest)]
}

// each calls f with the remembered stories, newest first.
func (m *memory) each(f func(i int32) bool) {
	for i := range min(m.count, len(m.latest)) {
		if !f(m.latest[(m.count-1-i)%len(m.latest)]) {
			return
		}
	}
}

func recall[K comparable](m map[K]*memory, k K) *memory {
	if m[k] == nil {
		m[k] = &memory{}
	}
	return m[k]
}

type candidate struct {
	story int32
	score float64
}

// nearby fills out with older stories, and says how many of them, the first, were
// chosen by hand: these may be newer.
func nearby(e *site.Edition, turn int32, out []int32, found []candidate, section *memory) (chosen int) {
	s := e.Stories[turn]
	add := func(o int32) {
		if o >= 0 && o != turn && len(out) < cap(out) && !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	for _, r := range s.Related {
		if o := e.Find(s.Base, r.Target); o != nil {
			add(Place(e, o))
		}
	}
	chosen = len(out)
	if t := e.SeriesOf(s); t != nil {
		for _, part := range t.Stories {
			if site.Newer(part, s) > 0 {
				add(Place(e, part))
			}
		}
	}
	for _, c := range found {
		add(c.story)
	}
	section.each(func(i int32) bool { add(i); return len(out) < cap(out) })
	for len(out) < cap(out) {
		out = append(out, -1)
	}
	return chosen
}

// ranking scores stories, of one turn of the sweep after another.
type ranking struct {
	found []candidate
	marks []uint64 // of each story the turn in which it was last found, and where in found
}

// of scores the remembered stories of some tags by the rarity (inverse document
// frequency) of what they share, and gives the best in their order: as many as
// are wanted, and as many more as may have been chosen otherwise. turn is how
// many stories the sweep has seen.
func (r *ranking) of(tags []*memory, want, turn int) []candidate {
	r.found = r.found[:0]
	for _, m := range tags {
		weight := 1e-3 + math.Log(float64(turn+1)/float64(m.count+1))
		m.each(func(o int32) bool {
			if r.marks[o]>>32 != uint64(turn) {
				r.marks[o] = uint64(turn)<<32 | uint64(len(r.found))
				r.found = append(r.found, candidate{story: o})
			}
			r.found[uint32(r.marks[o])].score += weight
			return true
		})
	}
	return best(r.found, 2*want)
}

// best moves the n best of some candidates to the front, in order.
func best(found []candidate, n int) []candidate {
	better := func(a, b candidate) bool {
		if a.score != b.score {
			return a.score > b.score
		}
		return a.story < b.story
	}
	n = min(n, len(found))
	for i := 1; i < len(found); i++ {
		c, at := found[i], min(i, n)
		if at == n && (n == 0 || !better(c, found[n-1])) {
			continue
		}
		if at == n { // the last of the best falls out
			at = n - 1
		}
		for ; at > 0 && better(c, found[at-1]); at-- {
			found[at] = found[at-1]
		}
		found[at] = c
	}
	return found[:n]
}
