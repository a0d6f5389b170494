package related

import (
	"maps"
	"math"
	"slices"

	"warraq/site"
)

// newest is how many stories a revision sweeps over at least: a newsroom edits what is new.
const newest = 1024

// settled is what a sweep knew once it had passed all but the newest stories. While nothing changes among those that it
// passed, a revision goes on from there. Its places are those of an edition with n stories.
type settled struct {
	n              int
	stories        []*site.Story // those that it passed, as they are in the latest edition
	chose          []int32       // the places of stories that they name by hand: they may come to lead elsewhere
	tags, sections map[string]*memory
	out            Places
	ahead          []lookout
}

// Revise is Of for an edition that differs little from the one that the places are of. The result is the same.
func (r Places) Revise(e *site.Edition, want int) Places {
	n := len(e.Stories)
	if b := r.settled; b != nil && b.holds(e, want) {
		w := b.moved(e)
		w.pass(n-len(b.stories), 0)
		next := w.end()
		next.settled = new(settled)
		*next.settled = *b
		next.settled.stories = oldest(e, len(b.stories)) // the earlier edition need not be kept
		return next
	}
	if n < 2*newest {
		return Of(e, want)
	}
	w := newSweep(e, want)
	w.pass(n, newest)
	base := w.settle()
	w.pass(newest, 0)
	next := w.end()
	next.settled = base
	return next
}

// settle keeps what a sweep knows before it passes the newest stories. It is nil where an older story names one of these.
func (w *sweep) settle() *settled {
	n, want := len(w.edition.Stories), w.out.want
	b := &settled{n: n, stories: oldest(w.edition, n-newest), chose: chosen(w.edition, n-newest)}
	if slices.ContainsFunc(b.chose, func(place int32) bool { return place < int32(newest-n) }) {
		return nil
	}
	b.tags, b.sections, b.ahead = cloned(w.tags, 0), cloned(w.sections, 0), slices.Clone(w.ahead[newest:])
	b.out = Places{want: want, stories: slices.Clone(w.out.stories[newest*want:]), older: slices.Clone(w.out.older[newest:]), newer: slices.Clone(w.out.newer[newest:])}
	return b
}

// holds says that the older stories of an edition are those that were passed, and that they name the same ones by hand.
func (b *settled) holds(e *site.Edition, want int) bool {
	since := len(e.Stories) - len(b.stories)
	return b.out.want == max(want, 0) && since >= 0 && since <= 4*newest &&
		slices.EqualFunc(b.stories, oldest(e, len(b.stories)), alike) && slices.Equal(b.chose, chosen(e, len(b.stories)))
}

func oldest(e *site.Edition, n int) []*site.Story { return e.Stories[len(e.Stories)-n:] }

// alike says that two stories are the same to all others, and name the same ones.
func alike(a, b *site.Story) bool {
	sameName := func(a, b *site.Name) bool { return a.Slug == b.Slug }
	sameTarget := func(a, b site.Ref) bool { return a.Target == b.Target }
	return a == b || a.Article.Path == b.Article.Path && a.Date.Equal(b.Date) && a.Published().Equal(b.Published()) && a.Base == b.Base &&
		a.Home.Slug() == b.Home.Slug() && slices.EqualFunc(a.Tags, b.Tags, sameName) && slices.EqualFunc(a.Related, b.Related, sameTarget) &&
		a.Article.Series == b.Article.Series && a.Part == b.Part
}

// chosen are the places of the stories that the n oldest name by hand, in their order. They are counted from behind the
// last story; those of static pages are 0 and more.
func chosen(e *site.Edition, n int) (out []int32) {
	for _, s := range oldest(e, n) {
		for _, ref := range s.Related {
			const missing = math.MaxInt32
			place := int32(missing)
			if o := e.Find(s.Base, ref.Target); o != nil {
				place = Place(e, o) - int32(len(e.Stories))
			}
			out = append(out, place)
		}
	}
	return out
}

// moved is the sweep with the places that its stories have in a later edition.
func (b *settled) moved(e *site.Edition) *sweep {
	by := int32(len(e.Stories) - b.n)
	w := newSweep(e, b.out.want)
	at := len(e.Stories) - len(b.stories)
	w.tags, w.sections = cloned(b.tags, by), cloned(b.sections, by)
	move(w.out.stories[at*b.out.want:], b.out.stories, by)
	move(w.out.older[at:], b.out.older, by)
	move(w.out.newer[at:], b.out.newer, by)
	for i, l := range b.ahead {
		move(l.newest[:l.count], l.newest[:l.count], by)
		w.ahead[at+i] = l
	}
	return w
}

// move copies places, by so much higher; -1 stays.
func move(to, from []int32, by int32) {
	for i, place := range from {
		if place >= 0 {
			place += by
		}
		to[i] = place
	}
}

// cloned copies what is remembered of terms.
func cloned(terms map[string]*memory, by int32) map[string]*memory {
	next := maps.Clone(terms)
	for term, m := range next {
		moved := *m
		move(moved.latest[:], m.latest[:], by)
		next[term] = &moved
	}
	return next
}
