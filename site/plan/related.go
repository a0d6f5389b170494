package plan

import (
	"math"
	"slices"
	"time"

	"warraq/site"
)

// Related are the related stories of every story, in the order of
// Edition.Stories.
type Related [][]*site.Story

// Ahead is how long a story's page goes on learning of newer related stories. A new
// story changes the pages of those that it names itself, if they are no older than
// this: never the archive.
const Ahead = 30 * 24 * time.Hour

// mostAhead is how many newer stories a page leads to at most.
const mostAhead = 2

// Relate finds for every story up to want others: those chosen by hand, then the
// newest that name it as related within Ahead, by hand or by their tags, then the
// earlier parts of its series, then earlier stories by shared tags (a rare tag weighs
// more), then the section's. A tag's rarity is counted up to the story's own day: a new
// story changes no old page but those that it names.
//
// One sweep from the oldest story, with a short memory for each term, keeps
// the cost linear. In the sweep a story is its place in Edition.Stories, a
// lower one for a newer story, so that only the story whose turn it is is read.
func Relate(e *site.Edition, want int) Related {
	if want <= 0 {
		return nil
	}
	tags := map[string]*memory{}
	sections := map[*site.Term]*memory{}
	var terms []*memory
	found := ranking{marks: make([]uint64, len(e.Stories))}
	out, ahead := make(Related, len(e.Stories)), make([]lookout, len(e.Stories))
	for i, s := range slices.Backward(e.Stories) {
		terms = terms[:0]
		for _, n := range s.Tags {
			terms = append(terms, recall(tags, n.Slug))
		}
		section, best := recall(sections, s.Home), found.of(terms, want, len(e.Stories)-i)
		out[i], ahead[i].chosen = nearby(e, s, want, best, section)
		for _, o := range out[i][:ahead[i].chosen] {
			if at, ok := place(e, o); ok && at > i {
				ahead[at].hear(int32(i), s, o)
			}
		}
		for _, c := range best[:min(mostAhead, len(best))] {
			ahead[c.story].hear(int32(i), s, e.Stories[c.story])
		}
		for _, m := range append(terms, section) {
			m.add(i)
		}
	}
	for i, l := range ahead {
		if l.count > 0 {
			out[i] = l.insert(e, out[i], want)
		}
	}
	return out
}

// lookout is what a story's page learns of newer stories.
type lookout struct {
	chosen int // how many are related by hand: they come before
	count  int
	newest [mostAhead]int32
}

// hear remembers that a newer story names an older one, if it came soon enough. The
// stories are heard of from the oldest to the newest.
func (l *lookout) hear(newer int32, s, older *site.Story) {
	if older.Published().IsZero() || s.Published().Sub(older.Published()) > Ahead || l.count > 0 && l.newest[0] == newer {
		return
	}
	copy(l.newest[1:], l.newest[:])
	l.newest[0], l.count = newer, min(l.count+1, mostAhead)
}

// insert puts the newer stories behind those that were chosen by hand.
func (l *lookout) insert(e *site.Edition, related []*site.Story, want int) []*site.Story {
	out := append(make([]*site.Story, 0, want), related[:l.chosen]...)
	add := func(s *site.Story) {
		if len(out) < want && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	for _, i := range l.newest[:l.count] {
		add(e.Stories[i])
	}
	for _, s := range related[l.chosen:] {
		add(s)
	}
	return out
}

// place finds a story in Edition.Stories.
func place(e *site.Edition, s *site.Story) (int, bool) {
	return slices.BinarySearchFunc(e.Stories, s, site.Newer)
}

// to gives the stories that are related to one.
func (r Related) to(e *site.Edition, s *site.Story) []*site.Story {
	if i, ok := place(e, s); ok && i < len(r) {
		return r[i]
	}
	return nil
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

// nearby lists up to want older stories, and says how many of them, the first, were
// chosen by hand: these may be newer.
func nearby(e *site.Edition, s *site.Story, want int, found []candidate, section *memory) (out []*site.Story, chosen int) {
	out = make([]*site.Story, 0, want)
	add := func(o *site.Story) {
		if o != nil && o != s && len(out) < want && !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	for _, r := range s.Related {
		add(e.Find(s.Base, r.Target))
	}
	chosen = len(out)
	if s.Serial != nil {
		for _, part := range s.Serial.Stories {
			if site.Newer(part, s) > 0 {
				add(part)
			}
		}
	}
	for _, c := range found {
		add(e.Stories[c.story])
	}
	section.each(func(i int32) bool { add(e.Stories[i]); return len(out) < want })
	return out, chosen
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
