package review

import (
	"hash/maphash"
	"slices"
	"sync"
)

// vocabulary is a set of words that keeps their order: a table of places with
// open addressing. A built-in map takes twice as long for every word of an
// archive, and cannot use a hash that is known already.
type vocabulary struct {
	entries []entry
	slots   []int32 // 1 + a place in entries, 0 for none; a power of two of them
}

// entry is a word with its hash, which is made once for all vocabularies.
type entry struct {
	word string
	hash uint32
}

var seed = maphash.MakeSeed()

func entryOf(w string) entry { return entry{w, uint32(maphash.String(seed, w))} }

// slot is where an entry stands, or belongs.
func (v *vocabulary) slot(e entry) *int32 {
	for mask := uint32(len(v.slots) - 1); ; e.hash++ {
		s := &v.slots[e.hash&mask]
		if *s == 0 {
			return s
		}
		if v.entries[*s-1].word == e.word {
			return s
		}
	}
}

// enter returns the place of a word. A new word gets the last one.
func (v *vocabulary) enter(e entry) int32 {
	if 2*len(v.entries) >= len(v.slots) {
		v.grow()
	}
	s := v.slot(e)
	if *s == 0 {
		v.entries = append(v.entries, e)
		*s = int32(len(v.entries))
	}
	return *s - 1
}

func (v *vocabulary) grow() {
	v.slots = make([]int32, max(1024, 2*len(v.slots)))
	for i, e := range v.entries {
		*v.slot(e) = int32(i) + 1
	}
}

// find returns the place of a word, or -1.
func (v *vocabulary) find(w string) int32 {
	if len(v.slots) == 0 {
		return -1
	}
	return *v.slot(entryOf(w)) - 1
}

// tally counts the words of one manuscript.
type tally struct {
	vocabulary
	times []int32
}

var tallies = sync.Pool{New: func() any { return new(tally) }}

func (t *tally) add(w string) {
	i := t.enter(entryOf(w))
	if int(i) == len(t.times) {
		t.times = append(t.times, 0)
	}
	t.times[i]++
}

// counted is a word, and how often it stands in a manuscript.
type counted struct {
	entry
	count int32
}

// counts are the words in the order in which they came first.
func (t *tally) counts() []counted {
	out := listOf(len(t.entries))
	for i, e := range t.entries {
		out = append(out, counted{e, t.times[i]})
	}
	return out
}

// lists are lists of words that were entered.
var lists sync.Pool

// listOf gives an empty list with room for some words.
func listOf(room int) []counted {
	list, _ := lists.Get().(*[]counted)
	if list == nil {
		list = new([]counted)
	}
	return slices.Grow((*list)[:0], room)
}

// free gives a list back, for the words of another manuscript.
func free(list []counted) {
	clear(list) // they are pieces of a file
	lists.Put(&list)
}

// clear forgets the words, and keeps the memory for the next unless it is large.
func (t *tally) clear() {
	if len(t.slots) > 1<<14 {
		*t = tally{}
	}
	clear(t.entries) // they are pieces of a file
	t.entries, t.times = t.entries[:0], t.times[:0]
	clear(t.slots)
}
