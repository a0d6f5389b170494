package plan

import (
	"math"
	"slices"

	"warraq/site"
)

// Related are the related stories of every story, in the order of
// Edition.Stories.
type Related [][]*site.Story

// Relate finds for every story up to want others: those chosen by hand, then
// the earlier parts of its series, then earlier stories by shared tags (a rare
// tag weighs more), then the section's. Only older stories are computed, and a
// tag's rarity is counted up to the story's own day: a new story changes no old
// page.
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
	var named []*memory
	found := ranking{marks: make([]uint64, len(e.Stories))}
	out := make(Related, len(e.Stories))
	for i, s := range slices.Backward(e.Stories) {
		named = named[:0]
		for _, n := range s.Tags {
			named = append(named, recall(tags, n.Slug))
		}
		section := recall(sections, s.Home)
		out[i] = nearby(e, s, want, found.of(named, want, len(e.Stories)-i), section)
		for _, m := range append(named, section) {
			m.add(i)
		}
	}
	return out
}

// to gives the stories that are related to one.
func (r Related) to(e *site.Edition, s *site.Story) []*site.Story {
	if i, ok := slices.BinarySearchFunc(e.Stories, s, site.Newer); ok && i < len(r) {
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

func nearby(e *site.Edition, s *site.Story, want int, found []candidate, section *memory) []*site.Story {
	out := make([]*site.Story, 0, want)
	add := func(o *site.Story) {
		if o != nil && o != s && len(out) < want && !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	for _, r := range s.Related {
		add(e.Find(s.Base, r.Target))
	}
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
	return out
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
