package search

import (
	"bytes"
	"hash/maphash"
)

// lexicon finds the entries of a word as it is written, after its sign: a hash table
// without pointers, for it is asked for every word of every story.
type lexicon struct {
	seed    maphash.Seed
	slots   []slot // a power of two; at least half are free
	count   int    // of the words
	text    []byte // of all words, one after another
	entries []known
}

// slot is a word of a lexicon, or free where it has no size.
type slot struct {
	hash     uint32
	at, size uint32 // of its text
	entry    uint32 // the first of its entries; noMore stands behind the last
}

func newLexicon() lexicon { return lexicon{seed: maphash.MakeSeed(), slots: make([]slot, 1<<12)} }

// find gives the first entry of a word.
func (l *lexicon) find(word []byte) (entry int, ok bool) {
	s := &l.slots[l.slotOf(word, uint32(maphash.Bytes(l.seed, word)))]
	return int(s.entry), s.size > 0
}

// slotOf gives where a word is, or a free place for it.
func (l *lexicon) slotOf(word []byte, hash uint32) uint32 {
	mask := uint32(len(l.slots) - 1)
	for i := hash & mask; ; i = (i + 1) & mask {
		s := &l.slots[i]
		if s.size == 0 || s.hash == hash && bytes.Equal(l.text[s.at:s.at+s.size], word) {
			return i
		}
	}
}

// add enters a word that is not there, and gives its first entry.
func (l *lexicon) add(word []byte, entries []known) int {
	if l.count++; 2*l.count > len(l.slots) {
		old := l.slots
		l.slots = make([]slot, 2*len(old))
		for _, s := range old {
			if s.size > 0 {
				l.slots[l.slotOf(l.text[s.at:s.at+s.size], s.hash)] = s
			}
		}
	}
	hash, entry := uint32(maphash.Bytes(l.seed, word)), len(l.entries)
	l.slots[l.slotOf(word, hash)] = slot{hash, uint32(len(l.text)), uint32(len(word)), uint32(entry)}
	l.text = append(l.text, word...)
	l.entries = append(append(l.entries, entries...), known{stem: noMore})
	return entry
}
