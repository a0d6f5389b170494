package site

import (
	"math"
	"slices"
)

// relate fills Nearby: stories chosen by hand, then the earlier parts of the
// series, then earlier stories by shared tags (a rare tag weighs more), then
// the section's. Only older stories are computed, and a tag's rarity is
// counted up to the story's own day: publishing a story changes no old page.
//
// One sweep from the oldest story, with a short memory for each term, keeps
// the cost linear.
func (e *Edition) relate(want int) {
	if want <= 0 {
		return
	}
	tags := map[string]*memory{}
	sections := map[*Term]*memory{}
	var found []candidate
	for i := len(e.Stories) - 1; i >= 0; i-- {
		s := e.Stories[i]
		seen := len(e.Stories) - i
		found = ranked(found[:0], s, want, seen, tags)
		s.Nearby = e.nearby(s, want, found, sections[s.Home])
		for _, n := range s.Tags {
			recall(tags, n.Slug).add(s)
		}
		recall(sections, s.Home).add(s)
	}
}

// memory is the latest stories of a term, up to the instant of the sweep.
type memory struct {
	count  int
	latest [12]*Story // a ring
}

func (m *memory) add(s *Story) {
	m.latest[m.count%len(m.latest)] = s
	m.count++
}

// each calls f with the remembered stories, newest first.
func (m *memory) each(f func(*Story) bool) {
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
	story *Story
	score float64
}

func (e *Edition) nearby(s *Story, want int, found []candidate, section *memory) []*Story {
	out := make([]*Story, 0, want)
	add := func(o *Story) {
		if o != nil && o != s && len(out) < want && !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	for _, r := range s.Related {
		add(e.Find(s.Base, r.Target))
	}
	if s.Serial != nil {
		for _, part := range s.Serial.Stories {
			if older(part, s) {
				add(part)
			}
		}
	}
	for _, c := range found {
		add(c.story)
	}
	if section != nil {
		section.each(func(o *Story) bool { add(o); return len(out) < want })
	}
	return out
}

// ranked scores the remembered stories of s's tags by the rarity (inverse
// document frequency) of what they share, and gives the best in their order:
// as many as are wanted, and as many more as may have been chosen otherwise.
// It uses the room of found.
func ranked(found []candidate, s *Story, want, seen int, tags map[string]*memory) []candidate {
	for _, n := range s.Tags {
		m := tags[n.Slug]
		if m == nil {
			continue
		}
		weight := math.Log(float64(seen+1) / float64(m.count+1))
		m.each(func(o *Story) bool {
			i := slices.IndexFunc(found, func(c candidate) bool { return c.story == o })
			if i < 0 {
				found = append(found, candidate{o, 0})
				i = len(found) - 1
			}
			found[i].score += 1e-3 + weight
			return true
		})
	}
	return best(found, 2*want)
}

// best moves the n best of some candidates to the front, in order.
func best(found []candidate, n int) []candidate {
	better := func(a, b candidate) bool {
		if a.score != b.score {
			return a.score > b.score
		}
		return newer(a.story, b.story) < 0
	}
	n = min(n, len(found))
	for i := 1; i < len(found); i++ {
		c, at := found[i], min(i, n)
		if at == n && (n == 0 || !better(c, found[n-1])) {
			continue
		}
		if at == n { // the last of the best falls out, and nobody asks for it again
			at = n - 1
		}
		for ; at > 0 && better(c, found[at-1]); at-- {
			found[at] = found[at-1]
		}
		found[at] = c
	}
	return found[:n]
}

func older(a, b *Story) bool { return newer(a, b) > 0 }
