package prose

import (
	"hash/maphash"
	"sync/atomic"
)

// Notes are the lists that have something to say of a word, a bit for each. Most words
// are in none.
type Notes uint8

// The lists.
const (
	InSpelling Notes = 1 << iota // it may be misspelt
	InGrammar                    // a mistake of grammar may begin with it
	InNumerals                   // it is a number
	InMonths                     // it may be a month, or the first word of one
	InPhrases                    // it is in a closed list of words that are wrong
)

// Notebook remembers what the lists say of words, so that each word of an archive is
// looked up once in all of them. Many goroutines may ask it.
//
// It knows a word by 64 bits of hash, of which the lowest say where it stands and the
// others stand there, above its notes. That two words of an archive of a million are
// one to it is as likely as 1 to 10^10.
type Notebook struct {
	judge func(word string, has Traits) Notes
	seed  maphash.Seed
	slots []atomic.Uint64 // 0: free
}

// places is how many words a notebook has place for. Of others nothing is remembered:
// names have no end.
const places = 1 << 18

// farthest is how far from its own place a word may stand.
const farthest = 8

// noteBits are the bits of a slot that hold notes; isSet is the one that tells a note of
// no list from a free place.
const (
	noteBits = 1<<8 - 1
	isSet    = 1 << 7
)

// NewNotebook makes a Notebook of a function that asks the lists. The word is as it is
// written, with its marks.
func NewNotebook(judge func(word string, has Traits) Notes) *Notebook {
	return &Notebook{judge: judge, seed: maphash.MakeSeed(), slots: make([]atomic.Uint64, places)}
}

// of gives the notes of a word.
func (b *Notebook) of(word string, has Traits) Notes {
	hash := maphash.String(b.seed, word)
	var free *atomic.Uint64
	for i := range uint64(farthest) {
		slot := &b.slots[(hash+i)%places]
		n := slot.Load()
		if n == 0 {
			free = slot
			break
		}
		if (n^hash)&^noteBits == 0 {
			return Notes(n & noteBits &^ isSet)
		}
	}
	says := b.judge(word, has)
	if free != nil {
		free.CompareAndSwap(0, hash&^noteBits|isSet|uint64(says)) // where another was faster, the next one who asks works it out again
	}
	return says
}

// Note notes what the lists say of the words of a text that are Arabic alone.
func (k *Text) Note(b *Notebook) {
	k.noted, k.unnoted = 0, 0
	for i := range k.Words {
		if w := &k.Words[i]; w.Has&HasArabic != 0 && w.Has&^(HasArabic|HasMark|IsPart) == 0 {
			w.notes = b.of(k.Ink[w.From:w.To], w.Has)
			k.noted |= w.notes
		}
	}
}

// MayBe says that a list may have something to say of a word of the text. Of a text
// that was not noted it is always true.
func (k *Text) MayBe(list Notes, w Word) bool { return (w.notes|k.unnoted)&list != 0 }

// MayHold says the same of all words of the text.
func (k *Text) MayHold(list Notes) bool { return (k.noted|k.unnoted)&list != 0 }
